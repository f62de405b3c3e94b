"""Tellings -> their origins: the earliest voice behind each that can be named.

Comes in: the tellings of a ledger, its copies and credits, and what a user knows of outlets and
alliances. Goes out: an :class:`Origin` for each telling, with the way back to it step by step. The
idea in between: a telling is followed as long as its text says whose it is. Words that were copied
are the source's (:mod:`sayso.weighing.copies`), words of a text that credits an agency are the
agency's, a sentence that tells what somebody says is that voice's, and "the paper reports" is
followed to what the paper's own text says. What is left is somebody's own voice, or nobody's:
``unknown`` is an answer. Independent are origins of different groups, never outlets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sayso.errors import UsageError
from sayso.intake.alliances import Alliance
from sayso.intake.outlets import Outlet, owners
from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold
from sayso.ledger.snapshot import Snapshot
from sayso.weighing import copies as wording
from sayso.weighing import traces
from sayso.weighing.camps import WATCHING, Camps, Kind
from sayso.weighing.forecasts import texts
from sayso.weighing.foretold import Text
from sayso.weighing.gathered import Place, digest
from sayso.weighing.grades import grades
from sayso.weighing.names import Names, sector_of
from sayso.weighing.notes import Notes
from sayso.weighing.sides import Sides, side_of
from sayso.weighing.speakers import OFFICIAL, Speaker, Speakers
from sayso.weighing.tellings import Telling, tellings
from sayso.weighing.trail import Step, Trail

# The sector of people as such: of "a man" who says it nothing is known.
_ANYBODY = "CVL"


@dataclass(frozen=True, slots=True)
class Origin:
    """The earliest voice behind a telling that can be named.

    ``name`` is None where nobody is: the last voice is withheld or hidden. ``document`` is the text
    in which the voice speaks, ``via`` the steps from the telling to it. Origins of one ``group``
    (a government, its ministries and its outlets) are one independent origin; None counts for
    nobody. ``grade`` is the Admiralty grade that the user gave the voice; it is never computed.
    """

    telling: Telling
    name: str | None
    kind: Kind
    group: str | None
    document: str
    via: tuple[Step, ...] = ()
    code: str | None = None
    grade: str | None = None


def independent(found: Iterable[Origin]) -> int:
    """How many independent origins there are: groups, unknown ones left out."""
    return len({one.group for one in found} - {None})


def origins(
    snapshot: Snapshot,
    *claims: str,
    actors: UserActors | None = None,
    outlets: Sequence[Outlet] = (),
    alliances: Sequence[Alliance] = (),
    parties: frozenset[str] | None = None,
    reviewed: bool = False,
) -> list[Origin]:
    """The origins of claims of a ledger, in the order in which they are asked for.

    Args:
        snapshot: the ledger as it is or was.
        claims: the document's id and the claim's (``d1:c2``); without any, all, by document and
            place in the text.
        actors: a user's.
        outlets: whose they are; the words of an outlet that a government controls are its state's.
        alliances: who is whose ally.
        parties: the sides of the conflict; by default as :class:`sayso.weighing.camps.Camps` says.
        reviewed: apply people's reviews first.

    Raises:
        UsageError: there is no such claim.
        LedgerError: the ledger cannot be read.
    """
    told = tellings(snapshot, reviewed=reviewed)
    by_name: dict[str, list[Telling]] = {name: [] for name in claims}
    for one in told:
        if one.claim in by_name:
            by_name[one.claim].append(one)
    for name, found in by_name.items():
        if not found:
            raise UsageError(f"there is no claim {name!r}; 'sayso claims' lists claims")
    return origins_of(
        told,
        texts(snapshot, {one.document for one in told}),
        wording.copies(snapshot, actors=actors),
        wording.credits(snapshot, actors=actors),
        asked=[one for found in by_name.values() for one in found] if claims else None,
        actors=actors,
        outlets=outlets,
        alliances=alliances,
        parties=parties,
    )


def origins_of(
    told: Sequence[Telling],
    written: Mapping[str, Text],
    copied: Iterable[wording.Copy] = (),
    credited: Iterable[wording.Credited] = (),
    *,
    asked: Sequence[Telling] | None = None,
    actors: UserActors | None = None,
    outlets: Sequence[Outlet] = (),
    alliances: Sequence[Alliance] = (),
    parties: frozenset[str] | None = None,
    prints: Mapping[str, str] | None = None,
    place: Place | None = None,
) -> list[Origin]:
    """The origins of tellings at hand.

    Args:
        told: the tellings, each document's together and in text order.
        written: the documents' texts.
        copied: the copies among the documents.
        credited: whom they credit.
        asked: only of these tellings, in this order; by default of all.
        actors: a user's, as :func:`origins` takes them; so are the rest.
        outlets: whose they are.
        alliances: who is whose ally.
        parties: the sides of the conflict.
        prints: the fingerprints of the documents, for what is kept.
        place: where what is found of documents is kept; only with fingerprints.
    """
    finder = _Finder(told, written, copied, credited, actors, outlets, alliances, parties)
    asked = told if asked is None else asked
    if place is None or prints is None:
        return [finder.origin(one) for one in asked]
    way = place.of(*map(repr, (*outlets, *alliances)), repr(parties and sorted(parties)))
    return _found(asked, finder, prints, way)


def _found(
    asked: Sequence[Telling], finder: _Finder, prints: Mapping[str, str], place: Place
) -> list[Origin]:
    """The origins of tellings; those of a document are taken over if all is what it was."""
    traced = traces.read(place.path, place.way)
    values = {key: finder.value(*key, prints) for key in traced.values}
    changed = {key for key, value in traced.values.items() if values[key] != value}
    found: list[Origin] = []
    held: dict[str, traces.Trace] = {}
    adds = False
    for document, own in groupby(asked, key=lambda one: one.document):
        tellings = list(own)
        trace = traced.documents.get(document)
        if (
            trace is None
            or document in held
            or not changed.isdisjoint(trace.keys)
            or trace.claims != [one.claim for one in tellings]
        ):
            finder.notes.taken()
            made = [finder.origin(one) for one in tellings]
            trace = traces.Trace(frozenset(finder.notes.taken()), [_row(one) for one in made])
            adds = True
        else:
            made = [_origin(one, row) for one, row in zip(tellings, trace.rows, strict=True)]
        held[document] = trace
        found += made
    if adds:
        keys = {key for trace in held.values() for key in trace.keys}
        known = {
            key: values[key] if key in values else finder.value(*key, prints)
            for key in sorted(keys)
        }
        traces.write(place.path, place.way, traces.Traces(known, held))
    return found


class _Finder:
    """Finds origins among the tellings of a ledger, and notes what it looks up for them."""

    def __init__(
        self,
        told: Sequence[Telling],
        written: Mapping[str, Text],
        copied: Iterable[wording.Copy],
        credited: Iterable[wording.Credited],
        actors: UserActors | None,
        outlets: Sequence[Outlet],
        alliances: Sequence[Alliance],
        parties: frozenset[str] | None,
    ) -> None:
        sides = Sides(actors)
        self.notes = Notes()
        self._written = written
        self._names = Names(told, written, actors, outlets, self.notes)
        controlled = {self._names.outlet(name) or name: it for name, it in owners(outlets).items()}
        self._guests = {
            document: replace(text, author=author)
            for document, text in written.items()
            if (author := self._names.author(text)) is not None
        }
        self._speakers = Speakers(told, self._guests, sides, actors, controlled, self.notes)
        self._camps = Camps(sides, alliances, parties)
        self._trail = Trail(told, copied, credited, self._names, self.notes)
        self._grades = grades(actors, outlets)

    def value(self, table: str, key: str, prints: Mapping[str, str]) -> str:
        """The fingerprint of what was noted: of a document, an outlet's day, or a name."""
        if table == "documents":
            guest = self._guests.get(key)
            about = self._trail.of_document(key), guest and guest.author
            return digest(prints.get(key, ""), repr(about))
        if table == "days":
            documents = dict.fromkeys(one.document for one in self._trail.of_day(key))
            return digest(*documents, *(prints.get(one, "") for one in documents))
        return self.notes.value(table, key)

    def origin(self, telling: Telling) -> Origin:
        """The origin of one telling."""
        last, steps = self._trail.back(telling)
        speaker, code = self._speaker(last)
        text = self._written.get(last.document)
        sides = self._camps.parties(last, text.text if text else None)
        group = speaker.group
        open_copy = self._trail.undirected(last)
        if open_copy is not None and group is not None:
            # One of the two has it from the other, nobody knows which: they count once.
            group = self._speaker(open_copy)[0].group or group
        return Origin(
            telling,
            speaker.name if speaker.sort != "unknown" else None,
            self._camps.kind(speaker, sides),
            group,
            last.document,
            steps,
            code,
            self._grades.get(fold(speaker.name)) if speaker.name else None,
        )

    def _speaker(self, last: Telling) -> tuple[Speaker, str | None]:
        """Who tells a telling at the end of its trail, and the code of it."""
        named = self._names.telling(last)
        speaker = self._speakers.of(named)
        code = speaker.code or named.voice.code
        if speaker.sort == "unknown" and code is not None:
            state = code[:3] if OFFICIAL & set(code.split(" ")) and code[:3] != "IGO" else None
            speaker = Speaker(None, "unknown", code, side_of(code), state)
        elif speaker.sort == "unknown" and speaker.name is not None:
            sector = sector_of(speaker.name)  # "doctors": nobody named them, but they look on
            if sector in WATCHING and sector != _ANYBODY:
                speaker = Speaker(None, "unknown", sector)
        return speaker, code


def _row(one: Origin) -> traces.Row:
    steps = [(step.how, step.document, step.name, step.basis, step.claim) for step in one.via]
    return (
        one.telling.claim,
        one.document,
        steps,
        (one.name, one.kind, one.group, one.code, one.grade),
    )


def _origin(telling: Telling, row: traces.Row) -> Origin:
    _, document, steps, (name, kind, group, code, grade) = row
    via = tuple(Step(*step) for step in steps)
    return Origin(telling, name, kind, group, document, via, code, grade)
