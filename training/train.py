"""Prepared examples -> trained weights: all heads at once, on one machine without a GPU.

    python training/train.py PREPARED MODEL OUT --plan first
    python training/train.py PREPARED MODEL OUT --plan last --start OUT/first.pt [--without-fold K]

``PREPARED`` is what ``prepare.py`` wrote, ``MODEL`` the folder of the encoder's package. The first
plan teaches the encoder attribution, factuality and events on our own sentences; the last adds the
two small sets (marked pairs and loaded words), with some of the rest again so that nothing is
forgotten. ``--without-fold`` leaves one fifth of the small sets out, for cross-validation, and the
rest that the first plan has read as well. A run that was stopped goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing
from safetensors.torch import load_file
from transformers import BertConfig

if not __package__:  # run as a script: the benchmarks lie in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring.wording import FOLDS, folds_by_outlet

from batches import batches
from examples import Example
from losses import Network, losses
from sayso.reading.heads.config import Config
from sayso.reading.heads.factors import NAMES
from sayso.reading.heads.lexicon import size

SEED = 20
PIECES = 1600  # a batch, padding included
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
FACTUALITY = {"UW": 1.0, "UDS_IH2": 0.7, "MEANTIME": 1.5, "CB": 1.0, "RP": 1.0, "MV2": 1.0}


@dataclass(frozen=True)
class Plan:
    """How often each set is read, and how fast the weights move.

    ``pairs`` is the size of a batch of marked pairs in pieces: the last plan wants more and
    smaller steps of them.
    """

    rounds: dict[str, float]
    pairs: int
    encoder_rate: float
    head_rate: float


def _factuality(rounds: float) -> dict[str, float]:
    return {f"{name}.train": rounds * weight for name, weight in FACTUALITY.items()}


PLANS = {
    "first": Plan(
        {
            "polnear.train": 2.7,
            **_factuality(3.0),
            "sentences-conflict": 3.0,
            "sentences-cooperation": 3.0,
            "negatives": 1.0,
        },
        PIECES,
        3e-4,
        1e-3,
    ),
    "last": Plan(
        {
            "plv": 6.0,
            "sentences-conflict": 2.0,
            "sentences-cooperation": 2.0,
            "negatives": 1.0,
            "babe": 2.5,
            "polnear.train": 0.8,
            **_factuality(0.3),
        },
        500,
        1.2e-4,
        5e-4,
    ),
}
GROUPED = ("plv", "babe")
PAIRED = ("plv", "sentences-conflict", "sentences-cooperation", "negatives")


def fold_of(name: str, examples: list[Example]) -> list[int]:
    """The fold of each example of a small set: by outlet for words, by sentence for pairs."""
    if name == "babe":
        return list(folds_by_outlet([e.outlet for e in examples]))
    digest = [hashlib.sha256(str(e.document).encode()).digest() for e in examples]
    return [d[0] % FOLDS for d in digest]


def load(prepared: Path, name: str, without: int | None = None) -> list[Example]:
    """The examples of one set, without one fold if so asked."""
    examples: list[Example] = pickle.loads((prepared / f"{name}.pkl").read_bytes())  # noqa: S301
    if without is not None and name in GROUPED:
        folds = fold_of(name, examples)
        examples = [e for e, fold in zip(examples, folds, strict=True) if fold != without]
    return examples


def schedule(prepared: Path, plan: Plan, without: int | None) -> list[list[Example]]:
    """All batches of a run, in the order in which they are read."""
    order = random.Random(SEED)  # noqa: S311
    found: list[list[Example]] = []
    for name, rounds in plan.rounds.items():
        if without is not None and name.endswith(".train"):
            continue
        examples = load(prepared, name, without)
        while rounds > 0:
            part = list(batches(examples, plan.pairs if name in PAIRED else PIECES, order))
            found += part[: round(len(part) * min(1.0, rounds))]
            rounds -= 1
    order.shuffle(found)
    return found


def network(model: Path, config: Config) -> Network:
    """The network with the encoder's published weights; its word table stays as it is."""
    for name, expected in SHA256.items():
        actual = hashlib.sha256((model / name).read_bytes()).hexdigest()
        if actual != expected:
            raise SystemExit(f"{model / name}: sha256 is {actual}, expected {expected}")
    shape = BertConfig.from_json_file(str(model / "config.json"))
    shape.attention_probs_dropout_prob = shape.hidden_dropout_prob = 0.0
    torch.manual_seed(SEED)
    made = Network(shape, len(NAMES), len(config.conventions), len(config.types), size())
    weights = load_file(str(model / "model.safetensors"))
    kept = {
        k: v for k, v in weights.items() if not k.startswith("pooler") and "position_ids" not in k
    }
    made.words.encoder.load_state_dict(kept)
    made.words.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
    return made


def optimizer(made: Network, plan: Plan) -> torch.optim.Optimizer:
    """AdamW, slower for the encoder than for the heads."""
    encoder = [p for p in made.words.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in made.words.encoder.parameters()}
    heads = [p for p in made.parameters() if id(p) not in known]
    groups = [
        {"params": encoder, "lr": plan.encoder_rate},
        {"params": heads, "lr": plan.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def share(made: Network, workers: int) -> None:
    """Average the gradients of all workers."""
    if workers == 1:
        return
    moved = [p for p in made.parameters() if p.requires_grad]
    flat = torch.cat(
        [(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in moved]
    )
    torch.distributed.all_reduce(flat)
    flat /= workers
    at = 0
    for p in moved:
        p.grad = flat[at : at + p.numel()].view_as(p).clone()
        at += p.numel()


def keep(state: dict, path: Path) -> None:
    """Write weights or a checkpoint whole or not at all."""
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def work(rank: int, workers: int, options: argparse.Namespace) -> None:
    """One worker's share of a run."""
    torch.set_num_threads(1)
    if workers > 1:
        torch.distributed.init_process_group("gloo", rank=rank, world_size=workers)
    plan = PLANS[options.plan]
    config = Config.load(options.prepared / "config.json")
    made = network(options.model, config)
    if options.start:
        made.load_state_dict(torch.load(options.start, weights_only=True))
    steps = schedule(options.prepared, plan, options.without_fold)
    steps = [steps[i + rank] for i in range(0, len(steps) - workers + 1, workers)]
    moves = optimizer(made, plan)
    rates = torch.optim.lr_scheduler.LambdaLR(
        moves, lambda step: min(1.0, (step + 1) / 50) * max(0.0, 1 - step / len(steps))
    )
    name = options.plan if options.without_fold is None else f"fold{options.without_fold}"
    checkpoint = options.out / f"{name}.checkpoint.pt"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        made.load_state_dict(state["network"])
        moves.load_state_dict(state["moves"])
        rates.load_state_dict(state["rates"])
        done = state["step"]
    made.train()
    torch.manual_seed(SEED + rank + done)
    started = saved = time.monotonic()
    mean: dict[str, float] = {}
    for step, examples in enumerate(steps[done:], done + 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = losses(made, examples)
        moves.zero_grad()
        torch.stack(list(found.values())).sum().backward()
        share(made, workers)
        torch.nn.utils.clip_grad_norm_(made.parameters(), 1.0)
        moves.step()
        rates.step()
        for head, loss in found.items():
            mean[head] = 0.97 * mean.get(head, loss.item()) + 0.03 * loss.item()
        if rank == 0 and (step % 25 == 0 or step == len(steps)):
            line = {"step": step, "of": len(steps), "seconds": round(time.monotonic() - started)}
            line |= {head: round(value, 4) for head, value in sorted(mean.items())}
            with (options.out / f"{name}.log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
        if rank == 0 and time.monotonic() - saved > options.every and step < len(steps):
            state = {
                "network": made.state_dict(),
                "moves": moves.state_dict(),
                "rates": rates.state_dict(),
                "step": step,
            }
            keep(state, checkpoint)
            saved = time.monotonic()
    if rank == 0:
        keep(made.state_dict(), options.out / f"{name}.pt")
        checkpoint.unlink(missing_ok=True)


def main() -> None:
    """Parse the command line and start the workers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("prepared", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--plan", choices=PLANS, required=True)
    parser.add_argument("--start", type=Path, help="weights to start from")
    parser.add_argument("--without-fold", type=int, choices=range(FOLDS))
    parser.add_argument("--workers", type=int, default=2, help="processes that share each step")
    parser.add_argument("--every", type=float, default=300, help="seconds between checkpoints")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.workers == 1:
        work(0, 1, options)
        return
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29517")
    torch.multiprocessing.spawn(work, (options.workers, options), options.workers)


if __name__ == "__main__":
    main()
