"""Mentions -> pairs that may tell one thing, and how likely that is.

Comes in: mentions. Goes out: pairs with a likeness, in log-odds. The idea in between: words that
are rare in the ledger weigh most; whoever does it, when, and what kind of act it is speak against
what the words say where they differ. The points that each of these is worth were fitted by logistic
regression to the pairs of the invented corpus in ``examples/corpus``, rounded, and a few of them
moved to what groups that corpus best; none of them knows a name, and which country is which is
asked for only as same or other.

Compared are mentions at most :data:`WINDOW` days apart whose contexts share enough rare words, and
of each mention's no more than :data:`NEAREST`: the work grows with the number of mentions. Needs
scipy (``pip install 'sayso[weighing]'``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.ledger.extra import require
from sayso.weighing.mentions import Mention

require(("scipy",), "stories", "weighing")

from scipy import sparse  # noqa: E402 - asked for above

#: Days between two mentions that are compared.
WINDOW = 45
#: Of a mention's neighbours so many are compared.
NEAREST = 100
#: The cosine of two contexts from which on they are compared.
SHARED = 0.05
#: Days after which it is no longer more unlikely that two tell one thing.
MONTH = 30
#: The same where both tell the day.
DATES = 10

# Mentions that are multiplied with their neighbours at once.
_AT_ONCE = 512

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Points:
    """What speaks for and against two mentions telling one thing, in log-odds.

    ``own``, ``around``, ``context`` and ``topic`` are worth their points at a cosine of 1, ``days``
    at a month, ``dates`` at ten days between two told days; the rest where it is so.
    """

    own: float = 4.5
    around: float = 2.7
    context: float = 6.6
    topic: float = 3.0
    other_type: float = -0.5
    other_actors: float = -5.0
    other_doers: float = -1.7
    ahead: float = -1.0
    days: float = -3.5
    dates: float = -1.8
    one_document: float = -2.6
    base: float = -4.0


POINTS = Points()

#: What a pair counts at most whose events have other actors, or whose words tell of other doers.
OTHERS = -8.5


@dataclass(frozen=True)
class Pairs:
    """Pairs of places, ``first`` less than ``second``, with a likeness each.

    ``apart`` is the likeness but for who does it, in which document, and whether it is still to
    come: what a denial, or another number, has in common with what it is of. ``words`` is the
    cosine of their own words alone. ``most`` is what each counts at most in a group: two tellings
    that say that different ones did it speak against one story, however alike their words are.
    """

    first: Places
    second: Places
    likeness: Floats
    apart: Floats
    words: Floats
    most: Floats


def pairs(mentions: Sequence[Mention], points: Points = POINTS) -> Pairs:
    """The pairs of mentions that may tell one thing."""
    if not mentions:
        nothing = np.zeros(0, np.int64)
        return Pairs(nothing, nothing, *[np.zeros(0)] * 4)
    weights = _weights(mentions)
    own, around, context, topic, sentence = (
        _matrix(terms, weights)
        for terms in (
            [one.own for one in mentions],
            [one.around for one in mentions],
            [one.context for one in mentions],
            [one.topic for one in mentions],
            [one.own | one.around for one in mentions],
        )
    )
    days = np.array([one.day.toordinal() if one.day else 0 for one in mentions], np.int64)
    one, other = _near(context, days)
    words = _cosines(own, own, one, other)
    likeness = (
        points.base
        + points.own * words
        + points.around * _cosines(around, around, one, other)
        + points.context * _cosines(context, context, one, other)
        + points.topic
        * np.maximum(_cosines(sentence, topic, one, other), _cosines(sentence, topic, other, one))
    )
    between = np.abs(days[one] - days[other])
    between[(days[one] == 0) | (days[other] == 0)] = MONTH
    likeness += points.days * np.minimum(between, MONTH) / MONTH
    dated = np.array([told.dated for told in mentions])
    both = dated[one] & dated[other]
    likeness += points.dates * both * np.minimum(between, DATES) / DATES
    likeness += points.other_type * _differ([told.types for told in mentions], one, other)
    apart = likeness.copy()
    actors = [frozenset(who.side for who in told.telling.actors if who.side) for told in mentions]
    other_actors = _differ(actors, one, other)
    other_doers = _differ([told.doers for told in mentions], one, other)
    likeness += points.other_actors * other_actors + points.other_doers * other_doers
    most = np.where(other_actors | other_doers, OTHERS, np.inf)
    ahead = np.array([told.looks_ahead for told in mentions])
    likeness += points.ahead * (ahead[one] != ahead[other])
    documents = {told.telling.document: 0 for told in mentions}
    numbers = {name: number for number, name in enumerate(documents)}
    owners = np.array([numbers[told.telling.document] for told in mentions])
    likeness += points.one_document * (owners[one] == owners[other])
    return Pairs(one, other, likeness, apart, words, most)


def _weights(mentions: Sequence[Mention]) -> dict[str, float]:
    """How much each term says: the rarer, the more."""
    counted = Counter(term for one in mentions for term in one.around)
    counted.update({term: 0 for one in mentions for term in one.context | one.topic})
    total = len(mentions) + 1
    return {term: float(np.log(total / (count + 0.5))) for term, count in counted.items()}


def _matrix(rows: Sequence[frozenset[str]], weights: dict[str, float]) -> sparse.csr_array:
    """A row of weights for each set of terms, of length 1."""
    numbers = {term: number for number, term in enumerate(sorted(weights))}
    bounds = np.cumsum([0, *map(len, rows)])
    places = np.array([numbers[term] for row in rows for term in sorted(row)], np.int64)
    values = np.array([weights[term] for row in rows for term in sorted(row)])
    made = sparse.csr_array((values, places, bounds), shape=(len(rows), len(numbers)))
    lengths = np.sqrt((made * made).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)) @ made)


def _near(context: sparse.csr_array, days: Places) -> tuple[Places, Places]:
    """The pairs that are compared, each once."""
    order = np.argsort(days, kind="stable")
    sorted_days, matrix = days[order], context[order]
    found = [np.zeros((2, 0), np.int64), *_blocks(matrix, sorted_days)]
    one, other = np.concatenate(found, axis=1)
    one, other = order[one], order[other]
    together = np.unique(np.minimum(one, other) * len(days) + np.maximum(one, other))
    return together // len(days), together % len(days)


def _blocks(matrix: sparse.csr_array, days: Places) -> Iterator[Places]:
    """The pairs of each block of rows with those that are of its days."""
    for start in range(0, len(days), _AT_ONCE):
        end = min(start + _AT_ONCE, len(days))
        first = int(np.searchsorted(days, days[start] - WINDOW))
        last = int(np.searchsorted(days, days[end - 1] + WINDOW, side="right"))
        shared = (matrix[start:end] @ matrix[first:last].T).tocsr()
        for row in range(end - start):
            values = shared.data[shared.indptr[row] : shared.indptr[row + 1]]
            columns = shared.indices[shared.indptr[row] : shared.indptr[row + 1]] + first
            near = (values >= SHARED) & (columns != start + row)
            near &= np.abs(days[columns] - days[start + row]) <= WINDOW
            values, columns = values[near], columns[near]
            if len(values) > NEAREST:
                best = np.lexsort((columns, -values))[:NEAREST]
                columns = columns[best]
            yield np.array([np.full(len(columns), start + row), columns], np.int64)


def _cosines(left: sparse.csr_array, right: sparse.csr_array, one: Places, other: Places) -> Floats:
    found = np.zeros(len(one))
    step = 200_000
    for start in range(0, len(one), step):
        part = slice(start, start + step)
        found[part] = left[one[part]].multiply(right[other[part]]).sum(axis=1)
    return found


def _differ(sets: Sequence[frozenset[str]], one: Places, other: Places) -> npt.NDArray[np.bool_]:
    """Whether both sets hold something, and nothing that is the same."""
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(sets))}
    number = np.array([kinds[kind] for kind in sets])
    known = list(kinds)
    differ = np.array(
        [[bool(left and right and not left & right) for right in known] for left in known], bool
    )
    found: npt.NDArray[np.bool_] = differ[number[one], number[other]]
    return found
