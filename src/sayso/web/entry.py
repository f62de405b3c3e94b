"""Who has been let in: what people and scripts show, the sessions of browsers, and too many tries.

Comes in: a token or password that somebody shows, and from which address. Goes out: whether it is
right, and a session for a browser. The idea in between: a browser keeps the name of a session and
nothing that it was made of; who is wrong too often is not listened to for a while, right or wrong.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

#: Names by which a browser on this machine reaches it.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

#: A token, and a password, has at least so many characters.
LEAST_TOKEN, LEAST_PASSWORD = 16, 10

#: Seconds that a session lasts.
LASTING = 12 * 3600

#: So many wrong tries within so many seconds are listened to, of one address and of all together.
WRONG, WRONG_OF_ALL, WITHIN = 10, 200, 300.0

# Sessions, and addresses, that are remembered at once.
_SESSIONS, _ADDRESSES = 10_000, 10_000

Answer = Literal["right", "wrong", "too often"]


@dataclass(frozen=True)
class Access:
    """Who may ask.

    Args:
        hosts: names of this machine that may stand in a request; None: any, which needs a token or
            a password.
        token: what scripts show, and people may; None: there is none.
        password: what people show; None: there is none.
    """

    hosts: Collection[str] | None = LOOPBACK
    token: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def closed(self) -> bool:
        """Whether something has to be shown."""
        return self.token is not None or self.password is not None

    def is_token(self, shown: str) -> bool:
        """Whether this is the token; takes as long for a near miss as for a far one."""
        return self.token is not None and _same(shown, self.token)

    def is_either(self, shown: str) -> bool:
        """Whether this is the token or the password."""
        right = self.is_token(shown.strip())
        return (self.password is not None and _same(shown, self.password)) or right


class Entry:
    """The door of one desk.

    Args:
        access: who may ask.
        clock: tells the seconds.
    """

    def __init__(self, access: Access, clock: Callable[[], float] = time.monotonic) -> None:
        self.access = access
        self._clock = clock
        self._sessions: dict[str, float] = {}
        self._wrong: dict[str, deque[float]] = {}
        self._wrong_of_all: deque[float] = deque()
        self._changing = threading.Lock()

    def shown(self, by: str, right: Callable[[], bool]) -> Answer:
        """What becomes of something that is shown.

        Args:
            by: the address that it comes from.
            right: whether it is right; not asked after too many wrong tries.
        """
        with self._changing:
            now = self._clock()
            tried = self._wrong.get(by, deque())
            for times in (tried, self._wrong_of_all):
                while times and times[0] <= now - WITHIN:
                    times.popleft()
            if len(tried) >= WRONG or len(self._wrong_of_all) >= WRONG_OF_ALL:
                return "too often"
            if right():
                self._wrong.pop(by, None)
                return "right"
            tried.append(now)
            self._wrong_of_all.append(now)
            self._wrong[by] = tried
            while len(self._wrong) > _ADDRESSES:
                self._wrong.pop(next(iter(self._wrong)))
            return "wrong"

    def opened(self) -> str:
        """The name of a new session."""
        name = secrets.token_urlsafe(32)
        with self._changing:
            now = self._clock()
            self._sessions = {one: end for one, end in self._sessions.items() if end > now}
            while len(self._sessions) >= _SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[_kept(name)] = now + LASTING
        return name

    def holds(self, session: str) -> bool:
        """Whether a session of this name is open."""
        with self._changing:
            return self._sessions.get(_kept(session), 0.0) > self._clock()

    def close(self, session: str) -> None:
        """End a session."""
        with self._changing:
            self._sessions.pop(_kept(session), None)


def _same(shown: str, held: str) -> bool:
    return hmac.compare_digest(shown.encode(), held.encode())


def _kept(session: str) -> str:
    """What is kept of a session's name: the names themselves are in browsers alone."""
    return hashlib.sha256(session.encode()).hexdigest()
