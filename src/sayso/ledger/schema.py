"""The tables of a ledger: their names, their columns and what each column holds.

Nothing comes in; the Arrow schemas go out, and the columns that people see of them. The idea in
between: what is asked for often has a column of its own, and every record is kept whole besides, as
its JSON in ``record``. So a reading can be rebuilt exactly, and a new field of a record needs no
change of any table.

Columns that tie the tables together and are of no use to people (``reading_id``, ``batch_id``,
``*_folded``, ``record``) are left out of the tables that SQL sees.
"""

from __future__ import annotations

import pyarrow as pa

#: Written into every table; a ledger of another format is not touched.
FORMAT = "1"

_TEXT = pa.string()
_NUMBER = pa.int32()
_REAL = pa.float64()
_DAY = pa.date32()
_MOMENT = pa.timestamp("us", tz="UTC")
_TEXTS = pa.list_(_TEXT)

_VOICE = pa.struct(
    [
        ("kind", _TEXT),
        ("name", _TEXT),
        ("code", _TEXT),
        ("stance", _TEXT),
        ("quote", _TEXT),
        ("mention", _TEXT),
        ("cue", _TEXT),
        ("attribution", _TEXT),
    ]
)

# Which document, read by which reader, in which attempt to write a batch.
_KEY = [("document_id", _TEXT), ("reader", _TEXT), ("reading_id", _TEXT), ("batch_id", _TEXT)]

DOCUMENTS = pa.schema(
    [
        *_KEY,
        ("run_id", _TEXT),  # the run that read it
        ("read_at", _MOMENT),
        ("text_id", _TEXT),  # hash of the normalised text: copies under other ids share it
        ("title", _TEXT),
        ("publisher", _TEXT),
        ("author", _TEXT),
        ("published", _DAY),
        ("url", _TEXT),
        ("language", _TEXT),
        ("genre", _TEXT),
        ("genre_confidence", _REAL),
        ("licence", _TEXT),
        ("words", _NUMBER),
        ("attribution_count", _NUMBER),
        ("claim_count", _NUMBER),
        ("party_count", _NUMBER),
        ("reader_version", _TEXT),
        ("reader_models", _TEXT),  # JSON: model -> hash
        ("text", _TEXT),
        ("digest", _TEXT),  # SHA-256 of the JSON of the whole reading
        ("record", _TEXT),  # the rest of the document's record
    ]
)

APPEARANCES = pa.schema(
    [
        ("document_id", _TEXT),
        ("text_id", _TEXT),
        ("appearance_id", _TEXT),  # hash of document, text, url, publisher and date
        ("given_id", _TEXT),  # the id that its owner gave this copy
        ("url", _TEXT),
        ("publisher", _TEXT),
        ("published", _DAY),
        ("title", _TEXT),
        ("author", _TEXT),
        ("run_id", _TEXT),
        ("seen_at", _MOMENT),
    ]
)

ATTRIBUTIONS = pa.schema(
    [
        *_KEY,
        ("position", _NUMBER),  # order within the reading, from 0
        ("attribution_id", _TEXT),
        ("parent", _TEXT),
        ("quote", _TEXT),
        ("source", _TEXT),  # pieces of a source, cue or content are joined by " ... "
        ("cue", _TEXT),
        ("content", _TEXT),
        ("content_start", _NUMBER),
        ("content_end", _NUMBER),
        ("record", _TEXT),
    ]
)

CLAIMS = pa.schema(
    [
        *_KEY,
        ("position", _NUMBER),
        ("claim_id", _TEXT),
        ("start", _NUMBER),
        ("end", _NUMBER),
        ("text", _TEXT),
        ("voices", _TEXT),  # the chain in words: author > two officials > Kyiv
        ("voice_kind", _TEXT),  # of the last voice: who says it
        ("voice_name", _TEXT),
        ("voice_code", _TEXT),
        ("stance", _TEXT),
        ("quote", _TEXT),
        ("depth", _NUMBER),  # voices after the author's
        ("sayso", pa.list_(_VOICE)),
        ("status", _TEXT),
        ("certainty", _TEXT),
        ("likelihood_low", _REAL),
        ("likelihood_high", _REAL),
        ("event_id", _TEXT),
        ("event_type", _TEXT),
        ("mode", _TEXT),
        ("contexts", _TEXTS),
        ("auxiliary", _TEXTS),
        ("trigger", _TEXT),
        ("actors", _TEXTS),
        ("actor_codes", _TEXTS),
        ("recipients", _TEXTS),
        ("recipient_codes", _TEXTS),
        ("when_text", _TEXT),
        ("when_value", _TEXT),
        ("when_precision", _TEXT),
        ("place", _TEXT),
        ("place_country", _TEXT),
        ("latitude", _REAL),
        ("longitude", _REAL),
        ("geonames", pa.int64()),
        ("quad", _TEXT),
        ("score", _REAL),
        ("evidence", _TEXTS),
        ("evidence_kinds", _TEXTS),
        ("loaded", _TEXTS),
        ("confidence", _REAL),
        ("text_folded", _TEXT),  # for the filters: without case and accents
        ("who_folded", _TEXT),  # a voice a line, its names separated by tabs
        ("actors_folded", _TEXT),  # a party a line
        ("recipients_folded", _TEXT),
        ("record", _TEXT),
    ]
)

PARTIES = pa.schema(
    [
        *_KEY,
        ("claim_id", _TEXT),
        ("event_id", _TEXT),
        ("event_type", _TEXT),
        ("role", _TEXT),  # actor or recipient
        ("position", _NUMBER),
        ("name", _TEXT),
        ("code", _TEXT),
        ("country", _TEXT),
        ("sector", _TEXT),
        ("title", _TEXT),
        ("resolved", _TEXT),
        ("start", _NUMBER),
        ("end", _NUMBER),
        ("text", _TEXT),
    ]
)

REJECTED = pa.schema(
    [
        ("rejection_id", _TEXT),  # hash of source and reason: the same is kept once
        ("source", _TEXT),
        ("reason", _TEXT),
        ("run_id", _TEXT),
        ("rejected_at", _MOMENT),
    ]
)

REVIEWS = pa.schema(
    [
        ("review_id", _TEXT),
        ("reviewed_at", _MOMENT),
        ("document_id", _TEXT),
        ("reader", _TEXT),
        ("claim_id", _TEXT),
        ("verdict", _TEXT),  # accept, correct, reject; note, withdraw; drawn for a sample
        ("correction", pa.map_(_TEXT, _TEXT)),  # column of claims -> what it should hold
        ("by", _TEXT),
        ("why", _TEXT),
        ("sample_id", _TEXT),  # the audit sample that it was made for, if any
        ("start", _NUMBER),  # the words that were reviewed
        ("end", _NUMBER),
        ("text", _TEXT),
    ]
)

SEARCHES = pa.schema(
    [
        ("search_id", _TEXT),  # of this row
        ("saved_at", _MOMENT),
        ("name", _TEXT),  # of the search: the last row of a name counts
        ("query", _TEXT),  # what it asks, as an address says it; null: taken away
        ("by", _TEXT),
    ]
)

RUNS = pa.schema(
    [
        ("run_id", _TEXT),
        ("started", _MOMENT),
        ("ended", _MOMENT),  # a run has a row from its start, without this, and one from its end
        ("outcome", _TEXT),  # finished, interrupted or failed; null: it runs, or it was killed
        ("command", _TEXT),
        ("options", _TEXT),  # JSON
        ("version", _TEXT),
        ("reader", _TEXT),
        ("reader_info", _TEXT),  # JSON
        ("seen", _NUMBER),
        ("added", _NUMBER),
        ("known", _NUMBER),
        ("copies", _NUMBER),
        ("skipped", _NUMBER),
        ("rejected", _NUMBER),
    ]
)

#: Written before the documents that they belong to.
DETAILS = ("attributions", "claims", "parties")

SCHEMAS: dict[str, pa.Schema] = {
    "attributions": ATTRIBUTIONS,
    "claims": CLAIMS,
    "parties": PARTIES,
    "appearances": APPEARANCES,
    "rejected": REJECTED,
    "reviews": REVIEWS,
    "searches": SEARCHES,
    "runs": RUNS,
    # Made last and written last: a ledger is there when this is, and holds what this lists.
    "documents": DOCUMENTS,
}

#: Tables that ledgers made by an earlier sayso lack; they are made when they are first opened.
LATER = frozenset({"searches"})

#: Columns that no person asks for.
HIDDEN = frozenset(
    {"reading_id", "batch_id", "record", "digest", "rejection_id"}
    | {"text_folded", "who_folded", "actors_folded", "recipients_folded"}
)
