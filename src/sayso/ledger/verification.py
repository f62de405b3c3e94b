"""Whether a ledger is whole: logs, files, keys, counts, and every span against its text.

Comes in: a store. Goes out: a report of what was checked and what is wrong. The idea in between: a
reading is rebuilt from its rows, which checks its spans against the text; its digest must be the
one that was written with it; and rows made anew of it must be the rows that are stored. So a
changed word, number or file is found wherever it is. Rows of unfinished batches are no fault.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable

from sayso.errors import LedgerError
from sayso.ledger import compaction, keys, rows
from sayso.ledger.schema import DETAILS, SCHEMAS
from sayso.ledger.snapshot import Snapshot
from sayso.ledger.store import Store

# Documents whose rows are in memory together.
_AT_ONCE = 200

# Where a document's row says how many rows the others have of it.
_COUNTS = {
    "attributions": "attribution_count",
    "claims": "claim_count",
    "parties": "party_count",
}

# More problems of one kind than this are counted, not listed.
_LISTED = 20


@dataclass
class Report:
    """What was looked at and what was found.

    ``problems`` make the ledger untrustworthy; ``notes`` are harmless.
    """

    documents: int = 0
    claims: int = 0
    spans: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(
    store: Store, *, quick: bool = False, watch: Callable[[int, int], None] = lambda _, __: None
) -> Report:
    """Check a ledger from its logs to its last span.

    Args:
        store: the ledger's tables.
        quick: leave the readings out: check logs, files, keys and counts only.
        watch: told how many documents of how many are checked.

    Raises:
        LedgerError: there is no ledger.
    """
    report = Report()
    if not store.exists():
        raise store.missing("documents")
    tables: dict[str, DeltaTable] = {}
    for name in ("documents", *(name for name in SCHEMAS if name != "documents")):
        try:
            tables[name] = store.load(name)
            _check_table(store, name, tables[name], report)
        except LedgerError as error:
            report.problems.append(str(error))
    if report.problems:  # what is missing or damaged would only be found again, less clearly
        return report
    try:
        _check_answers(store, tables, report)
        _check_keys(store, tables, report)
        _check_leftovers(store, tables, report)
        if not quick:
            _check_readings(store, tables, report, watch)
    except LedgerError as error:
        report.problems.append(str(error))
    return report


def _check_table(store: Store, name: str, table: DeltaTable, report: Report) -> None:
    """The table's log, its columns, and that every file is there, whole and readable."""
    held = pa.schema(table.schema().to_arrow())
    for column in SCHEMAS[name]:
        if column.name not in held.names or held.field(column.name).type != column.type:
            report.problems.append(f"{name}: its column {column.name} is missing or another")
    commits = table.history()
    if [commit["version"] for commit in commits] != list(range(table.version(), -1, -1)):
        report.problems.append(f"{name}: its log has gaps")
    _check_log(store, name, report)
    actions = table.get_add_actions(flatten=True)
    parts = {part.path: part for part in store.dataset(table).get_fragments()}
    for path, size, count in zip(
        *(actions.column(key).to_pylist() for key in ("path", "size_bytes", "num_records")),
        strict=True,
    ):
        report.files += 1
        problem = _file_problem(parts.get(path), size, count)
        if problem:
            report.problems.append(f"{name}: {path} {problem}")


def _file_problem(part: Any, size: int, count: int | None) -> str | None:
    """What is wrong with a file, read to its end."""
    if part is None:
        return "is not in the table's listing"
    try:
        found = part.filesystem.get_file_info(part.path)
        if found.size is None:
            return "is missing"
        if found.size != size:
            return f"has {found.size} bytes, its log says {size}"
        with part.filesystem.open_input_file(part.path) as stream:
            file = pq.ParquetFile(stream, page_checksum_verification=True)
            rows_read = 0
            for place in range(file.num_row_groups):
                group = file.read_row_group(place)
                group.validate(full=True)  # every text is UTF-8
                rows_read += len(group)
                column = _outside(group, file.metadata.row_group(place), file.schema)
                if column:
                    return f"has values in {column} outside the bounds that it gives for it"
    except (OSError, pa.ArrowException, ArithmeticError, TypeError, ValueError) as error:
        return f"cannot be read ({str(error).strip().splitlines()[0][:200]})"
    if count is not None and rows_read != count:
        return f"has {rows_read} rows, its log says {count}"
    return None


def _outside(group: pa.Table, about: pq.RowGroupMetaData, schema: pq.ParquetSchema) -> str | None:
    """A column with values outside its bounds: a filter would pass them over."""
    for place in range(about.num_columns):
        column = about.column(place)
        name = column.path_in_schema
        if column.physical_type != schema.column(place).physical_type:
            return str(name)  # Arrow ends the process when it is asked for the bounds of these
        bounds = column.statistics
        if name not in group.column_names or bounds is None or not bounds.has_min_max:
            continue
        found = pc.min_max(group.column(name)).as_py()
        if found["min"] is None:
            continue
        if found["min"] < bounds.min or found["max"] > bounds.max:
            return str(name)
    return None


def _check_log(store: Store, name: str, report: Report) -> None:
    """On a disk: that no file of the log is missing or is no JSON."""
    if store.folder is None:
        return
    files = sorted((store.folder / name / "_delta_log").glob("*.json"))
    numbers = [int(path.stem) for path in files if path.stem.isdecimal()]
    if numbers != list(range(len(numbers))):
        report.problems.append(f"{name}: commits are missing from its log")
    for path in files:
        try:
            lines = path.read_text("utf8").split("\n")  # text in it may hold U+2028
            actions = [json.loads(line) for line in lines if line.strip()]
        except (OSError, ValueError) as error:
            report.problems.append(f"{name}: {path.name} of its log cannot be read ({error})")
        else:
            if not actions:
                report.problems.append(f"{name}: {path.name} of its log is empty")


def _check_answers(store: Store, tables: dict[str, DeltaTable], report: Report) -> None:
    """That DuckDB, which answers all questions, can read every value: it is stricter than Arrow."""
    with Snapshot(store, tables).connection() as connection:
        for name in SCHEMAS:
            query = f"SELECT bit_xor(hash(kept)) FROM kept.{name} AS kept"  # noqa: S608
            try:
                connection.execute(query).fetchall()
            except duckdb.Error as error:
                reason = str(error).strip().splitlines()[0][:200]
                report.problems.append(f"{name}: it cannot be read ({reason})")


def _check_keys(store: Store, tables: dict[str, DeltaTable], report: Report) -> None:
    """Each document once a reader, each claim and attribution once a reading."""
    for name, key in (
        ("documents", ("document_id", "reader")),
        ("documents", ("reading_id",)),
        ("attributions", ("reading_id", "attribution_id")),
        ("claims", ("reading_id", "claim_id")),
        ("appearances", ("appearance_id",)),
        ("rejected", ("rejection_id",)),
        ("reviews", ("review_id",)),
        ("searches", ("search_id",)),
    ):
        found = _rows(store, tables[name], list(key))
        counted = found.group_by(list(key)).aggregate([([], "count_all")])
        twice = counted.filter(pc.greater(counted.column("count_all"), 1))
        for row in twice.slice(0, _LISTED).to_pylist():
            report.problems.append(
                f"{name}: {', '.join(str(row[part]) for part in key)} is there "
                f"{row['count_all']} times"
            )
    documents = _rows(store, tables["documents"], ["document_id"]).column("document_id").unique()
    appeared = _rows(store, tables["appearances"], ["document_id"]).column("document_id")
    unseen = documents.filter(pc.invert(pc.is_in(documents, value_set=appeared.unique())))
    for document_id in unseen[:_LISTED].to_pylist():
        report.problems.append(f"documents: {document_id} has no appearance")


def _check_leftovers(store: Store, tables: dict[str, DeltaTable], report: Report) -> None:
    """What unfinished runs have left: counted, because it does no harm."""
    found = compaction.orphans(store, tables["documents"])
    count = sum(found.rows.values())
    if count:
        report.notes.append(
            f"{count:,} rows of unfinished batches, which nobody sees; "
            "'sayso ledger compact' removes them"
        )
    runs = _rows(store, tables["runs"], ["run_id", "ended"])
    ended = runs.filter(pc.is_valid(runs.column("ended"))).column("run_id").unique()
    still = set(runs.column("run_id").to_pylist()) - set(ended.to_pylist())
    if still:
        report.notes.append(f"{len(still)} runs have no end: they were killed, or are running")


def _check_readings(
    store: Store,
    tables: dict[str, DeltaTable],
    report: Report,
    watch: Callable[[int, int], None],
) -> None:
    all_keys = _rows(store, tables["documents"], ["reading_id"]).column("reading_id")
    listed: dict[str, int] = {}
    for start in range(0, len(all_keys), _AT_ONCE):
        wanted = all_keys.slice(start, _AT_ONCE).to_pylist()
        for document_id, problem in _wrong(store, tables, wanted, report):
            kind = problem.split("(")[0]
            listed[kind] = listed.get(kind, 0) + 1
            if listed[kind] <= _LISTED:
                report.problems.append(f"document {document_id}: {problem}")
        watch(min(start + _AT_ONCE, len(all_keys)), len(all_keys))
    for kind, count in listed.items():
        if count > _LISTED:
            report.problems.append(f"{count - _LISTED} more documents: {kind.strip()}")


def _wrong(
    store: Store, tables: dict[str, DeltaTable], wanted: Sequence[str], report: Report
) -> Iterator[tuple[str, str]]:
    """The documents of some readings with what is wrong with them."""
    stored: dict[str, dict[str, list[rows.Row]]] = {key: {} for key in wanted}
    for name in ("documents", *DETAILS):
        found = store.dataset(tables[name]).to_table(filter=pc.field("reading_id").isin(wanted))
        for row in found.to_pylist():
            stored[row["reading_id"]].setdefault(name, []).append(row)
    for key, parts in stored.items():
        report.documents += 1
        report.claims += len(parts.get("claims", ()))
        try:
            (document,) = parts["documents"]
            problem = _problem(document, parts, report)
        except (KeyError, TypeError, ValueError) as error:  # values that should be there are not
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            yield key, f"its rows are damaged ({reason[:200]})"
            continue
        if problem is not None:
            yield str(document["document_id"]), problem


def _problem(document: rows.Row, parts: dict[str, list[rows.Row]], report: Report) -> str | None:
    for name in DETAILS:
        count = len(parts.get(name, ()))
        wanted = document[_COUNTS[name]]
        if count != wanted:
            return f"{count} of its {wanted} {name} are there"
    try:
        reading = rows.rebuilt(document, parts.get("attributions", ()), parts.get("claims", ()))
    except ValueError as error:
        return f"its reading cannot be rebuilt ({str(error).splitlines()[0]})"
    report.spans += sum(1 for _ in reading.spans())
    if keys.digest(reading) != document["digest"]:
        return "its reading is not the one that was written"
    if keys.fingerprint(reading.reader) != document["reader"]:
        return "its reader is another than its row says"
    stamp = rows.Stamp(
        document["reader"], document["batch_id"], document["run_id"], document["read_at"]
    )
    for name, made in rows.rows(reading, stamp).items():
        expected = rows.table(name, made).to_pylist()
        if _sorted(expected) != _sorted(parts.get(name, [])):
            return f"its rows in {name} say something else than its record"
    return None


def _sorted(found: Sequence[rows.Row]) -> list[rows.Row]:
    order = ("claim_id", "role", "position")
    return sorted(found, key=lambda row: tuple(str(row.get(name)) for name in order))


def _rows(store: Store, table: DeltaTable, columns: list[str]) -> pa.Table:
    with store.errors("it cannot be read"):
        return store.dataset(table).to_table(columns=columns)
