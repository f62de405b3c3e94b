"""Dates as tables, feeds and file properties write them: only those that can mean one day.

Comes in: a string, or a date. Goes out: ``2024-09-16``, or None. The idea in between: times such as
"last week" are counted from this day, so ``03/04/2024`` (April or March?) is refused, not guessed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from sayso.intake.text import iso_date

# A year first can only go on with month and day; a month in letters leaves no doubt either.
_FORMS = (
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
)
_CLOCK = re.compile(
    r"[T ]\d{1,2}:\d\d[\d:.,]*\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?$"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LONGEST = 60


def day(value: object) -> str | None:
    """The day that a value names without doubt, in ISO 8601; None where it names none.

    >>> day("September 16, 2024"), day("Mon, 16 Sep 2024 08:30:00 GMT"), day("2024/09/16 08:30")
    ('2024-09-16', '2024-09-16', '2024-09-16')
    >>> day("03/04/2024") is None
    True
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    found = iso_date(value)
    if found is not None:
        return found
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        if "," in value and ":" in value:  # RFC 5322, as feeds write it
            return parsedate_to_datetime(value).date().isoformat()
    bare = " ".join(_ORDINAL.sub("", _CLOCK.sub("", value.strip())).replace(",", " ").split())
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(bare, form).date().isoformat()
    return None
