"""How fast sayso reads, next to the bare spaCy pipeline that it stands on, in the same run.

    python benchmarks/speed.py [FILE ...] [--words N] [--rounds N] [--json]

Texts are those named, or ``examples/`` and the gold texts, repeated until they hold ``--words``
words. Every round times the pipeline and then the reader on the same texts in this process; the
medians are printed, one figure a line:

    reader_words_per_s  words per second of Reader.read_many
    spacy_words_per_s   words per second of the spaCy pipeline alone, same model, same texts
    ratio               the first over the second
    rss_mb              resident memory of a process that holds one reader and has read the texts
    startup_s           `sayso read` on a short text, from start to exit, median of five
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from sayso import Document, Reader
from sayso.reading.parse import DEFAULT_MODEL

ROOT = Path(__file__).parent.parent
_SHORT = "Kyiv accused Moscow of bombing a hospital, two officials said. Moscow denied the claim.\n"
_STARTS = 5
_MEMORY = """
import json, resource, sys
from pathlib import Path
from sayso import Reader

reader = Reader()
for text in json.load(sys.stdin):
    reader.read(text)
status = Path("/proc/self/status")
if status.exists():
    lines = status.read_text().splitlines()
    print(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024)
else:  # the peak, for want of better; in bytes on macOS, in kilobytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1024 if sys.platform != "darwin" else 1024 * 1024))
"""


def texts(paths: list[Path], words: int) -> list[str]:
    """The texts of some files (``.jsonl``: one a line), repeated to so many words."""
    found: list[str] = []
    for path in paths or [*sorted((ROOT / "examples").glob("*.txt")), *_gold()]:
        content = path.read_text("utf8")
        if path.suffix == ".jsonl":
            found += [json.loads(line)["text"] for line in content.splitlines() if line.strip()]
        else:
            found.append(content)
    if not any(text.split() for text in found):
        raise SystemExit("there is no word in the texts to read")
    repeated: list[str] = []
    count = 0
    while count < words:
        for text in found:
            repeated.append(text)
            count += len(text.split())
            if count >= words:
                break
    return repeated


def _gold() -> list[Path]:
    return sorted((ROOT / "tests" / "gold").glob("*.jsonl"))


def throughput(sample: list[str], rounds: int) -> tuple[float, float]:
    """Words per second of the reader and of the bare pipeline, medians of interleaved rounds."""
    pipeline, reader = spacy.load(DEFAULT_MODEL), Reader()
    documents = [Document(id=str(i), text=text) for i, text in enumerate(sample)]

    def bare() -> None:
        for text in sample:
            pipeline(text)

    def full() -> None:
        for _ in reader.read_many(documents):
            pass

    _seconds(bare), _seconds(full)  # the first round fills caches and is not counted
    times = [(_seconds(bare), _seconds(full)) for _ in range(rounds)]
    words = sum(len(text.split()) for text in sample)
    bare_s, full_s = (statistics.median(column) for column in zip(*times, strict=True))
    return words / full_s, words / bare_s


def _seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def memory(sample: list[str]) -> float:
    """Resident megabytes of a process of its own that holds one reader and has read the texts."""
    run = subprocess.run(
        [sys.executable, "-c", _MEMORY], input=json.dumps(sample).encode(),
        capture_output=True, check=True,
    )  # fmt: skip
    return float(run.stdout)


def start_up() -> float:
    """Seconds that ``sayso read`` takes on two sentences, from start to exit."""
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "short.txt"
        short.write_text(_SHORT, encoding="utf8")
        code = "from sayso.cli import main; main()"
        command = [sys.executable, "-c", code, "read", str(short)]

        def once() -> None:
            subprocess.run(command, check=True, capture_output=True)

        once()  # fills the disk's cache
        return statistics.median(_seconds(once) for _ in range(_STARTS))


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="texts; examples and gold without any")
    parser.add_argument("--words", type=int, default=10_000, help="words a round (10000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds timed (5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    sample = texts(options.files, options.words)
    reader, bare = throughput(sample, options.rounds)
    figures = {
        "reader_words_per_s": round(reader),
        "spacy_words_per_s": round(bare),
        "ratio": round(reader / bare, 3),
        "rss_mb": round(memory(sample)),
        "startup_s": round(start_up(), 2),
    }
    lines = [f"{name} {value}" for name, value in figures.items()]
    print(json.dumps(figures) if options.json else "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
