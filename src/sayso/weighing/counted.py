"""Two mentions -> whether they count one thing, and no number fits both.

Comes in: mentions, how alike they are, and whether they are of one story. Goes out: yes or no. The
idea in between: numbers of one unit disagree if no number is in both ranges; but what has other
names is another thing, the dead grow from day to day, and a share is a share of something, which
only its story tells. A number may leave out its noun ("thirty of them came"); what it counts is
then what its story counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from sayso.labels import fold
from sayso.weighing.clashes import hangs, within
from sayso.weighing.denials import differ
from sayso.weighing.mentions import Mention
from sayso.weighing.quantities import MONEY, SHARE, Quantity, is_left_out, quantities
from sayso.weighing.speakers import Speakers
from sayso.weighing.tellings import Telling
from sayso.weighing.terms import is_ordinary, names, sense, term, terms
from sayso.weighing.wording import Wordings, blank

# From which likeness on numbers may count one thing.
_COUNTED = -3.0

# Whoever is killed may be counted as one of these.
_DEAD = "kill"
_PEOPLE = frozenset({"people", "person", "man", "woman", "child", "civilian", "soldier", _DEAD})
_LOST = frozenset({_DEAD, "lose"})

# What is measured rather than counted: two texts about one thing measure many, so that two numbers
# are of one only in much the same words.
_MEASURES = frozenset(
    {MONEY, "year", "month", "week", "day", "hour", "minute", "mile", "kilometre", "kilometer"}
    | {"second", "night", "morning", "decade"}
    | {"metre", "meter", "foot", "point", "dollar", "euro", "pound", "time", "old"}
)
_ALIKE = 0.5
_A_WEEK, _A_DAY = timedelta(days=7), timedelta(days=1)
_NO_SUBJECT = re.compile(r"\w+ing\b")
# Behind a number: it counts those of the others that are so.
_SUCH_AS = re.compile(r" (?:is|are|was|were)\b", re.IGNORECASE)
# Two who ask may get two answers.
_SURVEYS = frozenset({"survey", "pollster", "respondent"})
# A share of votes is counted again, and asked for before. The sense of a poll is that of a vote.
_VOTE = sense(term("poll"))
# What is counted up to a day.
_SO_FAR = re.compile(
    r"\b(?:so far|already|now|to date|yet|until now|has|have|overall|total)\b", re.IGNORECASE
)
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
        if other_days(first, second) or not _is_of_one_week(first, second):
            return False
        if self._are_apart(first, second) or self._is_asked(first) or self._is_asked(second):
            return False
        if any(hangs(told) or _NO_SUBJECT.match(told.telling.text) for told in (first, second)):
            return False
        if self._is_one_account(first, second):
            return False
        dead = bool(first.own & _LOST), bool(second.own & _LOST)
        if dead[0] != dead[1]:
            return False
        ones, others = (self._quantities(told.telling.text) for told in (first, second))
        if any(_is_agreed(one, other) for one in ones for other in others):
            return False
        alike = one_story and words >= _ALIKE
        votes = _VOTE in first.context | second.context
        return any(
            one.disagrees(other)
            and (alike or one.of not in _MEASURES)
            and (SHARE not in (one.of, other.of) or (one_story and not votes))
            and (
                (
                    _is_one_unit(one, other, dead=dead[0])
                    and (
                        len(ones) == len(others) == 1
                        if dead[0]
                        else _is_one_event(first, second, one, other)
                    )
                )
                or (one_story and _is_left_out(first, second, one, other))
            )
            and not self._has_grown(first, second, one, other)
            for one in ones
            for other in others
            if _is_alone(one, ones) and _is_alone(other, others)
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
        if not _is_there(first, second):
            return True
        named = [self._names(told.text) - self._said_by(told) for told in (one, other)]
        return all(named) and not (named[0] <= named[1] or named[1] <= named[0])

    def _is_asked(self, one: Mention) -> bool:
        """Whether it tells of a survey; two surveys give two answers."""
        voice = terms(self._speakers.of(one.telling).name or "")
        return bool(_SURVEYS & (one.context | voice))

    def _said_by(self, told: Telling) -> frozenset[str]:
        """The words of the voice's name, which may stand inside what it says."""
        return frozenset(fold(word) for word in (self._speakers.of(told).name or "").split())

    def _is_one_account(self, first: Mention, second: Mention) -> bool:
        """Whether a text says both without naming two voices for it: then it counts two things."""
        if first.telling.document != second.telling.document:
            return False
        voices = {self._speakers.of(told.telling).name for told in (first, second)}
        authors = "author" in (first.telling.voice.kind, second.telling.voice.kind)
        return authors or None in voices or len(voices) == 1

    def _has_grown(self, first: Mention, second: Mention, one: Quantity, other: Quantity) -> bool:
        """Whether the later of two numbers of what adds up is the greater.

        What two states say of one thing is not one count that grows.
        """
        dead = bool(first.own & _LOST)
        adds_up = any(
            told.telling.status == "ongoing" or _SO_FAR.search(told.telling.text)
            for told in (first, second)
        )
        if not (dead or adds_up) or one.of == SHARE:
            return False
        states = [self._speakers.of(told.telling).state for told in (first, second)]
        if None not in states and states[0] != states[1]:
            return False
        told = first.telling.published, second.telling.published
        if told[0] is None or told[1] is None:
            return False
        if told[0] == told[1]:
            greater = second if one.high < other.low else first
            return _SO_FAR.search(greater.telling.text) is not None
        return (told[0] < told[1]) == (one.high < other.low)


def other_days(first: Mention, second: Mention) -> bool:
    """Whether both tell their days, and have none in common."""
    if not (first.dated and second.dated and first.day and second.day):
        return False
    if first.day > second.day:
        first, second = second, first
    return second.day is not None and second.day > (first.telling.last or first.day or second.day)


def _is_there(first: Mention, second: Mention) -> bool:
    """Whether what stands around them has a name in common, if there are names around both."""
    near = [_named(told.context) for told in (first, second)]
    far = [_named(told.topic) for told in (first, second)]
    return not all(near) or bool(near[0] & (near[1] | far[1]) or near[1] & far[0])


def _named(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isalpha() and not is_ordinary(word))


def _is_of_one_week(first: Mention, second: Mention) -> bool:
    """Whether their texts are of one week, after which what is counted may be another number."""
    return within(first.telling.published, second.telling.published, _A_WEEK)


def _is_alone(one: Quantity, together: Sequence[Quantity]) -> bool:
    """Whether a text has one number of this unit, or, where the unit is left out, one at all."""
    if len(together) == 1:
        return True
    return one.of is not None and sum(other.of == one.of for other in together) == 1


def _is_agreed(one: Quantity, other: Quantity) -> bool:
    return one.of == other.of and not one.disagrees(other)


def _is_one_unit(one: Quantity, other: Quantity, *, dead: bool) -> bool:
    if one.of is None or other.of is None:
        return False
    return one.of == other.of or (dead and one.of in _PEOPLE and other.of in _PEOPLE)


def _is_one_event(first: Mention, second: Mention, one: Quantity, other: Quantity) -> bool:
    """Whether what is counted is told to do one thing, or to be in one place."""
    counted = {one.of, other.of}
    words = {word for number in (one, other) for word in number.words.lower().split()}
    if (first.own & second.own) - counted - words - _PEOPLE:
        return True
    if one.of == SHARE:
        return bool(first.own & second.context or second.own & first.context)
    place = first.telling.place
    return place is not None and place == second.telling.place


def _is_left_out(first: Mention, second: Mention, one: Quantity, other: Quantity) -> bool:
    """Whether a number leaves out its noun, which is the other's, or none where neither has one."""
    if one.of is not None and other.of is not None:
        return False
    if any(
        number.of is None and _SUCH_AS.match(told.telling.text, number.end)
        for told, number in ((first, one), (second, other))
    ):
        return False  # a part of them
    told = first.telling.text, second.telling.text
    left_out = is_left_out(told[0], one), is_left_out(told[1], other)
    if not any(left_out):
        return False
    if one.of is None and other.of is None:
        if not within(first.telling.published, second.telling.published, _A_DAY):
            return False
        return bool(first.own & second.context or second.own & first.context)
    noun, around = (other.of, first.context) if one.of is None else (one.of, second.context)
    return noun not in (*_MEASURES, SHARE) and noun in around
