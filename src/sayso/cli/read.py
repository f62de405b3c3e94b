"""``sayso read``: sources in, readings out.

Comes in: what a person typed. Goes out: readings in the format asked for, a list of what was
rejected on stderr, and an exit code (see :mod:`sayso.cli.exits`). Documents are read one at a time,
so a batch may be larger than memory.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from sayso.cli import formats
from sayso.cli.batch import Batch
from sayso.cli.exits import FAILED, exits
from sayso.cli.formats import By, Format
from sayso.cli.options import (
    Actors,
    Columns,
    Follow,
    HeadsChoice,
    MaxSize,
    OfficesAt,
    Sources,
    Strict,
    columns,
    offices,
)
from sayso.cli.output import opened
from sayso.cli.request import Request

if TYPE_CHECKING:
    from sayso.records import Claim, Document, Reading

HELP = (
    "Read texts and show every claim in them: who says so, how it is put, which event it tells."
    "\n\n"
    "What cannot be read (missing, empty, binary, not English, over the size) is listed at the end "
    "with its reason, and the rest is read all the same."
)

EPILOG = """[bold]Examples[/bold]

sayso read article.txt

sayso read speech.html --by voice --who aliyev

sayso read article.txt --status planned --status threatened --about armenia

sayso read 'news/*.html' notes.txt --format csv --output claims.csv

sayso read corpus.jsonl --format jsonl > readings.jsonl

sayso read scenario.txt --actors my.csv

sayso read today/ --offices corpus

sayso read corpus.jsonl --format polecat --output events.tsv

cat draft.txt | sayso read - --published 2024-09-16 --format html --output page.html
"""

_ABOUT_ONE = "About the text"
_SHOWN = "What is shown (terminal, csv and polecat)"
_RUN = "How it runs"


def status_names(incomplete: str) -> list[str]:
    """The statuses that begin like this, for the shell."""
    from sayso.records import Status

    return [name for name in get_args(Status) if name.startswith(incomplete.lower())]


def type_names(incomplete: str) -> list[str]:
    """The PLOVER types that begin like this, for the shell."""
    from sayso.knowledge.plover import plover_types

    return [
        name for name in (*plover_types(), "none") if name.lower().startswith(incomplete.lower())
    ]


def read(
    sources: Sources,
    output_format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="terminal: to read here. json: one reading. jsonl: one reading a line. csv: one "
            "row a claim. polecat: one row a claim that tells an event, tab-separated, in "
            "POLECAT's columns and sayso's own. html: a page for a browser.",
        ),
    ] = "terminal",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write here instead of to standard output: a file, or for several html pages a "
            "folder. A file is replaced only when all of it is written.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        By | None,
        typer.Option(
            "--by",
            help="terminal: claims in the text's order, or grouped by who says them or how they "
            "are put. Default: order.",
            rich_help_panel=_SHOWN,
            show_default=False,
        ),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            "--width",
            min=20,
            max=1000,
            help="terminal: columns; else COLUMNS, the terminal's own, or 100 in a pipe.",
            rich_help_panel=_SHOWN,
            show_default=False,
        ),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="NAME",
            help="Only claims with this voice in their chain: the start of a name or code (aliyev, "
            "AZE), unnamed, or author for the author's own.",
            rich_help_panel=_SHOWN,
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="NAME",
            help="Only claims whose words, actors or recipients have this name or code.",
            rich_help_panel=_SHOWN,
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only claims put like this: happened, ongoing, planned, threatened, demanded, "
            "predicted, hypothetical, denied, asked. May be repeated.",
            rich_help_panel=_SHOWN,
            autocompletion=status_names,
            show_default=False,
        ),
    ] = None,
    event_type: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Only claims with an event of this PLOVER type (ACCUSE, ASSAULT, AID ...), or "
            "none. May be repeated.",
            rich_help_panel=_SHOWN,
            autocompletion=type_names,
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published",
            metavar="DATE",
            help="When a single text appeared, like 2024-09-16; times such as 'last week' count "
            "from it.",
            rich_help_panel=_ABOUT_ONE,
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            help="Title of a single text.", rich_help_panel=_ABOUT_ONE, show_default=False
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            help="Publisher of a single text.", rich_help_panel=_ABOUT_ONE, show_default=False
        ),
    ] = None,
    column_map: Columns = None,
    follow: Follow = False,
    heads: HeadsChoice = "learned",
    actors: Actors = None,
    offices_of: Annotated[
        str | None,
        typer.Option(
            "--offices",
            metavar="LEDGER",
            help="People of whom a text doesn't say what they are have the office that a ledger's "
            "texts agree on for the day on which it was published.",
            rich_help_panel=_RUN,
            show_default=False,
        ),
    ] = None,
    offices_at: OfficesAt = None,
    strict: Strict = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            help="No progress, and no list of what was rejected.",
            rich_help_panel=_RUN,
        ),
    ] = False,
    max_size: MaxSize = 2_000_000,
) -> None:
    """Read the sources and write their readings; the entry of ``sayso read``."""
    with exits():
        request = Request(
            output_format=output_format,
            output=output,
            by=by,
            width=width,
            who=who,
            about=about,
            status=tuple(name.lower() for name in status or ()),
            types=tuple(name.upper() for name in event_type or ()),
            published=published,
            title=title,
            publisher=publisher,
            heads=heads,
            actors=tuple(actors or ()),
            offices=offices_of,
            offices_at=offices_at,
            quiet=quiet,
        )
        request.check()
        batch = Batch(sources, max_size, columns(column_map), follow)
        first = list(islice(batch.documents(), 2))
        if first:
            request.check_number(several=len(first) > 1)
            documents = chain(first, batch.documents())
            _write(request, _readings(documents, request, batch), several=len(first) > 1)
        if not quiet or not first:
            batch.report(alone=len(sources) == 1 and not first)
        if not first or (strict and batch.rejected):
            raise typer.Exit(FAILED)


def _readings(documents: Iterable[Document], request: Request, batch: Batch) -> Iterator[Reading]:
    from sayso.reading.reader import Reader

    known = offices(request.offices, request.offices_at) if request.offices is not None else None
    reader = Reader(heads=request.heads, actors=request.actors, offices=known)
    readings = reader.read_many(map(request.described, documents))
    watched = sys.stderr.isatty() and not request.quiet and not formats.is_screen(request.output)
    yield from _with_progress(readings, batch) if watched else readings


def _with_progress(readings: Iterator[Reading], batch: Batch) -> Iterator[Reading]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    parts = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for number, reading in enumerate(readings, start=1):
            rejected = f", {len(batch.rejected)} rejected" if batch.rejected else ""
            progress.update(task, description=f"{number} read{rejected}")
            yield reading


def _write(request: Request, readings: Iterator[Reading], *, several: bool) -> None:
    if request.output_format == "html" and request.into_folder(several=several):
        formats.html_folder(readings, request.output or Path())
        return
    # The first reading comes before the file is touched: a missing model leaves no trace.
    ready = chain([next(readings)], readings)
    select: Callable[[Reading], Sequence[Claim]] = request.selected
    with opened(request.output) as stream:
        if request.output_format == "json":
            formats.json(ready, stream)
        elif request.output_format == "jsonl":
            formats.jsonl(ready, stream)
        elif request.output_format == "csv":
            formats.csv(ready, stream, select=select)
        elif request.output_format == "polecat":
            formats.polecat(ready, stream, select=select)
        elif request.output_format == "html":
            formats.html(ready, stream)
        else:
            by = request.by or "order"
            formats.terminal(ready, stream, by=by, width=request.width, select=select)
