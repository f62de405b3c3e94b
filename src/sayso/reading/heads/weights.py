"""Where the shipped weights lie, and whether they are the ones that were made."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sayso.errors import ModelError

FOLDER = Path(__file__).parent / "data"
"""The folder of the shipped weights."""

_LIST = "weights.json"
_GRAPHS = ("encoder", "linker", "factuality", "events", "probe")
_NEEDED = frozenset(f"{name}.onnx" for name in _GRAPHS) | {"config.json", "tokenizer.json"}
_ADVICE = "reinstall sayso, or read without weights (heads='rules', --heads rules)"


def verified(folder: Path = FOLDER) -> str:
    """Check every file of the weights against its hash; return one hash for all of them.

    Raises:
        ModelError: a file is missing or is not the one that was made by training.
    """
    listed = folder / _LIST
    try:
        expected: dict[str, str] = json.loads(listed.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{listed}: missing or unreadable; {_ADVICE}") from error
    except ValueError as error:
        raise ModelError(f"{listed}: not a list of weights ({error}); {_ADVICE}") from error
    if not isinstance(expected, dict):
        raise ModelError(f"{listed}: not a list of weights; {_ADVICE}")
    if left_out := sorted(_NEEDED - expected.keys()):
        raise ModelError(f"{listed}: does not list {', '.join(left_out)}; {_ADVICE}")
    for name, sha256 in expected.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing; expected a file with sha256 {sha256}; {_ADVICE}")
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual != sha256:
            raise ModelError(f"{path}: sha256 is {actual}, expected {sha256}; {_ADVICE}")
    return hashlib.sha256("".join(sorted(expected.values())).encode()).hexdigest()
