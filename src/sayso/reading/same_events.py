"""Claims with events -> which of them tell one and the same event of the document.

The headline, the lead and paragraph nine may tell one attack: the claims stay apart, and share an
``event_id``. Two claims tell one event if nothing that they say of it differs (type, mode, time,
place, parties) and something that both say identifies it. A result told with its act ("shelled the
town, killing three", "a drone strike killed him") is told of one event, too. In doubt they are two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.reading import grammar
from sayso.reading.calendar import bounds, can_be_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from sayso.records import Claim, Event, Party, Time

_OPEN = frozenset({"planned", "threatened", "demanded", "predicted", "hypothetical"})
_WORDS = frozenset({"verbal cooperation", "verbal conflict"})  # quad classes of what is said
_ALIKE = 0.5  # share of their words that two tellings of one speech act have in common
_IN = frozenset({"in", "by", "during", "after", "from", "when"})
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim's event and the word that tells it."""

    claim: Claim
    event: Event
    head: Token


def event_ids(told: Sequence[Told]) -> list[str]:
    """An id for each telling, ``e1`` and on in text order, shared by those of one event."""
    ids: list[int] = []
    for number, one in enumerate(told):
        same = next((i for i in range(number) if _is_same(told[i], one)), None)
        ids.append(ids[same] if same is not None else max(ids, default=0) + 1)
    return [f"e{number}" for number in ids]


def _is_same(first: Told, second: Told) -> bool:
    a, b = first.event, second.event
    if a.type != b.type or (first.claim.status in _OPEN) != (second.claim.status in _OPEN):
        return False
    if a.mode and b.mode and a.mode != b.mode:
        return False
    if not (_one_time(a.when, b.when) and _one_place(a, b)):
        return False
    if _is_result(first.head, second.head) or _is_result(second.head, first.head):
        return _agree(a.actors, b.actors)
    if not (_agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)):
        return False
    if a.quad in _WORDS:  # two accusations of one party by another are two, unless alike
        return _alike(first.claim.text, second.claim.text)
    roles = ((a.actors, b.actors), (a.recipients, b.recipients))
    shared = sum(any(_is_one(x, y) for x in one for y in other) for one, other in roles)
    named = any(x.code and _is_one(x, y) for one, other in roles for x in one for y in other)
    dated = all(when is not None and None not in bounds(when) for when in (a.when, b.when))
    located = a.where is not None and b.where is not None
    return named and (shared > 1 or dated or located or not (a.recipients and b.recipients))


def _is_result(act: Token, result: Token) -> bool:
    """Whether one word tells what came of the other: "shelled it, [killing] three"."""
    if result.dep_ == "advcl" and result.tag_ == "VBG" and result.head.i == act.i:
        return True
    if result.pos_ in grammar.VERBS and act.pos_ in ("NOUN", "PROPN"):
        if act.dep_ in grammar.SUBJECTS and act.head.i == result.i:
            return True
        return act.dep_ == "pobj" and act.head.lower_ in _IN and act.head.head.i == result.i
    return False


def _agree(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Whether nobody in one list stands against the other; an empty list says nothing."""
    if not one or not other:
        return True
    few, many = sorted((one, other), key=len)
    return all(any(_is_one(x, y) for y in many) for x in few)


def _is_one(one: Party, other: Party) -> bool:
    """Whether two parties can be the same: one country and no two sectors, or one name."""
    if one.country or other.country:
        same = one.country == other.country
        return same and (one.sector == other.sector or not (one.sector and other.sector))
    if one.code and other.code:
        return one.code == other.code
    return _key(one.name) == _key(other.name)


def _key(name: str) -> str:
    """The last word of a name, without a plural's ending."""
    words = _WORD.findall(name.lower())
    return words[-1].removesuffix("s") if words else name.lower()


def _one_time(one: Time | None, other: Time | None) -> bool:
    """Whether two times can be of one event: one is unknown, or their days overlap."""
    return one is None or other is None or can_be_one(one, other)


def _one_place(one: Event, other: Event) -> bool:
    if one.where is None or other.where is None:
        return True
    if one.where.name == other.where.name:
        return True
    wide = {place.country for place in (one.where, other.where) if place.geonames is None}
    return one.where.country == other.where.country and bool(wide - {None})


def _alike(one: str, other: str) -> bool:
    """Whether two texts have half of their words in common."""
    first, second = ({w.lower() for w in _WORD.findall(text)} for text in (one, other))
    return len(first & second) >= _ALIKE * len(first | second)
