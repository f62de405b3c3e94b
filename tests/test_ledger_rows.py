"""A reading as rows and back: nothing lost, and a new field of a record cannot go unnoticed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from readings import reading as by_hand
from sayso import Reader, records
from sayso.intake.sources import read_sources
from sayso.ledger import keys, rows
from sayso.ledger.schema import DETAILS, SCHEMAS
from sayso.records import Attribution, Document, Reading, Record, Span

ROOT = Path(__file__).parent.parent
STAMP = rows.Stamp("abc", "batch", "run", datetime(2024, 5, 14, 12, 0, tzinfo=UTC))

# Each field of each record, and where it is to be found. All of them are in ``record``, so a
# reading is rebuilt whole whatever stands here; a field named here has a column besides, or was
# left without one on purpose (``-``). Whoever adds a field decides which.
FIELDS: dict[str, dict[str, str]] = {
    "Span": {"start": "start", "end": "end", "text": "text"},
    "Party": {
        **{name: name for name in ("start", "end", "text", "name", "code", "country", "sector")},
        "title": "title",
        "resolved": "resolved",
    },
    "Time": {
        "start": "-",
        "end": "-",
        "text": "when_text",
        "value": "when_value",
        "precision": "when_precision",
    },
    "Place": {
        "start": "-",
        "end": "-",
        "text": "-",
        "name": "place",
        "country": "place_country",
        "latitude": "latitude",
        "longitude": "longitude",
        "geonames": "geonames",
    },
    "Evidence": {"start": "-", "end": "-", "text": "evidence", "kind": "evidence_kinds"},
    "Voice": dict.fromkeys(
        ("kind", "name", "code", "mention", "cue", "stance", "quote", "attribution"), "sayso"
    ),
    "Event": {
        **{name: name for name in ("event_id", "mode", "contexts", "trigger", "actors")},
        **{name: name for name in ("recipients", "auxiliary", "quad", "score")},
        "type": "event_type",
        "when": "when_value",
        "where": "place",
    },
    "Attribution": {
        "id": "attribution_id",
        "parent": "parent",
        "quote": "quote",
        "source": "source",
        "cue": "cue",
        "content": "content",
    },
    "Claim": {
        **{name: name for name in ("start", "end", "text", "sayso", "status", "certainty")},
        "id": "claim_id",
        "likelihood": "likelihood_low",
        "event": "event_type",
        **{name: name for name in ("evidence", "loaded", "confidence")},
    },
    "Document": {
        **{name: name for name in ("text", "title", "publisher", "author", "published", "url")},
        **{name: name for name in ("language", "genre", "genre_confidence", "licence")},
        "id": "document_id",
    },
    "ReaderInfo": {"version": "reader_version", "models": "reader_models"},
    "Reading": {
        "schema_": "-",
        "reader": "reader",
        "document": "text",
        "attributions": "-",
        "claims": "-",
    },
}


def test_every_field_of_every_record_has_its_place() -> None:
    classes = [
        kind
        for kind in vars(records).values()
        if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
    ]
    assert {kind.__name__: set(kind.model_fields) for kind in classes} == {
        name: set(fields) for name, fields in FIELDS.items()
    }, "a record has a field that the ledger doesn't know: give it a column, or list it here"


def test_the_columns_named_are_there() -> None:
    columns = {column for schema in SCHEMAS.values() for column in schema.names}
    named = {column for fields in FIELDS.values() for column in fields.values()}
    assert named - columns == {"-"}


def stored(reading: Reading) -> dict[str, list[rows.Row]]:
    """The rows of a reading as they come out of Arrow."""
    return {
        name: rows.table(name, found).to_pylist()
        for name, found in rows.rows(reading, STAMP).items()
    }


def rebuilt(reading: Reading) -> Reading:
    found = stored(reading)
    (document,) = found["documents"]
    return rows.rebuilt(document, reversed(found["attributions"]), reversed(found["claims"]))


def test_a_reading_by_hand_comes_back() -> None:
    reading = by_hand()
    assert rebuilt(reading) == reading
    assert rebuilt(reading).model_dump_json() == reading.model_dump_json()


def test_examples_come_back(reader: Reader) -> None:
    documents = [
        item
        for item in read_sources([str(ROOT / "examples" / "*.*")])
        if isinstance(item, Document)
    ]
    assert len(documents) > 5
    for document in documents:
        reading = reader.read(document)
        assert rebuilt(reading) == reading
        assert rebuilt(reading).model_dump_json() == reading.model_dump_json()


def test_attributions_in_pieces_come_back() -> None:
    text = "The talks, she said, will fail."
    pieces = (Span(start=0, end=9, text="The talks"), Span(start=21, end=30, text="will fail"))
    attribution = Attribution(id="a1", quote="mixed", content=pieces)
    reading = by_hand().model_copy(
        update={
            "document": Document(id="d", text=text),
            "attributions": (attribution,),
            "claims": (),
        }
    )
    assert rebuilt(reading) == reading
    assert stored(reading)["attributions"][0]["content"] == "The talks ... will fail"


def test_columns_say_what_the_record_says() -> None:
    found = stored(by_hand())
    (document,) = found["documents"]
    assert document["published"] == date(2024, 5, 14)
    assert (document["claim_count"], document["party_count"]) == (5, 5)
    bombed = found["claims"][2]
    assert bombed["voices"] == "author > two officials > Kyiv"
    assert (bombed["voice_kind"], bombed["voice_name"], bombed["depth"]) == ("country", "Kyiv", 2)
    assert (bombed["event_type"], bombed["mode"], bombed["place"]) == (
        "ASSAULT",
        "aerial",
        "Kharkiv",
    )
    assert bombed["recipients"] == ["hospital", "Ukraine"]
    assert bombed["recipient_codes"] == [None, "UKR"]
    assert [voice["mention"] for voice in bombed["sayso"]] == [None, "two officials", None]
    assert found["claims"][4]["likelihood_high"] == 0.8
    assert [row["role"] for row in found["parties"]] == [
        "actor", "recipient", "actor", "recipient", "recipient",
    ]  # fmt: skip


def test_what_no_column_keeps_is_refused() -> None:
    with pytest.raises(ValueError, match="parties has no column for rank"):
        rows.table("parties", [{"name": "Chile", "rank": "general"}])


def test_a_changed_record_is_no_reading() -> None:
    found = stored(by_hand())
    (document,) = found["documents"]
    record = json.loads(found["claims"][0]["record"])
    record["text"] = record["text"].replace("bombing", "feeding")
    changed = [found["claims"][0] | {"record": json.dumps(record)}, *found["claims"][1:]]
    with pytest.raises(ValueError, match="reads"):
        rows.rebuilt(document, [], changed)


def test_keys() -> None:
    reading = by_hand()
    other = reading.reader.model_copy(update={"models": {"heads": "rules"}})
    assert keys.fingerprint(reading.reader) != keys.fingerprint(other)
    assert keys.reading_id("a", "r", "b1") != keys.reading_id("a", "r", "b2")
    assert keys.parsed_claim_key("a:b:c7") == ("a:b", "c7")


def test_tables_are_delta_tables_of_plain_types() -> None:
    assert set(DETAILS) < set(SCHEMAS)
    for schema in SCHEMAS.values():
        assert all(field.nullable for field in schema)
        assert not any(pa.types.is_large_string(field.type) for field in schema)
