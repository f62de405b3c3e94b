"""Sources: files, folders, patterns and streams; nothing is lost, order is kept."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.sources import Rejected, read_bytes, read_sources
from sayso.records import Document

TEXT = "The minister said that the border would stay open."
LINE = json.dumps({"id": "n1", "text": TEXT})
PAGE = f"<html><body><article><p>{TEXT}</p><p>{TEXT} It did.</p></article></body></html>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news" / "deep").mkdir(parents=True)
    (tmp_path / "news" / "b.txt").write_text(TEXT + " B.", encoding="utf-8")
    (tmp_path / "news" / "a.txt").write_text(TEXT + " A.", encoding="utf-8")
    (tmp_path / "news" / "deep" / "c.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "news" / "deep" / "d.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "news" / ".hidden.txt").write_text("no", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(f"{LINE}\nbad\n\n{LINE}\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def told(items: list[Document | Rejected]) -> list[str]:
    return [item.source if isinstance(item, Rejected) else item.text[-2:] for item in items]


@pytest.mark.usefixtures("folder")
def test_files_folders_patterns_and_lines_in_order() -> None:
    found = list(
        read_sources(["lines.jsonl", "news", "news/*.txt", "nope.txt", "no*.txt", "empty"])
    )
    assert told(found) == [
        "n.", "lines.jsonl:2", "lines.jsonl:4",
        "A.", "B.", "d.", os.path.join("news", "deep", "d.pdf"),
        "A.", "B.",
        "nope.txt", "no*.txt", "empty",
    ]  # fmt: skip
    reasons = {item.source: item.reason for item in found if isinstance(item, Rejected)}
    assert "no such file" in reasons["nope.txt"]
    assert "number 1 of this file again" in reasons["lines.jsonl:4"]
    assert "no file matches" in reasons["no*.txt"]
    assert "holds no files" in reasons["empty"]


@pytest.mark.usefixtures("folder")
def test_a_recursive_pattern() -> None:
    assert told(list(read_sources(["news/**/*.html"]))) == ["d."]


@pytest.mark.usefixtures("folder")
def test_a_name_with_brackets_is_a_name_first() -> None:
    Path("a[1].txt").write_text(TEXT, encoding="utf-8")
    assert told(list(read_sources(["a[1].txt"]))) == ["n."]


@pytest.mark.usefixtures("folder")
def test_the_same_file_twice_is_two_documents() -> None:
    one, other = read_sources(["news/a.txt", Path("news/a.txt")])
    assert one == other


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("page", PAGE.encode(), "d."),
        ("page.txt", PAGE.encode(), "d."),
        ("standard input", LINE.encode(), "n."),
        ("docs.json", LINE.encode(), "n."),
        ("notes.md", TEXT.encode("utf-16"), "n."),
        ("NOTES.TXT", TEXT.encode(), "n."),
        ("docs.json", b'[{"text": "x"}]', "docs.json"),
        ("feed.xml", b'<?xml version="1.0"?><rss>' + TEXT.encode() + b"</rss>", "feed.xml"),
        ("empty.txt", b"", "empty.txt"),
        ("empty.jsonl", b"", "empty.jsonl"),
        ("blank.jsonl", b"\n\n", "blank.jsonl"),
        ("empty.html", b"", "empty.html"),
        ("nul.txt", b"\x00" * 50, "nul.txt"),
    ],
)
def test_kinds_are_told_by_suffix_and_content(name: str, data: bytes, expected: str) -> None:
    assert told(list(read_bytes(data, name))) == [expected]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert told(list(read_sources(["-"]))) == ["n."]


def test_a_file_over_the_size_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(TEXT * 100, encoding="utf-8")
    [item] = read_sources([path], max_characters=1000)
    assert isinstance(item, Rejected)
    assert "over the limit of 1,000" in item.reason


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device here")
def test_an_endless_source_ends() -> None:
    [item] = read_sources(["/dev/zero"])
    assert isinstance(item, Rejected)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [item] = read_sources([tmp_path])
    assert isinstance(item, Rejected)
    assert "regular" in item.reason


def test_a_broken_link_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    [item] = read_sources([tmp_path])
    assert isinstance(item, Rejected)


@pytest.mark.parametrize("path", ["a\x00b", "x" * 5000])
def test_impossible_names(path: str) -> None:
    [item] = read_sources([path])
    assert isinstance(item, Rejected)


GOOD = st.sampled_from([TEXT.encode(), PAGE.encode(), TEXT.encode("utf-16"), TEXT.encode() * 9])
BAD = st.sampled_from(
    [b"", b" \n", b"%PDF-1.7", b"PK\x03\x04", b"\x00\x01", "Это не английский текст".encode()]
)
SUFFIXES = st.sampled_from([".txt", ".html", ".md", "", ".pdf", ".json"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.one_of(GOOD, BAD, st.binary(max_size=300)), SUFFIXES), max_size=8))
def test_a_batch_loses_none_and_keeps_the_order(
    tmp_path_factory: pytest.TempPathFactory, batch: list[tuple[bytes, str]]
) -> None:
    place = tmp_path_factory.mktemp("batch")
    paths = [str(place / f"{number}{suffix}") for number, (_, suffix) in enumerate(batch)]
    for path, (data, _) in zip(paths, batch, strict=True):
        # A file that opens as JSON Lines holds as many documents as lines; not what is asked here.
        Path(path).write_bytes(data.replace(b"{", b"("))
    found = list(read_sources(paths))
    assert len(found) == len(batch)
    alone = [next(read_sources([path])) for path in paths]
    assert found == alone
    for path, item in zip(paths, found, strict=True):
        assert isinstance(item, Document) or item.source == path


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.just(LINE.encode()), st.binary(max_size=60)), max_size=12))
def test_every_line_gives_one_item(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b" ") for line in lines]
    lines = [LINE.encode(), *lines]  # the first line settles the encoding
    found = list(read_bytes(b"\n".join(lines), "x.jsonl"))
    kept = [number for number, line in enumerate(lines, start=1) if line.strip()]
    assert len(found) == len(kept)
    for number, item in zip(kept, found, strict=True):
        assert isinstance(item, Document) or item.source == f"x.jsonl:{number}"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=500), SUFFIXES | st.just(".jsonl"))
def test_arbitrary_bytes_never_raise(data: bytes, suffix: str) -> None:
    found = list(read_bytes(data, f"x{suffix}"))
    assert found
    for item in found:
        if isinstance(item, Document):
            assert item.text.strip()
            item.model_dump_json()
        else:
            assert item.reason
