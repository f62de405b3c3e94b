"""Two texts -> the passages that they share, as offsets into both.

Comes in: the words of two texts. Goes out: passages. The idea in between: the longest run of equal
words is taken first, then the longest of what is left of both, and so on (greedy string tiling:
M. Wise, String similarity via greedy string tiling, 1993), so that a copy whose paragraphs were
moved is still seen whole. Runs that follow each other in both texts with a few other words between
them are one passage, lightly edited.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.weighing.stretches import stretches
from sayso.weighing.words import Numbers, Words, normalised

#: Words running that must be equal to count at all; fewer are grammar.
RUN = 4

#: Other words that may stand between two runs of one passage, in either text: a changed clause.
GAP = 8

#: Equal words that a passage has at least; fewer are a name and a title.
LEAST = 10

# Words that return this often in one text (a refrain, a table) are no place to begin.
_OFTEN = 8


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` equal words, from word ``first`` of one text and word ``second`` of the other."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of two texts in the same words, but for light edits.

    ``first_start`` to ``first_end`` are characters of one text, ``second_start`` to ``second_end``
    of the other; ``words`` counts the equal words in it, ``first_words`` and ``second_words`` all.
    ``runs`` are the equal parts: (start, end, start, end) in characters, as above.
    """

    first_start: int
    first_end: int
    second_start: int
    second_end: int
    words: int
    first_words: int
    second_words: int
    runs: tuple[tuple[int, int, int, int], ...]

    @property
    def edited(self) -> bool:
        """Whether words were changed, left out or put in."""
        return len(self.runs) > 1

    def turned(self) -> Passage:
        """The same, seen from the other text."""
        return Passage(
            self.second_start,
            self.second_end,
            self.first_start,
            self.first_end,
            self.words,
            self.second_words,
            self.first_words,
            tuple((run[2], run[3], run[0], run[1]) for run in self.runs),
        )


def runs(first: Numbers, second: Numbers) -> list[Run]:
    """Runs of at least :data:`RUN` equal words, no word in two of them, by their place in one."""
    waiting = [(-run.length, run.first, run.second) for run in _longest(first, second)]
    heapq.heapify(waiting)
    free_first, free_second = np.ones(len(first), bool), np.ones(len(second), bool)
    taken: list[Run] = []
    while waiting:
        length, i, j = heapq.heappop(waiting)
        length = -length
        free = free_first[i : i + length] & free_second[j : j + length]
        if free.all():
            taken.append(Run(i, j, length))
            free_first[i : i + length] = False
            free_second[j : j + length] = False
            continue
        for start, end in spans(free):  # what a longer run has left of it
            if end - start >= RUN:
                heapq.heappush(waiting, (start - end, i + start, j + start))
    return sorted(taken, key=lambda run: run.first)


def chains(found: Sequence[Run]) -> list[list[Run]]:
    """Runs that make a passage together: each follows the one before it in both texts."""
    linked: list[list[Run]] = []
    for run in found:
        if linked:
            last = linked[-1][-1]
            gaps = (
                run.first - last.first - last.length,
                run.second - last.second - last.length,
            )
            if all(0 <= gap <= GAP for gap in gaps):
                linked[-1].append(run)
                continue
        linked.append([run])
    return [chain for chain in linked if sum(run.length for run in chain) >= LEAST]


def passage(chain: Sequence[Run], texts: tuple[str, str], of: tuple[Words, Words]) -> Passage:
    """A chain of runs in characters, its equal words compared once more as words.

    Raises:
        ValueError: words differ whose numbers are equal; with 64 bits nobody has seen it yet.
    """
    first, second = of
    pieces = []
    for run in chain:
        for step in range(run.length):
            i, j = run.first + step, run.second + step
            one = texts[0][first.starts[i] : first.ends[i]]
            other = texts[1][second.starts[j] : second.ends[j]]
            if one != other and normalised(one) != normalised(other):
                raise ValueError(f"two words share a number: {one!r}, {other!r}")
        pieces.append(
            (
                int(first.starts[run.first]),
                int(first.ends[run.first + run.length - 1]),
                int(second.starts[run.second]),
                int(second.ends[run.second + run.length - 1]),
            )
        )
    last = chain[-1]
    return Passage(
        pieces[0][0],
        pieces[-1][1],
        pieces[0][2],
        pieces[-1][3],
        sum(run.length for run in chain),
        last.first + last.length - chain[0].first,
        last.second + last.length - chain[0].second,
        tuple(pieces),
    )


def spans(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where flags stand without a gap: (start, end).

    >>> spans(np.array([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.view(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _longest(first: Numbers, second: Numbers) -> list[Run]:
    """All equal runs that cannot be made longer."""
    ours, theirs = stretches(first, RUN), stretches(second, RUN)
    places: list[tuple[int, int]] = []
    at_first, at_second = _places(ours), _places(theirs)
    for value in np.intersect1d(ours, theirs).tolist():
        one, other = at_first[value], at_second[value]
        if len(one) <= _OFTEN and len(other) <= _OFTEN:
            places += [(j - i, i) for i in one for j in other]
    places.sort()
    found: list[Run] = []
    begun = 0
    for number, (shift, i) in enumerate(places):
        if number + 1 == len(places) or places[number + 1] != (shift, i + 1):
            start = places[begun][1]
            found.append(Run(start, start + shift, i - start + RUN))
            begun = number + 1
    return found


def _places(values: Numbers) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, value in enumerate(values.tolist()):
        found.setdefault(value, []).append(place)
    return found
