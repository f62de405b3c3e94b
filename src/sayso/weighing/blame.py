"""Two mentions -> whether they name different parties as who did it, who began, or who holds it.

Comes in: mentions that tell something as true, and how alike they are. Goes out: yes or no. The
idea in between: two acts by two parties contradict each other only if they are one act. They are if
the same words tell it; if one says no more than who did it ("it was Chad"), in a story of that act;
if both sides are said to have begun, or one to have begun and to have answered; and if a place is
told to be in the hands of two within a day.
"""

from __future__ import annotations

import re
from datetime import timedelta

from sayso.knowledge.plover import plover_types
from sayso.weighing.mentions import Mention
from sayso.weighing.wording import Wordings, is_country

# The likeness from which on two are very likely of one thing, and the cosine of the words of two
# that tell of one act by other doers.
_VERY_LIKELY, _ALL_BUT_DOERS = -0.1, 0.5
# The likeness from which on two may be of one thing, in one story and elsewhere.
_IN_STORY, _ELSEWHERE = -3.0, -1.4

_ANGER = "material conflict"
_DID_IT = re.compile(
    r"\b(?:did|done) (?:it|this|that)\b|^it (?:was|is|were) (?-i:(?=(?:the )?[A-Z]\S*(?: \S+)?$))"
    r"|\b(?:was|were|is|are|been|stood|stands?) (?:behind|to blame for|responsible for) ",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:first|open(?:ed|ing)? fire|start(?:ed|ing)?|began|begun|beginning|provoked|unprovoked"
    r"|provocation)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:answer(?:ed|ing)|return(?:ed|ing)(?: the)? fire|(?:fired|hit|shot|struck) back"
    r"|respond(?:ed|ing)|retaliat(?:ed|ing|ion)|in response|self-defen[cs]e)\b",
    re.IGNORECASE,
)
_TAKEN = frozenset({"take", "seize", "capture", "occupy", "storm", "hold", "control", "secure"})
_INTO_HANDS = re.compile(r"\b(?:in|into|to|under)(?: the)?(?: full| firm)? $", re.IGNORECASE)
_HANDS = re.compile(r"^(?:['’]s?)? (?:hands|control)\b", re.IGNORECASE)
_HANDS_OF = re.compile(r"\b(?:hands|control) of (?:the )?$", re.IGNORECASE)
_A_DAY, _DAYS = timedelta(days=1), timedelta(days=3)
# Terms that two have in common which tell of one act.
_SHARED = 2
_OWN_SIDE = re.compile(r"\b(?:our|ours|us|its|their)\b(?! own\b)", re.IGNORECASE)
# What two do together is told of either.
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def other_doers(
    first: Mention, second: Mention, likeness: float, words: float, *, one_story: bool
) -> bool:
    """Whether one act is told as two parties'.

    Args:
        first: a mention that tells something as true.
        second: another.
        likeness: how alike they are but for doers and document, in log-odds.
        words: the cosine of their words.
        one_story: whether they are of one story.
    """
    if _began_both(first, second):
        return one_story and likeness >= _IN_STORY
    if len(first.doers) != 1 or len(second.doers) != 1 or first.doers == second.doers:
        return False
    if _done_to(first) & second.doers or _done_to(second) & first.doers:
        return False  # an act and the answer to it
    if any(_ANSWERED.search(one.telling.text) for one in (first, second)):
        return False
    if likeness >= _VERY_LIKELY and words >= _ALL_BUT_DOERS and _is_one_act(first, second):
        return True
    return one_story and likeness >= _IN_STORY and _is_blame(first, second)


def _is_one_act(first: Mention, second: Mention) -> bool:
    """Whether both tell one kind of act, of one side alone, on days that go together."""
    if not (_is_anger(first) and _is_anger(second)):
        return False
    if _MUTUAL & {first.telling.type, second.telling.type}:
        return False
    if all(_OWN_SIDE.search(one.telling.text) for one in (first, second)):
        return False  # each says what was done to itself
    if not first.types & second.types or len(first.own & second.own) < _SHARED:
        return False
    if first.day is None or second.day is None:
        return False
    return abs(first.day - second.day) <= _DAYS


def _is_blame(first: Mention, second: Mention) -> bool:
    """Whether one of two says no more than who did it, and the other tells an act of anger."""
    bare = [_DID_IT.search(one.telling.text) is not None for one in (first, second)]
    return any(bare) and all(
        is_bare or (one.telling.type is not None and _is_anger(one))
        for is_bare, one in zip(bare, (first, second), strict=True)
    )


def _began_both(first: Mention, second: Mention) -> bool:
    """Whether two parties are told to have begun, or one to have begun and to have answered."""
    if len(first.doers) != 1 or len(second.doers) != 1:
        return False
    began = [_is_begun(one) for one in (first, second)]
    answered = [_ANSWERED.search(one.telling.text) is not None for one in (first, second)]
    if first.doers == second.doers:
        return any(began) and any(answered) and began != answered and not all(began)
    return all(began) and not any(answered)


def _is_begun(one: Mention) -> bool:
    return _is_anger(one) and _BEGAN.search(one.telling.text) is not None


def _is_anger(one: Mention) -> bool:
    return any(plover_types()[kind].quad == _ANGER for kind in one.types)


def _done_to(one: Mention) -> frozenset[str]:
    return frozenset(who.side for who in one.telling.recipients if who.side)


def other_holders(
    first: Mention, second: Mention, likeness: float, wordings: Wordings, *, one_story: bool
) -> bool:
    """Whether a place is told to be in the hands of two parties within a day.

    Args:
        first: a mention that tells something as true.
        second: another.
        likeness: how alike they are but for doers and document, in log-odds.
        wordings: says whom words name.
        one_story: whether they are of one story.
    """
    if likeness < (_IN_STORY if one_story else _ELSEWHERE) or first.day is None:
        return False
    if second.day is None or abs(first.day - second.day) > _A_DAY:
        return False
    in_hands = [_in_hands(one, wordings) for one in (first, second)]
    if not any(in_hands):
        return False
    one, other = (
        hands or _taken(told) for hands, told in zip(in_hands, (first, second), strict=True)
    )
    return one is not None and other is not None and one != other


def _in_hands(one: Mention, wordings: Wordings) -> str | None:
    """In whose hands something is told to be."""
    text = one.telling.text
    for party in wordings.of(text).parties:
        before, behind = text[: party.start], text[party.end :]
        if not is_country(party.side):
            continue
        if _HANDS_OF.search(before) or (_INTO_HANDS.search(before) and _HANDS.match(behind)):
            return party.side
    return None


def _taken(one: Mention) -> str | None:
    """Who is told to have taken something."""
    return next(iter(one.doers)) if len(one.doers) == 1 and one.own & _TAKEN else None
