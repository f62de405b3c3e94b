"""Tellings -> mentions: what each tells, in a form in which two can be compared.

Comes in: tellings, their texts, and who speaks. Goes out: a :class:`Mention` for each telling that
says something of its own. The idea in between: "The ministry said that guns had fired" tells of the
guns, so a claim that is no more than somebody's saying stands behind the claim inside it; "Belisk
denied that" is about what was said before, and against it. News names its subject once and then
speaks of "it", so the sentence around a claim, the one before, the title and the lead count, too.
What an outlet prints again and again, word by word, is no news, and no mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from sayso.weighing.days import days, within_date
from sayso.weighing.foretold import Text
from sayso.weighing.speakers import Speakers
from sayso.weighing.tellings import DONE, Side, Telling
from sayso.weighing.terms import acts, names
from sayso.weighing.wording import Wording, Wordings, blank, is_country

#: On so many days, over so long, an outlet prints what is no news.
STANDING, SPREAD = 3, timedelta(days=14)

# A claim is what somebody says in it where that is so much of its characters.
_CORE = 0.2

# Acts of words: a claim of one is told by the claim inside it.
_SAYING = frozenset({None, "ACCUSE", "REJECT"})

_SENTENCE = re.compile(r"[.!?][”\"’']?\s+|\n+")
_WORD = re.compile(r"[\w’']+")
_OURS = re.compile(r"(?:[\w’']+ ){0,3}(?:we|our|ours|us)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:den(?:y|ied|ies) (?:that|this|it)"
    r"|(?:this|that|it) (?:was|is) (?:not true|untrue|false|a lie))[.,;:]?$",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    (
        *("about", "across", "after", "against", "around", "at", "before", "behind", "between"),
        *("for", "from", "in", "into", "near", "of", "on", "opposite", "outside", "over", "than"),
        *("to", "toward", "towards", "with"),
    )
)
# A party that does it is named among so many first words.
_EARLY = 4
# Words before a name that are looked at.
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A telling with what it is about.

    ``told_in`` are claims that say no more than that somebody says this; ``about`` is the claim
    that it denies by pointing back at it. ``own`` are the terms of its words, ``around`` those of
    its sentence, ``context`` both with the sentence before and the title, ``topic`` the title's and
    the lead's; ``named`` are the names in its words but for countries, ``sides`` the countries.
    ``doers`` are the sides that do it, as far as words tell, and ``types`` the PLOVER types that it
    may be of. From ``day`` to ``until`` it took place, or was published where no date is told (then
    it isn't ``dated``). ``looks_ahead``: it tells of what is not done.
    """

    telling: Telling
    told_in: tuple[str, ...]
    about: str | None
    own: frozenset[str]
    around: frozenset[str]
    context: frozenset[str]
    topic: frozenset[str]
    named: frozenset[str]
    sides: frozenset[str]
    doers: frozenset[str]
    types: frozenset[str]
    day: date | None
    until: date | None
    dated: bool
    looks_ahead: bool

    @property
    def stance(self) -> Side:
        """Whether it tells what it is about as true, denies it, or leaves it open."""
        return "against" if self.about else self.telling.stance

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that tell it here."""
        return (self.telling.claim, *self.told_in)


def news(tellings: Sequence[Telling]) -> Iterator[tuple[str, list[Telling]]]:
    """Each document with those of its tellings that its outlet doesn't print again and again.

    Args:
        tellings: each document's together, by their place in the text.
    """
    standing = _standing(tellings)
    for document, together in groupby(tellings, key=lambda one: one.document):
        own = [one for one in together if (one.publisher, one.text) not in standing]
        if own:
            yield document, own


def mentions(
    tellings: Sequence[Telling], text: Text, speakers: Speakers, wordings: Wordings
) -> list[Mention]:
    """The mentions that the tellings of a document make, in their order.

    Args:
        tellings: by their place in the text.
        text: the document.
        speakers: says whose "we" and "our" are.
        wordings: says what words are about.
    """
    return list(_Document(tellings, text, speakers, wordings).mentions())


def our_side(one: Telling, speakers: Speakers) -> str | None:
    """The side of who says a telling that begins with "we" or "our"."""
    return speakers.of(one).side if _OURS.match(one.text) else None


def _standing(tellings: Sequence[Telling]) -> frozenset[tuple[str | None, str]]:
    """What a publisher prints word by word on several days, weeks apart from first to last."""
    days: dict[tuple[str | None, str], set[date]] = {}
    for one in tellings:
        if one.publisher and one.published:
            days.setdefault((one.publisher, one.text), set()).add(one.published)
    return frozenset(
        key
        for key, printed in days.items()
        if len(printed) >= STANDING and max(printed) - min(printed) >= SPREAD
    )


class _Document:
    """The tellings of one document."""

    def __init__(
        self, tellings: Sequence[Telling], text: Text, speakers: Speakers, wordings: Wordings
    ) -> None:
        self._tellings, self._text, self._speakers = tellings, text.text, speakers
        self._of = wordings.of
        ends = [match.end() for match in _SENTENCE.finditer(self._text)]
        bounds = sorted({0, *ends, len(self._text)})
        self._bounds = bounds
        self._sentences = [self._text[a:b] for a, b in pairwise(bounds)] or [""]
        self._title = self._of(text.title or "").senses
        self._topic = self._title | self._of(self._sentences[0]).senses
        self._inside = _inside(tellings)

    def mentions(self) -> Iterator[Mention]:
        """What its tellings tell, each thing once a telling."""
        inside = self._inside
        told_in: dict[str, list[str]] = {}
        for one in self._tellings:
            core = one.claim
            while core in inside:
                core = inside[core]
            if core != one.claim:
                told_in.setdefault(core, []).append(one.claim)
        made: list[Mention] = []
        for one in self._tellings:
            if one.claim in inside:
                continue
            earlier = self._earlier(one, made) if _POINTS_BACK.search(one.text) else None
            behind = tuple(told_in.get(one.claim, ()))
            if earlier is None:
                made.append(self._mention(one, behind))
            else:
                about = earlier.about or earlier.telling.claim
                made.append(replace(earlier, telling=one, told_in=behind, about=about))
        return iter(made)

    def _earlier(self, one: Telling, made: Sequence[Mention]) -> Mention | None:
        """What somebody else said last before a denial of "that", in most words."""
        before = [
            mention
            for mention in made
            if mention.telling.end <= one.start and mention.telling.voice != one.voice
        ]
        if not before:
            return None
        last = self._sentence(before[-1].telling.start)
        together = [told for told in before if self._sentence(told.telling.start) == last]
        return max(together, key=lambda told: told.telling.end - told.telling.start)

    def _sentence(self, place: int) -> int:
        """The number of the sentence in which a character is."""
        return max(0, bisect_right(self._bounds, place) - 1)

    def _mention(self, one: Telling, told_in: tuple[str, ...]) -> Mention:
        first = self._sentence(one.start)
        last = max(first, self._sentence(one.end - 1))
        own = self._of(one.text)
        around = self._of("".join(self._sentences[first : last + 1])).senses
        before = self._of(self._sentences[first - 1]).senses if first else frozenset()
        ahead = one.status not in (*DONE, "denied")
        if one.first is not None:
            told: tuple[date, date] | None = one.first, within_date(one.first, one.last)
        else:
            told = days(one.text, one.published, ahead=ahead)
        day, until = told or (one.published, one.published)
        return Mention(
            telling=one,
            told_in=told_in,
            about=None,
            own=own.senses,
            around=around,
            context=own.senses | around | before | self._title,
            topic=self._topic,
            named=names(blank(one.text, own)),
            sides=frozenset(filter(is_country, own.sides)),
            doers=self._doers(one, own),
            types=acts(one.text) | ({one.type} if one.type else frozenset()),
            day=day,
            until=until,
            dated=told is not None,
            looks_ahead=ahead,
        )

    def _doers(self, one: Telling, own: Wording) -> frozenset[str]:
        """The sides that do it: the event's, else who is named as a subject or behind "by"."""
        known = frozenset(who.side for who in one.actors if who.side)
        if known:
            return known
        parties = [party for party in own.parties if is_country(party.side)]
        before = [_WORD.findall(one.text[: party.start].lower()) for party in parties]
        for party, words in zip(parties, before, strict=True):
            if "by" in words[-_BEFORE:]:
                return frozenset({party.side})
        if parties and len(before[0]) <= _EARLY and not _PREPOSITIONS & set(before[0][-_BEFORE:]):
            return frozenset({parties[0].side})
        side = our_side(one, self._speakers)
        return frozenset({side}) if side else frozenset()


def _inside(tellings: Sequence[Telling]) -> dict[str, str]:
    """Claim -> the claim inside it, where it says no more than that somebody says this."""
    return {one.claim: core.claim for one in tellings if (core := _core(one, tellings)) is not None}


def _core(outer: Telling, tellings: Sequence[Telling]) -> Telling | None:
    """The claim of which another says no more than that somebody says it."""
    if outer.type not in _SAYING:
        return None
    depth = len(outer.chain)
    inner = [
        one
        for one in tellings
        if len(one.chain) == depth + 1
        and outer.start <= one.start
        and one.end <= outer.end
        and one.chain[:depth] == outer.chain
        and one.end - one.start >= _CORE * (outer.end - outer.start)
    ]
    return min(inner, key=lambda one: (one.start, -one.end), default=None)
