"""Pairs with a likeness -> groups: average linkage on what was compared.

Comes in: pairs of places and how alike each is. Goes out: a group for each place. The idea in
between: the two groups that are most alike on average are joined until none are alike enough. A
pair that wasn't compared counts as unlike, so that a chain of likenesses makes no group; no pair
counts for much more than likely, so that one sentence that two texts share doesn't join all else
(what it is more than that only decides between what is equally alike otherwise); and a pair that
names other doers counts for worse than unlike, so that what each of two sides does to the other
stays two stories.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.weighing.columns import Lots, Places
from sayso.weighing.likeness import FINE, UNLIKE, Pairs
from sayso.weighing.linkage import grouped

#: What a pair counts at most, but for a :data:`REST` of what it is more alike than that.
ALIKE = 1.5
REST = 1024
#: What a pair counts whose events have other actors, or whose words tell of other doers.
OTHERS = -8.5


@dataclass(frozen=True, slots=True)
class Gathering:
    """How mentions are put together: the mean from which on two groups are one.

    ``apart``: what each of two sides does stays apart.
    """

    joined: float
    apart: bool


#: Who does it counts: about one pair in nine is alike.
STORIES = Gathering(-3.5, apart=True)
#: Whoever did it counts for little: one pair in eleven.
TOPICS = Gathering(-3.5, apart=False)


def groups(pairs: Pairs, lots: Lots, how: Gathering = STORIES) -> Places:
    """The group of each place: the least place in it.

    Args:
        pairs: the pairs between them.
        lots: a number for each place, which decides between what is equally alike.
        how: what is joined.

    Example:
        >>> import numpy as np
        >>> ones, others = np.array([0, 1]), np.array([1, 2])
        >>> likeness = np.array([3000, -3900])
        >>> same = np.zeros(2, bool)
        >>> groups(Pairs(ones, others, *[likeness] * 3, same), np.arange(4, dtype="u8")).tolist()
        [0, 0, 2, 3]
    """
    unlike, alike, others = (round(one * FINE) for one in (UNLIKE, ALIKE, OTHERS))
    held = pairs.likeness.astype(np.int64)
    if not how.apart:
        held = np.maximum(held, unlike)
    counted = np.minimum(held, alike) * REST + np.maximum(held - alike, 0)
    if how.apart:
        counted[pairs.others] = others * REST
    above = counted - unlike * REST
    known = above != 0
    least = (round(how.joined * FINE) - unlike) * REST
    return grouped(pairs.first[known], pairs.second[known], above[known], least, lots)
