"""Offices learned over a corpus: who is called what, of which country, from when to when.

Comes in: a snapshot, whose view ``offices`` is made in :mod:`sayso.ledger.sightings`. Goes out: its
rows, the words that they rest on, and the :class:`LearnedOffices` with which later texts can be
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from sayso.knowledge.learned_offices import LearnedOffice, LearnedOffices
from sayso.labels import fold
from sayso.ledger.snapshot import Snapshot

#: An office is used for texts up to so many days after it was last seen, unless somebody else was
#: seen in it before.
LASTING_DAYS = 30

#: Publishers that must have printed an office before it is used, in a ledger of several.
PUBLISHERS = 2

# Words of a text shown as evidence: around a title and a name that stand so close, in characters.
_NEAR = 120
_LONGEST_QUOTE = 300
_END = re.compile(r"[.!?][\"”’)]*\s+|\n")

_EVIDENCE = pa.schema(
    [
        ("person", pa.string()),
        ("office", pa.string()),
        ("country", pa.string()),
        ("claim", pa.string()),
        ("published", pa.date32()),
        ("publisher", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("words", pa.string()),
    ]
)


def table(
    snapshot: Snapshot,
    person: str | None = None,
    country: str | None = None,
    office: str | None = None,
    day: date | None = None,
) -> pa.Table:
    """The offices, by country, office and first sighting.

    Args:
        snapshot: what to look at.
        person: only people one of whose names begins like this, whatever case and accents.
        country: only of this country (ISO 3166 alpha-3).
        office: only titles with this word in them.
        day: only those seen on that day or before and after it.

    Returns:
        The columns of the view ``offices``.
    """
    found = snapshot.query(
        "FROM offices WHERE ($country IS NULL OR country = $country) "
        "AND ($office IS NULL OR contains(office, $office)) "
        "AND ($day IS NULL OR $day BETWEEN first_seen AND last_seen) "
        "ORDER BY country NULLS LAST, office, first_seen NULLS LAST, person",
        {
            "country": country.upper() if country is not None else None,
            "office": office.lower() if office is not None else None,
            "day": day,
        },
    )
    if person is None:
        return found
    wanted = fold(person)
    kept = [_is_called(name, wanted) for name in found.column("person").to_pylist()]
    return found.filter(pa.array(kept, pa.bool_()))


def evidence(snapshot: Snapshot, offices: pa.Table) -> pa.Table:
    """The words that offices rest on: of each the first documents, with where it says so.

    Args:
        snapshot: what to look at.
        offices: rows of :func:`table`.

    Returns:
        ``person``, ``office``, ``country``, ``claim`` (``document:claim``), ``published``,
        ``publisher``, and the words with their offsets in the document's text.
    """
    rows = offices.to_pylist()
    keys = sorted({key for row in rows for key in row["evidence"]})
    found = snapshot.query(
        """
        SELECT claims.document_id || ':' || claims.claim_id AS claim, claims.published,
            claims.publisher, claims."start", claims."end", documents.text
        FROM kept.whole_claims AS claims JOIN kept.whole_documents AS documents USING (reading_id)
        WHERE claims.document_id || ':' || claims.claim_id IN (SELECT unnest($keys))
        """,
        {"keys": keys},
    ).to_pylist()
    texts = {row["claim"]: row for row in found}
    return pa.Table.from_pylist(list(_quoted(rows, texts)), schema=_EVIDENCE)


def learned(snapshot: Snapshot) -> LearnedOffices:
    """The offices as a reader takes them.

    Each is used from the day on which it was first seen to :data:`LASTING_DAYS` after the last, or
    to the day before the same office of the country was first seen with somebody else's name.
    """
    rows = snapshot.query("FROM offices WHERE first_seen IS NOT NULL").to_pylist()
    holders: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for row in rows:
        holders.setdefault((row["office"], row["country"]), []).append(row)
    [several] = snapshot.query(
        "SELECT count(DISTINCT publisher) > 1 AS several FROM documents"
    ).to_pylist()
    return LearnedOffices(
        (_learned(row, holders[row["office"], row["country"]]) for row in rows),
        publishers=PUBLISHERS if several["several"] else 0,
    )


def _learned(row: Mapping[str, Any], holders: Sequence[Mapping[str, Any]]) -> LearnedOffice:
    last = row["last_seen"]
    until = last + timedelta(days=LASTING_DAYS)
    for other in holders:
        if fold(other["person"]) != fold(row["person"]) and last < other["first_seen"] <= until:
            until = other["first_seen"] - timedelta(days=1)
    return LearnedOffice(
        row["person"],
        row["office"],
        row["country"],
        row["sector"],
        row["first_seen"],
        until,
        row["documents"],
        row["publishers"],
    )


def _is_called(name: str, wanted: str) -> bool:
    folded = fold(name)
    return any(
        folded.startswith(wanted, place)
        for place in (0, *(m.end() for m in re.finditer(r"[ -]", folded)))
    )


def _quoted(
    rows: Sequence[Mapping[str, Any]], texts: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        for key in row["evidence"]:
            claim = texts[key]
            text = claim["text"]
            start, end = _place(text, row["person"], row["office"]) or (
                claim["start"],
                claim["end"],
            )
            yield {
                **{name: row[name] for name in ("person", "office", "country")},
                "claim": key,
                "published": claim["published"],
                "publisher": claim["publisher"],
                "start": start,
                "end": end,
                "words": text[start:end],
            }


def _place(text: str, person: str, office: str) -> tuple[int, int] | None:
    """Where a text has the last word of an office and of a name next to each other."""
    titles, names = (
        [match.span() for match in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
        for word in (office.removeprefix("former ").split()[-1], person.split()[-1])
    )
    pairs = [(min(a, c), max(b, d)) for a, b in titles for c, d in names]
    first, last = min(pairs, key=lambda pair: (pair[1] - pair[0], pair), default=(0, _NEAR + 1))
    if last - first > _NEAR:
        return None
    start = max((m.end() for m in _END.finditer(text, 0, first)), default=0)
    ends = _END.search(text, last)
    end = ends.start() + 1 if ends is not None else len(text)
    margin = (_LONGEST_QUOTE - (last - first)) // 2
    return max(start, first - margin), min(len(text[:end].rstrip()), last + margin)
