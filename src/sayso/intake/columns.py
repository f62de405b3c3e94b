"""Which column of a table holds which field of a document.

Comes in: the names of a table's columns, and what a person said about them
(``text=body,title=headline``). Goes out: for each field that is there, the name of its column. The
idea in between: what was said counts; where nothing was said, ``data/columns.csv`` lists the names
that tables of articles usually have, the first of them that is there wins.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from sayso.errors import IntakeError, UsageError

#: What a row can say about its document.
FIELDS = ("id", "text", "title", "publisher", "author", "published", "url")

_SHOWN = 12


def parsed(value: str) -> dict[str, str]:
    """Field -> column, as ``--columns`` gives it.

    >>> parsed("text=body, published=date")
    {'text': 'body', 'published': 'date'}

    Raises:
        UsageError: the value isn't of that form, or names a field that documents don't have.
    """
    found: dict[str, str] = {}
    for part in value.split(","):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column or field in found:
            raise UsageError(f"--columns {value!r}: write it like text=body,title=headline")
        found[field] = column
    return checked(found)


def checked(columns: Mapping[str, str]) -> dict[str, str]:
    """The same map, when all its fields are fields of a document.

    Raises:
        UsageError: names the field that isn't.
    """
    for field in columns:
        if field not in FIELDS:
            raise UsageError(f"--columns {field!r}: use {', '.join(FIELDS)}")
    return dict(columns)


def found(names: Sequence[str], given: Mapping[str, str], source: str) -> dict[str, str]:
    """Field -> column for one table.

    Args:
        names: of the columns, as the table has them.
        given: field -> column as a person said it; may be empty.
        source: what to call the table in an error.

    Raises:
        IntakeError: a column that was named isn't there, or none holds the text.
    """
    for column in given.values():
        if column not in names:
            raise IntakeError(source, f"it has no column {column!r}; {_has(names)}")
    columns = dict(given)
    plain = {_plain(name): name for name in reversed(names) if name not in given.values()}
    for field, usual in _usual().items():
        name = next((plain[name] for name in usual if name in plain), None)
        if name is not None:
            columns.setdefault(field, name)
    if "text" not in columns:
        reason = f"no column looks like the text; {_has(names)}; say which with --columns text=NAME"
        raise IntakeError(source, reason)
    return columns


def _has(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:_SHOWN])
    return f"its columns are {shown}{' ...' if len(names) > _SHOWN else ''}"


def _plain(name: str) -> str:
    """``Publication Date`` and ``publication-date`` are one name."""
    return "_".join(re.findall(r"\w+", name.lower().replace("_", " ")))


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    table = files("sayso.intake").joinpath("data", "columns.csv").read_text(encoding="utf-8")
    usual: dict[str, list[str]] = {}
    for row in csv.DictReader(table.splitlines()):
        usual.setdefault(row["field"], []).append(row["name"])
    return {field: tuple(names) for field, names in usual.items()}
