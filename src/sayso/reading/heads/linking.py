"""The linker's scores -> attributions: which words are source, cue and content of each cue.

Comes in: for each word of a window the chance that it anchors an attribution, and for each anchor
the chances of every word's role. Goes out: attributions as sets of words. Between the two lies the
choice of the best sequence of roles, in which changing from one role to another has its price.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.reading.heads.relations import relations
from sayso.reading.heads.windows import Ints, Window

Floats = NDArray[np.float32]
NONE, SOURCE, CUE, CONTENT = range(4)


@dataclass(frozen=True)
class Link:
    """One attribution in words of a window, and how sure the head is of its cue (0..1)."""

    anchor: int
    chance: float
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    support: float
    """The mean chance of the words of source, cue and content to be just that."""

    @property
    def worth(self) -> float:
        """How sure the whole attribution is: its cue, and twice over its edges."""
        return self.chance * self.support**2


@dataclass(frozen=True)
class Prices:
    """What decoding is tuned by, on development data.

    Attributes:
        least: what :attr:`Link.worth` must reach.
        piece: the mean chance that a further piece of a content must have.
        entering: the price of going over to each role from another, as a logarithm of chances.
    """

    least: float
    piece: float
    entering: tuple[float, float, float, float]

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Prices:
        """From the six numbers of the configuration."""
        least, piece, *entering = numbers
        none, source, cue, content = entering
        return cls(least, piece, (none, source, cue, content))


def links(
    window: Window,
    chances: Floats,
    roles: Callable[[list[int], Ints], Floats],
    prices: Prices,
) -> list[Link]:
    """The attributions of one window.

    Args:
        window: its words.
        chances: for each word, the chance that it anchors an attribution.
        roles: anchors and their relations ``(anchors, 5, words)`` -> logits
            ``(anchors, words, 4)``.
        prices: thresholds and prices.
    """
    anchors = [int(i) for i in np.flatnonzero(chances >= prices.least)]
    if not anchors:
        return []
    scores = log_softmax(roles(anchors, np.stack([relations(window, a) for a in anchors])))
    found = []
    sequences = _best_roles(scores, anchors, prices.entering)
    for anchor, score, best in zip(anchors, scores, sequences, strict=True):
        _drop_weak_pieces(best, np.exp(score[:, CONTENT]), prices.piece)
        source, cue, content = (
            frozenset(np.flatnonzero(best == role).tolist()) for role in (SOURCE, CUE, CONTENT)
        )
        if content:
            support = float(np.exp(score[np.arange(len(best)), best])[best != NONE].mean())
            link = Link(anchor, float(chances[anchor]), source, cue, content, support)
            if link.worth >= prices.least:
                found.append(link)
    return _without_twins(found)


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of chances, over the last axis."""
    top = logits - logits.max(-1, keepdims=True)
    found: Floats = top - np.log(np.exp(top).sum(-1, keepdims=True))
    return found


def _best_roles(scores: Floats, anchors: Sequence[int], entering: Sequence[float]) -> Ints:
    """For each anchor the sequence of roles with the highest sum, minus the price of each change.

    Viterbi's algorithm, over all anchors of a window at once; an anchor is part of its own cue.
    """
    steps = np.tile(-np.array(entering, dtype=np.float32), (4, 1))
    np.fill_diagonal(steps, 0.0)
    rows, scores = np.arange(len(anchors)), scores.copy()
    scores[rows, anchors] = -1e4
    scores[rows, anchors, CUE] = 0.0
    totals = np.ascontiguousarray(scores.swapaxes(0, 1))  # (words, anchors, roles)
    ways = np.empty((*totals.shape[1:], totals.shape[2]), dtype=totals.dtype)
    for before, total in pairwise(totals):
        np.add(before[:, :, None], steps, out=ways)
        total += np.maximum.reduce(ways, axis=1)
    back = (totals[:-1, :, :, None] + steps).argmax(2).swapaxes(0, 1).tolist()
    last = totals[-1].argmax(1).tolist()
    return np.array([_walked_back(*ends) for ends in zip(back, last, strict=True)], dtype=np.int64)


def _walked_back(back: list[list[int]], last: int) -> list[int]:
    """The roles of all words, from the last word's and where each role is best reached from."""
    best = [last]
    for ways in reversed(back):
        best.append(ways[best[-1]])
    return best[::-1]


def _drop_weak_pieces(best: Ints, chances: Floats, least: float) -> None:
    """Of a content in several pieces, keep the longest and those that are sure enough."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], best == CONTENT, [False]])))
    pieces = [slice(start, end) for start, end in edges.reshape(-1, 2).tolist()]
    longest = max(pieces, key=lambda piece: piece.stop - piece.start, default=None)
    for piece in pieces:
        if piece != longest and chances[piece].mean() < least:
            best[piece] = NONE


def _without_twins(found: list[Link]) -> list[Link]:
    """Of two attributions whose cues share a word, the surer one."""
    kept: list[Link] = []
    for link in sorted(found, key=lambda one: -one.chance):
        if all(link.cue.isdisjoint(other.cue) for other in kept):
            kept.append(link)
    return sorted(kept, key=lambda one: one.anchor)
