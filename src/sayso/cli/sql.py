"""``sayso sql``: a question in SQL to a ledger, read only."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, ledger
from sayso.cli.output import opened

HELP = (
    "Ask a ledger in SQL (DuckDB's dialect): one SELECT over the tables documents, appearances, "
    "attributions, claims, parties, offices, rejected, reviews and runs.\n\n"
    "Nothing can be changed by it, and no file and no network reached. DESCRIBE claims lists the "
    "columns."
)

EPILOG = """[bold]Examples[/bold]

sayso sql --ledger corpus "SELECT voice_name, count(*) FROM claims GROUP BY 1 ORDER BY 2 DESC"

sayso sql --ledger corpus "DESCRIBE claims"
"""

#: Rows of a table on a screen, unless told otherwise.
_SCREENFUL = 200


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.", show_default=False)],
    location: Location,
    answer_format: Answer = "table",
    output: Output = None,
    rows: Annotated[
        int | None,
        typer.Option(
            "--rows",
            min=1,
            metavar="N",
            help="At most so many rows. Default: 200 in a table, else 1000000.",
            show_default=False,
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Stop the query after this."),
    ] = 60.0,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Run a query; the entry of ``sayso sql``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.ledger.sql import ROWS, ask

        most = rows or (_SCREENFUL if answer_format == "table" else ROWS)
        answer = ask(kept.snapshot(), query, seconds=seconds, rows=most)
        with opened(output) as stream:
            answers.write(answer.table, stream, answer_format)
        if answer.cut:
            say(f"there are more than these {most:,} rows; --rows N gives N")
