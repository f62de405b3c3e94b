"""The options that ``sayso dyad``, ``network`` and ``alerts`` share: which acts, in what form.

Comes in: what the user typed. Goes out: names that are known to be right, or a usage error; a
picture's bytes in a file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from sayso.cli.exits import say
from sayso.cli.output import replaced
from sayso.cli.read import status_names
from sayso.cli.request import one_of

if TYPE_CHECKING:
    from sayso.views.chart import Form

Status = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only what is put like this: happened, planned, denied ... May be repeated.",
        autocompletion=status_names,
        show_default=False,
    ),
]
Voices = Annotated[
    list[str] | None,
    typer.Option(
        "--voice",
        metavar="VOICE",
        help="Only what is said by: own (a voice of the actor's country), other (of the "
        "recipient's), report (the writer, or a voice of neither), unknown. May be repeated.",
        show_default=False,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="From this day on. Default: the first day of publication.",
        show_default=False,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help="To this day. Default: the last day of publication.",
        show_default=False,
    ),
]
Plot = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="PATH",
        help="Also draw it into this file: .html, .png or .svg.",
        show_default=False,
    ),
]


def told_how(
    status: list[str] | None, voice: list[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The statuses and voices that are asked for.

    Raises:
        UsageError: one of them is none.
    """
    from sayso.records import Status as StatusName
    from sayso.weighing.acts import Voice

    statuses = tuple(name.lower() for name in status or ())
    voices = tuple(name.lower() for name in voice or ())
    for option, names, allowed in (
        ("--status", statuses, get_args(StatusName)),
        ("--voice", voices, get_args(Voice)),
    ):
        for name in names:
            one_of(option, name, allowed)
    return statuses, voices


def form_of(plot: Path | None) -> Form | None:
    """What the name of the picture's file asks for.

    Raises:
        UsageError: it is no picture's.
    """
    if plot is None:
        return None
    name = plot.suffix.lower().removeprefix(".")
    one_of("--plot: a file of the kind", name, ("html", "png", "svg"))
    return cast("Form", name)


def plotted(plot: Path | None, form: Form | None, draw: Callable[[Form], bytes]) -> None:
    """Draw into the file, if one is named; it is whole or not there."""
    if plot is None or form is None:
        return
    drawn = draw(form)
    with replaced(plot) as partial:
        partial.write_bytes(drawn)
    say(f"the picture is in {plot}")
