"""Web archives: articles come out, the rest is told, and damage costs what it hit."""

from __future__ import annotations

import gzip
import io
import re

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import warc_record
from sayso.intake import warc
from sayso.intake.sources import Rejected, read_bytes, read_sources
from sayso.records import Document

RUSSIAN = "<p>Это не английский текст, а русский.</p>" * 9
TEXT = "The minister said that the border would stay open."


def page(number: int) -> bytes:
    return (
        "<html><head><title>Border</title><meta property='article:published_time' "
        f"content='2024-09-16'></head><body><article><p>{TEXT} {number}.</p></article>"
    ).encode()


def url(number: int) -> str:
    return f"https://news.example.com/{number}"


RECORDS = [warc_record(url(number), page(number)) for number in range(5)]
PACKED = [gzip.compress(record, mtime=0) for record in RECORDS]


def read(data: bytes, name: str = "news.warc.gz") -> list[Document | Rejected]:
    return list(read_bytes(data, name))


def last_digits(items: list[Document | Rejected]) -> str:
    return "".join(item.text[-2] if isinstance(item, Document) else "-" for item in items)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"".join(PACKED), "news.warc.gz"),
        (gzip.compress(b"".join(RECORDS)), "news.warc.gz"),
        (b"".join(RECORDS), "news.warc"),
        (b"".join(PACKED), "standard input"),
        (b"".join(RECORDS), "standard input"),
    ],
)
def test_pages_come_out_with_address_and_day(data: bytes, name: str) -> None:
    found = read(data, name)
    assert last_digits(found) == "01234"
    assert isinstance(found[1], Document)
    assert (found[1].url, found[1].published) == (url(1), "2024-09-16")
    assert (found[1].title, found[1].publisher) == ("Border", "news.example.com")


def test_what_a_library_writes_is_read() -> None:
    stream = io.BytesIO()
    record = WarcRecord()
    record.init_headers(WarcRecordType.response, content_length=0)
    record.headers["WARC-Target-URI"] = url(7)
    body = page(7)
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
    record.is_http = True
    record.write(stream)
    [made] = read(stream.getvalue(), "x.warc")
    assert isinstance(made, Document)
    assert made.url == url(7)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (warc_record(url(1), b"x", content_type="image/png"), "no web page but 'image/png'"),
        (warc_record(url(1), page(1), status="404 Not Found"), "status 404"),
        (warc_record(url(1), b"<html><body></body></html>"), "no article"),
        (
            warc_record(url(1), ("<p>Это не английский текст, а русский.</p>" * 9).encode()),
            "English",
        ),
        (warc_record(url(1), page(1), headers="Content-Encoding: gzip\r\n"), "broken"),
        (warc_record(url(1), page(1), kind="request"), "no responses"),
        (warc_record(url(1), page(1))[:-20], "cut off"),
        (warc_record(url(1), b"".join(map(bytes, [range(256)] * 9))), "binary"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n", ""),
        (b"WARC/1.0\r\n", ""),
    ],
)
def test_what_is_no_article_says_why(record: bytes, reason: str) -> None:
    [item] = read(record, "x.warc")
    assert isinstance(item, Rejected)
    assert reason in item.reason


def test_a_page_over_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 50)
    [item] = read(RECORDS[0], "x.warc")
    assert isinstance(item, Rejected)
    assert "over 50 bytes" in item.reason
    assert url(0) in item.reason


def test_encodings_of_the_page_and_of_the_server() -> None:
    body = f"<html><body><article><p>“é” {TEXT}</p></article></body></html>"
    kind = "text/html; charset=windows-1252"
    [made] = read(warc_record(url(1), body.encode("cp1252"), content_type=kind), "x.warc")
    assert isinstance(made, Document)
    assert made.text.startswith("“é”")
    packed = gzip.compress(body.encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    both = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    archive = warc_record(url(1), chunked, headers=both) + RECORDS[3]
    assert [item.url for item in read(archive, "x.warc") if isinstance(item, Document)] == [
        url(1),
        url(3),
    ]
    bomb = gzip.compress(b" " * 2 * warc.MAX_PAGE_BYTES)
    [item] = read(warc_record(url(1), bomb, headers="Content-Encoding: gzip\r\n"), "x.warc")
    assert isinstance(item, Rejected)
    assert "over 10,000,000 bytes" in item.reason
    [made] = read(warc_record(url(1), packed, headers="Content-Encoding: gzip\r\n"), "x.warc")
    assert isinstance(made, Document)


def broken(packed: bool, number: int) -> bytes:
    parts = list(PACKED if packed else RECORDS)
    start = 12 if packed else 0
    parts[number] = parts[number][:start] + b"\x07" * 30 + parts[number][start + 30 :]
    return b"".join(parts)


@pytest.mark.parametrize(
    ("packed", "number", "expected"),
    [
        (True, 0, "-1234"),
        (True, 2, "01-34"),
        (True, 4, "0123-"),
        (False, 1, "0-234"),
        (False, 4, "0123-"),
    ],
)
def test_a_broken_record_costs_that_record(packed: bool, number: int, expected: str) -> None:
    name = "x.warc.gz" if packed else "x.warc"
    found = read(broken(packed, number), name)
    assert last_digits(found) == expected
    [rejected] = [item for item in found if isinstance(item, Rejected)]
    assert rejected.source == f"{name}:{number + 1}"
    assert "damaged" in rejected.reason


def test_what_cannot_be_searched_says_that_the_rest_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Pipe(broken(False, 2)))))
    found = list(read_sources(["-"]))
    assert last_digits(found) == "01-"
    assert isinstance(found[-1], Rejected)
    assert "nothing after it was read" in found[-1].reason


def test_starts_without_end_are_given_up() -> None:
    found = read(b"\x1f\x8b\x08" * 20_000, "x.warc.gz")
    assert len(found) == 1


@settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans())
def test_damage_never_raises(data: st.DataObject, packed: bool) -> None:
    file = bytearray(b"".join((PACKED if packed else RECORDS)[:3]))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(file)))
    found = read(bytes(file[:cut]), "x.warc.gz" if packed else "x.warc")
    assert found
    for item in found:
        assert isinstance(item, Document) or item.reason
    assert sum(re.match(r"x\.warc", getattr(item, "source", "")) is None for item in found) <= 3
