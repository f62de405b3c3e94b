"""Tables: CSV in every shape that people send, Parquet, and which column is what."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from sayso.errors import UsageError
from sayso.intake import dates
from sayso.intake.columns import FIELDS, parsed
from sayso.intake.sources import Rejected, read_bytes
from sayso.records import Document

TEXT = "The minister said that the border would stay open."


def read(data: bytes, name: str = "news.csv", **columns: str) -> list[Document | Rejected]:
    return list(read_bytes(data, name, columns=columns))


def reasons(items: list[Document | Rejected]) -> dict[str, str]:
    return {item.source: item.reason for item in items if isinstance(item, Rejected)}


def texts(items: list[Document | Rejected]) -> list[str]:
    return [item.text for item in items if isinstance(item, Document)]


def packed(**columns: list[Any]) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_columns_are_found_by_their_usual_names() -> None:
    table = (
        "Article ID,Headline,Body,Publication Date,Outlet,Link,Byline,Words\n"
        f'7,"Border, open","{TEXT}\nHe said that twice.",2024-09-16,Invented Post,'
        "https://news.example.com/7,Jane Roe,12\n"
    )
    [made] = read(table.encode())
    assert isinstance(made, Document)
    assert made.model_dump(exclude_defaults=True) == {
        "id": "7",
        "text": f"{TEXT}\nHe said that twice.",
        "title": "Border, open",
        "publisher": "Invented Post",
        "published": "2024-09-16",
        "url": "https://news.example.com/7",
        "author": "Jane Roe",
    }


def test_what_is_said_of_columns_comes_before_their_names() -> None:
    [made] = read(f"text,lead\nno,{TEXT}\n".encode(), text="lead")
    assert isinstance(made, Document)
    assert made.text == TEXT


@pytest.mark.parametrize(
    ("table", "columns", "reason"),
    [
        ("a,b\n1,2\n", {}, "no column looks like the text; its columns are a, b"),
        ("a,b\n1,2\n", {"text": "body"}, "no column 'body'; its columns are a, b"),
        ("", {}, "empty"),
        ("text\n", {}, "empty"),
        (",".join(f"c{n}" for n in range(6000)) + "\n", {}, "6,000 columns"),
        ("x" * 20_000_001, {}, "a line is over"),
    ],
)
def test_a_table_that_is_none_of_articles(table: str, columns: dict[str, str], reason: str) -> None:
    found = reasons(read(table.encode(), **columns))
    assert list(found) == ["news.csv"]
    assert reason in found["news.csv"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"id;text\n1;“é” {TEXT}\n".encode(), "a.csv"),
        (f"id|text\n1|“é” {TEXT}\n".encode("utf-8-sig"), "a.csv"),
        (f"id\ttext\r\n1\t“é” {TEXT}\r\n".encode("utf-16"), "a.tsv"),
        (f"id\ttext\r1\t“é” {TEXT}\r".encode("cp1252"), "a.csv"),
        (f"id,text\n\n1,“é” {TEXT}".encode("utf-32"), "A.CSV"),
    ],
)
def test_encodings_and_separators(data: bytes, name: str) -> None:
    assert texts(read(data, name)) == [f"“é” {TEXT}"]


def test_every_row_has_its_own_encoding() -> None:
    data = f"text\n“é” {TEXT}\n".encode() + f"“é” {TEXT}\n".encode("cp1252")
    assert texts(read(data)) == [f"“é” {TEXT}"] * 2


def test_a_bad_row_costs_one_row() -> None:
    table = (
        f'id,text\n1,{TEXT}\n2,"He said "yes" to it."\n3,a,b,c\n4,\n5,Это не английский текст\n'
        f'6,{TEXT} Six.\n7,"left open {TEXT}\n'
    )
    found = read(table.encode())
    assert texts(found) == [TEXT, f"{TEXT} Six."]
    assert list(reasons(found)) == [f"news.csv:{number}" for number in (2, 3, 4, 5, 7)]
    said = list(reasons(found).values())
    for reason, expected in zip(
        said, ["expected after", "4 cells under 2", "no", "English", "unexpected end"], strict=True
    ):
        assert expected in reason


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_an_id_names_one_text(kind: str) -> None:
    ids = ["a", "a", "a", "b", "a"]
    bodies = [TEXT, f"{TEXT} Other.", TEXT, TEXT, TEXT]
    urls = ["u", "u", "v", "u", "u"]
    if kind == "parquet":
        data = packed(id=ids, text=bodies, url=urls)
    elif kind == "csv":
        rows = "".join(f"{a},{b},{c}\n" for a, b, c in zip(ids, bodies, urls, strict=True))
        data = f"id,text,url\n{rows}".encode()
    else:
        data = "".join(
            f'{{"id": "{a}", "text": "{b}", "url": "{c}"}}\n'
            for a, b, c in zip(ids, bodies, urls, strict=True)
        ).encode()
    found = read(data, f"x.{kind}")
    assert [getattr(item, "url", None) for item in found] == ["u", None, "v", "u", None]
    assert "that of another text, number 1" in reasons(found)[f"x.{kind}:2"]
    assert "number 1 of this file again" in reasons(found)[f"x.{kind}:5"]


def test_parquet_values_become_fields() -> None:
    day = datetime.datetime(2024, 9, 16, 23, 30, tzinfo=datetime.UTC)
    data = packed(
        id=[1.0, None], content=[TEXT, None], date=[day, None], authors=[["Jane Roe", "Jo Doe"], []]
    )
    made, rejected = read(data, "a.parquet")
    assert isinstance(made, Document)
    assert (made.id, made.published, made.author) == ("1", "2024-09-16", "Jane Roe, Jo Doe")
    assert isinstance(rejected, Rejected)
    assert rejected.source == "a.parquet:2"


@pytest.mark.parametrize("cut", [8, 100])
def test_a_damaged_parquet_table_is_one_rejection(cut: int) -> None:
    [item] = read(packed(text=[TEXT] * 5)[:-cut], "a.parquet")
    assert isinstance(item, Rejected)
    assert "cannot be read" in item.reason


# A process's greatest size; the one that getrusage tells can be that of the process it came from.
PEAK = """
import re, sys
from sayso.intake.sources import read_sources
count = sum(1 for _ in read_sources([sys.argv[1]]))
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(count, peak[1])
"""


def peak(path: Path, rows: int) -> int:
    """The most memory, in kB, that a process takes to read a table of one row group."""
    texts = [f"{TEXT} Number {number}. {TEXT * 60}" for number in range(rows)]
    parquet.write_table(
        pyarrow.table({"text": texts}), path, row_group_size=rows, compression="none",
        use_dictionary=False,
    )  # fmt: skip
    command = [sys.executable, "-c", PEAK, str(path)]
    count, kilobytes = map(int, subprocess.check_output(command, text=True).split())
    assert count == rows
    return kilobytes


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells its size there")
def test_a_parquet_table_larger_than_the_memory_it_is_read_in(tmp_path: Path) -> None:
    small, large = peak(tmp_path / "small.parquet", 1_000), peak(tmp_path / "large.parquet", 20_000)
    assert (tmp_path / "large.parquet").stat().st_size > 60_000_000
    assert large - small < 25_000


def test_a_name_that_promises_a_parquet_table() -> None:
    [item] = read(TEXT.encode(), "a.parquet")
    assert isinstance(item, Rejected)
    assert "no Parquet table" in item.reason


def test_columns_as_they_are_typed() -> None:
    assert parsed(" text = body ,title=a=b") == {"text": "body", "title": "a=b"}


@pytest.mark.parametrize("typed", ["", "body", "text=", "=body", "text=a,text=b", "words=a"])
def test_columns_mistyped(typed: str) -> None:
    with pytest.raises(UsageError, match="--columns"):
        parsed(typed)


def test_fields_are_those_that_documents_have() -> None:
    assert set(FIELDS) <= set(Document.model_fields)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-09-16", "2024-09-16"),
        ("2024-09-16T23:30:00+05:00", "2024-09-16"),
        ("2024/09/16 8:30 AM", "2024-09-16"),
        ("20240916", "2024-09-16"),
        ("16 September 2024", "2024-09-16"),
        ("Sept. 16", None),
        ("Sep 16th, 2024", "2024-09-16"),
        ("Mon, 16 Sep 2024 23:30:00 -0500", "2024-09-16"),
        ("03/04/2024", None),
        ("16.09.2024", None),
        ("2024", None),
        ("2024-13-40", None),
        ("yesterday", None),
        (datetime.date(2024, 9, 16), "2024-09-16"),
        (20240916, None),
        ("9" * 500, None),
    ],
)
def test_dates_that_can_mean_one_day(written: object, day: str | None) -> None:
    assert dates.day(written) == day


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80) | st.integers() | st.dates())
def test_a_date_is_iso_or_none(written: object) -> None:
    found = dates.day(written)
    assert found is None or datetime.date.fromisoformat(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('a",;\n\r\t é'), max_size=12), min_size=1, max_size=4),
        max_size=6,
    ),
    st.sampled_from([".csv", ".tsv"]),
)
def test_rows_of_any_kind_never_raise(rows: list[list[str]], suffix: str) -> None:
    data = "text,id\n" + "\n".join(",".join(row) for row in rows)
    for item in read(data.encode(), f"x{suffix}"):
        assert isinstance(item, Document) or item.reason


VALUE = st.none() | st.text(max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=4), st.data())
def test_a_parquet_table_with_bytes_flipped_never_raises(
    rows: list[tuple[str | None, str | None]], data: st.DataObject
) -> None:
    table = bytearray(
        packed(text=[TEXT, *(row[0] for row in rows)], id=["x", *(r[1] for r in rows)])
    )
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(4, len(table) - 1))
        table[at] = data.draw(st.integers(0, 255))
    found = read(bytes(table), "x.parquet")
    assert found
    for item in found:
        assert isinstance(item, Document) or item.reason
