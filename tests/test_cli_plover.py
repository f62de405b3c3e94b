"""``sayso plover``: what a person types and what they see."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sayso.cli import app
from sayso.cli.exits import MISUSED, NO_MODEL
from sayso.errors import ModelError
from sayso.knowledge.plover import contexts, plover_types
from sayso.knowledge.sector_codes import sector_codes
from sayso.records import Claim

RUNNER = CliRunner()


def run(*words: str, **environment: str) -> Result:
    return RUNNER.invoke(app, ["plover", *words], env={"COLUMNS": "100", **environment})


def explained(*words: str) -> dict[str, Any]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_types_are_listed_without_loading_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.cli.plover._read", lambda _: pytest.fail("a reader was made"))
    result = run()
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    for kind in plover_types().values():
        (row,) = [line for line in lines if line.startswith(f"{kind.name} ")]
        assert kind.quad in row
        assert re.search(rf"[+-]?{abs(kind.score):.1f} ", row)
        assert kind.definition.split()[0] in row
    assert "ACCUSE      verbal conflict         -3.0" in result.stdout
    words = set(re.split(r"[\s,]+", result.stdout))
    assert words >= {*contexts(), *sector_codes(), "hypothetical"}
    assert "PLOVER manual 2021, draft 2.0 (2021)" in result.stdout


@pytest.mark.parametrize("width", ["40", "60", "200"])
def test_no_line_is_wider_than_the_page(width: str) -> None:
    for words in ((), ("assault",)):
        result = run(*words, COLUMNS=width)
        assert max(map(len, result.stdout.splitlines())) <= int(width)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ["threaten"],
            [
                "THREATEN",
                "Announces harm to come if the other party does not give way.",
                "verbal conflict",
                "-3.5",
                "not required",
                "territory  -4.0  to occupy or seize land",
                "1381  threatens with a blockade",
                "restrict, military",
                "Peru threatened to attack Ecuador.",
                "happened      author",
                "threatened    author > Peru (threatens)",
            ],
        ),
        (["AID"], ["AID", "required", "073  gives relief", "AID  Japan (JPN) -> Nepal (NPL)"]),
        (
            ["sanction", "withdraw"],
            ["SANCTION withdraw", "-6.0", "SANCTION withdraw  Nicaragua (NIC) -> Chile (CHL)"],
        ),
        (["195"], ["CAMEO 195", "ASSAULT aerial (from manned aircraft)", "military", "-9.5"]),
        (["--cameo", "051"], ["CAMEO 051", "praises or endorses", "SUPPORT", "diplomatic"]),
        (["human-rights"], ["context human_rights", "human rights in general", "any type"]),
        (["uno"], ["sector UNO", "the United Nations", "part of     IGO"]),
        (["hlh"], ["CAMEO sector HLH", "in PLOVER   MED"]),
        (["rad"], ["CAMEO sector RAD", "no code of its own"]),
        (["negation"], ["auxiliary mode negation", "did not happen"]),
    ],
)
def test_a_name_is_explained(words: list[str], expected: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 0, result.output
    shown = "\n".join(line.rstrip() for line in result.stdout.splitlines())
    for part in expected:
        assert part in shown
    for section in ("modes", "CAMEO codes", "example"):
        assert f"\n{section}\n\n" not in shown


def test_json_holds_what_the_table_holds() -> None:
    found = explained("assault", "aerial")
    assert (found["kind"], found["title"], found["mode"]) == ("mode", "ASSAULT aerial", "aerial")
    assert (found["score"], found["type"]["score"]) == (-9.5, -9.0)
    assert found["type"]["recipient_required"] is False
    assert {"name": "aerial", "score": -9.5, "meaning": "from manned aircraft"} in found["type"][
        "modes"
    ]
    assert [known["code"] for known in found["cameo"]] == ["195"]
    claims = [Claim.model_validate(claim) for claim in found["example"]["claims"]]
    assert [claim.event.mode for claim in claims if claim.event] == ["aerial"]
    assert found["version"] == "draft 2.0 (2021)"


def test_json_of_what_is_no_event() -> None:
    found = explained("sector", "UNO")
    assert found["sector"] == {"scheme": "PLOVER", "code": "UNO", "parent": "IGO"}
    assert found["type"] is found["example"] is found["score"] is None


def test_json_lists_everything() -> None:
    found = explained()
    assert [kind["name"] for kind in found["types"]] == list(plover_types())
    assert found["contexts"] == dict(contexts())
    assert list(found["sectors"]) == list(sector_codes())
    assert list(found["auxiliary_modes"]) == ["historical", "future", "hypothetical", "negation"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["asault"], "did you mean ASSAULT?"),
        (["cyber"], "say COERCE cyber or context cyber"),
        (["--cameo", "02"], "becomes no event"),
        (["--cameo", "190", "aid"], "ask for one of them at a time"),
        (["\x1b[31m"], "is no type"),
    ],
)
def test_misuse_is_explained(words: list[str], message: str) -> None:
    result = run(*words)
    assert result.exit_code == MISUSED
    assert result.stdout == ""
    assert message in result.stderr
    assert "\x1b" not in result.stderr


def test_without_a_model_the_name_is_explained_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_: str) -> None:
        raise ModelError("the model is missing")

    monkeypatch.setattr("sayso.cli.plover._read", missing)
    result = run("aid")
    assert result.exit_code == NO_MODEL
    assert "Gives money" in result.stdout
    assert "the model is missing" in result.stderr


def test_colour_comes_and_goes_with_the_environment() -> None:
    assert "\x1b[" in run(FORCE_COLOR="1").stdout
    assert "\x1b[3" not in run(FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("CO", "CONSULT CONCEDE COOPERATE COERCE"), ("re", "retreat request reject"), ("x", "")],
)
def test_completion_knows_the_types(typed: str, offered: str) -> None:
    words = {"COMP_WORDS": f"sayso plover {typed}", "COMP_CWORD": "2"}
    env = {"_SAYSO_COMPLETE": "complete_bash", **words}
    shown = RUNNER.invoke(app, [], prog_name="sayso", env=env).stdout
    assert shown.split() == offered.split()
