"""Organisations, blocs and armed groups in texts, and the rules by which the table codes them."""

from __future__ import annotations

import pytest

from sayso import Reader
from sayso.knowledge.actors import Organization, organizations

ENTRIES = tuple(dict.fromkeys(organizations().values()))

# What the codes of each kind may be; the rules are in CONTRIBUTING.md.
SECTORS = {
    "igo": {"IGO"},
    "bloc": {"IGO", None},
    "court": {"IGO", "JUD"},
    "legislature": {"IGO", "LEG"},
    "ngo": {"NGO", "REL"},
    "company": {"BUS", "MNC"},
    "media": {"JRN"},
    "party": {"PTY", "GOV", "ISM", None},
    "armed group": {"REB", "PRM", "CRM", "IMG", "MIL", "OPP", None},
    "agency": {"GOV", "MIL", "COP", "SPY", "JUD", "PRM", "REL", "OPP", None},
    "group": {"REL", "SOC", "LAB", "AGR", None},
}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_a_kind_has_its_sectors(entry: Organization) -> None:
    assert entry.sector in SECTORS[entry.kind]
    if entry.sector in ("IGO", "MNC", "IMG", "ISM"):
        assert entry.country is None


def test_nobody_who_has_a_name_is_unidentified() -> None:
    assert not [entry.name for entry in ENTRIES if entry.sector == "UAF"]


def test_every_continent_is_there() -> None:
    by_kind: dict[str, set[str]] = {}
    for entry in ENTRIES:
        if entry.country is not None:
            by_kind.setdefault(entry.kind, set()).add(entry.country)
    regions = ["NGA KEN ZAF DZA EGY", "IND CHN IDN KAZ IRN", "GBR FRA POL UKR NOR",
               "USA MEX BRA COL HTI", "AUS NZL FJI PNG"]  # fmt: skip
    for kind in ("media", "party", "agency"):
        for region in regions:
            assert len(by_kind[kind] & set(region.split())) > 2, (kind, region)
    assert len(by_kind["media"]) > 130
    assert len(by_kind["party"]) > 110


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("The African Union", "IGO AFU"),
        ("ECOWAS", "IGO WAS"),
        ("SADC", "IGO SAD"),
        ("IGAD", "IGO IAD"),
        ("The East African Community", "IGO EAC"),
        ("ASEAN", "IGO ASN"),
        ("SAARC", "IGO SAA"),
        ("The Gulf Cooperation Council", "IGO GCC"),
        ("The Organization of American States", "IGO OAS"),
        ("Mercosur", "IGO MCS"),
        ("CARICOM", "IGO CRB"),
        ("The CSTO", "IGO CST"),
        ("The Eurasian Economic Union", "IGO EEU"),
        ("The Shanghai Cooperation Organisation", "IGO SCO"),
        ("The Pacific Islands Forum", "IGO PIF"),
        ("OPEC", "IGO OPC"),
        ("The IMF", "IGO IMF"),
        ("The World Bank", "IGO WBK"),
        ("The WTO", "IGO WTO"),
        ("The IAEA", "IGO IAE"),
        ("The OSCE", "IGO SCE"),
        ("The International Criminal Court", "IGO ICC"),
        ("The International Court of Justice", "IGO ICJ"),
        ("The UN Security Council", "IGO UNO"),
        ("UNMIK", "IGO UNO"),
        ("Doctors Without Borders", "NGO MSF"),
        ("The ICRC", "NGO IRC"),
        ("The Kenya Red Cross", "KEN NGO"),
        ("The Egyptian Red Crescent", "EGY NGO"),
        ("Amnesty International", "NGO AMN"),
        ("Human Rights Watch", "NGO HRW"),
        ("The Wagner Group", "RUS PRM"),
        ("al-Shabaab", "SOM REB"),
        ("The Arakan Army", "MMR REB"),
        ("The Moro National Liberation Front", "PHL REB"),
        ("The Segunda Marquetalia", "COL REB"),
        ("The Taliban", "AFG"),
        ("Al-Qaeda in the Arabian Peninsula", "IMG"),
        ("The Orange Democratic Movement", "KEN PTY"),
        ("The Movement for the Emancipation of the Niger Delta", "NGA REB"),
        ("Stellantis", "MNC"),
        ("Ecopetrol", "COL BUS"),
    ],
)
def test_who_accuses(reader: Reader, name: str, code: str) -> None:
    events = [
        claim.event
        for claim in reader.read(f"{name} accused two ministers of fraud.").claims
        if claim.event is not None and claim.event.type == "ACCUSE"
    ]
    assert [party.code for event in events for party in event.actors] == [code]


@pytest.mark.parametrize(
    ("agency", "code"),
    [
        ("the Associated Press", "USA JRN"),
        ("Agence France-Presse", "FRA JRN"),
        ("the Canadian Press", "CAN JRN"),
        ("Prensa Latina", "CUB JRN"),
        ("Télam", "ARG JRN"),
        ("Algérie Presse Service", "DZA JRN"),
        ("the News Agency of Nigeria", "NGA JRN"),
        ("Angop", "AGO JRN"),
        ("Anadolu", "TUR JRN"),
        ("the Saudi Press Agency", "SAU JRN"),
        ("IRNA", "IRN JRN"),
        ("the Press Trust of India", "IND JRN"),
        ("Xinhua", "CHN JRN"),
        ("Yonhap", "KOR JRN"),
        ("Antara", "IDN JRN"),
        ("Montsame", "MNG JRN"),
        ("TASS", "RUS JRN"),
        ("Ukrinform", "UKR JRN"),
        ("Ritzau", "DNK JRN"),
        ("the Australian Associated Press", "AUS JRN"),
        ("the Samoa Observer", "WSM JRN"),
    ],
)
def test_who_reports(reader: Reader, agency: str, code: str) -> None:
    reading = reader.read(f"Two ministers resigned on Monday, {agency} reported.")
    voices = [claim.voice for claim in reading.claims if len(claim.sayso) > 1]
    assert [(voice.kind, voice.code) for voice in voices] == [("organization", code)]
