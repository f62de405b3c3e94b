"""Mentions -> contradictions: what can't both be so, or sits ill together, side by side.

Comes in: a snapshot of a ledger. Goes out: :class:`Contradiction` rows with the claims of both
sides, and no verdict. The idea in between: what is listed has to be seen at once from two texts.
Two accounts that are alike in words and days contradict each other if one denies the act that the
other tells (:mod:`sayso.weighing.clashes`), if they name different doers
(:mod:`sayso.weighing.blame`), or if they count one thing and no number fits both
(:mod:`sayso.weighing.counted`). A voice against its own earlier word is one of these with the same
speaker. *Deeds* are no contradiction in logic: a state's voice wants talks, or says that something
won't be done, and within a fortnight that state acts (:mod:`sayso.weighing.deeds`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from sayso.knowledge.user_actors import UserActors
from sayso.ledger.snapshot import Snapshot
from sayso.weighing.blame import other_doers, other_holders
from sayso.weighing.clashes import denies_the_act, is_near, is_two_accounts
from sayso.weighing.counted import Counts
from sayso.weighing.deeds import (
    is_assurance,
    is_deed,
    is_offer,
    sits_ill,
    speaks_for_the_state,
)
from sayso.weighing.denials import is_denied, is_part
from sayso.weighing.forecasts import texts
from sayso.weighing.foretold import Text
from sayso.weighing.gathered import Gathered, Place, place_of
from sayso.weighing.mentions import Mention
from sayso.weighing.speakers import Speaker
from sayso.weighing.tellings import Telling, tellings

Kind = Literal["status", "number", "own earlier", "deeds"]
#: The kinds, in the order in which they are listed.
KINDS: tuple[Kind, ...] = ("status", "number", "own earlier", "deeds")

#: Days after a party's words in which its deeds are held against them.
FORTNIGHT = 14


# What a pair that needs a sentence has to be more alike by, in log-odds, to be shown first.
_SHORT = 2.0
# Words that say enough by themselves, unless they point at something.
_ENOUGH = 6
_POINTS = re.compile(
    r"(?:it|this|that|these|those|they|he|she|we|I|there|one of|\w+ of them)\b", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"(?<!\bM[rs]\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bSen\.)(?<!\bGov\.)(?<=[.!?])[”\"']*\s+|\n+"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that stand against each other; of *deeds*, ``one`` are the words.

    ``one_words`` and ``other_words`` are what shows the clash: the words of the claim, or those of
    its whole sentence where the claim points at something ("it was Chad") or is very short.
    """

    one: Telling
    other: Telling
    one_speaker: Speaker
    other_speaker: Speaker
    likeness: float
    one_words: str
    other_words: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is told on two sides.

    ``pairs`` are the mentions that stand against each other, the most alike first; the first of
    them shows best what it is about. ``one`` and ``other`` are the claims of either side.
    """

    kind: Kind
    pairs: tuple[Pair, ...]

    @property
    def one(self) -> tuple[str, ...]:
        """The claims of the one side."""
        return tuple(dict.fromkeys(pair.one.claim for pair in self.pairs))

    @property
    def other(self) -> tuple[str, ...]:
        """The claims of the other side."""
        return tuple(dict.fromkeys(pair.other.claim for pair in self.pairs))


def contradictions(
    snapshot: Snapshot,
    *,
    actors: UserActors | None = None,
    controlled: Mapping[str, str] | None = None,
    reviewed: bool = False,
) -> list[Contradiction]:
    """The contradictions in a ledger, by kind, the weightiest first.

    Weightier is what more voices tell on either side that are independent of each other.

    Args:
        snapshot: the ledger as it is or was.
        actors: a user's.
        controlled: the side that owns an outlet, by the outlet's name.
        reviewed: apply people's reviews first.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    told = tellings(snapshot, reviewed=reviewed)
    written = texts(snapshot, {one.document for one in told})
    place = place_of(snapshot, actors, reviewed=reviewed)
    return among(told, written, actors=actors, controlled=controlled, place=place)


def among(
    told: Sequence[Telling],
    written: Mapping[str, Text],
    *,
    actors: UserActors | None = None,
    controlled: Mapping[str, str] | None = None,
    place: Place | None = None,
) -> list[Contradiction]:
    """The contradictions among tellings at hand, as :func:`contradictions` finds them in a ledger.

    ``place`` is where what is gathered of them is kept.
    """
    return _Against(Gathered(told, written, actors, controlled or {}, place), written).found()


def chosen(
    made: Sequence[Contradiction], *, kinds: Collection[str] = (), about: str | None = None
) -> list[Contradiction]:
    """Those of some kinds, and with a word on either side that begins so."""
    word = re.compile(rf"\b{re.escape(about)}", re.IGNORECASE) if about else None
    return [
        one
        for one in made
        if (not kinds or one.kind in kinds)
        and (
            word is None
            or any(word.search(pair.one.text) or word.search(pair.other.text) for pair in one.pairs)
        )
    ]


class _Against:
    """Holds mentions against each other."""

    def __init__(self, gathered: Gathered, written: Mapping[str, Text]) -> None:
        self._written = written
        self._mentions, self._groups = gathered.mentions, gathered.topics
        self._pairs = gathered.pairs
        self._speakers, self._wordings = gathered.speakers, gathered.wordings
        self._counts = Counts(gathered.speakers, gathered.wordings)

    def found(self) -> list[Contradiction]:
        """All contradictions; what is of one kind and between the same stories is one."""
        together: dict[tuple[Kind, int, int], list[Pair]] = {}
        for kind, one, other, likeness in (*self._alike(), *self._deeds()):
            first, second = self._mentions[one], self._mentions[other]
            pair = Pair(
                first.telling,
                second.telling,
                self._speakers.of(first.telling),
                self._speakers.of(second.telling),
                likeness,
                shown(first.telling, self._written[first.telling.document].text),
                shown(second.telling, self._written[second.telling.document].text),
            )
            key = (kind, self._groups[one], -1 if kind == "deeds" else self._groups[other])
            together.setdefault(key, []).append(pair)
        found = [
            Contradiction(
                kind,
                tuple(sorted(some, key=_clearest)),
            )
            for (kind, _, _), some in together.items()
        ]
        return sorted(found, key=lambda one: (KINDS.index(one.kind), _weightiest(one)))

    def _alike(self) -> Iterator[tuple[Kind, int, int, float]]:
        """Mentions of one thing that can't both be so."""
        for one, other, likeness, words in self._pairs.compared():
            first, second = self._mentions[one], self._mentions[other]
            if first.looks_ahead or second.looks_ahead or is_part(first, second):
                continue
            if not (is_two_accounts(first, second, self._speakers) and is_near(first, second)):
                continue
            if {first.stance, second.stance} == {"for", "against"}:
                pro, con = (one, other) if first.stance == "for" else (other, one)
                if self._is_denied(pro, con, likeness, words):
                    yield self._kind("status", first, second), pro, con, likeness
            elif first.stance == second.stance == "for":
                one_story = self._groups[one] == self._groups[other]
                if other_doers(
                    first, second, likeness, words, one_story=one_story
                ) or other_holders(first, second, likeness, self._wordings, one_story=one_story):
                    yield self._kind("status", first, second), one, other, likeness
                elif self._counts.disagree(first, second, likeness, words, one_story=one_story):
                    yield self._kind("number", first, second), one, other, likeness

    def _is_denied(self, pro: int, con: int, likeness: float, words: float) -> bool:
        told, denial = self._mentions[pro], self._mentions[con]
        if denial.about in told.claims:
            return True
        if not is_denied(told, denial, likeness, words):
            return False
        return denies_the_act(told, denial, self._speakers, self._wordings)

    def _kind(self, kind: Kind, first: Mention, second: Mention) -> Kind:
        """``own earlier`` where both are one person's or body's words of different days."""
        one, other = self._speakers.of(first.telling), self._speakers.of(second.telling)
        if one.sort in ("outlet", "unknown") or one.name is None or one.name != other.name:
            return kind
        return kind if first.telling.published == second.telling.published else "own earlier"

    def _deeds(self) -> Iterator[tuple[Kind, int, int, float]]:
        """Words of a state's voice that sit ill with what that state does after them."""
        done: dict[str, list[int]] = {}
        for place, one in enumerate(self._mentions):
            if is_deed(one):
                done.setdefault(next(iter(one.doers)), []).append(place)
        for place, one in enumerate(self._mentions):
            if not (is_offer(one) or is_assurance(one)):
                continue
            said, state = one.telling.published, self._state(one)
            if said is None or state is None or (one.doers and state not in one.doers):
                continue
            for deed in done.get(state, ()):
                other = self._mentions[deed]
                if other.day is None or other.telling.document == one.telling.document:
                    continue
                if not timedelta() <= other.day - said <= timedelta(days=FORTNIGHT):
                    continue
                if sits_ill(one, other, state, self._wordings):
                    yield "deeds", place, deed, -float((other.day - said).days)

    def _state(self, one: Mention) -> str | None:
        """The state for which the innermost voice speaks that speaks for one."""
        for depth in range(len(one.telling.chain), 0, -1):
            outer = replace(one.telling, chain=one.telling.chain[:depth])
            speaker = self._speakers.of(outer)
            if speaker.state is not None:
                return speaker.state if speaks_for_the_state(speaker.code) else None
        return None


def shown(one: Telling, text: str) -> str:
    """The words of a telling, or of the sentence around it where they say too little alone.

    Args:
        one: a telling.
        text: its document's.
    """
    if len(one.text.split()) >= _ENOUGH and not _POINTS.match(one.text):
        return one.text
    start = max((end.end() for end in _SENTENCE.finditer(text, 0, one.start)), default=0)
    behind = _SENTENCE.search(text, max(one.start, one.end - 1))
    end = behind.start() if behind else len(text)
    return text[start : max(end, one.end)].strip()


def _clearest(one: Pair) -> tuple[float, str, str]:
    """First the most alike; what is read by itself before what needs its sentence."""
    short = one.one_words != one.one.text or one.other_words != one.other.text
    return _SHORT * short - one.likeness, one.one.claim, one.other.claim


def _weightiest(one: Contradiction) -> tuple[int, int, str, str]:
    """First those with most independent voices on the weaker side, then on both; then by day."""
    sides = (
        {_voice(pair.one_speaker, pair.one) for pair in one.pairs},
        {_voice(pair.other_speaker, pair.other) for pair in one.pairs},
    )
    first = min(str(pair.one.published or "9999") for pair in one.pairs)
    return -min(map(len, sides)), -len(sides[0] | sides[1]), first, one.pairs[0].one.claim


def _voice(speaker: Speaker, told: Telling) -> str:
    return speaker.group or f"unknown {told.document}"
