"""Words of a claim -> the days on which what it tells took place, as far as the words say.

Comes in: the words, and when they were printed. Goes out: a first and a last day, or None. The idea
in between: the reader dates coded events; what a claim tells without one is dated by its words all
the same ("the hotel reopened last week", "on the 14th the bridge was given up"). Of several
expressions of time the narrowest counts, the first of equals; what only bounds a time ("by Friday",
"until June") or measures it ("for two hours") dates nothing, and "since Friday" is when it began.
"""

from __future__ import annotations

from datetime import date, timedelta

from sayso.reading.calendar import value_bounds
from sayso.reading.times import resolve
from sayso.weighing import horizons

#: So many days are a date still: a month.
DATE = timedelta(days=31)
#: What has lasted for longer dates nothing: "the first since 2011".
LASTING = timedelta(days=60)

_BEGINNINGS = frozenset({"since", "onward", "after"})
_NO_DATES = (horizons.AHEAD - _BEGINNINGS) | {"clock", "moved"}

Days = tuple[date, date]


def days(text: str, published: date | None, *, ahead: bool = False) -> Days | None:
    """The first and the last day of what a text tells; None where its words date nothing.

    Args:
        text: the words.
        published: the day from which "on Monday" is counted.
        ahead: whether it is still to come.

    Example:
        >>> days("The hotel reopened on Monday, for the first time since 2019.", date(2024, 5, 15))
        (datetime.date(2024, 5, 13), datetime.date(2024, 5, 13))
    """
    if published is None:
        return None
    found: list[Days] = []
    for place, timex in horizons.expressions(text):
        if timex.rule in _NO_DATES:
            continue
        value = resolve(text[place : timex.end], published, ahead=ahead)
        first, last = value_bounds(value)
        if first is not None and timex.rule in _BEGINNINGS:
            last = first if published - first <= LASTING else None
        if first is not None and last is not None and last - first < DATE:
            found.append((first, last))
    return min(found, key=lambda one: one[1] - one[0], default=None)


def within_date(first: date, last: date | None) -> date:
    """The last day of a time, or its first where it is too long to be a date."""
    return last if last is not None and timedelta() <= last - first < DATE else first
