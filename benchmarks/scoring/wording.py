"""Loaded words: where annotators mark them, folds by outlet, and a lexicon to compare with.

Comes in: sentences with the words that annotators found biased, as they typed them, and the outlet
that printed them. Folds never part an outlet, so that a model is always tried on outlets whose
style it has not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.scoring.tally import Tally, overlap
from benchmarks.scoring.words import Words

FOLDS = 5


class Sentence(NamedTuple):
    """A sentence's words, and the numbers of those that are marked as loaded."""

    words: Words
    marked: frozenset[int]


def marked(words: Words, entries: Iterable[str]) -> frozenset[int]:
    """The numbers of the words that are in a list of loaded words.

    An entry is matched wherever its words follow each other, whatever their case and whatever
    stands between or around them: ``photo-op`` is found in "a photo op". Which of two equal words
    was meant is not known, so both are marked. An entry that is not in the text marks nothing.
    """
    found: set[int] = set()
    for entry in entries:
        phrase = Words.of(entry).forms
        size = len(phrase)
        for start in range(len(words.forms) - size + 1):
            if words.forms[start : start + size] == phrase:
                found.update(range(start, start + size))
    return frozenset(found)


def folds_by_outlet(outlets: Sequence[str], count: int = FOLDS) -> list[int]:
    """The number of the fold that each sentence belongs to, given the outlet of each.

    Outlets are dealt out from the one with most sentences to the one with fewest (names decide
    between equals), each to the fold that holds fewest sentences then. Same outlets, same folds.
    """
    sizes = [0] * count
    fold_of: dict[str, int] = {}
    for outlet, size in sorted(Counter(outlets).items(), key=lambda item: (-item[1], item[0])):
        fold = sizes.index(min(sizes))
        fold_of[outlet] = fold
        sizes[fold] += size
    return [fold_of[outlet] for outlet in outlets]


def lexicon(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The words, case folded, that are marked in at least half of the places where they stand."""
    places: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    for words, loaded in sentences:
        places.update(words.forms)
        marks.update(words.forms[number] for number in loaded)
    return frozenset(word for word, count in marks.items() if 2 * count >= places[word])


def lexicon_tally(sentences: Sequence[Sentence], folds: Sequence[int]) -> Tally:
    """The words that a lexicon finds in each fold, made from the other folds; all folds pooled."""
    total = Tally()
    for fold in sorted(set(folds)):
        known = lexicon(s for s, other in zip(sentences, folds, strict=True) if other != fold)
        for (words, loaded), own in zip(sentences, folds, strict=True):
            if own == fold:
                said = frozenset(n for n, form in enumerate(words.forms) if form in known)
                total += overlap(said, loaded)
    return total
