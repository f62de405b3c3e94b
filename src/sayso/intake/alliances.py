"""A table of alliances -> who is allied with whom: CSV with a party and its allies.

Comes in: a path. Goes out: :class:`Alliance` rows, or an :class:`IntakeError` that names file and
line. The header holds ``party``, ``ally`` and ``code``; other columns are for the user alone.
``party`` is the alpha-3 code of a country that takes part in the conflict, ``ally`` the name of a
country or of a bloc of countries, and ``code`` the country's code, or one such as ``IGO`` that a
bloc shares with others: a bloc is known by its name.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.errors import IntakeError
from sayso.intake.encoding import decode
from sayso.intake.text import normalise
from sayso.knowledge.sector_codes import sector_codes

#: The columns that a table of alliances has to have.
COLUMNS = ("party", "ally", "code")

_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Alliance:
    """A party to a conflict and one of its allies.

    ``code`` is as the user wrote it; ``country`` the ally's country, None for a bloc.
    """

    party: str
    ally: str
    code: str | None

    @property
    def country(self) -> str | None:
        """The code of the ally, where it is a country."""
        return None if self.code is None or self.code in sector_codes() else self.code


def load_alliances(paths: Iterable[str | os.PathLike[str]]) -> list[Alliance]:
    """The alliances of all tables, in their order.

    Raises:
        IntakeError: a table can't be read, or a row is wrong.
    """
    found: dict[Alliance, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_rows(path)))
    return list(found)


def parties(alliances: Iterable[Alliance]) -> frozenset[str]:
    """The countries that have allies: the parties to the conflict."""
    return frozenset(one.party for one in alliances)


def _rows(path: str | os.PathLike[str]) -> Iterator[Alliance]:
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
            yield _row({key: (row[key] or "").strip() for key in COLUMNS}, where)
    except csv.Error as error:
        raise IntakeError(f"{name}:{reader.line_num}", f"it is no CSV ({error})") from error


def _row(row: dict[str, str], where: str) -> Alliance:
    party, ally, code = (row[column] for column in COLUMNS)
    if not _COUNTRY.fullmatch(party):
        raise IntakeError(where, f"party {party!r} is no code like LDV")
    if not ally:
        raise IntakeError(where, "the ally is empty")
    if code and not _COUNTRY.fullmatch(code):
        raise IntakeError(where, f"code {code!r} is no code like LDV or IGO")
    return Alliance(party, ally, code or None)
