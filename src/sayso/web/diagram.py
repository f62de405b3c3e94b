"""A network of ties as a diagram, for a page to draw as SVG.

Comes in: a :class:`sayso.weighing.network.Network`. Goes out: where circles and arrows stand, in
the units of one drawing. The idea in between: the parties stand where ``sayso network --plot`` puts
them; an arrow for each direction and quad class runs beside the others of its pair; what is
friendly is drawn through and what is hostile dashed, so nothing hangs on colour; and all of it are
links, so the drawing needs no script.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import get_args

from sayso.errors import MissingExtraError
from sayso.labels import counted
from sayso.records import Quad
from sayso.views.ties import standing
from sayso.web.strips import HUES
from sayso.weighing.network import Network, Tie

#: The drawing.
WIDTH, HEIGHT = 960, 600

#: A diagram of more parties is no longer read.
MOST = 30

# Room for names around the circles.
_SIDE, _ABOVE = 90, 44

# Units between an arrow and the circle that it leads to.
_GAP = 5

_CONFLICT = frozenset({"verbal conflict", "material conflict"})


@dataclass(frozen=True)
class Node:
    """A party as a circle, what it says in words, and where its name stands beside it."""

    party: str
    events: int
    x: float
    y: float
    radius: float
    words: str
    name_x: float
    name_y: float
    anchor: str
    link: str


@dataclass(frozen=True)
class Arrow:
    """A tie as a line with a head, a triangle; its corners, the tip first."""

    actor: str
    recipient: str
    quad: Quad
    events: int
    done: int
    x: float
    y: float
    x2: float
    y2: float
    width: float
    corners: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    hue: str
    hostile: bool
    words: str
    link: str


@dataclass(frozen=True)
class Diagram:
    """The whole drawing, and how many ties it has no room for."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    left_out: int
    legend: tuple[tuple[str, str, bool], ...]


def diagram(network: Network, link: Callable[[str, str | None], str]) -> Diagram | None:
    """Lay a network out; None where it is empty, or what lays it out isn't installed.

    Args:
        network: what to show.
        link: where a party leads, or a pair.
    """
    chosen = _chosen(network)
    if not chosen.ties:
        return None
    try:
        found = standing(chosen)
    except MissingExtraError:
        return None
    places = _spread(found)
    events = chosen.parties
    most = max(events.values())
    beside: dict[str, set[str]] = {party: set() for party in events}
    for tie in chosen.ties:
        beside[tie.actor].add(tie.recipient)
        beside[tie.recipient].add(tie.actor)
    nodes = {}
    for party, count in events.items():
        radius = round(6 + 12 * sqrt(count / most), 1)
        x, y = places[party]
        name_x, name_y, anchor = _name((x, y), radius, [places[it] for it in beside[party]])
        words = f"{party}: {counted(count, 'event')}"
        nodes[party] = Node(
            party, count, x, y, radius, words, name_x, name_y, anchor, link(party, None)
        )  # fmt: skip
    taken: dict[tuple[str, str], float] = {}  # of the room to the right of a pair's way
    strongest = max(tie.events for tie in chosen.ties)
    arrows = []
    for tie in chosen.ties:
        way = (tie.actor, tie.recipient)
        width = round(1.2 + 3.6 * sqrt(tie.events / strongest), 1)
        to = link(tie.actor, tie.recipient)
        aside = taken.get(way, 1.0) + _head(width) / 2
        taken[way] = aside + _head(width) / 2
        arrows.append(_arrow(tie, nodes[tie.actor], nodes[tie.recipient], width, aside, to))
    left_out = len(network.ties) - len(chosen.ties)
    legend = tuple((name, HUES[name], name in _CONFLICT) for name in get_args(Quad))
    return Diagram(WIDTH, HEIGHT, tuple(nodes.values()), tuple(arrows), left_out, legend)


def _chosen(network: Network) -> Network:
    """The ties between the parties that are met first when ties are taken by their events."""
    parties: set[str] = set()
    for tie in network.ties:
        new = {tie.actor, tie.recipient} - parties
        if tie.actor != tie.recipient and len(parties) + len(new) <= MOST:
            parties |= new
    ties = (
        tie
        for tie in network.ties
        if tie.actor != tie.recipient and {tie.actor, tie.recipient} <= parties
    )
    return Network(tuple(ties), network.unnamed)


def _spread(found: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The places, stretched to the edges of the drawing."""
    spread: dict[str, list[float]] = {party: [] for party in found}
    for axis, (size, edge) in enumerate(((WIDTH, _SIDE), (HEIGHT, _ABOVE))):
        values = [place[axis] for place in found.values()]
        low, wide = min(values), max(values) - min(values)
        for party, place in found.items():
            share = (place[axis] - low) / wide if wide else 0.5
            spread[party].append(round(edge + share * (size - 2 * edge), 1))
    return {party: (x, y) for party, (x, y) in spread.items()}


def _name(
    place: tuple[float, float], radius: float, others: Sequence[tuple[float, float]]
) -> tuple[float, float, str]:
    """Where a party's name stands: on the side that is farthest from where arrows come from."""
    x, y = place
    ways = [atan2(other_y - y, other_x - x) for other_x, other_y in others]

    def free(side: float) -> float:
        return min((abs((way - side + pi) % (2 * pi) - pi) for way in ways), default=pi)

    sides = {
        -pi / 2: (x, y - radius - 6, "middle"),
        pi / 2: (x, y + radius + 17, "middle"),
        0.0: (x + radius + 7, y + 5, "start"),
        pi: (x - radius - 7, y + 5, "end"),
    }
    name_x, name_y, anchor = sides[max(sides, key=free)]
    return round(name_x, 1), round(name_y, 1), anchor


def _head(width: float) -> float:
    """How wide and long the head of an arrow is."""
    return 4.5 + 1.5 * width


def _arrow(tie: Tie, start: Node, end: Node, width: float, aside: float, link: str) -> Arrow:
    """An arrow so far to the right of its way; the other direction has the other side."""
    turn = atan2(end.y - start.y, end.x - start.x)
    along, across = (cos(turn), sin(turn)), (-sin(turn), cos(turn))
    size = _head(width)
    length = hypot(end.x - start.x, end.y - start.y)
    first = min(start.radius + _GAP, length / 3)
    tip = max(length - end.radius - _GAP, first + size)

    def at(far: float, wide: float) -> tuple[float, float]:
        return (
            round(start.x + far * along[0] + wide * across[0], 1),
            round(start.y + far * along[1] + wide * across[1], 1),
        )

    corners = (at(tip, aside), at(tip - size, aside + size / 2), at(tip - size, aside - size / 2))
    return Arrow(
        tie.actor, tie.recipient, tie.quad, tie.events, tie.done,
        *at(first, aside), *at(tip - size + 1, aside), width, corners,
        HUES[tie.quad], tie.quad in _CONFLICT,
        f"{tie.actor} to {tie.recipient}, {tie.quad}: "
        f"{counted(tie.events, 'event')}, {tie.done} told as done",
        link,
    )  # fmt: skip
