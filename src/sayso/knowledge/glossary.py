"""Every name that events are coded with, explained. Comes in: a name as a person types it.

Goes out: an :class:`Explanation`. A name is a PLOVER type, a mode, a context, an auxiliary mode, a
sector or a CAMEO code. Some names have several meanings (``cyber`` is a mode and a context,
``withdraw`` a mode of two types): each also answers to its title (``COERCE cyber``, ``context
cyber``), and a name that fits several is refused with their titles. Case, hyphens and underscores
do not matter.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from sayso.errors import UsageError
from sayso.knowledge.cameo import CameoCode, cameo_codes, to_plover
from sayso.knowledge.plover import Mode, PloverType, auxiliaries, contexts, plover_types
from sayso.knowledge.sector_codes import SectorCode, sector_codes

Kind = Literal["type", "mode", "context", "auxiliary mode", "sector", "CAMEO code"]

_SEPARATORS = re.compile(r"[\s_:-]+")
_CAMEO = re.compile(r"(?:cameo )?(\d+)")
_NEAR = 3  # how many names to suggest
_ALIKE = 0.75  # how alike they must be, on difflib's scale to 1
_TRY = "try a type such as ASSAULT"
_DROPPED = ("01", "02")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a name stands for.

    Attributes:
        kind: what sort of name it is.
        title: the name that fits nothing else: ``ASSAULT``, ``ASSAULT aerial``, ``context cyber``.
        meaning: one line.
        type: the type that it is, belongs to or (CAMEO) becomes; null for what any event can have.
        mode: the mode that it is or (CAMEO) becomes.
        contexts: the contexts that a CAMEO code becomes.
        sector: the sector, where it is one.
        cameo: the CAMEO codes that become this type, or one of this mode.
        example: an invented sentence with such an event, where there is one.
    """

    kind: Kind
    title: str
    meaning: str
    type: PloverType | None = None
    mode: Mode | None = None
    contexts: tuple[str, ...] = ()
    sector: SectorCode | None = None
    cameo: tuple[CameoCode, ...] = ()
    example: str | None = None


def explain(name: str) -> Explanation:
    """What a name stands for.

    Args:
        name: a type, mode, context, auxiliary mode, sector or CAMEO code, or a title.

    Raises:
        UsageError: nothing has the name, and then the message has the nearest; or several have it,
            and then it has their titles.

    >>> explain("assault AERIAL").meaning
    'from manned aircraft'
    >>> explain("045").type.name
    'CONSULT'
    >>> explain("cyber")
    Traceback (most recent call last):
    ...
    sayso.errors.UsageError: 'cyber' has several meanings: say COERCE cyber or context cyber
    """
    key = _key(name)
    if code := _CAMEO.fullmatch(key):
        return explain_cameo(code[1])
    found = _names().get(key, ())
    if len(found) > 1:
        choice = " or ".join(entry.title for entry in found)
        raise UsageError(f"{name!r} has several meanings: say {choice}")
    if not found:
        near = difflib.get_close_matches(key, _names(), n=_NEAR, cutoff=_ALIKE)
        titles = dict.fromkeys(entry.title for known in near for entry in _names()[known])
        hint = f"did you mean {' or '.join(titles)}?" if titles else _TRY
        raise UsageError(f"{name!r} is no type, mode, context, sector or CAMEO code; {hint}")
    return found[0]


def explain_cameo(code: str) -> Explanation:
    """What a CAMEO code becomes in PLOVER; one longer than those known is read by its beginning.

    Raises:
        UsageError: the code is none, or one that PLOVER does not code.
    """
    known = to_plover(code) if code.isdecimal() else None
    if known is None:
        if code.startswith(_DROPPED):
            why = "PLOVER codes no statements (01) and appeals (02)"
        else:
            why = "the categories run from 03 to 20, with 2 to 4 digits and their leading zero"
        raise UsageError(f"CAMEO {code!r} becomes no event: {why}")
    kind = plover_types()[known.type]
    mode = None if known.mode is None else kind.modes[known.mode]
    return Explanation(
        kind="CAMEO code",
        title=f"CAMEO {known.code}",
        meaning=known.label,
        type=kind,
        mode=mode,
        contexts=known.contexts,
        cameo=(known,),
        example=kind.example if mode is None else mode.example,
    )


@cache
def _names() -> Mapping[str, tuple[Explanation, ...]]:
    """Every explanation but CAMEO's by each of its keys."""
    found: dict[str, tuple[Explanation, ...]] = {}
    for short, entry in _entries():
        for key in dict.fromkeys((_key(entry.title), _key(short))):
            found[key] = (*found.get(key, ()), entry)
    return MappingProxyType(found)


def _entries() -> Iterator[tuple[str, Explanation]]:
    """Each explanation with its short name."""
    for kind in plover_types().values():
        codes = tuple(known for known in cameo_codes().values() if known.type == kind.name)
        yield (
            kind.name,
            Explanation(
                "type", kind.name, kind.definition, kind, cameo=codes, example=kind.example
            ),
        )
        for mode in kind.modes.values():
            yield (
                mode.name,
                Explanation(
                    kind="mode",
                    title=f"{kind.name} {mode.name}",
                    meaning=mode.meaning,
                    type=kind,
                    mode=mode,
                    cameo=tuple(known for known in codes if known.mode == mode.name),
                    example=mode.example,
                ),
            )
    for name, meaning in contexts().items():
        yield name, Explanation("context", f"context {name}", meaning)
    for name, meaning in auxiliaries().items():
        yield name, Explanation("auxiliary mode", f"auxiliary mode {name}", meaning)
    for code, sector in sector_codes("PLOVER").items():
        yield code, Explanation("sector", f"sector {code}", sector.meaning, sector=sector)
    for code, sector in sector_codes("CAMEO").items():
        if code not in sector_codes("PLOVER"):
            entry = Explanation("sector", f"CAMEO sector {code}", sector.meaning, sector=sector)
            yield code, entry


def _key(name: str) -> str:
    return _SEPARATORS.sub(" ", name).strip().casefold()
