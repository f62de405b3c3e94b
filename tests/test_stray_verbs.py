"""Verbs that the tree takes for something else -> the events that they tell."""

from __future__ import annotations

import pytest

from sayso import Reader


def events(reader: Reader, text: str) -> dict[str, tuple[str, list[str], list[str]]]:
    """The events of a text by their triggers: type, actors, recipients."""
    return {
        c.event.trigger.text: (
            c.event.type,
            [p.text for p in c.event.actors],
            [p.text for p in c.event.recipients],
        )
        for c in reader.read(text).claims
        if c.event is not None
    }


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        (
            "A Chilean blogger held in Harbin since April was convicted of spying on Monday.",
            "convicted",
            ("SANCTION", [], ["Chilean blogger"]),
        ),
        (
            "A Chilean blogger held in Harbin since April was convicted of spying on Monday.",
            "held",
            ("COERCE", [], ["Chilean blogger"]),
        ),
        (
            "The president accused foreign agents of plotting a coup and ruled out new elections.",
            "ruled",
            ("REJECT", ["president"], []),
        ),
        (
            "Kenya may close its consulate if Uganda's border police storm the old fort again.",
            "storm",
            ("ASSAULT", ["Uganda's border police"], ["old fort"]),
        ),
        (
            "A court in Lima has found a retired general guilty of ordering the killing.",
            "found",
            ("SANCTION", ["court"], ["retired general"]),
        ),
        (
            "The court found the minister guilty of ordering the raid.",
            "ordering",
            ("REQUEST", ["minister"], []),
        ),
        (
            "Peru's army went on bombing villages in Loreto.",
            "bombing",
            ("ASSAULT", ["Peru's army"], ["villages"]),
        ),
        (
            "Peru, which chairs the bloc this year, offered to mediate.",
            "offered",
            ("AGREE", ["Peru"], []),
        ),
    ],
)
def test_verbs_found(
    reader: Reader, text: str, trigger: str, told: tuple[str, list[str], list[str]]
) -> None:
    assert events(reader, text)[trigger] == told


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Peru's pilots went on hunting trips.", "hunting"),  # an outing
        ("The general was found not guilty of ordering the raid.", "found"),
        ("Villagers blamed the storm surge for the ruin.", "storm"),  # weather
    ],
)
def test_verbs_that_are_none(reader: Reader, text: str, trigger: str) -> None:
    assert trigger not in events(reader, text)


def test_a_month_stays_a_time(reader: Reader) -> None:
    text = "A Chilean blogger held in Harbin since April was convicted of spying on Monday."
    claims = {c.event.trigger.text: c.event for c in reader.read(text).claims if c.event}
    assert all(p.text != "April" for e in claims.values() for p in (*e.actors, *e.recipients))
