"""CAMEO codes as PLOVER events. Comes in: ``cameo.csv``, ``cameo_names.csv``. Out: conversions.

The facts are those of the conversion table CAMEO2PLOVER of 17 September 2021 (repository
openeventdata/PLOVER, CC BY-SA 4.0): code, type, mode, contexts. The labels are our own words. The
table is older than the manual's last draft: where it names a mode or a context that the draft has
renamed or dropped, the row holds what the draft has and its source says so. Types are the table's.

CAMEO's 01 (statements) and 02 (appeals) have no conversion. Many codes become one event, so the way
back is a list: the codes that claim nothing which the event does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.knowledge.plover import contexts, plover_types
from sayso.knowledge.rows import read_rows

_CODE = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}")
_HEADING = 2  # digits of a cue category, which is no event code itself


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code and the PLOVER event that it becomes.

    Attributes:
        code: 2 digits (a category), 3 or 4, with the leading zero: ``"0841"``.
        type: a PLOVER type.
        mode: one of the type's modes, or null.
        contexts: PLOVER contexts, none or several.
        label: a few words of ours for what the code stands for.
    """

    code: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    label: str


@cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """Every convertible code, in CAMEO's order.

    Raises:
        ModelError: if a row is malformed or names what PLOVER has not; names file and line.
    """
    found: dict[str, CameoCode] = {}
    columns = ("code", "type", "mode", "contexts", "label", "source")
    for row in read_rows("cameo.csv", columns):
        code = row["code"]
        if not _CODE.fullmatch(code) or code in found:
            row.wrong(f"{code!r} is no CAMEO code or has a row already")
        kind = row.one_of("type", tuple(plover_types()))
        mode = row.one_of("mode", ("", *plover_types()[kind].modes)) or None
        about = row.many("contexts")
        for context in about:
            if context not in contexts():
                row.wrong(f"unknown context {context!r}")
        if not row["label"]:
            row.wrong("the label is empty")
        found[code] = CameoCode(code, kind, mode, about, row["label"])
    return MappingProxyType(found)


def to_plover(code: str) -> CameoCode | None:
    """The PLOVER event of a CAMEO code; null for what PLOVER does not code (01 and 02).

    Args:
        code: with its leading zero. A code longer than any in the table ("1951") is read by
            its longest known beginning.

    >>> event = to_plover("1951")
    >>> event.code, event.type, event.mode, event.contexts
    ('195', 'ASSAULT', 'aerial', ('military',))
    """
    for end in range(len(code), 1, -1):
        if known := cameo_codes().get(code[:end]):
            return known
    return None


@cache
def cameo_names() -> Mapping[str, str]:
    """The code of each event name of the CAMEO manual, in small letters.

    Tables of events often give the name alone. Codes of statements and appeals (01, 02) are among
    them, which no PLOVER event comes of.

    Raises:
        ModelError: if a row is malformed; names file and line.
    """
    found: dict[str, str] = {}
    for row in read_rows("cameo_names.csv", ("name", "code", "source")):
        name = row["name"].casefold()
        if not name or name in found or not _CODE.fullmatch(row["code"]):
            row.wrong(f"{row['name']!r} is empty or stands there twice, or has no CAMEO code")
        found[name] = row["code"]
    return MappingProxyType(found)


def to_cameo(
    event_type: str, mode: str | None = None, about: Collection[str] = ()
) -> tuple[CameoCode, ...]:
    """The CAMEO codes that an event can be given, most specific first.

    A code fits where its type is the event's, its mode the event's or none, and its contexts are
    all among the event's: it then claims nothing that the event does not. First come the codes with
    the event's mode, then those with more of its contexts; among equals the more general code (the
    shorter one) stands first. Two-digit categories are left out.

    Args:
        event_type: a PLOVER type.
        mode: the event's mode, or null.
        about: the event's contexts.

    >>> [code.code for code in to_cameo("CONSULT", "phone")]
    ['041', '040']
    >>> [code.code for code in to_cameo("ASSAULT", "firearms", ["military", "territory"])]
    ['193', '190', '180', '1823']
    """
    fitting = (
        known
        for known in cameo_codes().values()
        if len(known.code) > _HEADING
        and known.type == event_type
        and known.mode in (None, mode)
        and set(known.contexts) <= set(about)
    )
    return tuple(
        sorted(
            fitting,
            key=lambda known: (
                known.mode is None,
                -len(known.contexts),
                len(known.code),
                known.code,
            ),
        )
    )
