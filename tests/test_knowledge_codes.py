"""CAMEO, sector and Correlates of War codes: complete, consistent, convertible, sound by line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.errors import ModelError
from sayso.knowledge import cameo, rows, sector_codes
from sayso.knowledge import cow as correlates
from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS, organizations, sectors
from sayso.knowledge.cameo import cameo_codes, to_cameo, to_plover
from sayso.knowledge.countries import countries
from sayso.knowledge.cow import cow_states
from sayso.knowledge.plover import contexts, plover_types

# CAMEO


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("030", ("AGREE", None, ("diplomatic",))),
        ("041", ("CONSULT", "phone", ())),
        ("057", ("SUPPORT", None, ("diplomatic",))),
        ("064", ("COOPERATE", None, ("intelligence",))),
        ("073", ("AID", None, ("human_security",))),
        ("08", ("CONCEDE", None, ())),
        ("0831", ("CONCEDE", None, ("political_institutions",))),
        ("0841", ("RETREAT", "release", ("legal",))),
        ("0842", ("RETREAT", None, ("legal",))),
        ("091", ("ACCUSE", "investigate", ("crime", "corruption"))),
        ("1042", ("REQUEST", "change", ("executive",))),
        ("112", ("ACCUSE", "disapprove", ())),
        ("1246", ("REJECT", "yield", ("military",))),
        ("1322", ("THREATEN", "restrict", ("pro_autocracy",))),
        ("1385", ("THREATEN", "violence", ("cbrn",))),
        ("145", ("PROTEST", "riot", ())),
        ("154", ("MOBILIZE", "troops", ("military",))),
        ("1621", ("SANCTION", "discontinue", ("economic",))),
        ("163", ("COERCE", "restrict", ("diplomatic",))),
        ("1712", ("ASSAULT", "destroy", ("human_security",))),
        ("175", ("ASSAULT", None, ("pro_autocracy", "military"))),
        ("186", ("ASSAULT", "targeted", ())),
        ("190", ("ASSAULT", None, ("military",))),
        ("191", ("COERCE", "restrict", ("military",))),
        ("195", ("ASSAULT", "aerial", ("military",))),
        ("2042", ("ASSAULT", "unconventional", ("cbrn",))),
    ],
)
def test_to_plover(code: str, expected: tuple[str, str | None, tuple[str, ...]]) -> None:
    event = to_plover(code)
    assert event is not None
    assert event.code == code
    assert (event.type, event.mode, event.contexts) == expected


@pytest.mark.parametrize(
    ("code", "known"), [("1951", "195"), ("0849", "084"), ("209", "20"), ("19999", "19")]
)
def test_a_longer_code_is_read_by_its_beginning(code: str, known: str) -> None:
    assert to_plover(code) == cameo_codes()[known]


@pytest.mark.parametrize("code", ["", "1", "01", "010", "0256", "21", "999", "ASSAULT", "42"])
def test_what_has_no_conversion(code: str) -> None:
    assert to_plover(code) is None


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (("CONSULT", "phone", ()), ["041", "040"]),
        (("CONSULT", None, ()), ["040"]),
        (("CONSULT", None, ("diplomatic",)), ["045", "046", "040"]),
        (("CONSULT", "visit", ("economic",)), ["042", "043", "040"]),
        (("ASSAULT", "heavy-weapons", ("military",)), ["194", "190", "180", "1823"]),
        (("ASSAULT", "targeted", ()), ["185", "186", "180", "1823"]),
        (("ASSAULT", "drone", ("military",)), ["190", "180", "1823"]),
        (("COERCE", "cyber", ("cyber",)), ["170"]),
        (("THREATEN", "violence", ("military",)), ["138", "1383", "1384", "130", "131"]),
        (("SANCTION", "discontinue", ("economic", "military")), ["1621", "1622", "160"]),
        (("NO SUCH TYPE", None, ()), []),
    ],
)
def test_to_cameo(event: tuple[str, str | None, tuple[str, ...]], expected: list[str]) -> None:
    assert [known.code for known in to_cameo(*event)] == expected


def test_every_code_comes_back_from_its_own_event_before_what_says_less() -> None:
    for code, known in cameo_codes().items():
        if len(code) == 2:
            continue
        back = to_cameo(known.type, known.mode, known.contexts)
        assert known in back
        same = [(other.mode, other.contexts) for other in back[: back.index(known) + 1]]
        assert all(mode == known.mode and len(at) == len(known.contexts) for mode, at in same)


def test_every_category_and_type_is_there() -> None:
    assert {code[:2] for code in cameo_codes()} == {f"{number:02}" for number in range(3, 21)}
    assert {known.type for known in cameo_codes().values()} == set(plover_types())
    assert len(cameo_codes()) == 274
    for known in cameo_codes().values():
        assert known.mode is None or known.mode in plover_types()[known.type].modes
        assert set(known.contexts) <= set(contexts())


def test_the_labels_tell_codes_apart() -> None:
    labels = [known.label for code, known in cameo_codes().items() if len(code) > 2]
    assert len(set(labels)) == len(labels)


# Sectors


@pytest.mark.parametrize(
    ("scheme", "code", "parent"),
    [
        ("PLOVER", "GOV", None),
        ("PLOVER", "UNO", "IGO"),
        ("PLOVER", "EUR", "IGO"),
        ("PLOVER", "ELI", None),
        ("CAMEO", "GOV", "GOV"),
        ("CAMEO", "HLH", "MED"),
        ("CAMEO", "MED", "JRN"),
        ("CAMEO", "INS", "REB"),
        ("CAMEO", "ENV", "SOC"),
        ("CAMEO", "NGM", "ISM"),
        ("CAMEO", "RAD", None),
    ],
)
def test_sector_codes(scheme: sector_codes.Scheme, code: str, parent: str | None) -> None:
    found = sector_codes.sector_codes(scheme)[code]
    assert (found.scheme, found.code, found.parent) == (scheme, code, parent)
    assert found.meaning


def test_every_sector_that_is_used_has_a_code() -> None:
    known = set(sector_codes.sector_codes())
    assert known >= PRIMARY_SECTORS | NON_STATE
    assert {noun.sector for noun in sectors().values()} - {None} <= known
    assert {body.sector for body in organizations().values()} - {None} <= known


def test_every_cameo_code_leads_to_plover() -> None:
    known = sector_codes.sector_codes("PLOVER")
    for code in sector_codes.sector_codes("CAMEO").values():
        assert code.parent is None or known[code.parent].scheme == "PLOVER"


# Correlates of War


@pytest.mark.parametrize(
    ("alpha3", "number", "abbreviation"),
    [
        ("USA", 2, "USA"),
        ("GBR", 200, "UKG"),
        ("DEU", 255, "GMY"),
        ("AUT", 305, "AUS"),
        ("AUS", 900, "AUL"),
        ("SRB", 345, "YUG"),
        ("XKX", 347, "KOS"),
        ("SVN", 349, "SLV"),
        ("SLV", 92, "SAL"),
        ("CHE", 225, "SWZ"),
        ("SWZ", 572, "SWA"),
        ("COG", 484, "CON"),
        ("COD", 490, "DRC"),
        ("NER", 436, "NIR"),
        ("NGA", 475, "NIG"),
        ("YEM", 679, "YEM"),
        ("TWN", 713, "TAW"),
        ("KOR", 732, "ROK"),
        ("VNM", 816, "DRV"),
        ("SSD", 626, "SSD"),
    ],
)
def test_cow(alpha3: str, number: int, abbreviation: str) -> None:
    state = cow_states()[alpha3]
    assert (state.alpha3, state.number, state.abbreviation) == (alpha3, number, abbreviation)


@pytest.mark.parametrize("alpha3", ["PSE", "ESH", "HKG", "VAT", "GRL", "PRI", "COK", "ATA"])
def test_a_country_that_is_no_member_has_no_cow_code(alpha3: str) -> None:
    assert alpha3 in countries()
    assert alpha3 not in cow_states()


def test_the_state_system_has_195_members() -> None:
    assert len(cow_states()) == 195
    numbers = [state.number for state in cow_states().values()]
    assert min(numbers) == 2
    assert max(numbers) == 990


# Damaged tables

CAMEO = "code,type,mode,contexts,label,source\n"
SECTORS = "scheme,code,meaning,parent,source\n"
COW = "alpha3,number,abbreviation,source\n"


@pytest.fixture
def shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], None]]:
    """Replaces a shipped table with the given text; the others stay."""
    real = files("sayso.knowledge").joinpath("data")

    def replace(name: str, text: str) -> None:
        data = tmp_path / "data"
        data.mkdir()
        for table in ("countries.csv", "cameo.csv", "sector_codes.csv", "cow.csv"):
            (data / table).write_text(real.joinpath(table).read_text("utf8"), "utf8")
        (data / name).write_text(text, "utf8")
        monkeypatch.setattr(rows, "files", lambda _: tmp_path)
        forget()

    def forget() -> None:
        for cached in (cameo_codes, cow_states, sector_codes.sector_codes, sector_codes._tables):
            cached.cache_clear()

    yield replace
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("cameo.csv", CAMEO + "2,AID,,,helps,x\n", "csv:2: '2' is no CAMEO code"),
        ("cameo.csv", CAMEO + "07,AID,,,helps,x\n07,AID,,,helps,x\n", "csv:3: '07' is no CAMEO"),
        ("cameo.csv", CAMEO + "07,GIVE,,,helps,x\n", "csv:2: type is 'GIVE'"),
        ("cameo.csv", CAMEO + "07,AID,loan,,helps,x\n", "csv:2: mode is 'loan'"),
        ("cameo.csv", CAMEO + "07,AID,,sea,helps,x\n", "csv:2: unknown context 'sea'"),
        ("cameo.csv", CAMEO + "07,AID,,,,x\n", "csv:2: the label is empty"),
        ("cameo.csv", CAMEO + "07,AID,,,helps,\n", "csv:2: the source is empty"),
        ("sector_codes.csv", SECTORS + "ICEWS,GOV,x,,x\n", "csv:2: scheme is 'ICEWS'"),
        ("sector_codes.csv", SECTORS + "PLOVER,gov,x,,x\n", "csv:2: 'gov' is not three"),
        ("sector_codes.csv", SECTORS + "PLOVER,GOV,,,x\n", "csv:2: the meaning is empty"),
        ("sector_codes.csv", SECTORS + "CAMEO,HLH,x,MED,x\n", "csv:2: parent 'MED' is no"),
        ("cow.csv", COW + "XXX,2,XXX,x\n", "csv:2: 'XXX' has no row"),
        ("cow.csv", COW + "USA,2,USA,x\nCAN,2,CAN,x\n", "csv:3: number '2'"),
        ("cow.csv", COW + "USA,two,USA,x\n", "csv:2: number 'two'"),
    ],
)
def test_a_bad_row_is_named(
    table: str, text: str, message: str, shipped: Callable[[str, str], None]
) -> None:
    shipped(table, text)
    load = {
        "cameo.csv": cameo.cameo_codes,
        "sector_codes.csv": sector_codes.sector_codes,
        "cow.csv": correlates.cow_states,
    }[table]
    with pytest.raises(ModelError) as raised:
        load()
    assert table in str(raised.value)
    assert message in str(raised.value)


@pytest.mark.parametrize("table", ["cameo.csv", "cow.csv", "sector_codes.csv"])
def test_every_row_has_a_source(table: str) -> None:
    text = files("sayso.knowledge").joinpath("data", table).read_text("utf8")
    read = list(csv.DictReader(text.splitlines()))
    assert read
    assert all(row["source"].strip() for row in read)
