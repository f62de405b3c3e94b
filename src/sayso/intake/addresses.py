"""Addresses that may be fetched: the guard against requests to where no article is.

Comes in: a URL, and the network address that its host turned out to have. Goes out: the parts of
the URL to connect with, or an :class:`IntakeError` that says why not. The idea in between: a page,
a feed or a redirect may name any address, also one inside the reader's own network; so only public
addresses are connected to, and the address that is checked is the one that is connected to.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from sayso.errors import IntakeError

#: The ports of the web; whatever else answers elsewhere isn't meant to be read by strangers.
PORTS = frozenset({80, 443, 8080, 8443})

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_URL = 4_000

_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# ``127.1`` and ``0x7f000001`` are addresses of old that some systems still understand.
_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SAFE = "/?%:@!$&'()*+,;=~-._[]"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ranges that stand for an IPv4 address somewhere else, and how far it is from their right end.
_CARRIERS = (
    (ipaddress.IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
# Ranges that Python's tables of some versions call global, and that no article is read from.
_CLOSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "100.64.0.0/10",  # shared by customers of a provider (CGNAT), RFC 6598
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "198.18.0.0/15",  # benchmarks, RFC 2544
            "64:ff9b:1::/48",  # local NAT64, RFC 8215
            "100::/64",  # discard, RFC 6666
            "2001::/23",  # protocol assignments with Teredo, RFC 2928
            "2001:db8::/32",  # documentation, RFC 3849
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
            "fec0::/10",  # site-local, RFC 3879
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart once: what is checked is what is connected to."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """``https://news.example.com``; the port only where it isn't the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        own = self.port == _DEFAULT_PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if own else f":{self.port}")

    @property
    def url(self) -> str:
        """The URL, put together again, without a fragment."""
        return self.origin + self.path


def is_url(name: str) -> bool:
    """Whether a source's name is a URL of some scheme, not a path."""
    return _SCHEME.match(name) is not None


def target(url: str, *, ports: Collection[int] = PORTS, base: Target | None = None) -> Target:
    """Take a URL apart.

    Args:
        url: absolute, or relative to ``base``.
        ports: those that may be connected to.
        base: where a redirect came from.

    Raises:
        IntakeError: it isn't of http or https, has a user or password in it, another port, or isn't
            a URL.
    """
    shown = url[:200]
    if len(url) > _MAX_URL or _ODD.search(url):
        raise IntakeError(shown, "this is no address: it is too long, or has blanks in it")
    try:
        parts = urlsplit(url if base is None else urljoin(base.url, url))
        port, host = parts.port, (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as error:
        raise IntakeError(shown, "this is no address that can be read") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise IntakeError(shown, "only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise IntakeError(shown, "the address has a user name or password in it; leave it out")
    if not _is_address(host) and (_NUMBER.search(host) or not _HOST.fullmatch(host)):
        raise IntakeError(shown, "the address names no host")
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in ports:
        listed = ", ".join(map(str, sorted(ports)))
        raise IntakeError(shown, f"port {port} is not fetched from, only {listed}")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Target(parts.scheme, host, port, path + query)


def _is_address(host: str) -> bool:
    try:
        return "%" not in host and bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether an IP address is one that the public internet routes to a single machine.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        return _is_public(ipaddress.ip_address(address))
    except ValueError:
        return False


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        for network, shift in _CARRIERS:
            if address in network:
                inner = ipaddress.IPv4Address(int(address) >> shift & 0xFFFFFFFF)
                return int(address) > 1 and _is_public(inner)
        if address.scope_id is not None:
            return False
    closed = any(address.version == net.version and address in net for net in _CLOSED)
    return address.is_global and not (
        closed
        or address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
    )
