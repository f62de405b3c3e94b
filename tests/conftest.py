"""What every test may ask for: the repository's root on the import path, and one reader for all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sayso import Reader

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
