"""The terminal view: what a person must find in it, at any width, with and without colour."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from readings import reading
from sayso.records import Document, Reading, Status
from sayso.views.terminal import SIGNS, Order, render


def shown(
    by: Order = "order", width: int = 100, encoding: str = "utf-8", **options: Any
) -> list[str]:
    claims = options.pop("claims", None)
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=width, highlight=False, **options)
    render(reading(), console, by=by, claims=claims)
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(encoding).splitlines()


PLAIN = """
  c1  ● happened      author
      Kyiv accused Moscow of bombing a hospital in Kharkiv last week, two officials said.

  c2  ● happened      author > two officials (reports)
      Kyiv accused Moscow of bombing a hospital in Kharkiv last week
      ACCUSE  Ukraine (UKR) -> Russia (RUS)

  c3  ● happened      author > two officials (reports) > Kyiv (accuses)
      bombing a hospital in Kharkiv last week
      ASSAULT aerial  Russia (RUS) -> hospital, Ukraine (UKR)
      military, health; when: last week (2024-05-06); where: Kharkiv

  c4  ● happened      author
      [Satellite images] showed the ~hollow~ ruins.
      evidence (image): Satellite images

 c10  ○ predicted     author  probable 55-80 %
      Moscow would probably deny it, citing �[31mthe ~brazen lies~ of Recep Tayyip Erdoğan.

~word~ loaded wording  [word] evidence cited
"""


def test_the_page() -> None:
    lines = shown()
    assert lines[13:] == PLAIN.strip("\n").splitlines()
    head = "\n".join(lines[:13])
    for fact in (
        "An invented story",
        "2024-05-14",
        "Jane Roe, Invented Post",
        "https://news.example.com/1",
        "news (83%)",
        "33 words",
        "author 3, two officials 1, Kyiv 1",
        "● happened 4, ○ predicted 1",
    ):
        assert fact in head


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("by", ["order", "voice", "status"])
def test_no_line_is_wider_than_asked_for(width: int, by: Order) -> None:
    assert max(map(cell_len, shown(by, width))) <= width


def test_every_claim_is_shown_once_in_every_grouping() -> None:
    for by in ("order", "voice", "status"):
        lines = shown(by)
        starts = [line.split()[0] for line in lines if line.strip()]
        for claim in reading().claims:
            assert starts.count(claim.id) == 1


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("voice", ["author  3 ─", "two officials  unnamed  1 ─", "Kyiv  country  UKR  1 ─"]),
        ("status", ["● happened  4 ─", "○ predicted  1 ─"]),
    ],
)
def test_groups_are_headed(by: Order, headings: list[str]) -> None:
    rules = [line for line in shown(by) if line.endswith("──") and line[0] not in "╭╰"]
    assert len(rules) == len(headings)
    for rule, heading in zip(rules, headings, strict=True):
        assert rule.startswith(heading)


def test_selected_claims_are_counted_as_such() -> None:
    lines = shown(claims=reading().claims[1:3])
    assert any("2 of 5 selected" in line for line in lines)
    assert not any("hollow" in line for line in lines)
    assert any("0 of 5 selected" in line for line in shown(claims=()))


def test_colour_marks_by_style_and_plain_text_by_signs() -> None:
    coloured = "\n".join(shown(force_terminal=True, color_system="standard"))
    assert "\x1b[3;31mhollow" in coloured
    assert "\x1b[4;36mSatellite images" in coloured
    assert "~hollow~" not in coloured
    colourless = "\n".join(shown(force_terminal=True, no_color=True))
    colourless = re.sub(r"\x1b\[[\d;]*m", "", colourless)
    assert "~hollow~" in colourless
    assert "[Satellite images]" in colourless


def test_mere_speech_is_dimmed_and_still_there() -> None:
    lines = shown(force_terminal=True, color_system="standard")
    speech = next(line for line in lines if "two officials said" in line)
    assert "\x1b[2mKyiv accused" in speech


def test_the_text_cannot_steer_the_terminal() -> None:
    for line in shown():
        assert "\x1b" not in line


def test_an_ascii_console_gets_ascii_signs() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    render(reading(), Console(file=stream, width=80))
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    page = stream.buffer.getvalue().decode("ascii")
    assert "* happened" in page
    assert "> predicted" in page
    assert "+---" in page


def test_each_status_has_a_sign_of_its_own() -> None:
    assert list(SIGNS) == list(Status.__args__)  # type: ignore[attr-defined]
    for place in (0, 1):
        signs = [sign[place] for sign in SIGNS.values()]
        assert len(set(signs)) == len(signs)


def test_a_document_without_claims_or_title() -> None:
    bare = Reading(reader=reading().reader, document=Document(id="d9", text="Oh no."))
    stream = io.StringIO()
    render(bare, Console(file=stream, width=60))
    assert "d9" in stream.getvalue()
    assert "genre" not in stream.getvalue()
