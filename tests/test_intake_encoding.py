"""Bytes to text: encodings that people's files are in, and files that are no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import IntakeError, SaysoError
from sayso.intake.encoding import control_share, decode

QUOTED = "The President’s café — she said “hello”, and don’t go.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_encodings_of_english_text(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding), "x") == QUOTED


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE]
)
def test_only_a_mark_is_empty_text(mark: bytes) -> None:
    assert decode(mark, "x") == ""


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1254">', "cp1254"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-9'>", "iso8859-9"),
        ('<?xml version="1.0" encoding="windows-1250"?>', "cp1250"),
        ('<meta charset="iso-8859-1">', "cp1252"),
    ],
)
def test_a_page_s_own_declaration_is_believed(declaration: str, encoding: str) -> None:
    letters = "“ş ğ”" if "4" in encoding or "9" in encoding else "“é”"
    page = f"{declaration}<p>{letters}".encode(encoding, "ignore")
    assert decode(page, "x") == page.decode(encoding)


def test_a_declaration_that_is_not_an_encoding_is_ignored() -> None:
    assert decode(b'<meta charset="rot13"><p>caf\xe9', "x").endswith("café")
    assert decode(b'<meta charset="klingon"><p>caf\xe9', "x").endswith("café")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x1f\x8b\x08", "gunzip"),
        (b"some text\x00\x01\x02 and more of it\x00", "binary"),
        (b"\x01\x02\x03\x04 hello \x05\x06\x07", "binary"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16-LE"),
        (codecs.BOM_UTF8 + b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, word: str) -> None:
    with pytest.raises(IntakeError, match=word) as caught:
        decode(data, "report.bin")
    assert caught.value.source == "report.bin"
    assert ";" in caught.value.reason or "not text" in caught.value.reason


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except SaysoError:
        return
    assert control_share(text) <= 0.01


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Cs"])))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    text = f"so {text}"  # not by chance like another kind of file
    assert decode(text.encode(), "x") == text
