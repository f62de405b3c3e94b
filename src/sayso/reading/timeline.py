"""Parse -> the times of a document, each with its value and the word that it hangs on.

An expression is found by its words (:mod:`sayso.reading.timexes`) and kept if the parse agrees
that it is one: "May" is a month in "in May" and none in "may attack". What is resolved against
another date looks back at the date before it; whether "on Friday" is the last or the next one is
told by the clause. A time hangs on a verb or on a noun: "Monday's attack", "the 2014 annexation",
"attacked on Monday".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.knowledge.eras import eras
from sayso.knowledge.word_classes import words
from sayso.reading import calendar, grammar
from sayso.reading.calendar import Value
from sayso.reading.dates import Anchor
from sayso.reading.drafts import is_act, nouns_of
from sayso.reading.mentions import is_human
from sayso.reading.tense import looks_ahead
from sayso.reading.times import resolve
from sayso.reading.timexes import Timex, may_begin, timex_at
from sayso.records import Precision, Time

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sayso.reading.parse import Parse

_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_BEFORE_NOUN = frozenset({"poss", "compound", "nummod", "amod", "nmod", "quantmod"})
_TIMELY = frozenset(
    {
        *("in", "since", "of", "from", "until", "till", "by", "before", "after", "during"),
        *(
            "between",
            "to",
            "and",
            "through",
            "around",
            "throughout",
            "late",
            "early",
            "for",
            "over",
        ),
    }
)
_SPANNING = frozenset({"for", "in", "within", "after", "over", "during", "of", "than", "by"})
_CLOCKED = frozenset({"at", "by", "around", "about", "before", "after", "until", "from", "since"})
_OWNING = frozenset({"of", "from"})  # "the war of 1991" is not the clause's time
_ERA_IN = frozenset({"during", "in", "throughout", "under"})
_NEW = frozenset({"new", "second", "another", "third", "a", "an", "next", "looming"})
_NAMED_DAYS = frozenset({"good", "black", "bloody", "ash", "palm", "easter", "holy", "super"})
_ONCE = frozenset({"first", "second", "third", "fourth", "fifth", "latest", "last", "only", "most"})
_DATES: frozenset[Precision] = frozenset(
    {"day", "week", "month", "quarter", "season", "year", "decade", "century", "time", "range"}
)
_BY_ANCHOR = frozenset({"anchored", "moved"})
_LASTING = words("lasting verb")
_LIKE_ACTS = words("thing like an act")
_COMMEMORATING = words("commemorating noun")
_NO_TIME = re.compile(
    r"anniversar|birthday|\bold\b|\b(?:post|pre|ex)-|\bdaily\b|\bweekly\b|\bmonthly\b|\bannual|\byearly\b"
    r"|^\W*\d{1,3}\W*$",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(r"\d|[A-Z]|morning|afternoon|evening|night|dawn|dusk|noon|sunrise|sunset")
_LIST = re.compile(r"\s*(?:,|and|or|,\s*and|to)\s*(?:on\s|in\s)?\s*")
_LIMIT = 12  # steps up the tree


@dataclass(frozen=True, slots=True)
class Placed:
    """A time of the document: its record, the tokens ``first..end`` and what it hangs on."""

    time: Time
    rule: str
    first: int
    end: int
    root: Token
    holder: Token | None
    ahead: bool | None

    @property
    def is_duration(self) -> bool:
        """Whether it says how long, or how often, and not when."""
        return self.time.precision not in _DATES


class Timeline:
    """The times of one document, found once, in text order.

    ``published`` is the day of publication or None, ``cutoff`` the day before which an event is
    history: a year before publication; without one, the first day of the year of the newest date
    in the text that is not of a plan or a deadline; or None where nothing tells.
    """

    def __init__(self, parse: Parse) -> None:
        self.published = _day(parse.document.published)
        self._parse = parse
        self.times = self._placed()
        self._held: dict[int, list[Placed]] = {}
        for placed in self.times:
            if placed.holder is not None:
                self._held.setdefault(placed.holder.i, []).append(placed)
        self.cutoff = self._cutoff()

    def held(self, token: Token) -> list[Placed]:
        """The times that hang on a verb or noun."""
        return self._held.get(token.i, [])

    def _cutoff(self) -> date | None:
        if self.published is not None:
            return _year_before(self.published)
        ends = (
            calendar.bounds(placed.time)[1]
            for placed in self.times
            if not placed.ahead and placed.rule != "until"
        )
        newest = max((end for end in ends if end is not None), default=None)
        return date(newest.year, 1, 1) if newest is not None else None

    # Finding

    def _placed(self) -> list[Placed]:
        found = self._found()
        placed: list[Placed] = []
        anchor: Anchor | None = None
        for number, (timex, span) in enumerate(found):
            text = self._parse.document.text[timex.start : timex.end]
            ahead = looks_ahead(span, until=timex.rule == "until")
            governed = _is_governed(timex, span)
            value = resolve(
                text,
                self.published,
                ahead=ahead,
                anchor=None if governed else anchor,
                year=self._year(found, placed, number),
            )
            if timex.rule in _BY_ANCHOR and ahead is False and self._is_to_come(value):
                value = None, value[1]  # counted from a date that was not meant
            time = Time(
                start=timex.start, end=timex.end, text=text, value=value[0], precision=value[1]
            )
            holder = self._holder(span, timex, time)
            placed.append(Placed(time, timex.rule, span.start, span.end, span.root, holder, ahead))
            anchor = _anchor(time, anchor)
        return placed

    def _found(self) -> list[tuple[Timex, Span]]:
        """Expressions by their words, and what else the parser takes for a time."""
        parse, doc = self._parse, self._parse.doc
        text = parse.document.text
        found: list[tuple[Timex, Span]] = []
        seen: set[int] = set()
        end = 0
        for token in doc:
            if token.i < end or not may_begin(token.lower_):
                continue
            timex = timex_at(text, parse.starts[token.i])
            if timex is None:
                continue
            tokens = parse.tokens(timex.start, timex.end)
            span = doc[tokens[0] : tokens[-1] + 1]
            seen.update(tokens)
            if timex.rule == "age":
                end = span.end
            elif self._is_time(timex, span):
                found.append((timex, span))
                end = span.end
        for entity in doc.ents:
            if entity.label_ not in ("DATE", "TIME") or any(t.i in seen for t in entity):
                continue
            words = parse.span(entity.start, entity.end)
            if "\n" in words.text or not any(c.isalnum() for c in words.text):
                continue
            if _SAYS_WHEN.search(words.text) and not _NO_TIME.search(words.text):
                found.append((Timex(words.start, words.end, "other"), entity))
        return sorted(found, key=lambda pair: pair[0].start)

    def _is_time(self, timex: Timex, span: Span) -> bool:
        """Whether the parse agrees that these words are a time."""
        first, last, root = span[0], span[-1], span.root
        if first.sent.start != last.sent.start:
            return False
        before = first.nbor(-1).lower_ if first.i else ""
        dated = any(token.ent_type_ in ("DATE", "TIME") for token in span)
        match timex.rule:
            case "since" | "until" | "after" | "onward" | "from_to":
                return not self._is_before_noun(last)
            case "weekday":
                return _is_weekday(span, before)
            case "month" if len(span) == 1:
                named = any(t.pos_ == "PROPN" for t in grammar.children(root, "compound"))
                if root.tag_ == "MD" or named or root.ent_type_ in ("PERSON", "ORG"):
                    return False
                return dated or before in _TIMELY
            case "season" if not timex.groups.keys() & {"last", "next", "this"}:
                if self._is_before_noun(last) or _follows(last, "of") or last.pos_ == "VERB":
                    return False
                return dated or before in _TIMELY
            case "year" if len(span) == 1:
                return _is_year(root, before, dated=dated)
            case "era":
                return _is_era(timex, span, before)
            case "clock":
                return dated or before in _CLOCKED
            case "anchored" if any(token.lower_ == "that" for token in span):
                that = next(token for token in span if token.lower_ == "that")
                return that.tag_ == "DT" or (that.head in span and that.dep_ != "mark")
            case "duration":
                return self._is_duration(timex, span, before)
            case "some" if len(span) == 1:
                return before in _SPANNING
        return True

    def _is_before_noun(self, last: Token) -> bool:
        """Whether the words belong to a noun behind them: "since Monday's talks"."""
        inside_of = last.dep_ in _BEFORE_NOUN and last.head.i > last.i
        return inside_of or (last.i + 1 < len(last.doc) and last.nbor().tag_ == "POS")

    def _is_duration(self, timex: Timex, span: Span, before: str) -> bool:
        number, unit = timex.groups["n"].lower(), timex.groups["unit"].lower()
        if unit.startswith("quarter"):
            return not _follows(span[-1], "of") and number not in ("a", "an")
        if number in ("a", "an") or (number == "one" and unit in ("day", "night")):
            verb = span.root.head
            return before in _SPANNING or (verb.lemma_ in _LASTING and verb.i < span.start)
        return True

    # Resolving

    def _is_to_come(self, value: Value) -> bool:
        """Whether a value lies behind the day of publication and the day after it."""
        first = calendar.value_bounds(value)[0]
        published = self.published
        return published is not None and first is not None and (first - published).days > 1

    def _year(
        self, found: list[tuple[Timex, Span]], placed: list[Placed], number: int
    ) -> int | None:
        """The year that the sentence has set for a date that names none.

        "In 2014, ... on 3 March"; "on 3 March and 5 April 2022".
        """
        timex, span = found[number]
        if timex.rule not in ("date", "days", "month", "season", "to") or "year" in timex.groups:
            return None
        if number + 1 < len(found):
            later, behind = found[number + 1]
            gap = self._parse.document.text[timex.end : later.start]
            dated = later.groups.get("year") and later.rule in ("date", "days", "month_year")
            if dated and _LIST.fullmatch(gap) and behind.sent.start == span.sent.start:
                return int(later.groups["year"])
        verb = grammar.clause_verb(span.root)
        for one in reversed(placed):
            if one.root.sent.start != span.sent.start:
                break
            same = one.rule == "year" and grammar.clause_verb(one.root) == verb
            if same and one.time.value is not None:
                return int(one.time.value)
        return None

    # Placing

    def _holder(self, span: Span, timex: Timex, time: Time) -> Token | None:
        """The verb or noun that a time hangs on, or None where it dates nothing.

        "The worst attack since 2014", "for the first time in ten years" date nothing.
        """
        open_ended = timex.rule == "since" or time.precision == "duration"
        marking = timex.rule in ("moved", "vague_moved") and span[-1].dep_ == "mark"
        token = span[-1].head if marking else span.root  # "a day after they left" is not theirs
        for _ in range(_LIMIT):
            head = token.head
            if head.i == token.i:
                return None if token.i in range(span.start, span.end) else token
            if head.i in range(span.start, span.end):
                token = head
                continue
            if head.pos_ in grammar.VERBS and token.dep_ not in _BEFORE_NOUN:
                return None if open_ended and _compares(head, span.start) else head
            if head.pos_ in _NOUNS:
                if token.dep_ in _BEFORE_NOUN and head.i > token.i:
                    if not self._is_misplaced(span, token, head):
                        return head
                    token = head
                    continue
                if open_ended and _is_one_of_many(head):
                    return None
                if token.dep_ == "prep" and token.lower_ in _OWNING:
                    return head
                if token.dep_ in ("prep", "npadvmod", "advmod", "tmod") and _is_event(head):
                    return self._past_commemoration(head, time) if token.i > head.i else head
            token = head
        return None

    def _is_misplaced(self, span: Span, token: Token, noun: Token) -> bool:
        """Whether the parser took a time for a part of a name: "On [Monday Israel] bombed"."""
        if token.dep_ == "poss" or _is_event(noun):
            return False
        before = span[0].nbor(-1).lower_ if span.start else ""
        fronted = before in ("on", "at", "in") or span.start == span[0].sent.start
        return fronted and (noun.pos_ == "PROPN" or noun.i in self._parse.names)

    def _past_commemoration(self, noun: Token, time: Time) -> Token | None:
        """The noun; or, where only its anniversary can be meant, the verb that keeps that."""
        keeping = next((t for t in noun.ancestors if t.lemma_.lower() in _COMMEMORATING), None)
        end = calendar.bounds(time)[1]
        if keeping is None or end is None or self.published is None:
            return noun
        recent = end >= _year_before(self.published)
        return (grammar.clause_verb(keeping) or keeping) if recent else noun


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _year_before(day: date) -> date:
    return day - timedelta(days=min(365, day.toordinal() - 1))


def _anchor(time: Time, before: Anchor | None) -> Anchor | None:
    """The date that what follows may be counted from: this one, unless it is no date.

    A date whose value is not known hides those before it.
    """
    if time.precision not in _DATES:
        return before
    first, last = calendar.bounds(time)
    if time.precision != "range":
        return (first, time.precision) if first is not None else None
    end = (time.value or "").split("/")[-1]
    precision: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    known = last is not None and len(end) in precision
    return (last, precision[len(end)]) if last is not None and known else before


def _is_governed(timex: Timex, span: Span) -> bool:
    """Whether "the day before" is the day before something that the text names."""
    last = span[-1]
    if timex.rule not in ("moved", "vague_moved") or last.lower_ not in ("before", "after"):
        return False
    if last.dep_ == "mark" or any(child.i > last.i for child in last.children):
        return True
    behind = last.nbor() if last.i + 1 < len(last.doc) else None
    return behind is not None and behind.pos_ in ("DET", "NOUN", "PROPN", "PRON")


def _follows(token: Token, word: str) -> bool:
    """Whether a word stands right behind a token."""
    return token.i + 1 < len(token.doc) and bool(token.nbor().lower_ == word)


def _is_weekday(span: Span, before: str) -> bool:
    """Whether a weekday is one, and no part of a name: "Bloody Sunday", "the Sunday Courier"."""
    day = span[-1]
    named = before in _NAMED_DAYS and span[0].nbor(-1).is_title
    inside = day.dep_ == "compound" and day.head.pos_ == "PROPN" and day.head.i > day.i
    return not named and not (inside and day.head.ent_type_ in ("ORG", "WORK_OF_ART", "LAW"))


def _is_year(year: Token, before: str, *, dated: bool) -> bool:
    """Whether four digits are a year: "in 2014", "the 2014 annexation", not "2014 people"."""
    counting = year.dep_ in ("nummod", "quantmod", "compound") and year.head.i > year.i
    if counting:
        single = year.head.tag_ in ("NN", "NNP")  # a number would have a plural behind it
        return single or (dated and before in ("the", "its", "their", "his", "her"))
    return dated or before in _TIMELY


def _is_era(timex: Timex, span: Span, before: str) -> bool:
    """Whether the name of an era dates something: "during the Cold War", not "a new cold war"."""
    root = span.root
    words_before = {t.lower_ for t in root.lefts} | {before}
    if words_before & _NEW:
        return False
    undated = eras()[timex.groups["name"]].first is None
    if root.dep_ in _BEFORE_NOUN and root.head.i > root.i:
        return not undated
    if root.head.pos_ != "ADP" and root.head.lower_ not in _ERA_IN:
        return False
    if undated:
        owned = any(t.pos_ == "PROPN" or t.dep_ == "poss" for t in root.lefts if t.i < span.start)
        return root.head.lower_ in _ERA_IN and not owned
    return root.head.lower_ in _TIMELY | _ERA_IN


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
