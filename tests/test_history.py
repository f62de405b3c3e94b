"""Texts -> what in them is history, told as background, and what is news."""

from __future__ import annotations

from datetime import date

import pytest

from sayso import Document, Reader
from sayso.reading.history import is_history
from sayso.reading.parse import Parser
from sayso.reading.propositions import find_clauses
from sayso.reading.timeline import Timeline
from sayso.reading.when import event_time

TODAY = "2024-05-15"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def historical(reader: Reader, text: str, published: str | None) -> dict[str, bool]:
    """The last word of each event's trigger -> whether the event is history."""
    reading = reader.read(Document(id="x", text=text, published=published))
    events = [claim.event for claim in reading.claims if claim.event is not None]
    return {e.trigger.text.split()[-1]: "historical" in e.auxiliary for e in events}


CASES = [
    # The event's own date.
    ("Russia invaded Georgia in 1991.", {"invaded": True}),
    ("Russia attacked Georgia last week.", {"attacked": False}),
    ("Russia attacked Georgia in 2023.", {"attacked": False}),  # not more than a year ago
    ("Russia attacked Georgia in 2022.", {"attacked": True}),
    ("Russia attacked Georgia in March 2023.", {"attacked": True}),
    ("Russia attacked Georgia in June 2023.", {"attacked": False}),
    ("Russia attacked Georgia on 14 May 2023.", {"attacked": True}),
    ("Russia attacked Georgia on 20 May 2023.", {"attacked": False}),
    ("Russia attacked Georgia in the 1990s.", {"attacked": True}),
    ("Russia attacked Georgia in the 19th century.", {"attacked": True}),
    ("Russia attacked Georgia a century ago.", {"attacked": True}),
    ("Russia attacked Georgia decades ago.", {"attacked": True}),
    ("Russia attacked Georgia several years ago.", {"attacked": True}),
    ("Russia attacked Georgia three years ago.", {"attacked": True}),
    ("Russia attacked Georgia three days ago.", {"attacked": False}),
    ("Russia attacked Georgia between 2014 and 2016.", {"attacked": True}),
    ("Russia attacked Georgia.", {"attacked": False}),
    ("In 1991, Russia shelled the port and bombed the town.", {"shelled": True, "bombed": True}),
    ("France condemned the 2014 Russian annexation of Crimea.", {"condemned": False,
     "annexation": True}),
    ("France condemned the Russian attack of 1991 on Georgia.", {"condemned": False,
     "attack": True}),
    # What goes on from long ago, and what is to come, is none.
    ("Russia has bombed the town since 2014.", {"bombed": False}),
    ("Kenya will attack Somalia.", {"attack": False}),
    ("Turkey occupied the island until 1980.", {"occupied": True}),
    # Eras.
    ("During the Cold War, Cuba attacked Angola.", {"attacked": True}),
    ("Japan bombed the port in World War II.", {"bombed": True}),
    ("During the civil war, the army bombed the town.", {"bombed": True}),
    ("France bombed the town in colonial times.", {"bombed": True}),
    ("Chile accused Peru of a new Cold War.", {"accused": False}),
    # Clauses set by an old event.
    ("After independence in 1960, Kenya attacked Somalia.", {"attacked": True}),
    ("Kenya has attacked Somalia three times since independence in 1960.", {"attacked": False}),
    # Anniversaries.
    ("Rwanda marked the 30th anniversary of the Kenyan massacre of protesters.",
     {"massacre": True}),
    ("Thousands protested in Santiago on the anniversary of the Peruvian attack on Chile.",
     {"protested": False, "attack": True}),
    ("Chile is commemorating the 1994 Peruvian attack on Bolivia.", {"attack": True}),
    ("Chile commemorated the Peruvian attack on Bolivia on Sunday.", {"attack": True}),
    ("Kyiv held a vigil for the six-month anniversary of the Russian attack on Odesa.",
     {"attack": False}),
    ("Thirty years after the Peruvian attack on Bolivia, Chile condemned Peru.",
     {"attack": True, "condemned": False}),
    ("Thirty years to the day after Peru attacked Bolivia, Chile condemned Peru.",
     {"attacked": True, "condemned": False}),
    ("Thirty years after Peru attacked Bolivia, Chile condemned Peru.",
     {"attacked": True, "condemned": False}),
    ("Two days after Peru attacked Bolivia, Chile condemned Peru.",
     {"attacked": False, "condemned": False}),
    ("This week marks 30 years since Kenyan soldiers began killing protesters in Nairobi.",
     {"killing": True}),
    # States that are no more.
    ("He recalled the Soviet invasion of Afghanistan.", {"invasion": True}),
    ("Soviet troops attacked Finland.", {"attacked": True}),
    ("Ottoman forces attacked Greece.", {"attacked": True}),
    ("Troops of a former Soviet republic attacked Greece.", {"attacked": False}),
    ("Soviet-made missiles hit Kharkiv and Russia attacked Ukraine.", {"attacked": False}),
    ("Moscow says that Nazi troops attacked Donetsk.", {"attacked": False}),
    # What is told in a clause of history is history.
    ("In 1991 Russia accused Georgia of bombing a school.", {"accused": True, "bombing": True}),
    ("In 1991 Chile said that Peru had attacked Bolivia.", {"attacked": True}),
    ("In 1991 Chile condemned the Peruvian attack on Bolivia.", {"condemned": True,
     "attack": True}),
    ("The president, in power since 1994, arrested three ministers.", {"arrested": False}),
    ("When Iraq invaded Kuwait in August 1990, Turkey imposed sanctions on Iraq.",
     {"invaded": True, "sanctions": True}),
    ("In 1991 Chile founded the force, which attacked Peru on Monday.", {"attacked": False}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_is_history(reader: Reader, text: str, expected: dict[str, bool]) -> None:
    found = historical(reader, text, TODAY)
    assert {trigger: found.get(trigger) for trigger in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The newest date of the text stands in for the day of publication.
        ("In 2019 Peru attacked Bolivia. In March 2024 Chile attacked Peru.",
         {2019: True, 2024: False}),
        ("In 2023 Peru attacked Bolivia. In March 2024 Chile attacked Peru.",
         {2023: True, 2024: False}),
        ("In 1991 Peru attacked Bolivia.", {1991: False}),
        ("In 2019 Peru attacked Bolivia. By 2030 Chile will attack Peru.", {2019: False}),
    ],
)  # fmt: skip
def test_without_a_date_of_publication(
    parser: Parser, text: str, expected: dict[int, bool]
) -> None:
    parse = parser.parse(Document(id="x", text=text))
    timeline = Timeline(parse)
    found = {}
    for proposition in find_clauses(parse.doc, []).found:
        when = event_time(timeline, proposition)
        if when is not None and when.text.split()[-1].isdecimal():
            found[int(when.text.split()[-1])] = is_history(timeline, proposition, when)
    assert {year: found.get(year) for year in expected} == expected


def test_the_cutoff(parser: Parser) -> None:
    def cutoff(text: str, published: str | None) -> date | None:
        return Timeline(parser.parse(Document(id="x", text=text, published=published))).cutoff

    assert cutoff("They left in 1991.", "2024-05-15") == date(2023, 5, 16)
    assert cutoff("They left in 1991.", None) == date(1991, 1, 1)
    assert cutoff("They left.", None) is None
    assert cutoff("They left.", "0001-01-01") == date(1, 1, 1)
