"""Tellings -> mentions with their groups; what was gathered before is taken over.

Comes in: the tellings of a ledger, their texts, and where what was gathered is kept. Goes out:
mentions, the pairs of those that are alike, and how they are put together. The idea in between: a
document whose claims and words are what they were makes the mentions that it made. Of the others'
mentions the nearest are looked for (:mod:`sayso.weighing.neighbours`), and where pairs are other
ones than before, all are put together anew, which is quick (:mod:`sayso.weighing.linkage`). What
comes out is the same as if all were gathered anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import overload

import numpy as np

from sayso.knowledge.user_actors import UserActors
from sayso.ledger.snapshot import Snapshot
from sayso.reading.pipeline import DEFAULT_MODEL
from sayso.weighing import kept
from sayso.weighing.columns import Columns, Flags, Names, Places, Rows, columns
from sayso.weighing.foretold import Text
from sayso.weighing.gathering import STORIES, TOPICS, Gathering, groups
from sayso.weighing.index import FOLDER
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

    def of(self, *also: str) -> Place:
        """Where something is kept that depends on more."""
        way = digest(self.way, *also)
        return Place(self.path.with_name(f"{way}.json"), way)


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
    way = digest(str(reviewed), _versions(), *rows)
    return Place(folder / FOLDER / "gathered" / f"{way}.npz", way)


class Gathered:
    """Tellings as mentions, each with its group.

    ``mentions`` are in the order of the tellings, ``pairs`` those of them that are alike.
    ``columns`` are the mentions as numbers, and ``kinds`` the sets that some of these stand for.
    ``prints`` are the fingerprints of all documents.

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
        self.prints = {
            document: _print(list(own), written[document])
            for document, own in groupby(told, key=lambda one: one.document)
        }
        made = _Update(told, written, self, before)
        self.mentions: Mentions = made.mentions
        self._kept = made.kept
        self._keeps = made.adds or not made.lacks
        self.pairs: Pairs = made.kept.pairs
        self.columns, self.kinds = made.kept.columns, made.kept.names.kinds

    @cached_property
    def groups(self) -> list[int]:
        """The group of each mention: the least of those that are of it."""
        return self._groups("stories")

    @cached_property
    def topics(self) -> list[int]:
        """The same but for who does it: what each of two sides does to the other is one topic."""
        return self._groups("topics")

    def _groups(self, name: str) -> list[int]:
        if name not in self._kept.groups:
            terms = self.columns.own.sizes
            found = groups(self.pairs, self.columns.lot, terms, _GATHERINGS[name])
            self._kept.groups[name] = found
            if self._place is not None and self._keeps and len(self.mentions):
                kept.write(self._place.path, self._place.way, self._kept)
        listed: list[int] = self._kept.groups[name].tolist()
        return listed


class _Update:
    """What was gathered before, brought to what is told now.

    ``adds`` is whether there is something that was not there before, ``lacks`` whether something is
    gone. What is only gone may be asked for again, as an older version of a ledger leaves out what
    the present one has.
    """

    def __init__(
        self,
        told: Sequence[Telling],
        written: Mapping[str, Text],
        of: Gathered,
        before: Kept | None,
    ) -> None:
        documents = list(news(told))
        prints = [_own_print(own, of.prints[name], of.speakers) for name, own in documents]
        self._before = before
        self._names = before.names if before is not None else Names()
        held = _Held(before)
        sources: list[Places] = []
        new: list[Mention] = []
        places: dict[str, dict[str, int]] = {}
        sizes: list[int] = []
        for (name, own), fingerprint in zip(documents, prints, strict=True):
            rows = held.rows(name, fingerprint)
            if rows is None:
                made = mentions(own, written[name], of.speakers, of.wordings)
                places[name] = {one.claim: place for place, one in enumerate(own)}
                rows = np.arange(-1 - len(new), -1 - len(new) - len(made), -1)
                new += made
            sources.append(rows)
            sizes.append(len(rows))
        self._source = np.concatenate([np.zeros(0, np.int64), *sources])
        old = len(before.columns) if before is not None else 0
        self.adds = before is None or bool(new)
        self.lacks = int((self._source >= 0).sum()) < old
        if before is not None and np.array_equal(self._source, np.arange(old)):
            self.kept = before
        else:
            fresh = columns(new, places, self._names)
            whole = fresh if before is None else before.columns.with_rows(fresh)
            rows = np.where(self._source >= 0, self._source, old - 1 - self._source)
            owners = np.repeat(np.arange(len(documents)), sizes)
            self._columns = replace(whole.take(rows), document=owners)
            pairs, least = self._compared()
            names = [name for name, _ in documents]
            self.kept = Kept(names, prints, self._names, self._columns, least, pairs)
        self.mentions = Mentions(
            self.kept.columns, self._names, [own for _, own in documents], sizes
        )

    def _compared(self) -> tuple[Pairs, Floats]:
        """The pairs that were kept, brought up to date."""
        before, source, count = self._before, self._source, len(self._source)
        new: Flags = source < 0
        terms = len(self._names.terms)
        now = Weighed(self._columns, Rarity(self._columns, terms), unlisted(count))
        if before is None:
            one, other, _ = nearest(now, new)
            return likenesses(now, self._names.kinds, one, other), now.least
        to = np.full(len(before.columns), -1, np.int64)
        to[source[~new]] = np.flatnonzero(~new)
        gone: Flags = to < 0
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
        return held.where(stays).with_pairs(made), now.least


class _Held:
    """Where the mentions of documents that are kept stand in the columns."""

    def __init__(self, before: Kept | None) -> None:
        self._known: dict[str, tuple[str, int]] = {}
        if before is None:
            return
        count = len(before.documents)
        self._bounds = np.searchsorted(before.columns.document, np.arange(count + 1)).tolist()
        for number, (name, of) in enumerate(zip(before.documents, before.prints, strict=True)):
            self._known[name] = of, number

    def rows(self, document: str, of: str) -> Places | None:
        """The rows of a document; None if it isn't kept, or has another fingerprint."""
        known, number = self._known.get(document, (None, -1))
        if known != of:
            return None
        return np.arange(self._bounds[number], self._bounds[number + 1])


class Mentions(Sequence[Mention]):
    """Mentions that are made of columns when somebody looks at them.

    Args:
        held: the columns.
        names: the terms and sets that they stand for.
        told: the tellings of each document, in their order.
        sizes: how many mentions each document has.
    """

    def __init__(
        self, held: Columns, names: Names, told: Sequence[Sequence[Telling]], sizes: Sequence[int]
    ) -> None:
        self._held, self._names = held, names
        owners = (own for own, size in zip(told, sizes, strict=True) for _ in range(size))
        #: The tellings of each mention's document, and the telling of each mention.
        self._own = list(owners)
        self.tellings = [
            own[claim] for own, claim in zip(self._own, held.claim.tolist(), strict=True)
        ]
        self._made: list[Mention | None] = [None] * len(held)

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> Mention: ...
    @overload
    def __getitem__(self, place: slice) -> list[Mention]: ...
    def __getitem__(self, place: int | slice) -> Mention | list[Mention]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        made = self._made[place]
        if made is None:
            made = self._made[place] = self._mention(range(len(self))[place])
        return made

    def _mention(self, row: int) -> Mention:
        held, own, telling = self._held, self._own[row], self.tellings[row]
        about, day, until = (int(one[row]) for one in (held.about, held.day, held.until))
        return Mention(
            telling=telling,
            told_in=tuple(own[place].claim for place in held.told_in.of_row(row)),
            about=own[about].claim if about >= 0 else None,
            own=self._terms(held.own, row),
            around=self._terms(held.around, row),
            context=self._terms(held.context, row),
            topic=self._terms(held.topic, row),
            named=self._terms(held.named, row),
            sides=self._names.kinds[held.sides[row]],
            doers=self._names.kinds[held.doers[row]],
            types=self._names.kinds[held.types[row]],
            day=date.fromordinal(day) if day else None,
            until=date.fromordinal(until) if until else None,
            dated=bool(held.dated[row]),
            looks_ahead=telling.status not in (*DONE, "denied"),
        )

    def _terms(self, rows: Rows, row: int) -> frozenset[str]:
        return frozenset(map(self._names.terms.__getitem__, rows.of_row(row)))


_TELLING = attrgetter(
    *("claim", "publisher", "published", "text", "start", "end", "status", "certainty"),
    *("likelihood", "event", "type", "mode", "trigger", "place", "place_country", "first", "last"),
)
_LINK = attrgetter("kind", "name", "code", "stance", "quote", "mention", "cue")
_WHO = attrgetter("name", "code", "country", "sector")


def _print(own: Sequence[Telling], text: Text) -> str:
    """The fingerprint of a document and all that it tells."""
    parts = [
        (
            _TELLING(one),
            list(map(_LINK, one.chain)),
            list(map(_WHO, one.actors)),
            list(map(_WHO, one.recipients)),
        )
        for one in own
    ]
    return digest(text.text, text.title or "", text.author or "", repr(parts))


def _own_print(own: Sequence[Telling], whole: str, speakers: Speakers) -> str:
    """The same with which of it is news, and whose "we" is."""
    sides = (our_side(one, speakers) or "" for one in own)
    return digest(whole, *(one.claim for one in own), *sides)


def digest(*parts: str) -> str:
    """The fingerprint of some words."""
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
