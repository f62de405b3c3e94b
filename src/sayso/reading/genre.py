"""Text -> genre with a confidence, from form and wording.

Signals (phrases with weights from a table, and shapes such as datelines, turns of an interview,
the share of first-person words and of attributed sentences) are added up per genre; a softmax makes
confidences of them. A text with little to go by is `unknown`.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.wording import Tokens, by_first_token, genre_signals
from sayso.reading.mending import DATELINE
from sayso.reading.turns import is_heading
from sayso.records import Genre

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.reading.parse import Parse

_LABEL = re.compile(
    r"^\s*((?:[A-Z][\w.'’-]*(?:[ \t][A-Z][\w.'’-]*){0,3}|Q|A|Question|Answer)\s*:)\s+\S",
    re.MULTILINE,
)
_QUESTION_TURN = re.compile(r"^\s*[^\n:]{1,40}:[^\n]*\?\s*$", re.MULTILINE)
_VOCATIVE = re.compile(
    r"\b(?:ladies and gentlemen|mr\.? (?:speaker|president|chairman)"
    r"|(?:dear|my) (?:fellow|friends|compatriots)|fellow (?:citizens|countrymen))\b",
    re.IGNORECASE,
)
_FIRST = frozenset({"i", "we", "our", "us", "my", "me"})
_NEWS_CUES = frozenset({"say", "tell", "report", "add", "announce", "accord"})
_PRESENT_IN_NEWS = 0.35  # share of present tense that news reaches too
_ENOUGH = 8  # sentences from which on tense says something
_FLOOR = 1.2  # evidence that "unknown" starts with: weaker signals than this decide nothing


def find_genre(parse: Parse, loaded: int) -> tuple[Genre, float]:
    """The likeliest genre and its share of the evidence, 0..1.

    Args:
        parse: the parsed document.
        loaded: how many loaded words it has.
    """
    text = parse.doc.text  # with stand-ins: which countries it is about plays no part
    words = [t for t in parse.doc if t.is_alpha]
    sentences = max(1, sum(1 for _ in parse.doc.sents))
    scores: dict[Genre, float] = {
        "news": 0.0,
        "opinion": 0.0,
        "speech": 0.0,
        "interview": 0.0,
        "unknown": _FLOOR,
    }
    for genre, weight in _phrases(parse).items():
        scores[genre] += min(weight, 4.0)
    per_hundred = 100 / max(len(words), 1)
    first = sum(t.lower_ in _FIRST and not _quoted(parse, t.i) for t in words) * per_hundred
    loading = loaded * per_hundred
    reports = sum(t.lemma_.lower() in _NEWS_CUES and t.tag_ in ("VBD", "VBN", "VBG") for t in words)
    telling = reports / sentences
    quotes = text.count("“") + text.count('"') // 2
    if DATELINE.search(text):
        scores["news"] += 2.0
    scores["news"] += min(3.0 * telling, 2.4) + min(0.3 * quotes, 0.9)
    scores["news"] -= min(0.5 * loading, 2.0) + min(0.4 * first, 1.5)
    scores["opinion"] += min(0.9 * loading, 3.5) - min(1.5 * telling, 1.5)
    scores["opinion"] += _arguing(parse) * min(sentences / _ENOUGH, 1.0)
    turns = sum(not is_heading(label.strip().rpartition(":")[0]) for label in _LABEL.findall(text))
    if turns >= 2 and (_QUESTION_TURN.search(text) or turns >= 4):
        scores["interview"] += 2.0 + min(turns, 4)
    if _VOCATIVE.search(text):
        scores["speech"] += 2.5
    if telling < 0.2:  # who tells what others said gives no speech
        scores["speech"] += min(0.5 * first, 3.0)
    best: Genre = max(scores, key=lambda g: scores[g])
    whole = sum(math.exp(s) for s in scores.values())
    return best, round(math.exp(scores[best]) / whole, 3)


def _arguing(parse: Parse) -> float:
    """How much a text argues rather than reports: present tense, should and must, commands.

    News tells in the past; a writer who judges does so in the present, and tells readers what to
    do. Words in quote marks are somebody else's and do not count.
    """
    own = [t for t in parse.doc if t.pos_ in ("VERB", "AUX") and not _quoted(parse, t.i)]
    past = sum(t.tag_ == "VBD" for t in own)
    present = sum(t.tag_ in ("VBZ", "VBP") for t in own)
    urging = sum(t.lower_ in ("should", "must", "ought") for t in own)
    commands = sum(t.tag_ == "VB" and t.is_sent_start is True for t in own)
    share = present / max(past + present, 1)
    return 3.0 * max(share - _PRESENT_IN_NEWS, 0.0) + min(0.3 * (urging + commands), 1.2)


def _phrases(parse: Parse) -> dict[Genre, float]:
    table = genre_signals()
    starts = _signals_by_first_token()
    lower = [t.lower_ for t in parse.doc]
    scores: dict[Genre, float] = {}
    for i, word in enumerate(lower):
        for phrase in starts.get(word, ()):
            if tuple(lower[i : i + len(phrase)]) == phrase:
                for signal in table[phrase]:
                    scores[signal.genre] = scores.get(signal.genre, 0.0) + signal.weight
    return scores


@cache
def _signals_by_first_token() -> Mapping[str, tuple[Tokens, ...]]:
    return by_first_token(genre_signals())


def _quoted(parse: Parse, i: int) -> bool:
    """A rough look: an odd number of quote marks stands before the token in its paragraph."""
    text = parse.document.text
    start = text.rfind("\n", 0, parse.starts[i]) + 1
    before = text[start : parse.starts[i]]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
