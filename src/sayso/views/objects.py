"""JSON objects, written one after the other.

Comes in: values that JSON has. Goes out: text, one object a line, so that a file of any size is
written without holding it, and can be looked through line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO


def line(value: Mapping[str, Any]) -> str:
    """An object as one line, without its line feed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def write_members(batches: Iterable[Iterable[Mapping[str, Any]]], stream: TextIO) -> None:
    """Write objects as the members of a list, one a line, without the list's brackets.

    Args:
        batches: the objects of one document each, taken one at a time.
        stream: open for text.
    """
    between = ""
    for batch in batches:
        for value in batch:
            stream.write(f"{between}{line(value)}")
            between = ",\n"
        stream.flush()
