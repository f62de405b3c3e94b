"""Places: which place a name means, what is none, where an event was, towns as parties."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from sayso import Reader
from sayso.errors import ModelError
from sayso.knowledge import geonames
from sayso.knowledge.countries import countries
from sayso.knowledge.geonames import begins, meanings, plain
from sayso.reading.parse import Parse, Parser
from sayso.reading.place_names import NamedPlace
from sayso.records import Document, Event, Party

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "sayso" / "knowledge" / "data" / "geonames.zip"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parsed(parser: Parser, text: str) -> Parse:
    return parser.parse(Document(id="d", text=text))


def named(parser: Parser, text: str) -> dict[str, NamedPlace]:
    """The places that a text names, by their names."""
    return {place.name: place for place in parsed(parser, text).places.values()}


def event(reader: Reader, text: str, trigger: str) -> Event:
    """The event of a text that a word triggers."""
    found = [
        claim.event
        for claim in reader.read(text).claims
        if claim.event is not None and trigger in claim.event.trigger.text
    ]
    assert found, f"no event at {trigger!r}"
    return found[0]


# The gazetteer


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kharkiv", "kharkiv"),
        ("Córdoba", "cordoba"),
        ("Port-au-Prince", "port au prince"),
        ("Sana'a", "sanaa"),
        ("Ta‘izz", "taizz"),
        ("Şanlıurfa", "sanliurfa"),
        ("Łódź", "lodz"),
        ("  Khan \u00a0Younis ", "khan younis"),
    ],
)
def test_plain_names(name: str, expected: str) -> None:
    assert plain(name) == expected


@pytest.mark.parametrize(
    ("name", "country", "number"),
    [
        ("Kharkiv", "UKR", 706483),
        ("Kharkov", "UKR", 706483),
        ("Goma", "COD", 216281),
        ("Khan Younis", None, 281124),
        ("Jenin", None, 283506),
        ("Srinagar", None, 1255634),
        ("Medellín", "COL", 3674962),
        ("Sevastopol", None, 694423),
        ("Laayoune", None, 2462881),
        ("Tavush", "ARM", None),
        ("Georgia", "USA", None),
    ],
)
def test_meanings(name: str, country: str | None, number: int | None) -> None:
    known = meanings(plain(name))
    assert known is not None
    found = {(ground.country, ground.geonames) for ground in known.grounds}
    assert (country, number) in found
    for ground in known.grounds:
        assert (ground.geonames is None) == (ground.latitude is None) == (ground.longitude is None)


def test_a_name_that_is_also_a_word_or_a_person_s_says_so() -> None:
    assert meanings("reading").ordinary  # type: ignore[union-attr]
    assert meanings("lincoln").ordinary  # type: ignore[union-attr]
    assert meanings("batman").common  # type: ignore[union-attr]
    assert not meanings("kharkiv").ordinary  # type: ignore[union-attr]
    assert meanings("police") is None  # a town in Poland
    assert meanings("no such town") is None
    assert meanings("") is None


def test_how_names_begin() -> None:
    assert begins("khan")
    assert begins("khan younis")
    assert not begins("khan youn")
    assert not begins("minister")


def test_every_country_of_the_table_is_known() -> None:
    with zipfile.ZipFile(DATA) as archive:
        assert "CC BY 4.0" in archive.read("NOTICE.txt").decode("utf8")
        places = archive.read("places.tsv").decode("utf8").splitlines()
        names = archive.read("names.tsv").decode("utf8").splitlines()
    cells = [line.split("\t") for line in places]
    assert {row[0] for row in cells} <= {"", *countries()}
    assert names == sorted(names)
    assert {int(i) for line in names for i in line.split("\t")[2].split()} == set(range(len(cells)))
    assert DATA.stat().st_size < 2_500_000


@pytest.mark.parametrize("content", [b"", b"no zip file", None])
def test_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "data").mkdir()
    if content is not None:
        (tmp_path / "data" / "geonames.zip").write_bytes(content)
    monkeypatch.setattr(geonames, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"geonames\.zip: missing or damaged"):
        geonames._tables.__wrapped__()


# Which place a name means


@pytest.mark.parametrize(
    ("text", "name", "country", "number"),
    [
        # one place, or one that dwarfs the rest
        ("They met in Kharkiv.", "Kharkiv", "UKR", 706483),
        ("They met in Alexandria.", "Alexandria", "EGY", 361058),
        ("They met in Jermuk.", "Jermuk", "ARM", None),
        # several: what stands with the name
        ("They met in Cordoba.", "Cordoba", None, None),
        ("They met in Cordoba, Argentina.", "Cordoba", "ARG", 3860259),
        ("They met in the Spanish city of Cordoba.", "Cordoba", "ESP", 2519240),
        ("They met in Spain's Cordoba.", "Cordoba", "ESP", 2519240),
        ("They met in Cordoba in northern Argentina.", "Cordoba", "ARG", 3860259),
        ("They met in Valencia, Venezuela, on Monday.", "Valencia", "VEN", 3625549),
        # the sentence, then the document
        ("Spain said that they met in Cordoba.", "Cordoba", "ESP", 2519240),
        ("They met in Cordoba. Spain denied it.", "Cordoba", "ESP", 2519240),
        ("Spain and Argentina met in Cordoba.", "Cordoba", None, None),
        ("India denied it. Police in Hyderabad left.", "Hyderabad", "IND", 1269843),
        ("India denied it. Pakistan said police in Hyderabad left.", "Hyderabad", "PAK", 1176734),
        # said once, it holds
        (
            "They met in Naples, Florida. The mayor of Naples came.",
            "Naples",
            "USA",
            4165565,
        ),
        # a list is no address, nor is who said it
        ("They left Goma, Rwanda and Uganda.", "Goma", "COD", 216281),
        ("They shelled Goma, Rwanda said.", "Goma", "COD", 216281),
        ("They shelled Goma, Kano and Lagos.", "Goma", "COD", 216281),
        # whoever holds it
        ("They met in Russian Kherson.", "Kherson", "UKR", 706448),
        # the United States
        ("They met in Springfield, Illinois.", "Springfield", "USA", 4250542),
        ("They met in Springfield.", "Springfield", "USA", None),
        ("They met in Lebanon, Pennsylvania.", "Lebanon", "USA", 5197517),
        ("They met in Lebanon, Pa.", "Lebanon", "USA", None),
        ("They met in Paris, Texas.", "Paris", "USA", None),
        ("Police in Athens, Georgia, left.", "Athens", "USA", 4180386),
        ("Police in Athens, Georgia, left.", "Georgia", "USA", None),
        ("They met in Texas.", "Texas", "USA", None),
        ("Georgia's governor, a Republican, left Atlanta.", "Georgia", "USA", None),
        # a capital's namesake
        ("They met in the Lebanese city of Tripoli.", "Tripoli", "LBN", 266826),
        ("They met in Tripoli, Lebanon.", "Tripoli", "LBN", 266826),
        # contested ground
        ("They met in Crimea.", "Crimea", None, None),
        ("They met in Sevastopol.", "Sevastopol", None, 694423),
        ("They met in Sevastopol, Ukraine.", "Sevastopol", None, 694423),
        ("They met in Sukhumi, Georgia.", "Sukhumi", None, 611847),
        ("They met in Laayoune.", "Laayoune", None, 2462881),
        ("They met in Hargeisa.", "Hargeisa", None, 57289),
        ("They met in Nagorno-Karabakh.", "Nagorno-Karabakh", None, None),
        ("They met in Kashmir.", "Kashmir", None, None),
        # regions and waters
        ("They met in the Kharkiv region.", "Kharkiv", "UKR", None),
        ("They met in Borno state.", "Borno", "NGA", None),
        ("They met in Rivers State.", "Rivers", "NGA", None),
        ("They sailed through the Strait of Hormuz.", "Strait of Hormuz", None, None),
        # spellings
        ("RUSSIA SHELLS KHARKIV", "KHARKIV", "UKR", 706483),
        ("They met in Deir el-Balah.", "Deir el-Balah", None, 281141),
        ("They met in the Kharkiv Valley.", "Kharkiv", None, None),
        ("They met in Bogota and in Medellin.", "Medellin", "COL", 3674962),
    ],
)
def test_places(
    parser: Parser, text: str, name: str, country: str | None, number: int | None
) -> None:
    found = named(parser, text)
    assert name in found, found
    assert (found[name].country, found[name].geonames) == (country, number)
    assert (found[name].latitude is None) == (number is None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peter Santos left. Santos denied it.", "Santos"),
        ("President Santos denied it.", "Santos"),
        ("Victoria Nuland praised the plan.", "Victoria"),
        ("Kennedy's spokesman denied it.", "Kennedy"),
        ("Obama denied it.", "Obama"),
        ("Reading the letter, he left.", "Reading"),
        ("Nice words will not help.", "Nice"),
        ("Mobile units left.", "Mobile"),
        ("Boston Consulting Group sued the firm.", "Boston"),
        ("The Manchester United owner left.", "Manchester"),
        ("Rajan Teo-Pillai left.", "Teo"),
        ("The North denied it.", "North"),
        ("They met in Paris.", "Paris"),  # a capital is a name of its country
        ("The GAO denied it.", "GAO"),
    ],
)
def test_no_places(parser: Parser, text: str, name: str) -> None:
    assert not any(name in place for place in named(parser, text))


# Towns and regions as parties


def coded(parties: tuple[Party, ...]) -> list[str | None]:
    return [party.code for party in parties]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Russia shelled Kharkiv.", "shelled", ["RUS"], ["UKR"]),
        ("Residents of Goma marched against Rwanda.", "marched", ["COD CVL"], ["RWA"]),
        ("Kharkiv's mayor accused Russia of lying.", "accused", ["UKR GOV"], ["RUS"]),
        ("The governor of Belgorod blamed Ukraine.", "blamed", ["RUS GOV"], ["UKR"]),
        ("Belgorod police arrested two activists.", "arrested", ["RUS COP"], [None]),
        ("Kharkiv Mayor Ihor Zelin accused Russia of lying.", "accused", ["UKR GOV"], ["RUS"]),
        (
            "Armenia fired at Azerbaijani positions near Jermuk.",
            "fired",
            ["ARM"],
            ["AZE MIL"],
        ),
        ("Police in Goma arrested two activists.", "arrested", ["COD COP"], [None]),
        ("Gunmen in Goma killed two soldiers.", "killed", [None], [None]),
        ("Police in Lebanon, Pennsylvania, beat ten monks.", "beat", ["USA COP"], [None]),
        ("Texas sued Mexico.", "sued", ["USA"], ["MEX"]),
        ("Texas Governor Ann Low accused Mexico of lying.", "accused", ["USA GOV"], ["MEX"]),
        ("Texas National Guard troops arrested ten monks.", "arrested", ["USA MIL"], [None]),
        ("Kharkiv City Council accused Russia of lying.", "accused", ["UKR LEG"], ["RUS"]),
        ("The Kano State government banned the rally.", "banned", ["NGA GOV"], []),
        ("Tigray rebels attacked Ethiopian troops.", "attacked", ["ETH REB"], ["ETH MIL"]),
        ("Mayors from Goma and Bukavu accused Rwanda of lying.", "accused", ["COD GOV"], ["RWA"]),
        ("Mayors from Goma and Kigoma accused Rwanda of lying.", "accused", [None], ["RWA"]),
        # another country in the phrase, or contested ground
        (
            "The Russian-installed governor of Kherson accused Ukraine of lying.",
            "accused",
            [None],
            ["UKR"],
        ),
        ("The governor of Crimea accused Ukraine of lying.", "accused", [None], ["UKR"]),
        ("Israeli forces raided Jenin.", "raided", ["ISR MIL"], [None]),
        ("The mayor of Sevastopol accused Ukraine of lying.", "accused", [None], ["UKR"]),
        ("Somaliland accused Somalia of shelling Las Anod.", "accused", [None], ["SOM"]),
        ("Somaliland accused Somalia of shelling Las Anod.", "shelling", ["SOM"], [None]),
        # where it was is nobody
        ("Rwandan troops killed two men in Goma.", "killed", ["RWA MIL"], [None]),
        ("Rwanda deployed troops to Goma.", "deployed", ["RWA"], []),
        ("Russian troops withdrew from Kherson.", "withdrew", ["RUS MIL"], []),
        ("Workers in Karaganda rioted near Almaty.", "rioted", [None], []),
    ],
)
def test_parties(
    reader: Reader,
    text: str,
    trigger: str,
    actors: list[str | None],
    recipients: list[str | None],
) -> None:
    found = event(reader, text, trigger)
    assert (coded(found.actors), coded(found.recipients)) == (actors, recipients)


# Where an event was


@pytest.mark.parametrize(
    ("text", "trigger", "words", "name", "country"),
    [
        ("Rebels killed ten men in Goma.", "killed", "Goma", "Goma", "COD"),
        ("Ten men were killed near Goma.", "killed", "Goma", "Goma", "COD"),
        ("Rebels killed ten men on the outskirts of Goma.", "killed", "Goma", "Goma", "COD"),
        ("Rebels killed ten men in the city of Goma.", "killed", "Goma", "Goma", "COD"),
        ("Rebels killed ten men 20 km north of Goma.", "killed", "Goma", "Goma", "COD"),
        ("Rebels killed ten men in and around Goma.", "killed", "Goma", "Goma", "COD"),
        ("Rebels opened fire at Goma airport.", "fire", "Goma airport", "Goma", "COD"),
        (
            "Soldiers stormed a village in the Donetsk region.",
            "stormed",
            "Donetsk region",
            "Donetsk region",
            "UKR",
        ),
        (
            "Soldiers stormed a base in northern Israel.",
            "stormed",
            "northern Israel",
            "northern Israel",
            "ISR",
        ),
        ("Iran hit a base in Iraq's Erbil.", "hit", "Erbil", "Erbil", "IRQ"),
        ("Russia hit Ukraine's port of Odesa.", "hit", "Odesa", "Odesa", "UKR"),
        ("Rebels shelled a school in Jermuk, Armenia.", "shelled", "Jermuk", "Jermuk", "ARM"),
        (
            "In Jermuk, where rebels shelled a school, men fled.",
            "shelled",
            "Jermuk",
            "Jermuk",
            "ARM",
        ),
        ("In the capital, Nairobi, police shot ten men.", "shot", "Nairobi", "Nairobi", "KEN"),
        (
            "Rebels attacked a convoy near the border with Turkey.",
            "attacked",
            "border with Turkey",
            "border with Turkey",
            None,
        ),
        ("Rebels attacked a base in Crimea.", "attacked", "Crimea", "Crimea", None),
        ("Rebels attacked a base in Sevastopol.", "attacked", "Sevastopol", "Sevastopol", None),
        # the narrowest
        ("Turkey bombed the town of Afrin in northern Syria.", "bombed", "Afrin", "Afrin", "SYR"),
        ("In northern Syria, Turkey bombed a school in Afrin.", "bombed", "Afrin", "Afrin", "SYR"),
        ("Rebels attacked a convoy at the border.", "attacked", "border", "border", None),
        (
            "Rebels fired on a boat in the Isfara valley.",
            "fired",
            "Isfara valley",
            "Isfara valley",
            None,
        ),
        # names of no gazetteer, by the words around them
        ("Rebels killed ten men in Kalonge, Congo.", "killed", "Kalonge", "Kalonge", "COD"),
        (
            "Rebels killed ten men in the village of Kalonge in South Kivu.",
            "killed",
            "Kalonge",
            "Kalonge",
            "COD",
        ),
        (
            "Rebels killed ten men in the Congolese village of Kalonge.",
            "killed",
            "Kalonge",
            "Kalonge",
            "COD",
        ),
        # nouns, coordination, movement, targets
        ("Talks between Kenya and Uganda were held in Geneva.", "held", "Geneva", "Geneva", "CHE"),
        ("The Geneva talks between Kenya and Uganda failed.", "talks", "Geneva", "Geneva", "CHE"),
        ("Ten men were killed in an attack on a market in Goma.", "killed", "Goma", "Goma", "COD"),
        ("Police detained and beat two monks in Lhasa.", "detained", "Lhasa", "Lhasa", "CHN"),
        ("In Lhasa, police detained a monk and beat his son.", "beat", "Lhasa", "Lhasa", "CHN"),
        ("Russian troops withdrew from Kherson.", "withdrew", "Kherson", "Kherson", "UKR"),
        ("Rwanda deployed troops to Goma.", "deployed", "Goma", "Goma", "COD"),
        (
            "Rebels abducted 30 girls from a school in Borno state.",
            "abducted",
            "Borno state",
            "Borno state",
            "NGA",
        ),
        ("Russia shelled Kharkiv.", "shelled", "Kharkiv", "Kharkiv", "UKR"),
        ("Kenya's president visited Goma.", "visited", "Goma", "Goma", "COD"),
        ("Vanuatu expelled a reporter from Fiji.", "expelled", "Fiji", "Fiji", "FJI"),
        ("Men were beaten as they laid flowers in Goma.", "beaten", "Goma", "Goma", "COD"),
        ("A man stabbed a minister during a rally in Goma.", "stabbed", "Goma", "Goma", "COD"),
        # where it was said
        ("Kenya and Uganda signed a treaty in Goma.", "signed", "Goma", "Goma", "COD"),
        (
            "Kenya condemned the attack at a summit in Geneva.",
            "condemned",
            "Geneva",
            "Geneva",
            "CHE",
        ),
        (
            "The minister said in Geneva that Russia had bombed a school in Aleppo.",
            "bombed",
            "Aleppo",
            "Aleppo",
            "SYR",
        ),
    ],
)
def test_where(
    reader: Reader, text: str, trigger: str, words: str, name: str, country: str | None
) -> None:
    where = event(reader, text, trigger).where
    assert where is not None
    assert (where.text, where.name, where.country) == (words, name, country)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("GOMA, Congo (AP) — Rebels killed ten soldiers, officials said.", "killed"),  # a dateline
        ("Officials said in Paris that rebels killed ten soldiers.", "killed"),
        ("Gunmen from Goma killed a Ugandan trader.", "killed"),
        ("Kenya condemned the attack in Goma.", "condemned"),
        ("Kenya accused Rwanda of shelling a school in Goma.", "accused"),
        ("The president, who lives in Monaco, accused Kenya of fraud.", "accused"),
        ("Residents of Goma marched against the army.", "marched"),
        ("Russia attacked Ukraine.", "attacked"),  # a state is a party
    ],
)
def test_nowhere(reader: Reader, text: str, trigger: str) -> None:
    assert event(reader, text, trigger).where is None


def test_where_on_the_map(reader: Reader) -> None:
    where = event(reader, "Rebels killed ten men in Goma.", "killed").where
    assert where is not None
    assert where.geonames == 216281
    assert where.latitude == pytest.approx(-1.67, abs=0.01)
    assert where.longitude == pytest.approx(29.23, abs=0.01)
    region = event(reader, "Rebels killed ten men in Borno state.", "killed").where
    assert region is not None
    assert region.geonames is region.latitude is region.longitude is None
    capital = event(reader, "Rebels killed ten men in Nairobi.", "killed").where
    assert capital is not None
    assert capital.geonames == 184745


# How the gazetteer is made


def builder() -> ModuleType:
    path = ROOT / "training" / "make_places.py"
    spec = importlib.util.spec_from_file_location("make_places", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_places"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


CITIES = {
    "1": ("Kharkiv", "UA", "07", 1_400_000, ["Kharkov", "Xarkiv", "Jarkiv", "HRK", "Харків"]),
    "2": ("Reading", "GB", "ENG", 300_000, []),
    "3": ("Police", "PL", "87", 30_000, []),
    "4": ("Santos", "BR", "27", 40_000, ["Santus"]),
    "5": ("Yalta", "UA", "11", 77_000, []),
    "6": ("Al Ḩudaydah", "YE", "08", 600_000, ["Hodeidah", "El Hodeidah"]),
}


def made(tmp_path: Path) -> tuple[dict[str, list[str]], dict[str, str], bytes]:
    """The table of names of an invented world, its marks, and the file's bytes."""
    module = builder()
    for name, text in (
        ("words", "reading\npolice\nthe\nOslo\n"),
        ("last", "SANTOS 0.05 1 1\nYALTA 0.0001 1 2\n"),
        ("first", "ANNA 0.5 1 1\n"),
    ):
        (tmp_path / name).write_text(text, "utf8")
    used = {"kharkov": 2.4, "hodeidah": 1.5, "hudaydah": 1.2, "reading": 5.0, "yalta": 2.5}
    names = module.Names(
        tmp_path / "words",
        [tmp_path / "last"],
        [tmp_path / "first"],
        lambda word: used.get(word, 0.0),
    )
    raw = [
        {
            "geonameid": int(number),
            "name": name,
            "countrycode": country,
            "admin1code": region,
            "population": people,
            "latitude": 1.0,
            "longitude": 2.0,
            "alternatenames": others,
        }
        for number, (name, country, region, people, others) in CITIES.items()
    ]
    alpha3 = {"UA": "UKR", "GB": "GBR", "PL": "POL", "BR": "BRA", "YE": "YEM"}
    ground = module.named_ground([{"code": "UA.07", "name": "Kharkiv Oblast"}])
    places = list(module.cities(raw, ground, alpha3, names))
    first, second = module.table([*places, *module.regions(ground, places, alpha3, names)])
    out = tmp_path / "out.zip"
    module.write(out, {"places.tsv": first, "names.tsv": second})
    rows = [line.split("\t") for line in first.splitlines()]
    found, marks = {}, {}
    for line in second.splitlines():
        name, mark, numbers = line.split("\t")
        found[name] = [f"{rows[int(i)][0]} {rows[int(i)][3]}".strip() for i in numbers.split()]
        marks[name] = mark
    return found, marks, out.read_bytes()


def test_the_builder(tmp_path: Path) -> None:
    found, marks, content = made(tmp_path)
    assert found == {
        "kharkiv": ["UKR", "UKR 1"],  # the region and the city
        "kharkov": ["UKR 1"],
        "reading": ["GBR 2"],
        "yalta": ["5"],
        "al hudaydah": ["YEM 6"],
        "hudaydah": ["YEM 6"],
        "hodeidah": ["YEM 6"],
    }
    assert {name for name, mark in marks.items() if mark} == {"reading"}
    assert made(tmp_path)[2] == content


def test_the_source_of_the_data_is_named() -> None:
    text = (ROOT / "docs" / "reading.md").read_text("utf8")
    assert "[GeoNames](https://www.geonames.org)" in text
    assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)" in text
