"""Words that may be a time -> whether they are one in this sentence.

"May" is a month in "in May" and none in "may attack" or "Theresa May"; "2014" is a year in "the
2014 accord" and none in "2014 people"; "since Monday's talks" is a Monday and no stretch of time.
The tags and the tree of the parser tell, and the word in front.
"""

from __future__ import annotations

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


def is_time(timex: Timex, span: Span) -> bool:
    """Whether the parse agrees that an expression is a time.

    Args:
        timex: the expression, by its words.
        span: its tokens.
    """
    first, last, root = span[0], span[-1], span.root
    if first.sent.start != last.sent.start:
        return False
    before = first.nbor(-1).lower_ if first.i else ""
    dated = any(token.ent_type_ in ("DATE", "TIME") for token in span)
    alone = len(span) == 1
    match timex.rule:
        case "since" | "until" | "after" | "onward" | "from_to":
            return not _is_before_noun(last)
        case "weekday":
            return _is_weekday(span, before)
        case "month" if alone:
            return _is_month(root, before, dated=dated)
        case "season" if timex.groups.keys().isdisjoint({"last", "next", "this"}):
            if _is_before_noun(last) or _follows(last, "of") or last.pos_ == "VERB":
                return False
            return dated or before in _TIMELY
        case "month_day":
            return not _is_before_noun(last) and (dated or before in ("on", "until", "by"))
        case "year" if alone:
            return _is_year(root, before, dated=dated)
        case "era":
            return _is_era(timex, span, before)
        case "clock":
            return dated or before in _CLOCKED
        case "anchored":
            that = next((token for token in span if token.lower_ == "that"), None)
            return that is None or that.tag_ == "DT" or (that.head in span and that.dep_ != "mark")
        case "duration":
            return _is_duration(timex, span, before)
        case "some" if alone:
            return before in _SPANNING
    return True


def _is_before_noun(last: Token) -> bool:
    """Whether the words belong to a noun behind them: "since Monday's talks"."""
    inside = last.dep_ in BEFORE_NOUN and last.head.i > last.i
    return inside or (last.i + 1 < len(last.doc) and last.nbor().tag_ == "POS")


def _follows(token: Token, word: str) -> bool:
    """Whether a word stands right behind a token."""
    return token.i + 1 < len(token.doc) and bool(token.nbor().lower_ == word)


def _is_weekday(span: Span, before: str) -> bool:
    """Whether a weekday is one, and no part of a name: "Bloody Sunday", "the Sunday Courier"."""
    day = span[-1]
    named = before in _NAMED_DAYS and span[0].nbor(-1).is_title
    inside = day.dep_ == "compound" and day.head.pos_ == "PROPN" and day.head.i > day.i
    return not named and not (inside and day.head.ent_type_ in ("ORG", "WORK_OF_ART", "LAW"))


def _is_month(month: Token, before: str, *, dated: bool) -> bool:
    named = any(token.pos_ == "PROPN" for token in grammar.children(month, "compound"))
    if month.tag_ == "MD" or named or month.ent_type_ in ("PERSON", "ORG"):
        return False
    return dated or before in _TIMELY


def _is_year(year: Token, before: str, *, dated: bool) -> bool:
    """Whether four digits are a year: "in 2014", "the 2014 annexation", not "2014 people"."""
    counting = year.dep_ in ("nummod", "quantmod", "compound") and year.head.i > year.i
    if counting:
        single = year.head.tag_ in ("NN", "NNP")  # a number would have a plural behind it
        return single or (dated and before in _OWNERS)
    return dated or before in _TIMELY


def _is_era(timex: Timex, span: Span, before: str) -> bool:
    """Whether the name of an era dates something: "during the Cold War", not "a new cold war"."""
    root = span.root
    if _NEW & {before, *(token.lower_ for token in root.lefts)}:
        return False
    undated = eras()[timex.groups["name"]].first is None
    if root.dep_ in BEFORE_NOUN and root.head.i > root.i:
        return not undated
    preposition = root.head.lower_
    if undated:
        owned = any(t.pos_ == "PROPN" or t.dep_ == "poss" for t in root.lefts if t.i < span.start)
        return preposition in _ERA_IN and not owned
    return root.head.pos_ == "ADP" and preposition in _TIMELY | _ERA_IN


def _is_duration(timex: Timex, span: Span, before: str) -> bool:
    number, unit = timex.groups["n"].lower(), timex.groups["unit"].lower()
    if unit.startswith("quarter"):
        return not _follows(span[-1], "of") and number not in ("a", "an")
    if number in ("a", "an") or (number == "one" and unit in ("day", "night")):
        verb = span.root.head
        return before in _SPANNING or (verb.lemma_ in _LASTING and verb.i < span.start)
    return True
