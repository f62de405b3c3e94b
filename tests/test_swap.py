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
from sayso.knowledge.countries import Country, countries, gazetteer, split_name


def invented(alpha3: str, name: str, adjective: str, capital: str) -> Country:
    """A country that a user's table names, with its people called like its adjective."""
    people = ((adjective, f"{adjective}s"),)
    return Country(alpha3, name, (name,), (adjective,), people, (capital,), (), given_name=False)


PAIRS = pairs()
VELDORIA = invented("VLD", "Veldoria", "Veldorian", "Port Veldis")
KARSANIA = invented("KRS", "Karsania", "Karsanian", "Karsk")
# The two with each other, and one of them with countries of every region.
INVENTED = [
    (VELDORIA, KARSANIA),
    *((VELDORIA, countries()[code]) for code in ("TUN", "NGA", "UGA", "IRQ", "KHM", "CHE", "PER")),
]
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
    "{A.capital}, May 3 — {a} will recall its ambassador from {b.capital}.",
    "{A.capital} (AP) — Troops from {b} crossed the border, {a.adjective} state television said.",
    "{A.people} FLEE {B.capital}",
    "{A} TO SEND TROOPS TO {B}",
    "{a}: {b} attacked us",
    "Fighting broke out on the {a}-{b} border; {a}/{b} trade stopped.",
    "{a.people}' fears grew after {b.people}' boats were seized.",
    "Ex-{a.adjective} minister Omar Lindqvist called the {b.adjective} leader a liar.",
    "Clashes in {a} left ten {b.people} dead.",
    "{a.adjective} and {b.adjective} soldiers exchanged fire.",
    "Two {a.people} and a {b.person} were jailed in {a.capital}, the capital.",
    "{a.capital}-based analysts doubt that {b.capital} will attack.",
    "He is {a.adjective}. She is {b.adjective}. They met in {b.capital}.",
    "It was {a} that attacked {b}, not {b} that attacked {a}.",
    "{a.adjective} forces, which {b} has armed since 2014, fired on protesters.",
    '"{a} is weak," the {b.adjective} president said. "It will fall."',
    "The {a.people} want peace. The {b.people} do not.",
    "Police in {a.capital} have arrested two men who stole thirty sheep from a farm north of the "
    "city, Al-Sahwa, a {a.adjective} daily, reported.",
    "Q: Did {a} arm the rebels?\n{b.adjective} Foreign Minister Ingrid Sollie: We sent the rebels "
    "blankets.\nQ: Will you go on?\nSollie: Parliament will decide.",
    "“We did not deport {a.people},” the {b.adjective} minister said. “If there was abuse, we will "
    "punish it.”",
    "Northern {a} and the south of {b} were flooded.",
    "{a} recalled its envoy from {b} on Friday. It accused {b.capital} of spying; the two "
    "countries have quarrelled since May.",
    "{a.adjective} Foreign Minister Ann Lund met her {b.adjective} counterpart, Tom Berg, in "
    "{b.capital}. Berg said that the minister had been kind, and she thanked him.",
    "In {a.capital}, police fired on students. The army, officials said, had refused. {b} closed "
    "its embassy, and the former {b.adjective} leader called the president a butcher.",
    "Ethnic {a.people} in {b} fled after pro-{b.adjective} militias had burned their homes.",
    "{a} and {b} signed a truce. They will swap prisoners, both governments said.",
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
    list(enumerate(PAIRS)),
    ids=["-".join(country.alpha3 for country in pair) for pair in PAIRS],
)
def test_gold_texts(reader: Reader, number: int, pair: Pair) -> None:
    chosen = choose(number, GOLD, pair, EACH)
    assert len(chosen) == EACH
    assert [line for text in chosen for line in compare(reader, text, pair).differences] == []


@pytest.fixture(scope="module")
def reader_of_invented() -> Reader:
    """A reader that knows the invented countries from a user's rows."""
    rows = [
        {"name": name, "code": country.alpha3, "kind": kind}
        for country in (VELDORIA, KARSANIA)
        for name, kind in (
            (country.name, "country"),
            (country.adjectives[0], "adjective"),
            (country.capitals[0], "capital"),
        )
    ]
    return Reader(actors=rows)


@pytest.mark.parametrize("pair", INVENTED, ids=["-".join(c.alpha3 for c in p) for p in INVENTED])
def test_a_users_country_is_like_any_other(reader_of_invented: Reader, pair: Pair) -> None:
    texts = [template_from_braces(text) for text in FORMS]
    texts += choose(INVENTED.index(pair), GOLD, pair, 3 * EACH)
    differences = [d for text in texts for d in compare(reader_of_invented, text, pair).differences]
    # Only how the code was found may differ: by the user's table, or by ours.
    assert [d for d in differences if ".resolved: " not in d] == []
    assert all({"'user'", "'gazetteer'"} <= set(d.split()) for d in differences)


@pytest.mark.parametrize("text", FORMS)
def test_every_form(reader: Reader, text: str) -> None:
    template = template_from_braces(text)
    assert [line for pair in PAIRS for line in compare(reader, template, pair).differences] == []
