"""Filters: which claims a name, a status or a type finds."""

from __future__ import annotations

from typing import Any

import pytest

from readings import reading
from sayso.views.select import fold, select

ALL = ["c1", "c2", "c3", "c4", "c10"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ALL),
        ({"who": "Kyiv"}, ["c3"]),
        ({"who": "ky"}, ["c3"]),
        ({"who": "ukr"}, ["c3"]),
        ({"who": "officials"}, ["c2", "c3"]),
        ({"who": "two off"}, ["c2", "c3"]),
        ({"who": "fficials"}, []),
        ({"who": "unnamed"}, ["c2", "c3"]),
        ({"who": "unspecified"}, []),
        ({"who": "author"}, ["c1", "c4", "c10"]),
        ({"who": "AUTHOR"}, ["c1", "c4", "c10"]),
        ({"who": "c++ ("}, []),
        ({"about": "rus"}, ["c2", "c3"]),
        ({"about": "russia"}, ["c2", "c3"]),
        ({"about": "moscow"}, ["c1", "c2", "c10"]),
        ({"about": "hollow ruins"}, ["c4"]),
        ({"about": "erdogan"}, ["c10"]),
        ({"about": "ERDOĞAN"}, ["c10"]),
        ({"status": ["predicted", "denied"]}, ["c10"]),
        ({"type": ["accuse"]}, ["c2"]),
        ({"type": ["ASSAULT", "ACCUSE"]}, ["c2", "c3"]),
        ({"type": ["none"]}, ["c1", "c4", "c10"]),
        ({"who": "kyiv", "about": "hospital", "type": ["ASSAULT"]}, ["c3"]),
        ({"who": "kyiv", "status": ["denied"]}, []),
    ],
)
def test_select(filters: dict[str, Any], found: list[str]) -> None:
    assert [claim.id for claim in select(reading().claims, **filters)] == found


@pytest.mark.parametrize(
    ("one", "other"), [("Erdoğan", "ERDOGAN"), ("Yıldız", "yildiz"), ("Orbán  V.", "orban v.")]
)
def test_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)
