"""Which days the words of a claim name."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.weighing.days import days, within_date

WEDNESDAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The hotel reopened last week", "2024-05-06", "2024-05-12"),
        ("The road was cleared on the 9th", "2024-05-09", "2024-05-09"),
        ("Since Friday no lorry has passed", "2024-05-10", "2024-05-10"),
        ("In April the guards came; on 20 April they left", "2024-04-20", "2024-04-20"),
        ("The ferry was raided late on Monday night", "2024-05-13", "2024-05-13"),
        ("The market burned down in March", "2024-03-01", "2024-03-31"),
        ("They met on Monday for talks that go on until June", "2024-05-13", "2024-05-13"),
    ],
)
def test_days_that_words_name(text: str, first: str, last: str) -> None:
    found = days(text, WEDNESDAY)
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "The bridge stood",
        "They must leave by Friday",
        "It is the first strike since 2011",
        "The siege lasted for two months",
        "The gate is shut at 6 p.m.",
        "In 2019 the mine was closed",
    ],
)
def test_words_that_date_nothing(text: str) -> None:
    assert days(text, WEDNESDAY) is None


def test_what_is_to_come_lies_ahead() -> None:
    assert days("The talks open on Friday", WEDNESDAY, ahead=True) == (date(2024, 5, 17),) * 2


def test_without_a_day_of_publication_nothing_is_dated() -> None:
    assert days("The road was cleared on Monday", None) is None


def test_a_time_that_is_too_long_is_no_date() -> None:
    assert within_date(date(2024, 1, 1), date(2024, 12, 31)) == date(2024, 1, 1)
    assert within_date(date(2024, 5, 3), date(2024, 5, 5)) == date(2024, 5, 5)
    assert within_date(date(2024, 5, 3), None) == date(2024, 5, 3)
