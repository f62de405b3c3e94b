"""Bursts: days in which far more is told than in the weeks before.

Comes in: counts by day or week. Goes out: the windows that stand out, each with what was to be
expected. The idea in between: each window of some days is held against its *baseline*, the eight
weeks before it (at least four), by the likelihood ratio of two Poisson rates, as scan statistics do
(Kulldorff, Communications in Statistics 26, 1997); whether the greatest of all windows is great is
told by shuffles (see :mod:`sayso.weighing.shuffles`), so trying every window costs no false alarms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sayso.weighing.shuffles import Counts, Null, p_value


@dataclass(frozen=True)
class Scan:
    """What windows are tried, in periods.

    Args:
        windows: their lengths.
        baseline: how much before a window it is held against.
        least: the least baseline; earlier windows aren't judged.
    """

    windows: tuple[int, ...]
    baseline: int
    least: int


BY_DAY = Scan((3, 7, 14, 28), 56, 28)
BY_WEEK = Scan((1, 2, 4), 8, 4)

#: Events without which a window is no burst, however quiet it was before.
LEAST_EVENTS = 5


@dataclass(frozen=True)
class Burst:
    """A window that stands out.

    Args:
        start: its first period that has an event.
        end: the one after its last that has.
        baseline: where its baseline begins.
        baseline_end: where its baseline ends and the window begins.
        events: in it.
        expected: at the baseline's rate.
        statistic: the log of the likelihood ratio.
        p: the share of shuffled series with a window that stands out as much.
    """

    start: int
    end: int
    baseline: int
    baseline_end: int
    events: int
    expected: float
    statistic: float
    p: float


def bursts(counts: Counts, scan: Scan, shuffles: int) -> list[Burst]:
    """The windows that stand out most, none overlapping another, the greatest first.

    Args:
        counts: one for each period.
        scan: what windows to try.
        shuffles: how many shuffles to hold them against.
    """
    if len(counts) < scan.least + max(scan.windows):
        return []
    ratios = list(_ratios(counts[None, :], scan))
    if max(float(values.max()) for _, _, values in ratios) <= 0:
        return []
    null = p_value(counts, partial(greatest, scan=scan), shuffles)
    return list(_apart(counts, ratios, scan, null))


def greatest(series: Counts, scan: Scan) -> NDArray[np.float64]:
    """The statistic of the window that stands out most, for each of several series (rows)."""
    best = np.zeros(len(series))
    for _, _, values in _ratios(series, scan):
        np.maximum(best, values.max(axis=1), out=best)
    return best


def _ratios(series: Counts, scan: Scan) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
    """For each length of window: it, the first start, and the statistic by series and start."""
    length = series.shape[1]
    sums = np.zeros((len(series), length + 1), dtype=np.int64)
    np.cumsum(series, axis=1, out=sums[:, 1:])
    numbers = np.arange(int(sums.max()) + 1)
    entropy = numbers * np.log(np.maximum(numbers, 1))  # x log x, looked up below
    starts = np.arange(scan.least, length)
    begins = np.maximum(starts - scan.baseline, 0)
    before = sums[:, scan.least : length] - sums[:, begins]
    width = (starts - begins).astype(float)
    of_before = entropy[before] - before * np.log(width)
    for window in scan.windows:
        number = length - window - scan.least + 1
        inside = sums[:, scan.least + window :] - sums[:, scan.least : length - window + 1]
        both = inside + before[:, :number]
        values = entropy[inside] - inside * np.log(window) + of_before[:, :number]
        values += both * np.log(window + width[:number]) - entropy[both]
        few = inside * width[:number] <= before[:, :number] * window
        values[few | (inside < LEAST_EVENTS)] = 0
        yield window, scan.least, values


def _apart(
    counts: Counts,
    ratios: list[tuple[int, int, NDArray[np.float64]]],
    scan: Scan,
    null: Null,
) -> Iterator[Burst]:
    found = [
        (-float(value), window, first + place)
        for window, first, values in ratios
        for place, value in enumerate(values[0])
        if value > 0
    ]
    taken = np.zeros(len(counts), dtype=bool)
    for negative, window, start in sorted((round(one, 9), *rest) for one, *rest in found):
        if taken[start : start + window].any():
            continue
        taken[start : start + window] = True
        busy = np.flatnonzero(counts[start : start + window])
        begin = max(start - scan.baseline, 0)
        rate = counts[begin:start].sum() / (start - begin)
        yield Burst(
            start=int(start + busy[0]),
            end=int(start + busy[-1] + 1),
            baseline=int(begin),
            baseline_end=int(start),
            events=int(counts[start : start + window].sum()),
            expected=round(float(rate * window), 2),
            statistic=round(-negative, 3),
            p=null.p(-negative),
        )
