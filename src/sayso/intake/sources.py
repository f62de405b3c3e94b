"""Sources -> Documents: the one door through which everything comes in.

Comes in: what a person named (files, folders, glob patterns, web addresses, ``-`` for standard
input). Goes out, in the order given: for each text that a source holds exactly one
:class:`Document` or one :class:`Rejected` with the reason. The idea in between: expand the names,
hand each stream to :mod:`sayso.intake.kinds`, which knows what holds one text and what holds many,
and turn every failure of the file, the disk, the network or the content into a rejection, so that
none ends a batch.
"""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import IntakeError
from sayso.intake import columns as table_columns
from sayso.intake import kinds, text
from sayso.intake.addresses import is_url
from sayso.intake.kinds import HTML_SUFFIXES, JSONL_SUFFIXES
from sayso.intake.terms import Terms
from sayso.records import Document

if TYPE_CHECKING:
    from sayso.intake.web import Fetcher

__all__ = [
    "HTML_SUFFIXES",
    "JSONL_SUFFIXES",
    "STDIN",
    "Rejected",
    "expanded",
    "read_bytes",
    "read_sources",
]

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that did not become a document, named as its owner would, and why not."""

    source: str
    reason: str


def read_sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    max_characters: int = text.MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
    follow: bool = False,
    fetcher: Fetcher | None = None,
) -> Iterator[Document | Rejected]:
    """Read every source, lazily and in order; nothing is lost and nothing is read twice as one.

    A folder stands for all files in it and below it, hidden ones aside, sorted by name; a pattern
    (``news/**/*.txt``) for the files that match, sorted; ``-`` for standard input; an address of
    http or https for the page, file or feed at it. Copies are kept, but a file may not give one id
    to two texts.

    Args:
        paths: files, folders, patterns, addresses or ``-``.
        max_characters: the longest text that becomes one document.
        columns: field -> column, for tables and ``.jsonl`` whose names aren't the usual ones.
        follow: read the articles that feeds link to, not what the feeds say of them.
        fetcher: fetches what has an address; None makes one when it is needed. Give one to keep a
            record of what was fetched (see :meth:`sayso.intake.web.Fetcher.settle`); then a page
            that has not changed yields nothing.

    Yields:
        One item for each file that holds one text (text, HTML, PDF, DOCX); one for each line, row,
        item or page of a file that holds many (``.jsonl``, CSV, Parquet, feeds, WARC).

    Raises:
        UsageError: ``columns`` names a field that documents don't have.
    """
    terms = Terms(max_characters, table_columns.checked(columns or {}), follow, fetcher)
    return _read(paths, terms)


def _read(paths: Iterable[str | os.PathLike[str]], terms: Terms) -> Iterator[Document | Rejected]:
    own: Fetcher | None = None
    for path in paths:
        for source in expanded(path):
            if isinstance(source, Rejected):
                yield source
                continue
            if terms.fetcher is None and (is_url(source) or terms.follow):
                from sayso.intake.web import Fetcher

                own = own or Fetcher()
                terms = Terms(terms.max_characters, terms.columns, terms.follow, own)
            if is_url(source):
                yield from _told(kinds.fetched(source, source, terms), source)
            else:
                yield from _read_path(source, terms)


def read_bytes(
    data: bytes,
    source: str,
    *,
    max_characters: int = text.MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document | Rejected]:
    """Read the bytes of one source; its kind is told by the suffix of ``source`` and the content.

    Nothing is fetched, whatever the bytes link to.

    Args:
        data: the bytes, whole.
        source: a file name or any other name; errors use it.
        max_characters: the longest text that becomes one document.
        columns: as for :func:`read_sources`.

    Raises:
        UsageError: ``columns`` names a field that documents don't have.
    """
    terms = Terms(max_characters, table_columns.checked(columns or {}))
    return _told(kinds.documents(kinds.buffered(io.BytesIO(data)), source, terms), source)


def expanded(name: str | os.PathLike[str]) -> Iterator[str | Rejected]:
    """The files that a name stands for (``-`` and an address stand for themselves).

    Yields:
        Names; a :class:`Rejected` where the name stands for none.
    """
    path = os.fspath(name)
    if path == STDIN or is_url(path):
        yield path
        return
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        yield from _matches(path)
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
    else:
        if stat.S_ISDIR(mode):
            yield from _files_below(path)
        else:
            yield path


def _matches(pattern: str) -> Iterator[str | Rejected]:
    if not glob.has_magic(pattern):
        yield Rejected(pattern, "there is no such file; check the path")
        return
    found = sorted(glob.glob(pattern, recursive=True))
    names = [name for name in found if not os.path.isdir(name)]
    if not names:
        yield Rejected(pattern, "no file matches this pattern")
    yield from names


def _files_below(folder: str) -> Iterator[str | Rejected]:
    """Everything in a folder that isn't hidden, depth first; what cannot be listed is rejected."""
    found = False
    problems: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            found = True
            path = os.path.join(parent, name)
            # Opening a pipe or a socket that happens to lie there would wait for ever.
            special = os.path.exists(path) and not os.path.isfile(path)
            yield Rejected(path, "this is not a regular file") if special else path
    yield from (_unreadable(str(problem.filename), problem) for problem in problems)
    if not found and not problems:
        yield Rejected(folder, "this folder holds no files; name the files or another folder")


def _read_path(path: str, terms: Terms) -> Iterator[Document | Rejected]:
    if path == STDIN:
        name = "standard input"
        if sys.stdin is None:
            yield Rejected(name, "there is none; name a file instead")
            return
        yield from _told(kinds.documents(kinds.buffered(sys.stdin.buffer), name, terms), name)
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below; opening can fail on its own
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    with stream:
        yield from _told(kinds.documents(stream, path, terms), path)


def _told(items: Iterator[Document | IntakeError], source: str) -> Iterator[Document | Rejected]:
    """Errors, raised or not, as rejections."""
    try:
        for item in items:
            yield Rejected(item.source, item.reason) if isinstance(item, IntakeError) else item
    except IntakeError as error:
        yield Rejected(error.source, error.reason)
    except OSError as error:
        yield _unreadable(source, error)


def _unreadable(source: str, error: OSError | ValueError) -> Rejected:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Rejected(source, f"it cannot be read ({reason.lower()})")
