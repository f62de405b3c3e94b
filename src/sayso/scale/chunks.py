"""Documents put together into pieces of work that take a second or two each.

Comes in: documents. Goes out: tuples of them, in order. Small pieces let all workers end at about
the same time and lose little with a worker; asking for them one by one would let workers wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.records import Document

#: Characters after which a piece is full: some 3,000 words.
CHARACTERS = 20_000
#: Documents after which it is full, however short they are.
DOCUMENTS = 16


def chunks(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in pieces; a long one is a piece of its own."""
    piece: list[Document] = []
    size = 0
    for document in documents:
        piece.append(document)
        size += len(document.text)
        if size >= CHARACTERS or len(piece) >= DOCUMENTS:
            yield tuple(piece)
            piece, size = [], 0
    if piece:
        yield tuple(piece)
