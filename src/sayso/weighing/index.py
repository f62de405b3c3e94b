"""The stretches of all texts of a shelf, kept beside the ledger so that each text is cut up once.

Comes in: a shelf. Goes out: all stretches in one array. The idea in between: what a text's
stretches are depends on nothing but the text, so they are kept by the text's id in Parquet files in
the folder ``.weighing`` of a ledger on a disk, 8 bytes a word. Documents that were added cost what
they are, and an old version of the ledger finds its own there, too. The folder may be deleted at
any time. For a ledger in an object store or on a read-only disk they are made anew each time.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from sayso.weighing.stretches import STRETCH, stretches
from sayso.weighing.texts import Kept, Shelf
from sayso.weighing.words import Numbers, numbers

Owners = npt.NDArray[np.int64]

#: The folder of a ledger that this room may fill; the ledger itself takes no notice of it.
FOLDER = ".weighing"

# Of another make, hashes cannot be compared: raise the first number with any change to them.
_MAKE = f"stretches-1-{STRETCH}"

# More files than this are put together.
_FILES = 32

_SCHEMA = pa.schema([("text_id", pa.string()), ("hashes", pa.list_(pa.uint64()))])


@dataclass(frozen=True)
class Index:
    """The stretches of many texts: those of text ``i`` are ``hashes[bounds[i] : bounds[i + 1]]``.

    Texts are counted by their places on the shelf; a stretch begins at the word of its own place.
    """

    hashes: Numbers
    bounds: Owners

    def of(self, place: int) -> Numbers:
        """Those of one text."""
        return self.hashes[self.bounds[place] : self.bounds[place + 1]]

    def distinct(self) -> tuple[Numbers, Owners]:
        """Hashes with the texts that they stand in, each text once a hash; sorted by both."""
        owners = np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))
        order = np.argsort(self.hashes, kind="stable")
        hashes, owners = self.hashes[order], owners[order]
        new = np.ones(len(hashes), bool)
        new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
        return hashes[new], owners[new]


def index(shelf: Shelf) -> Index:
    """The stretches of all texts of a shelf.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    folder = kept_in(shelf)
    held = _read(folder) if folder is not None else {}
    missing = {about.text_id for about in shelf.abouts}.difference(held)
    fresh = {key: stretches(numbers(text)) for key, text in shelf.texts(missing)}
    if folder is not None and fresh:
        with suppress(OSError):  # a full or read-only disk costs time, not the answer
            _write(folder, fresh)
    held.update(fresh)
    of = [held[about.text_id] for about in shelf.abouts]
    sizes = np.array([0, *map(len, of)], np.int64)
    return Index(np.concatenate([np.empty(0, np.uint64), *of]), np.cumsum(sizes))


def kept_in(shelf: Shelf) -> Path | None:
    """Where is kept what is found of a shelf's texts; None for one that isn't of a disk."""
    if isinstance(shelf, Kept) and shelf.snapshot.store.folder is not None:
        return shelf.snapshot.store.folder / FOLDER / _MAKE
    return None


def _read(folder: Path) -> dict[str, Numbers]:
    held: dict[str, Numbers] = {}
    files = sorted(folder.glob("*.parquet"))
    for path in files:
        try:
            table = pq.read_table(path, schema=_SCHEMA)
        except (OSError, pa.ArrowException):
            continue  # what is damaged is made anew
        for batch in table.to_batches():
            lists = batch.column("hashes")
            bounds, values = lists.offsets.to_numpy(), lists.values.to_numpy()
            for row, key in enumerate(batch.column("text_id").to_pylist()):
                held[key] = values[bounds[row] : bounds[row + 1]]
    if len(files) > _FILES:
        with suppress(OSError):
            _write(folder, held)
            for path in files:
                path.unlink(missing_ok=True)
    return held


def _write(folder: Path, made: Mapping[str, Numbers]) -> None:
    """One file more, which appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    bounds = np.cumsum([0, *map(len, made.values())]).astype(np.int32)
    values = np.concatenate(list(made.values()))
    lists = pa.ListArray.from_arrays(pa.array(bounds), pa.array(values))
    partial = folder / f".{uuid.uuid4().hex}.part"
    try:
        pq.write_table(
            pa.table([pa.array(list(made), pa.string()), lists], schema=_SCHEMA), partial
        )
        os.replace(partial, folder / f"{uuid.uuid4().hex}.parquet")
    finally:
        partial.unlink(missing_ok=True)
