"""Expressions of time -> value and precision, with and without a date of publication."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import Document, Reader
from sayso.reading import dates, times, timexes
from sayso.reading.calendar import value_bounds
from sayso.reading.dates import Anchor
from sayso.reading.times import resolve
from sayso.reading.timexes import timex_of, timexes_at
from sayso.records import Precision

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
        ("at the end of 2014", None, "2014", "year"),
        ("13/5/2024", None, "2024-05-13", "day"),
        ("5/13/2024", None, "2024-05-13", "day"),
        ("3/3/2024", None, "2024-03-03", "day"),
        ("3/4/2024", None, None, "day"),
        ("13.05.2024", None, "2024-05-13", "day"),
        ("2024/05/03", None, "2024-05-03", "day"),
        ("2024-05-14T12:30:00Z", None, "2024-05-14T12:30", "time"),
        ("6 a.m. on 14 May 2024", None, "2024-05-14T06:00", "time"),
        ("14 May 2024 at 14:30 GMT", None, "2024-05-14T14:30", "time"),
        ("12 a.m. on 14 May 2024", None, "2024-05-14T00:00", "time"),
        ("noon on 14 May 2024", None, "2024-05-14T12:00", "time"),
        ("25:10 on 14 May 2024", None, "2024-05-14", "day"),
        ("the first quarter of 2024", None, "2024-01", "quarter"),
        ("Q4 2023", None, "2023-10", "quarter"),
        ("the second half of 2023", None, "2023-07/2023-12", "range"),
        ("winter 2014/15", None, "2014-12", "season"),
        ("the '90s", None, "199", "decade"),
        ("the early nineties", None, "199", "decade"),
        ("the twenties", None, None, "decade"),
        ("the 1800s", None, "18", "century"),
        ("the 19th century", None, "18", "century"),
        ("the early twentieth century", None, "19", "century"),
        ("the early hours of 14 May 2024", None, "2024-05-14", "day"),
        ("the eve of 1 May 2024", None, "2024-04-30", "day"),
        ("the week of 16 May 2024", None, "2024-05-13", "week"),
        ("the first days of May 2024", None, "2024-05", "month"),
        ("two days after 28 February 2024", None, "2024-03-01", "day"),
        ("a week before 3 March 2024", None, "2024-02-25", "day"),
        ("31 April 2024", None, None, "day"),
        ("2014", WEDNESDAY, "2014", "year"),
        ("mid-2015", None, "2015", "year"),
        ("the 1990s", None, "199", "decade"),
        ("30 February 2020", None, None, "day"),
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
        ("Tuesday last week", WEDNESDAY, "2024-09-10", "day"),
        ("Friday of next week", WEDNESDAY, "2024-09-27", "day"),
        ("a week from Monday", WEDNESDAY, "2024-09-30", "day"),
        ("the day before yesterday", WEDNESDAY, "2024-09-16", "day"),
        ("the day after tomorrow", WEDNESDAY, "2024-09-20", "day"),
        ("yesterday evening", WEDNESDAY, "2024-09-17", "day"),
        ("late on Monday", WEDNESDAY, "2024-09-16", "day"),
        ("Monday evening at 8:15 p.m.", WEDNESDAY, "2024-09-16T20:15", "time"),
        # Weekends are two days.
        ("over the weekend", WEDNESDAY, "2024-09-14/2024-09-15", "range"),
        ("last weekend", WEDNESDAY, "2024-09-14/2024-09-15", "range"),
        ("this weekend", WEDNESDAY, "2024-09-21/2024-09-22", "range"),
        ("next weekend", WEDNESDAY, "2024-09-21/2024-09-22", "range"),
        ("this weekend", date(2024, 9, 22), "2024-09-21/2024-09-22", "range"),
        ("next weekend", date(2024, 9, 22), "2024-09-28/2024-09-29", "range"),
        ("last weekend", date(2024, 9, 22), "2024-09-14/2024-09-15", "range"),
        # Weeks, months, years, decades.
        ("earlier this month", WEDNESDAY, "2024-09", "month"),
        ("the end of the year", WEDNESDAY, "2024", "year"),
        ("late last year", WEDNESDAY, "2023", "year"),
        ("March last year", WEDNESDAY, "2023-03", "month"),
        ("3 March last year", WEDNESDAY, "2023-03-03", "day"),
        ("last quarter", WEDNESDAY, "2024-04", "quarter"),
        ("the fourth quarter", WEDNESDAY, "2023-10", "quarter"),
        ("last summer", WEDNESDAY, "2024-06", "season"),
        ("last autumn", WEDNESDAY, "2023-09", "season"),
        ("this summer", WEDNESDAY, "2024-06", "season"),
        ("this winter", WEDNESDAY, "2024-12", "season"),
        ("next spring", WEDNESDAY, "2025-03", "season"),
        ("this winter", date(2024, 1, 20), "2023-12", "season"),
        ("last century", WEDNESDAY, "19", "century"),
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
        # What is to be done by a day is done on it.
        ("by 10 October", WEDNESDAY, "2024-10-10", "day"),
        ("by 6 p.m. on Friday", WEDNESDAY, "2024-09-20", "day"),
        ("by June 2025", WEDNESDAY, "2025-06", "month"),
        ("by the end of June 2025", WEDNESDAY, "2025-06-30", "day"),
        ("by the end of the year", WEDNESDAY, "2024-12-31", "day"),
        ("no later than 2030", WEDNESDAY, "2030", "year"),
        # So long ago.
        ("two days ago", WEDNESDAY, "2024-09-16", "day"),
        ("three weeks ago", WEDNESDAY, "2024-08-26", "week"),
        ("a couple of weeks ago", WEDNESDAY, "2024-09-02", "week"),
        ("a fortnight ago", WEDNESDAY, "2024-09-02", "week"),
        ("36 hours ago", WEDNESDAY, "2024-09-17", "day"),
        ("nearly two years ago", WEDNESDAY, "2022", "year"),
        ("two and a half years ago", WEDNESDAY, "2022-03", "month"),
        ("twenty-five years ago", WEDNESDAY, "1999", "year"),
        ("fifty years ago today", WEDNESDAY, "1974-09-18", "day"),
        ("fifty years ago this week", WEDNESDAY, "1974-09-16", "week"),
        ("fifty years ago this month", WEDNESDAY, "1974-09", "month"),
        ("one year ago today", date(2024, 2, 29), None, "day"),
        ("a decade ago", WEDNESDAY, "201", "decade"),
        ("half a century ago", WEDNESDAY, "197", "decade"),
        ("a century ago", WEDNESDAY, "19", "century"),
        ("three days from now", WEDNESDAY, "2024-09-21", "day"),
        ("in two weeks' time", WEDNESDAY, "2024-09-30", "week"),
        ("1 year and 2 months ago", WEDNESDAY, "2023-07", "month"),
        ("three days ago", None, None, "day"),
        ("two months ago", WEDNESDAY, "2024-07", "month"),
        ("five years ago", WEDNESDAY, "2019", "year"),
        # No date at all.
        ("for years", WEDNESDAY, None, "duration"),
        ("decades", None, None, "duration"),
        ("every Monday", WEDNESDAY, None, "unknown"),
        ("Mondays", WEDNESDAY, None, "unknown"),
        ("twice a week", WEDNESDAY, None, "unknown"),
        ("at 6 a.m.", WEDNESDAY, None, "time"),
        ("recent weeks", WEDNESDAY, None, "week"),
        ("several years ago", WEDNESDAY, None, "year"),
        ("hours later", WEDNESDAY, None, "time"),
        ("a great day", WEDNESDAY, None, "unknown"),
        ("", WEDNESDAY, None, "unknown"),
    ],
)
def test_resolve(text: str, today: date | None, value: str | None, precision: str) -> None:
    assert resolve(text, today) == (value, precision)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from 3 to 5 March 2024", "2024-03-03/2024-03-05"),
        ("between 3 and 5 March 2024", "2024-03-03/2024-03-05"),
        ("3-5 March 2024", "2024-03-03/2024-03-05"),
        ("March 3-5, 2024", "2024-03-03/2024-03-05"),
        ("March 3 to 5", "2024-03-03/2024-03-05"),
        ("March 3 to April 5", "2024-03-03/2024-04-05"),
        ("from 28 December to 3 January", "2023-12-28/2024-01-03"),
        ("between 2014 and 2016", "2014/2016"),
        ("from 2014 to 2016", "2014/2016"),
        ("2014-2016", "2014/2016"),
        ("2014–16", "2014/2016"),
        ("1998-02", "1998-02"),  # a month, read on by itself
        ("2003-04", "2003/2004"),
        ("the 2014/15", "2014/2015"),
        ("from March to May", "2024-03/2024-05"),
        ("March-May 2020", "2020-03/2020-05"),
        ("from November to March", "2023-11/2024-03"),
        ("from Monday to Wednesday", "2024-09-16/2024-09-18"),
        ("between Friday and Sunday", "2024-09-13/2024-09-15"),
        ("since 2014", "2014/.."),
        ("since last week", "2024-09-09/.."),
        ("since Monday", "2024-09-16/.."),
        ("from 1 October onwards", "2024-10-01/.."),
        ("after 2014", "2014/.."),
        ("until Friday", "../2024-09-20"),
        ("until 8 p.m. on Friday", "../2024-09-20"),
        ("until next week", "../2024-09-29"),
        ("until the third quarter of 2025", "../2025-09"),
        ("before 2030", "../2030"),
        ("the past three weeks", "2024-08-28/2024-09-18"),
        ("over the past year", "2023/2024"),
        ("the last 24 hours", "2024-09-17/2024-09-18"),
        ("the next ten days", "2024-09-18/2024-09-28"),
        ("within 48 hours", "2024-09-18/2024-09-20"),
        ("during the Cold War", "1947/1991"),
        ("in colonial times", None),
        ("from 2016 to 2014", None),
        ("from 31 to 32 March 2024", None),
    ],
)
def test_stretches_of_time(text: str, value: str | None) -> None:
    found, precision = resolve(text, WEDNESDAY)
    assert found == value
    assert precision == ("month" if value == "1998-02" else "range")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for three days", "P3D"),
        ("three nights", "P3D"),
        ("six weeks", "P6W"),
        ("six-week", "P6W"),
        ("a fortnight", "P2W"),
        ("18 months", "P18M"),
        ("more than two years", "P2Y"),
        ("two and a half years", "P2Y6M"),
        ("half a year", "P6M"),
        ("a decade and a half", "P15Y"),
        ("a quarter of a century", "P25Y"),
        ("24 hours", "PT24H"),
        ("half an hour", "PT30M"),
        ("an hour and a half", "PT1H30M"),
        ("half a day", "PT12H"),
        ("one and a half days", "P1DT12H"),
        ("90 minutes", "PT90M"),
        ("twenty-one years", "P21Y"),
        ("three to five days", None),
        ("10-15 days", None),
        ("several weeks", None),
        ("in three days", "P3D"),
    ],
)
def test_durations(text: str, value: str | None) -> None:
    assert resolve(text, WEDNESDAY) == (value, "duration")
    assert resolve(text, None) == (value, "duration")


@pytest.mark.parametrize(
    ("text", "back", "forward"),
    [
        ("on Monday", "2024-09-16", "2024-09-23"),
        ("on Wednesday", "2024-09-18", "2024-09-18"),
        ("this Monday", "2024-09-16", "2024-09-23"),
        ("last Monday", "2024-09-16", "2024-09-16"),
        ("next Monday", "2024-09-23", "2024-09-23"),
        ("3 March", "2024-03-03", "2025-03-03"),
        ("3 October", "2023-10-03", "2024-10-03"),
        ("19 September", "2024-09-19", "2024-09-19"),  # it may be tomorrow there
        ("Monday 16 September", "2024-09-16", "2024-09-16"),
        ("Tuesday, 1 October", "2024-10-01", "2024-10-01"),
        ("in March", "2024-03", "2025-03"),
        ("in October", "2023-10", "2024-10"),
        ("in September", "2024-09", "2024-09"),
        ("the weekend", "2024-09-14/2024-09-15", "2024-09-21/2024-09-22"),
        ("in the spring", "2024-03", "2025-03"),
        ("in the autumn", "2024-09", "2024-09"),
        ("the second quarter", "2024-04", "2025-04"),
        ("in ten days", "P10D", "2024-09-28"),
        ("on the 10th", "2024-09-10", "2024-10-10"),
        ("on the 20th", "2024-08-20", "2024-09-20"),
        ("within two days", "P2D", "2024-09-18/2024-09-20"),
        ("until Friday", "../2024-09-13", "../2024-09-20"),
        ("by Friday", "2024-09-13", "2024-09-20"),
        ("from Monday to Wednesday", "2024-09-16/2024-09-18", "2024-09-23/2024-09-25"),
        ("from 3 to 5 October", "2023-10-03/2023-10-05", "2024-10-03/2024-10-05"),
    ],
)
def test_clauses_of_the_past_and_of_the_future(text: str, back: str, forward: str) -> None:
    assert resolve(text, WEDNESDAY, ahead=False)[0] == back
    assert resolve(text, WEDNESDAY, ahead=True)[0] == forward


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        # Counted from 30 December 2023, from November 2023, from 2023.
        ("the next day", "2023-12-31", None, None),
        ("the following day", "2023-12-31", None, None),
        ("the day before", "2023-12-29", None, None),
        ("the previous evening", "2023-12-29", None, None),
        ("that night", "2023-12-30", None, None),
        ("later in the day", "2023-12-30", None, None),
        ("two days later", "2024-01-01", None, None),
        ("three days earlier", "2023-12-27", None, None),
        ("a week later", "2024-01-01", None, None),
        ("the same week", "2023-12-25", None, None),
        ("the following month", "2024-01", "2023-12", None),
        ("three months earlier", "2023-09", "2023-08", None),
        ("that month", "2023-12", "2023-11", None),
        ("later that year", "2023", "2023", "2023"),
        ("a year later", "2024", "2024", "2024"),
        ("the previous year", "2022", "2022", "2022"),
        ("March of that year", "2023-03", "2023-03", "2023-03"),
        ("3 March that year", "2023-03-03", "2023-03-03", "2023-03-03"),
        ("that March", "2023-03", "2023-03", "2023-03"),
        ("the following March", "2024-03", "2024-03", None),
        ("the following Monday", "2024-01-01", None, None),
        ("the 19th", "2023-12-19", "2023-11-19", None),
        ("the 31st", "2023-12-31", None, None),
        ("the previous Friday", "2023-12-29", None, None),
        ("that Saturday", "2023-12-30", None, None),
        ("that Sunday", None, None, None),
        ("that summer", "2023-06", "2023-06", "2023-06"),
        ("the following weekend", "2024-01-06/2024-01-07", None, None),
        ("that weekend", "2023-12-30/2023-12-31", None, None),
        ("a decade later", "203", "203", "203"),
        ("several days later", None, None, None),
        ("hours later", None, None, None),
    ],
)
def test_counted_from_another_date(
    text: str, day: str | None, month: str | None, year: str | None
) -> None:
    assert resolve(text, WEDNESDAY, anchor=(DECEMBER, "day"))[0] == day
    assert resolve(text, WEDNESDAY, anchor=(date(2023, 11, 1), "month"))[0] == month
    assert resolve(text, WEDNESDAY, anchor=(date(2023, 1, 1), "year"))[0] == year
    assert resolve(text, None)[0] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 March", "2014-03-03"),
        ("March", "2014-03"),
        ("last March", "2024-03"),
        ("from 3 to 5 March", "2014-03-03/2014-03-05"),
        ("the spring", "2014-03"),
        ("29 February", None),
        ("Monday", "2024-09-16"),
        ("3 March 2020", "2020-03-03"),
    ],
)
def test_a_year_that_the_sentence_has_set(text: str, value: str | None) -> None:
    assert resolve(text, WEDNESDAY, year=2014)[0] == value


def test_every_rule_has_one_reader() -> None:
    rules = sorted({*timexes._POINTS, *timexes._RULES} - {"point"})
    tables = (dates.ALONE, dates.COUNTED, times._VALUELESS, times._ALONE, times._IN_FRAME)
    assert sorted(rule for table in tables for rule in table) == rules
    assert {rule for rules in timexes._LEADS.values() for rule in rules} <= timexes._RULES.keys()


# What every value is

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHORT = re.compile(r"\d{4}-(0[1-9]|1[0-2])|\d{2,4}", re.ASCII)
_DURATION = re.compile(
    r"P(?=.)(\d+Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+D)?(T(?=.)(\d+H)?(\d+(\.\d+)?M)?)?",
    re.ASCII,
)


def is_iso(value: str) -> bool:
    """Whether a value is a date, a date and time, an interval or a duration of ISO 8601."""
    if value.startswith("P"):
        return _DURATION.fullmatch(value) is not None
    if "/" in value:
        first, last = value.split("/")
        return first != last and all(side == ".." or is_iso(side) for side in (first, last))
    if "T" in value:
        return datetime.fromisoformat(value).isoformat()[:16] == value
    if _DAY.fullmatch(value):
        return date.fromisoformat(value).isoformat() == value
    return _SHORT.fullmatch(value) is not None


WORDS = [
    *(
        "Monday",
        "SUNDAY",
        "3",
        "31",
        "29",
        "March",
        "Sept.",
        "May",
        "2014",
        "1066",
        "2199",
        "99999",
    ),
    *("last", "next", "this", "the", "that", "early", "late", "mid-", "end of", "week", "years"),
    *("days", "century", "quarter", "month", "hours", "weekend", "fortnight", "decade", "night"),
    *(
        "ago",
        "later",
        "earlier",
        "before",
        "after",
        "from",
        "to",
        "between",
        "and",
        "since",
        "until",
    ),
    *(
        "until",
        "99999",
        "19٣٣",
        "within",
        "in",
        "a",
        "two",
        "half a",
        "and a half",
        "twenty-five",
        "several",
        "-",
        "–",
        "/",
    ),
    *("winter", "fall", "yesterday", "tomorrow", "noon", "6 a.m.", "25:99", "at", "on", "of", ","),
    *("Cold War", "civil war", "Q3", "first", "21st", "'90s", "1990s", "9999", "0", "T", "\n", "٣"),
    *("2024-02-30", "2024-05-14T12:30", "3/4/2024", "13.13.2024", "every", "anniversary", "0001"),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    st.text(max_size=40),
)
DAYS = st.one_of(st.none(), st.dates())
PRECISIONS: list[Precision] = list(get_args(Precision))
ANCHORS = st.one_of(st.none(), st.tuples(st.dates(), st.sampled_from(PRECISIONS)))
YEARS = st.one_of(st.none(), st.integers(1, 9999))


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(text=TEXTS, today=DAYS, ahead=st.sampled_from([None, True, False]), anchor=ANCHORS,
       year=YEARS)  # fmt: skip
def test_any_words_at_any_time(
    text: str, today: date | None, ahead: bool | None, anchor: Anchor | None, year: int | None
) -> None:
    value, precision = resolve(text, today, ahead=ahead, anchor=anchor, year=year)
    assert precision in PRECISIONS
    if value is None:
        return
    assert is_iso(value), value
    assert ("/" in value) == (precision == "range")
    assert value.startswith("P") == (precision == "duration")
    first, last = value_bounds((value, precision))
    if first is not None and last is not None:
        assert first <= last


@given(text=TEXTS)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_an_expression_lies_in_its_text(text: str) -> None:
    for start in range(len(text)):
        for timex in timexes_at(text, start):
            assert start == timex.start < timex.end <= len(text)
            assert timex_of(text[start : timex.end]) is not None


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
