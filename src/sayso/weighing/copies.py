"""Texts -> copies: which text took words from which other, in which passages.

Comes in: a shelf of texts. Goes out: pairs of texts with the passages that they share. The idea in
between: pairs that share stretches of words (:mod:`sayso.weighing.stretches`) are compared word by
word (:mod:`sayso.weighing.passages`), without standing texts (:mod:`sayso.weighing.standing`). A
pair is a copy if the passages hold :data:`EVIDENCE` words that are nobody's quotation, some of them
running: two reporters who quote one statement share its words and have copied nothing of each
other.

Of a text that stands in very many others each is compared with the :data:`EARLIEST` first of them,
so that the work grows with the number of texts and not with its square.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sayso.errors import UsageError
from sayso.knowledge.user_actors import UserActors
from sayso.ledger.snapshot import Snapshot
from sayso.reading.quotes import quotations
from sayso.records import Document
from sayso.weighing import shared as passages_kept
from sayso.weighing.credits import Credit, Outlets
from sayso.weighing.direction import KnownBy, Side
from sayso.weighing.index import Index, index, kept_in
from sayso.weighing.passages import RUN, Passage, Run, chains, passage, runs, spans
from sayso.weighing.relations import Bond, Pair, Relation, Relations
from sayso.weighing.standing import RUNNING, Standing
from sayso.weighing.stretches import STRETCH
from sayso.weighing.texts import About, Documents, Kept, Shelf, in_order
from sayso.weighing.words import Numbers, Words, words

#: Words in shared passages, outside of quotations, that make a copy: a sentence of the news.
EVIDENCE = 20

#: A text is compared with so many of those with the same words, the earliest of them.
EARLIEST = 50

#: A text is copied whole if so much of its words stands in the passages.
WHOLE = 0.85

# Texts whose words are in memory at once.
_IN_MEMORY = 4000

_CANDIDATES = """
    WITH posts AS (
        SELECT hash, owner, row_number() OVER (PARTITION BY hash ORDER BY owner) AS place
        FROM given
    )
    SELECT one.owner, other.owner
    FROM posts AS one JOIN posts AS other ON one.hash = other.hash AND one.place < other.place
    WHERE one.place <= $earliest AND {asked}
    GROUP BY ALL HAVING count(*) >= $shared ORDER BY ALL
"""
_ASKED = {
    "all": "true",
    "either": "(one.owner IN (FROM asked) OR other.owner IN (FROM asked))",
    "both": "one.owner IN (FROM asked) AND other.owner IN (FROM asked)",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts that share words which one has from the other, or both from a third.

    Where ``known_by`` is set, ``second`` took from ``first``; else nothing tells, and ``first`` is
    the one that comes first by day and id. ``known_by`` is also None between siblings. ``credit``
    is the credit in ``second`` that says so, where one does. ``via`` is the id of the third text,
    or an agency that both credit and whose text isn't there.
    ``share_first`` and ``share_second`` are the shares of each text's words that stand in the
    passages, from 0 to 1. The passages are in the order of ``first``.
    """

    first: About
    second: About
    relation: Relation
    known_by: KnownBy | None
    credit: Credit | None
    via: str | None
    share_first: float
    share_second: float
    passages: tuple[Passage, ...]

    @property
    def words(self) -> int:
        """How many words are equal."""
        return sum(one.words for one in self.passages)

    @property
    def extent(self) -> Literal["whole", "part"]:
        """Whether ``first`` was taken whole, or nearly so."""
        return "whole" if self.share_first >= WHOLE else "part"

    @property
    def edited(self) -> bool:
        """Whether words in the passages were changed."""
        return any(one.edited for one in self.passages)


@dataclass(frozen=True, slots=True)
class Credited:
    """A text, and one of its credits."""

    about: About
    credit: Credit


def copies(
    snapshot: Snapshot, *, document: str | None = None, actors: UserActors | None = None
) -> list[Copy]:
    """The copies among the documents of a ledger.

    Args:
        snapshot: the ledger as it is or was (:meth:`sayso.ledger.Ledger.snapshot`).
        document: only pairs with this document: its id, or the id that a copy of it was given.
        actors: a user's; outlets among them are known in credits.

    Returns:
        Pairs by day and id of their first text; the same for the same ledger.

    Raises:
        UsageError: there is no such document.
        LedgerError: the ledger cannot be read.
    """
    shelf = Kept(snapshot)
    return found(shelf, asked=_places(shelf, document), actors=actors)


def credits(  # noqa: A001 - the field's word; nobody misses Python's page about itself
    snapshot: Snapshot, *, document: str | None = None, actors: UserActors | None = None
) -> list[Credited]:
    """Whom the documents of a ledger credit, by day and id; arguments as of :func:`copies`."""
    shelf = Kept(snapshot)
    return list(credits_of(shelf, actors, _places(shelf, document)))


def _places(shelf: Kept, document: str | None) -> set[int] | None:
    """Where the texts that are called so stand on a shelf; None for all."""
    if document is None:
        return None
    places = {
        place
        for place, about in enumerate(shelf.abouts)
        if document in (about.id, about.document_id)
    }
    if not places:
        location = shelf.snapshot.store.location
        raise UsageError(f"{location}: there is no document {document!r}")
    return places


def copies_among(documents: Iterable[Document], *, actors: UserActors | None = None) -> list[Copy]:
    """The copies among documents at hand, as :func:`copies` finds them in a ledger.

    Example:
        >>> from sayso.records import Document
        >>> told = "Two boats of the lake guard met at noon and put three anglers ashore at Sorre. "
        >>> told += "Nobody was hurt, the guard said, and the nets were given back by evening."
        >>> first = Document(id="a", text=told, published="2025-05-01")
        >>> second = Document(id="b", text=told + " More soon.", published="2025-05-02")
        >>> [(c.first.id, c.second.id, c.known_by, c.words) for c in copies_among([second, first])]
        [('a', 'b', 'day', 30)]
    """
    return found(Documents(documents), actors=actors)


def credits_of(
    shelf: Shelf, actors: UserActors | None = None, places: Collection[int] | None = None
) -> Iterator[Credited]:
    """The credits of the texts of a shelf, in its order; with ``places`` only of those there."""
    outlets = Outlets((about.publisher for about in shelf.abouts), actors)
    chosen = [
        about for place, about in enumerate(shelf.abouts) if places is None or place in places
    ]
    authors: dict[str, set[str | None]] = {}
    for about in chosen:
        authors.setdefault(about.text_id, set()).add(about.author)
    told = {
        (key, author): outlets.credits(text, author)
        for key, text in shelf.texts(authors)
        for author in authors[key]
    }
    for about in chosen:
        for credit in told[about.text_id, about.author]:
            yield Credited(about, credit)


def found(
    shelf: Shelf, *, asked: Collection[int] | None = None, actors: UserActors | None = None
) -> list[Copy]:
    """The copies among the texts of a shelf.

    Args:
        shelf: the texts.
        asked: only pairs with a text at one of these places.
        actors: a user's.
    """
    made = index(shelf)
    standing = Standing(made, shelf.abouts)
    wanted = candidates(made, standing.hashes, asked)
    if asked is not None:  # what else its neighbours share tells who had it from whom
        near = {place for pair in wanted for place in pair}
        wanted = candidates(made, standing.hashes, near, "both")
    compared = _Compared(shelf, made, standing, wanted)
    shared = {pair: passages for pair in wanted if (passages := compared.passages(*pair))}
    if asked is None:
        compared.keep()
    outlets = Outlets((about.publisher for about in shelf.abouts), actors)
    sides = {
        place: _side(shelf.abouts[place], compared.text(place), outlets)
        for place in sorted({place for pair in shared for place in pair})
    }
    return sorted(
        (
            _copy(bond, shelf.abouts, compared)
            for bond in Relations(shared, sides, outlets).bonds()
            if asked is None or bond.first in asked or bond.second in asked
        ),
        key=lambda copy: (in_order(copy.first), in_order(copy.second)),
    )


def candidates(
    made: Index,
    without: Numbers,
    asked: Collection[int] | None = None,
    which: Literal["either", "both"] = "either",
) -> list[Pair]:
    """Pairs of texts that share so many stretches as :data:`RUNNING` words have; DuckDB joins them.

    Args:
        made: the stretches of all texts.
        without: hashes that don't count.
        asked: only pairs with one of these texts.
        which: whether one of a pair, or both, must be asked for.
    """
    hashes, owners = made.distinct()
    same = hashes[1:] == hashes[:-1]
    shared = (
        np.append(same, False) | np.insert(same, 0, False) if len(hashes) else np.zeros(0, bool)
    )
    shared &= ~np.isin(hashes, without)
    with duckdb.connect(":memory:") as connection:
        connection.register("given", pa.table({"hash": hashes[shared], "owner": owners[shared]}))
        connection.register("asked", pa.table({"owner": pa.array(sorted(asked or ()), pa.int64())}))
        query = _CANDIDATES.format(asked=_ASKED["all" if asked is None else which])
        rows = connection.execute(
            query, {"earliest": EARLIEST, "shared": RUNNING - STRETCH + 1}
        ).fetchall()
    return [(int(one), int(other)) for one, other in rows]


@dataclass(frozen=True, slots=True)
class _Looked:
    """The words of a text; which of them are quoted, and which are a standing text's."""

    words: Words
    quoted: npt.NDArray[np.bool_]
    standing: npt.NDArray[np.bool_]


class _Compared:
    """Compares pairs of texts word by word; those that were compared before, only once."""

    def __init__(
        self, shelf: Shelf, made: Index, standing: Standing, wanted: Sequence[Pair]
    ) -> None:
        self._abouts, self._index, self._standing = shelf.abouts, made, standing
        places = sorted({place for pair in wanted for place in pair})
        self._texts = dict(shelf.texts({shelf.abouts[place].text_id for place in places}))
        self._looked = lru_cache(_IN_MEMORY)(self._look)
        self._folder = kept_in(shelf)
        self._before = passages_kept.read(self._folder) if self._folder is not None else {}
        self._marks = {place: self._mark(place) for place in places} if self._folder else {}
        self._found: dict[passages_kept.Marks, tuple[Passage, ...]] = {}

    def text(self, place: int) -> str:
        """A text that is in one of the pairs."""
        return self._texts[self._abouts[place].text_id]

    def count(self, place: int) -> int:
        """How many words it has; one that shares something has a stretch at least."""
        return len(self._index.of(place)) + STRETCH - 1

    def passages(self, first: int, second: int) -> tuple[Passage, ...]:
        """The passages of two texts, seen from the first; none where they are no evidence."""
        if self._folder is None:
            return self.shared(first, second)
        marks = self._marks[first], self._marks[second]
        found = self._before.get(marks)
        if found is None:
            found = self.shared(first, second)
        self._found[marks] = found
        return found

    def keep(self) -> None:
        """Keep what was found, if there is something new."""
        if self._folder is not None and not self._found.keys() <= self._before.keys():
            passages_kept.write(self._folder, self._found)

    def _mark(self, place: int) -> str:
        """What the passages of a text depend on: its words, and which of them are standing."""
        made = hashlib.blake2b(digest_size=12)
        made.update(self.text(place).encode("utf8", "surrogatepass"))
        made.update(np.packbits(self._standing.words(place, self.count(place))).tobytes())
        return made.hexdigest()

    def shared(self, first: int, second: int) -> tuple[Passage, ...]:
        """The passages of two texts, seen from the first; none where they are no evidence."""
        one, other = self._looked(first), self._looked(second)
        own: list[Run] = []
        for run in runs(one.words.numbers, other.words.numbers):
            i, j = run.first, run.second
            standing = one.standing[i : i + run.length] | other.standing[j : j + run.length]
            own += [
                Run(i + start, j + start, end - start)
                for start, end in spans(~standing)
                if end - start >= RUN
            ]
        found = chains(own)
        evidence = sum(
            int((~(one.quoted[i:k] & other.quoted[j : j + k - i])).sum())
            for chain in found
            for i, j, k in ((run.first, run.second, run.first + run.length) for run in chain)
        )
        longest = max((run.length for chain in found for run in chain), default=0)
        if evidence < EVIDENCE or longest < RUNNING:
            return ()
        texts = self.text(first), self.text(second)
        return tuple(passage(chain, texts, (one.words, other.words)) for chain in found)

    def _look(self, place: int) -> _Looked:
        text = self.text(place)
        of = words(text)
        quoted = np.zeros(len(of.numbers), bool)
        for quotation in quotations(text):
            for start, end in quotation.pieces:
                quoted |= (of.starts >= start) & (of.ends <= end)
        return _Looked(of, quoted, self._standing.words(place, len(of.numbers)))


def _side(about: About, text: str, outlets: Outlets) -> Side:
    return Side(about, text, outlets.credits(text, about.author))


def _copy(bond: Bond, abouts: Sequence[About], compared: _Compared) -> Copy:
    counts = compared.count(bond.first), compared.count(bond.second)
    return Copy(
        first=abouts[bond.first],
        second=abouts[bond.second],
        relation=bond.relation,
        known_by=bond.known_by,
        credit=bond.credit,
        via=abouts[bond.via].id if bond.via is not None else bond.agency,
        share_first=sum(one.first_words for one in bond.passages) / counts[0],
        share_second=sum(one.second_words for one in bond.passages) / counts[1],
        passages=bond.passages,
    )
