"""``sayso origins``: the earliest voice behind a claim that can be named, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.forecasts import Outlets, OwnActors
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.output import opened
from sayso.labels import LINK, counted

if TYPE_CHECKING:
    from sayso.weighing.origins import Origin
    from sayso.weighing.tellings import Telling
    from sayso.weighing.trail import Step

HELP = (
    "Show whose claim it is: the earliest voice behind it that can be named, and the way back.\n\n"
    "Each step back can be checked. copied: the words stand in an earlier text. credited: the text "
    "is an agency's whose own text isn't in the ledger. told: the sentence tells what a voice "
    "says. cited: the voice is an outlet, whose own text is in the ledger. What is left is "
    "somebody's own voice; a sentence in the writer's own is the outlet's, or a guest's. The "
    "origin is unknown where the last voice is withheld (officials) or hidden (is said to).\n\n"
    "kind: party (of one of the sides: its government, forces, politicians, companies and state "
    "outlets), ally (the same of a state, or a bloc, in --alliances), third party (of any other "
    "state), observer (reporters, independent outlets, monitors, doctors, residents) or unknown. "
    "The sides are those in --alliances; without it, the ones that the claim is about. Origins of "
    "one group are one independent origin. A grade is yours, from a column grade in --outlets or "
    "--actors; none is ever computed."
)

EPILOG = """[bold]Examples[/bold]

sayso origins mp-0512:c3 --ledger corpus

sayso origins mp-0512:c3 ec-0513:c2 --ledger corpus --outlets outlets.csv --format json

sayso origins mp-0512:c3 --ledger corpus --actors actors.csv --alliances alliances.csv
"""

Alliances = Annotated[
    list[Path] | None,
    typer.Option(
        "--alliances",
        metavar="FILE",
        help="A table of alliances (CSV: party, ally, code): the sides of the conflict, and the "
        "states and blocs that stand by them. May be repeated.",
        show_default=False,
    ),
]


def origins(
    claims: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM...",
            help="Claims as sayso claims lists them: the document's id and the claim's.",
            show_default=False,
        ),
    ],
    location: Location,
    actors: OwnActors = None,
    outlets: Outlets = None,
    alliances: Alliances = None,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Show origins; the entry of ``sayso origins``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.intake.actors import load_actors
        from sayso.intake.alliances import load_alliances
        from sayso.intake.outlets import load_outlets
        from sayso.weighing import origins as weighed

        found = weighed.origins(
            kept.snapshot(),
            *claims,
            actors=load_actors(actors or ()),
            outlets=load_outlets(outlets or ()),
            alliances=load_alliances(alliances or ()),
            reviewed=reviewed,
        )
        with opened(output) as stream:
            if answer_format == "table":
                rows = [row for one in found for row in _way(one)]
                answers.write(answers.table(rows, _SHOWN), stream, answer_format, _WRAPPED)
            else:
                rows = [origin_row(one, answer_format) for one in found]
                answers.write(answers.table(rows, ORIGIN), stream, answer_format)
        if len(found) > 1:
            count = weighed.independent(found)
            say(f"{counted(len(found), 'claim')}, {counted(count, 'independent origin')}")


#: Columns of CSV and JSON.
ORIGIN = (
    *("claim", "words", "chain", "publisher", "published"),
    *("origin", "code", "kind", "group", "grade", "document", "via"),
)
_SHOWN = ("back", "document", "voice", "by")
_WRAPPED = {"by": 3, "voice": 2}


def origin_row(one: Origin, answer_format: str) -> dict[str, Any]:
    """An origin as a row of :data:`ORIGIN`."""
    telling = one.telling
    via: list[Any] = [
        {
            "how": step.how,
            "document": step.document,
            "voice": step.name,
            "basis": step.basis,
            "claim": step.claim,
        }
        for step in one.via
    ]
    if answer_format == "csv":
        via = [_told(step) for step in one.via]
    return {
        "claim": telling.claim,
        "words": telling.text,
        "chain": _chain(telling),
        "publisher": telling.publisher,
        "published": telling.published,
        "origin": one.name,
        "code": one.code,
        "kind": one.kind,
        "group": one.group,
        "grade": one.grade,
        "document": one.document,
        "via": via,
    }


def _way(one: Origin) -> list[dict[str, Any]]:
    """The claim, each step back, and the origin, as rows to read from the top."""
    telling = one.telling
    rows: list[tuple[str | None, ...]] = [
        (telling.claim, telling.document, _chain(telling), telling.text)
    ]
    rows += [(step.how, step.claim or step.document, step.name, step.basis) for step in one.via]
    known = [one.kind, one.group or "no group", *([f"grade {one.grade}"] if one.grade else [])]
    rows.append(("origin", one.document, one.name or "unknown", ", ".join(known)))
    return [dict(zip(_SHOWN, row, strict=True)) for row in rows]


def _chain(telling: Telling) -> str:
    return LINK.join(
        "author" if link.kind == "author" else link.name or link.mention or link.kind
        for link in telling.chain
    )


def _told(step: Step) -> str:
    return f"{step.how} {step.claim or step.document}" + (f" ({step.name})" if step.name else "")
