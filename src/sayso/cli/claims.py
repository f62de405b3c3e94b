"""``sayso claims``: the claims of a ledger that pass the filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from sayso.cli import answers
from sayso.cli.answers import Format
from sayso.cli.exits import exits, say
from sayso.cli.filters import Given, with_filters
from sayso.cli.options import At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened

if TYPE_CHECKING:
    import pyarrow as pa

HELP = (
    "Show the claims of a ledger: all, or those that pass every filter.\n\n"
    "Names, codes and words match by the start of a word, in any case and without accents. The "
    "first column names a claim, for 'sayso review'."
)

EPILOG = """[bold]Examples[/bold]

sayso claims --ledger corpus --who kremlin --about ukraine --status threatened

sayso claims --ledger corpus --actor RUS --recipient UKR --type assault --since 2024-01-01

sayso claims --ledger corpus --text 'grain deal' --format csv --output grain.csv
"""

#: Rows of a table on a screen, unless told otherwise.
_SCREENFUL = 50


@with_filters
def claims(
    location: Location,
    filters: Given,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=0,
            metavar="N",
            help="At most so many claims. Default: 50 in a table, else all.",
            show_default=False,
        ),
    ] = None,
    reviewed: Reviewed = False,
    answer_format: Annotated[
        Format,
        typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json or jsonl."),
    ] = "table",
    output: Output = None,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Find claims; the entry of ``sayso claims``."""
    with exits():
        kept = ledger(location, at, reader)
        screen = answer_format == "table"
        most = _SCREENFUL if screen and limit is None else limit
        asked = most + 1 if screen and most is not None else most
        found = kept.claims(filters(), limit=asked, reviewed=reviewed)
        with opened(output) as stream:
            if screen:
                _show(found.slice(0, most), stream)
            else:
                answers.write(found, stream, answer_format)
        if screen and most is not None and len(found) > most:
            say(f"there are more than these {most:,}; --limit N shows N, --format csv all")


def _show(found: pa.Table, stream: TextIO) -> None:
    """The claims as a table to read: who says it, how it is put, the words, the event."""
    from sayso.views.grid import render

    rows = [
        (
            row["claim"],
            row["published"],
            row["voices"],
            row["status"],
            row["text"],
            _event(row),
        )
        for row in found.to_pylist()
    ]
    names = ("claim", "published", "voices", "status", "text", "event")
    render(names, rows, answers.console(stream), wrapped={"voices": 3, "text": 5, "event": 3})


def _event(row: Mapping[str, Any]) -> str:
    if row["event_type"] is None:
        return ""
    kind = " ".join(filter(None, (row["event_type"], row["mode"])))
    sides = [
        ", ".join(code or name for name, code in zip(row[names], row[codes], strict=False))
        for names, codes in (("actors", "actor_codes"), ("recipients", "recipient_codes"))
    ]
    return f"{kind}: {sides[0] or '?'}" + (f" -> {sides[1]}" if sides[1] else "")
