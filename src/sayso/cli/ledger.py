"""``sayso ledger``: looking after a ledger: what it holds, whether it is whole, what it held."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli.exits import FAILED, exits
from sayso.cli.options import At, Location, ReaderChoice
from sayso.cli.options import ledger as opened
from sayso.labels import counted

if TYPE_CHECKING:
    from sayso.ledger.contents import Info

app = typer.Typer(
    name="ledger",
    help="Look after a ledger: what it holds, whether it is whole, what it held before.",
    no_args_is_help=True,
)

_Form = Annotated[
    Literal["table", "json"],
    typer.Option("--format", "-f", metavar="FORMAT", help="table or json."),
]

# Small files in a ledger that is worth compacting.
_MANY_FILES = 200


@app.command("info")
def info(
    location: Location, form: _Form = "table", at: At = None, reader: ReaderChoice = "current"
) -> None:
    """Say what a ledger holds: documents, claims, readers, dates, size."""
    with exits():
        found = opened(location, at, reader).info()
        if form == "json":
            typer.echo(json.dumps(asdict(found), indent=2, default=str))
        else:
            _tell(found)


@app.command("verify")
def verify(
    location: Location,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Check logs, files, keys and counts, but not each reading."),
    ] = False,
    form: _Form = "table",
) -> None:
    """Check that a ledger is whole: logs, files, keys, counts, and every span against its text.

    Exit code 1 where something is wrong.
    """
    with exits():
        report = opened(location).verify(quick=quick)
        if form == "json":
            typer.echo(json.dumps(asdict(report), indent=2))
        else:
            checked = counted(report.files, "file")
            if report.documents:
                checked += (
                    f", {counted(report.documents, 'reading')}, {counted(report.claims, 'claim')}, "
                    f"{counted(report.spans, 'span')}"
                )
            typer.echo(f"checked {checked}")
            for note in report.notes:
                typer.echo(f"note: {note}")
            for problem in report.problems:
                typer.echo(f"WRONG: {problem}")
            typer.echo("the ledger is whole" if report.whole else "the ledger is NOT whole")
        if not report.whole:
            raise typer.Exit(FAILED)


@app.command("compact")
def compact(
    location: Location,
    keep_days: Annotated[
        int | None,
        typer.Option(
            "--keep-days",
            min=0,
            metavar="N",
            help="Also delete the files that no version of the last N days needs; older versions "
            "can't be looked at or restored then. With 0, nobody may be writing.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Put small files together, and remove what unfinished runs have left.

    Queries become quicker. The ledger holds the same before and after.
    """
    with exits():
        done = opened(location).compact(keep_days)
        typer.echo(f"files: {done.files_before:,} before, {done.files_after:,} after")
        removed = sum(done.rows_removed.values())
        if removed:
            typer.echo(f"{counted(removed, 'row')} of unfinished batches removed")
        if keep_days is not None:
            typer.echo(f"{done.files_deleted:,} old files deleted")


@app.command("history")
def history(
    location: Location,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="The last N versions.")
    ] = 20,
    form: _Form = "table",
) -> None:
    """List the versions of a ledger, the last first.

    Each can be looked at with --at and brought back with 'sayso ledger restore'.
    """
    with exits():
        found = opened(location).history(limit)
        if form == "json":
            typer.echo(json.dumps([asdict(version) for version in found], indent=2, default=str))
            return
        from sayso.cli.answers import console
        from sayso.views.grid import render

        rows = [(one.version, one.at, one.what, one.documents, one.run) for one in found]
        names = ("version", "at (UTC)", "what", "documents", "run")
        render(names, [(a, b.replace(tzinfo=None), *c) for a, b, *c in rows], console(sys.stdout))


@app.command("restore")
def restore(
    when: Annotated[
        str,
        typer.Argument(
            metavar="WHEN",
            help="A version (12), the end of a day (2024-03-03), or a moment (2024-03-03T12:00, "
            "in UTC).",
            show_default=False,
        ),
    ],
    location: Location,
) -> None:
    """Let a ledger hold the documents again that it held then.

    This is a new version, so it can be undone in the same way. Reviews and the record of runs
    stay as they are.
    """
    with exits():
        from sayso.ledger.history import parsed

        kept = opened(location)
        version = kept.restore(parsed(when))
        typer.echo(f"restored version {version}: {counted(kept.info().documents, 'document')}")


def _tell(found: Info) -> None:
    between = ""
    if found.first_published is not None:
        between = f"{found.first_published} to {found.last_published}"
    facts = [
        ("ledger", f"{found.location}, version {found.version}"),
        ("documents", f"{found.documents:,} ({counted(found.words, 'word')})"),
        ("appearances", f"{found.appearances:,}"),
        ("published", between),
        ("claims", f"{found.claims:,}"),
        ("attributions", f"{found.attributions:,}"),
        ("parties", f"{found.parties:,}"),
        ("rejected", f"{found.rejected:,}"),
        ("reviews", f"{found.reviews:,}"),
        ("runs", f"{found.runs:,}"),
        ("size", f"{found.bytes / 1e6:,.1f} MB in {counted(found.files, 'file')}"),
    ]
    facts += [
        (
            "reader",
            f"{share.reader} (sayso {share.version}): {counted(share.documents, 'document')}",
        )
        for share in found.readers
    ]
    for name, value in facts:
        if value:
            typer.echo(f"{name:<13}{value}")
    if found.files > _MANY_FILES:
        typer.echo(f"many small files: 'sayso ledger compact --ledger {found.location}' helps")
