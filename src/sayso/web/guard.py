"""The guard: who may ask this desk, from where, how much at once, and what browsers may do.

Comes in: every request, before anything else sees it. Goes out: the request passed on or refused,
and every answer with headers that forbid a browser all that no page of ours does. The idea in
between: a desk is for people at this machine. A page of another site may neither read it (its name
for us is none of ours) nor post to it (its origin is another); a desk that other machines can reach
wants a token or a password from everybody (see :mod:`sayso.web.entry`).
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.entry import LASTING, WITHIN, Entry

#: The largest request, in bytes: a text of two million characters, or a PDF.
MAX_BYTES = 20_000_000

#: The cookie that names a browser's session.
COOKIE = "sayso"

#: What is said after too many wrong tries.
TOO_OFTEN = "There were too many wrong tries; wait a few minutes."

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DOOR = frozenset({"/enter", "/leave"})

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


class Guard:
    """ASGI middleware around the whole desk."""

    def __init__(self, app: ASGIApp, entry: Entry) -> None:
        self._app, self._entry, self._access = app, entry, entry.access

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
        if not self._access.closed or scope["path"].startswith("/assets/"):
            return None
        if scope["path"] in _DOOR:
            return None
        return self._unknown(scope, headers, unsafe=unsafe)

    def _unknown(self, scope: Scope, headers: dict[str, str], *, unsafe: bool) -> Response | None:
        """Refuse who is not let in."""
        access, entry, by = self._access, self._entry, address_of(scope)
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            answer = entry.shown(by, lambda: access.is_token(bearer.strip()))
            if answer == "too often":
                return _said(429, TOO_OFTEN, {"retry-after": str(int(WITHIN))})
            if answer == "right":
                # What a script shows may read; what changes the ledger is for people.
                return _said(403, "A token of a script only reads.") if unsafe else None
        elif entry.holds(session_of(headers.get("cookie", ""))):
            return None
        given = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        shown = [value for name, value in given if name == "token"]
        if shown and not unsafe:
            answer = entry.shown(by, lambda: access.is_token(shown[0]))
            if answer == "too often":
                return _said(429, TOO_OFTEN, {"retry-after": str(int(WITHIN))})
            if answer == "right":
                rest = urlencode([pair for pair in given if pair[0] != "token"])
                to = scope["path"] + (f"?{rest}" if rest else "")
                return entered(entry, to, secure=scope.get("scheme") == "https")
        if scope["path"].endswith(".json") or unsafe:
            return _said(401, "Show the token: Authorization: Bearer TOKEN.")
        return RedirectResponse("/enter", 303)


def entered(entry: Entry, to: str, *, secure: bool) -> Response:
    """Let a browser in, and send it on to a page of ours.

    Args:
        entry: where its session is opened.
        to: the page.
        secure: whether it came by HTTPS, so that its cookie never goes another way.
    """
    answer = RedirectResponse(to if to.startswith("/") and not to.startswith("//") else "/", 303)
    answer.set_cookie(
        COOKIE, entry.opened(), max_age=LASTING, httponly=True, samesite="strict", secure=secure,
        path="/",
    )  # fmt: skip
    return answer


def session_of(cookies: str) -> str:
    """The name of the session in a header of cookies; empty where there is none."""
    try:
        held = SimpleCookie(cookies)
    except CookieError:
        return ""
    return held[COOKIE].value if COOKIE in held else ""


def address_of(scope: Scope) -> str:
    """Where a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


_TOO_LARGE = f"That is more than {MAX_BYTES // 1_000_000} MB; use 'sayso ingest' for it."


def _said(status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(words + "\n", status, headers)


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
