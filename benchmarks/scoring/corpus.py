"""The invented corpus, read; and which claim tells what a quotation of its truth quotes."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.scoring import jsonl
from benchmarks.weighing_dyads import Swap

from sayso import Reader
from sayso.intake.actors import load_actors
from sayso.intake.alliances import Alliance, load_alliances
from sayso.intake.outlets import Outlet, load_outlets, owners
from sayso.knowledge.user_actors import UserActors
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing.copies import Copy, Credited, copies, credits_of
from sayso.weighing.forecasts import texts
from sayso.weighing.foretold import Text
from sayso.weighing.tellings import Telling, tellings
from sayso.weighing.texts import Kept

Table = list[dict[str, str | None]]


@dataclass(frozen=True)
class Read:
    """What the reader made of the articles: their claims and texts, with the user's tables."""

    told: list[Telling]
    written: dict[str, Text]
    copied: list[Copy]
    credited: list[Credited]
    actors: UserActors
    outlets: list[Outlet]
    alliances: list[Alliance]

    @property
    def controlled(self) -> dict[str, str]:
        """The side that owns an outlet."""
        return owners(self.outlets)


@dataclass(frozen=True)
class Quoted:
    """Words of the truth, which stand once in their document."""

    document: str
    words: str


class Corpus:
    """Articles with actors, outlets and a written truth, as ``examples/corpus`` has them.

    Args:
        folder: where it lies.
        heads: ``learned`` or ``rules``.
    """

    def __init__(self, folder: Path, heads: str = "learned") -> None:
        self.truth = folder / "truth"
        self._heads = heads
        self.articles: list[dict[str, Any]] = [
            {**row, "published": row["published"][:10]}
            for _, row in jsonl.read(folder / "articles.jsonl", {"id": str, "text": str})
        ]
        self.table: Table = [dict(row) for row in rows(folder / "actors.csv")]
        self.outlets = load_outlets([folder / "outlets.csv"])
        self.alliances = load_alliances([folder / "alliances.csv"])

    @cached_property
    def read(self) -> Read:
        """Its articles as they are."""
        return self._read(self.articles, self.table, self.outlets, self.alliances)

    @cached_property
    def swapped(self) -> Read:
        """Its articles with the names of the two countries changed for each other."""
        swap = self.swap
        return self._read(
            [swap.article(one) for one in self.articles],
            swap.actors(self.table),
            [replace(one, country=swap.code(one.country)) for one in self.outlets],
            [replace(one, party=swap.code(one.party) or one.party) for one in self.alliances],
        )

    @cached_property
    def swap(self) -> Swap:
        """What changes the two countries' names for each other."""
        return Swap(self.table)

    def _read(
        self,
        articles: Iterable[Mapping[str, Any]],
        table: Table,
        outlets: list[Outlet],
        alliances: list[Alliance],
    ) -> Read:
        names = ("id", "text", "title", "publisher", "author", "published")
        documents = [Document(**{name: one.get(name) for name in names}) for one in articles]
        with tempfile.TemporaryDirectory() as folder:
            ledger = Ledger(Path(folder) / "ledger")
            ledger.ingest(documents, Reader(heads=self._heads, actors=table))
            snapshot = ledger.snapshot()
            told = tellings(snapshot)
            written = texts(snapshot, {one.document for one in told})
            actors = load_actors(table)
            copied = copies(snapshot, actors=actors)
            credited = list(credits_of(Kept(snapshot), actors))
        return Read(told, written, copied, credited, actors, outlets, alliances)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


def aligned(
    quoted: Sequence[Quoted], told: Sequence[Telling], written: Mapping[str, Text]
) -> dict[Quoted, Telling]:
    """The claim for each quotation that has one, and no claim for two.

    It is the one with the greatest overlap, shared characters over characters of either; of equals
    the one with the longest chain of voices.
    """
    by_document: dict[str, list[Telling]] = {}
    for one in told:
        by_document.setdefault(one.document, []).append(one)
    pairs: list[tuple[float, int, int, Telling]] = []
    for number, quote in enumerate(quoted):
        start = written[quote.document].text.index(quote.words)
        end = start + len(quote.words)
        for one in by_document.get(quote.document, ()):
            shared = min(end, one.end) - max(start, one.start)
            if shared > 0:
                overlap = shared / (max(end, one.end) - min(start, one.start))
                pairs.append((-overlap, -len(one.chain), number, one))
    found: dict[Quoted, Telling] = {}
    taken: set[str] = set()
    for _, _, number, one in sorted(pairs, key=lambda pair: (*pair[:3], pair[3].claim)):
        if quoted[number] not in found and one.claim not in taken:
            found[quoted[number]] = one
            taken.add(one.claim)
    return found
