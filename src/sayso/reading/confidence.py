"""What is known of a claim -> how far to trust it, as the share of such claims that are right.

Comes in: how many voices stand over a claim and how sure the heads are of each part. Goes out: a
number between 0 and 1 from a logistic model, whose weights ``training/calibrate.py`` fits to the
claims of the gold texts. Reading by grammar alone has only hand-set shares to go by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.reading.findings import Finding
    from sayso.reading.heads import Fact, Seen
    from sayso.records import Event, Status, Voice

# Chosen by hand to come near the shares of gold claims that are right (benchmarks/gold.py).
_OWN_TRUST = 0.95  # the author's own, no event
_VOICE_TRUST = 0.92  # for each voice over it
_EVENT_TRUST = 0.87  # for an event in it
_UNNAMED_TRUST = 0.8  # for a pronoun that found nobody

NAMES = (
    "always",
    "voices",
    "several voices",
    "event",
    "pronoun without a name",
    "chance of the cues",
    "support of the edges",
    "cue of grammar alone",
    "chance of the event type",
    "factuality beside status",
    "words",
)
"""What the logistic model weighs, in order."""

_REAL = ("happened", "ongoing")


def by_hand(voices: Sequence[Voice], *, has_event: bool) -> float:
    """How far to trust a claim: less with each voice over it, and for an event."""
    value = _OWN_TRUST * _VOICE_TRUST ** len(voices)
    if has_event:
        value *= _EVENT_TRUST
    if _is_nameless(voices):
        value *= _UNNAMED_TRUST
    return round(value, 2)


def features(
    voices: Sequence[Voice],
    findings: Sequence[Finding],
    event: Event | None,
    type_chance: float | None,
    fact: Fact | None,
    status: Status,
    words: int,
    seen: Seen,
) -> list[float]:
    """The numbers of a claim in the order of :data:`NAMES`, each about 0..1.

    Args:
        voices: the voices over the claim, without the author's.
        findings: the attributions that they come from.
        event: the claim's event.
        type_chance: the event head's chance of the event's type, if it could be asked.
        fact: the factuality head's view of the claim's head.
        status: how the claim is put.
        words: the claim's length.
        seen: the document as the heads see it.
    """
    links = [f.link for f in findings if f.link is not None]
    alone = [f for f in findings if f.link is None]
    cues = [one.chance for one in links]
    cues += [seen.anchor_chance(f.cue_tokens) for f in alone if f.cue]
    factual = 0.0
    if fact is not None and not voices:
        factual = fact.value / 3 if status in _REAL else -fact.value / 3
    return [
        1.0,
        float(len(voices) > 0),
        float(len(voices) > 1),
        float(event is not None),
        float(_is_nameless(voices)),
        min(cues, default=1.0),
        min((one.support for one in links), default=1.0),
        float(bool(alone)),
        0.5 if type_chance is None else type_chance,
        factual,
        min(math.log1p(words) / 4, 1.5),
    ]


def learned(weights: Sequence[float], numbers: Sequence[float]) -> float:
    """The logistic model's share for these numbers, two digits."""
    total = sum(w * x for w, x in zip(weights, numbers, strict=True))
    return round(1 / (1 + math.exp(-total)), 2)


def _is_nameless(voices: Sequence[Voice]) -> bool:
    return any(voice.name is None and voice.kind != "unspecified" for voice in voices)
