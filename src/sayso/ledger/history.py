"""What the ledger held when: versions, and the way back to one.

Comes in: a version, a day or a moment. Goes out: the list of versions, or the versions of all
tables that belong together. The idea in between: each commit to ``documents`` is a version of the
ledger, and notes which versions of the other tables go with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import CommitFailedError

from sayso.errors import LedgerError, UsageError
from sayso.ledger import batches
from sayso.ledger.schema import DETAILS, SCHEMAS
from sayso.ledger.store import NOTE, ConflictError, Store

# The commit of a compaction may note versions that are older than those of the commit before it.
_NOTES = 10

#: A version by its number, or the last one at the end of a day or at a moment (UTC if it says no
#: more).
When = int | date | datetime


@dataclass(frozen=True)
class Version:
    """One version of the ledger: when it came about, by what, and what it brought."""

    version: int
    at: datetime
    what: str
    run: str | None
    documents: int | None


def versions(store: Store, limit: int | None = None) -> list[Version]:
    """The versions of a ledger, the last first; at most ``limit`` of them."""
    table = store.load("documents")
    with store.errors("its history cannot be read"):
        return [_version(commit) for commit in table.history(limit)]


def version_at(store: Store, when: When) -> int:
    """The version that was the last one then.

    Raises:
        UsageError: there was none yet, or there is no such version.
    """
    latest = store.load("documents").version()
    if isinstance(when, int):
        if not 0 <= when <= latest:
            raise UsageError(f"there is no version {when}; versions are 0 to {latest}")
        return when
    moment = _moment(when)
    for version in versions(store):
        if version.at <= moment:
            return version.version
    raise UsageError(f"{store.location}: there was no ledger yet on {when.isoformat()}")


def parsed(when: str) -> When:
    """A version, day or moment as typed: ``12``, ``2024-03-03``, ``2024-03-03T12:00``.

    Raises:
        UsageError: it is none of them.
    """
    if when.isdecimal():
        return int(when)
    try:
        return date.fromisoformat(when) if len(when) == 10 else datetime.fromisoformat(when)
    except ValueError as error:
        raise UsageError(
            f"{when!r}: name a version (12), a day (2024-03-03) or a moment (2024-03-03T12:00)"
        ) from error


def tables_at(store: Store, version: int) -> dict[str, DeltaTable]:
    """All tables as they belong to a version."""
    documents = store.load("documents", version)
    with store.errors("its history cannot be read"):
        notes = [commit.get(NOTE, {}).get("tables", {}) for commit in documents.history(_NOTES)]
    found = {
        name: store.load(name, max(note.get(name, 0) for note in notes))
        for name in SCHEMAS
        if name != "documents"
    }
    return found | {"documents": documents}


def restore(store: Store, when: When) -> int:
    """Let the ledger hold what it held at a version again, as a new version.

    What was ingested since is no longer in it (and can be restored in its turn); reviews, saved
    searches and the record of runs stay as they are.

    Returns:
        The version that was restored.

    Raises:
        UsageError: there is no such version.
        LedgerError: files of that version were removed by ``compact``; nothing was changed.
    """
    version = version_at(store, when)

    def attempt() -> None:
        if version == store.load("documents").version():
            return
        old = tables_at(store, version)
        table = store.load("documents")
        for name, key, row_key in (
            *((name, "reading_id", "reading_id") for name in DETAILS),
            ("appearances", "document_id", "appearance_id"),
        ):
            wanted = _column(store, old["documents"], key)
            _bring_back(store, name, old[name], pc.field(key).isin(wanted), row_key)
        note = {"restored": version, "tables": batches.cut(store)}
        try:
            with store.errors("nothing was restored"):
                table.restore(
                    version,
                    commit_properties=CommitProperties(
                        custom_metadata={NOTE: note}, max_commit_retries=0
                    ),
                )
        except LedgerError as error:
            if isinstance(error.__cause__, CommitFailedError):
                raise ConflictError from error
            raise

    store.retried(attempt)
    return version


def _bring_back(store: Store, name: str, old: DeltaTable, wanted: pc.Expression, key: str) -> None:
    """Append the rows wanted that ``compact`` has taken out since, told by their key."""
    table = store.load(name)
    here = _column(store, table, key)
    with store.errors("nothing was restored"):
        rows = store.dataset(old).to_table(filter=wanted)
        lost = rows.filter(pc.invert(pc.is_in(rows.column(key), value_set=here)))
    if lost.num_rows:
        note = {"restored": lost.num_rows}
        store.append(table, lost.cast(SCHEMAS[name]), note, only_if_unchanged=True)


def _column(store: Store, table: DeltaTable, column: str) -> pa.Array:
    with store.errors("it cannot be read"):
        return store.dataset(table).to_table(columns=[column]).column(column).unique()


def _version(commit: Mapping[str, Any]) -> Version:
    note = commit.get(NOTE, {})
    operation = commit.get("operation", "")
    if "restored" in note:
        what = f"restored version {note['restored']}"
    elif operation == "CREATE TABLE":
        what = "made"
    elif operation == "OPTIMIZE":
        what = "compacted"
    elif operation.startswith("VACUUM"):
        what = "removed old files"
    elif "documents" in note:
        what = "ingested"
    elif "swept" in note:
        what = "removed what unfinished runs had left"
    else:
        what = operation.lower()
    return Version(
        version=commit["version"],
        at=datetime.fromtimestamp(commit["timestamp"] / 1000, UTC),
        what=what,
        run=note.get("run"),
        documents=note.get("documents"),
    )


def _moment(when: date | datetime) -> datetime:
    if isinstance(when, datetime):
        return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return datetime.combine(when, time.min, UTC) + timedelta(days=1, microseconds=-1)
