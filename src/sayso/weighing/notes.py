"""What was looked up to find something: if all of it is what it was, so is what was found.

Comes in: tables that something is looked up in. Goes out: the same tables, which note each name
that was asked for, also those that they don't hold. The idea in between: an origin depends on a few
names and documents of a ledger; with new documents most of these have not changed, and those that
have are found by their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

_Value = TypeVar("_Value")


class Notes:
    """Notes what is looked up.

    Example:
        >>> notes = Notes()
        >>> table = notes.table("whole", {"roe": "Mary Roe"})
        >>> table.get("roe"), table.get("doe"), "poe" in table
        ('Mary Roe', None, False)
        >>> sorted(notes.taken())
        [('whole', 'doe'), ('whole', 'poe'), ('whole', 'roe')]
        >>> notes.value("whole", "roe")
        "'Mary Roe'"
    """

    def __init__(self) -> None:
        self._noted: set[tuple[str, str]] = set()
        self._tables: dict[str, Mapping[str, Any]] = {}

    def table(self, name: str, table: Mapping[str, _Value]) -> Noted[_Value]:
        """A table that notes what is looked up in it, under its name."""
        self._tables[name] = table
        return Noted(self, name, table)

    def note(self, name: str, key: str) -> None:
        """Something was looked up."""
        self._noted.add((name, key))

    def taken(self) -> set[tuple[str, str]]:
        """What was looked up since this was asked last."""
        noted, self._noted = self._noted, set()
        return noted

    def value(self, name: str, key: str) -> str:
        """What a table has for a key, in words."""
        return repr(self._tables[name].get(key))


class Noted(dict[str, _Value]):
    """A table that notes the keys that are asked for."""

    def __init__(self, notes: Notes, name: str, table: Mapping[str, _Value]) -> None:
        super().__init__(table)
        self._notes, self._name = notes, name

    def __contains__(self, key: object) -> bool:
        self._notes.note(self._name, str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> _Value:
        self._notes.note(self._name, key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """What it has for a key."""
        self._notes.note(self._name, key)
        return super().get(key, default)
