"""Parse -> the times of a document, each with its value and the word that it hangs on.

An expression is found by its words (:mod:`sayso.reading.timexes`) and kept if the parse agrees
that it is one (:mod:`sayso.reading.time_lookalikes`). What is counted from another date looks back
at the one before it; whether "on Friday" is the last or the next one is told by the clause
(:mod:`sayso.reading.tense`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.reading import calendar, grammar
from sayso.reading.calendar import Value
from sayso.reading.dates import Anchor
from sayso.reading.tense import looks_ahead
from sayso.reading.time_holders import holder
from sayso.reading.time_lookalikes import is_time
from sayso.reading.times import resolve
from sayso.reading.timexes import Timex, may_begin, neighbourhoods, timexes_at
from sayso.records import Precision, Time

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sayso.reading.parse import Parse

_DATES: frozenset[Precision] = frozenset(
    {"day", "week", "month", "quarter", "season", "year", "decade", "century", "time", "range"}
)
_BY_ANCHOR = frozenset({"anchored", "moved"})
_ANY_TENSE = (
    frozenset(  # rules that mean the same whatever the tense
        ("iso", "numeric", "month_year", "season_year", "half", "decade", "century", "near", "ago")
    )
    | {"vague_ago", "unit", "end_of", "year", "years", "every", "past", "recent", "era", "since"}
    | {
        *("vague_moved", "clock", "duration", "duration_range", "some", "other"),
    }
)
_NO_TIME = re.compile(
    r"anniversar|birthday|\bold\b|\b(?:post|pre|ex)-|\b(?:daily|weekly|monthly|annual|yearly)"
    r"|^\W*\d{1,3}\W*$",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(r"\d|[A-Z]|morning|afternoon|evening|night|dawn|dusk|noon|sunrise|sunset")
_LIST = re.compile(r"\s*(?:,|and|or|,\s*and|to)\s*(?:on\s|in\s)?\s*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A time of the document: its record, the tokens ``first..end`` and what it hangs on."""

    time: Time
    rule: str
    first: int
    end: int
    root: Token
    holder: Token | None
    ahead: bool | None

    @property
    def is_duration(self) -> bool:
        """Whether it says how long, or how often, and not when."""
        return self.time.precision not in _DATES


class Timeline:
    """The times of one document, found once, in text order.

    ``published`` is the day of publication or None, ``cutoff`` the day before which an event is
    history: a year before publication; without one, the first day of the year of the newest date
    in the text that is not of a plan or a deadline; or None where nothing tells.
    """

    def __init__(self, parse: Parse) -> None:
        self.published = _day(parse.document.published)
        self._parse = parse
        self.times = self._placed()
        self._held: dict[int, list[Placed]] = {}
        for placed in self.times:
            if placed.holder is not None:
                self._held.setdefault(placed.holder.i, []).append(placed)
        self.cutoff = self._cutoff()

    def held(self, token: Token) -> list[Placed]:
        """The times that hang on a verb or noun."""
        return self._held.get(token.i, [])

    def _cutoff(self) -> date | None:
        if self.published is not None:
            return _year_before(self.published)
        ends = (
            calendar.bounds(placed.time)[1]
            for placed in self.times
            if not placed.ahead and placed.rule not in ("until", "by")
        )
        newest = max((end for end in ends if end is not None), default=None)
        return date(newest.year, 1, 1) if newest is not None else None

    # Finding

    def _placed(self) -> list[Placed]:
        found = self._found()
        placed: list[Placed] = []
        anchor: Anchor | None = None
        news_from = _year_before(self.published) if self.published is not None else None
        for number, (timex, span) in enumerate(found):
            text = self._parse.document.text[timex.start : timex.end]
            told = self.published is not None and timex.rule in _ANY_TENSE
            ahead = None if told else looks_ahead(span, until=timex.rule in ("until", "by"))
            governed = _is_governed(timex, span)
            value = resolve(
                text,
                self.published,
                ahead=ahead,
                anchor=None if governed else anchor,
                year=self._year(found, placed, number),
            )
            if timex.rule in _BY_ANCHOR and ahead is False and self._is_to_come(value):
                value = None, value[1]  # counted from a date that was not meant
            time = Time(
                start=timex.start, end=timex.end, text=text, value=value[0], precision=value[1]
            )
            on = holder(timex, span, time, self._parse.names, news_from)
            placed.append(Placed(time, timex.rule, span.start, span.end, span.root, on, ahead))
            anchor = _anchor(time, anchor)
        return placed

    def _found(self) -> list[tuple[Timex, Span]]:
        """Expressions by their words, and what else the parser takes for a time."""
        parse, doc = self._parse, self._parse.doc
        text = parse.document.text
        found: list[tuple[Timex, Span]] = []
        seen: set[int] = set()
        end = 0
        for i in self._likely():
            if i < end or not may_begin(text[parse.starts[i] : parse.ends[i]].lower()):
                continue
            for timex in timexes_at(text, parse.starts[i]):
                tokens = parse.tokens(timex.start, timex.end)
                span = doc[tokens[0] : tokens[-1] + 1]
                seen.update(tokens)
                if timex.rule == "age":
                    end = span.end
                    break
                if is_time(timex, span):
                    found.append((timex, span))
                    end = span.end
                    break
        for entity in doc.ents:
            if entity.label_ not in ("DATE", "TIME") or any(t.i in seen for t in entity):
                continue
            words = parse.span(entity.start, entity.end)
            if "\n" in words.text or not any(c.isalnum() for c in words.text):
                continue
            if _SAYS_WHEN.search(words.text) and not _NO_TIME.search(words.text):
                found.append((Timex(words.start, words.end, "other"), entity))
        return sorted(found, key=lambda pair: pair[0].start)

    def _likely(self) -> Iterator[int]:
        """The tokens, by index, that stand near enough to a word of time to begin an expression."""
        starts, done = self._parse.starts, 0
        for start, end in neighbourhoods(self._parse.document.text):
            first = max(bisect_left(starts, start), done)
            done = bisect_right(starts, end)
            yield from range(first, done)

    # Resolving

    def _is_to_come(self, value: Value) -> bool:
        """Whether a value lies behind the day of publication and the day after it."""
        first = calendar.value_bounds(value)[0]
        published = self.published
        return published is not None and first is not None and (first - published).days > 1

    def _year(
        self, found: list[tuple[Timex, Span]], placed: list[Placed], number: int
    ) -> int | None:
        """The year that the sentence has set for a date that names none.

        "In 2014, ... on 3 March"; "on 3 March and 5 April 2022".
        """
        timex, span = found[number]
        if timex.rule not in ("date", "days", "month", "season", "to") or "year" in timex.groups:
            return None
        if number + 1 < len(found):
            later, behind = found[number + 1]
            gap = self._parse.document.text[timex.end : later.start]
            dated = later.groups.get("year") and later.rule in ("date", "days", "month_year")
            if dated and _LIST.fullmatch(gap) and behind.sent.start == span.sent.start:
                return int(later.groups["year"])
        verb = grammar.clause_verb(span.root)
        for one in reversed(placed):
            if one.root.sent.start != span.sent.start:
                break
            same = one.rule == "year" and grammar.clause_verb(one.root) == verb
            if same and one.time.value is not None:
                return int(one.time.value)
        return None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _year_before(day: date) -> date:
    return day - timedelta(days=min(365, day.toordinal() - 1))


def _anchor(time: Time, before: Anchor | None) -> Anchor | None:
    """The date that what follows may be counted from: this one, unless it is no date.

    A date whose value is not known hides those before it.
    """
    if time.precision not in _DATES:
        return before
    first, last = calendar.bounds(time)
    if time.precision != "range":
        return (first, time.precision) if first is not None else None
    end = (time.value or "").split("/")[-1]
    precision: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    known = last is not None and len(end) in precision
    return (last, precision[len(end)]) if last is not None and known else before


def _is_governed(timex: Timex, span: Span) -> bool:
    """Whether "the day before" is the day before something that the text names."""
    last = span[-1]
    if timex.rule not in ("moved", "vague_moved") or last.lower_ not in ("before", "after"):
        return False
    if last.dep_ == "mark" or any(child.i > last.i for child in last.children):
        return True
    behind = last.nbor() if last.i + 1 < len(last.doc) else None
    return behind is not None and behind.pos_ in ("DET", "NOUN", "PROPN", "PRON")
