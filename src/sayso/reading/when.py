"""Event -> when it happened: the time in the event's own clause or phrase, if there is one.

A verb has the times that hang on it, on the noun that it only carries ("launched an attack on
Monday") or on the verb that governs it. A noun has those of its own phrase first. Times are shared
where grammar shares them: "On Monday they shelled the port and bombed the town", "searched a house
on Monday and seized a phone", "attacked on Monday, killing three", "the attack took place on
Monday", "were killed in Monday's attack". A time in the clause that reports ("said on Monday that
...") is the report's. What says how long is taken only where nothing says when.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.knowledge.predicates import light_verbs
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.calendar import OPEN, bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from sayso.reading.propositions import Proposition
    from sayso.reading.timeline import Placed, Timeline
    from sayso.records import Time

_CIRCUMSTANCES = frozenset({"in", "during", "at", "amid", "by", "from"})
_MEANWHILE = frozenset({"when", "as", "while"})
_SUBJECTS = ("nsubj", "nsubjpass")
_NOUNS = ("NOUN", "PROPN")
_HAPPENING = words("verb of happening")
_CREATING = words("creating verb")
_ARRANGING = words("verb of arranging")
_LIMIT = 6  # clauses to climb for a time that is shared


def event_time(
    timeline: Timeline, proposition: Proposition, trigger: Sequence[Token] = ()
) -> Time | None:
    """The time of a proposition's event, or None.

    Args:
        timeline: the times of the document.
        proposition: the clause or event noun.
        trigger: the words that name the event, where they are more than its head.
    """
    placed = event_placed(timeline, proposition, trigger)
    return placed.time if placed is not None else None


def event_placed(
    timeline: Timeline, proposition: Proposition, trigger: Sequence[Token] = ()
) -> Placed | None:
    """:func:`event_time` with its place in the parse.

    Of several times, one that is a date goes before one that says how long, one that hangs on the
    event itself before one that it shares, and the nearest before the others.
    """
    head = proposition.head
    own = {head.i: head, **{token.i: token for token in trigger}}
    found = [(0, placed) for token in own.values() for placed in timeline.held(token)]
    if proposition.nominal:
        found += [(2, placed) for placed in _shared_with_noun(timeline, head)]
    else:
        for distance, governor in enumerate(reversed(proposition.governors)):
            found += [(1 + distance, placed) for placed in timeline.held(governor)]
        lowest = 1 + len(proposition.governors)
        for verb in (head, *reversed(proposition.governors)):
            found += [(lowest, placed) for placed in shared_with_verb(timeline, verb)]
    found = [pair for pair in found if not any(_is_narrower(other, pair) for other in found)]
    best = min(found, key=lambda pair: _order(pair[0], pair[1], head), default=None)
    return best[1] if best is not None else None


def _is_narrower(pair: tuple[int, Placed], other: tuple[int, Placed]) -> bool:
    """Whether a time is a part of another that hangs in the same place: "In 2014, ... in March"."""
    if pair[0] != other[0]:
        return False
    (first, last), (begins, ends) = bounds(pair[1].time), bounds(other[1].time)
    if first is None or last is None or begins is None or ends is None:
        return False
    return begins <= first and last <= ends and (begins, ends) != (first, last)


def _order(level: int, placed: Placed, head: Token) -> tuple[int, int, int, int]:
    """Dates first, then what stands closest in grammar, then in the text."""
    value, precision = placed.time.value, placed.time.precision
    if placed.is_duration:
        kind = 3 if value is not None else 5
    elif value is None:
        kind = 4 if precision == "time" else 2
    else:
        kind = int(value.endswith(OPEN))  # "in power since 1994, he left in 2019"
    return kind, level, abs(placed.root.i - head.i), placed.root.i


def shared_with_verb(timeline: Timeline, verb: Token, limit: int = _LIMIT) -> Iterator[Placed]:
    """The times that a verb has from its neighbours in grammar."""
    yield from _of_circumstances(timeline, verb)
    yield from _of_antecedent(timeline, verb)
    for clause in grammar.children(verb, "advcl"):
        if any(c.lower_ in _MEANWHILE for c in grammar.children(clause, "mark", "advmod")):
            yield from timeline.held(clause)
    if limit == 0:
        return
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in grammar.VERBS and _goes_on(verb, head):
        behind = _tells_on(verb, head)
        front = [p for p in timeline.held(head) if behind or p.root.i < head.i]
        yield from front
        if not front:
            yield from (p for p in shared_with_verb(timeline, head, limit - 1) if p.root.i < head.i)
    for other in grammar.children(verb, "conj"):
        if other.pos_ in grammar.VERBS and _shares_its_end(verb, other):
            yield from timeline.held(other)
        elif other.pos_ in grammar.VERBS and _tells_on(other, verb):
            yield from (p for p in timeline.held(other) if p.end == other.right_edge.i + 1)
    if _is_concurrent(verb):
        held = timeline.held(head)
        yield from held
        if not held:
            yield from shared_with_verb(timeline, head, limit - 1)


def _goes_on(verb: Token, first: Token) -> bool:
    """Whether a coordinated verb stands under the time before the first one.

    It does if it has no subject of its own, or tells on in the same tense.
    """
    own = grammar.children(verb, *_SUBJECTS)
    return not own or (verb.tag_ == first.tag_ and _modal(verb) == _modal(first))


def _tells_on(verb: Token, first: Token) -> bool:
    """Whether a verb goes on in one breath: "searched a house on Friday and seized a computer"."""
    return (
        not grammar.children(verb, *_SUBJECTS)
        and verb.tag_ == first.tag_
        and not grammar.auxiliaries(verb)
    )


def _modal(verb: Token) -> str:
    return next((a.lower_ for a in grammar.auxiliaries(verb) if a.tag_ == "MD"), "")


def _shares_its_end(verb: Token, other: Token) -> bool:
    """Whether two verbs share what is behind the second: "shelled and burned the camp"."""
    return not any(
        child.i > verb.i and child.dep_ not in ("cc", "conj", "punct", "preconj")
        for child in verb.children
    ) and not grammar.children(other, *_SUBJECTS)


def _is_concurrent(verb: Token) -> bool:
    """Whether a participle tells what happened along with its host: "..., killing three"."""
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and verb.head.pos_ in grammar.VERBS
        and not grammar.children(verb, "mark", "prep", "aux")
    )


def _of_circumstances(timeline: Timeline, verb: Token) -> Iterator[Placed]:
    """The times of the events that a verb's act is part of: "killed in Monday's attack"."""
    for preposition in grammar.children(verb, "prep", "agent"):
        if preposition.lower_ in _CIRCUMSTANCES:
            for noun in grammar.children(preposition, "pobj"):
                yield from timeline.held(noun)
    if _happens(verb):
        for subject in grammar.children(verb, *_SUBJECTS):
            yield from timeline.held(subject)  # "Monday's attack killed three"


def _of_antecedent(timeline: Timeline, verb: Token) -> Iterator[Placed]:
    """The time that a clause tells more of: "in 1991, when ...", "the 2003 war, in which ..."."""
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ == "when" and child.i:
            before = child.nbor(-1)
            if before.is_punct and before.i:
                before = before.nbor(-1)
            yield from (p for p in timeline.times if p.first <= before.i < p.end)
        if verb.dep_ != "relcl" or child.dep_ != "prep" or child.lower_ not in _CIRCUMSTANCES:
            continue
        if any(noun.tag_ == "WDT" for noun in grammar.children(child, "pobj")):
            yield from timeline.held(verb.head)


def _shared_with_noun(timeline: Timeline, noun: Token) -> Iterator[Placed]:
    """The times that an event noun has from the verb that says how, or that, it happened."""
    for clause in grammar.children(noun, "relcl", "acl"):
        if _brings_about(clause) or _happens(clause):
            yield from timeline.held(clause)
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in _NOUNS:
        top = top.head
    verb = top.head
    if top.dep_ in grammar.OBJECTS and (_brings_about(verb) or verb.lemma_.lower() in _ARRANGING):
        yield from timeline.held(verb)
        yield from shared_with_verb(timeline, verb)
    if top.dep_ in _SUBJECTS and verb.pos_ in grammar.VERBS:
        while not _takes_place(verb, passive=top.dep_ == "nsubjpass"):
            inner = next(iter(grammar.children(verb, "xcomp")), None)
            if inner is None or inner.pos_ not in grammar.VERBS:
                return
            verb = inner
        yield from timeline.held(verb)
        yield from shared_with_verb(timeline, verb)
    elif top.dep_ == "pobj" and verb.lower_ in _CIRCUMSTANCES:
        host = verb.head
        if host.pos_ in grammar.VERBS and _happens(host):
            yield from timeline.held(host)
            yield from shared_with_verb(timeline, host)


def _takes_place(verb: Token, *, passive: bool) -> bool:
    """Whether the subject of a verb is what happens at the time of the verb."""
    return _happens(verb) or ((passive or grammar.is_passive(verb)) and _brings_about(verb))


def _happens(verb: Token) -> bool:
    return verb.lemma_.lower() in _HAPPENING


def _brings_about(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in _CREATING or (lemma, grammar.particle(verb)) in light_verbs()
