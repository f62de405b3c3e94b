"""``sayso forecasts``: what was foretold, by whom, by when, and what became of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened
from sayso.cli.request import one_of

if TYPE_CHECKING:
    from sayso.weighing.forecasts import Forecast
    from sayso.weighing.track import Record

HELP = (
    "List predictions, plans, promises and threats of a ledger with their horizon and what became "
    "of them.\n\n"
    "fulfilled: somebody independent of the voice tells that it came about in time. unfulfilled: "
    "somebody tells what rules it out, or the day that the voice set has passed and nobody tells "
    "of it. open: the day lies ahead, or a condition isn't settled. undecidable: only sides of "
    "the matter tell, or silence tells nothing. basis says what an outcome rests on; JSON and CSV "
    "name every claim.\n\n"
    "A horizon in brackets is nobody's: forecasts without one are watched for 30 days (threats) or "
    "90, and are never unfulfilled by silence. A forecast told in several texts counts once."
)

EPILOG = """[bold]Examples[/bold]

sayso forecasts --ledger corpus

sayso forecasts --ledger corpus --voice Reskov --outcome unfulfilled

sayso forecasts --ledger corpus --as-of 2025-05-20 --outcome open --format json

sayso forecasts --ledger corpus --records --actors actors.csv --outlets outlets.csv
"""

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="As it stood on this day: nothing that was published later is known. Default: the "
        "last day of publication.",
        show_default=False,
    ),
]
OwnActors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Actors of your own, as sayso read takes them. May be repeated.",
        show_default=False,
    ),
]
Outlets = Annotated[
    list[Path] | None,
    typer.Option(
        "--outlets",
        metavar="FILE",
        help="A table of outlets (CSV: publisher, country, control): the words of an outlet that a "
        "government controls are that government's. May be repeated.",
        show_default=False,
    ),
]


def forecasts(
    location: Location,
    voice: Annotated[
        str | None,
        typer.Option(
            "--voice",
            metavar="NAME",
            help="Only this voice's: the start of a word of its name, or of its code.",
            show_default=False,
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help="open, fulfilled, unfulfilled or undecidable. May be repeated.",
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="WORD",
            help="Only forecasts with this word, by its start.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Made on this day or later.", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DATE", help="Made on this day or earlier.", show_default=False
        ),
    ] = None,
    stated: Annotated[
        bool, typer.Option("--stated", help="Only forecasts whose words set a horizon.")
    ] = False,
    records: Annotated[
        bool,
        typer.Option("--records", help="Show the track record of each voice instead."),
    ] = False,
    as_of: AsOf = None,
    actors: OwnActors = None,
    outlets: Outlets = None,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """List forecasts; the entry of ``sayso forecasts``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.intake.actors import load_actors
        from sayso.intake.outlets import load_outlets, owners
        from sayso.weighing import forecasts as weighed
        from sayso.weighing import track

        chosen = tuple(name.lower() for name in outcome or ())
        for name in chosen:
            one_of("--outcome", name, weighed.OUTCOMES)
        made = weighed.forecasts(
            kept.snapshot(),
            as_of=day("--as-of", as_of),
            actors=load_actors(actors or ()),
            controlled=owners(load_outlets(outlets or ())),
            reviewed=reviewed,
        )
        found = weighed.chosen(
            made,
            voice=voice,
            outcome=chosen,
            about=about,
            since=day("--since", since),
            until=day("--until", until),
            stated=stated,
        )
        if not found:
            say("nothing is foretold" if not made else "no forecast passes the filters")
        with opened(output) as stream:
            if records:
                rows = [record_row(one, answer_format) for one in track.records(found)]
                shown = SHOWN_RECORD if answer_format == "table" else RECORD
                answers.write(answers.table(rows, shown), stream, answer_format, _WRAPPED_RECORD)
            else:
                rows = [forecast_row(one, answer_format) for one in found]
                columns = SHOWN if answer_format == "table" else FORECAST
                answers.write(answers.table(rows, columns), stream, answer_format, WRAPPED)


#: Columns of a table on a screen, and of CSV and JSON.
SHOWN = ("claim", "voice", "by", "outcome", "rests_on", "words")
FORECAST = (
    *("claim", "said", "voice", "voice_code", "kind", "words", "negated", "lasting", "condition"),
    *("horizon", "horizon_first", "horizon_words", "horizon_stated"),
    *("likelihood_low", "likelihood_high"),
    *("outcome", "basis", "settled", "claims", "documents", "resolved_by"),
)
SHOWN_RECORD = ("voice", "forecasts", "open", "decided", "right", "95 %", "brier", "small")
RECORD = (
    *("voice", "forecasts", "fulfilled", "unfulfilled", "open", "undecidable"),
    *("decided", "hits", "by_silence", "hit_rate", "low", "high", "scored", "brier", "small"),
)
WRAPPED = {"words": 3, "voice": 1}
_WRAPPED_RECORD = {"voice": 1}


def forecast_row(one: Forecast, answer_format: str) -> dict[str, Any]:
    """A forecast as a row of :data:`SHOWN` or :data:`FORECAST`."""
    horizon = one.horizon
    low, high = one.likelihood or (None, None)
    if answer_format == "table":
        return {
            "claim": one.id,
            "voice": one.voice.name or "unknown",
            "by": _by(horizon.last, stated=horizon.stated),
            "outcome": one.outcome,
            "rests_on": _rests_on(one),
            "words": one.words,
        }
    bearing: list[Any] = [
        {
            "claim": told.claim,
            "words": told.words,
            "published": told.published,
            "origin": told.origin,
            "independent": told.independent,
            "against": told.against,
            "likeness": told.likeness,
        }
        for told in one.resolved_by
    ]
    if answer_format == "csv":
        bearing = [
            f"{told.claim}{'' if told.independent else ' (own side)'}"
            f"{' (against)' if told.against else ''}"
            for told in one.resolved_by
        ]
    return {
        "claim": one.id,
        "said": one.said,
        "voice": one.voice.name,
        "voice_code": one.voice.code,
        "kind": one.kind,
        "words": one.words,
        "negated": one.negated,
        "lasting": one.lasting,
        "condition": one.condition,
        "horizon": horizon.last,
        "horizon_first": horizon.first,
        "horizon_words": horizon.words or None,
        "horizon_stated": horizon.stated,
        "likelihood_low": low,
        "likelihood_high": high,
        "outcome": one.outcome,
        "basis": one.basis,
        "settled": one.settled,
        "claims": list(one.claims),
        "documents": list(one.documents),
        "resolved_by": bearing,
    }


def record_row(one: Record, answer_format: str) -> dict[str, Any]:
    """A track record as a row of :data:`SHOWN_RECORD` or :data:`RECORD`."""
    if answer_format == "table":
        known = one.low is not None and one.high is not None
        return {
            "voice": one.voice.name,
            "forecasts": one.forecasts,
            "open": one.outcomes["open"],
            "decided": one.decided,
            "right": one.hits,
            "95 %": f"{one.low:.0%} to {one.high:.0%}" if known else None,
            "brier": None if one.brier is None else f"{one.brier:.2f} of {one.scored}",
            "small": "small" if one.small else None,
        }
    return {
        "voice": one.voice.name,
        "forecasts": one.forecasts,
        **{str(name): count for name, count in one.outcomes.items()},
        "decided": one.decided,
        "hits": one.hits,
        "by_silence": one.by_silence,
        "hit_rate": _rounded(one.hit_rate),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
        "scored": one.scored,
        "brier": _rounded(one.brier),
        "small": one.small,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _by(last: date, *, stated: bool) -> str:
    return last.isoformat() if stated else f"({last.isoformat()})"


def _rests_on(one: Forecast) -> str:
    """The claim that bears most on a forecast, or in a word what else its outcome rests on."""
    independent = [told for told in one.resolved_by if told.independent]
    settling = [told for told in independent if told.published == one.settled] or independent
    return settling[0].claim if one.settled is not None and settling else one.basis
