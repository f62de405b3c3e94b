"""``sayso voice NAME``: what a voice said, what it foretold, and whose acts it speaks of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.forecasts import (
    FORECAST,
    AsOf,
    Outlets,
    OwnActors,
    forecast_row,
    record_row,
)
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened

if TYPE_CHECKING:
    from sayso.weighing.voices import Profile

HELP = (
    "Show what a voice of a ledger said: its claims by how they are put, its forecasts and how "
    "they turned out, with its track record, and whose acts of conflict it tells of.\n\n"
    "NAME is a name, the start of a word of one, or a code; where several voices answer to it, "
    "they are listed. A voice's acts of conflict are left out where its own side commits them. "
    "csv lists its forecasts. Small numbers are called small: a hit rate of two says nothing."
)

EPILOG = """[bold]Examples[/bold]

sayso voice Reskov --ledger corpus

sayso voice 'Hanne Brisco' --ledger corpus --as-of 2025-06-01

sayso voice 'The Sentinel' --ledger corpus --outlets outlets.csv --format json
"""


def voice(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A voice's name or code.", show_default=False)
    ],
    location: Location,
    as_of: AsOf = None,
    actors: OwnActors = None,
    outlets: Outlets = None,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Show a voice; the entry of ``sayso voice``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.intake.actors import load_actors
        from sayso.intake.outlets import load_outlets, owners
        from sayso.weighing import voices

        profile = voices.voice(
            kept.snapshot(),
            name,
            as_of=day("--as-of", as_of),
            actors=load_actors(actors or ()),
            controlled=owners(load_outlets(outlets or ())),
            reviewed=reviewed,
        )
        with opened(output) as stream:
            if answer_format == "csv":
                rows = [forecast_row(one, "csv") for one in profile.forecasts]
                if not rows:
                    say(f"{profile.voice.name} foretells nothing")
                answers.write(answers.table(rows, FORECAST), stream, "csv")
            elif answer_format == "json":
                written = json.dumps(_object(profile), ensure_ascii=False, indent=2, default=str)
                stream.write(written + "\n")
            else:
                from sayso.views import voice as view

                view.show(profile, answers.console(stream))


def _object(profile: Profile) -> dict[str, Any]:
    return {
        "voice": profile.voice.name,
        "code": profile.voice.code,
        "side": profile.voice.side,
        "claims": len(profile.claims),
        "documents": profile.documents,
        "first": profile.first,
        "last": profile.last,
        "statuses": dict(profile.statuses),
        "record": record_row(profile.record, "json") if profile.record else None,
        "forecasts": [forecast_row(one, "json") for one in profile.forecasts],
        "accused": [
            {"party": one.party, "type": one.type, "claims": list(one.claims)}
            for one in profile.accused
        ],
    }
