"""A point of time in words -> its ISO 8601 value: a day, week, month, season, year and so on.

Comes in: a :class:`~sayso.reading.timexes.Timex` that follows the rule of a point, and the
:class:`Frame` that it is read in. Goes out: a value. Some points stand by themselves
(:data:`ALONE`), the others are counted from the day of publication or from another date of the
text (:data:`COUNTED`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.reading import calendar
from sayso.reading.calendar import Unit, Value, interval, period
from sayso.reading.timexes import DAYS, DECADES, MONTHS, NUMBERS, ORDINALS, WEEKDAYS, Timex

if TYPE_CHECKING:
    from sayso.records import Precision

Anchor = tuple[date, "Precision"]
"""The date that "the next day" looks back at, and how precise it is."""

_UNITS: dict[str, tuple[Unit, int]] = {
    **dict.fromkeys(("day", "night", "morning", "afternoon", "evening"), ("day", 1)),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "quarter": ("quarter", 1),
    "year": ("year", 1),
    "decade": ("decade", 1),
    "century": ("century", 1),
}
_CLOCK_UNITS = {"minute": 24 * 60, "hour": 24}  # how many make a day
_HALVES: dict[str, tuple[Unit, int]] = {  # half a year is six months ...
    "week": ("day", 7),
    "month": ("day", 30),
    "quarter": ("month", 3),
    "year": ("month", 12),
    "decade": ("year", 10),
    "century": ("decade", 10),
}
_NEAR = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_STEPS = {"last": -1, "next": 1}
_HALF_A_YEAR = 182  # days; a date without a year that lies further ahead is last year's


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read in.

    ``today`` is the day of publication; ``ahead`` says that the clause looks into the future or,
    if False, the past; ``anchor`` is the date before it in the text; ``year`` one that the sentence
    has set ("In 2014, ... on 3 March").
    """

    today: date | None = None
    ahead: bool | None = None
    anchor: Anchor | None = None
    year: int | None = None


# Days


def _iso(timex: Timex) -> Value:
    year, month, day = map(int, timex.groups["date"].split("-"))
    return clocked(calendar.day_value(year, month, day), timex.groups.get("clock"))


def clocked(day: str | None, clock: str | None) -> Value:
    """A day with the time on the clock, if both are known."""
    if day is None or clock is None:
        return day, "day"
    return f"{day}T{clock}", "time"


def _numeric(timex: Timex) -> Value:
    """Numbers for day and month; which is which must be plain: "3/4/2024" has no value."""
    if "first" in timex.groups:
        year, month, day = (int(timex.groups[key]) for key in ("first", "m", "d"))
        return calendar.day_value(year, month, day), "day"
    a, b, year = (int(timex.groups[key]) for key in ("a", "b", "year"))
    if a != b and max(a, b) <= len(MONTHS):
        return None, "day"
    return calendar.day_value(year, min(a, b), max(a, b)), "day"


def _date(timex: Timex, frame: Frame) -> Value:
    groups = timex.groups
    day = _day_number(groups)
    month = month_number(groups.get("month") or groups["month2"])
    if _names_year(timex):
        year = _year_of(timex, frame)
        return (calendar.day_value(year, month, day) if year else None), "day"
    weekday = groups["wd"][:3].lower() if "wd" in groups else ""
    return _on_weekday(month, day, weekday, frame) or month_day(month, day, None, frame), "day"


def _day_number(groups: Mapping[str, str]) -> int:
    """The day of the month that a date tells in digits or in words."""
    word = groups.get("word") or groups.get("word2")
    if word is not None:
        return DAYS[word.lower()]
    return int(re.sub(r"\D", "", groups.get("day") or groups["day2"]))


def _on_weekday(month: int, day: int, weekday: str, frame: Frame) -> str | None:
    """A day of a month that is a Monday, say, in this year or the one before or after it."""
    if not weekday or frame.today is None or frame.year is not None:
        return None
    for step in (0, -1, 1):
        found = calendar.day_value(frame.today.year + step, month, day)
        if found and WEEKDAYS[date.fromisoformat(found).weekday()].startswith(weekday):
            return found
    return None


def month_day(month: int, day: int, year: int | None, frame: Frame) -> str | None:
    """A day of a month, in the year that is given or else in the one that is meant.

    That is the last such day in a clause of the past, the next in one of the future; else the one
    of this year, unless it is more than half a year ahead.
    """
    if year is not None or frame.year is not None:
        return calendar.day_value(year or frame.year or 0, month, day)
    today = frame.today
    if today is None:
        return None
    found = calendar.day_value(today.year, month, day)
    if found is None:
        return None
    days = (date.fromisoformat(found) - today).days
    if frame.ahead and days < 0:
        return calendar.day_value(today.year + 1, month, day)
    if frame.ahead is None and days > _HALF_A_YEAR:
        return calendar.day_value(today.year - 1, month, day)
    if frame.ahead is False and days > 1:  # where it is already tomorrow
        return calendar.day_value(today.year - 1, month, day)
    return found


def _month_day(timex: Timex, frame: Frame) -> Value:
    """A day of the anchor's month, else of this month or the one beside it: "on the 19th"."""
    number = int(timex.groups["day"])
    anchor, today = _anchor_day(frame, "month"), frame.today
    if frame.anchor is not None and anchor is None:
        return None, "day"
    if anchor is not None:
        found = calendar.day_value(anchor.year, anchor.month, number)
        if today is None or frame.ahead is not False or (found or "") <= today.isoformat():
            return found, "day"
    if today is None:
        return None, "day"
    step = (number < today.day) if frame.ahead else -(number > today.day)
    year, month = divmod(calendar.month_index(today) + step, 12)
    return calendar.day_value(year, month + 1, number), "day"


def _near(timex: Timex, frame: Frame) -> Value:
    return calendar.day_of(frame.today, _NEAR.get(timex.groups["word"].lower(), 0))


def _weekday(timex: Timex, frame: Frame) -> Value:
    groups, today = timex.groups, frame.today
    if today is None:
        return None, "day"
    number = WEEKDAYS.index(groups["wd"].lower())
    if "week" in groups:
        return _in_week(today, number + 7 * _STEPS.get(groups["week"].lower(), 0))
    return _nearest_weekday(today, number, groups, frame.ahead)


def _in_week(today: date, days: int) -> Value:
    """A day counted from the Monday of a week."""
    return calendar.day_of(today, days - today.weekday())


def _nearest_weekday(
    today: date, number: int, groups: Mapping[str, str], ahead: bool | None
) -> Value:
    forward, back = (number - today.weekday()) % 7, (today.weekday() - number) % 7
    if "next" in groups:
        return calendar.day_of(today, forward or 7)
    if "last" in groups:
        return calendar.day_of(today, -(back or 7))
    if ahead or ("this" in groups and ahead is None):
        return calendar.day_of(today, forward)
    return calendar.day_of(today, -back)


def _weekend(timex: Timex, frame: Frame) -> Value:
    today, groups = frame.today, timex.groups
    if today is None:
        return None, "range"
    inside = today.weekday() >= 5
    coming = "next" in groups or (frame.ahead if frame.ahead is not None else "this" in groups)
    days = 5 if coming or inside else -2
    if "last" in groups:
        days = -2
    elif "next" in groups and inside:
        days = 12
    return interval(_in_week(today, days), _in_week(today, days + 1))


# Weeks, months, seasons, years


def _unit(timex: Timex, frame: Frame) -> Value:
    step = ("next" in timex.groups) - ("last" in timex.groups)
    return period(frame.today, calendar_unit(timex.groups["unit"]), step)


def _end_of(timex: Timex, frame: Frame) -> Value:
    """The day that the text speaks of ("later in the day"); today's month, year ..."""
    if timex.groups["unit"].lower() == "day":
        return _same(frame, "day")
    return _unit(timex, frame)


def _month_year(timex: Timex, frame: Frame) -> Value:
    year, month = _year_of(timex, frame), month_number(timex.groups["month"])
    return (calendar.month_value(12 * year + month - 1) if year else None), "month"


def _month(timex: Timex, frame: Frame) -> Value:
    month, today, groups = month_number(timex.groups["month"]), frame.today, timex.groups
    if frame.year is not None and groups.keys().isdisjoint({"last", "next", "this"}):
        return calendar.month_value(12 * frame.year + month - 1), "month"
    if today is None:
        return None, "month"
    step = 0
    if "next" in groups:
        step = month <= today.month
    elif "last" in groups:
        step = -(month >= today.month)
    elif "this" not in groups and frame.ahead:
        step = month < today.month
    elif "this" not in groups:
        step = -(month > today.month)
    return calendar.month_value(12 * (today.year + step) + month - 1), "month"


def _season(timex: Timex, frame: Frame) -> Value:
    groups, today = timex.groups, frame.today
    month = _SEASONS[groups["season"].lower()]
    if frame.year is not None and groups.keys().isdisjoint({"last", "next", "this"}):
        return calendar.month_value(12 * frame.year + month - 1), "season"
    if today is None:
        return None, "season"
    now = calendar.month_index(today)
    latest = now - (now + 1 - month) % 12  # the month in which the last one began
    running = now - latest < 3
    if "next" in groups or (frame.ahead and not running and "last" not in groups):
        latest += 12
    elif "last" in groups and running:
        latest -= 12
    elif "this" in groups and frame.ahead is None and not running:
        latest += 12 * (latest // 12 < today.year)  # "this summer" is one of this year
    return calendar.month_value(latest), "season"


def _season_year(timex: Timex) -> Value:
    month = _SEASONS[timex.groups["season"].lower()]
    return f"{timex.groups['year']}-{month:02d}", "season"


def _quarter(timex: Timex, frame: Frame) -> Value:
    groups = timex.groups
    order = groups.get("ord", "").lower()
    number = int(groups["q"][1]) if "q" in groups else (*ORDINALS[:3], order).index(order) + 1
    if _names_year(timex):
        year = _year_of(timex, frame)
        return (calendar.month_value(12 * year + 3 * (number - 1)) if year else None), "quarter"
    if frame.today is None:
        return None, "quarter"
    now = calendar.month_index(frame.today)
    latest = now - (now - 3 * (number - 1)) % 12
    running = now - latest < 3
    return calendar.month_value(latest + 12 * bool(frame.ahead and not running)), "quarter"


def _half(timex: Timex, frame: Frame) -> Value:
    year = _year_of(timex, frame)
    if year is None:
        return None, "range"
    first, last = ("01", "06") if timex.groups["ord"].lower() == "first" else ("07", "12")
    return f"{year:04d}-{first}/{year:04d}-{last}", "range"


def _year(timex: Timex) -> Value:
    return timex.groups["year"], "year"


def _decade(timex: Timex) -> Value:
    groups = timex.groups
    if "year" in groups:
        year = groups["year"]
        if year.endswith("00") and year < "2000":
            return year[:2], "century"  # "the 1800s"
        return year[:3], "decade"
    if "word" in groups:  # "the nineties"; "the twenties" may be one or the other
        number = DECADES.index(groups["word"].lower()) + 2
        return (f"19{number}" if number > 2 else None), "decade"
    short = groups["short"][0]
    return (f"20{short}" if short in "012" else f"19{short}"), "decade"


def _century(timex: Timex) -> Value:
    groups = timex.groups
    number = int(groups["n"]) if "n" in groups else ORDINALS.index(groups["word"].lower()) + 1
    return (f"{number - 1:02d}" if number else None), "century"


# Counted from today or from another date


def _ago(timex: Timex, frame: Frame) -> Value:
    sign = 1 if "ahead" in timex.groups else -1
    found = moved(frame.today, number_of(timex), timex.groups["unit"], sign)
    if "then" not in timex.groups or frame.today is None or found[0] is None:
        return found
    unit = timex.groups["then"].split()[-1].lower()  # "fifty years ago this month"
    if found[1] != "year" or unit == "year":
        return found
    same = month_day(frame.today.month, frame.today.day, int(found[0]), frame)
    day = date.fromisoformat(same) if same else None  # no 29 February
    return period(day, "day" if unit == "today" else calendar_unit(unit))


def _from_anchor(timex: Timex, frame: Frame) -> Value:
    """So many units from the date before it in the text: "two days later", "the week before"."""
    number = 1 if "the" in timex.groups else number_of(timex)
    sign = -1 if "back" in timex.groups else 1
    return _moved_anchor(frame, timex.groups["unit"], number, sign)


def _anchored(timex: Timex, frame: Frame) -> Value:
    """The unit that the anchor is in, or the one beside it: "that year", "the next day"."""
    groups = timex.groups
    step = ("next" in groups) - ("last" in groups)
    if "unit" in groups:
        return _moved_anchor(frame, groups["unit"], abs(step), step or 1)
    if "weekend" in groups:
        first = _same(frame, "week", step)[0]
        week = date.fromisoformat(first) if first else None
        return interval(calendar.day_of(week, 5), calendar.day_of(week, 6))
    if "wd" in groups:
        day = _anchor_day(frame, "day")
        if day is None:
            return None, "day"
        number = WEEKDAYS.index(groups["wd"].lower())
        if step:
            return _nearest_weekday(day, number, groups, None)
        return (day.isoformat() if day.weekday() == number else None), "day"
    precision: Unit = "month" if "month" in groups else "season"
    day = _anchor_day(frame, "month" if step else "year")
    if day is None:
        return None, precision
    inner = replace(frame, today=day, ahead=None, year=None if step else day.year)
    return (_month if precision == "month" else _season)(timex, inner)


def _anchor_day(frame: Frame, unit: Unit) -> date | None:
    """The anchor's first day, if the anchor tells which of these units it is in."""
    anchor = frame.anchor
    return anchor[0] if anchor is not None and calendar.is_as_fine(anchor[1], unit) else None


def _same(frame: Frame, unit: Unit, steps: int = 0) -> Value:
    """The unit of the calendar that the anchor lies in, moved by so many steps."""
    return period(_anchor_day(frame, unit), unit, steps)


def _moved_anchor(frame: Frame, unit: str, number: float | None, sign: int) -> Value:
    return moved(_anchor_day(frame, calendar_unit(unit)), number, unit, sign)


def moved(day: date | None, number: float | None, unit: str, sign: int) -> Value:
    """The unit of the calendar that is so many of its kind after a day's, or before (-1)."""
    singular = singular_of(unit)
    if number is None or day is None:
        return None, unit_precision(unit)
    if singular in _CLOCK_UNITS:
        return calendar.day_of(day, sign * int(number / _CLOCK_UNITS[singular]))
    kind, width = _UNITS[singular]
    number *= width
    if number % 1 and kind in _HALVES:
        kind, width = _HALVES[kind]
        number *= width
    return period(day, kind, sign * int(number))


def vague(timex: Timex) -> Value:
    """How precise "several years ago" would be, if it said how many."""
    return None, unit_precision(timex.groups["unit"])


# Words


def singular_of(unit: str) -> str:
    """The singular of a unit's name, in lower case."""
    return unit.lower().removesuffix("s").replace("centurie", "century")


def calendar_unit(unit: str) -> Unit:
    """The unit of the calendar that a word counts in: a night in days, a fortnight in weeks."""
    return _UNITS.get(singular_of(unit), ("day", 1))[0]


def unit_precision(unit: str) -> Precision:
    """How precise a time is that is counted in a unit."""
    return "time" if singular_of(unit) in _CLOCK_UNITS else calendar_unit(unit)


def days_in(unit: str) -> int | None:
    """The days in a week or fortnight, None for units that are no weeks."""
    kind, width = _UNITS.get(singular_of(unit), ("day", 1))
    return 7 * width if kind == "week" else None


def month_number(name: str) -> int:
    """The number of a month by its name, in full or in short."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3].lower())


def _names_year(timex: Timex) -> bool:
    return not timex.groups.keys().isdisjoint({"year", "rel", "the"})


def _year_of(timex: Timex, frame: Frame) -> int | None:
    """The year that an expression names, by number or as "last year", "that year"."""
    groups = timex.groups
    if "year" in groups:
        return int(groups["year"])
    relative = groups.get("rel", "").lower()
    if relative in ("that", "the same"):
        year = _same(frame, "year")[0]
        return int(year) if year is not None else None
    return frame.today.year + _STEPS.get(relative, 0) if frame.today is not None else None


def number_of(timex: Timex) -> float | None:
    """The number of units: a digit, a word or both, "half", or None where it is vague."""
    words = timex.groups.get("n", "").lower()
    half = 0.5 * ("half" in timex.groups or words.endswith("and a half"))
    words = " ".join(words.removesuffix("and a half").split())
    if not words:
        return None
    if words.startswith("half"):
        return 0.5
    if words[0].isdecimal():
        return float(words) + half
    tens, _, ones = words.partition("-")
    return NUMBERS[tens] + (NUMBERS[ones] if ones else 0) + half


ALONE: dict[str, Callable[[Timex], Value]] = {
    "iso": _iso,
    "numeric": _numeric,
    "season_year": _season_year,
    "decade": _decade,
    "century": _century,
    "vague_ago": vague,
    "vague_moved": vague,
    "year": _year,
}
"""What reads the points that mean the same everywhere, by rule."""

COUNTED: dict[str, Callable[[Timex, Frame], Value]] = {
    "date": _date,
    "month_day": _month_day,
    "month_year": _month_year,
    "quarter": _quarter,
    "half": _half,
    "near": _near,
    "ago": _ago,
    "unit": _unit,
    "end_of": _end_of,
    "weekend": _weekend,
    "moved": _from_anchor,
    "weekday": _weekday,
    "month": _month,
    "season": _season,
    "anchored": _anchored,
}
"""What reads the points that are counted from today or from another date, by rule."""
