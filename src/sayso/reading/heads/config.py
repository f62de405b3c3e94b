"""What the heads were trained with: label numbers, conventions, types; kept beside the weights."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from sayso.reading.heads.windows import Labels


@dataclass(frozen=True)
class Config:
    """Numbers and names that training and reading share.

    Attributes:
        tags, dependencies: the parser's labels in order; number 0 is any other.
        conventions: the factuality sets, each with its own way of grading.
        types: PLOVER types that the event head tells apart, ``none`` among them.
        settings: thresholds and calibration, made after training.
    """

    tags: tuple[str, ...]
    dependencies: tuple[str, ...]
    conventions: tuple[str, ...]
    types: tuple[str, ...]
    settings: dict[str, list[float]]

    @cached_property
    def labels(self) -> Labels:
        """The labels as look-ups from 1."""
        return Labels(
            {name: i for i, name in enumerate(self.tags, 1)},
            {name: i for i, name in enumerate(self.dependencies, 1)},
        )

    @classmethod
    def load(cls, path: Path) -> Config:
        """Read a configuration."""
        found = json.loads(path.read_text(encoding="utf-8"))
        lists = {k: tuple(v) for k, v in found.items() if k != "settings"}
        return cls(**lists, settings=found["settings"])

    def save(self, path: Path) -> None:
        """Write it, one readable file."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
