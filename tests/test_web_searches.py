"""Searches that people keep: on the desk, in the ledger, after a kill, and in older ledgers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.desks import SAME_ORIGIN, client, served, two

from sayso.errors import UsageError
from sayso.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return two(tmp_path / "ledger")


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[TestClient]:
    with client(ledger) as opened:
        yield opened


def save(desk: TestClient, name: str, query: str, **given: Any) -> httpx.Response:
    return desk.post(
        "/searches",
        headers=SAME_ORIGIN,
        data={"name": name, "query": query},
        follow_redirects=False,
        **given,
    )


def kept(desk: TestClient) -> dict[str, str]:
    return {one["name"]: one["query"] for one in desk.get("/searches.json").json()["searches"]}


def test_a_search_is_kept_opened_replaced_and_removed(desk: TestClient, ledger: Ledger) -> None:
    saved = save(desk, "  What  Moscow denies ", "page=2&status=denied&who=moscow&colour=red")
    assert (saved.status_code, saved.headers["location"]) == (
        303, "/claims?who=moscow&status=denied"
    )  # fmt: skip
    assert kept(desk) == {"What Moscow denies": "who=moscow&status=denied"}
    page = desk.get("/claims").text
    assert 'href="/claims?who=moscow&amp;status=denied"' in page
    assert "What Moscow denies" in page
    save(desk, "what moscow denies", "who=moscow")
    assert kept(desk) == {"what moscow denies": "who=moscow"}
    assert [one.name for one in ledger.searches()] == ["what moscow denies"]
    gone = desk.post("/searches/remove", headers=SAME_ORIGIN, data={"name": "WHAT MOSCOW DENIES"})
    assert gone.status_code == 200
    assert kept(desk) == {}
    assert ledger.table("searches").num_rows == 3  # nothing is ever changed or removed


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        (" ", "who=moscow", "give the search a name"),
        ("x" * 121, "who=moscow", "at most 120"),
        ("a", "status=sung", "status='sung'"),
        ("a", "since=yesterday", "since='yesterday'"),
        ("a", "order=sideways", "order"),
        ("a", "text=" + "x" * 9000, "at most 8,000"),
    ],
)
def test_what_is_no_search_is_refused(desk: TestClient, name: str, query: str, words: str) -> None:
    answer = save(desk, name, query)
    assert (answer.status_code, words in answer.text.replace("&#39;", "'")) == (400, True)
    assert kept(desk) == {}


def test_what_is_not_kept_cannot_be_removed(ledger: Ledger, desk: TestClient) -> None:
    with pytest.raises(UsageError, match="no search 'nothing' is kept"):
        ledger.forget_search("nothing")
    gone = desk.post("/searches/remove", headers=SAME_ORIGIN, data={"name": "nothing"})
    assert gone.status_code == 400


def test_no_other_page_may_save_or_remove(desk: TestClient) -> None:
    save(desk, "mine", "who=moscow")
    for path in ("/searches", "/searches/remove"):
        for headers in ({}, {"origin": "http://evil.example.com"}):
            answer = desk.post(path, headers=headers, data={"name": "mine", "query": ""})
            assert answer.status_code == 403
    assert kept(desk) == {"mine": "who=moscow"}


def test_hostile_names_stay_text(desk: TestClient) -> None:
    nasty = '"><script>alert(1)</script>\u202e'
    save(desk, nasty, "text=%3Cscript%3Ealert(1)%3C/script%3E")
    assert len(kept(desk)) == 1
    for path in ("/searches", "/claims"):
        assert "<script>alert" not in desk.get(path).text


def test_a_ledger_is_whole_with_searches_and_restores_without_losing_them(ledger: Ledger) -> None:
    ledger.save_search("one", "who=moscow", "Ann")
    assert ledger.verify().problems == []
    ledger.compact(keep_days=0)
    ledger.restore(1)
    assert [(one.name, one.by) for one in ledger.searches()] == [("one", "Ann")]
    assert ledger.verify().problems == []


def test_a_ledger_that_was_made_before_there_were_searches_gets_them(ledger: Ledger) -> None:
    assert ledger.store.folder is not None
    shutil.rmtree(ledger.store.folder / "searches")
    assert ledger.claims(status=["denied"]).num_rows > 0
    with client(ledger) as desk:
        assert kept(desk) == {}
        save(desk, "late", "who=moscow")
        assert kept(desk) == {"late": "who=moscow"}
    assert ledger.verify().problems == []


def test_saving_a_search_weighs_nothing_anew(desk: TestClient) -> None:
    opened = desk.app._app.state.desk  # type: ignore[attr-defined]
    before = opened.snapshot()
    save(desk, "one", "who=moscow")
    assert opened.snapshot() is before


def test_a_search_is_there_after_a_kill(ledger: Ledger) -> None:
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", ledger.store.location]
    with subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = process.stderr.readline().rpartition(" ")[2].strip().rstrip("/")
        try:
            answer = httpx.post(
                f"{address}/searches",
                headers={"origin": address},
                data={"name": "kept", "query": "status=denied"},
                timeout=60,
            )
            assert answer.status_code == 303
        finally:
            os.kill(process.pid, signal.SIGKILL)
    assert [(one.name, one.query) for one in ledger.searches()] == [("kept", "status=denied")]


@pytest.mark.browser
def test_a_search_is_saved_and_removed_in_a_browser(browser: Browser, ledger: Ledger) -> None:
    with served(ledger) as address:
        page: Page = browser.new_page()
        page.goto(f"{address}/claims?status=denied")
        page.get_by_text("Save this search").click()
        page.get_by_label("Name", exact=True).fill("Denials")
        page.get_by_role("button", name="Save").click()
        link = page.get_by_role("navigation", name="Saved searches").get_by_role("link")
        expect(link).to_have_text("Denials")
        page.goto(f"{address}/claims")
        link.click()
        page.wait_for_url("**/claims?status=denied")
        page.goto(f"{address}/searches")
        page.get_by_role("button", name="Remove Denials").click()
        expect(page.get_by_text("No search is kept yet")).to_be_visible()
        page.close()
