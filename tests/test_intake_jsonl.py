"""JSON Lines: one document a line, ids kept, a bad line costs one document."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from sayso.errors import IntakeError
from sayso.intake.jsonl import document, documents, is_jsonl
from sayso.intake.text import document_id
from sayso.records import Document

TEXT = "The minister said that the border would stay open."


def read(data: bytes, limit: int = 2_000_000) -> list[Document | IntakeError]:
    stream: Any = io.BufferedReader(io.BytesIO(data))
    return list(documents(stream, "news.jsonl", max_characters=limit))


def line(**fields: Any) -> str:
    return json.dumps({"text": TEXT, **fields})


def test_fields_are_kept_and_unknown_ones_ignored() -> None:
    made = document(
        line(
            id="a-1",
            title="Border\nopen",
            publisher="Invented Post",
            published="2024-09-16T10:00:00Z",
            url="https://news.example.com/1",
            author="Jane Roe",
            tags=["x"],
        ),
        "x",
    )
    assert made.model_dump(exclude_defaults=True) == {
        "id": "a-1",
        "text": TEXT,
        "title": "Border open",
        "publisher": "Invented Post",
        "published": "2024-09-16",
        "url": "https://news.example.com/1",
        "author": "Jane Roe",
    }


@pytest.mark.parametrize(
    ("given", "kept"), [("x", "x"), (7, "7"), (0, "0"), (None, document_id(TEXT)), ("é ", "é ")]
)
def test_ids(given: object, kept: str) -> None:
    assert document(line(id=given), "x").id == kept


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not valid JSON"),
        ("nonsense", "not valid JSON"),
        ('["text"]', "no JSON object"),
        ('"text"', "no JSON object"),
        ("{}", 'no "text"'),
        ('{"text": null}', 'no "text"'),
        ('{"text": 7}', "not a string"),
        ('{"text": "  "}', "empty"),
        (line(id=True), '"id" must be'),
        (line(id=1.5), '"id" must be'),
        (line(id=""), '"id" must be'),
        (line(title=7), '"title" must be text'),
        (line(published="16 Sept"), '"published" must be an ISO date like 2024-09-16'),
        ("[" * 100_000, "JSON"),
        ('{"id": ' + "9" * 5000 + "}", "JSON"),
    ],
)
def test_a_bad_line_says_what_is_wrong(bad: str, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason) as caught:
        document(bad, "news.jsonl:7")
    assert caught.value.source == "news.jsonl:7"


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    made = document('{"id": "a\\ud800", "text": "The border \\ud83d would stay open."}', "x")
    assert made.text == "The border \ufffd would stay open."
    assert made.id == "a\ufffd"
    made.model_dump_json()


def test_bad_lines_stand_in_their_places() -> None:
    good = line().encode()
    found = read(b"\n".join([good, b"{", b"", good, b"\xff\xfe\x00bad", good + b"\r"]))
    assert [type(item) for item in found] == [
        Document, IntakeError, Document, IntakeError, Document,
    ]  # fmt: skip
    assert [item.source for item in found if isinstance(item, IntakeError)] == [
        "news.jsonl:2",
        "news.jsonl:5",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    text = "\n".join([line(title="“é”"), line(title="“ü”")])
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    found = read((mark + text).encode(encoding))
    assert [item.title for item in found if isinstance(item, Document)] == ["“é”", "“ü”"]


def test_a_line_over_the_limit_does_not_stop_the_next_one() -> None:
    long = json.dumps({"text": "The border. " * 200_000}).encode()
    found = read(long + b"\n" + line().encode(), limit=100)
    assert isinstance(found[0], IntakeError)
    assert "--max-size" in found[0].reason
    assert isinstance(found[1], Document)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"id": 1, "text": "x"}', True),
        ('\ufeff\n {"text":"x"}', True),
        ('{\n  "text": "x"\n}', False),
        ("{sic}", False),
        ('"Quoted": he said', False),
        ("", False),
    ],
)
def test_is_jsonl(content: str, expected: bool) -> None:
    assert is_jsonl(content) is expected
