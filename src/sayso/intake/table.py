"""Tables -> Documents: CSV, TSV and Parquet, one document a row.

Comes in: an open stream, and which column holds which field. Goes out: one :class:`Document` or one
:class:`IntakeError` for each row, in order, named ``file.csv:7`` (its number, the row of column
names not counted). The idea in between: rows come one at a time (Parquet: a small batch at a time),
so the table may be larger than memory, and one bad row costs one document and no more.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, TextIO

from sayso.errors import IntakeError
from sayso.intake import columns, rows
from sayso.intake.encoding import byte_order_mark, encoding_of
from sayso.intake.missing import needed
from sayso.intake.repeats import Repeats
from sayso.intake.terms import Terms
from sayso.records import Document

_DELIMITERS = ",;\t|"

#: More columns than this is no table of articles.
MAX_COLUMNS = 5_000

# A cell takes up to four bytes a character. One over the limit ends the table, because what looks
# like it is mostly a quotation mark left open; so the limit is far above any one document.
_CELL_BYTES = 4
_MIN_CELL_LIMIT = 20_000_000

_BATCH_ROWS = 64

# Arrow's allocator keeps what was freed. Given back this often, a table of 1.1 GB is read in the
# memory that one of 28 MB takes; so it is without Arrow's threads, each of which has a heap.
_BATCHES_A_RELEASE = 16
_BUFFER_BYTES = 1 << 20
_SPOOLED_BYTES = 50_000_000


def csv_documents(
    stream: io.BufferedReader, source: str, terms: Terms, *, delimiter: str | None = None
) -> Iterator[Document | IntakeError]:
    """Read a table of separated values, whose first row names the columns.

    Args:
        stream: binary, in any encoding that contains ASCII, or in UTF-16 or UTF-32 with a mark.
        source: the stream's name.
        terms: its ``columns`` say where the columns' own names don't.
        delimiter: what separates the values; None to see it from the row of names.

    Yields:
        For each row that isn't empty a document, or the error (not raised) that says why not.
    """
    limit = max(_MIN_CELL_LIMIT, _CELL_BYTES * terms.max_characters)
    lines = _characters(stream)
    try:
        table = _csv_rows(lines, source, terms.columns, limit, delimiter)
        yield from _documents(table, source, terms)
    finally:
        lines.detach()  # the stream is its owner's to close


def parquet_documents(
    stream: io.BufferedReader, source: str, terms: Terms
) -> Iterator[Document | IntakeError]:
    """Read a Parquet table; only the columns that a document takes are read.

    Yields:
        For each row a document, or the error (not raised) that says why not; for a table that can't
        be read, or not further, one error.

    Raises:
        IntakeError: pyarrow isn't installed.
    """
    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED_BYTES) as spooled:
        whole: Any = stream
        if not stream.seekable():  # Parquet is read from its end
            shutil.copyfileobj(stream, spooled)
            whole = spooled
        yield from _documents(_parquet_rows(whole, source, terms), source, terms)


_Row = Mapping[str, Any] | IntakeError


def _documents(
    table: Iterator[_Row], source: str, terms: Terms
) -> Iterator[Document | IntakeError]:
    repeats = Repeats()
    for number, row in enumerate(table, start=1):
        if isinstance(row, IntakeError):
            yield row
            continue
        name = f"{source}:{number}"
        try:
            made = rows.document(row, name, max_characters=terms.max_characters)
            if row.get("id") is not None:
                repeats.check(made, number, name)
            yield made
        except IntakeError as error:
            yield error


# CSV


def _characters(stream: io.BufferedReader) -> io.TextIOWrapper:
    """The stream as characters: of a wide encoding decoded, else each byte as the character it is.

    Separators and quotes are ASCII and no byte of another character in any ASCII-based encoding, so
    rows can be cut before it is known in which encoding each of them is.
    """
    mark = byte_order_mark(stream.peek(4)[:4])
    encoding = "latin-1" if mark is None or mark[0] == "utf-8" else mark[0]
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def _csv_rows(
    lines: io.TextIOWrapper,
    source: str,
    given: Mapping[str, str],
    limit: int,
    delimiter: str | None,
) -> Iterator[_Row]:
    is_bytes = lines.encoding == "latin-1"
    bounded = _Lines(lines, limit)
    try:
        first = bounded.readline()
    except csv.Error as error:
        yield IntakeError(source, _broken(error))
        return
    mark = "\xef\xbb\xbf" if is_bytes else "\ufeff"
    bounded.push_back(first.removeprefix(mark))
    delimiter = delimiter or _delimiter(first)
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    wanted: dict[str, int] | None = None
    width, number = 0, 0
    for cells in _cells(bounded, delimiter):
        if isinstance(cells, csv.Error):
            number += 1
            yield IntakeError(f"{source}:{number}", _broken(cells))
            continue
        if not any(map(str.strip, cells)):
            continue
        values = _decoded(cells) if is_bytes else cells
        if wanted is None:
            try:
                wanted, width = _positions(values, given, source), len(values)
            except IntakeError as error:
                yield error
                return
            continue
        number += 1
        if len(values) > width:
            reason = f"it has {len(values)} cells under {width} names"
            yield IntakeError(f"{source}:{number}", f"{reason}; quote what holds {delimiter!r}")
            continue
        yield {field: values[at] or None for field, at in wanted.items() if at < len(values)}


def _cells(lines: _Lines, delimiter: str) -> Iterator[list[str] | csv.Error]:
    """The rows; for one that isn't quoted as it should be, the error, and on with the next line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error
            if lines.ended:
                return


def _broken(error: csv.Error) -> str:
    reason = f"this row cannot be read ({error})"
    return f"{reason}; put cells in double quotes, and write a quotation mark within one twice"


def _positions(names: list[str], given: Mapping[str, str], source: str) -> dict[str, int]:
    if len(names) > MAX_COLUMNS:
        raise IntakeError(source, f"it has {len(names):,} columns; is this a table of articles?")
    names = [name.strip() for name in names]
    found = columns.found(names, given, source)
    return {field: names.index(name) for field, name in found.items()}


def _delimiter(names: str) -> str:
    """What cuts the row of names into most pieces."""
    return max(_DELIMITERS, key=names.count)


def _decoded(cells: list[str]) -> list[str]:
    """Cells of bytes as text: all in UTF-8, or all in what their row seems to be written in."""
    data = [cell.encode("latin-1") for cell in cells]
    try:
        return [cell.decode("utf-8") for cell in data]
    except UnicodeDecodeError:
        name = encoding_of(b"\n".join(data)) or "cp1252"
        return [cell.decode(name, "replace") for cell in data]


class _Lines:
    """Lines with a limit: a file without line breaks must not fill the memory."""

    def __init__(self, lines: TextIO, limit: int) -> None:
        self._lines, self._limit, self._first = lines, limit, ""
        self.ended = False

    def push_back(self, line: str) -> None:
        self._first = line

    def readline(self) -> str:
        line, self._first = self._first, ""
        line = line or self._lines.readline(self._limit)
        self.ended = not line
        if len(line) >= self._limit:
            self.ended = True
            raise csv.Error(f"a line is over {self._limit:,} characters; the rest was not read")
        return line

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.readline()
        if not line:
            raise StopIteration
        return line


# Parquet


def _parquet_rows(stream: BinaryIO, source: str, terms: Terms) -> Iterator[_Row]:
    pyarrow = needed("pyarrow", "Parquet files", source)
    parquet = needed("pyarrow.parquet", "Parquet files", source)
    number = 0
    try:
        with parquet.ParquetFile(stream, buffer_size=_BUFFER_BYTES, pre_buffer=False) as file:
            found = columns.found(file.schema_arrow.names, terms.columns, source)
            wanted = sorted(set(found.values()))
            batches = file.iter_batches(_BATCH_ROWS, columns=wanted, use_threads=False)
            for place, batch in enumerate(batches, start=1):
                for row in batch.to_pylist():
                    number += 1
                    yield {field: _plain(row[column]) for field, column in found.items()}
                if place % _BATCHES_A_RELEASE == 0:
                    pyarrow.default_memory_pool().release_unused()
    except IntakeError as error:
        yield error
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        reason = str(error).partition("\n")[0][:120]
        name = f"{source}:{number + 1}" if number else source
        yield IntakeError(name, f"this Parquet table cannot be read from here on ({reason})")


def _plain(value: Any) -> Any:
    """A value as CSV or JSON would have it: no empty text, no NaN, names in one line."""
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") or None
    return None if value == "" else value
