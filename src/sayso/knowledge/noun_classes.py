"""Classes of things that are acted upon. Comes in: ``noun_classes.csv``; goes out: them, by noun.

A row of the predicate table may name a class among its objects (``*vessel*``), so that whatever is
said of boats is also said of barges. Phrases are lemmas joined with one space.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sayso.knowledge.rows import read_rows


@cache
def noun_classes() -> Mapping[str, frozenset[str]]:
    """The classes of a noun, as the predicate table writes them: ``*vessel*``.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    table: dict[str, set[str]] = {}
    for row in read_rows("noun_classes.csv", ("noun", "class", "source")):
        noun, name = row["noun"], f"*{row['class']}*"
        if not noun or noun != noun.lower() or name in table.get(noun, ()):
            row.wrong(f"noun {noun!r} is empty, not in lower case or twice in its class")
        table.setdefault(noun, set()).add(name)
    return MappingProxyType({noun: frozenset(names) for noun, names in table.items()})
