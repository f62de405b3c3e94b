"""The tree of a text, kept once it no longer changes, and what was found out of it.

Comes in: a spaCy doc whose tree is mended. What is kept lies in the doc itself, as plain numbers,
labels and answers: far cheaper to ask for than spaCy's tokens, and gone with the doc.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_Answer = TypeVar("_Answer")

_BELOW = "sayso tree"  # where the children of each token are kept in a doc's own data
_ANSWERS = "sayso answers"  # and where what was asked about it is


def keep_tree(doc: Doc) -> None:
    """Note each token's children once, for all who ask; the tree must not change from then on."""
    doc.user_data[_BELOW] = [_labelled(token) for token in doc]
    doc.user_data[_ANSWERS] = {}


def below(token: Token) -> Sequence[tuple[str, int]]:
    """The label and number of each child, in text order; looked up if the tree was kept."""
    tree = token.doc.user_data.get(_BELOW)
    return tree[token.i] if tree is not None else _labelled(token)


def _labelled(token: Token) -> Sequence[tuple[str, int]]:
    if not (token.n_lefts or token.n_rights):
        return ()
    return [(child.dep_, child.i) for child in token.children]


def asked_once(question: Callable[[Token], _Answer]) -> Callable[[Token], _Answer]:
    """A question about a token that many stages ask: the answer is kept if the tree was.

    The answer must be nothing that changes, and no token: a doc that holds its own tokens is
    never given back until Python looks for such rings.
    """

    @wraps(question)
    def answered(token: Token) -> _Answer:
        answers: dict[Any, _Answer] | None = token.doc.user_data.get(_ANSWERS)
        if answers is None:
            return question(token)
        key = question, token.i
        if key not in answers:
            answers[key] = question(token)
        return answers[key]

    return answered
