"""Find who says what in articles whose attributions are known, and print how much is found.

    python benchmarks/attribution.py GOLD.jsonl [--heads NAME] [--predictions OUT.jsonl] [--json]
    python benchmarks/attribution.py GOLD.jsonl --score PREDICTIONS.jsonl [--json]

GOLD has PolNeAR's form: ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``, each
role a list of ``[start, end)`` offsets into the text, and ``title``, ``publisher`` and ``date``
where they are known. Predicted are the attributions of a reading that lie in no other one: the set
annotates no voice inside a voice. ``--predictions`` keeps them in a file of the same form;
``--score`` scores such a file instead of reading. ``scoring/attributions.py`` says what counts as
found; the headline is ``overlap_f1``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import track

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import attributions as scoring
from benchmarks.scoring import jsonl
from benchmarks.scoring.attributions import ROLES, Article, Roles
from benchmarks.scoring.figures import printed
from benchmarks.scoring.spans import spans

from sayso import Document, IntakeError, Reader, SaysoError
from sayso.intake.text import iso_date
from sayso.records import Reading


class Gold(NamedTuple):
    """An article, and the attributions that are known to be in it."""

    document: Document
    attributions: list[Roles]


def gold_articles(path: Path) -> dict[str, Gold]:
    """The articles of a gold file by id, in order.

    Raises:
        IntakeError: a line is not an article, a span of it is wrong, or two have the same id.
    """
    lines = _by_id(jsonl.read(path, {"id": str, "text": str, "attributions": list}))
    return {
        name: Gold(document(line), roles(line, line.record["text"])) for name, line in lines.items()
    }


def predictions(path: Path, gold: Mapping[str, Gold]) -> dict[str, list[Roles]]:
    """The predictions of a file by the id of their article.

    Raises:
        IntakeError: a line is not such a record, a span does not lie in the article's text, the
            article is not in the gold, or has two lines.
    """
    lines = _by_id(jsonl.read(path, {"id": str, "attributions": list}))
    for name, line in lines.items():
        if name not in gold:
            raise IntakeError(line.place, f"the gold has no article {name!r}")
    return {name: roles(line, gold[name].document.text) for name, line in lines.items()}


def document(line: jsonl.Line) -> Document:
    """The document to read: an article's text with what is known about it.

    Raises:
        IntakeError: its title, publisher or date is no string.
    """
    place, record = line
    for field in ("title", "publisher", "date"):
        if not isinstance(record.get(field), str | None):
            raise IntakeError(place, f'"{field}" must be a string, or left out')
    return Document(
        id=record["id"],
        text=record["text"],
        title=record.get("title"),
        publisher=record.get("publisher"),
        published=iso_date(record.get("date") or ""),
    )


def roles(line: jsonl.Line, text: str) -> list[Roles]:
    """The attributions of a line, their spans checked against the text.

    Raises:
        IntakeError: an attribution is no object, or a span of it is wrong.
    """
    found: list[Roles] = []
    for number, attribution in enumerate(line.record["attributions"], start=1):
        try:
            if not isinstance(attribution, dict):
                raise ValueError("it is no JSON object")
            found.append({role: spans(attribution.get(role), text) for role in ROLES})
        except ValueError as error:
            raise IntakeError(line.place, f"attribution {number}: {error}") from error
    return found


def outermost(reading: Reading) -> list[Roles]:
    """The attributions of a reading that lie in no other: their spans, role by role."""
    return [
        {role: [(s.start, s.end) for s in getattr(attribution, role)] for role in ROLES}
        for attribution in reading.attributions
        if attribution.parent is None
    ]


def read_articles(gold: Mapping[str, Gold], heads: str | None) -> dict[str, list[Roles]]:
    """Read every article; what each says of whom, with a bar of progress on a terminal.

    Raises:
        SaysoError: the reader cannot be made, or has no such heads.
    """
    chosen: dict[str, Any] = {} if heads is None else {"heads": heads}
    readings = Reader(**chosen).read_many(article.document for article in gold.values())
    console = Console(stderr=True)
    shown = track(
        readings, "Reading", total=len(gold), console=console, disable=not console.is_terminal
    )
    return {reading.document.id: outermost(reading) for reading in shown}


def figures(gold: Mapping[str, Gold], said: Mapping[str, Sequence[Roles]]) -> dict[str, float]:
    """Score predictions; an article without any counts as one where nothing was found."""
    return scoring.figures(
        scoring.score(
            Article(article.document.text, article.attributions, said.get(name, ()))
            for name, article in gold.items()
        )
    )


def _by_id(lines: list[jsonl.Line]) -> dict[str, jsonl.Line]:
    found: dict[str, jsonl.Line] = {}
    for line in lines:
        name = line.record["id"]
        if name in found:
            raise IntakeError(line.place, f"{name!r} stands at {found[name].place}, too")
        found[name] = line
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, metavar="GOLD", help="articles with their attributions")
    parser.add_argument("--predictions", type=Path, metavar="OUT", help="write what was found")
    parser.add_argument("--score", type=Path, metavar="FILE", help="score these, read nothing")
    parser.add_argument("--heads", help="what the reader reads with; its own choice without")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.score and (options.predictions or options.heads):
        parser.error("--score reads no text; leave out --predictions and --heads")
    try:
        gold = gold_articles(options.gold)
        if options.score:
            said = predictions(options.score, gold)
        else:
            said = read_articles(gold, options.heads)
        if options.predictions:
            jsonl.write(
                options.predictions,
                ({"id": name, "attributions": found} for name, found in said.items()),
            )
        shown = figures(gold, said)
    except SaysoError as error:
        print(error, file=sys.stderr)
        return 2
    print(printed(shown, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
