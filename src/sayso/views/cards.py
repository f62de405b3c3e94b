"""Claims as cards: what a page shows of a claim that its template cannot compute itself.

Comes in: claims, of one reading or of many. Goes out: a :class:`Card` for each, and the
:class:`Speaker` objects that the cards share. The idea in between: the same voice looks the same on
the whole page, whichever texts its claims come from; the voice with most claims takes the first
colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.records import Claim, Span, Voice
from sayso.views import palette

_DEEPEST = 2  # chains of three voices and longer share the third rule under the text
_CONFIDENCE = ((0.9, "very high"), (0.75, "high"), (0.5, "moderate"), (0.3, "low"))


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


def cards(claims: Sequence[Claim]) -> list[Card]:
    """A card for each claim, numbered from 1."""
    speakers = _cast(claims)
    return [
        Card(
            number,
            claim,
            speakers[_key(claim.voice)],
            tuple((_label(voice), voice, speakers.get(_key(voice))) for voice in claim.sayso),
            tuple(_words(claim)),
            _certainty(claim),
            _confidence(claim.confidence),
            min(len(claim.sayso) - 1, _DEEPEST),
        )
        for number, claim in enumerate(claims, start=1)
    ]


def speakers(cards: Iterable[Card]) -> list[Speaker]:
    """Who speaks on these cards, the author first, then by number of claims."""
    found = {card.speaker.index: card.speaker for card in cards}
    return [found[index] for index in sorted(found)]


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
