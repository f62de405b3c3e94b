"""What a web page says that it is: news, opinion, a speech, an interview.

Comes in: the parsed page and its address. Goes out: a genre with a confidence, ``unknown`` and 0.0
where the page says nothing. The idea in between: publishers label their pages for search engines,
as a schema.org type in JSON-LD (``OpinionNewsArticle``), as a section (Open Graph's
``article:section``), or as a word of the address (``/opinion/``). ``data/pagetypes.csv`` holds
what each label is worth; the most trusted one found wins.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from sayso.records import Genre

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_BROKEN_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"([A-Za-z]{3,40})"')
_BROKEN_SECTION = re.compile(r'"articleSection"\s*:\s*\[?\s*"([^"]{2,60})"')
_SECTION_META = ("article:section", "og:article:section", "section", "parsely-section")


@dataclass(frozen=True)
class Label:
    """One thing that a page says about itself: a schema.org ``type`` or a ``section``."""

    kind: str
    name: str


def genre(tree: HtmlElement, url: str | None = None) -> tuple[Genre, float]:
    """The genre that the page claims for itself.

    Args:
        tree: the page, parsed by lxml.
        url: its canonical address, where known.

    Returns:
        The genre and how far the label can be trusted (0 to 1); ``("unknown", 0.0)`` without one.
    """
    known = [_worths()[label] for label in labels(tree, url) if label in _worths()]
    return max(known, key=lambda worth: worth[1], default=("unknown", 0.0))


def labels(tree: HtmlElement, url: str | None = None) -> Iterator[Label]:
    """Every label of the page that could tell its genre, known to the table or not."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        yield from _json_labels(script.text_content())
    for meta in tree.iterfind(".//meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _SECTION_META:
            yield _section(meta.get("content") or "")
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return
    # The last part of the address is the article itself, and may well read /interview.
    for part in path.strip("/").split("/")[:-1]:
        yield _section(unquote(part))


def _json_labels(script: str) -> Iterator[Label]:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        yield from (Label("type", name) for name in _BROKEN_TYPE.findall(script)[:1])
        yield from (_section(name) for name in _BROKEN_SECTION.findall(script))
        return
    for node in _nodes(data, depth=0):
        for name in _strings(node.get("@type")):
            yield Label("type", name.rpartition("/")[2].rpartition(":")[2])
        for name in _strings(node.get("articleSection")):
            yield _section(name)


def _nodes(data: object, depth: int) -> Iterator[dict[str, Any]]:
    """The nodes that describe the page; not the articles it links to, which stand in other keys."""
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity"):
            yield from _nodes(data.get(key), depth + 1)


def _strings(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item


def _section(name: str) -> Label:
    """``Op-Ed`` and ``op_ed`` are one section."""
    return Label("section", " ".join(re.findall(r"\w+", name.replace("_", " ").lower())))


@cache
def _worths() -> dict[Label, tuple[Genre, float]]:
    table = files("sayso.intake").joinpath("data", "pagetypes.csv").read_text(encoding="utf-8")
    return {
        Label(row["kind"], row["name"]): (cast("Genre", row["genre"]), float(row["confidence"]))
        for row in csv.DictReader(table.splitlines())
    }
