"""Predicted numbers against gold ones: how they move together, and how far apart they are."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import correlation, fmean


def pearson_r(gold: Sequence[float], said: Sequence[float]) -> float:
    """Pearson's correlation, -1..1; 0 where it is not defined, because one side never varies.

    Raises:
        ValueError: the sequences differ in length.
    """
    if len(gold) != len(said):
        raise ValueError(f"{len(gold)} gold values, {len(said)} predictions")
    if len(set(gold)) < 2 or len(set(said)) < 2:
        return 0.0
    return correlation(gold, said)


def mean_absolute_error(gold: Sequence[float], said: Sequence[float]) -> float:
    """The mean distance of a prediction from its gold value; 0 where there are none.

    Raises:
        ValueError: the sequences differ in length.
    """
    distances = [abs(one - other) for one, other in zip(gold, said, strict=True)]
    return fmean(distances) if distances else 0.0
