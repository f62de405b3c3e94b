"""Parse -> times: expressions of time, resolved against the publication date where there is one.

What stands by itself ("10 May 2014", "September 1980") is resolved always; what needs a today
("last week", "on Monday", "10 May") only if the document has a date. The text is kept either way.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.records import Precision, Time

if TYPE_CHECKING:
    from sayso.reading.parse import Parse

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_DECADE = re.compile(r"\b(1[5-9]\d0|20\d0)s\b")
_ISO = re.compile(r"\b(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
_RELATIVE = re.compile(
    r"\b(last|past|previous|this|current|next|coming)\s+(week|month|year|decade)\b"
)
_NEAR = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "overnight": 0,
    "this morning": 0,
    "last night": -1,
}
_SEASONS = {"spring": "03", "summer": "06", "autumn": "09", "fall": "09", "winter": "12"}
_OPENERS = (
    "in ",
    "on ",
    "since ",
    "by ",
    "during ",
    "until ",
    "from ",
    "early ",
    "late ",
    "mid-",
    "the ",
)


def find_times(parse: Parse) -> list[Time]:
    """All dated expressions of a document, in text order, values filled in where they can be."""
    published = _day(parse.document.published)
    found = []
    for entity in parse.doc.ents:
        if entity.label_ not in ("DATE", "TIME"):
            continue
        span = parse.span(entity.start, entity.end)
        if "\n" in span.text or not any(c.isalnum() for c in span.text):
            continue
        value, precision = resolve(span.text, published)
        found.append(
            Time(start=span.start, end=span.end, text=span.text, value=value, precision=precision)
        )
    return found


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def resolve(text: str, today: date | None) -> tuple[str | None, Precision]:
    """The ISO 8601 value of a time expression and how precise it is.

    Args:
        text: the words, such as ``last week`` or ``in September 1980``.
        today: the day that they are relative to, or ``None``.

    Returns:
        ``(value, precision)``; the value of a week is its Monday, of a month ``YYYY-MM``, of a year
        ``YYYY``; ``(None, precision)`` where a today is needed and there is none.
    """
    words = text.lower().strip()
    iso = _ISO.search(words)
    if iso:
        return iso.group(), "day"
    for opener in _OPENERS:
        words = words.removeprefix(opener)
    relative = _RELATIVE.search(words)
    if relative:
        return _relative(relative.group(1), relative.group(2), today)
    if words in _NEAR:
        return _iso(today, _NEAR[words]), "day"
    decade = _DECADE.search(words)
    if decade:
        return decade.group(1)[:3], "decade"
    year = _YEAR.search(words)
    month = _month(words)
    weekday = next((i for i, d in enumerate(_DAYS) if d in words), None)
    season = next((s for s in _SEASONS if s in words), None)
    number = re.search(r"\b([0-3]?\d)(?:st|nd|rd|th)?\b(?!\d)", _YEAR.sub("", words))
    if month is not None and number is not None:
        return _month_day(int(number.group(1)), month, year.group(1) if year else None, today)
    if month is not None:
        if year:
            return f"{year.group(1)}-{month:02d}", "month"
        if today is None:
            return None, "month"
        ahead = words.startswith(("next ", "coming "))
        year_of_it = (
            today.year + (month <= today.month) if ahead else today.year - (month > today.month)
        )
        return f"{year_of_it}-{month:02d}", "month"
    if season and year:
        return f"{year.group(1)}-{_SEASONS[season]}", "season"
    if year and len(words) <= len("early 2014 "):
        return year.group(1), "year"
    if weekday is not None:
        return _weekday(weekday, words, today), "day"
    return _by_library(words, today)


def _month(words: str) -> int | None:
    """The number of the month that is named, in full or in short."""
    for number, month in enumerate(_MONTHS, 1):
        short = month[:3]
        if re.search(rf"\b{short}[a-z]*\.?(?=\W|$)", words) and re.search(
            rf"\b({month}|{short}\.?|sept\.?)(?=\W|$)", words
        ):
            return number
    return None


def _iso(today: date | None, days: int) -> str | None:
    return (today + timedelta(days=days)).isoformat() if today else None


def _relative(which: str, unit: str, today: date | None) -> tuple[str | None, Precision]:
    step = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming") else 0
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step) if today else None
        return (monday.isoformat() if monday else None), "week"
    if unit == "month":
        if today is None:
            return None, "month"
        index = today.year * 12 + today.month - 1 + step
        return f"{index // 12}-{index % 12 + 1:02d}", "month"
    if unit == "decade":
        return (str(today.year // 10 + step) if today else None), "decade"
    return (str(today.year + step) if today else None), "year"


def _weekday(weekday: int, words: str, today: date | None) -> str | None:
    if today is None:
        return None
    if words.startswith(("next ", "coming ")):
        return (today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)).isoformat()
    if words.startswith("this "):
        return (today + timedelta(days=(weekday - today.weekday()) % 7)).isoformat()
    back = (today.weekday() - weekday) % 7
    return (today - timedelta(days=back or 7 * words.startswith("last "))).isoformat()


def _month_day(
    day: int, month: int, year: str | None, today: date | None
) -> tuple[str | None, Precision]:
    try:
        if year:
            return date(int(year), month, day).isoformat(), "day"
        if today is None:
            return None, "day"
        found = date(today.year, month, day)
        if found > today + timedelta(days=182):
            found = date(today.year - 1, month, day)
        return found.isoformat(), "day"
    except ValueError:
        return (f"{year}-{month:02d}", "month") if year else (None, "day")


def _by_library(words: str, today: date | None) -> tuple[str | None, Precision]:
    """The rest ("two days ago", "three weeks earlier") is dateparser's."""
    if today is None or not re.search(r"\b(ago|earlier|later|from now)\b", words):
        return None, "unknown"
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),
            "PREFER_DATES_FROM": "past",
        },
    )
    data = parser.get_date_data(words)
    if data.date_obj is None:
        return None, "unknown"
    period: Precision = data.period if data.period in ("day", "week", "month", "year") else "day"
    found = data.date_obj.date()
    if period == "week":
        found -= timedelta(days=found.weekday())
    iso = found.isoformat()
    return iso[: {"month": 7, "year": 4}.get(period, 10)], period
