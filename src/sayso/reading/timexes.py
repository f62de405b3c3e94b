r"""Text -> the expressions of time in it, each with the rule that it follows.

Comes in: a string and a place in it. Goes out: a :class:`Timex`, the expression that begins there.
What an expression means is for :mod:`sayso.reading.times` to say, which has a reader for each rule.
A rule is a pattern in which a blank is any white space within a line, since a line break ends a
sentence, and ``<NAME>`` a piece that is defined above it. *Points* are single dates and periods;
ranges, bounds, parts of a day and the like are built of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sayso.knowledge.eras import eras

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SEASONS = ("spring", "summer", "autumn", "fall", "winter")
DECADES = (
    *("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties"),
    "nineties",
)
DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
NUMBERS = {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "a hundred": 100,
    "one hundred": 100,
    "a dozen": 12,
    **TENS,
    **{word: number for number, word in enumerate(DIGITS, 1)},
}
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"),
)
DAYS = {
    **{word: number for number, word in enumerate(ORDINALS[:20], 1)},
    **{f"twenty-{word}": 20 + number for number, word in enumerate(ORDINALS[:9], 1)},
    "thirtieth": 30,
    "thirty-first": 31,
}
"""The days of a month in words."""
_SHORT_MONTHS = (
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
)
_SHORT_DAYS = ("mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri", "sat", "sun")
_UNITS = (
    *("minute", "hour", "day", "night", "week", "fortnight", "month", "quarter", "year"),
    *("decade", "century"),
)
_PLURALS = (*(f"{unit}s" for unit in _UNITS[:-1]), "centuries")
_VAGUE = ("a few", "a number of", "several", "many", "some", "countless", "dozens of", "scores of")
_ABOUT = (
    *("about", "around", "nearly", "almost", "over", "more than", "less than", "fewer than"),
    *("at least", "some", "roughly", "approximately", "just", "just over", "just under", "only"),
    *("barely", "up to", "as many as", "under", "exactly", "close to", "another"),
)


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of time: its characters ``start..end`` and the rule that it follows.

    ``groups`` holds the words that the rule names, ``points`` those of the points inside it.
    """

    start: int
    end: int
    rule: str
    groups: Mapping[str, str] = field(default_factory=dict)
    points: tuple[str, ...] = ()


def _any(*words: str) -> str:
    """An alternative of words, the longest first."""
    escaped = (re.escape(word).replace("\\ ", " ") for word in words)
    return "|".join(sorted(escaped, key=len, reverse=True))


def _named(*words: str) -> str:
    """Names that are written with a capital, or in capitals throughout."""
    return f"(?-i:{_any(*(form for w in words for form in (w.title(), w.upper())))})"


_PIECES: dict[str, str] = {
    "WD": _named(*WEEKDAYS),
    "WDSHORT": rf"{_named(*_SHORT_DAYS)}\.?",
    "MONTH": rf"(?:{_named(*MONTHS)}|{_named(*_SHORT_MONTHS)}\b\.?)",
    "SEASON": f"(?:{_any(*SEASONS)})",
    "DAY": r"\d{1,2}(?:st|nd|rd|th)?(?!\d|[.,:]\d)",
    "DAYWORD": f"(?:{_any(*DAYS)})",
    "YEAR": r"(?:1\d|20|21)\d\d(?!\d|[.,:]\d)",
    "NUM": rf"(?:\d{{1,6}}(?:\.5)?|(?:{_any(*TENS)})-(?:{_any(*DIGITS)})|half an?"
    rf"|(?:{_any(*NUMBERS)})(?: and a half)?)\b",
    "VAGUE": f"(?:{_any(*_VAGUE)})",
    "ABOUT": f"(?:(?:{_any(*_ABOUT)}) )",
    "UNIT": f"(?:{_any(*_UNITS, *_PLURALS)})",
    "PLURAL": f"(?:{_any(*_PLURALS)})",
    "GAP": "(?: |-)",
    "SPAN": "(?:week|month|quarter|year|decade|century)",
    "HALFDAY": "(?:morning|afternoon|evening|night)",
    "PART": "(?:(?:early|late|mid-?) ?)?(?:mornings?|afternoons?|evenings?|nights?|dawn|dusk|noon"
    "|midday|midnight|sunrise|sunset|lunchtime)",
    "MOD": "(?:(?:very )?(?:early|late|later|earlier|mid)(?: in| on|,)?<GAP>"
    "|(?:the )?(?:beginning|start|middle|end|close|turn|course|rest) of )",
    "LAST": "(?:last|this past|past)",
    "NEXT": "(?:next|this coming|the coming|coming)",
    "THIS": "(?:this|the current|current)",
    "CLOCK": r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}:\d\d(?!:|\d)|noon|midday)"
    r"(?: ?\(?(?-i:GMT|UTC|[A-Z]{2,3}T|local time)\)?)?",
    "TO": r"(?: to | until | till | through | ?[-–—] ?)",
    "REL": "(?P<rel>last|this|next|that|the same)",
}

#: Single dates and periods, the most specific first.
_POINTS: dict[str, str] = {
    "iso": r"(?P<date>\d{4}-\d\d-\d\d)(?:T(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": r"(?:(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4})"
    r"|(?P<first>\d{4})/(?P<m>\d\d)/(?P<d>\d\d))(?!\d|[/.-]\d)",
    "date": r"<MOD>?(?:(?P<wd><WD>|<WDSHORT>),? )?(?:the )?"
    r"(?:(?:(?P<day><DAY>) (?:of )?|(?P<word><DAYWORD>) of )(?P<month><MONTH>)"
    r"|(?P<month2><MONTH>) (?:(?:the )?(?P<day2><DAY>)|the (?P<word2><DAYWORD>)\b))"
    r"(?:,? (?:of )?(?:(?P<year><YEAR>)|<REL> year))?(?: <HALFDAY>)?",
    "month_day": r"the (?P<day>\d{1,2})(?:st|nd|rd|th)",
    "month_year": r"<MOD>?(?P<month><MONTH>)(?:,? (?:of )?)(?:(?P<year><YEAR>)|<REL> year)",
    "season_year": r"(?:the )?<MOD>?(?P<season><SEASON>)(?: of)? (?P<year><YEAR>)(?:[-–/]\d{2,4})?",
    "quarter": r"(?:the )?(?:(?P<ord>first|second|third|fourth|final|last(?= quarter of)) quarter"
    r"|(?P<q>Q[1-4]))(?:,? (?:of )?(?:(?P<year><YEAR>)|(?:<REL>|(?P<the>the)) year))?",
    "half": r"(?:the )?(?P<ord>first|second) half of "
    r"(?:(?P<year><YEAR>)|(?:<REL>|(?P<the>the)) year)",
    "decade": rf"(?:the )?<MOD>?(?:(?P<year>\d{{3}}0)s|['’](?P<short>\d0)s)"
    rf"|the <MOD>?(?P<word>{'|'.join(DECADES)})",
    "century": r"(?:the )?<MOD>?(?:(?P<n>\d{1,2})(?:st|nd|rd|th)"
    rf"|(?P<word>{_any(*ORDINALS)}))<GAP>century",
    "near": r"(?:<MOD>|<PART> )?(?P<word>yesterday|today|tomorrow|tonight|overnight|last night"
    r"|this (?:morning|afternoon|evening))(?: <PART>)?",
    "ago": r"<ABOUT>?(?:(?P<n><NUM>)|<VAGUE>)<GAP>(?P<unit><UNIT>)(?P<half> and a half)? "
    r"(?:ago(?: (?P<then>today|this (?:week|month|year)))?|(?P<ahead>from now|from today|hence))",
    "vague_ago": r"(?P<unit><PLURAL>) (?:ago|from now)",
    "unit": r"<MOD>?(?:(?P<last><LAST>)|(?P<next><NEXT>)|<THIS>) (?P<unit><SPAN>)",
    "end_of": r"<MOD>the (?P<unit>day|<SPAN>)",
    "weekend": r"(?:(?:(?P<last><LAST>)|(?P<next><NEXT>)|(?P<this><THIS>)|the) )?weekend",
    "moved": r"<ABOUT>?(?:(?P<n><NUM>)|<VAGUE>|(?P<the>the)) (?P<unit><UNIT>|<HALFDAY>) "
    r"(?:to the day )?"
    r"(?:(?P<back>before|earlier|previously|beforehand)|after|later|afterwards?|thereafter)",
    "vague_moved": r"(?P<unit><PLURAL>) (?:before|earlier|after|later|afterwards?)",
    "weekday": r"<MOD>?(?:(?:(?P<last><LAST>)|(?P<next><NEXT>)|(?P<this><THIS>)) )?(?P<wd><WD>)"
    r"(?: (?:of )?(?P<week>last|this|next) week)?(?:,? <PART>)?",
    "month": r"<MOD>?(?:(?:(?P<last><LAST>)|(?P<next><NEXT>)|(?P<this><THIS>)) )?<MOD>?"
    r"(?P<month><MONTH>)",
    "season": r"<MOD>?(?:(?:(?P<last><LAST>)|(?P<next><NEXT>)|(?P<this><THIS>)|the) )?<MOD>?"
    r"(?P<season><SEASON>)",
    "anchored": r"<MOD>?(?:the )?(?:(?P<next>next|following)|(?P<last>previous|preceding)"
    r"|same|that(?: same| very)?) "
    r"(?:(?P<unit>day|<HALFDAY>|<SPAN>)|(?P<weekend>weekend)|(?P<wd><WD>)|(?P<month><MONTH>)"
    r"|(?P<season><SEASON>))",
    "year": r"<MOD>?(?:the year )?(?P<year><YEAR>)",
}

#: What is built of points, and what is no date, in the order in which they are tried; each in one
#: or more forms. ``<POINT>`` stands for any of the points.
_RULES: dict[str, tuple[str, ...]] = {
    "age": (
        r"<NUM><GAP><UNIT><GAP>olds?\b|aged <NUM>(?: <UNIT>)?|<NUM> <UNIT> of age"
        r"|<NUM><GAP><UNIT>(?: jail| prison| suspended)? (?:sentences?|terms?)"
        r"|<NUM> <UNIT> (?:in|behind) (?:prison|jail|custody|bars)"
        r"|\d+(?:st|nd|rd|th) (?:anniversary|birthday)",
    ),
    "every": (
        r"(?:every|each) (?:other |second |few )?(?:<NUM> )?(?:<WD>|<MONTH>|<UNIT>|<HALFDAY>"
        r"|<SEASON>|weekend)|<WD>s|(?:once|twice|<NUM> times|<NUM>) (?:an?|per|each|every) <UNIT>",
    ),
    "clocked": (
        r"(?P<clock><CLOCK>),? (?:on )?<POINT>",
        r"<POINT>,? (?:(?:at|around|about|by|from|shortly before|shortly after) )?"
        r"(?P<clock><CLOCK>)",
    ),
    "part_of": (
        r"(?:the )?(?:(?:early|late|small|first|predawn|pre-dawn) )?"
        r"(?P<part>hours|night|evening|morning|afternoon|dawn|eve)(?: of| on) <POINT>",
        r"(?:the )?(?:(?:first|second|third|fourth|last|final|opening|closing|early) (?:few )?)?"
        r"(?P<part>days?|weeks?|months)(?: of| beginning| starting) <POINT>",
    ),
    "days": (
        r"(?:from )?(?:the )?(?P<a><DAY>)<TO>(?:the )?(?P<b><DAY>) (?:of )?(?P<month><MONTH>)"
        r"(?:,? (?P<year><YEAR>))?",
        r"(?:from )?(?P<month><MONTH>) (?P<a><DAY>)<TO>(?P<b><DAY>)(?! <MONTH>)"
        r"(?:,? (?P<year><YEAR>))?",
        r"between (?:the )?(?P<a><DAY>) and (?:the )?(?P<b><DAY>) (?:of )?(?P<month><MONTH>)"
        r"(?:,? (?P<year><YEAR>))?",
        r"between (?P<month><MONTH>) (?P<a><DAY>) and (?P<b><DAY>)(?! <MONTH>)"
        r"(?:,? (?P<year><YEAR>))?",
    ),
    "years": (
        r"(?:from )?(?:the )?(?P<a><YEAR>)(?:(?: ?[-–—] ?| to )(?P<b>\d{4}|\d\d)"
        r"|/(?P<c>\d\d))(?!\d|[.,:/-]\d)",
    ),
    "from_to": (r"from <POINT><TO><POINT>", r"between <POINT> and <POINT>"),
    "to": (
        r"(?P<a><WD>|(?:<DAY> <MONTH>|<MONTH> <DAY>)(?:,? <YEAR>)?|<MONTH> <YEAR>|<MONTH>)<TO>"
        r"(?P<b><WD>|<MONTH> <DAY>(?:,? <YEAR>)?|(?:<DAY> )?<MONTH>(?:,? <YEAR>)?)",
    ),
    "since": (r"(?:ever )?since (?:<CLOCK>,? (?:on )?)?<POINT>",),
    "onward": (r"from (?:<CLOCK>,? (?:on )?)?<POINT> (?:on|onwards?)\b",),
    "until": (
        r"(?:until|till|up to|up until|through|before|prior to) (?:<CLOCK>,? (?:on )?)?<POINT>",
    ),
    "by": (r"(?:by|no later than) (?:<CLOCK>,? (?:on )?)?<POINT>",),
    "after": (r"after (?:<CLOCK>,? (?:on )?)?<POINT>",),
    "counted": (
        r"<ABOUT>?(?P<n><NUM>) (?P<unit><UNIT>) (?:(?P<back>before)|after"
        r"|(?P<from>from)(?= <WD>| today| tomorrow| next)) <POINT>",
        r"the (?P<unit>day|week|month|year|<HALFDAY>) (?:(?P<back>before)|after) <POINT>",
    ),
    "past": (
        r"(?:the )?(?:(?:last|past|preceding)|(?P<next>next|coming)) <ABOUT>?(?P<n><NUM>) "
        r"(?P<unit><UNIT>)",
        r"the (?:past|last) (?P<unit>day|week|fortnight|month|year|decade)",
    ),
    "recent": (r"(?:the )?(?:recent|past|last|coming|next)(?: <VAGUE>| few)? (?P<unit><PLURAL>)",),
    "point": (r"<POINT>",),
    "within": (
        r"within (?:the (?:next|coming|first|space of) )?(?:<ABOUT>?(?P<n><NUM>) )?"
        r"(?P<unit><UNIT>)",
    ),
    "in": (r"in <ABOUT>?(?P<n><NUM>) (?P<unit><UNIT>)(?P<time>['’]?s?['’]? time)?",),
    "era": (r"(?P<name><ERA>)",),
    "clock": (r"<CLOCK>|dawn|daybreak|dusk|nightfall|sunrise|sunset|midnight",),
    "duration_range": (
        r"<ABOUT>?(?:<NUM>(?: to | or )<NUM>|\d+ ?[-–] ?\d+)<GAP>(?P<unit><UNIT>)(?: ago| later)?",
    ),
    "duration": (
        r"<ABOUT>?(?P<n><NUM>)(?P<quarter> quarters? of an?)?<GAP>(?P<unit><UNIT>)"
        r"(?P<half> and a half)?",
    ),
    "some": (r"(?:<VAGUE> )?(?P<unit><PLURAL>)",),
}

# The rules that an expression with this first word can follow; digits and other words: any.
_LEADS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("until", "till", "before", "prior", "through"), ("until",)),
    **dict.fromkeys(("by", "no"), ("by",)),
    **dict.fromkeys(("every", "each", "once"), ("every",)),
    "from": ("days", "years", "from_to", "onward"),
    "between": ("days", "from_to"),
    "since": ("since",),
    "ever": ("since",),
    "after": ("after",),
    "within": ("within",),
    "in": ("in",),
    "aged": ("age",),
    "the": ("clocked", "part_of", "years", "days", "counted", "past", "recent", "point"),
    "that": ("point",),
    **dict.fromkeys(
        (*WEEKDAYS, *MONTHS, *_SHORT_MONTHS, *_SHORT_DAYS),
        ("every", "clocked", "days", "to", "point"),
    ),
}
_FIRST_WORDS = (
    *(*NUMBERS, *ORDINALS, *_VAGUE, *_ABOUT, *_PLURALS, *SEASONS, *_LEADS),
    *("half", "twice", "very", "early", "late", "later", "earlier", "mid", "beginning", "start"),
    *("middle", "end", "close", "turn", "course", "rest", "last", "this", "past", "next"),
    *("coming", "current", "yesterday", "today", "tomorrow", "tonight", "overnight", "weekend"),
    *("following", "previous", "preceding", "same", "final", "recent", "small", "predawn", "pre"),
    *("morning", "afternoon", "evening", "night", "dawn", "dusk", "daybreak", "nightfall"),
    *("noon", "midday", "midnight"),
    *("sunrise", "sunset", "lunchtime", "day", "week", "eve", "q1", "q2", "q3", "q4"),
)
_REACH = 50  # characters before a unit, day, month or year in which its expression may begin
_CORE = (
    rf"\b(?:[12]\d\d\d|{_any(*WEEKDAYS, *MONTHS, *_SHORT_MONTHS, *SEASONS, *DECADES)}"
    rf"|{_any(*_UNITS, *_PLURALS)}|weekend|yesterday|today|tomorrow|tonight|overnight|morning"
    r"|afternoon|evening|noon|midday|midnight|dawn|daybreak|dusk|nightfall|sunrise|sunset)s?\b"
    r"|\d(?:th|st|nd|rd|0s)\b|\d:\d\d|\d ?[ap]\.?m\b|\bQ[1-4]\b|\b(?:<ERA>)"
)
_BOUNDARY = re.compile(r"(?!\w|[-‐‑]\w|['’]\d)")
_BLANK = r"[^\S\n]+"
_PIECE = re.compile(r"<([A-Z]+)>")
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = "-‐‑/."  # in front of a number or name: it is part of something else ("post-2014")


def neighbourhoods(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text in which expressions can begin, from character to character.

    Everything else has no unit, day, month, year or era near; most of a text is skipped by this.
    """
    start = end = -1
    for match in _core().finditer(text):
        if match.start() - _REACH > end:
            if end >= 0:
                yield start, end
            start = max(match.start() - _REACH, 0)
        end = match.start()
    if end >= 0:
        yield start, end


def may_begin(word: str) -> bool:
    """Whether an expression of time can begin with a word, given in lower case: a quick look."""
    return (
        word.rstrip(".") in _openers() or word[:1].isdigit() or word.startswith(("'", "’", "mid"))
    )


def timexes_at(text: str, start: int) -> Iterator[Timex]:
    """The expressions of time that begin at a place, by the first rule that fits to the last."""
    if start and (text[start - 1].isalnum() or text[start - 1] in _JOINED):
        return
    word = _WORD.match(text, start)
    for rule in _LEADS.get(word[0].lower() if word is not None else "", _RULES):
        for timex in _by_rule(rule, text, start):
            if _BOUNDARY.match(text, timex.end):
                yield timex


@lru_cache(maxsize=4096)
def timex_of(text: str) -> Timex | None:
    """The expression of time that a whole text is, or None."""
    for rule in _RULES:
        for timex in _by_rule(rule, text, 0):
            if timex.end == len(text):
                return timex
    return None


def _by_rule(rule: str, text: str, start: int) -> Iterator[Timex]:
    """What fits the forms of one rule at a place; a point is given by its own rule."""
    if rule == "point":
        yield from _points_at(text, start)
        return
    for segments in _segments(rule):
        timex = _by_form(rule, segments, text, start)
        if timex is not None:
            yield timex


def _by_form(
    rule: str, segments: tuple[re.Pattern[str], ...], text: str, start: int
) -> Timex | None:
    """What fits one form: its segments, with a point between each two of them."""
    groups: dict[str, str] = {}
    points: list[str] = []
    end = start
    for number, segment in enumerate(segments):
        if number:
            point = next(_points_at(text, end), None)
            if point is None:
                return None
            points.append(text[end : point.end])
            end = point.end
        match = segment.match(text, end)
        if match is None:
            return None
        groups |= {name: value for name, value in match.groupdict().items() if value}
        end = match.end()
    return Timex(start, end, rule, groups, tuple(points))


def _points_at(text: str, start: int) -> Iterator[Timex]:
    """The points that begin at a place, the most specific first."""
    for rule, pattern in _points():
        match = pattern.match(text, start)
        if match is not None:
            groups = {name: value for name, value in match.groupdict().items() if value}
            yield Timex(start, match.end(), rule, groups)


@cache
def _openers() -> frozenset[str]:
    names = (name.lower() for name, era in eras().items() if era.kind == "era")
    return frozenset(re.split(r"[ -]", phrase)[0] for phrase in (*_FIRST_WORDS, *names))


@cache
def _core() -> re.Pattern[str]:
    return _compiled(_CORE)


@cache
def _pieces() -> dict[str, str]:
    names = (name for name, era in eras().items() if era.kind == "era")
    return {**_PIECES, "ERA": f"(?-i:{_any(*names)})"}


@cache
def _points() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _compiled(rf"{pattern}(?!\w)")) for name, pattern in _POINTS.items())


@cache
def _segments(rule: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    """The forms of a rule, each cut where a point stands."""
    return tuple(tuple(map(_compiled, form.split("<POINT>"))) for form in _RULES[rule])


def _compiled(pattern: str) -> re.Pattern[str]:
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda match: f"(?:{_pieces()[match[1]]})", pattern)
    pattern = pattern.replace(r"\d", "[0-9]")  # digits of other scripts are not read
    return re.compile(pattern.replace(" ", f"(?:{_BLANK})"), re.IGNORECASE)
