"""An invented corpus of short texts, and a process that ingests and can be killed, for the tests of
the ledger."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sayso.ledger import Ledger

COUNTRIES = ("Armenia", "Chile", "Ghana", "Japan", "Kenya", "Norway", "Peru", "Thailand")

# What differs from run to run, and should.
_OF_THE_RUN = {"run_id", "read_at", "seen_at", "rejected_at"}

_DRIVER = """
import os, sys
from sayso import Reader
from sayso.intake.sources import read_sources
from sayso.ledger import Ledger
from sayso.ledger.ingest import Plan

reader = Reader(heads="rules")
reader.read("Chile thanked Peru.")
children = []
print("ready", flush=True)
for line in sys.stdin:
    order, *given = line.rstrip("\\n").split("|")
    if order == "wait":
        print("ended", *(os.waitpid(child, 0)[1] for child in children), flush=True)
        children = []
        continue
    for one in given:
        folder, batch_size, *sources = one.split(">")
        child = os.fork()
        if child == 0:
            Ledger(folder).ingest(read_sources(sources), reader, Plan(batch_size=int(batch_size)))
            os._exit(0)
        children.append(child)
    print("started", *children, flush=True)
"""


def lines(first: int, last: int) -> list[dict[str, Any]]:
    """Documents ``d1``, ``d2`` ... as lines of a .jsonl file."""
    found = []
    for number in range(first, last + 1):
        one, other = (COUNTRIES[(number * step) % len(COUNTRIES)] for step in (1, 3))
        text = (
            f"{one} accused {other} of shelling village number {number} last week, two officials "
            f"said. {other} denied the claim.\n\nThe foreign minister will probably travel to "
            f"{one} in {number + 2} days, according to Dana Lindqvist, a spokeswoman."
        )
        found.append(
            {
                "id": f"d{number}",
                "text": text,
                "publisher": f"Paper {number % 3}",
                "published": f"2024-05-{number % 28 + 1:02}",
                "url": f"https://news.example.com/{number}",
            }
        )
    return found


def write(path: Path, first: int, last: int, *more: dict[str, Any]) -> Path:
    """A .jsonl file of these documents."""
    content = [json.dumps(line) for line in (*lines(first, last), *more)]
    path.write_text("\n".join(content) + "\n", "utf8")
    return path


def tables(ledger: Ledger) -> dict[str, list[str]]:
    """All that a ledger holds and that should not depend on how it came in, sorted."""
    found = {}
    with ledger.snapshot().connection() as connection:
        for name in ("documents", "appearances", "attributions", "claims", "parties", "rejected"):
            table = connection.sql(f"FROM {name}").to_arrow_table()
            kept = [column for column in table.column_names if column not in _OF_THE_RUN]
            found[name] = sorted(map(repr, table.select(kept).to_pylist()))
    return found


class Driver:
    """A process with a reader at hand, which ingests in children that can be killed.

    A child's id stays its own until :meth:`wait` is asked, even when it has ended.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _DRIVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer("ready") == []

    def start(self, *orders: tuple[Path | str, int, list[Path]]) -> list[int]:
        """Begin to ingest, in one process for each ledger, batch size and sources; their ids."""
        written = [">".join(map(str, (folder, size, *names))) for folder, size, names in orders]
        self._order("|".join(("start", *written)))
        return self._answer("started")

    def wait(self) -> list[int]:
        """Their exit statuses: 0, or the number of the signal that ended them."""
        self._order("wait")
        return self._answer("ended")

    def run(self, folder: Path, size: int, sources: list[Path]) -> None:
        """Ingest, and see that it goes well."""
        self.start((folder, size, sources))
        assert self.wait() == [0]

    def stop(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    def _order(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _answer(self, expected: str) -> list[int]:
        assert self._process.stdout is not None
        word, *numbers = self._process.stdout.readline().split() or ["nothing"]
        assert word == expected
        return [int(number) for number in numbers]


@contextmanager
def driver() -> Iterator[Driver]:
    """A driver that is ended afterwards."""
    found = Driver()
    try:
        yield found
    finally:
        found.stop()
