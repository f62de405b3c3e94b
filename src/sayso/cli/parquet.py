"""Claims as Parquet: a folder with one file a table, or one file with a row a claim.

Comes in: a selection of claims, and a path. Goes out: files there, all of them whole or none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli.output import replaced, replaced_folder
from sayso.cli.progress import watched

if TYPE_CHECKING:
    import pyarrow as pa

    from sayso.ledger.selection import Selection

# Rows of a row group: many enough to pack well, few enough to hold.
_GROUP = 20_000


def is_file(path: Path) -> bool:
    """Whether this is the name of one file, and not of a folder for several."""
    return path.suffix.lower() in (".parquet", ".parq", ".pq") and not path.is_dir()


def write(selection: Selection, path: Path, *, shown: bool) -> None:
    """Write the claims into a file, or all tables into a folder.

    Args:
        selection: what to write.
        path: with the ending ``.parquet`` a file, else a folder.
        shown: whether to show a bar.

    Raises:
        UsageError: the folder is there and holds other things.
        SaysoError: it cannot be written.
    """
    if is_file(path):
        with replaced(path) as partial:
            _write(selection.flat(), partial, "claims", selection.claims, shown=shown)
        return
    from sayso.ledger.selection import TABLES

    files = {name: f"{name}.parquet" for name in TABLES}
    with replaced_folder(path, files.values()) as folder:
        for name, file in files.items():
            total = selection.claims if name == "claims" else None
            _write(selection.table(name), folder / file, name, total, shown=shown)


def _write(
    rows: pa.RecordBatchReader, path: Path, what: str, total: int | None, *, shown: bool
) -> None:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(path, rows.schema, compression="zstd") as writer:
        held: list[pa.RecordBatch] = []
        for batch in watched(rows, what, total, size=len, shown=shown):
            held.append(batch)
            if sum(map(len, held)) >= _GROUP:
                writer.write_table(pa.Table.from_batches(held))
                held = []
        if held:
            writer.write_table(pa.Table.from_batches(held))
