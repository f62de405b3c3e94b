"""Learned heads over the parse: one encoder reads a document once, each head answers when asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.reading.heads.config import Config
from sayso.reading.heads.network import Network
from sayso.reading.heads.pieces import Pieces
from sayso.reading.heads.seen import Fact, Seen
from sayso.reading.heads.weights import FOLDER, verified

if TYPE_CHECKING:
    from sayso.reading.parse import Parse, Parser

__all__ = ["Fact", "Heads", "Seen"]


class Heads:
    """The shipped heads, loaded once.

    Args:
        folder: where the weights lie; the shipped ones if not given.

    Raises:
        ModelError: a file of the weights is missing or altered.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.fingerprint = verified(folder)
        self.config = Config.load(folder / "config.json")
        self._pieces = Pieces(folder / "tokenizer.json")
        self._network = Network(folder)

    def read(self, parse: Parse) -> Seen:
        """Let the encoder read one parsed document."""
        return Seen(parse, self._network, self.config, self._pieces)

    def pair_types(
        self, text: str, actor: tuple[int, int], recipient: tuple[int, int]
    ) -> dict[str, float]:
        """The chances of the PLOVER types, and ``none``, between two marked stretches of a text."""
        parse = self._parse(text)
        seen = self.read(parse)
        return seen.types(*(tuple(parse.tokens(*side)) for side in (actor, recipient)))

    def factuality_many(
        self, text: str, spans: Sequence[tuple[int, int]], convention: str | None = None
    ) -> list[tuple[float, dict[str, float]]]:
        """How far the marked predicates of a text happened: value and the labels' chances.

        Raises:
            ValueError: a span holds no word.
        """
        parse = self._parse(text)
        predicates = []
        for start, end in spans:
            tokens = [t for t in parse.tokens(start, end) if not parse.doc[t].is_space]
            if not tokens:
                raise ValueError(f"there is no word between {start} and {end}")
            predicates.append(parse.doc[tokens[0] : tokens[-1] + 1].root)
        facts = self.read(parse).facts(predicates, convention)
        return [(fact.value, fact.labels) for fact in facts]

    def loaded_words(self, text: str) -> list[tuple[int, int]]:
        """The words of a text that readers take for loaded, as character offsets."""
        parse = self._parse(text)
        seen = self.read(parse)
        return [(parse.starts[t.i], parse.ends[t.i]) for t in parse.doc if seen.is_loaded(t.i)]

    def _parse(self, text: str) -> Parse:
        from sayso.records import Document

        return self._parser.parse(Document(id="text", text=text))

    @cached_property
    def _parser(self) -> Parser:
        from sayso.reading.parse import Parser

        return Parser()
