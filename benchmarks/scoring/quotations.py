"""Stretches of a text inside double quotation marks, and how much of a content they hold.

Marks are matched in one paragraph (line) at a time. A quotation that is not closed runs to the end
of its paragraph: so newspapers write one that goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.scoring.spans import Span

from sayso.records import Quote

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”\"]|''|``")
_OPENING_ONLY = ("“", "``")
_CLOSING_ONLY = ("”",)


def quotations(text: str) -> Iterator[Span]:
    """The stretches between quotation marks; a mark that opens inside one is part of it."""
    for paragraph in _PARAGRAPH.finditer(text):
        start: int | None = None
        for mark in _MARK.finditer(text, *paragraph.span()):
            if start is None and mark[0] not in _CLOSING_ONLY:
                start = mark.end()
            elif start is not None and mark[0] not in _OPENING_ONLY:
                yield start, mark.start()
                start = None
        if start is not None:
            yield start, paragraph.end()


def quote_of(content: frozenset[int], quoted: frozenset[int]) -> Quote:
    """Whether all words of a content are quoted (direct), some (mixed) or none (indirect)."""
    if content <= quoted:
        return "direct"
    return "mixed" if content & quoted else "indirect"
