"""Review at the desk: verdicts, corrections, notes, undo, the queue, by hand and by keys."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.browsers import visits
from tests.desks import SAME_ORIGIN, client, kept, served, two
from tests.test_html_view import hostile, sample

from sayso.ledger import Ledger
from sayso.web.reviewing import changed, held

SAMPLE = sample().document.id
THIRD = f"{SAMPLE}:c3"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return two(tmp_path / "ledger")


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[TestClient]:
    with client(ledger) as opened:
        yield opened


def post(desk: TestClient, path: str = "/review", **form: str) -> Any:
    return desk.post(path, data={"claim": THIRD, "by": "Ann", **form}, headers=SAME_ORIGIN)


def corrected(desk: TestClient, **changes: str) -> Any:
    form = held(sample().claims[2]) | changes
    return post(desk, verdict="correct", why="misread", **form)


def test_each_verdict_is_in_the_ledger_and_on_every_page(desk: TestClient, ledger: Ledger) -> None:
    for verdict, why in (("accept", ""), ("reject", "not said"), ("note", "see page 3")):
        assert post(desk, verdict=verdict, why=why).status_code == 200
    said = ledger.reviews(THIRD).to_pylist()
    assert [(one["verdict"], one["why"]) for one in said] == [
        ("note", "see page 3"), ("reject", "not said"), ("accept", None)
    ]  # fmt: skip
    for path in (f"/document?id={SAMPLE}", f"/claims?document={SAMPLE}", f"/claim?id={THIRD}"):
        assert desk.get(path).text.count("✕ rejected") == 1, path
    told = desk.get("/document.json", params={"id": SAMPLE}).json()["reviews"]
    assert told == {"c3": {"verdict": "reject", "correction": {}, "by": "Ann", "why": "not said"}}
    assert desk.get(f"/claims.json?document={SAMPLE}&reviewed=1").json()["total"] == 13
    history = desk.get("/history.json").json()["reviews"]
    assert [one["verdict"] for one in history] == ["note", "reject", "accept"]
    assert "see page 3" in desk.get(f"/history?claim={THIRD}").text


def test_a_correction_is_what_was_changed_in_the_form(desk: TestClient, ledger: Ledger) -> None:
    changes = {"status": "denied", "actors": "Moscow; Kyiv", "actor_codes": "RUS; UKR"}
    assert corrected(desk, **changes).status_code == 200
    (said,) = ledger.reviews(current=True).to_pylist()
    assert dict(said["correction"]) == changes
    told = desk.get(f"/claims.json?document={SAMPLE}&reviewed=1&status=denied").json()["claims"]
    assert [one["claim"]["id"] for one in told] == ["c3", "c4"]
    assert [one["code"] for one in told[0]["claim"]["event"]["actors"]] == ["RUS", "UKR"]
    form = desk.get("/review/form", params={"claim": THIRD, "verdict": "correct"}).text
    assert 'value="Moscow; Kyiv"' in form
    assert "<option selected>denied</option>" in form
    nothing = corrected(desk)
    assert (nothing.status_code, "nothing was changed" in nothing.text) == (400, True)


def test_a_form_that_nobody_changed_changes_nothing() -> None:
    for claim in (*sample().claims, *hostile().claims):
        form = held(claim)
        assert changed(claim, dict(form)) == {}
        assert changed(claim, {**form, "mode": "other "}) == {"mode": "other"}


def test_undo_takes_back_and_brings_back(desk: TestClient, ledger: Ledger) -> None:
    assert post(desk, "/review/undo").status_code == 400
    post(desk, verdict="reject", why="not said")
    assert post(desk, "/review/undo").status_code == 200
    assert ledger.reviews(current=True).num_rows == 0
    assert post(desk, "/review/undo").status_code == 200
    assert ledger.reviews(current=True).to_pylist()[0]["verdict"] == "reject"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"verdict": "sing"}, "use one of accept"),
        ({"verdict": "drawn"}, "use one of accept"),
        ({"verdict": "reject"}, "say why"),
        ({"verdict": "note", "why": " "}, "say why"),
        ({"verdict": "accept", "by": " "}, "say who reviews"),
        ({"verdict": "accept", "claim": "nowhere:c1"}, "there is no claim"),
        ({"verdict": "accept", "claim": "c1"}, "name a claim"),
        ({"verdict": "correct", "why": "w", "status": "sung"}, "use one of happened"),
        (
            {"verdict": "correct", "why": "w", "event_type": "PARTY"},
            "event_type='PARTY': use one of",
        ),
    ],
)
def test_what_is_no_review_is_refused(
    desk: TestClient, ledger: Ledger, form: dict[str, str], words: str
) -> None:
    answer = post(desk, **form)
    assert answer.status_code == 400
    assert words in answer.text.replace("&#39;", "'")
    assert ledger.reviews().num_rows == 0


def test_no_other_page_may_review(desk: TestClient, ledger: Ledger) -> None:
    for path in ("/review", "/review/undo", "/review/sample"):
        data = {"claim": THIRD, "verdict": "accept", "by": "Mallory"}
        for headers in ({}, {"origin": "http://evil.example.com"}):
            assert desk.post(path, data=data, headers=headers).status_code == 403
    assert ledger.reviews().num_rows == ledger.info().reviews == 0


def test_after_a_review_a_browser_goes_where_it_came_from_and_nowhere_else(
    desk: TestClient,
) -> None:
    form = {"claim": THIRD, "verdict": "accept", "by": "Ann"}
    for given, expected in (
        ("/claims", "/claims"), ("https://evil.example.com/", "/review"),
        ("//evil.example.com", "/review"), ("/\\evil.example.com", "/review"), ("", "/review"),
    ):  # fmt: skip
        sent = {**form, "next": given}
        answer = desk.post("/review", data=sent, headers=SAME_ORIGIN, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, expected)


def test_the_queue_leads_through_a_sample_and_counts(desk: TestClient) -> None:
    assert desk.get("/review.json").json()["sample"] is None
    drawn = desk.post("/review/sample", data={"n": "4", "by": "status"}, headers=SAME_ORIGIN)
    assert drawn.url.params["sample"] == "status-4-0"
    for expected in range(4):
        told = desk.get("/review.json").json()
        assert (told["reviewed"], told["at"], len(told["claims"])) == (expected, expected, 4)
        claim = told["claims"][told["at"]]["claim"]
        assert f'data-key="{claim}"' in desk.get("/review").text.replace("&#34;", '"') or (
            not claim.startswith(SAMPLE)
        )
        verdict = "reject" if expected == 0 else "accept"
        assert post(desk, claim=claim, verdict=verdict, why="w").status_code == 200
    told = desk.get("/review.json").json()
    assert (told["at"], told["reviewed"]) == (None, 4)
    assert (told["total"]["accepted"], told["total"]["rejected"]) == (3, 1)
    assert 0 < told["total"]["low"] < told["total"]["errors"] < told["total"]["high"] < 1
    page = desk.get("/review").text
    assert "Every claim of this sample is reviewed" in page
    assert "4 of 4 reviewed" in page
    assert desk.get("/review.json", params={"at": 1}).json()["at"] == 1
    assert desk.get("/review?sample=none-9-9").status_code == 400


def test_hostile_reviews_stay_text(desk: TestClient) -> None:
    nasty = "</td><script>alert(1)</script>\u202e"
    assert post(desk, verdict="reject", why=nasty, by=nasty).status_code == 200
    assert corrected(desk, voice_name=nasty, actors=nasty).status_code == 200
    for path in ("/history", f"/document?id={SAMPLE}", "/claims?reviewed=1", f"/claim?id={THIRD}"):
        assert "<script>alert" not in desk.get(path).text
    form = desk.get("/review/form", params={"claim": THIRD, "verdict": "correct"}).text
    assert "<script>alert" not in form
    for claim in hostile().claims:
        key = f"{hostile().document.id}:{claim.id}"
        form = desk.get("/review/form", params={"claim": key, "verdict": "correct"})
        assert form.status_code == 200
        assert not re.search(r"<(?:script|img|b|i)\b", form.text)


def test_a_review_is_there_after_a_kill(tmp_path: Path) -> None:
    kept(tmp_path / "ledger", sample())
    code = "from sayso.cli import main; main()"
    location = str(tmp_path / "ledger")
    command = [sys.executable, "-c", code, "serve", "--ledger", location, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = process.stderr.readline().rpartition(" ")[2].strip().rstrip("/")
        form = f"claim={SAMPLE}%3Ac4&verdict=reject&why=no&by=Ann".encode()
        asked = urllib.request.Request(f"{address}/review", form, {"origin": address})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
            assert answer.status == 200
        os.kill(process.pid, signal.SIGKILL)
    ledger = Ledger(tmp_path / "ledger")
    assert ledger.verify().whole
    exported = [claim.id for one in ledger.readings(reviewed=True) for claim in one.claims]
    assert "c4" not in exported
    assert len(exported) == 13


# ---- in a browser ----


@pytest.fixture
def show(browser: Browser, ledger: Ledger) -> Iterator[Callable[..., Page]]:
    """Opens a page; afterwards each must have been silent."""
    with served(ledger) as address, visits(browser, address, reduced_motion="reduce") as opener:
        yield opener


@pytest.mark.browser
def test_a_claim_is_reviewed_by_keys_alone(show: Callable[..., Page], ledger: Ledger) -> None:
    page = show(f"/document?id={SAMPLE}")
    for key in ("j", "j", "j", "a"):
        page.keyboard.press(key)
    expect(page.locator("#review [name=by]")).to_be_focused()
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-3 .slot")).to_have_text("✓ accepted")
    expect(page.locator("#toast")).to_contain_text(f"{THIRD}: written down")
    page.keyboard.press("j")
    page.keyboard.press("a")  # who reviews is known by now
    expect(page.locator("#claim-4 .slot")).to_have_text("✓ accepted")
    page.keyboard.press("r")
    expect(page.locator("#r-why")).to_be_focused()
    page.keyboard.type("not said, j k a")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-4 .slot")).to_have_text("✕ rejected")
    page.keyboard.press("u")
    expect(page.locator("#claim-4 .slot")).to_have_text("✓ accepted")
    page.keyboard.press("c")
    expect(page.locator("#review select").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#review")).to_be_hidden()
    counting = {one["claim_id"]: one["verdict"] for one in ledger.reviews(current=True).to_pylist()}
    assert counting == {"c3": "accept", "c4": "accept"}


@pytest.mark.browser
def test_words_that_are_marked_go_into_the_field(show: Callable[..., Page], ledger: Ledger) -> None:
    page = show(f"/claim?id={THIRD}")
    page.click("[data-verdict=correct]")
    page.focus("#r-actors")
    page.locator(".one mark").select_text()
    page.locator(".one mark").dispatch_event("pointerup")
    expect(page.locator("#r-actors")).to_have_value("bombing a hospital in Kharkiv")
    page.fill("#r-actor_codes", "UKR")
    page.fill("#r-why", "so it says")
    page.fill("#r-by", "Ann")
    page.click(".reviewing .main")
    expect(page.locator(".slot")).to_have_text("✎ corrected")
    (said,) = ledger.reviews(current=True).to_pylist()
    assert dict(said["correction"]) == {
        "actors": "bombing a hospital in Kharkiv", "actor_codes": "UKR"
    }  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_queue_by_keys(show: Callable[..., Page], ledger: Ledger, width: int) -> None:
    ledger.sample(3)
    page = show("/review", viewport={"width": width, "height": 760})

    def expect_reviewed(count: int) -> None:
        expect(page.locator("#progress-of")).to_have_text(f"{count} of 3 reviewed")
        page.wait_for_load_state()  # keys are heard from then on

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("a")
    page.fill("#r-by", "Ann")
    page.press("#r-by", "Enter")
    expect_reviewed(1)
    page.keyboard.press("a")
    expect_reviewed(2)
    page.keyboard.press("u")
    expect_reviewed(1)
    page.keyboard.press("j")
    page.wait_for_url("**at=2")
    page.keyboard.press("k")
    page.wait_for_url("**at=1")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("r")
    page.fill("#r-why", "no")
    page.click(".reviewing .main")
    expect_reviewed(2)
    rates = page.locator("section[aria-labelledby=rates] tbody tr:last-child")
    expect(rates).to_have_text(re.compile(r"^\s*all"))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_review_has_a_barrier(
    show: Callable[..., Page], ledger: Ledger, scheme: str
) -> None:
    ledger.sample(3)
    page = show("/review", color_scheme=scheme)
    page.keyboard.press("c")
    expect(page.locator("#review form")).to_be_visible()
    reject = f"/document?id={SAMPLE}"
    for opened in (page, show("/history", color_scheme=scheme), show(reject, color_scheme=scheme)):
        found = Axe().run(opened).response["violations"]
        grave = [
            (one["id"], node["target"])
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]
        assert grave == []
