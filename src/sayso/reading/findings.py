"""The record that the stages of attribution share: who is made to say what, in tokens."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.reading.heads.linking import Link
    from sayso.records import Stance, Status

FIRST_PERSON = frozenset({"i", "we"})
"""Subjects that are the speaker: what they say opens no new voice."""

NOBODY = frozenset({"nobody", "none", "nothing", "anyone", "anybody", "few", "one"})
"""Subjects that vouch for nothing: "few believe that", "no one said that"."""


def is_nobody(source: Token | None) -> bool:
    """Whether a source vouches for nothing; "one of them" does."""
    if source is None or source.lower_ not in NOBODY:
        return False
    counted = source.lower_ == "one" and any(c.lower_ == "of" for c in source.rights)
    return not counted or any(c.lower_ == "no" for c in source.lefts)


OWNERS = frozenset({"my", "our"})
"""Possessors that are the speaker."""

CONTRASTS = frozenset({"while", "whereas", "though", "although"})
"""Conjunctions that set what somebody else says against what was said before."""

EXPECTING = frozenset(
    {"expect", "project", "forecast", "anticipate", "set", "schedule", "slate", "poise"}
)
"""Verbs whose passive predicts ("is expected to") instead of quoting somebody."""


TAILS = frozenset(
    {"charge", "claim", "allegation", "accusation", "figure", "move", "measure", "view"}
)
"""Nouns that sum up a sentence in an apposition: "..., a charge Khartoum denied"."""


@dataclass(eq=False)
class Finding:
    """An attribution in tokens, before names and spans are made of it; no two are the same.

    ``source`` is the head of the source phrase, or ``None`` where grammar hides it. ``frame`` is
    the complement that holds the content (see :mod:`sayso.knowledge.cues`), or the construction.
    ``own`` marks "I think", "we demand": no new voice, but the cue's effect on status holds.
    ``speech`` says that the cue is one that also introduces quotes, so its subject speaks;
    ``quoted`` that the content stands in quote marks; ``silent`` that it is shown as evidence but
    opens no voice. ``link`` is the same attribution as the learned head cuts it.
    """

    cue: tuple[Token, ...]
    content: set[int]
    stance: Stance
    source: Token | None = None
    status: Status | None = None
    own: bool = False
    negated: bool = False
    frame: str = ""
    speech: bool = False
    quoted: bool = False
    silent: bool = False
    link: Link | None = None

    @property
    def at(self) -> int:
        """The token that anchors the attribution in the text."""
        return self.cue[0].i if self.cue else min(self.content)

    @property
    def shown_content(self) -> Set[int]:
        """The content as evidence: with the learned head's edges where it has any."""
        return self.link.content if self.link is not None else self.content

    @property
    def cue_tokens(self) -> set[int]:
        """The cue, as the content is kept: in token numbers."""
        return {token.i for token in self.cue}


def subtree(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """The tokens below and including one token, minus the subtrees of others."""
    return {t.i for t in token.subtree} - subtrees(without)


def subtrees(tokens: Iterable[Token]) -> set[int]:
    """The tokens below and including any of these."""
    return {t.i for token in tokens for t in token.subtree}


def tops(doc: Doc, tokens: Set[int]) -> list[Token]:
    """The tokens of a set whose heads are outside it: what its phrases are about."""
    return [doc[i] for i in sorted(tokens) if doc[i].head.i not in tokens]
