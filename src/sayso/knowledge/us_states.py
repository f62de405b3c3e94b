"""The United States' states, for telling Georgia from Georgia. Comes in: ``us_states.csv``.

Goes out: their names, each with the largest cities and some counties that show that a text is about
it. Cities that are called like a person or like a larger city elsewhere are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sayso.knowledge.rows import read_rows


@cache
def us_states() -> Mapping[str, tuple[str, ...]]:
    """Every state by its name, with cities and counties in it.

    Raises:
        ModelError: the shipped table is missing or a line of it cannot be used.
    """
    table: dict[str, tuple[str, ...]] = {}
    for row in read_rows("us_states.csv", ("name", "cities", "source")):
        if not row["name"] or row["name"] in table:
            row.wrong(f"name {row['name']!r} is empty or there already")
        table[row["name"]] = row.many("cities")
    return MappingProxyType(table)
