"""What is asked, refused or threatened. Comes in: ``modes_of_speech.csv``; goes out: a mode.

A request for help, a refusal to withdraw, a threat of arrest: the mode of the words follows from
the PLOVER type and mode of the act that they speak of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from sayso.knowledge.plover import contexts, plover_types
from sayso.knowledge.rows import read_rows

_COLUMNS = ("type", "act", "act_mode", "context", "mode", "source")


def mode_of_speech(speech: str, act: str, act_mode: str | None, about: Sequence[str]) -> str | None:
    """The mode of a speech act by the act that it is about; ``None`` where the table says nothing.

    Args:
        speech: the type of the words, such as REQUEST.
        act: the type of the act that they speak of.
        act_mode: its mode; a row for the mode goes before one for the type.
        about: its contexts; a row for one of them goes before one for none.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    table = _table()
    keys = (
        (speech, act, mode, context) for mode in (act_mode or "", "") for context in (*about, "")
    )
    return next((table[key] for key in keys if key in table), None)


def has_modes_of_speech(speech: str) -> bool:
    """Whether a type takes its mode from the act that it speaks of."""
    return any(kind == speech for kind, _, _, _ in _table())


@cache
def _table() -> Mapping[tuple[str, str, str, str], str]:
    table: dict[tuple[str, str, str, str], str] = {}
    for row in read_rows("modes_of_speech.csv", _COLUMNS):
        outer = plover_types()[row.one_of("type", frozenset(plover_types()))]
        act = plover_types()[row.one_of("act", frozenset(plover_types()))]
        if row["act_mode"]:
            row.one_of("act_mode", frozenset(act.modes))
        if row["context"]:
            row.one_of("context", frozenset(contexts()))
        key = (outer.name, act.name, row["act_mode"], row["context"])
        if key in table:
            row.wrong(f"{key} is there twice")
        table[key] = row.one_of("mode", frozenset(outer.modes))
    return MappingProxyType(table)
