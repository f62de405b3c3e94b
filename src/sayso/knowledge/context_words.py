"""Words that show what an act is about. Comes in: ``context_words.csv``; goes out: PLOVER contexts.

Phrases of up to two words are lemmas joined with one space; a word may show several contexts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sayso.knowledge.plover import contexts
from sayso.knowledge.rows import read_rows


@cache
def context_words() -> Mapping[str, tuple[str, ...]]:
    """The contexts that a word or phrase shows.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    table: dict[str, tuple[str, ...]] = {}
    for row in read_rows("context_words.csv", ("words", "contexts", "source")):
        words, shown = row["words"], row.many("contexts")
        if not words or words != words.lower() or words in table:
            row.wrong(f"{words!r} is empty, not in lower case or there twice")
        unknown = sorted(set(shown) - set(contexts()))
        if unknown or not shown:
            row.wrong(f"{words!r} shows the unknown contexts {unknown}")
        table[words] = shown
    return MappingProxyType(table)
