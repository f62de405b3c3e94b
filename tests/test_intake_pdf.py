"""PDF: the text layer as paragraphs; locked, scanned and damaged files say what they are."""

from __future__ import annotations

import base64
import builtins
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import pdf
from sayso.errors import IntakeError
from sayso.intake import pdf as module
from sayso.intake.pdf import document
from sayso.intake.sources import Rejected, read_bytes
from sayso.records import Document

TEXT = "The minister said that the border would stay open."

# An empty page, locked with the password "border" (RC4, revision 3), made for this test.
LOCKED = base64.b64decode(
    "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+CmVuZG9iagoyIDAgb2JqPDwvVHlwZS9Q"
    "YWdlcy9LaWRzWzMgMCBSXS9Db3VudCAxPj4KZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01l"
    "ZGlhQm94WzAgMCA5IDldPj4KZW5kb2JqCjQgMCBvYmo8PC9GaWx0ZXIvU3RhbmRhcmQvViAyL1IgMy9MZW5ndGggMTI4"
    "L1AgLTQ0L088YzE3MmY1ZjdmNWI3ODI0MGMyYTA3ODZkMjNjZDUwNTY3MTIyMjMyNWE3YzA1MzczMzdmNDI4OTAxNDEw"
    "ZjBhYT4vVTwwNTJhMTcyMzdhZjE2MzE5MTVmNDlkYTEyYWI5OGZjNDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw"
    "MDAwPj4+CmVuZG9iagp4cmVmCjAgNQowMDAwMDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMDkgMDAwMDAgbiAKMDAwMDAw"
    "MDA1MyAwMDAwMCBuIAowMDAwMDAwMTAzIDAwMDAwIG4gCjAwMDAwMDAxNjMgMDAwMDAgbiAKdHJhaWxlcjw8L1NpemUg"
    "NS9Sb290IDEgMCBSL0VuY3J5cHQgNCAwIFIvSURbPDMwMzEzMjMzMzQzNTM2MzczODM5NjE2MjYzNjQ2NTY2PjwzMDMx"
    "MzIzMzM0MzUzNjM3MzgzOTYxNjI2MzY0NjU2Nj5dPj4Kc3RhcnR4cmVmCjM1OQolJUVPRg=="
)


def lines(text: str) -> list[str]:
    return document(pdf([text.split("\n")]), "x.pdf").text.split("\n")


def test_text_and_properties() -> None:
    made = document(
        pdf([[TEXT]], "/Title (Border open) /Author (Jane Roe) /CreationDate (D:20240916083000Z)"),
        "x.pdf",
    )
    assert made.model_dump(exclude_defaults=True, exclude={"id"}) == {
        "text": TEXT,
        "title": "Border open",
        "author": "Jane Roe",
        "published": "2024-09-16",
    }


def test_lines_become_paragraphs() -> None:
    assert lines(
        "Border to stay open\n"
        "The minister said on Monday that the border with its neighbour would stay\n"
        "open in the winter, and that no talks about it had been planned so far.\n"
        "He spoke after a meeting.\n"
        "The opposition said that it had been told nothing at all about this visit."
    ) == [
        "Border to stay open",
        "The minister said on Monday that the border with its neighbour would stay open in the "
        "winter, and that no talks about it had been planned so far. He spoke after a meeting.",
        "The opposition said that it had been told nothing at all about this visit.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the minis-", "ter said so", "the minister said so"),
        ("a Franco-", "German plan that they had", "a Franco-German plan that they had"),
        ("an F-", "16 was there with them", "an F-16 was there with them"),
        ("a well-", "known plan that they had", "a well-known plan that they had"),
        ("the by-", "election of the by-election year", "the by-election of the by-election year"),
        ("the agree-", "ment and the agreement", "the agreement and the agreement"),
    ],
)
def test_words_cut_at_the_end_of_a_line(before: str, after: str, expected: str) -> None:
    assert expected in lines(f"It was said that this was {before}\n{after} of them all.")[0]


def test_running_heads_and_page_numbers_go() -> None:
    words = ["one", "two", "three", "four"]
    made = document(
        pdf(
            [
                ["Invented Post, 16 September", f"It is said that this is page {word},", f"- {n} -"]
                for n, word in enumerate(words, start=1)
            ]
        ),
        "x.pdf",
    )
    assert (
        made.text.split() == " ".join(f"It is said that this is page {w}," for w in words).split()
    )


def test_a_sentence_goes_on_over_the_page() -> None:
    made = document(pdf([["He said that the"], ["border would stay open."], ["She did."]]), "x")
    assert made.text == "He said that the border would stay open.\nShe did."


def test_a_mark_that_does_not_stand_first() -> None:
    [made] = read_bytes(b"\r\n\r\n" + pdf([[TEXT]]), "x.pdf")
    assert isinstance(made, Document)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (LOCKED, "locked with a password"),
        (pdf([None]), "scanned"),
        (pdf([[TEXT], None, None]), "2 of its 3 pages are scanned"),
        (pdf([[], []]), "holds no text"),
        (pdf([["Der Minister sagte gestern, dass die Grenze offen bleiben werde."]]), "English"),
        (pdf([[TEXT]])[:200], "damaged"),
        (b"%PDF-1.4", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    [item] = read_bytes(data, "x.pdf")
    assert isinstance(item, Rejected)
    assert reason in item.reason


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IntakeError, match="over the limit of 100"):
        document(pdf([[TEXT]] * 5), "x.pdf", max_characters=100)
    monkeypatch.setattr(module, "MAX_PAGES", 2)
    with pytest.raises(IntakeError, match="3 pages are over the limit"):
        document(pdf([[TEXT]] * 3), "x.pdf")
    monkeypatch.setattr(module, "MAX_SECONDS", -1)
    with pytest.raises(IntakeError, match="took over"):
        document(pdf([[TEXT]]), "x.pdf")


def test_a_missing_library_names_the_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    monkeypatch.setattr(builtins, "__import__", without)
    [item] = read_bytes(pdf([[TEXT]]), "x.pdf")
    assert isinstance(item, Rejected)
    assert "pip install 'sayso[intake]'" in item.reason


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damage_never_raises(data: st.DataObject) -> None:
    file = bytearray(pdf([[TEXT], [TEXT]], "/Title (x)"))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(5, len(file) - 1))] = data.draw(st.integers(0, 255))
    [item] = read_bytes(bytes(file), "x.pdf")
    assert isinstance(item, Document) or item.reason
