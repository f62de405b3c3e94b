"""Which claims to show: the filters behind ``--who``, ``--about``, ``--status`` and ``--type``.

Comes in: claims and what to look for. Goes out: the claims that match every filter given, in their
order. The idea in between: people type the start of a name, in any case and without accents, so
names, codes and words match by the start of a word: ``erdo`` finds Recep Tayyip Erdoğan.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from sayso.labels import fold
from sayso.records import Claim, Voice

__all__ = ["fold", "is_about", "says", "select"]

# Kinds of voices that have no name of their own to look for.
_NAMELESS = ("unnamed", "unspecified")


def select(
    claims: Iterable[Claim],
    who: str | None = None,
    about: str | None = None,
    status: Collection[str] = (),
    type: Collection[str] = (),  # noqa: A002 - the option's own name
) -> tuple[Claim, ...]:
    """Keep the claims that pass every filter; a filter that is None or empty lets all pass.

    Args:
        claims: in any order, which is kept.
        who: start of a word of a name or code of any voice in the chain; ``author`` for the claims
            that the author makes without another voice; ``unnamed`` or ``unspecified`` for the
            chains with such a voice.
        about: start of a word of the claim's text, or of a name, code or country of an actor or
            recipient of its event.
        status: statuses to keep, e.g. ``{"planned", "threatened"}``.
        type: PLOVER event types to keep, in any case; ``none`` keeps claims without an event.
    """
    types = {name.upper() for name in type}
    found: Iterable[Claim] = claims
    if who:
        found = [claim for claim in found if says(claim, who)]
    if about:
        found = [claim for claim in found if is_about(claim, about)]
    if status:
        found = [claim for claim in found if claim.status in status]
    if types:
        found = [claim for claim in found if _type(claim) in types]
    return tuple(found)


def says(claim: Claim, who: str) -> bool:
    """Whether one of the claim's voices goes by this name or code (see :func:`select`)."""
    sought = who.strip().casefold()
    if sought == "author":
        return claim.voice.kind == "author"
    if sought in _NAMELESS and any(voice.kind == sought for voice in claim.sayso):
        return True
    return _any_starts(who, (name for voice in claim.sayso for name in _names(voice)))


def is_about(claim: Claim, about: str) -> bool:
    """Whether the claim's words or the parties to its event match (see :func:`select`)."""
    return _any_starts(about, (claim.text, *_parties(claim)))


def _type(claim: Claim) -> str:
    return "NONE" if claim.event is None else claim.event.type.upper()


def _names(voice: Voice) -> Iterator[str]:
    for name in (voice.name, voice.code, voice.mention and voice.mention.text):
        if name:
            yield name


def _parties(claim: Claim) -> Iterator[str]:
    if claim.event is None:
        return
    for party in (*claim.event.actors, *claim.event.recipients):
        for name in (party.name, party.code, party.country):
            if name:
                yield name


def _any_starts(sought: str, names: Iterable[str]) -> bool:
    """Whether the words sought stand in one of the names, the last of them perhaps unfinished."""
    start = re.compile(rf"(?<!\w){re.escape(fold(sought))}")
    return any(start.search(fold(name)) for name in names)
