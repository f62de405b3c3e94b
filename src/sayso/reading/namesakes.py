"""A text's words -> which names of countries in it are a person's or a U.S. state's.

Comes in: a text, its words, and the place of a name. Goes out: yes or no. The idea: a country's
name that is also a first name (Georgia, Chad, Jordan) is a person's where a surname follows that is
no office, institution or country, a surname (Jordan, Holland) where a first name or a form of
address stands before it; and a state's where the words beside it or the state's own cities say so.
The words around a name decide, never which country it is; nothing is guessed from the parse, which
comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sayso.knowledge.actors import organizations, sectors
from sayso.knowledge.atlas import Atlas
from sayso.knowledge.context_words import context_words
from sayso.knowledge.countries import GazetteerEntry, gazetteer, split_name
from sayso.knowledge.cues import noun_cues, verb_cues
from sayso.knowledge.predicates import aspect_verbs, light_verbs, nouns, verbs
from sayso.knowledge.us_states import us_states
from sayso.knowledge.word_classes import words as word_class

_OPENERS = (
    word_class("word after a name")
    | word_class("opener of a sentence")
    | word_class("attribute of a country")
)
_LOCATIVE = frozenset({"in", "into", "inside", "across", "throughout", "near"})
_LONGEST_ROLE = 2  # words of an office behind a country's name: "Israel Defense Minister"
_HEADLINE = 3  # long words, all with capitals, that make a line a headline
_LONG = 4  # letters from which on a headline writes a word with a capital
_NO_BODIES = frozenset({None, "CVL", "ELI"})  # sectors of crowds, families, villages
_LONGEST_BODY = 5  # words in the name of an institution behind a country's

_PARTICLES = "|".join(map(re.escape, sorted(word_class("particle of a name"))))
# What may stand between a first name and its surname: initials, particles, O'.
_SURNAME = re.compile(
    rf"[ \u00a0](?:[A-Z]\.[ \u00a0]?){{0,2}}(?:(?:{_PARTICLES})[ \u00a0-]){{0,3}}"
    r"((?:[OD][’'])?[^\W\d_][\w’'-]*\.?)"
)
_DOUBLE_NAME = re.compile(r"-([A-Z][a-z]+)[ \u00a0]([A-Z][\w’'-]+)")  # Georgia-May Lindqvist
_CAPITALS = re.compile(r"(?:[ \u00a0](?:of |for |and |& |the )*[A-Z][\w’'-]*)+")
_AGE = re.compile(r",[ \u00a0]\d{1,3},|[ \u00a0]\(\d{1,3}\)")
_KIN = "|".join(map(re.escape, sorted(word_class("kin"))))
_HUMANS = "man|woman|boy|girl|child|baby|infant|teenager|toddler|student|pupil|soldier|prisoner"
_KIN_BEFORE = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|\w+[’']s)[ \u00a0](?:[\w-]+[ \u00a0]){{0,2}}"
    rf"(?:{_KIN})[ \u00a0]$|\b(?:{_HUMANS}) (?:named|called) $"
)
_KIN_BEHIND = re.compile(rf"[’']s[ \u00a0](?:\w+[ \u00a0])?(?:{_KIN})\b(?! of\b)")
_HIMSELF = re.compile(r"[ \u00a0](?:himself|herself)\b")
_STATE_OFFICE = re.compile(
    r"(?:[’']s?)?[ \u00a0](?:Gov\.|Lt\. Gov\.|(?:[Ll]ieutenant )?[Gg]overnor\b|[Cc]ounty\b"
    r"|[Ss]ecretary of [Ss]tate\b|[Cc]ongress(?:man|woman|ional)"
    r"|[Ss]tate (?:[Ss]en|[Rr]ep|[Ll]egis|[Hh]ouse|[Tt]rooper|[Ll]awmaker|[Ss]upreme [Cc]ourt))"
)
_OF_STATE = re.compile(
    r"(?:\bGov\.|\b[Gg]overnor|(?<![Hh]ead of )\b[Ss]tate|\bcongress(?:man|woman)) (?:of|from) $"
)


class Word(NamedTuple):
    """A word of the text and its offsets."""

    text: str
    start: int
    end: int


class Namesakes:
    """Remembers the people whom one text has introduced; asked from left to right.

    Args:
        text: the text.
        words: all its words, hyphens and apostrophes being words of their own.
        atlas: what else is a country's name.
    """

    def __init__(self, text: str, words: Sequence[Word], atlas: Atlas) -> None:
        self._atlas = atlas
        self._text = text
        self._words = words
        self._surnames: set[str] = set()
        self._first_names: set[str] = set()

    def is_person(self, i: int, end: int, entry: GazetteerEntry) -> bool:
        """Whether the name from word ``i`` to the offset ``end`` is a person's first or last name.

        A bare surname follows the person who was introduced by it (Michael Jordan is "Jordan" from
        then on) unless it says where; a bare first name does only where the text has used it alone
        for a person ("her son Chad") and shows no other sign of the country.
        """
        bare = self._text[self._words[i].start : end]
        located = i > 0 and self._words[i - 1].text.lower() in _LOCATIVE
        if not (entry.given_name or entry.surname):
            return False
        if self._is_addressed(i) or (entry.surname and self._follows_a_first_name(i)):
            self._surnames.add(bare)
            return True
        if bare in self._surnames and not located:
            return True
        if not entry.given_name:
            return False
        if self._leads_a_name(i, end):
            return True
        if self._stands_for_somebody(i, end):
            if not self._shows_the_country(entry):
                self._first_names.add(bare)
            return True
        return bare in self._first_names and not located

    def is_state(self, i: int, end: int, entry: GazetteerEntry) -> bool:
        """Whether a name that is also a U.S. state's is the state's here."""
        if not entry.us_state:
            return False
        start = self._words[i].start
        if _STATE_OFFICE.match(self._text, end) or _OF_STATE.search(self._text, 0, start):
            return True
        name = self._text[start:end].title()
        if entry.kind != "name" or self._shows_the_country(entry):
            return False
        if _places_of(name).search(self._text):
            return True
        return bool(_other_states(name).search(self._text)) and not self._is_about_the_world(entry)

    # A first name: what follows it

    def _leads_a_name(self, i: int, end: int) -> bool:
        """Whether a surname stands behind the name: "Jordan Lindqvist", "Chad de la Cruz"."""
        double = _DOUBLE_NAME.match(self._text, end)
        if double is not None:
            middle, surname = double.groups()
            is_party = self._is_country(middle) or (middle,) in organizations()
            return not is_party and self._may_be_a_name(surname) and not _is_word(surname)
        match = _SURNAME.match(self._text, end)
        if match is None:
            return False
        surname = match.group(1).rstrip(".").removesuffix("’s").removesuffix("'s")
        if not self._may_be_a_name(surname) or self._has_office_behind(end):
            return False
        headline = self._is_headline(i)
        if _names_a_body(self._text, end, _LONGEST_ROLE if headline else _LONGEST_BODY):
            return False
        before = self._words[i - 1].text.lower() if i else ""
        if before in word_class("form of address") or _is_personal(before):
            return True
        if not headline:
            return not (before == "the" and _is_word(surname))
        if self._stands_in_prose(self._text[self._words[i].start : end] + f" {surname}"):
            return True
        if _is_word(surname):
            return False
        if not surname.endswith("s"):
            return True
        after = re.match(r"[ \u00a0]([A-Z][\w-]*)", self._text[match.end() :])
        return after is not None and _is_word(after.group(1))  # "Chad Jenkins Visits"

    def _has_office_behind(self, end: int) -> bool:
        following = self._text[end : end + 60].split()[:_LONGEST_ROLE]
        return any(
            " ".join(following[:n]).lower().strip(".,;:") in sectors()
            for n in range(1, _LONGEST_ROLE + 1)
        )

    def _stands_for_somebody(self, i: int, end: int) -> bool:
        """Whether a bare first name is shown to be one: an age, a relative, "himself"."""
        if any(p.match(self._text, end) for p in (_AGE, _KIN_BEHIND, _HIMSELF)):
            return True
        before = self._text[max(0, self._words[i].start - 60) : self._words[i].start]
        return _KIN_BEFORE.search(before) is not None

    # A surname: what stands before it

    def _before(self, i: int) -> str:
        """The word before, if it is capitalised and one blank away; else nothing."""
        if i == 0:
            return ""
        before = self._words[i - 1]
        near = self._text[before.end : self._words[i].start] in (" ", "\u00a0")
        return before.text if near and before.text[:1].isupper() else ""

    def _is_addressed(self, i: int) -> bool:
        """Whether "Mr.", or in a sentence an office, stands before the name: "Senator Jordan"."""
        word = self._before(i).lower()
        if not word or word in word_class("form of address"):
            return bool(word)
        return _is_personal(word) and word not in _OPENERS and not self._is_headline(i)

    def _follows_a_first_name(self, i: int) -> bool:
        """Whether what may be somebody's first name stands before the name."""
        word = self._before(i)
        common = self._is_headline(i) or word.endswith(("ing", "ed"))  # "Attacking Israel ..."
        return (
            word.isalpha()
            and self._may_be_a_name(word)
            and word.lower() not in _OPENERS
            and (word,) not in organizations()
            and not (common and _is_word(word))
        )

    def _may_be_a_name(self, word: str) -> bool:
        """Whether a word is capitalised and no office, demonym or country."""
        return (
            word[:1].isupper()
            and not word.isupper()
            and word.lower() not in sectors()
            and word.lower() not in word_class("day or month")
            and not self._is_country(word)
        )

    def _is_country(self, word: str) -> bool:
        return bool(self._atlas.entries((word,)))

    # The text around

    def _shows_the_country(self, entry: GazetteerEntry) -> bool:
        """Whether the text has the country's adjective, people or capital as well."""
        country = entry.country
        people = (form for pair in country.people for form in pair)
        capitals = country.capitals if entry.kind == "name" else ()
        forms = {*country.adjectives, *people, *capitals}
        return any(re.search(rf"\b{re.escape(form)}\b", self._text) for form in forms)

    def _is_about_the_world(self, entry: GazetteerEntry) -> bool:
        """Whether the text names yet another country, the United States aside."""
        return any(
            other.country.alpha3 not in ("USA", entry.country.alpha3) and not other.given_name
            for word in self._words
            for other in gazetteer().get((word.text.rstrip("."),), ())
        )

    def _is_headline(self, i: int) -> bool:
        return _is_headline(self._line(self._words[i].start))

    def _line(self, offset: int) -> str:
        first = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        return self._text[first : end if end >= 0 else len(self._text)]

    def _stands_in_prose(self, words: str) -> bool:
        """Whether the same words stand in a line that is no headline."""
        return any(
            not _is_headline(self._line(match.start()))
            for match in re.finditer(rf"\b{re.escape(words)}\b", self._text)
        )


@cache
def _known_words() -> frozenset[str]:
    """Words that the tables of predicates, cues and contexts know: no surnames in a headline."""
    phrases: list[str] = [*verbs(), *nouns(), *verb_cues(), *noun_cues(), *context_words()]
    phrases += [verb for verb, _ in (*light_verbs(), *aspect_verbs())]
    return frozenset(word for phrase in phrases for word in phrase.split())


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield (stem := word.removesuffix(ending))
            if ending in ("ed", "ing"):
                yield stem + "e"
                yield stem[:-1]  # stopping


def _is_word(word: str) -> bool:
    """Whether a word is a common one, in any of its forms."""
    lower = word.lower()
    if lower in _OPENERS or lower in word_class("body"):
        return True
    return any(stem in _known_words() or stem in sectors() for stem in _stems(lower))


def _is_personal(word: str) -> bool:
    """Whether a word is the role of one human being: "senator"."""
    noun = sectors().get(word)
    return noun is not None and noun.person and noun.kind in ("office", "role")


def _names_a_body(text: str, end: int, longest: int) -> bool:
    """Whether the capitals behind a name are an institution's: "Kenya Electoral Commission"."""
    match = _CAPITALS.match(text, end)
    if match is None:
        return False
    run = match.group().split()[:longest]
    for first in range(len(run)):
        for last in range(first + 1, len(run) + 1):
            phrase = " ".join(run[first:last]).strip(".,;:")
            if split_name(phrase) in organizations() or _is_body(phrase.lower()):
                return True
    return False


def _is_body(phrase: str) -> bool:
    noun = sectors().get(phrase)
    collective = noun is not None and noun.kind == "collective" and noun.sector not in _NO_BODIES
    return collective or phrase in word_class("body") or phrase.endswith((" forces", " service"))


@lru_cache(maxsize=1024)
def _is_headline(line: str) -> bool:
    """Whether all long words of a line have a capital, and it is no sentence with a full stop."""
    long = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) >= _LONG]
    ends = line.rstrip().endswith((".", "!", "”", '"'))
    return len(long) >= _HEADLINE and not ends and all(word[0].isupper() for word in long)


@cache
def _places_of(state: str) -> re.Pattern[str]:
    """The cities of a state, in a headline's or dateline's capitals too."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, us_states()[state]))})\b", re.IGNORECASE)


@cache
def _other_states(state: str) -> re.Pattern[str]:
    """The names of the other states, and of cities in them."""
    others = {other: cities for other, cities in us_states().items() if other != state}
    names = {*others, *(city for cities in others.values() for city in cities)}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), reverse=True))})\b")
