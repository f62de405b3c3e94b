"""Words that news uses for one thing, and words that say nothing of a subject.

Comes in: ``near_words.csv`` and ``empty_words.csv``. Goes out: a sense by word; a set of words.

Papers tell one event in different words: troops *leave*, *withdraw* or *pull out*; a truce is a
*ceasefire*. Words of one sense are near, not equal; what nearness is worth is for weighing to see.
Words are lemmas, and each has one sense.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sayso.knowledge.rows import read_rows


@cache
def near_words() -> Mapping[str, str]:
    """The sense of each word of the table; a sense is called by one of its words.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    table: dict[str, str] = {}
    for row in read_rows("near_words.csv", ("word", "sense", "source")):
        word, sense = row["word"], row["sense"]
        if not word or word != word.lower() or word in table:
            row.wrong(f"word {word!r} is empty, not in lower case or there twice")
        if not sense or sense != sense.lower():
            row.wrong(f"sense {sense!r} is empty or not in lower case")
        table[word] = sense
    return MappingProxyType(table)


@cache
def empty_words() -> frozenset[str]:
    """Words that texts may share without sharing a subject: of grammar, time, saying, likelihood.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    found: set[str] = set()
    for row in read_rows("empty_words.csv", ("word", "kind", "source")):
        word = row["word"]
        row.one_of("kind", ("grammar", "time", "saying", "likelihood"))
        if not word or word != word.lower() or word in found:
            row.wrong(f"word {word!r} is empty, not in lower case or there twice")
        found.add(word)
    return frozenset(found)
