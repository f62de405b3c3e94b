"""``sayso contradictions``: what stands against what, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.forecasts import Outlets, OwnActors
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened
from sayso.cli.request import one_of

if TYPE_CHECKING:
    from sayso.weighing.contradictions import Contradiction

HELP = (
    "List what is told against each other in a ledger, both texts side by side and no verdict.\n\n"
    "status: one denies the act that the other tells, or each names another who did it. number: "
    "they count one thing in one event and no number fits both (at least five allows for six; "
    "the dead may grow from day to day). own earlier: the same, by one voice on two days. "
    "deeds: a state's voice wants talks, or says that something won't be done, and within 14 "
    "days that state acts in anger against the state that its words are about.\n\n"
    "The weightiest come first. A row shows the two tellings that are most alike, in their "
    "sentence where a claim says too little alone; CSV and JSON list all claims of both sides."
)

EPILOG = """[bold]Examples[/bold]

sayso contradictions --ledger corpus --actors actors.csv

sayso contradictions --ledger corpus --kind number --kind 'own earlier'

sayso contradictions --ledger corpus --about bridge --format json
"""


def contradictions(
    location: Location,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="status, number, 'own earlier' or deeds. May be repeated.",
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="WORD",
            help="Only those with this word on a side, by its start.",
            show_default=False,
        ),
    ] = None,
    actors: OwnActors = None,
    outlets: Outlets = None,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """List contradictions; the entry of ``sayso contradictions``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.intake.actors import load_actors
        from sayso.intake.outlets import load_outlets, owners
        from sayso.weighing import contradictions as weighed

        kinds = tuple(name.lower() for name in kind or ())
        for name in kinds:
            one_of("--kind", name, weighed.KINDS)
        made = weighed.contradictions(
            kept.snapshot(),
            actors=load_actors(actors or ()),
            controlled=owners(load_outlets(outlets or ())),
            reviewed=reviewed,
        )
        found = weighed.chosen(made, kinds=kinds, about=about)
        if not found:
            say("no contradiction passes the filters" if made else "nothing is contradicted")
        rows = [_row(one) for one in found]
        with opened(output) as stream:
            columns = _SHOWN if answer_format == "table" else _CONTRADICTION
            wrapped = {"says": 1, "against_says": 1}
            answers.write(answers.table(rows, columns), stream, answer_format, wrapped)


#: Columns on a screen, and of CSV and JSON.
_SHOWN = ("kind", "claim", "says", "against_claim", "against_says")
_CONTRADICTION = (
    *("kind", "claim", "published", "publisher", "voice", "words"),
    *("against_claim", "against_published", "against_publisher", "against_voice", "against"),
    *("claims", "against_claims"),
)


def _row(one: Contradiction) -> dict[str, Any]:
    pair = one.pairs[0]
    return {
        "kind": one.kind,
        "claim": pair.one.claim,
        "published": pair.one.published,
        "publisher": pair.one.publisher,
        "voice": pair.one_speaker.name,
        "words": pair.one_words,
        "against_claim": pair.other.claim,
        "against_published": pair.other.published,
        "against_publisher": pair.other.publisher,
        "against_voice": pair.other_speaker.name,
        "against": pair.other_words,
        "says": _says(pair.one_speaker.name, pair.one_words),
        "against_says": _says(pair.other_speaker.name, pair.other_words),
        "claims": list(one.one),
        "against_claims": list(one.other),
    }


def _says(name: str | None, words: str) -> str:
    return f"{name or 'unknown'}: {words}"
