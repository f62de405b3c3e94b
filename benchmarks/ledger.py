"""What becomes of a corpus in a ledger: nothing lost, nothing twice, and how long it takes.

    python benchmarks/ledger.py [ARTICLES.jsonl ...] [--limit N] [--heads NAME] [--kills N]
                                [--claims N] [--json]

Articles are lines with ``id`` and ``text``, and ``publisher``, ``title`` and ``date`` where known
(the form of PolNeAR); without any, ``examples/``, each under 40 ids. They are ingested twice by
``sayso ingest``, each time a process of its own. One figure a line:

    documents             articles that were given
    documents_in          documents that the ledger holds after the first run
    lost, twice           articles that it doesn't hold, and that it holds more than once
    changed_by_second     rows of documents and claims that the second run added or removed
    first_s, second_s     wall time of the two runs, models loaded and all
    second_run_ratio      the second over the first
    documents_per_core_h  documents of the first run over its processor time in hours
    claims                claims that the ledger holds
    bytes_per_document    size on disk after `sayso ledger compact`, over its documents; texts that
                          are there many times take next to nothing, so this wants articles
    info_s, claims_s      `Ledger.info()`, and `Ledger.claims(who=..., limit=50)`, median of five
    verify_problems       what `sayso ledger verify` finds wrong
    kills_that_differ     with --kills: killed runs after which the ledger isn't as it should be

With ``--claims`` a ledger of that many claims is made of the same articles as well, each read once
and taken in many times over under other ids, dates, publishers, voices and statuses
(``benchmarks/replay.py``), and compacted:

    large_documents, large_claims  what it holds
    large_mb_per_1000     megabytes on disk for each 1,000 documents (see bytes_per_document)
    large_info_s          `Ledger.info()`, median of five
    large_claims_..._s    `Ledger.claims(..., limit=50)` by one filter, median of five
    large_claims_s        the slowest of these
    large_processor_s     processor seconds of the one that takes most, all threads together:
                          what the slowest would take on an idle machine, at the most
    large_command_s       `sayso claims --who` with start of the process and all, median of five
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
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.replay import Replay, repeated, texts
from benchmarks.scoring import jsonl
from benchmarks.scoring.figures import printed

from sayso.ledger import Ledger

_OF_THE_RUN = {"run_id", "read_at"}
_HELD = ("documents", "attributions", "claims", "parties")
_ROUNDS = 5  # questions are asked so often, and the median counts
_TIMES = 40  # how often each example is taken without articles

#: What people ask a large ledger for, one filter each.
ASKED: dict[str, dict[str, Any]] = {
    "who": {"who": "dana"},
    "about": {"about": "border"},
    "actor": {"actor": "RUS"},
    "recipient": {"recipient": "UKR"},
    "type": {"types": ("ACCUSE",)},
    "status": {"status": ("denied",)},
    "certainty": {"certainty": ("probable",)},
    "voice": {"voice_kinds": ("unnamed",)},
    "since": {"since": date(2024, 10, 1)},
    "publisher": {"publisher": "paper 7"},
    "text": {"text": "foreign minister"},
    "several": {"who": "dana", "status": ("denied",), "since": date(2020, 1, 1)},
}


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


def examples(target: Path) -> list[str]:
    """Write the examples as lines, many times over under ids of their own; returns the ids."""
    sample = texts([])
    lines = list(repeated(sample, _TIMES * len(sample)))
    target.write_text(
        "".join(f"{one.model_dump_json(exclude_none=True)}\n" for one in lines), "utf8"
    )
    return [one.id for one in lines]


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
    for _ in range(_ROUNDS):
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
    ids = converted(paths, source, options.limit) if paths else examples(source)
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


def large(sample: Sequence[str], folder: Path, claims: int) -> dict[str, float]:
    """The figures of a ledger with so many claims, or a few more."""
    reader = Replay(sample)
    each = sum(len(reader.read(one).claims) for one in repeated(sample, len(sample)))
    ledger = Ledger(folder / "large")
    ledger.ingest(repeated(sample, -(-claims * len(sample) // each)), reader)
    ledger.compact(keep_days=0)
    info = ledger.info()
    found = {
        "large_documents": info.documents,
        "large_claims": info.claims,
        "large_mb_per_1000": round(_bytes(folder / "large") / info.documents / 1000, 2),
        "large_info_s": round(_median(ledger.info), 3),
    }
    processor = []
    for name, given in ASKED.items():
        started = time.process_time()
        seconds = _median(lambda given=given: ledger.claims(limit=50, **given))  # type: ignore[misc]
        found[f"large_claims_{name}_s"] = round(seconds, 3)
        processor.append((time.process_time() - started) / _ROUNDS)
    found["large_claims_s"] = max(found[f"large_claims_{name}_s"] for name in ASKED)
    found["large_processor_s"] = round(max(processor), 3)
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "claims", "--ledger", str(folder / "large")]
    command += ["--who", "dana", "--limit", "50", "--format", "csv"]
    found["large_command_s"] = round(
        _median(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)), 3
    )
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="articles; examples without any")
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--heads", default="learned", help="what to read with (learned)")
    parser.add_argument("--kills", type=int, default=0, help="runs to kill at random moments (0)")
    parser.add_argument("--claims", type=int, default=0, help="claims of a large ledger (none)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = figures(options.files, Path(folder), options)
        if options.claims:
            found |= large(texts(options.files), Path(folder), options.claims)
        print(printed(found, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
