"""Searches that people keep under a name.

Comes in: a name, and what is asked as an address says it (``who=kremlin&status=threatened``). Goes
out: rows of ``searches``, never changed afterwards: of each name the last row counts, and one
without a query says that the search was taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from deltalake import DeltaTable

from sayso.errors import UsageError
from sayso.labels import fold
from sayso.ledger import batches, keys
from sayso.ledger.store import Store

#: Characters of a name, and of what is asked.
LONGEST_NAME, LONGEST_QUERY = 120, 8000


@dataclass(frozen=True)
class Search:
    """A search that somebody keeps; ``by`` is None where nobody said who.

    ``query`` is what it asks, as an address of the desk says it.
    """

    name: str
    query: str
    by: str | None
    saved_at: datetime


def save(store: Store, name: str, query: str, by: str | None = None) -> Search:
    """Keep a search; one that has this name already is replaced.

    Args:
        store: where to.
        name: what people call it.
        query: what it asks.
        by: who keeps it.

    Raises:
        UsageError: the name is empty or too long, or the query is too long.
        LedgerError: it cannot be written.
    """
    words = _name(name)
    if len(query) > LONGEST_QUERY:
        raise UsageError(f"what is asked has at most {LONGEST_QUERY:,} characters")
    found = Search(words, query, _who(by), datetime.now(UTC))
    _write(store, found.name, found.query, found.by, found.saved_at)
    return found


def forget(store: Store, name: str, by: str | None = None) -> None:
    """Take a search away; its rows stay in the table.

    Raises:
        UsageError: no search of this name is kept.
        LedgerError: it cannot be written.
    """
    wanted = fold(_name(name))
    kept = {fold(one.name): one.name for one in listed(store.load("searches"), store)}
    if wanted not in kept:
        raise UsageError(f"no search {name!r} is kept")
    _write(store, kept[wanted], None, _who(by), datetime.now(UTC))


def listed(table: DeltaTable, store: Store) -> list[Search]:
    """The searches that a version of the table keeps, by name.

    Raises:
        LedgerError: it cannot be read.
    """
    with store.errors("its searches cannot be read"):
        rows = store.dataset(table).to_table().to_pylist()
    last: dict[str, Search | None] = {}
    for row in sorted(rows, key=lambda row: (row["saved_at"], row["search_id"])):
        said = (row["name"], row["query"], row["by"], row["saved_at"])
        last[fold(row["name"])] = Search(*said) if row["query"] is not None else None
    return [last[name] for name in sorted(last) if last[name] is not None]  # type: ignore[misc]


def _write(store: Store, name: str, query: str | None, by: str | None, at: datetime) -> None:
    row = {"search_id": keys.new_id(), "saved_at": at, "name": name, "query": query, "by": by}
    batches.append(store, "searches", [row], {"search": row["search_id"]})


def _name(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise UsageError("give the search a name")
    if len(words) > LONGEST_NAME:
        raise UsageError(f"the name of a search has at most {LONGEST_NAME} characters")
    return words


def _who(by: str | None) -> str | None:
    return " ".join((by or "").split())[:LONGEST_NAME] or None
