"""Readings -> what was asked for: one writer for each ``--format``.

Comes in: readings, one at a time, and where to. Goes out: text in that place. Each writer writes a
reading as soon as it is there and keeps none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from sayso.cli.output import folder, opened, slug

if TYPE_CHECKING:
    from sayso.records import Claim, Reading

Format = Literal["terminal", "json", "jsonl", "csv", "polecat", "html"]
By = Literal["order", "voice", "status"]

#: Columns where there is no terminal to ask: a pipe or a file.
DEFAULT_WIDTH = 100


def terminal(
    readings: Iterable[Reading],
    stream: TextIO,
    *,
    by: By,
    width: int | None,
    select: Callable[[Reading], Sequence[Claim]],
) -> None:
    """Show each reading, a blank line between two."""
    from sayso.cli.console import PipedConsole
    from sayso.views.terminal import render

    console = PipedConsole(
        file=stream, width=width or columns(stream), highlight=False, markup=False, emoji=False
    )
    for number, reading in enumerate(readings):
        if number:
            console.print()
        render(reading, console, by=by, claims=select(reading))


def json(readings: Iterable[Reading], stream: TextIO) -> None:
    """One object, indented: the contract ``sayso.reading/1``. For a single reading."""
    for reading in readings:
        stream.write(reading.model_dump_json(indent=2) + "\n")


def jsonl(readings: Iterable[Reading], stream: TextIO) -> None:
    """One object a line, the same as :func:`json` writes."""
    for reading in readings:
        stream.write(reading.model_dump_json() + "\n")
        stream.flush()


def csv(
    readings: Iterable[Reading],
    stream: TextIO,
    *,
    select: Callable[[Reading], Sequence[Claim]],
) -> None:
    """One row a claim over all readings, under one header."""
    from sayso.views import table

    table.write(((reading, select(reading)) for reading in readings), stream)


def polecat(
    readings: Iterable[Reading],
    stream: TextIO,
    *,
    select: Callable[[Reading], Sequence[Claim]],
) -> None:
    """One tab-separated row a claim that tells an event, over all readings, under one header."""
    from sayso.views import polecat

    polecat.write(((reading, select(reading)) for reading in readings), stream)


def html(readings: Iterable[Reading], stream: TextIO) -> None:
    """One self-contained page. For a single reading."""
    from sayso.views.html import render

    for reading in readings:
        stream.write(render(reading))


def html_folder(readings: Iterable[Reading], path: Path) -> None:
    """One page a reading in a folder, named after its title, else its id: ``baku-warns.html``.

    A second page of one name becomes ``baku-warns-2.html``.
    """
    folder(path)
    taken: set[str] = set()
    for reading in readings:
        document = reading.document
        base = slug(document.title or "") or slug(document.id) or "document"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        with opened(path / f"{name}.html") as stream:
            html([reading], stream)


def columns(stream: TextIO) -> int:
    """``COLUMNS`` where it is set, else the terminal's width, else :data:`DEFAULT_WIDTH`."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def is_screen(path: Path | None) -> bool:
    """Whether the output goes to a terminal that somebody looks at."""
    return (path is None or str(path) == "-") and sys.stdout.isatty()
