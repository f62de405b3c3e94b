"""Text -> quotations: which characters stand inside quote marks, also over several paragraphs.

A paragraph that opens with a quote mark and never closes it is continued by the next paragraph if
that opens with the same mark, as newspapers print long quotations, or if the next mark is a closing
one; otherwise the quotation ends with its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+")
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–-“‘\"'")  # a straight mark opens behind these only
_MARK = re.compile(r"[“”„\"«»]|''|``|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
_OPENS = {"“": "”", "„": "“”", "«": "»", "``": "''", "''": "''", '"': '"', "‘": "’'", "'": "'’"}
_SINGLE = frozenset("‘’'")
_FURTHER = 6  # paragraphs that a quotation may go on for without a new mark


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: the characters between its marks, in a piece a paragraph."""

    pieces: tuple[tuple[int, int], ...]
    closed: bool

    @property
    def start(self) -> int:
        """Offset of the first character inside the marks."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character inside the marks."""
        return self.pieces[-1][1]


def quotations(text: str) -> list[Quotation]:
    """All outermost quotations of a text, in order."""
    found: list[Quotation] = []
    running: list[tuple[int, int]] = []  # pieces of a quotation that goes on in the next paragraph
    mark = ""  # and the mark that opened it
    paragraphs = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        pieces, open_at, opener = _in_paragraph(text, start, end)
        opens_here = bool(pieces or open_at is not None)
        if running:
            first = pieces[0][0] if pieces else open_at
            if opens_here and first is not None and text[start:first].strip(" \t“\"«„‘'`") == "":
                if pieces:
                    found.append(Quotation((*running, pieces.pop(0)), closed=True))
                    running = []
                else:
                    running.append((open_at if open_at is not None else start, end))
                    open_at = None
            if running and not _starts_with(text, following, mark):
                found.append(Quotation(tuple(running), closed=False))
                running = []
        found += [Quotation((piece,), closed=True) for piece in pieces]
        if open_at is not None:
            if _starts_with(text, following, opener):
                running, mark = [(open_at, end)], opener
            elif (last := _closing_below(text, paragraphs[number + 1 :], opener)) > 0:
                below = [p for p in paragraphs[number + 1 :] if p[0] < last]
                rest = [(first, min(stop, last)) for first, stop in below]
                found.append(Quotation(((open_at, end), *rest), closed=True))
            else:
                found.append(Quotation(((open_at, end),), closed=False))
    if running:
        found.append(Quotation(tuple(running), closed=False))
    return found


def _starts_with(text: str, paragraph: tuple[int, int] | None, mark: str) -> bool:
    """Whether there is such a paragraph, and it begins with such a mark."""
    return paragraph is not None and text[slice(*paragraph)].lstrip().startswith(mark)


def _closing_below(text: str, paragraphs: list[tuple[int, int]], opener: str) -> int:
    """Where a quotation is closed whose next paragraphs open no other, or 0: at most six below."""
    for start, end in paragraphs[:_FURTHER]:
        for mark in _MARK.finditer(text, start, end):
            sign = mark.group()
            if sign[0] in "'’‘`":
                continue
            closes = sign in _OPENS.get(opener, ()) and not _opens(text, mark, start, end)
            return mark.start() if closes else 0
    return 0


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None, str]:
    """The closed quotations of a paragraph, where an unclosed one opens, and with which mark."""
    pieces: list[tuple[int, int]] = []
    opener, inside = "", 0
    for mark in _MARK.finditer(text, start, end):
        sign = mark.group()
        if not opener:
            if _opens(text, mark, start, end):
                opener, inside = sign, mark.end()
        elif sign in _OPENS[opener] and len(sign) == len(opener):
            if mark.start() > inside:
                pieces.append((inside, mark.start()))
            opener = ""
    if opener in _SINGLE:
        opener = ""  # an apostrophe after all
    return pieces, inside if opener else None, opener


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark can open a quotation: behind a blank or a bracket, not behind 12 or a word."""
    sign = mark.group()
    if sign not in _OPENS:
        return False
    directed = sign in "“„«``" and sign != "'"
    if not directed and mark.start() > start and text[mark.start() - 1] not in _BEFORE_OPENING:
        return False
    return sign not in _SINGLE or _closes_later(text, mark.end(), end)


def _closes_later(text: str, start: int, end: int) -> bool:
    """Single marks count only around three words or more: shorter ones are names and glosses."""
    closing = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)").search(text, start, end)
    return closing is not None and len(text[start : closing.start()].split()) >= 3
