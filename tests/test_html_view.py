"""The page of a reading, in the browser that people will open it in."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Page

from sayso.records import (
    Claim,
    Document,
    Event,
    Evidence,
    Party,
    Place,
    ReaderInfo,
    Reading,
    Span,
    Time,
    Voice,
)
from sayso.views import html, palette
from sayso.views.html import render
from sayso.views.segments import paragraphs

Kind = TypeVar("Kind", bound=Span)
READER = ReaderInfo(version="0.1.0", models={"en_core_web_sm": "sha256:0a1b2c3d"})

TEXT = """A winter of ultimatums
Two officials said on Tuesday that Kyiv accused Moscow of bombing a hospital in Kharkiv. \
Moscow denied it had shelled the city, and called the charge “a grotesque lie”.

What the pictures show
Satellite images show three craters beside the ward, according to the Lindholm Institute. The \
institute’s director, Maja Lindholm, said the strike was “almost certainly deliberate”. The \
reckless men who ordered it will not stop at one city.
If the shelling goes on, Warsaw may send air defences to Kyiv, a diplomat said. “We will answer \
every shell,” Foreign Minister Anton Reva vowed, and he urged the United Nations to act. Will \
anyone listen? Poland and Ukraine signed an accord in Lviv last week."""


class Words:
    """Finds spans by their words, so that no test counts characters."""

    def __init__(self, text: str) -> None:
        self.text = text

    def make(self, record: type[Kind], words: str, near: str = "", **values: Any) -> Kind:
        start = self.text.index(words, self.text.index(near) if near else 0)
        return record(start=start, end=start + len(words), text=words, **values)

    def span(self, words: str, near: str = "") -> Span:
        return self.make(Span, words, near)

    def claim(self, words: str, near: str = "", **values: Any) -> Claim:
        given = {"id": "c", "sayso": (AUTHOR,), "status": "happened", "certainty": "certain"}
        return self.make(Claim, words, near, **{"confidence": 0.8, **given, **values})


AUTHOR = Voice(kind="author")


def sample() -> Reading:
    """News with voices inside voices, every status, evidence, loaded words, when and where."""
    words = Words(TEXT)
    ukraine = {"name": "Ukraine", "code": "UKR", "country": "UKR", "resolved": "gazetteer"}
    russia = {"name": "Russia", "code": "RUS", "country": "RUS", "resolved": "gazetteer"}
    poland = {"name": "Poland", "code": "POL", "country": "POL", "resolved": "gazetteer"}
    officials = Voice(
        kind="unnamed",
        name="two officials",
        mention=words.span("Two officials"),
        cue=words.span("said"),
        stance="reports",
        quote="indirect",
    )
    kyiv = Voice(
        kind="country",
        name="Kyiv",
        code="UKR",
        mention=words.span("Kyiv"),
        cue=words.span("accused"),
        stance="accuses",
        quote="indirect",
    )
    moscow = Voice(
        kind="country",
        name="Moscow",
        code="RUS",
        mention=words.span("Moscow", "Moscow denied"),
        cue=words.span("denied"),
        stance="denies",
        quote="indirect",
    )
    institute = Voice(
        kind="organization",
        name="Lindholm Institute",
        mention=words.span("Lindholm Institute"),
        cue=words.span("according to"),
        stance="reports",
        quote="indirect",
    )
    pictures = Voice(
        kind="document",
        name="satellite images",
        mention=words.span("Satellite images"),
        cue=words.span("show", "images show"),
        stance="shows",
    )
    lindholm = Voice(
        kind="person",
        name="Maja Lindholm",
        mention=words.span("Maja Lindholm"),
        cue=words.span("said", "Lindholm, said"),
        stance="reports",
        quote="mixed",
    )
    diplomat = Voice(
        kind="unnamed",
        name="a diplomat",
        mention=words.span("a diplomat"),
        cue=words.span("said", "diplomat said"),
        stance="reports",
        quote="indirect",
    )
    reva = Voice(
        kind="person",
        name="Anton Reva",
        code="UKR GOV",
        mention=words.span("Foreign Minister Anton Reva"),
        cue=words.span("vowed"),
        stance="promises",
        quote="direct",
    )
    urging = reva.model_copy(
        update={"cue": words.span("urged"), "stance": "wants", "quote": "indirect"}
    )
    hospital = words.make(Party, "a hospital", name="a hospital")
    claims = (
        words.claim(
            "Two officials said on Tuesday that Kyiv accused Moscow of bombing a hospital"
            " in Kharkiv"
        ),
        words.claim(
            "Kyiv accused Moscow of bombing a hospital in Kharkiv",
            sayso=(AUTHOR, officials),
            confidence=0.91,
            event=Event(
                type="ACCUSE",
                trigger=words.span("accused"),
                actors=(words.make(Party, "Kyiv", **ukraine),),
                recipients=(words.make(Party, "Moscow", **russia),),
                when=words.make(Time, "on Tuesday", value="2024-05-14", precision="day"),
                quad="verbal conflict",
                score=-3,
            ),
        ),
        words.claim(
            "bombing a hospital in Kharkiv",
            sayso=(AUTHOR, officials, kyiv),
            confidence=0.86,
            event=Event(
                type="ASSAULT",
                mode="bombing",
                contexts=("military", "health"),
                trigger=words.span("bombing"),
                actors=(words.make(Party, "Moscow", **russia),),
                recipients=(hospital,),
                where=words.make(Place, "Kharkiv", name="Kharkiv", country="UKR"),
                quad="material conflict",
                score=-10,
            ),
        ),
        words.claim(
            "it had shelled the city",
            sayso=(AUTHOR, moscow),
            status="denied",
            confidence=0.93,
            event=Event(
                type="ASSAULT",
                trigger=words.span("shelled"),
                actors=(words.make(Party, "it", "it had", **russia),),
                recipients=(words.make(Party, "the city", name="Kharkiv", country="UKR"),),
                quad="material conflict",
                score=-10,
            ),
        ),
        words.claim(
            "called the charge “a grotesque lie”",
            sayso=(AUTHOR, moscow.model_copy(update={"stance": "claims"})),
            loaded=(words.span("grotesque lie"),),
            confidence=0.55,
        ),
        words.claim(
            "three craters beside the ward",
            sayso=(AUTHOR, institute, pictures),
            evidence=(words.make(Evidence, "Satellite images", kind="image"),),
            status="ongoing",
        ),
        words.claim(
            "the strike was “almost certainly deliberate”",
            sayso=(AUTHOR, lindholm),
            certainty="probable",
            likelihood=(0.95, 0.99),
            confidence=0.62,
        ),
        words.claim(
            "The reckless men who ordered it will not stop at one city",
            status="predicted",
            loaded=(words.span("reckless"),),
            confidence=0.44,
        ),
        words.claim(
            "If the shelling goes on",
            sayso=(AUTHOR, diplomat),
            status="hypothetical",
            certainty="possible",
            confidence=0.72,
        ),
        words.claim(
            "Warsaw may send air defences to Kyiv",
            sayso=(AUTHOR, diplomat),
            status="planned",
            certainty="possible",
            event=Event(
                type="AID",
                mode="military",
                trigger=words.span("send"),
                actors=(words.make(Party, "Warsaw", **poland),),
                recipients=(words.make(Party, "Kyiv", "to Kyiv, a", **ukraine),),
                quad="material cooperation",
                score=7,
            ),
        ),
        words.claim(
            "We will answer every shell",
            sayso=(AUTHOR, reva),
            status="threatened",
            event=Event(
                type="THREATEN",
                trigger=words.span("answer"),
                actors=(words.make(Party, "We", name="Ukraine", code="UKR", country="UKR"),),
                quad="verbal conflict",
                score=-5,
            ),
        ),
        words.claim("the United Nations to act", sayso=(AUTHOR, urging), status="demanded"),
        words.claim("Will anyone listen", status="asked", certainty="possible", confidence=0.28),
        words.claim(
            "Poland and Ukraine signed an accord in Lviv last week",
            confidence=0.97,
            event=Event(
                type="AGREE",
                trigger=words.span("signed"),
                actors=(
                    words.make(Party, "Poland", **poland),
                    words.make(Party, "Ukraine", **ukraine),
                ),
                when=words.make(Time, "last week", value="2024-W19", precision="week"),
                where=words.make(Place, "Lviv", name="Lviv", country="UKR"),
                quad="verbal cooperation",
                score=3,
            ),
        ),
    )
    numbered = tuple(
        claim.model_copy(update={"id": f"c{at}"}) for at, claim in enumerate(claims, start=1)
    )
    return Reading(
        reader=READER,
        document=Document(
            id="9f2c61d0a7",
            text=TEXT,
            title="A winter of ultimatums",
            publisher="The Northern Courier",
            author="Ida Falk",
            published="2024-05-15",
            url="https://example.org/winter",
            genre="news",
            genre_confidence=0.92,
        ),
        claims=numbered,
    )


HOSTILE = (
    "</script><script>document.title='owned'</script>\r\n\r\n"
    "<img src=x onerror=\"document.title='owned'\"> said \u202eevil\u202c & 'quoted' \"words\"."
    "\n\n</style></p><!-- ]]> {{ 7*7 }} {% raw %} `${1}` \u2028 \x07 \u200f السلام 🙂 e\u0301nd"
)


def hostile() -> Reading:
    words = Words(HOSTILE)
    name = '</script><b onclick=alert(1)>"O\'Hara" \u202egnorw'
    voice = Voice(
        kind="person",
        name=name,
        code="<i>",
        mention=words.span("<img src=x"),
        cue=words.span("said"),
        stance="claims",
        quote="direct",
    )
    claims = (
        words.claim("</script><script>", id="\"><script>alert('id')</script>"),
        words.claim(
            "\u202eevil\u202c & 'quoted' \"words\"",
            id="c 2",
            sayso=(AUTHOR, voice),
            loaded=(words.span("evil"),),
            event=Event(
                type="ASSAULT",
                trigger=words.span("evil"),
                actors=(words.make(Party, "'quoted'", name=name, code="\"'<>"),),
                when=words.make(Time, "words", value="<!--"),
                quad="material conflict",
                score=-10,
            ),
        ),
        words.claim("</script>\r\n\r\n<img", id="c3"),
        words.claim("{{ 7*7 }} {% raw %}", id="c4", sayso=(AUTHOR, Voice(kind="unspecified"))),
        words.claim("🙂 e\u0301nd", id="c5"),
    )
    return Reading(
        reader=ReaderInfo(version="<0>", models={"</script>": "<svg onload=alert(2)>"}),
        document=Document(
            id="<id>",
            text=HOSTILE,
            title="</title><script>alert(3)</script> \u202etitle",
            publisher='"><img src=x onerror=alert(4)>',
            author="\u2067<u>",
            published="<yesterday>",
            url="javascript:alert(5)",
            language='en" onload="alert(6)',
        ),
        claims=claims,
    )


def long(claims: int, voices: int = 40) -> Reading:
    """About sixteen words a claim, each a voice's saying inside the author's report of it."""
    lines = [
        f"Speaker {n % voices} of the council said on day {n} that the bridge over river {n} "
        f"would be closed to traffic."
        for n in range(claims // 2)
    ]
    text = "\n".join(lines)
    words = Words(text)
    found = []
    for n, line in enumerate(lines):
        voice = Voice(
            kind="person",
            name=f"Speaker {n % voices}",
            mention=words.span(f"Speaker {n % voices}", line),
            cue=words.span("said", line),
            stance="reports",
            quote="indirect",
        )
        found.append(words.claim(line[:-1], line, id=f"c{2 * n}"))
        said = f"the bridge over river {n} would be closed to traffic"
        found.append(
            words.claim(said, id=f"c{2 * n + 1}", sayso=(AUTHOR, voice), status="predicted")
        )
    return Reading(reader=READER, document=Document(id="long", text=text), claims=tuple(found))


class Opened:
    """A page from a file, with everything it said to the console and asked of the network."""

    def __init__(self, browser: Browser, path: Path, reading: Reading, **context: Any) -> None:
        path.write_text(render(reading), encoding="utf-8", newline="")
        self.address = path.as_uri()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page = browser.new_page(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **context}
        )
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(self.address)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a reading; afterwards every page must have been silent and asked for nothing else."""
    all_opened: list[Opened] = []

    def opener(reading: Reading, **context: Any) -> Page:
        path = tmp_path / f"{len(all_opened)}.html"
        all_opened.append(Opened(browser, path, reading, **context))
        return all_opened[-1].page

    yield opener
    for opened in all_opened:
        assert opened.complaints == []
        assert {one.partition("#")[0] for one in opened.requests} == {opened.address}
        opened.page.close()


def lit(page: Page) -> list[str]:
    return page.eval_on_selector_all("#cards .on", "all => all.map(one => one.id)")


def lit_words(page: Page) -> str:
    return "".join(page.eval_on_selector_all(".text .s.on", "all => all.map(e => e.textContent)"))


def shown_cards(page: Page) -> list[int]:
    ids = page.eval_on_selector_all(".card:not([hidden])", "all => all.map(one => one.id)")
    return [int(one.removeprefix("claim-")) for one in ids]


def text_of(page: Page) -> str:
    return str(page.eval_on_selector(".text", "e => e.textContent"))


def in_view(page: Page, selector: str) -> bool:
    return bool(
        page.eval_on_selector(
            selector,
            "e => { const b = e.getBoundingClientRect(), p = e.closest('#cards');"
            "const f = p ? p.getBoundingClientRect() : {top: 0, bottom: innerHeight};"
            "return b.top >= f.top - 1 && b.top < f.bottom }",
        )
    )


# ---- without a browser ----


def test_the_segments_add_up_to_the_text() -> None:
    for reading in (sample(), hostile(), long(20)):
        blocks = paragraphs(reading)
        joined = "".join("".join(s.text for s in block.segments) + block.gap for block in blocks)
        assert joined == reading.document.text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("One line.", ["prose"]),
        ("", ["prose"]),
        ("A heading\nA sentence that stands below it.", ["heading", "prose"]),
        ("First.\n\nSecond.\r\n\r\nThird.", ["prose", "prose", "prose"]),
        ("A rose,\na thorn.\n\nThe end.", ["lines", "prose"]),
        ("\n".join(["x" * 70] * 4) + "\n\nThe end.", ["prose", "prose"]),
        ("Title\n" + "long words " * 12 + ".\n\nThe end.", ["heading", "prose", "prose"]),
    ],
)
def test_paragraphs(text: str, kinds: list[str]) -> None:
    found = paragraphs(Reading(reader=READER, document=Document(id="d", text=text)))
    assert [block.kind for block in found] == kinds


def test_segments_know_their_claims_innermost_first() -> None:
    text = "Two officials said Kyiv accused Moscow."
    words = Words(text)
    voice = Voice(kind="unnamed", name="two officials")
    claims = (
        words.claim("Two officials said Kyiv accused Moscow"),
        words.claim("Kyiv accused Moscow", sayso=(AUTHOR, voice)),
        words.claim("said Kyiv"),  # crosses the second
    )
    reading = Reading(reader=READER, document=Document(id="d", text=text), claims=claims)
    segments = [segment for block in paragraphs(reading) for segment in block.segments]
    assert [(segment.text, segment.claims) for segment in segments] == [
        ("Two officials ", (0,)),
        ("said ", (2, 0)),
        ("Kyiv", (1, 2, 0)),
        (" accused Moscow", (1, 0)),
        (".", ()),
    ]


def test_every_colour_passes_wcag_aa_in_light_and_dark() -> None:
    named = palette.colours()
    text, mark = 4.5, 3.0
    grounds = ("paper", "panel", "raised")
    pairs = [(front, ground, text) for front in ("ink", "soft", "accent") for ground in grounds]
    pairs += [("edge", ground, mark) for ground in grounds]
    pairs += [("author-line", "paper", mark), ("ink", "author-strong", text)]
    for hue in palette.hues():
        pairs += [(front, f"{hue}-tint", text) for front in ("ink", "soft", f"{hue}-line")]
        pairs += [("ink", f"{hue}-strong", text), (f"{hue}-line", f"{hue}-strong", mark)]
        pairs += [(f"{hue}-line", "paper", text)]
    for front, ground, least in pairs:
        for mode in ("light", "dark"):
            ratio = palette.contrast(getattr(named[front], mode), getattr(named[ground], mode))
            assert ratio >= least, f"{front} on {ground}, {mode}: {ratio:.2f}"


def test_no_two_voices_look_alike_before_the_palette_comes_round() -> None:
    looks = {palette.swatch(index) for index in range(palette.looks())}
    assert len(looks) == palette.looks() >= 24
    assert palette.swatch(palette.looks()) == palette.swatch(0)
    letters = [palette.letter(index) for index in range(800)]
    assert letters[:2] == ["a", "b"]
    assert letters[25:28] == ["z", "aa", "ab"]
    assert len(set(letters)) == 800


def test_the_policy_allows_our_own_script_and_style_by_hash_and_nothing_else() -> None:
    page = render(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; ")
    assert "unsafe" not in allowed
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content is not None
        digest = b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in allowed
    assert " style=" not in page
    assert not re.search(
        r"<[^>]*\son\w+=", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    )


def test_swapping_two_names_changes_the_names_only() -> None:
    def swap(text: str) -> str:
        return text.replace("Kyiv", "\0").replace("Oslo", "Kyiv").replace("\0", "Oslo")

    text = "Kyiv said that Oslo attacked."
    pages = []
    for name in ("Kyiv", "Oslo"):
        words = Words(text if name == "Kyiv" else swap(text))
        other = "Oslo" if name == "Kyiv" else "Kyiv"
        voice = Voice(kind="country", name=name, mention=words.span(name))
        claim = words.claim(f"{other} attacked", sayso=(AUTHOR, voice))
        document = Document(id="d", text=words.text)
        pages.append(render(Reading(reader=READER, document=document, claims=(claim,))))
    assert swap(pages[0]) == pages[1]


# ---- in a browser ----


@pytest.mark.browser
def test_the_text_and_the_reading_are_on_the_page_unchanged(show: Callable[..., Page]) -> None:
    reading = sample()
    page = show(reading)
    assert text_of(page) == reading.document.text
    data = page.eval_on_selector("#reading", "e => e.textContent")
    assert json.loads(data) == json.loads(reading.model_dump_json())
    assert page.inner_text("h1") == "A winter of ultimatums"
    assert page.inner_text(".facts").split("\n") == [
        "by Ida Falk", "15 May 2024", "news 0.92", "original"
    ]  # fmt: skip
    assert page.inner_text("#counter") == "14 claims"
    assert "does not decide whether a claim is true" in page.inner_text("footer")
    for fact in ("0.1.0", "sha256:0a1b2c3d", "sayso.reading/1", "9f2c61d0a7"):
        assert fact in page.inner_text("footer")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (1, ["¶", "happened certain 1", "the author", "high confidence 0.80"]),
        (
            3,
            [
                "e",
                "the author → two officials (reports) → Kyiv UKR (accuses)",
                "ASSAULT Russia RUS → a hospital",
                "bombing military health material conflict, −10.0",
                "where Kharkiv UKR",
                "high confidence 0.86",
            ],
        ),
        (6, ["ongoing certain 6", "evidence Satellite images (image)"]),
        (7, ["happened probable, 95–99 % 7", "the author → Maja Lindholm (reports)"]),
        (11, ["the author → Anton Reva UKR GOV (promises, quoted)", "THREATEN Ukraine UKR → not named"]),  # noqa: E501
        (13, ["asked possible 13", "very low confidence 0.28"]),
        (14, ["AGREE Poland POL, Ukraine UKR", "when last week 2024-W19 (week)"]),
    ],
)  # fmt: skip
def test_cards_say_what_the_claim_holds(
    show: Callable[..., Page], number: int, lines: list[str]
) -> None:
    page = show(sample())
    blocks = page.eval_on_selector_all(
        f"#claim-{number} :is(p, blockquote, dl div, .mark)",
        "all => all.map(e => e.innerText.replace(/\\s+/g, ' ').trim())",
    )
    for line in lines:
        assert line in blocks


@pytest.mark.browser
def test_pointing_at_words_lights_the_card_and_scrolls_to_it(show: Callable[..., Page]) -> None:
    page = show(sample())
    assert not in_view(page, "#claim-14")
    page.hover('.text .s[data-begins="13"]')
    page.wait_for_timeout(300)
    assert lit(page) == ["claim-14"]
    assert in_view(page, "#claim-14")
    page.mouse.move(2, 2)
    assert lit(page) == []


@pytest.mark.browser
def test_pointing_at_a_card_lights_its_words_across_the_voices_inside(
    show: Callable[..., Page],
) -> None:
    page = show(sample())
    page.hover("#claim-2 blockquote")
    assert lit_words(page) == "Kyiv accused Moscow of bombing a hospital in Kharkiv"
    cue = page.eval_on_selector_all(
        ".text .cue, .text .mention", "all => all.map(e => e.innerText)"
    )
    assert cue == ["Two officials", "said"]
    page.hover("#claim-3 blockquote")
    assert lit_words(page) == "bombing a hospital in Kharkiv"


@pytest.mark.browser
def test_a_card_scrolls_the_text_to_its_words(show: Callable[..., Page]) -> None:
    page = show(long(120))
    page.eval_on_selector("#cards", "e => e.scrollTo(0, e.scrollHeight)")
    page.hover("#claim-120 blockquote")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 500
    assert in_view(page, '.text .s[data-begins="119"]')


@pytest.mark.browser
def test_clicks_pin_the_inner_claim_then_the_outer_ones(show: Callable[..., Page]) -> None:
    page = show(sample())
    words = page.locator(".text .s", has_text="a hospital in Kharkiv").last
    for expected in ("claim-3", "claim-2", "claim-1"):
        words.click()
        assert lit(page) == [expected]
        assert page.get_attribute(f"#{expected}", "aria-current") == "true"
        page.hover("#claim-5")  # a pin holds while the pointer moves on
        assert lit(page) == [expected]
    assert page.evaluate("location.hash") == "#claim-1"
    words.click()
    assert lit(page) == ["claim-5"] or lit(page) == []


@pytest.mark.browser
def test_keys_step_pin_and_let_go(show: Callable[..., Page]) -> None:
    page = show(sample())
    for key in ("j", "j", "ArrowDown", "k"):
        page.keyboard.press(key)
    assert lit(page) == ["claim-2"]
    assert page.evaluate("document.activeElement.id") == "claim-2"
    assert page.eval_on_selector("#claim-2", "e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.get_attribute("#claim-2", "aria-current") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute("#claim-2", "aria-current") is None
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.input_value("#search") == "jk?"
    assert page.inner_text("#counter") == "0 of 14 claims"
    assert page.is_visible("#nothing")
    page.keyboard.press("Escape")
    assert page.inner_text("#counter") == "14 claims"


@pytest.mark.browser
def test_tab_reaches_skip_links_every_control_and_every_card(show: Callable[..., Page]) -> None:
    page = show(sample())
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("(document.activeElement.id || document.activeElement.className)")
        )
    assert reached[0] == reached[1] == "skip"
    assert {"search", "fold", "theme", "help-open", "chip"} <= set(reached)
    assert {f"claim-{number}" for number in range(1, 15)} <= set(reached)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("chips", "search", "expected"),
    [
        (["voice=1"], "", [4, 5]),  # Moscow: the first of the voices with most claims
        (["voice=0", "status=asked"], "", [13]),
        (["voice=0", "voice=1", "status=happened"], "", [1, 5, 14]),
        (["event=ASSAULT"], "", [3, 4]),
        (["event=none", "status=happened"], "", [1, 5, 7]),
        ([], "kharkiv rus", [2, 3, 4]),
        ([], "UKR GOV", [11, 12]),
        (["status=denied"], "hospital", []),
    ],
)
def test_filters(
    show: Callable[..., Page], chips: list[str], search: str, expected: list[int]
) -> None:
    page = show(sample())
    for chip in chips:
        facet, value = chip.split("=")
        page.click(f'.chip[data-facet="{facet}"][data-value="{value}"]')
    page.fill("#search", search)
    assert shown_cards(page) == expected
    assert page.inner_text("#counter") == f"{len(expected)} of 14 claims"
    covered = page.eval_on_selector_all(
        ".text .s[data-claims]:not(.off)",
        "all => all.flatMap(e => e.dataset.claims.split(' ').map(Number))",
    )
    assert {number - 1 for number in expected} <= set(covered)
    off = page.eval_on_selector_all(
        ".text .s.off",
        "all => all.flatMap(e => e.dataset.claims.split(' ').map(Number))",
    )
    assert not {number - 1 for number in expected} & set(off)
    page.click("#reset")
    assert shown_cards(page) == list(range(1, 15))
    assert page.inner_text("#counter") == "14 claims"
    assert page.locator(".chip[aria-pressed=true]").count() == 0


@pytest.mark.browser
def test_filters_and_the_page_agree_on_how_words_look(show: Callable[..., Page]) -> None:
    page = show(sample())
    looks = "all => all.map(e => [e.className, e.dataset.mark, e.dataset.number])"
    before = page.eval_on_selector_all(".text .s", looks)
    page.fill("#search", "zzz")
    page.fill("#search", "")
    assert page.eval_on_selector_all(".text .s", looks) == before


@pytest.mark.browser
def test_dark_by_preference_and_by_toggle(show: Callable[..., Page]) -> None:
    page = show(sample(), color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    paper = palette.colours()["paper"]

    def seen() -> str:
        red, green, blue = map(int, re.findall(r"\d+", page.evaluate(ground))[:3])
        return f"#{red:02x}{green:02x}{blue:02x}"

    assert seen() == paper.light
    page.emulate_media(color_scheme="dark")
    assert seen() == paper.dark
    page.click("#theme")
    assert seen() == paper.light
    page.emulate_media(color_scheme="light")
    page.click("#theme")
    assert seen() == paper.dark
    page.emulate_media(media="print")
    assert seen() != paper.dark


@pytest.mark.browser
def test_print_has_no_controls_and_all_cards_after_the_text(show: Callable[..., Page]) -> None:
    page = show(sample(), viewport={"width": 640, "height": 900})
    page.emulate_media(media="print")
    for control in ("#search", "#theme", "#fold", "#help-open", ".chip", ".views", ".show"):
        assert not page.locator(control).first.is_visible(), control
    assert page.locator(".card:visible").count() == 14
    text, first = page.locator(".text").bounding_box(), page.locator("#claim-1").bounding_box()
    assert text is not None
    assert first is not None
    assert first["y"] > text["y"] + text["height"]
    assert "https://example.org/winter" in page.inner_text("footer")
    assert page.is_visible("#claim-1 .id")


@pytest.mark.browser
@pytest.mark.parametrize("make", [sample, hostile])
def test_a_narrow_screen(show: Callable[..., Page], make: Callable[[], Reading]) -> None:
    page = show(make(), viewport={"width": 360, "height": 740})
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 360
    assert not page.is_visible("#claim-2")
    page.click(".text .s[data-claims] >> nth=0")
    assert page.locator(".card:visible").count() == 1  # the pinned claim as a sheet
    page.click("#view-claims")
    assert page.evaluate(wide) <= 360
    assert page.is_visible("#claim-2")
    page.click("#fold")
    assert page.evaluate(wide) <= 360
    page.click("#claim-2 .show")
    assert page.is_visible(".text")
    assert lit(page) == ["claim-2"]


def test_control_characters_in_a_row_stand_in_one_frame() -> None:
    shown = html.environment().filters["shown"]
    assert shown("a\x01b") == (
        'a<bdi class="ctl" data-code="U+0001" title="control character">\x01</bdi>b'
    )
    few, many = "\u202e\u202e\x01", "\x01" * 1200
    assert 'data-code="U+202E U+202E U+0001"' in shown(few)
    assert 'title="right-to-left override, control character"' in shown(few)
    assert 'data-code="U+0001 U+0001 U+0001 and 1,197 more"' in shown(many)
    for text in (few, many, f"{few}<{many}>"):
        assert unescape(re.sub("</?bdi.*?>", "", shown(text))) == text


@pytest.mark.browser
def test_hostile_text_stays_text(show: Callable[..., Page]) -> None:
    reading = hostile()
    page = show(reading)
    assert text_of(page) == reading.document.text
    assert page.title() == "</title><script>alert(3)</script> [U+202E]title · sayso"
    assert page.locator("img, b[onclick], u, .text i, a[href^=javascript]").count() == 0
    assert page.locator("script").count() == 2
    assert page.locator("html").get_attribute("onload") is None
    shown = page.eval_on_selector_all(".text .ctl", "all => all.map(e => e.dataset.code)")
    assert shown == ["U+202E", "U+202C", "U+0007", "U+200F"]
    data = page.eval_on_selector("#reading", "e => e.textContent")
    assert json.loads(data) == json.loads(reading.model_dump_json())
    page.fill("#search", "o'hara")
    assert shown_cards(page) == [2]


@pytest.mark.browser
def test_it_can_be_read_without_its_script(show: Callable[..., Page]) -> None:
    page = show(sample(), java_script_enabled=False)
    assert page.locator(".card:visible").count() == 14
    assert not page.locator("#search").is_visible()
    assert page.locator(".text").is_visible()


@pytest.mark.browser
def test_a_long_text_opens_and_filters(show: Callable[..., Page]) -> None:
    page = show(long(300))
    assert page.inner_text("#counter") == "300 claims"
    page.fill("#search", "river 77")
    assert page.inner_text("#counter") == "2 of 300 claims"
    page.click("#reset")
    page.click(".extra")
    page.click('.chip[data-facet="voice"][data-value="40"]')
    assert page.inner_text("#counter") == "3 of 300 claims"


@pytest.mark.browser
def test_an_address_with_a_claim_opens_there(show: Callable[..., Page]) -> None:
    page = show(long(120))
    page.goto(page.url + "#claim-90")
    page.reload()
    assert lit(page) == ["claim-90"]
    assert in_view(page, "#claim-90")
    assert in_view(page, '.text .s[data-begins="89"]')


@pytest.mark.browser
def test_a_reading_without_claims(show: Callable[..., Page]) -> None:
    page = show(Reading(reader=READER, document=Document(id="d", text="Nothing.")))
    assert page.inner_text("#counter") == "0 claims"
    assert "found no claim" in page.inner_text("header")
    assert text_of(page) == "Nothing."
    page.keyboard.press("j")
    page.fill("#search", "x")
