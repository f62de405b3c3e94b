"""The tables of countries, organizations, role nouns and places: facts, uniqueness, ISO, errors."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pycountry
import pytest

from sayso.errors import ModelError
from sayso.knowledge import actors, places, rows
from sayso.knowledge import countries as atlas
from sayso.knowledge.actors import code, organizations, sectors
from sayso.knowledge.atlas import LONGEST
from sayso.knowledge.countries import countries, gazetteer, lookalikes, split_name

TABLES = ("countries.csv", "lookalikes.csv", "organizations.csv", "places.csv", "sectors.csv")
ISO = frozenset(country.alpha_3 for country in pycountry.countries)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("South Korea", ("South", "Korea")),
        ("Guinea-Bissau", ("Guinea", "-", "Bissau")),
        ("Guinea‑Bissau", ("Guinea", "-", "Bissau")),
        ("Côte d’Ivoire", ("Côte", "d", "'", "Ivoire")),
        ("N'Djamena", ("N", "'", "Djamena")),
        ("U.S.-led", ("U.S.", "-", "led")),
        ("Russia's", ("Russia", "'", "s")),
        ("Washington, D.C.", ("Washington", ",", "D.C.")),
        ("", ()),
    ],
)
def test_split_name(text: str, tokens: tuple[str, ...]) -> None:
    assert split_name(text) == tokens


def test_splitting_tokens_equals_splitting_the_whole() -> None:
    for form in ("Côte d'Ivoire", "Port-au-Prince", "Washington, D.C.", "Nuku'alofa", "U.S."):
        assert tuple(t for word in form.split() for t in split_name(word)) == split_name(form)


@pytest.mark.parametrize(
    ("form", "country", "kind", "sector", "plural"),
    [
        ("Armenia", "ARM", "name", None, False),
        ("ARMENIA", "ARM", "name", None, False),
        ("Armenian", "ARM", "adjective", None, False),
        ("Armenian", "ARM", "people", None, False),
        ("Armenians", "ARM", "people", None, True),
        ("Yerevan", "ARM", "capital", None, False),
        ("Baku", "AZE", "capital", None, False),
        ("UK", "GBR", "name", None, False),
        ("British", "GBR", "adjective", None, False),
        ("Britons", "GBR", "people", None, True),
        ("Downing Street", "GBR", "metonym", "GOV", False),
        ("Frenchman", "FRA", "people", None, False),
        ("Frenchmen", "FRA", "people", None, True),
        ("Élysée", "FRA", "metonym", "GOV", False),
        ("Elysee", "FRA", "metonym", "GOV", False),
        ("Quai d’Orsay", "FRA", "metonym", "GOV", False),
        ("Kremlin", "RUS", "metonym", "GOV", False),
        ("Pentagon", "USA", "metonym", "MIL", False),
        ("Capitol Hill", "USA", "metonym", "LEG", False),
        ("U.S.", "USA", "name", None, False),
        ("US", "USA", "adjective", None, False),
        ("Turk", "TUR", "people", None, False),
        ("Türkiye", "TUR", "name", None, False),
        ("Turkiye", "TUR", "name", None, False),
        ("Ivory Coast", "CIV", "name", None, False),
        ("Cote d'Ivoire", "CIV", "name", None, False),
        ("Ivorian", "CIV", "adjective", None, False),
        ("Burma", "MMR", "name", None, False),
        ("DRC", "COD", "name", None, False),
        ("Congolese", "COD", "adjective", None, False),
        ("Republic of the Congo", "COG", "name", None, False),
        ("UAE", "ARE", "name", None, False),
        ("Emiratis", "ARE", "people", None, True),
        ("Kosovar", "XKX", "adjective", None, False),
        ("Taipei", "TWN", "capital", None, False),
        ("Palestinian", "PSE", "adjective", None, False),
        ("Western Sahara", "ESH", "name", None, False),
        ("South Korean", "KOR", "adjective", None, False),
        ("North Koreans", "PRK", "people", None, True),
        ("Nigerien", "NER", "adjective", None, False),
        ("Nigerian", "NGA", "adjective", None, False),
        ("Bissau-Guinean", "GNB", "adjective", None, False),
        ("Papua New Guinea", "PNG", "name", None, False),
        ("Malacañang", "PHL", "metonym", "GOV", False),
        ("Basotho", "LSO", "people", None, True),
        ("Swede", "SWE", "people", None, False),
        ("Danes", "DNK", "people", None, True),
        ("Kiev", "UKR", "capital", None, False),
        ("N'Djamena", "TCD", "capital", None, False),
        ("Aso Rock", "NGA", "metonym", "GOV", False),
    ],
)
def test_gazetteer(form: str, country: str, kind: str, sector: str | None, plural: bool) -> None:
    found = {
        (entry.country.alpha3, entry.kind, entry.sector, entry.plural)
        for entry in gazetteer()[split_name(form)]
    }
    assert (country, kind, sector, plural) in found


@pytest.mark.parametrize(
    "form",
    [
        *("us", "turkey", "chad", "Korea", "Korean", "Male", "Soviet|Union", "USSR", "Gaza"),
        *("Crimea", "Kashmir", "Tibet", "Xinjiang", "Donbas", "Victoria", "English", "San|Jose"),
    ],
)
def test_forms_that_name_no_country(form: str) -> None:
    assert tuple(form.split("|")) not in gazetteer()


def test_every_iso_country_is_there_and_kosovo() -> None:
    assert set(countries()) == ISO | {"XKX"}
    assert all(country.alpha3 == key for key, country in countries().items())


def test_persons_and_states_are_marked_on_the_form() -> None:
    given = {alpha3 for alpha3, country in countries().items() if country.given_name}
    assert {"GEO", "TCD", "JOR", "ISR"} <= given
    assert not given & {"AZE", "UKR", "FJI", "COD"}
    by_form = {form: gazetteer()[(form,)][0] for form in ("Georgia", "Georgian", "Sofia", "Baku")}
    assert by_form["Georgia"].given_name
    assert not by_form["Georgia"].surname
    assert by_form["Georgia"].us_state
    assert not by_form["Georgian"].us_state
    assert by_form["Sofia"].given_name
    assert not by_form["Baku"].given_name


def test_lookalikes_hold_a_country_and_name_none() -> None:
    assert {("New", "Mexico"), ("Native", "American"), ("Warsaw", "Pact")} <= lookalikes()
    assert not lookalikes() & set(gazetteer())
    assert not lookalikes() & set(organizations())


@pytest.mark.parametrize(
    ("name", "expected", "country", "kind"),
    [
        ("NATO", "IGO NAT", None, "igo"),
        ("EU", "IGO EUR", None, "igo"),
        ("Brussels", "IGO EUR", None, "igo"),
        ("U.N. Security Council", "IGO UNO", None, "igo"),
        ("African Union", "IGO AFU", None, "igo"),
        ("ASEAN", "IGO ASN", None, "igo"),
        ("ICC", "IGO ICC", None, "court"),
        ("Red Cross", "NGO IRC", None, "ngo"),
        ("West", None, None, "bloc"),
        ("Global South", None, None, "bloc"),
        ("Hamas", "PSE REB", "PSE", "armed group"),
        ("Hizbollah", "LBN REB", "LBN", "armed group"),
        ("Islamic State", "IMG", None, "armed group"),
        ("Taliban", "AFG", "AFG", "armed group"),
        ("M23", "COD REB", "COD", "armed group"),
        ("CIA", "USA SPY", "USA", "agency"),
        ("FSB", "RUS SPY", "RUS", "agency"),
        ("Mossad", "ISR SPY", "ISR", "agency"),
        ("MI6", "GBR SPY", "GBR", "agency"),
        ("IRGC", "IRN MIL", "IRN", "agency"),
        ("BJP", "IND PTY", "IND", "party"),
        ("Labour Party", None, None, "party"),
        ("Knesset", "ISR LEG", "ISR", "legislature"),
        ("Lok Sabha", "IND LEG", "IND", "legislature"),
        ("Reuters", "GBR JRN", "GBR", "media"),
        ("TASS", "RUS JRN", "RUS", "media"),
        ("Xinhua", "CHN JRN", "CHN", "media"),
        ("Gazprom", "RUS BUS", "RUS", "company"),
        ("Kurds", "KUR", None, "group"),
        ("Rohingya", None, None, "group"),
    ],
)
def test_organizations(name: str, expected: str | None, country: str | None, kind: str) -> None:
    organization = organizations()[split_name(name)]
    assert (organization.code, organization.country, organization.kind) == (
        expected,
        country,
        kind,
    )
    assert name in organization.names


def test_no_name_is_too_long_to_be_found() -> None:
    assert max(map(len, (*gazetteer(), *lookalikes(), *organizations()))) == LONGEST


def test_tables_share_no_key_but_brussels() -> None:
    by_place = {split_name(name) for name in places.places()}
    assert set(gazetteer()) & set(organizations()) == {("Brussels",)}
    assert not by_place & set(gazetteer())
    assert not by_place & set(organizations())


def test_codes_without_a_country_never_look_like_one() -> None:
    for organization in organizations().values():
        if organization.country is None and organization.code is not None:
            assert not ISO & set(organization.code.split()), organization


@pytest.mark.parametrize(
    ("noun", "sector", "person", "kind"),
    [
        ("president", "GOV", True, "office"),
        ("prime minister", "GOV", True, "office"),
        ("foreign minister", "GOV", True, "office"),
        ("king", "GOV", True, "office"),
        ("minister", "GOV", True, "role"),
        ("official", "GOV", True, "role"),
        ("government", "GOV", False, "collective"),
        ("ministry", "GOV", False, "collective"),
        ("general", "MIL", True, "role"),
        ("army", "MIL", False, "collective"),
        ("police", "COP", False, "collective"),
        ("security forces", "COP", False, "collective"),
        ("judge", "JUD", True, "role"),
        ("lawmaker", "LEG", True, "role"),
        ("parliament", "LEG", False, "collective"),
        ("rebel", "REB", True, "group"),
        ("gunman", "UAF", True, "group"),
        ("militia", "PRM", False, "collective"),
        ("opposition leader", "OPP", True, "office"),
        ("protester", "OPP", True, "group"),
        ("journalist", "JRN", True, "role"),
        ("hospital", "MED", False, "collective"),
        ("refugee", "REF", True, "group"),
        ("peace activist", "SOC", True, "role"),
        ("trade union", "LAB", False, "collective"),
        ("farmer", "AGR", True, "group"),
        ("imam", "REL", True, "role"),
        ("secretary-general", "IGO", True, "office"),
        ("spokesman", None, True, "role"),
    ],
)
def test_sectors(noun: str, sector: str | None, person: bool, kind: str) -> None:
    found = sectors()[noun]
    assert (found.sector, found.person, found.kind, found.office) == (
        sector,
        person,
        kind,
        kind == "office",
    )


def test_every_plover_sector_has_a_noun() -> None:
    assert {noun.sector for noun in sectors().values()} == (
        actors.PRIMARY_SECTORS | actors.NON_STATE | {None}
    )


@pytest.mark.parametrize(
    ("country", "sector", "expected"),
    [
        ("AZE", "GOV", "AZE GOV"),
        ("AZE", None, "AZE"),
        (None, "GOV", None),
        (None, "IGO", "IGO"),
        (None, None, None),
    ],
)
def test_code(country: str | None, sector: str | None, expected: str | None) -> None:
    assert code(country, sector) == expected


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kharkiv", "UKR", "city"),
        ("Lagos", "NGA", "city"),
        ("Geneva", "CHE", "city"),
        ("The Hague", "NLD", "city"),
        ("Crimea", None, "disputed"),
        ("Nagorno-Karabakh", None, "disputed"),
        ("Gaza", None, "disputed"),
        ("Kashmir", None, "disputed"),
        ("Xinjiang", "CHN", "region"),
        ("Scotland", "GBR", "region"),
        ("Sahel", None, "region"),
        ("South China Sea", None, "water"),
    ],
)
def test_places(name: str, country: str | None, kind: str) -> None:
    place = places.places()[name]
    assert (place.country, place.kind) == (country, kind)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_unique_and_has_a_source(table: str) -> None:
    text = files("sayso.knowledge").joinpath("data", table).read_text("utf8")
    seen = set()
    for row in csv.DictReader(text.splitlines()):
        assert row["source"].strip(), row
        assert None not in row.values(), row
        assert next(iter(row.values())) not in seen, row
        seen.add(next(iter(row.values())))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name,kind\n", r"places\.csv:1: the columns are"),
        ("name,country,kind,source\nLagos,NGA,city\n", r"places\.csv:2: 3 cells, expected 4"),
        ("name,country,kind,source\nLagos,NGA,city,\n", r"places\.csv:2: the source is empty"),
        (
            "name,country,kind,source\nLagos,NGA,town,x\n",
            r"places\.csv:2: kind is 'town', expected",
        ),
        ("name,country,kind,source\nLagos,NIG,city,x\n", r"places\.csv:2: country 'NIG'"),
        (
            "name,country,kind,source\nLagos,NGA,city,x\nLagos,NGA,city,x\n",
            r"places\.csv:3: name 'Lagos'",
        ),
    ],
)
def test_a_bad_row_is_named(
    text: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    countries()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "places.csv").write_text(text, "utf8")
    monkeypatch.setattr(rows, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=complaint):
        places.places.__wrapped__()


def test_a_form_cannot_belong_to_two_countries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "countries.csv").write_text(
        ",".join(atlas._COLUMNS) + "\nAAA,Aland,,,,,,,,x\nBBB,Bland|Aland,,,,,,,,x\n", "utf8"
    )
    monkeypatch.setattr(rows, "files", lambda _: tmp_path)
    monkeypatch.setattr(atlas, "_table", atlas._table.__wrapped__)
    with pytest.raises(ModelError, match=r"countries\.csv:3: 'Aland' is AAA's already"):
        gazetteer.__wrapped__()
