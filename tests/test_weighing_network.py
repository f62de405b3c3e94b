"""Who acts on whom: what a tie counts, what is left out, and the picture of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from sayso import Reader
from sayso.cli import app
from sayso.errors import MissingExtraError, UsageError
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.views import ties
from sayso.weighing.acts import ACTS
from sayso.weighing.network import Network, network

START = date(2024, 1, 1)


def act(claim: str, actor: str | None, recipient: str | None, **fields: Any) -> dict[str, Any]:
    return {
        "claim": claim,
        "event": claim,
        "actor": actor,
        "actor_side": actor and actor[:3],
        "recipient": recipient,
        "recipient_side": recipient and recipient[:3],
        "mutual": False,
        "type": "ASSAULT",
        "quad": "material conflict",
        "score": -9.0,
        "status": "happened",
        "voice": "report",
        "first": None,
        "last": None,
        "published": START,
        **fields,
    }


ACTED = [
    act("d:1", "AZE GOV", "ARM"),
    act("d:2", "AZE MIL", "ARM", event="d:1", status="denied", voice="own"),
    act("d:3", "AZE", "ARM", status="threatened", published=START + timedelta(days=9)),
    act("d:4", "ARM", "AZE", quad="verbal conflict", score=-3.0),
    act("d:5", "REB", "ARM"),
    act("d:6", None, "ARM"),
    act("d:7", "AZE", "AZE"),
    act("d:8", "TUR", "ARM", first=START + timedelta(days=3), last=START + timedelta(days=4)),
]


def found(**given: Any) -> Network:
    return network(pa.Table.from_pylist(ACTED, ACTS), **given)


def told(made: Network) -> list[tuple[Any, ...]]:
    return [(tie.actor, tie.recipient, tie.events, tie.done, tie.claims) for tie in made.ties]


def test_a_tie_counts_events_once_and_names_its_claims() -> None:
    made = found()
    assert told(made) == [
        ("AZE", "ARM", 2, 1, 3),
        ("ARM", "AZE", 1, 1, 1),
        ("TUR", "ARM", 1, 1, 1),
    ]
    assert made.ties[0].claim_ids == ("d:1", "d:2", "d:3")
    assert (made.ties[1].quad, made.ties[1].mean_score) == ("verbal conflict", -3.0)
    assert made.unnamed == 2  # the rebels' and nobody's
    assert made.parties == {"ARM": 4, "AZE": 3, "TUR": 1}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"about": "TUR"}, [("TUR", "ARM", 1, 1, 1)]),
        ({"about": "AZE MIL"}, [("AZE", "ARM", 1, 0, 1)]),
        ({"status": ["threatened"]}, [("AZE", "ARM", 1, 0, 1)]),
        ({"voice": ["own"]}, [("AZE", "ARM", 1, 0, 1)]),
        ({"least": 2}, [("AZE", "ARM", 2, 1, 3)]),
        ({"since": START + timedelta(days=1)}, [("AZE", "ARM", 1, 0, 1), ("TUR", "ARM", 1, 1, 1)]),
        ({"until": START}, [("ARM", "AZE", 1, 1, 1), ("AZE", "ARM", 1, 1, 2)]),
    ],
)
def test_what_is_asked_for(given: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    assert told(found(**given)) == expected


def test_what_cannot_be_asked_for() -> None:
    with pytest.raises(UsageError, match="use one of happened"):
        found(status=["done"])
    with pytest.raises(UsageError, match="lies after"):
        found(since=START, until=START - timedelta(days=1))


def test_the_same_for_whoever_it_is() -> None:
    swapped = {"AZE": "ARM", "ARM": "AZE"}
    rows = [dict(row) for row in ACTED]
    for row in rows:
        for name in ("actor", "actor_side", "recipient", "recipient_side"):
            code = row[name]
            row[name] = code and swapped.get(code[:3], code[:3]) + code[3:]
    other = network(pa.Table.from_pylist(rows, ACTS))
    assert {
        (swapped.get(tie.actor, tie.actor), swapped.get(tie.recipient, tie.recipient), tie.quad)
        for tie in other.ties
    } == {(tie.actor, tie.recipient, tie.quad) for tie in found().ties}


def test_the_picture_shows_every_party_and_is_always_the_same() -> None:
    drawn = ties.draw(found(), "svg")
    assert drawn == ties.draw(found(), "svg")
    assert all(f">{party}</text>".encode() in drawn for party in ("AZE", "ARM", "TUR"))
    assert ties.draw(found(), "png").startswith(b"\x89PNG")
    assert b"https://cdn" not in ties.draw(found(), "html")


def test_a_picture_needs_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "altair", None)
    with pytest.raises(MissingExtraError, match=r"sayso\[weighing\]"):
        ties.draw(found(), "svg")


def test_the_command(tmp_path: Path, reader: Reader) -> None:
    text = "Chad shelled Libya on Monday. Libya denied that its troops had attacked Chad."
    Ledger(tmp_path / "kept").ingest([Document(id="d1", text=text)], reader)
    run = ["network", "--ledger", str(tmp_path / "kept"), "--format", "json"]
    result = CliRunner().invoke(app, [*run, "--plot", str(tmp_path / "who.svg")])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert ("TCD", "LBY", 1) in [(r["actor"], r["recipient"], r["done"]) for r in rows]
    assert all(name.startswith("d1:") for row in rows for name in row["claim_ids"])
    assert (tmp_path / "who.svg").read_bytes().startswith(b"<svg")
    wrong = CliRunner().invoke(app, [*run, "--plot", str(tmp_path / "who.gif")])
    assert wrong.exit_code == 2
    assert not (tmp_path / "who.gif").exists()
