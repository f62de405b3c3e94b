"""What is known of a claim -> how far to trust it, as the share of such claims that are right.

Comes in: the voices over a claim, and whether it has an event. Goes out: a number between 0 and 1
from a logistic model, whose weights ``training/calibrate.py`` fits to the
claims of the gold texts. Reading by grammar alone has only hand-set shares to go by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.reading.findings import Finding
    from sayso.records import Voice

# Chosen by hand to come near the shares of gold claims that are right (benchmarks/gold.py).
_OWN_TRUST = 0.95  # the author's own, no event
_VOICE_TRUST = 0.92  # for each voice over it
_EVENT_TRUST = 0.87  # for an event in it
_UNNAMED_TRUST = 0.8  # for a pronoun that found nobody

NAMES = ("always", "voices", "several voices", "event", "pronoun without a name", "grammar alone")
"""What the logistic model weighs, in order: each 0 or 1.

The heads' own chances are left out: on the gold texts they tell right from wrong no better, and
they move a little with the wording of names, while a claim's confidence may not depend on whom it
is about.
"""


def by_hand(voices: Sequence[Voice], *, has_event: bool) -> float:
    """How far to trust a claim: less with each voice over it, and for an event."""
    value = _OWN_TRUST * _VOICE_TRUST ** len(voices)
    if has_event:
        value *= _EVENT_TRUST
    if _is_nameless(voices):
        value *= _UNNAMED_TRUST
    return round(value, 2)


def features(
    voices: Sequence[Voice], findings: Sequence[Finding], *, has_event: bool
) -> list[float]:
    """The numbers of a claim in the order of :data:`NAMES`.

    Args:
        voices: the voices over the claim, without the author's.
        findings: the attributions that they come from; one without a link is grammar's alone.
        has_event: whether the claim has an event.
    """
    asked = (
        True,
        len(voices) > 0,
        len(voices) > 1,
        has_event,
        _is_nameless(voices),
        any(f.link is None for f in findings),
    )
    return [float(answer) for answer in asked]


def learned(weights: Sequence[float], numbers: Sequence[float]) -> float:
    """The logistic model's share for these numbers, two digits."""
    total = sum(w * x for w, x in zip(weights, numbers, strict=True))
    return round(1 / (1 + math.exp(-total)), 2)


def _is_nameless(voices: Sequence[Voice]) -> bool:
    return any(voice.name is None and voice.kind != "unspecified" for voice in voices)
