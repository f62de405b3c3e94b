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
    for name, floor in json.loads(benchmark.FLOORS.read_text("utf8"))["gold"].items():
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
