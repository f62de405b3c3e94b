"""Parse -> windows: stretches of whole paragraphs that the encoder reads in one go.

A window holds words (spaCy's tokens without blanks) and what the heads need to know of each as
arrays: pieces, tag, dependency, head, sentence, paragraph, quotation. Word numbers inside a window
start at 0; ``tokens[i]`` leads back to the parse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sayso.reading.heads.pieces import Pieces
    from sayso.reading.parse import Parse

Ints = NDArray[np.int64]

ROOM = 190
"""Pieces that a window of several paragraphs may hold; one long paragraph may be a window alone."""

_MOST = 320  # pieces of the longest window; a paragraph beyond it is cut between sentences
_LONGEST = 300  # pieces of one sentence; a longer one (a table, a list) is cut anywhere


@dataclass(frozen=True)
class Labels:
    """Numbers for the parser's tags and dependencies; 0 is for any that training never met."""

    tags: Mapping[str, int]
    dependencies: Mapping[str, int]


@dataclass(frozen=True)
class Window:
    """Words of a document, ready for the encoder; every array but ``ids`` has one entry a word.

    Attributes:
        tokens: token numbers in the parse.
        ids: all pieces of all words, between the encoder's first and last piece.
        first_piece: where in ``ids`` each word begins.
        tags, dependencies: numbers from :class:`Labels`.
        heads: the word's head in the tree, as a word of this window; itself for a root.
        sentences, paragraphs: numbers that grow through the document.
        quotes: number of the quotation that holds the word, 0 for none.
    """

    tokens: Ints
    ids: Ints
    first_piece: Ints
    tags: Ints
    dependencies: Ints
    heads: Ints
    sentences: Ints
    paragraphs: Ints
    quotes: Ints

    def __len__(self) -> int:
        """Number of words."""
        return len(self.tokens)


@dataclass
class _Sentence:
    paragraph: int
    number: int
    tokens: list[int]
    pieces: list[tuple[int, ...]]

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


def windows(parse: Parse, pieces: Pieces, labels: Labels) -> list[Window]:
    """Cut a document into windows, from left to right; together they hold every word once."""
    quotes = _quotes(parse)
    return [_window(parse, group, quotes, pieces, labels) for group in _groups(parse, pieces)]


def _groups(parse: Parse, pieces: Pieces) -> Iterator[list[_Sentence]]:
    """Sentences packed into windows; a paragraph is split only if it is too long for any window."""
    group: list[_Sentence] = []
    room = 0
    for paragraph in _paragraphs(parse, pieces):
        size = sum(s.size for s in paragraph)
        if group and room + size > ROOM:
            yield group
            group, room = [], 0
        if size <= _MOST:
            group, room = [*group, *paragraph], room + size
            continue
        for sentence in paragraph:
            if group and room + sentence.size > _MOST:
                yield group
                group, room = [], 0
            group, room = [*group, sentence], room + sentence.size
    if group:
        yield group


def _paragraphs(parse: Parse, pieces: Pieces) -> Iterator[list[_Sentence]]:
    paragraph: list[_Sentence] = []
    for sentence in _sentences(parse, pieces):
        if paragraph and paragraph[0].paragraph != sentence.paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _sentences(parse: Parse, pieces: Pieces) -> Iterator[_Sentence]:
    paragraph = number = 0
    for sent in parse.doc.sents:
        current = _Sentence(paragraph, number, [], [])
        room = 0
        for token in sent:
            if not token.is_space:
                own = pieces(token.text)
                if room + len(own) > _LONGEST:
                    yield current
                    number += 1
                    current, room = _Sentence(paragraph, number, [], []), 0
                current.tokens.append(token.i)
                current.pieces.append(own)
                room += len(own)
            if "\n" in token.text_with_ws:
                if current.tokens:
                    yield current
                    number += 1
                paragraph += 1
                current, room = _Sentence(paragraph, number, [], []), 0
        if current.tokens:
            yield current
            number += 1


def _quotes(parse: Parse) -> dict[int, int]:
    """Token -> number of its quotation, from 1."""
    return {
        token: number
        for number, quotation in enumerate(parse.quotations, 1)
        for start, end in quotation.pieces
        for token in parse.tokens(start, end)
    }


def _window(
    parse: Parse,
    group: list[_Sentence],
    quotes: Mapping[int, int],
    pieces: Pieces,
    labels: Labels,
) -> Window:
    tokens = [i for sentence in group for i in sentence.tokens]
    split = [own for sentence in group for own in sentence.pieces]
    place = {token: word for word, token in enumerate(tokens)}
    words = [parse.doc[i] for i in tokens]
    sizes = [len(own) for own in split]
    counts = [len(sentence.tokens) for sentence in group]
    return Window(
        tokens=np.array(tokens, dtype=np.int64),
        ids=np.array(
            [pieces.first, *(i for own in split for i in own), pieces.last], dtype=np.int64
        ),
        first_piece=1 + np.cumsum([0, *sizes[:-1]], dtype=np.int64),
        tags=np.array([labels.tags.get(word.tag_, 0) for word in words], dtype=np.int64),
        dependencies=np.array(
            [labels.dependencies.get(word.dep_, 0) for word in words], dtype=np.int64
        ),
        heads=np.array(
            [place.get(word.head.i, number) for number, word in enumerate(words)], dtype=np.int64
        ),
        sentences=np.repeat([s.number for s in group], counts).astype(np.int64),
        paragraphs=np.repeat([s.paragraph for s in group], counts).astype(np.int64),
        quotes=np.array([quotes.get(i, 0) for i in tokens], dtype=np.int64),
    )
