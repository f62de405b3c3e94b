"""One row of a table, or one line of JSON -> Document.

Comes in: the fields of one row, as the table's library gives them. Goes out: a :class:`Document`,
or an :class:`IntakeError` that names the field. The idea in between: what can't be what it should
be (a title that is a list, a date that could be two days) is refused rather than repaired.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sayso.errors import IntakeError
from sayso.intake import dates, text
from sayso.records import Document

#: Fields of a row that must be text (or null) where they are given.
OPTIONAL_FIELDS = ("title", "publisher", "published", "url", "author")


def document(row: Mapping[str, Any], source: str, *, max_characters: int) -> Document:
    """Make the document of one row.

    ``text`` is required; ``id`` (text or a whole number), ``title``, ``publisher``, ``published``
    (a date that can mean one day only, see :mod:`sayso.intake.dates`), ``url`` and ``author`` are
    kept where given; any other key is ignored.

    Raises:
        IntakeError: a field isn't what it should be, or the text is not readable.
    """
    content = row.get("text")
    if not isinstance(content, str):
        what = "no" if content is None else "not a string as"
        raise IntakeError(source, f'it has {what} "text"; every document needs one')
    return text.document(
        content,
        source,
        id=_id(row, source),
        title=_text(row, "title", source),
        publisher=_text(row, "publisher", source),
        author=_text(row, "author", source),
        published=_published(row, source),
        url=_text(row, "url", source),
        max_characters=max_characters,
    )


def _id(row: Mapping[str, Any], source: str) -> str | None:
    value = row.get("id")
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip():
        return value
    raise IntakeError(source, '"id" must be text or a whole number, and not empty')


def _published(row: Mapping[str, Any], source: str) -> str | None:
    value = row.get("published")
    if value is None or value == "":
        return None
    found = dates.day(value)
    if found is None and not isinstance(value, str):
        _text(row, "published", source)
    if found is None:
        raise IntakeError(
            source, f'"published" must be an ISO date like 2024-09-16, not {str(value)[:40]!r}'
        )
    return found


def _text(row: Mapping[str, Any], key: str, source: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    shown = json.dumps(value, default=str)[:40]
    raise IntakeError(source, f'"{key}" must be text or null, not {shown}')
