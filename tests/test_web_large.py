"""A text without end on the pages of the desk: they stay as small as what they show of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.desks import client, kept
from tests.test_html_view import AUTHOR, READER, Words

from sayso.records import Document, Reading
from sayso.web.claims import link

TOLD = "the army shelled the town"


@pytest.fixture(scope="module")
def made() -> Reading:
    """A reading of one paragraph of five megabytes, without a space but around its claim."""
    words = Words("<b>x" * 625_000 + f" {TOLD} " + ("y" * 998 + "\u202e") * 2_500)
    claim = words.claim(TOLD, id="c1", sayso=(AUTHOR,))
    return Reading(reader=READER, document=Document(id="long", text=words.text), claims=(claim,))


@pytest.fixture(scope="module")
def desk(made: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(kept(tmp_path_factory.mktemp("desk") / "ledger", made)) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", "/claims", "/documents", "/voices", "/sources", "/ledger"])
def test_lists_show_no_more_of_it_than_its_claim(desk: TestClient, path: str) -> None:
    page = desk.get(path)
    assert page.status_code == 200
    assert len(page.content) < 100_000


def test_a_claim_is_shown_in_its_surroundings_alone(desk: TestClient, made: Reading) -> None:
    page = desk.get(link("long", made.claims[0]))
    assert page.status_code == 200
    assert f">{TOLD}</mark>" in page.text
    assert "<b>x" not in page.text
    assert len(page.content) < 200_000


def test_its_reading_is_whole_and_escaped(desk: TestClient, made: Reading) -> None:
    page = desk.get("/document?id=long")
    assert page.status_code == 200
    assert "<b>x" not in page.text
    told = desk.get("/document.json?id=long").json()["reading"]
    assert told["document"]["text"] == made.document.text
