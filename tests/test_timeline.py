"""Texts -> all expressions of time in them, with their values; and what only looks like one."""

from __future__ import annotations

import pytest

from sayso import Document
from sayso.reading.parse import Parser
from sayso.reading.timeline import Timeline

WEDNESDAY = "2024-05-15"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


CASES = [
    ("They left on Monday and came back on Tuesday night.",
     [("Monday", "2024-05-13"), ("Tuesday night", "2024-05-14")]),
    ("They left on Monday,\n13 May.", [("Monday", "2024-05-13"), ("13 May", "2024-05-13")]),
    ("They left on Monday,\u00a013\u00a0May.", [("Monday,\u00a013\u00a0May", "2024-05-13")]),
    ("He left in May.", [("May", "2024-05")]),
    ("He may leave. May he leave?", []),
    ("Theresa May and General March met.", []),
    ("The march began. They will march on the city.", []),
    ("The government may fall. The fall of Kabul came soon.", []),
    ("It happened in the fall.", [("the fall", "2023-09")]),
    ("He was elected in 2019.", [("2019", "2019")]),
    ("Some 2019 people were killed, 1,900 were hurt.", []),
    ("The 2019 accord failed.", [("2019", "2019")]),
    ("A 45-year-old man, aged 20 years, was jailed. He is 30 years old.", []),
    ("The 30th anniversary was kept.", []),
    ("It raised rates by a quarter. A quarter of them left.", []),
    ("They meet every Monday.", [("every Monday", None)]),
    ("They fought in the Cold War.", [("Cold War", "1947/1991")]),
    ("They fear a new Cold War.", []),
    ("They fear a civil war.", []),
    ("He fled during the civil war.", [("civil war", None)]),
    ("Good Friday came. Bloody Sunday was remembered.", []),
    ("The post-2014 order failed.", []),
    ("He said that Monday's talks failed.", [("Monday", "2024-05-13")]),
    ("He left that Monday.", [("that Monday", None)]),
    ("They have waited since Monday's talks.", [("Monday", "2024-05-13")]),
    ("They waited for two weeks.", [("two weeks", "P2W")]),
    ("They waited for a week.", [("a week", "P1W")]),
    ("He eats an apple a day.", []),
    ("One day it will end.", []),
    ("They left two days after the vote.", [("two days after", None)]),
    ("The vote is set for Friday.", [("Friday", "2024-05-17")]),
    ("The vote, due on Friday, was put off.", [("Friday", "2024-05-17")]),
    ("They postponed the vote to Friday.", [("Friday", "2024-05-17")]),
    ("They tried to vote on Friday.", [("Friday", "2024-05-10")]),
    ("They hope to vote on Friday.", [("Friday", "2024-05-17")]),
    ("They met ahead of Friday's vote.", [("Friday", "2024-05-17")]),
    ("The truce lasted until Friday.", [("until Friday", "../2024-05-10")]),
    ("They extended the truce until Friday.", [("until Friday", "../2024-05-17")]),
    ("By Friday they had left.", [("By Friday", "2024-05-10")]),
    ("They left on 3 March and 5 April 2022.", [("3 March", "2022-03-03"),
     ("5 April 2022", "2022-04-05")]),
    ("In 2014 they met. They parted on 3 March.", [("2014", "2014"), ("3 March", "2024-03-03")]),
    ("They left on 13 May. The next day they were back, and two days later they left again.",
     [("13 May", "2024-05-13"), ("The next day", "2024-05-14"), ("two days later", "2024-05-16")]),
    ("Talks end Monday\n\n3 March was a quiet day.",
     [("Monday", "2024-05-13"), ("3 March", "2024-03-03")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_times(parser: Parser, text: str, expected: list[tuple[str, str | None]]) -> None:
    timeline = Timeline(parser.parse(Document(id="x", text=text, published=WEDNESDAY)))
    assert [(placed.time.text, placed.time.value) for placed in timeline.times] == expected


def test_what_is_held_is_found_once(parser: Parser) -> None:
    text = "On Monday Kenya shelled the port, and on Tuesday the 2014 accord was ended."
    timeline = Timeline(parser.parse(Document(id="x", text=text, published=WEDNESDAY)))
    held = {
        token.text: [placed.time.text for placed in timeline.held(token)]
        for token in timeline.times[0].root.doc
        if timeline.held(token)
    }
    assert held == {"shelled": ["Monday"], "ended": ["Tuesday"], "accord": ["2014"]}
