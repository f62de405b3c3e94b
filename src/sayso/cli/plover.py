"""``sayso plover``: the names that events are coded with, explained.

Comes in: a type, mode, context, sector or CAMEO code, or nothing. Goes out: what it stands for, as
a table to read or as JSON, with an example of ours and how sayso reads it.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sayso.cli.exits import exits
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.knowledge.cameo import CameoCode
    from sayso.knowledge.glossary import Explanation
    from sayso.knowledge.plover import PloverType
    from sayso.records import Reading

Format = Literal["table", "json"]

HELP = (
    "Explain PLOVER, the names that events are coded with: all 16 types, or one name."
    "\n\n"
    "A name is a type (ASSAULT), a mode (aerial), a type and its mode (ASSAULT aerial), a context "
    "(migration), a sector (MIL) or a CAMEO code (195). Each type and mode comes with an example "
    "and how sayso reads it."
)

EPILOG = """[bold]Examples[/bold]

sayso plover

sayso plover threaten

sayso plover sanction withdraw

sayso plover --cameo 195
"""


def _names(incomplete: str) -> list[str]:
    """The types that begin so, in the case that was typed: shells drop what differs in case."""
    from sayso.knowledge.plover import plover_types

    names = map(str.lower, plover_types()) if incomplete.islower() else iter(plover_types())
    return [name for name in names if name.startswith(incomplete)]


def plover(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="What to explain; without it, a table of the types. Several words are one name.",
            autocompletion=_names,
            show_default=False,
        ),
    ] = None,
    cameo: Annotated[
        str | None,
        typer.Option(
            "--cameo",
            metavar="CODE",
            help="Explain what this CAMEO code becomes in PLOVER.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        Format,
        typer.Option("--format", "-f", help="table: to read here. json: for programs."),
    ] = "table",
) -> None:
    """Explain a name, or list the types; the entry of ``sayso plover``."""
    with exits():
        explanation = _explanation(names or [], cameo)
        if output_format == "json":
            shown = _types() if explanation is None else _explained(explanation)
            typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        else:
            _print(explanation)


def _explanation(names: list[str], cameo: str | None) -> Explanation | None:
    from sayso.knowledge.glossary import explain, explain_cameo

    if names and cameo is not None:
        raise UsageError("--cameo and a name: ask for one of them at a time")
    if cameo is not None:
        return explain_cameo(cameo)
    return explain(" ".join(names)) if names else None


def _print(explanation: Explanation | None) -> None:
    from sayso.cli.console import PipedConsole
    from sayso.cli.formats import columns
    from sayso.views import glossary

    console = PipedConsole(
        file=sys.stdout, width=columns(sys.stdout), highlight=False, markup=False, emoji=False
    )
    if explanation is None:
        glossary.render_types(console)
        return
    glossary.render(explanation, console)
    if explanation.example is not None:
        sys.stdout.flush()  # the reader takes its time; what is known is shown at once
        glossary.render_reading(_read(explanation.example), console)


def _read(example: str) -> Reading:
    from sayso.reading.reader import Reader

    return Reader().read(example)


def _types() -> dict[str, Any]:
    from sayso.knowledge.plover import auxiliaries, contexts, plover_types
    from sayso.knowledge.sector_codes import sector_codes

    return {
        **_edition(),
        "types": [_type(kind) for kind in plover_types().values()],
        "contexts": dict(contexts()),
        "auxiliary_modes": dict(auxiliaries()),
        "sectors": {code: sector.meaning for code, sector in sector_codes().items()},
    }


def _explained(explanation: Explanation) -> dict[str, Any]:
    """Everything the explanation holds; the claims of the example are those of a reading."""
    kind, mode, sector = explanation.type, explanation.mode, explanation.sector
    shown: dict[str, Any] = {
        **_edition(),
        "kind": explanation.kind,
        "title": explanation.title,
        "meaning": explanation.meaning,
        "type": None if kind is None else _type(kind),
        "mode": None if mode is None else mode.name,
        "score": None if kind is None else kind.score_of(mode.name if mode else None),
        "contexts": list(explanation.contexts),
        "sector": None
        if sector is None
        else {"scheme": sector.scheme, "code": sector.code, "parent": sector.parent},
        "cameo": [_code(known) for known in explanation.cameo],
        "example": None,
    }
    if explanation.example is not None:
        claims = _read(explanation.example).model_dump(mode="json")["claims"]
        shown["example"] = {"text": explanation.example, "claims": claims}
    return shown


def _edition() -> dict[str, str]:
    from sayso.knowledge.plover import edition

    return {"source": edition().source, "version": edition().version}


def _type(kind: PloverType) -> dict[str, Any]:
    return {
        "name": kind.name,
        "quad": kind.quad,
        "score": kind.score,
        "recipient_required": kind.recipient_required,
        "definition": kind.definition,
        "modes": [
            {"name": mode.name, "score": mode.score, "meaning": mode.meaning}
            for mode in kind.modes.values()
        ],
    }


def _code(known: CameoCode) -> dict[str, Any]:
    return {
        "code": known.code,
        "type": known.type,
        "mode": known.mode,
        "contexts": list(known.contexts),
        "label": known.label,
    }
