"""Pairs of an actor and a recipient marked in a sentence, and the PLOVER root of what is done.

Zero-Shot-PLOVER marks the actor as ``<s>...</s>`` and the recipient as ``<t>...</t>``, merges
CONCEDE and RETREAT into YIELD, and numbers the quad classes 1 to 4 (its *penta* label).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, get_args

from benchmarks.scoring.spans import Span

from sayso.knowledge.plover import plover_types
from sayso.records import Quad

#: The span of a party that is not in the sentence: an empty one.
ABSENT: Span = (0, 0)

_TAG = re.compile(r"<(/?)([st])>")
_YIELDING = ("CONCEDE", "RETREAT")


class Pair(NamedTuple):
    """Where actor and recipient stand in a text; ``ABSENT`` where the sentence has none."""

    actor: Span
    recipient: Span


def marked_pair(text: str, marked_text: str) -> Pair:
    """Find in a text what its marked copy marks.

    Blanks at the edges of a mark are left out; one mark may lie in another; of several actors or
    recipients the first counts; a tag without its partner is ignored.

    Raises:
        ValueError: without its tags, the marked copy is another text.
    """
    bare, marks = _unmarked(marked_text)
    if bare != text:
        raise ValueError('"marked_text" differs from "text" in more than its tags')
    return Pair(*(_first(text, marks[kind]) for kind in "st"))


def root_of(plover_type: str) -> str:
    """The root that a PLOVER type is counted as."""
    return "YIELD" if plover_type in _YIELDING else plover_type


@cache
def penta_of() -> Mapping[str, int]:
    """The quad class, 1..4, of each of the 15 roots.

    YIELD has RETREAT's: the set counts it as material cooperation, verbal concessions included.
    """
    number = {quad: i for i, quad in enumerate(get_args(Quad), start=1)}
    return {root_of(name): number[kind.quad] for name, kind in plover_types().items()}


def root_probabilities(types: Mapping[str, float]) -> dict[str, float]:
    """The probability of each root, given those of PLOVER's types; "none" is left out.

    Raises:
        ValueError: no type has any probability.
    """
    sums: dict[str, float] = {}
    for name, probability in types.items():
        if name != "none":
            sums[root_of(name)] = sums.get(root_of(name), 0.0) + probability
    total = sum(sums.values())
    if not total > 0:
        raise ValueError("no type has a probability above 0")
    return {root: probability / total for root, probability in sums.items()}


def likeliest_penta(types: Mapping[str, float]) -> int:
    """The quad class, 1..4, whose roots are the most probable together.

    Raises:
        ValueError: no type has any probability.
    """
    sums: dict[int, float] = {}
    for root, probability in root_probabilities(types).items():
        sums[penta_of()[root]] = sums.get(penta_of()[root], 0.0) + probability
    return max(sums, key=sums.__getitem__)


def _unmarked(marked_text: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without tags, and the stretches of it that each kind of tag encloses, in order."""
    pieces: list[str] = []
    marks: dict[str, list[Span]] = {"s": [], "t": []}
    opened: dict[str, int] = {}
    position = length = 0
    for tag in _TAG.finditer(marked_text):
        pieces.append(marked_text[position : tag.start()])
        length += tag.start() - position
        position = tag.end()
        closes, kind = tag.groups()
        if not closes:
            opened[kind] = length
        elif kind in opened:
            marks[kind].append((opened.pop(kind), length))
    pieces.append(marked_text[position:])
    return "".join(pieces), marks


def _first(text: str, marks: list[Span]) -> Span:
    """The first stretch that holds more than blanks, without the blanks at its edges."""
    for start, end in marks:
        words = text[start:end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            return left, left + len(words.strip())
    return ABSENT
