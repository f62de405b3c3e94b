"""Contradictions in who did it, who began, who holds it, and in how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import Reader
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing.contradictions import Contradiction, contradictions
from sayso.weighing.quantities import MONEY, quantities


@pytest.fixture(scope="module")
def grammarian() -> Reader:
    return Reader(heads="rules")


# A word says the more, the fewer texts have it; so there has to be other news.
ELSEWHERE = [
    f"{who} {did} on {day}, officials in {where} said."
    for day in ("Monday", "Tuesday")
    for who, did, where in (
        ("Farmers", "sold their wheat below cost", "Lima"),
        ("The parliament", "passed a budget", "Oslo"),
        ("A storm", "closed two airports", "Manila"),
        ("Teachers", "went on strike for wages", "Accra"),
        ("The central bank", "cut interest rates", "Seoul"),
        ("A court", "freed three editors", "Quito"),
    )
]


def _against(folder: Path, reader: Reader, *texts: str) -> list[Contradiction]:
    ledger = Ledger(folder / "ledger")
    documents = [
        Document(id=f"d{number}", text=text, publisher=f"Paper {number}", published="2024-05-03")
        for number, text in enumerate((*texts, *ELSEWHERE))
    ]
    ledger.ingest(documents, reader)
    return contradictions(ledger.snapshot())


def _kinds(found: list[Contradiction]) -> set[str]:
    return {one.kind for one in found}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Chad's army seized the Wour bridge on Thursday, a general said.",
            "The Wour bridge was still in Libyan hands on Thursday, a minister said.",
        ),
        (
            "Libya's army seized the Wour bridge on Thursday, a general said.",
            "The Wour bridge was still in Chadian hands on Thursday, a minister said.",
        ),
        (
            "Chadian soldiers opened fire first at the Wour bridge on Thursday.",
            "At the Wour bridge on Thursday Libyan soldiers opened fire first.",
        ),
    ],
)
def test_two_parties_cannot_both_have_done_it(
    tmp_path: Path, grammarian: Reader, first: str, second: str
) -> None:
    assert "status" in _kinds(_against(tmp_path, grammarian, first, second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Chad's army seized the Wour bridge on Thursday, a general said.",
            "The Wour bridge was in Chadian hands on Thursday, a minister said.",
        ),
        (
            "Chadian soldiers opened fire first at the Wour bridge on Thursday.",
            "At the Wour bridge on Thursday Libyan soldiers returned fire.",
        ),
    ],
)
def test_what_goes_together_is_no_contradiction(
    tmp_path: Path, grammarian: Reader, first: str, second: str
) -> None:
    assert _kinds(_against(tmp_path, grammarian, first, second)) == set()


def test_a_number_may_leave_out_its_noun(tmp_path: Path, grammarian: Reader) -> None:
    found = _against(
        tmp_path,
        grammarian,
        "Protesters marched to the parliament in Sabha on Friday. Police put the crowd at 2,000.",
        "Protesters marched to the parliament in Sabha on Friday. Ten thousand had come to the "
        "parliament in the crowd, a trade union said.",
    )
    assert "number" in _kinds(found)


def test_one_writer_counts_two_things(tmp_path: Path, grammarian: Reader) -> None:
    found = _against(
        tmp_path,
        grammarian,
        "Four trucks reached Sabha with flour on Friday. Nine trucks reached Sabha with flour.",
    )
    assert _kinds(found) == set()


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Thirty of them stood in the square.", None),
        ("Twelve came over the bridge.", None),
        ("Two killed, the army said.", "kill"),
        ("It gave $6 million to rebels.", MONEY),
        ("It gave 6 million people food.", "people"),
        ("They waited for nine years and left.", "year"),
        ("The crowd was put at 2,000 by the police.", None),
    ],
)
def test_what_is_counted(text: str, of: str | None) -> None:
    assert [one.of for one in quantities(text)] == [of]


@pytest.mark.parametrize(
    "text",
    [
        "Police held Sami Dekel, 22, of Wour.",
        "It came at two in the morning.",
        '<tweet id="672138506081275904">',
    ],
)
def test_ages_times_and_ratios_count_nothing(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (  # another act
            "Chad's power company measured the Wour grid on Thursday.",
            "Chad's power company has not paid for the Wour grid, a minister said.",
        ),
        (  # so much, not nothing
            "Libyan soldiers fired on the Wour bridge on Thursday, a general said.",
            "Not all Libyan soldiers fired on the Wour bridge on Thursday, a minister said.",
        ),
        (  # two states made one deal
            "Chad signed a truce with Libya in Wour on Thursday, its president said.",
            "Libya signed a truce with Chad in Wour on Thursday, its president said.",
        ),
        (  # each says what was done to itself
            "Chadian soldiers fired on our post at Wour on Thursday, Libya's army said.",
            "Libyan soldiers fired on our post at Wour on Thursday, Chad's army said.",
        ),
        (  # two trains of trucks
            "Four trucks with flour reached Sabha on Friday, drivers said.",
            "Nine trucks with flour reached Murzuq on Friday, drivers said.",
        ),
    ],
)
def test_two_things_are_no_contradiction(
    tmp_path: Path, grammarian: Reader, first: str, second: str
) -> None:
    assert _kinds(_against(tmp_path, grammarian, first, second)) == set()


def test_a_denial_of_the_act_is_one(tmp_path: Path, grammarian: Reader) -> None:
    found = _against(
        tmp_path,
        grammarian,
        "Libyan soldiers fired on the Wour bridge on Thursday, a general said.",
        "No Libyan soldier fired on the Wour bridge on Thursday, a minister said.",
    )
    assert _kinds(found) == {"status"}


def test_a_short_claim_is_shown_in_its_sentence(tmp_path: Path, grammarian: Reader) -> None:
    found = _against(
        tmp_path,
        grammarian,
        "Libyan guns fired on the Wour bridge on Thursday, a general said. Tripoli denied that.",
    )
    pairs = [pair for one in found for pair in one.pairs]
    assert {pair.other_words for pair in pairs} == {"Tripoli denied that."}
    assert all(pair.one.text in pair.one_words for pair in pairs)


WORDS = "The Libyan foreign ministry said on Monday that Libya was ready to talk with Chad."


@pytest.mark.parametrize(
    ("deed", "kinds"),
    [
        ("Libya's army bombed a Chadian town on Friday.", {"deeds"}),
        ("Libya's army bombed a Sudanese town on Friday.", set()),
        ("Libya's parliament punished two deputies on Friday.", set()),
    ],
)
def test_deeds_are_held_against_words_about_the_same_state(
    tmp_path: Path, grammarian: Reader, deed: str, kinds: set[str]
) -> None:
    assert _kinds(_against(tmp_path, grammarian, WORDS, deed)) == kinds
