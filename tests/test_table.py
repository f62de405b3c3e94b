"""The flat table: one row a claim, all columns, nothing lost in quoting."""

from __future__ import annotations

import csv
import io

from readings import reading
from sayso.views import table


def test_a_row_with_everything() -> None:
    assert list(table.rows(reading()))[2] == {
        "document_id": "doc-1",
        "claim_id": "c3",
        "start": "23",
        "end": "62",
        "text": "bombing a hospital in Kharkiv last week",
        "voices": "author > two officials > Kyiv",
        "voice_kind": "country",
        "voice_name": "Kyiv",
        "voice_code": "UKR",
        "stance": "accuses",
        "quote": "indirect",
        "depth": "2",
        "status": "happened",
        "certainty": "certain",
        "likelihood_low": "",
        "likelihood_high": "",
        "event_type": "ASSAULT",
        "mode": "aerial",
        "contexts": "military; health",
        "trigger": "bombing",
        "actors": "Russia",
        "actor_codes": "RUS",
        "recipients": "hospital; Ukraine",
        "recipient_codes": "; UKR",
        "when": "last week",
        "when_value": "2024-05-06",
        "where": "Kharkiv",
        "quad": "material conflict",
        "score": "-9.0",
        "evidence": "",
        "loaded": "",
        "confidence": "0.9",
        "title": "An invented story",
        "publisher": "Invented Post",
        "published": "2024-05-14",
        "url": "https://news.example.com/1",
        "genre": "news",
    }


def test_a_row_without_an_event() -> None:
    row = list(table.rows(reading()))[4]
    assert tuple(row) == table.COLUMNS
    assert (row["event_type"], row["score"], row["actors"]) == ("", "", "")
    assert (row["likelihood_low"], row["likelihood_high"]) == ("0.55", "0.8")
    assert row["loaded"] == "brazen lies"


def test_what_is_written_reads_back_the_same() -> None:
    made = reading()
    stream = io.StringIO(newline="")
    table.write([(made, None), (made, made.claims[:2])], stream)
    stream.seek(0)
    read = list(csv.DictReader(stream))
    assert read == [*table.rows(made), *table.rows(made, made.claims[:2])]
    assert len(read) == 7
    text = made.document.text
    for row in read:
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_without_claims_there_is_still_a_header() -> None:
    stream = io.StringIO()
    table.write([], stream)
    assert stream.getvalue() == ",".join(table.COLUMNS) + "\n"
