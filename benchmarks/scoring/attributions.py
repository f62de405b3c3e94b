"""Predicted attributions against gold ones: who is found to say what.

Comes in: for each article its text, its gold and its predicted attributions, each with the spans
of its source, cue and content (any of them in pieces; source and cue may be empty). Goes out: a
:class:`Score`. Everything is compared by sets of words (:mod:`benchmarks.scoring.words`); an
attribution whose content holds no word is left out.

*Words*: for each role, the words that any attribution gives it. *Spans*: for each role, the word
set of one attribution, which must be equal in both. *Attributions*: pairs of a gold and a
predicted one, each used once, those whose contents are most alike first, under four conditions:

    content  the contents' Jaccard index is a half or more: the statement was found
    overlap  and the sources share a word, or both have none: and who made it
    strict   and the cues share a word, or both have none
    exact    source, cue and content hold the same words
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from benchmarks.scoring.quotations import quotations, quote_of
from benchmarks.scoring.spans import Span
from benchmarks.scoring.tally import Tally, overlap, share
from benchmarks.scoring.words import Words

from sayso.records import Quote

Role = Literal["source", "cue", "content"]
Level = Literal["content", "overlap", "strict", "exact"]
Roles = Mapping[Role, Sequence[Span]]

ROLES: tuple[Role, ...] = get_args(Role)
QUOTES: tuple[Quote, ...] = ("direct", "mixed", "indirect")


class Article(NamedTuple):
    """A text with the attributions that it holds and those that were predicted."""

    text: str
    gold: Sequence[Roles]
    predicted: Sequence[Roles]


class WordSets(NamedTuple):
    """An attribution as the numbers of the words of its three roles."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


class Candidate(NamedTuple):
    """A gold and a predicted attribution, by number, and how alike their contents are."""

    gold: int
    said: int
    jaccard: float


@dataclass(frozen=True, slots=True)
class QuoteTally:
    """Attributions of one kind of quotation; each side's kind is that of its own content."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    said: int = 0

    def __add__(self, other: QuoteTally) -> QuoteTally:
        return QuoteTally(
            self.found + other.found,
            self.wanted + other.wanted,
            self.right + other.right,
            self.said + other.said,
        )

    @property
    def recall(self) -> float:
        """The share of the gold ones of this kind that were found."""
        return share(self.found, self.wanted)

    @property
    def precision(self) -> float:
        """The share of the predicted ones of this kind that are right."""
        return share(self.right, self.said)


@dataclass
class Score:
    """Tallies over all articles."""

    articles: int = 0
    words: dict[Role, Tally] = field(default_factory=lambda: defaultdict(Tally))
    spans: dict[Role, Tally] = field(default_factory=lambda: defaultdict(Tally))
    levels: dict[Level, Tally] = field(default_factory=lambda: defaultdict(Tally))
    quotes: dict[tuple[Level, Quote], QuoteTally] = field(
        default_factory=lambda: defaultdict(QuoteTally)
    )

    def add(self, article: Article) -> None:
        """Count one more article."""
        words = Words.of(article.text)
        quoted = words.touched(quotations(article.text))
        gold, said = word_sets(article.gold, words), word_sets(article.predicted, words)
        self.articles += 1
        for role in ROLES:
            self.words[role] += overlap(_union(said, role), _union(gold, role))
            self.spans[role] += _equal_spans(said, gold, role)
        pairs = alike(gold, said)
        for level in CONDITIONS:
            matches = matched(pairs, gold, said, level)
            self.levels[level] += Tally(len(matches), len(said), len(gold))
            for quote, tally in _by_quote(matches, gold, said, quoted).items():
                self.quotes[level, quote] += tally


def score(articles: Iterable[Article]) -> Score:
    """Count every article."""
    total = Score()
    for article in articles:
        total.add(article)
    return total


def word_sets(attributions: Iterable[Roles], words: Words) -> list[WordSets]:
    """The attributions as sets of words, without those whose content has none."""
    sets = (
        WordSets(*(words.touched(attribution.get(role, ())) for role in ROLES))
        for attribution in attributions
    )
    return [one for one in sets if one.content]


def alike(gold: Sequence[WordSets], said: Sequence[WordSets]) -> list[Candidate]:
    """All pairs whose contents share a word: most alike first, then in the order of the lists."""
    pairs = [
        Candidate(g, s, len(one.content & other.content) / len(one.content | other.content))
        for g, one in enumerate(gold)
        for s, other in enumerate(said)
        if one.content & other.content
    ]
    return sorted(pairs, key=lambda pair: -pair.jaccard)  # stable: earlier pairs stay earlier


def matched(
    pairs: Iterable[Candidate], gold: Sequence[WordSets], said: Sequence[WordSets], level: Level
) -> list[Candidate]:
    """Of the pairs that meet a level's condition, each that uses no attribution used before."""
    condition = CONDITIONS[level]
    used_gold: set[int] = set()
    used_said: set[int] = set()
    matches = []
    for pair in pairs:
        if pair.gold in used_gold or pair.said in used_said:
            continue
        if condition(gold[pair.gold], said[pair.said], pair.jaccard):
            used_gold.add(pair.gold)
            used_said.add(pair.said)
            matches.append(pair)
    return matches


def figures(of: Score) -> dict[str, float]:
    """What is printed: counts, and shares 0..1 with four digits; ``overlap_f1`` is the headline."""
    headline = of.levels["overlap"]
    by_quote = {quote: of.quotes["overlap", quote] for quote in QUOTES}
    shares = {
        "overlap_f1": headline.f1,
        "overlap_precision": headline.precision,
        "overlap_recall": headline.recall,
        **{f"recall_{quote}": tally.recall for quote, tally in by_quote.items()},
        **{f"precision_{quote}": tally.precision for quote, tally in by_quote.items()},
        **{f"{level}_f1": of.levels[level].f1 for level in CONDITIONS if level != "overlap"},
        **{f"{role}_exact_f1": of.spans[role].f1 for role in ROLES},
        **{f"token_{role}_f1": of.words[role].f1 for role in ROLES},
    }
    return {
        "articles": of.articles,
        "attributions": headline.wanted,
        "predicted": headline.said,
        **{name: round(value, 4) for name, value in shares.items()},
    }


def _content(_gold: WordSets, _said: WordSets, jaccard: float) -> bool:
    return jaccard >= 0.5


def _overlap(gold: WordSets, said: WordSets, jaccard: float) -> bool:
    return _content(gold, said, jaccard) and _meet(gold.source, said.source)


def _strict(gold: WordSets, said: WordSets, jaccard: float) -> bool:
    return _overlap(gold, said, jaccard) and _meet(gold.cue, said.cue)


def _exact(gold: WordSets, said: WordSets, _jaccard: float) -> bool:
    return gold == said


#: What a pair of attributions must meet at each level.
CONDITIONS: Mapping[Level, Callable[[WordSets, WordSets, float], bool]] = {
    "content": _content,
    "overlap": _overlap,
    "strict": _strict,
    "exact": _exact,
}


def _meet(one: frozenset[int], other: frozenset[int]) -> bool:
    """They share a word, or there is none in either."""
    return bool(one & other) or not (one or other)


def _union(attributions: Iterable[WordSets], role: Role) -> frozenset[int]:
    return frozenset().union(*(getattr(one, role) for one in attributions))


def _equal_spans(said: Iterable[WordSets], gold: Iterable[WordSets], role: Role) -> Tally:
    """Equal word sets of a role, as often as both sides have them; empty ones don't count."""
    ours, theirs = (
        Counter(words for one in side if (words := getattr(one, role))) for side in (said, gold)
    )
    return Tally((ours & theirs).total(), ours.total(), theirs.total())


def _by_quote(
    matches: Iterable[Candidate],
    gold: Sequence[WordSets],
    said: Sequence[WordSets],
    quoted: frozenset[int],
) -> dict[Quote, QuoteTally]:
    """How many of each kind of quotation were matched, on either side."""
    matches = list(matches)
    wanted, made = (Counter(quote_of(one.content, quoted) for one in side) for side in (gold, said))
    found = Counter(quote_of(gold[pair.gold].content, quoted) for pair in matches)
    right = Counter(quote_of(said[pair.said].content, quoted) for pair in matches)
    return {
        quote: QuoteTally(found[quote], wanted[quote], right[quote], made[quote])
        for quote in QUOTES
    }
