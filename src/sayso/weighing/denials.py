"""Two mentions -> whether the one denies what the other tells.

Comes in: mentions, and how alike they are. Goes out: yes or no. The idea in between: a text full of
"nobody was hurt" denies nothing that anybody told; a denial is of what is told if it points back at
it, or if enough speaks for their being of one thing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.weighing.columns import Columns, Flags
from sayso.weighing.likeness import FINE, Pairs, shared
from sayso.weighing.mentions import Mention
from sayso.weighing.tellings import Side

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


def denying(
    mentions: Sequence[Mention],
    stances: Sequence[Side],
    pairs: Pairs,
    columns: Columns,
    kinds: Sequence[frozenset[str]],
) -> frozenset[int]:
    """The places of the mentions that deny what some other tells as true.

    Args:
        mentions: all.
        stances: theirs.
        pairs: those of them that are alike.
        columns: theirs.
        kinds: the sets whose numbers the columns hold.
    """
    found: set[int] = set()
    numbers = np.array([_STANCES[one] for one in stances], np.int64)
    opposed = pairs.where(numbers[pairs.first] + numbers[pairs.second] == _OPPOSED)
    for one, other, likeness, words in opposed.where(_likely(opposed, columns, kinds)).compared():
        against = one if stances[one] == "against" else other
        if against in found:
            continue
        first, second = mentions[one], mentions[other]
        if not is_part(first, second) and is_denied(first, second, likeness, words):
            found.add(against)
    return frozenset(found)


def _likely(pairs: Pairs, columns: Columns, kinds: Sequence[frozenset[str]]) -> Flags:
    """Those of many pairs that :func:`is_denied` may say of that they are; of others it doesn't."""
    one, other = pairs.first, pairs.second
    likeness, words = pairs.apart / FINE, pairs.words / FINE
    signs = (words >= _SAME_WORDS).astype(np.int64)
    signs += (likeness >= _LIKELY).astype(np.int64) + (likeness >= _VERY_LIKELY)
    signs += 1  # of places the columns know nothing
    for held in (columns.types, columns.doers):
        signs += shared(kinds, held[one], held[other])
    likely = (likeness >= _NOT_UNLIKE) & (words >= _SHARED_WORDS) & (signs >= SIGNS)
    pointing = (columns.about[one] >= 0) | (columns.about[other] >= 0)
    found: Flags = likely | (pointing & (columns.document[one] == columns.document[other]))
    return found


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
