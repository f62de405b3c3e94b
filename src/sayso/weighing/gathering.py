"""Pairs with a likeness -> groups: average linkage on what was compared.

Comes in: pairs of places and how alike each is. Goes out: a group for each place. The idea in
between: the two groups that are most alike on average are joined until none are alike enough. A
pair that wasn't compared counts as unlike, so that a chain of likenesses makes no group; no pair
counts for much more than likely, so that one sentence that two texts share doesn't join all else;
and a pair that names other doers counts for worse than unlike, so that what each of two sides does
to the other stays two stories.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.weighing.columns import Flags, Places
from sayso.weighing.joins import Joins, Near, joined
from sayso.weighing.likeness import FINE, UNLIKE, Pairs

#: What a pair counts at most.
ALIKE = 1.5
#: What a pair counts at most whose events have other actors, or whose words tell of other doers.
OTHERS = -8.5


@dataclass(frozen=True, slots=True)
class Gathering:
    """How mentions are put together: the mean from which on two groups are one.

    ``apart``: what each of two sides does stays apart.
    """

    joined: float
    apart: bool


#: Who does it counts: one pair in seven is alike.
STORIES = Gathering(-3.25, apart=True)
#: Whoever did it counts for little: one pair in eleven.
TOPICS = Gathering(-3.5, apart=False)


def groups(
    count: int,
    pairs: Pairs,
    how: Gathering = STORIES,
    before: Joins | None = None,
    fresh: Flags | None = None,
) -> Joins:
    """How ``count`` places are joined.

    Args:
        count: places.
        pairs: the pairs between them.
        how: what is joined.
        before: how they were joined before; places that are gone are -1 there.
        fresh: for each place whether it is new. Of a pair that has changed, one place must be.

    Example:
        >>> import numpy as np
        >>> ones, others = np.array([0, 1]), np.array([1, 2])
        >>> likeness = np.array([3000, -3900])
        >>> same = np.zeros(2, bool)
        >>> groups(4, Pairs(ones, others, *[likeness] * 3, same)).groups(4).tolist()
        [0, 0, 2, 3]
    """
    limited = np.clip(pairs.likeness, round(UNLIKE * FINE), round(ALIKE * FINE))
    if how.apart:
        limited = np.where(pairs.others, min(round(OTHERS * FINE), 0), limited)
    above = limited.astype(np.int64) - round(UNLIKE * FINE)
    known = above != 0
    near = Near(count, pairs.first[known], pairs.second[known], above[known])
    least = round((how.joined - UNLIKE) * FINE)
    return joined(near, least, before, fresh)


def changed(before: Pairs, after: Pairs, new: Flags, later: Places) -> Flags:
    """A place of each pair that has changed, and all that are new.

    Args:
        before: the pairs as they were, at the places that they have now.
        after: the pairs as they are.
        new: for each place whether it is new.
        later: what orders the places of a pair: the greater is the changed one.
    """
    found = new.copy()
    for one, other in ((before, after), (after, before)):
        keys, held = one.keys, other.keys
        at = np.minimum(np.searchsorted(held, keys), max(len(held) - 1, 0))
        if len(held):
            same = held[at] == keys
            same &= other.likeness[at] == one.likeness
            same &= other.others[at] == one.others
        else:
            same = np.zeros(len(keys), np.bool_)
        first, second = one.first[~same], one.second[~same]
        open_ = ~(found[first] | found[second])
        first, second = first[open_], second[open_]
        found[np.where(later[first] > later[second], first, second)] = True
    return found
