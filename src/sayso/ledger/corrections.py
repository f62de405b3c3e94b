"""Reviews applied: claims as people have corrected them, and without those they rejected.

Comes in: claims and the last review of each. Goes out: the claims with what was corrected, as
records and as rows. The idea in between: a correction is applied to the record, in one place, and
the rows of a corrected claim are made of it by the code that made all others; so columns, spans,
scores and codes fit each other, in every query and every export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, cast

import duckdb

from sayso.errors import LedgerError
from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.knowledge.auxiliary import auxiliary_modes
from sayso.knowledge.plover import plover_types
from sayso.labels import label
from sayso.ledger import rows
from sayso.ledger.snapshot import ABOUT, Snapshot
from sayso.records import Claim, Event, Party, Span, Status, Voice

#: Columns of claims that a review may correct; an empty value stands for none.
CORRECTABLE = (
    "status",
    "certainty",
    "voice_kind",
    "voice_name",
    "voice_code",
    "event_type",
    "mode",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
)

#: The verdict of a row of reviews that only says that the claim was drawn for a sample.
DRAWN = "drawn"

#: The verdict that takes back those before it: the claim counts as never reviewed.
WITHDRAWN = "withdraw"

#: What counts, of a table of reviews: of each claim the last verdict, unless that is withdrawn.
#: Reviews are of one reader's reading; a note is no verdict.
COUNTING = f"""
    FROM (FROM kept.reviews WHERE verdict NOT IN ('{DRAWN}', 'note') QUALIFY row_number() OVER (
        PARTITION BY document_id, reader, claim_id ORDER BY reviewed_at DESC, review_id
    ) = 1) WHERE verdict <> '{WITHDRAWN}'
"""

_LAST = f"""
    CREATE TABLE kept.last_reviews AS
    SELECT document_id, reader, claim_id, verdict, correction, "by", why, reviewed_at {COUNTING}
"""

_CORRECTED = """
    SELECT claims.document_id, claims.reader, reading_id, claims.batch_id, claims.position,
        claims.record, documents.text, reviews.correction
    FROM kept.claims AS claims
    JOIN (FROM kept.last_reviews WHERE verdict = 'correct') AS reviews
        USING (document_id, reader, claim_id)
    JOIN kept.whole_documents AS documents USING (reading_id)
"""

_VIEWS = f"""
    CREATE VIEW kept.corrected_whole_claims AS
    SELECT claims.*, {", ".join(f"about.{column}" for column in ABOUT)}
    FROM kept.corrected_claims AS claims JOIN kept.whole_documents AS about USING (reading_id);
    CREATE VIEW kept.corrected_bare_claims AS
    SELECT claims.*, readings.publisher, readings.published
    FROM kept.corrected_claims AS claims JOIN kept.readings AS readings USING (reading_id);
    CREATE VIEW kept.corrected_whole_parties AS FROM kept.corrected_parties;
"""  # noqa: S608 - our own names

_SECTORS = PRIMARY_SECTORS | NON_STATE
_COUNTRY = re.compile("[A-Z]{3}")


def load(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``kept.last_reviews``: of each reviewed claim the review that counts."""
    connection.execute(_LAST)


def applied(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether :func:`apply` was called on this connection, or on the one it is a cursor of."""
    return bool(
        connection.execute(
            "SELECT 1 FROM duckdb_tables() "
            "WHERE schema_name = 'kept' AND table_name = 'corrected_parties'"
        ).fetchall()
    )


def apply(snapshot: Snapshot, connection: duckdb.DuckDBPyConnection) -> None:
    """Make :func:`judged` usable on a connection of the snapshot, if it isn't yet.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    if applied(connection):
        return
    load(connection)
    claims, parties = [], []
    for row in snapshot.asked(connection, _CORRECTED).to_pylist():
        key = {name: row[name] for name in ("document_id", "reader", "reading_id", "batch_id")}
        try:
            claim = Claim.model_validate_json(row["record"])
            claim = corrected(claim, dict(row["correction"] or ()), row["text"])
        except ValueError as error:
            raise LedgerError(
                f"{snapshot.store.location}: a claim of document {row['document_id']} or its "
                "correction is damaged; see 'sayso ledger verify'"
            ) from error
        made, its_parties = rows.claim_rows(claim, key, row["position"])
        claims.append(made)
        parties += its_parties
    for name, found in (("claims", claims), ("parties", parties)):
        connection.register("corrected", rows.table(name, found))
        connection.execute(f"CREATE TABLE kept.corrected_{name} AS FROM corrected")
        connection.unregister("corrected")
    connection.execute(_VIEWS)


def unjudged(view: str, only: str = "") -> str:
    """A view of claims or parties as they were read, for a FROM clause; see :func:`judged`."""
    return f"(FROM kept.{view} {only})"


def judged(view: str, only: str = "") -> str:
    """The same with reviews applied and the column ``verdict``.

    Args:
        view: ``whole_claims``, ``bare_claims`` or ``whole_parties``.
        only: a join that narrows it.
    """
    return f"""(
        SELECT told.*, verdict FROM (FROM kept.{view} {only}) AS told
        LEFT JOIN kept.last_reviews AS reviews USING (document_id, reader, claim_id)
        WHERE verdict IS NULL OR verdict NOT IN ('reject', 'correct')
        UNION ALL BY NAME
        SELECT *, 'correct' AS verdict FROM kept.corrected_{view} {only}
    )"""  # noqa: S608 - our own names


def corrected(claim: Claim, correction: Mapping[str, str], text: str) -> Claim:
    """A claim as somebody has corrected it.

    Quad class, score and auxiliary modes follow the type, the mode and the status. A claim that had
    no event has its own words for the trigger of the one that it is given. A party keeps what was
    known of it where it goes by the same name; a new one stands where its name stands in the text,
    or, where that is nowhere, at the claim's start without any words.

    Args:
        claim: as it was read.
        correction: see :class:`sayso.ledger.reviews.Review`.
        text: of its document.
    """
    status = correction.get("status", claim.status)
    return Claim.model_validate(
        {
            **dict(claim),
            "status": status,
            "certainty": correction.get("certainty", claim.certainty),
            "sayso": _voices(claim.sayso, correction),
            "event": _event(claim, correction, status, text),
        }
    )


def _voices(sayso: tuple[Voice, ...], correction: Mapping[str, str]) -> tuple[Voice, ...]:
    last = sayso[-1]
    kind = correction.get("voice_kind", last.kind)
    name = _value(correction, "voice_name", last.name)
    code = _value(correction, "voice_code", last.code)
    if kind == "author":
        return sayso if last.kind == "author" else (Voice(kind="author"),)
    own = last.kind == "author"  # that voice comes after the author, then
    former = {} if own else dict(last)
    if "voice_name" in correction and name != label(last):
        former["mention"] = None
    changed = Voice.model_validate({**former, "kind": kind, "name": name, "code": code})
    return (*(sayso if own else sayso[:-1]), changed)


def _event(claim: Claim, correction: Mapping[str, str], status: str, text: str) -> Event | None:
    event = claim.event
    former = event.type if event is not None else ""
    name = correction.get("event_type", former)
    if not name:
        return None
    known = plover_types().get(name)
    mode = _value(correction, "mode", event.mode if event is not None else None)
    if name != former and "mode" not in correction and (known is None or mode not in known.modes):
        mode = None
    auxiliary = event.auxiliary if event is not None else ()
    if event is None or status != claim.status:
        auxiliary = auxiliary_modes(cast(Status, status), "historical" in auxiliary)
    fields: dict[str, Any] = (
        {"trigger": Span(start=claim.start, end=claim.end, text=claim.text)}
        if event is None
        else dict(event)
    )
    if known is not None and (event is None or (name, mode) != (event.type, event.mode)):
        fields |= {"quad": known.quad, "score": known.score_of(mode)}
    return Event.model_validate(
        {
            **fields,
            "type": name,
            "mode": mode,
            "auxiliary": auxiliary,
            "actors": _parties("actor", claim, correction, text),
            "recipients": _parties("recipient", claim, correction, text),
        }
    )


def _parties(
    role: str, claim: Claim, correction: Mapping[str, str], text: str
) -> tuple[Party, ...]:
    event = claim.event
    actors = event.actors if event is not None else ()
    recipients = event.recipients if event is not None else ()
    former, others = (actors, recipients) if role == "actor" else (recipients, actors)
    names = correction.get(f"{role}s")
    codes = correction.get(f"{role}_codes")
    if names is None and codes is None:
        return former
    known = {party.name: party for party in (*reversed(others), *reversed(former))}
    wanted = [party.name for party in former] if names is None else _entries(names)
    if codes is None:
        told = [known[name].code if name in known else None for name in wanted]
    else:
        told = [entry or None for entry in _entries(codes)]
    return tuple(
        _party(name or code or "", code, known, claim, text)
        for name, code in zip_longest(wanted, told)
        if name or code
    )


def _party(
    name: str, code: str | None, known: Mapping[str, Party], claim: Claim, text: str
) -> Party:
    former = known.get(name)
    if former is not None and former.code == code:
        return former
    blocks = (code or "").split()
    country = blocks[0] if blocks and _is_country(blocks[0]) else None
    sector = next((block for block in blocks if block in _SECTORS), None)
    span = former if former is not None else _place(name, claim, text)
    return Party(
        start=span.start,
        end=span.end,
        text=span.text,
        name=name,
        code=code,
        country=country,
        sector=sector,
        title=former.title if former is not None else None,
        resolved="user" if code else None,
    )


def _is_country(block: str) -> bool:
    return _COUNTRY.fullmatch(block) is not None and block not in _SECTORS


def _place(name: str, claim: Claim, text: str) -> Span:
    """Where a name stands in the claim, else nearest to it in the text, else nowhere."""
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    within = named.search(text, claim.start, claim.end)
    found: Iterable[re.Match[str]] = [within] if within is not None else named.finditer(text)
    nearest = min(found, key=lambda match: abs(match.start() - claim.start), default=None)
    if nearest is None:
        return Span(start=claim.start, end=claim.start, text="")
    return Span(start=nearest.start(), end=nearest.end(), text=nearest.group())


def _value(correction: Mapping[str, str], name: str, former: str | None) -> str | None:
    return correction[name] or None if name in correction else former


def _entries(value: str) -> Sequence[str]:
    return [entry.strip() for entry in value.split(";")] if value else []
