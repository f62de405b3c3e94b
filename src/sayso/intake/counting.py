"""How much there is to read: documents counted without being read, for a progress bar.

Comes in: sources as :func:`sayso.intake.sources.read_sources` takes them. Goes out: a number. The
idea in between: a file is one document, a line of a ``.jsonl`` file that isn't blank is one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sayso.intake import jsonl
from sayso.intake.sources import HTML_SUFFIXES, JSONL_SUFFIXES, STDIN, Rejected, expanded

_HEAD_BYTES = 4096
_CHUNK_BYTES = 1 << 20


def count(paths: Iterable[str | os.PathLike[str]]) -> int | None:
    """How many documents or rejections the sources will give; None where that can't be known."""
    total = 0
    for path in paths:
        if os.fspath(path) == STDIN:
            return None
        for source in expanded(path):
            total += 1 if isinstance(source, Rejected) else _documents(source)
    return total


def _documents(path: str) -> int:
    try:
        with open(path, "rb") as stream:
            if not _is_jsonl(path, stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]):
                return 1
            lines, partial = 0, b""
            while chunk := stream.read(_CHUNK_BYTES):
                *whole, partial = (partial + chunk).split(b"\n")
                lines += sum(1 for line in whole if line.strip())
            return max(1, lines + bool(partial.strip()))
    except (OSError, ValueError):
        return 1  # it will be rejected


def _is_jsonl(path: str, head: bytes) -> bool:
    suffix = Path(path).suffix.lower()
    if suffix in JSONL_SUFFIXES:
        return True
    return suffix not in HTML_SUFFIXES and jsonl.is_jsonl(head.decode("utf-8", "replace"))
