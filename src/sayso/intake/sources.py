"""Sources -> Documents: the one door through which everything comes in.

Comes in: what a person named (files, folders, glob patterns, ``-`` for standard input). Goes out,
in the order given: for each file, and for each line of a ``.jsonl`` file, exactly one
:class:`Document` or one :class:`Rejected` with the reason. The idea in between: expand the names,
look at each file's first bytes to see what it is, hand it to the module for that kind, and turn
every failure of the file, the disk or the content into a rejection, so that none ends a batch.
"""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from sayso.errors import IntakeError
from sayso.intake import html, jsonl, text
from sayso.intake.encoding import decode
from sayso.records import Document

STDIN = "-"
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})

#: The least that is read of one file before it is called too large. A web page is mostly markup.
MIN_READ_BYTES = 20_000_000

_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that did not become a document, named as its owner would, and why not."""

    source: str
    reason: str


def read_sources(
    paths: Iterable[str | os.PathLike[str]], *, max_characters: int = text.MAX_CHARACTERS
) -> Iterator[Document | Rejected]:
    """Read every source, lazily and in order; nothing is lost and nothing is read twice as one.

    A folder stands for all files in it and below it, hidden ones aside, sorted by name; a pattern
    (``news/**/*.txt``) for the files that match, sorted; ``-`` for standard input. Copies are kept.

    Args:
        paths: files, folders, patterns or ``-``.
        max_characters: the longest text that becomes one document.

    Yields:
        One item for each file, or for each line that isn't blank of a ``.jsonl`` file.
    """
    for path in paths:
        for source in expanded(path):
            if isinstance(source, Rejected):
                yield source
            else:
                yield from _read_path(source, max_characters)


def read_bytes(
    data: bytes, source: str, *, max_characters: int = text.MAX_CHARACTERS
) -> Iterator[Document | Rejected]:
    """Read the bytes of one source; its kind is told by the suffix of ``source``, else the content.

    Args:
        data: the bytes, whole.
        source: a file name or any other name; errors use it.
        max_characters: the longest text that becomes one document.
    """
    stream = _buffered(io.BytesIO(data))
    yield from _read_stream(stream, source, max_characters)


def expanded(name: str | os.PathLike[str]) -> Iterator[str | Rejected]:
    """The files that a name stands for (``-`` stands for itself); a Rejected where for none."""
    path = os.fspath(name)
    if path == STDIN:
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


def _read_path(path: str, max_characters: int) -> Iterator[Document | Rejected]:
    if path == STDIN:
        name = "standard input"
        if sys.stdin is None:
            yield Rejected(name, "there is none; name a file instead")
            return
        yield from _guarded(_buffered(sys.stdin.buffer), name, max_characters)
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below; opening can fail on its own
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    with stream:
        yield from _guarded(stream, path, max_characters)


def _guarded(
    stream: io.BufferedReader, source: str, max_characters: int
) -> Iterator[Document | Rejected]:
    try:
        yield from _read_stream(stream, source, max_characters)
    except OSError as error:
        yield _unreadable(source, error)


def _read_stream(
    stream: io.BufferedReader, source: str, max_characters: int
) -> Iterator[Document | Rejected]:
    suffix = Path(source).suffix.lower()
    opening = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES].decode("utf-8", "replace")
    sniffed = suffix not in HTML_SUFFIXES and jsonl.is_jsonl(opening)
    if suffix in JSONL_SUFFIXES or sniffed:
        items = jsonl.documents(stream, source, max_characters=max_characters)
        none = True
        for item in items:
            none = False
            yield Rejected(item.source, item.reason) if isinstance(item, IntakeError) else item
        if none:
            yield Rejected(source, "it is empty; nothing to read")
        return
    try:
        yield _single(stream, source, suffix, max_characters)
    except IntakeError as error:
        yield Rejected(error.source, error.reason)


def _single(stream: io.BufferedReader, source: str, suffix: str, max_characters: int) -> Document:
    """The document of a source that holds one."""
    limit = max(MIN_READ_BYTES, 4 * max_characters)
    data = stream.read(limit + 1)
    if len(data) > limit:
        reason = f"it is over {limit:,} bytes; split it, or raise the limit with --max-size"
        raise IntakeError(source, reason)
    content = decode(data, source)
    if suffix in HTML_SUFFIXES or html.is_html(content):
        return html.document(content, source, max_characters=max_characters)
    if suffix == ".json":
        raise IntakeError(source, "sayso reads JSON one document a line: write it as .jsonl")
    if content.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise IntakeError(source, "this is XML, not XHTML; save the text itself as a .txt file")
    return text.document(content, source, max_characters=max_characters)


def _buffered(stream: IO[bytes]) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _unreadable(source: str, error: OSError | ValueError) -> Rejected:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Rejected(source, f"it cannot be read ({reason.lower()})")
