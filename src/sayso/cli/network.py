"""``sayso network``: who is told to act on whom, over a whole ledger."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sayso.cli import answers
from sayso.cli.acts import Plot, Status, Voices, form_of, plotted, told_how
from sayso.cli.exits import exits, say
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened
from sayso.labels import counted

HELP = (
    "Show who is told to act on whom in a ledger: for each actor, recipient and quad class how "
    "many events, how many of them told as done, and how friendly or hostile.\n\n"
    "Parties are countries, and bodies or groups that have a code but no country. --plot draws "
    "them as circles with arrows between them; csv and json name the claims behind every number. "
    "sayso export --as graphml writes the same claims party by party and type by type, for Gephi, "
    "igraph or networkx.\n\n"
    "What one text tells twice counts once; what many texts tell counts as often. No number says "
    "that anything is true: it says that it is told."
)

EPILOG = """[bold]Examples[/bold]

sayso network --ledger corpus

sayso network --ledger corpus --about AZE --plot azerbaijan.html

sayso network --ledger corpus --status happened --voice report --least 3 --format csv
"""


def network(
    location: Location,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="PARTY",
            help="Only acts of or upon this party: a country or the start of a code.",
            show_default=False,
        ),
    ] = None,
    status: Status = None,
    voice: Voices = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Only events from this day on.", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DATE", help="Only events to this day.", show_default=False
        ),
    ] = None,
    least: Annotated[
        int,
        typer.Option("--least", metavar="N", min=1, help="Leave out ties with fewer events."),
    ] = 1,
    answer_format: Answer = "table",
    plot: Plot = None,
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Show who acts on whom; the entry of ``sayso network``."""
    with exits():
        form = form_of(plot)
        kept = ledger(location, at, reader)
        from sayso.weighing import acts, dyads
        from sayso.weighing.network import network as weighed

        chosen, voices = told_how(status, voice)
        found = weighed(
            acts.of_ledger(kept.snapshot(), reviewed=reviewed),
            about=about and dyads.code_of(about),
            status=chosen,
            voice=voices,
            since=day("--since", since),
            until=day("--until", until),
            least=least,
        )
        if not found.ties:
            say("nobody that is known is told to act on anybody that is known")
        if found.unnamed:
            left_out = counted(found.unnamed, "event")
            say(f"left out: {left_out} whose actor or recipient has no code")
        with opened(output) as stream:
            columns = _SHOWN if answer_format == "table" else (*_SHOWN, "claim_ids")
            rows = answers.table(map(asdict, found.ties), columns)
            answers.write(rows, stream, answer_format)
        from sayso.views import ties

        plotted(plot, form, lambda form: ties.draw(found, form))


_SHOWN = ("actor", "recipient", "quad", "events", "done", "claims", "mean_score")
