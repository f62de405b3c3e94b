"""Code events, and print how often the coding is right.

    python benchmarks/events.py plv GOLD.jsonl [--json]
    python benchmarks/events.py gold [FILE.jsonl ...] [--half dev|test] [--errors] [--json]

``plv`` asks what one marked party does to another. GOLD has the form of Zero-Shot-PLOVER's
classification set: ``{"text", "marked_text", "label_root", "label_penta"}``, the actor marked
``<s>...</s>`` and the recipient ``<t>...</t>``. The learned heads give each PLOVER type a
probability; those of CONCEDE and RETREAT are added up as YIELD, "none" is left out, and the most
probable root is the prediction. Its quad class is the prediction of the penta label. Prints macro
F1 and accuracy of both, and the F1 of each root.

``gold`` reads whole sentences and short articles of our own, ``benchmarks/gold/events.jsonl``, and
compares every event with the ones that ``docs/coding.md`` would have a careful person code.
``--errors`` lists what is wrong; it is refused for the test half, which is for scoring only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import coding, jsonl
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

from sayso import Document, IntakeError, Reader, SaysoError

if TYPE_CHECKING:
    from sayso.reading.heads import Heads

GOLD = Path(__file__).parent / "gold" / "events.jsonl"


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


def gold_texts(paths: Sequence[Path], half: str | None) -> Iterator[dict[str, Any]]:
    """The texts of one half of the gold set, or of both."""
    for path in paths:
        for line in path.read_text("utf8").splitlines():
            if line.strip():
                gold = json.loads(line)
                if half in (None, gold["half"]):
                    yield gold


def code(paths: Sequence[Path], half: str | None, *, errors: bool) -> dict[str, float]:
    """Read the texts and compare; prints the errors if asked to, and returns the figures."""
    reader = Reader()
    total: Counter[str] = Counter()
    texts = 0
    for gold in gold_texts(paths, half):
        texts += 1
        document = Document(
            id=gold["id"],
            text=gold["text"],
            title=gold.get("title"),
            published=gold.get("published"),
        )
        pairs = coding.paired(gold["text"], gold["events"], reader.read(document))
        total += coding.counted(pairs)
        if errors:
            for line in coding.wrong(pairs):
                print(f"{gold['id']} {line}")
    return {"texts": texts, **coding.figures(total)}


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sets = parser.add_subparsers(dest="set", required=True, metavar="SET")
    plv = sets.add_parser("plv", help="one marked pair a sentence, 15 roots")
    plv.add_argument("gold", type=Path, metavar="GOLD", help="sentences with their labels")
    own = sets.add_parser("gold", help="whole texts of our own, all events")
    own.add_argument("files", nargs="*", type=Path, help="gold files; ours without any")
    own.add_argument("--half", choices=("dev", "test"), help="one half of the set only")
    own.add_argument("--errors", action="store_true", help="list every error of the dev half")
    for one in (plv, own):
        one.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.set == "gold":
        if options.errors and options.half != "dev":
            parser.error("--errors goes with --half dev: the other half is for scoring only")
        shown = code(options.files or [GOLD], options.half, errors=options.errors)
        print(printed(shown, as_json=options.json))
        return 0
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
