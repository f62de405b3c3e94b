"""The flat table: one row a claim, all columns, nothing lost in quoting."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import get_args

import pandas
import pytest
from hypothesis import given

from readings import reading
from sayso import Reader
from sayso.knowledge.plover import contexts, plover_types
from sayso.records import (
    Auxiliary,
    Certainty,
    Genre,
    Precision,
    Quad,
    Quote,
    Reading,
    Stance,
    Status,
    VoiceKind,
)
from sayso.views import cells, table
from tables import (
    ANY,
    CODE,
    COUNTRY,
    DAY,
    INTEGER,
    MODE,
    NUMBER,
    SECTOR,
    SOME,
    VALUE,
    awkward,
    count,
    entries,
    example,
    maybe,
    misfits,
    one_of,
    readable,
)

SCHEMA = {
    "document_id": SOME,
    "claim_id": r"c\d+",
    "start": INTEGER,
    "end": INTEGER,
    "text": ANY,
    "voices": ANY,
    "voice_kind": one_of(get_args(VoiceKind)),
    "voice_name": ANY,
    "voice_code": maybe(CODE),
    "stance": maybe(one_of(get_args(Stance))),
    "quote": maybe(one_of(get_args(Quote))),
    "depth": INTEGER,
    "status": one_of(get_args(Status)),
    "certainty": one_of(get_args(Certainty)),
    "likelihood_low": maybe(r"0\.\d+|1\.0"),
    "likelihood_high": maybe(r"0\.\d+|1\.0"),
    "event_type": maybe(one_of(plover_types())),
    "mode": maybe(MODE),
    "contexts": entries(one_of(contexts())),
    "trigger": ANY,
    "actors": ANY,
    "actor_codes": entries(CODE),
    "recipients": ANY,
    "recipient_codes": entries(CODE),
    "when": ANY,
    "when_value": maybe(VALUE),
    "where": ANY,
    "quad": maybe(one_of(get_args(Quad))),
    "score": maybe(NUMBER),
    "evidence": ANY,
    "loaded": ANY,
    "confidence": NUMBER,
    "title": ANY,
    "publisher": ANY,
    "published": maybe(DAY),
    "url": ANY,
    "genre": one_of(get_args(Genre)),
    "event_id": ANY,
    "auxiliary": entries(one_of(get_args(Auxiliary))),
    "actor_countries": entries(COUNTRY),
    "actor_sectors": entries(SECTOR),
    "actor_titles": ANY,
    "recipient_countries": entries(COUNTRY),
    "recipient_sectors": entries(SECTOR),
    "recipient_titles": ANY,
    "when_precision": maybe(one_of(get_args(Precision))),
    "where_country": maybe(COUNTRY),
    "latitude": maybe(NUMBER),
    "longitude": maybe(NUMBER),
    "geonames": maybe(INTEGER),
}


def written(made: Reading) -> str:
    stream = io.StringIO(newline="")
    table.write([(made, None)], stream)
    return stream.getvalue()


def test_the_columns() -> None:
    assert tuple(SCHEMA) == table.COLUMNS


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
        "event_id": "e1",
        "auxiliary": "historical",
        "actor_countries": "RUS",
        "actor_sectors": "",
        "actor_titles": "",
        "recipient_countries": "; UKR",
        "recipient_sectors": "CVL; ",
        "recipient_titles": "",
        "when_precision": "week",
        "where_country": "UKR",
        "latitude": "49.98081",
        "longitude": "36.25272",
        "geonames": "706483",
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


@given(made=awkward())
def test_any_string_reads_back_through_csv_and_pandas(made: Reading) -> None:
    rows = [readable(row) for row in table.rows(made)]
    assert [fault for row in rows for fault in misfits(SCHEMA, row)] == []
    text = written(made)
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == rows
    frame = pandas.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == rows


@given(made=awkward())
def test_cells_about_the_same_parties_are_aligned(made: Reading) -> None:
    for claim, row in zip(made.claims, table.rows(made), strict=True):
        if claim.event is not None:
            for role, parties in (
                ("actor", claim.event.actors),
                ("recipient", claim.event.recipients),
            ):
                for name in ("s", "_codes", "_countries", "_sectors", "_titles"):
                    assert count(row[role + name]) in (0, len(parties))


@pytest.mark.parametrize("name", ["oped.txt", "wire.txt", "speech.txt"])
def test_what_the_reader_makes_fits_the_schema(name: str, reader: Reader) -> None:
    rows = list(table.rows(example(reader, name)))
    assert len(rows) > 40
    assert [fault for row in rows for fault in misfits(SCHEMA, row)] == []


def test_lines_end_in_a_line_feed_alone() -> None:
    text = written(reading())
    assert "\r" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("entries_given", "cell"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", None], "a; "),
        ([None, "a", ""], "; a; "),
        ([None, ""], ""),
        (["a; b", "c;d"], "a, b; c,d"),
    ],
)
def test_joined(entries_given: list[str | None], cell: str) -> None:
    assert cells.joined(entries_given) == cell


@pytest.mark.parametrize(
    ("given_cells", "line"),
    [
        (["a", "b c"], "a\tb c\n"),
        (["a\tb", "c"], '"a\tb"\tc\n'),
        (['say "no"', ""], '"say ""no"""\t\n'),
        (["a\nb", "c\rd"], '"a\nb"\t"c\rd"\n'),
        (["ends\r\n"], '"ends\r\n"\n'),
        (["-9.0", "=1+1", "@home", "+1"], "-9.0\t=1+1\t@home\t+1\n"),
        (["a, b", "it's", "#1"], "a, b\tit's\t#1\n"),
        (["\0"], "\ufffd\n"),
    ],
)
def test_line(given_cells: list[str], line: str) -> None:
    assert cells.line(given_cells, "\t") == line


def test_a_reading_is_handed_on_before_the_next_is_asked_for() -> None:
    stream = io.StringIO()

    def readings() -> Iterator[tuple[Reading, None]]:
        yield reading(), None
        assert stream.getvalue().count("doc-1") == 5
        yield reading(), None

    table.write(readings(), stream)
    assert stream.getvalue().count("doc-1") == 10


def test_without_claims_there_is_still_a_header() -> None:
    stream = io.StringIO()
    table.write([], stream)
    assert stream.getvalue() == ",".join(table.COLUMNS) + "\n"
