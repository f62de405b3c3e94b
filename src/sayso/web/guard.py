"""The guard: who may ask this desk, from where, how much at once, and what browsers may do.

Comes in: every request, before anything else sees it. Goes out: the request passed on or refused,
and every answer with headers that forbid a browser all that no page of ours does. The idea in
between: a desk is for people at this machine. A page of another site may neither read it (its name
for us is none of ours) nor post to it (its origin is another); a desk that other machines can reach
wants a token from everybody.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Names by which a browser on this machine reaches it.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

#: The largest request, in bytes: a text of two million characters, or a PDF.
MAX_BYTES = 20_000_000

#: A token has at least so many characters.
LEAST_TOKEN = 16

_COOKIE = "sayso"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/assets/", "/enter")

_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


@dataclass(frozen=True)
class Access:
    """Who may ask.

    Args:
        hosts: names of this machine that may stand in a request; None: any, which needs a token.
        token: what everybody has to show; None: nothing.
    """

    hosts: Collection[str] | None = LOOPBACK
    token: str | None = None

    @property
    def cookie(self) -> str:
        """What a browser keeps once it has shown the token."""
        return hashlib.sha256(b"sayso desk\0" + (self.token or "").encode()).hexdigest()

    def is_token(self, shown: str) -> bool:
        """Whether this is the token; takes as long for a near miss as for a far one."""
        return hmac.compare_digest(shown.encode(), (self.token or "").encode())


class Guard:
    """ASGI middleware around the whole desk."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message.get("headers", ())}
                added = [pair for pair in _HEADERS if pair[0] not in given]
                if b"cache-control" not in given:
                    added.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        host = headers.get("host", "")
        hosts = self._access.hosts
        if hosts is not None and _name(host) not in hosts:
            return _said(421, "This desk does not go by that name; ask for it as localhost.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BYTES:
            return _said(413, _TOO_LARGE)
        unsafe = scope["method"] not in _SAFE
        if unsafe and not _own_origin(headers, host):
            return _said(403, "Only a page of this desk may change anything here.")
        if self._access.token is None or scope["path"].startswith(_OPEN):
            return None
        return self._unknown(scope, headers, unsafe=unsafe)

    def _unknown(self, scope: Scope, headers: dict[str, str], *, unsafe: bool) -> Response | None:
        """Refuse who has not shown the token."""
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._access.is_token(bearer.strip()):
            # What a script shows may read; what changes the ledger is for people.
            return _said(403, "A token of a script only reads.") if unsafe else None
        if hmac.compare_digest(_cookie(headers), self._access.cookie):
            return None
        given = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        if not unsafe and any(name == "token" and self._access.is_token(it) for name, it in given):
            rest = urlencode([pair for pair in given if pair[0] != "token"])
            return entered(self._access, scope["path"] + (f"?{rest}" if rest else ""))
        if scope["path"].endswith(".json") or unsafe:
            return _said(401, "Show the token: Authorization: Bearer TOKEN.")
        return RedirectResponse("/enter", 303)


def entered(access: Access, to: str) -> Response:
    """Let a browser in that has shown the token, and send it on to a page of ours."""
    answer = RedirectResponse(to if to.startswith("/") and not to.startswith("//") else "/", 303)
    answer.set_cookie(_COOKIE, access.cookie, httponly=True, samesite="strict", path="/")
    return answer


_TOO_LARGE = f"That is more than {MAX_BYTES // 1_000_000} MB; use 'sayso ingest' for it."


def _said(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status)


def _name(host: str) -> str:
    """The host without its port; an IPv6 address without its brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _own_origin(headers: dict[str, str], host: str) -> bool:
    """Whether a page of this desk sent it, as browsers say and pages of others cannot."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None:
        return site == "same-origin"
    parts = urlsplit(origin)
    ours = parts.scheme in ("http", "https") and parts.netloc == host
    return ours and site in (None, "same-origin")


def _cookie(headers: dict[str, str]) -> str:
    try:
        held = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return held[_COOKIE].value if _COOKIE in held else ""


def _limited(receive: Receive) -> Receive:
    """The body, until it is more than is taken."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BYTES:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return limited
