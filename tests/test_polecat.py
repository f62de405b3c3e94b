"""The POLECAT export: its columns and ours, what stands in them, nothing lost on the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import get_args

import pandas
import pytest
from hypothesis import given

from readings import at, reading
from sayso import Reader
from sayso.knowledge.plover import contexts, plover_types
from sayso.records import (
    Auxiliary,
    Certainty,
    Event,
    Party,
    Precision,
    Quad,
    Reading,
    Span,
    Status,
    Time,
    VoiceKind,
)
from sayso.views import polecat
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

PARTIES = {
    "Name": ANY,
    "Country": entries(COUNTRY),
    "COW": entries(r"\d{1,3}"),
    "Sector": entries(SECTOR),
    "Sectors": entries(rf"(?:{SECTOR})(?:\|(?:{SECTOR}))*"),
    "Title": ANY,
    "Name Raw": ANY,
    "ID": "",
}

SCHEMA = {
    "Event ID": r"[\s\S]+_c\d+",
    "Event Date": maybe(DAY),
    "Event Type": one_of(plover_types()),
    "Event Mode": maybe(MODE),
    "Intensity": NUMBER,
    "Quad Code": one_of(quad.upper() for quad in get_args(Quad)),
    "Contexts": entries(one_of(contexts())),
    "Actor Name": PARTIES["Name"],
    "Actor Country": PARTIES["Country"],
    "Actor COW": PARTIES["COW"],
    "Primary Actor Sector": PARTIES["Sector"],
    "Actor Sectors": PARTIES["Sectors"],
    "Actor Title": PARTIES["Title"],
    "Actor Name Raw": PARTIES["Name Raw"],
    "Wikipedia Actor ID": PARTIES["ID"],
    "Recipient Name": PARTIES["Name"],
    "Recipient Country": PARTIES["Country"],
    "Recipient COW": PARTIES["COW"],
    "Primary Recipient Sector": PARTIES["Sector"],
    "Recipient Sectors": PARTIES["Sectors"],
    "Recipient Title": PARTIES["Title"],
    "Recipient Name Raw": PARTIES["Name Raw"],
    "Wikipedia Recipient ID": PARTIES["ID"],
    "Placename": ANY,
    "City": "",
    "District": "",
    "Province": "",
    "Country": maybe(COUNTRY),
    "Latitude": maybe(NUMBER),
    "Longitude": maybe(NUMBER),
    "GeoNames ID": maybe(INTEGER),
    "Raw Placename": ANY,
    "Feature Type": "",
    "Source": ANY,
    "Publication Date": maybe(DAY),
    "Story People": ANY,
    "Story Organizations": ANY,
    "Story Locations": ANY,
    "Language": "en",
    "Version": r"sayso [\s\S]+",
    "sayso_document_id": SOME,
    "sayso_claim_id": r"c\d+",
    "sayso_event_id": ANY,
    "sayso_voices": ANY,
    "sayso_voice_kind": one_of(get_args(VoiceKind)),
    "sayso_voice_name": ANY,
    "sayso_voice_code": maybe(CODE),
    "sayso_status": one_of(get_args(Status)),
    "sayso_certainty": one_of(get_args(Certainty)),
    "sayso_likelihood_low": maybe(r"0\.\d+|1\.0"),
    "sayso_likelihood_high": maybe(r"0\.\d+|1\.0"),
    "sayso_auxiliary": entries(one_of(get_args(Auxiliary))),
    "sayso_claim_start": INTEGER,
    "sayso_claim_end": INTEGER,
    "sayso_claim_text": ANY,
    "sayso_trigger_start": INTEGER,
    "sayso_trigger_end": INTEGER,
    "sayso_trigger_text": ANY,
    "sayso_confidence": NUMBER,
    "sayso_when_text": ANY,
    "sayso_when_value": maybe(VALUE),
    "sayso_when_precision": maybe(one_of(get_args(Precision))),
    "sayso_reader_version": SOME,
}


def told(event: Event, made: Reading | None = None) -> dict[str, str]:
    """The row of one event, told by the second claim of a reading."""
    made = made or reading()
    claim = made.claims[1].model_copy(update={"event": event})
    (row,) = polecat.rows(made, [claim])
    return row


def accused(**fields: object) -> Event:
    event = reading().claims[1].event
    assert event is not None
    return event.model_copy(update=fields)


def written(made: Reading) -> str:
    stream = io.StringIO(newline="")
    polecat.write([(made, None)], stream)
    return stream.getvalue()


def test_the_columns() -> None:
    assert len(polecat.POLECAT) == 40
    assert tuple(SCHEMA) == polecat.COLUMNS == polecat.POLECAT + polecat.OWN
    assert all(name.startswith("sayso_") for name in polecat.OWN)
    assert not any(name.startswith("sayso_") for name in polecat.POLECAT)


def test_a_row_with_everything() -> None:
    made = reading()
    row = list(polecat.rows(made))[1]
    assert {name: cell for name, cell in row.items() if cell} == {
        "Event ID": "doc-1_c3",
        "Event Type": "ASSAULT",
        "Event Mode": "aerial",
        "Intensity": "-9.5",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military; health",
        "Actor Name": "Russia",
        "Actor Country": "RUS",
        "Actor COW": "365",
        "Actor Name Raw": "Moscow",
        "Recipient Name": "hospital; Ukraine",
        "Recipient Country": "; UKR",
        "Recipient COW": "; 369",
        "Primary Recipient Sector": "CVL; ",
        "Recipient Sectors": "CVL; ",
        "Recipient Name Raw": "a hospital; Kyiv",
        "Placename": "Kharkiv",
        "Country": "UKR",
        "Latitude": "49.98081",
        "Longitude": "36.25272",
        "GeoNames ID": "706483",
        "Raw Placename": "Kharkiv",
        "Source": "Invented Post",
        "Publication Date": "2024-05-14",
        "Story Locations": "Kharkiv",
        "Language": "en",
        "Version": "sayso 0",
        "sayso_document_id": "doc-1",
        "sayso_claim_id": "c3",
        "sayso_event_id": "e1",
        "sayso_voices": "author > two officials > Kyiv",
        "sayso_voice_kind": "country",
        "sayso_voice_name": "Kyiv",
        "sayso_voice_code": "UKR",
        "sayso_status": "happened",
        "sayso_certainty": "certain",
        "sayso_auxiliary": "historical",
        "sayso_claim_start": "23",
        "sayso_claim_end": "62",
        "sayso_claim_text": "bombing a hospital in Kharkiv last week",
        "sayso_trigger_start": "23",
        "sayso_trigger_end": "30",
        "sayso_trigger_text": "bombing",
        "sayso_confidence": "0.9",
        "sayso_when_text": "last week",
        "sayso_when_value": "2024-05-06",
        "sayso_when_precision": "week",
        "sayso_reader_version": "0",
    }


def test_one_row_a_claim_that_tells_an_event() -> None:
    made = reading()
    assert [row["sayso_claim_id"] for row in polecat.rows(made)] == ["c2", "c3"]
    assert [row["sayso_claim_id"] for row in polecat.rows(made, made.claims[2:])] == ["c3"]
    assert list(polecat.rows(made, made.claims[3:])) == []


@pytest.mark.parametrize(
    ("value", "precision", "day"),
    [
        ("2024-05-06", "day", "2024-05-06"),
        ("2024-05-06T14:30", "time", "2024-05-06"),
        ("2024-05-06", "week", ""),
        ("2024-05", "month", ""),
        ("2024", "year", ""),
        (None, "day", ""),
        (None, "unknown", ""),
    ],
)
def test_the_event_date_is_a_day_that_the_text_gives(
    value: str | None, precision: Precision, day: str
) -> None:
    row = told(accused(when=at("last week", Time, value=value, precision=precision)))
    assert (row["Event Date"], row["sayso_when_precision"]) == (day, precision)
    assert row["sayso_when_value"] == (value or "")


@pytest.mark.parametrize("kind", plover_types())
def test_intensity_is_that_of_the_mode_else_of_the_type(kind: str) -> None:
    known = plover_types()[kind]
    for mode in (None, *known.modes):
        row = told(accused(type=kind, mode=mode, quad=known.quad, score=known.score))
        assert float(row["Intensity"]) == known.score_of(mode)
        assert row["Quad Code"] == known.quad.upper()


@pytest.mark.parametrize(
    ("code", "country", "sector", "sectors"),
    [
        ("COD REB", "COD", "REB", "REB"),
        ("USA MIL SPY", "USA", "MIL", "MIL|SPY"),
        ("USA SPY MIL", "USA", "MIL", "MIL|SPY"),
        ("IGO UNO", None, "IGO", "IGO"),
        ("UKR", "UKR", None, ""),
        (None, None, "CVL", "CVL"),
        (None, None, None, ""),
    ],
)
def test_sectors(code: str | None, country: str | None, sector: str | None, sectors: str) -> None:
    party = at("Moscow", Party, name="Moscow", code=code, country=country, sector=sector)
    row = told(accused(actors=(party,)))
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == (sector or "", sectors)


@pytest.mark.parametrize(
    ("countries", "numbers"),
    [
        (["DEU"], "255"),
        (["USA", "CAN"], "2; 20"),
        (["PSE"], ""),
        ([None], ""),
        (["PSE", "ISR", None], "; 666; "),
    ],
)
def test_cow_numbers(countries: list[str | None], numbers: str) -> None:
    parties = tuple(at("Moscow", Party, name="them", country=country) for country in countries)
    row = told(accused(actors=parties, recipients=parties))
    assert (row["Actor COW"], row["Recipient COW"]) == (numbers, numbers)


def test_the_story_is_all_of_the_reading_whatever_is_selected() -> None:
    made = reading()
    named = at("Recep Tayyip Erdoğan", Party, name="Recep Tayyip Erdoğan", title="president")
    bank = at("Kyiv", Party, name="World Bank", resolved="organization")
    speaks = made.claims[2].sayso[-1].model_copy(update={"kind": "person", "name": "Jane Roe"})
    claims = [
        made.claims[1].model_copy(update={"event": accused(actors=(named, bank, named))}),
        made.claims[2].model_copy(update={"sayso": (*made.claims[2].sayso, speaks)}),
    ]
    made = made.model_copy(update={"claims": tuple(claims)})
    for rows in (list(polecat.rows(made)), list(polecat.rows(made, claims[1:]))):
        for row in rows:
            assert row["Story People"] == "Jane Roe; Recep Tayyip Erdoğan"
            assert row["Story Organizations"] == "World Bank"
            assert row["Story Locations"] == "Kharkiv"


def test_all_sides_of_a_reciprocal_event_are_actors(reader: Reader) -> None:
    made = reader.read("Kenya and Uganda signed an agreement on trade on Monday.")
    (row,) = polecat.rows(made)
    assert (row["Event Type"], row["Actor Country"], row["Recipient Country"]) == (
        "AGREE",
        "KEN; UGA",
        "",
    )


@given(made=awkward())
def test_any_string_reads_back_through_csv_and_pandas(made: Reading) -> None:
    rows = [readable(row) for row in polecat.rows(made)]
    assert [fault for row in rows for fault in misfits(SCHEMA, row)] == []
    text = written(made)
    assert list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")) == rows
    frame = pandas.read_csv(
        io.StringIO(text, newline=""), sep="\t", dtype=str, keep_default_na=False
    )
    assert tuple(frame.columns) == polecat.COLUMNS
    assert frame.to_dict("records") == rows


@given(made=awkward())
def test_cells_about_the_same_parties_are_aligned(made: Reading) -> None:
    events = [claim.event for claim in made.claims if claim.event is not None]
    for event, row in zip(events, polecat.rows(made), strict=True):
        for role, parties in (("Actor", event.actors), ("Recipient", event.recipients)):
            for name in (
                f"{role} Name",
                f"{role} Country",
                f"{role} COW",
                f"Primary {role} Sector",
                f"{role} Sectors",
                f"{role} Title",
                f"{role} Name Raw",
            ):
                assert count(row[name]) in (0, len(parties))


@pytest.mark.parametrize("name", ["oped.txt", "wire.txt", "speech.txt"])
def test_what_the_reader_makes_fits_the_schema(name: str, reader: Reader) -> None:
    made = example(reader, name)
    rows = list(polecat.rows(made))
    assert len(rows) > 10
    assert [fault for row in rows for fault in misfits(SCHEMA, row)] == []
    for row in rows:
        for part in ("claim", "trigger"):
            start, end = int(row[f"sayso_{part}_start"]), int(row[f"sayso_{part}_end"])
            assert made.document.text[start:end] == row[f"sayso_{part}_text"]


def test_lines_end_in_a_line_feed_alone() -> None:
    text = written(reading())
    assert "\r" not in text
    assert len(text.splitlines()) == 3
    assert text.endswith("\n")


def test_a_reading_is_handed_on_before_the_next_is_asked_for() -> None:
    stream = io.StringIO()

    def readings() -> Iterator[tuple[Reading, None]]:
        yield reading(), None
        assert stream.getvalue().count("\tdoc-1\t") == 2
        yield reading(), None

    polecat.write(readings(), stream)
    assert stream.getvalue().count("\tdoc-1\t") == 4


def test_without_events_there_is_still_a_header() -> None:
    stream = io.StringIO()
    made = reading()
    polecat.write([(made, made.claims[3:])], stream)
    assert stream.getvalue() == "\t".join(polecat.COLUMNS) + "\n"
    assert written(made).startswith(stream.getvalue())
    without = io.StringIO()
    polecat.write([(made, made.claims[3:])], without, header=False)
    assert without.getvalue() == ""


def test_a_span_is_enough() -> None:
    event = Event(type="PROTEST", trigger=at("said", Span), quad="material conflict", score=-6)
    row = told(event)
    assert misfits(SCHEMA, row) == []
    assert (row["Actor Name"], row["Recipient Name"], row["Placename"]) == ("", "", "")
