"""Swap two countries in a text: nothing but their names may change in the reading."""

from __future__ import annotations

import pytest
from benchmarks.swap import (
    Pair,
    choose,
    compare,
    form_of,
    gold_templates,
    pairs,
    template_from_braces,
)

from sayso import Reader
from sayso.knowledge.countries import gazetteer, split_name

PAIRS = pairs()
GOLD = gold_templates()
EACH = 6  # gold texts for each pair; forty pairs go one and a half times round the gold set

# Every way to write a country, in sentences of our own.
FORMS = [
    "{a} accused {b} of shelling a village, two officials said.",
    "{b.capital} denied that it had struck {a.adjective} positions near the border.",
    "{a}'s foreign minister met his {b.adjective} counterpart in {b.capital} on Monday.",
    "{a.people} fear that {b} will cut off the gas.",
    "The {a.people} and the {b.people} signed a truce.",
    "A {a.adjective} officer and an {b.adjective} diplomat were expelled.",
    "Police arrested {a.people} who had protested in {b.capital}.",
    "A {a.person} told reporters that {b.adjective} troops had withdrawn.",
    "{a.adjective}-backed rebels attacked a {b.adjective} convoy, {a.capital} says.",
    "If {a} attacks {b}, {b} may retaliate.",
    "{a.capital} threatened {b.capital} with sanctions. It would also close the border, it said.",
    "According to {a}’s army, {b}’s drones have probably crossed the line.",
    "{A} ACCUSES {B} OF BOMBING HOSPITAL",
    "{A.capital} VOWS TO BLOCK {B.adjective} SHIPS",
    "{a.adjective} President Omar Lindqvist praised {b}. Lindqvist said that he would visit the "
    "country in May.",
    "Talks between {a} and {b} collapsed; the {a.adjective} side blamed {b.capital}.",
    "“We will never leave {b},” said a spokesman for {a}.",
    "{b} has not attacked {a}, nor does it plan to.",
    "Why does {a} keep arming {b}?",
    "The {a.adjective} parliament, the {b.adjective} central bank and {a.capital}'s mayor agreed.",
]


def test_pairs() -> None:
    codes = [country.alpha3 for pair in PAIRS for country in pair]
    assert len(PAIRS) == 40
    assert len(set(codes)) == 80
    for pair in PAIRS:
        for country in pair:
            for form in ("name", "adjective", "person", "people", "capital"):
                entries = gazetteer()[split_name(form_of(country, form))]
                assert not any(entry.given_name or entry.us_state for entry in entries), country


def test_every_gold_text_has_its_turn() -> None:
    chosen = [t.id for n, pair in enumerate(PAIRS) for t in choose(n, GOLD, pair, EACH)]
    assert {t.id for t in GOLD} <= set(chosen)


@pytest.mark.parametrize(
    ("number", "pair"),
    enumerate(PAIRS),
    ids=["-".join(country.alpha3 for country in pair) for pair in PAIRS],
)
def test_gold_texts(reader: Reader, number: int, pair: Pair) -> None:
    chosen = choose(number, GOLD, pair, EACH)
    assert len(chosen) == EACH
    assert [line for text in chosen for line in compare(reader, text, pair)] == []


@pytest.mark.parametrize("text", FORMS)
def test_every_form(reader: Reader, text: str) -> None:
    template = template_from_braces(text)
    assert [line for pair in PAIRS for line in compare(reader, template, pair)] == []
