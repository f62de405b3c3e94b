"""Words -> stretches: a number for every run of a few words, by which shared wording is found.

Comes in: the numbers of a text's words. Goes out: a hash of every run of :data:`STRETCH` words, as
shingling has it (A. Broder, On the resemblance and containment of documents, 1997). All of them are
kept. MinHash would keep a sample a text, which finds near-duplicates and cannot see that a fifth of
a text was copied; winnowing would keep two in five, and then which words are seen hangs on the luck
of their hashes: another name in a sentence must not change what is found in it.
"""

from __future__ import annotations

import numpy as np

from sayso.weighing.words import Numbers

#: Words of a stretch. Five words running are often an idiom ("for the first time in"), six seldom.
STRETCH = 6

_BASE = 0x9E3779B97F4A7C15
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def stretches(numbers: Numbers, size: int = STRETCH) -> Numbers:
    """A hash of every run of ``size`` words, by the place of its first word.

    >>> from sayso.weighing.words import numbers
    >>> one, other = (stretches(numbers(t), 2) for t in ("Talks in Sorre", "no talks in Dravin"))
    >>> bool(one[0] == other[1]), bool(one[1] == other[2])
    (True, False)
    """
    count = len(numbers) - size + 1
    if count < 1:
        return np.empty(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for place in range(size):  # wraps around 2**64, as a polynomial hash does
        mixed += numbers[place : place + count] * np.uint64(pow(_BASE, place + 1, 2**64))
    # The last steps of SplitMix64 spread the values evenly.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    result: Numbers = mixed ^ (mixed >> np.uint64(31))
    return result
