"""A series as strips of bars, one for each quad class, for a page to draw as SVG.

Comes in: counts by period, quad class and way of putting it. Goes out: where bars, ticks and bands
stand, in the units of one drawing. The idea in between: what is told as done is filled, the rest
hollow on top of it, so nothing hangs on colour; every period is a link to its claims, so the
drawing needs no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sayso.records import Quad

#: The drawing, and where its bars begin.
WIDTH, LEFT, TOP = 960, 8, 22

#: A strip with its name above it.
_HEIGHT, _ROOM = 64, 92
_TICKS = 8

# A day under the drawing is so wide.
_TICK = 72

#: The colour of each quad class.
HUES = {
    "verbal cooperation": "teal",
    "material cooperation": "blue",
    "verbal conflict": "amber",
    "material conflict": "brick",
}


@dataclass(frozen=True)
class Bar:
    """A period of a strip: two heights, the filled one below; and what it says in words."""

    period: date
    told_done: int
    told_otherwise: int
    x: float
    width: float
    done: float
    other: float
    words: str
    link: str


@dataclass(frozen=True)
class Strip:
    """A quad class: where it stands, its bars."""

    quad: str
    hue: str
    base: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Strips:
    """The whole drawing: strips, ticks under them, and bands behind them.

    ``most`` is the highest count of any period of any strip.
    """

    width: int
    height: int
    periods: tuple[date, ...]
    most: int
    strips: tuple[Strip, ...]
    ticks: tuple[tuple[float, str], ...]
    bands: tuple[tuple[float, float, str], ...]


def drawn(
    periods: Sequence[date],
    counts: Iterable[tuple[date, str, bool, int]],
    bands: Iterable[tuple[date, date, str]],
    link: Callable[[date], str],
) -> Strips:
    """Lay a series out.

    Args:
        periods: the first day of each.
        counts: period, quad class, whether it is told as done, events.
        bands: stretches of days to mark, with what to call them.
        link: where a period leads.
    """
    told: dict[tuple[date, str], list[int]] = {}
    for period, quad, done, events in counts:
        told.setdefault((period, quad), [0, 0])[0 if done else 1] += events
    step = (WIDTH - 2 * LEFT) / max(1, len(periods))
    places = {period: LEFT + number * step for number, period in enumerate(periods)}
    most = max((sum(pair) for pair in told.values()), default=1)
    strips = []
    for number, quad in enumerate(get_args(Quad)):
        base = TOP + number * _ROOM + _HEIGHT
        bars = tuple(
            Bar(
                period,
                pair[0],
                pair[1],
                round(places[period], 2),
                round(max(step * 0.84, 0.8), 2),
                round(_HEIGHT * pair[0] / most, 2),
                round(_HEIGHT * pair[1] / most, 2),
                f"{period}: {quad}, {pair[0]} told as done, {pair[1]} not",
                link(period),
            )
            for (period, of), pair in sorted(told.items())
            if of == quad and period in places
        )
        strips.append(Strip(quad, HUES[quad], base, bars))
    every = max(1, -(-len(periods) // _TICKS))
    ticks = tuple(
        (round(places[day], 2), day.isoformat())
        for day in periods[::every]
        if places[day] < WIDTH - _TICK  # one that would be cut off is left out
    )
    height = TOP + len(strips) * _ROOM + 8
    return Strips(
        WIDTH, height, tuple(periods), most, tuple(strips), ticks,
        tuple(_bands(periods, bands, step)),
    )  # fmt: skip


def _bands(
    periods: Sequence[date], bands: Iterable[tuple[date, date, str]], step: float
) -> Iterable[tuple[float, float, str]]:
    for first, last, words in bands:
        inside = [number for number, day in enumerate(periods) if first <= day <= last]
        before = [number for number, day in enumerate(periods) if day <= first]
        start = before[-1] if before else 0
        end = max(inside[-1] if inside else start, start)
        yield round(LEFT + start * step, 2), round((end - start + 1) * step, 2), words
