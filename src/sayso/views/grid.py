"""A table for a person at a terminal: any columns, any rows, in the width there is.

Comes in: names of columns and rows of values. Goes out: lines on a Rich console. What the values
say never steers the terminal; numbers stand right, all else left; an unknown value is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.views.terminal import clean

#: Between the values of a cell that holds several.
SEPARATOR = "; "


def render(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    console: Console,
    *,
    wrapped: Mapping[str, int] | None = None,
) -> None:
    """Print rows under their columns' names.

    Args:
        columns: the names.
        rows: a value for each column.
        console: where to.
        wrapped: columns that give way where it is narrow, with how wide they are next to each
            other; all others keep on one line. None: all give way.
    """
    rows = list(rows)
    grid = Table(box=box.SIMPLE_HEAD if _unicode(console) else box.ASCII2, pad_edge=False)
    for place, name in enumerate(columns):
        numbers = all(isinstance(row[place], int | float | Decimal | None) for row in rows)
        gives_way = wrapped is None or name in wrapped
        grid.add_column(
            Text(clean(name)),
            justify="right" if numbers and rows else "left",
            overflow="fold",
            no_wrap=not gives_way,
            ratio=(wrapped or {}).get(name),
        )
    for row in rows:
        grid.add_row(*(Text(clean(cell(value))) for value in row))
    console.print(grid)


def cell(value: object) -> str:
    """A value as it stands in a cell: of a table on a screen or of a CSV file.

    Moments are in the time zone that they came with, which in a ledger is UTC.

    >>> cell(["COD", None, "RWA"])
    'COD; ; RWA'
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return SEPARATOR.join(f"{key}={cell(held)}" for key, held in value.items())
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], tuple):  # Arrow gives a map as pairs
            return SEPARATOR.join(f"{key}={cell(held)}" for key, held in value)
        return SEPARATOR.join(cell(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _unicode(console: Console) -> bool:
    return console.encoding.lower().startswith("utf")
