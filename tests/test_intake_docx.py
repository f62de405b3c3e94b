"""DOCX: the running text with tables, boxes and accepted changes; bombs and damage are refused."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import docx as module
from sayso.intake.sources import Rejected, read_bytes
from sayso.records import Document

TEXT = "The minister said that the border would stay open."


def saved(file: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def simple() -> bytes:
    file = docx.Document()
    file.add_paragraph(TEXT)
    return saved(file)


def test_paragraphs_tables_and_properties() -> None:
    file = docx.Document()
    file.add_heading("Border open")
    paragraph = file.add_paragraph("The minister ")
    paragraph.add_run("said").bold = True
    paragraph.add_run(" that the border\twould stay open.")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "One", "Two"
    file.add_paragraph("He said that last.")
    file.core_properties.title = "A title"
    file.core_properties.author = "Jane Roe"
    file.core_properties.modified = datetime.datetime(2024, 9, 16, 8, 30)
    made = module.document(saved(file), "x.docx")
    assert made.text.split("\n") == [
        "Border open",
        "The minister said that the border\twould stay open.",
        "One",
        "Two",
        "He said that last.",
    ]
    assert (made.title, made.author, made.published) == ("A title", "Jane Roe", "2024-09-16")


def test_the_day_of_a_template_is_nobodys() -> None:
    assert module.document(simple(), "x.docx").published is None


def test_changes_count_as_accepted_and_controls_and_boxes_are_read() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("He said that it ")
    for piece in (
        "<w:del {ns}><w:r><w:delText>is</w:delText></w:r></w:del>",
        "<w:ins {ns}><w:r><w:t>was</w:t></w:r></w:ins>",
        "<w:moveFrom {ns}><w:r><w:t> gone</w:t></w:r></w:moveFrom>",
        "<w:sdt {ns}><w:sdtContent><w:r><w:t> over</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(piece.format(ns=nsdecls("w"))))
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    assert module.document(saved(file), "x").text == "He said that it was over\nIn a box."


def bomb() -> bytes:
    stream = io.BytesIO(simple())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/media/a.xml", b"a" * 60_000_000)
    return stream.getvalue()


def many() -> bytes:
    stream = io.BytesIO(simple())
    with zipfile.ZipFile(stream, "a") as parts:
        for number in range(module.MAX_PARTS):
            parts.writestr(f"word/{number}", b"")
    return stream.getvalue()


def container(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        for name in names:
            parts.writestr(name, b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (bomb(), "x.docx", "200 times its size"),
        (many(), "x.docx", "over the limit"),
        (simple()[:2000], "x.docx", "damaged"),
        (container("word/document.xml"), "x", "damaged"),
        (container("content.xml"), "x.docx", "damaged"),
        (container("content.xml"), "x.odt", "ZIP container"),
        (saved(docx.Document()), "x.docx", "empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, reason: str) -> None:
    [item] = read_bytes(data, name)
    assert isinstance(item, Rejected)
    assert reason in item.reason


def test_its_content_tells_it() -> None:
    [item] = read_bytes(simple(), "standard input")
    assert isinstance(item, Document)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damage_never_raises(data: st.DataObject) -> None:
    file = bytearray(simple())
    for _ in range(data.draw(st.integers(1, 6))):
        file[data.draw(st.integers(4, len(file) - 1))] = data.draw(st.integers(0, 255))
    [item] = read_bytes(bytes(file), "x.docx")
    assert isinstance(item, Document) or item.reason


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=300))
def test_any_xml_in_its_place_never_raises(content: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(simple())) as parts, zipfile.ZipFile(stream, "w") as other:
        for name in parts.namelist():
            other.writestr(name, content if name == "word/document.xml" else parts.read(name))
    [item] = read_bytes(stream.getvalue(), "x.docx")
    assert isinstance(item, Rejected)
