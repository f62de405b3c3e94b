"""Cues of attribution. Comes in: a lemma; goes out: what it says about a source and a content.

A cue is a word that gives a content to a source: *said*, *accused*, *allegation*, *according to*.
What a cue does depends on its complement: "asked whether", "asked for" and "asked them to leave"
are three cues. So a lemma has one :class:`Cue` for each way it can take a content, and the frames
of the cues with the same lemma and particle never overlap. The frames name the complement:

- ``clause``: a that-, whether- or wh-clause, a bare clause, and the parataxis "P, X said";
- ``infinitive``: an infinitive of the source's own ("promised to pay"); ``object_infinitive``: one
  of somebody else ("urged them to leave", "called on them to leave"); ``gerund``: "denied bombing";
- ``object``: a bare noun phrase is the content ("denied involvement", "demanded an apology");
- ``complement``: the object and its predicate together are ("called him a liar"); ``as`` is the
  same with *as* ("described the vote as rigged");
- ``of``, ``for``, ``about`` and the other prepositions: what follows the preposition is;
- ``passive_infinitive``: the source is hidden by the passive ("is said to have fled");
- ``attributive``: the adjective's noun is ("the alleged attack");
- ``adjunct``: the clause that the adverb or phrase stands in is.

Words for a subject's own aims (plan, seek, refuse) open no voice; they are :func:`intentions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from sayso.knowledge.rows import Row, read_rows
from sayso.records import Stance, Status

CuePos = Literal["verb", "noun", "adjective", "adverb", "phrase"]
Quotes = Literal["no", "yes", "only"]
IntentionPos = Literal["verb", "noun", "adjective"]

PREPOSITIONS = frozenset(
    ("of", "for", "about", "against", "as", "at", "by", "in", "on", "over", "to", "upon", "with")
)
"""The frames that are prepositions."""

FRAMES = PREPOSITIONS | {
    "clause",
    "infinitive",
    "object_infinitive",
    "gerund",
    "object",
    "complement",
    "passive_infinitive",
    "attributive",
    "adjunct",
}
"""Every frame that a cue can have."""

_STATUSES: tuple[Status, ...] = get_args(Status)
_COLUMNS = ("pos", "lemma", "particle", "frames", "stance", "status", "quotes", "source")
_INTENTION_COLUMNS = ("lemma", "pos", "status", "note", "source")


@dataclass(frozen=True, slots=True)
class Cue:
    """One way in which a lemma gives a content to a source.

    Attributes:
        pos: the cue's part of speech; ``phrase`` for a pattern of several words.
        lemma: lower-case lemma. In a phrase, lemmas with ``X`` where the source stands and ``POSS``
            where its possessive stands ("in POSS view", "as X put it"); a word of a pattern may
            match a token's lemma or its lower-case form.
        particle: the particle or preposition that must be there too ("point" + "out"), or empty.
            It can be two words ("cry" + "out for"). A preposition that introduces the content is
            among the frames as well.
        frames: the complements that can be the content; empty when the cue only introduces quotes.
        stance: how the outer voice presents the source.
        status: what the cue does to the status of its content, or null when it does nothing.
        quotes: whether the cue introduces direct quotes; ``only`` when it introduces nothing else.
    """

    pos: CuePos
    lemma: str
    particle: str
    frames: frozenset[str]
    stance: Stance
    status: Status | None
    quotes: Quotes

    @property
    def words(self) -> tuple[str, ...]:
        """The lemma and the particle, word by word."""
        return (*self.lemma.split(), *self.particle.split())


@dataclass(frozen=True, slots=True)
class Intention:
    """A word that puts an act as intended, tried, refused or possible without opening a voice.

    ``status`` is that of the act; null when the act inherits the status of the word itself.
    """

    lemma: str
    pos: IntentionPos
    status: Status | None
    note: str


def verb_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The verb cues by lemma; those that need a particle come first."""
    return _by_lemma("verb")


def noun_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The noun cues by lemma ("allegation", "talking point")."""
    return _by_lemma("noun")


def adjective_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The adjective cues by lemma: "confident that", whose source is the subject, and "alleged"."""
    return _by_lemma("adjective")


def adverb_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The adverb cues by lemma ("reportedly"); their source is unspecified."""
    return _by_lemma("adverb")


@cache
def phrase_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The patterns of several words by their first word, the longest first.

    Every pattern begins with a word of its own, never with ``X`` or ``POSS``.
    """
    table: dict[str, list[Cue]] = {}
    for cue in _cues():
        if cue.pos == "phrase":
            table.setdefault(cue.words[0], []).append(cue)
    return MappingProxyType(
        {
            first: tuple(sorted(cues, key=lambda cue: (-len(cue.words), cue.lemma)))
            for first, cues in table.items()
        }
    )


@cache
def intentions() -> Mapping[tuple[str, str], Intention]:
    """The words of aim, attempt, aspect and prospect, keyed by (part of speech, lemma)."""
    table: dict[tuple[str, str], Intention] = {}
    for row in read_rows("intentions.csv", _INTENTION_COLUMNS):
        status = row.one_of("status", ("inherit", *_STATUSES))
        intention = Intention(
            lemma=row["lemma"] or row.wrong("the lemma is empty"),
            pos=cast(IntentionPos, row.one_of("pos", get_args(IntentionPos))),
            status=None if status == "inherit" else cast(Status, status),
            note=row["note"],
        )
        key = (intention.pos, intention.lemma)
        if key in table:
            row.wrong(f"the {intention.pos} {intention.lemma!r} is there twice")
        table[key] = intention
    return MappingProxyType(table)


@cache
def _by_lemma(pos: CuePos) -> Mapping[str, tuple[Cue, ...]]:
    table: dict[str, list[Cue]] = {}
    for cue in _cues():
        if cue.pos == pos:
            table.setdefault(cue.lemma, []).append(cue)
    return MappingProxyType(
        {
            lemma: tuple(sorted(cues, key=lambda cue: (-len(cue.particle.split()), cue.particle)))
            for lemma, cues in table.items()
        }
    )


@cache
def _cues() -> tuple[Cue, ...]:
    """All cues in file order, once each frame of a lemma and particle is known to be unique."""
    cues: list[Cue] = []
    taken: set[tuple[str, ...]] = set()
    for row in read_rows("cues.csv", _COLUMNS):
        cue = _cue(row)
        for frame in cue.frames or {""}:
            key = (cue.pos, cue.lemma, cue.particle, frame)
            if key in taken:
                row.wrong(f"{' '.join(cue.words)!r} has the frame {frame!r} twice")
            taken.add(key)
        cues.append(cue)
    return tuple(cues)


def _cue(row: Row) -> Cue:
    cue = Cue(
        pos=cast(CuePos, row.one_of("pos", get_args(CuePos))),
        lemma=row["lemma"] or row.wrong("the lemma is empty"),
        particle=row["particle"],
        frames=frozenset(row.many("frames")),
        stance=cast(Stance, row.one_of("stance", get_args(Stance))),
        status=cast(Status, row.one_of("status", ("", *_STATUSES))) or None,
        quotes=cast(Quotes, row.one_of("quotes", get_args(Quotes))),
    )
    if unknown := cue.frames - FRAMES:
        row.wrong(f"unknown frame {', '.join(sorted(unknown))}")
    if bool(cue.frames) == (cue.quotes == "only"):
        row.wrong("a cue must have frames, unless its quotes are 'only': then it must have none")
    return cue
