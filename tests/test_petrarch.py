"""PETRARCH's dictionaries of actors, an invented one, as rows of a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import IntakeError
from sayso.intake.actors import load_actors, read_table
from sayso.intake.petrarch import is_dictionary, read_dictionary

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "actors.txt"


def read(text: str) -> tuple[list[str], list[str]]:
    """Rows as ``name|code|from|to|kind`` with empty ends left off, and complaints."""
    rows, wrong = [], []
    for item in read_dictionary(text, "d.txt"):
        if isinstance(item, IntakeError):
            wrong.append(str(item))
            continue
        cells = (item.name, item.code, item.since or "", item.until or "", item.kind or "")
        rows.append("|".join(map(str, cells)).rstrip("|"))
    return rows, wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VELDORIA_ [VLD]", ["Veldoria|VLD"]),
        ("VELDORIA [VLD]  # a comment [KRS]", ["Veldoria|VLD"]),
        ("VELDORIA_ [VLD] ; a comment", ["Veldoria|VLD"]),
        ("<!-- [KRS] -->\nVELDORIA_ [VLD] <!-- so\nit is -->", ["Veldoria|VLD"]),
        ("VELDORIA_ [VLD]\n+VELDORIAN_\n+VELDORIANS_\n+LAND_OF_RAIN_",
         ["Veldoria|VLD", "Veldorian|VLD|||adjective", "Veldorians|VLD|||people",
          "Land of Rain|VLD"]),
        ("ARMENIA_ [ARM]\n+ARMENIAN_\n+YEREVAN_", ["Armenia|ARM", "Armenian|ARM", "Yerevan|ARM"]),
        # Codes on the line of the phrase, on lines of their own, several in a line.
        ("VELDIS_UNION_\n+V.U._\n\t[VLDOPP]", ["Veldis Union|VLD OPP", "V.U.|VLD OPP"]),
        ("OMAR_LIND_\t[VLDGOV <20200101] [VLDELI]",
         ["Omar Lind|VLD GOV||2020-01-01", "Omar Lind|VLD ELI"]),
        ("OMAR_LIND_ [VLDELI]\n\t[VLDGOV >20200101]",
         ["Omar Lind|VLD GOV|2020-01-01", "Omar Lind|VLD ELI"]),
        ("OMAR_LIND_\n\t[VLDGOV 19910101-19931231]",
         ["Omar Lind|VLD GOV|1991-01-01|1993-12-31"]),
        # Two digits for a year: from 1931 to 2030.
        ("OMAR_LIND_\n\t[VLDGOV 310101-300101]", ["Omar Lind|VLD GOV|1931-01-01|2030-01-01"]),
        # Where times overlap, the first counts, as in PETRARCH.
        ("OMAR_LIND_\n\t[VLDELI 620101-780427]\n\t[VLDGOV 780427-780430]\n\t[VLDELI]",
         ["Omar Lind|VLD ELI|1962-01-01|1978-04-27", "Omar Lind|VLD GOV|1978-04-28|1978-04-30",
          "Omar Lind|VLD ELI"]),
        ("OMAR_LIND_\n\t[VLDGOV 20200101-20201231]\n\t[VLDELI 20190101-20211231]",
         ["Omar Lind|VLD ELI|2019-01-01|2019-12-31", "Omar Lind|VLD GOV|2020-01-01|2020-12-31",
          "Omar Lind|VLD ELI|2021-01-01|2021-12-31"]),
        ("OMAR_LIND_\n\t[VLDGOV >20200101]\n\t[VLDELI <20191231]",
         ["Omar Lind|VLD ELI||2019-12-31", "Omar Lind|VLD GOV|2020-01-01"]),
        # Codes: CAMEO's sectors become PLOVER's; regions are no countries.
        ("VELDIS_POST_ [VLDMED]", ["Veldis Post|VLD JRN"]),
        ("VELDIS_CLINIC_ [VLDHLH]", ["Veldis Clinic|VLD MED"]),
        ("VELDIS_FRONT_ [VLDSEP]", ["Veldis Front|VLD REB"]),
        ("VELDIS_FRONT_ [VLDREBVLF]", ["Veldis Front|VLD REB VLF"]),
        ("VELDIS_FRONT_ [VLDMODREB]", ["Veldis Front|VLD REB"]),
        ("VELDIS_TRIBE_ [VLDXYZ]", ["Veldis Tribe|VLD|||organization"]),
        ("RELIEF_UNION_ [IGOUNOHLHWHO]", ["Relief Union|IGO UNO MED WHO"]),
        ("RELIEF_UNION_ [WEUREB]", ["Relief Union|REB"]),
        # Capitals as English has them.
        ("THE_VELDIS_LEAGUE_OF_CITIES_ [NGO]", ["Veldis League of Cities|NGO"]),
        ("OMAR_AL-MASRI_ [VLDGOV]", ["Omar Al-Masri|VLD GOV"]),
        ("OMAR_DE_LA_CRUZ_ [VLDGOV]", ["Omar de la Cruz|VLD GOV"]),
        ("ANNA_MCKENNA_ [VLDGOV]", ["Anna McKenna|VLD GOV"]),
        ("ANNA_O'NEIL_ [VLDGOV]", ["Anna O'Neil|VLD GOV"]),
        ("VELDIS_CHILDREN'S_FUND_ [VLDSOC]", ["Veldis Children's Fund|VLD SOC"]),
        ("UN_ENVOY_ [IGOUNO]", ["UN Envoy|IGO UNO"]),
        ("NATO_FORCES_ [IGO]", ["NATO Forces|IGO"]),
        ("VLF_ [VLDREB]", ["VLF|VLD REB"]),
        ("AVU_ [VLDREB]", ["AVU|VLD REB"]),
        ("AVU_LIND_ [VLDREB]", ["Avu Lind|VLD REB"]),
        ("UN_Secy_Gen [IGOUNO]", ["UN Secy Gen|IGO UNO"]),
        ("VELDIS_FRONT_(VLF)_ [VLDREB]", ["Veldis Front|VLD REB", "VLF|VLD REB"]),
        ("VELDIS_FRONT_(VLF)_ [VLDREB]\n+VLF_", ["Veldis Front|VLD REB", "VLF|VLD REB"]),
    ],
)  # fmt: skip
def test_rows(text: str, expected: list[str]) -> None:
    assert read(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("NOBODY_\nA_ [VLD]", ["d.txt:1: NOBODY_ has no code; left out"]),
        ("A_ [---]", ["d.txt:1: A_ has a region or nobody; left out"]),
        ("A_ [WEU]", ["d.txt:1: A_ has a region or nobody; left out"]),
        ("A_ [VLDGO]", ["d.txt:1: [VLDGO]: the code is not made of blocks of three capitals"]),
        ("\nA_\n\t[VLDGOV 2004017-20061201]",
         ["d.txt:3: [VLDGOV 2004017-20061201]: 2004017 has not the form YYYYMMDD or YYMMDD"]),
        ("A_ [VLDGOV >20230230]",
         ["d.txt:1: [VLDGOV >20230230]: 20230230 is no day of the calendar"]),
        ("A_ [VLDGOV 20230101]",
         ["d.txt:1: [VLDGOV 20230101]: the time is not like <19990101, >19990101 or "
          "19990101-20010101"]),
        ("A_ [VLDGOV 20230101-20220101]",
         ["d.txt:1: [VLDGOV 20230101-20220101]: it ends before it begins"]),
        ("39649_ [VLDREB]", ["d.txt:1: 39649_ has no letter; left out"]),
        ("A_ [VLDREB]\nB_ [VLD]\nA_ [VLDGOV]",
         ["d.txt:3: 'A' is VLD GOV here and VLD REB in d.txt:1, both without dates; give each row "
          "its dates, so that they do not overlap"]),
    ],
)  # fmt: skip
def test_what_cannot_be_a_row_is_named(text: str, complaints: list[str]) -> None:
    assert read(text)[1] == complaints


def test_the_rest_is_kept() -> None:
    rows, wrong = read("A_ [VLDREB]\n+B_ \n\t[VLDGOV >2000]\n\nC_ [KRS]\n")
    assert rows == ["A|VLD REB", "B|VLD REB", "C|KRS"]
    assert len(wrong) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VELDORIA_ [VLD]", True),
        ("# [VLD]\n\nVELDORIA_\n+VELDORIAN_\n\t[VLD <20200101]\n", True),
        ("name,code\nVeldoria,VLD", False),
        ("Veldoria,VLD", False),
        ("They left [sic] on Monday.", False),
    ],
)
def test_a_dictionary_is_known_by_its_codes(text: str, expected: bool) -> None:
    assert is_dictionary(text) is expected


def test_a_dictionary_can_be_used_as_it_is() -> None:
    actors = load_actors([EXAMPLE])
    assert actors is not None
    assert [row.code for row in actors.rows if row.name == "Ingrid Sollie"] == [
        "VLD GOV",
        "VLD OPP",
    ]


def test_a_wrong_one_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text("A_ [VLD]\nB_\n", "utf8")
    with pytest.raises(IntakeError, match=r"d\.txt:2: B_ has no code.*sayso actors convert"):
        load_actors([path])


def test_the_header_makes_a_table() -> None:
    items = list(read_table("name,code,note\nVeldoria,VLD,[VLD]\n", "my.csv"))
    assert [getattr(item, "name", None) for item in items] == ["Veldoria"]
