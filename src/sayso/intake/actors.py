"""Tables of actors -> a user's actors: CSV, PETRARCH dictionaries, or rows from a program.

Comes in: paths, or mappings with the keys of the CSV's header. Goes out: :class:`UserActors`, or an
:class:`IntakeError` that names file and line. The header is ``name,code,from,to`` with an optional
``kind``; ``from`` and ``to`` may be missing, ``source`` and ``note`` are for the user alone. A
``grade`` of NATO's Admiralty system travels along with what the actor says.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import cast, get_args

from sayso.errors import IntakeError
from sayso.intake import petrarch
from sayso.intake.encoding import decode
from sayso.intake.text import normalise
from sayso.knowledge.sector_codes import sector_codes
from sayso.knowledge.user_actors import COUNTRY_KINDS, ActorKind, ActorRow, UserActors

ActorSource = str | os.PathLike[str] | Mapping[str, str | None]
"""A path of a table or dictionary, or one row."""

COLUMNS = ("name", "code", "from", "to", "kind")
"""The columns of a table, of which the first two are needed."""

_NEEDED = frozenset(COLUMNS[:2])
_IGNORED = frozenset({"source", "note", "grade"})
_GRADE = re.compile(r"[A-F][1-6]?")
_CODE = re.compile(r"[A-Z]{3}(?: [A-Z]{3}){0,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ARTICLE = re.compile(r"^[Tt]he\s+(?=\S)")


def load_actors(sources: ActorSource | Iterable[ActorSource]) -> UserActors | None:
    """The actors of all sources together; null where there are none.

    Raises:
        IntakeError: at the first row that is wrong, and where one name has two codes at one time.
    """
    if isinstance(sources, (str, os.PathLike, Mapping)):
        sources = (sources,)
    rows: list[ActorRow] = []
    for number, source in enumerate(sources, start=1):
        if isinstance(source, Mapping):
            rows.append(_row(source, f"actors row {number}"))
            continue
        rows += _all_right(source)
    return UserActors(rows) if rows else None


def _all_right(path: str | os.PathLike[str]) -> Iterator[ActorRow]:
    text = _text(path)
    for item in read_table(text, os.fspath(path)):
        if isinstance(item, IntakeError):
            way_out = "" if _has_header(text) else "; sayso actors convert makes a table without it"
            raise IntakeError(item.source, item.reason + way_out)
        yield item


def read_actors(path: str | os.PathLike[str]) -> Iterator[ActorRow | IntakeError]:
    """Read one file, a CSV table or a PETRARCH dictionary.

    Returns:
        For each line a row, or the error (not raised) that says what is wrong with it.

    Raises:
        IntakeError: the file cannot be read.
    """
    return read_table(_text(path), os.fspath(path))


def _text(path: str | os.PathLike[str]) -> str:
    name = os.fspath(path)
    try:
        with open(path, "rb") as stream:
            text = normalise(decode(stream.read(), name))
    except FileNotFoundError as error:
        raise IntakeError(name, "there is no such file; check the path") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise IntakeError(name, f"it cannot be read ({reason})") from error
    if not text.strip():
        raise IntakeError(name, "it is empty; a table of actors begins with name,code,from,to")
    return text


def read_table(text: str, source: str) -> Iterator[ActorRow | IntakeError]:
    """The rows of a table or dictionary, already decoded.

    Args:
        text: the content of the file.
        source: its name, for messages.

    Raises:
        IntakeError: it has neither the header of a table nor the entries of a dictionary; raised
            when the first row is asked for.
    """
    if not _has_header(text) and petrarch.is_dictionary(text):
        return petrarch.read_dictionary(text, source)
    return _read_csv(text, source)


def _has_header(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return {cell.strip().lower() for cell in first.split(",")} >= _NEEDED


def _read_csv(text: str, source: str) -> Iterator[ActorRow | IntakeError]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            where = f"{source}:{reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, where)
            elif len(cells) > len(header):
                reason = f"{len(cells)} cells, but the header has {len(header)}; quote a comma"
                yield IntakeError(where, reason)
            else:
                try:
                    yield _row(dict(zip(header, cells, strict=False)), where)
                except IntakeError as error:
                    yield error
    except csv.Error as error:
        yield IntakeError(f"{source}:{reader.line_num}", f"this is no CSV ({error})")


def _header(cells: list[str], where: str) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if not set(header) >= _NEEDED:
        raise IntakeError(where, "no header; the first line must be name,code,from,to")
    unknown = sorted({*header} - {*COLUMNS} - _IGNORED)
    if unknown or len(set(header)) < len(header):
        what = f"column {unknown[0]!r} is not known" if unknown else "a column is there twice"
        raise IntakeError(where, f"{what}; columns are {', '.join((*COLUMNS, *sorted(_IGNORED)))}")
    return header


def _row(cells: Mapping[str, str | None], where: str) -> ActorRow:
    """One row, checked."""
    known = {key: (value or "").strip() for key, value in cells.items()}
    stray = sorted({*known} - {*COLUMNS} - _IGNORED)
    if stray:
        raise IntakeError(where, f"{stray[0]!r} is no column; columns are {', '.join(COLUMNS)}")
    name = _ARTICLE.sub("", " ".join(known.get("name", "").split()))
    if not name:
        raise IntakeError(where, "the name is empty")
    since, until = (_day(known.get(column, ""), column, where) for column in ("from", "to"))
    if since is not None and until is not None and since > until:
        raise IntakeError(where, f"from {since} comes after to {until}; turn them round")
    kind = _kind(known.get("kind", ""), where)
    grade = _grade(known.get("grade", ""), where)
    row = ActorRow(name, known.get("code", ""), since, until, kind, where, grade)
    _check_code(row)
    return row


def _day(cell: str, column: str, where: str) -> date | None:
    if not cell:
        return None
    try:
        if _DATE.fullmatch(cell):
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise IntakeError(where, f"{column} {cell!r} is no date; write it like 2024-09-16")


def _grade(cell: str, where: str) -> str | None:
    if cell and not _GRADE.fullmatch(cell.upper()):
        raise IntakeError(where, f"grade {cell!r} is no Admiralty grade like B2 or B")
    return cell.upper() or None


def _kind(cell: str, where: str) -> ActorKind | None:
    if cell and cell not in get_args(ActorKind):
        raise IntakeError(where, f"kind {cell!r}: use one of {', '.join(get_args(ActorKind))}")
    return cast(ActorKind, cell) if cell else None


def _check_code(row: ActorRow) -> None:
    blocks = row.code.split(" ")
    if not _CODE.fullmatch(row.code):
        raise IntakeError(
            row.where,
            f"code {row.code!r} is not made of blocks of three capitals, like AZE, AZE GOV, REB or "
            "IGO UNO",
        )
    if row.kind in COUNTRY_KINDS and (row.country is None or len(blocks) > 1):
        reason = f"the code of a {row.kind} is a country's alone, like AZE, not {row.code!r}"
        raise IntakeError(row.where, reason)
    if row.country is not None and len(blocks) > 1 and blocks[1] not in sector_codes():
        known = ", ".join(sector_codes())
        raise IntakeError(
            row.where, f"sector {blocks[1]!r} of code {row.code!r}: use one of {known}"
        )
