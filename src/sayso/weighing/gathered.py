"""Tellings -> mentions with their groups; what was gathered before is taken over.

Comes in: the tellings of a ledger, their texts, and where what was gathered is kept. Goes out:
mentions, the pairs of those that are alike, and how they are put together. The idea in between: a
document whose claims and words are what they were makes the mentions that it made. Of the others'
mentions the nearest are looked for, and the groups are joined anew as far as they differ
(:mod:`sayso.weighing.neighbours`, :mod:`sayso.weighing.joins`). What comes out is the same as if
all were gathered anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from sayso.knowledge.user_actors import UserActors
from sayso.ledger.snapshot import Snapshot
from sayso.reading.pipeline import DEFAULT_MODEL
from sayso.weighing import kept
from sayso.weighing.columns import Flags, Names, Places, columns
from sayso.weighing.foretold import Text
from sayso.weighing.gathering import STORIES, TOPICS, Gathering, changed, groups
from sayso.weighing.index import FOLDER
from sayso.weighing.joins import Joins
from sayso.weighing.kept import Kept
from sayso.weighing.likeness import Pairs, keys, likenesses
from sayso.weighing.mentions import Mention, mentions, news, our_side
from sayso.weighing.neighbours import Floats, Weighed, nearest, outdated, unlisted
from sayso.weighing.rarity import Rarity
from sayso.weighing.sides import Sides
from sayso.weighing.speakers import Speakers
from sayso.weighing.tellings import DONE, Telling
from sayso.weighing.wording import Wordings

_GATHERINGS: dict[str, Gathering] = {"stories": STORIES, "topics": TOPICS}


@dataclass(frozen=True)
class Place:
    """Where what was gathered is kept: a file, and what else it depends on besides the claims."""

    path: Path
    way: str


def place_of(snapshot: Snapshot, actors: UserActors | None, *, reviewed: bool) -> Place | None:
    """Where what is gathered of a ledger is kept; None for one in an object store.

    Args:
        snapshot: the ledger as it is or was.
        actors: a user's.
        reviewed: whether people's reviews are applied.
    """
    folder = snapshot.store.folder
    if folder is None:
        return None
    rows = [repr(row) for row in actors.rows] if actors is not None else []
    way = _digest(str(reviewed), _versions(), *rows)
    return Place(folder / FOLDER / "gathered" / f"{way}.npz", way)


class Gathered:
    """Tellings as mentions, each with its group.

    ``mentions`` are in the order of the tellings, ``pairs`` those of them that are alike.

    Args:
        told: each document's together, by their place in the text.
        written: the documents.
        actors: a user's.
        controlled: the side that owns an outlet, by its name.
        place: where what was gathered is kept.
    """

    def __init__(
        self,
        told: Sequence[Telling],
        written: Mapping[str, Text],
        actors: UserActors | None,
        controlled: Mapping[str, str],
        place: Place | None = None,
    ) -> None:
        sides = Sides(actors)
        self.speakers = Speakers(told, written, sides, actors, controlled)
        self.wordings = Wordings(sides)
        self._place = place
        before = kept.read(place.path, place.way) if place is not None else None
        made = _Update(told, written, self.speakers, self.wordings, before)
        self.mentions: list[Mention] = made.mentions
        self._kept = made.kept
        self.pairs: Pairs = made.kept.pairs
        if made.adds:
            self._keep()

    @cached_property
    def groups(self) -> list[int]:
        """The group of each mention: the least of those that are of it."""
        return self._groups("stories")

    @cached_property
    def topics(self) -> list[int]:
        """The same but for who does it: what each of two sides does to the other is one topic."""
        return self._groups("topics")

    def _groups(self, name: str) -> list[int]:
        count = len(self.mentions)
        if name not in self._kept.joins:
            self._kept.joins[name] = groups(count, self.pairs, _GATHERINGS[name])
            self._keep()
        found: list[int] = self._kept.joins[name].groups(count).tolist()
        return found

    def _keep(self) -> None:
        if self._place is not None and self.mentions:
            kept.write(self._place.path, self._place.way, self._kept)


class _Update:
    """What was gathered before, brought to what is told now.

    ``adds`` is whether there is something that was not there before: what is only gone may be asked
    for again, as an older version of a ledger leaves out what the present one has.
    """

    def __init__(
        self,
        told: Sequence[Telling],
        written: Mapping[str, Text],
        speakers: Speakers,
        wordings: Wordings,
        before: Kept | None,
    ) -> None:
        documents = list(news(told))
        prints = [_print(own, written[name], speakers) for name, own in documents]
        self._before = before
        names = before.names if before is not None else Names()
        held = _Held(before)
        self.mentions: list[Mention] = []
        sources: list[Places] = []
        new: list[Mention] = []
        places: dict[str, dict[str, int]] = {}
        owners: list[int] = []
        for number, ((name, own), of) in enumerate(zip(documents, prints, strict=True)):
            rows = held.rows(name, of)
            if rows is None:
                made = mentions(own, written[name], speakers, wordings)
                places[name] = {one.claim: place for place, one in enumerate(own)}
                sources.append(np.arange(-1 - len(new), -1 - len(new) - len(made), -1))
                new += made
            else:
                made = held.mentions(rows, own)
                sources.append(rows)
            owners += [number] * len(made)
            self.mentions += made
        source = np.concatenate([np.zeros(0, np.int64), *sources])
        fresh = columns(new, places, names)
        self.adds = before is None or bool(len(new))
        old = len(before.columns) if before is not None else 0
        whole = fresh if before is None else before.columns.with_rows(fresh)
        rows = np.where(source >= 0, source, old - 1 - source)
        self._columns = replace(whole.take(rows), document=np.array(owners, np.int64))
        self._source, self._names = source, names
        pairs, joins, least = self._compared()
        self.kept = Kept(
            [name for name, _ in documents], prints, names, self._columns, least, pairs, joins
        )

    def _compared(self) -> tuple[Pairs, dict[str, Joins], Floats]:
        """The pairs, and the joins that were kept, brought up to date."""
        before, source, count = self._before, self._source, len(self._source)
        new: Flags = source < 0
        terms = len(self._names.terms)
        now = Weighed(self._columns, Rarity(self._columns, terms), unlisted(count))
        if before is None:
            one, other, _ = nearest(now, new)
            return likenesses(now, self._names.kinds, one, other), {}, now.least
        to = np.full(len(before.columns), -1, np.int64)
        to[source[~new]] = np.flatnonzero(~new)
        gone: Flags = to < 0
        if not new.any() and not gone.any():
            return before.pairs, dict(before.joins), before.least
        now.least[~new] = before.least[source[~new]]
        then = Weighed(before.columns, Rarity(before.columns, terms), before.least)
        touched = now.rarity.counting(new) | then.rarity.counting(gone)
        reweighed = now.rarity.weighed_by(touched)
        redone = new | reweighed
        calm = ~redone
        redone |= outdated(now, np.flatnonzero(new | reweighed), now, calm)
        lost = np.flatnonzero(gone | then.rarity.weighed_by(touched))
        redone |= outdated(now, lost, then, calm)
        held = before.pairs.moved(to)
        days = self._columns.day
        later = np.where(days[held.first] > days[held.second], held.first, held.second)
        one, other, shared = nearest(now, redone)
        known = calm[one] & calm[other]  # these were compared before, and stay what they are
        known[known] = shared[known] > before.least[source[other[known]]]
        made = likenesses(now, self._names.kinds, one[~known], other[~known])
        stays = ~redone[later]
        stays[~stays] = np.isin(held.keys[~stays], keys(one[known], other[known]))
        pairs = held.where(stays).with_pairs(made)
        rank = np.empty(count, np.int64)
        rank[now.order] = np.arange(count)
        differ = changed(held, pairs, new, rank)
        joins = {
            name: groups(count, pairs, _GATHERINGS[name], one.moved(to), differ)
            for name, one in before.joins.items()
        }
        return pairs, joins, now.least


class _Held:
    """The mentions of documents that are kept."""

    def __init__(self, before: Kept | None) -> None:
        self._known: dict[str, tuple[str, int]] = {}
        if before is None:
            return
        self._columns, self._names = before.columns, before.names
        count = len(before.documents)
        self._bounds = np.searchsorted(before.columns.document, np.arange(count + 1))
        for number, (name, of) in enumerate(zip(before.documents, before.prints, strict=True)):
            self._known[name] = of, number

    def rows(self, document: str, of: str) -> Places | None:
        """The rows of a document; None if it isn't kept, or has another fingerprint."""
        known, number = self._known.get(document, (None, -1))
        if known != of:
            return None
        return np.arange(self._bounds[number], self._bounds[number + 1])

    def mentions(self, rows: Places, own: Sequence[Telling]) -> list[Mention]:
        """The mentions that its tellings make."""
        return [self._mention(row, own) for row in rows.tolist()]

    def _mention(self, row: int, own: Sequence[Telling]) -> Mention:
        held = self._lists
        telling = own[held["claim"][row]]
        about, day, until = (held[name][row] for name in ("about", "day", "until"))
        return Mention(
            telling=telling,
            told_in=tuple(own[place].claim for place in held["told_in"][row]),
            about=own[about].claim if about >= 0 else None,
            own=self._terms("own", row),
            around=self._terms("around", row),
            context=self._terms("context", row),
            topic=self._terms("topic", row),
            named=self._terms("named", row),
            sides=self._names.kinds[held["sides"][row]],
            doers=self._names.kinds[held["doers"][row]],
            types=self._names.kinds[held["types"][row]],
            day=date.fromordinal(day) if day else None,
            until=date.fromordinal(until) if until else None,
            dated=held["dated"][row],
            looks_ahead=telling.status not in (*DONE, "denied"),
        )

    def _terms(self, name: str, row: int) -> frozenset[str]:
        return frozenset(map(self._names.terms.__getitem__, self._lists[name][row]))

    @cached_property
    def _lists(self) -> dict[str, list[Any]]:
        held = self._columns
        rows = {name: list(getattr(held, name).lists()) for name in _SETS}
        return rows | {name: getattr(held, name).tolist() for name in _PLAIN}


_SETS = ("own", "around", "context", "topic", "named", "told_in")
_PLAIN = ("claim", "about", "day", "until", "sides", "doers", "types", "dated")


def _print(own: Sequence[Telling], text: Text, speakers: Speakers) -> str:
    """The fingerprint of all that the mentions of a document are made of."""
    return _digest(text.text, text.title or "", *map(repr, _parts(own, speakers)))


def _parts(own: Sequence[Telling], speakers: Speakers) -> Iterator[tuple[object, ...]]:
    for one in own:
        chain = [
            (link.kind, link.name, link.code, link.stance, link.quote, link.mention, link.cue)
            for link in one.chain
        ]
        sides = [
            sorted({who.side for who in some if who.side}) for some in (one.actors, one.recipients)
        ]
        days = one.published, one.first, one.last
        yield one.claim, one.start, one.end, one.text, one.status, one.type, chain, sides, days
        yield (our_side(one, speakers),)


def _digest(*parts: str) -> str:
    made = hashlib.blake2b(digest_size=12)
    for part in parts:
        made.update(part.encode("utf8", "surrogatepass") + b"\0")
    return made.hexdigest()


def _versions() -> str:
    """What the tables come from that say what words are about."""
    found = []
    for package in ("sayso", DEFAULT_MODEL):
        try:
            found.append(version(package))
        except PackageNotFoundError:
            found.append("")
    return " ".join(found)
