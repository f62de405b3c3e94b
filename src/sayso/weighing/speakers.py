"""Last voices of claims -> who speaks: a name, and whose side's voice it is.

Comes in: the tellings of a ledger, and the documents' authors. Goes out: for a telling its
:class:`Speaker`. The idea in between: a claim in the writer's own voice is the named author's, else
the outlet's; a surname is the person of that name whom the ledger knows; and the government of a
country, its ministries, its forces and the outlets that it owns are one group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold
from sayso.records import VoiceKind
from sayso.weighing.foretold import Text
from sayso.weighing.notes import Notes
from sayso.weighing.sides import Sides, side_of
from sayso.weighing.tellings import Link, Telling

Sort = Literal[VoiceKind, "outlet", "unknown"]

#: Sectors that speak for a state.
OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something.

    ``name`` is None for a voice that is withheld or hidden. ``side`` is the country, or the code of
    a body, that it belongs to; ``state`` the country that it speaks for. Voices of one ``group``
    are not independent of each other; an unknown voice has none.
    """

    name: str | None
    sort: Sort
    code: str | None = None
    side: str | None = None
    state: str | None = None
    group: str | None = None


class Speakers:
    """Says who speaks.

    Args:
        told: the tellings of a ledger.
        texts: documents by id, for their authors.
        sides: finds whose a name is.
        actors: a user's.
        controlled: the side that owns an outlet, by its name.
        notes: notes what is looked up.
    """

    def __init__(
        self,
        told: Sequence[Telling],
        texts: Mapping[str, Text],
        sides: Sides,
        actors: UserActors | None,
        controlled: Mapping[str, str],
        notes: Notes | None = None,
    ) -> None:
        self._authors = {document: text.author for document, text in texts.items() if text.author}
        self._sides = sides
        self._controlled = {fold(name): side for name, side in controlled.items()}
        self._codes: dict[str, str] = {}
        links = Counter((link.name, link.code) for one in told for link in one.chain)
        counted: dict[str, Counter[str]] = {}
        for (called, coded), count in links.items():
            if called and coded:
                counted.setdefault(fold(called), Counter())[coded] += count
        for name, codes in counted.items():
            self._codes[name] = min(codes, key=lambda code: (-codes[code], code))
        if actors is not None:
            self._codes.update({fold(row.name): row.code for row in actors.rows})
        self._whole = _whole_names(told)
        self._known: dict[tuple[object, ...], Speaker] = {}
        self._notes = notes
        if notes is not None:
            self._controlled = notes.table("controlled", self._controlled)
            self._codes = notes.table("codes", self._codes)
            self._whole = notes.table("surnames", self._whole)

    def of(self, telling: Telling) -> Speaker:
        """Who says what a telling tells."""
        link = telling.voice
        author = self._authors.get(telling.document) if link.kind == "author" else None
        if self._notes is not None:  # what is known already would not be looked up
            return self._make(link, author, telling.publisher)
        key = (link.kind, link.name, link.code, author, telling.publisher)
        speaker = self._known.get(key)
        if speaker is None:
            speaker = self._known[key] = self._make(link, author, telling.publisher)
        return speaker

    def _make(self, link: Link, author: str | None, publisher: str | None) -> Speaker:
        if link.kind in ("unnamed", "unspecified"):
            return Speaker(link.name, "unknown")
        if link.kind == "author":
            if author:
                return self._named(author, "author", None)
            if publisher is None:
                return Speaker(None, "unknown")
            owner = self._controlled.get(fold(publisher))
            code = self._codes.get(fold(publisher))
            side = owner or side_of(code)
            group = f"state {owner}" if owner else fold(publisher)
            return Speaker(publisher, "outlet", code, side, owner, group)
        if not link.name:
            return Speaker(None, "unknown", link.code, side_of(link.code))
        return self._named(link.name, link.kind, link.code)

    def _named(self, name: str, sort: Sort, code: str | None) -> Speaker:
        name = self._whole.get(fold(name), name)
        code = code or self._codes.get(fold(name))
        owner = self._controlled.get(fold(name))
        state = owner or _state(code, sort)
        side = side_of(code)
        if side is None:
            parties = [one.side for one in self._sides.named(name) if one.kind == "party"]
            side = parties[0] if len(set(parties)) == 1 else None
        return Speaker(name, sort, code, side, state, f"state {state}" if state else fold(name))


def _state(code: str | None, sort: Sort) -> str | None:
    """The country for which somebody with a code speaks."""
    if code is None or code.startswith("IGO"):
        return None
    country, *sectors = code.split(" ")
    if sectors:
        return country if OFFICIAL & set(sectors) else None
    return country if sort == "country" else None


def _whole_names(told: Sequence[Telling]) -> dict[str, str]:
    """The name of the one person whom a surname can mean."""
    names: dict[str, set[str]] = {}
    for name in {link.name for one in told for link in one.chain if link.kind == "person"}:
        if name and " " in name and name[:1].isupper():
            names.setdefault(fold(name.split()[-1]), set()).add(name)
    return {surname: next(iter(whole)) for surname, whole in names.items() if len(whole) == 1}
