"""Text to document: line breaks, ids, headlines, dates, and what is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import IntakeError
from sayso.intake.text import document, document_id, first_line_title, iso_date, normalise

BODY = "The minister said that the border would stay open. Nobody believed him."


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\ufeffone", "one"),
        ("o\x00ne", "one"),
        ("o\ud800ne", "o\ufffdne"),
        ("tabs\tand\u00a0spaces  stay ", "tabs\tand\u00a0spaces  stay "),
        ("e\u0301 is not composed", "e\u0301 is not composed"),
        ("“curly” – quotes", "“curly” – quotes"),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.text())
def test_normalise_twice_is_normalise_once(text: str) -> None:
    once = normalise(text)
    assert "\r" not in once
    assert "\x00" not in once
    assert normalise(once).removeprefix("\ufeff") == once.removeprefix("\ufeff")


def test_the_id_is_the_same_for_copies() -> None:
    text = f"A café.\n\n{BODY}"
    same = [text.replace("\n", "  \n "), unicodedata.normalize("NFD", text), f"  {text}\n"]
    assert {document_id(copy) for copy in same} == {document_id(text)}
    assert len(document_id(text)) == 16
    assert document_id(text) != document_id(text.upper())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Baku warns Yerevan\n\n{BODY}", "Baku warns Yerevan"),
        (f"Baku warns Yerevan\n{BODY * 3}", "Baku warns Yerevan"),
        (f"\n\n  Baku warns Yerevan  \n\n{BODY}", "Baku warns Yerevan"),
        (f"Will Baku attack?\n\n{BODY}", "Will Baku attack?"),
        (f"“We will not yield”\n\n{BODY}", "“We will not yield”"),
        (f"Baku warns Yerevan\nBy Jane Roe\n{BODY}", "Baku warns Yerevan"),
        (f"Peace in our time\n{BODY}", "Peace in our time"),
        ("Baku warned Yerevan.", None),
        ("Baku warns Yerevan", None),
        ("Baku warns Yerevan\n\n  \n", None),
        (f"Baku warned Yerevan.\n\n{BODY}", None),
        (f"“We will not yield.”\n\n{BODY}", None),
        (f"Mr President,\n\n{BODY}", None),
        (f"{'Baku warns Yerevan ' * 10}\n\n{BODY}", None),
        ("Kyiv accused Moscow of bombing a hospital, two\nofficials said on Tuesday.", None),
        (
            "Kyiv accused Moscow of bombing a hospital, and on the\nTuesday after that it said so"
            " again in Geneva, with\nwitnesses who had seen it.\n\nMore.",
            None,
        ),
        (f"***\n\n{BODY}", None),
    ],
)
def test_the_first_line_as_title(text: str, title: str | None) -> None:
    assert first_line_title(text) == title


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-09-16", "2024-09-16"),
        (" 2024-09-16 ", "2024-09-16"),
        ("2024-09-16T08:30:00Z", "2024-09-16"),
        ("2024-09-16T08:30:00.123+04:00", "2024-09-16"),
        ("2024-09-16 08:30", "2024-09-16"),
        ("2024-02-30", None),
        ("2024-09", None),
        ("16 September 2024", None),
        ("2024-09-16 or so", None),
        ("", None),
    ],
)
def test_iso_date(value: str, expected: str | None) -> None:
    assert iso_date(value) == expected


def test_the_title_stays_in_the_text() -> None:
    made = document(f"Baku warns Yerevan\r\n\r\n{BODY}", "x")
    assert made.title == "Baku warns Yerevan"
    assert made.text == f"Baku warns Yerevan\n\n{BODY}"
    assert (made.language, made.genre, made.genre_confidence) == ("en", "unknown", 0.0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\u00a0", "empty"),
        ("\x00\x00", "empty"),
        (BODY * 10, "710 characters is over the limit of 500.*--max-size"),
        ("\x01\x02\x03\x04 hello", "binary"),
        ("Это не английский текст, и читать его нечем.", "Russian"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        document(text, "x", max_characters=500)


def test_the_limit_itself_is_allowed() -> None:
    assert document(BODY, "x", max_characters=len(BODY)).text == BODY
