"""Say how far events happened, and print how close that comes to what annotators say.

    python benchmarks/factuality.py GOLD.jsonl ... [--json]

Each file is one set of events, ``{"text", "char": [start, end], "value", "label"}``: a value from
-3 (certainly did not happen) to 3 (certainly did) and the class that the value falls in (CT+, PS+,
UU, PS-, CT-). The file's name up to its first dot names the set (``UW.dev.jsonl``: UW), and the
learned heads are asked for a value as that set's annotators would give it, where they know the
set. Prints for each set Pearson's r and the mean absolute error of the values, and the macro F1 of
the classes.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import jsonl
from benchmarks.scoring.classes import macro_f1
from benchmarks.scoring.figures import printed
from benchmarks.scoring.spans import Span, span
from benchmarks.scoring.values import mean_absolute_error, pearson_r

from sayso import IntakeError, SaysoError

if TYPE_CHECKING:
    from sayso.reading.heads import Heads

#: The sets whose annotators' habits the heads can follow.
CONVENTIONS = ("UW", "UDS_IH2", "MEANTIME", "CB", "RP", "MV2")
LABELS = ("CT+", "PS+", "UU", "PS-", "CT-")

Answer = tuple[float, Mapping[str, float]]


class Happening(NamedTuple):
    """A word that names an event, and how far the event happened."""

    text: str
    span: Span
    value: float
    label: str


def set_name(path: Path) -> str:
    """The name of the set that a file holds."""
    return path.name.split(".")[0]


def gold_events(path: Path) -> list[Happening]:
    """The events of a gold file.

    Raises:
        IntakeError: a line is not such a record.
    """
    fields: jsonl.Fields = {"text": str, "char": list, "value": (int, float), "label": str}
    return [_event(line) for line in jsonl.read(path, fields)]


def by_text(events: Sequence[Happening]) -> dict[str, list[int]]:
    """The numbers of the events of each text, so that a text is read once."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        numbers[event.text].append(number)
    return dict(numbers)


def predicted(events: Sequence[Happening], heads: Heads, convention: str | None) -> list[Answer]:
    """What the heads say of each event."""
    answers: dict[int, Answer] = {}
    for text, numbers in by_text(events).items():
        spans = [events[number].span for number in numbers]
        if hasattr(heads, "factuality_many"):
            said = heads.factuality_many(text, spans, convention)
        else:
            said = [heads.factuality(text, one, convention) for one in spans]
        answers.update(zip(numbers, said, strict=True))
    return [answers[number] for number in range(len(events))]


def figures(events: Sequence[Happening], answers: Sequence[Answer]) -> dict[str, float]:
    """What is printed of one set, given the answer for each event."""
    gold = [event.value for event in events]
    said = [value for value, _ in answers]
    labels = [max(shares, key=shares.__getitem__) for _, shares in answers]
    shares = {
        "pearson_r": pearson_r(gold, said),
        "mae": mean_absolute_error(gold, said),
        "macro_f1": macro_f1([event.label for event in events], labels),
    }
    return {"events": len(events), **{name: round(value, 4) for name, value in shares.items()}}


def _event(line: jsonl.Line) -> Happening:
    place, record = line
    if not -3 <= record["value"] <= 3:
        raise IntakeError(place, f'"value" is {record["value"]}; it must lie in -3..3')
    if record["label"] not in LABELS:
        raise IntakeError(place, f'"label" is {record["label"]!r}; use {", ".join(LABELS)}')
    try:
        where = span(record["char"], record["text"])
    except ValueError as error:
        raise IntakeError(place, f'"char": {error}') from error
    return Happening(record["text"], where, float(record["value"]), record["label"])


def _sets(paths: Sequence[Path]) -> dict[str, list[Happening]]:
    """The events of some files, by the name of their set."""
    sets: dict[str, list[Happening]] = {}
    for path in paths:
        if set_name(path) in sets:
            raise IntakeError(str(path), f"another file is named {set_name(path)}, too")
        sets[set_name(path)] = gold_events(path)
    return sets


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="one file a set")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    shown: dict[str, float] = {}
    try:
        sets = _sets(options.gold)
        from sayso.reading.heads import Heads

        heads = Heads()
        for name, events in sets.items():
            answers = predicted(events, heads, name if name in CONVENTIONS else None)
            shown |= {f"{name}_{key}": value for key, value in figures(events, answers).items()}
    except SaysoError as error:
        print(error, file=sys.stderr)
        return 2
    print(printed(shown, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
