"""Stories and contradictions: which claims are one, what stands against what; the commands."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmarks.floors import FLOORS
from benchmarks.scoring import stories as scoring
from typer.testing import CliRunner, Result

from sayso import Reader
from sayso.cli import app
from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing.contradictions import Contradiction, contradictions
from sayso.weighing.contradictions import chosen as opposed
from sayso.weighing.quantities import quantities
from sayso.weighing.stories import Story, chosen, stories, story_of

CORPUS = Path(__file__).parent.parent / "examples" / "corpus"

SHELLED = [
    ("a1", "Paper A", "2024-05-02", "Chad shelled the Libyan town of Sabha on Wednesday night."),
    (
        "b1",
        "Paper B",
        "2024-05-03",
        "Libya's defence minister, Omar Salem, said that Chad had shelled the town of Sabha on "
        "Wednesday. Four people were killed in Sabha, doctors said.",
    ),
    (
        "c1",
        "Paper C",
        "2024-05-03",
        "Chad's army denied that it had shelled the town of Sabha. Two people were killed in "
        "Sabha, the army said.",
    ),
    ("d1", "Paper D", "2024-05-04", "Fiji signed a fishing contract with Tonga on Friday."),
    ("e1", "Paper E", "2024-05-04", "Tonga and Fiji signed a fishing contract on Friday."),
    ("f1", "Paper F", "2024-05-05", "Libya shelled the Chadian town of Faya on Saturday night."),
]


def ledger(folder: Path, texts: Sequence[tuple[str, str, str, str]], reader: Reader) -> Ledger:
    """A ledger of documents: id, publisher, day and text."""
    found = Ledger(folder)
    documents = [
        Document(id=name, publisher=publisher, published=day, text=text)
        for name, publisher, day, text in texts
    ]
    assert found.ingest(documents, reader).added == len(texts)
    return found


@pytest.fixture(scope="module")
def shelled(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Ledger:
    return ledger(tmp_path_factory.mktemp("stories") / "ledger", SHELLED, grammarian)


@pytest.fixture(scope="module")
def told(shelled: Ledger) -> list[Story]:
    return stories(shelled.snapshot())


@pytest.fixture(scope="module")
def against(shelled: Ledger) -> list[Contradiction]:
    return contradictions(shelled.snapshot())


def one(told: list[Story], words: str) -> Story:
    """The story with a telling that holds these words."""
    (found,) = {
        story.id: story
        for story in told
        if any(words in telling.telling.text for telling in story.retellings)
    }.values()
    return found


# Stories


def test_a_story_is_told_by_documents_and_denied_by_others(told: list[Story]) -> None:
    story = one(told, "Chad shelled the Libyan town")
    assert story.documents == ("a1", "b1", "c1")
    assert (story.type, story.actors) == ("ASSAULT", ("TCD",))
    assert story.voices("for")[:2] == ("Paper A", "Omar Salem")
    assert story.voices("against") == ("Chad's army",)


def test_who_did_it_to_whom_is_part_of_a_story(told: list[Story]) -> None:
    assert one(told, "Libya shelled").documents == ("f1",)


def test_order_of_names_makes_no_other_story(told: list[Story]) -> None:
    assert one(told, "Tonga and Fiji signed").documents == ("d1", "e1")


def test_a_claim_that_introduces_another_is_told_in_its_story(told: list[Story]) -> None:
    story = one(told, "Chad shelled the Libyan town")
    told_in = [claim for telling in story.retellings for claim in telling.told_in]
    assert told_in
    assert set(told_in) <= set(story.claims)


def test_every_claim_is_in_one_story(shelled: Ledger, told: list[Story]) -> None:
    with shelled.snapshot().connection() as connection:
        rows = connection.sql("SELECT document_id || ':' || claim_id FROM claims").fetchall()
    claims = [claim for story in told for claim in story.claims]
    assert sorted(claims) == sorted(row[0] for row in rows)


def test_versions_name_their_claims(told: list[Story]) -> None:
    story = one(told, "Chad shelled the Libyan town")
    who = [version for version in story.versions if version.asked == "who"]
    assert [version.value for version in who] == ["TCD"]
    assert all(set(version.claims) <= set(story.claims) for version in story.versions)


def test_a_story_is_found_by_any_claim(told: list[Story]) -> None:
    story = one(told, "Tonga and Fiji signed")
    assert all(story_of(told, claim) is story for claim in story.claims)
    with pytest.raises(UsageError, match="no story holds the claim 'a1:c99'"):
        story_of(told, "a1:c99")


def test_stories_are_the_same_in_any_order(
    tmp_path: Path, grammarian: Reader, told: list[Story]
) -> None:
    other = ledger(tmp_path / "ledger", SHELLED[::-1], grammarian)
    assert [story.claims for story in stories(other.snapshot())] == [one.claims for one in told]


def test_filters(told: list[Story]) -> None:
    assert {story.documents for story in chosen(told)} >= {("a1", "b1", "c1"), ("d1", "e1")}
    assert [story.documents for story in chosen(told, type="ASSAULT")] == [("a1", "b1", "c1")]
    assert [story.documents for story in chosen(told, about="fish")] == [("d1", "e1")]
    assert not chosen(told, least=4)


def test_what_an_outlet_prints_each_week_is_no_story(tmp_path: Path, grammarian: Reader) -> None:
    standing = "Paper A takes no money from Chad."
    texts = [
        (f"s{day}", "Paper A", f"2024-05-{day:02}", f"Chad thanked Libya {day} times. {standing}")
        for day in (1, 8, 15, 22)
    ]
    found = stories(ledger(tmp_path / "ledger", texts, grammarian).snapshot())
    words = [telling.telling.text for story in found for telling in story.retellings]
    assert words
    assert not any("money" in text for text in words)


def test_what_is_told_again_months_later_is_of_the_day_that_it_names(
    tmp_path: Path, grammarian: Reader
) -> None:
    texts = [
        ("a", "Paper A", "2024-05-03", "Chad shelled the Libyan town of Sabha on Thursday."),
        ("b", "Paper B", "2024-08-20", "On 2 May Chad shelled the Libyan town of Sabha."),
        ("c", "Paper C", "2024-08-20", "Chad shelled the Libyan town of Murzuq on Monday."),
    ]
    found = stories(ledger(tmp_path / "ledger", texts, grammarian).snapshot())
    assert [story.documents for story in found] == [("a", "b"), ("c",)]


def test_nothing_told_is_no_story(tmp_path: Path, grammarian: Reader) -> None:
    empty = ledger(tmp_path / "ledger", [("x", "Paper X", "2024-05-01", "!")], grammarian)
    assert stories(empty.snapshot()) == []
    assert contradictions(empty.snapshot()) == []


# Quantities


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("four people", [(4, 4, "people")]),
        ("at least five soldiers", [(5, math.inf, "soldier")]),
        ("some 800 soldiers", [(720, 880, "soldier")]),
        ("three thousand soldiers", [(3000, 3000, "soldier")]),
        ("1,100 trucks and two ships", [(1100, 1100, "truck"), (2, 2, "ship")]),
        ("two dozen trucks", [(24, 24, "truck")]),
        ("twenty-eight trucks", [(28, 28, "truck")]),
        ("fell by 38 percent", [(38, 38, "%")]),
        ("210 million crowns", [(210e6, 210e6, "crown")]),
        ("on 12 May 2024 at 6.40 p.m., one of them", []),
        ("on May 12, at ten o'clock", []),
    ],
)
def test_how_many(text: str, ranges: list[tuple[float, float, str]]) -> None:
    found = [(round(one.low, 6), round(one.high, 6), one.of) for one in quantities(text)]
    assert found == ranges


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        ("at least five soldiers", "six soldiers", False),
        ("more than twenty soldiers", "twenty soldiers", True),
        ("some 800 soldiers", "850 soldiers", False),
        ("two soldiers", "four soldiers", True),
    ],
)
def test_whether_numbers_can_both_be_right(one: str, other: str, *, disagree: bool) -> None:
    (first,), (second,) = quantities(one), quantities(other)
    assert first.disagrees(second) is second.disagrees(first) is disagree


# Contradictions


def test_a_denial_stands_against_what_it_denies(against: list[Contradiction]) -> None:
    (found,) = opposed(against, kinds=("status",))
    sides = (
        {claim.partition(":")[0] for claim in found.one},
        {claim.partition(":")[0] for claim in found.other},
    )
    assert sides == ({"a1", "b1"}, {"c1"})


def test_numbers_that_cannot_both_be_right(against: list[Contradiction]) -> None:
    (found,) = opposed(against, kinds=("number",))
    assert {found.pairs[0].one.text[:4], found.pairs[0].other.text[:3]} == {"Four", "Two"}


def test_the_dead_may_grow(tmp_path: Path, grammarian: Reader) -> None:
    texts = [
        ("a", "Paper A", "2024-05-02", "Two people were killed in the attack on Sabha."),
        ("b", "Paper B", "2024-05-04", "Four people were killed in the attack on Sabha."),
    ]
    assert contradictions(ledger(tmp_path / "ledger", texts, grammarian).snapshot()) == []


def test_a_voice_against_its_own_word(tmp_path: Path, grammarian: Reader) -> None:
    texts = [
        (
            "a",
            "Paper A",
            "2024-05-02",
            "Chad did not shell the town of Sabha, Idriss Nour, the minister, said.",
        ),
        (
            "b",
            "Paper B",
            "2024-05-05",
            "Chad shelled the town of Sabha, Idriss Nour, the minister, said.",
        ),
    ]
    (found,) = contradictions(ledger(tmp_path / "ledger", texts, grammarian).snapshot())
    assert found.kind == "own earlier"


def test_words_and_deeds(tmp_path: Path, grammarian: Reader) -> None:
    texts = [
        (
            "a",
            "Paper A",
            "2024-05-02",
            "Chad's foreign ministry said that Chad wanted to meet Libya.",
        ),
        ("b", "Paper B", "2024-05-06", "Chad shelled the Libyan town of Sabha on Sunday."),
    ]
    (found,) = contradictions(ledger(tmp_path / "ledger", texts, grammarian).snapshot())
    assert (found.kind, found.one[0][0], found.other[0][0]) == ("deeds", "a", "b")


def test_what_a_state_says_it_will_not_do_and_does(tmp_path: Path, grammarian: Reader) -> None:
    texts = [
        (
            "a",
            "Paper A",
            "2024-05-02",
            "Chad's foreign ministry said that not one Chadian gun would be fired at Libya.",
        ),
        ("b", "Paper B", "2024-05-06", "Chad shelled the Libyan town of Sabha on Sunday."),
    ]
    found = contradictions(ledger(tmp_path / "ledger", texts, grammarian).snapshot())
    assert [(one.kind, one.one[0][0], one.other[0][0]) for one in found] == [("deeds", "a", "b")]


# The corpus


def test_the_stories_of_the_corpus_by_grammar_alone() -> None:
    """Whether the floors hold is for the benchmark, which reads as users do; this is quicker."""
    figures = scoring.of_corpus(CORPUS, "rules")
    floors = json.loads(FLOORS.read_text("utf8"))["stories"]
    assert figures["mentions"] == floors["mentions"]
    assert figures["b_cubed_f1"] >= 0.68
    assert figures["swap_invariance"] == 1.0


def test_b_cubed() -> None:
    scored = [("x", "1"), ("x", "1"), ("x", "2"), ("y", "2")]
    precision, recall = scoring.b_cubed(scored)
    assert precision == pytest.approx(0.75)
    assert recall == pytest.approx(0.667)


# The commands


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_commands(shelled: Ledger) -> None:
    at = ("--ledger", str(shelled.store.location))
    listed = run("stories", *at)
    assert listed.exit_code == 0
    assert "Chad shelled" in listed.output
    rows = json.loads(run("stories", *at, "--type", "assault", "--format", "json").output)
    assert [row["documents"] for row in rows] == [["a1", "b1", "c1"]]
    shown = run("story", rows[0]["claim"], *at)
    assert "against" in shown.output
    assert "Omar Salem" in shown.output
    written = json.loads(run("story", rows[0]["claim"], *at, "--format", "json").output)
    assert {one["document"] for one in written["tellings"]} == {"a1", "b1", "c1"}
    lines = run("contradictions", *at, "--kind", "status", "--format", "csv").output.splitlines()
    assert lines[0].startswith("kind,claim,")
    assert len(lines) == 2
    assert "Chad's army" in run("contradictions", *at).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("story", "a1:c99"), "no story holds the claim"),
        (("stories", "--type", "WAR"), "--type"),
        (("contradictions", "--kind", "lies"), "--kind"),
        (("stories", "--since", "yesterday"), "--since"),
    ],
)
def test_mistakes_of_a_user(shelled: Ledger, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments, "--ledger", str(shelled.store.location))
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
