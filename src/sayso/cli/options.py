"""Options that several commands share: sources and how they are read; the ledger; the answer.

Those that choose claims are in :mod:`sayso.cli.filters`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli.request import Heads

if TYPE_CHECKING:
    from sayso.knowledge.learned_offices import LearnedOffices
    from sayso.ledger import Ledger

_TAKEN = "How sources are taken in"
_RUN = "How it runs"

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (text, HTML, PDF, DOCX, .jsonl, CSV, Parquet, RSS, Atom, WARC, and .gz or "
        ".zst of these), folders, patterns in quotes, http or https addresses, or - for "
        "standard input.",
        show_default=False,
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="MAP",
        help="Which column of a table holds what, like text=body,title=headline; columns with "
        "usual names are found without.",
        rich_help_panel=_TAKEN,
        show_default=False,
    ),
]
Follow = Annotated[
    bool,
    typer.Option(
        "--follow",
        help="Fetch the articles that a feed links to, and read them instead of its teasers.",
        rich_help_panel=_TAKEN,
    ),
]
HeadsChoice = Annotated[
    Heads,
    typer.Option(
        "--heads",
        help="learned: by grammar and the network that sayso brings. rules: by grammar alone, "
        "which is faster and finds less.",
        rich_help_panel=_RUN,
    ),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Actors of your own, before the built-in ones: a CSV table (name, code, from, to, "
        "kind) or a PETRARCH dictionary. May be repeated.",
        rich_help_panel=_RUN,
        show_default=False,
    ),
]
OfficesAt = Annotated[
    str | None,
    typer.Option(
        "--offices-at",
        metavar="WHEN",
        help="The offices as the ledger had them at a version, on a day or at a moment, so that "
        "what came in since changes no reading.",
        rich_help_panel=_RUN,
        show_default=False,
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Exit with code 1 when any source was rejected, not only when all were.",
        rich_help_panel=_RUN,
    ),
]
MaxSize = Annotated[
    int,
    typer.Option(
        "--max-size",
        min=1,
        metavar="N",
        help="The longest text to read, in characters.",
        rich_help_panel=_RUN,
    ),
]
Location = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="DIR|URL",
        envvar="SAYSO_LEDGER",
        show_envvar=False,
        help="The ledger: a folder, or a place in an object store (s3://bucket/corpus). Without "
        "this, SAYSO_LEDGER is used.",
        show_default=False,
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="WHEN",
        help="Look at the ledger as it was: a version (12), the end of a day (2024-03-03) or a "
        "moment (2024-03-03T12:00, in UTC).",
        show_default=False,
    ),
]
ReaderChoice = Annotated[
    str,
    typer.Option(
        "--reader",
        metavar="READER",
        help="Whose readings: current (of each document the last), all, or the start of a "
        "reader's fingerprint.",
    ),
]
Reviewed = Annotated[
    bool,
    typer.Option(
        "--reviewed",
        help="Apply people's reviews: without the claims that were rejected, others as they "
        "were corrected.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="PATH", help="Write into this file.", show_default=False
    ),
]
Answer = Annotated[
    Literal["table", "csv", "json"],
    typer.Option("--format", "-f", metavar="FORMAT", help="table, csv or json."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress, and no list of what was rejected.")
]


def columns(given: str | None) -> dict[str, str]:
    """What ``--columns`` says: field -> column; nothing where it wasn't given.

    Raises:
        UsageError: it isn't written like that.
    """
    if given is None:
        return {}
    from sayso.intake.columns import parsed

    return parsed(given)


def offices(location: str, at: str | None) -> LearnedOffices:
    """The offices that a ledger has learned, or had.

    Raises:
        LedgerError: there is no ledger.
        MissingExtraError: the extra is not installed.
        UsageError: ``at`` is no moment.
    """
    return ledger(location, at).learned_offices()


def ledger(location: str, at: str | None = None, reader: str = "current") -> Ledger:
    """The ledger that was named.

    Raises:
        MissingExtraError: the extra is not installed.
        UsageError: ``at`` is no moment.
    """
    from sayso.ledger import Ledger
    from sayso.ledger.history import parsed

    return Ledger(location, at=parsed(at) if at is not None else None, reader=reader)
