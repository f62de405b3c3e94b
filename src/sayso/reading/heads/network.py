"""The shipped network, run by onnxruntime: windows -> word vectors, and the heads upon them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnxruntime

    from sayso.reading.heads.windows import Ints, Window

Floats = NDArray[np.float32]

_AT_ONCE = 2400  # pieces, padding included, that the encoder reads in one call


@dataclass(frozen=True)
class Encoded:
    """A window and what the encoder made of it.

    Attributes:
        window: the words.
        vectors: one a word, ``(words, 256)``.
        chances: for each word the chance to anchor an attribution, to be loaded, and to stand in
            an opinion, ``(words, 3)``.
    """

    window: Window
    vectors: Floats
    chances: Floats


class Network:
    """The encoder and its heads, loaded once.

    Args:
        folder: where the weights lie.
        threads: cores that one call may use.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        self._options = onnxruntime.SessionOptions()
        self._options.intra_op_num_threads = threads
        self._options.inter_op_num_threads = 1
        self._options.log_severity_level = 3
        self._folder = folder
        self._graphs: dict[str, onnxruntime.InferenceSession] = {}

    def encode(self, windows: Sequence[Window]) -> list[Encoded]:
        """Read windows, several of like length in one call; in the order given."""
        found: dict[int, Encoded] = {}
        for group in _groups(windows):
            vectors, logits = self._run("encoder", _padded([windows[i] for i in group]))
            chances = sigmoid(logits)
            for row, i in enumerate(group):
                size = len(windows[i])
                found[i] = Encoded(windows[i], vectors[row, :size], chances[row, :size])
        return [found[i] for i in range(len(windows))]

    def roles(self, encoded: Encoded, anchors: Sequence[int], relations: Ints) -> Floats:
        """Logits of every word's role for each anchor, ``(anchors, words, 4)``."""
        found: Floats
        (found,) = self._run(
            "linker",
            {
                "anchors": encoded.vectors[list(anchors)],
                "words": encoded.vectors[None],
                "relations": relations,
            },
        )
        return found

    def values(self, vectors: Floats, factors: Floats) -> Floats:
        """For each predicate and convention: the value and five labels' logits, ``(n, c, 6)``."""
        found: Floats
        (found,) = self._run("factuality", {"words": vectors, "factors": factors})
        return found

    def types(self, pair: dict[str, Any]) -> Floats:
        """Logits of the PLOVER types between two parties, ``(n, types)``."""
        found: Floats
        (found,) = self._run("events", pair)
        return found

    def _run(self, name: str, inputs: dict[str, Any]) -> list[Any]:
        graph = self._graphs.get(name)
        if graph is None:
            import onnxruntime

            graph = self._graphs[name] = onnxruntime.InferenceSession(
                str(self._folder / f"{name}.onnx"), self._options, ["CPUExecutionProvider"]
            )
        return list(graph.run(None, inputs))


def sigmoid(logits: Floats) -> Floats:
    """Chances, from logits."""
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)


def _groups(windows: Sequence[Window]) -> Iterator[list[int]]:
    """Windows of like length together, as many as the encoder may read at once."""
    group: list[int] = []
    for i in sorted(range(len(windows)), key=lambda i: len(windows[i].ids)):
        if group and len(windows[i].ids) * (len(group) + 1) > _AT_ONCE:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _padded(windows: Sequence[Window]) -> dict[str, Ints]:
    pieces = max(len(w.ids) for w in windows)
    words = max(len(w) for w in windows)
    parts = {
        "ids": [w.ids for w in windows],
        "mask": [np.ones_like(w.ids) for w in windows],
        "first": [w.first_piece for w in windows],
        "heads": [w.heads for w in windows],
        "tags": [w.tags for w in windows],
        "deps": [w.dependencies for w in windows],
    }
    padded = {}
    for name, arrays in parts.items():
        block = np.zeros((len(windows), pieces if name in ("ids", "mask") else words), np.int64)
        for row, array in enumerate(arrays):
            block[row, : len(array)] = array
        padded[name] = block
    return padded
