"""The shipped factuality head -> the same, its values fitted anew in one step, without torch.

    python training/refit.py PREPARED OUT

Training ends with few steps on factuality, and stops short of what the word vectors hold. Here a
ridge regression goes from a predicate's vector, its numbers of grammar and what the head says so
far to the value, one for each convention, solved exactly on the training sets. It becomes the last
layer of ``factuality.onnx`` in ``OUT``; the labels stay as they are. ``PREPARED`` is what
``prepare.py`` wrote. Run it once on an exported head: a second run would fit on the first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from examples import Example
from prepare import CONVENTIONS
from sayso.reading.heads.network import Network

RIDGE = 300.0
"""The weight of the penalty, on inputs of variance 1; chosen on the development sets."""

LAYER = "refitted"
"""The name that the added nodes begin with."""

Floats = NDArray[np.float32]


def inputs(network: Network, prepared: Path, name: str) -> tuple[Floats, Floats]:
    """What the last layer sees of a set's predicates, ``(n, inputs)``, and their values."""
    examples: list[Example] = pickle.loads((prepared / f"{name}.train.pkl").read_bytes())  # noqa: S301
    rows, values = [], []
    for example in examples:
        vectors = network.encode(example.window).vectors[[fact.word for fact in example.facts]]
        grammar = np.array([fact.factors for fact in example.facts], np.float32)
        said = network.values(vectors, grammar).reshape(len(vectors), -1)
        rows.append(np.concatenate([vectors, grammar, said], axis=1))
        values += [fact.value for fact in example.facts]
    return np.concatenate(rows), np.array(values, np.float32)


def ridge(rows: Floats, values: Floats) -> tuple[Floats, float]:
    """Weights and constant of the regression, for inputs as they come."""
    middle, spread = rows.mean(0, dtype=np.float64), rows.std(0, dtype=np.float64) + 1e-6
    scaled = (rows - middle) / spread
    mean = float(values.mean())
    gram = scaled.T @ scaled + RIDGE * np.eye(scaled.shape[1])
    weights = np.linalg.solve(gram, scaled.T @ (values - mean)) / spread
    return weights.astype(np.float32), mean - float(weights @ middle)


def add_layer(model: onnx.ModelProto, weights: Floats, constants: Floats) -> None:
    """Let the graph give ``weights @ inputs + constants`` in the place of its values."""
    graph = model.graph
    if any(node.name.startswith(LAYER) for node in graph.node):
        raise SystemExit("factuality.onnx is fitted already; export it anew")
    (output,) = graph.output
    words, factors = (one.name for one in graph.input)
    before, name = f"{LAYER}_before", output.name
    for node in graph.node:
        node.output[:] = [before if one == name else one for one in node.output]
    shapes = {
        "flat": [0, -1],
        "column": [0, len(CONVENTIONS), 1],
        "from": [1],
        "to": [6],
        "axis": [2],
    }
    for key, numbers in shapes.items():
        array = np.array(numbers, np.int64)
        graph.initializer.append(numpy_helper.from_array(array, f"{LAYER}_{key}"))
    graph.initializer.append(numpy_helper.from_array(weights, f"{LAYER}_weights"))
    graph.initializer.append(numpy_helper.from_array(constants, f"{LAYER}_constants"))
    steps = [
        ("Reshape", [before, "flat"], "row", {}),
        ("Concat", [words, factors, "row"], "all", {"axis": 1}),
        ("Gemm", ["all", "weights", "constants"], "fitted", {}),
        ("Reshape", ["fitted", "column"], "value", {}),
        ("Slice", [before, "from", "to", "axis"], "labels", {}),
        ("Concat", ["value", "labels"], name, {"axis": 2}),
    ]
    for kind, given, made, attributes in steps:
        outer = {words, factors, before, name}
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
    fitted = [ridge(*inputs(network, options.prepared, name)) for name in CONVENTIONS]
    path = options.out / "factuality.onnx"
    model = onnx.load(path)
    weights = np.stack([one for one, _ in fitted], axis=1)
    add_layer(model, weights, np.array([constant for _, constant in fitted], np.float32))
    onnx.checker.check_model(model)
    onnx.save(model, path)
    listed = options.out / "weights.json"
    hashes = json.loads(listed.read_text(encoding="utf-8"))
    hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    listed.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
