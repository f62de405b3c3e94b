"""Whether confidence can be taken at its word: four of five claims made with 0.8 are right.

Comes in: for each prediction its confidence, 0..1, and whether it was right. Goes out: the table
of confidence against rightness in bins of equal width, and the expected calibration error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

BINS = 10


class Bin(NamedTuple):
    """The predictions whose confidence is ``low`` or more and less than ``high`` (the last: or 1).

    Attributes:
        held: how many there are.
        mean_confidence: the mean of their confidences.
        share_right: the share of them that is right.
    """

    low: float
    high: float
    held: int
    mean_confidence: float
    share_right: float


def reliability(pairs: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """The bins that hold a prediction, from low confidence to high.

    Raises:
        ValueError: a confidence does not lie in 0..1.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        if not 0 <= confidence <= 1:
            raise ValueError(f"a confidence of {confidence} does not lie in 0..1")
        members[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        Bin(
            number / bins,
            (number + 1) / bins,
            len(inside),
            fmean(confidence for confidence, _ in inside),
            fmean(right for _, right in inside),
        )
        for number, inside in enumerate(members)
        if inside
    ]


def expected_calibration_error(table: Sequence[Bin]) -> float:
    """The mean gap between confidence and share right, bins weighted by what they hold."""
    total = sum(row.held for row in table)
    if not total:
        return 0.0
    return sum(row.held * abs(row.mean_confidence - row.share_right) for row in table) / total
