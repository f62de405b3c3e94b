"""URLs -> pages, fetched as a polite and careful guest.

Comes in: an address that a person named, or that a feed which a person named links to. Goes out: a
:class:`Page`, None where the server says that it hasn't changed, or an :class:`IntakeError` that
says why it wasn't had. The idea in between: one request at a time, spaced out for each host, only
where robots.txt allows it; everything a server can be large, slow or sly with has a limit; and each
hop of a redirect passes the guard of :mod:`sayso.intake.addresses` anew.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from sayso.errors import IntakeError
from sayso.intake.addresses import PORTS, Target, is_public, target
from sayso.intake.freshness import Freshness, Marks
from sayso.intake.robots import AGENT, Robots

USER_AGENT = f"{AGENT} (open-source reader of political text; obeys robots.txt)"

#: Types of content that can become documents, with the suffix by which they are read.
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".rss",
    "application/rdf+xml": ".rss",
    "application/xml": ".xml",
    "text/xml": ".xml",
}

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CHUNK = 1 << 16

Resolve = Callable[[str, int], Iterable[str]]
"""Host and port -> IP addresses."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: where from, after redirects; its bytes; what the server says they are."""

    url: str
    data: bytes
    content_type: str | None
    charset: str | None

    @property
    def suffix(self) -> str:
        """By which its content is read; empty where the server gave no type."""
        return TYPES.get(self.content_type or "", "")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a server's size, time and redirects is put up with (bytes, seconds, hops)."""

    bytes: int = 20_000_000
    seconds: float = 60.0
    silence: float = 15.0
    redirects: int = 5
    wait: float = 60.0
    retries: int = 2


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response of one server."""

    status: int
    headers: Any
    data: bytes


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system knows them."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches pages, one at a time.

    Args:
        cache: a file that keeps what servers said of a page's version, so that it is sent again
            only when it has changed; None asks for it anew each time. See :meth:`settle`.
        delay: seconds between two requests to one host; robots.txt may ask for more.
        limits: on size, time and redirects.
        ports: those that may be connected to.
        tls: for https; None trusts what the system and certifi trust.
        resolve: finds a host's addresses.
        allow_private: addresses (IP and port) that may be connected to though they aren't public:
            a server that a test has started.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        delay: float = 1.0,
        limits: Limits | None = None,
        ports: Collection[int] = PORTS,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolved,
        allow_private: Collection[tuple[str, int]] = (),
    ) -> None:
        self.unchanged = 0
        self._freshness = Freshness(cache)
        self._delay, self._limits = delay, limits or Limits()
        self._ports = frozenset(ports) | {port for _, port in allow_private}
        self._resolve, self._private, self._tls = resolve, frozenset(allow_private), tls
        self._robots = Robots(self._robots_text)
        self._next: dict[str, float] = {}
        self._open: set[str] = set()
        self._lock = threading.Lock()

    def fetch(self, url: str) -> Page | None:
        """Fetch one page; None where it hasn't changed since it was last settled.

        Raises:
            IntakeError: the address may not be fetched, robots.txt forbids it, the server fails, or
                what it sends is too large, too slow or of a type that isn't read.
        """
        with self._lock:
            at = target(url, ports=self._ports)
            for _ in range(self._limits.redirects + 1):
                self._addresses(at, url)  # before robots.txt, so that the reason given is the first
                self._robots.check(at, url)
                marks = self._freshness.marks(at.url)
                answer = self._asked(at, url, marks)
                if answer.status == 304 and any(marks):
                    self.unchanged += 1
                    return None
                if answer.status not in _REDIRECTS:
                    return self._page(at, url, answer)
                at = self._redirected(at, url, answer)
        raise IntakeError(url, f"it redirects more than {self._limits.redirects} times")

    @contextmanager
    def reading(self, page: Page) -> Iterator[None]:
        """While a page's documents are handed out: it is not settled before the last of them is.

        Where that is never reached, it is not settled at all.
        """
        self._open.add(page.url)
        try:
            yield
        except BaseException:
            self.forget(page.url)
            raise
        finally:
            self._open.discard(page.url)

    def settle(self) -> None:
        """Remember the versions of all pages fetched so far, those aside that are being read.

        Call it when the documents made of them are safe: a page that is remembered is not sent
        again until it changes.

        Raises:
            IntakeError: the record can't be written.
        """
        with self._lock:
            self._freshness.settle(self._open)

    def forget(self, url: str | None = None) -> None:
        """Do not remember this page, or none that was fetched since the last :meth:`settle`.

        Call it when a document made of one was not kept, so that it is sent again the next time.
        """
        with self._lock:
            self._freshness.forget(url)

    def _page(self, at: Target, url: str, answer: _Answer) -> Page:
        if answer.status != 200:
            raise IntakeError(url, f"the server answers with status {answer.status}")
        headers = answer.headers
        self._freshness.note(at.url, headers.get("ETag"), headers.get("Last-Modified"))
        return Page(at.url, answer.data, _type(headers), _charset(headers))

    def _redirected(self, at: Target, url: str, answer: _Answer) -> Target:
        to = answer.headers.get("Location")
        if not to:
            raise IntakeError(url, f"the server answers {answer.status} without saying where to go")
        try:
            return target(to.strip(), ports=self._ports, base=at)
        except IntakeError as error:
            raise IntakeError(url, f"it redirects to {error}") from error

    def _robots_text(self, at: Target) -> tuple[int, bytes]:
        """The status and content of a robots.txt, redirects followed."""
        for _ in range(self._limits.redirects + 1):
            answer = self._asked(at, at.url, Marks(None, None), any_type=True)
            if answer.status not in _REDIRECTS:
                return answer.status, answer.data
            at = self._redirected(at, at.url, answer)
        return 404, b""  # RFC 9309, 2.3.1.2: after five redirects as if there were none

    def _asked(self, at: Target, url: str, marks: Marks, *, any_type: bool = False) -> _Answer:
        """Ask until the server isn't busy, as often and as late as it says."""
        for attempt in range(self._limits.retries + 1):
            self._pause(at)
            answer = self._answer(at, url, marks, any_type=any_type)
            if answer.status not in _BUSY or any_type:
                return answer
            seconds = _retry_after(answer.headers.get("Retry-After"), 2.0**attempt)
            if seconds > self._limits.wait:
                reason = f"the server is busy and asks to wait {seconds:,.0f} seconds; try later"
                raise IntakeError(url, reason)
            self._next[at.host] = time.monotonic() + max(seconds, self._delay)
        raise IntakeError(url, f"the server is busy (status {answer.status}); try later")

    def _pause(self, at: Target) -> None:
        now = time.monotonic()
        wait = self._next.get(at.host, 0.0) - now
        if wait > 0:
            time.sleep(wait)
        delay = max(self._delay, min(self._robots.delay(at), self._limits.wait))
        self._next[at.host] = time.monotonic() + delay

    def _answer(self, at: Target, url: str, marks: Marks, *, any_type: bool) -> _Answer:
        """One request and what comes back.

        Raises:
            IntakeError: the guard, the network, or a limit.
        """
        import urllib3

        headers = {
            "Host": at.origin.partition("://")[2],
            "User-Agent": USER_AGENT,
            "Accept": ", ".join(TYPES),
            "Accept-Encoding": "gzip",
        }
        headers |= {"If-None-Match": marks.etag} if marks.etag else {}
        headers |= {"If-Modified-Since": marks.modified} if marks.modified else {}
        deadline = time.monotonic() + self._limits.seconds
        try:
            with self._connected(at, url) as connection, _watched(connection.sock, deadline):
                connection.request("GET", at.path, headers=headers, preload_content=False)
                response = connection.getresponse()
                wanted = response.status == 200
                if wanted and not any_type:
                    _check_type(response.headers, url)
                data = self._body(response, url, deadline) if wanted else b""
                return _Answer(response.status, response.headers, data)
        except IntakeError:
            raise
        except (
            urllib3.exceptions.HTTPError,
            http.client.HTTPException,
            OSError,
            ValueError,
        ) as error:
            if time.monotonic() >= deadline:
                raise self._slow(url) from error
            if isinstance(error, urllib3.exceptions.ProtocolError | http.client.HTTPException):
                raise IntakeError(url, "the connection broke before all of it was there") from error
            reason = str(error).partition("\n")[0][:160] or type(error).__name__
            raise IntakeError(url, f"it cannot be fetched ({reason})") from error

    def _body(self, response: Any, url: str, deadline: float) -> bytes:
        limit = self._limits.bytes
        too_large = IntakeError(url, f"it is over {limit:,} bytes; save the part that you need")
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise too_large
        pieces, size = [], 0
        for piece in response.stream(_CHUNK, decode_content=True):
            size += len(piece)
            if size > limit:
                raise too_large
            pieces.append(piece)
        if time.monotonic() >= deadline:  # a connection that was cut looks like a page that ended
            raise self._slow(url)
        return b"".join(pieces)

    def _slow(self, url: str) -> IntakeError:
        return IntakeError(url, f"it took over {self._limits.seconds:g} seconds; try later")

    @contextmanager
    def _connected(self, at: Target, url: str) -> Iterator[Any]:
        """A connection to an address that has passed the guard."""
        from urllib3.connection import HTTPConnection, HTTPSConnection

        problem: Exception | None = None
        for address in self._addresses(at, url):
            silence = min(self._limits.silence, self._limits.seconds)
            connection: HTTPConnection
            if at.scheme == "https":
                connection = HTTPSConnection(
                    address,
                    at.port,
                    timeout=silence,
                    ssl_context=self._trust(),
                    server_hostname=at.host,
                )
            else:
                connection = HTTPConnection(address, at.port, timeout=silence)
            try:
                connection.connect()
            except Exception as error:
                connection.close()
                if not isinstance(error, OSError) and "urllib3" not in type(error).__module__:
                    raise
                problem = error
                continue
            try:
                yield connection
            finally:
                connection.close()
            return
        raise problem or OSError("no address")

    def _addresses(self, at: Target, url: str) -> list[str]:
        """The addresses of a host, each of which may be connected to."""
        try:
            found = list(dict.fromkeys(self._resolve(at.host, at.port)))
        except (OSError, UnicodeError) as error:
            raise IntakeError(url, f"there is no host {at.host!r}; check the address") from error
        for address in found:
            if not is_public(address) and (address, at.port) not in self._private:
                reason = f"{at.host!r} is at {address}, which is not a public address"
                raise IntakeError(url, f"{reason}; it is not fetched")
        return found[:4]

    def _trust(self) -> ssl.SSLContext:
        if self._tls is None:
            import certifi

            self._tls = ssl.create_default_context()
            self._tls.load_verify_locations(certifi.where())
        return self._tls


@contextmanager
def _watched(sock: socket.socket, deadline: float) -> Iterator[None]:
    """Cut the connection at the deadline: a byte now and then would keep it open for ever."""

    def cut() -> None:
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _type(headers: Any) -> str | None:
    found = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return found or None


def _charset(headers: Any) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", headers.get("Content-Type", ""), re.I)
    return None if found is None else found.group(1)


def _check_type(headers: Any, url: str) -> None:
    found = _type(headers)
    if found is not None and found not in TYPES:
        raise IntakeError(url, f"its type is {found[:60]!r}, which is not read")


def _retry_after(value: str | None, otherwise: float) -> float:
    """Seconds from now, out of a number or a date."""
    if value is None:
        return otherwise
    with suppress(ValueError, TypeError, OverflowError):
        if value.strip().isdecimal():
            return float(value)
        when = parsedate_to_datetime(value)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    return otherwise
