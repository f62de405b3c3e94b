"""What a cell of a table holds, and how a line of cells is written: the same in every table.

Comes in: strings, and rows that name their columns. Goes out: cells and lines of delimited text.
The idea in between: a table is for programs, so a cell keeps the text as it stands. What begins
with ``=``, ``+``, ``-`` or ``@``, which a spreadsheet may take for a formula, is not disarmed: that
would change the words that a row vouches for, and every negative number with them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

#: Between the entries of a cell that holds several.
SEPARATOR = "; "


def joined(entries: Iterable[str | None]) -> str:
    """One cell out of several entries.

    Cells about the same parties stay aligned: an entry that is None or empty keeps its place, as in
    ``"RUS; "`` for RUS and an unknown one; where all are unknown, the cell is empty. An entry's own
    semicolon becomes a comma, so that a cell always falls into its entries again.
    """
    known = [(entry or "").replace(";", ",") for entry in entries]
    return SEPARATOR.join(known) if any(known) else ""


def line(cells: Iterable[str], delimiter: str) -> str:
    r"""One line, with its line feed.

    A cell that holds the delimiter, a quotation mark or a line break stands in double quotation
    marks, its own ones doubled (RFC 4180). NUL, at which some readers end a cell, becomes U+FFFD.
    """
    held = io.StringIO(newline="")
    # The csv module quotes no \r of a cell unless the line itself ends in one.
    writer = csv.writer(held, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(cell.replace("\0", "\ufffd") for cell in cells)
    return held.getvalue().removesuffix("\r\n") + "\n"


def write(
    batches: Iterable[Iterable[Mapping[str, str]]],
    columns: Sequence[str],
    stream: TextIO,
    *,
    delimiter: str,
    header: bool = True,
) -> None:
    """Write rows under one header; each batch of them is handed on as soon as it is there.

    Args:
        batches: the rows of one reading each, taken one at a time.
        columns: names of the cells, in order; a row has them all.
        stream: open for text, with ``newline=""`` where it is a file.
        delimiter: one character between two cells.
        header: whether to start with the names of the columns.
    """
    if header:
        stream.write(line(columns, delimiter))
    for rows in batches:
        for row in rows:
            stream.write(line((row[name] for name in columns), delimiter))
        stream.flush()
