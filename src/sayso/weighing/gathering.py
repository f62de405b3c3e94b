"""Pairs with a likeness -> groups: average linkage on what was compared.

Comes in: pairs of places and how alike each is. Goes out: a group for each place. The idea in
between: the two groups that are most alike on average are joined until none are alike enough. A
pair that wasn't compared counts as unlike, so that a chain of likenesses makes no group; no pair
counts for much more than likely, so that one sentence that two texts share doesn't join all else
(what it is more than that only decides between what is equally alike otherwise); and a pair that
names other doers counts for worse than unlike, so that what each of two sides does to the other
stays two stories. A mention that says too little of its own ("to leave", "it noted") joins nothing,
as it is at home wherever its sentence is: it goes to the group that it is most alike to afterwards,
and stays alone if it says nothing at all ("do we").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.weighing.columns import Flags, Lots, Places
from sayso.weighing.likeness import FINE, UNLIKE, Pairs
from sayso.weighing.linkage import grouped

#: What a pair counts at most, but for a :data:`REST` of what it is more alike than that.
ALIKE = 1.5
REST = 1024
#: What a pair counts whose events have other actors, or whose words tell of other doers.
OTHERS = -12.0
#: A thin mention goes where its mean is at least so much.
HOME = -3.0


@dataclass(frozen=True, slots=True)
class Gathering:
    """How mentions are put together: the mean from which on two groups are one.

    ``apart``: what each of two sides does stays apart. ``thin``: a mention with fewer terms of its
    own says too little to hold others together, and nothing with none.
    """

    joined: float
    apart: bool
    thin: int


#: Who does it counts: about one pair in fourteen is alike.
STORIES = Gathering(-3.6, apart=True, thin=2)
#: Whoever did it counts for little. A denial may say little of its own, so nothing is thin.
TOPICS = Gathering(-3.6, apart=False, thin=0)

_Whole = npt.NDArray[np.int64]


def groups(pairs: Pairs, lots: Lots, terms: Places, how: Gathering = STORIES) -> Places:
    """The group of each place: the least place in it.

    Args:
        pairs: the pairs between them.
        lots: a number for each place, which decides between what is equally alike.
        terms: how many terms of its own the mention at each place has.
        how: what is joined.

    Example:
        >>> import numpy as np
        >>> ones, others = np.array([0, 1, 2]), np.array([1, 2, 3])
        >>> likeness, same = np.array([3000, -3900, 3000]), np.zeros(3, bool)
        >>> pairs, lots = Pairs(ones, others, *[likeness] * 3, same), np.arange(4, dtype="u8")
        >>> groups(pairs, lots, np.array([5, 4, 6, 5])).tolist()
        [0, 0, 2, 2]
        >>> groups(pairs, lots, np.array([5, 4, 1, 5])).tolist()  # the third is at home there
        [0, 0, 2, 2]
    """
    above = _above(pairs, how)
    thin = terms < how.thin
    silent = thin & (terms == 0)
    known = (above != 0) & ~(silent[pairs.first] | silent[pairs.second])
    first, second, above = pairs.first[known], pairs.second[known], above[known]
    firm = ~(thin[first] | thin[second])
    least = _counted(how.joined)
    found = grouped(first[firm], second[firm], above[firm], least, lots)
    homes = _homes(found, first, second, above, thin)
    stray = thin & (homes < 0)
    alone = stray[first] & stray[second]
    strays = grouped(first[alone], second[alone], above[alone], least, lots)
    named = np.where(homes < 0, np.where(stray, strays, found), homes)
    lowest: Places = np.full(len(named), len(named), np.int64)
    np.minimum.at(lowest, named, np.arange(len(named)))
    return lowest[named]


def _above(pairs: Pairs, how: Gathering) -> _Whole:
    """How far above unlike each pair counts."""
    unlike, alike = _fine(UNLIKE), _fine(ALIKE)
    held = pairs.likeness.astype(np.int64)
    if not how.apart:
        held = np.maximum(held, unlike)
    counted = np.minimum(held, alike) * REST + np.maximum(held - alike, 0)
    if how.apart:
        counted[pairs.others] = _fine(OTHERS) * REST
    found: _Whole = counted - unlike * REST
    return found


def _homes(found: Places, first: Places, second: Places, above: _Whole, thin: Flags) -> Places:
    """The group of others that each thin place is most alike to on average; -1 without one."""
    mixed = np.flatnonzero(thin[first] ^ thin[second])
    first, second = first[mixed].astype(np.int64), second[mixed].astype(np.int64)
    turned = thin[second]
    guests, hosts = np.where(turned, second, first), found[np.where(turned, first, second)]
    asked, places = np.unique(guests << 32 | hosts, return_inverse=True)
    sums = np.zeros(len(asked), np.int64)
    np.add.at(sums, places, above[mixed])
    guests, hosts = asked >> 32, asked & 0xFFFFFFFF
    means = sums / np.bincount(found[~thin], minlength=len(found))[hosts]
    enough = means >= _counted(HOME)
    guests, hosts, means = guests[enough], hosts[enough], means[enough]
    order = np.lexsort((hosts, -means, guests))
    guests, best = np.unique(guests[order], return_index=True)
    homes: Places = np.full(len(found), -1, np.int64)
    homes[guests] = hosts[order][best]
    return homes


def _counted(points: float) -> int:
    """How far above unlike some points count."""
    return (_fine(points) - _fine(UNLIKE)) * REST


def _fine(points: float) -> int:
    return round(points * FINE)
