"""The ledger as one reader sees it: whole batches, one reading a document, nothing half done.

Comes in: a store, perhaps a moment in the past, and whose readings are wanted. Goes out: the tables
of that moment, as a DuckDB connection with the views ``documents``, ``appearances``,
``attributions``, ``claims``, ``parties``, ``rejected``, ``reviews``, ``searches`` and ``runs``, and
``offices``, which is made of ``parties``. The idea in between: ``documents`` is opened first, and
of the other tables those rows count whose reading it lists (see :mod:`sayso.ledger.batches`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import DeltaTable

from sayso.errors import LedgerError, UsageError
from sayso.ledger import history
from sayso.ledger.batches import SWEEP
from sayso.ledger.history import When
from sayso.ledger.schema import HIDDEN, SCHEMAS
from sayso.ledger.sightings import offices_view
from sayso.ledger.store import Store

#: Of each document the reading that was made last.
CURRENT = "current"

#: Of each document the readings of all readers.
ALL = "all"

# How often to look again when somebody removes rows while we open the tables.
_LOOKS = 5

#: Metadata of the document that each claim repeats, so that a row can be read alone.
ABOUT = ("title", "publisher", "published", "url", "genre")

# Characters of a path that DuckDB would read as a pattern.
_GLOBBED = frozenset("*?[")

_LOCK = """
    SET autoinstall_known_extensions = false;
    SET autoload_known_extensions = false;
    SET allow_community_extensions = false;
    SET temp_directory = '';
    SET enable_external_access = false;
    SET lock_configuration = true;
"""

# Each table with its hidden columns, but only what counts; then claims with only what filters need.
_VIEWS = {
    "whole_documents": "SELECT * FROM kept.documents SEMI JOIN kept.readings USING (reading_id)",
    "whole_appearances": (
        "SELECT * FROM kept.appearances SEMI JOIN kept.readings USING (document_id, text_id)"
    ),
    "whole_attributions": (
        "SELECT * FROM kept.attributions SEMI JOIN kept.readings USING (reading_id)"
    ),
    "whole_claims": (
        f"SELECT claims.*, {', '.join(f'about.{column}' for column in ABOUT)} "  # noqa: S608
        "FROM kept.claims AS claims JOIN kept.whole_documents AS about USING (reading_id)"
    ),
    "bare_claims": (
        "SELECT claims.*, readings.publisher, readings.published "
        "FROM kept.claims AS claims JOIN kept.readings AS readings USING (reading_id)"
    ),
    "whole_parties": "SELECT * FROM kept.parties SEMI JOIN kept.readings USING (reading_id)",
    "whole_rejected": "SELECT * FROM kept.rejected",
    "whole_reviews": "SELECT * FROM kept.reviews",
    "whole_searches": "SELECT * FROM kept.searches",
    "whole_runs": (
        "SELECT * FROM kept.runs "
        "QUALIFY row_number() OVER (PARTITION BY run_id ORDER BY ended DESC NULLS LAST) = 1"
    ),
}


@dataclass(frozen=True)
class Snapshot:
    """The tables of a ledger at one moment.

    Args:
        store: where they lie.
        tables: by name.
        reader: :data:`CURRENT`, :data:`ALL`, or the start of a reader's fingerprint.
    """

    store: Store
    tables: dict[str, DeltaTable]
    reader: str = CURRENT

    @property
    def version(self) -> int:
        """The version of the ledger."""
        return self.tables["documents"].version()

    def connection(self, *, locked: bool = False) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection that sees the views.

        The tables as they are stored lie in the schema ``kept``, with the table ``kept.readings``
        of the readings that count.

        Args:
            locked: for other people's queries: the connection then sees nothing but Arrow tables
                and can open no file, no network and no extension, nor be told to. Otherwise it
                reads the files itself where they are on this machine, which is much quicker.

        Raises:
            UsageError: no reading of that reader is there.
            LedgerError: a file is missing or damaged.
        """
        connection = duckdb.connect(":memory:")
        connection.execute("SET python_enable_replacements = false; CREATE SCHEMA kept")
        with told(self.store):
            for name, table in self.tables.items():
                self._register(connection, name, table, locked=locked)
        self._choose(connection)
        with told(self.store):
            for view, query in _VIEWS.items():
                connection.execute(f"CREATE VIEW kept.{view} AS {query}")
            for name in SCHEMAS:
                shown = ", ".join(f'"{column}"' for column in columns(name) if column not in HIDDEN)
                view = f"CREATE VIEW {name} AS SELECT {shown} FROM kept.whole_{name}"  # noqa: S608
                connection.execute(view)
            connection.execute(f"CREATE VIEW offices AS {offices_view()}")
        if locked:
            connection.execute(_LOCK)
        return connection

    def query(self, query: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """Run a query of our own over the views; see :mod:`sayso.ledger.sql` for other people's."""
        with self.connection() as connection:
            return self.asked(connection, query, parameters)

    def asked(
        self,
        connection: duckdb.DuckDBPyConnection,
        query: str,
        parameters: dict[str, Any] | None = None,
    ) -> pa.Table:
        """The answer to a query of our own.

        Raises:
            LedgerError: a file is missing or damaged.
        """
        with told(self.store):
            return connection.sql(query, params=parameters or {}).to_arrow_table()

    def streamed(self) -> dict[str, ds.Dataset]:
        """The tables that a connection takes from Arrow, by the names that cursors of it need."""
        return {
            f"arrow_{name}": self.store.dataset(table)
            for name, table in self.tables.items()
            if not self._files(table)
        }

    def _files(self, table: DeltaTable) -> list[str]:
        """The files that DuckDB can read itself; none where it can't."""
        files = self.store.files(table) or []
        return [] if any(set(path) & _GLOBBED for path in files) else files

    def _register(
        self, connection: duckdb.DuckDBPyConnection, name: str, table: DeltaTable, *, locked: bool
    ) -> None:
        """Make one stored table known to a connection."""
        files = None if locked else self._files(table)
        if not files:
            connection.register(f"arrow_{name}", self.store.dataset(table))
            connection.execute(f"CREATE VIEW kept.{name} AS FROM arrow_{name}")
        else:
            listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
            connection.execute(f"CREATE VIEW kept.{name} AS FROM read_parquet([{listed}])")

    def _choose(self, connection: duckdb.DuckDBPyConnection) -> None:
        keys = "reading_id, document_id, text_id, reader, publisher, published"
        parameters: list[str] = []
        if self.reader == ALL:
            query = f"SELECT {keys} FROM kept.documents"  # noqa: S608
        elif self.reader == CURRENT:
            query = (
                f"SELECT {keys} FROM kept.documents QUALIFY row_number() OVER "  # noqa: S608
                "(PARTITION BY document_id ORDER BY read_at DESC, reading_id) = 1"
            )
        else:
            query = f"SELECT {keys} FROM kept.documents WHERE starts_with(reader, ?)"  # noqa: S608
            parameters = [self.reader]
        with told(self.store):
            connection.execute(f"CREATE TABLE kept.readings AS {query}", parameters)
            found = connection.execute("SELECT count(*) FROM kept.readings").fetchone()
        if found != (0,) or not parameters:
            return
        raise UsageError(
            f"reader {self.reader!r} has read nothing in {self.store.location}; "
            "'sayso ledger info' lists the readers"
        )


def opened(store: Store, at: When | None = None, reader: str = CURRENT) -> Snapshot:
    """The ledger as it is, or was.

    Raises:
        LedgerError: there is none, or it cannot be read.
        UsageError: there was no such version.
    """
    if at is not None:
        return Snapshot(store, history.tables_at(store, history.version_at(store, at)), reader)
    for _ in range(_LOOKS):
        documents = store.load("documents")
        tables = {name: store.load(name) for name in SCHEMAS if name != "documents"}
        now = store.load("documents")
        if now.transaction_version(SWEEP) == documents.transaction_version(SWEEP):
            return Snapshot(store, tables | {"documents": documents}, reader)
    raise LedgerError(f"{store.location}: it is being compacted all the time; try again later")


@contextmanager
def told(store: Store) -> Iterator[None]:
    """Turn what DuckDB and Arrow raise about our own queries into an error in words.

    Raises:
        LedgerError: a file is missing or damaged.
    """
    try:
        yield
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        reason = str(error).strip().split("\n")[0]
        raise LedgerError(
            f"{store.location}: it cannot be read ({reason}); see 'sayso ledger verify'"
        ) from error


def columns(name: str) -> list[str]:
    """The columns of a view, those included that SQL hides."""
    return [*SCHEMAS[name].names, *(ABOUT if name == "claims" else ())]
