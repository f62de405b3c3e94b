"""Words -> word pieces, as the encoder wants them.

The vocabulary is lower-cased and splits words at punctuation, so a word's pieces do not depend on
its neighbours: each distinct word is split once and kept.
"""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from sayso.errors import ModelError

_KEPT = 200_000  # words; beyond that the store starts afresh, so that it stays in bounds
_LONGEST = 12  # pieces of one word; a web address needs no more


class Pieces:
    """Splits words into pieces of the encoder's vocabulary.

    Args:
        path: the ``tokenizer.json`` that came with the encoder.
    """

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._kept: dict[str, tuple[int, ...]] = {}
        self.first, self.last, self._unknown = map(self._special, ("[CLS]", "[SEP]", "[UNK]"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces; at least one."""
        ids = self._kept.get(word)
        if ids is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._tokenizer.encode(word, add_special_tokens=False).ids[:_LONGEST]
            ids = self._kept[word] = tuple(found) or (self._unknown,)
        return ids

    def _special(self, name: str) -> int:
        number: int | None = self._tokenizer.token_to_id(name)
        if number is None:
            raise ModelError(f"the tokenizer has no piece {name}")
        return number
