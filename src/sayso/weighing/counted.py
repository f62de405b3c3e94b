"""Two mentions -> whether they count one thing, and no number fits both.

Comes in: mentions, how alike they are, and whether they are of one story. Goes out: yes or no. The
idea in between: numbers of one unit disagree if no number is in both ranges; but what has other
names is another thing, the dead grow from day to day, and a share is a share of something, which
only its story tells. A number may leave out its noun ("thirty of them came"); what it counts is
then what its story counts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.weighing.denials import differ
from sayso.weighing.mentions import Mention
from sayso.weighing.quantities import MONEY, SHARE, Quantity, quantities
from sayso.weighing.speakers import Speakers
from sayso.weighing.terms import names
from sayso.weighing.wording import Wordings, blank

# From which likeness on numbers count one thing; of a story, from which on a noun may be left out.
_COUNTED, _ELLIPTIC = -3.0, -3.0

# Whoever is killed may be counted as one of these.
_DEAD = "kill"
_PEOPLE = frozenset({"people", "person", "man", "woman", "child", "civilian", "soldier", _DEAD})
_LOST = frozenset({_DEAD, "lose"})

# What is measured rather than counted: two texts about one thing measure many, so that two numbers
# are of one only in much the same words.
_MEASURES = frozenset(
    {MONEY, "year", "month", "week", "day", "hour", "minute", "mile", "kilometre", "kilometer"}
    | {"metre", "meter", "foot", "point", "dollar", "euro", "pound", "time", "old"}
)
_ALIKE = 0.5
# A further one is not the one that was told of.
_FURTHER = re.compile(
    r"\b(?:another|further|additional|more|second|third|fourth|fifth)\b", re.IGNORECASE
)
# Texts whose quantities are in memory at once.
_IN_MEMORY = 100_000


class Counts:
    """Holds the numbers of mentions against each other.

    Args:
        speakers: says who speaks.
        wordings: says what words are about.
    """

    def __init__(self, speakers: Speakers, wordings: Wordings) -> None:
        self._speakers = speakers
        self._wordings = wordings
        self._quantities = lru_cache(_IN_MEMORY)(self._make)
        self._names = lru_cache(_IN_MEMORY)(self._named)

    def disagree(
        self, first: Mention, second: Mention, likeness: float, words: float, *, one_story: bool
    ) -> bool:
        """Whether they count one thing and no number fits both.

        Args:
            first: a mention that tells something as true.
            second: another.
            likeness: how alike they are but for doers and document, in log-odds.
            words: the cosine of their words.
            one_story: whether they are of one story.
        """
        if likeness < _COUNTED or differ(first.doers, second.doers):
            return False
        if other_days(first, second) or self._are_apart(first, second):
            return False
        if self._is_one_account(first, second):
            return False
        dead = bool(first.own & _LOST), bool(second.own & _LOST)
        if dead[0] != dead[1]:
            return False
        ones, others = (self._quantities(told.telling.text) for told in (first, second))
        agreed = any(not one.disagrees(other) for one in ones for other in others)
        alike = one_story and words >= _ALIKE
        elliptic = one_story and likeness >= _ELLIPTIC and not agreed
        return any(
            one.disagrees(other)
            and (alike or one.of not in _MEASURES)
            and (one_story or one.of != SHARE)
            and _is_one_unit(one, other, dead=dead[0], elliptic=elliptic)
            and not (dead[0] and self._has_grown(first, second, one, other))
            for one in ones
            for other in others
        )

    def _make(self, text: str) -> tuple[Quantity, ...]:
        return tuple(quantities(blank(text, self._wordings.of(text))))

    def _named(self, text: str) -> frozenset[str]:
        return names(blank(text, self._wordings.of(text)))

    def _are_apart(self, first: Mention, second: Mention) -> bool:
        """Whether they are of two things by their places, their names, or "another"."""
        one, other = first.telling, second.telling
        if one.place is not None and other.place is not None and one.place != other.place:
            return True
        if bool(_FURTHER.search(one.text)) != bool(_FURTHER.search(other.text)):
            return True
        return differ(self._names(one.text), self._names(other.text))

    def _is_one_account(self, first: Mention, second: Mention) -> bool:
        """Whether a text says both without naming two voices for it: then it counts two things."""
        if first.telling.document != second.telling.document:
            return False
        voices = {self._speakers.of(told.telling).name for told in (first, second)}
        authors = "author" in (first.telling.voice.kind, second.telling.voice.kind)
        return authors or None in voices or len(voices) == 1

    def _has_grown(self, first: Mention, second: Mention, one: Quantity, other: Quantity) -> bool:
        """Whether the later of two numbers of the dead is the greater: more died, or were found.

        What two states say of them is not one count that grows.
        """
        states = [self._speakers.of(told.telling).state for told in (first, second)]
        if None not in states and states[0] != states[1]:
            return False
        told = first.telling.published, second.telling.published
        if told[0] is None or told[1] is None or told[0] == told[1]:
            return False
        return (told[0] < told[1]) == (one.high < other.low)


def other_days(first: Mention, second: Mention) -> bool:
    """Whether both tell their days, and have none in common."""
    if not (first.dated and second.dated and first.day and second.day):
        return False
    if first.day > second.day:
        first, second = second, first
    return second.day is not None and second.day > (first.telling.last or first.day or second.day)


def _is_one_unit(one: Quantity, other: Quantity, *, dead: bool, elliptic: bool) -> bool:
    if one.of is None or other.of is None:
        return elliptic and one.of != SHARE and other.of != SHARE
    return one.of == other.of or (dead and one.of in _PEOPLE and other.of in _PEOPLE)
