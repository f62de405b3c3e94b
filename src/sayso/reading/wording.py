"""Parse -> loaded words and cited evidence, as spans.

Loaded words are phrases of a table, and what the learned head takes for loaded where it stands. A
noun of evidence counts where something is said to rest on it ("leaked files show", "according to
the report"). Which claim they belong to is decided later.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import Tokens, by_first_token, evidence_nouns, loaded
from sayso.reading import grammar
from sayso.reading.heads.lexicon import known_types
from sayso.records import Evidence, EvidenceKind, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from sayso.reading.heads import Seen
    from sayso.reading.parse import Parse

_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC", "DATE", "CARDINAL"})
_CITING = words("citing verb")
_CITING_FORMS = words("citing form")
_RESTING = frozenset({"base", "contain", "rely", "point", "rest"})  # "rests on documents"
_BACKING = frozenset({"back", "bear"})  # "backed by documents"
_PREPOSITIONS = frozenset(
    {"in", "on", "by", "from", "to", "per", "with", "through", "via", "under"}
)
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their"})


def find_loaded(parse: Parse) -> list[Span]:
    """Loaded words and phrases, longest first, matched on lower-case words or lemmas."""
    starts = _loaded_by_first_token()
    doc = parse.doc
    lower = [word.lower() for word in parse.words]
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


@cache
def _loaded_by_first_token() -> Mapping[str, tuple[Tokens, ...]]:
    return by_first_token(loaded())


def with_learned(parse: Parse, listed: Sequence[Span], seen: Seen) -> list[Span]:
    """Loaded words of the table and those that the learned head takes for loaded, in text order.

    Neighbours that the head finds make one span. Names are never loaded, whoever bears them, nor
    are the words that name acts ("bombed", "accused"): what was done may be called by its name.
    """
    covered = {i for span in listed for i in parse.tokens(span.start, span.end)}
    runs: list[list[int]] = []
    for token in parse.doc:
        named = token.i in parse.names or token.pos_ == "PROPN" or token.ent_type_ in _NAMED
        if not token.is_alpha or token.is_stop or named or token.i in covered:
            continue
        if not seen.is_loaded(token.i) or known_types([token]).any():
            continue
        if runs and runs[-1][-1] == token.i - 1:
            runs[-1].append(token.i)
        else:
            runs.append([token.i])
    found = [*listed, *(parse.span(run[0], run[-1] + 1) for run in runs)]
    return sorted(found, key=lambda span: span.start)


def find_evidence(parse: Parse) -> list[Evidence]:
    """Evidence that the text cites: a noun of evidence where something is said to rest on it."""
    found = []
    for token in parse.doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        kind = _evidence_kind(token)
        if kind is None or not _is_cited(token):
            continue
        first, end = grammar.noun_chunk(token)
        while first < token.i and parse.doc[first].lower_ in _DETERMINERS:
            first += 1
        span = parse.span(first, end)
        found.append(Evidence(start=span.start, end=span.end, text=span.text, kind=kind))
    return found


def _evidence_kind(token: Token) -> EvidenceKind | None:
    """What kind of evidence a noun names, with up to two words before it ("satellite image")."""
    table = evidence_nouns()
    before = [c.lower_ for c in grammar.children(token, "compound", "amod") if c.i < token.i]
    lemma = token.lemma_.lower()
    phrases = (" ".join([*before[-size:], lemma]) for size in range(min(2, len(before)), 0, -1))
    for key in (*phrases, lemma, token.lower_, token.lower_.removesuffix("s")):
        if key in table:
            return table[key].kind
    return None


def _is_cited(token: Token) -> bool:
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "dobj") and head.lemma_.lower() in _CITING:
        return True
    if token.dep_ == "conj":
        return head.pos_ in ("NOUN", "PROPN") and _is_cited(head)
    if token.dep_ in ("pobj", "agent") and head.lower_ in _PREPOSITIONS:
        above, lemma = head.head, head.head.lemma_.lower()
        return above.pos_ in ("VERB", "ADP", "AUX", "ADJ") and (
            above.lower_ in _CITING_FORMS
            or lemma in _CITING
            or lemma in _RESTING
            or (head.lower_ == "by" and lemma in _BACKING)
        )
    return token.dep_ == "dobj" and head.lower_ == "citing"  # tagged as a preposition
