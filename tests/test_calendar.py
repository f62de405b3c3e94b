"""Days, units of the calendar and their values in ISO 8601; the days that a value can mean."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.calendar import (
    Unit,
    Value,
    bounds,
    can_be_one,
    interval,
    is_as_fine,
    period,
    value_bounds,
)
from sayso.records import Precision, Time

WEDNESDAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("unit", "steps", "value"),
    [
        ("day", -15, "2024-04-30"),
        ("week", 0, "2024-05-13"),
        ("week", -20, "2023-12-25"),
        ("month", -5, "2023-12"),
        ("quarter", 0, "2024-04"),
        ("quarter", -2, "2023-10"),
        ("season", 0, "2024-03"),
        ("season", -1, "2023-12"),
        ("year", 1, "2025"),
        ("decade", 0, "202"),
        ("century", -1, "19"),
        ("day", -(10**9), None),
        ("week", 10**12, None),
        ("month", -(10**6), None),
        ("year", -2024, None),
        ("year", 10**4, None),
        ("century", 100, None),
    ],
)
def test_period(unit: Unit, steps: int, value: str | None) -> None:
    assert period(WEDNESDAY, unit, steps) == (value, unit)
    assert period(None, unit, steps) == (None, unit)


@given(day=st.dates(), unit=st.sampled_from(get_args(Unit)))
def test_a_day_lies_in_each_of_its_units(day: date, unit: Unit) -> None:
    first, last = value_bounds(period(day, unit))
    if day.year > 1:  # the season of January in the year 1 began in the year 0
        assert first is not None
    if first is not None and last is not None:
        assert first <= day <= last


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        ("2024-05-15", "day", "2024-05-15", "2024-05-15"),
        ("2024-05-15T06:00", "time", "2024-05-15", "2024-05-15"),
        ("2024-05-13", "week", "2024-05-13", "2024-05-19"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2024-10", "quarter", "2024-10-01", "2024-12-31"),
        ("2023-12", "season", "2023-12-01", "2024-02-29"),
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("199", "decade", "1990-01-01", "1999-12-31"),
        ("18", "century", "1800-01-01", "1899-12-31"),
        ("00", "century", "0001-01-01", "0099-12-31"),
        ("2014/2016", "range", "2014-01-01", "2016-12-31"),
        ("2024-05-03/2024-06", "range", "2024-05-03", "2024-06-30"),
        ("2014/..", "range", "2014-01-01", None),
        ("../2024-05", "range", None, "2024-05-31"),
        ("9999-12", "month", "9999-12-01", "9999-12-31"),
        ("9999-12-31", "week", None, None),
        ("P3D", "duration", None, None),
        (None, "day", None, None),
        ("soon", "unknown", None, None),
    ],
)
def test_bounds(
    value: str | None, precision: Precision, first: str | None, last: str | None
) -> None:
    time = Time(start=0, end=1, text="x", value=value, precision=precision)
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert bounds(time) == expected


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (("2014", "year"), ("2016", "year"), "2014/2016"),
        (("2014", "year"), None, "2014/.."),
        (None, ("2024-05-13", "week"), "../2024-05-19"),
        (None, ("2024-04", "quarter"), "../2024-06"),
        (("2023-12", "season"), None, "2023-12/.."),
        (("2024-05-03/2024-05-05", "range"), ("2024-05-07/2024-05-08", "range"),
         "2024-05-03/2024-05-08"),
        (("2016", "year"), ("2014", "year"), None),
        ((None, "day"), ("2014", "year"), None),
        (("P3D", "duration"), ("2014", "year"), None),
        (None, None, None),
    ],
)  # fmt: skip
def test_interval(first: Value | None, last: Value | None, value: str | None) -> None:
    assert interval(first, last) == (value, "range")


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        (("2024-05-13", "week"), ("2024-05-15", "day"), True),
        (("2024-05-13", "week"), ("2024-05-20", "day"), False),
        (("2024", "year"), ("2024-05", "month"), True),
        (("2014/..", "range"), ("2024-05", "month"), True),
        (("2014/..", "range"), ("2013", "year"), False),
        (("P3D", "duration"), ("2013", "year"), True),
        ((None, "day"), ("2013", "year"), True),
    ],
)
def test_can_be_one(one: Value, other: Value, can: bool) -> None:
    first, second = (
        Time(start=0, end=1, text="x", value=value, precision=precision)
        for value, precision in (one, other)
    )
    assert can_be_one(first, second) is can
    assert can_be_one(second, first) is can


@pytest.mark.parametrize(
    ("precision", "unit", "fine"),
    [
        ("day", "day", True),
        ("time", "day", True),
        ("day", "year", True),
        ("year", "month", False),
        ("month", "week", False),
        ("duration", "year", False),
        ("range", "year", False),
    ],
)
def test_is_as_fine(precision: Precision, unit: Unit, fine: bool) -> None:
    assert is_as_fine(precision, unit) is fine
