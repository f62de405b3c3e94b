"""``sayso show``: a reading that a ledger keeps, as ``sayso read`` would show it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from sayso.cli import formats
from sayso.cli.exits import exits
from sayso.cli.options import At, Location, Output, ReaderChoice, ledger
from sayso.cli.output import opened

HELP = (
    "Show the reading of one document, as it was read.\n\n"
    "DOC is its id, the id that a copy of it came with, or the start of only one id."
)


def show(
    document: Annotated[str, typer.Argument(metavar="DOC", help="A document.", show_default=False)],
    location: Location,
    output_format: Annotated[
        Literal["terminal", "json", "html"],
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="terminal, json, or html: a page for a browser.",
        ),
    ] = "terminal",
    output: Output = None,
    by: Annotated[
        formats.By, typer.Option("--by", help="terminal: claims by order, voice or status.")
    ] = "order",
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Show a stored reading; the entry of ``sayso show``."""
    with exits():
        reading = ledger(location, at, reader).reading(document)
        with opened(output) as stream:
            if output_format == "json":
                formats.json([reading], stream)
            elif output_format == "html":
                formats.html([reading], stream)
            else:
                formats.terminal(
                    [reading], stream, by=by, width=None, select=lambda one: one.claims
                )
