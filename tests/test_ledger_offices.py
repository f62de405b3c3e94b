"""Offices learned over a corpus: who held what when, and texts read with it (invented people)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso import Document, Reader
from sayso.cli import app
from sayso.knowledge.learned_offices import HeldOffice, LearnedOffice, LearnedOffices
from sayso.ledger import Ledger, keys
from sayso.records import Party

# What texts say of whom: a template for each person's office, and the days of the texts.
SAID: dict[str, list[str]] = {
    "Kenyan Foreign Minister Anna Berg accused Uganda of an attack.": [
        "2024-01-10",
        "2024-02-01",
        "2024-03-01",
        "2024-03-05",
    ],
    # Somebody else of that surname, and a namesake of the first in another country.
    "Omar Berg, the president of Chad, met rebels.": ["2024-02-02", "2024-02-03", "2024-02-04"],
    "Norwegian Prime Minister Lena Holm visited Chile.": ["2024-02-01", "2024-02-02", "2024-02-05"],
    "Peruvian Defence Minister Lena Holm visited Chile.": ["2024-02-01", "2024-02-03"],
    # An office that changes hands, and a person who changes office and country's name.
    "Ghanaian President Kojo Adom condemned the coup.": ["2024-01-01", "2024-02-01", "2024-03-01"],
    "Ghanaian President Efua Badu condemned the coup.": ["2024-03-10", "2024-03-12", "2024-04-01"],
    "Chilean Finance Minister Georgia Lind met Peruvian officials.": [
        "2023-01-10",
        "2023-02-10",
        "2023-03-10",
    ],
    "Chilean Prime Minister Georgia Lind met Peruvian officials.": [
        "2024-05-10",
        "2024-05-11",
        "2024-05-12",
    ],
    # Too few, and a trade.
    "Japanese Foreign Minister Ken Mori accused Chile of lies.": ["2024-02-01", "2024-02-02"],
    "Kenyan economist Ruth Odo accused Chile of lies.": ["2024-02-01", "2024-02-02", "2024-02-03"],
}


FOREIGN = "foreign minister"


def documents() -> Iterable[Document]:
    number = 0
    for text, days in SAID.items():
        for day in days:
            number += 1
            yield Document(
                id=f"o{number}",
                text=f"{text} This is report number {number}.",
                published=day,
                publisher=f"Paper {number % 2}",
            )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Ledger:
    kept = Ledger(tmp_path_factory.mktemp("offices") / "ledger")
    assert kept.ingest(documents(), grammarian).added == sum(map(len, SAID.values()))
    return kept


@pytest.fixture(scope="module")
def knowing(ledger: Ledger) -> Reader:
    return Reader(heads="rules", offices=ledger.learned_offices())


def party(reader: Reader, text: str, published: str | None, name: str) -> Party:
    reading = reader.read(Document(id="x", text=text, published=published))
    found = [
        one
        for claim in reading.claims
        if claim.event is not None
        for one in (*claim.event.actors, *claim.event.recipients)
        if one.text == name
    ]
    assert found, [claim.model_dump() for claim in reading.claims]
    return found[0]


def rows(ledger: Ledger, **given: Any) -> list[tuple[Any, ...]]:
    columns = ["person", "office", "code", "first_seen", "last_seen", "documents", "publishers"]
    found = ledger.offices(**given).select(columns).to_pylist()
    return [tuple(str(value) for value in row.values()) for row in found]


def test_who_was_what_from_when_to_when(ledger: Ledger) -> None:
    assert rows(ledger, person="anna") == [
        ("Anna Berg", "foreign minister", "KEN GOV", "2024-01-10", "2024-03-05", "4", "2")
    ]
    assert [row[0] for row in rows(ledger, person="BERG")] == ["Anna Berg", "Omar Berg"]
    assert [row[:5] for row in rows(ledger, country="gha")] == [
        ("Kojo Adom", "president", "GHA GOV", "2024-01-01", "2024-03-01"),
        ("Efua Badu", "president", "GHA GOV", "2024-03-10", "2024-04-01"),
    ]
    assert [row[0] for row in rows(ledger, day=date(2024, 2, 20), office="president")] == [
        "Kojo Adom"
    ]
    assert [row[1:3] for row in rows(ledger, person="Georgia Lind")] == [
        ("finance minister", "CHL GOV"),
        ("prime minister", "CHL GOV"),
    ]
    assert rows(ledger, person="Ruth Odo") == []
    found = ledger.sql("SELECT count(*) AS n FROM offices WHERE documents >= 3")
    assert found.to_pylist() == [{"n": 7}]
    assert ledger.table("offices").num_rows == 9


def test_the_words_that_say_so(ledger: Ledger) -> None:
    found = ledger.office_evidence(ledger.offices(person="anna berg")).to_pylist()
    assert [row["published"].isoformat() for row in found] == [
        "2024-01-10",
        "2024-02-01",
        "2024-03-01",
        "2024-03-05",
    ]
    for row in found:
        document_id, claim_id = keys.parsed_claim_key(row["claim"])
        reading = ledger.reading(document_id)
        assert claim_id in {claim.id for claim in reading.claims}
        assert reading.document.text[row["start"] : row["end"]] == row["words"]
        assert row["words"] == "Kenyan Foreign Minister Anna Berg accused Uganda of an attack."


@pytest.mark.parametrize(
    ("who", "day", "name", "code", "title", "resolved"),
    [
        ("Anna Berg", "2024-02-10", "Anna Berg", "KEN GOV", FOREIGN, "ledger"),
        ("Anna Berg", "2024-04-04", "Anna Berg", "KEN GOV", FOREIGN, "ledger"),
        # Later, earlier, and on no day: nobody knows.
        ("Anna Berg", "2024-04-05", "Anna Berg", None, None, None),
        ("Anna Berg", "2024-01-09", "Anna Berg", None, None, None),
        ("Anna Berg", None, "Anna Berg", None, None, None),
        # What the text says itself.
        ("Peruvian lawmaker Anna Berg", "2024-02-10", "Anna Berg", "PER LEG", "lawmaker", "office"),
        ("Minister Anna Berg", "2024-02-10", "Anna Berg", "KEN GOV", "minister", "ledger"),
        ("Governor Anna Berg", "2024-02-10", "Anna Berg", None, "governor", None),
        # One surname, one name in two countries, an initial.
        ("Omar Berg", "2024-02-10", "Omar Berg", "TCD GOV", "president", "ledger"),
        ("Mona Berg", "2024-02-10", "Mona Berg", None, None, None),
        ("Lena Holm", "2024-02-10", "Lena Holm", None, None, None),
        # An office that changes hands ends when the next is seen in it.
        ("Kojo Adom", "2024-03-09", "Kojo Adom", "GHA GOV", "president", "ledger"),
        ("Kojo Adom", "2024-03-10", "Kojo Adom", None, None, None),
        ("Efua Badu", "2024-03-10", "Efua Badu", "GHA GOV", "president", "ledger"),
        # A person changes office; the name is a country's, too.
        ("Georgia Lind", "2023-03-01", "Georgia Lind", "CHL GOV", "finance minister", "ledger"),
        ("Georgia Lind", "2024-05-20", "Georgia Lind", "CHL GOV", "prime minister", "ledger"),
        ("Georgia Lind", "2023-12-01", "Georgia Lind", None, None, None),
        ("Georgia", "2024-05-20", "Georgia", "GEO", None, "gazetteer"),
        # Too few texts.
        ("Ken Mori", "2024-02-02", "Ken Mori", None, None, None),
    ],
)  # fmt: skip
def test_texts_read_with_it(
    who: str,
    day: str | None,
    name: str,
    code: str | None,
    title: str | None,
    resolved: str | None,
    knowing: Reader,
) -> None:
    found = party(knowing, f"{who} accused the rebels of lies.", day, name)
    assert (found.code, found.title, found.resolved) == (code, title, resolved)


def test_only_when_asked(grammarian: Reader, knowing: Reader) -> None:
    assert party(grammarian, "Anna Berg visited Chile.", "2024-02-10", "Anna Berg").code is None
    assert keys.fingerprint(grammarian.info) != keys.fingerprint(knowing.info)
    own = Reader(
        heads="rules", offices=knowing._parser.offices, actors={"name": "Anna Berg", "code": "PER"}
    )
    found = party(own, "Anna Berg visited Chile.", "2024-02-10", "Anna Berg")
    assert (found.code, found.resolved) == ("PER", "user")


def test_a_reading_does_not_feed_itself(
    ledger: Ledger, grammarian: Reader, knowing: Reader, tmp_path: Path
) -> None:
    kept = Ledger(tmp_path / "ledger")
    more = [
        Document(
            id=f"m{day}",
            text=f"Anna Berg visited Chile. She met {day} officials.",
            published=f"2024-03-{day}",
        )
        for day in (20, 21, 22)
    ]
    kept.ingest(documents(), grammarian)
    kept.ingest([*documents(), *more], knowing)
    resolved = kept.sql("SELECT DISTINCT resolved FROM parties WHERE document_id = 'm20'")
    assert "ledger" in resolved.column("resolved").to_pylist()
    assert kept.offices().equals(ledger.offices())
    assert kept.learned_offices().fingerprint == ledger.learned_offices().fingerprint
    again = Reader(heads="rules", offices=kept.learned_offices())
    assert kept.ingest([*documents(), *more], again).added == 0
    assert kept.verify().problems == []


DAY = date(2024, 6, 1)
WATER = "minister of water"


def held(title: str, texts: int, country: str = "KEN", publishers: int = 2) -> LearnedOffice:
    week = timedelta(days=7)
    return LearnedOffice(
        "Ana Ruíz", title, country, "GOV", DAY - week, DAY + week, texts, publishers
    )


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ([held("mayor", 3)], HeldOffice("mayor", "KEN", "GOV")),
        ([held("mayor", 2)], None),
        ([held("mayor", 9, publishers=1)], None),
        ([held("mayor", 9), held("mayor", 1, "UGA")], HeldOffice("mayor", "KEN", "GOV")),
        ([held("mayor", 8), held("mayor", 1, "UGA")], None),
        ([held("minister", 8), held("tax minister", 4)], HeldOffice("tax minister", "KEN", "GOV")),
        ([held("minister", 8), held(WATER, 4)], HeldOffice(WATER, "KEN", "GOV")),
        ([held("minister", 4), held("deputy minister", 4)], HeldOffice(None, "KEN", "GOV")),
        ([held("president", 4), held("vice president", 4)], HeldOffice(None, "KEN", "GOV")),
        ([held("president", 9), held("vice president", 1)], HeldOffice("president", "KEN", "GOV")),
    ],
)  # fmt: skip
def test_what_is_agreed(evidence: list[LearnedOffice], found: HeldOffice | None) -> None:
    offices = LearnedOffices(evidence, publishers=2)
    assert offices.find("ANA RUIZ", DAY) == found
    assert offices.find("Ruíz", DAY) is None
    assert offices.find("Ana Ruíz", DAY + timedelta(days=8)) is None
    assert offices.fingerprint == LearnedOffices(evidence[::-1], publishers=2).fingerprint
    assert offices.fingerprint != LearnedOffices(evidence[1:], publishers=2).fingerprint


def run(*arguments: str) -> tuple[str, str, int]:
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})
    return result.stdout, result.stderr, result.exit_code


def test_the_command_shows_offices_and_words(ledger: Ledger) -> None:
    where = ("--ledger", ledger.store.location)
    shown, _, code = run("offices", *where, "--person", "anna berg")
    assert code == 0
    assert "foreign minister" in shown
    assert "Kenyan Foreign Minister Anna Berg" in shown
    printed, _, _ = run("offices", *where, "--country", "KEN", "--format", "json")
    [row] = json.loads(printed)
    assert (row["person"], row["first_seen"], len(row["evidence"])) == (
        "Anna Berg",
        "2024-01-10",
        4,
    )
    printed, _, _ = run("offices", *where, "--person", "omar", "--words", "--format", "csv")
    assert (
        printed.splitlines()[0] == "person,office,country,claim,published,publisher,start,end,words"
    )
    assert len(printed.splitlines()) == 4
    _, errors, code = run("offices", *where, "--day", "soon")
    assert (code, "--day" in errors) == (2, True)


def test_read_and_ingest_use_them_when_asked(ledger: Ledger, tmp_path: Path) -> None:
    where = ledger.store.location
    text = tmp_path / "note.jsonl"
    line = {"id": "n", "text": "Anna Berg visited Chile.", "published": "2024-02-10"}
    text.write_text(json.dumps(line) + "\n", "utf8")
    for offices, resolved in (((), None), (("--offices", where), "ledger")):
        printed, _, _ = run("read", str(text), "--heads", "rules", "--format", "jsonl", *offices)
        actor = json.loads(printed)["claims"][0]["event"]["actors"][0]
        assert (actor["name"], actor["resolved"]) == ("Anna Berg", resolved)
    copy = tmp_path / "ledger"
    Ledger(copy).ingest(documents(), Reader(heads="rules"))
    order = ("ingest", str(text), "--ledger", str(copy), "--heads", "rules")
    assert "1 read and kept" in run(*order)[0]
    printed, told, _ = run(*order, "--offices")
    assert "1 read and kept" in printed
    assert "--offices-at" in told
    assert "1 there before" in run(*order, "--offices")[0]
    version = told.split("--offices-at ")[1].split()[0]
    assert "1 there before" in run(*order, "--offices-at", version)[0]
    [found] = (
        Ledger(copy)
        .sql("SELECT code, resolved FROM parties WHERE name = 'Anna Berg' AND document_id = 'n'")
        .to_pylist()
    )
    assert found == {"code": "KEN GOV", "resolved": "ledger"}
    assert run("read", str(text), "--offices-at", "1")[2] == 2
    assert "there is no ledger" in run("read", str(text), "--offices", str(tmp_path / "no"))[1]
