"""PLOVER's types, modes and contexts: the names that events are coded with.

Comes in: ``data/plover.toml``. Goes out: one frozen :class:`PloverType` a type, and the contexts.
The facts are the 2021 manual's, with one correction that the table states: ACCUSE scores -3, not
the +3 that the manual prints (a sign error: all of its modes are negative).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast, get_args

from sayso.errors import ModelError
from sayso.records import Quad

_TABLE = "plover.toml"


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of the 16 event types.

    Attributes:
        name: upper case, as PLOVER writes it: ``ASSAULT``.
        quad: verbal or material, cooperation or conflict.
        score: conflict (-10) to cooperation (+10), for an event without a mode.
        recipient_required: whether PLOVER wants a recipient before it calls this an event.
        modes: the ways it can be done, each with its own score; empty where PLOVER has none.
        definition: one line in our own words.
    """

    name: str
    quad: Quad
    score: float
    recipient_required: bool
    modes: Mapping[str, float]
    definition: str

    def score_of(self, mode: str | None) -> float:
        """The score of this type in ``mode``, or the type's own where the mode is none of its."""
        return self.score if mode is None else self.modes.get(mode, self.score)


@cache
def plover_types() -> Mapping[str, PloverType]:
    """The 16 types by name, in the manual's order.

    Raises:
        ModelError: the shipped table is damaged.
    """
    try:
        return MappingProxyType(
            {name: _plover_type(name, entry) for name, entry in _table()["types"].items()}
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{_TABLE}: {error}; install sayso again") from error


@cache
def contexts() -> Mapping[str, str]:
    """PLOVER's contexts by name, each with what it covers."""
    return MappingProxyType(dict(_table()["contexts"]))


def _plover_type(name: str, entry: dict[str, Any]) -> PloverType:
    quad = entry["quad"]
    if quad not in get_args(Quad):
        raise ValueError(f"{name} has the unknown quad class {quad!r}")
    if type(entry["recipient_required"]) is not bool:
        raise ValueError(f"{name} must say true or false for recipient_required")
    return PloverType(
        name=name,
        quad=cast(Quad, quad),
        score=float(entry["score"]),
        recipient_required=entry["recipient_required"],
        modes=MappingProxyType({k: float(v) for k, v in entry.get("modes", {}).items()}),
        definition=entry["definition"],
    )


@cache
def _table() -> dict[str, Any]:
    try:
        raw = files("sayso.knowledge").joinpath("data", _TABLE).read_text("utf8")
        return tomllib.loads(raw)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"{_TABLE}: {error}; install sayso again") from error
