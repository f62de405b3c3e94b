"""A story for a person at a terminal: its tellings by day, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.labels import counted
from sayso.views.grid import render
from sayso.views.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from sayso.intake.alliances import Alliance
    from sayso.weighing.stories import Story

# How many versions of one question are shown.
_VERSIONS = 5


def show(story: Story, alliances: Sequence[Alliance], console: Console) -> None:
    """Print a story: its words, what it is about, its tellings, its origins and its versions."""
    console.print(clean(story.words))
    console.print(clean(_about(story)))
    render(
        ("published", "claim", "publisher", "origin", "kind", "stance", "words"),
        [
            (
                one.telling.published,
                one.claim,
                one.telling.publisher,
                one.origin.name or "unknown",
                one.origin.kind,
                one.stance,
                one.telling.text,
            )
            for one in story.retellings
        ],
        console,
        wrapped={"words": 3, "origin": 1, "publisher": 1},
    )
    console.print(
        f"independent origins: {story.origins('for')} for, {story.origins('against')} against",
        end="",
    )
    told_by = story.told_by(alliances)
    console.print(f"; told by {told_by}" if told_by else "")
    for asked in ("who", "when", "where", "how many"):
        told = [one for one in story.versions if one.asked == asked]
        shown = ", ".join(f"{one.value} ({len(one.claims)})" for one in told[:_VERSIONS])
        more = f" and {len(told) - _VERSIONS} more" if len(told) > _VERSIONS else ""
        if told:
            console.print(clean(f"{asked}: {shown}{more}"))


def _about(story: Story) -> str:
    parties = " and ".join(story.actors)
    if story.recipients:
        parties = f"{parties} > {' and '.join(story.recipients)}"
    days = f"{story.first}" if story.first == story.last else f"{story.first} to {story.last}"
    told = counted(len(story.documents), "document")
    return ", ".join(part for part in (story.type, parties, days, told) if part)
