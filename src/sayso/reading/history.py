"""Event + its time -> whether it is history, told as the background to what is news.

It is if its date lies more than a year before publication, if the words say that it is long past
("decades ago", "in colonial times"), if an anniversary or a commemoration looks back at it, if it
is told in a clause of history, or if a state that is no more does it ("the Soviet invasion"). What
is done on an anniversary ("on the anniversary of the coup they marched") is news all the same.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sayso.knowledge.eras import eras
from sayso.knowledge.word_classes import words
from sayso.reading import calendar, grammar
from sayso.reading.mood import PRESENT, is_perfect
from sayso.reading.when import shared_with_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.propositions import Proposition
    from sayso.reading.timeline import Placed, Timeline
    from sayso.records import Time

_COMMEMORATING = words("commemorating noun")
_COMMEMORATES = words("commemorating verb")
_LONG_AGO = re.compile(r"\b(?:years|decades|centur(?:y|ies)|generations?) ago\b", re.IGNORECASE)
_SHORT = frozenset({"day", "week", "month"})  # "the one-month anniversary"
_MOMENTS = frozenset({"day", "night", "moment", "hour", "date", "year"})
_AFTER = frozenset({"after", "before", "following", "upon", "since"})
_INHERITING = frozenset({"ccomp", "xcomp", "pcomp", "advcl", "conj"})
_LIMIT = 8  # clauses to climb


def is_history(timeline: Timeline, proposition: Proposition, when: Time | None) -> bool:
    """Whether an event is history rather than news.

    Args:
        timeline: the times of the document, with its day of publication if it has one.
        proposition: the clause or noun that tells the event.
        when: the event's time as :func:`~sayso.reading.when.event_time` found it, or None.

    Returns:
        True for what lies more than a year before publication (without a day of publication: before
        the year of the newest date in the text), or is marked as history by its words. A plan is
        never history, and neither is what goes on from long ago to this day ("since 2014").
    """
    head = proposition.head
    if not proposition.nominal and _is_to_come(proposition.top):
        return False
    if _is_of_bygone_state(timeline, proposition):
        return True
    dated = _by_date(timeline, when)
    if dated is not None:
        return dated
    if is_commemorated(head) or _is_long_after(timeline, proposition.top):
        return True
    if not proposition.nominal and _has_past_circumstance(timeline, head):
        return True
    if not proposition.nominal:
        return _in_past_clause(timeline, proposition.top)
    verb = grammar.clause_verb(head)
    return verb is not None and (_is_told_of_old(timeline, verb) or _in_past_clause(timeline, verb))


def is_commemorated(head: Token) -> bool:
    """Whether an anniversary or a commemoration looks back at an event.

    "The anniversary of the coup", "commemorated those killed", "the day on which they invaded".
    """
    token = head
    if head.pos_ in grammar.VERBS:
        participle = head.dep_ == "acl" and head.tag_ == "VBN"
        if not participle and not (head.dep_ == "relcl" and head.head.lemma_.lower() in _MOMENTS):
            return False
        token = head.head
    for _ in range(_LIMIT):
        above = token.head
        lemma = above.lemma_.lower()
        if above.i == token.i:
            return False
        if above.pos_ in grammar.VERBS:
            return lemma in _COMMEMORATES and token.dep_ in (*grammar.OBJECTS, "nsubjpass")
        if lemma in _COMMEMORATING and token.dep_ != "conj":
            return not _is_recent_anniversary(above)
        token = above
    return False


def _is_recent_anniversary(noun: Token) -> bool:
    """Whether an anniversary counts in months or less: "the six-month anniversary of the coup"."""
    before = [t for child in noun.lefts for t in child.subtree]
    return any(t.lemma_.lower().split("-")[-1] in _SHORT for t in before)


def _is_to_come(verb: Token) -> bool:
    return any(a.lower_ in ("will", "'ll", "’ll", "wo", "shall") for a in grammar.auxiliaries(verb))


def _by_date(timeline: Timeline, when: Time | None) -> bool | None:
    """What the event's date says, or None where it says nothing."""
    if when is None or when.precision in ("duration", "unknown"):
        return True if when is not None and _LONG_AGO.search(when.text) else None
    if when.value is None:
        if _LONG_AGO.search(when.text):
            return True
        era = eras().get(when.text)
        return True if era is not None and era.kind == "era" else None
    last = calendar.bounds(when)[1]
    return _is_before(last, timeline.cutoff)


def _is_before(last: date | None, cutoff: date | None) -> bool:
    return last is not None and cutoff is not None and last < cutoff


def _is_past(timeline: Timeline, placed: Placed) -> bool:
    return _by_date(timeline, placed.time) is True


# Words around the event


def _is_long_after(timeline: Timeline, head: Token) -> bool:
    """Whether an event is what something is years after: "thirty years after the massacre"."""
    token = head
    if head.pos_ in grammar.VERBS:
        marks = [c for c in grammar.children(head, "mark") if c.lower_ in ("after", "since")]
    else:
        while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        above = token.head
        marks = [above] if token.dep_ == "pobj" and above.lower_ in ("after", "since") else []
    return any(mark.i and _counts_years(timeline, mark.nbor(-1)) for mark in marks)


def _counts_years(timeline: Timeline, last: Token) -> bool:
    """Whether a count of years, more than one, ends at a token."""
    for placed in timeline.times:
        time = placed.time
        inside = placed.first <= last.i < placed.end
        if not inside or not re.search(r"\b(?:years|decades|century|centuries)\b", time.text):
            continue
        return not re.match(r"(?:a|one|1) year", time.text)
    return False


def _is_of_bygone_state(timeline: Timeline, proposition: Proposition) -> bool:
    """Whether a state or regime that is gone acts."""
    head = proposition.head
    actors = [head] if proposition.nominal else grammar.doers(head)
    return any(_is_gone(actor, timeline.cutoff, act=actor.i == head.i) for actor in actors)


def _is_gone(noun: Token, cutoff: date | None, *, act: bool) -> bool:
    """Whether a noun, or a word right before it, names a state that is no more.

    A regime's name is also an insult of today: it counts before an act only ("the Nazi invasion").
    """
    table = eras()
    doc = noun.doc
    names: list[tuple[int, str]] = [(noun.i, noun.text)]
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "poss"):
            names.append((child.i, child.text))
            if child.i:
                names.append((child.i, f"{doc[child.i - 1].text} {child.text}"))
    if noun.i:
        names.append((noun.i, f"{doc[noun.i - 1].text} {noun.text}"))
    for position, name in names:
        era = table.get(name)
        if era is None or era.kind == "era" or era.last is None:
            continue
        if era.kind == "regime" and not act:
            continue
        behind = doc[position + 1].text if position + 1 < len(doc) else ""
        before = doc[position - 1].lower_ if position else ""
        if behind in ("-", "–") or before in ("former", "ex", "post", "-", "neo", "anti", "ex-"):
            continue
        return cutoff is None or int(era.last) < cutoff.year
    return False


def _has_past_circumstance(timeline: Timeline, verb: Token) -> bool:
    """Whether a clause of the past is set by an old event: "after independence in 1960"."""
    if verb.tag_ in PRESENT or is_perfect(verb):
        return False
    for preposition in grammar.children(verb, "prep", "mark"):
        if preposition.lower_ in _AFTER - {"since"}:
            for noun in grammar.children(preposition, "pobj"):
                if any(_is_past(timeline, placed) for placed in timeline.held(noun)):
                    return True
    return False


def _in_past_clause(timeline: Timeline, verb: Token) -> bool:
    """Whether an undated clause hangs on one of history: "In 1991 he said that they had left"."""
    token = verb
    for _ in range(_LIMIT):
        gerund = token.pos_ == "ADP" and token.dep_ == "prep"  # "accused it of shelling"
        if not (gerund or token.dep_ in _INHERITING) or token.head.i == token.i:
            return False
        auxiliaries = grammar.auxiliaries(token)
        if any(a.tag_ in PRESENT for a in (auxiliaries or [token])):
            return False
        token = token.head
        if token.pos_ not in grammar.VERBS:
            continue
        held = _dates_of(timeline, token)
        if held:
            return all(_is_past(timeline, placed) for placed in held)
    return False


def _is_told_of_old(timeline: Timeline, verb: Token) -> bool:
    held = _dates_of(timeline, verb)
    return bool(held) and all(_is_past(timeline, placed) for placed in held)


def _dates_of(timeline: Timeline, verb: Token) -> list[Placed]:
    """The dates of a verb, its own or else shared ones; what goes on to this day is none."""
    own = [placed for placed in timeline.held(verb) if _is_date(placed)]
    return own or [placed for placed in shared_with_verb(timeline, verb) if _is_date(placed)]


def _is_date(placed: Placed) -> bool:
    value = placed.time.value
    return not placed.is_duration and not (value or "").endswith(calendar.OPEN)
