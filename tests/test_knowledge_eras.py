"""The table of eras and bygone states: sound line by line, and blind to countries of today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import ModelError
from sayso.knowledge import rows
from sayso.knowledge.eras import eras
from sayso.reading.names import find_names

HEADER = "names,first,last,kind,source\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A table of our own in place of the shipped one."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(rows, "files", lambda _: tmp_path)
    eras.cache_clear()
    yield tmp_path / "data" / "eras.csv"
    eras.cache_clear()


def test_eras() -> None:
    assert (eras()["Cold War"].first, eras()["Cold War"].last) == ("1947", "1991")
    assert eras()["World War II"] == eras()["Second World War"]
    assert eras()["colonial times"].first is None
    assert {era.kind for era in eras().values()} == {"era", "state", "regime"}


def test_no_name_holds_the_name_of_a_country() -> None:
    """Names of countries are masked before the table is asked: a row with one would be blind."""
    assert [name for name in eras() if find_names(f"In the {name} they left.")] == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Long War,1914,,era,x", "both years or neither"),
        ("Long War,1918,1914,era,x", "1918 is after 1914"),
        ("Long War,14,18,era,x", "'14' is no year"),
        ("Longland,,,state,x", "has a last year"),
        ("Longland,,1914,realm,x", "kind is 'realm'"),
        ("Longland,,1914,state,", "source is empty"),
        ("Longland|Longland,,1914,state,x", "repeated"),
        ("Longland,,1914,state,x\nLongland,,1918,state,x", "there already"),
    ],
)
def test_a_wrong_row_is_named(table: Path, row: str, problem: str) -> None:
    table.write_text(f"{HEADER}{row}\n", "utf8")
    with pytest.raises(ModelError, match=rf"eras\.csv:\d: .*{problem}"):
        eras()
