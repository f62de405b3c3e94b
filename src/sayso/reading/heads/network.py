"""The shipped network, run by onnxruntime: windows -> word vectors, and the heads upon them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnxruntime

    from sayso.reading.heads.windows import Ints, Window

Floats = NDArray[np.float32]

_EXACT = "session.x64quantprecision"
_PROBED = 64  # numbers of 127 in each column of the probe


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
        if self._overflows():
            self._options.add_session_config_entry(_EXACT, "1")

    def _overflows(self) -> bool:
        """Whether products of 8 bits come out wrong here, as on x86 without VNNI or AMX.

        There onnxruntime adds two of them in 16 bits, unless it is told to be exact, which costs
        processors that need no telling half their speed. So one product is tried.
        """
        left = np.full((1, _PROBED), 255, np.uint8)
        (sums,) = self._run("probe", {"left": left})
        return bool((sums != 255 * 127 * _PROBED).any())

    def encode(self, window: Window) -> Encoded:
        """Read one window.

        One at a time: padding would cost more than batches gain, and the int8 scales, which are
        taken from all that is read at once, would let one window's neighbours change it.
        """
        vectors, logits = self._run(
            "encoder",
            {
                "ids": window.ids[None],
                "mask": np.ones_like(window.ids)[None],
                "first": window.first_piece[None],
                "heads": window.heads[None],
                "tags": window.tags[None],
                "deps": window.dependencies[None],
            },
        )
        return Encoded(window, vectors[0], sigmoid(logits[0]))

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
