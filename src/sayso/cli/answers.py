"""Rows -> what was asked for: a table to read, CSV, JSON, or JSON Lines.

Comes in: an Arrow table and a stream. Goes out: text. CSV and JSON hold the same values; lists are
joined with ``; `` in CSV and stay lists in JSON; dates are ISO 8601.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TextIO

from sayso.cli.formats import columns

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console

Format = Literal["table", "csv", "json", "jsonl"]


def write(
    table: pa.Table,
    stream: TextIO,
    answer_format: Format,
    wrapped: Mapping[str, int] | None = None,
) -> None:
    """Write all rows of a table in a format; ``wrapped`` as in :func:`sayso.views.grid.render`."""
    if answer_format == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.column_names)
        from sayso.views.grid import cell

        writer.writerows(map(cell, row) for row in _rows(table))
    elif answer_format == "json":
        rows = [_plain(row) for row in table.to_pylist()]
        stream.write(json.dumps(rows, ensure_ascii=False, indent=2, default=_told) + "\n")
    elif answer_format == "jsonl":
        for batch in table.to_batches(10_000):
            for row in batch.to_pylist():
                stream.write(json.dumps(_plain(row), ensure_ascii=False, default=_told) + "\n")
    else:
        from sayso.views.grid import render

        render(table.column_names, _rows(table), console(stream), wrapped=wrapped)


def table(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pa.Table:
    """Rows as a table with these of their columns; no rows still have their names."""
    import pyarrow as pa

    rows = list(rows)
    return pa.table({name: [row[name] for row in rows] for name in columns})


def console(stream: TextIO) -> Console:
    """A console for tables on this stream."""
    from sayso.cli.console import PipedConsole

    return PipedConsole(
        file=stream, width=columns(stream), highlight=False, markup=False, emoji=False
    )


def _rows(table: pa.Table) -> Iterator[Sequence[object]]:
    for batch in table.to_batches(10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _plain(value: object) -> object:
    """Maps as objects; numbers that JSON doesn't have as null."""
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(one, tuple) and len(one) == 2 for one in value):
            return {str(key): _plain(held) for key, held in value}
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):  # DuckDB's type of 1.5 and of the sum of whole numbers
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _told(value: object) -> str:
    """What JSON has no word for: dates and times as ISO 8601, the rest as it prints."""
    return value.isoformat() if isinstance(value, date) else str(value)
