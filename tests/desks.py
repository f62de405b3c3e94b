"""A desk for tests: a ledger written by hand, its app, and the same served to a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient
from tests.test_html_view import hostile, sample

from sayso.ledger import Ledger
from sayso.records import Document, ReaderInfo, Reading
from sayso.web import make_app
from sayso.web.entry import Access

#: What a browser says of a request that a page of the desk makes.
SAME_ORIGIN = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}


class Given:
    """Reads nothing: gives readings that were made before."""

    def __init__(self, *readings: Reading) -> None:
        self.info = ReaderInfo(version="0.1.0", models={"hand": "0"})
        self._by_id = {one.document.id: one for one in readings}

    def read(self, document: Document) -> Reading:
        return self._by_id[document.id].model_copy(update={"reader": self.info})


def kept(folder: Path, *readings: Reading) -> Ledger:
    """A ledger of these readings."""
    ledger = Ledger(folder)
    ledger.ingest([one.document for one in readings], Given(*readings))
    return ledger


def two(folder: Path) -> Ledger:
    """A ledger of the sample of the static page, and of its hostile text."""
    return kept(folder, sample(), hostile())


def client(ledger: Ledger, access: Access | None = None, **given: Any) -> TestClient:
    """Asks a desk as a browser of this machine."""
    return TestClient(make_app(ledger, access, **given), base_url="http://localhost")


@contextmanager
def served(ledger: Ledger, access: Access | None = None, **given: Any) -> Iterator[str]:
    """The address of a desk that is served for a while."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(make_app(ledger, access, **given), log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
