"""The scorer of coded events, on examples that were counted by hand."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks import events as benchmark
from benchmarks.scoring import coding

from sayso import Reader
from sayso.records import Party

TEXT = "Kenya shelled a Somali village on Monday. A colonel said Kenya would withdraw."


def party(text: str, country: str | None = None, sector: str | None = None) -> dict[str, Any]:
    return {"text": text, "country": country, "sector": sector}


def event(trigger: str, kind: str, **fields: Any) -> dict[str, Any]:
    usual = {"status": "happened", "voices": [], "actors": [], "recipients": []}
    return {"trigger": trigger, "type": kind, **usual, **fields}


GOLD = [
    event(
        "shelled",
        "ASSAULT",
        mode="heavy-weapons",
        actors=[party("Kenya", "KEN")],
        recipients=[party("a Somali village", "SOM")],
    ),
    event(
        "withdraw",
        "RETREAT",
        mode="withdraw",
        actors=[party("Kenya", "KEN")],
        status="predicted|planned",
        voices=[{"kind": "unnamed", "name": "colonel", "stance": "reports"}],
    ),
]


def figures(reader: Reader, gold: list[dict[str, Any]]) -> dict[str, float]:
    return coding.figures(coding.counted(coding.paired(TEXT, gold, reader.read(TEXT))))


def test_all_right(reader: Reader) -> None:
    found = figures(reader, GOLD)
    for name in ("type_f1", "country_f1", "whole_event_f1", "happened_precision", "mode_f1"):
        assert found[name] == 1, name
    assert found["last_voice_accuracy"] == 1


def test_an_event_too_many(reader: Reader) -> None:
    found = figures(reader, GOLD[1:])
    assert found["type_precision"] == 0.5
    assert found["type_recall"] == 1
    assert found["happened_precision"] == 0  # the shelling is none of the gold's
    # said: Kenya twice, Somalia; gold: Kenya once
    assert found["country_f1"] == 0.5


def test_an_event_missed(reader: Reader) -> None:
    found = figures(reader, [*GOLD, event("said", "ACCUSE")])
    assert found["type_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["happened_precision"] == 1


def test_wrong_in_one_respect(reader: Reader) -> None:
    assert figures(reader, [{**GOLD[0], "type": "COERCE"}, GOLD[1]])["type_f1"] == 0.5
    assert figures(reader, [{**GOLD[0], "status": "denied"}, GOLD[1]])["whole_event_f1"] == 0.5
    assert figures(reader, [{**GOLD[0], "actors": []}, GOLD[1]])["whole_event_f1"] == 0.5
    author = figures(reader, [GOLD[0], {**GOLD[1], "voices": []}])
    assert author["last_voice_accuracy"] == 0.5
    assert (
        figures(reader, [{**GOLD[0], "voices": GOLD[1]["voices"]}, GOLD[1]])["happened_precision"]
        == 0
    )


def test_a_trigger_stands_where_it_says() -> None:
    assert coding.gold_span("a b a", {"trigger": "a", "occurrence": 2}) == (4, 5)
    with pytest.raises(ValueError, match="2 times"):
        coding.gold_span("a b", {"trigger": "a", "occurrence": 2})


@pytest.mark.parametrize(
    ("said", "gold", "same"),
    [
        ([("Kenya", "KEN")], [party("Kenyan troops", "KEN", "MIL")], True),
        ([("Kenya", "KEN")], [party("Kenyan troops", "KEN|UGA", "MIL")], True),
        ([("the rebels", None)], [party("rebels in the north")], True),
        ([("the rebels", None)], [party("villagers")], False),
        ([("the rebels", "KEN")], [party("rebels")], False),  # a country that nobody gave
        ([("Kenya", "KEN")], [], False),
        ([], [party("Kenya", "KEN")], False),
        ([("Kenya", "KEN"), ("Kenya", "KEN")], [party("Kenya", "KEN")], True),
    ],
)
def test_parties(
    said: list[tuple[str, str | None]], gold: list[dict[str, Any]], same: bool
) -> None:
    parties = [
        Party(start=0, end=len(text), text=text, name=text, country=country)
        for text, country in said
    ]
    assert coding.same_parties(parties, gold) is same


def test_errors_are_for_the_dev_half_only(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        benchmark.main(["gold", "--errors", "--half", "test"])
    assert "scoring only" in capsys.readouterr().err
