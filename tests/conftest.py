"""What every test may ask for: the repository's root on the import path, and one reader for all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:  # the benchmarks are run by the tests, too
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader: loading the model takes most of a second."""
    return Reader()


@pytest.fixture(scope="session")
def grammarian() -> Reader:
    """A reader without heads: quicker, where what is read doesn't matter."""
    return Reader(heads="rules")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of pages."""
    from tests.browsers import launched

    with launched() as opened:
        yield opened
