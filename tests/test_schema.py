"""The contract ``sayso.reading/1``: the committed JSON Schema, the keys, and readings against both.

``python tests/test_schema.py`` writes ``docs/reading.schema.json`` anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from sayso import Document, Reader
from sayso.cli import app
from sayso.cli.schema import reading_schema

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "docs" / "reading.schema.json"
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
GOLD = [
    json.loads(line)
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
    for line in path.read_text("utf8").splitlines()[::4]
]

# The keys that other tools rely on. Records may gain keys; none of these may go.
KEYS: dict[str, set[str]] = {
    "reading": {"schema", "reader", "document", "attributions", "claims"},
    "reader": {"version", "models"},
    "document": {
        *("id", "text", "title", "publisher", "published", "url", "language", "genre"),
        "genre_confidence",
    },
    "attribution": {"id", "parent", "quote", "source", "cue", "content"},
    "claim": {
        *("id", "start", "end", "text", "sayso", "status", "certainty", "likelihood", "event"),
        *("evidence", "loaded", "confidence"),
    },
    "voice": {"kind", "name", "code", "mention", "cue", "stance", "quote", "attribution"},
    "event": {
        *("type", "mode", "contexts", "trigger", "actors", "recipients", "when", "where", "quad"),
        "score",
    },
    "party": {"start", "end", "text", "name", "code", "country", "sector"},
    "time": {"start", "end", "text", "value", "precision"},
    "place": {"start", "end", "text", "name", "country"},
    "evidence": {"start", "end", "text", "kind"},
    "span": {"start", "end", "text"},
}
FULL = (
    "Kyiv accused Moscow of shelling a hospital in Kharkiv last week, two officials said. "
    "Satellite images showed the brazen attack. “We will probably strike back,” the minister said."
)


def written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2) + "\n"


def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def valid(data: Any) -> bool:
    for error in validator().iter_errors(data):
        pytest.fail(f"{error.json_path}: {error.message[:200]}")
    return True


def test_the_committed_schema_is_up_to_date() -> None:
    assert SCHEMA.read_text("utf8") == written(reading_schema()), (
        "docs/reading.schema.json is stale: run python tests/test_schema.py and commit the file"
    )


def test_the_command_prints_the_committed_schema() -> None:
    result = CliRunner().invoke(app, ["schema"])
    assert result.exit_code == 0
    assert result.stdout == SCHEMA.read_text("utf8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(path), "--format", "json"])
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert valid(data)
    assert data["claims"]


def test_there_are_examples() -> None:
    assert EXAMPLES


def test_gold_texts(reader: Reader) -> None:
    for gold in GOLD:
        document = Document(id=gold["id"], text=gold["text"], published=gold.get("published"))
        assert valid(json.loads(reader.read(document).model_dump_json()))


def test_a_wrong_reading_is_refused(reader: Reader) -> None:
    data = json.loads(reader.read(FULL).model_dump_json())
    data["claims"][0]["status"] = "certain"
    data["claims"][1]["opinion"] = True
    paths = {error.json_path for error in validator().iter_errors(data)}
    assert paths == {"$.claims[0].status", "$.claims[1]"}


def records(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every record of a reading with the name that it has in KEYS."""
    found = [("reading", data), ("reader", data["reader"]), ("document", data["document"])]
    for attribution in data["attributions"]:
        found.append(("attribution", attribution))
        for part in ("source", "cue", "content"):
            found += [("span", span) for span in attribution[part]]
    for claim in data["claims"]:
        found.append(("claim", claim))
        found += [("evidence", one) for one in claim["evidence"]]
        found += [("span", one) for one in claim["loaded"]]
        for voice in claim["sayso"][1:]:
            found.append(("voice", voice))
            found += [("span", voice[part]) for part in ("mention", "cue") if voice[part]]
        if claim["event"]:
            event = claim["event"]
            found += [("event", event), ("span", event["trigger"])]
            found += [("party", party) for party in (*event["actors"], *event["recipients"])]
            found += [(kind, event[key]) for key, kind in (("when", "time"), ("where", "place"))
                      if event[key]]  # fmt: skip
    return found


def test_the_documented_keys_are_there(reader: Reader) -> None:
    data = json.loads(reader.read(FULL).model_dump_json())
    assert data["schema"] == "sayso.reading/1"
    assert data["claims"][0]["sayso"][0] == {"kind": "author"}
    found = records(data)
    assert {name for name, _ in found} == KEYS.keys()
    for name, record in found:
        assert record.keys() >= KEYS[name], name


if __name__ == "__main__":
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(written(reading_schema()), encoding="utf8")
