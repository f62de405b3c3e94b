"""How much there is to read: documents counted without being read, for a progress bar.

Comes in: sources as :func:`sayso.intake.sources.read_sources` takes them. Goes out: a number, or
None. The idea in between: a file is one document, a line of a ``.jsonl`` file that isn't blank is
one; how many a table, a feed, an archive, an address or a compressed file holds is known only when
it has been read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sayso.intake import jsonl, kinds
from sayso.intake.addresses import is_url
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
            if isinstance(source, Rejected):
                total += 1
            elif (found := _documents(source)) is None:
                return None
            else:
                total += found
    return total


def _documents(path: str) -> int | None:
    if is_url(path):
        return None
    try:
        with open(path, "rb") as stream:
            opening = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
            if kinds.holds_many(path, opening):
                return None
            if not _is_jsonl(path, opening):
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
