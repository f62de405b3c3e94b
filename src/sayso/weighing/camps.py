"""Who speaks -> in which camp: a party to the conflict, its ally, a third party, an observer.

Comes in: a speaker, the parties, and a user's alliances. Goes out: a :data:`Kind`. The idea in
between: whoever speaks for a state stands where the state stands; so do its politicians and
companies. Reporters, monitors, doctors, relief workers, bodies of many states and people of no
office are observers, wherever they are from: what they tell, they tell as onlookers. Nobody is an
observer for being right, and no party is doubted for being one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sayso.intake.alliances import Alliance
from sayso.intake.alliances import parties as of_table
from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.labels import fold
from sayso.weighing.sides import Sides
from sayso.weighing.speakers import Speaker
from sayso.weighing.tellings import Telling

Kind = Literal["party", "ally", "third party", "observer", "unknown"]
"""What an origin is to the conflict.

- ``party``: of one of the sides: its government, forces, politicians, companies and state outlets;
- ``ally``: the same of a state, or a bloc, that a user's table calls an ally of a side;
- ``third party``: the same of any other state, and its experts;
- ``observer``: reporters, independent outlets, monitors, doctors, residents, bodies of many states;
- ``unknown``: nothing is known of it.
"""

KINDS: tuple[Kind, ...] = ("party", "ally", "third party", "observer", "unknown")

_SECTORS = PRIMARY_SECTORS | NON_STATE

#: Sectors whose people and bodies look on: the press, relief, health, believers, people as such.
WATCHING = NON_STATE - {"MNC", "IMG"} | {"JRN", "MED", "CVL", "REF", "SOC", "REL", "LAB", "AGR"}

# Experts of a side are no voice of its government, and experts of other states no eyewitnesses.
_EXPERT = "EDU"


class Camps:
    """Says in which camp a speaker is.

    Args:
        sides: finds whom a text names.
        alliances: a user's.
        parties: the countries that the conflict is between; by default those of the alliances, and
            without any the ones that each claim is about.
    """

    def __init__(
        self,
        sides: Sides,
        alliances: Iterable[Alliance] = (),
        parties: frozenset[str] | None = None,
    ) -> None:
        self._sides = sides
        self._alliances = tuple(alliances)
        self._given = parties if parties is not None else of_table(self._alliances) or None
        self._named: dict[str, tuple[str, ...]] = {}

    def parties(self, told: Telling, text: str | None = None) -> frozenset[str]:
        """The sides of what is told.

        They are those that were given. Else the actors' and recipients' of the event; where these
        are fewer than two, also those that the claim names, and then the two that its text names
        most.
        """
        if self._given is not None:
            return self._given
        found = {who.side for who in (*told.actors, *told.recipients) if who.side is not None}
        if len(found) < 2:
            found |= {one.side for one in self._sides.named(told.text)}
        if len(found) < 2 and text is not None:
            found |= set(self._most_named(told.document, text))
        return frozenset(found)

    def kind(self, speaker: Speaker, parties: frozenset[str]) -> Kind:
        """The camp of a speaker; ``unknown`` for a voice of which not even a code is known."""
        if speaker.name is not None and self._is_bloc(speaker.name, parties):
            return "ally"
        if speaker.state is not None:
            return self._standing(speaker.state, parties)
        sectors = set((speaker.code or "").split(" ")) & _SECTORS
        if speaker.sort == "unknown" and speaker.code is None:
            return "unknown"
        if speaker.sort == "outlet" or not sectors or sectors & WATCHING or speaker.side is None:
            return "unknown" if speaker.sort == "unknown" and not sectors else "observer"
        standing = self._standing(speaker.side, parties)
        return "observer" if _EXPERT in sectors and standing == "party" else standing

    def _standing(self, country: str, parties: frozenset[str]) -> Kind:
        if country in parties:
            return "party"
        allied = any(one.country == country and one.party in parties for one in self._alliances)
        return "ally" if allied else "third party"

    def _is_bloc(self, name: str, parties: frozenset[str]) -> bool:
        called = _bare(name)
        return any(
            one.country is None
            and one.party in parties
            and (called == _bare(one.ally) or called == _bare(one.ally).split()[-1])
            for one in self._alliances
        )

    def _most_named(self, document: str, text: str) -> tuple[str, ...]:
        """The two sides that a text names most; more where they are named equally often."""
        if document not in self._named:
            counts: dict[str, int] = {}
            for one in self._sides.named(text):
                counts[one.side] = counts.get(one.side, 0) + 1
            least = sorted(counts.values())[-2:][0] if counts else 0
            self._named[document] = tuple(side for side in counts if counts[side] >= least)
        return self._named[document]


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")
