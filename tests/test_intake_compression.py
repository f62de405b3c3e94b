"""Compressed files: opened as what is inside, told where they are damaged, never a bomb."""

from __future__ import annotations

import gzip
import json
import sys
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.sources import Rejected, read_bytes
from sayso.records import Document

zstd: Any = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")

TEXT = "The minister said that the border would stay open."
LINES = "".join(json.dumps({"id": str(n), "text": f"{TEXT} {n}."}) + "\n" for n in range(3))
PACK = {".gz": gzip.compress, ".zst": zstd.compress}


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.jsonl", LINES, 3),
        ("a.txt", TEXT, 1),
        ("a.csv", f"text\n{TEXT}\n{TEXT} B.\n", 2),
        ("a.html", f"<html><body><article><p>{TEXT}</p></article></body></html>", 1),
        ("standard input", LINES, 3),
    ],
)
def test_what_is_inside_is_read(suffix: str, name: str, content: str, count: int) -> None:
    found = list(read_bytes(PACK[suffix](content.encode()), name + suffix))
    assert [type(item) for item in found] == [Document] * count


@pytest.mark.parametrize("suffix", PACK)
def test_several_members_are_one_file(suffix: str) -> None:
    data = b"".join(PACK[suffix](line.encode()) for line in LINES.splitlines(keepends=True))
    assert len(list(read_bytes(data, f"a.jsonl{suffix}"))) == 3


@pytest.mark.parametrize("suffix", PACK)
def test_a_file_that_is_cut_off_gives_what_is_there_and_says_so(suffix: str) -> None:
    noise = ("".join(str(hash((row, n))) for n in range(150)) for row in range(400))
    rows = ({"text": f"{TEXT} {line}"} for line in noise)
    data = PACK[suffix]("\n".join(map(json.dumps, rows)).encode())
    found = list(read_bytes(data[: len(data) // 2], f"a.jsonl{suffix}"))
    assert sum(isinstance(item, Document) for item in found) > 50
    assert isinstance(found[-1], Rejected)
    assert found[-1].source == f"a.jsonl{suffix}"
    assert "cut off" in found[-1].reason


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("name", ["a.jsonl", "a.txt"])
def test_a_bomb_is_not_unpacked(suffix: str, name: str) -> None:
    data = PACK[suffix](b"a" * 60_000_000)
    found = list(read_bytes(data, name + suffix))
    assert len(found) == 1
    assert isinstance(found[0], Rejected)
    assert "200 times its size" in found[0].reason or "over 20,000,000 bytes" in found[0].reason


def test_twice_is_once_too_often() -> None:
    [item] = read_bytes(gzip.compress(gzip.compress(TEXT.encode())), "a.txt.gz.gz")
    assert isinstance(item, Rejected)
    assert "twice" in item.reason


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(sorted(PACK)))
def test_damage_never_raises(data: st.DataObject, suffix: str) -> None:
    packed = bytearray(PACK[suffix](LINES.encode()))
    for _ in range(data.draw(st.integers(1, 5))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(packed)))
    found = list(read_bytes(bytes(packed[:cut]), f"a.jsonl{suffix}"))
    assert found
