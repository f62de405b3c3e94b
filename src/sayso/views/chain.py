"""Say-so chains in words: how a voice and the chain it ends are written on a screen or in a cell.

Comes in: a voice, or a claim. Goes out: a short label, the same in every view: ``author``,
``Ilham Aliyev``, ``two officials``, and the chain ``author > Kyiv``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.records import Claim, Voice

#: Stands between two voices, the outer one first.
LINK = " > "


def label(voice: Voice) -> str:
    """What to call a voice: its name; for one without a name, its kind (``author``)."""
    if voice.kind == "author":
        return "author"
    return voice.name or (voice.mention.text if voice.mention is not None else voice.kind)


def chain(voices: Sequence[Voice]) -> str:
    """The chain, outermost voice first: ``author > two officials > Kyiv``."""
    return LINK.join(map(label, voices))


def mere_speech(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the claims that only say that somebody speaks, while another holds what is said.

    They are like *officials said that ...*: no event, status happened, and in their words begins a
    claim that is one voice deeper or more.
    """
    begins = sorted((claim.start, len(claim.sayso)) for claim in claims)
    found = set()
    for claim in claims:
        if claim.event is None and claim.status == "happened":
            place = bisect_left(begins, (claim.start, 0))
            while place < len(begins) and begins[place][0] < claim.end:
                if begins[place][1] > len(claim.sayso):
                    found.add(claim.id)
                    break
                place += 1
    return frozenset(found)
