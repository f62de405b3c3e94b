"""Clauses told in the present that play something through, and tell of nothing that is.

"In the second scenario, the navy closes the port. No shot is fired." What frames it is a phrase;
what is told in the present from there to the end of the paragraph is no more than thought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_EXTREMES = frozenset({"worst", "best"})  # "in the worst case"
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "last", "another", "other", "one"}
)
_PRESENT = ("VBZ", "VBP")
_KEY = "sayso.scenarios"


def is_scenario(verb: Token) -> bool:
    """Whether a clause in the present stands in a paragraph behind the frame of a scenario."""
    tensed = [verb, *grammar.children(verb, "aux", "auxpass")]
    if not any(t.tag_ in _PRESENT for t in tensed):
        return False
    framed: list[tuple[int, int]] | None = verb.doc.user_data.get(_KEY)
    if framed is None:
        framed = verb.doc.user_data[_KEY] = list(_framed(verb.doc))
    return any(first <= verb.i < end for first, end in framed)


def _framed(doc: Doc) -> Iterator[tuple[int, int]]:
    """From each frame to the end of its paragraph, in tokens."""
    named = False
    for token in doc:
        named = named or token.lemma_.lower() in words("noun of a supposition")
        if token.dep_ == "pobj" and token.head.lower_ in ("in", "under") and _frames(token, named):
            end = next((t.i for t in doc[token.i :] if "\n" in t.text), len(doc))
            yield token.sent.start, end


def _frames(noun: Token, named: bool) -> bool:
    """Whether "in" this noun is in a scenario; ``named``: scenarios were spoken of before."""
    before = {c.lower_ for c in noun.lefts}
    lemma = noun.lemma_.lower()
    if lemma in words("noun of a supposition") or (lemma == "case" and before & _EXTREMES):
        return noun.head.i == noun.sent.start or noun.head.head.tag_ in _PRESENT
    return named and lemma in _ORDINALS and noun.head.i == noun.sent.start
