"""A dyad's series for a person at a terminal: a line for each period, with a bar.

Comes in: series of :func:`sayso.weighing.dyads.series`. Goes out: lines on a Rich console. In a bar
every event is a sign, ``+`` for cooperation and ``#`` for conflict, or stands for several where
there are many; so it needs no colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import get_args

from rich.console import Console

from sayso.labels import counted
from sayso.records import Quad
from sayso.views.grid import render
from sayso.weighing.dyads import Series

#: The longest bar, in signs.
BAR = 10

# More periods than this are shown only where something is told.
_MANY = 130

_QUADS: tuple[Quad, ...] = get_args(Quad)
_HEADS = ("verbal\ncoop.", "material\ncoop.", "verbal\nconflict", "material\nconflict")


def show(done: Series, other: Series, console: Console, told: str = "done") -> None:
    """Print a series.

    Args:
        done: what the bars and the columns of quad classes show, split by ``quad``.
        other: what else is told, the same periods; split by anything.
        console: where to.
        told: what ``done`` holds, in words.
    """
    counts: dict[tuple[date, str], int] = {}
    every: Counter[date] = Counter()
    scores: Counter[date] = Counter()
    for row in done.cells.to_pylist():
        counts[row["period"], row["quad"]] = row["events"]
        every[row["period"]] += row["events"]
        scores[row["period"]] += row["score"]
    rest: Counter[date] = Counter()
    for row in other.cells.to_pylist():
        rest[row["period"]] += row["events"]
    share = max(1, ceil(max(every.values(), default=0) / BAR))
    periods = done.periods()
    rows = []
    for period in periods:
        quads = [counts.get((period, quad), 0) for quad in _QUADS]
        if len(periods) > _MANY and not sum(quads) and not rest[period]:
            continue
        mean = round(scores[period] / sum(quads), 1) if sum(quads) else None
        rows.append((period, *(n or None for n in quads), mean, bar(quads, share), rest[period]))
    columns = [done.by, *_HEADS, "mean\nscore", told, f"not\n{told}"]
    render(columns, [(*row[:-1], row[-1] or None) for row in rows], console)
    if share > 1:
        console.print(f"Each + or # stands for up to {share} events.")


def bar(quads: list[int], share: int = 1) -> str:
    """A bar of the counts of each quad class, the friendly ones first.

    >>> bar([2, 0, 1, 3])
    '++####'
    """
    friendly, hostile = quads[0] + quads[1], quads[2] + quads[3]
    return "+" * ceil(friendly / share) + "#" * ceil(hostile / share)


def sums(series: Series) -> Iterator[str]:
    """What a series rests on, in words: statuses, voices, and which dates it could use."""
    rows = series.cells.to_pylist()
    for name, title in (("status", "how put"), ("voice", "who says"), ("dated_by", "dated by")):
        found: Counter[str] = Counter()
        for row in rows:
            found[row[name]] += row["events"]
        if found:
            told = ", ".join(f"{value} {number}" for value, number in found.most_common())
            yield f"{title}: {told}"
    if series.undated:
        yield f"without a day that would do: {counted(series.undated, 'claim')}"
    if series.outside:
        yield f"before {series.since} or after {series.until}: {counted(series.outside, 'claim')}"
