"""Trained weights -> what the wheel ships: five small ONNX files, tokenizer, configuration, hashes.

    python training/export.py PREPARED MODEL WEIGHTS.pt OUT

The encoder becomes int8, per channel; the heads stay as they are, being small. ``weights.json``
names every file with its sha256, and reading refuses a file that differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from losses import Network
from model import WIDTH
from sayso.reading.heads.config import Config
from sayso.reading.heads.factors import NAMES
from sayso.reading.heads.lexicon import size
from train import network

OPSET = 18
IR_VERSION = 8


class Encoder(nn.Module):
    """Words and what is asked of every word, in one graph."""

    def __init__(self, made: Network) -> None:
        super().__init__()
        self.words, self.tokens = made.words, made.tokens

    def forward(
        self, ids: Tensor, mask: Tensor, first: Tensor, heads: Tensor, tags: Tensor, deps: Tensor
    ) -> tuple[Tensor, Tensor]:
        """(B, P) twice and (B, W) four times -> (B, W, D), (B, W, 3)."""
        words = self.words(ids, mask, first, heads, tags, deps)
        return words, self.tokens(words)


def save(module: nn.Module, path: Path, inputs: dict[str, Tensor], outputs: list[str]) -> None:
    """Write one graph; all axes that its inputs name are free."""
    axes = {name: {i: f"{name}_{i}" for i in range(value.dim())} for name, value in inputs.items()}
    torch.onnx.export(
        module.eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def export(made: Network, out: Path) -> None:
    """Write the four graphs of the network, and the probe of the processor."""
    made.words.encoder.config._attn_implementation = "eager"
    ids = torch.ones(2, 12, dtype=torch.long)
    words = torch.ones(2, 7, dtype=torch.long)
    inputs = {"ids": ids, "mask": ids, "first": words, "heads": words, "tags": words, "deps": words}
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "encoder.onnx"
        save(Encoder(made), draft, inputs, ["words", "tokens"])
        quantize_dynamic(
            draft,
            out / "encoder.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    write_probe(out / "probe.onnx")
    relations = torch.ones(3, 5, 7, dtype=torch.long)
    save(
        made.linker,
        out / "linker.onnx",
        {"anchors": torch.ones(3, WIDTH), "words": torch.ones(3, 7, WIDTH), "relations": relations},
        ["roles"],
    )
    save(
        made.factuality,
        out / "factuality.onnx",
        {"words": torch.ones(3, WIDTH), "factors": torch.ones(3, len(NAMES))},
        ["values"],
    )
    save(
        made.events,
        out / "events.onnx",
        {
            "actors": torch.ones(3, WIDTH),
            "recipients": torch.ones(3, WIDTH),
            "words": torch.ones(3, 7, WIDTH),
            "mask": torch.ones(3, 7),
            "lexicon": torch.ones(3, 7, size()),
            "to_actor": relations,
            "to_recipient": relations,
        },
        ["types"],
    )


def write_probe(path: Path) -> None:
    """Write a graph of one product of 8 bits, ``(n, 64)`` times ``(64, 16)``, all of it 127.

    Where a processor has no instruction for products of 8 bits, onnxruntime adds those of signed
    weights two by two in 16 bits, which overflow. A row of 255 is enough to see whether it does:
    see :mod:`sayso.reading.heads.network`.
    """
    right = numpy_helper.from_array(np.full((64, 16), 127, np.int8), "right")
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("MatMulInteger", ["left", "right"], ["sums"])],
        "probe",
        [onnx.helper.make_tensor_value_info("left", onnx.TensorProto.UINT8, ["n", 64])],
        [onnx.helper.make_tensor_value_info("sums", onnx.TensorProto.INT32, ["n", 16])],
        [right],
    )
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )
    onnx.checker.check_model(model)
    onnx.save(model, path)


def seal(out: Path) -> None:
    """Write ``weights.json``: the hash of every shipped file."""
    files = sorted(
        p for p in out.iterdir() if p.suffix in (".onnx", ".json") and p.name != "weights.json"
    )
    hashes = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (out / "weights.json").write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("prepared", "model", "weights", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    config = Config.load(options.prepared / "config.json")
    made = network(options.model, config)
    state = torch.load(options.weights, weights_only=True)
    made.load_state_dict(state.get("network", state))
    options.out.mkdir(parents=True, exist_ok=True)
    export(made, options.out)
    shutil.copyfile(options.model / "tokenizer.json", options.out / "tokenizer.json")
    config.save(options.out / "config.json")
    seal(options.out)


if __name__ == "__main__":
    main()
