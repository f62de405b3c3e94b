"""Word -> what spaCy's networks know of it before they look at its neighbours, remembered.

spaCy's networks begin with a vector for each token that follows from the token alone: from its
letters, their shape, and whether a space comes behind. Only then do they look left and right. That
vector is therefore worked out once for each such token and looked up from then on. What comes out
is what spaCy works out anew in every text, bit for bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model
from thinc.types import Ragged

_KEPT = 20_000  # tokens, some 10 MB; beyond that the store starts afresh, to stay in bounds

_Vectors = NDArray[np.float32]
_Embedding = Model[Any, Any]


class _Store:
    """The vectors of the tokens met so far, by all that their embedding looks at."""

    def __init__(self, embedding: _Embedding) -> None:
        self._features, _, self._embed, self._mix, _ = embedding.layers
        self._kept: dict[bytes, _Vectors] = {}

    def vectors(self, doc: Doc) -> _Vectors:
        """One vector a token, ``(tokens, width)``."""
        (features,) = self._features.predict([doc])
        tokens: list[bytes] = features.view(f"V{features.strides[0]}").ravel().tolist()
        kept = self._kept  # another thread may start afresh meanwhile
        new = {token: row for row, token in enumerate(tokens) if token not in kept}
        if len(kept) + len(new) > _KEPT:
            kept = self._kept = {}
            new = {token: row for row, token in enumerate(tokens)}
        if new:
            kept.update(zip(new, self._worked_out(features[list(new.values())]), strict=True))
        return np.stack([kept[token] for token in tokens])

    def _worked_out(self, features: Any) -> _Vectors:
        """The vectors of tokens with these features, as spaCy works them out."""
        rows = Ragged(features, np.array([len(features)], dtype="i"))  # type: ignore[arg-type]
        vectors: _Vectors = self._mix.predict(self._embed.predict(rows)).dataXd
        return vectors


def remember_words(nlp: Language) -> None:
    """Let the networks of a pipeline remember tokens, where the first thing they do allows it."""
    models = [getattr(component, "model", None) for _, component in nlp.pipeline]
    for model in filter(None, models):
        for embedding in [node.get_ref("embed") for node in model.walk() if node.has_ref("embed")]:
            if _looks_at_tokens_alone(embedding):
                model.replace_node(embedding, _remembering(embedding))


def _looks_at_tokens_alone(embedding: _Embedding) -> bool:
    """Whether it is spaCy's embedding of a token's own features, without a table of vectors."""
    names = [layer.name.partition("(")[0] for layer in embedding.layers]
    return names == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


def _remembering(embedding: _Embedding) -> _Embedding:
    """An embedding that gives what another gives, and works it out once a token."""
    store = _Store(embedding)

    def forward(_: _Embedding, docs: list[Doc], is_train: bool) -> tuple[list[_Vectors], Any]:
        if is_train or not all(map(len, docs)):
            result: tuple[list[_Vectors], Any] = embedding(docs, is_train)
            return result
        return [store.vectors(doc) for doc in docs], None

    return Model("remembering", forward, layers=[embedding], dims={"nO": embedding.get_dim("nO")})
