"""The embedding that remembers tokens gives what spaCy's own gives, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.reading import embeddings
from sayso.reading.parse import DEFAULT_MODEL
from sayso.reading.pipeline import load

_TEXTS = (
    "The minister can't leave, he said.\n\n  Nobody can: the ports are shut.",
    "Can the minister leave?",
    "leave",
    "THE MINISTER HAS LEFT. The minister  has left; what is left isn't much.",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    """The pipeline as spaCy loads it."""
    return spacy.load(DEFAULT_MODEL)


def test_it_gives_what_the_pipeline_gives(plain: Language) -> None:
    """Vectors and all that follows from them; read twice, since the second time it remembers."""
    ours = load(DEFAULT_MODEL)
    for text in _TEXTS * 2:
        expected, found = plain(text), ours(text)
        assert np.array_equal(found.tensor, expected.tensor)
        assert _told(found) == _told(expected)


def test_what_it_gives_for_a_text_is_the_same_in_any_company(plain: Language) -> None:
    """A token's vector is the same whatever was new together with it."""
    for texts in (_TEXTS, _TEXTS[::-1]):
        ours = load(DEFAULT_MODEL)
        for text in texts:
            assert np.array_equal(ours(text).tensor, plain(text).tensor)


def test_a_full_store_starts_afresh(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with more tokens than the store has room for is read all the same."""
    monkeypatch.setattr(embeddings, "_KEPT", 5)
    ours = load(DEFAULT_MODEL)
    for text in _TEXTS * 2:
        assert np.array_equal(ours(text).tensor, plain(text).tensor)


def test_a_text_without_tokens_is_no_error() -> None:
    """Nothing in, nothing out."""
    assert len(load(DEFAULT_MODEL)("")) == 0


def _told(doc: Doc) -> list[tuple[str | int, ...]]:
    return [(t.tag_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]
