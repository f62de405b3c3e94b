"""The filters of claims: options that several commands take, declared once.

Comes in: what a person typed. Goes out: :class:`sayso.ledger.claims.Filters`, or a
:class:`UsageError` that names the option. :func:`with_filters` gives a command all of these options
in the place of one parameter.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Protocol, get_args, get_type_hints

import typer

from sayso.cli.ingest import day
from sayso.cli.read import status_names, type_names
from sayso.cli.request import one_of

if TYPE_CHECKING:
    from sayso.ledger.claims import Filters

_FILTERS = "Filters"


class Given(Protocol):
    """The filters as they were typed."""

    def __call__(self) -> Filters:
        """What they say, checked.

        Raises:
            UsageError: one has a value that cannot be used.
        """
        ...


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter ``filters``, a :class:`Given`, becomes these options."""
    options = inspect.signature(_filters).parameters

    @wraps(command)
    def filtered(**typed: Any) -> None:
        mine = {name: typed.pop(name) for name in options}
        command(filters=lambda: _filters(**mine), **typed)

    hints: dict[str, Any] = {}
    for function in (command, _filters):
        hints |= get_type_hints(function, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        parameters += options.values() if name == "filters" else [parameter]
    signature = inspect.Signature(
        [
            one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[one.name])
            for one in parameters
        ]
    )
    filtered.__signature__ = signature  # type: ignore[attr-defined]
    filtered.__annotations__ = {one.name: hints[one.name] for one in parameters}
    return filtered


def _filters(
    who: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="NAME",
            help="A voice of the chain: the start of a name or code; author for the authors' own; "
            "unnamed or unspecified.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="NAME",
            help="A word of the claim, or a name or code of an actor or recipient.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor",
            metavar="NAME",
            help="A name or code of an actor.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option(
            "--recipient",
            metavar="NAME",
            help="A name or code of a recipient.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    event_type: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="A PLOVER type, or none. May be repeated, as the next three may.",
            rich_help_panel=_FILTERS,
            autocompletion=type_names,
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="How it is put: happened, planned, denied ...",
            rich_help_panel=_FILTERS,
            autocompletion=status_names,
            show_default=False,
        ),
    ] = None,
    certainty: Annotated[
        list[str] | None,
        typer.Option(
            "--certainty",
            metavar="CERTAINTY",
            help="certain, probable, possible or unlikely.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    voice: Annotated[
        list[str] | None,
        typer.Option(
            "--voice",
            metavar="KIND",
            help="Kind of the voice that says it: author, person, organization, country, document, "
            "unnamed, unspecified.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Published on this day or later.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="DATE",
            help="Published on this day or earlier.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher",
            metavar="NAME",
            help="A word of the publisher's name.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="WORDS",
            help="Words that the claim holds, in any order.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="DOC",
            help="The id of the document.",
            rich_help_panel=_FILTERS,
            show_default=False,
        ),
    ] = None,
) -> Any:
    from sayso.ledger.claims import Filters

    filters = Filters(
        who=who,
        about=about,
        actor=actor,
        recipient=recipient,
        types=tuple(name.upper() for name in event_type or ()),
        status=tuple(name.lower() for name in status or ()),
        certainty=tuple(name.lower() for name in certainty or ()),
        voice_kinds=tuple(name.lower() for name in voice or ()),
        since=day("--since", since),
        until=day("--until", until),
        publisher=publisher,
        text=text,
        document_id=document,
    )
    _check(filters)
    return filters


def _check(filters: Filters) -> None:
    from sayso.knowledge.plover import plover_types
    from sayso.records import Certainty, Status, VoiceKind

    for option, names, allowed in (
        ("--type", filters.types, (*plover_types(), "NONE")),
        ("--status", filters.status, get_args(Status)),
        ("--certainty", filters.certainty, get_args(Certainty)),
        ("--voice", filters.voice_kinds, get_args(VoiceKind)),
    ):
        for name in names:
            one_of(option, name, allowed)
