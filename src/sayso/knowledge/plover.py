"""PLOVER's types, modes and contexts: the names that events are coded with.

Comes in: ``data/plover.toml``. Goes out: one frozen :class:`PloverType` a type with its modes, the
contexts, and the edition of the manual that they come from. The facts are the 2021 manual's, with
one correction that the table states: ACCUSE scores -3, not the +3 that the manual prints (a sign
error: all of its modes are negative). Meanings and examples are our own words.
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
from sayso.records import Auxiliary, Quad

_TABLE = "plover.toml"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of PLOVER the tables follow: ``source`` names it, ``version`` is its own."""

    source: str
    version: str


@dataclass(frozen=True, slots=True)
class Mode:
    """One way in which an event of a type can be done.

    Attributes:
        name: lower case, as PLOVER writes it: ``heavy-weapons``.
        score: conflict (-10) to cooperation (+10), for an event in this mode.
        meaning: one line in our own words.
        example: an invented sentence that the reader codes with this type and mode.
    """

    name: str
    score: float
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of the 16 event types.

    Attributes:
        name: upper case, as PLOVER writes it: ``ASSAULT``.
        quad: verbal or material, cooperation or conflict.
        score: conflict (-10) to cooperation (+10), for an event without a mode.
        recipient_required: whether PLOVER wants a recipient before it calls this an event.
        modes: the ways it can be done, by name, in the manual's order; empty where PLOVER has none.
        definition: one line in our own words.
        example: an invented sentence that the reader codes with this type.
    """

    name: str
    quad: Quad
    score: float
    recipient_required: bool
    modes: Mapping[str, Mode]
    definition: str
    example: str

    def score_of(self, mode: str | None) -> float:
        """The score of this type in ``mode``, or the type's own where the mode is none of its."""
        known = None if mode is None else self.modes.get(mode)
        return self.score if known is None else known.score


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
        raise _damaged(error) from error


@cache
def contexts() -> Mapping[str, str]:
    """PLOVER's contexts by name, each with what it covers.

    Raises:
        ModelError: the shipped table is damaged.
    """
    return _lines("contexts")


@cache
def auxiliaries() -> Mapping[Auxiliary, str]:
    """PLOVER's auxiliary modes by name, each with what it says of an event, in the manual's order.

    Raises:
        ModelError: the shipped table is damaged.
    """
    lines = _lines("auxiliary")
    if tuple(lines) != get_args(Auxiliary):
        raise _damaged(ValueError(f"the auxiliary modes are {', '.join(lines)}"))
    return cast(Mapping[Auxiliary, str], lines)


@cache
def edition() -> Edition:
    """The edition of PLOVER that types, modes, scores and contexts are taken from.

    Raises:
        ModelError: the shipped table is damaged.
    """
    try:
        return Edition(source=_text(_table(), "source"), version=_text(_table(), "version"))
    except (KeyError, ValueError) as error:
        raise _damaged(error) from error


def _plover_type(name: str, entry: dict[str, Any]) -> PloverType:
    quad = entry["quad"]
    if quad not in get_args(Quad):
        raise ValueError(f"{name} has the unknown quad class {quad!r}")
    if type(entry["recipient_required"]) is not bool:
        raise ValueError(f"{name} must say true or false for recipient_required")
    return PloverType(
        name=name,
        quad=cast(Quad, quad),
        score=_score(entry),
        recipient_required=entry["recipient_required"],
        modes=MappingProxyType(
            {
                mode: Mode(mode, _score(row), _text(row, "meaning"), _text(row, "example"))
                for mode, row in entry.get("modes", {}).items()
            }
        ),
        definition=_text(entry, "definition"),
        example=_text(entry, "example"),
    )


def _score(entry: dict[str, Any]) -> float:
    score = float(entry["score"])
    if not -10 <= score <= 10:
        raise ValueError(f"the score {score} is not between -10 and 10")
    return score


def _text(entry: dict[str, Any], key: str) -> str:
    text = entry[key]
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        raise ValueError(f"{key} {text!r} is not a line of text")
    return text


def _lines(section: str) -> Mapping[str, str]:
    try:
        table = _table()[section]
        return MappingProxyType({name: _text(table, name) for name in table})
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> ModelError:
    return ModelError(f"{_TABLE}: {error}; install sayso again")


@cache
def _table() -> dict[str, Any]:
    try:
        raw = files("sayso.knowledge").joinpath("data", _TABLE).read_text("utf8")
        return tomllib.loads(raw)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise _damaged(error) from error
