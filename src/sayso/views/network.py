"""Readings as a network: who is said to do what to whom, and how often, on whose word.

Comes in: readings. Goes out: a networkx graph, or GraphML, which Gephi, Cytoscape, igraph and
networkx read. Nodes are parties; an edge leads from an actor to a recipient for each PLOVER type
that is told between them, and counts the claims that tell it, by how they are put and by who says
so. The idea in between: an edge is many claims and none of them a fact, so it never says that
something was done, only how many claims say what about it, and names some of them.

A party of the same name and code is one node in all documents. An event between equals (AGREE,
CONSULT, COOPERATE with several actors and no recipient) leads both ways.
Needs networkx (``pip install 'sayso[ledger]'``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import permutations, product
from typing import TYPE_CHECKING, Any, TextIO, get_args

from sayso.errors import MissingExtraError
from sayso.records import Claim, Event, Party, Reading, Status, VoiceKind

if TYPE_CHECKING:
    import networkx

#: An edge names so many of its claims, the first ones.
NAMED = 20

_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})

# What XML cannot hold.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Code and name of a party.
_Key = tuple[str, str]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def graph(readings: Iterable[tuple[Reading, Sequence[Claim] | None]]) -> networkx.MultiDiGraph:
    """The network of readings, each with the claims to keep (None: all).

    Nodes have ``name``, ``label`` (the same, under the name that Gephi looks for), ``code``,
    ``country``, ``sector`` and ``claims``, how many of the claims they are a party to. Edges have
    ``type``, ``quad``, ``weight`` (the number of claims), a count for each status (``happened``,
    ``denied`` ...) and each kind of the last voice (``voice_author``, ``voice_person`` ...), the
    mean ``score``, ``first_published`` and ``last_published``, ``first_day`` and ``last_day`` of
    the event where texts give a day, and ``claim_ids``, a JSON list of the first :data:`NAMED`.
    What is unknown is left out. A character that XML cannot hold becomes U+FFFD.

    Raises:
        MissingExtraError: networkx is not installed.
    """
    try:
        from networkx import MultiDiGraph
    except ImportError as error:
        raise MissingExtraError("a network", "ledger") from error
    nodes: dict[_Key, dict[str, Any]] = {}
    edges: dict[tuple[_Key, _Key, str], _Edge] = {}
    for reading, claims in readings:
        for claim in reading.claims if claims is None else claims:
            if claim.event is not None:
                _count(nodes, edges, reading, claim, claim.event)
    made = MultiDiGraph()
    ids = {key: f"p{number}" for number, key in enumerate(sorted(nodes), start=1)}
    for key, name in ids.items():
        made.add_node(name, **nodes[key])
    for number, (source, target, kind) in enumerate(sorted(edges), start=1):
        told = edges[source, target, kind].told()
        made.add_edge(ids[source], ids[target], key=f"e{number}", type=kind, **told)
    return made


def write(readings: Iterable[tuple[Reading, Sequence[Claim] | None]], stream: TextIO) -> None:
    """Write the network as GraphML, once all readings are counted.

    Args:
        readings: taken one at a time, none kept.
        stream: open for text.

    Raises:
        MissingExtraError: networkx is not installed.
    """
    made = graph(readings)
    from networkx import write_graphml_lxml

    held = BytesIO()
    write_graphml_lxml(made, held, named_key_ids=True)
    stream.write(held.getvalue().decode("utf-8"))


@dataclass
class _Edge:
    """What claims of one type say of one actor and one recipient."""

    quad: str
    weight: int = 0
    score: float = 0.0
    status: dict[str, int] = field(default_factory=lambda: dict.fromkeys(get_args(Status), 0))
    voices: dict[str, int] = field(default_factory=lambda: dict.fromkeys(get_args(VoiceKind), 0))
    published: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    claim_ids: list[str] = field(default_factory=list)

    def add(self, claim: Claim, event: Event, reading: Reading) -> None:
        self.weight += 1
        self.score += event.score
        self.status[claim.status] += 1
        self.voices[claim.voice.kind] += 1
        self.published = _span(self.published, reading.document.published)
        when = event.when
        if when is not None and when.precision in ("day", "time"):
            self.days = _span(self.days, when.value)
        if len(self.claim_ids) < NAMED:
            self.claim_ids.append(f"{reading.document.id}:{claim.id}")

    def told(self) -> dict[str, Any]:
        dates: dict[str, str] = {}
        for name, days in (("published", self.published), ("day", self.days)):
            if days:
                dates |= {f"first_{name}": days[0], f"last_{name}": days[-1]}
        return {
            "quad": self.quad,
            "weight": self.weight,
            **self.status,
            **{f"voice_{kind}": count for kind, count in self.voices.items()},
            "score": round(self.score / self.weight, 4),
            **dates,
            "claim_ids": _clean(json.dumps(self.claim_ids, ensure_ascii=False)),
        }


def _span(days: list[str], value: str | None) -> list[str]:
    """The first and the last day, now that there is one more."""
    day = _DAY.match(value or "")
    if day is None:
        return days
    return [min([*days, day.group()]), max([*days, day.group()])]


def _pairs(event: Event) -> Iterator[tuple[Party, Party]]:
    if not event.recipients and event.type in _MUTUAL:
        yield from permutations(event.actors, 2)
    yield from product(event.actors, event.recipients)


def _count(
    nodes: dict[_Key, dict[str, Any]],
    edges: dict[tuple[_Key, _Key, str], _Edge],
    reading: Reading,
    claim: Claim,
    event: Event,
) -> None:
    """Add a claim to the nodes of its parties and to the edges between them."""
    parties = {_key(party): party for party in (*event.recipients, *event.actors)}
    for key, party in parties.items():
        code, name = key
        node = nodes.setdefault(key, {"name": name, "label": name, "claims": 0})
        node["claims"] += 1
        for place, value in (("code", code), ("country", party.country), ("sector", party.sector)):
            if value:
                node.setdefault(place, _clean(value))
    for actor, recipient in _pairs(event):
        edge = edges.setdefault((_key(actor), _key(recipient), event.type), _Edge(event.quad))
        edge.add(claim, event, reading)


def _key(party: Party) -> _Key:
    return _clean(party.code or ""), _clean(party.name)


def _clean(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
