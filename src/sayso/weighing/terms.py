"""Words of a claim -> what they are about: lemmas without the words of grammar, and kinds of acts.

Comes in: a stretch of text. Goes out: its terms, and the PLOVER types that its words can name. The
idea in between: a forecast and the news of what came of it share words, but not their forms ("will
withdraw", "withdrew", "the withdrawal"); so words are led back to their lemmas by the tables of
spaCy's English pipeline, without a parse, and from nouns to the verbs that they are made of. And
they share acts but not words ("a clash", "shots were fired"); so the table of predicates is asked
which types the words can stand for.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from sayso.errors import ModelError
from sayso.knowledge.near_words import empty_words, near_words
from sayso.knowledge.predicates import nouns, verbs
from sayso.labels import fold
from sayso.reading.pipeline import DEFAULT_MODEL

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W_]+)*")


# Endings of nouns that are made of verbs, and of adjectives that are made of nouns.
_ENDINGS = ("ature", "ation", "ition", "ment", "ance", "ence", "al", "ion", "ing", "er", "or")
_POS = ("verb", "noun", "adj")


@lru_cache(maxsize=65536)
def term(word: str) -> str:
    """What a word is led back to: the verb or noun it is a form of, or is made of.

    >>> term("withdrew"), term("withdrawal"), term("soldiers")
    ('withdraw', 'withdraw', 'soldier')
    """
    word = fold(word.replace("’", "'")).removesuffix("'s").rstrip("'")
    for _ in range(3):  # shots -> shot -> shoot
        shorter = _lemma(word)
        if shorter == word:
            break
        word = shorter
    return _root(word)


def terms(text: str) -> frozenset[str]:
    """The terms of a text, without words of grammar, of time and of saying."""
    found = {term(word) for word in _WORD.findall(text) if fold(word) not in empty_words()}
    return frozenset(found - empty_words())


def in_order(text: str) -> list[tuple[str, int, int]]:
    """The terms of a text as they stand in it, each with where its word begins and ends."""
    found = (
        (term(match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
        if fold(match[0]) not in empty_words()
    )
    return [one for one in found if one[0] not in empty_words()]


def sense(one: str) -> str:
    """What near words have in common: the sense of a term, or the term itself where it has none.

    >>> sense(term("withdrew")) == sense(term("left"))
    True
    """
    return _senses().get(one, one)


def names(text: str) -> frozenset[str]:
    """The names in a text, word by word: what is written with a capital and is no English word.

    >>> sorted(names("Guards in Teskov, said Oren Tavich, had opened the Sarn bridge."))
    ['oren', 'sarn', 'tavich', 'teskov']
    """
    return frozenset(
        fold(match[0].replace("’", "'").removesuffix("'s"))
        for match in _WORD.finditer(text)
        if match[0][:1].isupper() and not is_ordinary(match[0])
    )


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Whether a word is one of the language, in any of its forms, whatever its capitals.

    >>> is_ordinary("Guards"), is_ordinary("Teskov")
    (True, False)
    """
    _, _, index = _tables()
    known = _lemma_of(word)
    return fold(word) in empty_words() or any(known in index[pos] for pos in _POS)


def is_past(word: str) -> bool:
    """Whether a word is the irregular past of a verb, and nothing else.

    >>> is_past("came"), is_past("soldiers"), is_past("killed"), is_past("lost")
    (True, False, False, False)
    """
    exceptions, _, index = _tables()
    word = fold(word)
    return word in exceptions["verb"] and not any(word in index[pos] for pos in ("noun", "adj"))


@cache
def _senses() -> Mapping[str, str]:
    return {term(word): called for word, called in near_words().items()}


def acts(text: str) -> frozenset[str]:
    """The PLOVER types that the words of a text can name, as far as words alone tell.

    >>> sorted(acts("Shots were exchanged and two soldiers were killed in the clash."))
    ['ASSAULT']
    """
    lemmas = [_lemma_of(word) for word in _WORD.findall(text)]
    return _acts(tuple(lemmas))


def possible_acts(text: str) -> frozenset[str]:
    """The PLOVER types of all senses of the verbs in a text: what it may speak of at most.

    >>> acts("No soldier had fired"), "ASSAULT" in possible_acts("No soldier had fired")
    (frozenset(), True)
    """
    found = [verbs().get(_lemma_of(word), ()) for word in _WORD.findall(text)]
    return frozenset(sense.type for senses in found for sense in senses)


@lru_cache(maxsize=8192)
def _acts(lemmas: tuple[str, ...]) -> frozenset[str]:
    there = frozenset(lemmas)
    found: set[str] = set()
    for lemma in there:
        senses = verbs().get(lemma, ())
        best = 0
        types: set[str] = set()
        for sense in senses:
            if sense.objects and not sense.objects & there:
                continue
            if sense.particles and not there.intersection(sense.particles):
                continue
            if sense.specificity < best or (not sense.objects and sense.parties > 1):
                continue
            best = max(best, sense.specificity)
            types.add(sense.type)
        found |= types
    for length in (1, 2, 3):
        for first in range(len(lemmas) - length + 1):
            for sense in nouns().get(" ".join(lemmas[first : first + length]), ()):
                found.add(sense.type)
    return frozenset(found)


@lru_cache(maxsize=65536)
def _lemma_of(word: str) -> str:
    word = fold(word.replace("’", "'")).removesuffix("'s")
    return _lemma(word)


def _lemma(word: str) -> str:
    """The shortest known lemma that a word can be a form of; itself where none is known."""
    exceptions, rules, index = _tables()
    found: list[str] = []
    for pos in _POS:
        irregular = exceptions[pos].get(word)
        if irregular:
            if pos == "verb":
                return irregular[0]
            found += irregular
    for pos in ("verb", "noun"):
        for ending, instead in rules[pos]:
            if word.endswith(ending) and len(word) - len(ending) > 1:
                form = word[: len(word) - len(ending)] + instead
                if len(form) > 2 and form in index[pos]:
                    found.append(form)
    if found and not (word in index["verb"] and not word.endswith("s")):
        return min(found, key=lambda form: (len(form), form))
    if not found and len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _root(word: str) -> str:
    """The verb that a noun is made of."""
    _, _, index = _tables()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word.removesuffix(ending)
            for form in (stem, f"{stem}e"):
                if form in index["verb"]:
                    return form
    return word.removesuffix("n") if word.endswith("ian") else word


_Exceptions = Mapping[str, Mapping[str, list[str]]]
_Rules = Mapping[str, list[tuple[str, str]]]
_Index = Mapping[str, frozenset[str]]


@cache
def _tables() -> tuple[_Exceptions, _Rules, _Index]:
    """The lemmatizer's tables of our pipeline, without the pipeline."""
    from spacy.lookups import Lookups

    try:
        package = Path(str(importlib.import_module(DEFAULT_MODEL).__file__)).parent
        folder = next(package.glob("*/lemmatizer/lookups"))
    except (ImportError, StopIteration) as error:
        raise ModelError(
            f"{DEFAULT_MODEL}: its lemmatizer is not there; install it again with pip"
        ) from error
    lookups = Lookups().from_disk(folder)
    exceptions, rules, index = (
        lookups.get_table(f"lemma_{name}") for name in ("exc", "rules", "index")
    )
    return (
        {pos: exceptions[pos] for pos in _POS},
        {pos: [(str(a), str(b)) for a, b in rules[pos]] for pos in _POS},
        {pos: frozenset(index[pos]) for pos in _POS},
    )
