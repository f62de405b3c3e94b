"""Forecasts -> track records: how often a voice was right, and how sure that is.

Comes in: forecasts with their outcomes. Goes out: a :class:`Record` for each voice. The idea in
between: a rate without its interval says too much, so every hit rate has the Wilson interval of
95 %, and what rests on fewer than :data:`FEW` decided forecasts is called small. Where a likelihood
was stated, the Brier score holds it against what came about. Open and undecidable forecasts count
neither way.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sayso.weighing.forecasts import OUTCOMES, Forecast, Outcome
from sayso.weighing.speakers import Speaker

#: A record with fewer decided forecasts is small: its interval is wider than 50 points.
FEW = 10

# The quantile of the normal distribution for an interval of 95 %.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Record:
    """How a voice's forecasts turned out.

    ``decided`` were fulfilled or not, those left out whose likelihood was put at even chances;
    ``hits`` of them turned out as the voice said: an event came about that it had not called less
    likely than not, or didn't that it had. ``by_silence`` were unfulfilled because nobody told
    that they came about. ``low`` and ``high`` bound the hit rate at 95 % (Wilson). ``brier`` is the
    mean squared difference between the stated likelihood (the middle of its range) and what came
    about, 0 best, 0.25 as good as a coin; ``scored`` counts the forecasts that it is of.
    """

    voice: Speaker
    forecasts: int
    outcomes: Mapping[Outcome, int]
    decided: int
    hits: int
    by_silence: int
    hit_rate: float | None
    low: float | None
    high: float | None
    scored: int
    brier: float | None

    @property
    def small(self) -> bool:
        """Whether the numbers are too few to tell much."""
        return self.decided < FEW


def records(forecasts: Iterable[Forecast]) -> list[Record]:
    """The record of each voice that is known by name: those with most decided forecasts first."""
    by_voice: dict[tuple[str, str], list[Forecast]] = {}
    for one in forecasts:
        if one.voice.name and one.voice.group:
            by_voice.setdefault((one.voice.name, one.voice.group), []).append(one)
    found = [record(group) for group in by_voice.values()]
    return sorted(found, key=lambda one: (-one.decided, -one.forecasts, one.voice.name or ""))


def record(forecasts: Iterable[Forecast]) -> Record:
    """The record of forecasts that are one voice's.

    Raises:
        ValueError: there are none.
    """
    made = list(forecasts)
    if not made:
        raise ValueError("no forecasts, no record")
    counted = Counter(one.outcome for one in made)
    right = [hit for one in made if (hit := is_hit(one)) is not None]
    low, high = wilson(sum(right), len(right))
    errors = [
        (sum(one.likelihood) / 2 - one.came_about) ** 2
        for one in made
        if one.likelihood is not None and one.came_about is not None
    ]
    return Record(
        voice=made[0].voice,
        forecasts=len(made),
        outcomes=MappingProxyType({name: counted[name] for name in OUTCOMES}),
        decided=len(right),
        hits=sum(right),
        by_silence=sum(one.outcome == "unfulfilled" and one.basis == "silence" for one in made),
        hit_rate=sum(right) / len(right) if right else None,
        low=low,
        high=high,
        scored=len(errors),
        brier=sum(errors) / len(errors) if errors else None,
    )


def is_hit(one: Forecast) -> bool | None:
    """Whether a forecast turned out as its voice said; None where that can't be told.

    What was called less likely than not and came about is a miss, though it is ``fulfilled``; what
    was put at even chances is neither.
    """
    if one.came_about is None:
        return None
    if one.likelihood is None:
        return one.came_about
    middle = sum(one.likelihood) / 2
    if math.isclose(middle, 0.5):
        return None
    return one.came_about == (middle > 0.5)


def wilson(hits: int, of: int) -> tuple[float | None, float | None]:
    """The Wilson interval of 95 % of a share; None where it is of nothing.

    >>> low, high = wilson(3, 4)
    >>> f"{low:.2f} {high:.2f}"
    '0.30 0.95'
    """
    if not of:
        return None, None
    share = hits / of
    middle = share + _Z**2 / (2 * of)
    spread = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return max(0.0, min(low, share)), min(1.0, max(high, share))  # rounding, at the ends
