"""robots.txt: what a site's owner lets a program fetch, and how fast.

Comes in: the site of a page that is to be fetched. Goes out: nothing, or an :class:`IntakeError`
that says that the owner doesn't want it. The idea in between: RFC 9309, read by Protego: a site
without the file allows all, and one whose file can't be had allows nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sayso.errors import IntakeError
from sayso.intake.addresses import Target
from sayso.intake.missing import needed

#: The name that rules for this program have in a robots.txt.
AGENT = "sayso"

#: RFC 9309 asks readers to take at least so much of a file.
MAX_BYTES = 512_000

#: And not to go by one that is older than a day.
MAX_AGE_SECONDS = 86_400.0

Text = Callable[[Target], tuple[int, bytes]]
"""Fetches a robots.txt: its status and content."""


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Any
    problem: str | None
    read: float


class Robots:
    """The rules of the sites that were asked for so far.

    Args:
        fetch: how the files are had.
    """

    def __init__(self, fetch: Text) -> None:
        self._fetch = fetch
        self._sites: dict[str, _Rules] = {}

    def check(self, at: Target, source: str) -> None:
        """Let a page pass that its site allows.

        Args:
            at: the page.
            source: what to call it in the error.

        Raises:
            IntakeError: the site forbids it, its rules can't be had, or Protego isn't installed.
        """
        site = self._sites.get(at.origin)
        if site is None or time.monotonic() - site.read > MAX_AGE_SECONDS:
            site = self._read(at, source)
            self._sites[at.origin] = site
        if site.problem is not None:
            raise IntakeError(source, f"its site's robots.txt {site.problem}; it is not fetched")
        if site.rules is not None and not site.rules.can_fetch(at.url, AGENT):
            raise IntakeError(source, "its site's robots.txt does not allow it to be fetched")

    def delay(self, at: Target) -> float:
        """Seconds that the site wants between two requests; 0 where it says nothing."""
        site = self._sites.get(at.origin)
        found = None if site is None or site.rules is None else site.rules.crawl_delay(AGENT)
        return float(found or 0)

    def _read(self, at: Target, source: str) -> _Rules:
        protego = needed("protego", "web addresses", source)
        now = time.monotonic()
        try:
            status, data = self._fetch(Target(at.scheme, at.host, at.port, "/robots.txt"))
        except IntakeError as error:
            return _Rules(None, f"cannot be had ({error.reason})", now)
        if status == 429 or status >= 500:
            return _Rules(None, f"cannot be had (status {status})", now)
        if status != 200:
            return _Rules(None, None, now)
        text = data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        try:
            return _Rules(protego.Protego.parse(text), None, now)
        except Exception as error:  # a parser's stumble is no permission
            return _Rules(None, f"cannot be understood ({type(error).__name__})", now)
