"""DOCX -> Document: the running text of a Word file.

Comes in: the bytes of one file. Goes out: a :class:`Document` with one paragraph a line, its title,
author and day from the file's core properties, or an :class:`IntakeError`. The idea in between:
the text as it stands when all tracked changes are accepted, tables cell by cell; headers, footers,
notes and comments are not part of it. A DOCX is a ZIP, so its sizes are checked before it is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sayso.errors import IntakeError
from sayso.intake import text
from sayso.intake.missing import needed
from sayso.records import Document

#: All parts together, unpacked: a long book with its pictures.
MAX_UNPACKED = 200_000_000

#: XML shrinks to a tenth or twentieth, a bomb to a thousandth; looked at above FREE_BYTES only.
MAX_RATIO = 200
FREE_BYTES = 10_000_000

MAX_PARTS = 10_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Deleted and moved-away text; the copy of a text box that older programs are shown.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"})
#: The day of python-docx's own template, which files made with it keep: it says nothing of them.
_TEMPLATE_DAY = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)

_MARKS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}


def document(data: bytes, source: str, *, max_characters: int = text.MAX_CHARACTERS) -> Document:
    """Make the document of one DOCX file.

    Args:
        data: the file, whole.
        source: what to call it in an error.
        max_characters: the longest text to accept.

    Raises:
        IntakeError: it is damaged, encrypted, a bomb or no Word file, python-docx isn't installed,
            or its text is not readable.
    """
    docx = needed("docx", "DOCX files", source)
    _check_sizes(data, source)
    try:
        file = docx.Document(io.BytesIO(data))
        properties = file.core_properties
        paragraphs = list(_paragraphs(file.element.body))
        known = {"title": properties.title, "author": properties.author}
        published = _day(properties.modified or properties.created)
    except (
        Exception
    ) as error:  # python-docx lets through whatever zipfile, lxml and it stumble over
        raise IntakeError(
            source, f"this DOCX file is damaged and cannot be read ({type(error).__name__})"
        ) from error
    return text.document(
        "\n".join(paragraphs),
        source,
        published=published,
        max_characters=max_characters,
        **known,
    )


def is_docx(data: bytes) -> bool:
    """Whether a ZIP is a Word file: it holds ``word/``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return any(name.startswith("word/") for name in parts.namelist()[:MAX_PARTS])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False


def _check_sizes(data: bytes, source: str) -> None:
    """Refuse a bomb by what the ZIP's directory says; zipfile unpacks no more than that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            entries = parts.infolist()
    except Exception as error:  # zipfile raises of several kinds on damage
        raise IntakeError(source, "this DOCX file is damaged; its ZIP cannot be opened") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED:
        reason = f"it unpacks to {unpacked:,} bytes in {len(entries):,} parts"
        raise IntakeError(source, f"{reason}; that is over the limit for a DOCX file")
    if unpacked > FREE_BYTES and unpacked > MAX_RATIO * len(data):
        reason = f"it unpacks to more than {MAX_RATIO} times its size, as no writing does"
        raise IntakeError(source, reason)


def _paragraphs(body: Any) -> Iterator[str]:
    """The paragraphs in order, with those in tables, content controls and text boxes."""
    collected: list[list[str]] = [[]]
    _collect(body, collected)
    for pieces in collected:
        line = "".join(pieces).strip()
        if line:
            yield line


def _collect(element: Any, paragraphs: list[list[str]]) -> None:
    """Add an element's text; lxml lets no tree be deep enough to matter here."""
    if element.tag in _LEFT_OUT:
        return
    if element.tag == f"{_W}p":
        paragraphs.append([])
    elif element.tag == f"{_W}t":
        paragraphs[-1].append(element.text or "")
    else:
        paragraphs[-1].append(_MARKS.get(element.tag, ""))
    for child in element:
        _collect(child, paragraphs)
    if element.tag == f"{_W}p":  # a text box has paragraphs within one: what follows is another
        paragraphs.append([])


def _day(value: datetime | None) -> str | None:
    if value is None or value.replace(tzinfo=UTC) == _TEMPLATE_DAY:
        return None
    return value.date().isoformat()
