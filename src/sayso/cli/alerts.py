"""``sayso alerts``: where what is told between two parties breaks with the weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from sayso.cli import answers
from sayso.cli.acts import Since, Status, Until, Voices, told_how
from sayso.cli.exits import exits
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened
from sayso.labels import counted

if TYPE_CHECKING:
    from sayso.weighing.alerts import Alerts

HELP = (
    "Look for breaks in what a ledger's claims tell of pairs of parties: bursts (days with far "
    "more than the eight weeks before) and shifts (a new level, week by week, that lasts).\n\n"
    "Each alert has its days, its size, what was to be expected, the claims behind it, and p: how "
    "often the same days in another order would stand out as much. Where many pairs are tested, "
    "the bar is higher for each (q). Of a pair with few events nothing is said, and it is "
    "named.\n\n An alert says that more is told. It does not say that it is true, or whose doing "
    "it is. A busy day alone, or by the week a busy week alone, is no alert."
)

EPILOG = """[bold]Examples[/bold]

sayso alerts --ledger corpus

sayso alerts --ledger corpus --dyad AZE ARM --measure material

sayso alerts --ledger corpus --party AZE --since 2024-01-01 --format json

sayso alerts --ledger corpus --voice report --by week --level 0.05
"""

# Thin pairs that a table names.
_NAMED = 5


def alerts(
    location: Location,
    dyad: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--dyad",
            metavar="PARTY PARTY",
            help="One pair: two countries or starts of codes. Default: all pairs.",
            show_default=False,
        ),
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="One party and everybody, also those whose code is unknown. May be repeated.",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        Literal["conflict", "material", "cooperation", "all"],
        typer.Option(
            "--measure",
            metavar="WHAT",
            help="What to count: conflict, material (conflict by deeds), cooperation or all.",
        ),
    ] = "conflict",
    by: Annotated[
        Literal["day", "week"],
        typer.Option(
            "--by", metavar="STEP", help="What bursts are made of: day; week where days are rare."
        ),
    ] = "day",
    status: Status = None,
    voice: Voices = None,
    since: Since = None,
    until: Until = None,
    level: Annotated[
        float,
        typer.Option(
            "--level",
            metavar="SHARE",
            help="Of the pairs with an alert, so great a share is false on average.",
        ),
    ] = 0.02,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Look for alerts; the entry of ``sayso alerts``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.weighing import acts, dyads
        from sayso.weighing import alerts as weighing
        from sayso.weighing.shifts import require

        require()
        chosen, voices = told_how(status, voice)
        pairs = [dyads.Dyad(dyads.code_of(name)) for name in party or ()]
        if dyad is not None:
            pairs.append(dyads.Dyad(*map(dyads.code_of, dyad)))
        snapshot = kept.snapshot()
        published = acts.span(snapshot) or (None, None)
        found = weighing.alerts(
            acts.of_ledger(snapshot, reviewed=reviewed),
            pairs or None,
            measure=measure,
            by=by,
            status=chosen or dyads.DONE,
            voice=voices,
            since=day("--since", since) or published[0],
            until=day("--until", until) or published[1],
            level=level,
        )
        with opened(output) as stream:
            if answer_format == "table":
                _show(found, stream)
            else:
                answers.write(found.table(), stream, answer_format)


def _show(found: Alerts, stream: TextIO) -> None:
    """The alerts as a table, and in words what was not tested."""
    from sayso.views.grid import render

    console = answers.console(stream)
    rows: list[Sequence[object]] = [
        (
            str(alert.dyad),
            f"{alert.kind}, {'more' if alert.rising else 'less'}",
            f"{alert.first} to {alert.last}",
            alert.events,
            alert.expected,
            f"{alert.p:.4f}",
            _few(alert.claim_ids),
        )
        for alert in found.alerts
    ]
    if rows:
        names = ("parties", "what", "days", "events", "expected", "p", "claims")
        render(names, rows, console)
    span = f"{found.since} to {found.until}"
    tested = "pair was" if found.tested == 1 else "pairs were"
    raised = counted(len(found.alerts), "alert")
    console.print(f"{raised}; {found.tested} {tested} tested, {span}.")
    if found.thin:
        named = "; ".join(f"{one.dyad} ({one.why})" for one in found.thin[:_NAMED])
        more = len(found.thin) - _NAMED
        console.print(
            f"Too little is told to test {len(found.thin)}: {named}"
            + (f"; and {more} more." if more > 0 else ".")
        )


def _few(claims: Sequence[str], shown: int = 2) -> str:
    named = ", ".join(claims[:shown])
    return named + (f", and {len(claims) - shown} more" if len(claims) > shown else "")
