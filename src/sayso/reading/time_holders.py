"""Expression of time -> the verb or noun that it hangs on.

Up the tree from the expression: what stands before a noun belongs to the noun ("Monday's attack",
"the 2014 annexation"), what stands behind one does if the noun is an event or owns it ("the attack
on 3 March", "a law of 1991"); all else belongs to the verb. Where the parser is known to attach
times to the wrong word, the right one is taken.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import calendar, grammar
from sayso.reading.drafts import is_act, nouns_of
from sayso.reading.mentions import is_human
from sayso.reading.mood import PRESENT
from sayso.reading.time_lookalikes import BEFORE_NOUN

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Span, Token

    from sayso.reading.timexes import Timex
    from sayso.records import Time

_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_OWNING = frozenset({"of", "from"})  # "the war of 1991" is not the clause's time
_ONCE = frozenset({"first", "second", "third", "fourth", "fifth", "latest", "last", "only", "most"})
_MOVED = ("moved", "vague_moved")
_OVER = frozenset({"unit", "weekday", "ago", "year", "date", "month_year", "near"})
_LIKE_ACTS = words("thing like an act")
_COMMEMORATING = words("commemorating noun")
_RECALLING = words("verb of memory")
_LIMIT = 12  # steps up the tree


def holder(
    timex: Timex, span: Span, time: Time, names: Container[int], news_from: date | None
) -> Token | None:
    """The verb or noun that a time hangs on, or None where it dates nothing.

    "The worst attack since 2014", "for the first time in ten years" date nothing.

    Args:
        timex: the expression, with the rule that it follows.
        span: its tokens.
        time: its record.
        names: the tokens that stand for countries, by index.
        news_from: the day before which events are history, or None: what has an anniversary on a
            day of the news did not happen then.
    """
    open_ended = timex.rule == "since" or time.precision == "duration"
    marking = timex.rule in _MOVED and span[-1].dep_ == "mark"
    token = span[-1].head if marking else span.root  # "a day after they left" is not theirs
    for _ in range(_LIMIT):
        head = token.head
        if head.i == token.i:
            return None if span.start <= token.i < span.end else token
        if span.start <= head.i < span.end:
            token = head
            continue
        if head.pos_ in grammar.VERBS and token.dep_ not in BEFORE_NOUN:
            if open_ended and _compares(head, span.start):
                return None
            return _recalled(head, span, time, news_from) or _rightful(head, timex, span)
        if head.pos_ in _NOUNS:
            if token.dep_ in BEFORE_NOUN and head.i > token.i:
                if not _is_misplaced(span, token, head, names):
                    return head
            elif open_ended and _is_one_of_many(head):
                return None
            elif token.dep_ == "prep" and token.lower_ in _OWNING:
                return head
            elif token.dep_ in ("prep", "npadvmod", "advmod", "tmod") and _is_event(head):
                return _but_its_anniversary(head, time, news_from) if token.i > head.i else head
        token = head
    return None


def _is_event(noun: Token) -> bool:
    """Whether a noun names something that has a time of its own."""
    if nouns_of(noun):
        return True
    lemma = noun.lemma_.lower()
    act = is_act(noun) and not lemma.endswith("al") and lemma not in _LIKE_ACTS
    return (act or lemma in _COMMEMORATING) and not is_human(noun)


def _compares(verb: Token, end: int) -> bool:
    """Whether a verb's object or complement is singled out: "faces its gravest crisis since"."""
    nouns = grammar.children(verb, "dobj", "attr", "nsubjpass")
    return any(noun.i < end and _is_one_of_many(noun) for noun in nouns)


def _is_one_of_many(noun: Token) -> bool:
    """Whether a noun is singled out: "the first visit", "the worst attack", "the first time"."""
    return any(child.lower_ in _ONCE or child.tag_ == "JJS" for child in noun.lefts)


def _is_misplaced(span: Span, token: Token, noun: Token, names: Container[int]) -> bool:
    """Whether the parser took a time for a part of a name: "On [Monday Israel] bombed"."""
    if token.dep_ == "poss" or _is_event(noun):
        return False
    before = span[0].nbor(-1).lower_ if span.start else ""
    if before in ("on", "at", "in"):
        bare = not grammar.children(span[0].nbor(-1), "pobj")  # "On [Sunday officers] blocked it"
        return bare or noun.pos_ == "PROPN" or noun.i in names
    return span.start == span[0].sent.start and (noun.pos_ == "PROPN" or noun.i in names)


def _rightful(verb: Token, timex: Timex, span: Span) -> Token:
    """The verb, or the one that a time must belong to instead.

    "Left in May and, a month later, came back": what stands behind the "and" is the second verb's.
    "Were barred from entering on Monday": what did not happen has no time, the bar has.
    "Has denied beating them last month": no present perfect has a date of the past.
    """
    if any(verb.i < c.i < span.start for c in grammar.children(verb, "cc")):
        others = [*grammar.children(verb, "conj"), verb.head]
        behind = (t for t in others if t.pos_ in grammar.VERBS and span.end <= t.i)
        return next(behind, verb)
    preposition = verb.head
    if verb.dep_ == "pcomp" and preposition.lower_ == "from":
        return preposition.head if preposition.head.pos_ in grammar.VERBS else verb
    perfect = any(a.lemma_ == "have" and a.tag_ in PRESENT for a in grammar.auxiliaries(verb))
    if perfect and timex.rule in _OVER:
        for inner in grammar.children(verb, "xcomp", "prep"):
            for gerund in (inner, *grammar.children(inner, "pcomp")):
                if gerund.tag_ == "VBG" and gerund.pos_ == "VERB" and gerund.i < span.start:
                    return gerund
    return verb


def _recalled(verb: Token, span: Span, time: Time, news_from: date | None) -> Token | None:
    """What is remembered, if the time must be its: "to remember the invasion ... in 1983"."""
    end = calendar.bounds(time)[1]
    if verb.lemma_.lower() not in _RECALLING or end is None or news_from is None:
        return None
    if end >= news_from:
        return None
    nouns = grammar.children(verb, "dobj")
    return next((noun for noun in nouns if noun.i < span.start and _is_event(noun)), None)


def _but_its_anniversary(noun: Token, time: Time, news_from: date | None) -> Token:
    """The noun; or, where only its anniversary can be meant, the verb that keeps that."""
    keeping = next((t for t in noun.ancestors if t.lemma_.lower() in _COMMEMORATING), None)
    end = calendar.bounds(time)[1]
    if keeping is None or end is None or news_from is None or end < news_from:
        return noun
    return grammar.clause_verb(keeping) or keeping
