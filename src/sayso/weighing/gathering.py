"""Pairs with a likeness -> groups: average linkage on what was compared.

Comes in: pairs of places and how alike each is. Goes out: a group for each place. The idea in
between: the two groups that are most alike on average are joined until none are alike enough. A
pair that wasn't compared counts as unlike, so that a chain of likenesses makes no group; no pair
counts for much more than likely, so that one sentence that two texts share doesn't join all else;
and a pair that names other doers counts for worse than unlike, so that what each of two sides does
to the other stays two stories.
"""

from __future__ import annotations

import heapq

import numpy as np

from sayso.weighing.likeness import Pairs, Places

#: What a pair counts that is unlike, or wasn't compared, and what a pair counts at most.
UNLIKE, ALIKE = -4.0, 2.0
#: The mean from which on two groups are one: one pair in twenty is alike.
JOINED = -3.7
#: The same where whoever did it counts for little: one pair in twelve.
TOPIC = -3.5


def groups(count: int, pairs: Pairs, joined: float = JOINED) -> Places:
    """The group of each of ``count`` places: the least place in it.

    Example:
        >>> ones, others = np.array([0, 1]), np.array([1, 2])
        >>> likeness = np.array([3.0, -3.9])
        >>> groups(4, Pairs(ones, others, *[likeness] * 4)).tolist()
        [0, 0, 2, 3]
    """
    sizes = [1] * count
    near: list[dict[int, tuple[float, int]]] = [{} for _ in range(count)]
    limited = np.minimum(np.clip(pairs.likeness, UNLIKE, ALIKE), pairs.most)
    queue: list[tuple[float, int, int]] = []
    for one, other, value in zip(
        pairs.first.tolist(), pairs.second.tolist(), limited.tolist(), strict=True
    ):
        near[one][other] = near[other][one] = (value, 1)
        if value >= joined:
            queue.append((-value, one, other))
    heapq.heapify(queue)
    owner = list(range(count))
    while queue:
        value, one, other = heapq.heappop(queue)
        if owner[one] != one or owner[other] != other:
            continue
        if _mean(near[one][other], sizes[one] * sizes[other]) != -value:
            continue
        _join(one, other, near, sizes)
        owner[other] = one
        for third, (total, known) in near[one].items():
            mean = _mean((total, known), sizes[one] * sizes[third])
            if mean >= joined:
                heapq.heappush(queue, (-mean, min(one, third), max(one, third)))
    for place in range(count):
        owner[place] = owner[owner[place]]
    return np.array(owner, np.int64)


def _mean(known: tuple[float, int], pairs: int) -> float:
    """The mean likeness of two groups: the sum of what was compared, and the rest as unlike."""
    total, compared = known
    return (total + UNLIKE * (pairs - compared)) / pairs


def _join(one: int, other: int, near: list[dict[int, tuple[float, int]]], sizes: list[int]) -> None:
    """Make two groups the first of them."""
    sizes[one] += sizes[other]
    near[one].pop(other)
    near[other].pop(one)
    for third, (total, known) in near[other].items():
        before, compared = near[one].get(third, (0.0, 0))
        near[one][third] = near[third][one] = (before + total, compared + known)
        near[third].pop(other)
    near[other].clear()
