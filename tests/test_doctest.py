"""The examples in the docstrings of the public names do what they say."""

from __future__ import annotations

import doctest
import importlib

import pytest

import sayso


@pytest.mark.parametrize(
    "module",
    [
        "sayso",
        "sayso.errors",
        "sayso.intake.petrarch",
        "sayso.knowledge.auxiliary",
        "sayso.knowledge.cameo",
        "sayso.knowledge.cow",
        "sayso.knowledge.sector_codes",
        "sayso.ledger.audits",
        "sayso.ledger.ledger",
        "sayso.reading.reader",
        "sayso.records",
        "sayso.views.grid",
    ],
)
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
