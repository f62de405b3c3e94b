"""Verb or event noun -> drafts: what the predicate table makes of it, with its parties as tokens.

A verb is looked up with its particle and object ("put on alert"), a light verb by the event noun
that it carries ("launched an attack"), a noun with the words before it ("joint exercise"). The row
that is found says where its recipient stands. Whether a draft counts is decided later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.predicates import (
    PEOPLE,
    PLACE,
    Predicate,
    aspect_verbs,
    light_verbs,
    nouns,
    verbs,
)
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mentions import is_human
from sayso.reading.names import STAND_INS
from sayso.reading.salience import quantified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_LONGEST = 3  # words before a noun that a phrase of the table may take in
_TOWARD = ("to", "into", "on", "at", "with", "against", "from", "toward", "towards")
_PARTNERS = ("with", "between", "among")
_CARRYING = ("in", "into", "to")  # "went to war", "entered into talks"
SUBJECTED = frozenset({"be", "come", "fall", "remain"})
"""Verbs whose subject has the act behind "under" done to it: "came under fire"."""

_NO_PREPOSITIONS = ("object", "dative", "none")  # the other places that a row may name
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_ASKED = frozenset({"REQUEST", "ACCUSE", "THREATEN"})  # "appeals from X": X appeals
_WARS = frozenset({"war", "conflict", "crisis"})
_TAKING = frozenset({"SANCTION", "COERCE", "CONCEDE", "REJECT", "ACCUSE"})
_CLASSES = frozenset().union(*noun_classes().values())
_MEASURES = words("noun of measure")
_UNDERGOING = words("undergoing verb")
_ABSTRACT = words("abstract noun")
_OF_ABSTRACTS = ("ness", "ism", "ity", "tion", "ence", "ance", "ship", "dom", "fury", "rage")
_OF_ACTS = (
    *("tion", "sion", "ment", "al", "tions", "sions", "ments", "als"),
    *("ence", "ance", "ism", "ing", "ure"),
)


@dataclass(frozen=True)
class Draft:
    """An event in tokens: heads of actors and recipients, trigger, and the table's row."""

    predicate: Predicate
    trigger: tuple[Token, ...]
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]


def from_verb(verb: Token) -> Iterator[Draft]:
    """The events that a verb may tell, the most specific sense first."""
    objects = grammar.undergoers(verb) or _small_clause_subject(verb)
    if grammar.children(verb, "dative"):  # "gave them a week": the week is what is given
        objects += grammar.children(verb, "npadvmod")
    plain: list[Draft] = []
    alike: list[Draft] = []  # found by the class of the object only
    for row in verbs().get(_lemma(verb), ()):
        if row.particles and not any(grammar.has_preposition(verb, p) for p in row.particles):
            continue
        if row.objects:
            held = _held(verb, row, objects)
            if held:
                others = [o for o in objects if o not in held]
                draft = _of_verb(verb, row, others, held[0])
                if _heads(held[0]) & row.objects <= _CLASSES:
                    alike.append(draft)
                else:
                    yield draft
        elif row.particles:
            draft = _of_verb(verb, row, objects)
            if draft.recipients or set(row.particles).isdisjoint(row.recipients):
                yield draft
        else:
            plain.append(_of_verb(verb, row, objects))
    yield from alike
    yield from _from_light_verb(verb, objects)
    yield from plain


def from_noun(noun: Token, row: Predicate) -> Draft:
    """The event that a noun names by one of its senses."""
    return Draft(row, (noun,), tuple(noun_actors(noun, row)), tuple(_behind(noun, row)))


def nouns_of(noun: Token) -> tuple[Predicate, ...]:
    """The noun rows for a token, longest phrase first ("joint exercise" before "exercise").

    Of two senses the one whose preposition is there comes first ("a strike on", "a strike").
    """
    rows = _rows_of(noun)
    if len(rows) > 1:
        if any(is_human(c) for c in noun.lefts):
            rows = rows[::-1]  # "the miners' strike": what people do, not what missiles do
        beside = {c.lower_ for c in (*noun.children, *noun.head.children) if c.dep_ == "prep"}
        return tuple(sorted(rows, key=lambda row: not beside & set(row.recipients)))
    return rows


def noun_actors(noun: Token, row: Predicate) -> list[Token]:
    """Who acts in an event noun: possessor, "by X", demonym, "of X", "from X"."""
    found = [n for c in grammar.children(noun, "poss") for n in grammar.coordinated(c)]
    found += grammar.prepositional(noun, "by")
    if not any(n.pos_ in ("PROPN", "PRON") or n.ent_type_ for n in found):
        fought_over = noun.lemma_.lower() in _WARS  # "the Ukraine war" is where, not who
        found += [
            c
            for c in noun.lefts
            if c.dep_ in ("amod", "compound", "nmod")
            and not (fought_over and c.tag_ in ("NN", "NNP", "NNPS"))
        ]
    for preposition in ("of", "from"):
        given = preposition in row.recipients and not (preposition == "from" and row.type in _ASKED)
        if not found and not given:
            found = grammar.prepositional(noun, preposition)
    return found


def partners(token: Token) -> list[Token]:
    """The other parties of an act that all do alike: "with X", "between X and Y"."""
    return [n for p in _PARTNERS for n in grammar.prepositional(token, p)]


def is_act(noun: Token) -> bool:
    """Whether a noun names something done: an event noun, or one made of a verb."""
    return bool(nouns_of(noun)) or noun.lower_.endswith(_OF_ACTS)


def is_abstract(noun: Token) -> bool:
    """Whether a common noun names a thing that cannot be hit: -tion, -ness, -ism and their kin."""
    return noun.pos_ == "NOUN" and (
        noun.lower_.endswith(_OF_ABSTRACTS) or noun.lemma_.lower() in _ABSTRACT
    )


def _rows_of(noun: Token) -> tuple[Predicate, ...]:
    table = nouns()
    before = [c.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod", "punct")]
    lemma = noun.lemma_.lower()
    for size in range(min(_LONGEST, len(before)), 0, -1):
        phrase = " ".join([*before[-size:], lemma])
        if phrase in table:
            return table[phrase]
    return table.get(lemma, ())


def _held(verb: Token, row: Predicate, objects: list[Token]) -> list[Token]:
    """The nouns that a row asks for, as objects or else behind one of its prepositions."""
    held = [o for o in objects if _heads(o) & row.objects]
    return held or [
        n for p in row.particles for n in grammar.prepositional(verb, p) if _heads(n) & row.objects
    ]


def _heads(noun: Token) -> set[str]:
    """What can stand for a noun in a row: its lemma, what a quantity counts, that it is people."""
    lemma = noun.lemma_.lower()
    heads = {lemma}
    heads |= {f"{c.lower_} {lemma}" for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")}
    heads |= {f"{lemma} of {n.lemma_.lower()}" for n in grammar.prepositional(noun, "of")}
    heads.update(*(noun_classes().get(head, ()) for head in heads.copy()))
    if _is_people(noun):
        heads.add(PEOPLE)
    if noun.ent_type_ in ("GPE", "LOC", "FAC"):
        heads.add(PLACE)
    inner = quantified(noun)
    if inner is None and heads & _MEASURES:
        inner = next(iter(grammar.prepositional(noun, "of")), None)
    return heads | {inner.lemma_.lower()} if inner is not None else heads


def _is_people(noun: Token) -> bool:
    """Whether a word stands for human beings: "activists", "them", "four of them"."""
    if noun.tag_ == "PRP":
        return noun.lower_ not in ("it", "itself")
    counted = noun.tag_ == "CD" and any(map(_is_people, grammar.prepositional(noun, "of")))
    return is_human(noun) or _is_role(noun) or noun.ent_type_ == "PERSON" or counted


def _is_role(noun: Token) -> bool:
    entry = sectors().get(noun.lemma_.lower())
    return noun.pos_ == "NOUN" and entry is not None and entry.person


def _lemma(verb: Token) -> str:
    """A verb's lemma, with the word that is hyphenated to it: "test-fired"."""
    lemma = verb.lemma_.lower()
    if verb.i > verb.sent.start + 1 and verb.nbor(-1).text == "-":
        return f"{verb.nbor(-2).lower_}-{lemma}"
    return lemma


def _of_verb(
    verb: Token, row: Predicate, objects: list[Token], idiom: Token | None = None
) -> Draft:
    """The draft of a verb's row; ``idiom`` is the noun that makes an idiom of it, if one does."""
    actors = grammar.doers(verb)
    recipients: list[Token] = []
    if "subject" in row.recipients:
        return Draft(row, (verb,) if idiom is None else (verb, idiom), (), tuple(actors))
    for place in row.recipients:
        recipients = _recipients(place, verb, row, objects, idiom)
        if recipients:
            break
    if idiom is not None and not recipients and not row.reciprocal:
        recipients = [c for c in grammar.children(idiom, "poss") if c.pos_ != "PRON"]
        if not recipients and row.type in _TAKING:
            recipients = _whose(idiom)
    if row.reciprocal:
        others = [*recipients, *partners(verb), *(partners(idiom) if idiom is not None else ())]
        actors = [*actors, *(p for p in others if p not in actors)]
        recipients = []
    if row.type == "MOBILIZE" and not actors:  # "troops were rushed to the border"
        actors = [*objects, *([idiom] if idiom is not None else [])]
    trigger = (verb,) if idiom is None else (verb, idiom)
    return Draft(row, trigger, tuple(actors), tuple(recipients))


def _whose(thing: Token) -> list[Token]:
    """Whose a thing is that is shut, frozen or taken: "the accounts of a general"."""
    for preposition in ("of", "against", "from", "on"):
        found = grammar.prepositional(thing, preposition)
        if found:
            return found
    return [c for c in grammar.children(thing, "amod", "nmod", "compound") if c.lower_ in STAND_INS]


def _recipients(
    place: str, verb: Token, row: Predicate, objects: list[Token], idiom: Token | None
) -> list[Token]:
    """The recipients that stand in one place of a row: an object, a dative or a preposition."""
    if place == "object":
        if idiom is not None and not objects and not row.reciprocal:
            return [n for p in _TOWARD for n in grammar.prepositional(idiom, p)] or [idiom]
        named = [o for o in objects if o.pos_ in _NOMINAL or o.tag_ in ("PRP", "NNP")]
        return named or _small_clause_subject(verb)
    if place == "dative":
        datives = (c for c in grammar.children(verb, "dative") if c.pos_ != "ADP")
        return [n for c in datives for n in grammar.coordinated(c)]
    if place == "none":
        return []
    places = (verb,) if idiom is None else (verb, idiom)
    found = next(filter(None, (grammar.prepositional(t, place) for t in places)), [])
    return found or [n for o in objects for n in grammar.prepositional(o, place)]


def _small_clause_subject(verb: Token) -> list[Token]:
    """The object that stands as subject of an infinitive: "wants Iran to leave"."""
    for child in grammar.children(verb, "ccomp", "xcomp"):
        if any(a.tag_ == "TO" for a in child.children):
            for noun in grammar.children(child, "nsubj"):
                return grammar.coordinated(noun)
    return []


def _from_light_verb(verb: Token, objects: list[Token]) -> Iterator[Draft]:
    """The events that a verb takes from its object noun: "launched an attack on"."""
    lemma, particle = verb.lemma_.lower(), grammar.particle(verb)
    light = (lemma, particle) in light_verbs() or (lemma, "") in light_verbs()
    subjected = grammar.prepositional(verb, "under") if lemma in SUBJECTED else []
    undergoing = bool(subjected) or lemma in _UNDERGOING
    if not light and not undergoing and (lemma, particle) not in aspect_verbs():
        return
    carried = [n for p in _CARRYING for n in grammar.prepositional(verb, p)]
    for noun in subjected or objects or carried:
        under = nouns().get(f"under {noun.lemma_.lower()}", ()) if subjected else ()
        for row in (under or nouns_of(noun))[:1]:
            recipients = _behind(noun, row) or _behind(verb, row)
            actors = grammar.doers(verb)
            if not actors and grammar.is_passive(verb):
                actors = noun_actors(noun, row)
            if row.reciprocal:
                beside = partners(noun)
                actors = [*actors, *beside, *(p for p in partners(verb) if p not in beside)]
                recipients = []
            if undergoing and not row.reciprocal:
                actors = noun_actors(noun, row) or grammar.prepositional(verb, "from")
                recipients = grammar.doers(verb)
            yield Draft(row, (verb, noun), tuple(actors), tuple(recipients))


def _behind(token: Token, row: Predicate) -> list[Token]:
    """The nouns behind the first of a row's prepositions that is there."""
    skipped = (
        (*_NO_PREPOSITIONS, "from")
        if row.pos == "noun" and row.type in _ASKED
        else _NO_PREPOSITIONS
    )
    prepositions = (p for p in row.recipients if p not in skipped)
    return next(filter(None, (grammar.prepositional(token, p) for p in prepositions)), [])
