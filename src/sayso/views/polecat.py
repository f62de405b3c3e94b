"""Readings as POLECAT rows: what is coded, in the field's columns, and on whose word, in ours.

Comes in: readings. Goes out: tab-separated text with POLECAT's 40 columns (:data:`POLECAT`, in its
order) and sayso's own behind them (:data:`OWN`), one row a claim that tells an event. The idea in
between: a program that reads POLECAT finds its columns where it looks for them, and whoever asks
who says so finds that in the same row. Several actors stand in one cell, as there, so that a row is
a claim and no claim counts twice; what a reading does not hold is an empty cell.
``docs/export.md`` explains every column and says where the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TextIO

from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.knowledge.cow import cow_states
from sayso.knowledge.plover import plover_types
from sayso.records import Claim, Event, Party, Place, Reading, Time
from sayso.views import cells, table
from sayso.views.cells import joined
from sayso.views.table import number

#: The columns of the POLECAT data set, in order.
POLECAT: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip

# Our columns that the flat table has too, by the name that they go by there.
_AS_IN_TABLE = {
    "sayso_document_id": "document_id",
    "sayso_claim_id": "claim_id",
    "sayso_event_id": "event_id",
    "sayso_voices": "voices",
    "sayso_voice_kind": "voice_kind",
    "sayso_voice_name": "voice_name",
    "sayso_voice_code": "voice_code",
    "sayso_status": "status",
    "sayso_certainty": "certainty",
    "sayso_likelihood_low": "likelihood_low",
    "sayso_likelihood_high": "likelihood_high",
    "sayso_auxiliary": "auxiliary",
    "sayso_claim_start": "start",
    "sayso_claim_end": "end",
    "sayso_claim_text": "text",
    "sayso_trigger_text": "trigger",
    "sayso_confidence": "confidence",
    "sayso_when_text": "when",
    "sayso_when_value": "when_value",
    "sayso_when_precision": "when_precision",
}

#: Our own columns, in order.
OWN: tuple[str, ...] = (
    "sayso_document_id", "sayso_claim_id", "sayso_event_id",
    "sayso_voices", "sayso_voice_kind", "sayso_voice_name", "sayso_voice_code",
    "sayso_status", "sayso_certainty", "sayso_likelihood_low", "sayso_likelihood_high",
    "sayso_auxiliary",
    "sayso_claim_start", "sayso_claim_end", "sayso_claim_text",
    "sayso_trigger_start", "sayso_trigger_end", "sayso_trigger_text",
    "sayso_confidence",
    "sayso_when_text", "sayso_when_value", "sayso_when_precision",
    "sayso_reader_version",
)  # fmt: skip

#: All columns, in order.
COLUMNS = POLECAT + OWN

#: Between the values of one entry, where an actor has several: ``USA MIL SPY`` is ``MIL|SPY``.
WITHIN = "|"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rows(reading: Reading, claims: Sequence[Claim] | None = None) -> Iterator[dict[str, str]]:
    """One row for each claim with an event, in text order.

    Args:
        reading: the reading.
        claims: the claims of it to write; all where None. Those without an event are passed over.

    Yields:
        A value for each of :data:`COLUMNS`. ``Event ID`` is the document's id and the claim's, and
        so no two rows share it; ``sayso_event_id`` is shared by the claims that tell one event.
    """
    told = [claim for claim in (reading.claims if claims is None else claims) if claim.event]
    if not told:
        return
    empty = dict.fromkeys(COLUMNS, "")
    story = _story(reading)
    for claim, flat in zip(told, table.rows(reading, told), strict=True):
        if claim.event is not None:
            yield {
                **empty,
                "Event ID": f"{reading.document.id}_{claim.id}",
                **story,
                **_event(claim.event),
                **{name: flat[known] for name, known in _AS_IN_TABLE.items()},
            }


def write(
    readings: Iterable[tuple[Reading, Sequence[Claim] | None]],
    stream: TextIO,
    *,
    header: bool = True,
) -> None:
    """Write readings, each with the claims to keep (None: all), as tab-separated text.

    Args:
        readings: taken one at a time, written at once.
        stream: open for text, with ``newline=""`` where it is a file.
        header: whether to start with the names of the columns.
    """
    batches = (rows(reading, claims) for reading, claims in readings)
    cells.write(batches, COLUMNS, stream, delimiter="\t", header=header)


def _story(reading: Reading) -> dict[str, str]:
    """What is the same for all rows of a document, whichever of its claims are kept."""
    document, version = reading.document, reading.reader.version
    events = [claim.event for claim in reading.claims if claim.event is not None]
    voices = [voice for claim in reading.claims for voice in claim.sayso]
    parties = [party for event in events for party in (*event.actors, *event.recipients)]
    people = chain(
        (voice.name for voice in voices if voice.kind == "person"),
        (party.name for party in parties if party.title or party.resolved in ("office", "ledger")),
    )
    organizations = chain(
        (voice.name for voice in voices if voice.kind == "organization"),
        (party.name for party in parties if party.resolved == "organization"),
    )
    locations = (event.where.name for event in events if event.where is not None)
    return {
        "Source": document.publisher or "",
        "Publication Date": document.published or "",
        "Story People": _once(people),
        "Story Organizations": _once(organizations),
        "Story Locations": _once(locations),
        "Language": document.language,
        "Version": f"sayso {version}",
        "sayso_reader_version": version,
    }


def _once(names: Iterable[str | None]) -> str:
    return joined(dict.fromkeys(filter(None, names)))


def _event(event: Event) -> dict[str, str]:
    return {
        "Event Date": _day(event.when),
        "Event Type": event.type,
        "Event Mode": event.mode or "",
        "Intensity": str(_intensity(event)),
        "Quad Code": event.quad.upper(),
        "Contexts": joined(event.contexts),
        **_parties("Actor", event.actors),
        **_parties("Recipient", event.recipients),
        **_place(event.where),
        "sayso_trigger_start": str(event.trigger.start),
        "sayso_trigger_end": str(event.trigger.end),
    }


def _intensity(event: Event) -> float:
    """PLOVER's score of the mode, else of the type; a type that PLOVER lacks keeps its own."""
    known = plover_types().get(event.type)
    return event.score if known is None else known.score_of(event.mode)


def _day(when: Time | None) -> str:
    """The day of the event, where the text gives a day and not a week, a month or a year."""
    if when is None or when.value is None or when.precision not in ("day", "time"):
        return ""
    day = _DAY.match(when.value)
    return day.group() if day else ""


def _parties(role: str, parties: Sequence[Party]) -> dict[str, str]:
    """The columns of one role: in each, one entry for each party, in the same order."""
    return {
        f"{role} Name": joined(party.name for party in parties),
        f"{role} Country": joined(party.country for party in parties),
        f"{role} COW": joined(_cow(party) for party in parties),
        f"Primary {role} Sector": joined(party.sector for party in parties),
        f"{role} Sectors": joined(WITHIN.join(_sectors(party)) for party in parties),
        f"{role} Title": joined(party.title for party in parties),
        f"{role} Name Raw": joined(party.text for party in parties),
    }


def _cow(party: Party) -> str | None:
    """The number of the party's state in the Correlates of War, where it is one of theirs."""
    state = cow_states().get(party.country or "")
    return None if state is None else str(state.number)


def _sectors(party: Party) -> list[str]:
    """The primary sector, then those that the blocks of the code name behind the country."""
    blocks = (party.code or "").split()
    if blocks and blocks[0] == party.country:
        blocks = blocks[1:]
    known = (block for block in blocks if block in PRIMARY_SECTORS | NON_STATE)
    return list(dict.fromkeys(filter(None, (party.sector, *known))))


def _place(where: Place | None) -> dict[str, str]:
    if where is None:
        return {}
    return {
        "Placename": where.name,
        "Country": where.country or "",
        "Latitude": number(where.latitude),
        "Longitude": number(where.longitude),
        "GeoNames ID": number(where.geonames),
        "Raw Placename": where.text,
    }
