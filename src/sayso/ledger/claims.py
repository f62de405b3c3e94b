"""Claims asked for: the filters of ``sayso claims``, as one query.

Comes in: what to look for. Goes out: an Arrow table, one row a claim. The idea in between: names,
codes and words match by the start of a word, without case and accents, as with ``sayso read``; the
folded columns hold what is compared. With ``reviewed``, people's reviews are applied before the
filters (see :mod:`sayso.ledger.corrections`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from sayso.errors import UsageError
from sayso.labels import fold
from sayso.ledger import corrections
from sayso.ledger.schema import HIDDEN
from sayso.ledger.snapshot import Snapshot, columns

# The start of a word, as Python's \b would have it: RE2 knows no look-behind.
_START = r"(?:^|[^\p{L}\p{N}_])"

_NAMELESS = ("unnamed", "unspecified")


@dataclass(frozen=True)
class Filters:
    """What claims to look for; every filter that is given must hold.

    Args:
        who: start of a name or code of any voice of the chain; ``author`` for claims of the
            author's own; ``unnamed`` or ``unspecified`` for chains with such a voice.
        about: start of a word of the claim, or of a name or code of a party.
        actor: start of a name or code of an actor.
        recipient: the same of a recipient.
        types: PLOVER types; ``none`` for claims without an event.
        status: statuses.
        certainty: certainties.
        voice_kinds: kinds of the last voice.
        since: published on this day or later.
        until: published on this day or earlier.
        publisher: start of a word of the publisher's name.
        text: words that the claim holds, each by its start, in any order.
        document_id: claims of this document.
    """

    who: str | None = None
    about: str | None = None
    actor: str | None = None
    recipient: str | None = None
    types: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    voice_kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    text: str | None = None
    document_id: str | None = None


def find(
    snapshot: Snapshot, filters: Filters, *, limit: int | None = None, reviewed: bool = False
) -> pa.Table:
    """The claims that pass, by date, document and place in the text.

    Args:
        snapshot: what to look at.
        filters: what to look for.
        limit: the most claims to return.
        reviewed: apply people's reviews; adds the column ``verdict``.

    Returns:
        The columns of the view ``claims``, after ``claim``, the claim's name (``seoul-01:c7``).

    Raises:
        UsageError: the limit makes no sense.
        LedgerError: the ledger cannot be read.
    """
    if limit is not None and limit < 0:
        raise UsageError(f"limit={limit}: it must be 0 or more")
    where, parameters = condition(filters)
    shown = [column for column in columns("claims") if column not in HIDDEN]
    listed = ", ".join(f'"{name}"' for name in (*shown, *(("verdict",) if reviewed else ())))
    order = "ORDER BY published NULLS LAST, document_id, reader, position"
    answer = f"SELECT document_id || ':' || claim_id AS claim, {listed} FROM"
    source = corrections.judged if reviewed else corrections.unjudged
    with snapshot.connection() as connection:
        if reviewed:
            corrections.apply(snapshot, connection)
        if limit is None:
            every = f"{answer} {source('whole_claims')} {where} {order}"
            return snapshot.asked(connection, every, parameters)
        # Which ones first, from the few columns that tell; then all columns of those few.
        bare = source("bare_claims")
        chosen = snapshot.asked(
            connection,
            f"SELECT reading_id, position FROM {bare} {where} {order} LIMIT {limit}",  # noqa: S608
            parameters,
        )
        connection.register("chosen", chosen)
        few = source("whole_claims", "SEMI JOIN chosen USING (reading_id, position)")
        return snapshot.asked(connection, f"{answer} {few} {order}")


def condition(filters: Filters) -> tuple[str, dict[str, Any]]:
    """A WHERE clause over claims, empty where no filter is given, and its parameters."""
    found: list[str] = []
    given: dict[str, Any] = {}

    def add(condition: str, **values: object) -> None:
        found.append(condition)
        given.update(values)

    who = fold(filters.who or "")
    if who == "author":
        add("voice_kind = 'author'")
    elif who:
        nameless = " OR list_contains([v.kind for v in sayso], $kind)" if who in _NAMELESS else ""
        add(f"(regexp_matches(who_folded, $who){nameless})", who=_start(who))
        given |= {"kind": who} if nameless else {}
    for name, sought, names in (
        ("about", filters.about, ("text_folded", "actors_folded", "recipients_folded")),
        ("actor", filters.actor, ("actors_folded",)),
        ("recipient", filters.recipient, ("recipients_folded",)),
        ("publisher", filters.publisher, ("strip_accents(lower(publisher))",)),
    ):
        if sought:
            either = " OR ".join(f"regexp_matches({column}, ${name})" for column in names)
            add(f"({either})", **{name: _start(fold(sought))})
    for place, word in enumerate(fold(filters.text or "").split()):
        add(f"regexp_matches(text_folded, $word{place})", **{f"word{place}": _start(word)})
    for name, values in (
        ("coalesce(event_type, 'NONE')", tuple(kind.upper() for kind in filters.types)),
        ("status", filters.status),
        ("certainty", filters.certainty),
        ("voice_kind", filters.voice_kinds),
    ):
        if values:
            key = f"list{len(given)}"
            add(f"list_contains(${key}, {name})", **{key: list(values)})
    if filters.since is not None:
        add("published >= $since", since=filters.since)
    if filters.until is not None:
        add("published <= $until", until=filters.until)
    if filters.document_id is not None:
        add("document_id = $document", document=filters.document_id)
    return f"WHERE {' AND '.join(found)}" if found else "", given


def _start(sought: str) -> str:
    return _START + re.escape(sought).replace(r"\ ", " ")
