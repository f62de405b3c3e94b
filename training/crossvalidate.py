"""The folds' weights -> figures for the two small sets, by weights that never met an example.

    python training/crossvalidate.py PREPARED MODEL RUN [--json]

``RUN`` holds ``fold0.pt`` .. ``fold4.pt`` from ``train.py --plan last --without-fold K``. Pairs are
folded by sentence, loaded words by outlet. The threshold for loaded words is chosen on the other
folds' predictions, so that it, too, has not met the fold it is applied to; ``loaded_threshold`` is
the one for all folds together, which is what ships.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

if not __package__:  # run as a script: the benchmarks lie in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring.classes import accuracy, macro_f1
from benchmarks.scoring.figures import printed
from benchmarks.scoring.pairs import likeliest_penta, penta_of, root_of
from benchmarks.scoring.tally import Tally
from benchmarks.scoring.wording import FOLDS

from batches import collate
from examples import Example
from losses import LOADED, Network, event_logits
from sayso.reading.heads.config import Config
from train import fold_of, load, network

Figures = dict[str, float]


def predicted_types(made: Network, examples: list[Example]) -> np.ndarray:
    """Chances of all types for each example's pair, ``(examples, types)``."""
    found = []
    with torch.no_grad():
        for start in range(0, len(examples), 16):
            batch = collate(examples[start : start + 16])
            words = made.encode(batch)
            rows = [(row, e.pairs[0]) for row, e in enumerate(batch.examples)]
            found.append(event_logits(made, batch, words, rows).softmax(-1).numpy())
    return np.concatenate(found)


def predicted_words(made: Network, examples: list[Example]) -> list[np.ndarray]:
    """The chance of each word of each example to be loaded."""
    found = []
    with torch.no_grad():
        for start in range(0, len(examples), 16):
            batch = collate(examples[start : start + 16])
            logits = made.tokens(made.encode(batch))[..., LOADED].sigmoid()
            found += [logits[i, : len(e.window)].numpy() for i, e in enumerate(batch.examples)]
    return found


def roots(config: Config, chances: np.ndarray) -> list[str]:
    """The likeliest root of each row, ``none`` left out."""
    names = sorted({root_of(t) for t in config.types if t != "none"})
    sums = np.stack(
        [
            sum(chances[:, i] for i, t in enumerate(config.types) if root_of(t) == name)
            for name in names
        ],
        1,
    )
    return [names[i] for i in sums.argmax(1)]


def gold_roots(config: Config, examples: list[Example]) -> list[str]:
    """The root that each example was given."""
    return [root_of(config.types[e.pairs[0].types[0]]) for e in examples]


def tally(gold: list[np.ndarray], said: list[np.ndarray], least: float) -> Tally:
    """Words whose chance reaches a threshold, against the marked ones, over all sentences."""
    g, s = np.concatenate(gold).astype(bool), np.concatenate(said) >= least
    return Tally(int((g & s).sum()), int(s.sum()), int(g.sum()))


def best_threshold(gold: list[np.ndarray], said: list[np.ndarray]) -> float:
    """The threshold with the highest F1."""
    return max(np.arange(0.1, 0.9, 0.02), key=lambda least: tally(gold, said, least).f1).item()


def figures_of_pairs(config: Config, examples: list[Example], chances: np.ndarray) -> Figures:
    """What is printed of marked pairs, given the chances of all types for each."""
    gold, said, penta = gold_roots(config, examples), roots(config, chances), penta_of()
    classes = [likeliest_penta(dict(zip(config.types, row, strict=True))) for row in chances]
    return {
        "root_macro_f1": macro_f1(gold, said),
        "root_accuracy": accuracy(gold, said),
        "penta_macro_f1": macro_f1([penta[g] for g in gold], classes),
    }


def figures_of_words(
    examples: list[Example], folds: list[int], chances: list[np.ndarray]
) -> Figures:
    """What is printed of loaded words, given the chance of each word of each example."""
    gold = [e.loaded for e in examples]
    found = Tally()
    for fold in range(FOLDS):
        inside = [i for i, f in enumerate(folds) if f == fold]
        outside = [i for i, f in enumerate(folds) if f != fold]
        least = best_threshold([gold[i] for i in outside], [chances[i] for i in outside])
        found += tally([gold[i] for i in inside], [chances[i] for i in inside], least)
    return {"loaded_word_f1": found.f1, "loaded_threshold": best_threshold(gold, chances)}


def main() -> None:
    """Parse the command line and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("prepared", "model", "run"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    torch.set_num_threads(1)
    config = Config.load(options.prepared / "config.json")
    sets = {name: load(options.prepared, name) for name in ("plv", "babe")}
    folds = {name: fold_of(name, examples) for name, examples in sets.items()}
    types = np.zeros((len(sets["plv"]), len(config.types)))
    words: list[np.ndarray] = [np.zeros(0)] * len(sets["babe"])
    for fold in range(FOLDS):
        made = network(options.model, config)
        made.load_state_dict(torch.load(options.run / f"fold{fold}.pt", weights_only=True))
        made.eval()
        held = {name: [i for i, f in enumerate(of) if f == fold] for name, of in folds.items()}
        types[held["plv"]] = predicted_types(made, [sets["plv"][i] for i in held["plv"]])
        said = predicted_words(made, [sets["babe"][i] for i in held["babe"]])
        for i, one in zip(held["babe"], said, strict=True):
            words[i] = one
    figures = figures_of_pairs(config, sets["plv"], types)
    figures |= figures_of_words(sets["babe"], folds["babe"], words)
    print(printed(figures, as_json=options.json))


if __name__ == "__main__":
    main()
