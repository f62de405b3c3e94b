"""Find loaded words in sentences where annotators marked them, and print how many are found.

    python benchmarks/wording.py GOLD.jsonl [--score PREDICTIONS.jsonl] [--heads] [--json]

GOLD has BABE's form: ``{"text", "outlet", "biased_words"}``. Every word of every sentence counts,
and the figures are F1 over all of them:

    lexicon_word_f1  a word is loaded if it mostly was in the other folds: five folds, no outlet in
                     two of them. The figure to beat
    head_word_f1     --score: predictions ``{"text", "loaded": [[start, end]]}`` of a model that
                     was trained on the other folds
    shipped_word_f1  --heads: the heads that sayso ships. They were trained on all of BABE, so this
                     figure is no measure of how well they do on other texts
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import jsonl
from benchmarks.scoring.figures import printed
from benchmarks.scoring.spans import Span, spans
from benchmarks.scoring.tally import Tally, overlap
from benchmarks.scoring.wording import Sentence, folds_by_outlet, lexicon_tally, marked
from benchmarks.scoring.words import Words

from sayso import IntakeError, SaysoError


def gold_lines(path: Path) -> list[jsonl.Line]:
    """The sentences of a gold file as they stand there.

    Raises:
        IntakeError: a line is not such a record, or its text stands in an earlier one.
    """
    lines = jsonl.read(path, {"text": str, "outlet": str, "biased_words": list})
    for place, record in lines:
        if not all(isinstance(entry, str) for entry in record["biased_words"]):
            raise IntakeError(place, '"biased_words" must be a list of strings')
    _by_text(lines)
    return lines


def sentence(record: jsonl.Record) -> Sentence:
    """The words of a sentence, and which are marked."""
    words = Words.of(record["text"])
    return Sentence(words, marked(words, record["biased_words"]))


def predictions(path: Path, texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """The loaded spans that a file gives for each text.

    Raises:
        IntakeError: a line is not such a record, or its text is not asked for; a text has no line,
            or two.
    """
    lines = _by_text(jsonl.read(path, {"text": str, "loaded": list}))
    wanted = set(texts)
    for text, (place, _) in lines.items():
        if text not in wanted:
            raise IntakeError(place, "its text is not in the gold")
    missing = [text for text in texts if text not in lines]
    if missing:
        raise IntakeError(str(path), f"{len(missing)} texts of the gold have no line")
    return [_loaded(lines[text], text) for text in texts]


def tally(sentences: Sequence[Sentence], loaded: Iterable[Iterable[Span]]) -> Tally:
    """Every word that a predicted span touches, against the marked ones."""
    return sum(
        (overlap(words.touched(said), wanted) for (words, wanted), said
         in zip(sentences, loaded, strict=True)),
        Tally(),
    )  # fmt: skip


def figures(name: str, of: Tally) -> dict[str, float]:
    """What is printed of one way to find loaded words."""
    shares = {"f1": of.f1, "precision": of.precision, "recall": of.recall}
    return {f"{name}_word_{key}": round(value, 4) for key, value in shares.items()}


def _by_text(lines: Iterable[jsonl.Line]) -> dict[str, jsonl.Line]:
    found: dict[str, jsonl.Line] = {}
    for line in lines:
        text = line.record["text"]
        if text in found:
            raise IntakeError(line.place, f"its text stands at {found[text].place}, too")
        found[text] = line
    return found


def _loaded(line: jsonl.Line, text: str) -> tuple[Span, ...]:
    try:
        return spans(line.record["loaded"], text)
    except ValueError as error:
        raise IntakeError(line.place, f'"loaded": {error}') from error


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, metavar="GOLD", help="sentences with marked words")
    parser.add_argument("--score", type=Path, metavar="FILE", help="score these predictions, too")
    parser.add_argument("--heads", action="store_true", help="try the shipped heads, too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        records = [line.record for line in gold_lines(options.gold)]
        texts = [record["text"] for record in records]
        sentences = [sentence(record) for record in records]
        folds = folds_by_outlet([record["outlet"] for record in records])
        shown: dict[str, float] = {
            "sentences": len(sentences),
            "words": sum(len(words.forms) for words, _ in sentences),
            "marked_words": sum(len(loaded) for _, loaded in sentences),
            **figures("lexicon", lexicon_tally(sentences, folds)),
        }
        if options.score:
            shown |= figures("head", tally(sentences, predictions(options.score, texts)))
        if options.heads:
            from sayso.reading.heads import Heads

            heads = Heads()
            shown |= figures("shipped", tally(sentences, map(heads.loaded_words, texts)))
    except SaysoError as error:
        print(error, file=sys.stderr)
        return 2
    print(printed(shown, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
