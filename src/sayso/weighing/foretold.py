"""Tellings -> what is foretold in them: predictions, plans, promises and threats.

Comes in: a telling and the text that it stands in. Goes out: a :class:`Foretold`, or None where the
telling looks at nothing to come. The idea in between: a reading says how a claim is put, and most
that is ``predicted``, ``planned`` or ``threatened`` is a forecast; not so a purpose ("went there to
see") or what somebody would do if. A denial of what is to come ("we will not send them") foretells,
too: that it won't come about. What is only possible ("could", "there is a chance that") counts if a
likelihood or a day is given for it.

What the words leave to the sentences before them ("it will be full") is looked up there: the terms
of the two sentences before are the context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sayso.knowledge.plover import plover_types
from sayso.weighing import horizons
from sayso.weighing.horizons import Horizon
from sayso.weighing.tellings import DONE, Link, Telling
from sayso.weighing.terms import acts, in_order, sense, terms

Kind = Literal["prediction", "plan", "promise", "threat"]

#: The statuses of claims that look ahead.
AHEAD = ("predicted", "planned", "threatened")


@dataclass(frozen=True, slots=True)
class Text:
    """What a document brings to its claims: its words, and who wrote it."""

    text: str
    title: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Foretold:
    """Something foretold in one text.

    ``negated``: it is foretold that something won't come about; ``lasting``: that something goes
    on; ``again``: that it does so once more. ``retold``: an earlier forecast is told again ("had
    said that"). ``condition`` are the words of a condition in the same sentence. ``event`` are the
    words without horizon and condition, ``subject`` those before its verb, ``head`` the senses of
    which one names what is to come about. ``context`` are terms of the sentences before,
    ``points_back`` whether the words need them.
    """

    telling: Telling
    kind: Kind
    said: date
    horizon: Horizon
    likelihood: tuple[float, float] | None
    negated: bool
    lasting: bool
    retold: bool
    condition: str | None
    event: str
    subject: str
    head: frozenset[str]
    terms: frozenset[str]
    context: frozenset[str]
    acts: frozenset[str]
    points_back: bool
    again: bool


_WILL = r"(?:will|shall|won['’]t|shan['’]t|(?:is|are|am) (?:not )?(?:going )?to|(?<=\w)['’]ll)"
_WOULD = r"(?:would|wouldn['’]t)"
_MODAL = re.compile(rf"(?:\b|(?=['’])){_WILL}(?!\w)|\b{_WOULD}(?!\w)", re.IGNORECASE)
_NOW = re.compile(rf"(?:\b|(?=['’])){_WILL}(?!\w)", re.IGNORECASE)
_UNREAL = re.compile(r"\bwould(?: not|n['’]t)? have\b|\bcould have\b|\bmight have\b", re.IGNORECASE)
_SHALL = re.compile(r"\b(?:we|i)\b[^.;]*\bshall\b|\bshall (?:we|i)\b", re.IGNORECASE)
_MAYBE = re.compile(r"\b(?:could|may|might)\b", re.IGNORECASE)
_EXPECTS = re.compile(
    r"\b(?:expects?|foresees?|anticipates?|forecasts?|predicts?)\b", re.IGNORECASE
)
_CHANCE = re.compile(
    r"\b(?:chance|risk|likelihood|probability|odds|danger)s?\b(?: of| that)?", re.IGNORECASE
)
_ESTIMATED = re.compile(r"\b(?:is|are|remains?|seems?|looks?)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|had)\b", re.IGNORECASE)
_IF = re.compile(r"^\W*(?:if|unless|whether|should|in case|provided|as long as)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|unless|in case|provided that|so long as|as long as)\b", re.IGNORECASE
)
_OWN_CONDITION = re.compile(
    r"\b(?:if|unless|in case|provided that|as long as)\b[^,;]*?"
    r"(?:[,;]|$|(?=\b(?:we|i|they|he|she|it|you)\s+(?:will|shall|would)\b))",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(r"\bhad\b|\bago\b", re.IGNORECASE)
_YOU = re.compile(r"^\W*(?:you|may)\b|\bwho\b|\bthat could\b", re.IGNORECASE)
_QUESTION = re.compile(r"^\W*(?:how|what|who|whom|whose|whether|why|where)\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"\bwill have (?:\w+ly )?\w+(?:ed|en)\b", re.IGNORECASE)
_NOT = re.compile(
    rf"(?:{_WILL}|{_WOULD}) (?:\w+ly )?(?:not|never|no longer)\b|won['’]t|shan['’]t|wouldn['’]t"
    r"|\b(?:no|not one|not a|nobody|no one|none|nothing|neither|never)\b"
    rf"[^,;:]*?(?:{_WILL}|{_WOULD})"
    rf"|\b(?:{_WILL}|{_WOULD}) (?:there )?(?:be|have|see) no\b",
    re.IGNORECASE,
)
_LASTING = frozenset({"last"})
_WITHOUT_END = re.compile(
    r"\bwithout (?:a |any )?(?:break|interruption|pause|end)\b", re.IGNORECASE
)
_BE = frozenset({"be", "been", "have", "has", "had", "is", "are", "being", "to", "there"})
_BREAKS = re.compile(
    r"\b(?:in|on|at|by|of|for|from|to|with|within|between|before|after|until|across|into|over|under"
    r"|and|or|but|as|is|are|than|through|against|that|which|who)\b|[,;:—–]",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\bagain\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:we|i|us|our|ours|my)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|they|them|he|him|she|her|this|these|those|here|so)\b|(?<=[a-z] )there\b",
    re.IGNORECASE,
)

# How many sentences before a forecast are its context.
_BEFORE = 2

# Statuses under which something may be foretold at all; what is asked never is.
_POSSIBLE = frozenset({*AHEAD, *DONE, "denied", "demanded", "hypothetical"})


def foretold(tellings: Sequence[Telling], texts: Mapping[str, Text]) -> Iterator[Foretold]:
    """What is foretold in tellings, in their order.

    Args:
        tellings: of whole documents, each document's in text order.
        texts: by document id; a telling whose text isn't there foretells nothing.
    """
    found: list[Foretold] = []
    for telling in tellings:
        if telling.status not in _POSSIBLE or telling.published is None:
            continue
        text = texts.get(telling.document)
        one = _foretold(telling, text, telling.published) if text is not None else None
        if one is not None:
            found.append(one)
    yield from _joined(found)


def may_foretell(telling: Telling) -> bool:
    """A quick look, without the text: whether it is worth to fetch it."""
    if telling.status in AHEAD:
        return True
    words = telling.text
    return telling.status in _POSSIBLE and bool(
        telling.likelihood
        or _MODAL.search(words)
        or _EXPECTS.search(words)
        or _SHALL.search(words)
        or (telling.status == "hypothetical" and _MAYBE.search(words))
    )


def _foretold(telling: Telling, text: Text, said: date) -> Foretold | None:
    words = telling.text
    if not may_foretell(telling) or _UNREAL.search(words):
        return None
    stated = horizons.horizon(text.text, telling.start, telling.end, said)
    negated = _NOT.search(words) is not None
    kind = _kind(telling, stated, negated=negated)
    if kind is None:
        return None
    event = _WITHOUT_END.sub(" ", _OWN_CONDITION.sub(" ", _without(telling, stated)))
    event, subject, head = _parts(event)
    own = terms(event)
    if not own:
        return None
    condition = _condition(telling, text.text)
    if not head and len(own) < 2:
        return None
    if condition and not _NOW.search(words) and _MODAL.search(words):
        return None  # "it would be a pity if"
    lasting = (
        bool(stated and stated.lasting and not negated)
        or (bool(head & _LASTING) and not negated)
        or _WITHOUT_END.search(words) is not None
    )
    if (
        condition
        and not negated
        and telling.type is not None
        and plover_types()[telling.type].score < 0
    ):
        kind = "threat"  # "unless they give way, their envoys will be expelled"
    status = telling.status if telling.status in AHEAD else "predicted"
    return Foretold(
        telling=telling,
        kind=kind,
        said=said,
        horizon=stated or horizons.default(status, said),
        likelihood=telling.likelihood,
        negated=negated,
        lasting=lasting,
        retold=_is_retold(telling, text.text),
        condition=condition,
        event=event,
        subject=subject,
        head=head,
        terms=own,
        context=_context(telling, text) - own,
        acts=frozenset({telling.type}) if telling.type else acts(event),
        points_back=len(own) < 2 or _POINTS.search(event) is not None,
        again=not negated and _AGAIN.search(event) is not None,
    )


def _kind(telling: Telling, stated: Horizon | None, *, negated: bool) -> Kind | None:
    """What kind of forecast it is, if it is one."""
    words = telling.text
    modal = _MODAL.search(words) is not None
    if _IF.match(words) or _QUESTION.match(words):
        return None
    if stated is None and _SUPPOSED.search(words):
        return None  # "readers will have smiled" is a guess about what is
    if modal and not _NOW.search(words) and len(telling.chain) == 1:
        return None  # the writer's own "would" is no announcement
    if not _looks_ahead(telling, stated, modal=modal, negated=negated):
        return None
    if telling.status == "threatened" or telling.voice.stance == "threatens":
        return "threat"
    if telling.voice.stance == "promises":
        return "promise"
    planned = telling.status in ("planned", "demanded")
    return "plan" if planned or (modal and _is_own_act(words)) else "prediction"


def _looks_ahead(telling: Telling, stated: Horizon | None, *, modal: bool, negated: bool) -> bool:
    """Whether a claim says what will come about, or won't."""
    words = telling.text
    match telling.status:
        case "threatened":
            return True
        case "planned":
            return modal  # else a purpose: "went there to see"
        case "predicted":
            return modal or telling.likelihood is not None
        case "denied":
            return negated and modal
        case "demanded":
            return _SHALL.search(words) is not None
        case "hypothetical":
            if stated is None or not _inside(stated, telling):
                return False
            return _MAYBE.search(words) is not None and not _YOU.search(words)
    return _is_estimate(telling, stated, modal=modal)


def _is_estimate(telling: Telling, stated: Horizon | None, *, modal: bool) -> bool:
    """Whether a claim of what is says how likely something to come is, or that it is expected."""
    if telling.status == "happened" and telling.voice.kind == "author":
        return False  # that somebody said so
    if telling.likelihood is not None:
        return stated is not None and (modal or _CHANCE.search(telling.text) is not None)
    return stated is not None and _EXPECTS.search(telling.text) is not None


def _is_own_act(words: str) -> bool:
    """Whether the speaker's own side is to act: "we will leave", "our soldiers will leave"."""
    modal = _MODAL.search(words)
    return modal is not None and _FIRST.search(words[: modal.start()]) is not None


def _is_retold(telling: Telling, text: str) -> bool:
    """Whether it was said before: "had said that they would come", "a truce was unlikely"."""
    first, last = horizons.sentence(text, telling.start, telling.end)
    around = text[first : telling.start] + " ... " + text[telling.end : last]
    for link in telling.chain:
        cue = link.cue and re.escape(link.cue)
        if cue and re.search(rf"\bhad (?:\w+ ){{0,2}}{cue}\b|\bago\b.*\b{cue}\b", around):
            return True
        if link.cue and _TOLD_BEFORE.search(link.cue):
            return True
    return telling.likelihood is not None and (
        _WAS.search(telling.text) is not None and not _ESTIMATED.search(telling.text)
    )


def _inside(horizon: Horizon, telling: Telling) -> bool:
    return telling.start <= horizon.start and horizon.end <= telling.end


def _without(telling: Telling, stated: Horizon | None) -> str:
    """The words of a telling without those of its horizon."""
    if stated is None or stated.start >= telling.end or stated.end <= telling.start:
        return telling.text
    first = max(stated.start - telling.start, 0)
    return telling.text[:first] + " " + telling.text[stated.end - telling.start :]


def _parts(event: str) -> tuple[str, str, frozenset[str]]:
    """The words of the event, those before its verb, and the senses that name what comes about.

    A verb does ("will leave"); else the noun or adjective that follows "be" or "have" ("will be
    full", "there will be shots"), or of which a chance is told ("a truce is likely").
    """
    modal = _MODAL.search(event)
    if modal is None:
        for pattern in (_CHANCE, _EXPECTS):
            match = pattern.search(event)
            if match is not None:
                event = event[match.end() :]
                break
        return event, "", _last_of(event)
    subject, rest = event[: modal.start()], event[modal.end() :]
    carried = False
    for match in re.finditer(r"[\w'’-]+|[,;:]", rest):
        word = match[0].lower()
        if word in _BE:
            carried = True
            continue
        if word in ("not", "never", "no", "a", "an", "the", "also", "soon") or word.endswith("ly"):
            continue
        if carried and _BREAKS.match(rest, match.start()):
            return event, subject, frozenset()  # "will be in the valley": where, not what
        found = terms(match[0])
        if not found:
            continue
        if carried:
            return event, subject, _last_of(rest[match.start() :])
        return event, subject, frozenset(map(sense, found))
    return event, subject, frozenset()


def _last_of(phrase: str) -> frozenset[str]:
    """The sense of the last term of a phrase, before the next preposition or comma."""
    for match in _BREAKS.finditer(phrase):
        found = in_order(phrase[: match.start()])
        if found:
            return frozenset({sense(found[-1][0])})
    found = in_order(phrase)
    return frozenset({sense(found[-1][0])} if found else ())


def _condition(telling: Telling, text: str) -> str | None:
    """The words of a condition in the sentence of a telling."""
    first, last = horizons.sentence(text, telling.start, telling.end)
    match = _CONDITION.search(text, first, last)
    if match is None:
        return None
    if match.start() < telling.start:
        comma = text.find(",", match.start(), last)
        end = comma if comma >= 0 else telling.start
    elif own := _OWN_CONDITION.match(text, match.start()):
        end = own.end()
    else:
        end = last
        for stop in (",", '"', "”", ";"):
            found = text.find(stop, match.start(), last)
            end = found if 0 <= found < end else end
    return " ".join(text[match.start() : end].split()).rstrip(" .,;")


def _context(telling: Telling, text: Text) -> frozenset[str]:
    """The terms of the sentences before, or of the title where there are none."""
    start = telling.start
    first, _ = horizons.sentence(text.text, telling.start, telling.end)
    found: set[str] = set(terms(text.text[first:start]))
    for _ in range(_BEFORE):
        end = len(text.text[:first].rstrip())
        if end == 0:
            break
        first, last = horizons.sentence(text.text, end - 1, end)
        found |= terms(text.text[first:last])
    if text.title:
        found |= terms(text.title)
    return frozenset(found)


def _joined(found: Sequence[Foretold]) -> Iterator[Foretold]:
    """Of claims of one voice that lie inside each other, the one that bears a likelihood, or all.

    "I would say that there will probably be shots" is two claims that foretell one thing.
    """
    by_voice: dict[tuple[str, tuple[Link, ...]], list[Foretold]] = {}
    for one in found:
        by_voice.setdefault((one.telling.document, one.telling.chain), []).append(one)
    for one in found:
        same = by_voice[one.telling.document, one.telling.chain]
        if not any(other is not one and _yields(one, other) for other in same):
            yield one


def _yields(one: Foretold, other: Foretold) -> bool:
    """Whether a claim lies around another that says more, or inside one that says as much."""
    if _holds(one.telling, other.telling):
        return other.likelihood is not None and one.likelihood is None
    if _holds(other.telling, one.telling):
        return one.likelihood is None or other.likelihood is not None
    return False


def _holds(outer: Telling, inner: Telling) -> bool:
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start and inner.end <= outer.end


def with_likelihoods(found: Sequence[Foretold], tellings: Sequence[Telling]) -> list[Foretold]:
    """Forecasts with the likelihood that a claim of the same voice in front of them gives them."""
    estimates = {
        (telling.document, telling.chain, telling.end): telling.likelihood
        for telling in tellings
        if telling.likelihood is not None
    }
    made = []
    for one in found:
        if one.likelihood is None:
            telling = one.telling
            for gap in range(1, 8):  # " that ", ", "
                near = estimates.get((telling.document, telling.chain, telling.start - gap))
                if near is not None:
                    one = replace(one, likelihood=near)
                    break
        made.append(one)
    return made
