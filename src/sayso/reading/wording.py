"""Parse -> loaded words and cited evidence, as spans; which claim they belong to is decided later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.wording import by_first_token, evidence_nouns, loaded
from sayso.reading import grammar
from sayso.records import Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_CITING_VERBS = frozenset(
    {
        "show",
        "reveal",
        "indicate",
        "confirm",
        "suggest",
        "prove",
        "demonstrate",
        "document",
        "establish",
        "cite",
        "quote",
        "expose",
        "disclose",
        "publish",
        "corroborate",
        "verify",
        "support",
        "attest",
        "substantiate",
        "contradict",
        "detail",
        "record",
    }
)
_CITING_PREPOSITIONS = frozenset(
    {"in", "on", "by", "from", "to", "per", "with", "through", "via", "under"}
)
_CITING_PHRASES = frozenset(
    {
        "according",
        "based",
        "citing",
        "seen",
        "obtained",
        "reviewed",
        "revealed",
        "shown",
        "documented",
        "leaked",
        "published",
        "recorded",
    }
)


def find_loaded(parse: Parse) -> list[Span]:
    """Loaded words and phrases, longest first, matched on lower-case words or lemmas."""
    starts = by_first_token(loaded())
    doc = parse.doc
    lower = [parse.word(t).lower() for t in doc]
    lemmas = [t.lemma_.lower() if i not in parse.names else lower[i] for i, t in enumerate(doc)]
    found: list[Span] = []
    i = 0
    while i < len(doc):
        step = 1
        for phrase in (*starts.get(lower[i], ()), *starts.get(lemmas[i], ())):
            size = len(phrase)
            if i + size <= len(doc) and all(
                want in (lower[i + k], lemmas[i + k]) for k, want in enumerate(phrase)
            ):
                found.append(parse.span(i, i + size))
                step = size
                break
        i += step
    return found


def find_evidence(parse: Parse) -> list[Evidence]:
    """Evidence that the text cites: a noun of evidence where something is said to rest on it."""
    table = evidence_nouns()
    found = []
    for token in parse.doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        entry = _entry(token, table)
        if entry is None or not _is_cited(token):
            continue
        first, end = grammar.noun_chunk(token)
        while first < token.i and parse.doc[first].lower_ in (
            "the",
            "a",
            "an",
            "its",
            "his",
            "her",
            "their",
        ):
            first += 1
        span = parse.span(first, end)
        found.append(Evidence(start=span.start, end=span.end, text=span.text, kind=entry))
    return found


def _entry(token: Token, table: object) -> str | None:
    nouns = evidence_nouns()
    before = [c.lower_ for c in token.lefts if c.dep_ in ("compound", "amod")]
    lemma = token.lemma_.lower()
    for size in range(min(2, len(before)), 0, -1):
        entry = nouns.get(" ".join([*before[-size:], lemma]))
        if entry is not None:
            return entry.kind
    entry = nouns.get(lemma) or nouns.get(token.lower_) or nouns.get(token.lower_.removesuffix("s"))
    return entry.kind if entry is not None else None


def _is_cited(token: Token) -> bool:
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "dobj") and head.lemma_.lower() in _CITING_VERBS:
        return True
    if token.dep_ == "conj":
        return (
            token.head.i != token.i
            and token.head.pos_ in ("NOUN", "PROPN")
            and _is_cited(token.head)
        )
    if token.dep_ in ("pobj", "agent") and head.lower_ in _CITING_PREPOSITIONS:
        above = head.head
        if (
            head.lower_ == "by"
            or above.lower_ in _CITING_PHRASES
            or above.lemma_.lower()
            in _CITING_VERBS | {"base", "see", "reveal", "contain", "rely", "point", "rest"}
        ):
            return above.pos_ in ("VERB", "ADP", "AUX", "ADJ") and (
                above.lower_ in _CITING_PHRASES
                or above.lemma_.lower()
                in _CITING_VERBS | {"base", "contain", "rely", "point", "rest", "back", "bear"}
            )
    return token.dep_ == "dobj" and head.lower_ == "citing"
