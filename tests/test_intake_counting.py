"""Documents are counted as they will be read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from sayso.intake.counting import count
from sayso.intake.sources import read_sources

TEXT = "Chile thanked Peru for the grain, the minister said."
LINE = json.dumps({"id": "a", "text": TEXT})


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", TEXT, 1),
        ("a.html", f"<p>{TEXT}</p>", 1),
        ("a.jsonl", f"{LINE}\n\n{LINE}\n", 2),
        ("a.jsonl", f"{LINE}\n{LINE}", 2),
        ("a.jsonl", "", 1),
        ("a.jsonl", "no json\n" + LINE, 2),
        ("sniffed", f"{LINE}\n{LINE}\n{LINE}\n", 3),
    ],
)
def test_one_for_each_document_or_rejection(
    name: str, content: str, expected: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, "utf8")
    assert count([tmp_path / name]) == expected
    assert len(list(read_sources([tmp_path / name]))) == expected


def test_folders_patterns_and_what_is_missing(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.jsonl"):
        (tmp_path / name).write_text(f"{LINE}\n{LINE}\n", "utf8")
    sources = [tmp_path, tmp_path / "*.txt", tmp_path / "none"]
    assert count(sources) == len(list(read_sources(sources))) == 11


def test_a_stream_cannot_be_counted() -> None:
    assert count(["a.txt", "-"]) is None


def test_what_only_reading_tells_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(f"{LINE}\n\n{LINE}", encoding="utf-8")
    (tmp_path / "c.csv").write_text("text\n", encoding="utf-8")
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(b"x"))
    (tmp_path / "e.xml").write_text("<rss></rss>", encoding="utf-8")
    (tmp_path / "f.txt").write_bytes(b"WARC/1.0\r\n")
    known = [tmp_path / "a.txt", tmp_path / "b.jsonl", tmp_path / "missing.txt"]
    assert count(known) == 4
    for name in ("c.csv", "d.txt.gz", "e.xml", "f.txt"):
        assert count([*known, tmp_path / name]) is None
    assert count(["https://news.example.com/"]) is None
    assert count(["-"]) is None
