"""The desk: its pages and their twins, its filters, its guard, and hostile texts on all of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.desks import SAME_ORIGIN, client, kept, two
from tests.test_html_view import AUTHOR, READER, Words, hostile, sample

from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.records import Document, Reading, Voice
from sayso.web import make_app
from sayso.web.claims import link, meant
from sayso.web.entry import LOOPBACK, Access
from sayso.web.guard import MAX_BYTES

SAMPLE = sample().document.id
HOSTILE = hostile().document.id
PAGES = ("/", "/claims", "/documents", "/ledger", f"/document?id={SAMPLE}")
TOKEN = "a token that nobody guesses"  # noqa: S105


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return two(tmp_path_factory.mktemp("desk") / "ledger")


@pytest.fixture(scope="module")
def desk(ledger: Ledger) -> Iterator[TestClient]:
    with client(ledger) as opened:
        yield opened


def twin(path: str) -> str:
    address, mark, query = path.partition("?")
    return ("/index" if address == "/" else address) + ".json" + mark + query


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_twin_that_the_description_tells_of(desk: TestClient, path: str) -> None:
    page, answer = desk.get(path), desk.get(twin(path))
    assert page.status_code == answer.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f'href="{twin(path)}"' in page.text
    described = desk.get("/openapi.json").json()["paths"]
    assert twin(path).partition("?")[0] in described
    assert answer.json()


def test_no_page_asks_another_machine_for_anything(desk: TestClient) -> None:
    for path in PAGES:
        for name in re.findall(r'(?:src|action|hx-get|hx-post)="([^"]*)"', desk.get(path).text):
            assert name.startswith("/"), name
    assert desk.get("/docs").status_code == desk.get("/redoc").status_code == 404


def test_the_overview_counts(desk: TestClient) -> None:
    told = desk.get("/index.json").json()
    assert (told["documents"], told["claims"]) == (2, 19)
    assert {one["name"]: one["claims"] for one in told["statuses"]}["asked"] == 1
    assert told["voices"][0]["name"] in ("Moscow", "Anton Reva")
    assert [one["document_id"] for one in told["newest"]] == [SAMPLE, HOSTILE]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=denied", ["c4"]),
        ("status=denied&status=asked", ["c4", "c13"]),
        ("who=moscow", ["c4", "c5"]),
        ("who=author&type=none", ["c1", "c8", "c13"]),
        ("actor=RUS&recipient=hospital", ["c3"]),
        ("type=assault", ["c3", "c4"]),
        ("type=AGREE&status=happened", ["c14"]),
        ("about=poland", ["c10", "c14"]),
        ("voice=unnamed", ["c2", "c9", "c10"]),
        ("certainty=probable", ["c7"]),
        ("text=air+def&since=2024-05-15&until=2024-05-15", ["c10"]),
        ("since=2024-05-16", []),
        ("publisher=courier&text=shell", ["c4", "c9", "c11"]),
        ("who=&about=&status=denied&since=&until=&type=", ["c4"]),
    ],
)
def test_filters_are_those_of_the_command(
    desk: TestClient, query: str, expected: list[str]
) -> None:
    told = desk.get(f"/claims.json?document={SAMPLE}&{query}").json()
    assert [one["claim"]["id"] for one in told["claims"]] == expected
    assert told["total"] == len(expected)
    page = desk.get(f"/claims?document={SAMPLE}&{query}").text
    assert re.findall(rf">{SAMPLE}:(c\d+)</a>", page) == expected
    rows = list(
        csv.DictReader(io.StringIO(desk.get(f"/claims.csv?document={SAMPLE}&{query}").text))
    )
    assert [row["claim_id"] for row in rows] == expected
    lines = desk.get(f"/claims.jsonl?document={SAMPLE}&{query}").text.splitlines()
    assert [json.loads(line)["claim_id"] for line in lines] == expected


def test_what_a_page_of_claims_has_no_room_for_is_on_the_next(tmp_path: Path) -> None:
    words = " ".join(f"They left on day {n}." for n in range(100))
    document = Document(id="long", text=words, published="2024-05-01")
    claims = tuple(
        sample()
        .claims[0]
        .model_copy(
            update={
                "id": f"c{n}",
                "start": words.index(f"They left on day {n}."),
                "end": words.index(f"They left on day {n}.") + len(f"They left on day {n}"),
                "text": f"They left on day {n}",
            }
        )
        for n in range(100)
    )
    made = Reading(reader=sample().reader, document=document, claims=claims)
    with client(kept(tmp_path / "ledger", made)) as desk:
        seen = []
        for number in (1, 2, 3):
            told = desk.get(f"/claims.json?page={number}&order=oldest").json()
            assert (told["total"], told["pages"]) == (100, 3)
            seen += [one["claim"]["id"] for one in told["claims"]]
        assert seen == [f"c{n}" for n in range(100)]
        assert 'rel="next"' in desk.get("/claims").text
        assert 'rel="next"' not in desk.get("/claims?page=3").text


def test_what_cannot_be_asked_is_said_in_words(desk: TestClient) -> None:
    for path, status, words in (
        ("/claims?status=sung", 400, "status='sung': use one of happened"),
        ("/claims?since=yesterday", 400, "since='yesterday': write the date like 2024-09-16"),
        ("/claims?page=0", 400, "page: "),
        ("/document?id=nowhere", 404, "there is no document"),
        ("/document", 400, "id: Field required"),
        ("/claim?id=nowhere:c1", 404, "there is no document"),
        (f"/claim?id={SAMPLE}:c99", 404, "there is no claim"),
        ("/nowhere", 404, "Not Found"),
    ):
        answer = desk.get(path)
        assert (answer.status_code, words in answer.text.replace("&#39;", "'")) == (status, True)
        told = desk.get(twin(path))
        assert told.status_code == status
        assert words in told.json()["error"]


def test_a_claim_has_an_address_that_lasts(desk: TestClient) -> None:
    made = sample()
    for claim in made.claims:
        told = desk.get(twin(link(SAMPLE, claim))).json()
        assert (told["key"], told["moved"]) == (f"{SAMPLE}:{claim.id}", False)
        assert told["annotation"]["target"]["selector"][1] == {
            "type": "TextPositionSelector", "start": claim.start, "end": claim.end
        }  # fmt: skip
        page = desk.get(link(SAMPLE, claim))
        assert page.status_code == 200


def test_a_claim_is_found_again_when_its_number_has_changed(tmp_path: Path) -> None:
    made = sample()
    renumbered = tuple(
        claim.model_copy(update={"id": f"c{n}"})
        for n, claim in enumerate(reversed(made.claims[:-2]), start=1)
    )
    with client(kept(tmp_path / "l", made.model_copy(update={"claims": renumbered}))) as desk:
        for claim in made.claims[:-2]:
            told = desk.get(twin(link(SAMPLE, claim))).json()
            assert told["claim"]["text"] == claim.text
            assert told["claim"]["start"] == claim.start
        gone = desk.get(link(SAMPLE, made.claims[-1]))
        assert gone.status_code == 404


def test_a_claim_is_meant_by_its_words_then_by_its_place() -> None:
    made = sample()
    third = made.claims[2]
    longer = made.model_copy(update={"claims": made.claims[:2]})
    cases: list[tuple[Reading, tuple[Any, ...], str | None]] = [
        (made, ("c3", None, None, ""), "c3"),
        (made, ("c1", third.start, third.end, third.text), "c3"),
        (made, ("c99", None, None, third.text[:20]), "c3"),
        (made, ("c99", None, None, ""), None),
        (longer, ("c3", third.start, third.end, third.text), "c1"),  # the first that holds it
        (longer, ("c3", 700, 715, "nowhere"), None),
    ]
    for reading, given, expected in cases:
        found = meant(reading, *given)
        assert (found and found.id) == expected, given


def test_a_reading_is_whole_in_its_twin(desk: TestClient) -> None:
    for made in (sample(), hostile()):
        told = desk.get("/document.json", params={"id": made.document.id}).json()
        assert told["reading"]["claims"] == json.loads(made.model_dump_json())["claims"]
        assert told["reading"]["document"]["text"] == made.document.text
        for claim in made.claims:
            named = parse_qs(urlsplit(told["links"][claim.id]).query)
            assert named["id"] == [f"{made.document.id}:{claim.id}"]


def test_nothing_that_a_text_says_becomes_markup(desk: TestClient) -> None:
    links = desk.get("/document.json", params={"id": HOSTILE}).json()["links"].values()
    for path in ("/", "/claims", "/documents", f"/document?id={HOSTILE}", *links):
        page = desk.get(path)
        assert page.status_code == 200, path
        assert not re.search(
            r"<(?:script|img|svg|b|i|u)\b[^>]*(?:alert|onerror|onload|onclick)", page.text
        )
        assert set(re.findall(r"<script[^>]*>", page.text)) <= {
            *re.findall(r'<script src="/assets/[^"]*"(?: defer)?>', page.text),
            '<script type="application/json" id="reading">',
        }
        assert not re.search(r"<[^>]+\s(?:on\w+|style)=", re.sub(r'"[^"]*"', '""', page.text))
    nasty = '"><script>alert(1)</script>\u202e'
    for name in ("text", "who", "document"):
        assert "<script>alert" not in desk.get("/claims", params={name: nasty}).text
    assert "<script>alert" not in desk.get(f"/documents?named={nasty}").text
    assert "<script>alert" not in desk.get(f"/document?id={nasty}").text


def test_swapping_two_names_changes_the_names_only(tmp_path: Path) -> None:
    def swap(text: str) -> str:
        return text.replace("Kyiv", "\0").replace("Oslo", "Kyiv").replace("\0", "Oslo")

    pages = []
    for first, other in (("Kyiv", "Oslo"), ("Oslo", "Kyiv")):
        words = Words(f"{first} said that {other} attacked. {other} denied it.")
        one = Voice(kind="country", name=first, mention=words.span(first))
        two = Voice(kind="country", name=other, mention=words.span(other))
        claims = (
            words.claim(f"{other} attacked", id="c1", sayso=(AUTHOR, one)),
            words.claim("it", id="c2", near="denied", sayso=(AUTHOR, two), status="denied"),
        )
        made = Reading(reader=READER, document=Document(id="d", text=words.text), claims=claims)
        with client(kept(tmp_path / first, made)) as desk:
            pages.append([desk.get(path).text for path in ("/claims", "/document?id=d")])
    assert [swap(page) for page in pages[0]] == pages[1]


# ---- who may ask ----


def test_every_answer_forbids_what_no_page_does(desk: TestClient) -> None:
    for path in (*PAGES, "/claims.json", "/assets/desk.js", "/nowhere", "/openapi.json"):
        headers = desk.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
    assert desk.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:8765", 200), ("127.0.0.1:8765", 200), ("[::1]:8765", 200),
        ("evil.example.com", 421), ("localhost.evil.example.com", 421), ("127.0.0.1.nip.io", 421),
        ("", 421), ("[", 421),
    ],
)  # fmt: skip
def test_only_names_of_this_machine_are_answered(desk: TestClient, host: str, status: int) -> None:
    assert desk.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        (SAME_ORIGIN, True),
        ({"origin": "http://localhost"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({}, False),
        ({"origin": "http://evil.example.com"}, False),
        ({"origin": "http://localhost:81"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "http://localhost", "sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
    ],
)
def test_only_pages_of_the_desk_may_post(
    desk: TestClient, headers: dict[str, str], allowed: bool
) -> None:
    answer = desk.post("/enter", headers=headers, data={"token": ""}, follow_redirects=False)
    assert answer.status_code == (303 if allowed else 403)


def test_a_request_that_is_too_large_is_refused(desk: TestClient) -> None:
    said = desk.post("/enter", headers={**SAME_ORIGIN, "content-length": str(MAX_BYTES + 1)})
    assert said.status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(MAX_BYTES // 1_000_000 + 2):
            yield b"x" * 1_000_000

    form = {**SAME_ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    assert desk.post("/enter", headers=form, content=endless()).status_code == 413


def test_others_need_a_token(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="needs a token or a password"):
        make_app(ledger, Access(hosts=None))
    with pytest.raises(UsageError, match="at least 16"):
        make_app(ledger, Access(hosts=None, token="short"))  # noqa: S106
    with client(ledger, Access(hosts=None, token=TOKEN)) as desk:
        turned = desk.get("/claims", follow_redirects=False)
        assert (turned.status_code, turned.headers["location"]) == (303, "/enter")
        assert desk.get("/claims.json").status_code == 401
        assert "token" in desk.get("/enter").text
        wrong = desk.post("/enter", headers=SAME_ORIGIN, data={"shown": TOKEN[:-1]})
        assert (wrong.status_code, "not the token" in wrong.text) == (403, True)
        assert desk.get("/claims.json", headers={"cookie": "sayso=1"}).status_code == 401
        right = desk.post("/enter", headers=SAME_ORIGIN, data={"shown": TOKEN})
        assert right.status_code == 200
        assert desk.get("/claims.json").status_code == 200


def test_a_script_shows_its_token_and_only_reads(ledger: Ledger) -> None:
    with client(ledger, Access(LOOPBACK, TOKEN)) as desk:
        shown = {"authorization": f"Bearer {TOKEN}"}
        assert desk.get("/claims.json", headers=shown).status_code == 200
        assert desk.get("/claims.json", headers={"authorization": "Bearer x"}).status_code == 401
        posted = desk.post("/documents", headers={**SAME_ORIGIN, **shown})
        assert (posted.status_code, posted.text) == (403, "A token of a script only reads.\n")


def test_an_address_with_the_token_lets_a_browser_in(ledger: Ledger) -> None:
    with client(ledger, Access(LOOPBACK, TOKEN)) as desk:
        let_in = desk.get("/claims", params={"token": TOKEN, "who": "a b"}, follow_redirects=False)
        assert (let_in.status_code, let_in.headers["location"]) == (303, "/claims?who=a+b")
        cookie = let_in.headers["set-cookie"]
        assert TOKEN not in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert desk.get("/claims").status_code == 200


# ---- what it is made of ----


def test_what_comes_from_packages_is_what_they_published() -> None:
    folder = files("sayso.web").joinpath("data")
    table = list(csv.DictReader(folder.joinpath("vendored.csv").read_text("utf8").splitlines()))
    assert table
    for row in table:
        content = folder.joinpath("assets", row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_files_may_be_kept_because_their_name_changes_with_them(desk: TestClient) -> None:
    names = re.findall(r'(?:src|href)="(/assets/[^"]*)"', desk.get(f"/document?id={SAMPLE}").text)
    assert len(names) == 6
    for name in names:
        answer = desk.get(name)
        digest = hashlib.sha256(answer.content).hexdigest()
        assert name.endswith(f"?v={digest[:12]}")
        assert "immutable" in answer.headers["cache-control"]
    assert desk.get("/assets/..%2Fvendored.csv").status_code == 404


def test_a_page_shows_what_came_in_since(tmp_path: Path) -> None:
    ledger = kept(tmp_path / "ledger", sample())
    with client(ledger) as desk:
        assert desk.get("/index.json").json()["documents"] == 1
        kept(tmp_path / "ledger", hostile())
        assert desk.get("/index.json").json()["documents"] == 2
        assert desk.get("/claims.json").json()["total"] == 19


def test_an_empty_ledger_has_pages_too(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.ensure()
    with client(ledger) as desk:
        for path in ("/", "/claims", "/documents", "/ledger"):
            assert desk.get(path).status_code == 200
        assert "Nothing is in this ledger yet" in desk.get("/").text


def test_the_command_serves_until_it_is_stopped(tmp_path: Path) -> None:
    kept(tmp_path / "ledger", sample())
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", str(tmp_path / "ledger")]
    with subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        try:
            address = said.rpartition(" ")[2].strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address), said
            with urllib.request.urlopen(f"{address}claims.json?status=asked", timeout=30) as answer:  # noqa: S310
                assert json.load(answer)["total"] == 1
        finally:
            process.terminate()
    nothing = subprocess.run(
        [*command[:-1], str(tmp_path / "none")], capture_output=True, text=True, check=False
    )
    assert nothing.returncode == 1
    assert "there is no ledger" in nothing.stderr
