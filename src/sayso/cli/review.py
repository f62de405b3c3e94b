"""``sayso review``: what people say of claims, and what that says of the tool."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli import answers
from sayso.cli.answers import Format
from sayso.cli.exits import exits
from sayso.cli.options import Location, Output, ReaderChoice, ledger
from sayso.cli.output import opened
from sayso.labels import counted

if TYPE_CHECKING:
    from sayso.ledger.audits import Audit, Rate
    from sayso.ledger.reviews import Verdict

app = typer.Typer(
    name="review",
    help="Accept, correct or reject claims, and see from a random sample how far to trust them.",
    no_args_is_help=True,
)

_Claim = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM", help="As 'sayso claims' names it: seoul-01:c7.", show_default=False
    ),
]
_By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who reviews.", show_default=False)]
_DONE = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "note": "noted"}
_Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why.", show_default=False)]


@app.command("accept")
def accept(
    claim: _Claim,
    location: Location,
    by: _By,
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="Why.", show_default=False)
    ] = None,
    reader: ReaderChoice = "current",
) -> None:
    """Say that a claim was read right."""
    _review(claim, "accept", location, by, why, (), reader)


@app.command("correct")
def correct(
    claim: _Claim,
    location: Location,
    by: _By,
    why: _Why,
    changes: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="COLUMN=VALUE",
            help="What should be there; nothing after the = means none. May be repeated. Columns: "
            "status, certainty, voice_kind, voice_name, voice_code, event_type, mode, actors, "
            "actor_codes, recipients, recipient_codes (several with ; between them).",
            show_default=False,
        ),
    ],
    reader: ReaderChoice = "current",
) -> None:
    """Say what a claim should have been read as."""
    _review(claim, "correct", location, by, why, changes, reader)


@app.command("reject")
def reject(
    claim: _Claim, location: Location, by: _By, why: _Why, reader: ReaderChoice = "current"
) -> None:
    """Say that this is no claim of the text."""
    _review(claim, "reject", location, by, why, (), reader)


@app.command("note")
def note(
    claim: _Claim, location: Location, by: _By, why: _Why, reader: ReaderChoice = "current"
) -> None:
    """Write down a remark on a claim, which is no verdict."""
    _review(claim, "note", location, by, why, (), reader)


@app.command("undo")
def undo(claim: _Claim, location: Location, by: _By, reader: ReaderChoice = "current") -> None:
    """Let count what counted before the last verdict on a claim; once more brings it back."""
    with exits():
        ledger(location, reader=reader).undo(claim, by)
        typer.echo(f"{claim}: undone by {by}")


@app.command("list")
def list_reviews(
    location: Location,
    claim: Annotated[
        str | None,
        typer.Argument(metavar="CLAIM", help="Only those of this claim.", show_default=False),
    ] = None,
    current: Annotated[
        bool, typer.Option("--current", help="Only the last review of each claim.")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json or jsonl.")
    ] = "table",
) -> None:
    """List reviews, the last first: every one that was ever made, or those that count."""
    with exits():
        found = ledger(location).reviews(claim, current=current)
        with opened(None) as stream:
            if form == "table":
                columns = ["reviewed_at", "claim", "verdict", "by", "correction", "why"]
                wide = {"correction": 1, "why": 1}
                answers.write(found.select(columns), stream, form, wide)
            else:
                answers.write(found, stream, form)


@app.command("sample")
def sample(
    location: Location,
    n: Annotated[int, typer.Option("--n", min=1, metavar="N", help="How many claims.")] = 50,
    by: Annotated[
        Literal["none", "voice", "status", "type"],
        typer.Option("--by", help="Draw each kind of voice, status or event type equally often."),
    ] = "none",
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws other claims.")] = 0,
    form: Annotated[
        Format, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json or jsonl.")
    ] = "table",
    output: Output = None,
    reader: ReaderChoice = "current",
) -> None:
    """Draw a random sample of claims to review.

    Review each with accept, correct or reject; 'sayso review report' then gives the error rates.
    The draw is kept: the same options show the same claims again, with what was said of them.
    """
    with exits():
        kept = ledger(location, reader=reader)
        sample_id = kept.sample(n, by, seed)
        found = kept.drawn(sample_id)
        with opened(output) as stream:
            if form == "table":
                shown = found.select(["claim", "verdict", "voices", "status", "text"])
                answers.write(shown, stream, form, {"voices": 3, "text": 5})
                stream.write(f"sample {sample_id}: {counted(len(found), 'claim')}\n")
            else:
                answers.write(found, stream, form)


@app.command("report")
def report(
    location: Location,
    sample_id: Annotated[
        str | None,
        typer.Option(
            "--sample",
            metavar="ID",
            help="The sample (voice-50-7). Default: the one drawn last.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Literal["table", "json"],
        typer.Option("--format", "-f", metavar="FORMAT", help="table or json."),
    ] = "table",
    reader: ReaderChoice = "current",
) -> None:
    """Say how many of the claims of a sample were wrong, with 95 % confidence intervals."""
    with exits():
        audit = ledger(location, reader=reader).report(sample_id)
        if form == "json":
            typer.echo(json.dumps(asdict(audit), indent=2))
        else:
            _tell(audit)


def _review(
    claim: str,
    verdict: Verdict,
    location: str,
    by: str,
    why: str | None,
    changes: Sequence[str],
    reader: str,
) -> None:
    with exits():
        from sayso.errors import UsageError
        from sayso.ledger.reviews import Review

        correction = {}
        for change in changes:
            column, equals, value = change.partition("=")
            if not equals:
                raise UsageError(f"--set {change!r}: write it like --set status=denied")
            correction[column.strip()] = value
        ledger(location, reader=reader).review(Review(claim, verdict, by, why, correction))
        typer.echo(f"{claim}: {_DONE[verdict]} by {by}")


def _tell(audit: Audit) -> None:
    from sayso.views.grid import render

    names = ("kind", "in the ledger", "drawn", "reviewed", "wrong", "error rate", "95 % interval")
    rates = audit.rates if len(audit.rates) > 1 else ()
    rows = [_row(rate) for rate in (*rates, audit.total)]
    render(names, rows, answers.console(sys.stdout))
    typer.echo(f"sample {audit.sample_id}")


def _row(rate: Rate) -> tuple[object, ...]:
    share = f"{rate.errors:.1%}" if rate.errors is not None else ""
    between = f"{rate.low:.1%} to {rate.high:.1%}" if rate.errors is not None else ""
    wrong = rate.corrected + rate.rejected
    return rate.kind, rate.claims, rate.drawn, rate.reviewed, wrong, share, between
