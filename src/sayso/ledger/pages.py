"""Which web pages a ledger has taken in: where their versions are kept (see ``intake.freshness``).

Comes in: a ledger's store and the reader. Goes out: the path of a small file, for
:class:`sayso.intake.web.Fetcher`. The idea in between: "not changed" may be trusted only as long as
the ledger holds what this very reader made of the page. So each reader has a file of its own, it
lies in the ledger's folder and goes where that goes, and :func:`forget` removes it when the ledger
is to hold less.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sayso.errors import LedgerError
from sayso.ledger.store import Store

_NAME = ".pages-{}.sqlite"


def record(store: Store, reader: str) -> Path | None:
    """The file for one reader's pages; None in an object store, where all are fetched anew.

    Args:
        store: the ledger's tables.
        reader: the reader's fingerprint.
    """
    return None if store.folder is None else store.folder / _NAME.format(reader)


def forget(store: Store) -> None:
    """Remove the files of all readers.

    Raises:
        LedgerError: one can't be removed.
    """
    if store.folder is None:
        return
    for path in store.folder.glob(_NAME.format("*")):
        with suppress(FileNotFoundError):
            try:
                path.unlink()
            except PermissionError as error:
                raise LedgerError(f"{path}: it cannot be removed; do so by hand") from error
