"""A document as the heads see it: asked for attributions, factuality, event types, loaded words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sayso.reading.heads.factors import factors
from sayso.reading.heads.lexicon import known_types
from sayso.reading.heads.linking import Floats, Link, Prices, links, log_softmax
from sayso.reading.heads.relations import relations
from sayso.reading.heads.windows import Ints, windows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.heads.config import Config
    from sayso.reading.heads.network import Encoded, Network
    from sayso.reading.heads.pieces import Pieces
    from sayso.reading.parse import Parse

LABELS = ("CT-", "PS-", "UU", "PS+", "CT+")
_ANCHORS, _LOADED, _OPINION = range(3)


@dataclass(frozen=True)
class Fact:
    """How far a predicate happened: -3 certainly not .. 3 certainly; the labels' chances."""

    value: float
    labels: dict[str, float]


class Seen:
    """What the encoder saw in one document; each head answers when it is asked.

    Token numbers are those of the parse.
    """

    def __init__(self, parse: Parse, network: Network, config: Config, pieces: Pieces) -> None:
        self._parse = parse
        self._network = network
        self._config = config
        self._encoded = [network.encode(w) for w in windows(parse, pieces, config.labels)]
        self._place = {
            token: (number, word)
            for number, encoded in enumerate(self._encoded)
            for word, token in enumerate(encoded.window.tokens.tolist())
        }

    @cached_property
    def links(self) -> list[Link]:
        """Attributions, in text order, their sets of words as token numbers."""
        prices = Prices.of(self._config.settings["links"])
        found = []
        for encoded in self._encoded:
            window = encoded.window
            tokens: list[int] = window.tokens.tolist()

            def roles(anchors: list[int], related: Ints, of: Encoded = encoded) -> Floats:
                return self._network.roles(of, anchors, related)

            for link in links(window, encoded.chances[:, _ANCHORS], roles, prices):
                source, cue, content = (
                    frozenset(tokens[word] for word in words)
                    for words in (link.source, link.cue, link.content)
                )
                anchor = tokens[link.anchor]
                found.append(Link(anchor, link.chance, source, cue, content, link.support))
        return found

    def anchor_chance(self, tokens: Iterable[int]) -> float:
        """The highest chance of any of these tokens to anchor an attribution."""
        return max((self._chance(token, _ANCHORS) for token in tokens), default=0.0)

    def loaded(self, token: int) -> float:
        """The chance that readers take a word for loaded."""
        return self._chance(token, _LOADED)

    def is_loaded(self, token: int) -> bool:
        """Whether that chance reaches the threshold that was tuned for it."""
        (least,) = self._config.settings["loaded"]
        return self.loaded(token) >= least

    @cached_property
    def opinion(self) -> float:
        """The mean chance over all words that they stand in an opinion."""
        chances = [c for e in self._encoded for c in e.chances[:, _OPINION]]
        return float(np.mean(chances)) if chances else 0.0

    @property
    def confidence_weights(self) -> list[float]:
        """The weights of the logistic model of :mod:`sayso.reading.confidence`."""
        return self._config.settings["confidence"]

    def facts(self, predicates: Sequence[Token], convention: str | None = None) -> list[Fact]:
        """How far predicates happened in the author's view, one answer each.

        Args:
            predicates: tokens of the parse.
            convention: the data set whose way of grading is wanted; ``None`` for news (UW).
        """
        placed = [self._place[t.i] for t in predicates]
        if not placed:
            return []
        vectors = np.stack([self._encoded[number].vectors[word] for number, word in placed])
        grammar = np.array([factors(t) for t in predicates], dtype=np.float32)
        conventions = self._config.conventions
        column = conventions.index(convention if convention in conventions else "UW")
        out = self._network.values(vectors, grammar)[:, column]
        values: list[float] = np.clip(out[:, 0], -3.0, 3.0).tolist()
        chances: list[list[float]] = np.exp(log_softmax(out[:, 1:])).tolist()
        return [
            Fact(value, dict(zip(LABELS, row, strict=True)))
            for value, row in zip(values, chances, strict=True)
        ]

    def types(self, actor: Sequence[int], recipient: Sequence[int]) -> dict[str, float]:
        """The chances of the PLOVER types, and ``none``, for what one party does to another.

        Args:
            actor: token numbers of the one, in one window with the other's.
            recipient: token numbers of the other; an empty side stands for the other one.
        """
        known = [t for t in (*actor, *recipient) if t in self._place]
        names = self._config.types
        if not known:
            return {name: float(name == "none") for name in names}
        number = self._place[known[0]][0]
        encoded = self._encoded[number]
        window = encoded.window
        places = [
            [self._place[t][1] for t in side if t in self._place and self._place[t][0] == number]
            for side in (actor, recipient)
        ]
        whole = list(range(len(window)))
        ranges = [
            range(min(own), max(own) + 1)
            for own in (places[0] or places[1] or whole, places[1] or places[0] or whole)
        ]
        tops = [_top(window.heads, own) for own in ranges]
        known_of = known_types(self._parse.doc[int(i)] for i in window.tokens)
        logits = self._network.types(
            {
                "actors": encoded.vectors[ranges[0].start : ranges[0].stop].mean(0)[None],
                "recipients": encoded.vectors[ranges[1].start : ranges[1].stop].mean(0)[None],
                "words": encoded.vectors[None],
                "mask": np.ones((1, len(window)), dtype=np.float32),
                "lexicon": known_of[None],
                "to_actor": relations(window, tops[0])[None],
                "to_recipient": relations(window, tops[1])[None],
            }
        )
        chances = np.exp(log_softmax(logits))[0]
        return dict(zip(names, map(float, chances), strict=True))

    def _chance(self, token: int, column: int) -> float:
        place = self._place.get(token)
        if place is None:
            return 0.0
        number, word = place
        return float(self._encoded[number].chances[word, column])


def _top(heads: Ints, words: range) -> int:
    """The word of a phrase whose head is outside it."""
    outside = (w for w in words if heads[w] not in words or heads[w] == w)
    return next(outside, words[-1])
