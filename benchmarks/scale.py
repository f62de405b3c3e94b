"""What several workers are worth: speed, memory of the main process, and time that grows evenly.

    python benchmarks/scale.py [FILE ...] [--workers N] [--documents N] [--rounds N] [--few N]
                               [--many N] [--heads NAME] [--json]

Texts are those named (``.jsonl``: one a line), or ``examples/``, repeated under new ids. Three
things are measured, one figure a line.

Speed: in every round ``--documents`` documents are read into a new ledger by one reader in this
process, and then by ``--workers`` workers that have their reader loaded; the medians are printed.

    load                  jobs that wanted a processor before and after, the mean of a minute
    documents, words      documents of a round, and words in them
    one_per_s             documents per second of one reader
    workers_per_s         documents per second of the workers
    speedup               the second over the first, of each round; the median. Needs idle cores
    efficiency            workers_per_core_h over one_per_core_h: what is left of a core's work when
                          it is shared out; times the number of workers it is the speedup that there
                          is to have, and it depends little on what else runs
    start_s               until the workers are up and have read some 40 documents each, not counted
    one_per_core_h        documents per hour of processor time, one reader
    workers_per_core_h    the same with workers, this process's time counted in
    main_ms_per_document  processor time of this process for each document that workers have read
    million_h_16_cores    hours that a million such documents would take 16 cores like these, and
    million_h_128_cores   128 of them, by workers_per_core_h

Memory and time: ``--few`` and ``--many`` documents are taken in by workers in a process of its own
each. Their readings are made beforehand (``benchmarks/replay.py``), so that what comes back is as
large as ever and comes as fast as can be.

    few_mb, many_mb       the most memory that the main process had while it took them in
    memory_ratio          the second over the first
    few_s, many_s         seconds
    few_processor_s, many_processor_s  processor seconds of all processes
    documents_ratio       how many times more documents the second has
    time_ratio, processor_ratio  how many times more it takes
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil
from benchmarks.replay import Replay, repeated, texts
from benchmarks.scoring.figures import printed

from sayso import Reader, scale
from sayso.ledger import Ledger
from sayso.ledger.ingest import Counts
from sayso.ledger.readers import Readers, Reads

_WARM_UP = 40


def ingested(
    readers: Reads | Readers,
    sample: Sequence[str],
    count: int,
    watch: Callable[[Counts], None] = lambda _: None,
) -> float:
    """Seconds in which so many documents come into a new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger")
        ledger.ensure()
        started = time.perf_counter()
        added = ledger.ingest(repeated(sample, count), readers, watch=watch).added
        seconds = time.perf_counter() - started
        if added != count or ledger.info().documents != count:
            raise SystemExit(f"{added} of {count} documents were read")
    return seconds


def _processor() -> tuple[float, float]:
    """Processor seconds of this process, and of this and those that it has started."""
    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    used = [one.user + one.system for one in times]
    return used[0], sum(used)


def speed(sample: Sequence[str], options: argparse.Namespace) -> dict[str, float | str]:
    """The figures of speed."""
    before = os.getloadavg()[0]
    make, count = partial(Reader, heads=options.heads), options.documents
    reader = make()
    ingested(reader, sample, len(sample))
    one, many, cores, mains = [], [], [], []
    started = time.perf_counter()
    with scale.local(options.workers, make) as workers:
        ingested(workers, sample, _WARM_UP * options.workers)
        start = time.perf_counter() - started
        for _ in range(options.rounds):
            main, _ = _processor()
            one.append((ingested(reader, sample, count), _processor()[0] - main))
            main, whole = _processor()
            many.append(ingested(workers, sample, count))
            main_now, whole_now = _processor()
            cores.append(whole_now - whole)
            mains.append(main_now - main)
    per_core_h = count * 3600 / statistics.median(cores)
    one_per_core_h = count * 3600 / statistics.median(used for _, used in one)
    words = sum(len(sample[n % len(sample)].split()) for n in range(count))
    single = statistics.median(seconds for seconds, _ in one)
    return {
        "load": f"{before:.1f} {os.getloadavg()[0]:.1f}",
        "documents": count,
        "words": words,
        "one_per_s": round(count / single, 2),
        "workers_per_s": round(count / statistics.median(many), 2),
        "speedup": round(statistics.median(a / b for (a, _), b in zip(one, many, strict=True)), 2),
        "efficiency": round(per_core_h / one_per_core_h, 3),
        "start_s": round(start, 1),
        "one_per_core_h": round(one_per_core_h),
        "workers_per_core_h": round(per_core_h),
        "main_ms_per_document": round(statistics.median(mains) / count * 1000, 1),
        **{f"million_h_{n}_cores": round(1e6 / per_core_h / n, 1) for n in (16, 128)},
    }


def growth(options: argparse.Namespace) -> dict[str, float]:
    """The figures of memory and time for few documents and for many."""
    found = {}
    for name, count in (("few", options.few), ("many", options.many)):
        command = [sys.executable, __file__, *map(str, options.files), "--taken", str(count)]
        command += ["--workers", str(options.workers)]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        found[name] = json.loads(run.stdout)
    few, many = found["few"], found["many"]
    return {
        "few": options.few,
        "many": options.many,
        "few_mb": few["mb"],
        "many_mb": many["mb"],
        "memory_ratio": round(many["mb"] / few["mb"], 3),
        "few_s": few["s"],
        "many_s": many["s"],
        "few_processor_s": few["processor_s"],
        "many_processor_s": many["processor_s"],
        "documents_ratio": round(options.many / options.few, 2),
        "time_ratio": round(many["s"] / few["s"], 2),
        "processor_ratio": round(many["processor_s"] / few["processor_s"], 2),
    }


def taken(sample: Sequence[str], workers: int, count: int) -> dict[str, float]:
    """Memory and seconds of this process, into which so many documents come."""
    most, process = 0, psutil.Process()

    def watch(counts: Counts) -> None:
        nonlocal most
        if counts.seen % 10 == 0:
            most = max(most, process.memory_info().rss)

    with scale.local(workers, partial(Replay, tuple(sample))) as readers:
        ingested(readers, sample, _WARM_UP * workers)
        _, before = _processor()
        seconds = ingested(readers, sample, count, watch)
        _, after = _processor()
    return {
        "mb": round(most / 1e6, 1),
        "s": round(seconds, 1),
        "processor_s": round(after - before, 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="texts; examples without any")
    parser.add_argument("--workers", type=int, default=2, help="workers (2)")
    parser.add_argument("--documents", type=int, default=120, help="documents a round (120)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (3)")
    parser.add_argument("--few", type=int, default=1_000, help="few documents (1000)")
    parser.add_argument("--many", type=int, default=10_000, help="many documents (10000)")
    parser.add_argument("--heads", default="learned", help="what to read with (learned)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--taken", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    sample = texts(options.files)
    if options.taken is not None:
        print(json.dumps(taken(sample, options.workers, options.taken)))
        return 0
    print(printed(speed(sample, options) | growth(options), as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
