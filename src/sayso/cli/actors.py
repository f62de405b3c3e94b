"""``sayso actors``: tables of your own actors, checked, or made from dictionaries.

Comes in: a CSV table or a PETRARCH dictionary. Goes out: what is in it (``check``), or the table
(``convert``); on stderr what is wrong, line by line.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import FAILED, exits, say
from sayso.cli.output import opened
from sayso.errors import IntakeError
from sayso.labels import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.knowledge.user_actors import ActorRow

app = typer.Typer(
    help=(
        "Check a table of your own actors, or make one from a PETRARCH dictionary.\n\n"
        "A table is a CSV file with the header name,code,from,to and perhaps kind; "
        "sayso read --actors reads with it."
    ),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_CHECK = "Say what is in a table, and everything that is wrong with it."
_CONVERT = "Write a dictionary as a CSV table; what cannot be a row is listed and left out."
_CAPITALS = (
    "Capitals are put where English has them, and CAMEO's sectors become PLOVER's. Read through "
    "the table before you use it."
)
_MOST = 10  # names of a kind that a summary lists

_File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A CSV table or a PETRARCH dictionary.", show_default=False
    ),
]


@app.command("check", help=f"{_CHECK}\n\nExits with code 1 where something is wrong.")
def check(path: _File) -> None:
    """Print what a table holds, and what is wrong; the entry of ``sayso actors check``."""
    with exits():
        rows, wrong = _read(path)
        wrong += _clashes(rows)
        for line in _summary(rows):
            typer.echo(line)
        _report(path, wrong)
        if wrong or not rows:
            raise typer.Exit(FAILED)


@app.command("convert", help=f"{_CONVERT}\n\n{_CAPITALS}")
def convert(
    path: _File,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write here instead of to standard output.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the rows of a dictionary; the entry of ``sayso actors convert``."""
    with exits():
        rows, wrong = _read(path)
        if not rows:
            _report(path, wrong)
            raise IntakeError(str(path), "there is no actor in it")
        with opened(output) as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("name", "code", "from", "to", "kind"))
            for row in rows:
                writer.writerow(
                    (row.name, row.code, row.since or "", row.until or "", row.kind or "")
                )
        _report(path, wrong)


def _read(path: Path) -> tuple[list[ActorRow], list[IntakeError]]:
    from sayso.intake.actors import read_actors

    rows: list[ActorRow] = []
    wrong: list[IntakeError] = []
    for item in read_actors(path):
        if isinstance(item, IntakeError):
            wrong.append(item)
        else:
            rows.append(item)
    return rows, wrong


def _clashes(rows: Sequence[ActorRow]) -> list[IntakeError]:
    """Names with two codes at one time."""
    from sayso.knowledge.user_actors import clash

    earlier: dict[str, list[ActorRow]] = {}
    found = []
    for row in rows:
        same = earlier.setdefault(row.name, [])
        if (error := clash(row, same)) is not None:
            found.append(error)
        same.append(row)
    return found


def _report(path: Path, wrong: Sequence[IntakeError]) -> None:
    if wrong:
        sys.stdout.flush()
        lines = [f"{len(wrong)} in {path} cannot be used:", *(f"  {error}" for error in wrong)]
        say("\n".join(lines))


def _summary(rows: Sequence[ActorRow]) -> Iterator[str]:
    """What a table holds, one line a fact."""
    from sayso.knowledge.actors import organizations
    from sayso.knowledge.countries import countries, gazetteer, split_name

    names = {row.name for row in rows}
    dated = sum(row.dated for row in rows)
    yield f"{counted(len(rows), 'row')}, {counted(len(names), 'name')}, {dated} with dates"
    kinds = Counter(
        row.kind or ("country" if row.is_country else "organization or person") for row in rows
    )
    for kind, number in kinds.most_common():
        listed = dict.fromkeys(
            row.name
            for row in rows
            if (row.kind or ("country" if row.is_country else "organization or person")) == kind
        )
        yield f"{kind}: {number} ({_some(list(listed))})"
    new = dict.fromkeys(row.country for row in rows if row.country is not None)
    unknown = [code for code in new if code not in countries()]
    if unknown:
        yield f"countries that ISO 3166 does not have: {_some(unknown)}"
    known = [
        name for name in sorted(names)
        if split_name(name) in gazetteer() or split_name(name) in organizations()
    ]  # fmt: skip
    if known:
        yield f"names that sayso knows, and takes from here: {_some(known)}"


def _some(items: Sequence[str]) -> str:
    more = len(items) - _MOST
    return ", ".join([*items[:_MOST], *([f"{more} more"] if more > 0 else [])])
