"""Names of PLOVER and CAMEO as people type them -> what they stand for, or what was meant."""

from __future__ import annotations

import pytest

from sayso.errors import UsageError
from sayso.knowledge.glossary import _names, explain, explain_cameo
from sayso.knowledge.plover import contexts, plover_types
from sayso.knowledge.sector_codes import sector_codes


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("ASSAULT", "ASSAULT", "type"),
        ("assault", "ASSAULT", "type"),
        (" Aid ", "AID", "type"),
        ("aerial", "ASSAULT aerial", "mode"),
        ("Heavy Weapons", "ASSAULT heavy-weapons", "mode"),
        ("heavy_weapons", "ASSAULT heavy-weapons", "mode"),
        ("sanction withdraw", "SANCTION withdraw", "mode"),
        ("RETREAT:withdraw", "RETREAT withdraw", "mode"),
        ("migration", "context migration", "context"),
        ("human rights", "context human_rights", "context"),
        ("context cyber", "context cyber", "context"),
        ("COERCE cyber", "COERCE cyber", "mode"),
        ("future", "auxiliary mode future", "auxiliary mode"),
        ("mil", "sector MIL", "sector"),
        ("sector MED", "sector MED", "sector"),
        ("HLH", "CAMEO sector HLH", "sector"),
        ("190", "CAMEO 190", "CAMEO code"),
        ("cameo 190", "CAMEO 190", "CAMEO code"),
        ("1951", "CAMEO 195", "CAMEO code"),
    ],
)
def test_a_name_is_found(name: str, title: str, kind: str) -> None:
    found = explain(name)
    assert (found.title, found.kind) == (title, kind)
    assert found.meaning


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("cyber", "COERCE cyber or context cyber"),
        ("misinformation", "COERCE misinformation or context misinformation"),
        ("withdraw", "RETREAT withdraw or SANCTION withdraw"),
        ("yield", "REQUEST yield or REJECT yield"),
        ("expel", "THREATEN expel or SANCTION expel"),
    ],
)
def test_a_name_of_several_meanings_is_refused(name: str, choice: str) -> None:
    with pytest.raises(UsageError, match=f"'{name}' has several meanings: say {choice}"):
        explain(name)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("asault", r"did you mean ASSAULT\?"),
        ("sanctions", r"did you mean SANCTION\?"),
        ("migrations", r"did you mean context migration\?"),
        ("airial", r"did you mean ASSAULT aerial\?"),
        ("widthdraw", r"did you mean RETREAT withdraw or SANCTION withdraw\?"),
        ("xyzzy", "try a type such as ASSAULT"),
        ("", "try a type"),
    ],
)
def test_an_unknown_name_brings_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"is no type, mode.*; {hint}"):
        explain(name)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("01", "no statements"),
        ("0231", "no statements"),
        ("21", "from 03 to 20"),
        ("9", "leading zero"),
        ("", "from 03"),
        ("x19", "from 03"),
    ],
)
def test_a_cameo_code_without_an_event_says_why(code: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"CAMEO '{code}' becomes no event: .*{why}"):
        explain_cameo(code)


@pytest.mark.parametrize(
    ("code", "event_type", "mode", "about"),
    [
        ("195", "ASSAULT", "aerial", ("military",)),
        ("0841", "RETREAT", "release", ("legal",)),
        ("051", "SUPPORT", None, ("diplomatic",)),
    ],
)
def test_a_cameo_code_tells_its_event(
    code: str, event_type: str, mode: str | None, about: tuple[str, ...]
) -> None:
    found = explain_cameo(code)
    assert found.type is not None
    assert found.type.name == event_type
    assert (found.mode.name if found.mode else None, found.contexts) == (mode, about)
    assert found.example == (found.mode or found.type).example


def test_a_type_has_all_of_its_codes_and_a_mode_its_own() -> None:
    aerial, assault = explain("ASSAULT aerial"), explain("ASSAULT")
    assert [known.code for known in aerial.cameo] == ["195"]
    assert {"18", "19", "20", "1823", "195", "2042"} <= {known.code for known in assault.cameo}
    assert {known.type for known in assault.cameo} == {"ASSAULT"}


def test_every_title_names_one_thing() -> None:
    entries = {id(entry): entry for found in _names().values() for entry in found}.values()
    assert len({entry.title for entry in entries}) == len(entries)
    for entry in entries:
        assert explain(entry.title) is entry
    modes = sum(len(kind.modes) for kind in plover_types().values())
    sectors = {*sector_codes("PLOVER"), *sector_codes("CAMEO")}
    assert len(entries) == 16 + modes + len(contexts()) + 4 + len(sectors)
