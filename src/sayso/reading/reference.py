"""Pronouns and the like -> whom they stand for: "they", "its troops", "this country", "both sides".

Each answer is a mention or a noun that the text has already named, never one that comes later.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mentions import Mention, Mentions
from sayso.reading.quotes import quotations
from sayso.reading.roles import country_of, is_definite
from sayso.reading.turns import interview_turns

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.codings import Shape
    from sayso.reading.parse import Parse

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SPEAKER = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_THIRD_PERSON = _PERSONAL | _THING | _PLURAL
_COUNTRY_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom", "homeland"})
_REPORTED = 2.0  # how much nearer the speaker is to a subject in reported speech
_SALIENT = 4  # mentions after which a person is no likelier to be meant
_BACK = 3  # sentences that a pronoun may look back


def is_speaker(token: Token) -> bool:
    """Whether a word stands for whoever speaks: "we", "our"."""
    return token.lower_ in _SPEAKER


def is_pronoun(token: Token, *, personal: bool = False) -> bool:
    """Whether a word stands for something else in the text; ``personal``: he, she, it or they."""
    return token.lower_ in _THIRD_PERSON or (not personal and token.pos_ == "PRON")


def possessive(noun: Token) -> Token | None:
    """The pronoun that says whose a noun is: "its ministers", "our soldiers"."""
    for child in grammar.children(noun, "poss"):
        if child.lower_ in _THIRD_PERSON | _SPEAKER:
            return child
    return None


class References:
    """Looks back over the mentions of one document."""

    def __init__(self, parse: Parse, mentions: Mentions) -> None:
        self._parse = parse
        self._mentions = mentions
        self._quoted = {
            i
            for quotation in quotations(parse.document.text)
            for start, end in quotation.pieces
            for i in parse.tokens(start, end)
        }
        turns = {i for turn in interview_turns(parse) for i in turn.content}
        self._own_words = self._quoted | turns  # where "I" is who speaks

    def antecedent(self, pronoun: Token, speaker: Mention | None) -> Mention | None:
        """Whom a pronoun stands for: the nearest fitting mention, subjects and people first.

        In quote marks and in the turns of an interview a speaker is "I", so ``speaker`` is nobody's
        "he" or "she" there; in reported speech ("he denied that he had met them") "he" is the
        speaker first of all. A reporter's pronoun does not stand for somebody whom only a quotation
        names; the people whom a text keeps coming back to are likelier than those named once.
        """
        shapes = _shapes(pronoun)
        if not shapes:
            return None
        plural = pronoun.lower_ in _PLURAL
        here = self._mentions.sentence(pronoun)
        siblings = _co_arguments(pronoun)
        outside = pronoun.i not in self._quoted
        reported = pronoun.i not in self._own_words
        rivals = {
            rival.name
            for token in siblings
            if is_pronoun(token) and (rival := self.antecedent(token, speaker)) is not None
        }
        earlier = [m for m in self._mentions.before(pronoun) if here - m.sentence <= _BACK]
        counts = Counter(m.name for m in self._mentions.before(pronoun))

        def fits(mention: Mention) -> bool:
            if mention.head in {token.i for token in siblings} or mention.name in rivals:
                return False
            if outside and mention.head in self._quoted:
                return False
            if mention.shape not in shapes or mention.kind == "document":
                return False
            if not reported and _is_person(mention, speaker):
                return False
            if mention.shape != "thing" or mention.kind == "organization":
                return True
            return mention.kind == "country" if plural else mention.known

        def closeness(mention: Mention) -> float:
            score = -2.0 * (here - mention.sentence)
            score += 1.5 if mention.subject else 0.0
            score += 0.5 if mention.kind == "person" else 0.0
            score += 1.0 if mention.shape == "plural" else 0.0
            score += 0.5 if mention.shape == "plural" and mention.known else 0.0
            if reported and _is_person(mention, speaker) and _is_subject(pronoun):
                score += _REPORTED
            if mention.kind == "person":
                score += 0.3 * min(counts[mention.name], _SALIENT)
            return score + mention.head / len(self._parse.doc) * 0.4

        above = self._subject_above(pronoun)
        if above is not None and fits(above):
            return above
        return max(filter(fits, earlier), key=closeness, default=None)

    def _subject_above(self, pronoun: Token) -> Mention | None:
        """In "urged X to stop what it called piracy", "it" is who urges."""
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or not any(
            c.lower_ == "what" for c in grammar.children(verb, "dobj", "attr", "nsubj")
        ):
            return None
        for ancestor in verb.ancestors:
            if ancestor.pos_ in grammar.VERBS and ancestor.dep_ in ("ROOT", "ccomp", "conj"):
                subjects = grammar.subject(ancestor)
                return self._mentions.get(subjects[0]) if subjects else None
        return None

    def is_the_country(self, head: Token) -> bool:
        """Whether a noun is "the country", "this nation", with no name beside it."""
        return (
            head.lemma_.lower() in _COUNTRY_NOUNS
            and is_definite(self._parse, head)
            and head.i not in self._parse.names
            and country_of(self._parse, head) is None
        )

    def the_country(self, head: Token) -> Mention | None:
        """The last country named that is not the subject of the same clause."""
        verb = grammar.clause_verb(head)
        subjects = grammar.subject(verb) if verb is not None else []
        own = {m.country for s in subjects if (m := self._mentions.get(s)) is not None}
        here = self._mentions.sentence(head)
        for mention in self._mentions.before(head):
            if here - mention.sentence > _BACK:
                return None
            if mention.kind == "country" and mention.country not in own:
                return mention
        return None

    def the_two(self, head: Token) -> list[Token]:
        """The last two countries named before "the two sides", "both governments"; else nothing."""
        if head.tag_ not in ("NNS", "NNPS") or head.lemma_.lower() not in words("noun of a pair"):
            return []
        counted = any(child.lower_ in ("two", "both") for child in head.lefts)
        if not counted or country_of(self._parse, head) is not None:
            return []
        found: dict[str, Token] = {}
        for i in sorted((i for i in self._parse.names if i < head.i), reverse=True):
            token = self._parse.doc[i]
            if token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near", "from"):
                continue  # where, not who
            found.setdefault(self._parse.names[i].entry.country.alpha3, token)
            if len(found) == 2:
                return sorted(found.values(), key=lambda t: t.i)
        return []


def _shapes(pronoun: Token) -> tuple[Shape, ...]:
    """What a pronoun can stand for; nothing for "who", "this" and the like."""
    if pronoun.lower_ in _PERSONAL:
        return ("person",)
    if pronoun.lower_ in _THING:
        return ("thing",)
    return ("plural", "thing") if pronoun.lower_ in _PLURAL else ()


def _is_person(mention: Mention, speaker: Mention | None) -> bool:
    """Whether a mention is of the person who speaks."""
    return mention.kind == "person" and speaker is not None and mention.name == speaker.name


def _is_subject(pronoun: Token) -> bool:
    return pronoun.dep_ in ("nsubj", "nsubjpass")


def _co_arguments(pronoun: Token) -> list[Token]:
    """The subjects of the verb whose object a pronoun is: an object is not its own subject."""
    under_verb = pronoun.dep_ == "pobj" and pronoun.head.head.pos_ == "VERB"
    if pronoun.dep_ not in ("dobj", "dative") and not under_verb:
        return []
    verb = grammar.clause_verb(pronoun)
    return grammar.subject(verb) if verb is not None else []
