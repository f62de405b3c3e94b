"""PLOVER's names for a person at a terminal. Comes in: nothing, or the explanation of one name.

Goes out: styled lines on a Rich console, which has its width, colours and encoding: the table of
the types with the other names below it, or what the one name stands for. Nothing is decided here
and nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.knowledge.cameo import CameoCode
from sayso.knowledge.glossary import Explanation
from sayso.knowledge.plover import (
    Mode,
    PloverType,
    auxiliaries,
    contexts,
    edition,
    plover_types,
)
from sayso.knowledge.sector_codes import sector_codes
from sayso.records import Reading
from sayso.views.terminal import render_claims

_SIDES = {"cooperation": "green", "conflict": "red"}
_FACT_WIDTH = len("quad class")


def render_types(console: Console) -> None:
    """Print a table of the types, one a row, and under it the names that any event can have."""
    table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    table.add_column("type", style="bold", no_wrap=True)
    table.add_column("quad class", min_width=len("cooperation"))
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("meaning", overflow="fold")
    for kind in plover_types().values():
        table.add_row(kind.name, _quad(kind), _score(kind.score), kind.definition)
    console.print(table)
    console.print()
    others = _facts_table()
    others.add_row("contexts", ", ".join(contexts()))
    others.add_row("auxiliary", ", ".join(auxiliaries()))
    others.add_row("sectors", ", ".join(sector_codes()))
    others.add_row("source", _cited())
    console.print(others)


def render(explanation: Explanation, console: Console) -> None:
    """Print what a name stands for, down to the sentence that is its example.

    The reading of the example is for :func:`render_reading`.
    """
    console.print(Text(explanation.title, style="bold"))
    console.print(Text(explanation.meaning))
    console.print()
    console.print(_facts(explanation))
    if explanation.type is not None and explanation.kind != "mode" and explanation.type.modes:
        _section("modes", _modes(explanation.type.modes.values()), console)
    if explanation.cameo and explanation.kind != "CAMEO code":
        _section("CAMEO codes", _codes(explanation.cameo), console)
    if explanation.example is not None:
        console.print()
        console.print(Text("example", style="dim"))
        console.print(Text(f"  {explanation.example}"))


def render_reading(reading: Reading, console: Console) -> None:
    """Print how an example was read: its claims, as ``sayso read`` shows them."""
    render_claims(reading, console)


def _facts(explanation: Explanation) -> Table:
    facts = _facts_table()
    kind, mode, sector = explanation.type, explanation.mode, explanation.sector
    if explanation.kind == "CAMEO code" and kind is not None:
        becomes = kind.name if mode is None else f"{kind.name} {mode.name} ({mode.meaning})"
        facts.add_row("becomes", becomes)
        if explanation.contexts:
            facts.add_row("contexts", ", ".join(explanation.contexts))
    if kind is not None:
        if explanation.kind != "type":
            facts.add_row("type", f"{kind.name}: {kind.definition}")
        facts.add_row("quad class", _quad(kind))
        facts.add_row("score", _score(kind.score if mode is None else mode.score))
        facts.add_row("recipient", "required" if kind.recipient_required else "not required")
    elif sector is not None:
        if sector.scheme == "CAMEO":
            facts.add_row("in PLOVER", sector.parent or "no code of its own")
        elif sector.parent is not None:
            facts.add_row("part of", sector.parent)
    else:
        facts.add_row("type", "an event of any type can have it")
    if sector is None or sector.scheme == "PLOVER":
        facts.add_row("source", _cited())
    return facts


def _section(name: str, table: Table, console: Console) -> None:
    console.print()
    console.print(Text(name, style="dim"))
    console.print(table)


def _modes(modes: Iterable[Mode]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for mode in modes:
        table.add_row(f"  {mode.name}", _score(mode.score), mode.meaning)
    return table


def _codes(codes: Iterable[CameoCode]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for known in codes:
        becomes = [name for name in (known.mode, *known.contexts) if name]
        table.add_row(f"  {known.code}", known.label, ", ".join(becomes))
    return table


def _facts_table() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=_FACT_WIDTH)
    table.add_column(overflow="fold")
    return table


def _quad(kind: PloverType) -> Text:
    side = kind.quad.split()[-1]
    return Text(kind.quad, style=_SIDES[side])


def _score(score: float) -> str:
    return f"{score:+.1f}" if score else "0.0"


def _cited() -> str:
    return f"{edition().source}, {edition().version}"
