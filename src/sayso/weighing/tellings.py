"""Claims as weighing sees them: who tells what of whom, in which words, of which days.

Comes in: a snapshot of a ledger. Goes out: a telling for each claim, by document and place in the
text. The idea in between: stories, origins, contradictions and forecasts ask the same few things of
a claim, so they are taken out of the tables once, in bulk: one query for the claims and one for
their parties, however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast

import pyarrow as pa

from sayso.ledger import corrections
from sayso.reading.calendar import Bounds, value_bounds
from sayso.records import Certainty, Precision, Quote, Stance, Status, VoiceKind

if TYPE_CHECKING:
    import duckdb

    from sayso.ledger.snapshot import Snapshot

Side = Literal["for", "against", "open"]
"""How a telling stands to what it tells: as true (``for``), denied (``against``), or neither."""

#: The statuses under which something is told as done.
DONE = ("happened", "ongoing")

# Tellings that are made at once while a ledger is read.
_AT_ONCE = 20_000

_ASKED = "SEMI JOIN asked USING (reading_id)"

_CLAIMS = """
    SELECT reading_id, document_id, claim_id, publisher, published, start, "end", text, sayso,
        status, certainty, likelihood_low, likelihood_high, event_id, event_type, mode, "trigger",
        when_value, when_precision, place, place_country
    FROM {claims} {asked} ORDER BY document_id, reader, start, position
"""
_PARTIES = """
    SELECT reading_id, claim_id, role, name, code, country, sector
    FROM {parties} {asked} ORDER BY reading_id, claim_id, role, position
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A voice of a chain; ``mention`` and ``cue`` are its words in the text."""

    kind: VoiceKind
    name: str | None = None
    code: str | None = None
    stance: Stance | None = None
    quote: Quote | None = None
    mention: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A party to an event, coded as :class:`sayso.records.Party` is."""

    name: str
    code: str | None = None
    country: str | None = None
    sector: str | None = None

    @property
    def side(self) -> str | None:
        """Whose it is: its country, else its code; None where neither is known."""
        return self.country or self.code


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim of a ledger as weighing sees it.

    ``claim`` is its name as in ``sayso claims``: the document's id and the claim's. ``chain`` holds
    its voices, outermost first; ``first`` and ``last`` are the days that the event's date bounds,
    None where the text dates nothing or that end is open.
    """

    claim: str
    document: str
    publisher: str | None
    published: date | None
    text: str
    start: int
    end: int
    chain: tuple[Link, ...]
    status: Status
    certainty: Certainty
    likelihood: tuple[float, float] | None = None
    event: str | None = None
    type: str | None = None
    mode: str | None = None
    trigger: str | None = None
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    place: str | None = None
    place_country: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def voice(self) -> Link:
        """The last voice of the chain: who says it."""
        return self.chain[-1]

    @property
    def stance(self) -> Side:
        """Whether it tells what it is about as true, denies it, or leaves it open."""
        if self.status == "denied":
            return "against"
        if self.status not in DONE or self.certainty in ("possible", "unlikely"):
            return "open"
        return "open" if self.voice.stance == "doubts" else "for"


def tellings(
    snapshot: Snapshot, *, reviewed: bool = False, documents: Collection[str] | None = None
) -> list[Telling]:
    """The claims of a ledger, by document and place in the text.

    Args:
        snapshot: what to look at.
        reviewed: apply people's reviews first.
        documents: only claims of these documents.

    Raises:
        LedgerError: the ledger cannot be read.

    Example:
        >>> from sayso import Reader
        >>> from sayso.ledger import Ledger
        >>> import tempfile
        >>> from sayso.records import Document
        >>> ledger = Ledger(tempfile.mkdtemp())
        >>> text = "Moscow denied it had shelled Kharkiv."
        >>> ledger.ingest([Document(id="d1", text=text)], Reader()).added
        1
        >>> [(told.claim, told.type, told.stance) for told in tellings(ledger.snapshot())]
        [('d1:c1', None, 'for'), ('d1:c2', 'ASSAULT', 'against')]
    """
    with snapshot.connection() as connection:
        if reviewed:
            corrections.apply(snapshot, connection)
        source = corrections.judged if reviewed else corrections.unjudged
        asked = ""
        if documents is not None:
            wanted = pa.table({"document_id": pa.array(sorted(documents), pa.string())})
            connection.register("wanted", wanted)
            connection.execute(
                "CREATE TABLE asked AS SELECT reading_id FROM kept.readings "
                "SEMI JOIN wanted USING (document_id)"
            )
            asked = _ASKED
        parties = _parties(
            snapshot, connection, _PARTIES.format(parties=source("whole_parties"), asked=asked)
        )
        claims = _CLAIMS.format(claims=source("bare_claims"), asked=asked)
        found = snapshot.asked(connection, claims)
    return list(_told(found, parties))


_Parties = dict[tuple[str, str], tuple[tuple[Who, ...], tuple[Who, ...]]]


def _parties(snapshot: Snapshot, connection: duckdb.DuckDBPyConnection, query: str) -> _Parties:
    """The actors and recipients of each claim; equal parties are one object."""
    held: dict[tuple[str, str], tuple[list[Who], list[Who]]] = {}
    known: dict[tuple[Any, ...], Who] = {}
    for row in _rows(snapshot.asked(connection, query)):
        reading, claim, role, *of = row
        key = tuple(of)
        who = known.get(key)
        if who is None:
            who = known[key] = Who(*of)
        actors, recipients = held.setdefault((reading, claim), ([], []))
        (actors if role == "actor" else recipients).append(who)
    return {key: (tuple(actors), tuple(recipients)) for key, (actors, recipients) in held.items()}


def _told(found: pa.Table, parties: _Parties) -> Iterator[Telling]:
    nobody: tuple[tuple[Who, ...], tuple[Who, ...]] = ((), ())
    for row in _rows(found):
        reading, document, claim, publisher, published, start, end, text, sayso = row[:9]
        status, certainty, low, high, event, kind, mode, trigger = row[9:17]
        value, precision, place, country = row[17:]
        actors, recipients = parties.get((reading, claim), nobody)
        first, last = _bounds(value, precision) if value is not None else (None, None)
        yield Telling(
            claim=f"{document}:{claim}",
            document=document,
            publisher=publisher,
            published=published,
            text=text,
            start=start,
            end=end,
            chain=tuple(map(_link, sayso)),
            status=status,
            certainty=certainty,
            likelihood=(low, high) if low is not None else None,
            event=event,
            type=kind,
            mode=mode,
            trigger=trigger,
            actors=actors,
            recipients=recipients,
            place=place,
            place_country=country,
            first=first,
            last=last,
        )


def _link(voice: dict[str, Any]) -> Link:
    return Link(
        voice["kind"],
        voice["name"],
        voice["code"],
        voice["stance"],
        voice["quote"],
        voice["mention"],
        voice["cue"],
    )


@lru_cache(maxsize=100_000)
def _bounds(value: str, precision: str) -> Bounds:
    return value_bounds((value, cast("Precision", precision)))


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
