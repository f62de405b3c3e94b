"""Acts between two parties: the common form of a ledger's claims and of a table of events.

Comes in: a snapshot of a ledger. Goes out: an Arrow table of the schema :data:`ACTS`, one row for
each claim that tells an event and each pair of an actor and a recipient in it. The idea in between:
what an act needs to be counted (whose it is, when, how it is put, who says so) stands in one row,
so that a series, an alert and a chart count the same thing, whatever the acts come from.

An event between equals (they met, agreed, clashed: AGREE, CONSULT, COOPERATE or ASSAULT with
several actors and no recipient) leads both ways; so each of its pairs has two rows, marked
``mutual``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

import pyarrow as pa

from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.reading.calendar import value_bounds
from sayso.records import Precision

if TYPE_CHECKING:
    from sayso.ledger.snapshot import Snapshot

Voice = Literal["own", "other", "report", "unknown"]
"""Who says it, of the two sides of an act:

- ``own``: the last voice of the claim's chain is of the actor's country (of a mutual act: of either
  party's);
- ``other``: it is of the recipient's country: the other side's allegation;
- ``report``: it is the writer's own voice, or a voice of neither country;
- ``unknown``: it is somebody else of whom no code is known (withheld, hidden, or not in any table).
"""

#: The columns of a table of acts. A ``claim`` is named as in ``sayso claims``; claims that tell one
#: event of one document share their ``event``. A party's ``side`` is its country, else its code.
#: A party that has no code is null.
#: ``first`` and ``last`` bound the event's date; ``published`` is the day of the document.
ACTS = pa.schema(
    [
        ("claim", pa.string()),
        ("event", pa.string()),
        ("actor", pa.string()),
        ("actor_side", pa.string()),
        ("recipient", pa.string()),
        ("recipient_side", pa.string()),
        ("mutual", pa.bool_()),
        ("type", pa.string()),
        ("quad", pa.string()),
        ("score", pa.float64()),
        ("status", pa.string()),
        ("voice", pa.string()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("published", pa.date32()),
    ]
)

_MUTUAL = ("AGREE", "ASSAULT", "CONSULT", "COOPERATE")

_TOLD = (
    ("every_claim", "bare_claims", "* EXCLUDE (position)"),
    ("told_parties", "whole_parties", "*"),
)
_TOLD_CLAIMS = "CREATE TABLE told_claims AS FROM every_claim WHERE event_type IS NOT NULL"

# Actors and recipients of each claim; a side that a claim names nobody of has one unknown party.
_PAIRS = """
    SELECT reading_id, claim_id, actor.code AS actor, actor.side AS actor_side,
        met.code AS recipient, met.side AS recipient_side,
        coalesce(met.role = 'actor', false) AS mutual
    FROM told_claims JOIN acting AS actor USING (reading_id, claim_id)
    JOIN met USING (reading_id, claim_id)
    WHERE met.position IS NULL OR actor.position IS NULL OR met.role = 'recipient'
        OR actor.position <> met.position
"""
_SIDES = """
    CREATE TABLE sides AS
    SELECT reading_id, claim_id, role, position, code, coalesce(country, code) AS side
    FROM told_parties;
    CREATE TABLE acting AS
    SELECT reading_id, claim_id, position, code, side FROM told_claims
    LEFT JOIN (FROM sides WHERE role = 'actor') USING (reading_id, claim_id);
    CREATE TABLE met AS
    SELECT reading_id, claim_id, role, position, code, side FROM told_claims
    LEFT JOIN (
        FROM sides WHERE role = 'recipient' UNION ALL
        SELECT told.* FROM sides AS told JOIN equals USING (reading_id, claim_id)
    ) USING (reading_id, claim_id);
"""
_EQUALS = """
    CREATE TABLE equals AS
    SELECT reading_id, claim_id FROM told_claims JOIN told_parties USING (reading_id, claim_id)
    WHERE list_contains($mutual, told_claims.event_type)
    GROUP BY ALL HAVING count(*) > 1 AND bool_and(role = 'actor')
"""

_ACTS = f"""
    WITH pairs AS ({_PAIRS}),
    spoken AS (
        SELECT reading_id, claim_id, document_id || ':' || claim_id AS claim,
            document_id || ':' || coalesce(event_id, claim_id) AS event, event_type AS type, quad,
            score, status, voice_kind, when_value, when_precision, published,
            voice_code[1:3] AS voice_side
        FROM told_claims
    )
    SELECT DISTINCT claim, event, actor, actor_side, recipient, recipient_side, mutual, type, quad,
        score, status, CASE
            WHEN voice_kind = 'author' THEN 'report'
            WHEN voice_side IS NULL THEN 'unknown'
            WHEN list_contains($sectors, voice_side) THEN 'unknown'
            WHEN voice_side = actor_side OR (mutual AND voice_side = recipient_side) THEN 'own'
            WHEN voice_side = recipient_side THEN 'other'
            ELSE 'report' END AS voice,
        days.first, days.last, published
    FROM pairs JOIN spoken USING (reading_id, claim_id)
    LEFT JOIN days ON when_value = days.value AND when_precision = days.precision
    ORDER BY ALL
"""  # noqa: S608 - our own words

# A code that begins with one of these says what somebody is, not whose; bodies of several states
# (IGO) are of no country, which is known.
_SIDELESS = sorted((PRIMARY_SECTORS | NON_STATE) - {"IGO"})


def of_ledger(snapshot: Snapshot, *, reviewed: bool = False) -> pa.Table:
    """The acts that a ledger's claims tell.

    A party without a code, or none at all, is null: such an act is nobody's towards anybody, yet
    one of the party that is known.

    Args:
        snapshot: what to look at.
        reviewed: apply people's reviews first.

    Returns:
        A table of the schema :data:`ACTS`.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    from sayso.ledger import corrections
    from sayso.ledger.snapshot import told

    with snapshot.connection() as connection:
        if reviewed:
            corrections.apply(snapshot, connection)
        source = corrections.judged if reviewed else corrections.unjudged
        with told(snapshot.store):
            for name, view, shown in _TOLD:
                told_of = f"SELECT {shown} FROM {source(view)}"  # noqa: S608 - our own names
                connection.execute(f"CREATE TABLE {name} AS {told_of}")
            connection.execute(_TOLD_CLAIMS)
            connection.execute(_EQUALS, {"mutual": list(_MUTUAL)})
            connection.execute(_SIDES)
        found = snapshot.asked(
            connection,
            "SELECT DISTINCT when_value, when_precision FROM told_claims "
            "WHERE when_value IS NOT NULL ORDER BY ALL",
        )
        connection.register("days", _days(found.to_pylist()))
        return snapshot.asked(connection, _ACTS, {"sectors": _SIDELESS}).cast(ACTS)


def _days(times: Iterable[dict[str, str]]) -> pa.Table:
    """The first and the last day of each time that stands in a ledger."""
    rows = []
    for time in times:
        value, precision = time["when_value"], cast(Precision, time["when_precision"])
        first, last = value_bounds((value, precision))
        rows.append({"value": value, "precision": precision, "first": first, "last": last})
    shape = [("value", pa.string()), ("precision", pa.string())]
    return pa.Table.from_pylist(
        rows, pa.schema([*shape, ("first", pa.date32()), ("last", pa.date32())])
    )


def span(snapshot: Snapshot) -> tuple[date, date] | None:
    """The first and the last day on which a document of a ledger was published, if any is known."""
    with snapshot.connection() as connection:
        row = snapshot.asked(
            connection, "SELECT min(published) AS first, max(published) AS last FROM documents"
        ).to_pylist()[0]
    return (row["first"], row["last"]) if row["first"] is not None else None
