"""``sayso offices``: the offices that the texts of a ledger give people, and where they say so."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, ReaderChoice, ledger

HELP = (
    "List the offices that the texts of a ledger give people: who, what, of which country, first "
    "and last seen, in how many texts.\n\n"
    "With --person, also the words that say so. 'sayso read --offices' and 'sayso ingest "
    "--offices' use what enough texts agree on; nothing else does."
)

EPILOG = """[bold]Examples[/bold]

sayso offices --ledger corpus --country KEN --day 2024-05-17

sayso offices --ledger corpus --person berg

sayso offices --ledger corpus --office 'foreign minister' --format csv
"""

#: Rows of a table on a screen.
_SCREENFUL = 200

_SHOWN = ["person", "office", "code", "first_seen", "last_seen", "documents", "publishers"]
_GIVE_WAY = {"person": 1, "office": 1}


def offices(
    location: Location,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="NAME",
            help="Only people with a name that begins like this; shows the words, too.",
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country", metavar="CODE", help="Only of this country, like KEN.", show_default=False
        ),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option(
            "--office",
            metavar="TITLE",
            help="Only titles with these words in them, like minister.",
            show_default=False,
        ),
    ] = None,
    on_day: Annotated[
        str | None,
        typer.Option(
            "--day",
            metavar="DATE",
            help="Only those seen on this day, or before and after it.",
            show_default=False,
        ),
    ] = None,
    words: Annotated[
        bool,
        typer.Option(
            "--words",
            help="The words of up to five texts that give each office; with --format csv or json "
            "instead of the offices.",
        ),
    ] = False,
    answer_format: Answer = "table",
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """List offices; the entry of ``sayso offices``."""
    with exits():
        kept = ledger(location, at, reader)
        found = kept.offices(person, country, office, day("--day", on_day))
        if answer_format != "table":
            answers.write(
                kept.office_evidence(found) if words else found, sys.stdout, answer_format
            )
            return
        answers.write(found.slice(0, _SCREENFUL).select(_SHOWN), sys.stdout, "table", _GIVE_WAY)
        if found.num_rows > _SCREENFUL:
            say(f"there are {found.num_rows:,} of them; --format csv shows all")
        if words or person is not None:
            said = kept.office_evidence(found.slice(0, _SCREENFUL))
            said = said.select(["claim", "published", "publisher", "words"])
            answers.write(said, sys.stdout, "table", {"publisher": 1, "words": 4})
