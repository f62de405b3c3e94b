"""A state's words, and what it does after them -> whether the one sits ill with the other.

Comes in: mentions, and for which state the words are said. Goes out: yes or no. The idea in
between: words count that offer talks or help, or say that something won't be done; a deed is one of
the state itself (its government, its forces), against another state, and that state must be the one
of the words where these name one. What won't be done must be what is done: the same thing, or the
same kind of act against the same state.
"""

from __future__ import annotations

import re

from sayso.knowledge.plover import plover_types
from sayso.weighing.mentions import Mention
from sayso.weighing.terms import possible_acts
from sayso.weighing.wording import Wordings, is_country

_NOT = re.compile(r"^(?:not|no|none|never|nobody)\b|\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|would|shall|won['’]t)\b|['’]ll\b", re.IGNORECASE)
_READY = "ready"
_ANGER = "material conflict"
_PEACE = frozenset({"verbal cooperation", "material cooperation"})
# Who does not act for a state, though it is of it.
_NOT_THE_STATE = frozenset({"LEG", "JUD", "OPP", "PTY", "CVL", "JRN", "BUS", "REB", "LAB", "EDU"})


def is_deed(one: Mention) -> bool:
    """Whether it tells that one state did something in anger."""
    told = one.telling
    if one.stance != "for" or one.day is None or len(one.doers) != 1:
        return False
    if told.type is None or plover_types()[told.type].quad != _ANGER or told.type == "PROTEST":
        return False
    codes = [set((who.code or "").split()[1:]) for who in told.actors]
    return bool(codes) and not any(parts & _NOT_THE_STATE for parts in codes)


def speaks_for_the_state(code: str | None) -> bool:
    """Whether a voice with a code may promise what a state does: no parliament, no court."""
    return not set((code or "").split()[1:]) & _NOT_THE_STATE


def is_offer(one: Mention) -> bool:
    """Whether it speaks for talks or help: that they are wanted, or that one is ready for them."""
    kind = one.telling.type
    if kind is None or one.stance == "against" or _NOT.search(one.telling.text):
        return False
    return plover_types()[kind].quad in _PEACE and (one.looks_ahead or _READY in one.own)


def is_assurance(one: Mention) -> bool:
    """Whether it says that something won't be done."""
    text = one.telling.text
    if one.telling.status == "denied":
        return _WILL.search(text) is not None
    return one.looks_ahead and _WILL.search(text) is not None and _NOT.search(text) is not None


def sits_ill(words: Mention, deed: Mention, state: str, wordings: Wordings) -> bool:
    """Whether a state's deed is one that its words speak against.

    Args:
        words: an offer or an assurance of the state's.
        deed: what it is told to have done in anger.
        state: whose both are.
        wordings: says whom words name.
    """
    towards, against = (_others(one, state, wordings) for one in (words, deed))
    if towards and against and not towards & against:
        return False
    if is_offer(words):
        return bool(against) or deed.telling.type == "MOBILIZE"
    if words.own & deed.own:
        return True
    kinds = words.types | possible_acts(words.telling.text)
    return deed.telling.type in kinds and bool(towards & against)


def _others(one: Mention, state: str, wordings: Wordings) -> frozenset[str]:
    """The other states that it names, or that it happens in."""
    told = one.telling
    named = {
        *wordings.of(told.text).sides,
        *(who.side for who in (*told.actors, *told.recipients) if who.side),
        *((told.place_country,) if told.place_country else ()),
    }
    return frozenset(side for side in named if is_country(side) and side != state)
