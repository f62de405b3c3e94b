"""A table of events that another program coded -> acts.

Comes in: a CSV or TSV file with a header. Goes out: acts of the schema
:data:`sayso.weighing.acts.ACTS`, and how many rows were left out, by reason. The idea in between:
who, to whom, when and what are enough for a series, so a table from elsewhere can be counted as a
ledger is, beside it or instead of it.

| column | what it holds |
|---|---|
| ``date`` | an ISO 8601 day |
| ``source``, ``target`` | a code (``RUS GOV``), a country, or somebody of one: ``Police (Kenya)`` |
| ``code``, ``type`` or ``relation`` | a CAMEO code, a PLOVER type, or a CAMEO code's name |

Statements and appeals (CAMEO 01, 02), which PLOVER leaves out, are verbal cooperation without type
or score, as in CAMEO's own quad classes. Whoever has no country that way is left without a code: no
list of people is asked. Such tables say neither how a thing is put nor who says it, so the status
is ``happened`` and the voice ``unknown``. A row's claim is its file and line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from sayso.errors import IntakeError
from sayso.intake.encoding import decode
from sayso.knowledge.cameo import cameo_names, to_plover
from sayso.knowledge.countries import gazetteer, split_name
from sayso.knowledge.plover import plover_types
from sayso.weighing.acts import ACTS

_CODE = re.compile(r"[A-Z]{3}(?: [A-Z]{3})*")
_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
_NEEDED = ("date", "source", "target")
_TALK = ("01", "02")
_WHAT = ("code", "type", "relation")


@dataclass(frozen=True)
class EventsTable:
    """What a table of events holds.

    Args:
        acts: one for each row that could be used.
        rows: how many rows the table has.
        left_out: how many were left out, by reason.
    """

    acts: pa.Table
    rows: int
    left_out: Mapping[str, int]


def read(path: str | Path) -> EventsTable:
    """Read a table of events.

    Raises:
        IntakeError: it cannot be read, or a column is missing.
    """
    path = Path(path)
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        reason = f"it cannot be read ({(error.strerror or str(error)).lower()})"
        raise IntakeError(str(path), reason) from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ",")
    there = [name.strip().casefold() for name in reader.fieldnames or ()]
    missing = [name for name in _NEEDED if name not in there]
    if missing or not set(_WHAT) & set(there):
        wanted = " or ".join(_WHAT) if not missing else missing[0]
        raise IntakeError(f"{path}:1", f"there is no column {wanted}; see the header it needs")
    reader.fieldnames = there
    left_out: Counter[str] = Counter()
    known: dict[str, str | None] = {}
    rows = 0

    def acts() -> Iterator[dict[str, Any]]:
        nonlocal rows
        for row in reader:
            rows += 1
            act = _act(row, f"{path.name}:{reader.line_num}", known)
            if isinstance(act, str):
                left_out[act] += 1
            else:
                yield act

    return EventsTable(_table(acts()), rows, dict(left_out))


def _table(acts: Iterable[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(acts), ACTS)


def _act(
    row: Mapping[str, str | None], name: str, known: dict[str, str | None]
) -> dict[str, Any] | str:
    """The act that a row tells, or why it can't be used."""
    try:
        day = date.fromisoformat((row["date"] or "").strip())
    except ValueError:
        return "no day"
    kind = _kind(row)
    if kind is None:
        return "no event that is known"
    actor, recipient = (_code(row[role] or "", known) for role in ("source", "target"))
    if actor is None and recipient is None:
        return "no country of either side"
    return {
        "claim": name,
        "event": name,
        "actor": actor,
        "actor_side": _side(actor),
        "recipient": recipient,
        "recipient_side": _side(recipient),
        "mutual": False,
        **kind,
        "status": "happened",
        "voice": "unknown",
        "first": day,
        "last": day,
        "published": None,
    }


def _kind(row: Mapping[str, str | None]) -> dict[str, Any] | None:
    """PLOVER's type, quad class and score of a row."""
    name, mode = (row.get("type") or "").strip().upper(), None
    if name not in plover_types():
        told = (row.get("relation") or "").strip().casefold()
        code = (row.get("code") or "").strip() or cameo_names().get(told, "")
        if code[:2] in _TALK:
            return {"type": None, "quad": "verbal cooperation", "score": 0.0}
        event = to_plover(code)
        if event is None:
            return None
        name, mode = event.type, event.mode
    kind = plover_types()[name]
    return {"type": name, "quad": kind.quad, "score": kind.score_of(mode)}


def _code(name: str, known: dict[str, str | None]) -> str | None:
    """The code of a party, as far as the table gives it away."""
    if name not in known:
        bracketed = _BRACKETS.search(name)
        place = bracketed[1] if bracketed is not None else name
        entries = gazetteer().get(split_name(place.strip()), ())
        country = next((one.country.alpha3 for one in entries if one.kind == "name"), None)
        given = name.strip() if _CODE.fullmatch(name.strip()) else None
        known[name] = country or given
    return known[name]


def _side(code: str | None) -> str | None:
    """The country of a code, or the code itself where it is a body's of several states."""
    if code is None:
        return None
    first, _, rest = code.partition(" ")
    return code if first in ("IGO", "NGO", "MNC", "IMG", "ISM") and rest else first
