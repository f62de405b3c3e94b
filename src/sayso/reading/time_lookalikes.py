"""Words that may be a time -> whether they are one in this sentence.

"May" is a month in "in May" and none in "may attack" or "Theresa May"; "2014" is a year in "the
2014 accord" and none in "2014 people"; "since Monday's talks" is a Monday and no stretch of time.
The tags and the tree of the parser tell, and the word in front.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.eras import eras
from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sayso.reading.timexes import Timex

BEFORE_NOUN = frozenset({"poss", "compound", "nummod", "amod", "nmod", "quantmod"})
"""Labels of what stands before a noun and belongs to it."""

_TIMELY = frozenset({"in", "since", "of", "from", "until", "till", "by", "before", "after"}) | {
    *("during", "between", "to", "and", "through", "around", "throughout", "late", "early"),
    *("for", "over"),
}
_SPANNING = frozenset({"for", "in", "within", "after", "over", "during", "of", "than", "by"})
_CLOCKED = frozenset({"at", "by", "around", "about", "before", "after", "until", "from", "since"})
_ERA_IN = frozenset({"during", "in", "throughout", "under"})
_NEW = frozenset({"new", "second", "another", "third", "a", "an", "next", "looming"})
_NAMED_DAYS = frozenset({"good", "black", "bloody", "ash", "palm", "easter", "holy", "super"})
_OWNERS = frozenset({"the", "its", "their", "his", "her", "our"})
_LASTING = words("lasting verb")


@dataclass(frozen=True, slots=True)
class _Case:
    """An expression in its sentence: ``before`` is the word in front of it, in lower case.

    ``dated`` says that the parser takes it, or a part of it, for a time.
    """

    timex: Timex
    span: Span
    before: str
    dated: bool

    @property
    def last(self) -> Token:
        return self.span[-1]

    @property
    def root(self) -> Token:
        return self.span.root

    @property
    def is_before_noun(self) -> bool:
        """Whether the words belong to a noun behind them: "since Monday's talks"."""
        last = self.last
        inside = last.dep_ in BEFORE_NOUN and last.head.i > last.i
        return inside or (last.i + 1 < len(last.doc) and last.nbor().tag_ == "POS")


def is_time(timex: Timex, span: Span) -> bool:
    """Whether the parse agrees that an expression is a time.

    Args:
        timex: the expression, by its words.
        span: its tokens.
    """
    if span[0].sent.start != span[-1].sent.start:
        return False
    check = _CHECKS.get(timex.rule)
    if check is None or (timex.rule in _ALONE and len(span) > 1):
        return True
    before = span[0].nbor(-1).lower_ if span.start else ""
    dated = any(token.ent_type_ in ("DATE", "TIME") for token in span)
    return check(_Case(timex, span, before, dated))


def _is_whole(case: _Case) -> bool:
    return not case.is_before_noun


def _is_weekday(case: _Case) -> bool:
    """Whether a weekday is one, and no part of a name: "Bloody Sunday", "the Sunday Courier"."""
    day = case.last
    named = case.before in _NAMED_DAYS and case.span[0].nbor(-1).is_title
    inside = day.dep_ == "compound" and day.head.pos_ == "PROPN" and day.head.i > day.i
    return not named and not (inside and day.head.ent_type_ in ("ORG", "WORK_OF_ART", "LAW"))


def _is_month_day(case: _Case) -> bool:
    """Whether "the 19th" is a day, and not the 19th of something."""
    return not case.is_before_noun and (case.dated or case.before in ("on", "until", "by"))


def _is_month(case: _Case) -> bool:
    month = case.root
    named = any(token.pos_ == "PROPN" for token in grammar.children(month, "compound"))
    if month.tag_ == "MD" or named or month.ent_type_ in ("PERSON", "ORG"):
        return False
    return case.dated or case.before in _TIMELY


def _is_season(case: _Case) -> bool:
    """Whether a season is one: not "the fall of Kabul", "a spring offensive", "may fall"."""
    if not case.timex.groups.keys().isdisjoint({"last", "next", "this"}):
        return True
    if case.is_before_noun or _follows(case.last, "of") or case.last.pos_ == "VERB":
        return False
    return case.dated or case.before in _TIMELY


def _is_year(case: _Case) -> bool:
    """Whether four digits are a year: "in 2014", "the 2014 accord", not "in 2014 villages".

    The parser may take them for a number of what follows: "In [2014 Kenyan troops] left".
    """
    year = case.root
    if year.dep_ in ("nummod", "quantmod", "compound") and year.head.i > year.i:
        single = year.head.tag_ in ("NN", "NNP")  # a number would have a plural behind it
        fronted = case.before == "in" and bool(year.nbor(-1).is_sent_start)
        return single or fronted or (case.dated and case.before in _OWNERS)
    return case.dated or case.before in _TIMELY


def _is_era(case: _Case) -> bool:
    """Whether the name of an era dates something: "during the Cold War", not "a new cold war"."""
    root = case.root
    if _NEW & {case.before, *(token.lower_ for token in root.lefts)}:
        return False
    undated = eras()[case.timex.groups["name"]].first is None
    if root.dep_ in BEFORE_NOUN and root.head.i > root.i:
        return not undated
    preposition = root.head.lower_
    if undated:
        lefts = (token for token in root.lefts if token.i < case.span.start)
        owned = any(token.pos_ == "PROPN" or token.dep_ == "poss" for token in lefts)
        return preposition in _ERA_IN and not owned
    return root.head.pos_ == "ADP" and preposition in _TIMELY | _ERA_IN


def _is_clock(case: _Case) -> bool:
    return case.dated or case.before in _CLOCKED


def _is_pointed_at(case: _Case) -> bool:
    """Whether "that" points at a time ("that Monday"), and does not open a clause."""
    that = next((token for token in case.span if token.lower_ == "that"), None)
    return that is None or that.tag_ == "DT" or (that.head in case.span and that.dep_ != "mark")


def _is_moved(case: _Case) -> bool:
    """Whether a time is counted from another: "for thirty days after the raid" is that long."""
    return case.before not in ("for", "in") or case.last.lower_ not in ("after", "before")


def _is_duration(case: _Case) -> bool:
    """Whether a number of units is so long: not "a quarter of them", "twice a day", "one day"."""
    number, unit = case.timex.groups["n"].lower(), case.timex.groups["unit"].lower()
    if unit.startswith("quarter"):
        return not _follows(case.last, "of") and number not in ("a", "an")
    if number in ("a", "an") or (number == "one" and unit in ("day", "night")):
        verb = case.root.head
        return case.before in _SPANNING or (verb.lemma_ in _LASTING and verb.i < case.span.start)
    return True


def _is_spanned(case: _Case) -> bool:
    return case.before in _SPANNING


def _follows(token: Token, word: str) -> bool:
    """Whether a word stands right behind a token."""
    return token.i + 1 < len(token.doc) and bool(token.nbor().lower_ == word)


_ALONE = frozenset({"month", "year", "some"})  # rules whose longer expressions leave no doubt
_CHECKS: dict[str, Callable[[_Case], bool]] = {
    **dict.fromkeys(("since", "until", "by", "after", "onward", "from_to"), _is_whole),
    "weekday": _is_weekday,
    "month_day": _is_month_day,
    "month": _is_month,
    "season": _is_season,
    "year": _is_year,
    "era": _is_era,
    "clock": _is_clock,
    "anchored": _is_pointed_at,
    "moved": _is_moved,
    "duration": _is_duration,
    "some": _is_spanned,
}
