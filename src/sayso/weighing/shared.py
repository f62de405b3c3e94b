"""The passages that pairs of texts share, kept beside a ledger.

Comes in: a folder of a ledger. Goes out: the passages of pairs that were compared before. The idea
in between: what two texts share depends on their words, and on which of these are a standing
text's; both are in the *mark* that each text has. With texts that are added, pairs of others are
what they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sayso.weighing import kept
from sayso.weighing.passages import Passage

Marks = tuple[str, str]
"""The marks of the two texts of a pair, the first one's first."""

# Of other makes nothing is taken over: raise it with any change to how passages are found.
_MAKE = 1


def read(folder: Path) -> dict[Marks, tuple[Passage, ...]]:
    """What is kept; nothing if it is damaged, of another make or not there."""
    try:
        held = kept.notes(folder / "passages.json")
        if held["make"] != _MAKE:
            return {}
        marks = held["marks"]
        return {
            (marks[one], marks[other]): tuple(
                Passage(a, b, c, d, words, one_words, other_words, tuple(map(tuple, runs)))
                for a, b, c, d, words, one_words, other_words, runs in rows
            )
            for one, other, rows in held["pairs"]
        }
    except (ValueError, KeyError, TypeError, IndexError):
        return {}


def write(folder: Path, found: Mapping[Marks, tuple[Passage, ...]]) -> None:
    """Keep them; a full or read-only disk costs time the next time, not the answer."""
    marks = sorted({mark for pair in found for mark in pair})
    numbers = {mark: number for number, mark in enumerate(marks)}
    pairs = [
        (
            numbers[one],
            numbers[other],
            [
                (
                    *(it.first_start, it.first_end, it.second_start, it.second_end),
                    *(it.words, it.first_words, it.second_words, it.runs),
                )
                for it in passages
            ],
        )
        for (one, other), passages in found.items()
    ]
    kept.noted(folder / "passages.json", {"make": _MAKE, "marks": marks, "pairs": pairs})
