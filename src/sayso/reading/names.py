"""Text -> the names of countries in it, and the text with stand-ins in their place.

Comes in: a document's text. Goes out: its :class:`Name` entries from left to right, and a
:class:`Masked` text of the same sentences in which each name is replaced by one common name of its
kind, with the way back to the document's offsets. The idea: a statistical parser that never sees
which country a sentence is about cannot treat two of them differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.knowledge.actors import sectors
from sayso.knowledge.atlas import BUILT_IN, Atlas
from sayso.knowledge.countries import GazetteerEntry, gazetteer, lookalikes, split_name
from sayso.knowledge.geonames import meanings, plain
from sayso.knowledge.places import places
from sayso.knowledge.word_classes import words as word_class
from sayso.reading.namesakes import Namesakes, Word

# One stand-in for each kind of name: common in the parser's training text, unambiguous in tag.
_STAND_IN = {
    ("name", False): "Germany",
    ("adjective", False): "German",
    ("people", False): "German",
    ("people", True): "Germans",
    ("capital", False): "Berlin",
    ("metonym", False): "Kremlin",
}
STAND_INS = frozenset(word.lower() for (_, plural), word in _STAND_IN.items() if not plural)
"""The stand-ins that can stand before a noun as its modifier, in lower case."""

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?|[-‐‑'’]")
_KINDS = ("name", "people", "adjective", "capital", "metonym")  # which reading of a form is first
_FOLLOWER = re.compile(r"(?:[ \u00a0]|-(?=\w))(?:and [A-Z][\w-]+ (?:[A-Z][\w-]+ )?)?([^\W\d_]+)")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
_SOMEBODY_IS = re.compile(r"\b(?:[Hh]e|[Ss]he|who|I) (?:is|was|am)\s$")
_TELLING = re.compile(r"\b(?:is|was|be|been|an?|half|partly)\s$")
_TITLE = re.compile(r"(?:[ \u00a0][A-Z][a-z]+){1,3}")
_BEGINS = re.compile(r"(?:^|[.!?:]|\n)\s*$")
_VERB_BEHIND = re.compile(
    r"[ \u00a0][a-z]+ed (?:[A-Z]|(?:an?|the|its|their|his|her|him|them|us|no|that"
    r"|in|on|at|to|for|near|outside|against|from|into|over|with)\b)"
)
_NO_NOUNS = word_class("word after a name")  # "the Japanese fear", "Myanmar and"
_BEHIND_COMMA = re.compile(r",[ \u00a0]([A-Z][\w.'’-]*(?: [A-Z][\w'’-]*){0,2})")
_OWNER = re.compile(r"\b([A-Z]\w+)(?: [a-z]+){0,2} (?:city|port|town|village) of $")
_GOES_ON = re.compile(  # a list, or the beginning of something new
    r"['’]s?\b| [A-Z]|,? (?:and|or) [A-Z]|, [A-Z]\w*,"
    r"| (?:also |has |have |had )?(?:said|says|accused|denied|claimed|told|is|was|will|would|has)\b"
)
_NEAR = 200  # characters before and behind a name in which to look for what it means there
_BLANKS = dict.fromkeys((0xA0, 0x2007, 0x202F), " ")  # the tokeniser would glue them to words


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name found in the text: where, and what the gazetteer says about it."""

    start: int
    end: int
    entry: GazetteerEntry


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins for its names.

    ``turns`` pairs offsets of the masked text with those of the original, in order: between two of
    them, both texts run in step.
    """

    text: str
    names: tuple[Name, ...]
    turns: tuple[tuple[int, int], ...]

    def originals(self, offsets: Iterable[int]) -> Iterator[int]:
        """Growing offsets, in the original text; inside a stand-in, never beyond the name's end."""
        i, last = 0, len(self.turns) - 1
        for offset in offsets:
            while i < last and self.turns[i + 1][0] <= offset:
                i += 1
            masked, original = self.turns[i]
            moved = original + offset - masked
            yield min(moved, self.turns[i + 1][1]) if i < last else moved


def mask(text: str, atlas: Atlas = BUILT_IN) -> Masked:
    """Put a stand-in of its kind in place of every country's name, and plain blanks everywhere."""
    names = tuple(find_names(text, atlas))
    pieces: list[str] = []
    turns = [(0, 0)]
    position = length = 0
    for name in names:
        before = text[position : name.start]
        if before.endswith((" an ", " An ")) or before in ("an ", "An "):
            before = before[:-2] + " "  # the stand-ins begin with consonants
            pieces.append(before)
            length += len(before)
            turns.append((length, name.start))
            before = ""
        stand_in = _STAND_IN[(name.entry.kind, name.entry.kind == "people" and name.entry.plural)]
        pieces += [before, stand_in]
        length += len(before)
        turns.append((length, name.start))
        length += len(stand_in)
        turns.append((length, name.end))
        position = name.end
    pieces.append(text[position:])
    return Masked("".join(pieces).translate(_BLANKS), names, tuple(turns))


def find_names(text: str, atlas: Atlas = BUILT_IN) -> list[Name]:
    """Find the country names in a text, longest first, from left to right.

    Names that are a person's here (Georgia Meloni, Michael Jordan) or one of the United States' are
    passed over (see :mod:`sayso.reading.namesakes`), and so are names of towns in another country's
    region ("Paris, Texas"), there and from then on.
    """
    words = [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    namesakes = Namesakes(text, words, atlas)
    found: list[Name] = []
    towns: set[str] = set()
    i = 0
    while i < len(words):
        step = 1
        if not atlas.begins(words[i].text):
            i += 1
            continue
        for size in range(_close_together(text, words[i : i + atlas.longest]), 0, -1):
            hit = _lookup(words[i : i + size], atlas)
            if hit is None:
                continue
            entries, end = hit
            if entries:
                start = words[i].start
                before, behind = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
                entry = _in_context(entries, before, behind)
                bare = text[start:end]
                if namesakes.is_person(i, end, entry) or bare in towns:
                    pass
                elif (region := _town_elsewhere(entry, bare, before, behind)) is not None:
                    towns.update((bare, region))  # and the Georgia of Athens is no country
                elif not namesakes.is_state(i, end, entry):
                    found.append(Name(start, end, entry))
            step = size
            break
        i += step
    return found


def _lookup(words: Sequence[Word], atlas: Atlas) -> tuple[tuple[GazetteerEntry, ...], int] | None:
    """What these words can mean and where they end; nothing for a look-alike ("New Mexico").

    A final full stop counts only if the name is written with it.
    """
    whole = tuple(word.text for word in words)
    end = words[-1].end
    entries = _entries(whole, atlas)
    if entries is not None:
        return entries, end
    if whole[-1].endswith("."):
        entries = _entries((*whole[:-1], whole[-1].removesuffix(".")), atlas)
        if entries is not None:
            return entries, end - 1
    return None


def _entries(words: tuple[str, ...], atlas: Atlas) -> tuple[GazetteerEntry, ...] | None:
    """The entries for these words, empty for a look-alike; ``None`` for other words."""
    return atlas.entries(tuple(part for word in words for part in split_name(word)))


def _in_context(entries: Sequence[GazetteerEntry], before: str, behind: str) -> GazetteerEntry:
    """Of the kinds that share a form ("Japanese", "Myanmar") the one that its neighbours call for.

    Before a noun, or before "and" and another adjective, and behind "is" and "a", it is the
    adjective; otherwise the name, or else the people. A name takes more to be read as an adjective
    than a people does: a role behind it ("Myanmar soldiers").
    """
    by_kind = {entry.kind: entry for entry in entries}
    follower = _FOLLOWER.match(behind)
    word = follower.group(1).lower() if follower else ""
    noun_follows = bool(word) and word not in _NO_NOUNS
    if _VERB_BEHIND.match(behind) and (_ARTICLE.search(before) or _BEGINS.search(before)):
        noun_follows = False  # "the Japanese shelled a ...", "Japanese gathered in"
    if "name" in by_kind:
        role = any(w in sectors() for w in (word, word.removesuffix("s"))) or _is_titled(behind)
        articled = _ARTICLE.search(before) is not None and by_kind["name"].country.name[-1] != "s"
        bound = behind.startswith("-")  # "Myanmar-backed"
        adjective = (noun_follows and (role or articled or bound)) or _SOMEBODY_IS.search(
            before
        ) is not None
    else:
        adjective = noun_follows or _TELLING.search(before) is not None
    order = ("adjective", *_KINDS) if adjective else _KINDS
    best = next(by_kind[kind] for kind in order if kind in by_kind)
    plural = next((e for e in entries if e.kind == "people" and e.plural), None)
    return plural if best.kind == "people" and plural is not None else best


def _is_titled(behind: str) -> bool:
    """Whether an office in capitals follows: "Foreign Minister Aung Soe"."""
    title = _TITLE.match(behind)
    if title is None:
        return False
    words = title.group().lower().split()
    return any(" ".join(words[:size]) in sectors() for size in range(1, len(words) + 1))


def _town_elsewhere(entry: GazetteerEntry, name: str, before: str, behind: str) -> str | None:
    """What makes a name that of a town in another country: "Paris, Texas", "the Lebanese Tripoli".

    Returns the region behind the comma, empty where a country's name or adjective tells it; and
    ``None`` where the name is the country's own after all, as in a list ("officials from Peru,
    Ontario and Quebec") or where the region begins something new ("In Paris, Texas Governor").
    """
    if entry.kind not in ("name", "capital"):
        return None
    owner = _OWNER.search(before)
    if owner is not None and _has_namesake(entry, name, owner.group(1)):
        return ""
    comma = _BEHIND_COMMA.match(behind)
    if comma is None or before.endswith((", ", " and ")):
        return None
    words = comma.group(1).split(" ")
    if words[0].lower() in word_class("state of the US in short"):
        return words[0] if entry.country.alpha3 != "USA" else None
    for size in range(len(words), 0, -1):
        region = " ".join(words[:size]).rstrip(".")
        rest = behind[len(", ") + len(region) :]
        if _GOES_ON.match(rest):
            continue
        if _has_namesake(entry, name, region):
            return ""
        row = places().get(region)
        known = row is not None and row.kind == "region" and row.country is not None
        if known or (*split_name(name), *split_name(region)) in lookalikes():
            same = row is not None and row.country == entry.country.alpha3
            return None if same else region
    return None


def _has_namesake(entry: GazetteerEntry, name: str, other: str) -> bool:
    """Whether a capital has a namesake in the country that other words name."""
    if entry.kind != "capital":
        return False
    countries = {found.country.alpha3 for found in gazetteer().get(split_name(other), ())}
    known = meanings(plain(name)) if countries - {entry.country.alpha3} else None
    return known is not None and any(ground.country in countries for ground in known.grounds)


def _close_together(text: str, words: Sequence[Word]) -> int:
    """How many of these words, from the first on, stand no more than one blank apart on a line."""
    gaps = ((text[left.end : right.start], n) for n, (left, right) in enumerate(pairwise(words), 1))
    return next((n for gap, n in gaps if gap not in ("", " ", "\u00a0")), len(words))
