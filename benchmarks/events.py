"""Name what one marked party does to another, and print how often the name is right.

    python benchmarks/events.py plv GOLD.jsonl [--json]

GOLD has the form of Zero-Shot-PLOVER's classification set: ``{"text", "marked_text",
"label_root", "label_penta"}``, the actor marked ``<s>...</s>`` and the recipient ``<t>...</t>``.
The learned heads give each PLOVER type a probability; those of CONCEDE and RETREAT are added up
as YIELD, "none" is left out, and the most probable root is the prediction. Its quad class is the
prediction of the penta label. Prints macro F1 and accuracy of both, and the F1 of each root.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import jsonl
from benchmarks.scoring.classes import accuracy, macro_f1, tallies
from benchmarks.scoring.figures import printed
from benchmarks.scoring.pairs import (
    ABSENT,
    Pair,
    likeliest_penta,
    marked_pair,
    penta_of,
    root_of,
    root_probabilities,
)

from sayso import IntakeError, SaysoError

if TYPE_CHECKING:
    from sayso.reading.heads import Heads


class Sentence(NamedTuple):
    """A sentence, its pair, and what the actor does to the recipient."""

    text: str
    pair: Pair
    root: str
    penta: int


def gold_sentences(path: Path) -> list[Sentence]:
    """The sentences of a gold file.

    Raises:
        IntakeError: a line is not such a record, or its marks or labels are wrong.
    """
    fields: jsonl.Fields = {"text": str, "marked_text": str, "label_root": str, "label_penta": int}
    return [_sentence(line) for line in jsonl.read(path, fields)]


def predicted(sentences: Sequence[Sentence], heads: Heads) -> tuple[list[str], list[int]]:
    """The most probable root of each sentence's pair, and its most probable quad class."""
    roots, pentas = [], []
    for sentence in sentences:
        types = heads.pair_types(sentence.text, sentence.pair.actor, sentence.pair.recipient)
        probabilities = root_probabilities(types)
        roots.append(max(probabilities, key=probabilities.__getitem__))
        pentas.append(likeliest_penta(types))
    return roots, pentas


def figures(
    sentences: Sequence[Sentence], roots: Sequence[str], pentas: Sequence[int]
) -> dict[str, float]:
    """What is printed, given the predicted root and quad class of each sentence."""
    gold_roots = [sentence.root for sentence in sentences]
    gold_pentas = [sentence.penta for sentence in sentences]
    shares = {
        "root_macro_f1": macro_f1(gold_roots, roots),
        "penta_macro_f1": macro_f1(gold_pentas, pentas),
        "root_accuracy": accuracy(gold_roots, roots),
        "penta_accuracy": accuracy(gold_pentas, pentas),
        **{
            f"root_f1_{root}": tally.f1
            for root, tally in sorted(tallies(gold_roots, roots).items())
            if tally.wanted
        },
    }
    return {
        "sentences": len(sentences),
        "without_actor": sum(sentence.pair.actor == ABSENT for sentence in sentences),
        "without_recipient": sum(sentence.pair.recipient == ABSENT for sentence in sentences),
        **{name: round(value, 4) for name, value in shares.items()},
    }


def _sentence(line: jsonl.Line) -> Sentence:
    place, record = line
    root, penta = root_of(record["label_root"]), record["label_penta"]
    if root not in penta_of():
        raise IntakeError(place, f'"label_root" is {root!r}; use one of {", ".join(penta_of())}')
    if penta not in penta_of().values():
        raise IntakeError(place, f'"label_penta" is {penta}; use 1, 2, 3 or 4')
    try:
        pair = marked_pair(record["text"], record["marked_text"])
    except ValueError as error:
        raise IntakeError(place, str(error)) from error
    return Sentence(record["text"], pair, root, penta)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sets = parser.add_subparsers(dest="set", required=True, metavar="SET")
    plv = sets.add_parser("plv", help="one marked pair a sentence, 15 roots")
    plv.add_argument("gold", type=Path, metavar="GOLD", help="sentences with their labels")
    plv.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        sentences = gold_sentences(options.gold)
        from sayso.reading.heads import Heads

        shown = figures(sentences, *predicted(sentences, Heads()))
    except SaysoError as error:
        print(error, file=sys.stderr)
        return 2
    print(printed(shown, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
