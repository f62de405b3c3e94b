"""A text cut where its claims begin and end, so that claims that overlap can all be shown.

Comes in: a reading. Goes out: :class:`Paragraph` objects made of :class:`Segment` objects whose
texts, with the gaps between the paragraphs, add up to the document's text again. A segment knows
the claims that cover it, innermost first: the claim with the longest say-so chain, then the
shortest. Claims, loaded words, and the words that name a voice, its cue and an event's trigger
all make boundaries, so that a page can mark any of them by its segments alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sayso.records import Claim, Reading

_BLANK_LINE = re.compile(r"[ \t]*\r?\n(?:[ \t]*\r?\n)+")
_NEWLINE = re.compile(r"\r?\n")
_WIDEST = 100  # characters: no program or typist wraps lines wider than that
_ENDS_A_SENTENCE = re.compile(r"[.!?:;,…][\"'”’»)\]]*\s*$")


@dataclass(frozen=True)
class Segment:
    """A stretch of text in which nothing changes.

    ``claims`` are positions in ``reading.claims``, innermost first; ``begins`` and ``ends`` those
    that start or end with it. ``roles`` are ``(role, position)`` pairs: ``mention`` and ``cue`` of
    the claim's last voice, ``trigger`` of its event.
    """

    start: int
    end: int
    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
    loaded: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A block of segments, and the white space that follows it in the document as ``gap``.

    ``kind`` is ``prose``, ``heading``, or ``lines`` where the line breaks inside mean something.
    """

    kind: str
    segments: tuple[Segment, ...]
    gap: str


def paragraphs(reading: Reading) -> list[Paragraph]:
    """The whole document, paragraph by paragraph.

    Blank lines part paragraphs. Between them a line break parts them too where lines are so long
    that nobody wrapped them, or where the text has no blank line at all; it means nothing where
    the lines look wrapped to a width, and is kept as it is (verse, an address) elsewhere.
    """
    text = reading.document.text
    blocks = list(_blocks(text))
    cuts = {at for start, end, _ in blocks for at in (start, end)}
    segments = iter(_segments(reading, cuts))
    found: list[Paragraph] = []
    pending = next(segments, None)
    for place, (start, end, gap) in enumerate(blocks):
        inside = []
        while pending is not None and pending.start < end + len(gap):
            if start <= pending.start < end:
                inside.append(pending)
            pending = next(segments, None)
        last = place + 1 == len(blocks)
        found.append(Paragraph(_kind(text[start:end], last=last), tuple(inside), gap))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each paragraph, and the gap after it."""
    lines_part = not _BLANK_LINE.search(text.strip())
    start = 0
    for at, gap in [(m.start(), m.group()) for m in _BLANK_LINE.finditer(text)] + [(len(text), "")]:
        block = text[start:at]
        long = any(len(line) > _WIDEST for line in block.splitlines())
        if (lines_part or long) and not _wrapped(block.strip()):
            for line in _NEWLINE.finditer(block):
                yield start, at - len(block) + line.start(), line.group()
                start = at - len(block) + line.end()
        yield start, at, gap
        start = at + len(gap)


def _wrapped(block: str) -> bool:
    """Whether a program broke these lines to fit a width: all but the last are about as long."""
    lines = [line.rstrip() for line in block.splitlines()]
    return len(lines) > 2 and all(50 <= len(line) <= _WIDEST for line in lines[:-1])


def _kind(block: str, *, last: bool) -> str:
    if "\n" in block.strip():
        return "prose" if _wrapped(block.strip()) else "lines"
    short = 0 < len(block.strip()) <= 90
    return "heading" if short and not last and not _ENDS_A_SENTENCE.search(block) else "prose"


def _segments(reading: Reading, cuts: set[int]) -> Iterator[Segment]:
    """Sweep once over the text, from boundary to boundary, knowing what is open."""
    text = reading.document.text
    opens: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    bounds = {0, len(text), *cuts}
    for position, claim in enumerate(reading.claims):
        for role, start, end in _marks(claim):
            if start < end:
                opens[start].append((role, position, end))
                bounds |= {start, end}
    order = [
        (-len(claim.sayso), claim.end - claim.start, -position)
        for position, claim in enumerate(reading.claims)
    ]
    edges = sorted(bounds)
    active: list[tuple[str, int, int]] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark[2] > start] + opens[start]
        covering = sorted((at for role, at, _ in active if role == "claim"), key=order.__getitem__)
        yield Segment(
            start,
            end,
            text[start:end],
            tuple(covering),
            tuple(at for at in reversed(covering) if reading.claims[at].start == start),
            tuple(at for at in covering if reading.claims[at].end == end),
            tuple(sorted({mark[:2] for mark in active if mark[0] not in ("claim", "loaded")})),
            any(role == "loaded" for role, _, _ in active),
        )


def _marks(claim: Claim) -> Iterator[tuple[str, int, int]]:
    yield "claim", claim.start, claim.end
    for span in claim.loaded:
        yield "loaded", span.start, span.end
    for role, part in (
        ("mention", claim.voice.mention),
        ("cue", claim.voice.cue),
        ("trigger", claim.event.trigger if claim.event else None),
    ):
        if part is not None:
            yield role, part.start, part.end
