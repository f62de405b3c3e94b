"""The page of sources: outlets and speakers, and the grades that a user's tables give them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.desks import client, two

from sayso.web.answers import Answers
from sayso.web.desk import sides_of

OUTLETS = """publisher,country,control,grade
<b>Courier</b>,,independent,a1
The Sample Courier,SWE,independent,B2
Nobody Reads Us,NOR,government,F
"""
ACTORS = """name,code,kind,grade
Anton Reva,UKR GOV,person,C3
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "outlets.csv").write_text(OUTLETS, encoding="utf-8")
    (folder / "actors.csv").write_text(ACTORS, encoding="utf-8")
    sides = sides_of([folder / "actors.csv"], [folder / "outlets.csv"])
    with client(two(folder / "ledger"), sides=sides) as opened:
        yield opened


def test_outlets_have_their_texts_and_the_grade_of_the_table(desk: TestClient) -> None:
    told = {one["publisher"]: one for one in desk.get("/sources.json").json()["outlets"]}
    documents = desk.get("/documents.json").json()["texts"]
    for publisher in {one["publisher"] for one in documents if one["publisher"]}:
        of = [one for one in documents if one["publisher"] == publisher]
        assert told[publisher]["documents"] == len(of)
        assert told[publisher]["claims"] == sum(one["claims"] for one in of)
    silent = told["Nobody Reads Us"]
    assert (silent["documents"], silent["grade"], silent["country"]) == (0, "F", "NOR")


def test_speakers_have_the_grade_of_the_table(desk: TestClient) -> None:
    told = desk.get("/sources.json").json()
    grades = {one["name"]: one["grade"] for one in told["speakers"]}
    assert grades["Anton Reva"] == "C3"
    assert grades["Moscow"] is None
    assert "fairly reliable, possibly true" in desk.get("/sources").text


def test_sources_are_chosen_by_name_and_by_grade(desk: TestClient) -> None:
    named = desk.get("/sources.json?named=reva").json()
    assert [one["name"] for one in named["speakers"]] == ["Anton Reva"]
    assert named["outlets"] == []
    graded = desk.get("/sources.json?graded=1").json()
    assert [one["name"] for one in graded["speakers"]] == ["Anton Reva"]
    assert all(one["grade"] for one in graded["outlets"])


def test_hostile_names_of_sources_stay_text(desk: TestClient) -> None:
    page = desk.get("/sources").text
    assert "<b>Courier" not in page
    assert "&lt;b&gt;Courier" in page
    assert "<script>alert" not in page


def test_without_tables_nothing_has_a_grade(tmp_path: Path) -> None:
    with client(two(tmp_path / "ledger")) as desk:
        told = desk.get("/sources.json").json()
        assert {one["grade"] for one in (*told["outlets"], *told["speakers"])} == {None}
        assert "--outlets" in desk.get("/sources").text


def test_many_readers_of_one_answer_compute_it_once() -> None:
    answers, entered, go, computed = Answers(4), threading.Event(), threading.Event(), []

    def compute() -> int:
        computed.append(1)
        entered.set()
        assert go.wait(60)
        return 7

    found: list[int] = []
    readers = [
        threading.Thread(target=lambda: found.append(answers.of("it", compute))) for _ in range(8)
    ]
    for one in readers:
        one.start()
    assert entered.wait(60)
    assert answers.of("another", lambda: 1) == 1  # nobody waits for what he didn't ask for
    go.set()
    for one in readers:
        one.join(60)
    assert (found, len(computed)) == ([7] * 8, 1)


def test_an_answer_that_fails_is_computed_anew() -> None:
    answers = Answers(2)
    with pytest.raises(ZeroDivisionError):
        answers.of("it", lambda: 1 // 0)
    assert answers.of("it", lambda: 2) == 2
    assert answers.of("it", lambda: 3) == 2
    answers.of("a", lambda: 1)
    answers.of("b", lambda: 1)
    assert answers.of("it", lambda: 4) == 4  # only the last are kept
