"""``sayso schema``: the JSON Schema of a reading, generated from the records themselves."""

from __future__ import annotations

import json
from typing import Any

import typer

from sayso.cli.exits import exits


def schema() -> None:
    """Print the JSON Schema of one reading, as --format json and jsonl write it.

    Tools that read sayso's output can check it against this schema (draft 2020-12).
    """
    with exits():
        typer.echo(json.dumps(reading_schema(), indent=2))


def reading_schema() -> dict[str, Any]:
    """The schema of ``sayso.reading/1``: every field with its meaning, no unknown ones allowed."""
    from pydantic.json_schema import GenerateJsonSchema

    from sayso.records import Reading

    generated = Reading.model_json_schema(by_alias=True)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **generated,
        "title": "sayso.reading/1",
    }
