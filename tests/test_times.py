"""Expressions of time -> value and precision, with and without a date of publication."""

from __future__ import annotations

from datetime import date

import pytest

from sayso import Document, Reader
from sayso.reading.times import resolve

WEDNESDAY = date(2024, 9, 18)
NEW_YEAR = date(2024, 1, 1)
DECEMBER = date(2023, 12, 30)


@pytest.mark.parametrize(
    ("text", "today", "value", "precision"),
    [
        # What stands by itself needs no date.
        ("10 May 2014", None, "2014-05-10", "day"),
        ("May 10, 2014", None, "2014-05-10", "day"),
        ("Monday, 16 September 2024", None, "2024-09-16", "day"),
        ("Sept. 11, 2001", None, "2001-09-11", "day"),
        ("the 3rd of March 1918", None, "1918-03-03", "day"),
        ("2014-05-10", None, "2014-05-10", "day"),
        ("in September 1980", None, "1980-09", "month"),
        ("late September 1980", None, "1980-09", "month"),
        ("the summer of 2014", None, "2014-06", "season"),
        ("2014", None, "2014", "year"),
        ("early 2014", None, "2014", "year"),
        ("mid-2015", None, "2015", "year"),
        ("the 1990s", None, "199", "decade"),
        ("30 February 2020", None, "2020-02", "month"),
        ("10 May 2014", WEDNESDAY, "2014-05-10", "day"),
        # What needs a today has no value without one.
        ("yesterday", None, None, "day"),
        ("on Monday", None, None, "day"),
        ("10 May", None, None, "day"),
        ("last week", None, None, "week"),
        ("next month", None, None, "month"),
        ("March", None, None, "month"),
        ("this year", None, None, "year"),
        # Days around today.
        ("today", WEDNESDAY, "2024-09-18", "day"),
        ("this morning", WEDNESDAY, "2024-09-18", "day"),
        ("Yesterday", WEDNESDAY, "2024-09-17", "day"),
        ("last night", WEDNESDAY, "2024-09-17", "day"),
        ("tomorrow", WEDNESDAY, "2024-09-19", "day"),
        ("tomorrow", date(2024, 2, 28), "2024-02-29", "day"),
        # A bare weekday is the last one; "next" and "this" look ahead.
        ("on Monday", WEDNESDAY, "2024-09-16", "day"),
        ("late Tuesday", WEDNESDAY, "2024-09-17", "day"),
        ("Wednesday", WEDNESDAY, "2024-09-18", "day"),
        ("Thursday night", WEDNESDAY, "2024-09-12", "day"),
        ("last Wednesday", WEDNESDAY, "2024-09-11", "day"),
        ("next Monday", WEDNESDAY, "2024-09-23", "day"),
        ("this Friday", WEDNESDAY, "2024-09-20", "day"),
        # Weeks, months, years, decades.
        ("this week", WEDNESDAY, "2024-09-16", "week"),
        ("last week", WEDNESDAY, "2024-09-09", "week"),
        ("next week", DECEMBER, "2024-01-01", "week"),
        ("last month", NEW_YEAR, "2023-12", "month"),
        ("next month", DECEMBER, "2024-01", "month"),
        ("last year", WEDNESDAY, "2023", "year"),
        ("the coming year", WEDNESDAY, "2025", "year"),
        ("last decade", WEDNESDAY, "201", "decade"),
        # Months and days without a year.
        ("March", WEDNESDAY, "2024-03", "month"),
        ("last November", WEDNESDAY, "2023-11", "month"),
        ("next March", WEDNESDAY, "2025-03", "month"),
        ("10 May", WEDNESDAY, "2024-05-10", "day"),
        ("Jan. 6", WEDNESDAY, "2024-01-06", "day"),
        ("December 28", NEW_YEAR, "2023-12-28", "day"),
        ("February 29", date(2023, 3, 1), None, "day"),
        # So long ago.
        ("two days ago", WEDNESDAY, "2024-09-16", "day"),
        ("three weeks ago", WEDNESDAY, "2024-08-26", "week"),
        ("two months ago", WEDNESDAY, "2024-07", "month"),
        ("five years ago", WEDNESDAY, "2019", "year"),
        # No date at all.
        ("the 19th century", WEDNESDAY, None, "unknown"),
        ("for years", WEDNESDAY, None, "unknown"),
        ("decades", None, None, "unknown"),
    ],
)
def test_resolve(text: str, today: date | None, value: str | None, precision: str) -> None:
    assert resolve(text, today) == (value, precision)


@pytest.mark.parametrize(
    ("published", "value"),
    [("2024-09-18", "2024-09-09"), ("2024-09-18T07:30:00Z", "2024-09-09"), (None, None)],
)
def test_times_of_a_document(reader: Reader, published: str | None, value: str | None) -> None:
    document = Document(id="x", text="Israel bombed Tehran last week.", published=published)
    event = reader.read(document).claims[0].event
    assert event is not None
    assert event.when is not None
    assert (event.when.text, event.when.value, event.when.precision) == ("last week", value, "week")
