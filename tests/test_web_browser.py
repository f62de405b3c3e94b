"""The desk in the browser that people will open it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browsers import visits
from tests.desks import served, two
from tests.test_html_view import hostile, sample

from sayso.ledger import Ledger
from sayso.views import palette
from sayso.web.claims import link

pytestmark = pytest.mark.browser

SAMPLE = sample().document.id
CLAIM = link(SAMPLE, sample().claims[2])
PAGES = (
    *("/", "/claims", "/claims?who=moscow", "/documents", "/ledger", CLAIM),
    *("/sources", "/searches"),
    *(f"/document?id={SAMPLE}", f"/document?id={hostile().document.id}"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return two(tmp_path_factory.mktemp("desk") / "ledger")


@pytest.fixture(scope="module")
def address(ledger: Ledger) -> Iterator[str]:
    with served(ledger) as found:
        yield found


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    with visits(browser, address, reduced_motion="reduce") as opener:
        yield opener


def found(page: Page) -> list[str]:
    """The ids of the claims that are shown."""
    names = page.locator(".results .anchor").all_inner_texts()
    return [name.rpartition(":")[2] for name in names]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_narrow_screen(show: Callable[..., Page], path: str) -> None:
    page = show(path, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(show: Callable[..., Page], path: str, scheme: str) -> None:
    page = show(path, color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], node["target"], node.get("failureSummary"))
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
    assert grave == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_can_be_read_without_scripts_and_on_paper(
    show: Callable[..., Page], path: str
) -> None:
    page = show(path, java_script_enabled=False)
    assert page.locator("h1").count() == 1
    page.emulate_media(media="print")
    assert not page.locator(".bar-above").is_visible()


def test_dark_is_kept_from_page_to_page(show: Callable[..., Page]) -> None:
    page = show("/", color_scheme="light")
    paper = palette.colours()["paper"]

    def expect_ground(colour: str) -> None:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        ground = f"rgb({red}, {green}, {blue})"
        expect(page.locator("body")).to_have_css("background-color", ground)

    expect_ground(paper.light)
    page.click("#desk-theme")
    expect_ground(paper.dark)
    page.click("text=All texts")
    page.wait_for_url("**/documents*")
    expect_ground(paper.dark)
    page.click("text=A winter of ultimatums")
    page.wait_for_url("**/document?id=*")
    page.click("#desk-theme")
    expect_ground(paper.light)


def test_filters_answer_while_they_are_typed_and_stand_in_the_address(
    show: Callable[..., Page],
) -> None:
    page = show("/claims")
    page.fill("#f-text", "shel")
    expect(page.locator("#counter")).to_have_text("3 claims")
    page.click("summary:has-text('Status')")
    page.click(".pick:has-text('denied')")
    expect(page.locator("#counter")).to_have_text("1 claim")
    assert found(page) == ["c4"]
    assert page.evaluate("location.search") == "?text=shel&status=denied"
    page.go_back()
    expect(page.locator("#counter")).to_have_text("3 claims")
    page.reload()
    assert page.input_value("#f-text") == "shel"
    page.click("text=Reset")
    expect(page.locator("#counter")).to_have_text("19 claims")


def test_filters_work_without_scripts(show: Callable[..., Page]) -> None:
    page = show("/claims", java_script_enabled=False)
    page.fill("#f-who", "moscow")
    page.press("#f-who", "Enter")
    expect(page.locator("#counter")).to_have_text("2 claims")
    page.wait_for_load_state()
    assert sorted(found(page)) == ["c4", "c5"]


def test_a_wrong_filter_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/claims")
    page.evaluate("document.querySelector('#f-since').type = 'text'")
    page.fill("#f-since", "yesterday")
    expect(page.locator("#said")).to_contain_text("write the date like 2024-09-16")
    page.close()


def test_keys_step_through_what_was_found(show: Callable[..., Page]) -> None:
    page = show(f"/claims?document={SAMPLE}&who=moscow&order=oldest")
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.innerText") == f"{SAMPLE}:c4"
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.input_value("#f-text") == "jk"


def test_a_reading_is_paired_and_its_claims_have_addresses(show: Callable[..., Page]) -> None:
    page = show(f"/document?id={SAMPLE}")
    assert page.inner_text("#counter") == "14 claims"
    page.fill("#search", "hospital")
    assert page.inner_text("#counter") == "3 of 14 claims"
    page.click("#reset")
    page.click("#claim-3 .keep")
    page.wait_for_url("**/claim?id=*")
    assert page.inner_text(".one mark") == "bombing a hospital in Kharkiv"
    chain = page.locator(".frame > p").all_inner_texts()
    assert [one.split(" ")[0] for one in chain] == ["the", "two", "Kyiv"]
    page.click("text=Show in its text")
    expect(page.locator("#claim-3")).to_have_attribute("aria-current", "true")


def test_hostile_text_stays_text(show: Callable[..., Page]) -> None:
    page = show("/claims")
    page.fill("#f-text", "\"><script>document.title='owned'</script>")
    expect(page.locator("#counter")).to_have_text("0 claims")
    page.goto(page.url.partition("/claims")[0] + f"/document?id={hostile().document.id}")
    assert page.title() == "</title><script>alert(3)</script> [U+202E]title · sayso"
    assert page.locator("img, b[onclick], u, .text i, a[href^=javascript]").count() == 0


def test_a_page_of_another_origin_can_neither_read_nor_post(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    trap = tmp_path / "trap.html"
    trap.write_text(
        f'<form method="post" action="{address}/enter"><input name="token" value=""></form>'
        "<button onclick=\"document.forms[0].submit()\">win</button>", "utf8",
    )  # fmt: skip
    page = browser.new_page()
    page.goto(trap.as_uri())
    assert (
        page.evaluate(f"fetch('{address}/claims.json').then(() => 'read', () => 'refused')")
        == "refused"
    )
    with page.expect_response(f"{address}/enter") as answer:
        page.click("button")
    assert answer.value.status == 403
    page.close()
