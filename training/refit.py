"""The shipped factuality head -> the same, its last layer fitted anew, without torch.

    python training/refit.py PREPARED OUT

Training ends with few steps on factuality, and stops short of what the word vectors hold. Here two
regressions go from a predicate's vector, its numbers of grammar and what the head says so far to
what annotators say, for each convention on its own training set: a ridge regression to the value,
solved exactly, and a softmax regression to the five labels. They become the last layer of
``factuality.onnx`` in ``OUT``. ``PREPARED`` is what ``prepare.py`` wrote. Run it once on an
exported head: a second run would fit on the first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from scipy.optimize import minimize

from examples import Example
from prepare import CONVENTIONS
from sayso.reading.heads.network import Network

RIDGE = 300.0
"""The weight of the values' penalty, on inputs of variance 1; chosen on the development sets."""

LABELLED = 100.0
"""The same for the labels."""

LABELS = 5

LAYER = "refitted"
"""The name that the added nodes begin with."""

Floats = NDArray[np.float32]
Exact = NDArray[np.float64]


@dataclass(frozen=True)
class Gold:
    """What the last layer sees of a set's predicates, and what it should say of them.

    ``rows``: ``(n, inputs)``; ``values``: ``(n,)``, -3 to 3; ``labels``: ``(n,)``, 0 CT- .. 4 CT+.
    """

    rows: Floats
    values: Floats
    labels: NDArray[np.int64]


def gold(network: Network, prepared: Path, name: str) -> Gold:
    """The predicates of a training set."""
    examples: list[Example] = pickle.loads((prepared / f"{name}.train.pkl").read_bytes())  # noqa: S301
    rows, values, labels = [], [], []
    for example in examples:
        vectors = network.encode(example.window).vectors[[fact.word for fact in example.facts]]
        grammar = np.array([fact.factors for fact in example.facts], np.float32)
        said = network.values(vectors, grammar).reshape(len(vectors), -1)
        rows.append(np.concatenate([vectors, grammar, said], axis=1))
        values += [fact.value for fact in example.facts]
        labels += [fact.label for fact in example.facts]
    return Gold(np.concatenate(rows), np.array(values, np.float32), np.array(labels))


def layer(of: Gold) -> tuple[Floats, Floats]:
    """Weights ``(inputs, 6)`` and constants ``(6,)`` of the value and the labels' logits."""
    middle, spread = of.rows.mean(0, dtype=np.float64), of.rows.std(0, dtype=np.float64) + 1e-6
    scaled = (of.rows - middle) / spread
    value, mean = ridge(scaled, of.values)
    labels, logits = softmax(scaled, of.labels)
    weights = np.concatenate([value[:, None], labels], axis=1) / spread[:, None]
    constants = np.concatenate([[mean], logits]) - middle @ weights
    return weights.astype(np.float32), constants.astype(np.float32)


def ridge(scaled: Exact, values: Floats) -> tuple[Exact, float]:
    """Weights and constant of the regression to the values."""
    mean = float(values.mean())
    gram = scaled.T @ scaled + RIDGE * np.eye(scaled.shape[1])
    found: Exact = np.linalg.solve(gram, scaled.T @ (values - mean))
    return found, mean


def softmax(scaled: Exact, labels: NDArray[np.int64]) -> tuple[Exact, Exact]:
    """Weights ``(inputs, 5)`` and constants ``(5,)`` of the regression to the labels."""
    count, width = scaled.shape
    gold = np.eye(LABELS)[labels]
    size = width * LABELS

    def loss(numbers: Exact) -> tuple[float, Exact]:
        weights, constants = numbers[:size].reshape(width, LABELS), numbers[size:]
        logits = scaled @ weights + constants
        logits -= logits.max(axis=1, keepdims=True)
        sums = np.exp(logits).sum(axis=1, keepdims=True)
        value = np.log(sums).sum() - (logits * gold).sum() + LABELLED / 2 * (weights**2).sum()
        off = np.exp(logits) / sums - gold
        slope = np.concatenate([(scaled.T @ off + LABELLED * weights).ravel(), off.sum(axis=0)])
        return value / count, slope / count

    found = minimize(
        loss, np.zeros(size + LABELS), jac=True, method="L-BFGS-B", options={"maxiter": 1000}
    )
    return found.x[:size].reshape(width, LABELS), found.x[size:]


def add_layer(model: onnx.ModelProto, weights: Floats, constants: Floats) -> None:
    """Let the graph give ``inputs @ weights + constants`` in the place of its values and labels.

    Args:
        model: the exported head; changed in place.
        weights: ``(inputs, conventions * 6)``.
        constants: ``(conventions * 6,)``.

    Raises:
        SystemExit: it has the layer already.
    """
    graph = model.graph
    if any(node.name.startswith(LAYER) for node in graph.node):
        raise SystemExit("factuality.onnx is fitted already; export it anew")
    (output,) = graph.output
    words, factors = (one.name for one in graph.input)
    before, name = f"{LAYER}_before", output.name
    for node in graph.node:
        node.output[:] = [before if one == name else one for one in node.output]
    flat, column = np.array([0, -1]), np.array([0, len(CONVENTIONS), 1 + LABELS])
    arrays = {"flat": flat, "column": column, "weights": weights, "constants": constants}
    for key, array in arrays.items():
        graph.initializer.append(numpy_helper.from_array(array, f"{LAYER}_{key}"))
    steps = [
        ("Reshape", [before, "flat"], "row", {}),
        ("Concat", [words, factors, "row"], "all", {"axis": 1}),
        ("Gemm", ["all", "weights", "constants"], "fitted", {}),
        ("Reshape", ["fitted", "column"], name, {}),
    ]
    outer = {words, factors, before, name}
    for kind, given, made, attributes in steps:
        full = [one if one in outer else f"{LAYER}_{one}" for one in given]
        result = made if made in outer else f"{LAYER}_{made}"
        graph.node.append(
            helper.make_node(kind, full, [result], name=f"{LAYER}_{made}", **attributes)
        )


def main() -> None:
    """Fit, write the graph, and its hash."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prepared", type=Path, help="the folder that prepare.py wrote")
    parser.add_argument("out", type=Path, help="the folder that export.py wrote")
    options = parser.parse_args()
    network = Network(options.out)
    fitted = [layer(gold(network, options.prepared, name)) for name in CONVENTIONS]
    path = options.out / "factuality.onnx"
    model = onnx.load(path)
    weights, constants = (np.concatenate(parts, axis=-1) for parts in zip(*fitted, strict=True))
    add_layer(model, weights, constants)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    listed = options.out / "weights.json"
    hashes = json.loads(listed.read_text(encoding="utf-8"))
    hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    listed.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
