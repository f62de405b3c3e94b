"""Words of a forecast -> its horizon: the last day by which it is to come about.

Comes in: a text, where in it something is forecast, and the day on which that is said. Goes out: a
:class:`Horizon`, or None where the words set none. The idea in between: expressions of time are
found and valued as in a reading (:mod:`sayso.reading.timexes`, :mod:`sayso.reading.times`), and the
word in front of them says which of their ends is meant: *by* and *in* May lead to its last day,
*before* May to the day before its first, *until* May says that something is to last. What is only
bounded in words has the next larger unit for its limit: *within days* is within a week.

A horizon is looked for in the forecast's own words; then in the rest of its sentence, but there
only one with a word of a deadline, since "on Friday" may be when it was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.reading.calendar import month_index, value_bounds
from sayso.reading.dates import number_of
from sayso.reading.times import resolve
from sayso.reading.timexes import MONTHS, ORDINALS, Timex, may_begin, timexes_at

#: Days after a forecast without a horizon in which it is watched, by its status.
DEFAULTS = {"threatened": 30, "planned": 90, "predicted": 90}


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days in which a forecast is to come about.

    ``first`` is the earliest of them, where one is said ("in September"), ``last`` the last. With
    ``lasting`` something is to go on to that day ("until the end of April"). ``words`` are the
    document's at ``start..end``; a horizon that nobody stated has none, and is one of
    :data:`DEFAULTS`.
    """

    last: date
    first: date | None = None
    lasting: bool = False
    words: str = ""
    start: int = 0
    end: int = 0

    @property
    def stated(self) -> bool:
        """Whether the text sets it."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class _Found:
    horizon: Horizon
    deadline: bool


# A vague number of a unit is less than the next larger unit: days are less than a week.
_VAGUE = {
    "hour": 1,
    "day": 7,
    "night": 7,
    "week": 30,
    "fortnight": 30,
    "month": 365,
    "quarter": 365,
    "year": 3653,
}

_UNIT = "hour|day|night|week|fortnight|month|quarter|year"
_DAYS_OF = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    **{f"twenty-{word}": 20 + number for number, word in enumerate(ORDINALS[:9], 1)},
    "thirty-first": 31,
}  # fmt: skip
_MONTH = "|".join(name.title() for name in MONTHS)
_LEADS = {
    "by": "by",
    "no later than": "by",
    "before": "before",
    "prior to": "before",
    "ahead of": "before",
    "until": "until",
    "till": "until",
    "through": "until",
    "throughout": "until",
    "up to": "until",
    "all": "until",
    "for": "for",
    "within": "within",
    "in": "in",
    "on": "in",
    "at": "in",
    "over": "in",
    "during": "in",
    "from": "from",
    "as of": "from",
    "starting": "from",
    "beginning": "from",
    "after": "after",
    "since": "after",
    "no earlier than": "after",
    "not before": "after",
}
_LONGEST_FIRST = sorted(_LEADS, key=len, reverse=True)
_LEAD = re.compile(
    rf"\b(?P<lead>{'|'.join(_LONGEST_FIRST).replace(' ', ' +')}) +(?:the +)?$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r" +(?:is|are|has|comes?|runs?) +(?:out|over|up|through|ended|passed|to an end|done)\b|"
    r" +ends\b",
    re.IGNORECASE,
)
_THE_LAST_DAY = re.compile(
    rf"(?:the +)?last +day +of +(?:(?P<month>{_MONTH})|(?P<unit>this|the|next) +(?:month|year))\b"
)
_ORDINAL = re.compile(
    rf"(?:the +)?(?P<day>{'|'.join(sorted(_DAYS_OF, key=len, reverse=True))}) +of +"
    rf"(?P<month>{_MONTH})\b(?:,? +(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?:the +)?(?P<half>first|second) +half +of +(?P<month>{_MONTH})\b", re.IGNORECASE
)
_THE_UNIT = re.compile(
    r"(?:(?:the|this) +)?(?P<unit>week|month|year)(?P<end>['’]s +end)?\b", re.IGNORECASE
)
_THE_VAGUE = re.compile(
    rf"(?:the +)?(?:(?:next|coming|a) +)*(?:few +|couple +of +|several +)?"
    rf"(?P<unit>{_UNIT})s\b(?! +(?:ago|before|earlier|later|after))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\b(?:next|coming|few|several|couple)\b", re.IGNORECASE)
_TIME = re.compile(r"['’]? +time\b")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")

# A season without a preposition or article is likelier a verb or a coil: "the price would fall".
_BARE = re.compile(r"fall|spring|summer|winter|autumn", re.IGNORECASE)

# Rules of expressions that bound no forecast: how old, how often, what is past.
_NONE = frozenset({"age", "every", "since", "vague_ago", "era", "clock", "moved"})
_NO_DATES = frozenset({"age", "every", "duration", "some", "duration_range"})

#: Rules of expressions that bound what is to come, or lead up to a day.
AHEAD = frozenset({"until", "by", "after", "onward", "within", "in"})

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9]|\s*$)|\n")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


def horizon(text: str, start: int, end: int, said: date) -> Horizon | None:
    """The horizon that a text sets for what it forecasts at ``start..end``.

    Args:
        text: the whole document.
        start: where the words of the forecast begin.
        end: where they end.
        said: the day on which it is said.

    Returns:
        The horizon, its words placed in ``text``; None where there is none, or only one that lies
        before ``said``.

    >>> text = "It will probably rain within two weeks, and the reservoir be full by June 5."
    >>> str(horizon(text, 0, 38, date(2025, 5, 6)).last)
    '2025-05-20'
    """
    first, last = sentence(text, start, end)
    own = list(_all(text, start, end, said))
    for found in own:
        if found.deadline:
            return found.horizon
    if own:
        return own[0].horizon
    for begins, ends in ((end, last), (first, start)):
        for found in _all(text, begins, ends, said):
            if found.deadline:
                return found.horizon
    return None


def default(status: str, said: date) -> Horizon:
    """How long a forecast is watched whose words set no horizon."""
    return Horizon(last=said + timedelta(days=DEFAULTS.get(status, DEFAULTS["predicted"])))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence, or sentences, that hold ``start..end``."""
    first, last = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if text[match.start()] == "." and _ABBREVIATED.search(text, 0, match.start() + 1):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end()
            break
    return first, last


def expressions(text: str) -> Iterator[tuple[int, Timex]]:
    """The dates and periods in a text, none inside another, each with where it begins."""
    for place, timex in _timexes(text, 0, len(text)):
        if timex.rule not in _NO_DATES:
            yield place, timex


def _all(text: str, start: int, end: int, said: date) -> Iterator[_Found]:
    """The horizons in a stretch of text that do not lie behind, in text order."""
    place = start
    for match in _WORD.finditer(text, start, end):
        if match.start() < place:
            continue
        found = _at(text, match.start(), start, end, said)
        if isinstance(found, int):
            place = found
        elif found is not None:
            place = found.horizon.end
            if found.horizon.last >= said:
                yield found


def _at(text: str, place: int, start: int, end: int, said: date) -> _Found | int | None:
    """The horizon whose words, without the preposition, begin at a place.

    Where an expression of time stands there that bounds nothing, its end.
    """
    lead_match = _LEAD.search(text, max(start, place - 20), place)
    lead = _LEADS[" ".join(lead_match["lead"].lower().split())] if lead_match else ""
    begins = lead_match.start() if lead_match else place
    at = _Place(text, place, begins, lead, said)
    for read in (_last_day, _ordinal, _half, _vague, _unit_out):
        bounds = read(at)
        if bounds is not None and bounds[2] <= end:
            return _found(at, bounds)
    return _by_timex(at, end)


_Bounds = tuple[date | None, date | None, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a text where a time may begin; ``begins`` is where its preposition does."""

    text: str
    place: int
    begins: int
    lead: str
    said: date

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.place)

    def bounds(self, words: str) -> tuple[date | None, date | None]:
        return value_bounds(resolve(words, self.said, ahead=True))


def _last_day(at: _Place) -> _Bounds | None:
    match = at.match(_THE_LAST_DAY)
    if match is None:
        return None
    words = (
        match["month"] or f"{'next' if match['unit'] == 'next' else 'this'} {match[0].split()[-1]}"
    )
    _, last = at.bounds(words)
    return last, last, match.end()


def _ordinal(at: _Place) -> _Bounds | None:
    match = at.match(_ORDINAL)
    if match is None:
        return None
    words = (
        f"{_DAYS_OF[match['day'].lower()]} {match['month'].title()} {match['year'] or ''}".strip()
    )
    first, last = at.bounds(words)
    return first, last, match.end()


def _half(at: _Place) -> _Bounds | None:
    match = at.match(_HALF)
    if match is None:
        return None
    first, last = at.bounds(match["month"].title())
    if first is None or last is None:
        return None
    middle = first.replace(day=15)
    bounds = (first, middle) if match["half"].lower() == "first" else (middle, last)
    return (*bounds, match.end())


def _vague(at: _Place) -> _Bounds | None:
    """An uncounted number of units: "within days", "in the coming weeks"."""
    match = at.match(_THE_VAGUE)
    if match is None or not (at.lead == "within" or _MARKED.search(match[0])):
        return None
    return at.said, at.said + timedelta(days=_VAGUE[match["unit"].lower()]), match.end()


def _unit_out(at: _Place) -> _Bounds | None:
    """What is left of a week, month or year ("before the year is out"), or one from now."""
    match = at.match(_THE_UNIT)
    if match is None:
        return None
    over = _OVER.match(at.text, match.end())
    if not (over or match["end"] or at.lead == "within"):
        return None
    unit = match["unit"].lower()
    if at.lead == "within":  # not the week of the calendar, but a week from now
        return at.said, _later(at.said, 1, unit), match.end()
    _, last = at.bounds(f"this {unit}")
    return at.said, last, match.end()


def _by_timex(at: _Place, end: int) -> _Found | int | None:
    if not may_begin(_word(at.text, at.place).lower()):
        return None
    for timex in timexes_at(at.text, at.place):
        if timex.end > end:
            continue
        if timex.rule in _NONE:
            return timex.end
        if timex.rule in AHEAD:
            return None  # it is read where its own words begin, behind the preposition
        words = at.text[at.place : timex.end]
        if not at.lead and _BARE.fullmatch(words):
            continue
        if timex.rule in ("duration", "some", "duration_range"):
            if at.lead not in ("for", "within", "in") or timex.rule != "duration":
                continue
            last = _later(at.said, number_of(timex), timex.groups.get("unit", ""))
            ends = _TIME.match(at.text, timex.end) if at.lead == "in" else None
            return _found(at, (at.said, last, ends.end() if ends else timex.end))
        first, last = at.bounds(words)
        if last is not None or first is not None:
            return _found(at, (first, last, timex.end))
    return None


def _found(at: _Place, bounds: _Bounds) -> _Found | int:
    """What the preposition makes of the bounds of a time; where it ends, if they bound nothing."""
    text, begins, lead, said = at.text, at.begins, at.lead, at.said
    first, last, ends = bounds
    over = _OVER.match(text, ends)
    match lead:
        case "after":
            return ends
        case "before" if over is None and not _is_end(text, begins, ends):
            last = first - timedelta(days=1) if first is not None else None
            first = None
        case "by" | "before" | "until" | "for" | "within":
            first = None
        case "from":
            last = first
    if over is not None and lead in ("before", "by", "until"):
        ends = over.end()
    if last is None:
        return ends
    deadline = lead in ("by", "before", "until", "within", "from", "for") or bool(
        re.match(r"(?:in +)?(?:the +)?(?:next|coming|this)\b", text[begins:ends], re.IGNORECASE)
    )
    if first is not None and first < said:
        first = None
    lasting = lead in ("until", "for")
    return _Found(Horizon(last, first, lasting, text[begins:ends], begins, ends), deadline)


def _is_end(text: str, begins: int, ends: int) -> bool:
    """Whether it is the end of a time that is meant: "before the end of May"."""
    return re.search(r"\b(?:end|close) +of\b", text[begins:ends], re.IGNORECASE) is not None


def _later(said: date, number: float | None, unit: str) -> date | None:
    """A day that lies so many units later; a month later is the same day of the next month."""
    if number is None:
        return None
    unit = unit.lower().rstrip("s") if unit.lower() != "centuries" else "century"
    days = {"minute": 0, "hour": 1 / 24, "day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    try:
        if days is not None:
            return said + timedelta(days=round(number * days))
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
        if months is None:
            return None
        index = month_index(said) + round(number * months)
        year, month = divmod(index, 12)
        for day in range(said.day, 27, -1):
            try:
                return date(year, month + 1, day)
            except ValueError:
                continue
        return date(year, month + 1, said.day)
    except (OverflowError, ValueError):
        return None


def _timexes(text: str, start: int, end: int) -> Iterator[tuple[int, Timex]]:
    """Expressions of time, none inside another, in text order."""
    place = start
    for match in _WORD.finditer(text, start, end):
        if match.start() < place or not may_begin(match[0].lower()):
            continue
        for timex in timexes_at(text, match.start()):
            if timex.end <= end:
                yield match.start(), timex
                place = timex.end
                break


def _word(text: str, place: int) -> str:
    match = _WORD.match(text, place)
    return match[0] if match else ""
