"""Which words name events, with their PLOVER codes, and which mark a sentence as off topic.

Comes in: ``data/predicates.csv`` and ``data/off_topic.csv``. Goes out: look-ups by lemma, checked
line by line against PLOVER's names. The tables hold facts about words; how a word stands in its
sentence is for the reader to see.

The columns of ``predicates.csv``, lists separated by ``|``:

========== =========================================================================================
pos        ``verb`` or ``noun``
lemma      lower case, as spaCy lemmatises it; a noun phrase as its lemmas with one space between;
           "under fire" is a noun that only counts behind "came under"
particle   a particle or preposition (or fixed word: "hold *responsible*") without which the verb
           has another sense; any one of the list will do
object     the nouns of which one must head the direct object; where the particle is a preposition
           and takes the place of a direct object, they head what follows it ("walk out *of talks*",
           "put *on alert*")
recipient  where the recipient stands, tried in order: ``object`` (the direct object, or for an
           idiom its demonym: "expelled two *Russian* diplomats"), ``dative``, a preposition,
           ``subject`` (it is done to the subject, by nobody who is named: "is in custody"),
           ``itself`` (the noun of ``object`` is the subject and names who takes part: "a *truce*
           between X and Y took effect"), or ``none``
reciprocal ``yes`` when every party is an actor and none a recipient
type       a PLOVER type; or ``LIGHT``, a verb that takes its event from its object noun, or
           ``ASPECT``, a verb that takes it from the verb below it
mode       a mode of that type, or empty
context    PLOVER contexts, or empty
           one verb with one object may have rows of several types, tried in the table's order:
           police who block a road COERCE, miners who do PROTEST (``reading.relevance`` decides)
parties    how many political parties it takes to be an event: 0, 1 (either side), 2 (both sides)
source     where the coding comes from
========== =========================================================================================
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from sayso.errors import ModelError
from sayso.knowledge.plover import contexts, plover_types

PEOPLE = "*people*"
"""Stands among a row's objects for any noun for human beings."""

PLACE = "*place*"
"""Stands among a row's objects for any name of a place."""

BODY = "*body*"
"""Stands among a row's objects for any name of a body or bloc that states join and leave."""

BLAME = "*blame*"
"""A class of words (``noun_classes.csv``) that blame whoever is called so: "illegal", "a liar"."""

ITSELF = "itself"
"""The place of a recipient in a row whose noun is the verb's subject: "the *truce* took effect"."""

_PREDICATES = "predicates.csv"
_OFF_TOPIC = "off_topic.csv"
_SOURCES = frozenset({"PLOVER manual 2021", "CAMEO2PLOVER 2021", "sayso"})
_FIELDS = frozenset({"sport", "fiction", "markets", "weather", "crime"})
_BORROWING = frozenset({"LIGHT", "ASPECT"})
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One sense of one word, as a row of the table; the module says what each field means."""

    pos: Literal["verb", "noun"]
    lemma: str
    particles: tuple[str, ...]
    objects: frozenset[str]
    recipients: tuple[str, ...]
    reciprocal: bool
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    parties: int
    source: str

    @property
    def specificity(self) -> int:
        """4 for a particle with an object, 3 for a particle, 2 for an object, 0 for a bare word.

        A particle that does no more than lead to the recipient ("fire *at*") counts 1: less than
        an object, so that "fired missiles at" is found under its missiles.
        """
        if self.particles and self.objects:
            return 4
        if self.objects:
            return 2
        if self.particles:
            return 1 if set(self.particles) & set(self.recipients) else 3
        return 0


@cache
def verbs() -> Mapping[str, tuple[Predicate, ...]]:
    """The senses of each verb lemma, the most specific first; light and aspect verbs are apart.

    Raises:
        ModelError: a line of the shipped table cannot be used.
    """
    return _by_lemma("verb")


@cache
def nouns() -> Mapping[str, tuple[Predicate, ...]]:
    """The senses of each noun, by its lemmas joined with one space; in the table's order.

    Two nouns have two senses: "strike" (ASSAULT with *on*, *against* ..., else PROTEST) and "call"
    (REQUEST with *for*, *on*; CONSULT with *with*, *between*).

    Raises:
        ModelError: a line of the shipped table cannot be used.
    """
    return _by_lemma("noun")


@cache
def light_verbs() -> frozenset[tuple[str, str]]:
    """Verbs whose event is their object noun's ("launch an attack"), each with particle or ""."""
    return _borrowing("LIGHT")


@cache
def aspect_verbs() -> frozenset[tuple[str, str]]:
    """Verbs whose event is their complement's ("began shelling"), each with particle or ""."""
    return _borrowing("ASPECT")


@cache
def off_topic() -> Mapping[str, tuple[str, int]]:
    """Words that mark a sentence as sport, fiction, markets or weather: field and weight by lemma.

    A word of weight 2 is enough by itself; of the others it takes two.

    Raises:
        ModelError: a line of the shipped table cannot be used.
    """
    words: dict[str, tuple[str, int]] = {}
    for where, row in _lines(_OFF_TOPIC, ("word", "field", "weight", "source")):
        word, field = row["word"], row["field"]
        _check(where, bool(word) and word == word.lower(), f"{word!r} is not a lower-case word")
        _check(where, field in _FIELDS, f"unknown field {field!r}")
        _check(where, row["weight"] in {"1", "2"}, f"weight {row['weight']!r} is not 1 or 2")
        _check(where, bool(row["source"]), "has no source")
        _check(where, word not in words, f"{word!r} stands here a second time")
        words[word] = (field, int(row["weight"]))
    return MappingProxyType(words)


def _by_lemma(pos: str) -> Mapping[str, tuple[Predicate, ...]]:
    senses: dict[str, list[Predicate]] = {}
    for predicate in _predicates():
        if predicate.pos == pos and predicate.type not in _BORROWING:
            senses.setdefault(predicate.lemma, []).append(predicate)
    return MappingProxyType(
        {
            lemma: tuple(sorted(found, key=lambda predicate: -predicate.specificity))
            for lemma, found in senses.items()
        }
    )


def _borrowing(kind: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (predicate.lemma, particle)
        for predicate in _predicates()
        if predicate.type == kind
        for particle in predicate.particles or ("",)
    )


@cache
def _predicates() -> tuple[Predicate, ...]:
    columns = (
        *("pos", "lemma", "particle", "object", "recipient", "reciprocal"),
        *("type", "mode", "context", "parties", "source"),
    )
    found: list[Predicate] = []
    seen: dict[tuple[str, ...], str] = {}
    for where, row in _lines(_PREDICATES, columns):
        predicate = _predicate(where, row)
        for thing in predicate.objects or {""}:
            for particle in predicate.particles or ("",):
                itself = ITSELF if ITSELF in predicate.recipients else ""  # "the shelling stopped"
                key = (row["pos"], predicate.lemma, particle, thing, predicate.type, itself)
                _check(where, key not in seen, f"repeats {seen.get(key)}: {key}")
                seen[key] = where
        found.append(predicate)
    return tuple(found)


def _predicate(where: str, row: Mapping[str, str]) -> Predicate:
    kind, mode = row["type"], row["mode"]
    _check(where, row["pos"] in {"verb", "noun"}, f"pos {row['pos']!r} is neither verb nor noun")
    for part in row["lemma"].split(" "):
        word = _WORD.fullmatch(part) or part == "-"
        _check(where, bool(word) and part == part.lower(), f"bad lemma {row['lemma']!r}")
    _check(where, row["pos"] == "verb" or not row["particle"] + row["object"], "nouns stand alone")
    _check(where, bool(row["recipient"]), "says nowhere to look for the recipient (or none)")
    _check(where, row["reciprocal"] in {"yes", "no"}, "reciprocal is neither yes nor no")
    _check(where, row["parties"] in {"0", "1", "2"}, "parties is not 0, 1 or 2")
    _check(where, row["source"] in _SOURCES, f"unknown source {row['source']!r}")
    if kind in _BORROWING:
        _check(where, row["pos"] == "verb" and not mode, f"{kind} is for verbs and has no mode")
    else:
        _check(where, kind in plover_types(), f"unknown type {kind!r}")
        _check(
            where, not mode or mode in plover_types()[kind].modes, f"{kind} has no mode {mode!r}"
        )
    for context in _items(row["context"]):
        _check(where, context in contexts(), f"unknown context {context!r}")
    return Predicate(
        pos=cast(Literal["verb", "noun"], row["pos"]),
        lemma=row["lemma"],
        particles=_items(row["particle"]),
        objects=frozenset(_items(row["object"])),
        recipients=_items(row["recipient"]),
        reciprocal=row["reciprocal"] == "yes",
        type=kind,
        mode=mode or None,
        contexts=_items(row["context"]),
        parties=int(row["parties"]),
        source=row["source"],
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _lines(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a table, each with its file and line."""
    try:
        text = files("sayso.knowledge").joinpath("data", name).read_text("utf8")
    except OSError as error:
        raise ModelError(f"{name}: {error}; install sayso again") from error
    reader = csv.DictReader(text.splitlines())
    _check(name, tuple(reader.fieldnames or ()) == columns, f"the columns are not {columns}")
    for row in reader:
        where = f"{name}:{reader.line_num}"
        _check(where, None not in row and None not in row.values(), "a cell too many or too few")
        yield where, row


def _check(where: str, holds: bool, problem: str) -> None:
    if not holds:
        raise ModelError(f"{where}: {problem}")
