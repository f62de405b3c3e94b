"""The rows of a table of facts. Comes in: the name of a CSV file of this package and its columns.

Goes out: its rows as dictionaries, each knowing where it stands, so that whatever is wrong with a
row is reported with its file and line. Every table closes with a ``source`` column that is never
empty: no fact without a place to check it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NoReturn

from sayso.errors import ModelError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the cells by column, and where they stand (``places.csv:12``)."""

    cells: dict[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """The parts of a cell that holds several values; an empty cell holds none.

        Raises:
            ModelError: if a part is empty, has outer blanks or stands there twice.
        """
        cell = self.cells[column]
        if not cell:
            return ()
        parts = tuple(cell.split(separator))
        if len(set(parts)) != len(parts) or any(not part or part != part.strip() for part in parts):
            self.wrong(f"{column} {cell!r} has an empty, padded or repeated part")
        return parts

    def one_of(self, column: str, allowed: Sequence[str] | frozenset[str]) -> str:
        """The cell, which must be one of the allowed values.

        Raises:
            ModelError: if it is another.
        """
        cell = self.cells[column]
        if cell not in allowed:
            self.wrong(f"{column} is {cell!r}, expected one of {', '.join(sorted(allowed))}")
        return cell

    def flag(self, column: str) -> bool:
        """The cell as a truth value; only ``true`` and ``false`` are allowed."""
        return self.one_of(column, ("true", "false")) == "true"

    def wrong(self, reason: str) -> NoReturn:
        """Refuse the row, naming its file and line."""
        raise ModelError(f"{self.where}: {reason}; correct the row or reinstall sayso")


def read_rows(file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of ``knowledge/data/<file>``, whose header must be exactly ``columns``.

    Raises:
        ModelError: naming file and line, if the file is missing, the header differs, a row has too
            few or too many cells, or its source is empty.
    """
    try:
        text = files("sayso.knowledge").joinpath("data", file).read_text("utf8")
    except FileNotFoundError as error:
        raise ModelError(f"{file}: the table is missing; reinstall sayso") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = tuple(next(reader, ()))
    if header != columns:
        raise ModelError(f"{file}:1: the columns are {header}, expected {columns}; reinstall sayso")
    for cells in reader:
        row = Row(dict(zip(columns, cells, strict=False)), f"{file}:{reader.line_num}")
        if len(cells) != len(columns):
            row.wrong(f"{len(cells)} cells, expected {len(columns)}")
        if not row["source"].strip():
            row.wrong("the source is empty")
        yield row
