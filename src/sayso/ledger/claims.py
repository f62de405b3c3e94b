"""Claims asked for: the filters of ``sayso claims``, as one query.

Comes in: what to look for. Goes out: an Arrow table, one row a claim. The idea in between: names,
codes and words match by the start of a word, without case and accents, as with ``sayso read``; the
folded columns hold what is compared. With ``reviewed``, people's reviews are applied before the
filters: rejected claims are out, corrected ones are as they were corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from sayso.errors import UsageError
from sayso.labels import LINK, fold
from sayso.ledger.schema import HIDDEN
from sayso.ledger.snapshot import Snapshot, columns

# The start of a word, as Python's \b would have it: RE2 knows no look-behind.
_START = r"(?:^|[^\p{L}\p{N}_])"

_NAMELESS = ("unnamed", "unspecified")

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

#: Those of them that hold lists; values are separated by ``;``.
LISTS = frozenset({"actors", "actor_codes", "recipients", "recipient_codes"})

#: The verdict of a row of reviews that only says that the claim was drawn for a sample.
DRAWN = "drawn"

#: The last review of each claim. Reviews are of one reader's reading.
CURRENT_REVIEWS = """
    SELECT document_id, reader, claim_id, verdict, correction FROM kept.reviews
    WHERE verdict <> 'drawn' QUALIFY row_number() OVER (
        PARTITION BY document_id, reader, claim_id ORDER BY reviewed_at DESC, review_id
    ) = 1
"""


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
    conditions, parameters = _conditions(filters)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    shown = [column for column in columns("claims") if column not in HIDDEN]
    listed = ", ".join(f'"{name}"' for name in (*shown, *(("verdict",) if reviewed else ())))
    order = "ORDER BY published NULLS LAST, document_id, reader, position"
    answer = f"SELECT document_id || ':' || claim_id AS claim, {listed} FROM"
    with snapshot.connection() as connection:
        if limit is None:
            source = _reviewed("kept.whole_claims") if reviewed else "kept.whole_claims"
            return snapshot.asked(connection, f"{answer} {source} {where} {order}", parameters)
        # Which ones first, from the few columns that tell; then all columns of those few.
        bare = _reviewed("kept.bare_claims") if reviewed else "kept.bare_claims"
        chosen = snapshot.asked(
            connection,
            f"SELECT reading_id, position FROM {bare} {where} {order} LIMIT {limit}",  # noqa: S608
            parameters,
        )
        connection.register("chosen", chosen)
        few = "(FROM kept.whole_claims SEMI JOIN chosen USING (reading_id, position))"
        source = _reviewed(few) if reviewed else few
        return snapshot.asked(connection, f"{answer} {source} {order}")


def _conditions(filters: Filters) -> tuple[list[str], dict[str, Any]]:
    """Conditions of a WHERE clause, and the values of their parameters."""
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
    return found, given


def _start(sought: str) -> str:
    return _START + re.escape(sought).replace(r"\ ", " ")


def _reviewed(source: str) -> str:
    """These claims with the last review of each applied."""
    changed = ",\n".join(f"{_corrected(name)} AS {name}" for name in CORRECTABLE)
    voice = " OR ".join(map(_has, ("voice_kind", "voice_name", "voice_code")))
    name = "CASE v.kind WHEN 'author' THEN 'author' ELSE coalesce(v.name, v.mention, v.kind) END"
    # A claim of the author's own that turns out to be another's: that voice comes after the author.
    own = "sayso[-1].kind = 'author'"
    outer = f"[{name} FOR v IN (CASE WHEN {own} THEN sayso ELSE sayso[:-2] END)]"
    said = f"{_folded('voice_name')} || chr(9) || {_folded('voice_code')}"
    return f"""(
        SELECT * REPLACE (
            CASE WHEN NOT voice_changed THEN voices WHEN voice_kind = 'author' THEN 'author' ELSE
                array_to_string({outer} || [coalesce(voice_name, voice_kind)], '{LINK}')
            END AS voices,
            CASE WHEN NOT voice_changed THEN who_folded WHEN {own} THEN chr(10) || {said} ELSE
                regexp_replace(who_folded, '[^\\n]*$', {said})
            END AS who_folded,
            CASE WHEN actors_changed THEN {_folded_list("actors", "actor_codes")}
            ELSE actors_folded END AS actors_folded,
            CASE WHEN recipients_changed THEN {_folded_list("recipients", "recipient_codes")}
            ELSE recipients_folded END AS recipients_folded
        ) FROM (
            SELECT claims.* REPLACE ({changed}), verdict,
                coalesce({voice}, false) AS voice_changed,
                coalesce({_has("actors")} OR {_has("actor_codes")}, false) AS actors_changed,
                coalesce({_has("recipients")} OR {_has("recipient_codes")}, false)
                    AS recipients_changed
            FROM {source} AS claims
            LEFT JOIN ({CURRENT_REVIEWS}) AS reviews USING (document_id, reader, claim_id)
            WHERE verdict IS DISTINCT FROM 'reject'
        )
    )"""  # noqa: S608 - our own names


def _corrected(name: str) -> str:
    value = f"nullif(correction['{name}'], '')"
    if name in LISTS:
        empty = "[]::VARCHAR[]"
        split = f"[nullif(trim(v), '') FOR v IN string_split(correction['{name}'], ';')]"
        value = f"CASE WHEN {value} IS NULL THEN {empty} ELSE {split} END"
    return f"CASE WHEN {_has(name)} THEN {value} ELSE claims.{name} END"


def _has(name: str) -> str:
    return f"map_contains(correction, '{name}')"


def _folded(name: str) -> str:
    return f"strip_accents(lower(coalesce({name}, '')))"


def _folded_list(names: str, codes: str) -> str:
    joined = f"array_to_string({names} || {codes}, chr(10))"
    return f"strip_accents(lower({joined}))"
