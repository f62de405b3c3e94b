"""What is known of pages fetched before: the marks by which a server says "not changed".

Comes in: a page's address with its ``ETag`` and ``Last-Modified``. Goes out: the same, when the
page is asked for again. The idea in between: one small SQLite file, which several runs may share;
what was fetched counts only after :meth:`Freshness.settle`, because a run that is killed before it
has kept a page must get that page again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sayso.errors import IntakeError

_TABLE = "CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, etag TEXT, modified TEXT)"
_LONGEST = 1_000
_PATIENCE_SECONDS = 10.0


class Marks(NamedTuple):
    """What a server said about a page's version: ``ETag`` and ``Last-Modified``, as they came."""

    etag: str | None
    modified: str | None


class Freshness:
    """The pages fetched before.

    Args:
        path: of the file; made where it is not there. None: nothing is remembered.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._pending: dict[str, Marks] = {}

    def marks(self, url: str) -> Marks:
        """What the server last said of this page; both None where it isn't known.

        Raises:
            IntakeError: the file can't be read.
        """
        if self._path is None or not self._path.exists():
            return Marks(None, None)
        try:
            with closing(self._opened()) as database:
                found = database.execute(
                    "SELECT etag, modified FROM pages WHERE url = ?", (url,)
                ).fetchone()
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        return Marks(None, None) if found is None else Marks(*found)

    def note(self, url: str, etag: str | None, modified: str | None) -> None:
        """Remember a page's marks at the next :meth:`settle`."""
        marks = Marks(_mark(etag), _mark(modified))
        if self._path is not None and any(marks):
            self._pending[url] = marks

    def forget(self, url: str | None = None) -> None:
        """Remember nothing of what was noted of this page, or of any, since the last settling."""
        if url is None:
            self._pending.clear()
        else:
            self._pending.pop(url, None)

    def settle(self, but: Collection[str] = ()) -> None:
        """Write down what was noted, except of some pages, which wait for the next time.

        Raises:
            IntakeError: the file can't be written.
        """
        ready = {url: marks for url, marks in self._pending.items() if url not in but}
        if self._path is None or not ready:
            return
        rows = [(url, *marks) for url, marks in ready.items()]
        try:
            with closing(self._opened()) as database, database:
                database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        for url in ready:
            del self._pending[url]

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(str(self._path), timeout=_PATIENCE_SECONDS)
        try:
            database.execute(_TABLE)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _unusable(self, error: sqlite3.Error) -> IntakeError:
        reason = f"the record of pages fetched before cannot be used ({error}); remove it"
        return IntakeError(str(self._path), reason)


def _mark(value: str | None) -> str | None:
    """A mark that can be sent back: short, and on one line."""
    usable = (
        value is not None and len(value) <= _LONGEST and value.isascii() and value.isprintable()
    )
    return value if usable else None
