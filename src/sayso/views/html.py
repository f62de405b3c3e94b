"""A reading as one page of HTML that needs nothing else: no server, no network, no other file.

Comes in: a reading. Goes out: the page as a string: the text with every claim marked by its voice,
a card for each claim, filters over both, and the reading itself as JSON. The page is complete
before any script runs; the script adds pairing, filtering and keys. What the text says can never
become markup: Jinja2 escapes, control characters are shown by name and isolated, and a content
security policy allows the page's own script and style by hash and nothing besides.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, get_args

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup, escape

from sayso.records import Reading, Status
from sayso.views import palette
from sayso.views.cards import Card, cards, speakers
from sayso.views.segments import Segment, paragraphs

# What can hide or reorder text: C0 and C1 controls, and Unicode's bidirectional controls.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_RUNS = re.compile(f"{_CONTROLS.pattern}+")
# Of controls in a row so many are named; the others are counted.
_NAMED = 3
_LANGUAGE = re.compile(r"[A-Za-z0-9-]+")
_NO_EVENT = "none"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def render(reading: Reading) -> str:
    """The page for a reading, as a complete HTML document to be written as UTF-8.

    Opens from a file as well as from a server; loads nothing. Claims are numbered from 1 in the
    order of ``reading.claims``, and ``#claim-12`` in the address points at the twelfth.
    """
    style = palette.css() + asset("page.css")
    script = asset("page.js")
    return _template().render(
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src '{_digest(script)}'",
                f"style-src '{_digest(style)}'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        desk=None,
        **context(reading),
    )


def context(reading: Reading) -> dict[str, Any]:
    """What ``reading.html`` shows of a reading; it also asks for ``desk``, None where none is."""
    shown = cards(reading.claims)
    cast = speakers(shown)
    document = reading.document
    statuses = Counter(claim.status for claim in reading.claims)
    types = Counter(claim.event.type if claim.event else _NO_EVENT for claim in reading.claims)
    own = sum(card.speaker.kind == "author" for card in shown)
    return {
        "data": _data(reading),
        "reading": reading,
        "document": document,
        "language": document.language if _LANGUAGE.fullmatch(document.language) else "",
        "title": document.title or "Untitled text",
        "published": day(document.published),
        "link": document.url if is_web(document.url) else None,
        "cards": shown,
        "own": own,
        "others": len(cast) - (1 if own else 0),
        "voices": cast,
        "statuses": [(name, statuses[name]) for name in get_args(Status) if statuses[name]],
        "types": sorted(types.items(), key=lambda item: (item[0] == _NO_EVENT, -item[1], item[0])),
        "article": _article(reading, shown),
    }


def environment(*folders: BaseLoader) -> Environment:
    """What templates of this look are made with: theirs, and those of this room.

    Everything is escaped; ``shown`` also names control characters, ``plain`` does so where no
    markup can stand.
    """
    made = Environment(
        loader=ChoiceLoader([*folders, PackageLoader("sayso.views", "data")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"shown": _shown, "plain": _plain, "day": day}
    return made


def day(value: str | None) -> str | None:
    """``2024-09-16`` as ``16 September 2024``; what is not a date stays as it is."""
    try:
        day = date.fromisoformat((value or "")[:10])
    except ValueError:
        return value
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def is_web(url: str | None) -> bool:
    """Whether a page may link to it."""
    return bool(url and re.match(r"https?://", url, re.IGNORECASE))


def _article(reading: Reading, shown: Sequence[Card]) -> Markup:
    """The text with its marks; white space between paragraphs stays, so that it adds up."""
    parts: list[Markup | str] = []
    for paragraph in paragraphs(reading):
        if paragraph.segments:
            marked = Markup("").join(_segment(part, shown) for part in paragraph.segments)
            parts.append(Markup('<p class="{}" dir="auto">{}</p>').format(paragraph.kind, marked))
        parts.append(_shown(paragraph.gap))
    return Markup("").join(parts)


def _segment(segment: Segment, shown: Sequence[Card]) -> Markup:
    """One span. Its classes are those that the script computes again when a filter changes."""
    body = _shown(segment.text)
    if not segment.claims and not segment.roles and not segment.loaded:
        return body
    classes = ["s"]
    attributes = Markup("")
    if segment.loaded:
        classes.append("w")
    if segment.ends:
        classes.append("e")
    if segment.claims:
        classes += _look([shown[at] for at in segment.claims])
        attributes += Markup(' data-claims="{}"').format(_join(segment.claims))
    if segment.begins:
        letters = dict.fromkeys(shown[at].speaker.letter for at in segment.begins)
        attributes += Markup(' data-begins="{}" data-mark="{}" data-number="{}"').format(
            _join(segment.begins),
            " ".join(filter(None, letters)),
            ",".join(str(shown[at].number) for at in segment.begins),
        )
    if segment.roles:
        attributes += Markup(' data-roles="{}"').format(
            " ".join(f"{role}:{at}" for role, at in segment.roles)
        )
    return Markup('<span class="{}"{}>{}</span>').format(" ".join(classes), attributes, body)


def _look(covering: Sequence[Card]) -> list[str]:
    """Ground of the innermost voice, and a rule for each level of the chains that pass here."""
    rules: dict[int, str] = {}
    for card in covering:
        rules.setdefault(card.depth, card.speaker.look)
    return [f"t{'-' if covering[0].speaker.look == 'a' else ''}{covering[0].speaker.look}"] + [
        f"r{level}-{look}" for level, look in sorted(rules.items())
    ]


def _join(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _shown(text: str) -> Markup:
    """Escaped, with control characters named on the page and kept from acting outside themselves.

    A carriage return is written as a reference because a parser would turn it into a line feed;
    NUL, which no page can hold, as U+FFFD.
    """
    parts: list[str] = []
    at = 0
    for found in _RUNS.finditer(text):
        run = found.group()
        named = _named if len(run) <= _NAMED else _named.__wrapped__  # those come again
        parts += (escape(text[at : found.start()]), named(run))
        at = found.end()
    parts.append(escape(text[at:]))
    return Markup("".join(parts).replace("\r", "&#13;"))  # noqa: S704 - each part is escaped


@lru_cache(maxsize=256)
def _named(run: str) -> Markup:
    """Control characters in a row, in one frame that says which."""
    codes = [_code(one) for one in run[:_NAMED]]
    names = dict.fromkeys(
        unicodedata.name(one, "control character").lower() for one in run[:_NAMED]
    )
    if len(run) > _NAMED:
        codes.append(f"and {len(run) - _NAMED:,} more")
    return Markup('<bdi class="ctl" data-code="{}" title="{}">{}</bdi>').format(
        " ".join(codes), ", ".join(names), run.replace("\0", "\ufffd")
    )


def _plain(text: str) -> str:
    """For attributes and the window's title, where no markup can isolate."""
    return _CONTROLS.sub(lambda found: f"[{_code(found.group())}]", text)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _data(reading: Reading) -> Markup:
    """The reading as JSON that no HTML parser can mistake for markup."""
    text = reading.model_dump_json()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped for a script element just above


def _digest(content: str) -> str:
    hashed = hashlib.sha256(content.encode()).digest()
    return "sha256-" + base64.b64encode(hashed).decode()


def asset(name: str) -> str:
    """A file of this room that pages are made of."""
    return files("sayso.views").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return environment().get_template("page.html")
