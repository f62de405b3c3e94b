"""One voice of a ledger: what it said, what it foretold, and whose acts it speaks of.

Comes in: a snapshot and a name. Goes out: a :class:`Profile`. The idea in between: a voice is asked
for by name or code as people write them; if several answer to it, none is taken for another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sayso.errors import UsageError
from sayso.knowledge.plover import plover_types
from sayso.knowledge.user_actors import UserActors
from sayso.labels import counted, fold
from sayso.ledger.snapshot import Snapshot
from sayso.records import Status
from sayso.weighing.forecasts import Forecast, among, texts
from sayso.weighing.sides import Sides
from sayso.weighing.speakers import Speaker, Speakers
from sayso.weighing.tellings import Telling, tellings
from sayso.weighing.track import Record, record

# How many names an error lists.
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Accused:
    """A party of whose acts of conflict a voice tells: which kind of act, in which claims."""

    party: str
    type: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a voice said.

    ``statuses`` counts its claims by how they are put, ``documents`` the texts that quote it;
    ``first`` and ``last`` are the days of the earliest and the latest. ``accused`` lists whose acts
    of conflict it tells as true, its own side's left out, the most told first. ``record`` is None
    where it foretold nothing.
    """

    voice: Speaker
    claims: tuple[str, ...]
    statuses: Mapping[Status, int]
    documents: int
    first: date | None
    last: date | None
    forecasts: tuple[Forecast, ...]
    record: Record | None
    accused: tuple[Accused, ...]


def voice(
    snapshot: Snapshot,
    name: str,
    *,
    as_of: date | None = None,
    actors: UserActors | None = None,
    controlled: Mapping[str, str] | None = None,
    reviewed: bool = False,
) -> Profile:
    """What the ledger holds of one voice.

    Args:
        snapshot: the ledger as it is or was.
        name: its name, the start of a word of its name, or its code (``TVN GOV``).
        as_of: what is published later isn't known.
        actors: a user's.
        controlled: the side that owns an outlet, by the outlet's name.
        reviewed: apply people's reviews first.

    Raises:
        UsageError: nobody, or more than one voice, is called so; the message names them.
        LedgerError: the ledger cannot be read.
    """
    told = [
        one
        for one in tellings(snapshot, reviewed=reviewed)
        if as_of is None or (one.published is not None and one.published <= as_of)
    ]
    written = texts(snapshot, {one.document for one in told})
    speakers = Speakers(told, written, Sides(actors), actors, controlled or {})
    said: dict[Speaker, list[Telling]] = {}
    for one in told:
        speaker = speakers.of(one)
        if speaker.name is not None and speaker.group is not None:
            said.setdefault(speaker, []).append(one)
    chosen = _chosen(name, said)
    own = [one for speaker in chosen for one in said[speaker]]
    foretold = [
        one
        for one in among(told, written, as_of=as_of, actors=actors, controlled=controlled)
        if one.voice.name == chosen[0].name
    ]
    days = sorted(one.published for one in own if one.published is not None)
    statuses = Counter(one.status for one in own)
    return Profile(
        voice=chosen[0],
        claims=tuple(one.claim for one in own),
        statuses=MappingProxyType(dict(sorted(statuses.items(), key=lambda it: (-it[1], it[0])))),
        documents=len({one.document for one in own}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        forecasts=tuple(foretold),
        record=record(foretold) if foretold else None,
        accused=_accused(own, chosen[0]),
    )


def _chosen(name: str, said: Mapping[Speaker, Sequence[Telling]]) -> list[Speaker]:
    """The speakers of the one name that is meant, the one with most claims first."""
    wanted = fold(name).strip()
    by_name: dict[str, list[Speaker]] = {}
    for speaker in said:
        by_name.setdefault(speaker.name or "", []).append(speaker)
    exact = [one for one in by_name if fold(one) == wanted] or [
        one
        for one in by_name
        if wanted and fold(one).split(" ")[-1] == wanted  # a surname
    ]
    starts = re.compile(rf"\b{re.escape(wanted)}")
    meant = exact or [
        one
        for one, speakers in by_name.items()
        if wanted
        and (starts.search(fold(one)) or any(fold(it.code or "") == wanted for it in speakers))
    ]
    if not meant:
        raise UsageError(f"no voice of the ledger is called {name!r}; 'sayso claims' lists voices")
    if len(meant) > 1:
        counts = {one: sum(len(said[it]) for it in by_name[one]) for one in meant}
        listed = sorted(meant, key=lambda one: (-counts[one], one))
        shown = ", ".join(f"{one} ({counted(counts[one], 'claim')})" for one in listed[:_LISTED])
        more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
        raise UsageError(f"{name!r} may be {shown}{more}; write one of the names in full")
    return sorted(by_name[meant[0]], key=lambda one: (-len(said[one]), one.code or ""))


def _accused(own: Sequence[Telling], speaker: Speaker) -> tuple[Accused, ...]:
    """Whose acts of conflict a voice tells as true."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in own:
        if one.type is None or one.stance != "for" or plover_types()[one.type].score >= 0:
            continue
        for party in one.actors:
            side = party.side
            if side is not None and side not in (speaker.side, speaker.state):
                found.setdefault((side, one.type), []).append(one.claim)
    rows = [Accused(*key, tuple(dict.fromkeys(claims))) for key, claims in found.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.claims), row.party, row.type)))
