"""Copies among texts: what is one and what is none, where, from whom; over a ledger and without."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from benchmarks.floors import FLOORS
from benchmarks.scoring import copies as scoring
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from sayso.cli import app
from sayso.intake.actors import load_actors
from sayso.ledger import Ledger
from sayso.ledger.ingest import Plan
from sayso.records import Document, ReaderInfo, Reading
from sayso.weighing import copies as weighed
from sayso.weighing.copies import Copy, copies, copies_among
from sayso.weighing.credits import Outlets
from sayso.weighing.passages import LEAST, RUN, runs
from sayso.weighing.words import normalised, numbers

CORPUS = Path(__file__).parent.parent / "examples" / "corpus"

STORM = (
    "Ferries stayed in harbour at Miravel on Sunday after a storm tore the roof off the customs "
    "shed. Nobody was hurt, said the harbour master, and the night boat to Haskel will sail once "
    "the quay has been swept of tiles."
)
SCHOOL = (
    "The school board of Dravin voted by nine to two for a second language in the lower forms. "
    "Parents had asked for it since the spring before last, and most of the teachers had not."
)
FOOT = (
    "The Lantern is printed on both banks of the river and belongs to the people who write it, "
    "none of whom has ever taken a coin from any ministry."
)


def text(name: str, words: str, day: str | None = None, publisher: str | None = None) -> Document:
    return Document(id=name, text=words, published=day, publisher=publisher)


def pairs(*documents: Document) -> list[tuple[str, str]]:
    return [(one.first.id, one.second.id) for one in copies_among(documents)]


class Unread:
    """A reader that reads nothing: copies need the texts alone."""

    info = ReaderInfo(version="0", models={})

    def read(self, document: Document) -> Reading:
        return Reading(reader=self.info, document=document)


# The corpus


def test_no_figure_is_below_its_floor() -> None:
    floors = json.loads(FLOORS.read_text("utf8"))["copies"]
    shown = scoring.of_corpus(CORPUS)
    assert {name: shown[name] for name, floor in floors.items() if shown[name] < floor} == {}
    assert shown["copies_f1"] >= 0.97
    assert (shown["direction_wrong"], shown["standing_pairs"], shown["not_copies"]) == (0, 0, 0)


def test_two_countries_that_change_places_change_nothing() -> None:
    documents = scoring.documents([CORPUS / "articles.jsonl"])
    other = {"Torvania": "Kelmaria", "Kelmaria": "Torvania"}

    def swapped(words: str) -> str:
        return re.sub("Torvania|Kelmaria", lambda found: other[found.group()], words)

    turned = [one.model_copy(update={"text": swapped(one.text)}) for one in documents]
    assert list(map(shape, copies_among(documents))) == list(map(shape, copies_among(turned)))


def shape(one: Copy) -> tuple[object, ...]:
    words = tuple((each.words, len(each.runs)) for each in one.passages)
    return one.first.id, one.second.id, one.relation, one.known_by, one.via, words


# What is a copy


def test_a_paragraph_taken_over_is_a_copy_wherever_it_stands() -> None:
    assert pairs(text("a", f"{STORM}\n\n{SCHOOL}"), text("b", f"{SCHOOL}\n\n{STORM}")) == [
        ("a", "b")
    ]


def test_light_edits_and_house_style_hide_nothing() -> None:
    edited = STORM.replace("on Sunday", "yesterday").replace("harbour master,", "port’s chief;")
    (found,) = copies_among([text("a", STORM), text("b", edited.upper())])
    assert found.edited
    assert found.share_first > 0.85
    assert found.extent == "whole"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (STORM, SCHOOL),
        (STORM, "A storm tore the roof off the customs shed at Miravel. " + SCHOOL),
        (  # both quote one statement
            f"The port said: “{STORM}” Then it went to lunch.",
            f"Asked by us on Monday, a clerk read it out. “{STORM}” He had no more to add.",
        ),
    ],
    ids=["other words", "one clause", "a statement"],
)
def test_no_copy(first: str, second: str) -> None:
    assert pairs(text("a", first), text("b", second)) == []


@pytest.mark.parametrize(
    ("days", "publisher", "found"),
    [
        (("2025-05-01", "2025-05-02", "2025-05-03"), "The Lantern", 0),
        (("2025-05-01", "2025-05-01", "2025-05-20"), None, 0),
        (("2025-05-01", "2025-05-02", "2025-05-03"), None, 3),
        ((None, None, None), None, 3),
    ],
    ids=["one publisher", "weeks apart", "passed on within days", "nothing known"],
)
def test_a_standing_text_is_none(
    days: tuple[str | None, ...], publisher: str | None, found: int
) -> None:
    stories = (
        STORM,
        SCHOOL,
        "Bakers in Lennic have begun to sell bread by the slice, because the loaf costs more than "
        "an hour of anybody's work, and the queue is no shorter for it.",
    )
    documents = [
        text(str(number), f"{story}\n\n{FOOT}", day, publisher)
        for number, (story, day) in enumerate(zip(stories, days, strict=True))
    ]
    assert len(pairs(*documents)) == found


def test_a_whole_text_in_many_papers_is_no_standing_text() -> None:
    documents = [text(f"{n}", STORM, f"2025-05-{n + 10}", "Wire") for n in range(5)]
    assert len(pairs(*documents)) == 10


LETTERS = st.lists(st.sampled_from("abcdefg"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from("abcdefg"), max_size=40),
    st.lists(st.sampled_from("abcdefg"), max_size=40),
)
def test_runs_are_equal_words_and_none_in_two(first: list[str], second: list[str]) -> None:
    one, other = numbers(" ".join(first)), numbers(" ".join(second))
    found = runs(one, other)
    taken: set[int] = set()
    for run in found:
        assert run.length >= RUN
        assert (
            first[run.first : run.first + run.length]
            == second[run.second : run.second + run.length]
        )
        mine = set(range(run.first, run.first + run.length))
        assert not mine & taken
        taken |= mine


def test_passages_are_equal_words_at_their_offsets() -> None:
    documents = scoring.documents([CORPUS / "articles.jsonl"])
    texts = {one.id: one.text for one in documents}
    found = copies_among(documents)
    assert found
    for one in found:
        for passage in one.passages:
            assert passage.words >= LEAST
            for start, end, other_start, other_end in passage.runs:
                mine, theirs = (
                    texts[one.first.id][start:end],
                    texts[one.second.id][other_start:other_end],
                )
                assert re.findall(r"\w+", normalised(mine)) == re.findall(
                    r"\w+", normalised(theirs)
                )


# From whom


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("2025-05-02", "", ""), ("2025-05-01", "", ""), ("b", "day")),
        (("2025-05-01", "", ""), ("2025-05-01", "", ""), (None, None)),
        ((None, "", ""), ("2025-05-01", "", ""), (None, None)),
        (("2025-05-01", "Oar", " (Basin Wire)"), ("2025-05-01", "Basin Wire", ""), ("b", "credit")),
        (("2025-05-01", "Oar", " (Basin Wire)"), ("2025-05-02", "Basin Wire", ""), ("b", "credit")),
        (
            ("2025-05-01", "Oar", " So Basin Wire"),
            ("2025-05-01", "Basin Wire", ""),
            ("b", "name"),
        ),
    ],
)
def test_direction(
    first: tuple[str | None, str, str],
    second: tuple[str | None, str, str],
    expected: tuple[str | None, str | None],
) -> None:
    documents = [
        text(name, STORM + words, day, publisher or None)
        for name, (day, publisher, words) in (("a", first), ("b", second))
    ]
    (found,) = copies_among(documents)
    assert (found.first.id if found.known_by else None, found.known_by) == expected


def test_siblings_and_what_came_by_way_of_another() -> None:
    wire = text("wire", f"{STORM} {SCHOOL}", "2025-05-01", "Basin Wire")
    one = text("one", f"{STORM} (Basin Wire)", "2025-05-02", "Daily Oar")
    two = text("two", f"{STORM} {SCHOOL} (Basin Wire)", "2025-05-02", "Evening Sail")
    late = text("late", STORM.replace("hurt", "harmed"), "2025-05-04")
    third = text("third", STORM.replace("hurt", "harmed") + " " + FOOT, "2025-05-05")
    later = [wire, late, third]
    found = {(c.first.id, c.second.id): (c.relation, c.via) for c in copies_among([wire, one, two])}
    assert found == {
        ("wire", "one"): ("copy", None),
        ("wire", "two"): ("copy", None),
        ("one", "two"): ("siblings", "wire"),
    }
    found = {(c.first.id, c.second.id): (c.relation, c.via) for c in copies_among(later)}
    assert found["late", "third"] == ("copy", None)
    assert found["wire", "third"] == ("indirect", "late")


def test_an_agency_that_both_credit_is_where_both_have_it_from() -> None:
    (found,) = copies_among([text("a", f"{STORM} (Reuters)"), text("b", f"Reuters - {STORM}")])
    assert (found.relation, found.via) == ("siblings", "Reuters")


# Credits

AP, WIRE = "Associated Press", "Basin Wire"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "MIRAVEL, 3 May (Reuters) - It rains.",
            ("dateline", "MIRAVEL, 3 May (Reuters)", "Reuters"),
        ),
        ("AFP — It rains.", ("dateline", "AFP", "Agence France-Presse")),
        ("It rains.\n\n(AP)", ("tail", "(AP)", "Associated Press")),
        ("It rains. (AFP, own report)", ("tail", "(AFP, own report)", "Agence France-Presse")),
        ("It rains.\n\n/TASS/", ("tail", "/TASS/", "TASS")),
        ("It rains. (BW)", ("tail", "(BW)", "Basin Wire")),
        ("The AFP contributed.", ("contributed", "The AFP contributed", "Agence France-Presse")),
        (
            "AP writer Ann Quill contributed.",
            ("contributed", "AP writer Ann Quill contributed", AP),
        ),
        ("With reporting by Basin Wire.", ("contributed", "With reporting by Basin Wire", WIRE)),
        ("Source: Xinhua", ("credit", "Source: Xinhua", "Xinhua")),
        ("By Basin Wire, which we reprint.", ("credit", "By Basin Wire, which we reprint", WIRE)),
        ("By Nora Quill, AP\n\nIt rains.", ("byline", "By Nora Quill, AP", AP)),
        ("The harbour master told Reuters that it rains.", None),
        ("It rains, Reuters reports. AP had it first.", None),
        ("It rains (Reuters had called it snow) again.", None),
    ],
)
def test_credits(words: str, expected: tuple[str, str, str] | None) -> None:
    found = Outlets([WIRE]).credits(words)
    assert [(one.form, one.words, one.agency) for one in found] == ([expected] if expected else [])
    for one in found:
        assert words[one.start : one.end] == one.words


def test_the_author_may_be_an_agency_and_outlets_a_users() -> None:
    (found,) = Outlets().credits("Ferries stayed in.", "Nora Quill, Associated Press")
    assert (found.agency, found.form, found.start) == ("Associated Press", "byline", None)
    actors = load_actors({"name": "Lake Telegraph", "code": "LKE JRN"})
    (found,) = Outlets((), actors).credits("Ferries stayed in. (Lake Telegraph)")
    assert found.agency == "Lake Telegraph"


# Over a ledger


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "120", "NO_COLOR": "1"})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    found = Ledger(tmp_path / "ledger")
    found.ingest([text("a", STORM, "2025-05-01", "Basin Wire"), text("c", SCHOOL)], Unread())
    return found


def test_what_is_added_is_found_and_an_old_version_is_as_it_was(ledger: Ledger) -> None:
    assert copies(ledger.snapshot()) == []
    before = ledger.snapshot().version
    ledger.ingest([text("b", f"{STORM} (BW)", "2025-05-02", "Daily Oar")], Unread())
    (found,) = copies(ledger.snapshot())
    assert (found.first.id, found.second.id, found.known_by) == ("a", "b", "credit")
    assert copies(Ledger(ledger.store.location, at=before).snapshot()) == []
    assert ledger.verify().whole


def test_the_kept_index_changes_no_answer(ledger: Ledger) -> None:
    documents = scoring.documents([CORPUS / "articles.jsonl"])
    ledger.ingest(documents[:100], Unread())
    copies(ledger.snapshot())
    for document in documents[100:140]:
        ledger.ingest([document], Unread())
        copies(ledger.snapshot(), document=document.id)
    folder = ledger.store.folder
    assert folder is not None
    kept = copies(ledger.snapshot())
    files = sorted((folder / ".weighing").rglob("*.parquet"))
    assert 1 <= len(files) <= 33
    files[0].write_bytes(b"damaged")
    assert copies(ledger.snapshot()) == kept
    (passages,) = (folder / ".weighing").rglob("*.json")
    passages.write_bytes(passages.read_bytes().replace(b"1", b"2", 5))
    assert copies(ledger.snapshot()) == kept
    shutil.rmtree(folder / ".weighing")
    assert copies(ledger.snapshot()) == kept
    assert kept


def test_only_pairs_with_a_text_that_is_new_are_compared(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    really = weighed._Compared.shared

    def noted(of: weighed._Compared, first: int, second: int) -> object:
        compared.append(f"{of._abouts[first].id}-{of._abouts[second].id}")
        return really(of, first, second)

    monkeypatch.setattr(weighed._Compared, "shared", noted)
    ledger.ingest([text("b", f"{STORM} (BW)", "2025-05-02", "Daily Oar")], Unread())
    copies(ledger.snapshot())
    found = copies(ledger.snapshot())
    assert compared == ["a-b"]
    assert [(one.first.id, one.second.id) for one in found] == [("a", "b")]
    ledger.ingest([text("d", f"{SCHOOL} (BW)", "2025-05-03", "Daily Oar")], Unread())
    assert len(copies(ledger.snapshot())) == 2
    assert compared == ["a-b", "d-c"]


def test_one_document_has_the_pairs_that_it_has_among_all(ledger: Ledger) -> None:
    ledger.ingest(scoring.documents([CORPUS / "articles.jsonl"]), Unread())
    every = copies(ledger.snapshot())
    for name in ("mp-0512", "ec-0205", "bl-0703", "mp-0402"):
        of_it = [one for one in every if name in (one.first.id, one.second.id)]
        assert copies(ledger.snapshot(), document=name) == of_it


def test_a_text_that_appeared_elsewhere_is_a_copy(ledger: Ledger) -> None:
    again = text("again", STORM, "2025-05-03", "Evening Sail")
    assert ledger.ingest([again], Unread(), Plan(merge_copies=True)).copies == 1
    (found,) = copies(ledger.snapshot())
    assert (found.first.id, found.second.id, found.share_second) == ("a", "again", 1.0)
    assert found.second.document_id == "a"


def test_an_empty_ledger_has_none(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.ensure()
    assert copies(ledger.snapshot()) == []
    assert weighed.credits(ledger.snapshot()) == []
    result = run("copies", "--ledger", str(tmp_path / "ledger"), "--format", "json")
    assert json.loads(result.stdout) == []
    assert "no text is another's copy" in result.stderr


def test_the_command(ledger: Ledger) -> None:
    ledger.ingest([text("b", f"{STORM} (BW)", "2025-05-02", "Daily Oar")], Unread())
    place = ("--ledger", ledger.store.location)
    shown = run("copies", *place)
    assert shown.exit_code == 0
    assert re.search(r"a +b +copy +credit", shown.stdout)
    (row,) = json.loads(run("copies", *place, "--document", "a", "--format", "json").stdout)
    assert (row["first"], row["second"], row["credit"]) == ("a", "b", "(BW)")
    assert row["passages"][0]["first_start"] == 0
    assert row["passages"][0]["first_end"] == len(STORM) - 1
    (row,) = csv.DictReader(io.StringIO(run("copies", *place, "--format", "csv").stdout))
    assert row["passages"] == f"0-{len(STORM) - 1}=0-{len(STORM) - 1}"
    (row,) = json.loads(run("copies", *place, "--credits", "--format", "json").stdout)
    assert (row["document"], row["agency"], row["words"]) == ("b", "Basin Wire", "(BW)")
    assert json.loads(run("copies", *place, "--at", "1", "--format", "json").stdout) == []


def test_the_command_used_wrongly(ledger: Ledger, tmp_path: Path) -> None:
    result = run("copies", "--ledger", ledger.store.location, "--document", "nobody")
    assert (result.exit_code, "no document 'nobody'" in result.stderr) == (2, True)
    result = run("copies", "--ledger", str(tmp_path / "nowhere"))
    assert (result.exit_code, "there is no ledger" in result.stderr) == (1, True)


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("sayso.ledger", "sayso.weighing"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = run("copies", "--ledger", str(tmp_path))
    assert (result.exit_code, "pip install 'sayso[ledger]'" in result.stderr) == (2, True)
