"""A network of ties as a picture: parties as circles, what they do to each other as arrows.

Comes in: a :class:`sayso.weighing.network.Network`. Goes out: bytes of an HTML page, a PNG or an
SVG. The idea in between: an arrow for each direction and quad class, side by side, as wide as it
has events; colour says the class, and a friendly one is drawn through, a hostile one dashed, so
that nothing hangs on colour alone. The places of the parties are those of a spring layout with a
fixed seed, so the same network is always the same picture.

Needs networkx (``pip install 'sayso[ledger]'``), altair and vl-convert-python
(``pip install 'sayso[weighing]'``).
"""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, sin, sqrt
from typing import TYPE_CHECKING, Any, get_args

from sayso.errors import MissingExtraError
from sayso.records import Quad
from sayso.views.chart import COLOURS, Form, saved

if TYPE_CHECKING:
    import altair

    from sayso.weighing.network import Network

_SIDE = 640
_SEED = 1
# How far apart the arrows between two parties run, and how near to a circle they end; the picture
# is two wide.
_APART = 0.022
_SHORT = 0.1
# A tooltip names so many claims.
_NAMED = 8


def draw(network: Network, form: Form) -> bytes:
    """The picture of a network.

    Args:
        network: what to show.
        form: ``html``, ``png`` or ``svg``.

    Raises:
        MissingExtraError: the packages are not installed.
    """
    return saved(_picture(network), form)


def _picture(network: Network) -> altair.LayerChart:
    try:
        import altair
        import vl_convert  # noqa: F401 - what altair draws pictures and pages with
    except ImportError as error:
        raise MissingExtraError("a picture", "weighing") from error
    names = list(get_args(Quad))
    colour = altair.Color("quad:N", title="quad class", sort=names).scale(
        domain=names, range=[COLOURS[name] for name in names]
    )
    places = standing(network)
    arrows = _arrows(network, places)
    edge = altair.Scale(domain=[-1.15, 1.15])
    x, y = altair.X("x:Q", axis=None).scale(edge), altair.Y("y:Q", axis=None).scale(edge)
    told = [altair.Tooltip(f"{name}:N") for name in ("tie", "quad", "events", "done", "claims")]
    drawn = altair.Chart(altair.InlineData(values=arrows))
    lines = drawn.mark_rule(opacity=0.8).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour, tooltip=told,
        strokeWidth=altair.StrokeWidth("width:Q", scale=None),
        strokeDash=altair.StrokeDash("quad:N", title="quad class", sort=names).scale(
            domain=names, range=[[1, 0], [1, 0], [6, 3], [6, 3]]
        ),
    )  # fmt: skip
    heads = drawn.mark_point(shape="triangle", filled=True, opacity=1).encode(
        x=altair.X("x2:Q", axis=None).scale(edge), y=altair.Y("y2:Q", axis=None).scale(edge),
        color=colour, tooltip=told,
        angle=altair.Angle("angle:Q", scale=None), size=altair.Size("head:Q", scale=None),
    )  # fmt: skip
    circles = altair.Chart(
        altair.InlineData(
            values=[
                {"party": party, "events": events, "x": places[party][0], "y": places[party][1]}
                for party, events in network.parties.items()
            ]
        )
    )
    dots = circles.mark_circle(color="#444", opacity=1).encode(
        x=x, y=y, size=altair.Size("events:Q", scale=altair.Scale(range=[60, 500]), legend=None),
        tooltip=[altair.Tooltip("party:N"), altair.Tooltip("events:Q")],
    )  # fmt: skip
    labels = circles.mark_text(dy=-15, fontWeight="bold").encode(x=x, y=y, text="party:N")
    picture: altair.LayerChart = (lines + heads + dots + labels).properties(
        width=_SIDE,
        height=_SIDE,
        title=altair.TitleParams(
            "Who is told to act on whom",
            subtitle="Width: events told. Drawn through: cooperation. Dashed: conflict.",
        ),
    )
    return picture


def standing(network: Network) -> dict[str, tuple[float, float]]:
    """Where each party stands; x and y lie between -1 and 1.

    Raises:
        MissingExtraError: networkx is not installed.
    """
    try:
        import networkx
    except ImportError as error:
        raise MissingExtraError("a picture of a network", "ledger") from error
    graph = networkx.Graph()
    graph.add_nodes_from(network.parties)
    graph.add_edges_from(sorted({tuple(sorted((t.actor, t.recipient))) for t in network.ties}))
    found = networkx.spring_layout(graph, seed=_SEED, k=2 / sqrt(max(len(graph), 1)))
    return {party: (round(float(x), 4), round(float(y), 4)) for party, (x, y) in found.items()}


def _arrows(network: Network, places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    most = max((tie.events for tie in network.ties), default=1)
    beside: dict[tuple[str, str], int] = {}
    rows = []
    for tie in network.ties:
        (x, y), (x2, y2) = places[tie.actor], places[tie.recipient]
        far = hypot(x2 - x, y2 - y) or 1.0
        turn = atan2(y2 - y, x2 - x)
        lane = beside[tie.actor, tie.recipient] = beside.get((tie.actor, tie.recipient), 0) + 1
        aside = _APART * (lane - 0.5)  # to the left of its way; the other direction has the right
        dx, dy = -sin(turn) * aside, cos(turn) * aside
        short = min(_SHORT, far / 3)
        more = " ..." if len(tie.claim_ids) > _NAMED else ""
        rows.append(
            {
                "tie": f"{tie.actor} > {tie.recipient}",
                "quad": tie.quad,
                "events": tie.events,
                "done": tie.done,
                "claims": ", ".join(tie.claim_ids[:_NAMED]) + more,
                "x": round(x + dx + cos(turn) * short, 4),
                "y": round(y + dy + sin(turn) * short, 4),
                "x2": round(x2 + dx - cos(turn) * short, 4),
                "y2": round(y2 + dy - sin(turn) * short, 4),
                "width": round(1 + 5 * sqrt(tie.events / most), 2),
                "head": round(40 + 110 * sqrt(tie.events / most), 1),
                "angle": round(90 - degrees(turn), 1),
            }
        )
    return rows
