"""How quickly the desk answers many readers at once.

    python benchmarks/web.py [--claims N] [--readers N] [--seconds N] [--pause SECONDS]
                             [--weighed] [--json]

A ledger of so many claims is made of ``examples/`` (``benchmarks/replay.py``) and served by ``sayso
serve`` in a process of its own. Each reader is a thread with a connection of its own that asks for
a search or a reading, drawn at random, reads it for ``--pause`` seconds on average, and asks for
the next. One figure a line:

    claims, documents     what the ledger holds
    pages, errors         how many pages were asked for, and how many weren't had whole
    search_p50_ms, ...    milliseconds until the whole of a page of claims is there: half of them,
                          95 of 100, and the slowest
    reading_p50_ms, ...   the same for readings
    stories_first_s, ...  with --weighed: seconds until a page of what is weighed over the whole
                          ledger is there when it is first asked for, with nobody else there
    stories_again_ms, ... milliseconds when it is asked for again
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.replay import Replay, repeated, texts
from benchmarks.scoring.figures import printed

from sayso.ledger import Ledger

#: What readers search for.
_ASKED: Sequence[dict[str, str]] = (
    {"text": "foreign minister"},
    {"who": "dana"},
    {"about": "border"},
    {"status": "denied", "type": "ASSAULT"},
    {"who": "farah", "since": "2020-01-01"},
    {"publisher": "paper 7"},
    {"actor": "RUS", "status": "planned"},
    {"voice": "unnamed", "page": "3"},
    {},
)


#: Pages of what is weighed over the whole ledger.
_WEIGHED: Sequence[str] = ("alerts", "forecasts", "stories", "contradictions")

# Seconds that one of them may take.
_PATIENCE = 900


def made(folder: Path, claims: int) -> Ledger:
    """A ledger of so many claims, or a few more."""
    sample = texts([])
    reader = Replay(sample)
    each = sum(len(reader.read(one).claims) for one in repeated(sample, len(sample)))
    ledger = Ledger(folder)
    ledger.ingest(repeated(sample, -(-claims * len(sample) // each)), reader)
    ledger.compact(keep_days=0)
    return ledger


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The host and port of a desk, as long as it is wanted."""
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = process.stderr.readline() if process.stderr is not None else ""
            yield urlsplit(said.rpartition(" ")[2].strip()).netloc
        finally:
            process.terminate()


def read(
    host: str,
    documents: int,
    seed: int,
    until: float,
    pause: float,
    took: dict[str, list[float]],
    errors: list[str],
) -> None:
    """One reader: asks for page after page until the time is up."""
    chance = random.Random(seed)  # noqa: S311 - any will do
    connection = http.client.HTTPConnection(host, timeout=60)
    time.sleep(chance.random() * pause)
    while time.monotonic() < until:
        kind = chance.choice(("search", "reading"))
        if kind == "search":
            given = chance.choice(_ASKED) | {"page": str(chance.randint(1, 4))}
            path = f"/claims?{urlencode(given)}"
        else:
            path = f"/document?id=r{chance.randrange(documents)}"
        started = time.monotonic()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            whole = answer.read().rstrip().endswith(b"</html>")
            if answer.status != http.client.OK or not whole:
                errors.append(f"{path}: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            errors.append(f"{path}: {error}")
            connection.close()
        took[kind].append(1000 * (time.monotonic() - started))
        time.sleep(chance.expovariate(1 / pause) if pause else 0)
    connection.close()


def weighed(host: str, errors: list[str]) -> dict[str, float]:
    """How long the pages take that are weighed when they are first asked for, and again."""
    figures: dict[str, float] = {}
    for name in _WEIGHED:
        for figure, per_second in ((f"{name}_first_s", 1), (f"{name}_again_ms", 1000)):
            connection = http.client.HTTPConnection(host, timeout=_PATIENCE)
            started = time.monotonic()
            try:
                connection.request("GET", f"/{name}")
                answer = connection.getresponse()
                if not answer.read().rstrip().endswith(b"</html>") or answer.status != 200:
                    errors.append(f"/{name}: {answer.status}")
            except (OSError, http.client.HTTPException) as error:
                errors.append(f"/{name}: {error}")
            figures[figure] = round(per_second * (time.monotonic() - started), 1)
            connection.close()
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--weighed", action="store_true", help="time alerts, stories ... too")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    took: dict[str, list[float]] = {"search": [], "reading": []}
    errors: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        info = made(Path(folder) / "ledger", given.claims).info()
        with served(Path(folder) / "ledger") as host:
            until = time.monotonic() + given.seconds
            readers = [
                threading.Thread(
                    target=read,
                    args=(host, info.documents, seed, until, given.pause, took, errors),
                )
                for seed in range(given.readers)
            ]
            for one in readers:
                one.start()
            for one in readers:
                one.join()
            slow = weighed(host, errors) if given.weighed else {}
    figures: dict[str, float | str] = {
        "claims": info.claims,
        "documents": info.documents,
        "pages": sum(map(len, took.values())),
        "errors": len(errors),
    }
    for kind, times in took.items():
        quantiles = statistics.quantiles(times, n=100)
        for name, value in (("p50", quantiles[49]), ("p95", quantiles[94]), ("max", max(times))):
            figures[f"{kind}_{name}_ms"] = round(value)
    figures |= slow
    print(printed(figures, as_json=given.json))
    for one in errors[:5]:
        print(one, file=sys.stderr)


if __name__ == "__main__":
    main()
