"""JSON Lines -> Documents: one document a line, ids kept.

Comes in: an open binary stream of lines like ``{"id": "7", "text": "...", "published":
"2024-09-16"}``. Goes out: one :class:`Document` or one :class:`IntakeError` for each line that
isn't blank, in order, named ``file.jsonl:7``. The idea in between: every line stands alone, in its
encoding, its size and its mistakes, so that one bad line costs one document and no more. Only an id
belongs to the whole file: it names one text (see :mod:`sayso.intake.repeats`).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, AnyStr

from sayso.errors import IntakeError
from sayso.intake import rows, text
from sayso.intake.encoding import byte_order_mark, decode
from sayso.intake.repeats import Repeats
from sayso.records import Document

# JSON may write a character in twelve bytes (\ud83d\ude00); the rest is room for other fields.
_BYTES_A_CHARACTER = 12
_ROOM = 1_000_000

_OPENING = re.compile(r'\s*\{[ \t]*"(?:[^"\\\n]|\\.)*"[ \t]*:')


def documents(
    stream: io.BufferedReader,
    source: str,
    *,
    max_characters: int = text.MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document | IntakeError]:
    """Read the lines of one stream.

    Args:
        stream: binary; never held in memory as a whole.
        source: the stream's name; line numbers are appended to it.
        max_characters: the longest text to accept in one line.
        columns: field -> key, where the lines name a field otherwise (``{"text": "body"}``).

    Yields:
        For each line that isn't blank a document, or the error (not raised) that says why not.
    """
    limit = _BYTES_A_CHARACTER * max_characters + _ROOM
    repeats = Repeats()
    for number, (line, whole) in enumerate(_lines(stream, limit), start=1):
        name = f"{source}:{number}"
        if whole and not line.strip():
            continue
        try:
            if not whole:
                raise IntakeError(
                    name,
                    f"the line is over the limit of {max_characters:,} characters of text; "
                    "split the document, or raise the limit with --max-size",
                )
            row = _named(_record(decode(line, name), name), columns or {})
            made = rows.document(row, name, max_characters=max_characters)
            if row.get("id") is not None:
                repeats.check(made, number, name)
            yield made
        except IntakeError as error:
            yield error


def document(line: str, source: str, *, max_characters: int = text.MAX_CHARACTERS) -> Document:
    """Make the document of one line; :func:`sayso.intake.rows.document` says of which keys.

    Raises:
        IntakeError: where the line is not a JSON object, or its text is not readable.
    """
    return rows.document(_record(line, source), source, max_characters=max_characters)


def is_jsonl(content: str) -> bool:
    """Whether the content opens as a line of JSON does; no English prose begins like that.

    >>> is_jsonl('{"id": 7, "text": "..."}'), is_jsonl('{ sic }')
    (True, False)
    """
    return _OPENING.match(content.removeprefix("\ufeff")) is not None


def _record(line: str, source: str) -> dict[str, Any]:
    try:
        record = json.loads(line.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        reason = f"this line is not valid JSON ({error.msg} at column {error.colno})"
        raise IntakeError(source, f"{reason}; write one JSON object a line") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets without end
        raise IntakeError(source, "this line is not JSON that can be read") from error
    if not isinstance(record, dict):
        raise IntakeError(source, 'this line is no JSON object; it must look like {"text": "..."}')
    return record


def _named(record: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    return record | {field: record.get(column) for field, column in columns.items()}


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[bytes, bool]]:
    """Each line and whether it is whole; of a line over the limit only the start is kept.

    A stream that opens with a UTF-16 or UTF-32 mark (some shells write one) comes out as UTF-8.
    """
    mark = byte_order_mark(stream.peek(4)[:4])
    if mark is None or mark[0] == "utf-8":
        yield from _bounded(stream.readline, b"\n", limit)
        return
    wide = io.TextIOWrapper(stream, encoding=mark[0], errors="replace", newline="\n")
    try:
        for line, whole in _bounded(wide.readline, "\n", limit):
            yield line.encode("utf-8", "replace"), whole
    finally:
        wide.detach()  # the stream is its owner's to close


def _bounded(
    readline: Callable[[int], AnyStr], end: AnyStr, limit: int
) -> Iterator[tuple[AnyStr, bool]]:
    while line := readline(limit):
        whole = len(line) < limit or line.endswith(end)
        rest = line
        while rest and not whole and not rest.endswith(end):
            rest = readline(limit)
        yield line, whole
