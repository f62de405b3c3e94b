"""Days -> the weeks, months and years that hold them, in ISO 8601: arithmetic without any words.

A *value* is what :class:`~sayso.records.Time` keeps: an ISO 8601 string or None, with a precision.
A week is written as its Monday, a quarter or season as its first month, a decade as three digits
(``199``), a century as two (``18``), a stretch of time as ``first/last``, both ends included, with
``..`` for an end that is open. Years run from 1 to 9999; what lies outside has no value.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from sayso.records import Precision, Time

Unit = Literal["day", "week", "month", "quarter", "season", "year", "decade", "century"]
Value = tuple[str | None, "Precision"]
Bounds = tuple[date | None, date | None]

OPEN = ".."
"""An end of an interval that is not known or not yet reached."""

_FINEST_FIRST: tuple[Precision, ...] = (
    *("time", "day", "week", "month", "quarter", "season", "year", "decade", "century"),
)
_MONTHS = {"month": 1, "quarter": 3, "season": 3}
_YEARS = {"year": 1, "decade": 10, "century": 100}
_DIGITS = {"year": 4, "decade": 3, "century": 2}
_ISO = re.compile(r"(\d{2,4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:]+)?)?)?")


def day_of(day: date | None, days: int = 0) -> Value:
    """A day, moved by so many days."""
    return period(day, "day", days)


def period(day: date | None, unit: Unit, steps: int = 0) -> Value:
    """The unit of the calendar that holds a day, moved by so many of its kind.

    >>> period(date(2024, 5, 15), "week", -1)
    ('2024-05-06', 'week')
    >>> period(date(2024, 5, 15), "month", 8)
    ('2025-01', 'month')
    """
    if day is None:
        return None, unit
    try:
        if unit == "day":
            return (day + timedelta(days=steps)).isoformat(), "day"
        if unit == "week":
            return (monday(day) + timedelta(weeks=steps)).isoformat(), "week"
    except (OverflowError, ValueError):
        return None, unit
    if unit in _MONTHS:
        width = _MONTHS[unit]
        index = month_index(day)
        offset = (index + (unit == "season")) % width  # a season begins in March, June ...
        return month_value(index - offset + width * steps), unit
    number = day.year // _YEARS[unit] + steps
    digits = _DIGITS[unit]
    text = f"{number:0{digits}}"
    return (text if number >= (unit == "year") and len(text) == digits else None), unit


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def month_index(day: date) -> int:
    """A number for each month, one apart: 12 times the year, and January is 0."""
    return day.year * 12 + day.month - 1


def month_value(index: int) -> str | None:
    """The month of an index as ``YYYY-MM``, or None outside the years 1 to 9999."""
    year, month = divmod(index, 12)
    return f"{year:04d}-{month + 1:02d}" if 1 <= year <= 9999 else None


def day_value(year: int, month: int, day: int) -> str | None:
    """A date as ``YYYY-MM-DD``, or None if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def interval(first: Value | None, last: Value | None) -> Value:
    """From the first of one value to the last of another, as ``first/last``; None is an open end.

    >>> interval(("2014", "year"), None)
    ('2014/..', 'range')
    >>> interval(("2024-05-06", "week"), ("2024-05-13", "week"))
    ('2024-05-06/2024-05-19', 'range')
    """
    start = OPEN if first is None else _end(first, last=False)
    stop = OPEN if last is None else _end(last, last=True)
    if start is None or stop is None or start == stop == OPEN:
        return None, "range"
    if OPEN not in (start, stop):
        begins, ends = _side(start, "range")[0], _side(stop, "range")[1]
        if begins is None or ends is None or begins > ends:
            return None, "range"
    return f"{start}/{stop}", "range"


def _end(value: Value, *, last: bool) -> str | None:
    """One end of an interval out of a value that may itself be a stretch of time."""
    text, precision = value
    if text is None or precision == "duration":
        return None
    if "/" in text:
        return text.split("/")[last]
    if last and precision in ("week", "quarter", "season"):
        end = _side(text, precision)[1]
        if end is None:
            return None
        return end.isoformat() if precision == "week" else end.isoformat()[:7]
    return text


def bounds(time: Time) -> Bounds:
    """The first and the last day that a time can mean; None where that end is open or unknown.

    >>> from sayso.records import Time
    >>> bounds(Time(start=0, end=5, text="1990s", value="199", precision="decade"))
    (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31))
    """
    return value_bounds((time.value, time.precision))


def value_bounds(value: Value) -> Bounds:
    """:func:`bounds` of a value and its precision."""
    text, precision = value
    if text is None or precision == "duration":
        return None, None
    if "/" in text:
        first, last = text.split("/")
        return _side(first, precision)[0], _side(last, precision)[1]
    return _side(text, precision)


def _side(text: str, precision: Precision) -> Bounds:
    """The first and last day of a value without a slash."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None, None
    year, month, day = match.groups()
    try:
        if day:
            first = date(int(year), int(month), int(day))
            return first, first + timedelta(days=6 if precision == "week" else 0)
        if month:
            first = date(int(year), int(month), 1)
            return first, _before_month(month_index(first) + _MONTHS.get(precision, 1))
        width = int("1" + "0" * (4 - len(year)))
        low = int(year) * width
        return date(max(low, 1), 1, 1), date(low + width - 1, 12, 31)
    except (OverflowError, ValueError):
        return None, None


def _before_month(index: int) -> date:
    """The day before a month begins."""
    year, month = divmod(index, 12)
    return date.max if year > date.max.year else date(year, month + 1, 1) - timedelta(days=1)


def is_as_fine(precision: Precision, unit: Unit) -> bool:
    """Whether a date of this precision says which unit it lies in: a day knows its month."""
    if precision not in _FINEST_FIRST:
        return False
    return _FINEST_FIRST.index(precision) <= _FINEST_FIRST.index(cast("Precision", unit))


def can_be_one(time: Time, other: Time) -> bool:
    """Whether two times can be of one event: their days overlap, or one of them is not known."""
    (first, last), (begins, ends) = bounds(time), bounds(other)
    return not (
        (last is not None and begins is not None and last < begins)
        or (ends is not None and first is not None and ends < first)
    )
