"""Lemmas that the parser gets wrong. Comes in: a verb's form; goes out: its lemma.

spaCy's English lemmatizer takes *hoped* for a form of "hop", *waged* for one of "wag" and *texted*
for one of "texte". Every table of verbs is keyed by lemma, so such a verb would never be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sayso.knowledge.rows import read_rows


@cache
def verb_lemmas() -> Mapping[str, str]:
    """The right lemma by lower-case form; to be used for tokens that are tagged as verbs."""
    table: dict[str, str] = {}
    for row in read_rows("lemmas.csv", ("form", "lemma", "source")):
        if not row["form"] or not row["lemma"]:
            row.wrong("the form or the lemma is empty")
        if row["form"] in table:
            row.wrong(f"{row['form']!r} is there twice")
        table[row["form"]] = row["lemma"]
    return MappingProxyType(table)
