"""The browser that people will open pages in, for the tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: Milliseconds that a page may take to show what is expected of it, on a machine that is busy.
expect.set_options(timeout=30_000)


def browser_path(playwright: Playwright) -> str | None:
    for name in ("chromium", "google-chrome", "chromium-browser"):
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for a while; skips where there is none, and fails in CI."""
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        if path is None:
            reason = "no browser: install Debian's chromium or run `playwright install chromium`"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        opened = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield opened
        opened.close()
