"""What goes out of a ledger: in every form the same claims, whole or not at all, as reviewed."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import shutil
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import networkx
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import corpus
from readings import reading
from sayso import Reader
from sayso.cli import app, output
from sayso.cli.progress import watched
from sayso.errors import UsageError
from sayso.ledger import Ledger, selection
from sayso.ledger.corrections import corrected
from sayso.ledger.reviews import Review
from sayso.ledger.rows import claim_rows
from sayso.ledger.selection import TABLES, Chosen, Selection
from sayso.records import Claim, Document, ReaderInfo, Reading
from sayso.views import annotations, jsonld, network, polecat, table
from tables import awkward, readable

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "reading.schema.json").read_text("utf8"))
FORMS = ("csv", "polecat", "jsonl", "jsonld", "graphml", "annotations")

ODD = [
    "=cmd|' /C calc'!A0 was the note. Moscow denied that it had shelled Kharkiv.",
    '“It is over,” a spokesman said 🚀.\r\nHe added: "Peru, Chile and Ghana agreed".\n\n@all left.',
    "وزير said \u202eKenya\u202c accused Uganda of arming rebels; +1 then\tKampala denied it.",
    "Peru accused Chile. Peru accused Chile. Peru accused Chile. Peru accused Chile.",
    "Nothing.",
]


class Echo:
    """A reader that has read everything already."""

    info = ReaderInfo(version="0", models={})

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = {reading.document.id: reading for reading in readings}

    def read(self, document: Document) -> Reading:
        return self._readings[document.id]


def kept(folder: Path, readings: list[Reading]) -> Ledger:
    found = Ledger(folder)
    found.ingest([reading.document for reading in readings], Echo(readings))
    return found


def text_of(write: Callable[[io.StringIO], None]) -> str:
    stream = io.StringIO(newline="")
    write(stream)
    return stream.getvalue()


def pairs(chosen: Iterable[Chosen]) -> Iterable[tuple[Reading, tuple[Claim, ...]]]:
    return ((one.reading, one.claims) for one in chosen)


@pytest.fixture(scope="module")
def odd(grammarian: Reader) -> list[Reading]:
    """Readings of invented texts, some of them odd, by date and id."""
    documents = [Document(**line) for line in corpus.lines(1, 6)]
    documents += [
        Document(id=f"odd:{number}", text=text, title='Say "so"; =1+1', author="A. Byline")
        for number, text in enumerate(ODD)
    ]
    return [grammarian.read(document) for document in documents]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, odd: list[Reading]) -> Ledger:
    return kept(tmp_path_factory.mktemp("export") / "ledger", odd)


@pytest.fixture
def judged(ledger: Ledger, tmp_path: Path) -> Ledger:
    """The same with reviews of some claims."""
    found = Ledger(shutil.copytree(ledger.store.location, tmp_path / "judged"))
    found.review(Review("d1:c1", "reject", "Ann", "said twice"))
    found.review(Review("d2:c1", "accept", "Bo"))
    change = {"status": "denied", "actors": "Bolivia; Mali", "actor_codes": "BOL; "}
    found.review(Review("d2:c3", "correct", "Ann", "misread", change))
    voice = {"voice_kind": "country", "voice_name": "Uruguay", "voice_code": "URY"}
    found.review(Review("odd:0:c1", "correct", "Ann", "misread", voice | {"event_type": "aid"}))
    return found


def run(ledger: Ledger, *arguments: str) -> Result:
    return CliRunner().invoke(
        app,
        ["export", "--ledger", ledger.store.location, *arguments],
        env={"COLUMNS": "100", "NO_COLOR": "1"},
    )


def exported(ledger: Ledger, form: str, *arguments: str) -> str:
    result = run(ledger, "--as", form, *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes.decode("utf8")


# Back again, from every form


def check_jsonl(text: str, expected: list[Reading]) -> None:
    lines = text.split("\n")
    assert lines.pop() == ""
    assert [Reading.model_validate_json(line) for line in lines] == expected
    for line in lines:
        jsonschema.validate(json.loads(line), SCHEMA)


def check_table(text: str, expected: list[Reading], view: Any, delimiter: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert rows == [readable(row) for one in expected for row in view.rows(one)]
    own = "sayso_" if view is polecat else ""
    start, end, words = (
        f"{own}{'claim_' if own else ''}{name}" for name in ("start", "end", "text")
    )
    texts = {readable({"": one.document.id})[""]: one.document.text for one in expected}
    for row in rows:
        text = texts[row[f"{own}document_id"]]
        assert text[int(row[start]) : int(row[end])].replace("\0", "\ufffd") == row[words]


def check_jsonld(text: str, expected: list[Reading]) -> None:
    found = json.loads(text)
    assert found["@context"] == jsonld.CONTEXT
    nodes = found["@graph"]
    texts = [node for node in nodes if node["@type"] == "CreativeWork"]
    assert [node["identifier"] for node in texts] == [one.document.id for one in expected]
    claims: dict[str, list[Claim]] = {node["@id"]: [] for node in texts}
    for node in nodes:
        if node["@type"] == "Claim":
            claim = Claim.model_validate(node["record"])
            assert node["text"] == claim.text
            claims[node["appearance"]["@id"]].append(claim)
    assert list(map(tuple, claims.values())) == [one.claims for one in expected]
    names = [node["@id"] for node in nodes]
    assert len(set(names)) == len(names)


def check_annotations(text: str, expected: list[Reading]) -> None:
    found = json.loads(text)
    items = found["first"]["items"]
    assert found["total"] == len(items)
    texts = {one.document.id: one.document.text for one in expected}
    claims: dict[str, list[Claim]] = {name: [] for name in texts}
    for item in items:
        *_, document_id, claim_id = item["id"].split(":")
        (whole,) = (one for one in item["body"] if one.get("format") == "application/json")
        claim = Claim.model_validate_json(whole["value"])
        assert claim.id == claim_id
        claims[unquote(document_id)].append(claim)
        quote, position = item["target"]["selector"]
        text, start, end = texts[unquote(document_id)], position["start"], position["end"]
        assert text[start:end] == quote["exact"] == claim.text
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.find(around) == text.rfind(around) == start - len(quote["prefix"])
    assert list(map(tuple, claims.values())) == [one.claims for one in expected]


def check_graphml(text: str, expected: list[Reading]) -> None:
    found = networkx.parse_graphml(text, force_multigraph=True)
    made = network.graph((one, None) for one in expected)
    assert dict(found.nodes(data=True)) == dict(made.nodes(data=True))
    assert sorted(found.edges(keys=True, data=True), key=lambda edge: edge[2]) == sorted(
        made.edges(keys=True, data=True), key=lambda edge: edge[2]
    )


CHECKS: dict[str, Callable[[str, list[Reading]], None]] = {
    "csv": lambda text, expected: check_table(text, expected, table, ","),
    "polecat": lambda text, expected: check_table(text, expected, polecat, "\t"),
    "jsonl": check_jsonl,
    "jsonld": check_jsonld,
    "annotations": check_annotations,
    "graphml": check_graphml,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_claims_back(form: str, ledger: Ledger, odd: list[Reading]) -> None:
    CHECKS[form](exported(ledger, form), odd)


def by_key(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted(map(repr, rows))


def test_parquet_gives_the_claims_back(ledger: Ledger, tmp_path: Path) -> None:
    folder, file = tmp_path / "new" / "tables", tmp_path / "claims.parquet"
    assert run(ledger, "--as", "parquet", "--out", str(folder)).exit_code == 0
    assert {path.name for path in folder.iterdir()} == {f"{name}.parquet" for name in TABLES}
    for name in TABLES:
        found, held = pq.read_table(folder / f"{name}.parquet"), ledger.table(name)
        assert found.schema.names == held.schema.names
        assert by_key(found.to_pylist()) == by_key(held.to_pylist())
    assert run(ledger, "--as", "parquet", "--out", str(file)).exit_code == 0
    assert pq.read_table(file).to_pylist() == ledger.claims().to_pylist()
    texts = {row["document_id"]: row["text"] for row in ledger.table("documents").to_pylist()}
    parties = pq.read_table(folder / "parties.parquet").to_pylist()
    for row in [*pq.read_table(file).to_pylist(), *parties]:
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]
    assert parties


def chosen_text(form: str, chosen: Selection) -> str:
    write: dict[str, Callable[[io.StringIO], None]] = {
        "csv": lambda stream: table.write(pairs(chosen), stream),
        "polecat": lambda stream: polecat.write(pairs(chosen), stream),
        "jsonl": lambda stream: stream.writelines(
            one.narrowed().model_dump_json() + "\n" for one in chosen
        ),
        "jsonld": lambda stream: jsonld.write(
            ((one.reading, one.claims, one.reviews) for one in chosen), stream
        ),
        "annotations": lambda stream: annotations.write(pairs(chosen), stream),
        "graphml": lambda stream: network.write(pairs(chosen), stream),
    }
    return text_of(write[form])


@given(st.lists(awkward(), min_size=1, max_size=9, unique_by=lambda one: one.document.id))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_awkward_readings_survive_every_form(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]
) -> None:
    ledger = kept(tmp_path_factory.mktemp("awkward") / "ledger", readings)
    expected = sorted(
        readings, key=lambda one: (one.document.published or "9", one.document.id.encode())
    )
    for form, check in CHECKS.items():
        with ledger.selected() as chosen:
            check(chosen_text(form, chosen), expected)
    with ledger.selected() as chosen:
        assert chosen.flat().read_all().to_pylist() == ledger.claims().to_pylist()


# Reviews


def reviewed(odd: list[Reading]) -> list[Reading]:
    """The readings as the reviews of the fixture have them."""
    found = []
    for one in odd:
        claims = [claim for claim in one.claims if (one.document.id, claim.id) != ("d1", "c1")]
        for place, claim in enumerate(claims):
            key, text = f"{one.document.id}:{claim.id}", one.document.text
            change: dict[str, str] = {}
            if key == "d2:c3":
                change = {"status": "denied", "actors": "Bolivia; Mali", "actor_codes": "BOL; "}
            if key == "odd:0:c1":
                change = {"voice_kind": "country", "voice_name": "Uruguay", "voice_code": "URY"}
                change |= {"event_type": "AID"}
            claims[place] = corrected(claim, change, text)
        found.append(Reading.model_validate({**dict(one), "claims": tuple(claims)}))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_reviews_are_applied_in_every_form(form: str, judged: Ledger, odd: list[Reading]) -> None:
    CHECKS[form](exported(judged, form), odd)
    expected = reviewed(odd)
    assert expected != odd
    CHECKS[form](exported(judged, form, "--reviewed"), expected)


def test_reviews_are_applied_in_parquet(judged: Ledger, tmp_path: Path) -> None:
    file, folder = tmp_path / "claims.parquet", tmp_path / "tables"
    run(judged, "--as", "parquet", "--out", str(file), "--reviewed")
    rows = {row["claim"]: row for row in pq.read_table(file).to_pylist()}
    assert list(rows.values()) == judged.claims(reviewed=True).to_pylist()
    assert "d1:c1" not in rows
    assert rows["d2:c3"]["actors"] == ["Bolivia", "Mali"]
    assert rows["d2:c3"]["verdict"] == "correct"
    run(judged, "--as", "parquet", "--out", str(folder), "--reviewed")
    parties = pq.read_table(folder / "parties.parquet").to_pylist()
    of_two = [row for row in parties if (row["document_id"], row["claim_id"]) == ("d2", "c3")]
    assert [row["code"] for row in of_two if row["role"] == "actor"] == ["BOL", None]
    assert not [row for row in parties if (row["document_id"], row["claim_id"]) == ("d1", "c1")]


def test_a_review_is_told_as_it_was_made(judged: Ledger) -> None:
    nodes = json.loads(exported(judged, "jsonld"))["@graph"]
    found = [node for node in nodes if node["@type"] == "ClaimReview"]
    assert [(node["itemReviewed"]["@id"], node["verdict"]) for node in found] == [
        ("urn:x-sayso:d1:c1", "reject"),
        ("urn:x-sayso:d2:c1", "accept"),
        ("urn:x-sayso:d2:c3", "correct"),
        ("urn:x-sayso:odd%3A0:c1", "correct"),
    ]
    assert found[0]["author"] == {"@type": "Person", "name": "Ann"}
    assert found[0]["reviewBody"] == "said twice"
    assert "reviewBody" not in found[1]
    assert not [node for node in nodes if any("ating" in name for name in node)]
    narrowed = json.loads(exported(judged, "jsonld", "--document", "d5"))["@graph"]
    assert "ClaimReview" not in {node["@type"] for node in narrowed}


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        ({"certainty": "possible"}, {"certainty": "possible"}),
        ({"status": "denied"}, {"status": "denied", "auxiliary": ["historical", "negation"]}),
        ({"event_type": "ACCUSE"}, {"mode": None, "quad": "verbal conflict", "score": -3.0}),
        ({"event_type": "ACCUSE", "mode": "allege"}, {"mode": "allege", "score": -3.5}),
        ({"mode": ""}, {"event_type": "ASSAULT", "mode": None, "score": -9.0}),
        (
            {"event_type": ""},
            {"event_type": None, "trigger": None, "actors": [], "quad": None, "score": None},
        ),
        ({"actors": ""}, {"actors": [], "actor_codes": []}),
        # A party that is named again keeps its code, a new one has none of its own accord.
        ({"actors": "Ukraine"}, {"actors": ["Ukraine"], "actor_codes": ["UKR"]}),
        ({"actors": "Chile; Russia"}, {"actor_codes": [None, "RUS"]}),
        ({"actor_codes": "BLR"}, {"actors": ["Russia"], "actor_codes": ["BLR"]}),
        ({"actor_codes": "RUS; BLR MIL"}, {"actors": ["Russia", "BLR MIL"]}),
        (
            {"voice_kind": "author", "voice_name": "author", "voice_code": ""},
            {"voices": "author", "depth": 0, "stance": None, "voice_name": "author"},
        ),
        (
            {"voice_name": "Chile", "voice_code": "CHL"},
            {"voices": "author > two officials > Chile", "depth": 2, "voice_kind": "country"},
        ),
        ({"voice_kind": "unnamed", "voice_name": ""}, {"voice_name": "unnamed"}),
    ],
)
def test_what_is_corrected_fits_the_rest(
    correction: dict[str, str], expected: dict[str, Any]
) -> None:
    made = reading()
    (claim,) = (one for one in made.claims if one.id == "c3")
    text = made.document.text
    changed = corrected(claim, correction, text)
    row, parties = claim_rows(changed, {}, 0)
    found = {name: row.get(name) for name in expected}
    assert {
        name: list(value) if isinstance(value, tuple) else value for name, value in found.items()
    } == expected
    assert [row["name"] for row in parties if row["role"] == "actor"] == list(row["actors"])
    others = [one for one in made.claims if one is not claim]
    Reading.model_validate({**dict(made), "claims": (*others, changed)})
    assert corrected(claim, {}, text) == claim


def test_a_party_that_is_added_stands_where_it_is_named() -> None:
    made = reading()
    claim, text = made.claims[1], made.document.text
    changed = corrected(claim, {"actors": "Kharkiv; Moscow; Atlantis"}, text)
    assert changed.event is not None
    inside, outside, nowhere = changed.event.actors
    assert (inside.text, claim.start <= inside.start < claim.end) == ("Kharkiv", True)
    assert text[outside.start : outside.end] == "Moscow"
    assert (nowhere.start, nowhere.end, nowhere.text) == (claim.start, claim.start, "")


def test_an_event_that_is_added_has_the_claims_words() -> None:
    made = reading()
    claim = next(one for one in made.claims if one.event is None)
    told = corrected(claim, {"event_type": "AID", "status": "planned"}, made.document.text).event
    assert told is not None
    assert (told.trigger.text, told.quad, told.score) == (claim.text, "material cooperation", 10.0)
    assert told.auxiliary == ("future",)
    assert corrected(claim, {"mode": "aerial"}, made.document.text).event is None


def test_an_authors_own_claim_can_be_given_to_another() -> None:
    made = reading()
    claim = next(one for one in made.claims if one.voice.kind == "author")
    change = {"voice_kind": "person", "voice_name": "Ana Ruiz", "voice_code": "CHL GOV"}
    voices = corrected(claim, change, made.document.text).sayso
    assert [voice.kind for voice in voices] == ["author", "person"]
    assert (voices[-1].name, voices[-1].mention) == ("Ana Ruiz", None)


# Filters, and what they leave


@pytest.mark.parametrize("form", FORMS)
def test_filters_choose_claims(form: str, ledger: Ledger, odd: list[Reading]) -> None:
    wanted = ledger.claims(types=["ACCUSE"], since=None, who="officials")
    keys = set(wanted.column("claim").to_pylist())
    assert 1 < len(keys) < ledger.claims().num_rows
    expected = []
    for one in odd:
        claims = [claim for claim in one.claims if f"{one.document.id}:{claim.id}" in keys]
        if claims:
            expected.append(one.model_copy(update={"claims": tuple(claims)}))
    text = exported(ledger, form, "--type", "accuse", "--who", "OFFICIALS")
    if form != "polecat":
        CHECKS[form](text, expected)
        return
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    every = [row for one in odd for row in polecat.rows(one)]
    assert rows == [
        row for row in every if f"{row['sayso_document_id']}:{row['sayso_claim_id']}" in keys
    ]


def test_filters_choose_tables(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    run(ledger, "--as", "parquet", "--out", str(folder), "--type", "accuse", "--document", "d2")
    found = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
    assert [row["document_id"] for row in found["documents"]] == ["d2"]
    (claim,) = found["claims"]
    assert claim["event_type"] == "ACCUSE"
    assert {row["claim_id"] for row in found["parties"]} == {claim["claim_id"]}
    held = [row for row in ledger.table("attributions").to_pylist() if row["document_id"] == "d2"]
    assert by_key(found["attributions"]) == by_key(held)
    assert held


@pytest.mark.parametrize("form", FORMS)
def test_nothing_passes(form: str, ledger: Ledger) -> None:
    CHECKS[form](exported(ledger, form, "--who", "nobody-at-all"), [])


def test_an_export_of_before(ledger: Ledger) -> None:
    assert exported(ledger, "jsonl", "--at", "0") == ""
    assert "has read nothing" in run(ledger, "--as", "csv", "--reader", "ffff").stderr


def test_documents_come_in_order_however_many_are_sorted_at_once(
    ledger: Ledger, odd: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {name: exported(ledger, name) for name in FORMS}
    with ledger.selected() as chosen:
        claims = chosen.flat().read_all()
    monkeypatch.setattr(selection, "_DOCUMENTS", 2)
    monkeypatch.setattr(selection, "_ROWS", 3)
    assert {name: exported(ledger, name) for name in FORMS} == whole
    with ledger.selected() as chosen:
        assert chosen.flat().read_all().equals(claims)
        assert [one.reading for one in chosen] == odd
    monkeypatch.undo()
    ledger.compact()
    assert {name: exported(ledger, name) for name in FORMS} == whole


def test_memory_does_not_grow(tmp_path: Path, odd: list[Reading]) -> None:
    def peak(count: int) -> int:
        many = [
            one.model_copy(
                update={"document": one.document.model_copy(update={"id": f"m{number}"})}
            )
            for number in range(count)
            for one in [odd[number % len(odd)]]
        ]
        ledger = kept(tmp_path / str(count), many)
        del many
        tracemalloc.start()
        try:
            with ledger.selected() as chosen:
                for form in ("csv", "jsonld", "annotations"):
                    chosen_text_to_nowhere(form, chosen)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = peak(400), peak(1200)
    assert many < 1.3 * few


class Nowhere(io.StringIO):
    def write(self, text: str) -> int:
        return len(text)


def chosen_text_to_nowhere(form: str, chosen: Selection) -> None:
    stream = Nowhere()
    if form == "csv":
        table.write(pairs(chosen), stream)
    elif form == "jsonld":
        jsonld.write(((one.reading, one.claims, one.reviews) for one in chosen), stream)
    else:
        annotations.write(pairs(chosen), stream)


# Files


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_file_holds_what_is_printed(
    form: str, suffix: str, ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / f"claims{suffix}"
    path.write_text("what was there before", "utf8")
    told = run(ledger, "--as", form, "--out", str(path))
    assert told.stdout == f"{ledger.claims().num_rows} claims of 11 documents: {path}\n"
    data = path.read_bytes()
    if suffix == ".gz":
        data = gzip.decompress(data)
    elif suffix == ".zst":
        name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
        data = import_module(name).decompress(data)
    assert data.decode("utf8") == exported(ledger, form)
    assert run(ledger, "--as", form, "--out", "-").stdout_bytes == data
    first = path.read_bytes()
    assert run(ledger, "--as", form, "--out", str(path), "--quiet").stdout == ""
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", [*FORMS, "parquet"])
def test_a_full_disk_leaves_what_was_there(
    form: str, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ("claims.parquet" if form == "parquet" else "claims.txt.gz")
    path.write_text("before", "utf8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output.os, "replace", full)
    result = run(ledger, "--as", form, "--out", str(path))
    assert (result.exit_code, "it cannot be written (no space left" in result.stderr) == (1, True)
    assert path.read_text("utf8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_export_leaves_nothing(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(table, "rows", interrupted)
    result = run(ledger, "--as", "csv", "--out", str(tmp_path / "claims.csv"))
    assert result.exit_code == 130
    monkeypatch.setattr(Selection, "table", interrupted)
    result = run(ledger, "--as", "parquet", "--out", str(tmp_path / "tables"))
    assert result.exit_code == 130
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_replaced_if_it_is_ours(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for _ in range(2):
        assert run(ledger, "--as", "parquet", "--out", str(folder)).exit_code == 0
    assert len(list(folder.iterdir())) == len(TABLES)
    (folder / "diary.txt").write_text("mine", "utf8")
    (folder / "claims.parquet").write_text("old", "utf8")
    result = run(ledger, "--as", "parquet", "--out", str(folder))
    assert (result.exit_code, "holds other things (diary.txt)" in result.stderr) == (2, True)
    assert (folder / "claims.parquet").read_text("utf8") == "old"
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--as", "parquet"], "--as parquet needs --out PATH"),
        (["--as", "parquet", "--out", "-"], "--as parquet needs --out PATH"),
        (["--as", "csv", "--status", "perhaps"], "--status 'perhaps': use one of happened"),
        (["--as", "csv", "--since", "May"], "--since 'May': write the date like 2024-09-16"),
        (["--as", "sql"], "parquet"),
        ([], "--as"),
    ],
)
def test_misuse_is_told(arguments: list[str], told: str, ledger: Ledger) -> None:
    result = run(ledger, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_network_needs_networkx(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    result = run(ledger, "--as", "graphml", "--out", str(tmp_path / "network.graphml"))
    assert result.exit_code == 2
    assert "run: pip install 'sayso[ledger]'" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_bar_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for total in (3, None):
        assert list(watched(iter("abc"), "letters", total, size=len, shown=True)) == list("abc")
    assert list(watched(iter("abc"), "letters", 3, shown=False)) == list("abc")
    assert capsys.readouterr().out == ""


# The library


def test_the_library_gives_arrow_and_pandas(ledger: Ledger, odd: list[Reading]) -> None:
    frame = ledger.claims(types=["ACCUSE"]).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert set(frame["event_type"]) == {"ACCUSE"}
    assert [one.document.id for one in ledger.readings()] == [one.document.id for one in odd]
    (some,) = ledger.readings(document_id="d2", types=["ACCUSE"])
    assert [claim.event and claim.event.type for claim in some.claims] == ["ACCUSE"]
    with ledger.selected(status=["denied"]) as chosen:
        batches = list(chosen.table("claims"))
        assert all(isinstance(batch, pa.RecordBatch) for batch in batches)
        assert sum(map(len, batches)) == chosen.claims > 0
        with pytest.raises(UsageError, match="no table 'runs' to export"):
            chosen.table("runs")
