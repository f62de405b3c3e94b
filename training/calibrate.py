"""Claims of the gold texts -> the weights of the logistic model behind each claim's confidence.

    python training/calibrate.py GOLD.jsonl ...

The model of ``sayso.reading.confidence`` is fitted to whether each gold claim is read right, by the
reader and its shipped weights. Printed is the expected calibration error of claims whose texts the
fit has not seen (ten folds of texts); what is kept is fitted to all. The shipped configuration and
the list of hashes beside it are rewritten.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

if not __package__:  # run as a script: the benchmarks lie in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gold import document, gold_texts, judge
from benchmarks.scoring.reliability import expected_calibration_error, reliability

from export import seal
from sayso import Reader
from sayso.reading.confidence import NAMES
from sayso.reading.heads.config import Config
from sayso.reading.heads.weights import FOLDER

FOLDS = 10
RIDGE = 3.0
STEP = 1e-6  # a claim's number times this stands in for its confidence while they are collected


def claims(paths: list[Path]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, whether right, and the number of the text, of every gold claim that was found."""
    seen: list[list[float]] = []

    def note(_: list[float], numbers: list[float]) -> float:
        seen.append(list(numbers))
        return (len(seen) - 1) * STEP

    rows, right, texts = [], [], []
    with patch("sayso.reading.assemble.learned", note):
        reader = Reader()
        for number, gold in enumerate(gold_texts(paths)):
            for at, is_right in judge(gold, reader.read(document(gold))).confidences:
                rows.append(seen[round(at / STEP)])
                right.append(is_right)
                texts.append(number)
    return np.array(rows), np.array(right, dtype=float), np.array(texts)


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Logistic regression with a small ridge on all but the constant, by Newton's method."""
    found = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(50):
        chances = confidences(rows, found)
        slope = rows.T @ (chances - right) + ridge * found
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(ridge)
        found -= np.linalg.solve(bend, slope)
    return found


def confidences(rows: np.ndarray, found: np.ndarray) -> np.ndarray:
    """What a fit says of some claims."""
    return 1 / (1 + np.exp(-rows @ found))


def error(chances: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error of what a fit says."""
    pairs = [(float(c), bool(r)) for c, r in zip(chances, right, strict=True)]
    return expected_calibration_error(reliability(pairs))


def main() -> None:
    """Parse the command line, fit, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, help="gold texts, such as tests/gold/*.jsonl")
    options = parser.parse_args()
    rows, right, texts = claims(options.gold)
    unseen = np.zeros(len(right))
    for fold in range(FOLDS):
        held = texts % FOLDS == fold
        unseen[held] = confidences(rows[held], fit(rows[~held], right[~held]))
    print(f"ece_unseen_texts {error(unseen, right):.4f}")
    found = fit(rows, right)
    print(f"ece_fitted {error(confidences(rows, found), right):.4f}")
    for name, weight in zip(NAMES, found, strict=True):
        print(f"weight {name.replace(' ', '_')} {weight:.3f}")
    path = FOLDER / "config.json"
    config = Config.load(path)
    settings = {**config.settings, "confidence": [round(w, 4) for w in found.tolist()]}
    replace(config, settings=settings).save(path)
    seal(FOLDER)


if __name__ == "__main__":
    main()
