"""A user's actors: the table, which row holds on a day, and texts read with them."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy

from sayso import Document, IntakeError, Reader
from sayso.intake.actors import load_actors, read_actors, read_table
from sayso.knowledge.atlas import Atlas
from sayso.knowledge.countries import countries, gazetteer, split_name
from sayso.knowledge.user_actors import ActorRow, UserActors
from sayso.reading.names import find_names, mask

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "actors.csv"

TABLE = """name,code,from,to,kind
Veldoria,VLD,,,
Republic of Veldoria,VLD,,,country
Veldorian,VLD,,,adjective
Port Veldis,VLD,,,capital
Karsania,KRS,,,
Karsanese,KRS,,,adjective
Karsk,KRS,,,capital
Veldorian Liberation Front,VLD REB,,,
VLF,VLD REB,,,
Karsk Gazette,KRS JRN,,,organization
Northern League of Cities,IGO NLC,,,
Anna Berg,VLD GOV,2019-04-01,2023-03-31,
Anna Berg,VLD OPP,2023-04-01,,
Georgia Lind,KRS BUS,,,person
Zorvath,KRS REB,,,person
Hamas,PSE PTY,,,
Kremlin,RUS MIL,,,organization
al-Nuzra Front,KRS REB,,,
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("actors") / "my.csv"
    path.write_text(TABLE, "utf8")
    return path


@pytest.fixture(scope="module")
def user_reader(rows: Path) -> Reader:
    return Reader(actors=[rows])


def loaded(text: str) -> UserActors:
    items = list(read_table(text, "my.csv"))
    assert all(isinstance(item, ActorRow) for item in items)
    return UserActors(item for item in items if isinstance(item, ActorRow))


# The table


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Veldoria,VLD\n", "my.csv:1: no header; the first line must be name,code,from,to"),
        ("name;code\nVeldoria;VLD\n", "my.csv:1: no header"),
        ("name,code,form\nA,VLD,\n", "my.csv:1: column 'form' is not known"),
        ("name,code,code\nA,VLD,VLD\n", "my.csv:1: a column is there twice"),
        ("name,code\n,VLD\n", "my.csv:2: the name is empty"),
        ("name,code\nA,\n", "my.csv:2: code '' is not made of blocks of three capitals"),
        ("name,code\nA,VLDGOV\n", "my.csv:2: code 'VLDGOV' is not made of blocks"),
        ("name,code\nA,vld\n", "my.csv:2: code 'vld' is not made of blocks"),
        ("name,code\nA,VLD GVO\n", "my.csv:2: sector 'GVO' of code 'VLD GVO': use one of"),
        ("name,code,from\nA,VLD,1 May 2020\n", "my.csv:2: from '1 May 2020' is no date"),
        ("name,code,to\nA,VLD,2020-02-30\n", "my.csv:2: to '2020-02-30' is no date"),
        ("name,code,to\nA,VLD,20200201\n", "my.csv:2: to '20200201' is no date"),
        (
            "name,code,from,to\nA,VLD,2021-01-01,2020-01-01\n",
            "my.csv:2: from 2021-01-01 comes after to 2020-01-01",
        ),
        ("name,code,kind\nA,VLD,city\n", "my.csv:2: kind 'city': use one of country,"),
        ("name,code,kind\nA,VLD GOV,country\n", "my.csv:2: the code of a country is a country's"),
        ("name,code,kind\nA,REB,people\n", "my.csv:2: the code of a people is a country's alone"),
        ("name,code\nA,VLD,2020-01-01\n", "my.csv:2: 3 cells, but the header has 2"),
        ('name,code\n"A,VLD\n', "my.csv:2: this is no CSV"),
        ("name,code\n\nA,VLD\nA,KRS\n", "my.csv:4: 'A' is KRS here and VLD in my.csv:3, both with"),
        (
            "name,code,from,to\nA,VLD,2020-01-01,2020-12-31\nA,KRS,2020-12-31,\n",
            "my.csv:3: 'A' is KRS here and VLD in my.csv:2, both at one time; give each row",
        ),
        (
            "name,code,from,to\nA,VLD,2020-01-01,2020-12-31\nA,KRS,,\nA,KRS REB,,2020-01-01\n",
            "my.csv:4: 'A' is KRS REB here and VLD in my.csv:2, both at one time",
        ),
    ],
)
def test_what_is_wrong_is_named(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text(text, "utf8")
    with pytest.raises(IntakeError) as raised:
        load_actors([path])
    assert str(raised.value).replace(f"{tmp_path}/", "").startswith(complaint)
    with pytest.raises(IntakeError):
        Reader(actors=[path])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "there is no such file; check the path"),
        (b"", "it is empty"),
        (b"\n \n", "it is empty"),
        (b"%PDF-1.4", "this is a PDF"),
    ],
)
def test_files_that_are_no_table(content: bytes | None, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IntakeError, match=complaint):
        load_actors([path])
    with pytest.raises(IntakeError, match="cannot be read"):
        load_actors([tmp_path])


@pytest.mark.parametrize(
    "text",
    [
        "name,code\nVeldoria,VLD\nAnna Berg,VLD GOV\n",
        "\ufeffName, Code ,From,To\r\nVeldoria,VLD\r\n\r\n  Anna   Berg ,VLD GOV,,\r\n",
        "kind,note,code,name,source\n,x,VLD,the Veldoria,\n,,VLD GOV,Anna Berg,y\n",
    ],
)
def test_a_table_may_be_written_in_many_ways(text: str, tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text(text, "utf8", newline="")
    actors = load_actors([path])
    assert actors is not None
    assert [(row.name, row.code) for row in actors.rows] == [
        ("Veldoria", "VLD"),
        ("Anna Berg", "VLD GOV"),
    ]


def test_rows_from_a_program() -> None:
    actors = load_actors([{"name": "Veldoria", "code": "VLD"}, EXAMPLE])
    assert actors is not None
    assert len(actors.rows) == 11
    assert load_actors([]) is None
    for alone in (EXAMPLE, str(EXAMPLE), {"name": "Veldoria", "code": "VLD"}):
        assert load_actors(alone) is not None
    with pytest.raises(IntakeError, match="actors row 2: code"):
        load_actors([{"name": "Veldoria", "code": "VLD"}, {"name": "Karsania", "code": None}])
    with pytest.raises(IntakeError, match="actors row 1: 'country' is no column"):
        load_actors([{"name": "Veldoria", "country": "VLD"}])


def test_every_line_is_read_though_one_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text("name,code\nA,VLD\nB,?\n,VLD\nC,VLD\n", "utf8")
    kinds = [type(item).__name__ for item in read_actors(path)]
    assert kinds == ["ActorRow", "IntakeError", "IntakeError", "ActorRow"]


@pytest.mark.parametrize(
    ("code", "country", "sector", "is_country"),
    [
        ("AZE", "AZE", None, True),
        ("VLD", "VLD", None, True),
        ("AZE GOV", "AZE", "GOV", False),
        ("REB", None, "REB", False),
        ("IGO", None, "IGO", False),
        ("IGO UNO", None, "IGO", False),
        ("PSE REB HMS", "PSE", "REB", False),
    ],
)
def test_a_code_is_taken_apart(
    code: str, country: str | None, sector: str | None, is_country: bool
) -> None:
    row = ActorRow("A", code)
    assert (row.country, row.sector, row.is_country) == (country, sector, is_country)


def test_the_fingerprint_is_of_what_the_rows_say() -> None:
    one = loaded("name,code\nA,VLD\n")
    same = loaded("note,name,code,from,to\nx,  A ,VLD,,\n")
    other = loaded("name,code,from\nA,VLD,2020-01-01\n")
    assert one.fingerprint == same.fingerprint
    assert one.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 64


# Which row holds

TIMES = """name,code,from,to
A,VLD GOV,2019-04-01,2023-03-31
A,VLD OPP,2023-04-01,
A,VLD ELI,,
B,KRS GOV,,2020-01-01
B,KRS REB,2021-01-01,2021-12-31
"""


@pytest.mark.parametrize(
    ("name", "published", "code"),
    [
        ("A", "2019-04-01", "VLD GOV"),
        ("A", "2023-03-31", "VLD GOV"),
        ("A", "2023-04-01T10:00:00Z", "VLD OPP"),
        ("A", "2019-03-31", "VLD ELI"),  # the row without dates, where no other holds
        ("A", None, "VLD ELI"),
        ("A", "2019", "VLD ELI"),  # no day
        ("B", "1990-01-01", "KRS GOV"),
        ("B", "2021-06-01", "KRS REB"),
        ("B", "2020-06-01", None),
        ("B", "2022-01-01", None),
        ("B", None, "KRS REB"),  # the latest
    ],
)
def test_which_row_holds(name: str, published: str | None, code: str | None) -> None:
    named = Atlas(loaded(TIMES), published).named((name,))
    assert (named.entry.code if named is not None else None) == code


@pytest.mark.parametrize(
    ("row", "written", "fits"),
    [
        ("Veldoria", "Veldoria", True),
        ("Veldoria", "VELDORIA", True),
        ("Veldoria", "veldoria", False),
        ("UNF", "Unf", False),
        ("Ure", "URE", False),
        ("Republic of Veldoria", "Republic Of Veldoria", True),
        ("Republic of Veldoria", "REPUBLIC OF VELDORIA", True),
        ("Omar De Cuellar", "Omar de Cuellar", True),
        ("Omar Al-Masri", "Omar al-Masri", True),
        ("Ban Ki-Moon", "Ban Ki-moon", True),
        ("Ban Ki-Moon", "ban Ki-moon", False),
        ("Children’s Fund", "Children's Fund", True),
    ],
)
def test_how_a_name_may_be_written(row: str, written: str, fits: bool) -> None:
    found = UserActors([ActorRow(row, "VLD REB")]).find(split_name(written), None)
    assert bool(found) is fits


def test_a_country_is_built_of_its_rows() -> None:
    country = loaded(TABLE).country("VLD")
    assert country.name == "Veldoria"
    assert country.names == ("Veldoria", "Republic of Veldoria")
    assert country.adjectives == ("Veldorian",)
    assert country.capitals == ("Port Veldis",)
    assert loaded("name,code\nPersia,IRN\n").country("IRN") is countries()["IRN"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Veldoria sued.", ["Veldoria VLD name"]),
        ("VELDORIA SUES", ["VELDORIA VLD name"]),
        ("the Republic of Veldoria’s army", ["Republic of Veldoria VLD name"]),
        ("Veldorian troops", ["Veldorian VLD adjective"]),
        ("Two Veldorians fled.", ["Veldorians VLD people"]),
        ("He is a Veldorian.", ["Veldorian VLD adjective"]),
        ("Two Karsanese were held.", ["Karsanese KRS people"]),
        ("Karsanese troops were held.", ["Karsanese KRS adjective"]),
        ("Port Veldis met Karsk.", ["Port Veldis VLD capital", "Karsk KRS capital"]),
        ("Veldoria-backed rebels", ["Veldoria VLD name"]),
        ("Georgia Lind left Georgia.", ["Georgia GEO name"]),
        ("The Kremlin denied it.", []),
        ("The Veldorian Liberation Front", ["Veldorian VLD adjective"]),
    ],
)
def test_countries_in_a_text(text: str, expected: list[str]) -> None:
    found = find_names(text, Atlas(loaded(TABLE)))
    assert [
        f"{text[n.start : n.end]} {n.entry.country.alpha3} {n.entry.kind}" for n in found
    ] == expected
    assert all(n.entry.user for n in found if n.entry.country.alpha3 in ("VLD", "KRS"))


def test_the_parser_sees_none_of_them() -> None:
    masked = mask("Veldoria, VELDORIA and Port Veldis", Atlas(loaded(TABLE)))
    assert masked.text == "Germany, Germany and Berlin"
    assert mask("Veldoria").text == "Veldoria"


def test_ours_stay_as_they_are_for_others() -> None:
    before = dict(gazetteer())
    Atlas(loaded("name,code\nFrance,VLD\n")).entries(("France",))
    assert dict(gazetteer()) == before
    assert find_names("France")[0].entry.country.alpha3 == "FRA"


@pytest.mark.parametrize(
    ("rows", "name", "expected"),
    [
        # Without a kind, a name of ours keeps the kind that we know.
        ("Armenian,ARM", "Armenian", {("ARM", "adjective"), ("ARM", "people")}),
        ("Yerevan,ARM", "Yerevan", {("ARM", "capital")}),
        ("Yerevan,VLD", "Yerevan", {("VLD", "name")}),
        ("Persia,IRN", "Persia", {("IRN", "name")}),
        ("New Mexico,VLD", "New Mexico", {("VLD", "name")}),
        ("Kremlin,RUS MIL", "Kremlin", set()),
        ("Anna Berg,RUS MIL", "Anna Berg", None),
    ],
)
def test_the_users_row_wins(rows: str, name: str, expected: set[Any] | None) -> None:
    entries = Atlas(loaded(f"name,code\n{rows}\n")).entries(split_name(name))
    if entries is not None:
        assert {(entry.country.alpha3, entry.kind) for entry in entries} == expected
        assert all(entry.user for entry in entries)
    else:
        assert expected is None


def test_a_name_that_is_also_a_persons_stays_so() -> None:
    atlas = Atlas(loaded("name,code\nGeorgia,USA\n"))
    assert [n.entry.country.alpha3 for n in find_names("Georgia sued.", atlas)] == ["USA"]
    assert find_names("Georgia Lindqvist sued.", atlas) == []


# Texts


def parties(reading: Any) -> dict[str, tuple[str | None, str | None]]:
    events = [claim.event for claim in reading.claims if claim.event is not None]
    found = [party for event in events for party in (*event.actors, *event.recipients)]
    return {party.text: (party.code, party.resolved) for party in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Veldoria accused Karsania of shelling a village.",
            {"Veldoria": ("VLD", "user"), "Karsania": ("KRS", "user")},
        ),
        (
            "Veldorian troops attacked Karsanese positions near Karsk.",
            {"Veldorian troops": ("VLD MIL", "role"), "Karsanese positions": ("KRS MIL", "role")},
        ),
        (
            "Veldoria's foreign minister met the president of Karsania.",
            {
                "Veldoria's foreign minister": ("VLD GOV", "role"),
                "president of Karsania": ("KRS GOV", "role"),
            },
        ),
        (
            "Port Veldis attacked Karsk.",
            {"Port Veldis": ("VLD", "user"), "Karsk": ("KRS", "user")},
        ),
        (
            "Veldorian and Karsanese soldiers exchanged fire.",
            {"Veldorian": ("VLD MIL", "user"), "Karsanese": ("KRS MIL", "user")},
        ),
        (
            "The Veldorian Liberation Front bombed Karsania.",
            {"Veldorian Liberation Front": ("VLD REB", "user"), "Karsania": ("KRS", "user")},
        ),
        (
            "The VLF attacked the Northern League of Cities.",
            {"VLF": ("VLD REB", "user"), "Northern League of Cities": ("IGO NLC", "user")},
        ),
        (
            "Fighters of the al-Nuzra Front attacked Veldoria.",
            {"Veldoria": ("VLD", "user")},
        ),
        ("Hamas attacked Veldoria.", {"Hamas": ("PSE PTY", "user"), "Veldoria": ("VLD", "user")}),
        ("The Kremlin attacked Veldoria.", {"Kremlin": ("RUS MIL", "user")}),
        (
            "Zorvath attacked Georgia.",
            {"Zorvath": ("KRS REB", "user"), "Georgia": ("GEO", "gazetteer")},
        ),
        (
            "Georgia Lind sued Veldoria. Later Lind accused Karsk of theft.",
            {"Georgia Lind": ("KRS BUS", "user"), "Lind": ("KRS BUS", "user")},
        ),
    ],
)
def test_parties(
    user_reader: Reader, text: str, expected: dict[str, tuple[str | None, str | None]]
) -> None:
    found = parties(user_reader.read(text))
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("published", "code"),
    [("2020-01-01", "VLD GOV"), ("2024-01-01", "VLD OPP"), ("2001-01-01", None), (None, "VLD OPP")],
)
def test_a_person_has_the_code_of_the_day(
    user_reader: Reader, published: str | None, code: str | None
) -> None:
    text = "Anna Berg accused Karsania of theft. Berg said that she would sue."
    reading = user_reader.read(Document(id="d", text=text, published=published))
    assert parties(reading)["Anna Berg"] == (code, "user" if code else None)
    berg = reading.claims[-1].voice
    assert (berg.kind, berg.name, berg.code) == ("person", "Anna Berg", code)


@pytest.mark.parametrize(
    ("text", "kind", "name", "code"),
    [
        ("Veldoria said that it would sue.", "country", "Veldoria", "VLD"),
        ("Port Veldis said that it would sue.", "country", "Port Veldis", "VLD"),
        ("Two Veldorians said that they would sue.", "unnamed", "Two Veldorians", "VLD"),
        ("The VLF said that it would sue.", "organization", "VLF", "VLD REB"),
        ("Veldoria attacked Karsania, the Karsk Gazette reported.", "organization",
         "Karsk Gazette", "KRS JRN"),
        ("President Anna Berg said that she would sue.", "person", "Anna Berg", "VLD OPP"),
        ("Karsanese President Omar Sollie said that he would sue.", "person", "Omar Sollie",
         "KRS GOV"),
    ],
)  # fmt: skip
def test_voices(user_reader: Reader, text: str, kind: str, name: str, code: str) -> None:
    voices = [claim.voice for claim in user_reader.read(text).claims if len(claim.sayso) > 1]
    assert [(v.kind, v.name, v.code) for v in voices] == [(kind, name, code)]


def test_the_country_stands_for_what_was_named(user_reader: Reader) -> None:
    text = "Veldoria borders the sea. Karsanese troops attacked the country on Monday."
    assert parties(user_reader.read(text))["country"] == ("VLD", "coreference")


def test_where_it_was(user_reader: Reader) -> None:
    event = user_reader.read("Rebels killed ten soldiers in Veldoria.").claims[0].event
    assert event is not None
    assert event.where is not None
    assert event.where.country == "VLD"


def test_the_reader_says_which_actors_it_had(user_reader: Reader, rows: Path) -> None:
    actors = load_actors([rows])
    assert actors is not None
    assert user_reader.info.models["actors"] == actors.fingerprint
    assert "actors" not in Reader(heads="rules").info.models


def test_a_pipeline_may_have_actors(rows: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"heads": "rules", "actors": [str(rows)]})
    claim = nlp("Veldoria attacked Karsania.")._.claims[0]
    assert claim.event.actors[0].code == "VLD"


def test_a_row_is_a_value() -> None:
    row = ActorRow("A", "VLD", since=date(2020, 1, 1))
    assert row.dated
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.name = "B"  # type: ignore[misc]


@pytest.mark.parametrize("code", ["VLD", "ARM"])
def test_whoever_shells_a_town_shells_its_country(code: str) -> None:
    rows = [
        {"name": "Veldoria", "code": "VLD"},
        {"name": "Orsvik", "code": code, "kind": "town"},
    ]
    (claim,) = Reader(heads="rules", actors=rows).read("Iraq shelled Orsvik.").claims
    assert claim.event is not None
    assert [party.code for party in claim.event.recipients] == [code]
    assert claim.event.where is not None
    assert claim.event.where.text == "Orsvik"
