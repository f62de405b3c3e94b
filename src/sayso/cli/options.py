"""Options that several commands share: where the ledger is, and which moment and reader of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.ledger import Ledger

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
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress, and no list of what was rejected.")
]


def ledger(location: str, at: str | None = None, reader: str = "current") -> Ledger:
    """The ledger that was named.

    Raises:
        MissingExtraError: the extra is not installed.
        UsageError: ``at`` is no moment.
    """
    from sayso.ledger import Ledger
    from sayso.ledger.history import parsed

    return Ledger(location, at=parsed(at) if at is not None else None, reader=reader)
