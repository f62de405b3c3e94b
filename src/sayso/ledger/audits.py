"""How far to trust the tool on this corpus: a random sample of claims, and the error rates in it.

Comes in: a ledger, and people's reviews of the claims drawn. Goes out: the sample, and for each
kind of claim the share that was corrected or rejected, with a 95 % confidence interval (Wilson's
score interval: E. B. Wilson, Journal of the American Statistical Association 22, 1927). The idea in
between: with ``by``, every kind is drawn equally often, so that rare kinds can be judged, too; the
rate over all claims then weighs each kind by how frequent it is in the ledger, and its interval
rests on the effective size of such a sample (L. Kish, Survey Sampling, 1965).

The draw is kept in ``reviews`` (verdict ``drawn``), so that later documents don't change it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import sqrt
from typing import Literal, get_args

import pyarrow as pa

from sayso.errors import UsageError
from sayso.ledger import batches, keys
from sayso.ledger.corrections import COUNTING, DRAWN
from sayso.ledger.reviews import of_claim
from sayso.ledger.snapshot import Snapshot
from sayso.ledger.store import Store

By = Literal["none", "voice", "status", "type"]

_KINDS: dict[By, str] = {
    "none": "'all'",
    "voice": "voice_kind",
    "status": "status",
    "type": "coalesce(event_type, 'none')",
}

# Of the standard normal distribution, 97.5 %.
_Z = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """What reviews say of one kind of claim.

    ``errors`` is the share corrected or rejected, with 95 % confidence between ``low`` and
    ``high``; None where nothing was reviewed. ``claims`` is how many of the kind the ledger holds.
    """

    kind: str
    claims: int
    drawn: int
    accepted: int
    corrected: int
    rejected: int
    errors: float | None
    low: float | None
    high: float | None

    @property
    def reviewed(self) -> int:
        """How many were reviewed."""
        return self.accepted + self.corrected + self.rejected


@dataclass(frozen=True)
class Audit:
    """The error rates of a sample: by kind, and over all."""

    sample_id: str
    rates: tuple[Rate, ...]
    total: Rate


def sample(store: Store, snapshot: Snapshot, n: int, by: By = "none", seed: int = 0) -> str:
    """Draw claims for review, and keep which; the same call again draws nothing new.

    Args:
        store: where the draw is kept.
        snapshot: what to draw from.
        n: how many.
        by: draw from each kind equally often: kind of ``voice``, ``status`` or event ``type``.
        seed: another seed draws others.

    Returns:
        The sample's id, ``voice-50-7``.

    Raises:
        UsageError: ``n`` or ``by`` makes no sense, or there are no claims.
    """
    if n < 1:
        raise UsageError(f"n={n}: draw 1 or more")
    if by not in get_args(By):
        raise UsageError(f"by={by!r}: use one of {', '.join(get_args(By))}")
    sample_id = f"{by}-{n}-{seed}"
    if _drawn(snapshot, sample_id).num_rows:
        return sample_id
    chosen = snapshot.query(
        f"""
        SELECT document_id, reader, claim_id, "start", "end", text FROM (
            SELECT *, md5($seed || ':' || document_id || ':' || claim_id) AS lot
            FROM kept.bare_claims
        )
        ORDER BY row_number() OVER (PARTITION BY {_KINDS[by]} ORDER BY lot), lot LIMIT {int(n)}
        """,  # noqa: S608 - our own names and a number
        {"seed": str(seed)},
    ).to_pylist()
    if not chosen:
        raise UsageError(f"{snapshot.store.location}: there are no claims to draw from")
    now = datetime.now(UTC)
    rows = [
        {
            **of_claim(claim),
            "review_id": keys.new_id(),
            "reviewed_at": now,
            "verdict": DRAWN,
            "by": "sayso review sample",
            "sample_id": sample_id,
        }
        for claim in chosen
    ]
    batches.append(store, "reviews", rows, {"sample": sample_id})
    return sample_id


def samples(snapshot: Snapshot) -> list[str]:
    """The ids of the samples that were drawn, the last first."""
    found = snapshot.query(
        "SELECT sample_id FROM kept.reviews WHERE verdict = $drawn "
        "GROUP BY ALL ORDER BY max(reviewed_at) DESC, sample_id",
        {"drawn": DRAWN},
    )
    return [str(one) for one in found.column(0).to_pylist()]


def drawn(snapshot: Snapshot, sample_id: str) -> pa.Table:
    """The claims of a sample, in the order drawn, with the verdict on each (null: not yet).

    Raises:
        UsageError: there is no such sample.
    """
    found = _drawn(snapshot, sample_id)
    if not found.num_rows:
        raise UsageError(f"there is no sample {sample_id!r}; 'sayso review sample' draws one")
    return found


def report(snapshot: Snapshot, sample_id: str | None = None) -> Audit:
    """The error rates that the reviews of a sample show.

    Args:
        snapshot: what to look at.
        sample_id: the sample; None for the one drawn last.

    Raises:
        UsageError: there is no such sample.
    """
    sample_id = sample_id or _last(snapshot)
    by: By = next(name for name in get_args(By) if sample_id.startswith(f"{name}-"))
    held = {
        row["kind"]: row["claims"]
        for row in snapshot.query(
            f"SELECT {_KINDS[by]} AS kind, count(*) AS claims FROM kept.bare_claims GROUP BY ALL"  # noqa: S608
        ).to_pylist()
    }
    verdicts: dict[str, list[str | None]] = {kind: [] for kind in held}
    for row in drawn(snapshot, sample_id).to_pylist():
        kind = {"none": "all", "voice": row["voice_kind"], "status": row["status"]}.get(
            by, row["event_type"] or "none"
        )
        verdicts.setdefault(kind, []).append(row["verdict"])
    rates = tuple(_rate(kind, held.get(kind, 0), found) for kind, found in sorted(verdicts.items()))
    return Audit(sample_id, rates, _total(rates))


def wilson(errors: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share that was seen in ``n`` draws.

    >>> [round(bound, 3) for bound in wilson(0.1, 50)]
    [0.043, 0.214]
    """
    middle = (errors + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(errors * (1 - errors) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _rate(kind: str, claims: int, verdicts: Sequence[str | None]) -> Rate:
    accepted, corrected, rejected = (
        sum(1 for verdict in verdicts if verdict == name)
        for name in ("accept", "correct", "reject")
    )
    reviewed = accepted + corrected + rejected
    errors = low = high = None
    if reviewed:
        errors = (corrected + rejected) / reviewed
        low, high = wilson(errors, reviewed)
    return Rate(kind, claims, len(verdicts), accepted, corrected, rejected, errors, low, high)


def _total(rates: Sequence[Rate]) -> Rate:
    """Over all kinds that have reviews, each weighed by its share of the ledger."""
    judged = [rate for rate in rates if rate.errors is not None and rate.claims]
    errors = low = high = None
    if judged:
        claims = sum(rate.claims for rate in judged)
        weights = [rate.claims / claims for rate in judged]
        errors = sum(
            weight * (rate.errors or 0.0) for weight, rate in zip(weights, judged, strict=True)
        )
        effective = 1 / sum(
            weight**2 / rate.reviewed for weight, rate in zip(weights, judged, strict=True)
        )
        low, high = wilson(errors, effective)
    sums: Mapping[str, int] = {
        name: sum(getattr(rate, name) for rate in rates)
        for name in ("claims", "drawn", "accepted", "corrected", "rejected")
    }
    return Rate("all", errors=errors, low=low, high=high, **sums)


def _drawn(snapshot: Snapshot, sample_id: str) -> pa.Table:
    return snapshot.query(
        f"""
        SELECT document_id || ':' || claim_id AS claim, last.verdict, voices, voice_kind, status,
            event_type, mode, actors, recipients, claims.text
        FROM (SELECT document_id, reader, claim_id, review_id FROM kept.reviews
              WHERE sample_id = $sample AND verdict = $drawn) AS drawn
        JOIN kept.bare_claims AS claims USING (document_id, reader, claim_id)
        LEFT JOIN (
            SELECT document_id, reader, claim_id, verdict {COUNTING}
        ) AS last USING (document_id, reader, claim_id)
        ORDER BY md5(document_id || ':' || claim_id)
        """,  # noqa: S608 - our own names
        {"sample": sample_id, "drawn": DRAWN},
    )


def _last(snapshot: Snapshot) -> str:
    found = samples(snapshot)
    if not found:
        raise UsageError("no sample was drawn yet; 'sayso review sample' draws one")
    return found[0]
