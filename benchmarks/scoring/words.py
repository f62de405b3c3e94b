"""The words of a text, and which of them some spans touch.

Spans are compared by their words, so that a quotation mark, a comma or a blank more or less at
the edge of a span makes no difference.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from benchmarks.scoring.spans import Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    r"""The words of a text in order: its longest runs of ``\w``.

    Attributes:
        spans: where each word stands.
        forms: each word, case folded.
    """

    spans: tuple[Span, ...]
    forms: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Find the words of a text."""
        matches = list(_WORD.finditer(text))
        return cls(tuple(m.span() for m in matches), tuple(m.group().casefold() for m in matches))

    def touched(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that share a character with any of some spans."""
        return frozenset(number for one in spans for number in self._touched_by(one))

    def _touched_by(self, span: Span) -> range:
        start, end = span
        first = bisect_right(self.spans, start, key=itemgetter(1))
        return range(first, bisect_left(self.spans, end, key=itemgetter(0)))
