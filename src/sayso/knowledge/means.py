"""What an attack is made with. Comes in: ``means.csv``; goes out: ASSAULT's mode by noun.

A weapon is a fact about the attack ("drone", "car bomb", "machete"); where it stands in its
sentence is for the reader to see. Phrases are lemmas joined with one space.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sayso.knowledge.plover import plover_types
from sayso.knowledge.rows import read_rows


@cache
def means() -> Mapping[str, str]:
    """The mode of ASSAULT by the noun (or two nouns) that the attack is made with.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    table: dict[str, str] = {}
    modes = frozenset(plover_types()["ASSAULT"].modes)
    for row in read_rows("means.csv", ("noun", "mode", "source")):
        noun = row["noun"]
        if not noun or noun != noun.lower() or noun in table:
            row.wrong(f"noun {noun!r} is empty, not in lower case or there twice")
        table[noun] = row.one_of("mode", modes)
    return MappingProxyType(table)
