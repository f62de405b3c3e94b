"""Two mentions -> whether the one denies what the other tells.

Comes in: mentions, and how alike they are. Goes out: yes or no. The idea in between: a text full of
"nobody was hurt" denies nothing that anybody told; a denial is of what is told if it points back at
it, or if enough speaks for their being of one thing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.weighing.likeness import Pairs
from sayso.weighing.mentions import Mention

#: So many signs have to be there: one kind of act, one doer, one place, much the same words, likely
#: one thing, very likely.
SIGNS = 3

# Two that are less alike, or share fewer words, are of two things whatever the signs.
_NOT_UNLIKE, _SHARED_WORDS = -3.0, 0.1
_SAME_WORDS = 0.3
_LIKELY, _VERY_LIKELY = -1.4, -0.1

# Stances as numbers, of which only those of "for" and "against" have this sum.
_STANCES = {"open": 0, "for": 1, "against": 3}
_OPPOSED = 4


def denying(mentions: Sequence[Mention], pairs: Pairs) -> frozenset[int]:
    """The places of the mentions that deny what some other tells as true."""
    found: set[int] = set()
    stances = np.array([_STANCES[one.stance] for one in mentions], np.int64)
    opposed = pairs.where(stances[pairs.first] + stances[pairs.second] == _OPPOSED)
    for one, other, likeness, words in opposed.compared():
        first, second = mentions[one], mentions[other]
        if not is_part(first, second) and is_denied(first, second, likeness, words):
            found.add(one if first.stance == "against" else other)
    return frozenset(found)


def is_denied(first: Mention, second: Mention, likeness: float, words: float) -> bool:
    """Whether the one denies what the other tells.

    Args:
        first: a mention that tells something as true, or denies it.
        second: one of the other stance.
        likeness: how alike they are but for doers and document, in log-odds.
        words: the cosine of their words.
    """
    if first.about in second.claims or second.about in first.claims:
        return True
    if likeness < _NOT_UNLIKE or words < _SHARED_WORDS or differ(first.doers, second.doers):
        return False
    place = first.telling.place
    signs = (
        bool(first.types & second.types),
        bool(first.doers & second.doers),
        place is not None and place == second.telling.place,
        words >= _SAME_WORDS,
        likeness >= _LIKELY,
        likeness >= _VERY_LIKELY,
    )
    return sum(signs) >= SIGNS


def is_part(first: Mention, second: Mention) -> bool:
    """Whether one is part of the other, in one text or word by word in two."""
    one, other = first.telling, second.telling
    if one.document == other.document and one.start < other.end and other.start < one.end:
        return True
    return one.text in other.text or other.text in one.text


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(one and other and not one & other)
