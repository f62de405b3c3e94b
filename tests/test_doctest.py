"""The examples in the docstrings do what they say."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import sayso

_PACKAGE = Path(sayso.__file__).parent


def _modules() -> list[str]:
    """The modules that show examples in their docstrings."""
    return [
        ".".join(("sayso", *path.relative_to(_PACKAGE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for path in sorted(_PACKAGE.rglob("*.py"))
        if ">>> " in path.read_text(encoding="utf8")
    ]


@pytest.mark.parametrize("module", _modules())
def test_examples(module: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(module))
    assert attempted
    assert not failed


def test_every_export_is_there_and_documented() -> None:
    assert sayso.__all__ == sorted(sayso.__all__)
    for name in sayso.__all__:
        if name != "__version__":
            assert ">>>" in getattr(sayso, name).__doc__, name


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        sayso.raed  # noqa: B018 - the access is the test
