"""What origins were found from, kept beside a ledger.

Comes in: a file. Goes out: for each document what was looked up for the origins of its mentions,
and these; or nothing. The idea in between: an origin is what it was as long as all that was looked
up for it is (:mod:`sayso.weighing.notes`). Whatever is damaged, of another make or not there is
made anew; the file appears whole or not at all, and may be deleted at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.weighing import kept

# Of other makes nothing is taken over: raise it with any change to how origins are found.
_MAKE = 1

Key = tuple[str, str]
"""A table, and what was looked up in it."""

Row = tuple[str, str, Any, Any]
"""A claim, the document in which its origin speaks, the steps to it, and what else it is."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What was looked up for the origins of a document's mentions, and these."""

    keys: frozenset[Key]
    rows: list[Row]

    @property
    def claims(self) -> list[str]:
        """The claims whose origins are known, in order."""
        return [row[0] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Traces:
    """What was looked up, with the fingerprint that it had; and for which documents."""

    values: dict[Key, str] = field(default_factory=dict)
    documents: dict[str, Trace] = field(default_factory=dict)


def read(path: Path, way: str) -> Traces:
    """What a file holds: nothing if there is none, or it is damaged or of another make or way."""
    try:
        held = kept.notes(path)
        if held["way"] != [_MAKE, way]:
            return Traces()
        keys = [(table, key) for table, key, _ in held["keys"]]
        values = [value for _, _, value in held["keys"]]
        ends = held["ends"]
        documents = {
            name: Trace(
                frozenset(map(keys.__getitem__, looked)),
                [(claim, at or name, steps, ends[end]) for claim, end, at, steps in rows],
            )
            for name, looked, rows in held["documents"]
        }
    except (ValueError, KeyError, TypeError, IndexError):
        return Traces()
    return Traces(dict(zip(keys, values, strict=True)), documents)


def write(path: Path, way: str, traces: Traces) -> None:
    """Keep it; a full or read-only disk costs time the next time, not the answer."""
    numbers = {key: number for number, key in enumerate(traces.values)}
    ends: dict[tuple[Any, ...], int] = {}
    documents = [
        (
            name,
            sorted(map(numbers.__getitem__, trace.keys)),
            [
                (claim, ends.setdefault(tuple(end), len(ends)), "" if at == name else at, steps)
                for claim, at, steps, end in trace.rows
            ],
        )
        for name, trace in traces.documents.items()
    ]
    held = {
        "way": [_MAKE, way],
        "keys": [(*key, value) for key, value in traces.values.items()],
        "ends": list(ends),
        "documents": documents,
    }
    kept.noted(path, held)
