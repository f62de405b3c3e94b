"""Shifts: weeks from which on more, or less, is told than before.

Comes in: counts by week. Goes out: change points, each with the level before and after. The idea in
between: binary segmentation (Scott and Knott, Biometrics 30, 1974), as the library ruptures has it
(Truong, Oudre and Vayatis, Signal Processing 167, 2020), on the square roots of the counts, whose
scatter hardly depends on their level. A cut is kept if few shuffles of its stretch of weeks can be
cut as well; then the two parts are looked at in the same way, as Matteson and James do (JASA 109,
2014).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.errors import MissingExtraError
from sayso.weighing.shuffles import Counts, p_value

#: Weeks that a level lasts at least.
LEAST_WEEKS = 4


@dataclass(frozen=True)
class Shift:
    """A change of level.

    Args:
        start: the first week of the new level.
        begin: the first week of the level before.
        end: the week after the last of the new level.
        before: events a week before.
        after: events a week from then on.
        statistic: by how much the cut lowers the scatter, over the scatter that remains.
        p: the share of shuffled series that can be cut as well.
    """

    start: int
    begin: int
    end: int
    before: float
    after: float
    statistic: float
    p: float


def require() -> None:
    """Check that ruptures is there.

    Raises:
        MissingExtraError: it isn't; the message holds the pip line that installs it.
    """
    try:
        import ruptures  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("alerts", "weighing") from error


def shifts(counts: Counts, level: float, shuffles: int) -> list[Shift]:
    """The cuts of a series, the first found (the clearest) first.

    Args:
        counts: one for each week.
        level: a cut's parts are looked at if its p-value is no greater than this.
        shuffles: how many shuffles to hold a cut against.

    Returns:
        Cuts with their p-values; those above the level are in it, too, and end their branch.

    Raises:
        MissingExtraError: ruptures is not installed.
    """
    require()
    found: list[Shift] = []
    stretches = [(0, len(counts))]
    while stretches:
        begin, end = stretches.pop(0)
        shift = _cut(counts, begin, end, shuffles)
        if shift is None:
            continue
        found.append(shift)
        if shift.p <= level:
            stretches += [(begin, shift.start), (shift.start, end)]
    return found


def _cut(counts: Counts, begin: int, end: int, shuffles: int) -> Shift | None:
    """The best cut of a stretch of weeks, if it can be cut at all."""
    import ruptures

    part = counts[begin:end]
    if len(part) < 2 * LEAST_WEEKS or len(np.unique(part)) == 1:
        return None
    signal = np.sqrt(part.astype(float))
    search = ruptures.Binseg(model="l2", min_size=LEAST_WEEKS, jump=1).fit(signal)
    start = int(search.predict(n_bkps=1)[0])
    null = p_value(part, clearest, shuffles)
    return Shift(
        start=begin + start,
        begin=begin,
        end=end,
        before=round(float(part[:start].mean()), 2),
        after=round(float(part[start:].mean()), 2),
        statistic=round(null.found, 3),
        p=null.p(),
    )


def clearest(series: Counts) -> NDArray[np.float64]:
    """How clear the best cut into two levels is, for each of several series (rows)."""
    signal = np.sqrt(series.astype(float))
    length = signal.shape[1]
    sums = np.cumsum(signal, axis=1)
    total = sums[:, -1:]
    sizes = np.arange(LEAST_WEEKS, length - LEAST_WEEKS + 1)
    first = sums[:, sizes - 1]
    gain = first**2 / sizes + (total - first) ** 2 / (length - sizes) - total**2 / length
    scatter = (signal**2).sum(axis=1, keepdims=True) - total**2 / length
    best = gain.max(axis=1)
    clear: NDArray[np.float64] = best / np.maximum(scatter[:, 0] - best, 1e-9)
    return clear
