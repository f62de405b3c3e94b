"""Readers that take no time to load, for the tests of many workers; texts say what happens."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

from sayso.records import Document, ReaderInfo, Reading


class Quick:
    """Finds nothing in a text. ``wait`` in it takes a moment, ``poison`` ends the process."""

    info = ReaderInfo(version="0", models={"quick": "1"})

    def __init__(self, heads: str = "rules", **_: object) -> None:
        self.heads = heads

    def read(self, document: Document) -> Reading:
        if "wait" in document.text:
            time.sleep(0.02)
        if "poison" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "stumble" in document.text:
            raise RecursionError("too deep")
        return Reading(reader=self.info, document=document, attributions=[], claims=[])


class Other(Quick):
    """Is another reader on a worker than it is here."""

    @property
    def info(self) -> ReaderInfo:  # type: ignore[override]
        away = multiprocessing.parent_process() is not None
        return ReaderInfo(version="2" if away else "1", models={})


def documents(first: int, last: int, word: str = "wait") -> list[Document]:
    """Documents ``q1``, ``q2`` ... with that word in each."""
    return [Document(id=f"q{n}", text=f"Text {n}: {word}.") for n in range(first, last + 1)]
