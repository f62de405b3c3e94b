"""Words -> quantities: how many of what a text tells, and how exactly.

Comes in: a stretch of text. Goes out: its :class:`Quantity` values, each as a range. The idea in
between: "at least five" and "six" can both be right, "two" and "four" cannot; so a number is the
range that its words leave open, and what is counted is the noun behind it ("seven dead", "some 800
men and women"). Numbers that date, rank or time something count nothing.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sayso.weighing.terms import in_order, is_past, sense

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_SMALL_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_LARGE_WORD = "|".join(_LARGE)
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{_SMALL_WORD})(?:-(?:{_SMALL_WORD}))?"
    rf"|a(?= (?:{_LARGE_WORD}|dozen)\b))(?:[ -](?:{_LARGE_WORD}|dozen))*"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,:/-])(?<!=[\"'])(?P<bound>(?:at least|no fewer than|no less than|more than|over"
    rf"|up to|at most|fewer than|less than|under|nearly|almost|about|around|some|roughly"
    rf"|approximately) )?(?P<number>{_NUMBER})(?P<share> ?(?:%|percent\b|per cent\b))?(?![\w:/-])",
    re.IGNORECASE,
)
_AT_LEAST = frozenset({"at least", "no fewer than", "no less than"})
_MORE = frozenset({"more than", "over"})
_AT_MOST = frozenset({"up to", "at most"})
_LESS = frozenset({"fewer than", "less than", "under"})
_NEARLY = frozenset({"nearly", "almost"})
_ROUGH = frozenset({"about", "around", "some", "roughly", "approximately"})

# A number that is somebody's age: "Jan Molk, 22", "voters over 65".
_AGE = re.compile(r"(?:[A-Z]\w+, |\b(?:over|under|below|above) )\d\d$")

#: What a rough number may be off by, as a share of it.
ABOUT = 0.1
#: What a share counts, and a sum of money.
SHARE, MONEY = "%", "money"

# Behind a number: what makes of it a time, a day, a rank or a price of something else.
_NO_COUNT = re.compile(
    r" ?(?:a\.m|p\.m|am\b|pm\b|o['’]clock|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|percent|per cent|%|in (?:ten|\d+)\b"
    r"|in the (?:morning|afternoon|evening)"
    r"|(?:and|to|or)(?: on)? \d+ (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December))",
)
_IN_FRONT = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|No\.|page|article|chapter"
    r"|resolution|aged?|age of) $",
    re.IGNORECASE,
)
# Numbers that mostly count nothing: years, times of the day, and "one of them".
_OTHER = re.compile(r"(?:19|20)\d\d|\d+\.\d+|one", re.IGNORECASE)
# Words that stand between a number and what is counted.
_REACH = 40
# Behind a number that leaves out what it counts.
_LEFT_OUT = re.compile(
    r" (?:of (?:them|us|these|those|whom|it)|had|has|have|was|were|is|are|did|do|will"
    r"|would|could)\b",
    re.IGNORECASE,
)
# Behind a number that ends what it is said of: it leaves out what it counts, or tells an age.
_BARE = re.compile(r" (?:at|by|for|from|in|on|under|over|with|to)\b|[.;:!?()\"”]|, |$")
# Time is measured in these, which are no terms.
_TIME = re.compile(
    r"[ -](?:\w+ )?(?P<unit>second|minute|hour|day|night|morning|week|month|year|decade|time)s?\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;:!?()\"”]|, ")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what: between ``low`` and ``high``; ``start`` and ``end`` are characters.

    ``of`` is the sense of what is counted, :data:`SHARE` for a share, :data:`MONEY` for a sum; None
    where it is left out ("ten thousand had come").
    """

    low: float
    high: float
    of: str | None
    start: int
    end: int
    words: str

    def disagrees(self, other: Quantity) -> bool:
        """Whether no number is in both ranges."""
        return self.high < other.low or other.high < self.low


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in its order; names of countries are best left blank in it.

    Example:
        >>> told = "At least five people died and some 800 soldiers came, Tavich said on May 3."
        >>> [(one.low, round(one.high), one.of) for one in quantities(told)[1:]]
        [(720.0, 880, 'soldier')]
    """
    terms = in_order(text)
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        number, end = match["number"], match.end()
        if match["share"] is None:
            if _NO_COUNT.match(text, end) or _IN_FRONT.search(text, 0, match.start("number")):
                continue
            if _OTHER.fullmatch(number):
                continue
        value = _value(number)
        low, high = _range(value, (match["bound"] or "").strip().lower())
        if match["share"]:
            of: str | None = SHARE
        elif text[: match.start("number")].endswith(("$", "€", "£")):
            of = MONEY
        else:
            of = _counted(text, end, terms)
            if of is None and _AGE.search(text, 0, match.end("number")):
                continue
        found.append(Quantity(low, high, of, match.start(), end, match[0]))
    return found


def is_left_out(text: str, one: Quantity) -> bool:
    """Whether it is said of what was named before ("thirty of them", "ten thousand had come").

    Example:
        >>> told = "Ten thousand had come."
        >>> is_left_out(told, quantities(told)[0])
        True
    """
    behind = text[one.end :].split(maxsplit=1)[:1]
    return one.of is None and (
        _LEFT_OUT.match(text, one.end) is not None or any(map(is_past, behind))
    )


def _counted(text: str, end: int, terms: list[tuple[str, int, int]]) -> str | None:
    """The sense of the first term behind a number, unless it is what the counted do."""
    time = _TIME.match(text, end)
    if time:
        return time["unit"].lower()
    if _LEFT_OUT.match(text, end) or _BARE.match(text, end):
        return None
    stop = _STOP.search(text, end)
    limit = min(end + _REACH, stop.start() if stop else len(text))
    for term, start, finish in terms:
        if end <= start < limit and not term[0].isdigit():
            return None if is_past(text[start:finish]) else sense(term)
    return None


def _value(number: str) -> float:
    total = 1.0
    for part in re.split(r"[ -]", number.lower().replace(",", "")):
        if part in _LARGE:
            total *= _LARGE[part]
        elif part == "dozen":
            total *= 12
        elif part in _SMALL:
            known = _SMALL[part]
            total = total + known if total >= 20 and known < 10 else float(known)
        elif part != "a":
            total = float(part)
    return total


def _range(value: float, bound: str) -> tuple[float, float]:
    if bound in _AT_LEAST:
        return value, math.inf
    if bound in _MORE:
        return math.nextafter(value, math.inf), math.inf
    if bound in _AT_MOST:
        return 0.0, value
    if bound in _LESS:
        return 0.0, math.nextafter(value, -math.inf)
    if bound in _NEARLY:
        return value * (1 - ABOUT), math.nextafter(value, -math.inf)
    if bound in _ROUGH:
        return value * (1 - ABOUT), value * (1 + ABOUT)
    return value, value
