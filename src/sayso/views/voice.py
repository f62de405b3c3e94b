"""A voice for a person at a terminal: what it said, foretold, and whose acts it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.labels import counted
from sayso.views.grid import render
from sayso.views.terminal import clean

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.weighing.track import Record
    from sayso.weighing.voices import Profile


def show(profile: Profile, console: Console) -> None:
    """Print a profile: a line about the voice, its forecasts, its record, whom it accuses."""
    voice = profile.voice
    code = f" ({voice.code})" if voice.code else ""
    console.print(clean(f"{voice.name}{code}: {counted(len(profile.claims), 'claim')}"), end="")
    console.print(f" in {counted(profile.documents, 'document')}", end="")
    if profile.first is not None and profile.last is not None:
        console.print(f", {profile.first} to {profile.last}", end="")
    console.print()
    told = ", ".join(f"{status} {count}" for status, count in profile.statuses.items())
    console.print(f"how put: {told}")
    if profile.forecasts:
        render(
            ("claim", "by", "outcome", "words"),
            [
                (
                    one.id,
                    one.horizon.last if one.horizon.stated else f"({one.horizon.last})",
                    one.outcome,
                    one.words,
                )
                for one in profile.forecasts
            ],
            console,
            wrapped={"words": 1},
        )
    console.print(sentence(profile.record))
    if profile.accused:
        rows = [(one.party, one.type, len(one.claims), one.claims[0]) for one in profile.accused]
        render(("tells acts of", "type", "claims", "for one"), rows, console)


def sentence(record: Record | None) -> str:
    """A track record in words.

    >>> sentence(None)
    'forecasts: none'
    """
    if record is None:
        return "forecasts: none"
    counts = ", ".join(f"{name} {count}" for name, count in record.outcomes.items() if count)
    parts = [f"forecasts: {record.forecasts} ({counts})"]
    if record.hit_rate is not None and record.low is not None and record.high is not None:
        silent = f", {record.by_silence} missed by silence" if record.by_silence else ""
        small = "; a small number" if record.small else ""
        parts.append(
            f"right: {record.hits} of {record.decided} = {record.hit_rate:.0%}, "
            f"95 % interval {record.low:.0%} to {record.high:.0%}{silent}{small}"
        )
    if record.brier is not None:
        parts.append(f"Brier score of {record.scored} with a likelihood: {record.brier:.2f}")
    return "\n".join(parts)
