"""Claims of many documents -> stories: one claim, as it is told here and there.

Comes in: a snapshot of a ledger. Goes out: its :class:`Story` list, each with its mentions by day,
and with the versions that they tell of who, when, where and how many. The idea in between: every
claim is a mention (:mod:`sayso.weighing.mentions`); mentions that are alike enough in words, days,
doers and kind of act (:mod:`sayso.weighing.likeness`) are put together
(:mod:`sayso.weighing.gathered`). A story is no fact: it holds the voices for it and against it,
and how many origins behind them are independent of each other (:mod:`sayso.weighing.origins`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sayso.errors import UsageError
from sayso.intake.alliances import Alliance
from sayso.intake.outlets import Outlet, owners
from sayso.knowledge.plover import plover_types
from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold
from sayso.ledger.snapshot import Snapshot
from sayso.weighing import copies as wording
from sayso.weighing.denials import denying
from sayso.weighing.forecasts import texts
from sayso.weighing.foretold import Text
from sayso.weighing.gathered import Gathered, Place, place_of
from sayso.weighing.mentions import Mention
from sayso.weighing.origins import Origin, independent, origins_of
from sayso.weighing.quantities import quantities
from sayso.weighing.speakers import Speaker
from sayso.weighing.tellings import Side, Telling, tellings
from sayso.weighing.wording import Wordings, blank, is_country

Asked = Literal["who", "when", "where", "how many"]

ToldBy = Literal["accuser only", "accuser and allies", "also others", "others only"]
"""Who tells as true that something was done to a country."""

_HOSTILE = frozenset({"verbal conflict", "material conflict"})


@dataclass(frozen=True, slots=True)
class Version:
    """One answer that mentions of a story give to a question: ``value``, told in ``claims``."""

    asked: Asked
    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retelling:
    """A mention of a story, who speaks in it, and the earliest voice behind it.

    ``stance``: it tells the story as true (``for``), denies what another tells of it (``against``),
    or neither (``open``). ``told_in`` are claims that say no more than that somebody says this.
    """

    telling: Telling
    speaker: Speaker
    origin: Origin
    stance: Side
    told_in: tuple[str, ...]
    _place: int = field(repr=False, compare=False)
    _mentions: Sequence[Mention] = field(repr=False, compare=False)

    @property
    def mention(self) -> Mention:
        """What it tells, as it is compared with others; made when it is asked for."""
        return self._mentions[self._place]

    @property
    def claim(self) -> str:
        """The claim that tells it."""
        return self.telling.claim

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that tell it here."""
        return (self.telling.claim, *self.told_in)


@dataclass(frozen=True, slots=True)
class Story:
    """One claim, as documents tell it.

    ``id`` is the claim whose ``words`` stand for it; any other claim of the story names it, too.
    ``retellings`` are by day of publication. ``first`` and ``last`` are the days of what is told,
    where a text dates it, else those of publication.
    """

    id: str
    words: str
    type: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    first: date | None
    last: date | None
    retellings: tuple[Retelling, ...]
    _wordings: Wordings = field(repr=False, compare=False)

    @property
    def versions(self) -> tuple[Version, ...]:
        """What its mentions say of who, when, where and how many, the most told first."""
        return _versions([one.mention for one in self.retellings], self._wordings)

    @property
    def claims(self) -> tuple[str, ...]:
        """All of its claims, those that only introduce another among them."""
        return tuple(claim for one in self.retellings for claim in one.claims)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that tell it, in order."""
        return tuple(dict.fromkeys(one.telling.document for one in self.retellings))

    def origins(self, stance: Side) -> int:
        """How many independent origins tell it so; unknown ones aren't counted."""
        return independent(one.origin for one in self.retellings if one.stance == stance)

    @property
    def accuser(self) -> str | None:
        """The country that the act is done to, where another's is the only doer."""
        if len(self.actors) != 1 or len(self.recipients) != 1 or self.actors == self.recipients:
            return None
        hostile = self.type is not None and plover_types()[self.type].quad in _HOSTILE
        return self.recipients[0] if hostile and is_country(self.recipients[0]) else None

    def told_by(self, alliances: Iterable[Alliance] = ()) -> ToldBy | None:
        """Who tells it as true besides the accuser and its outlets; None without an accuser."""
        accuser = self.accuser
        if accuser is None:
            return None
        groups = {one.origin.group for one in self.retellings if one.stance == "for"} - {None}
        own = {f"state {accuser}"}
        if not groups & own:
            return "others only" if groups else None
        if groups <= own:
            return "accuser only"
        allied = {
            group
            for one in alliances
            if one.party == accuser
            for group in (f"state {one.country}", fold(one.ally))
        }
        return "accuser and allies" if groups <= own | allied else "also others"

    def voices(self, stance: Side) -> tuple[str, ...]:
        """The names of who tells it so, in order, each once; an unnamed voice is not listed."""
        names = (one.speaker.name for one in self.retellings if one.stance == stance)
        return tuple(dict.fromkeys(name for name in names if name))


def stories(
    snapshot: Snapshot,
    *,
    actors: UserActors | None = None,
    outlets: Sequence[Outlet] = (),
    alliances: Sequence[Alliance] = (),
    reviewed: bool = False,
) -> list[Story]:
    """The stories of a ledger, those with one mention included, by their first day.

    Args:
        snapshot: the ledger as it is or was.
        actors: a user's.
        outlets: whose they are.
        alliances: who is whose ally.
        reviewed: apply people's reviews first.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    told = tellings(snapshot, reviewed=reviewed)
    written = texts(snapshot, {one.document for one in told})
    return among(
        told,
        written,
        wording.copies(snapshot, actors=actors),
        wording.credits(snapshot, actors=actors),
        actors=actors,
        outlets=outlets,
        alliances=alliances,
        place=place_of(snapshot, actors, reviewed=reviewed),
    )


def among(
    told: Sequence[Telling],
    written: Mapping[str, Text],
    copied: Iterable[wording.Copy] = (),
    credited: Iterable[wording.Credited] = (),
    *,
    actors: UserActors | None = None,
    outlets: Sequence[Outlet] = (),
    alliances: Sequence[Alliance] = (),
    place: Place | None = None,
) -> list[Story]:
    """The stories among tellings at hand, as :func:`stories` finds them in a ledger.

    ``place`` is where what is gathered of them is kept.
    """
    gathered = Gathered(told, written, actors, owners(outlets), place)
    found = origins_of(
        told,
        written,
        copied,
        credited,
        asked=gathered.mentions.tellings,
        actors=actors,
        outlets=outlets,
        alliances=alliances,
        prints=gathered.prints,
        place=place,
    )
    return _made(gathered, found)


def _made(gathered: Gathered, origins: Iterable[Origin]) -> list[Story]:
    """A story for each group, by their first days; ``origins`` are those of the mentions."""
    told = gathered.mentions
    points = (gathered.columns.about >= 0).tolist()
    stances: list[Side] = [
        "against" if points_back else one.stance
        for points_back, one in zip(points, told.tellings, strict=True)
    ]
    deny = denying(told, stances, gathered.pairs, gathered.columns, gathered.kinds)
    together: dict[int, list[Retelling]] = {}
    held = gathered.columns.told_in
    introduced = (held.sizes > 0).tolist()
    for group, place, origin in zip(gathered.groups, range(len(told)), origins, strict=True):
        stance = stances[place]
        if stance == "against" and place not in deny:
            stance = "open"
        telling = told.tellings[place]
        told_in = told[place].told_in if introduced[place] else ()
        speaker = gathered.speakers.of(telling)
        one = Retelling(telling, speaker, origin, stance, told_in, place, told)
        together.setdefault(group, []).append(one)
    make = _Making(gathered, stances)
    found = [make.story(one) for one in together.values()]
    return sorted(found, key=lambda one: (one.first or date.max, one.id))


def chosen(
    made: Sequence[Story],
    *,
    about: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's word
    since: date | None = None,
    until: date | None = None,
    least: int = 2,
) -> list[Story]:
    """The stories that pass all filters.

    Args:
        made: stories.
        about: a telling holds a word that begins so.
        type: their PLOVER type.
        since: they are of this day or later.
        until: they are of this day or earlier.
        least: documents that tell them.
    """
    word = re.compile(rf"\b{re.escape(about)}", re.IGNORECASE) if about else None
    return [
        one
        for one in made
        if len(one.documents) >= least
        and (type is None or one.type == type)
        and (since is None or (one.last is not None and one.last >= since))
        and (until is None or (one.first is not None and one.first <= until))
        and (word is None or any(word.search(told.telling.text) for told in one.retellings))
    ]


def story_of(found: Iterable[Story], claim: str) -> Story:
    """The story that a claim tells.

    Raises:
        UsageError: no story has that claim.
    """
    for one in found:
        if claim in one.claims:
            return one
    raise UsageError(f"no story holds the claim {claim!r} (sayso claims lists their names)")


class _Making:
    """Makes stories of retellings."""

    def __init__(self, gathered: Gathered, stances: Sequence[Side]) -> None:
        self._wordings, self._stances = gathered.wordings, stances
        held, kinds = gathered.columns, gathered.kinds
        self._own = held.own
        self._days: list[int] = held.day.tolist()
        self._dated: list[bool] = held.dated.tolist()
        self._doers = [kinds[number] for number in held.doers.tolist()]

    def story(self, group: Sequence[Retelling]) -> Story:
        """The story that some retellings tell."""
        retellings = sorted(group, key=lambda one: _told(one.telling))
        places = [one._place for one in retellings]
        told = [one.telling for one in retellings]
        lead = told[self._lead(places, told)] if len(told) > 1 else told[0]
        types = Counter(one.type for one in told if one.type)
        dated = [number for number, place in enumerate(places) if self._dated[place]]
        days = [
            (date.fromordinal(self._days[places[number]]), told[number].last)
            for number in dated or range(len(told))
            if self._days[places[number]]
        ]
        return Story(
            id=lead.claim,
            words=lead.text,
            type=min(types, key=lambda name: (-types[name], name)) if types else None,
            actors=_parties(
                self._doers[place] for place in places if self._stances[place] != "open"
            ),
            recipients=_parties(
                frozenset(who.side for who in one.recipients if who.side) for one in told
            ),
            first=min((day for day, _ in days), default=None),
            last=max((last or day for day, last in days), default=None),
            retellings=tuple(retellings),
            _wordings=self._wordings,
        )

    def _lead(self, places: Sequence[int], told: Sequence[Telling]) -> int:
        """The telling that says best what the story is: as true, with parties, in its words."""
        terms = [self._own.of_row(place) for place in places]
        counted = Counter(term for own in terms for term in own)

        def rank(number: int) -> tuple[bool, bool, bool, float]:
            own, place = terms[number], places[number]
            shared = sum(counted[term] for term in own) / math.sqrt(len(own) or 1)
            return (
                self._stances[place] != "for",
                not self._doers[place],
                told[number].type is None,
                -shared,
            )

        return min(range(len(places)), key=rank)


def _told(one: Telling) -> tuple[date, str, int]:
    return one.published or date.max, one.document, one.start


def _parties(sides: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """The sides that most tellings name, where one is known."""
    counted = Counter(side for some in sides for side in some)
    most = max(counted.values(), default=0)
    return tuple(sorted(side for side, count in counted.items() if count * 2 >= most))


def _versions(ordered: Sequence[Mention], wordings: Wordings) -> tuple[Version, ...]:
    """What the mentions say of who, when, where and how many, the most told first."""
    told: dict[tuple[Asked, str], list[str]] = {}
    for one in ordered:
        telling = one.telling
        answers: list[tuple[Asked, str]] = [("who", side) for side in sorted(one.doers)]
        if one.dated and one.day:
            last = telling.last or one.until
            until = f" to {last}" if last and last != one.day else ""
            answers.append(("when", f"{one.day}{until}"))
        if telling.place:
            answers.append(("where", telling.place))
        answers += [
            ("how many", f"{count.words} {count.of}".replace(" %", ""))
            for count in quantities(blank(telling.text, wordings.of(telling.text)))
            if count.of
        ]
        for answer in answers:
            told.setdefault(answer, []).append(telling.claim)
    order: tuple[Asked, ...] = ("who", "when", "where", "how many")
    return tuple(
        Version(asked, value, tuple(dict.fromkeys(claims)))
        for (asked, value), claims in sorted(
            told.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0][1])
        )
    )
