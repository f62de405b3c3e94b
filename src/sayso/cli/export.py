"""``sayso export``: claims out of a ledger, in the form that another program reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from sayso.cli import formats, parquet
from sayso.cli.exits import exits
from sayso.cli.filters import Given, with_filters
from sayso.cli.options import At, Location, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened
from sayso.cli.progress import watched
from sayso.labels import counted

if TYPE_CHECKING:
    from sayso.ledger.selection import Chosen

Form = Literal["parquet", "csv", "polecat", "jsonl", "jsonld", "graphml", "annotations"]

HELP = (
    "Write the claims of a ledger, all or those that pass every filter, for another program.\n\n"
    "parquet: for pandas, Polars, R and DuckDB: a folder with a file for each of documents, "
    "attributions, claims and parties; or one file of claims, if --out ends in .parquet.\n\n"
    "csv, polecat: tables, with the columns of 'sayso read' (polecat: only claims that tell an "
    "event).\n\n"
    "jsonl: whole readings, one a line, as 'sayso read --format jsonl' writes them.\n\n"
    "jsonld: linked data, as schema.org has claims. graphml: the network of who is said to act on "
    "whom, for Gephi, Cytoscape, igraph, networkx. annotations: W3C Web Annotations, which point "
    "at the words.\n\n"
    "Without a filter, documents without a claim are in it, too, where the form has a place for "
    "them. docs/export.md explains every form."
)

EPILOG = """[bold]Examples[/bold]

sayso export --ledger corpus --as parquet --out tables/

sayso export --ledger corpus --as csv --out claims.csv.gz --reviewed

sayso export --ledger corpus --as jsonl --who kremlin --since 2024-01-01 | jq .document.title

sayso export --ledger corpus --as graphml --type assault --type accuse --out network.graphml
"""


@with_filters
def export(
    location: Location,
    form: Annotated[
        Form,
        typer.Option(
            "--as",
            metavar="FORM",
            help="parquet, csv, polecat, jsonl, jsonld, graphml or annotations.",
            show_default=False,
        ),
    ],
    filters: Given,
    output: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "--output",
            "-o",
            metavar="PATH",
            help="Write here instead of to standard output; parquet needs it. A file is replaced "
            "only when all of it is written. Text is packed if the name ends in .gz or .zst.",
            show_default=False,
        ),
    ] = None,
    reviewed: Reviewed = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, and no count at the end.")
    ] = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Write claims of a ledger; the entry of ``sayso export``."""
    with exits():
        from sayso.errors import UsageError

        if output is not None and str(output) == "-":
            output = None
        if form == "parquet" and output is None:
            raise UsageError(
                "--as parquet needs --out PATH: a folder for the tables, or a file like "
                "claims.parquet"
            )
        shown = not quiet and sys.stderr.isatty() and not formats.is_screen(output)
        kept = ledger(location, at, reader)
        with kept.selected(filters(), reviewed=reviewed) as selection:
            if form == "parquet" and output is not None:
                parquet.write(selection, output, shown=shown)
            else:
                chosen = watched(selection, "documents", selection.documents, shown=shown)
                with opened(output) as stream:
                    _write(form, chosen, stream)
        if output is not None and not quiet:
            typer.echo(
                f"{counted(selection.claims, 'claim')} of "
                f"{counted(selection.documents, 'document')}: {output}"
            )


def _write(form: Form, chosen: Iterable[Chosen], stream: TextIO) -> None:
    """Write claims in one of the forms that are text."""
    from sayso.views import annotations, jsonld, network, polecat, table

    pairs = ((one.reading, one.claims) for one in chosen)
    if form == "jsonl":
        formats.jsonl((one.narrowed() for one in chosen), stream)
    elif form == "jsonld":
        jsonld.write(((one.reading, one.claims, one.reviews) for one in chosen), stream)
    elif form == "annotations":
        annotations.write(pairs, stream)
    elif form == "graphml":
        network.write(pairs, stream)
    elif form == "polecat":
        polecat.write(pairs, stream)
    else:
        table.write(pairs, stream)
