"""Expression of time -> its ISO 8601 value and precision, counted from where it is to be counted.

What stands by itself ("10 May 2014", "the 19th century") always has a value. What needs a today
("last week", "on Monday", "10 May") is counted from the day of publication, and what looks back at
another date ("the next day", "two weeks later") from that date; where that is not known, the value
is None. Nothing is guessed: "3/4/2024", "several years ago", "every Monday" and 31 February have
none. ``docs/reading.md`` lists the conventions. Single points of time are read in
:mod:`sayso.reading.dates`; here is what is made of them: ranges, open ends, parts of a day, and
durations.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.knowledge.eras import eras
from sayso.reading import calendar, dates
from sayso.reading.calendar import Unit, Value, interval, period
from sayso.reading.dates import Anchor, Frame, number_of
from sayso.reading.timexes import MONTHS, Timex, timex_of

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

    from sayso.records import Precision

_IN_FRONT = re.compile(
    r"(?:in|on|at|for|during|over|throughout|as of|from|of|the) +", re.IGNORECASE
)
_DURATIONS = {  # unit -> mark of clock units, how many, letter
    "minute": ("T", 1, "M"),
    "hour": ("T", 1, "H"),
    "day": ("", 1, "D"),
    "night": ("", 1, "D"),
    "week": ("", 1, "W"),
    "fortnight": ("", 2, "W"),
    "month": ("", 1, "M"),
    "quarter": ("", 3, "M"),
    "year": ("", 1, "Y"),
    "decade": ("", 10, "Y"),
    "century": ("", 100, "Y"),
}
_PARTS = {"Y": ("M", 12), "D": ("H", 24), "H": ("M", 60)}  # what half of it is counted in
_END = re.compile(r"(?:the )?end of ", re.IGNORECASE)
_LEFTOVER = re.compile(r"\d[\w ,.-]{0,40}\b(?:ago|from now)", re.IGNORECASE)


def resolve(
    text: str,
    today: date | None,
    *,
    ahead: bool | None = None,
    anchor: Anchor | None = None,
    year: int | None = None,
) -> Value:
    """The ISO 8601 value of an expression of time, and how precise it is.

    Args:
        text: the words, such as ``last week`` or ``in September 1980``.
        today: the day that they are counted from, or None.
        ahead: whether the clause is of the future (True) or the past (False), where that is known:
            "on Monday" is the next one or the last one.
        anchor: the date that "the next day" is counted from, with its precision, or None.
        year: the year of dates that name none; else the nearest to today.

    Returns:
        ``(value, precision)``: a date, perhaps shortened (a week is its Monday, a quarter or season
        its first month, a decade ``199``, a century ``18``), a date with a clock time, an interval
        ``first/last`` with ``..`` for an open end, a duration ``P3D``, or None.

    >>> resolve("on Monday", date(2024, 5, 15)), resolve("since 2014", None)
    (('2024-05-13', 'day'), ('2014/..', 'range'))
    """
    return _resolved(" ".join(text.split()), Frame(today, ahead, anchor, year))


@lru_cache(maxsize=8192)
def _resolved(text: str, frame: Frame) -> Value:
    timex = timex_of(text)
    while timex is None:
        opener = _IN_FRONT.match(text)
        if opener is None:
            return _by_library(text, frame.today)
        text = text[opener.end() :]
        timex = timex_of(text)
    rule = timex.rule
    if rule in _VALUELESS:
        return None, _VALUELESS[rule]
    alone = dates.ALONE.get(rule) or _ALONE.get(rule)
    if alone is not None:
        return alone(timex)
    return (dates.COUNTED.get(rule) or _IN_FRAME[rule])(timex, frame)


# Parts of a day


def _clocked(timex: Timex, frame: Frame) -> Value:
    value, precision = _resolved(timex.points[0], frame)
    if precision != "day":
        return value, precision
    if value is None:
        return None, "time"
    return dates.clocked(value, _clock_time(timex.groups["clock"].lower()))


def _clock_time(words: str) -> str | None:
    """``hh:mm`` of what a clock shows, or None where no clock does."""
    shown = re.match(r"(?P<hour>\d+)(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap](?=\.?m))?", words)
    if shown is None:
        return "12:00"  # noon
    hour, minute = int(shown["hour"]), int(shown["minute"] or 0)
    if shown["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (shown["half"] == "p")
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _part_of(timex: Timex, frame: Frame) -> Value:
    """A part of a day is that day ("the early hours of Monday"), a part of a month that month.

    "The week of 13 May" is a week, "the eve of 13 May" the day before.
    """
    value, precision = _resolved(timex.points[0], frame)
    if precision != "day":
        return value, precision
    day = calendar.value_bounds((value, precision))[0]
    match timex.groups["part"].lower():
        case "week":
            return period(day, "week")
        case "eve":
            return calendar.day_of(day, -1)
    return value, precision


# Stretches of time


def _days(timex: Timex, frame: Frame) -> Value:
    """Days of one month ("from 3 to 5 March"): the last of them fixes the year."""
    groups = timex.groups
    first, last = (int(re.sub(r"\D", "", groups[key])) for key in ("a", "b"))
    month = dates.month_number(groups["month"])
    end = dates.month_day(month, last, int(groups["year"]) if "year" in groups else None, frame)
    if end is None:
        return None, "range"
    return interval((calendar.day_value(int(end[:4]), month, first), "day"), (end, "day"))


def _years(timex: Timex) -> Value:
    """Years with a dash between; "2024-05" is a month, but "2003-04" and "2024-25" are years."""
    first = timex.groups["a"]
    last = timex.groups.get("b") or timex.groups["c"]
    if len(last) == 2:
        if int(last) <= len(MONTHS) and (int(first) + 1) % 100 != int(last):
            return (f"{first}-{last}" if last > "00" else None), "month"
        last = f"{int(first[:2]) + (last < first[2:])}{last}"
    return interval((first, "year"), (last, "year"))


def _from_to(timex: Timex, frame: Frame) -> Value:
    """From one point to another; the one that stands by itself fixes what the other leaves open."""
    first, last = timex.points or (timex.groups["a"], timex.groups["b"])
    alone = replace(frame, today=None, anchor=None)
    forward = _resolved(first, alone)[0] is not None or (
        bool(frame.ahead) and _resolved(last, alone)[0] is None
    )
    if forward:
        start = _resolved(first, frame)
        day = calendar.value_bounds(start)[0]
        end = _resolved(last, replace(frame, today=day or frame.today, ahead=True))
    else:
        end = _resolved(last, frame)
        day = calendar.value_bounds(end)[1]
        start = _resolved(first, replace(frame, today=day or frame.today, ahead=False))
    return interval(start, end)


def _since(timex: Timex, frame: Frame) -> Value:
    return interval(_resolved(timex.points[0], replace(frame, ahead=False)), None)


def _after(timex: Timex, frame: Frame) -> Value:
    return interval(_resolved(timex.points[0], frame), None)


def _until(timex: Timex, frame: Frame) -> Value:
    """An end ahead ("until Friday"), unless the clause is known to look back."""
    value = _resolved(timex.points[0], replace(frame, ahead=frame.ahead is not False))
    return interval(None, value)


def _by(timex: Timex, frame: Frame) -> Value:
    """A day that is to be met: that day; "by the end of June" is the last of June."""
    point = timex.points[0]
    value = _resolved(point, replace(frame, ahead=frame.ahead is not False))
    last = calendar.value_bounds(value)[1] if _END.match(point) else None
    return calendar.day_of(last) if last is not None else value


def _past(timex: Timex, frame: Frame) -> Value:
    """Units that end today ("the past three weeks") or begin today ("the next ten days")."""
    number = number_of(timex) if "n" in timex.groups else 1
    sign = 1 if "next" in timex.groups else -1
    return _stretch(frame.today, number, timex.groups["unit"], sign)


def _stretch(today: date | None, number: float | None, unit: str, sign: int) -> Value:
    width = dates.days_in(unit)
    if width is not None and number is not None:
        number, unit = width * number, "day"
    here = period(today, dates.calendar_unit(unit))
    other = dates.moved(today, number, unit, sign)
    return interval(here, other) if sign > 0 else interval(other, here)


def _within(timex: Timex, frame: Frame) -> Value:
    if "n" not in timex.groups:
        return None, "unknown"
    if frame.ahead is False:
        return _duration(timex)
    return _stretch(frame.today, number_of(timex), timex.groups["unit"], 1)


def _era(timex: Timex) -> Value:
    era = eras()[timex.groups["name"]]
    if era.first is None or era.last is None:
        return None, "range"
    return (era.first, "year") if era.first == era.last else (f"{era.first}/{era.last}", "range")


# Counted from a point, and durations


def _counted(timex: Timex, frame: Frame) -> Value:
    """So long before or after a point: "two days after 3 March", "a week from Monday"."""
    inner = replace(frame, ahead=True) if "from" in timex.groups else frame
    value = _resolved(timex.points[0], inner)
    back = "back" in timex.groups
    day = calendar.value_bounds(value)[0 if back else 1]
    unit = timex.groups["unit"]
    number = number_of(timex) if "n" in timex.groups else 1
    if day is None or not calendar.is_as_fine(value[1], dates.calendar_unit(unit)):
        return None, dates.unit_precision(unit)
    width = dates.days_in(unit)
    if value[1] in ("day", "time") and width is not None and number is not None:
        number, unit = width * number, "day"  # weeks from a day end on a day
    return dates.moved(day, number, unit, -1 if back else 1)


def _in(timex: Timex, frame: Frame) -> Value:
    """How long it took ("in three days"), or when: if the clause looks ahead or "time" says so."""
    if frame.ahead or "time" in timex.groups:
        return dates.moved(frame.today, number_of(timex), timex.groups["unit"], 1)
    return _duration(timex)


def _duration(timex: Timex) -> Value:
    number = number_of(timex)
    if number is None:
        return None, "duration"
    clock, width, letter = _DURATIONS[dates.singular_of(timex.groups["unit"])]
    amount = number * width / (4 if "quarter" in timex.groups else 1)
    whole, rest = int(amount), amount % 1
    if not rest:
        return f"P{clock}{whole}{letter}", "duration"
    smaller, parts = _PARTS.get(letter, ("", 0))
    if not parts:
        return f"P{clock}{amount:g}{letter}", "duration"
    large = f"{clock}{whole}{letter}" if whole else ""
    mark = "T" if letter != "Y" and not (clock and whole) else ""
    return f"P{large}{mark}{parts * rest:.0f}{smaller}", "duration"


# What no rule fits


def _by_library(text: str, today: date | None) -> Value:
    """What no rule fits and still counts from today ("1 year and 2 months ago") is dateparser's."""
    if today is None or not _LEFTOVER.fullmatch(text):
        return None, "unknown"
    try:
        data = _library(today).get_date_data(text)
    except (ValueError, OverflowError):  # numbers beyond its calendar
        return None, "unknown"
    if data.date_obj is None:
        return None, "unknown"
    unit: Unit = data.period if data.period in ("week", "month", "year") else "day"
    return period(data.date_obj.date(), unit)


@lru_cache(maxsize=16)
def _library(today: date) -> DateDataParser:
    from dateparser.date import DateDataParser  # takes a third of a second, and is rarely asked

    return DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),
            "PREFER_DATES_FROM": "past",
        },
    )


_VALUELESS: dict[str, Precision] = {
    "age": "unknown",
    "every": "unknown",
    "clock": "time",
    "duration_range": "duration",
    "some": "duration",
}
_ALONE: dict[str, Callable[[Timex], Value]] = {
    "years": _years,
    "era": _era,
    "recent": dates.vague,
    "duration": _duration,
}
_IN_FRAME: dict[str, Callable[[Timex, Frame], Value]] = {
    "clocked": _clocked,
    "part_of": _part_of,
    "days": _days,
    "from_to": _from_to,
    "to": _from_to,
    "since": _since,
    "onward": _after,
    "until": _until,
    "by": _by,
    "after": _after,
    "counted": _counted,
    "past": _past,
    "within": _within,
    "in": _in,
}
