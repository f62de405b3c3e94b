"""Stories and contradictions on the pages of the desk: the same objects as the commands have."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.desks import client, served, two
from typer.testing import CliRunner

from sayso import Reader
from sayso.cli import app
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.web import paging
from sayso.web.desk import Sides, sides_of
from sayso.weighing import contradictions, stories

TEXTS = [
    ("a1", "Paper A", "2024-05-02", "Chad shelled the Libyan town of Sabha on Wednesday night."),
    (
        *("b1", "Paper B", "2024-05-03"),
        "Libya's defence minister, Omar Salem, said that Chad had shelled the town of Sabha on "
        "Wednesday. Four people were killed in Sabha, doctors said.",
    ),
    (
        *("c1", "Paper C", "2024-05-03"),
        "Chad's army denied that it had shelled the town of Sabha. Two people were killed in "
        "Sabha, the army said.",
    ),
    ("d1", "Paper D", "2024-05-04", "Fiji signed a fishing contract with Tonga on Friday."),
    ("e1", "Paper E", "2024-05-04", "Tonga and Fiji signed a fishing contract on Friday."),
    ("f1", "Paper F", "2024-05-05", "Libya shelled the Chadian town of Faya on Saturday night."),
]
STORY = "/story?claim=a1:c1"
PAGES = ("/stories", "/stories?least=1&type=ASSAULT", STORY, "/contradictions", "/claim?id=a1:c1")
ALLIANCES = "party,ally,code\nLBY,Tunisia,TUN\nTCD,Niger,NER\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("told")


@pytest.fixture(scope="module")
def ledger(folder: Path, grammarian: Reader) -> Ledger:
    """Two papers tell of an attack, one has its denial; two tell of a contract."""
    made = Ledger(folder / "ledger")
    documents = [
        Document(id=name, publisher=publisher, published=day, text=text)
        for name, publisher, day, text in TEXTS
    ]
    assert made.ingest(documents, grammarian).added == len(TEXTS)
    return made


@pytest.fixture(scope="module")
def sides(folder: Path) -> Sides:
    """Tables of a user's, which say whose ally is who."""
    (folder / "alliances.csv").write_text(ALLIANCES, encoding="utf-8")
    return sides_of([], [], [folder / "alliances.csv"])


@pytest.fixture(scope="module")
def desk(ledger: Ledger, sides: Sides) -> Iterator[TestClient]:
    with client(ledger, sides=sides) as opened:
        yield opened


def twin(path: str) -> str:
    address, mark, query = path.partition("?")
    return f"{address}.json{mark}{query}"


def printed(ledger: Ledger, *arguments: str) -> Any:
    """What a command prints as JSON."""
    given = [*arguments, "--ledger", str(ledger.store.location), "--format", "json"]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("path", [*PAGES, "/story/of?claim=a1:c1"])
def test_every_page_has_a_twin(desk: TestClient, path: str) -> None:
    page, answer = desk.get(path), desk.get(twin(path))
    assert (page.status_code, answer.status_code) == (200, 200), page.text[-900:]
    assert twin(path).partition("?")[0] in desk.get("/openapi.json").json()["paths"]


def test_twins_hold_the_objects_of_the_commands(
    desk: TestClient, ledger: Ledger, folder: Path
) -> None:
    allied = ("--alliances", str(folder / "alliances.csv"))
    assert desk.get("/stories.json").json()["stories"] == printed(ledger, "stories", *allied)
    assert desk.get(twin(STORY)).json() == printed(ledger, "story", "a1:c1", *allied)
    told = desk.get("/contradictions.json").json()["contradictions"]
    assert told == printed(ledger, "contradictions")
    assert told


def test_stories_are_listed_with_their_origins(desk: TestClient, ledger: Ledger) -> None:
    found = stories.chosen(stories.stories(ledger.snapshot()))
    told = desk.get("/stories.json").json()
    assert [(one["claim"], one["documents"]) for one in told["stories"]] == [
        (one.id, list(one.documents)) for one in found
    ]
    assert told["total"] == len(found) >= 2
    page = desk.get("/stories").text
    for one in found:
        assert f'href="/story?claim={one.id.replace(":", "%3A")}"' in page
        assert f'<td class="n">{one.origins("for")}:{one.origins("against")}</td>' in page


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("about=sabh", {"about": "sabh"}),
        ("type=assault", {"type": "ASSAULT"}),
        ("least=1", {"least": 1}),
        ("least=3", {"least": 3}),
    ],
)
def test_stories_are_chosen(
    desk: TestClient, ledger: Ledger, query: str, given: dict[str, Any]
) -> None:
    made = stories.stories(ledger.snapshot())
    told = desk.get(f"/stories.json?{query}").json()["stories"]
    chosen = [one.id for one in stories.chosen(made, **given)]
    assert [one["claim"] for one in told] == chosen
    assert chosen != [one.id for one in stories.chosen(made)]


def test_stories_are_chosen_by_their_days(desk: TestClient) -> None:
    every = desk.get("/stories.json").json()["stories"]
    (contract,) = [one for one in every if "fishing" in one["words"]]
    late = desk.get("/stories.json?since=2024-05-03&about=fishing").json()["stories"]
    assert [one["claim"] for one in late] == [contract["claim"]]
    early = desk.get("/stories.json?until=2024-05-02").json()["stories"]
    assert early
    assert all(one["first"] <= "2024-05-02" for one in early)
    assert "No story passes." in desk.get("/stories?since=2025-01-01").text


def test_a_story_shows_its_tellings_and_versions(desk: TestClient, ledger: Ledger) -> None:
    made = stories.story_of(stories.stories(ledger.snapshot()), "a1:c1")
    page = desk.get(STORY).text
    words = f"independent origins: {made.origins('for')} for, {made.origins('against')} against"
    assert words in page
    for one in made.retellings:
        assert f'href="/claim?id={one.claim.replace(":", "%3A")}"' in page
        assert f"<bdi>{one.mention.telling.publisher}</bdi>" in page
    assert {one.asked for one in made.versions} >= {"who", "when"}
    for version in made.versions:
        assert f"<bdi>{version.value}</bdi>" in page


def test_contradictions_stand_side_by_side(desk: TestClient, ledger: Ledger) -> None:
    made = contradictions.contradictions(ledger.snapshot())
    page = desk.get("/contradictions").text
    for one in made:
        for telling in (one.pairs[0].one, one.pairs[0].other):
            assert f'href="/claim?id={telling.claim.replace(":", "%3A")}"' in page
            assert str(telling.publisher) in page
    kinds = {one.kind for one in made}
    assert kinds >= {"status", "number"}
    for kind in kinds:
        told = desk.get(f"/contradictions.json?kind={kind}").json()["contradictions"]
        assert {one["kind"] for one in told} == {kind}
        assert len(told) == sum(one.kind == kind for one in made)
    about = desk.get("/contradictions.json?about=killed").json()["contradictions"]
    assert [one["kind"] for one in about] == ["number"]
    assert desk.get("/contradictions.json?about=fishing").json()["total"] == 0


def test_a_claim_has_its_story_where_two_documents_tell_it(desk: TestClient) -> None:
    assert 'hx-get="/story/of?claim=a1%3Ac1"' in desk.get("/claim?id=a1:c1").text
    story = desk.get(twin(STORY)).json()
    line = desk.get("/story/of?claim=a1:c1").text
    assert f"{len(story['documents'])} documents tell it" in line
    assert f"{story['origins_for']} for, {story['origins_against']} against" in line
    assert f'href="/story?claim={story["claim"].replace(":", "%3A")}"' in line
    assert desk.get("/story/of.json?claim=f1:c1").json() == {"story": None}
    assert desk.get("/story/of?claim=f1:c1").text.strip() == ""


def test_alliances_say_who_tells_it(tmp_path: Path, grammarian: Reader) -> None:
    made = Ledger(tmp_path / "ledger")
    made.ingest(
        [
            Document(id=name, publisher=publisher, published=day, text=text)
            for name, publisher, day, text in TEXTS[:2]
        ],
        grammarian,
    )
    allied = tmp_path / "alliances.csv"
    allied.write_text("party,ally,code\nLBY,Paper A,NGO\n", encoding="utf-8")
    for sides, told_by in (
        (Sides(), "also others"),
        (sides_of([], [], [allied]), "accuser and allies"),
    ):
        with client(made, sides=sides) as opened:
            assert opened.get(twin(STORY)).json()["told_by"] == told_by
            assert f"told by: {told_by}" in opened.get(STORY).text


def test_what_cannot_be_asked_is_said(desk: TestClient) -> None:
    for path, status, words in (
        ("/story?claim=a1:c99", 404, "no story holds the claim"),
        ("/story?claim=%3Cscript%3Ealert(1)%3C/script%3E", 404, "no story holds the claim"),
        ("/story/of?claim=nowhere", 404, "no story holds the claim"),
        ("/stories?type=SUNG", 400, "use one of AGREE"),
        ("/stories?least=0", 400, "least:"),
        ("/stories?since=soon", 400, "write the date like"),
        ("/contradictions?kind=sung", 400, "use one of status"),
    ):
        answer = desk.get(path)
        assert (answer.status_code, words in answer.text) == (status, True), path
        assert "<script>alert" not in answer.text
        assert words in desk.get(twin(path)).json()["error"]


def test_hostile_words_are_escaped(tmp_path: Path) -> None:
    with client(two(tmp_path / "ledger")) as opened:
        told = opened.get("/stories.json?least=1").json()["stories"]
        hostile = [one["claim"] for one in told if one["claim"].startswith("<id>")]
        assert hostile
        pages = [opened.get("/stories?least=1"), opened.get("/contradictions?about=<img")]
        pages += [opened.get("/story", params={"claim": claim}) for claim in hostile]
        for page in pages:
            assert page.status_code == 200
            for words in ("<script>alert", "<img", "<b onclick"):
                assert words not in page.text
            named = page.text.count('title="right-to-left override">\u202e</bdi>')
            assert page.text.count("\u202e") == named


@pytest.mark.parametrize("path", ["/stories", STORY, "/contradictions"])
def test_without_scipy_a_page_says_what_to_install(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for name in ("rarity", "gathered", "stories", "contradictions"):
        monkeypatch.delitem(sys.modules, f"sayso.weighing.{name}", raising=False)
        monkeypatch.delattr(f"sayso.weighing.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "scipy", None)
    with client(ledger) as opened:
        answer = opened.get(path)
        assert answer.status_code == 400
        assert "sayso[weighing]" in answer.text
        assert opened.get("/claim?id=a1:c1").status_code == 200
        assert opened.get("/stories/in.json?document=a1").json() == {"stories": {}}


# ---- in a browser ----


@pytest.fixture(scope="module")
def address(ledger: Ledger, sides: Sides) -> Iterator[str]:
    with served(ledger, sides=sides) as found:
        yield found


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opener(path: str, **given: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **given})
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_or_is_too_wide(
    show: Callable[..., Page], path: str, scheme: str
) -> None:
    page = show(path, color_scheme=scheme)
    places = page.locator(".bar-above li")
    tops = {places.nth(n).bounding_box()["y"] for n in range(places.count())}  # type: ignore[index]
    assert len(tops) == 1
    found = Axe().run(page).response["violations"]
    assert [
        (one["id"], node["target"])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ] == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_cards_of_a_text_say_how_many_tell_their_story(
    show: Callable[..., Page], desk: TestClient
) -> None:
    told = desk.get("/stories/in.json?document=a1").json()["stories"]
    assert told == {
        claim.removeprefix("a1:"): story
        for story in desk.get("/stories.json").json()["stories"]
        for claim in story["claims"]
        if claim.startswith("a1:")
    }
    assert desk.get("/stories/in.json?document=nowhere").json() == {"stories": {}}
    page = show("/document?id=a1")
    links = page.locator(".story-slot a")
    expect(links).to_have_count(len(told))
    links.first.click()
    page.wait_for_url("**/story?claim=*")


@pytest.mark.browser
def test_a_claim_leads_to_its_story(show: Callable[..., Page]) -> None:
    page = show("/claim?id=a1:c1")
    page.get_by_role("link", name="documents tell it").click()
    page.wait_for_url("**/story?claim=*")
    expect(page.locator("#tellings")).to_be_visible()
    unscripted = show("/claim?id=a1:c1", java_script_enabled=False)
    unscripted.get_by_role("link", name="Its story").click()
    expect(unscripted.locator("#tellings")).to_be_visible()


def test_long_lists_have_pages(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: desk.get(f"/{name}.json").json()[name] for name in ("stories", "contradictions")}
    monkeypatch.setattr(paging, "PER_PAGE", 1)
    for name, all_of_it in whole.items():
        seen = []
        for number in range(1, len(all_of_it) + 1):
            told = desk.get(f"/{name}.json?page={number}").json()
            assert (told["total"], told["page"]) == (len(all_of_it), number)
            seen += told[name]
        assert seen == all_of_it
        assert desk.get(f"/{name}.json?page={len(all_of_it) + 1}").json()[name] == []
    assert 'href="/stories?least=2&amp;page=2"' in desk.get("/stories").text
    assert 'rel="next"' not in desk.get(f"/stories?page={len(whole['stories'])}").text


def test_a_large_ledger_weighs_no_stories_until_they_are_asked_for(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.desk._QUICK", 1)
    monkeypatch.setattr("sayso.web.desk._PATIENCE", 600.0)  # however slow the machine is
    with client(ledger) as opened:
        for path in ("/document?id=a1", "/claim?id=a1:c1"):
            assert 'hx-get="/stor' not in opened.get(path).text
        assert opened.get("/stories").status_code == 200
        for path in ("/document?id=a1", "/claim?id=a1:c1"):
            assert 'hx-get="/stor' in opened.get(path).text
