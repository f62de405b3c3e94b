"""``sayso claims``: the claims of a ledger that pass the filters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, get_args

import typer

from sayso.cli import answers
from sayso.cli.answers import Format
from sayso.cli.exits import exits, say
from sayso.cli.ingest import day
from sayso.cli.options import At, Location, ReaderChoice, ledger
from sayso.cli.output import opened
from sayso.cli.read import status_names, type_names
from sayso.cli.request import one_of

if TYPE_CHECKING:
    import pyarrow as pa

    from sayso.ledger.claims import Filters

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

_FILTERS = "Filters"


def claims(
    location: Location,
    who: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="NAME",
            help="A voice of the chain: the start of a name or code; author for the authors' own; "
            "unnamed or unspecified.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="NAME",
            help="A word of the claim, or a name or code of an actor or recipient.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor",
            metavar="NAME",
            help="A name or code of an actor.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option(
            "--recipient",
            metavar="NAME",
            help="A name or code of a recipient.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    event_type: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="A PLOVER type, or none. May be repeated, as the next three may.",
            rich_help_panel=_FILTERS,
            autocompletion=type_names,
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="How it is put: happened, planned, denied ...",
            rich_help_panel=_FILTERS,
            autocompletion=status_names,
            show_default=False,
        ),
    ] = None,
    certainty: Annotated[
        list[str] | None,
        typer.Option(
            "--certainty",
            metavar="CERTAINTY",
            help="certain, probable, possible or unlikely.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    voice: Annotated[
        list[str] | None,
        typer.Option(
            "--voice",
            metavar="KIND",
            help="Kind of the voice that says it: author, person, organization, country, document, "
            "unnamed, unspecified.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Published on this day or later.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="DATE",
            help="Published on this day or earlier.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher",
            metavar="NAME",
            help="A word of the publisher's name.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="WORDS",
            help="Words that the claim holds, in any order.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="DOC",
            help="The id of the document.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
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
    reviewed: Annotated[
        bool,
        typer.Option(
            "--reviewed",
            help="Apply people's reviews: without the claims that were rejected, others as they "
            "were corrected.",
        ),
    ] = False,
    answer_format: Annotated[
        Format,
        typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json or jsonl."),
    ] = "table",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Write into this file.", show_default=False
        ),
    ] = None,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Find claims; the entry of ``sayso claims``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.ledger.claims import Filters

        filters = Filters(
            who=who,
            about=about,
            actor=actor,
            recipient=recipient,
            types=tuple(name.upper() for name in event_type or ()),
            status=tuple(name.lower() for name in status or ()),
            certainty=tuple(name.lower() for name in certainty or ()),
            voice_kinds=tuple(name.lower() for name in voice or ()),
            since=day("--since", since),
            until=day("--until", until),
            publisher=publisher,
            text=text,
            document_id=document,
        )
        _check(filters)
        screen = answer_format == "table"
        most = _SCREENFUL if screen and limit is None else limit
        asked = most + 1 if screen and most is not None else most
        found = kept.claims(filters, limit=asked, reviewed=reviewed)
        with opened(output) as stream:
            if screen:
                _show(found.slice(0, most), stream)
            else:
                answers.write(found, stream, answer_format)
        if screen and most is not None and len(found) > most:
            say(f"there are more than these {most:,}; --limit N shows N, --format csv all")


def _check(filters: Filters) -> None:
    from sayso.knowledge.plover import plover_types
    from sayso.records import Certainty, Status, VoiceKind

    for option, names, allowed in (
        ("--type", filters.types, (*plover_types(), "NONE")),
        ("--status", filters.status, get_args(Status)),
        ("--certainty", filters.certainty, get_args(Certainty)),
        ("--voice", filters.voice_kinds, get_args(VoiceKind)),
    ):
        for name in names:
            one_of(option, name, allowed)


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
