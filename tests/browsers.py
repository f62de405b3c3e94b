"""The browser that people will open pages in, for the tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

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


@contextmanager
def visits(browser: Browser, address: str, **settings: Any) -> Iterator[Callable[..., Page]]:
    """Opens pages; afterwards each must have been silent, and asked nobody else for anything."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def opener(path: str, **given: Any) -> Page:
        size = {"width": 1280, "height": 900}
        context = browser.new_context(**{"viewport": size, **settings, **given})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address + path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []
    assert all(one.startswith(address) for one in requests)
