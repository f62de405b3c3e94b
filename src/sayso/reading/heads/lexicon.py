"""What the predicate table knows of a word, as numbers: which PLOVER types it may name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.knowledge.plover import plover_types
from sayso.knowledge.predicates import nouns, verbs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_HEADS = {"VERB": verbs, "AUX": verbs, "NOUN": nouns, "PROPN": nouns}


@cache
def size() -> int:
    """Numbers a word: one a PLOVER type."""
    return len(plover_types())


def known_types(tokens: Iterable[Token]) -> NDArray[np.float32]:
    """For each word the share of its senses in the table that have each type, ``(words, size)``."""
    order = {name: i for i, name in enumerate(plover_types())}
    words = list(tokens)
    found = np.zeros((len(words), len(order)), dtype=np.float32)
    for number, token in enumerate(words):
        table = _HEADS.get(token.pos_)
        senses = table().get(token.lemma_.lower(), ()) if table is not None else ()
        for sense in senses:
            if sense.type in order:
                found[number, order[sense.type]] += 1 / len(senses)
    return found
