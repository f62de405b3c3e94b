"""Which files a tested model has. Comes in: a model package's name; goes out: their hashes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The version, the folder inside the package, and the sha256 of each file in it."""

    version: str
    folder: str
    sha256: Mapping[str, str]


@cache
def model_files() -> Mapping[str, ModelFiles]:
    """The models that sayso was tested with, by package name."""
    raw = files("sayso.knowledge").joinpath("data/model_files.toml").read_text("utf8")
    return {name: ModelFiles(**entry) for name, entry in tomllib.loads(raw).items()}
