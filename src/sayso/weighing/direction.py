"""Two texts that share words -> which took them from which, where anything tells.

Comes in: what is known of both texts, and their credits. Goes out: which is the source and what
says so. What is asked, in this order:

- ``credit``: one of them credits the outlet that published the other;
- ``day``: they were published on different days;
- ``name``: one of them names the outlet that published the other, and isn't named by it.

Where nothing tells, nobody is the source: a ledger keeps the day of ``published`` and not the hour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.weighing.credits import Credit, Outlets
from sayso.weighing.texts import About

KnownBy = Literal["credit", "day", "name"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what is known of it, its text, its credits."""

    about: About
    text: str
    credits: Sequence[Credit]


@dataclass(frozen=True, slots=True)
class Direction:
    """Whether the second of two took from the first, and by what it is known."""

    forward: bool
    known_by: KnownBy
    credit: Credit | None = None


def direction(first: Side, second: Side, outlets: Outlets) -> Direction | None:
    """Which of two texts that share words is the source; None where nothing tells.

    Args:
        first: the one.
        second: the other.
        outlets: the names of outlets.
    """
    backward, forward = _credits(first, second, outlets), _credits(second, first, outlets)
    if (forward is None) != (backward is None):
        return Direction(forward is not None, "credit", forward or backward)
    days = first.about.published, second.about.published
    if days[0] and days[1] and days[0] != days[1]:
        return Direction(days[0] < days[1], "day")
    names = _names(second, first), _names(first, second)
    if names[0] != names[1]:
        return Direction(names[0], "name")
    return None


def _credits(taker: Side, giver: Side, outlets: Outlets) -> Credit | None:
    """The words by which one credits the other's publisher."""
    publisher = giver.about.publisher
    if not publisher or publisher == taker.about.publisher:
        return None
    agency = outlets.name(publisher) or publisher
    return next((credit for credit in taker.credits if credit.agency == agency), None)


def _names(taker: Side, giver: Side) -> bool:
    publisher = giver.about.publisher
    if not publisher or publisher == taker.about.publisher:
        return False
    return re.search(rf"\b{re.escape(publisher)}\b", taker.text) is not None
