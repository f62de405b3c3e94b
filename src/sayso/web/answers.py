"""What was computed from one version of a ledger: each answer once, whoever asks for it.

Comes in: what somebody asks for, and how it is computed. Goes out: the answer. The idea in between:
whoever asks for what is just being computed waits for it, so fifty readers of one page cost what
one does.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

_Answer = TypeVar("_Answer")


class Answers:
    """The last answers that were asked for.

    Args:
        most: so many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._computing: dict[Hashable, threading.Lock] = {}
        self._changing = threading.Lock()

    def __contains__(self, what: Hashable) -> bool:
        """Whether the answer of this name is kept."""
        with self._changing:
            return what in self._kept

    def of(self, what: Hashable, compute: Callable[[], _Answer]) -> _Answer:
        """The answer of this name.

        Args:
            what: its name, with whatever it depends on.
            compute: called where it isn't kept, by one thread at a time. It may ask for other
                answers, but for none that asks for this one. What it raises, its caller sees, and
                nothing is kept.
        """
        with self._changing:
            if what in self._kept:
                self._kept.move_to_end(what)
                return cast("_Answer", self._kept[what])
            turn = self._computing.setdefault(what, threading.Lock())
        with turn:
            with self._changing:
                if what in self._kept:
                    return cast("_Answer", self._kept[what])
            try:
                answer = compute()
                with self._changing:
                    self._kept[what] = answer
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            finally:
                with self._changing:
                    self._computing.pop(what, None)
        return answer
