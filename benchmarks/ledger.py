"""What becomes of a corpus in a ledger: nothing lost, nothing twice, and how long it takes.

    python benchmarks/ledger.py ARTICLES.jsonl [...] [--limit N] [--heads NAME] [--kills N] [--json]

Articles are lines with ``id`` and ``text``, and ``publisher``, ``title`` and ``date`` where known
(the form of PolNeAR). They are ingested twice by ``sayso ingest``, each time a process of its own.
One figure a line:

    documents             articles that were given
    documents_in          documents that the ledger holds after the first run
    lost, twice           articles that it doesn't hold, and that it holds more than once
    changed_by_second     rows of documents and claims that the second run added or removed
    first_s, second_s     wall time of the two runs, models loaded and all
    second_run_ratio      the second over the first
    documents_per_core_h  documents of the first run over its processor time in hours
    claims                claims that the ledger holds
    bytes_per_document    size on disk after `sayso ledger compact`, over its documents
    info_s, claims_s      `Ledger.info()`, and `Ledger.claims(who=..., limit=50)`, median of five
    verify_problems       what `sayso ledger verify` finds wrong
    kills_that_differ     with --kills: killed runs after which the ledger isn't as it should be
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import jsonl
from benchmarks.scoring.figures import printed

from sayso.ledger import Ledger

_OF_THE_RUN = {"run_id", "read_at"}
_HELD = ("documents", "attributions", "claims", "parties")


def converted(paths: list[Path], target: Path, limit: int | None) -> list[str]:
    """Write the articles as lines that sayso reads; returns their ids."""
    ids = []
    with target.open("w", encoding="utf8") as stream:
        for path in paths:
            for _, record in jsonl.read(path, {"id": str, "text": str}):
                if limit is not None and len(ids) == limit:
                    break
                line = {name: record[name] for name in ("id", "text")}
                for name, key in (
                    ("publisher", "publisher"), ("title", "title"), ("published", "date"),
                ):  # fmt: skip
                    if isinstance(record.get(key), str):
                        line[name] = record[key]
                stream.write(json.dumps(line) + "\n")
                ids.append(record["id"])
    return ids


def ingest(source: Path, folder: Path, heads: str) -> subprocess.Popen[bytes]:
    """Start ``sayso ingest`` as a process of its own."""
    code = "from sayso.cli import main; main()"
    options = ["--ledger", str(folder), "--heads", heads, "--quiet"]
    return subprocess.Popen(
        [sys.executable, "-c", code, "ingest", str(source), *options], stdout=subprocess.DEVNULL
    )


def timed(source: Path, folder: Path, heads: str) -> tuple[float, float]:
    """Wall and processor seconds of one run.

    Raises:
        SystemExit: it failed.
    """
    started, before = time.perf_counter(), _children()
    if ingest(source, folder, heads).wait():
        raise SystemExit("sayso ingest failed; its message is above")
    return time.perf_counter() - started, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def held(ledger: Ledger) -> dict[str, list[str]]:
    """All rows that should not depend on the run that wrote them, sorted."""
    found = {}
    with ledger.snapshot().connection() as connection:
        for name in _HELD:
            table = connection.sql(f"FROM {name}").to_arrow_table()
            kept = [column for column in table.column_names if column not in _OF_THE_RUN]
            found[name] = sorted(map(repr, table.select(kept).to_pylist()))
    return found


def differing(source: Path, whole: Ledger, heads: str, kills: int, seconds: float) -> int:
    """How many killed runs, run again, leave another ledger than an uninterrupted run."""
    expected, wrong = held(whole), 0
    chance = random.Random(0)  # noqa: S311 - any moment will do
    for _ in range(kills):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "ledger"
            process = ingest(source, folder, heads)
            time.sleep(chance.uniform(0, seconds))
            process.send_signal(signal.SIGKILL)
            process.wait()
            timed(source, folder, heads)
            ledger = Ledger(folder)
            wrong += held(ledger) != expected or bool(ledger.verify().problems)
    return wrong


def _median(action: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _bytes(folder: Path) -> int:
    return sum(
        os.path.getsize(os.path.join(parent, name))
        for parent, _, names in os.walk(folder)
        for name in names
    )


def figures(paths: list[Path], folder: Path, options: argparse.Namespace) -> dict[str, float]:
    """All figures, of a ledger that is made in this folder."""
    source = folder / "articles.jsonl"
    ids = converted(paths, source, options.limit)
    place = folder / "ledger"
    ledger = Ledger(place)
    first, processor = timed(source, place, options.heads)
    before = held(ledger)
    second, _ = timed(source, place, options.heads)
    after = held(ledger)
    kept = ledger.sql("SELECT document_id FROM documents").column("document_id").to_pylist()
    report = ledger.verify()
    found = {
        "documents": len(ids),
        "documents_in": len(kept),
        "lost": len(set(ids) - set(kept)),
        "twice": len(kept) - len(set(kept)),
        "changed_by_second": sum(len(set(before[n]) ^ set(after[n])) for n in _HELD),
        "first_s": round(first, 1),
        "second_s": round(second, 1),
        "second_run_ratio": round(second / first, 4),
        "documents_per_core_h": round(len(kept) / processor * 3600),
        "claims": report.claims,
        "verify_problems": len(report.problems),
    }
    if options.kills:
        found["kills_that_differ"] = differing(source, ledger, options.heads, options.kills, first)
    compact = folder / "compact"
    shutil.copytree(place, compact)
    small = Ledger(compact)
    small.compact(keep_days=0)
    found["bytes_per_document"] = round(_bytes(compact) / len(kept))
    found["info_s"] = round(_median(small.info), 3)
    found["claims_s"] = round(_median(lambda: small.claims(who="the", limit=50)), 3)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, help="articles")
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--heads", default="learned", help="what to read with (learned)")
    parser.add_argument("--kills", type=int, default=0, help="runs to kill at random moments (0)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        print(printed(figures(options.files, Path(folder), options), as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
