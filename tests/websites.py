"""A site on the loopback interface that answers as a test says, and keeps what it was asked."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sayso.intake.web import Fetcher

TEXT = "The minister said that the border would stay open."
PAGE = (
    f"<html><head><title>Border</title></head><body><article><p>{TEXT}</p></article></body></html>"
).encode()
HTML = "text/html; charset=utf-8"
LOCAL = "127.0.0.1"

Answer = tuple[int, dict[str, str], bytes]
Route = Answer | Callable[["Handler"], Answer | None]


class Handler(http.server.BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers), time.monotonic()))
        route = self.server.routes.get(self.path, (404, {}, b""))
        answer = route(self) if callable(route) else route
        if answer is None:
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class Site(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOCAL, 0), Handler)
        self.routes: dict[str, Route] = {"/a": (200, {"Content-Type": HTML}, PAGE)}
        self.asked: list[tuple[str, dict[str, str], float]] = []

    def url(self, path: str, host: str = LOCAL) -> str:
        return f"http://{host}:{self.server_port}{path}"

    def fetcher(self, **options: Any) -> Fetcher:
        here = {(LOCAL, self.server_port)}
        return Fetcher(**{"delay": 0.0, "allow_private": here, **options})

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what some of the tests are about."""


@contextmanager
def running() -> Iterator[Site]:
    """A site that answers until it is left."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
