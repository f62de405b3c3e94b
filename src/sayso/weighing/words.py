"""Text -> its words as numbers: equal words have equal numbers, wherever and whenever.

Comes in: a text. Goes out: an array with a number for each word, and where the word stands. The
idea in between: words are compared folded (without case and accents, one kind of apostrophe), so
that a copy is known again behind another outlet's house style; punctuation isn't compared. A number
is cut from BLAKE2b, the same on every machine, so it can be kept.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sayso.labels import fold

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Words:
    """The words of a text: ``numbers[i]`` is of the word at ``starts[i]:ends[i]``."""

    numbers: Numbers
    starts: Places
    ends: Places


def normalised(word: str) -> str:
    """A word as it is compared.

    >>> normalised("Erdoğan’s")
    "erdogan's"
    """
    return fold(word.replace("’", "'"))


def numbers(text: str) -> Numbers:
    """The numbers of a text's words, in order.

    >>> bool((numbers("Talks, in Sorre.") == numbers("talks in SORRE")).all())
    True
    """
    return np.array([_number(word) for word in _WORD.findall(text)], np.uint64)


def words(text: str) -> Words:
    """The words of a text, with their places.

    >>> words("Talks, in Sorre.").starts.tolist()
    [0, 7, 10]
    """
    found = list(_WORD.finditer(text))
    return Words(
        np.array([_number(word.group()) for word in found], np.uint64),
        np.array([word.start() for word in found], np.int64),
        np.array([word.end() for word in found], np.int64),
    )


# As many words as a large corpus has, names included: 50 MB when full.
@lru_cache(maxsize=400_000)
def _number(word: str) -> int:
    digest = hashlib.blake2b(normalised(word).encode("utf8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
