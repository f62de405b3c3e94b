"""Where the tables lie: opening, creating and appending to Delta tables in a folder or a bucket.

Comes in: a location and Arrow tables. Goes out: Delta tables, and errors in words. The idea in
between: an append is one commit of one table. :meth:`Store.append` with ``only_if_unchanged`` goes
in only if nobody has committed to the table since it was loaded; every promise that the ledger
makes across its tables is built on that (see :mod:`sayso.ledger.batches`).
"""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.fs as pafs
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from sayso.errors import LedgerError, UsageError
from sayso.ledger.schema import FORMAT, LATER, SCHEMAS

if TYPE_CHECKING:
    import pyarrow.dataset as ds  # imports pandas where it is installed: a quarter of a second

#: The key under which a commit says what it was for.
NOTE = "sayso"

# History is kept until `sayso ledger compact --keep-days` is told otherwise.
_CONFIGURATION = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "sayso.format": FORMAT,
}
#: How every file is written.
COMPRESSION = WriterProperties(compression="ZSTD", compression_level=6)

# With pauses of 20 ms growing to 2 s: about two minutes of other writers getting in first.
_ATTEMPTS = 80
_FIRST_PAUSE = 0.02
_LONGEST_PAUSE = 2.0

# What is left on a disk for the log beside the rows themselves.
_SPARE_BYTES = 1_000_000

# Names that deltalake 1.6 takes for parts of a URL, or decodes once too often.
_UNFIT = re.compile(r"[\[\]#?]|%[0-9A-Fa-f]{2}")

_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
_REASONS = (
    (re.compile(r"No space left|os error 28\b"), "the disk is full"),
    (re.compile(r"File too large|os error 27\b"), "a file would be larger than is allowed here"),
    (re.compile(r"Disk quota|os error 122\b"), "the disk quota is used up"),
    (re.compile(r"Read-only file system|os error 30\b"), "it lies on a read-only disk"),
    (re.compile(r"Permission denied|os error 13\b"), "you may not write or read there"),
    # Of an object store, by its error code or by what deltalake makes of it.
    (re.compile(r"NoSuchBucket|ContainerNotFound"), "there is no such bucket; make it first"),
    (
        re.compile(r"AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|AuthorizationFail"),
        "the store refuses these credentials",
    ),
    (
        re.compile(r"URL scheme is not allowed"),
        "its address is not https; AWS_ALLOW_HTTP=true allows that",
    ),
    (
        re.compile(r"error sending request|client error \(Connect\)"),
        "its store cannot be reached; check the address and the network",
    ),
)
# What leads from an error of deltalake to the error under it.
_ARROW = re.compile(r"(?:\x1b\[\d+m)?\s*↳\s*(?:\x1b\[\d+m)?\s*")

_Result = TypeVar("_Result")


class ConflictError(Exception):
    """Somebody else committed first; load the table again and decide anew."""


class Store:
    """The Delta tables of one ledger.

    Args:
        location: a folder, or the URL of one in an object store (``s3://bucket/corpus``).
        storage_options: what the object store needs beyond the environment, as deltalake takes it.

    Raises:
        UsageError: deltalake cannot open a folder of this name.
    """

    def __init__(
        self, location: str | Path, storage_options: Mapping[str, str] | None = None
    ) -> None:
        self.location = str(location)
        self.storage_options = dict(storage_options or {}) or None
        if urlsplit(self.location).scheme == "file":
            self.location = _path(self.location)
        remote = _HAS_SCHEME.match(self.location) is not None
        #: The folder; None where the ledger lies in an object store.
        self.folder = None if remote else Path(self.location)
        if self.folder is not None and _UNFIT.search(str(self.folder.absolute())):
            raise UsageError(
                f"{self.folder.absolute()}: a ledger cannot lie below a name with #, ?, "
                "a bracket, or % before two digits; choose another folder"
            )

    def uri(self, name: str) -> str:
        """Where a table lies."""
        if self.folder is not None:
            return str(self.folder.absolute() / name)
        return f"{self.location.rstrip('/')}/{name}"

    def exists(self) -> bool:
        """Whether there is a ledger: its last table was made."""
        if self.folder is not None and not (self.folder / "documents" / "_delta_log").is_dir():
            return False
        with self.errors("it cannot be opened"):
            return DeltaTable.is_deltatable(self.uri("documents"), self.storage_options)

    def create(self) -> None:
        """Make the tables that are missing; several processes may do so at once.

        Raises:
            LedgerError: the folder holds something else, or cannot be written.
        """
        if self.folder is not None:
            self._make_folder(self.folder)
        for name in SCHEMAS:
            self._make_table(name)

    def load(self, name: str, version: int | None = None) -> DeltaTable:
        """A table as it stands now, or as it stood at a version.

        Raises:
            LedgerError: there is no ledger, it has another format, or it cannot be read.
        """
        with self.errors(f"its table {name} cannot be opened"):
            try:
                table = self._opened(name, version)
            except TableNotFoundError as error:
                if name not in LATER or not self.exists():
                    raise self.missing(name) from error
                self._make_table(name)
                table = self._opened(name, version)
            found = table.metadata().configuration.get("sayso.format")
        if found != FORMAT:
            raise LedgerError(
                f"{self.location}: its table {name} has format {found}, this sayso keeps format "
                f"{FORMAT}; use the sayso that made it"
            )
        return table

    def missing(self, name: str) -> LedgerError:
        """The error for a table that isn't there."""
        if name == "documents" or not self.exists():
            return LedgerError(
                f"{self.location}: there is no ledger; make one with: "
                f"sayso ingest SOURCE --ledger {self.location}"
            )
        return LedgerError(f"{self.location}: its table {name} is missing; restore it from a copy")

    def append(
        self,
        table: DeltaTable,
        rows: pa.Table,
        note: Mapping[str, Any],
        *,
        only_if_unchanged: bool = False,
        transaction: Transaction | None = None,
    ) -> None:
        """Append rows to a table in one commit; the table object is then at that commit.

        Args:
            table: as loaded.
            rows: Arrow, with the table's schema.
            note: what the commit is for, kept in the Delta log under ``sayso``.
            only_if_unchanged: refuse where anything was committed since the table was loaded.
            transaction: an application's transaction to record with the commit.

        Raises:
            ConflictError: ``only_if_unchanged``, and somebody else was quicker.
            LedgerError: it cannot be written; nothing was.
        """
        self._check_space(rows.nbytes)
        properties = CommitProperties(
            custom_metadata={NOTE: dict(note)},
            max_commit_retries=0 if only_if_unchanged else None,
            app_transactions=[transaction] if transaction is not None else None,
        )
        with self.errors("nothing was written"):
            try:
                write_deltalake(
                    table,
                    rows,
                    mode="append",
                    writer_properties=COMPRESSION,
                    commit_properties=properties,
                )
            except CommitFailedError as error:
                raise ConflictError from error

    def retried(self, attempt: Callable[[], _Result]) -> _Result:
        """Call until no conflict is raised, with growing pauses of random length in between.

        Raises:
            LedgerError: others got in first for about two minutes.
        """
        pause = _FIRST_PAUSE
        for _ in range(_ATTEMPTS):
            try:
                return attempt()
            except ConflictError:
                time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - no secret
                pause = min(pause * 1.5, _LONGEST_PAUSE)
        raise LedgerError(
            f"{self.location}: other writers commit all the time; nothing was lost, run it again"
        )

    def dataset(self, table: DeltaTable) -> ds.Dataset:
        """A table's rows as an Arrow dataset, read only when asked for."""
        filesystem = None
        if self.folder is not None:
            root = _path(table.table_uri)
            filesystem = pafs.SubTreeFileSystem(root, pafs.LocalFileSystem())
        with self.errors("it cannot be read"):
            return table.to_pyarrow_dataset(filesystem=filesystem)

    def files(self, table: DeltaTable) -> list[str] | None:
        """The paths of a table's Parquet files; None where they aren't files of this machine."""
        if self.folder is None:
            return None
        root = Path(_path(table.table_uri))
        paths = table.get_add_actions(flatten=True).column("path").to_pylist()
        return [str(root / path) for path in paths]

    def new_rows(
        self, table: DeltaTable, seen: set[str], columns: list[str]
    ) -> Iterator[pa.RecordBatch]:
        """The rows in files that were not seen yet; the files are then added to ``seen``."""
        dataset = self.dataset(table)
        fresh = [part for part in dataset.get_fragments() if part.path not in seen]
        with self.errors("it cannot be read"):
            for part in fresh:
                yield from part.to_batches(columns=columns, schema=dataset.schema)
                seen.add(part.path)

    @contextmanager
    def errors(self, outcome: str) -> Iterator[None]:
        """Turn what deltalake and Arrow raise into a message that says what state things are in."""
        try:
            yield
        except (DeltaError, OSError, pa.ArrowException) as error:
            raise LedgerError(f"{self.location}: {outcome} ({_reason(error)})") from error

    def _opened(self, name: str, version: int | None) -> DeltaTable:
        return DeltaTable(self.uri(name), version=version, storage_options=self.storage_options)

    def _make_table(self, name: str) -> None:
        """Make an empty table, if it is not there."""
        with self.errors("it cannot be made"):
            try:
                DeltaTable.create(
                    self.uri(name),
                    SCHEMAS[name],
                    mode="ignore",
                    name=name,
                    configuration=_CONFIGURATION,
                    storage_options=self.storage_options,
                    raise_if_key_not_exists=False,
                )
            except DeltaError:  # another process was quicker
                if not DeltaTable.is_deltatable(self.uri(name), self.storage_options):
                    raise

    def _make_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            raise LedgerError(f"{folder}: it cannot be made ({_reason(error)})") from error
        strangers = [name for name in names if name not in SCHEMAS and not name.startswith(".")]
        if strangers:
            raise LedgerError(
                f"{folder}: this folder holds other things ({strangers[0]}); name a new or empty "
                "one for the ledger"
            )

    def _check_space(self, wanted: int) -> None:
        """Refuse before a write what the disk has no room for: a failing write is never pretty."""
        if self.folder is None:
            return
        free = shutil.disk_usage(self.folder).free
        if free < wanted + _SPARE_BYTES:
            raise LedgerError(
                f"{self.location}: nothing was written (the disk is full: {free // 1000:,} kB are "
                f"free, up to {(wanted + _SPARE_BYTES) // 1000:,} kB are needed)"
            )


def _reason(error: Exception) -> str:
    """The cause in a few words where it is known, else what the innermost error says."""
    text = str(error)
    for pattern, words in _REASONS:
        if pattern.search(text):
            return words
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    innermost = _ARROW.split(text)[-1].strip()
    return innermost.split("\n")[0][:300] or type(error).__name__


def _path(url: str) -> str:
    """The folder that a URL of this machine stands for."""
    return unquote(urlsplit(url).path)
