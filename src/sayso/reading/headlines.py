"""Parse -> the sources that headlines name by a colon or a dash, without a verb of saying.

"Health ministry: 12 killed in strike", "Iran fires rockets - state TV", "Kigali: Uganda armed the
rebels". A label that is a country may only say what a headline is about ("Sudan: floods kill
nine"); it speaks where the headline tells of another country's act.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.reading import grammar
from sayso.reading.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from sayso.reading.parse import Parse
    from sayso.reading.parties import Parties

_LONGEST = 22  # tokens of a headline
_LABEL = 5  # tokens of the source
_LEAST = 3  # tokens of what is said
_DASHES = frozenset({"-", "–", "—"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "PART", "DET", "NUM"})
_SOURCES = frozenset({"official", "source", "witness", "report", "media", "tv", "radio"})
_FINITE = ("VBD", "VBZ", "VBP", "MD", "VBN")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")


def headline_sources(parse: Parse, parties: Parties) -> Iterator[Finding]:
    """One attribution a headline that names its source, without a cue."""
    for line in _headlines(parse):
        if _TIME.fullmatch(line[0].text):
            line = line[1:]
        for at, token in enumerate(line):
            behind = token.text in _DASHES
            if not behind and token.text != ":":
                continue
            label, said = (line[at + 1 :], line[:at]) if behind else (line[:at], line[at + 1 :])
            if _is_label(label) and len(said) >= _LEAST and _tells(said):
                source = label[-1]
                if _is_source(parse, parties, source, said):
                    content = {t.i for t in said}
                    yield Finding((), content, "reports", source, frame="quote", speech=True)
                    break


def _headlines(parse: Parse) -> Iterator[list[Token]]:
    """The lines that are short and have no full stop."""
    line: list[Token] = []
    for token in parse.doc:
        if not token.is_space:
            line.append(token)
        last = token.i + 1 == len(parse.doc)
        if last or (token.is_space and "\n" in token.text):
            if _LEAST < len(line) <= _LONGEST and line[-1].text not in (".", "?", "!", '"', "”"):
                yield line
            line = []


def _is_label(label: Sequence[Token]) -> bool:
    """Whether words are a noun phrase that can name a source."""
    if not 0 < len(label) <= _LABEL or label[-1].pos_ not in ("NOUN", "PROPN"):
        return False
    if label[-1].left_edge.i < label[0].i:
        return False  # the tree has run "Israel - state TV" together
    return all(t.pos_ in _NAMING for t in label)


def _tells(said: Sequence[Token]) -> bool:
    """Whether a headline tells something: it has a verb."""
    return any(t.tag_ in _FINITE for t in said)


def _is_source(parse: Parse, parties: Parties, source: Token, said: Sequence[Token]) -> bool:
    """Whether a label names who says it: a body, sources, or a country that accuses another."""
    entry = sectors().get(source.lemma_.lower()) or sectors().get(source.lower_)
    body = entry is not None and entry.kind == "collective"
    if body or source.lower_.rstrip("s") in _SOURCES or source.lemma_.lower() in _SOURCES:
        return True
    if source.i in parse.organizations:
        return True
    label = parties.mention(source)
    if label is None or label.kind != "country":
        return False
    doers = [d for t in said if t.pos_ == "VERB" for d in grammar.doers(t)]
    others = (parties.mention(doer) for doer in doers)
    return any(m is not None and m.country not in (None, label.country) for m in others)
