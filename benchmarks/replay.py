"""A reader that has read its texts before: readings as real ones are, at a fraction of the time.

Comes in: texts, which are read once. Goes out: for a document with one of these texts, that reading
with the document's own id, publisher and date, and with other voices, statuses and degrees of
confidence, drawn by its id. So a large corpus can be made of a small one, to measure what comes
after the reading.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from sayso import Reader
from sayso.records import Claim, Document, ReaderInfo, Reading, Status, Voice

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_STATUSES = get_args(Status)
_NAMES = tuple(
    f"{given} {family}"
    for given in ("Ada", "Bo", "Chidi", "Dana", "Emeka", "Farah", "Goran", "Hana", "Ivo", "Juno")
    for family in ("Aalto", "Brkic", "Castellan", "Dube", "Eriksen", "Fonseca", "Gashi", "Halonen")
)
_FIRST_DAY = date(2015, 1, 1)


class Replay:
    """Gives readings that were made before.

    Args:
        texts: those that it will be given.
        heads: what they are read with, once.
    """

    info = ReaderInfo(version="0", models={"benchmarks": "replay"})

    def __init__(self, texts: Sequence[str], heads: str = "rules") -> None:
        reader = Reader(heads=heads)  # type: ignore[arg-type]  # checked by Reader
        self._readings = {text: reader.read(text) for text in dict.fromkeys(texts)}

    def read(self, document: Document) -> Reading:
        """The reading of the document's text, with other voices."""
        held = self._readings[document.text]
        chance = random.Random(document.id)  # noqa: S311 - any will do
        claims = [_varied(claim, chance) for claim in held.claims]
        told = held.document.model_dump() | document.model_dump(exclude_none=True)
        return Reading(
            reader=self.info,
            document=Document(**told),
            attributions=held.attributions,
            claims=claims,
        )


def _varied(claim: Claim, chance: random.Random) -> Claim:
    changed = {"status": chance.choice(_STATUSES), "confidence": round(chance.random(), 3)}
    *outer, last = claim.sayso
    if last.kind == "person":
        last = Voice(**(last.model_dump() | {"name": chance.choice(_NAMES)}))
    return claim.model_copy(update={**changed, "sayso": type(claim.sayso)((*outer, last))})


def texts(paths: Sequence[Path]) -> list[str]:
    """The texts of some files (``.jsonl``: one a line); of ``examples/`` without any."""
    found = []
    for path in paths or sorted(_EXAMPLES.glob("*.txt")):
        content = path.read_text("utf8")
        if path.suffix == ".jsonl":
            found += [json.loads(line)["text"] for line in content.splitlines() if line.strip()]
        else:
            found.append(content)
    if not any(text.split() for text in found):
        raise SystemExit("there is no word in the texts to read")
    return found


def repeated(texts: Sequence[str], count: int, name: str = "r") -> Iterator[Document]:
    """So many documents with these texts in turn, each with an id of its own, over ten years."""
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=number * 7919 % 3650)
        yield Document(
            id=f"{name}{number}",
            text=texts[number % len(texts)],
            title=f"Report {number}",
            publisher=f"Paper {number % 40}",
            published=day.isoformat(),
            url=f"https://news.example.com/{name}/{number}",
        )
