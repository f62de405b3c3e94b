"""Wording. Comes in: tokens of a text; goes out: what the words give away beside what they say.

Four tables: words of estimative probability ("highly likely") and other hedges, loaded words
("puppet regime"), nouns of evidence ("satellite image") and signals of genre ("told reporters").
Phrases are keyed by tuples of lower-case tokens, cut as spaCy cuts English (``so-called`` is
``("so", "-", "called")``); a token of the text matches a token of a key by its lower-case form or
by its lemma. :func:`by_first_token` turns such a table into one that is quick to scan with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeVar, cast, get_args

from sayso.knowledge.rows import Row, read_rows
from sayso.records import Certainty, EvidenceKind, Genre

LoadedKind = Literal["label", "insult", "praise", "mockery", "intensifier", "fear", "insinuation"]
Tokens = tuple[str, ...]
Value = TypeVar("Value")

_TOKEN = re.compile(r"can(?=not\b)|n['’]t\b|['’]s\b|\w+(?=n['’]t\b)|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a word of estimative probability says.

    ``likelihood`` is the ICD 203 range, 0..1, where the phrase is a term of that standard or a
    plain variant of one ("highly likely" for "very likely"); a hedge without a range has null.
    """

    phrase: str
    likelihood: tuple[float, float] | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class EvidenceNoun:
    """A noun for something that is cited as evidence.

    ``speaks`` is whether it can be a voice itself ("the report says", "images show"), of the voice
    kind ``document``; a witness is evidence, too, but speaks as a person.
    """

    noun: str
    kind: EvidenceKind
    speaks: bool


@dataclass(frozen=True, slots=True)
class GenreSignal:
    """A phrase that speaks for a genre; ``weight`` is how strongly, 0.5 (weak) to 2.5."""

    phrase: str
    genre: Genre
    weight: float


@cache
def estimative() -> Mapping[Tokens, Estimate]:
    """Words of estimative probability and other hedges, by their tokens."""
    table: dict[Tokens, Estimate] = {}
    for row in read_rows("estimative.csv", ("phrase", "low", "high", "certainty", "source")):
        estimate = Estimate(
            phrase=row["phrase"],
            likelihood=_likelihood(row),
            certainty=cast(Certainty, row.one_of("certainty", get_args(Certainty))),
        )
        _enter(table, row, estimate)
    return MappingProxyType(table)


@cache
def loaded() -> Mapping[Tokens, LoadedKind]:
    """Loaded words and short phrases, by their tokens, with the kind of load."""
    table: dict[Tokens, LoadedKind] = {}
    for row in read_rows("loaded.csv", ("phrase", "kind", "source")):
        _enter(table, row, cast(LoadedKind, row.one_of("kind", get_args(LoadedKind))))
    return MappingProxyType(table)


@cache
def evidence_nouns() -> Mapping[str, EvidenceNoun]:
    """Nouns of evidence by lower-case lemma; some are two or three words ("satellite image")."""
    table: dict[str, EvidenceNoun] = {}
    for row in read_rows("evidence.csv", ("noun", "kind", "speaks", "source")):
        noun = EvidenceNoun(
            noun=row["noun"] or row.wrong("the noun is empty"),
            kind=cast(EvidenceKind, row.one_of("kind", get_args(EvidenceKind))),
            speaks=row.one_of("speaks", ("yes", "no")) == "yes",
        )
        if noun.noun in table:
            row.wrong(f"{noun.noun!r} is there twice")
        table[noun.noun] = noun
    return MappingProxyType(table)


@cache
def genre_signals() -> Mapping[Tokens, tuple[GenreSignal, ...]]:
    """Signals of genre by their tokens; one phrase can speak for several genres."""
    table: dict[Tokens, tuple[GenreSignal, ...]] = {}
    for row in read_rows("genre.csv", ("phrase", "genre", "weight", "source")):
        signal = GenreSignal(
            phrase=row["phrase"],
            genre=cast(Genre, row.one_of("genre", get_args(Genre))),
            weight=_number(row, "weight"),
        )
        if not 0 < signal.weight <= 5:
            row.wrong(f"weight is {signal.weight}, expected more than 0 and at most 5")
        key = _key(row)
        others = table.get(key, ())
        if any(other.genre == signal.genre for other in others):
            row.wrong(f"{signal.phrase!r} speaks for {signal.genre} twice")
        table[key] = (*others, signal)
    return MappingProxyType(table)


def by_first_token(phrases: Iterable[Tokens]) -> Mapping[str, tuple[Tokens, ...]]:
    """The phrases by their first token, the longest first: the first that matches is the one."""
    table: dict[str, list[Tokens]] = {}
    for phrase in phrases:
        table.setdefault(phrase[0], []).append(phrase)
    return MappingProxyType(
        {first: tuple(sorted(some, key=lambda t: (-len(t), t))) for first, some in table.items()}
    )


def tokens(phrase: str) -> Tokens:
    """A phrase as lower-case tokens, cut as spaCy cuts English: ``so-called`` is three of them."""
    return tuple(_TOKEN.findall(phrase.lower()))


def _likelihood(row: Row) -> tuple[float, float] | None:
    if not row["low"] and not row["high"]:
        return None
    low, high = _number(row, "low"), _number(row, "high")
    if not 0 <= low < high <= 1:
        row.wrong(f"{low}..{high} is not a range within 0..1")
    return low, high


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        row.wrong(f"{column} is {row[column]!r}, expected a number")


def _key(row: Row) -> Tokens:
    return tokens(row["phrase"]) or row.wrong("the phrase is empty")


def _enter(table: dict[Tokens, Value], row: Row, value: Value) -> None:
    key = _key(row)
    if key in table:
        row.wrong(f"{row['phrase']!r} is there twice")
    table[key] = value
