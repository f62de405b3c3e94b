"""How every word of a window stands to one of them: by tree, by distance, by quotation.

For a chosen word (a cue, an actor) each other word gets five small numbers, which the heads look up
as learned vectors: how far up the tree and by which dependency one climbs from the chosen word, by
which dependency one goes down from there towards the other, how far apart the two are in words and
in sentences, and whether they stand in the same quotation.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sayso.reading.heads.windows import Ints, Window

DEPENDENCIES = 64
"""Room for the parser's dependency labels in the numbering."""

UP = 1 + 1 + 2 * DEPENDENCIES
"""Ways up: not in the tree; none; one step by a dependency; several, the last by a dependency."""

DOWN = 2 + DEPENDENCIES
"""Ways down: not in the tree; none; by a dependency."""

DISTANCE = 17
"""Signed distance in words, in powers of two."""

SENTENCE = 9
"""Sentences apart, -3 to 3 and more; two more for another paragraph, before and behind."""

QUOTE = 6
"""Neither in a quotation; only the one, only the other (in its sentence or not); same; two."""

SIZES = (UP, DOWN, DISTANCE, SENTENCE, QUOTE)


def relations(window: Window, word: int) -> Ints:
    """The numbers of every word's relation to one word, shape ``(5, words)``."""
    up, down = _tree(window, word)
    distance = _distances(len(window))[len(window) - 1 - word :][: len(window)]
    sentence = np.clip(window.sentences - window.sentences[word], -3, 3) + 3
    paragraph = window.paragraphs - window.paragraphs[word]
    sentence = np.where(paragraph < 0, 7, np.where(paragraph > 0, 8, sentence))
    return np.stack([up, down, distance, sentence, _quote(window, word)])


@lru_cache(maxsize=1024)
def _distances(size: int) -> Ints:
    """The numbers of the distances from ``1 - size`` to ``size - 1`` words."""
    apart = np.arange(1 - size, size)
    steps = np.minimum(np.ceil(np.log2(np.abs(apart) + 1)), 8).astype(np.int64)
    numbers: Ints = np.where(apart < 0, 8 - steps, 8 + steps)
    return numbers


def _quote(window: Window, word: int) -> Ints:
    own = window.quotes[word]
    theirs = window.quotes
    if not theirs.any():
        return theirs  # nothing in quote marks: 0 for every word
    near = np.unique(theirs[window.sentences == window.sentences[word]])
    if own:
        return np.where(theirs == own, 4, np.where(theirs == 0, 1, 5))
    return np.where(theirs == 0, 0, np.where(np.isin(theirs, near), 2, 3))


def _tree(window: Window, word: int) -> tuple[Ints, Ints]:
    """Ways up and down, by climbing from the word to its root and labelling what hangs on each."""
    up = np.zeros(len(window), dtype=np.int64)
    down = np.zeros(len(window), dtype=np.int64)
    sentence = window.sentences
    first = int(np.searchsorted(sentence, sentence[word]))
    end = int(np.searchsorted(sentence, sentence[word], side="right"))
    heads = window.heads[first:end].tolist()
    labels = window.dependencies[first:end].tolist()
    below: list[list[int]] = [[] for _ in heads]
    for child, head in enumerate(heads, first):
        if head != child and first <= head < end:
            below[head - first].append(child)
    step, came_from, climbed = 0, -1, 1
    at = word
    while True:
        if not up[at]:
            up[at], down[at] = climbed, 1
        for child in below[at - first]:
            if child != came_from:
                _label(child, first, below, up, down, climbed, 2 + labels[child - first])
        head = heads[at - first]
        if head == at or not first <= head < end or up[head]:
            return up, down
        step += 1
        climbed = 2 + (min(step, 2) - 1) * DEPENDENCIES + labels[at - first]
        came_from, at = at, head


def _label(
    top: int, first: int, below: list[list[int]], up: Ints, down: Ints, climbed: int, way: int
) -> None:
    """Give all words below one, and itself, the same ways."""
    waiting = [top]
    while waiting:
        at = waiting.pop()
        if not up[at]:
            up[at], down[at] = climbed, way
            waiting += below[at - first]
