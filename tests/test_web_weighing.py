"""What is weighed, on the pages of the desk: the same numbers as the commands have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page
from tests.browsers import visits
from tests.desks import client, served

from sayso import Reader
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.web.strips import LEFT, WIDTH, drawn
from sayso.weighing import acts, alerts, dyads, forecasts, network, voices

PAGES = (
    *("/voices", "/voice?name=Viktor+Orlov", "/dyad", "/dyad?first=RUS&second=UKR"),
    *("/dyad?first=RUS&by=month&period=2024-03-01", "/network", "/network?about=RUS"),
    *("/alerts", "/alerts?by=week&measure=all", "/forecasts", "/forecasts?outcome=open"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Ledger:
    """Half a year of invented news of two neighbours, a burst in it, and a promise."""
    made = Ledger(tmp_path_factory.mktemp("desk") / "ledger")
    documents = []
    for week in range(26):
        day = date.fromordinal(date(2024, 1, 1).toordinal() + 7 * week)
        told = [f"Russia shelled Ukraine near town {week}.", "Ukraine thanked Poland for its aid."]
        if week in (14, 15):
            told += [f"Russia bombed Ukraine again near village {n}." for n in range(12)]
        if week == 3:
            told += ["“Russia will sign a treaty with Ukraine by March 15,” Viktor Orlov said."]
        if week == 9:
            told += ["Russia signed a treaty with Ukraine on Monday."]
        documents += [
            Document(
                id=f"d{week}-{n}",
                text=text,
                publisher=f"Paper {n % 3}",
                published=date.fromordinal(day.toordinal() + n % 7).isoformat(),
            )
            for n, text in enumerate(told)
        ]
    made.ingest(documents, grammarian)
    return made


@pytest.fixture(scope="module")
def desk(ledger: Ledger) -> Iterator[TestClient]:
    with client(ledger) as opened:
        yield opened


def twin(path: str) -> str:
    address, mark, query = path.partition("?")
    return f"{address}.json{mark}{query}"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_twin(desk: TestClient, path: str) -> None:
    page, answer = desk.get(path), desk.get(twin(path))
    assert (page.status_code, answer.status_code) == (200, 200), page.text[-900:]
    assert twin(path).partition("?")[0] in desk.get("/openapi.json").json()["paths"]


def test_a_dyad_has_the_numbers_of_the_command(desk: TestClient, ledger: Ledger) -> None:
    told = desk.get("/dyad.json?first=Russia&second=UKR&by=week").json()
    found = acts.of_ledger(ledger.snapshot())
    series = dyads.series(
        found, dyads.Dyad("RUS", "UKR"), "week", split=("quad", "status"),
        since=date.fromisoformat(told["since"]), until=date.fromisoformat(told["until"]),
    )  # fmt: skip
    expected = [
        (row["period"].isoformat(), row["quad"], row["status"], row["events"], row["claim_ids"])
        for row in series.cells.to_pylist()
    ]
    assert [tuple(cell.values()) for cell in told["cells"]] == expected
    assert sum(cell["events"] for cell in told["cells"]) > 40
    (burst, *_) = told["alerts"]
    assert (burst["kind"], burst["rising"]) == ("burst", True)
    page = desk.get("/dyad?first=Russia&second=UKR").text
    assert page.count('class="band"') == len(told["alerts"])
    cell = max(told["cells"], key=lambda cell: cell["events"])
    shown = desk.get(f"/dyad.json?first=RUS&second=UKR&period={cell['period']}").json()
    assert set(cell["claims"]) <= {one["key"] for one in shown["claims"]}


def test_pairs_and_ties_have_the_numbers_of_the_command(desk: TestClient, ledger: Ledger) -> None:
    made = network.network(acts.of_ledger(ledger.snapshot()))
    told = desk.get("/network.json").json()
    assert [{**one, "claim_ids": tuple(one["claim_ids"])} for one in told["ties"]] == [
        asdict(tie) for tie in made.ties
    ]
    assert told["unnamed"] == made.unnamed
    assert desk.get("/network.json?least=20").json()["ties"] == [
        one for one in told["ties"] if one["events"] >= 20
    ]
    (first, second, events) = desk.get("/dyad.json").json()["pairs"][0]
    assert (first, second) == ("RUS", "UKR")
    pair = {"RUS", "UKR"}
    assert events == sum(tie.events for tie in made.ties if {tie.actor, tie.recipient} == pair)


def test_alerts_are_those_of_the_command(desk: TestClient, ledger: Ledger) -> None:
    snapshot = ledger.snapshot()
    since, until = acts.span(snapshot) or (None, None)
    made = alerts.alerts(acts.of_ledger(snapshot), since=since, until=until)
    told = desk.get("/alerts.json").json()
    assert [(one["first_party"], one["first"], one["events"]) for one in told["alerts"]] == [
        (one.dyad.first, one.first.isoformat(), one.events) for one in made.alerts
    ]
    assert told["alerts"]
    assert told["tested"] == made.tested
    assert len(told["thin"]) == len(made.thin)


def test_forecasts_are_those_of_the_command(desk: TestClient, ledger: Ledger) -> None:
    made = forecasts.forecasts(ledger.snapshot())
    told = desk.get("/forecasts.json").json()
    assert [(one["claim"], one["outcome"]) for one in told["forecasts"]] == [
        (one.id, one.outcome) for one in made
    ]
    (promise,) = [one for one in told["forecasts"] if one["voice"] == "Viktor Orlov"]
    assert (promise["horizon"], promise["horizon_stated"]) == ("2024-03-15", True)
    early = desk.get("/forecasts.json?as_of=2024-02-01&voice=orlov").json()["forecasts"]
    assert [one["outcome"] for one in early] == ["open"]
    assert desk.get("/forecasts.json?outcome=undecidable&voice=orlov").json()["total"] == 0


def test_a_voice_has_what_the_command_has(desk: TestClient, ledger: Ledger) -> None:
    made = voices.voice(ledger.snapshot(), "Viktor Orlov")
    told = desk.get("/voice.json?name=orlov").json()
    assert (told["voice"], told["claims"], told["documents"]) == (
        made.voice.name, len(made.claims), made.documents
    )  # fmt: skip
    assert len(told["forecasts"]) == len(made.forecasts) == 1
    assert "Viktor Orlov" in desk.get("/voices?named=ORL").text
    assert desk.get("/voices.json?named=nobody").json() == {"total": 0, "voices": []}


def test_what_cannot_be_asked_is_said(desk: TestClient) -> None:
    for path, words in (
        ("/dyad?first=Atlantis", "name a country"),
        ("/dyad?first=RUS&by=year", "by:"),
        ("/dyad?first=RUS&since=2024-06-01&until=2024-01-01", "lies after"),
        ("/dyad?first=RUS&status=sung", "use one of happened"),
        ("/network?about=%3Cscript%3Ealert(1)%3C/script%3E", "name a country"),
        ("/network?least=0", "least:"),
        ("/alerts?measure=noise", "measure:"),
        ("/voice?name=nobody", "no voice of the ledger is called"),
        ("/forecasts?outcome=sung", "use one of open"),
    ):
        answer = desk.get(path)
        assert (answer.status_code, words in answer.text) == (400, True), path
        assert "<script>alert" not in answer.text


def test_strips_stand_where_their_periods_are() -> None:
    days = [date(2024, 1, day) for day in range(1, 11)]
    counts = [
        (days[0], "verbal conflict", True, 3),
        (days[0], "verbal conflict", False, 1),
        (days[9], "material conflict", True, 2),
        (date(2030, 1, 1), "material conflict", True, 4),  # of no period
    ]
    made = drawn(days, counts, [(days[2], days[4], "burst")], lambda day: f"/{day}")
    by_quad = {strip.quad: strip for strip in made.strips}
    (first,) = by_quad["verbal conflict"].bars
    (last,) = by_quad["material conflict"].bars
    assert first.done == 3 * first.other
    assert (first.x, first.link) == (LEFT, "/2024-01-01")
    assert last.x + last.width <= WIDTH - LEFT
    ((start, width, words),) = made.bands
    assert (start, words) == (round(LEFT + 2 * (WIDTH - 2 * LEFT) / 10, 2), "burst")
    assert width == round(3 * (WIDTH - 2 * LEFT) / 10, 2)
    assert drawn([], [], [], str).strips[0].bars == ()


# ---- in a browser ----


@pytest.fixture(scope="module")
def address(ledger: Ledger) -> Iterator[str]:
    with served(ledger) as found:
        yield found


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    with visits(browser, address) as opener:
        yield opener


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_or_is_too_wide(
    show: Callable[..., Page], path: str, scheme: str
) -> None:
    page = show(path, color_scheme=scheme)
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
def test_a_bar_leads_to_its_claims_without_scripts(show: Callable[..., Page]) -> None:
    page = show("/dyad?first=RUS&second=UKR", java_script_enabled=False)
    bar = page.locator(".strips a").filter(has=page.locator(".done.brick")).first
    words = bar.get_attribute("aria-label") or ""
    count = re.search(r"(\d+) told as done", words)
    assert count is not None
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#claims")
    assert page.locator("#claims .found").count() >= int(count[1])
    assert words[:10] in page.url
