"""What was gathered of a ledger's claims, kept beside it.

Comes in: a file. Goes out: what it holds, or nothing. The idea in between: what is kept is only
arrays and names, in one file that appears whole or not at all; whatever is damaged, of another make
or not there is made anew. The file lies in the folder ``.weighing`` of a ledger on a disk, and may
be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from sayso.weighing.columns import Columns, Names, Places, Rows
from sayso.weighing.likeness import Pairs

# Of other makes nothing is taken over: raise it with any change to what is kept, or how it is made.
_MAKE = 3

# Of so many ways to ask (with other actors, with reviews) what was gathered is kept.
_WAYS = 4

_Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Kept:
    """What was gathered.

    ``documents`` have a fingerprint each, of all that their mentions are made of. ``least`` is that
    of :class:`sayso.weighing.neighbours.Weighed`; ``groups`` are those of stories and topics, as
    far as somebody asked for them.
    """

    documents: list[str]
    prints: list[str]
    names: Names
    columns: Columns
    least: npt.NDArray[np.float64]
    pairs: Pairs
    groups: dict[str, Places] = field(default_factory=dict)


def read(path: Path, way: str) -> Kept | None:
    """What a file holds; None if there is none, or it is damaged or of another make or way."""
    try:
        with np.load(path, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        about = json.loads(arrays.pop("about").tobytes())
        if about["way"] != [_MAKE, way]:
            return None
        names = Names(about["terms"], [frozenset(kind) for kind in about["kinds"]])
        kept = Kept(
            about["documents"],
            about["prints"],
            names,
            _object(Columns, arrays, "columns"),
            arrays["least"],
            _object(Pairs, arrays, "pairs"),
            {name: arrays[f"groups.{name}"] for name in about["groups"]},
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
    return kept


def write(path: Path, way: str, kept: Kept) -> None:
    """Keep it; a full or read-only disk costs time the next time, not the answer."""
    about = {
        "way": [_MAKE, way],
        "documents": kept.documents,
        "prints": kept.prints,
        "terms": kept.names.terms,
        "kinds": [sorted(kind) for kind in kept.names.kinds],
        "groups": sorted(kept.groups),
    }
    arrays = {
        "about": np.frombuffer(json.dumps(about).encode(), np.uint8),
        "least": kept.least,
        **_arrays(kept.columns, "columns"),
        **_arrays(kept.pairs, "pairs"),
    }
    arrays |= {f"groups.{name}": groups for name, groups in kept.groups.items()}
    placed(path, lambda stream: np.savez(stream, **arrays))  # type: ignore[arg-type]


def placed(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """What is written is at a path when all is written, or not at all if it can't be.

    Of the files with the same ending beside it the oldest are removed.
    """
    partial = path.with_name(f".{uuid.uuid4().hex}.part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("wb") as stream:
                write(stream)
            os.replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        held = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime)
        for old in held[:-_WAYS]:
            old.unlink(missing_ok=True)


def noted(path: Path, held: object) -> None:
    """Keep what JSON can hold, with what tells whether it is whole."""
    text = json.dumps(held, separators=(",", ":")).encode()
    placed(path, lambda stream: stream.write(_checked(text) + b"\n" + text))


def notes(path: Path) -> Any:
    """What :func:`noted` kept; None if there is nothing, or it is damaged."""
    try:
        checked, _, text = path.read_bytes().partition(b"\n")
        return json.loads(text) if checked == _checked(text) else None
    except (OSError, ValueError):
        return None


def _checked(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()


def _arrays(made: Columns | Pairs | Rows, name: str) -> dict[str, npt.NDArray[Any]]:
    found: dict[str, npt.NDArray[Any]] = {}
    for one in fields(made):
        value = getattr(made, one.name)
        below = f"{name}.{one.name}"
        found |= _arrays(value, below) if isinstance(value, Rows) else {below: value}
    return found


def _object(kind: type[Any], arrays: _Arrays, name: str) -> Any:
    values = []
    for one in fields(kind):
        below = f"{name}.{one.name}"
        values.append(arrays[below] if below in arrays else _object(Rows, arrays, below))
    return kind(*values)
