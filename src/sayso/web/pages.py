"""Pages and their twins: one function answers both a page for people and the same as JSON.

Comes in: a function that makes an answer, a model of pydantic. Goes out: two routes: ``/claims``, a
page made of a template, and ``/claims.json``, the answer itself, which the OpenAPI description
tells of. The idea in between: a page shows nothing that its twin does not hold.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, PackageLoader
from pydantic import BaseModel

from sayso.labels import counted
from sayso.views import html, palette
from sayso.web import plots
from sayso.web.desk import Desk

_ASSETS = "data/assets"
_PLOT = ".vl.json"

#: Where pages lead, in the order of the bar above them.
PLACES: list[tuple[str, str]] = [
    ("/read", "Read a text"),
    ("/claims", "Claims"),
    ("/documents", "Texts"),
    ("/voices", "Voices"),
    ("/sources", "Sources"),
    ("/dyad", "Dyads"),
    ("/network", "Network"),
    ("/alerts", "Alerts"),
    ("/forecasts", "Forecasts"),
    ("/stories", "Stories"),
    ("/contradictions", "Contradictions"),
    ("/review", "Review"),
    ("/ledger", "Ledger"),
]


@dataclass(frozen=True)
class Shown:
    """What a page's function gives: the answer, and what only its template needs."""

    answer: BaseModel
    context: Mapping[str, Any] = field(default_factory=dict)
    template: str | None = None


def desk_of(request: Request) -> Desk:
    """The desk that a request is put to."""
    desk: Desk = request.app.state.desk
    return desk


def page(
    router: APIRouter,
    path: str,
    template: str,
    answer: type[BaseModel],
    *,
    plot: Callable[[Shown], dict[str, Any] | None] | None = None,
) -> Callable[[Callable[..., Shown]], Callable[..., Shown]]:
    """Answer ``path`` with a page, and ``path.json`` with what it shows.

    Args:
        router: where to.
        path: of the page.
        template: in ``data/pages``.
        answer: the model of the answer.
        plot: makes of what is shown a chart for Vega-Lite, which is at ``path.vl.json``; None where
            there is nothing to draw.
    """

    def added(function: Callable[..., Shown]) -> Callable[..., Shown]:
        twin_path = f"{path if path != '/' else '/index'}.json"

        @wraps(function)
        def twin(**given: Any) -> BaseModel:
            return function(**given).answer

        @wraps(function)
        def shown(**given: Any) -> HTMLResponse:
            made = function(**given)
            context = {"answer": made.answer, **made.context}
            return rendered(given["request"], made.template or template, context)

        # With the names of its parameters' types resolved where they are known: in its module.
        signature = inspect.signature(function, eval_str=True)
        vars(twin)["__signature__"] = signature.replace(return_annotation=answer)
        vars(shown)["__signature__"] = signature.replace(return_annotation=HTMLResponse)
        summary = inspect.cleandoc(function.__doc__ or "").split("\n")[0]
        router.get(twin_path, response_model=answer, summary=summary)(twin)
        if plot is not None:
            router.get(
                f"{path}{_PLOT}", summary=f"{summary} As a chart: a specification of Vega-Lite."
            )(_charted(function, plot))
        router.get(path, include_in_schema=False, response_class=HTMLResponse)(shown)
        return function

    return added


def _charted(
    function: Callable[..., Shown], plot: Callable[[Shown], dict[str, Any] | None]
) -> Callable[..., JSONResponse]:
    @wraps(function)
    def charted(**given: Any) -> JSONResponse:
        made = plot(function(**given))
        if made is None:
            raise HTTPException(404, "there is nothing to draw")
        return JSONResponse(made)

    signature = inspect.signature(function, eval_str=True)
    vars(charted)["__signature__"] = signature.replace(return_annotation=JSONResponse)
    return charted


def rendered(
    request: Request, template: str, context: Mapping[str, Any], status: int = 200
) -> HTMLResponse:
    """A page made of a template."""
    query = f"?{request.url.query}" if request.url.query else ""
    path = request.url.path
    around = {
        "path": path,
        "plot": f"{path}{_PLOT}{query}" if plots.available() else None,
        "twin": f"{path if path != '/' else '/index'}.json{query}",
        "places": PLACES,
        "desk": desk_of(request),
        "closed": request.app.state.entry.access.closed,
        "outside": False,
    }
    text = templates().get_template(template).render({**around, **context})
    return HTMLResponse(text, status)


@cache
def templates() -> Environment:
    """The templates of all pages."""
    made = html.environment(PackageLoader("sayso.web", "data/pages"))
    made.globals |= {"address": address, "asset": asset_address, "slot": slot}
    made.filters["count"] = lambda number: f"{number:,}"
    made.filters["of"] = counted
    return made


def address(path: str, **parameters: Any) -> str:
    """A page with parameters; those that are None or empty are left out, lists are repeated.

    >>> address("/claims", who="the Kremlin", status=["denied", "asked"], text=None)
    '/claims?who=the+Kremlin&status=denied&status=asked'
    """
    pairs = []
    for name, value in parameters.items():
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(name.rstrip("_"), one) for one in values if one not in (None, "", False)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def slot(key: str, what: str = "review") -> str:
    """The id of the piece of a page that shows the review of a claim, or something else of it."""
    return f"{what}-{sha256(key.encode()).hexdigest()[:16]}"


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """The files that pages load, by name: their bytes and their type."""
    folder = files("sayso.web").joinpath(_ASSETS)
    read = {
        name: folder.joinpath(name).read_text(encoding="utf-8")
        for name in ("desk.css", "desk.js", "chart.js", "review.js", "theme.js", "htmx.min.js")
    }
    read["desk.css"] = palette.css() + html.asset("page.css") + read["desk.css"]
    read["page.js"] = html.asset("page.js")
    kinds = {"css": "text/css", "js": "text/javascript"}
    return {
        name: (text.encode(), f"{kinds[name.rsplit('.', 1)[1]]}; charset=utf-8")
        for name, text in read.items()
    }


@cache
def asset_address(name: str) -> str:
    """Where a file is, under a name that changes when it does."""
    if name == plots.SCRIPTS:
        return f"/assets/{name}?v={plots.version()}"
    content, _ = assets()[name]
    return f"/assets/{name}?v={sha256(content).hexdigest()[:12]}"
