"""What people say of claims: accepted, corrected or rejected, by whom, when and why.

Comes in: a claim's name and a verdict. Goes out: a row of ``reviews``, never changed afterwards;
the last verdict on a claim counts, all of them stay, and :func:`undo` writes the one before it
again. A review is of one reader's reading: another reader numbers its claims anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import pyarrow as pa

from sayso.errors import UsageError
from sayso.knowledge.plover import plover_types
from sayso.ledger import batches, keys
from sayso.ledger.corrections import CORRECTABLE, COUNTING, DRAWN, WITHDRAWN
from sayso.ledger.snapshot import Snapshot
from sayso.ledger.store import Store
from sayso.records import Certainty, Status, VoiceKind

Verdict = Literal["accept", "correct", "reject", "note", "withdraw"]

# What a claim without an event has none of.
_OF_EVENTS = ("mode", "actors", "actor_codes", "recipients", "recipient_codes")

_VALUES: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "certainty": get_args(Certainty),
    "voice_kind": get_args(VoiceKind),
}


@dataclass(frozen=True)
class Review:
    """A verdict on a claim.

    Args:
        claim: its name, ``seoul-01:c7``.
        verdict: ``accept``, ``correct`` or ``reject``; ``note``, a remark that is no verdict;
            ``withdraw``, which takes all verdicts back.
        by: who says so.
        why: why, or the remark; needed but for ``accept`` and ``withdraw``.
        correction: with ``correct``: columns of claims and what they should hold; empty text for
            none, several values with ``;`` between them. See :data:`CORRECTABLE`.
    """

    claim: str
    verdict: Verdict
    by: str
    why: str | None = None
    correction: Mapping[str, str] = field(default_factory=dict)


def write(store: Store, snapshot: Snapshot, review: Review) -> str:
    """Write a review.

    Args:
        store: where to.
        snapshot: where the claim is.
        review: the verdict.

    Returns:
        The review's id.

    Raises:
        UsageError: there is no such claim, or the review lacks something or has it wrong.
        LedgerError: it cannot be written.
    """
    correction = _checked(review)
    claim = found(snapshot, review.claim)
    row = {
        **of_claim(claim),
        "review_id": keys.new_id(),
        "reviewed_at": datetime.now(UTC),
        "verdict": review.verdict,
        "correction": list(correction.items()) or None,
        "by": review.by.strip(),
        "why": (review.why or "").strip() or None,
    }
    batches.append(store, "reviews", [row], {"review": row["review_id"]})
    return str(row["review_id"])


def listed(snapshot: Snapshot, claim: str | None = None, *, current: bool = False) -> pa.Table:
    """The reviews, the last first; what was only drawn for a sample is left out.

    Args:
        snapshot: what to look at.
        claim: only those of this claim.
        current: only the last one of each claim.
    """
    parameters: dict[str, Any] = {}
    condition = "true" if current else f"verdict <> '{DRAWN}'"
    if claim is not None:
        document_id, claim_id = keys.parsed_claim_key(claim)
        condition += " AND document_id = $document AND claim_id = $claim"
        parameters = {"document": document_id, "claim": claim_id}
    counting = f"FROM (SELECT * {COUNTING})" if current else "FROM reviews"
    return snapshot.query(
        f"SELECT document_id || ':' || claim_id AS claim, * {counting} "
        f"WHERE {condition} ORDER BY reviewed_at DESC, review_id",
        parameters,
    )


def undo(store: Store, snapshot: Snapshot, claim: str, by: str) -> str:
    """Let count what counted before the last verdict on a claim; once more brings it back.

    Nothing is removed: the verdict before it is written again, by whoever undoes; where there was
    none, the last one is withdrawn.

    Args:
        store: where to.
        snapshot: where the claim is.
        claim: its name.
        by: who undoes it.

    Returns:
        The new review's id.

    Raises:
        UsageError: nobody has reviewed this claim.
        LedgerError: it cannot be written.
    """
    reader = found(snapshot, claim)["reader"]
    said = [
        one
        for one in listed(snapshot, claim).to_pylist()
        if one["verdict"] != "note" and one["reader"] == reader
    ]
    if not said:
        raise UsageError(f"{claim}: nobody has reviewed it; there is nothing to undo")
    before = said[1] if len(said) > 1 else None
    if before is None or before["verdict"] == WITHDRAWN:
        return write(store, snapshot, Review(claim, "withdraw", by, "undone"))
    again = Review(claim, before["verdict"], by, before["why"], dict(before["correction"] or ()))
    return write(store, snapshot, again)


def found(snapshot: Snapshot, claim: str) -> Mapping[str, Any]:
    """The row of the claim of this name.

    Raises:
        UsageError: there is no such claim.
    """
    document_id, claim_id = keys.parsed_claim_key(claim)
    rows = snapshot.query(
        'SELECT document_id, reader, claim_id, "start", "end", text FROM kept.bare_claims '
        "WHERE document_id = $document AND claim_id = $claim",
        {"document": document_id, "claim": claim_id},
    ).to_pylist()
    if not rows:
        raise UsageError(f"{snapshot.store.location}: there is no claim {claim!r}")
    if len(rows) > 1:
        raise UsageError(f"several readers have a claim {claim!r}; choose one with --reader")
    row: Mapping[str, Any] = rows[0]
    return row


def of_claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of ``reviews`` repeats of the claim, so that it can be understood alone."""
    return {
        name: claim[name] for name in ("document_id", "reader", "claim_id", "start", "end", "text")
    }


def _checked(review: Review) -> dict[str, str]:
    """The correction in full, of a review that is as it should be."""
    if review.verdict not in get_args(Verdict):
        raise UsageError(f"verdict {review.verdict!r}: use one of {', '.join(get_args(Verdict))}")
    if not review.by.strip():
        raise UsageError("say who reviews: --by NAME")
    if review.verdict not in ("accept", "withdraw") and not (review.why or "").strip():
        raise UsageError(f"say why: {review.verdict} needs --why TEXT")
    if (review.verdict == "correct") != bool(review.correction):
        raise UsageError(
            "correct needs what should be there: --set status=denied; nothing else does"
        )
    correction = {name: value.strip() for name, value in review.correction.items()}
    for name, value in correction.items():
        if name not in CORRECTABLE:
            raise UsageError(f"{name!r} can't be corrected; use one of {', '.join(CORRECTABLE)}")
        allowed = _VALUES.get(name)
        if allowed and value not in allowed:
            raise UsageError(f"{name}={value!r}: use one of {', '.join(allowed)}")
    if correction.get("voice_kind") == "author":
        correction |= {"voice_name": "author", "voice_code": ""}
    if "event_type" in correction:
        kind = correction["event_type"].upper()
        correction["event_type"] = "" if kind == "NONE" else kind
        if kind not in ("", "NONE", *plover_types()):
            raise UsageError(f"event_type={kind!r}: use one of {', '.join(plover_types())}, none")
        if not correction["event_type"]:
            correction |= dict.fromkeys(_OF_EVENTS, "")
    return correction
