"""``sayso dyad``: what is told between two parties, period by period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from sayso.cli import answers
from sayso.cli.acts import Plot, Since, Status, Until, Voices, form_of, plotted, told_how
from sayso.cli.exits import exits
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened

if TYPE_CHECKING:
    pass

HELP = (
    "Show what a ledger's claims tell of two parties, or of one and all others, day by day, week "
    "by week or month by month: how many events of each quad class, and how friendly or "
    "hostile.\n\n A party is a country (ARM, Armenia) or the start of a code ('ARM GOV'). The "
    "table shows what is told as done (happened, ongoing), and beside it what is planned, "
    "threatened, demanded, predicted, denied or the like; csv and json split it by status, voice "
    "and direction and name the claims behind every number.\n\n"
    "An event counts on its own date; where the text gives none, on the day of publication. What "
    "one text tells twice counts once. No number says that anything is true: it says that it is "
    "told. "
)

EPILOG = """[bold]Examples[/bold]

sayso dyad AZE ARM --ledger corpus

sayso dyad AZE ARM --ledger corpus --by month --plot aze-arm.html

sayso dyad 'AZE GOV' --ledger corpus --direction to --status threatened

sayso dyad AZE ARM --ledger corpus --voice own --voice other --format csv --output cells.csv
"""

Directions = Annotated[
    Literal["both", "to", "from"],
    typer.Option(
        "--direction",
        metavar="WAY",
        help="both; to: acts of the first party upon the second; from: the other way round. What "
        "they do with each other counts in each.",
    ),
]


def dyad(
    first: Annotated[
        str, typer.Argument(metavar="PARTY", help="A country or code.", show_default=False)
    ],
    location: Location,
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="[PARTY]", help="Another; without it: everybody.", show_default=False
        ),
    ] = None,
    by: Annotated[
        Literal["day", "week", "month"],
        typer.Option("--by", metavar="STEP", help="day, week (from Monday) or month."),
    ] = "week",
    direction: Directions = "both",
    status: Status = None,
    voice: Voices = None,
    since: Since = None,
    until: Until = None,
    answer_format: Answer = "table",
    plot: Plot = None,
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Show a dyad; the entry of ``sayso dyad``."""
    with exits():
        form = form_of(plot)
        kept = ledger(location, at, reader)
        from sayso.records import Status as StatusName
        from sayso.views import dyad as view
        from sayso.weighing import acts, dyads

        chosen, voices = told_how(status, voice)
        pair = dyads.Dyad(dyads.code_of(first), second and dyads.code_of(second))
        snapshot = kept.snapshot()
        found = acts.of_ledger(snapshot, reviewed=reviewed)
        begin, end = day("--since", since), day("--until", until)
        published = acts.span(snapshot)
        if published is not None:
            begin = begin or min(published[0], end or published[0])
            end = end or max(published[1], begin)

        def series(status: tuple[str, ...], split: tuple[str, ...] = dyads.SPLITS) -> dyads.Series:
            return dyads.series(
                found, pair, by, direction=direction, status=status, voice=voices,
                since=begin, until=end, split=split,
            )  # fmt: skip

        whole = series(chosen)
        with opened(output) as stream:
            if answer_format != "table":
                answers.write(whole.cells, stream, answer_format)
            else:
                told = chosen or dyads.DONE
                others = tuple(name for name in get_args(StatusName) if name not in told)
                name = "done" if not chosen else ", ".join(chosen)
                console = answers.console(stream)
                view.show(series(told, ("quad",)), series(others, ("quad",)), console, name)
                for line in view.sums(whole):
                    console.print(line)
        from sayso.views import chart

        plotted(plot, form, lambda form: chart.draw(whole, form))
