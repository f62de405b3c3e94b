"""Intake against damage: mutated files of every format, each accepted or rejected with a reason.

    python benchmarks/intake.py [COUNT] [NAME ...]
    python benchmarks/intake.py memory

Takes a sound file of each format (or of those named, like ``a.pdf``), damages it COUNT times (5,000
unless told) with a fixed seed (bytes changed, cut out, put in, the end cut off), and reads what
comes of it. Prints, for each format, how many inputs gave documents, how many were rejected, and
the longest time for one. Anything but a document or a reason ends the run with the input's number
and an exit code of 1.

With ``memory``, prints the most memory that a process takes to read Parquet tables of growing size,
each of one row group, with ids and without (on Linux, which tells it in ``/proc``).
"""

from __future__ import annotations

import gzip
import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import docx
import pyarrow
from pyarrow import parquet

from papers import pdf, warc_record
from sayso.intake.sources import Rejected, read_bytes

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COUNT = 5_000
SECONDS = 10.0
ROWS = (5_000, 50_000, 100_000)

_PEAK = """
import re, sys
from sayso.intake.sources import read_sources
for _ in read_sources([sys.argv[1]]):
    pass
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""

TEXT = "The minister said that the border would stay open. The opposition said that it had doubts."
PAGE = (
    "<!DOCTYPE html><html><head><title>Border</title><meta charset='utf-8'></head><body><article>"
    f"<h1>Border</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
)
LINES = "".join(f'{{"id": "{number}", "text": "{TEXT} {number}"}}\n' for number in range(3))
FEED = (
    "<rss version='2.0'><channel><title>Post</title><item><title>Border</title><link>https://"
    f"news.example.com/1</link><description>{TEXT}</description></item></channel></rss>"
)


def samples() -> Iterator[tuple[str, bytes]]:
    """A sound file of each format, by a name that tells it."""
    yield "a.txt", TEXT.encode()
    yield "a16.txt", TEXT.encode("utf-16")
    yield "a.html", PAGE.encode()
    yield "deep.html", (f"<html><body>{'<div>' * 200}{TEXT}{'</div>' * 200}").encode()
    yield "a.jsonl", LINES.encode()
    yield "a.jsonl.gz", gzip.compress(LINES.encode())
    yield "a.jsonl.zst", zstd.compress(LINES.encode())
    yield "a.csv", f'id,title,text\n1,Border,"{TEXT}"\n2,"B, ""c""","{TEXT} 2"\n'.encode()
    yield "a.parquet", _parquet()
    yield "a.pdf", pdf([[TEXT[:50], TEXT[50:]], [TEXT]], "/Title (Border)")
    yield "a.docx", _docx()
    yield "a.rss", FEED.encode()
    records = [
        warc_record(f"https://news.example.com/{number}", PAGE.encode()) for number in range(3)
    ]
    yield "a.warc", b"".join(records)
    yield "a.warc.gz", b"".join(map(gzip.compress, records))


def _parquet() -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["1", "2"], "text": [TEXT, f"{TEXT} 2"]}), stream)
    return stream.getvalue()


def _docx() -> bytes:
    stream = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(TEXT)
    file.add_table(1, 1).cell(0, 0).text = TEXT
    file.save(stream)
    return stream.getvalue()


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The file with one to eight kinds of damage done to it."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        at, kind = chance.randrange(len(data) or 1), chance.random()
        if kind < 0.6 and data:
            data[at] = chance.randrange(256)
        elif kind < 0.75:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 40)))
        elif kind < 0.9:
            del data[at : at + chance.randint(1, 40)]
        elif kind < 0.95:
            data[at:at] = data[: chance.randint(1, 400)]
        else:
            del data[at:]
    return bytes(data)


def memory() -> int:
    """Read ever larger Parquet tables, each in a process of its own, and print what it takes."""
    print(f"{'rows':>9}{'file':>11}{'with ids':>12}{'without':>12}")
    words = (TEXT * 3).split()
    chance = random.Random("memory")  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        for rows in ROWS:
            texts = [f"{n} {' '.join(chance.choices(words, k=300))}" for n in range(rows)]
            peaks = []
            for columns in ({"id": list(map(str, range(rows)))}, {}):
                table = pyarrow.table({"text": texts, **columns})
                parquet.write_table(table, path, row_group_size=rows)
                told = subprocess.check_output([sys.executable, "-c", _PEAK, str(path)], text=True)
                peaks.append(f"{int(told) / 1e3:,.0f} MB")
            size = f"{path.stat().st_size / 1e6:,.1f} MB"
            print(f"{rows:>9,}{size:>11}{peaks[0]:>12}{peaks[1]:>12}", flush=True)
    return 0


def main() -> int:
    """Read all of them and print the table."""
    if sys.argv[1:] == ["memory"]:
        return memory()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print(f"{'format':14}{'inputs':>8}{'documents':>11}{'rejected':>10}{'slowest':>10}")
    wanted = set(sys.argv[2:])
    for name, whole in samples():
        if wanted and name not in wanted:
            continue
        chance = random.Random(name)  # noqa: S311 - damage, not a secret
        accepted, rejected, slowest = 0, 0, 0.0
        for number in range(count):
            data = damaged(whole, chance)
            started = time.perf_counter()
            try:
                items = list(read_bytes(data, name))
            except BaseException as error:
                print(f"{name}, input {number}: {error!r}")
                return 1
            slowest = max(slowest, time.perf_counter() - started)
            told = all(item.reason for item in items if isinstance(item, Rejected))
            if not items or not told or slowest > SECONDS:
                print(f"{name}, input {number}: {items!r:.200} after {slowest:.1f} s")
                return 1
            accepted += any(not isinstance(item, Rejected) for item in items)
            rejected += all(isinstance(item, Rejected) for item in items)
        print(f"{name:14}{count:>8,}{accepted:>11,}{rejected:>10,}{slowest:>9.2f}s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
