"""Who acts on whom: every pair of parties of a ledger, and what is told of the one and the other.

Comes in: acts (see :mod:`sayso.weighing.acts`). Goes out: a :class:`Network` of ties, one for each
actor, recipient and quad class. The idea in between: a tie counts *events*, so that what one
document tells twice counts once, and names the claims behind its number; it never says that
something was done, only that it is told.

Parties are sides: a country, or the code of a body or group that has none. Acts of a party upon
itself, and those whose one side nobody knows, make no tie; how many those are is told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast, get_args

import duckdb

from sayso.errors import UsageError
from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.records import Quad, Status
from sayso.weighing.acts import Voice
from sayso.weighing.dyads import DONE

if TYPE_CHECKING:
    import pyarrow as pa

# Sides that are nobody: "soldiers", "rebels" of no country.
_NOBODY = sorted((PRIMARY_SECTORS | NON_STATE) - {"IGO"})

# An act has the days of its event, and where the text gives none the day of publication.
_KEPT = """
    CREATE TABLE kept AS
    SELECT *, actor_side IS NOT NULL AND recipient_side IS NOT NULL
        AND NOT list_contains($nobody, actor_side) AND NOT list_contains($nobody, recipient_side)
        AS named
    FROM acts
    WHERE (len($status) = 0 OR list_contains($status, status))
        AND (len($voice) = 0 OR list_contains($voice, voice))
        AND ($since IS NULL OR coalesce(first, published) >= $since)
        AND ($until IS NULL OR coalesce(last, published) <= $until)
        AND ($about IS NULL OR coalesce(starts_with(actor || ' ', $about || ' '), false)
            OR coalesce(starts_with(recipient || ' ', $about || ' '), false))
        AND coalesce(actor_side <> recipient_side, true)
"""
_TIES = """
    SELECT actor_side, recipient_side, quad, count(DISTINCT event) AS events,
        count(DISTINCT event) FILTER (list_contains($done, status)) AS done,
        count(DISTINCT claim) AS claims, avg(score) AS mean_score,
        list_sort(list(DISTINCT claim)) AS claim_ids
    FROM kept WHERE named GROUP BY ALL HAVING count(DISTINCT event) >= $least
    ORDER BY events DESC, actor_side, recipient_side, quad
"""
_UNNAMED = "SELECT count(DISTINCT event) FROM kept WHERE NOT named"


@dataclass(frozen=True, slots=True)
class Tie:
    """What is told that one party does to another, of one quad class.

    Args:
        actor: a country, or a code.
        recipient: the same; of what equals do together, each is both.
        quad: the class.
        events: how many events are told.
        done: how many of them are told as done (happened, ongoing); what is told both as done and
            as planned or denied is among them.
        claims: how many claims tell them.
        mean_score: PLOVER's, the mean over claims, from -10 (most hostile) to 10.
        claim_ids: the claims.
    """

    actor: str
    recipient: str
    quad: Quad
    events: int
    done: int
    claims: int
    mean_score: float
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Who acts on whom.

    Args:
        ties: those with most events first.
        unnamed: events of which the actor or the recipient is nobody that is known.
    """

    ties: tuple[Tie, ...]
    unnamed: int

    @property
    def parties(self) -> dict[str, int]:
        """The parties, each with the events that it has a part in, by name."""
        found: dict[str, int] = {}
        for tie in self.ties:
            for party in (tie.actor, tie.recipient):
                found[party] = found.get(party, 0) + tie.events
        return dict(sorted(found.items()))


def network(
    acts: pa.Table,
    *,
    about: str | None = None,
    status: Collection[str] = (),
    voice: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    least: int = 1,
) -> Network:
    """Count who acts on whom.

    Args:
        acts: of the schema :data:`sayso.weighing.acts.ACTS`.
        about: only acts of or upon this party: a country (``AZE``) or the start of a code.
        status: only what is put like this.
        voice: only what is said by these, see :data:`sayso.weighing.acts.Voice`.
        since: only events from this day on; without a date of its own an event has the day on which
            its text was published, and without either it is left out where a day is given.
        until: only events to this day.
        least: leave out ties with fewer events.

    Raises:
        UsageError: an argument is none of those allowed, or ``since`` lies after ``until``.
    """
    for name, given, allowed in (
        ("status", status, get_args(Status)), ("voice", voice, get_args(Voice)),
    ):  # fmt: skip
        for value in given:
            if value not in allowed:
                raise UsageError(f"{name} {value!r}: use one of {', '.join(allowed)}")
    if since is not None and until is not None and since > until:
        raise UsageError(f"since {since} lies after until {until}")
    with duckdb.connect(":memory:") as connection:
        connection.register("acts", acts)
        given_by = {
            "nobody": _NOBODY,
            "status": list(status),
            "voice": list(voice),
            "since": since,
            "until": until,
            "about": about,
        }
        connection.execute(_KEPT, given_by)
        rows = connection.execute(_TIES, {"done": list(DONE), "least": least}).fetchall()
        ((unnamed,),) = connection.execute(_UNNAMED).fetchall()
    ties = (
        Tie(actor, recipient, cast("Quad", quad), events, done, claims, round(score, 4), tuple(ids))
        for actor, recipient, quad, events, done, claims, score, ids in rows
    )
    return Network(tuple(ties), unnamed)
