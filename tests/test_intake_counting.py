"""Documents are counted as they will be read."""

from __future__ import annotations

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
