"""The command line: ``sayso COMMAND``. One module a command; nothing is read or decided here.

Imports of the reader, the records and their libraries wait until a command needs them, so that
``sayso --help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli import (
    actors,
    alerts,
    claims,
    contradictions,
    copies,
    dyad,
    export,
    forecasts,
    ingest,
    ledger,
    network,
    offices,
    origins,
    plover,
    read,
    review,
    schema,
    serve,
    show,
    sql,
    stories,
    voice,
)

app = typer.Typer(
    name="sayso",
    help=(
        "Who did what to whom, and on whose say-so.\n\n"
        "sayso reads political writing (news, speeches, op-eds) and lists every claim in it: the "
        "words, the chain of voices that vouch for them, how they are put (happened, planned, "
        "denied ...) and the event, if one is told. It never decides who is right."
    ),
    epilog="Start with:  sayso read article.txt",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Options that stand before the command."""


app.command("read", help=read.HELP, epilog=read.EPILOG)(read.read)
app.command("ingest", help=ingest.HELP, epilog=ingest.EPILOG)(ingest.ingest)
app.command("plover", help=plover.HELP, epilog=plover.EPILOG)(plover.plover)
app.add_typer(actors.app, name="actors")
app.command("claims", help=claims.HELP, epilog=claims.EPILOG)(claims.claims)
app.command("offices", help=offices.HELP, epilog=offices.EPILOG)(offices.offices)
app.command("show", help=show.HELP)(show.show)
app.command("export", help=export.HELP, epilog=export.EPILOG)(export.export)
app.command("dyad", help=dyad.HELP, epilog=dyad.EPILOG)(dyad.dyad)
app.command("network", help=network.HELP, epilog=network.EPILOG)(network.network)
app.command("alerts", help=alerts.HELP, epilog=alerts.EPILOG)(alerts.alerts)
app.command("stories", help=stories.HELP, epilog=stories.EPILOG)(stories.stories)
app.command("story", help=stories.HELP_STORY, epilog=stories.EPILOG_STORY)(stories.story)
app.command("contradictions", help=contradictions.HELP, epilog=contradictions.EPILOG)(
    contradictions.contradictions
)
app.command("forecasts", help=forecasts.HELP, epilog=forecasts.EPILOG)(forecasts.forecasts)
app.command("origins", help=origins.HELP, epilog=origins.EPILOG)(origins.origins)
app.command("voice", help=voice.HELP, epilog=voice.EPILOG)(voice.voice)
app.command("sql", help=sql.HELP, epilog=sql.EPILOG)(sql.sql)
app.command("copies", help=copies.HELP, epilog=copies.EPILOG)(copies.copies)
app.add_typer(ledger.app)
app.add_typer(review.app)
app.command("serve", help=serve.HELP, epilog=serve.EPILOG)(serve.serve)
app.command("schema")(schema.schema)


def main() -> None:
    """Run the command line and leave with its exit code; the entry point of ``sayso``."""
    try:
        app(prog_name="sayso")
    except KeyboardInterrupt:
        sys.exit(130)
