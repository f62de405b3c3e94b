"""Say-so chains on a screen: the labels of voices, and which claims only say that somebody speaks.

Comes in: claims. Goes out: the ids of those that a view may show as a mere opening of the next one;
the labels themselves come from :mod:`sayso.labels`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.labels import LINK, chain, label
from sayso.records import Claim

__all__ = ["LINK", "chain", "label", "mere_speech"]


def mere_speech(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the claims that only say that somebody speaks, while another holds what is said.

    They are like *officials said that ...*: no event, status happened, and in their words begins a
    claim that is one voice deeper or more.
    """
    begins = sorted((claim.start, len(claim.sayso)) for claim in claims)
    found = set()
    for claim in claims:
        if claim.event is None and claim.status == "happened":
            place = bisect_left(begins, (claim.start, 0))
            while place < len(begins) and begins[place][0] < claim.end:
                if begins[place][1] > len(claim.sayso):
                    found.add(claim.id)
                    break
                place += 1
    return frozenset(found)
