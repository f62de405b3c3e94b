"""Admiralty grades of sources, as a user's tables give them; none is ever computed.

Comes in: a user's tables of actors and of outlets. Goes out: the grade of each name that has one.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.intake.outlets import Outlet
from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold

#: What the letters say of a source, and the numbers of what it says (NATO AJP-2.1).
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


def grades(actors: UserActors | None, outlets: Iterable[Outlet] = ()) -> dict[str, str]:
    """The grade of each name that has one, by the folded name.

    Where both tables grade a name, the table of outlets counts; of several rows of an actor, the
    last that has a grade.
    """
    found = {fold(one.name): one.grade for one in (actors.rows if actors else ()) if one.grade}
    return found | {fold(one.publisher): one.grade for one in outlets if one.grade}


def in_words(grade: str) -> str:
    """What a grade says.

    >>> in_words("B2")
    'usually reliable, probably true'
    >>> in_words("F")
    'reliability cannot be judged'
    """
    return ", ".join([RELIABILITY[grade[0]], *(CREDIBILITY[one] for one in grade[1:])])
