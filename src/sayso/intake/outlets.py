"""A table of outlets -> whose they are: CSV with who publishes, where, and under whose control.

Comes in: a path. Goes out: :class:`Outlet` rows, or an :class:`IntakeError` that names file and
line. The header holds ``publisher``, ``country`` and ``control``, and may hold ``grade``; other
columns are for the user alone. A country is an ISO 3166 or own alpha-3 code, or empty. What isn't
known is ``unknown``. A grade is one of NATO's Admiralty system, as the user gives it.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from sayso.errors import IntakeError
from sayso.intake.encoding import decode
from sayso.intake.text import normalise

Control = Literal["government", "independent", "unknown"]

#: The columns that a table of outlets has to have.
COLUMNS = ("publisher", "country", "control")

#: An Admiralty grade: reliability of the source, with the credibility of what it says or without.
GRADE = re.compile(r"[A-F][1-6]?")

_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes; ``country`` is an alpha-3 code, or None where it is of no one country.

    ``grade`` is the user's: A to F for reliability, with 1 to 6 for credibility behind it or not.
    """

    publisher: str
    country: str | None
    control: Control
    grade: str | None = None


def load_outlets(paths: Iterable[str | os.PathLike[str]]) -> list[Outlet]:
    """The outlets of all tables, in their order.

    Raises:
        IntakeError: a table can't be read, a row is wrong, or an outlet is there twice.
    """
    found: dict[str, Outlet] = {}
    for path in paths:
        for where, outlet in _rows(path):
            key = outlet.publisher.casefold()
            if found.get(key, outlet) != outlet:
                raise IntakeError(where, f"{outlet.publisher} has another row; leave one of them")
            found[key] = outlet
    return list(found.values())


def owners(outlets: Iterable[Outlet]) -> dict[str, str]:
    """The country of each outlet that a government controls, by the outlet's name."""
    return {
        one.publisher: one.country for one in outlets if one.control == "government" and one.country
    }


def _rows(path: str | os.PathLike[str]) -> Iterator[tuple[str, Outlet]]:
    name = os.fspath(path)
    try:
        with open(path, "rb") as stream:
            text = normalise(decode(stream.read(), name))
    except FileNotFoundError as error:
        raise IntakeError(name, "there is no such file; check the path") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise IntakeError(name, f"it cannot be read ({reason})") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise IntakeError(f"{name}:1", f"no column {missing[0]}; it takes {','.join(COLUMNS)}")
        for row in reader:
            where = f"{name}:{reader.line_num}"
            cells = {key: (row.get(key) or "").strip() for key in (*COLUMNS, "grade")}
            yield where, _row(cells, where)
    except csv.Error as error:
        raise IntakeError(f"{name}:{reader.line_num}", f"it is no CSV ({error})") from error


def _row(row: dict[str, str], where: str) -> Outlet:
    publisher, country, control = (row[column] for column in COLUMNS)
    grade = row["grade"].upper()
    if not publisher:
        raise IntakeError(where, "the publisher is empty")
    if country and not _COUNTRY.fullmatch(country):
        raise IntakeError(where, f"country {country!r} is no code like LDV")
    control = control or "unknown"
    if control not in get_args(Control):
        raise IntakeError(where, f"control {control!r}: use {', '.join(get_args(Control))}")
    if grade and not GRADE.fullmatch(grade):
        raise IntakeError(where, f"grade {row['grade']!r} is no Admiralty grade like B2 or B")
    return Outlet(publisher, country or None, cast("Control", control), grade or None)
