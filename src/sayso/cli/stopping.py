"""Ctrl-C with manners: the first one finishes what was begun, the second one ends at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from sayso.cli.exits import say


@dataclass
class Stop:
    """Whether somebody has asked to stop, and by which signal."""

    signal: int | None = None

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.signal is not None

    @property
    def exit_code(self) -> int:
        """130 for Ctrl-C, 143 for a plain kill."""
        return 128 + (self.signal or 0)


@contextmanager
def stopping(message: str) -> Iterator[Stop]:
    """Within this, SIGINT and SIGTERM only set a flag, the first time.

    Args:
        message: said when it is set.
    """
    stop = Stop()

    def handle(number: int, _frame: FrameType | None) -> None:
        if stop.signal is not None:
            raise KeyboardInterrupt
        stop.signal = number
        say(message)

    former = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
