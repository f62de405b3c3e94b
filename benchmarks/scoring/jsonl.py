"""Files of one JSON object a line, in and out, with errors that name the file and the line.

The one module here that opens files: the benchmarks share it, so that all say what is wrong in the
same way.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import IntakeError

Record = Mapping[str, Any]
Fields = Mapping[str, type | tuple[type, ...]]


class Line(NamedTuple):
    """A record, and where it stands: ``file.jsonl:7``."""

    place: str
    record: Record


def read(path: Path, fields: Fields) -> list[Line]:
    """The records of a file, in order; blank lines are skipped.

    Args:
        path: the file.
        fields: what each record must have, and of which type.

    Raises:
        IntakeError: the file cannot be read or has no record, or a line is not such a record.
    """
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        raise IntakeError(str(path), f"it cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise IntakeError(str(path), "it is not UTF-8; convert it first") from error
    lines = [
        Line(f"{path}:{number}", _record(line, f"{path}:{number}", fields))
        for number, line in enumerate(content.split("\n"), start=1)
        if line.strip()
    ]
    if not lines:
        raise IntakeError(str(path), "it holds no record; give a file of one JSON object a line")
    return lines


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records one a line; the file is there whole or, after an error, as it was before.

    Raises:
        IntakeError: the file cannot be written.
    """
    draft = path.parent / f".{path.name}.{os.getpid()}"
    try:
        with draft.open("w", encoding="utf8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise IntakeError(str(path), f"it cannot be written ({error.strerror})") from error


def _record(line: str, place: str, fields: Fields) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "it cannot be read")
        raise IntakeError(place, f"no valid JSON ({reason}); write one object a line") from error
    if not isinstance(record, dict):
        raise IntakeError(place, "no JSON object; write one a line")
    for name, kind in fields.items():
        if name not in record:
            raise IntakeError(place, f'it has no "{name}"')
        if not isinstance(record[name], kind) or isinstance(record[name], bool):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            wanted = " or ".join(_NAMES[one] for one in kinds)
            raise IntakeError(place, f'"{name}" must be {wanted}, not {_NAMES[type(record[name])]}')
    return record


_NAMES = {
    str: "a string", int: "a whole number", float: "a number", list: "a list", dict: "an object",
    bool: "true or false", type(None): "null",
}  # fmt: skip
