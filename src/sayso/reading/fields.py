"""Sentences -> those that speak from another field than politics: sport, film, markets, weather."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.knowledge.predicates import off_topic

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_SCORE = re.compile(
    r"\b(?:won|win|beat|lost|drew|draw|crush\w*|defeat\w*|victory|loss)\b"
    r"[^.]{0,30}\b\d{1,3}[-–]\d{1,3}\b"
)
_RESULT = re.compile(r"(?<![-–\d])\d{1,2}[-–]\d{1,2}(?![-–\d])(?!-)")
_VOTING = re.compile(
    r"\b(?:vote|votes|ballot|seats|parliament|council|senate|assembly)\b", re.IGNORECASE
)
_ALONE = 2  # weight at which a sentence is off topic
_PER_100_WORDS = 5.0  # weight at which a whole text is


def off_topic_sentences(doc: Doc) -> set[int]:
    """Starts of the sentences that sport, film, markets or weather speak from."""
    weights = {sentence.start: _off_topic_weight(sentence) for sentence in doc.sents}
    whole = sum(weights.values())
    length = sum(token.is_alpha for token in doc)
    if whole >= _ALONE and whole * 100 / max(length, 1) >= _PER_100_WORDS:
        return set(weights)
    return {start for start, weight in weights.items() if weight >= _ALONE}


def _off_topic_weight(sentence: Span) -> float:
    """How strongly a sentence speaks from one other field: the weight of its strongest field."""
    table = off_topic()
    fields: dict[str, float] = {}
    words = [token.lower_ for token in sentence]
    for token, word, following in zip(sentence, words, (*words[1:], ""), strict=True):
        told = table.get(f"{word} {following}") or table.get(word)
        told = told or table.get(token.lemma_.lower())
        if told is not None:
            field, weight = told
            fields[field] = fields.get(field, 0) + weight
    text = sentence.text
    result = _ALONE if _SCORE.search(text) else 1 if _RESULT.search(text) else 0
    if result and not _VOTING.search(text):
        fields["sport"] = fields.get("sport", 0) + result
    return max(fields.values(), default=0.0)
