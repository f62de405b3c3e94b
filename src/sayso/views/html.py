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
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import get_args

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from sayso.records import Claim, Reading, Span, Status, Voice
from sayso.views import palette
from sayso.views.segments import Segment, paragraphs

# What can hide or reorder text: C0 and C1 controls, and Unicode's bidirectional controls.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_DEEPEST = 2  # chains of three voices and longer share the third rule under the text
_CONFIDENCE = ((0.9, "very high"), (0.75, "high"), (0.5, "moderate"), (0.3, "low"))
_NO_EVENT = "none"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Speaker:
    """A voice that is the last of at least one chain, as the page shows it.

    ``look`` is the suffix of its style classes: ``a`` for the author, else its palette index.
    """

    index: int
    label: str
    kind: str
    code: str | None
    look: str
    letter: str
    count: int


@dataclass(frozen=True)
class Card:
    """One claim with what the template cannot compute itself."""

    number: int
    claim: Claim
    speaker: Speaker
    chain: tuple[tuple[str, Voice, Speaker | None], ...]
    words: tuple[tuple[str, bool], ...]
    certainty: str
    confidence: str
    depth: int


def render(reading: Reading) -> str:
    """The page for a reading, as a complete HTML document to be written as UTF-8.

    Opens from a file as well as from a server; loads nothing. Claims are numbered from 1 in the
    order of ``reading.claims``, and ``#claim-12`` in the address points at the twelfth.
    """
    cast = _cast(reading.claims)
    cards = [
        Card(
            number,
            claim,
            cast[_key(claim.voice)],
            tuple((_label(voice), voice, cast.get(_key(voice))) for voice in claim.sayso),
            tuple(_words(claim)),
            _certainty(claim),
            _confidence(claim.confidence),
            min(len(claim.sayso) - 1, _DEEPEST),
        )
        for number, claim in enumerate(reading.claims, start=1)
    ]
    style = palette.css() + _asset("page.css")
    script = _asset("page.js")
    document = reading.document
    statuses = Counter(claim.status for claim in reading.claims)
    types = Counter(claim.event.type if claim.event else _NO_EVENT for claim in reading.claims)
    own = sum(card.speaker.kind == "author" for card in cards)
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
        data=_data(reading),
        reading=reading,
        document=document,
        language=document.language if re.fullmatch(r"[A-Za-z0-9-]+", document.language) else "",
        title=document.title or "Untitled text",
        published=_day(document.published),
        link=document.url if _is_web(document.url) else None,
        cards=cards,
        own=own,
        others=len(cast) - (1 if own else 0),
        voices=sorted(cast.values(), key=lambda speaker: speaker.index),
        statuses=[(name, statuses[name]) for name in get_args(Status) if statuses[name]],
        types=sorted(types.items(), key=lambda item: (item[0] == _NO_EVENT, -item[1], item[0])),
        article=_article(reading, cards),
    )


def _key(voice: Voice) -> tuple[str, str]:
    """Two links with the same key are the same voice; every hidden source is one."""
    return (voice.kind, "" if voice.kind in ("author", "unspecified") else _named(voice))


def _named(voice: Voice) -> str:
    return voice.name or (voice.mention.text if voice.mention is not None else "")


def _label(voice: Voice) -> str:
    if voice.kind == "author":
        return "the author"
    if voice.kind == "unspecified":
        return "source not given"
    return _named(voice) or {"unnamed": "unnamed source"}.get(voice.kind, f"unnamed {voice.kind}")


def _cast(claims: Iterable[Claim]) -> dict[tuple[str, str], Speaker]:
    """Who speaks, the author first, then by number of claims, then by first appearance.

    The author has index 0 and no letter; the others go on from 1 with palette index 0.
    """
    spoken = [claim.voice for claim in claims]
    counts = Counter(_key(voice) for voice in spoken)
    first: dict[tuple[str, str], Voice] = {}
    for voice in spoken:
        known = first.setdefault(_key(voice), voice)
        if known.code is None and voice.code is not None:
            first[_key(voice)] = voice
    others = sorted((key for key in first if key[0] != "author"), key=lambda key: -counts[key])
    cast = {
        key: Speaker(
            place + 1,
            _label(first[key]),
            key[0],
            first[key].code,
            str(place % palette.looks()),
            palette.letter(place),
            counts[key],
        )
        for place, key in enumerate(others)
    }
    author = ("author", "")
    if author in first:
        cast[author] = Speaker(0, "the author", "author", None, "a", "", counts[author])
    return cast


def _words(claim: Claim) -> Iterable[tuple[str, bool]]:
    """The claim's words in pieces, each with whether it is loaded."""
    at = claim.start
    for start, end in _merged(claim.loaded):
        start, end = max(start, at), min(end, claim.end)
        if start >= end:
            continue
        if at < start:
            yield claim.text[at - claim.start : start - claim.start], False
        yield claim.text[start - claim.start : end - claim.start], True
        at = end
    if at < claim.end:
        yield claim.text[at - claim.start :], False


def _merged(spans: Sequence[Span]) -> Iterable[tuple[int, int]]:
    return sorted({(span.start, span.end) for span in spans})


def _certainty(claim: Claim) -> str:
    if claim.likelihood is None:
        return claim.certainty
    low, high = (round(100 * bound) for bound in claim.likelihood)
    return f"{claim.certainty}, {low}–{high} %"


def _confidence(value: float) -> str:
    return next((word for floor, word in _CONFIDENCE if value >= floor), "very low")


def _day(value: str | None) -> str | None:
    """``2024-09-16`` as ``16 September 2024``; what is not a date stays as it is."""
    try:
        day = date.fromisoformat((value or "")[:10])
    except ValueError:
        return value
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _is_web(url: str | None) -> bool:
    return bool(url and re.match(r"https?://", url, re.IGNORECASE))


def _article(reading: Reading, cards: Sequence[Card]) -> Markup:
    """The text with its marks; white space between paragraphs stays, so that it adds up."""
    parts: list[Markup | str] = []
    for paragraph in paragraphs(reading):
        if paragraph.segments:
            marked = Markup("").join(_segment(part, cards) for part in paragraph.segments)
            parts.append(Markup('<p class="{}" dir="auto">{}</p>').format(paragraph.kind, marked))
        parts.append(_shown(paragraph.gap))
    return Markup("").join(parts)


def _segment(segment: Segment, cards: Sequence[Card]) -> Markup:
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
        classes += _look([cards[at] for at in segment.claims])
        attributes += Markup(' data-claims="{}"').format(_join(segment.claims))
    if segment.begins:
        letters = dict.fromkeys(cards[at].speaker.letter for at in segment.begins)
        attributes += Markup(' data-begins="{}" data-mark="{}" data-number="{}"').format(
            _join(segment.begins),
            " ".join(filter(None, letters)),
            ",".join(str(cards[at].number) for at in segment.begins),
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
    parts: list[Markup] = []
    at = 0
    for found in _CONTROLS.finditer(text):
        parts.append(escape(text[at : found.start()]))
        parts.append(
            Markup('<bdi class="ctl" data-code="{}" title="{}">{}</bdi>').format(
                _code(found.group()),
                unicodedata.name(found.group(), "control character").lower(),
                found.group().replace("\0", "\ufffd"),
            )
        )
        at = found.end()
    parts.append(escape(text[at:]))
    return Markup("").join(parts).replace("\r", Markup("&#13;"))


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


def _asset(name: str) -> str:
    return files("sayso.views").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["shown"] = _shown
    environment.filters["plain"] = _plain
    return environment.from_string(_asset("page.html"))
