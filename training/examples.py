"""What training works on: a window with the labels that one data set gives it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.reading.heads.windows import Window


@dataclass
class Role:
    """One attribution: its anchor, and each word's role (0 none, 1 source, 2 cue, 3 content)."""

    anchor: int
    roles: NDArray[np.int64]


@dataclass
class Factual:
    """One predicate: its word, grammar, convention (data set), value and label (0 CT- .. 4 CT+)."""

    word: int
    factors: NDArray[np.float32]
    convention: int
    value: float
    label: int


@dataclass
class Pair:
    """One marked pair of parties, as ranges of words, and the types allowed between them."""

    actor: tuple[int, int]
    recipient: tuple[int, int]
    types: tuple[int, ...]
    group: int
    lexicon: NDArray[np.float32]


@dataclass
class Example:
    """A window and its labels; ``loaded`` and ``opinion`` are ``None`` where nobody marked them."""

    window: Window
    document: int = 0
    roles: list[Role] | None = field(default_factory=list)
    facts: list[Factual] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    loaded: NDArray[np.int64] | None = None
    opinion: int | None = None
    outlet: str = ""
