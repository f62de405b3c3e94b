"""The example corpus as a ledger, for a desk that was given none.

Nothing comes in. Goes out: a ledger in the user's cache folder, read once for each reader. The
corpus (an invented world, see ``examples/corpus``) comes with the wheel; in a checkout it is taken
from there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sayso import Reader
from sayso.errors import UsageError
from sayso.intake.sources import read_sources
from sayso.ledger import Ledger, keys
from sayso.web.desk import Sides, sides_of

_TEXTS, _ACTORS = "articles.jsonl", "actors.csv"
_OUTLETS, _ALLIANCES = "outlets.csv", "alliances.csv"


def corpus() -> Traversable:
    """The folder of the example corpus.

    Raises:
        UsageError: this installation lacks it.
    """
    shipped = files("sayso.web").joinpath("data", "example")
    checkout = Path(__file__).resolve().parents[3] / "examples" / "corpus"
    for folder in (shipped, checkout):
        if folder.joinpath(_TEXTS).is_file():
            return folder
    raise UsageError("this installation has no example corpus; name a ledger: --ledger DIR")


def opened(say: Callable[[str], None], folder: Path | None = None) -> tuple[Ledger, Reader, Sides]:
    """The ledger of the example corpus, the reader that knows its actors, and whose voices are.

    What the ledger lacks is read.

    Args:
        say: told what takes a while.
        folder: where it is kept; None: in the user's cache folder.

    Raises:
        UsageError: this installation lacks the corpus.
        LedgerError: the folder cannot be written.
    """
    source = corpus()
    reader = Reader(actors=[str(source.joinpath(_ACTORS))])
    kept = Ledger((folder or cache()) / f"example-{keys.fingerprint(reader.info)}")
    if not kept.store.exists():
        say("reading the example corpus, which takes about half a minute the first time")
    kept.ingest(
        read_sources([str(source.joinpath(_TEXTS))]), reader, command="sayso serve (example corpus)"
    )
    tables = (str(source.joinpath(name)) for name in (_ACTORS, _OUTLETS, _ALLIANCES))
    return kept, reader, sides_of(*([table] for table in tables))


def cache() -> Path:
    """Where this system keeps what programs can make again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "sayso"
