"""Pronouns -> whom they stand for: "they", "its troops", "himself", "some of whom".

A pronoun may stand for what its form allows (a person, a thing, several; a gender only where the
text itself has told it), for nothing in its own clause that grammar rules out, and for nobody whom
only a quotation names. Of those left, the one most present is meant, if it leads clearly: the
subject before the object, the speaker inside reported speech, the owner inside the own clause. Two
that come close leave a pronoun unresolved, and so does an "it" that stands for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from sayso.knowledge.actors import NON_STATE
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.binding import (
    accounted_for,
    are_buildings,
    clause_subjects,
    co_arguments,
    conjuncts,
    goes_on,
    is_fact,
    is_in_custody,
    named_below,
    owners_above,
    paired_with,
    speaks,
    subject_ahead,
    takes_actors,
    told,
)
from sayso.reading.expletives import is_expletive
from sayso.reading.mentions import Mention, Mentions, is_human
from sayso.reading.pronouns import (
    PERSONAL,
    PLURAL,
    THING,
    THIRD_PERSON,
    counts_of_body,
    gender,
    is_vague,
    related,
    shapes,
)
from sayso.reading.roles import role_at
from sayso.reading.salience import (
    FADE,
    is_cited,
    is_eclipsed,
    is_main,
    is_placing,
    leaders,
    placed,
    prominence,
)
from sayso.reading.turns import interview_turns

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.codings import Shape
    from sayso.reading.offices import Gender
    from sayso.reading.parse import Parse

_NOBODY = ("attr", "oprd", "acomp")  # what is said of somebody is not somebody else
_SEVERAL = frozenset({"others", "many", "some", "all", "few", "several", "both", "most", "those"})
_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_ARMED = frozenset({"REB", "PRM", "UAF", "CRM", "IMG"})
_BACK = 3  # sentences that a pronoun may look back
_OFTEN = 6  # mentions after which a person is no likelier to be meant

# What speaks for an actor beyond its place (see `salience`); our own figures.
_REPORTED = 2.5  # it speaks, and the pronoun is the subject of what is said
_QUOTED_ABOUT = 1.0  # it speaks, and the pronoun stands elsewhere in what is said
_TOLD = 2.5  # it is spoken to, and the pronoun is the subject of what it is told
_SPOKE_LAST = 1.5  # it spoke, no later sentence is about another, and the pronoun speaks
_OWNER = 1.2  # it is the subject of the clause, and the pronoun tells whose
_PAIRED = 2.0  # it stands before "and", and the pronoun tells whose the other is
_AGAIN = 0.5  # it was a pronoun already, so it is what the text is about
_ECLIPSED = -0.3  # another clause follows in its sentence
_GOES_ON = 0.5  # the pronoun goes on with what it did: coordinated, or with an "also"
_AHEAD = 0.7  # it is the subject that a fronted phrase leads up to
_ALIKE = 0.3  # it has the pronoun's own place
_TOLD_GENDER = 0.3  # the text has told the gender that the pronoun has
_SUITS = 1.0  # it is of a kind that has what the pronoun says to be its own
_HELD = 1.5  # it was held, and the pronoun is held on, sentenced or let go
_ONE_OF_SEVERAL = -0.5  # "it" is seldom one of two that stand together
_OWN_OBJECT = -1.0  # the pronoun does something to its country
_NAMED = 0.3  # it has a name of its own
_REPEATED = 0.3  # for each mention of a person
_COUNTRY_AS_THEY = -0.5  # a country or a body is more often "it"


class Conversation(Protocol):
    """Who says the words that a token stands in, and to whom."""

    def speaker(self, token: Token) -> Mention | None:
        """Whose words a token is."""

    def addressee(self, token: Token) -> Mention | None:
        """To whom they are said."""


class References:
    """Looks back over the mentions of one document."""

    def __init__(self, parse: Parse, mentions: Mentions) -> None:
        self._parse = parse
        self._mentions = mentions
        self._quoted = parse.quoted
        turns = {i for turn in interview_turns(parse) for i in turn.content}
        self._own_words = self._quoted | turns  # where "I" is who speaks
        self._pronouns = [t for t in parse.doc if t.lower_ in THIRD_PERSON]
        self._vague = [t for t in parse.doc if is_vague(t) or counts_of_body(t)]
        self._conversation: Conversation | None = None
        self._resolved: dict[int, Mention | None] = {}
        self._genders: dict[str, Gender] = {}

    def heed(self, conversation: Conversation) -> None:
        """Look again, knowing who speaks: first outside quotations, then inside them."""
        self._conversation = conversation
        self._resolved, self._genders = {}, {}
        for pronoun in sorted(self._pronouns, key=lambda t: t.i in self._own_words):
            self.antecedent(pronoun)

    def antecedent(self, pronoun: Token) -> Mention | None:
        """Whom a pronoun stands for, if it can be only one."""
        if pronoun.i in self._resolved:
            return self._resolved[pronoun.i]
        self._resolved[pronoun.i] = None  # while it is looked for, it stands for nobody
        found = None
        nobody = is_expletive(pronoun) or is_fact(pronoun)
        if pronoun.lower_ in THIRD_PERSON and not nobody:
            found = self._found(pronoun)
        self._resolved[pronoun.i] = found
        decided = found is not None and found.head != pronoun.i
        if found is not None and decided and found.kind == "person" and pronoun.lower_ in PERSONAL:
            self._genders.setdefault(found.entity, gender(pronoun))
        return found

    def addressee(self, token: Token) -> Mention | None:
        """Who "you" is: whom the words are said to, if the text tells."""
        return self._conversation.addressee(token) if self._conversation is not None else None

    def _found(self, pronoun: Token) -> Mention | None:
        fitting = _Fitting(pronoun, shapes(pronoun))
        if pronoun.lower_.endswith(("self", "selves")):
            own = [m for s in clause_subjects(pronoun) if (m := self._actor(s)) is not None]
            own = [m for m in own if m.shape in fitting.shapes]
            return own[0] if len(own) == 1 else None
        above = self._subject_above(pronoun)
        if above is not None and above.shape in fitting.shapes:
            return above
        self._rule_out(fitting)
        candidates = [m for m in self._candidates(pronoun) if self._fits(m, fitting)]
        several = any(m.shape == "plural" and self._is_actor(m) for m in candidates)
        if several and pronoun.lower_ in PLURAL:
            candidates = [m for m in candidates if m.shape != "thing" or m.kind != "country"]
        members = {i for m in candidates for i in m.parts}
        fitting.last = max((m.sentence for m in candidates if self._leads(m, pronoun)), default=0)
        scored: dict[str, tuple[float, Mention]] = {}
        for mention in candidates:
            if mention.head in members and not mention.parts:
                continue
            score = self._score(mention, fitting)
            if mention.entity not in scored or score > scored[mention.entity][0]:
                scored[mention.entity] = (score, mention)
        found = leaders(scored.values())
        if len(found) > 1:
            return self._undecided(pronoun, found)
        winner = found[0] if found and not self._is_nameless(found[0]) else None
        if winner is None or self._is_actor(winner) or pronoun.dep_ not in ("nsubj", "nsubjpass"):
            return winner
        return replace(winner, country=None, code=None, resolved=None)  # what is done is nobody

    def _undecided(self, pronoun: Token, rivals: list[Mention]) -> Mention | None:
        """One of several actors, nobody knows which: a party, but of no country."""
        if any(self._is_nameless(m) or not (self._is_actor(m) and m.known) for m in rivals):
            return None
        return Mention(
            head=pronoun.i,
            sentence=self._mentions.sentence(pronoun),
            shape=rivals[0].shape,
            subject=pronoun.dep_ in ("nsubj", "nsubjpass"),
            kind="person" if pronoun.lower_ in PERSONAL else "unnamed",
            name=self._parse.word(pronoun),
            country=None,
            sector=None,
            code=None,
            resolved=None,
            political=True,
        )

    def _is_nameless(self, mention: Mention) -> bool:
        """Whether a mention is of a word like "another", of which nothing else is known."""
        head = self._parse.doc[mention.head]
        if head.lower_ in THIRD_PERSON:
            return self._resolved.get(head.i) is None
        return self._mentions.get(head) is None

    # who there is

    def _candidates(self, pronoun: Token) -> Iterator[Mention]:
        """All that has been mentioned in the last sentences, and the subject still to come."""
        oldest = self._mentions.sentence(pronoun) - _BACK
        for mention in self._mentions.since(oldest, pronoun):
            if placed(self._parse.doc[mention.head]).dep_ not in _NOBODY:
                yield mention
        yield from self._nameless(pronoun, oldest)
        for other in reversed(self._pronouns):
            if other.i >= pronoun.i or self._mentions.sentence(other) < oldest:
                continue
            if other.i in self._quoted and pronoun.i not in self._quoted:
                continue
            meant = self.antecedent(other)
            if meant is not None and meant.head != other.i:  # undecided: no help
                yield self._here(meant, other)
            elif meant is None and self._goes_by(other, pronoun):
                yield self._unknown(other, pronoun)
        ahead = subject_ahead(pronoun)
        if ahead is not None:
            meant = self._actor(ahead)
            if meant is not None:
                yield self._here(meant, ahead)

    def _nameless(self, pronoun: Token, oldest: int) -> Iterator[Mention]:
        """Words that name nobody: "a fifth was held", "others fled", "members of the board"."""
        plural = pronoun.lower_ in PLURAL
        for token in self._vague:
            if token.i >= pronoun.i or self._mentions.sentence(token) < oldest:
                continue
            number = token.pos_ == "NUM" and token.lower_ != "one"
            several = number or token.lower_ in _SEVERAL or counts_of_body(token)
            if several != plural:
                continue
            yield self._unknown(token, pronoun)

    def _goes_by(self, other: Token, pronoun: Token) -> bool:
        """Whether whoever an unresolved pronoun stands for may be meant by another one, too."""
        plural = {other.lower_, pronoun.lower_} <= PLURAL
        return plural and other.lower_ == "they" and not is_expletive(other)

    def _unknown(self, token: Token, pronoun: Token) -> Mention:
        """Somebody of whom the text tells no more than this word."""
        return Mention(
            head=token.i,
            sentence=self._mentions.sentence(token),
            shape=shapes(pronoun)[0],
            subject=token.dep_ in ("nsubj", "nsubjpass"),
            kind="unnamed",
            name=self._parse.word(token),
            country=None,
            sector=None,
            code=None,
            resolved=None,
            political=True,
        )

    def _here(self, meant: Mention, at: Token) -> Mention:
        """An actor as mentioned at a token."""
        subject = at.dep_ in ("nsubj", "nsubjpass")
        return replace(meant, head=at.i, sentence=self._mentions.sentence(at), subject=subject)

    def _actor(self, token: Token) -> Mention | None:
        """The actor behind a token that may be a pronoun itself."""
        if token.lower_ in THIRD_PERSON:
            return self.antecedent(token)
        noun = related(token)
        return self._mentions.get(noun if noun is not None else token)

    def _speaker(self, token: Token) -> Mention | None:
        return self._conversation.speaker(token) if self._conversation is not None else None

    # who it cannot be

    def _rule_out(self, fitting: _Fitting) -> None:
        """Note the actors that grammar keeps apart from a pronoun, and who speaks."""
        pronoun = fitting.pronoun
        apart = [*co_arguments(pronoun), *owners_above(pronoun), *conjuncts(pronoun)]
        fitting.heads = {t.i for t in apart}
        fitting.entities = {m.entity for t in apart if (m := self._actor(t)) is not None}
        fitting.entities |= {
            m.entity
            for t in named_below(pronoun)
            if (m := self._mentions.get(t)) is not None
            and (m.kind == "person" or (m.kind == "country" and t.dep_ in ("nsubj", "dobj")))
        }
        fitting.entities |= self._others(pronoun)
        fitting.speaker = self._speaker(pronoun)
        fitting.own_words = pronoun.i in self._own_words
        fitting.outside = pronoun.i not in self._quoted
        fitting.acts = takes_actors(pronoun)
        fitting.objects = {
            m.country
            for t in (grammar.children(pronoun.head, "dobj") if pronoun.dep_ == "nsubj" else ())
            if (m := self._mentions.get(t)) is not None and m.kind == "country"
        }

    def _others(self, pronoun: Token) -> set[str]:
        """Whom a pronoun of the other gender in the same clause can only be: "she asked him"."""
        if pronoun.dep_ != "nsubj" or pronoun.lower_ not in PERSONAL:
            return set()
        others = [
            t
            for t in grammar.children(pronoun.head, "dobj", "dative")
            if t.lower_ in PERSONAL and gender(t) != gender(pronoun)
        ]
        found = {
            m.entity
            for other in others
            for m in self._mentions.since(self._mentions.sentence(pronoun) - _BACK, pronoun)
            if m.shape == "person" and self._can_be(m, other)
        }
        return found if len(found) == 1 else set()

    def _can_be(self, mention: Mention, pronoun: Token) -> bool:
        """Whether nothing in the text tells that a person is of the other gender."""
        known = mention.gender or self._genders.get(mention.entity)
        return known is None or known == gender(pronoun)

    def _fits(self, mention: Mention, fitting: _Fitting) -> bool:
        if mention.head in fitting.heads or mention.entity in fitting.entities:
            return False
        police = fitting.pronoun.lower_ in THING and mention.kind == "organization"
        if mention.shape not in fitting.shapes and not (police and not mention.parts):
            return False
        if mention.shape == "thing" and placed(fitting.pronoun) != fitting.pronoun:
            return False  # "one of them": of several
        if fitting.outside and mention.head in self._quoted:
            return False
        if fitting.own_words and self._is_speakers(mention, fitting.speaker):
            return False
        if mention.shape == "person":
            return self._can_be(mention, fitting.pronoun)
        plural = fitting.pronoun.lower_ in PLURAL
        if plural and mention.shape == "thing":
            place = is_placing(placed(self._parse.doc[mention.head]))
            return mention.kind in ("country", "organization") and not place
        return not fitting.acts or self._is_actor(mention) or mention.kind == "document"

    def _is_actor(self, mention: Mention) -> bool:
        """Whether a mention is of somebody who can act, not of a thing or an event of theirs."""
        head = self._parse.doc[mention.head]
        if mention.shape == "plural" and are_buildings(head):
            return head.dep_ == "nsubj" and speaks(head.head)
        if mention.sector is not None or mention.political:
            return True
        if mention.parts:
            return any(self._is_party(self._parse.doc[i]) for i in mention.parts)
        if mention.resolved == "role" or (head.dep_ == "nsubj" and speaks(head.head)):
            return True
        if mention.kind == "organization":
            return mention.known or head.ent_type_ in ("", "ORG", "NORP", "GPE")
        if mention.country is not None and head.lemma_.lower() in words("thing that acts"):
            return True  # "Costa Rican drones"
        return (
            mention.kind in ("country", "person")
            or mention.code in NON_STATE
            or (head.i in self._parse.names or is_human(head))
        )

    def _is_party(self, member: Token) -> bool:
        """Whether a member of a list is somebody: not so in "bombs and excuses"."""
        mention = self._mentions.get(member)
        return is_human(member) if mention is None else self._is_actor(mention)

    def _is_speakers(self, mention: Mention, speaker: Mention | None) -> bool:
        """Whether a mention is of the speaker, or outside their words of the speaker's country."""
        if speaker is None:
            return False
        if mention.entity == speaker.entity or self._is_one_of(speaker, mention):
            return True
        own = mention.country is not None and mention.country == speaker.country
        state = mention.kind == "country" or mention.sector == "GOV"
        return own and state and mention.shape != "person" and mention.head not in self._own_words

    def _is_one_of(self, speaker: Mention, mention: Mention) -> bool:
        """Whether a speaker is of those whom a mention names: "one student", "twelve students"."""
        if mention.shape != "plural" or min(speaker.head, mention.head) < 0:
            return False
        one, many = self._parse.doc[speaker.head], self._parse.doc[mention.head]
        return one.lemma_ == many.lemma_ and one.pos_ == many.pos_ == "NOUN"

    # who it is likeliest to be

    def _score(self, mention: Mention, fitting: _Fitting) -> float:
        pronoun = fitting.pronoun
        head = self._parse.doc[mention.head]
        score = prominence(head)
        score -= FADE * (self._mentions.sentence(pronoun) - mention.sentence)
        if mention.head > pronoun.i:
            score += _AHEAD
        elif self._mentions.sentence(pronoun) > mention.sentence and is_eclipsed(head):
            score += _ECLIPSED
        place, own_place = placed(head), placed(pronoun)
        score += _parallel(place, own_place)
        if fitting.pronoun.lower_ in PLURAL and mention.shape == "thing":
            score += _COUNTRY_AS_THEY
        if mention.country is not None and mention.country in fitting.objects:
            score += _OWN_OBJECT
        if self._is_named(mention):
            score += _NAMED
        if mention.kind == "person":
            score += _REPEATED * min(self._mentions.times(mention.entity, pronoun), _OFTEN)
            if (mention.gender or self._genders.get(mention.entity)) == gender(pronoun):
                score += _TOLD_GENDER
        if head.lower_ in THIRD_PERSON and head.i < pronoun.i:
            score += _AGAIN
        if mention.head in accounted_for(pronoun):
            score += _TOLD
        pair = paired_with(pronoun)
        if pair is not None and pair.i == mention.head:
            score += _PAIRED
        if pronoun.dep_ == "poss":
            score += self._as_owner(mention, pronoun)
        if pronoun.lower_ in THING and head.dep_ == "conj":
            score += _ONE_OF_SEVERAL
        return score + self._from_speech(mention, fitting)

    def _as_owner(self, mention: Mention, pronoun: Token) -> float:
        """What speaks for an actor as the owner of what "its" or "their" stands before."""
        own = _OWNER if mention.entity in self._clause_subjects(pronoun) else 0.0
        return own + _SUITS * self._suits(mention, pronoun.head)

    def _suits(self, mention: Mention, owned: Token) -> int:
        """1 if an actor is of those who have such men, -1 if it can't, 0 where nothing is told.

        A state has ministers and police, an armed group fighters; a company has neither.
        """
        role = role_at(self._parse, owned)
        if role is None or role.country is not None or role.sector is None:
            return 0
        if mention.kind == "country":
            return int(role.sector in _OF_A_STATE)
        if mention.resolved == "organization" and mention.sector == role.sector:
            return 1
        private = mention.sector is not None and mention.sector not in _OF_A_STATE
        if role.sector in _ARMED:
            return -int(private and mention.sector not in _ARMED)
        return -int(private and role.sector in _OF_A_STATE - {"MIL"})

    def _is_named(self, mention: Mention) -> bool:
        """Whether an actor has a name, be it a person's, a country's or a body's."""
        if mention.kind == "person":
            return mention.resolved == "office" or mention.name[:1].isupper()
        named = mention.kind == "country" or mention.resolved == "organization"
        return named and not mention.parts

    def _from_speech(self, mention: Mention, fitting: _Fitting) -> float:
        """What it counts that an actor speaks, spoke last, or is spoken to."""
        pronoun = fitting.pronoun
        subject = pronoun.dep_ in ("nsubj", "nsubjpass")
        score = 0.0
        speaker = fitting.speaker
        if speaker is not None and not fitting.own_words:
            if speaker.entity == mention.entity or speaker.head in mention.parts:
                score += _REPORTED if subject else _QUOTED_ABOUT
            elif subject and placed(self._parse.doc[mention.head]).i in told(pronoun):
                score += _TOLD
        latest = mention.sentence >= fitting.last
        if subject and latest and speaks(pronoun.head) and mention.head < pronoun.i:
            head = self._parse.doc[mention.head]
            spoke = head.dep_ == "nsubj" and is_main(head.head) and speaks(head.head)
            if spoke or is_cited(head):
                score += _SPOKE_LAST
        return score

    def _leads(self, mention: Mention, pronoun: Token) -> bool:
        """Whether a mention is what an earlier sentence is about: the subject of its main verb."""
        head = self._parse.doc[mention.head]
        earlier = mention.sentence < self._mentions.sentence(pronoun)
        return earlier and head.dep_ == "nsubj" and is_main(head.head)

    def _clause_subjects(self, pronoun: Token) -> set[str]:
        """The actors that are the subject of the clause in which a possessive stands."""
        subjects = (s for s in clause_subjects(pronoun) if not s.is_ancestor(pronoun))
        return {m.entity for s in subjects if (m := self._actor(s)) is not None}

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
                return self._actor(subjects[0]) if subjects else None
        return None


def _parallel(place: Token, own_place: Token) -> float:
    """What it counts that a noun and a pronoun have the same place, or undergo the like."""
    subjects = {"nsubj", "nsubjpass"} >= {place.dep_, own_place.dep_}
    score = 0.0
    if subjects or (place.dep_ == own_place.dep_ != "poss"):
        score += _ALIKE
    if subjects and goes_on(place.head, own_place.head):
        score += _GOES_ON
    if is_in_custody(place) and is_in_custody(own_place):
        score += _HELD
    return score


class _Fitting:
    """What a pronoun can stand for, while its antecedent is looked for."""

    def __init__(self, pronoun: Token, shapes: tuple[Shape, ...]) -> None:
        self.pronoun = pronoun
        self.shapes = shapes
        self.heads: set[int] = set()
        self.entities: set[str] = set()
        self.objects: set[str | None] = set()
        self.speaker: Mention | None = None
        self.own_words = self.outside = self.acts = False
        self.last = 0  # the last sentence that is about somebody whom it can stand for
