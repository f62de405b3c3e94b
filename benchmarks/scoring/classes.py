"""Predicted labels against gold ones: F1 of each label, macro and micro averages, accuracy.

Comes in: two sequences of equal length. A prediction of ``None`` is none at all: it counts against
the recall of the gold label and against no label's precision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from statistics import fmean
from typing import TypeVar

from benchmarks.scoring.tally import Tally, share

Label = TypeVar("Label", bound=Hashable)


def tallies(gold: Sequence[Label], said: Sequence[Label | None]) -> dict[Label, Tally]:
    """The tally of each label of either side, in the order in which they turn up, gold first.

    Raises:
        ValueError: the sequences differ in length.
    """
    right = Counter(one for one, other in zip(gold, said, strict=True) if one == other)
    wanted = Counter(gold)
    made = Counter(label for label in said if label is not None)
    return {label: Tally(right[label], made[label], wanted[label]) for label in {**wanted, **made}}


def macro_f1(gold: Sequence[Label], said: Sequence[Label | None]) -> float:
    """The mean F1 of the labels that are present in the gold; 0 where there are none."""
    present = [tally.f1 for tally in tallies(gold, said).values() if tally.wanted]
    return fmean(present) if present else 0.0


def micro_f1(gold: Sequence[Label], said: Sequence[Label | None]) -> float:
    """The F1 of all labels together; the accuracy, where every prediction is a label."""
    return sum(tallies(gold, said).values(), Tally()).f1


def accuracy(gold: Sequence[Label], said: Sequence[Label | None]) -> float:
    """The share of the gold labels that are predicted; 0 where there are none."""
    return share(sum(one == other for one, other in zip(gold, said, strict=True)), len(gold))
