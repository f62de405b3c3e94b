"""The drawings of pages as charts that a browser draws: with tooltips, by Vega-Lite.

Comes in: what a page with a drawing shows. Goes out: a specification of Vega-Lite, made by Altair,
and the scripts that draw it, which vl-convert holds in the version that Altair writes for. The idea
in between: what stands in a ledger goes into the rows of ``data`` and nowhere else, so no name can
become an expression; and colours are those of the page's style sheet, so a chart follows light and
dark without being drawn anew.

Needs altair and vl-convert-python (``pip install 'sayso[weighing]'``); without them, and in
browsers without scripts, pages keep the drawing that the server made.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from math import atan2, ceil, degrees, hypot
from typing import TYPE_CHECKING, Any

from sayso.errors import MissingExtraError
from sayso.web import diagram
from sayso.web.diagram import Diagram
from sayso.web.strips import Strip, Strips
from sayso.weighing.dyads import Step, start_of

if TYPE_CHECKING:
    import altair

#: What draws the charts, among the files that pages load.
SCRIPTS = "vega.js"

#: A band to mark: its first and last day, and what to call it.
Band = tuple[date, date, str]

# A strip is so high, and so wide until the page gives it the room that there is.
_WIDTH, _HEIGHT = 600, 74
# Of a period, so much stays free on either side of its bar.
_FREE = 0.08
# So many days are named under a chart at most.
_TICKS = 8
_DAYS = {"day": 1, "week": 7, "month": 31}
# The side of a pointer that is as long and as wide as 1: its tip, and the ends of its base.
_POINTER = "M0,0L0.5,1L-0.5,1Z"
_ALIGNED = {"start": "left", "middle": "center", "end": "right"}

_LOOK: dict[str, Any] = {
    "background": "transparent",
    "padding": {"left": 0, "right": 2, "top": 4, "bottom": 2},
    "view": {"stroke": None},
    "title": {"color": "var(--ink)", "fontSize": 13, "fontWeight": "normal", "offset": 5},
    "axis": {
        "labelColor": "var(--soft)", "domainColor": "var(--edge)", "tickColor": "var(--edge)",
        "gridColor": "var(--hair)", "labelFontSize": 11.5, "title": None,
    },
}  # fmt: skip

# What a page needs of the scripts.
_GLOBAL = "window.vegaEmbed = vegaEmbed;"

_turn = threading.Lock()


@cache
def available() -> bool:
    """Whether charts can be made here."""
    return all(find_spec(name) is not None for name in ("altair", "vl_convert"))


def scripts() -> bytes:
    """Vega, Vega-Lite and Vega-Embed in one file, made when it is first asked for.

    Raises:
        MissingExtraError: the packages are not installed.
    """
    with _turn:
        return _scripts()


@cache
def _scripts() -> bytes:
    alt = _altair()
    import vl_convert

    version = ".".join(alt.SCHEMA_VERSION.split(".")[:2])
    text: str = vl_convert.javascript_bundle(_GLOBAL, version)
    return text.encode()


@cache
def version() -> str:
    """Changes whenever the scripts may."""
    return "-".join(map(metadata.version, ("altair", "vl-convert-python")))


def series(drawn: Strips, by: Step, bands: Sequence[Band]) -> dict[str, Any]:
    """Strips of bars, as :func:`sayso.web.strips.drawn` lays them out.

    Each strip is as wide as the view, which may be made wider or narrower.

    Args:
        drawn: the strips; their bars hold counts, words and links.
        by: how long a period is.
        bands: stretches of days to mark.

    Raises:
        MissingExtraError: altair is not installed.
    """
    alt = _altair()
    ends = (_at(drawn.periods[0]), _at(_following(drawn.periods[-1], by)))
    shaded = _bands(bands, by, ends)
    last = drawn.strips[-1]
    every = drawn.periods[:: ceil(len(drawn.periods) / _TICKS)]
    ticks = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in every]
    charts = [
        _strip(one, drawn.most, by, ends, shaded, ticks if one is last else [])
        for one in drawn.strips
    ]
    made = alt.vconcat(*charts, spacing=12)
    return _told(made, "Events by period and kind; each bar leads to its claims")


def _strip(
    strip: Strip,
    most: int,
    by: Step,
    ends: tuple[str, str],
    shaded: Sequence[dict[str, str]],
    ticks: Sequence[altair.DateTime],
) -> altair.LayerChart:
    """One strip, with ticks under it."""
    alt = _altair()
    colour = f"var(--{strip.hue}-line)"
    days = alt.Axis(
        grid=False,
        domain=False,
        labels=bool(ticks),
        ticks=bool(ticks),
        labelOverlap=True,
        labelBound=True,
        values=ticks,
        format="%-d %b %Y",
    )
    events = alt.Axis(format="d", tickMinStep=1, tickCount=3, domain=False, ticks=False)
    scale = alt.Scale(domain=[0, most], nice=True)

    def across(start: str, end: str) -> dict[str, Any]:
        return {"x": alt.X(f"{start}:T", title=None, axis=days), "x2": f"{end}:T"}

    def up(low: str) -> altair.Y:
        made: altair.Y = alt.Y(f"{low}:Q", title=None, axis=events, scale=scale)
        return made

    bars = _bars(strip, by)
    layers = [
        alt.Chart(_data(shaded))
        .mark_rect(fill="var(--author-strong)", aria=False)
        .encode(**across("start", "end"), tooltip=alt.Tooltip("words:N", title="alert")),
        alt.Chart(_data([one for one in bars if one["done"]]))
        .mark_bar(fill=colour, aria=False)
        .encode(**across("from", "to"), y=up("low"), y2="done:Q"),
        alt.Chart(_data([one for one in bars if one["other"]]))
        .mark_bar(fill="var(--paper)", stroke=colour, strokeWidth=1, aria=False)
        .encode(**across("from", "to"), y=up("done"), y2="high:Q"),
        # The line under the bars, which makes each strip as long as all periods.
        alt.Chart(_data([{"start": ends[0], "end": ends[1], "low": 0}]))
        .mark_rule(stroke="var(--edge)", aria=False)
        .encode(**across("start", "end"), y=up("low")),
        alt.Chart(_data(bars))
        .mark_rect(fill="transparent", cursor="pointer", ariaRole="link", ariaRoleDescription="bar")
        .encode(
            **across("start", "end"),
            description="words:N",
            tooltip=[
                alt.Tooltip("period:N", title=by),
                alt.Tooltip("done:Q", title="told as done"),
                alt.Tooltip("other:Q", title="told otherwise"),
            ],
        ),
    ]
    held = [one for one in layers if one.data.values]
    title = alt.TitleParams(strip.quad, anchor="start")
    made: altair.LayerChart = alt.layer(*held).properties(width=_WIDTH, height=_HEIGHT, title=title)
    return made


def network(drawn: Diagram) -> dict[str, Any]:
    """Circles and arrows, as :func:`sayso.web.diagram.diagram` lays them out.

    Raises:
        MissingExtraError: altair is not installed.
    """
    alt = _altair()
    width = alt.Scale(domain=[0, diagram.WIDTH], nice=False, zero=False)
    height = alt.Scale(domain=[0, diagram.HEIGHT], nice=False, zero=False, reverse=True)
    x, y = alt.X("x:Q", axis=None, scale=width), alt.Y("y:Q", axis=None, scale=height)
    ties = alt.Chart(_data(_ties(drawn)))
    parties = alt.Chart(_data(_parties(drawn)))
    colour = alt.Stroke("colour:N", scale=None, legend=None)
    line = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    layers = [
        *(
            ties.transform_filter(f"datum.hostile === {hostile}")
            .mark_rule(strokeDash=dash, aria=False)
            .encode(**line, stroke=colour, strokeWidth=alt.StrokeWidth("width:Q", scale=None))
            for hostile, dash in (("false", [1, 0]), ("true", [7, 4]))
        ),
        ties.mark_point(shape=_POINTER, strokeWidth=0, opacity=1, aria=False).encode(
            x=alt.X("tip_x:Q", axis=None, scale=width),
            y=alt.Y("tip_y:Q", axis=None, scale=height),
            fill=alt.Fill("colour:N", scale=None, legend=None),
            angle=alt.Angle("angle:Q", scale=None), size=alt.Size("head:Q", scale=None),
        ),
        ties.mark_rule(
            stroke="transparent", strokeWidth=12, cursor="pointer",
            ariaRole="link", ariaRoleDescription="arrow",
        ).encode(
            **line, description="words:N",
            tooltip=[alt.Tooltip("tie:N"), alt.Tooltip("quad:N", title="what"),
                     alt.Tooltip("events:Q"), alt.Tooltip("done:Q", title="told as done")],
        ),
        parties.mark_circle(
            color="var(--ink)", stroke="var(--paper)", strokeWidth=2, opacity=1,
            cursor="pointer", ariaRole="link", ariaRoleDescription="party",
        ).encode(
            x=x, y=y, size=alt.Size("size:Q", scale=None), description="words:N",
            tooltip=[alt.Tooltip("party:N"), alt.Tooltip("events:Q")],
        ),
        *(
            parties.transform_filter(f"datum.anchor === '{anchor}'")
            .mark_text(align=align, baseline="alphabetic", fill="var(--ink)", aria=False,
                       fontSize=14, fontWeight=600)
            .encode(
                x=alt.X("name_x:Q", axis=None, scale=width),
                y=alt.Y("name_y:Q", axis=None, scale=height), text="party:N",
            )
            for anchor, align in _ALIGNED.items()
        ),
    ]  # fmt: skip
    made = alt.layer(*layers).properties(width=diagram.WIDTH, height=diagram.HEIGHT)
    return _told(made, "Who is told to act on whom; each circle and arrow leads to its dyad")


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise MissingExtraError("a chart", "weighing") from error
    return altair


def _data(rows: Sequence[dict[str, Any]]) -> altair.InlineData:
    made: altair.InlineData = _altair().InlineData(values=list(rows))
    return made


def _told(chart: altair.TopLevelMixin, words: str) -> dict[str, Any]:
    """A chart as its specification; checked by tests, not each time: that takes seconds."""
    made: dict[str, Any] = chart.properties(description=words, config=_LOOK).to_dict(validate=False)
    return made


def _bars(strip: Strip, by: Step) -> list[dict[str, Any]]:
    rows = []
    for bar in strip.bars:
        end = _following(bar.period, by)
        free = (end - bar.period) * _FREE
        rows.append(
            {
                "period": f"{bar.period}", "start": _at(bar.period), "end": _at(end),
                "from": _at(bar.period, free), "to": _at(end, -free),
                "low": 0, "done": bar.told_done, "other": bar.told_otherwise,
                "high": bar.told_done + bar.told_otherwise,
                "words": bar.words, "link": bar.link,
            }
        )  # fmt: skip
    return rows


def _bands(bands: Sequence[Band], by: Step, ends: tuple[str, str]) -> list[dict[str, str]]:
    """Bands as far as they lie between the ends."""
    rows = []
    for first, last, words in bands:
        start = max(_at(start_of(first, by)), ends[0])
        end = min(_at(_following(start_of(last, by), by)), ends[1])
        if start < end:
            rows.append({"start": start, "end": end, "words": words})
    return rows


def _ties(drawn: Diagram) -> list[dict[str, Any]]:
    rows = []
    for one in drawn.arrows:
        (tip_x, tip_y), left, right = one.corners
        base = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
        long = hypot(tip_x - base[0], tip_y - base[1])
        turn = atan2(tip_y - base[1], tip_x - base[0])
        rows.append(
            {
                "tie": f"{one.actor} → {one.recipient}", "quad": one.quad, "events": one.events,
                "done": one.done, "hostile": one.hostile, "words": one.words, "link": one.link,
                "colour": f"var(--{one.hue}-line)", "width": one.width,
                "x": one.x, "y": one.y, "x2": one.x2, "y2": one.y2,
                "tip_x": tip_x, "tip_y": tip_y, "angle": round(degrees(turn) + 90, 1),
                "head": round(4 * long**2, 1),
            }
        )  # fmt: skip
    return rows


def _parties(drawn: Diagram) -> list[dict[str, Any]]:
    return [
        {
            "party": one.party, "events": one.events, "words": one.words, "link": one.link,
            "x": one.x, "y": one.y, "size": round(4 * one.radius**2, 1),
            "name_x": one.name_x, "name_y": one.name_y, "anchor": one.anchor,
        }
        for one in drawn.nodes
    ]  # fmt: skip


def _following(period: date, by: Step) -> date:
    """The first day of the next period."""
    return start_of(period + timedelta(days=_DAYS[by]), by)


def _at(day: date, later: timedelta = timedelta()) -> str:
    """A moment, which a browser takes for local time, as it should."""
    return (datetime.combine(day, time()) + later).isoformat(timespec="seconds")
