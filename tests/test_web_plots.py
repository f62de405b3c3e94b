"""The charts of the desk that a browser draws: what they hold, and how they are pointed at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import altair
import pytest
import vl_convert
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.browsers import visits
from tests.desks import client, kept, served
from tests.test_html_view import sample

from sayso import Reader
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.web import plots
from sayso.web.diagram import diagram
from sayso.web.strips import Strips, drawn
from sayso.weighing.network import Network, Tie

DYAD = "/dyad?first=RUS&second=UKR&by=day"
HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "{signal: \"warn('owned')\"}",
    "datum.x); globalThis.owned = true; (",
    "javascript:document.title='owned'",
    "‮\u0000\ud7ff name \\ \" '",
)


def strips(*, bands: bool = True) -> Strips:
    days = [date(2024, 1, 1), date(2024, 1, 8)]
    counts = [
        (days[0], "verbal conflict", True, 3),
        (days[0], "verbal conflict", False, 1),
        (days[1], "material conflict", False, 2),
    ]
    marked = [(days[0], days[0], "burst")] if bands else []
    return drawn(days, counts, marked, lambda day: f"/dyad?period={day}")


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows of all data of a chart."""
    return [row for one in spec["datasets"].values() for row in one]


def stripped(spec: dict[str, Any]) -> str:
    """A chart without its data, whose names are made of what they hold."""
    names = {name: f"data{number}" for number, name in enumerate(spec["datasets"])}
    text = json.dumps({key: value for key, value in spec.items() if key != "datasets"})
    for name, other in names.items():
        text = text.replace(name, other)
    return text


def test_a_series_has_a_row_for_every_bar() -> None:
    spec = plots.series(strips(), "week", [(date(2024, 1, 1), date(2024, 1, 3), "burst, p 0.0100")])
    altair.VConcatChart.from_dict(spec)  # as Vega-Lite's schema has it
    told = {
        (row["period"], row["done"], row["other"], row["high"], row["link"])
        for row in rows(spec)
        if "link" in row
    }
    assert told == {
        ("2024-01-01", 3, 1, 4, "/dyad?period=2024-01-01"),
        ("2024-01-08", 0, 2, 2, "/dyad?period=2024-01-08"),
    }
    (band,) = [row for row in rows(spec) if row.get("words") == "burst, p 0.0100"]
    assert (band["start"], band["end"]) == ("2024-01-01T00:00:00", "2024-01-08T00:00:00")
    assert len(spec["vconcat"]) == 4
    assert vl_convert.vegalite_to_vega(spec)["marks"]


@pytest.mark.parametrize(("by", "end"), [("day", "2024-01-09"), ("month", "2024-02-01")])
def test_a_series_ends_with_its_last_period(by: Any, end: str) -> None:
    spec = plots.series(strips(bands=False), by, [])
    ends = {row["end"] for row in rows(spec) if row.keys() == {"start", "end", "low"}}
    assert ends == {f"{end}T00:00:00"}


def test_a_network_has_a_row_for_every_circle_and_arrow() -> None:
    ties = (
        Tie("AAA", "BBB", "material conflict", 3, 2, 3, -5.0, ("d:c1",)),
        Tie("BBB", "AAA", "verbal cooperation", 1, 1, 1, 3.0, ("d:c2",)),
    )
    laid = diagram(Network(ties, 0), lambda one, other: f"/dyad?first={one}&second={other}")
    assert laid is not None
    spec = plots.network(laid)
    altair.LayerChart.from_dict(spec)
    links = {row["link"]: (row["events"], row["words"]) for row in rows(spec)}
    assert links == {
        "/dyad?first=AAA&second=BBB": (
            3,
            "AAA to BBB, material conflict: 3 events, 2 told as done",
        ),
        "/dyad?first=BBB&second=AAA": (
            1,
            "BBB to AAA, verbal cooperation: 1 event, 1 told as done",
        ),
        "/dyad?first=AAA&second=None": (4, "AAA: 4 events"),
        "/dyad?first=BBB&second=None": (4, "BBB: 4 events"),
    }


def test_a_name_never_leaves_the_data() -> None:
    """Whatever parties are called, the chart around their rows is the same to the letter."""

    def made(*names: str) -> dict[str, Any]:
        ties = tuple(
            Tie(one, names[0], "verbal conflict", 2, 1, 2, -1.0, ("d:c1",)) for one in names[1:]
        )
        laid = diagram(Network(ties, 0), lambda one, other: f"/dyad?first={one}&second={other}")
        assert laid is not None
        return plots.network(laid)

    plain = made(*(f"P{number}" for number in range(len(HOSTILE))))
    assert stripped(made(*HOSTILE)) == stripped(plain)


def test_a_name_never_leaves_the_data_of_a_series() -> None:
    def made(words: str) -> dict[str, Any]:
        laid = drawn(
            [date(2024, 1, 1)],
            [(date(2024, 1, 1), "verbal conflict", True, 3)],
            [],
            lambda _: f"/dyad?first={words}",
        )
        return plots.series(laid, "day", [(date(2024, 1, 1), date(2024, 1, 1), words)])

    for name in HOSTILE:
        assert stripped(made(name)) == stripped(made("plain"))


# ---- on the desk ----


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Ledger:
    """Three days of acts, of two pairs."""
    made = Ledger(tmp_path_factory.mktemp("plots") / "ledger")
    told = "Russia shelled Ukraine near town {0}. Ukraine thanked Poland for its aid."
    days = ("2024-01-01", "2024-01-08", "2024-01-20")
    made.ingest(
        [
            Document(id=day, text=told.format(number), publisher="Paper", published=day)
            for number, day in enumerate(days)
        ],
        grammarian,
    )
    return made


@pytest.fixture(scope="module")
def desk(ledger: Ledger) -> Iterator[TestClient]:
    with client(ledger) as opened:
        yield opened


def test_a_chart_has_the_numbers_of_its_page(desk: TestClient) -> None:
    told = desk.get(DYAD.replace("/dyad", "/dyad.json")).json()
    spec = desk.get(DYAD.replace("/dyad", "/dyad.vl.json")).json()
    bars = [row for row in rows(spec) if "link" in row]
    whole = {(row["period"], row["link"], row["words"]): row["high"] for row in bars}
    assert sum(whole.values()) == sum(cell["events"] for cell in told["cells"]) > 0
    network = desk.get("/network.vl.json").json()
    ties = [row for row in rows(network) if "tie" in row]
    assert {(row["tie"], row["quad"], row["events"]) for row in ties} == {
        (f"{one['actor']} → {one['recipient']}", one["quad"], one["events"])
        for one in desk.get("/network.json").json()["ties"]
        if one["actor"] != one["recipient"]
    }
    assert "/dyad.vl.json" in desk.get("/openapi.json").json()["paths"]


def test_where_there_is_nothing_to_draw_that_is_said(desk: TestClient) -> None:
    for path in (
        "/dyad.vl.json",
        "/dyad.vl.json?first=FJI&second=TON",
        "/network.vl.json?least=99",
    ):
        answer = desk.get(path)
        assert (answer.status_code, answer.json()) == (404, {"error": "there is nothing to draw"})
    assert desk.get("/dyad.vl.json?first=Atlantis").status_code == 400


def test_without_altair_pages_keep_what_the_server_drew(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "vega.js" in desk.get(DYAD).text
    monkeypatch.setattr(plots, "available", lambda: False)
    page = desk.get(DYAD).text
    assert "vega.js" not in page
    assert 'class="strips"' in page
    assert desk.get("/assets/vega.js").status_code == 404


# ---- in a browser ----


@pytest.fixture(scope="module")
def address(ledger: Ledger) -> Iterator[str]:
    with served(ledger) as found:
        yield found


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page with a chart, and waits until it is drawn."""
    with visits(browser, address) as opener:

        def drawing(path: str, **given: Any) -> Page:
            page = opener(path, **given)
            if given.get("java_script_enabled", True):
                expect(page.locator("figure.drawn")).to_be_visible()
            return page

        yield drawing


@pytest.mark.browser
@pytest.mark.parametrize("path", [DYAD, "/network"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_drawn_without_a_barrier(
    show: Callable[..., Page], path: str, scheme: str
) -> None:
    page = show(path, color_scheme=scheme)
    expect(page.locator(".still")).to_be_hidden()
    found = Axe().run(page).response["violations"]
    assert [
        (one["id"], node["target"], node.get("failureSummary"))
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ] == []
    names = page.locator(".drawing [role=link]")
    assert all(one.get_attribute("aria-label") for one in names.all())


@pytest.mark.browser
def test_a_series_is_as_wide_as_there_is_room(show: Callable[..., Page]) -> None:
    page = show(DYAD)
    svg, box = page.locator(".drawing svg"), page.locator(".drawing")

    def fits() -> None:
        page.wait_for_function(
            "() => { const svg = document.querySelector('.drawing svg').getBoundingClientRect();"
            " const box = document.querySelector('.drawing').getBoundingClientRect();"
            " return Math.abs(svg.width - box.width) < 12; }"
        )

    fits()
    wide = svg.bounding_box()
    page.set_viewport_size({"width": 360, "height": 740})
    fits()
    narrow = svg.bounding_box()
    assert wide is not None
    assert narrow is not None
    assert narrow["width"] < wide["width"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(box).to_be_visible()


@pytest.mark.browser
def test_a_point_is_told_of_and_leads_to_its_claims(show: Callable[..., Page]) -> None:
    page = show(DYAD)
    points = page.locator(".drawing [role=link]")
    points.first.hover()
    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_contain_text("told as done")
    points.first.click()
    page.wait_for_url("**period=*#claims")
    expect(page.locator("#claims .found").first).to_be_visible()


@pytest.mark.browser
def test_keys_step_through_the_points(show: Callable[..., Page]) -> None:
    page = show(DYAD)
    points = page.locator(".drawing [role=link]")
    expect(page.locator(".drawing [role=link][tabindex='0']")).to_have_count(1)
    points.first.focus()
    expect(page.locator("#vg-tooltip-element")).to_contain_text("told as done")
    page.keyboard.press("End")
    expect(points.last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(points.first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(points.last).to_be_focused()
    expect(page.locator(".drawing [role=link][tabindex='0']")).to_have_count(1)
    words = points.last.get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**#claims")
    assert f"period={words[:10]}" in page.url


@pytest.mark.browser
def test_paper_and_pages_without_scripts_show_what_the_server_drew(
    show: Callable[..., Page],
) -> None:
    page = show(DYAD)
    page.emulate_media(media="print")
    expect(page.locator(".still")).to_be_visible()
    expect(page.locator(".drawing")).to_be_hidden()
    plain = show(DYAD, java_script_enabled=False)
    expect(plain.locator(".strips")).to_be_visible()


@pytest.mark.browser
def test_what_parties_are_called_stays_text(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Codes come from tables of users, so a chart may have to show any."""
    from sayso.web import parties

    ties = tuple(Tie(one, "AAA", "verbal conflict", 2, 1, 2, -1.0, ("d:c1",)) for one in HOSTILE)
    monkeypatch.setattr(parties, "network", lambda *_, **__: Network(ties, 0))
    complaints: list[str] = []
    with served(kept(tmp_path / "ledger", sample())) as address:
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/network")
        expect(page.locator("figure.drawn")).to_be_visible()
        points = page.locator(".drawing [role=link]")
        for point in points.all():
            point.dispatch_event("pointermove")
        expect(page.locator("#vg-tooltip-element")).to_have_class("vg-tooltip visible desk-theme")
        assert page.locator(".drawing script, .drawing img, #vg-tooltip-element img").count() == 0
        assert page.evaluate("globalThis.owned") is None
        assert page.title() == "Network · sayso"
        page.close()
    assert complaints == []
