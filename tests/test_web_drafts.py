"""Reading a text at the desk: pasted, dropped or fetched; kept or thrown away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from tests import websites
from tests.desks import SAME_ORIGIN, client, served
from tests.websites import TEXT, Site, running

from sayso import Reader
from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.records import Document, Reading
from sayso.web import drafts
from sayso.web.drafts import Drafts

SENTENCE = "Kyiv accused Moscow of bombing a hospital, two officials said."


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as server:
        yield server


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "ledger")
    made.ensure()
    return made


@pytest.fixture
def desk(ledger: Ledger, grammarian: Reader, site: Site) -> Iterator[TestClient]:
    given: dict[str, Any] = {"make_reader": lambda: grammarian, "make_fetcher": site.fetcher}
    with client(ledger, **given) as opened:
        yield opened


def given(desk: TestClient, **form: Any) -> dict[str, Any]:
    """Give the desk a text, and wait for what becomes of it."""
    files = {"file": form.pop("file")} if "file" in form else None
    sent = desk.post("/read", data=form, files=files, headers=SAME_ORIGIN, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    return waited(desk, sent.headers["location"])


def waited(desk: TestClient, location: str) -> dict[str, Any]:
    (draft_id,) = parse_qs(urlsplit(location).query)["id"]
    for _ in range(600):
        told: dict[str, Any] = desk.get("/draft.json", params={"id": draft_id}).json()
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.05)
    raise AssertionError("it takes longer than half a minute")


def test_a_text_is_read_and_kept(desk: TestClient, ledger: Ledger, grammarian: Reader) -> None:
    told = given(desk, text=SENTENCE, publisher="The Post", published="2024-05-15", title="")
    reading = Reading.model_validate(told["reading"])
    assert reading.claims == grammarian.read(reading.document).claims
    assert (reading.document.publisher, reading.document.published) == ("The Post", "2024-05-15")
    page = desk.get("/draft", params={"id": told["id"]})
    assert "not kept yet" in page.text
    assert desk.get("/index.json").json()["documents"] == 0
    kept = desk.post("/draft/keep", data={"id": told["id"]}, headers=SAME_ORIGIN)
    assert kept.status_code == 200
    assert kept.url.params["id"] == reading.document.id
    assert ledger.reading(reading.document.id) == reading
    assert desk.get("/draft", params={"id": told["id"]}).status_code == 404
    again = given(desk, text=SENTENCE, publisher="The Post", published="2024-05-15")
    assert (
        desk.post("/draft/keep", data={"id": again["id"]}, headers=SAME_ORIGIN).status_code == 200
    )
    assert desk.get("/index.json").json()["documents"] == 1


def test_a_text_is_thrown_away(desk: TestClient) -> None:
    told = given(desk, text=SENTENCE)
    assert desk.post("/draft/drop", data={"id": told["id"]}, headers=SAME_ORIGIN).status_code == 200
    assert desk.get("/draft.json", params={"id": told["id"]}).status_code == 404
    assert desk.get("/index.json").json()["documents"] == 0


def test_a_file_is_read_by_its_kind(desk: TestClient) -> None:
    told = given(desk, file=("page.html", websites.PAGE, "text/html"), publisher="Gazette")
    assert told["reading"]["document"]["text"].strip() == TEXT
    assert told["reading"]["document"]["publisher"] == "Gazette"
    assert told["source"] == "page.html"


def test_an_address_is_fetched(desk: TestClient, site: Site) -> None:
    told = given(desk, url=site.url("/a"))
    assert told["reading"]["document"]["url"] == site.url("/a")
    assert told["reading"]["document"]["text"].strip() == TEXT


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": "La frontière resterait ouverte, selon le ministre. " * 9}, "Engl"),
        ({"text": "a " * 1_000_001}, "over the limit"),
        ({"text": "x" * 5_000_000}, "over the limit"),
        ({"file": ("two.jsonl", b'{"text": "They left."}\n{"text": "We stay."}\n', "")}, "several"),
        ({"file": ("x.pdf", b"%PDF-1.4 nothing", "")}, "x.pdf"),
        ({"file": ("../../etc/passwd", b"\x00\x01\x02" * 99, "")}, "passwd"),
        ({"url": "http://127.0.0.1:1/"}, "127.0.0.1"),
        ({"url": "http://169.254.169.254/latest/meta-data"}, "169.254.169.254"),
        ({"url": "http://localhost:22/"}, "localhost"),
        ({"url": "ftp://news.example.com/a.txt"}, "ftp"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(desk: TestClient, form: dict[str, Any], words: str) -> None:
    told = given(desk, **form)
    assert (told["state"], told["reading"]) == ("failed", None)
    assert words in told["error"]
    page = desk.get("/draft", params={"id": told["id"]})
    assert "It could not be read" in page.text
    kept = desk.post("/draft/keep", data={"id": told["id"]}, headers=SAME_ORIGIN)
    assert kept.status_code == 400


@pytest.mark.parametrize(
    "form",
    [
        {}, {"text": " \n"}, {"url": "/etc/passwd"}, {"url": "news/*.txt"}, {"url": "-"},
        {"text": SENTENCE, "published": "yesterday"}, {"text": SENTENCE, "title": "x" * 501},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(desk: TestClient, form: dict[str, str]) -> None:
    answer = desk.post("/read", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 400
    assert 'class="said"' in answer.text


def test_no_other_page_may_give_keep_or_drop_a_text(desk: TestClient) -> None:
    told = given(desk, text=SENTENCE)
    foreign = {"origin": "http://evil.example.com"}
    for path in ("/read", "/draft/keep", "/draft/drop"):
        for headers in (foreign, {}):
            data = {"id": told["id"], "text": SENTENCE}
            assert desk.post(path, data=data, headers=headers).status_code == 403
    assert desk.get("/draft.json", params={"id": told["id"]}).status_code == 200


def test_what_a_text_says_does_nothing(desk: TestClient) -> None:
    nasty = f"<script>alert(1)</script> {SENTENCE} \u202eevil\u202c <img src=x onerror=alert(2)>"
    told = given(desk, text=nasty, title="</title><script>alert(3)</script>")
    page = desk.get("/draft", params={"id": told["id"]}).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert told["reading"]["document"]["text"].startswith("<script>alert(1)</script>")


class Slow:
    """A reader that waits until it is told to go on."""

    def __init__(self, reader: Reader) -> None:
        self.info, self._reader, self.wait = reader.info, reader, True

    def read(self, document: Document) -> Reading:
        while self.wait:
            time.sleep(0.01)
        return self._reader.read(document)


def test_a_desk_takes_no_more_than_it_can_read(grammarian: Reader) -> None:
    slow = Slow(grammarian)
    held = Drafts(lambda: slow)
    first = [held.paste(f"{SENTENCE} {n}", {}) for n in range(drafts.MOST_WAITING)]
    with pytest.raises(UsageError, match="wait to be read"):
        held.paste(SENTENCE, {})
    slow.wait = False
    for one in first:
        while one.state != "done":
            time.sleep(0.01)
    for n in range(drafts.MOST):
        latest = held.paste(f"{SENTENCE} again {n}", {})
        while latest.state != "done":
            time.sleep(0.01)
    assert held.get(first[0].id) is None
    assert held.get(latest.id) is latest


def test_trouble_with_one_text_ends_nothing(ledger: Ledger, grammarian: Reader) -> None:
    class Broken(Slow):
        def read(self, document: Document) -> Reading:
            if "boom" in document.text:
                raise RuntimeError("boom")
            return grammarian.read(document)

    with client(ledger, make_reader=lambda: Broken(grammarian)) as desk:
        told = given(desk, text=f"{SENTENCE} boom")
        assert told["error"] == "it could not be read (RuntimeError: boom)"
        assert given(desk, text=SENTENCE)["state"] == "done"


@pytest.mark.browser
def test_in_a_browser_the_reading_comes_by_itself(
    browser: Browser, ledger: Ledger, grammarian: Reader
) -> None:
    slow = Slow(grammarian)
    complaints: list[str] = []
    with served(ledger, make_reader=lambda: slow) as address:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/read")
        page.fill("#text", SENTENCE)
        page.click("text=Read it")
        expect(page.locator("#progress")).to_contain_text("Reading 10 words")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.wait_for_timeout(1200)  # it asks again and again
        expect(page.locator("#progress")).to_contain_text("Reading 10 words")
        slow.wait = False
        expect(page.locator(".decide")).to_contain_text("not kept yet")
        page.click("text=Keep it in the ledger")
        page.wait_for_url(f"{address}/document?id=*")
        assert page.locator(".text").inner_text().strip() == SENTENCE
        page.goto(f"{address}/read")
        drop = """words => {
            const held = new DataTransfer();
            held.items.add(new File([words], "wire.txt", {type: "text/plain"}));
            document.getElementById("drop").dispatchEvent(
                new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
        }"""
        page.evaluate(drop, TEXT)
        page.click("text=Read it")
        page.click("text=Throw it away")
        page.wait_for_url(f"{address}/read")
        page.close()
    assert complaints == []
    assert ledger.info().documents == 1
