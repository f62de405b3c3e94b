"""Codes of sectors: which part of a society an actor belongs to. Comes in: ``sector_codes.csv``.

Goes out: PLOVER's codes, each with its meaning, and CAMEO's, each with the PLOVER code that took
its place. The two share most codes but not all meanings: MED is health in PLOVER and the media in
CAMEO. PLOVER's codes for actors of no country (IGO, NGO ...) stand there too, as sayso uses them
like sectors. Which nouns and organizations bear which code is for :mod:`sayso.knowledge.actors`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from sayso.knowledge.rows import read_rows

Scheme = Literal["PLOVER", "CAMEO"]

_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class SectorCode:
    """A code of three capitals and what it stands for, in our own words.

    ``parent`` is the PLOVER code that it falls under: for a PLOVER code the wider one, if there is
    one (UNO: IGO); for a CAMEO code the one to use in its place, null where PLOVER has none.
    """

    scheme: Scheme
    code: str
    meaning: str
    parent: str | None


@cache
def sector_codes(scheme: Scheme = "PLOVER") -> Mapping[str, SectorCode]:
    """The codes of a scheme, by code, in the order of its manual.

    Raises:
        ModelError: if a row is malformed; names file and line.

    >>> sector_codes("PLOVER")["MED"].meaning
    'health: people and organizations'
    >>> sector_codes("CAMEO")["MED"].parent
    'JRN'
    """
    return _tables()[scheme]


@cache
def _tables() -> Mapping[Scheme, Mapping[str, SectorCode]]:
    found: dict[Scheme, dict[str, SectorCode]] = {scheme: {} for scheme in get_args(Scheme)}
    for row in read_rows("sector_codes.csv", ("scheme", "code", "meaning", "parent", "source")):
        scheme = cast(Scheme, row.one_of("scheme", get_args(Scheme)))
        code, parent = row["code"], row["parent"] or None
        if not _CODE.fullmatch(code) or code in found[scheme]:
            row.wrong(f"{code!r} is not three capitals or has a row already")
        if not row["meaning"]:
            row.wrong("the meaning is empty")
        if parent is not None and parent not in found["PLOVER"]:
            row.wrong(f"parent {parent!r} is no PLOVER code of a row above")
        found[scheme][code] = SectorCode(scheme, code, row["meaning"], parent)
    return MappingProxyType({scheme: MappingProxyType(codes) for scheme, codes in found.items()})
