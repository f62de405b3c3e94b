"""A dyad's series as a chart: a page, a picture or a drawing.

Comes in: a series of :func:`sayso.weighing.dyads.series`, split by ``quad`` and ``status`` at
least. Goes out: bytes of an HTML page, a PNG or an SVG. The idea in between: each quad class has a
strip of its own under its name, and what is not told as done is hollow, so nothing hangs on colour.
A page holds all scripts that it needs and asks no other machine for any.

Needs altair and vl-convert-python (``pip install 'sayso[weighing]'``).
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Literal, get_args

from sayso.errors import MissingExtraError
from sayso.records import Quad
from sayso.weighing.dyads import DONE, Series, start_of

if TYPE_CHECKING:
    import altair

Form = Literal["html", "png", "svg"]

#: Colours that those who see few of them tell apart (Okabe and Ito, Color Universal Design, 2008).
COLOURS = {
    "verbal cooperation": "#56B4E9",
    "material cooperation": "#0072B2",
    "verbal conflict": "#E69F00",
    "material conflict": "#D55E00",
}
_WIDTH = 720
_HEIGHT = 90
# A picture is drawn with twice the dots, for screens that have them.
_SCALE = 2
# A tooltip names so many claims.
_NAMED = 8


def draw(series: Series, form: Form) -> bytes:
    """The chart of a series.

    Args:
        series: what to show.
        form: ``html``, ``png`` or ``svg``.

    Raises:
        MissingExtraError: the packages are not installed.
    """
    return saved(_chart(series), form)


def saved(chart: altair.TopLevelMixin, form: Form) -> bytes:
    """A chart of altair's as bytes of a page that needs no network, a picture or a drawing."""
    if form == "png":
        held = BytesIO()
        chart.save(held, format="png", scale_factor=_SCALE)
        return held.getvalue()
    text = StringIO()
    if form == "svg":
        chart.save(text, format="svg")
    else:
        chart.save(text, format="html", inline=True, embed_options={"actions": False})
    return text.getvalue().encode("utf8")


def _chart(series: Series) -> altair.FacetChart:
    try:
        import altair
        import vl_convert  # noqa: F401 - what altair draws pictures and pages with
    except ImportError as error:
        raise MissingExtraError("a chart", "weighing") from error
    altair.data_transformers.disable_max_rows()
    names = list(get_args(Quad))
    bars = (
        altair.Chart(altair.InlineData(values=_rows(series)))
        .mark_bar(strokeWidth=1)
        .encode(
            x=altair.X("start:T", title=series.by).scale(domain=_ends(series)),
            x2="end:T",
            y=altair.Y("high:Q", title="events", axis=altair.Axis(format="d", tickMinStep=1)),
            y2="low:Q",
            color=altair.Color("quad:N", sort=names, legend=None).scale(
                domain=names, range=[COLOURS[name] for name in names]
            ),
            stroke=altair.Stroke("quad:N", sort=names, legend=None).scale(
                domain=names, range=[COLOURS[name] for name in names]
            ),
            fillOpacity=altair.FillOpacity("told:N", legend=None).scale(
                domain=["done", "not done"], range=[0.9, 0.0]
            ),
            tooltip=[
                altair.Tooltip(f"{name}:N")
                for name in ("period", "quad", "told", "events", "claims")
            ],
        )
        .properties(width=_WIDTH, height=_HEIGHT)
    )
    chart: altair.FacetChart = bars.facet(
        row=altair.Row(
            "quad:N", sort=names, title=None, header=altair.Header(labelAngle=0, labelAlign="left")
        ),
        title=altair.TitleParams(
            f"What is told of {series.dyad}, by {series.by}",
            subtitle="Filled: told as done. Hollow, on top: planned, threatened, denied ...",
        ),
    )
    return chart


def _rows(series: Series) -> list[dict[str, Any]]:
    """A bar for each period, quad class and way of telling."""
    found: dict[tuple[Any, str, str], dict[str, Any]] = {}
    for row in series.cells.to_pylist():
        told = "done" if row["status"] in DONE else "not done"
        key = (row["period"], row["quad"], told)
        one = found.setdefault(key, {"events": 0, "claims": []})
        one["events"] += row["events"]
        one["claims"] += row["claim_ids"]
    bars = []
    for (period, quad, told), one in sorted(found.items()):
        done = found.get((period, quad, "done"))
        below = done["events"] if done is not None and told != "done" else 0
        more = " ..." if len(one["claims"]) > _NAMED else ""
        bars.append(
            {
                "period": period.isoformat(),
                "start": _moment(period),
                "end": _moment(_next(period, series)),
                "quad": quad,
                "told": told,
                "events": one["events"],
                "low": below,
                "high": below + one["events"],
                "claims": ", ".join(one["claims"][:_NAMED]) + more,
            }
        )
    return bars


def _ends(series: Series) -> list[str]:
    """The left and the right edge."""
    return [_moment(series.since), _moment(_next(series.periods()[-1], series))]


def _next(period: date, series: Series) -> date:
    return start_of(
        period + timedelta(days={"day": 1, "week": 7, "month": 31}[series.by]), series.by
    )


def _moment(day: date) -> str:
    """The beginning of a day, which a browser takes for local time, as it should."""
    return f"{day}T00:00:00"
