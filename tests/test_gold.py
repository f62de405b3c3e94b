"""The gold texts themselves, and the floors that the reading of them may not fall below."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from benchmarks import floors as floor_keeper
from benchmarks import gold as benchmark

from sayso.knowledge.countries import countries
from sayso.knowledge.plover import plover_types
from sayso.records import Certainty, Genre, Stance, Status, VoiceKind

FILES = sorted((Path(__file__).parent / "gold").glob("*.jsonl"))
GOLD = list(benchmark.gold_texts(FILES))
# Codes in capitals that are no country's: they are the words of a mention, and stand in the text.
_CODE = re.compile(r"[A-Z]{3}")


def test_there_are_enough() -> None:
    assert len(GOLD) >= 120
    quiet = [
        gold
        for gold in GOLD
        if not any(claim.get("event") for claim in gold["claims"])
        or any(
            not {"happened", "ongoing"} & set(claim["status"].split("|"))
            for claim in gold["claims"]
            if claim.get("event")
        )
    ]
    assert len(quiet) >= 25, "too few texts where nothing political happened"
    assert len({gold["id"] for gold in GOLD}) == len(GOLD)
    assert len({gold["text"] for gold in GOLD}) == len(GOLD)


@pytest.mark.parametrize("gold", GOLD, ids=[gold["id"] for gold in GOLD])
def test_anchors_and_words(gold: dict[str, Any]) -> None:
    text = gold["text"]
    assert gold["genre"] in get_args(Genre)
    taken = set()
    for claim in gold["claims"]:
        start = benchmark.anchor_offset(text, claim["anchor"], claim.get("occurrence", 1))
        taken.add(start)
        assert set(claim["status"].split("|")) <= set(get_args(Status))
        assert claim.get("certainty", "certain") in get_args(Certainty)
        for voice in claim["voices"]:
            assert voice["kind"] in get_args(VoiceKind)
            assert voice.get("stance", "reports") in get_args(Stance)
        for words in (*claim.get("evidence", ()), *claim.get("loaded", ())):
            assert words in text
        event = claim["event"]
        if event is not None:
            assert event["type"] in plover_types()
            for words in (event.get("when"), event.get("where")):
                assert words is None or words in text
            for party in (*event["actors"], *event["recipients"]):
                if _CODE.fullmatch(party) and party not in text:
                    assert party in countries()
                else:
                    assert party.lower() in text.lower()
    assert len(taken) == len(gold["claims"]), "two claims have the same anchor"


def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    code = benchmark.main(["--check"])
    assert code == 0, capsys.readouterr().err


def test_floors_are_shares_and_counts() -> None:
    for section, floors in json.loads(benchmark.FLOORS.read_text("utf8")).items():
        assert set(floors) <= set(floor_keeper.PINNED.get(section, floors))
        for name, floor in floors.items():
            assert floor >= 0
            assert isinstance(floor, int) or floor <= 1, name


def test_floors_are_raised_but_never_lowered() -> None:
    floors = {"texts": 150, "a": 0.8, "b": 0.9}
    figures = {"texts": 157, "a": 0.8129, "b": 0.9, "c": 0.29}
    raised = floor_keeper.raised(floors, figures)
    assert raised == {"texts": 157, "a": 0.812, "b": 0.9, "c": 0.29}
    assert floor_keeper.raised({"a": 0.8128}, {"a": 0.8129}) == {"a": 0.8128}
    with pytest.raises(ValueError, match="a, b"):
        floor_keeper.raised({"a": 0.8, "b": 0.9}, {"a": 0.7999})


def test_missing_figures_fall_below_their_floor() -> None:
    assert floor_keeper.below({"a": 0.5, "b": 0.5}, {"a": 0.5}) == ["b"]


def test_a_ceiling_only_falls() -> None:
    assert floor_keeper.raised({}, {"ece": 0.0301}) == {"ece": 0.031}
    assert floor_keeper.raised({"ece": 0.031}, {"ece": 0.031}) == {"ece": 0.031}
    assert floor_keeper.raised({"ece": 0.031}, {"ece": 0.0309}) == {"ece": 0.031}
    assert floor_keeper.raised({"ece": 0.031}, {"ece": 0.0281}) == {"ece": 0.029}
    with pytest.raises(ValueError, match="ece"):
        floor_keeper.raised({"ece": 0.031}, {"ece": 0.0311})


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, dict[str, float]]:
    """The figures that the benchmarks seem to print; the floors lie in ``tmp_path``."""
    figures: dict[str, dict[str, float]] = {
        "gold": {"texts": 157, "a": 0.8129},
        "calibration": {"ece": 0.0301, "claims": 3},
        "events": dict.fromkeys(floor_keeper.PINNED["events"], 0.7) | {"events_said": 9},
        "attribution": dict.fromkeys(floor_keeper.PINNED["attribution"], 0.5) | {"pairs": 9},
        "factuality": dict.fromkeys(floor_keeper.PINNED["factuality"], 0.6) | {"UW_mae": 0.5},
        "weighing copies": dict.fromkeys(floor_keeper.PINNED["copies"], 0.9)
        | {"direction_wrong": 0.0},
        "weighing forecasts": dict.fromkeys(floor_keeper.PINNED["forecasts"], 0.9),
        "weighing stories": dict.fromkeys(floor_keeper.PINNED["stories"], 0.9),
        "weighing contradictions": dict.fromkeys(floor_keeper.PINNED["contradictions"], 0.9),
        "weighing origins": dict.fromkeys(floor_keeper.PINNED["origins"], 0.9),
        "weighing_dyads corpus": dict.fromkeys(floor_keeper.PINNED["dyads"], 0.9),
        "weighing_dyads table": dict.fromkeys(floor_keeper.PINNED["alerts"], 0.9),
    }
    monkeypatch.setattr(floor_keeper, "FLOORS", tmp_path / "floors.json")

    def printed(name: str, *arguments: object) -> dict[str, float]:
        return figures[name] if name in figures else figures[f"{name} {arguments[0]}"]

    monkeypatch.setattr(floor_keeper, "todays_figures", printed)
    return figures


def test_only_the_sections_that_were_run_are_raised(
    today: dict[str, dict[str, float]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {"gold": {"texts": 157, "a": 0.8}, "attribution": {"overlap_f1": 0.1}}
    floor_keeper.FLOORS.write_text(json.dumps(kept), "utf8")
    assert floor_keeper.main([]) == 0
    assert "gold a 0.8129 (floor 0.8)\n" in (shown := capsys.readouterr().out)
    assert "calibration claims 3\n" in shown
    assert json.loads(floor_keeper.FLOORS.read_text("utf8")) == kept
    assert floor_keeper.main(["--update"]) == 0
    kept |= {"gold": {"texts": 157, "a": 0.812}, "calibration": {"ece": 0.031}}
    kept["events"] = dict.fromkeys(floor_keeper.PINNED["events"], 0.7)
    for section in ("copies", "dyads", "forecasts", "stories", "contradictions", "origins"):
        kept[section] = dict.fromkeys(floor_keeper.PINNED[section], 0.9)
    assert json.loads(floor_keeper.FLOORS.read_text("utf8")) == kept
    printed = tmp_path / "folds.json"
    names = floor_keeper.PINNED["crossvalidation"]
    printed.write_text(json.dumps({**dict.fromkeys(names, 0.71239), "root_accuracy": 1.0}), "utf8")
    data = ["--data", "data", "--crossvalidation", str(printed)]
    assert floor_keeper.main([*data, "--update"]) == 0
    kept["attribution"] = dict.fromkeys(floor_keeper.PINNED["attribution"], 0.5)
    kept["factuality"] = dict.fromkeys(floor_keeper.PINNED["factuality"], 0.6)
    kept["alerts"] = dict.fromkeys(floor_keeper.PINNED["alerts"], 0.9)
    kept["crossvalidation"] = dict.fromkeys(names, 0.712)
    assert json.loads(floor_keeper.FLOORS.read_text("utf8")) == kept
    del today["factuality"]["UW_macro_f1"]
    assert floor_keeper.main([*data, "--update"]) == 1


def test_nothing_is_written_where_a_figure_is_below_its_floor(
    today: dict[str, dict[str, float]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert floor_keeper.main(["--update"]) == 0
    kept = floor_keeper.FLOORS.read_text("utf8")
    today["gold"]["a"], today["calibration"]["ece"] = 0.9, 0.04
    assert floor_keeper.main(["--update"]) == 1
    assert "calibration: below the floor: ece" in capsys.readouterr().err
    assert floor_keeper.main(["--crossvalidation", str(tmp_path / "none.json")]) == 2
    assert floor_keeper.FLOORS.read_text("utf8") == kept
