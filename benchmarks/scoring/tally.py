"""How many were right, of how many said and how many wanted: precision, recall, F1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over texts; the shares are those of the sums (micro average).

    Attributes:
        right: how many of the predicted things are gold, too.
        said: how many were predicted.
        wanted: how many are gold.
    """

    right: int = 0
    said: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.said + other.said, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 0 where nothing was said."""
        return share(self.right, self.said)

    @property
    def recall(self) -> float:
        """The share of what was wanted that was said; 0 where nothing was wanted."""
        return share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return share(2 * self.right, self.said + self.wanted)


def share(part: int, whole: int) -> float:
    """A part of a whole, 0..1; 0 where the whole is empty."""
    return part / whole if whole else 0.0


def overlap(said: frozenset[int], wanted: frozenset[int]) -> Tally:
    """The tally of two sets: what both hold is right."""
    return Tally(len(said & wanted), len(said), len(wanted))
