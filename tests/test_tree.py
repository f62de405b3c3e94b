"""The tree of a text is kept, and what was asked about it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.reading.parse import DEFAULT_MODEL
from sayso.reading.pipeline import load
from sayso.reading.tree import asked_once, below, keep_tree


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The default pipeline."""
    return load(DEFAULT_MODEL)


@pytest.fixture
def doc(nlp: Language) -> Doc:
    """A sentence of two clauses."""
    return nlp("The farmers left when the river rose.")


def test_what_is_kept_is_what_the_tree_says(doc: Doc) -> None:
    """Each token's children, in text order, kept or not."""
    bare = [list(below(token)) for token in doc]
    assert bare == [[(child.dep_, child.i) for child in token.children] for token in doc]
    keep_tree(doc)
    assert [list(below(token)) for token in doc] == bare


def test_a_question_is_asked_once_of_each_token_of_a_kept_tree(doc: Doc) -> None:
    """Its answer holds for the token, also where it is None or no."""
    asked: list[int] = []

    @asked_once
    def is_last(token: Token) -> bool | None:
        asked.append(token.i)
        return None if token.i == 0 else token.i == len(token.doc) - 1

    keep_tree(doc)
    answers = [[is_last(token) for token in doc] for _ in range(2)]
    assert answers[0] == answers[1] == [None, *[False] * (len(doc) - 2), True]
    assert asked == list(range(len(doc)))


def test_until_the_tree_is_kept_every_question_is_asked_anew(doc: Doc) -> None:
    """What mends the tree sees what it has mended."""

    @asked_once
    def label(token: Token) -> str:
        return token.dep_

    first = doc[0]
    before = label(first)
    first.dep_ = "dep"
    assert (before, label(first)) == ("det", "dep")
    keep_tree(doc)
    assert label(first) == "dep"


def test_two_questions_have_an_answer_each(doc: Doc) -> None:
    """One question's answers are not another's."""
    keep_tree(doc)
    lemma = asked_once(lambda token: token.lemma_)
    label = asked_once(lambda token: token.dep_)
    assert (lemma(doc[2]), label(doc[2])) == (doc[2].lemma_, doc[2].dep_)
