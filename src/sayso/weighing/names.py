"""Names of voices as texts write them -> the names by which they are counted.

Comes in: the tellings of a ledger, its texts, and a user's actors and outlets. Goes out: a telling
whose last voice has its whole name. The idea in between: a text writes "its Foreign Ministry", "the
Guard", "the service" or "Gazette", and means somebody whose whole name is in the same text, in
another, or in the user's table. What can't be led back so is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.intake.outlets import Outlet
from sayso.knowledge.actors import SectorNoun, sectors
from sayso.knowledge.countries import countries
from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold
from sayso.weighing.foretold import Text
from sayso.weighing.notes import Notes
from sayso.weighing.speakers import OFFICIAL
from sayso.weighing.tellings import Link, Telling

# What stands before a name and is no part of it: articles, pronouns, the hour of a ticker.
_BEFORE = re.compile(
    r"^(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)\s+(?=[A-Z])|\d{1,2}[.:]\d{2}\s+(?=\S))+"
)
_POSSESSIVE = re.compile(r"(?P<owner>[^'’]+)['’]s?\s+(?P<rest>.+)")

# Descriptions that stand for a country's government.
_FOR_A_STATE = frozenset({"counterpart", "counterparts", "side", "delegation", "authorities"})

# "The service said": a body that was named before.
_A_BODY = frozenset({"service", "agency", "office", "ministry", "command", "army", "force"})
_NAMED = re.compile(r"[A-Z][\w-]+(?:['’]s)?(?: [A-Z][\w-]+)+")

# "According to NAME", "as NAME was first to report", "a NAME reporter saw": whom it is from.
_OUTLET = r"((?:The )?[A-Z][\w-]*(?: [A-Z][\w-]*)*)"
_WITNESSED = (
    "saw|has seen|watched|witnessed|counted|heard|found|concluded|said|says|reported|reports"
)
_SOURCES = (
    re.compile(rf"\b[Aa]ccording to (?:(?:\w+ ){{0,3}}[a-z]+ )?{_OUTLET}"),
    re.compile(rf"\b[Aa]s {_OUTLET}(?: \w+){{0,3}} report"),
    re.compile(rf"{_OUTLET}(?:['’]s?)? (?:reporters?|correspondents?) (?:{_WITNESSED})\b"),
    re.compile(rf"\beyes of (?:an? |the )?{_OUTLET}(?:['’]s?)? (?:reporters?|correspondents?)\b"),
)

# Offices that a government has; a company says whose its own is.
_PRESS = ("press office", "press service", "spokesman", "spokeswoman", "spokesperson")

# "She says": whoever spoke last.
_PRONOUNS = frozenset({"he", "she", "He", "She"})

# How far around a claim its voice stands.
_NEAR = 300

# "From the speech of Foreign Minister Mary Roe, Thursday": the first line of somebody's own words.
_OWN_WORDS = re.compile(
    r"\b(?:[Ss]peech|[Aa]ddress|[Rr]emarks|[Ss]tatement|[Ll]etter)\b.*?\b(?:of|by)\b"
)
_HEAD = 160


class Names:
    """Knows voices by the names that texts give them.

    Args:
        told: the tellings of a ledger.
        written: its texts.
        actors: a user's.
        outlets: a user's.
        notes: notes what is looked up.
    """

    def __init__(
        self,
        told: Sequence[Telling],
        written: Mapping[str, Text],
        actors: UserActors | None,
        outlets: Sequence[Outlet],
        notes: Notes | None = None,
    ) -> None:
        self._written = written
        self._outlets = {_plain(one.publisher): one.publisher for one in outlets}
        self._countries = {one.publisher: one.country for one in outlets if one.country}
        self._hidden = {one.publisher for one in outlets if one.control == "unknown"}
        rows = [row for row in (actors.rows if actors is not None else ()) if not row.is_country]
        for row in rows:
            if row.sector == "JRN":
                self._outlets.setdefault(_plain(row.name), row.name)
        for publisher in dict.fromkeys(one.publisher for one in told):
            if publisher:
                self._outlets.setdefault(_plain(publisher), publisher)
        self._adjectives: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        for country in (*countries().values(), *(actors.countries.values() if actors else ())):
            if country.adjectives:
                self._adjectives[country.alpha3] = country.adjectives[0]
                self._owners |= {fold(name): country.alpha3 for name in country.names}
        self._codes = {fold(row.name): row.code for row in rows}
        known = {*(row.name for row in rows), *_voices(told)}
        self._voices: dict[str, bool] = dict.fromkeys(map(fold, known), True)
        whole: dict[str, set[str]] = {}
        for name in known:
            for tail in _tails(name):
                whole.setdefault(tail, set()).add(name)
        self._whole: dict[str, str] = {}
        for tail, names in whole.items():
            longer = {name for name in names if fold(name) != tail}
            if len(longer) == 1 and tail not in self._codes:
                self._whole[tail] = next(iter(longer))

        if notes is not None:
            self._outlets = notes.table("outlets", self._outlets)
            self._voices = notes.table("voices", self._voices)
            self._whole = notes.table("names", self._whole)
        self._spoken_before = _spoken_before(told)

    def outlet(self, name: str | None) -> str | None:
        """The name of the outlet that is called so; None where it is none."""
        return self._outlets.get(_plain(name)) if name else None

    def sources(self, words: str) -> Iterator[tuple[str, str]]:
        """The outlets from which a sentence says it has it, each with the words that say so."""
        if "eport" not in words and "orrespondent" not in words and "ccording to" not in words:
            return
        for pattern in _SOURCES:
            for match in pattern.finditer(words):
                written = match[1]
                outlet = self.outlet(written)
                if outlet is not None:
                    yield outlet, match.group()

    def is_hidden(self, publisher: str | None) -> bool:
        """Whether the user's table says that nobody knows whose an outlet is."""
        return self.outlet(publisher) in self._hidden

    def author(self, text: Text) -> str | None:
        """Whose words a text is where that isn't its outlet: a guest's, or a speaker's.

        A guest is an author who is heard elsewhere, too, and is no outlet; a speaker is named in
        the first line of a speech.
        """
        if text.author and fold(text.author) in self._voices and self.outlet(text.author) is None:
            return text.author
        head = text.text.lstrip()[:_HEAD].split("\n", 1)[0]
        match = _OWN_WORDS.search(head)
        for words in _NAMED.findall(head[match.end() :]) if match else ():
            for tail in _tails(words):
                if tail in self._voices and " " in tail:
                    return words[-len(tail) :] if fold(words[-len(tail) :]) == tail else None
        return None

    def telling(self, one: Telling) -> Telling:
        """A telling with the whole name, and the code, of its last voice."""
        link = self._link(one)
        return one if link == one.voice else replace(one, chain=(*one.chain[:-1], link))

    def _link(self, one: Telling) -> Link:
        link = one.voice
        if link.kind == "unnamed" and link.name is None and link.mention in _PRONOUNS:
            return self._spoken_before.get((one.document, one.claim), link)
        if link.kind in ("author", "unspecified") or not link.name:
            return link
        name = _BEFORE.sub("", link.name)
        outlet = self.outlet(name)
        if outlet is not None:
            return replace(link, kind="organization", name=outlet)
        noun = _noun(name)
        is_body = noun is not None and noun.kind == "collective" and name[:1].isupper()
        if link.kind == "organization" or is_body:
            return self._body(replace(link, kind="organization", name=name), one)
        if link.kind == "unnamed" and name in _A_BODY:
            before = self._named_before(link, one)
            if before is not None:
                return self._body(replace(link, kind="organization", name=before), one)
        if name[:1].isupper() and (whole := self._whole.get(fold(name))) is not None:
            code = self._codes.get(fold(whole), link.code)
            kind = "person" if link.kind == "unnamed" else link.kind
            return replace(link, kind=kind, name=whole, code=code)
        if link.kind == "person" and name.islower() and not _is_owned(link.name):
            return replace(link, kind="unnamed", name=name)  # "a man": nobody named him
        if link.code and " " not in link.code and name.rsplit(" ", 1)[-1] in _FOR_A_STATE:
            return replace(link, kind="country", name=name)
        return replace(link, name=name)

    def _body(self, link: Link, one: Telling) -> Link:
        """A body by its whole name: ``Chilean Foreign Ministry`` for "Chile's Foreign Ministry"."""
        name, code = link.name or "", link.code
        noun = _noun(name)
        match = _POSSESSIVE.fullmatch(name)
        owner = self._owners.get(fold(match["owner"])) if match else None
        if match is not None and owner is not None:
            name = f"{self._adjectives[owner]} {match['rest']}"
        whole = self._whole.get(fold(name))
        if whole is not None:
            name = whole
        code = self._codes.get(fold(name)) or code
        official = noun is not None and noun.sector in OFFICIAL
        if code is not None and not official and fold(name).endswith(_PRESS) and " " not in code:
            code = f"{code} GOV"
        country = owner or (code[:3] if code and code[:3] in self._adjectives else None)
        if country is None and official:
            country = self._countries.get(self.outlet(one.publisher) or "")
        if official and noun is not None and country is not None and (not code or " " not in code):
            code = f"{country} {noun.sector}"
        if official and country is not None and whole is None and owner is None:
            seat = self._seat(link, one)
            adjective = self._adjectives.get(country)
            if seat is not None:
                name = f"{name} in {seat}"
            elif adjective and not fold(name).startswith(fold(adjective)) and not match:
                name = f"{adjective} {name}"
        return replace(link, name=name, code=code)

    def _seat(self, link: Link, one: Telling) -> str | None:
        """The town of "the government in TOWN", if the text has it behind the name."""
        text = self._written.get(one.document)
        if text is None or not link.mention:
            return None
        near = text.text[max(0, one.start - _NEAR) : one.end + _NEAR]
        match = re.search(rf"{re.escape(link.mention)} in ([A-Z]\w+(?: [A-Z]\w+)?)", near)
        return match[1] if match else None

    def _named_before(self, link: Link, one: Telling) -> str | None:
        """The body that "the service" means: the last that the text names before it."""
        text = self._written.get(one.document)
        if text is None:
            return None
        end = text.text.find(f"he {link.name}", max(0, one.start - _NEAR))
        before = text.text[max(0, end - _NEAR) : end] if end > 0 else ""
        for words in reversed(_NAMED.findall(before)):
            match = _POSSESSIVE.fullmatch(words)
            if fold(words) in self._codes or fold(match["rest"] if match else words) in self._whole:
                return str(words)
            noun = _noun(words)
            if noun is not None and noun.sector in OFFICIAL:
                return str(words)
        return None


def sector_of(description: str) -> str | None:
    """The sector of people who are described and not named.

    >>> sector_of("two doctors"), sector_of("a reader")
    ('MED', None)
    """
    last = fold(description).rsplit(" ", 1)[-1]
    found = sectors().get(last) or sectors().get(last.removesuffix("s"))
    return found.sector if found is not None else None


def _noun(name: str) -> SectorNoun | None:
    """What kind of body a name is of, by its last words or, failing that, by any of its words."""
    words = [word.removesuffix("'s").rstrip("'") for word in fold(name.replace("’", "'")).split()]
    known = sectors()
    for first in range(len(words)):
        found = known.get(" ".join(words[first:]))
        if found is not None and found.sector is not None:
            return found
    for word in words:
        found = known.get(word) or known.get(word.removesuffix("s"))
        if found is not None and found.sector is not None and found.kind == "collective":
            return found
    return None


def _is_owned(name: str) -> bool:
    """Whether a description says whose somebody is: "its chairman"."""
    return bool(re.match(r"(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\b|.*['’]s?\s", name))


def _spoken_before(told: Sequence[Telling]) -> dict[tuple[str, str], Link]:
    """For tellings whose voice is a pronoun that nobody resolved: the last person who spoke."""
    found: dict[tuple[str, str], Link] = {}
    last: Telling | None = None
    for one in told:
        if one.voice.kind == "person" and one.voice.name and one.voice.name[:1].isupper():
            last = one
        elif one.voice.kind == "unnamed" and one.voice.mention in _PRONOUNS:
            near = last is not None and one.start - last.end <= _NEAR
            if last is not None and near and last.document == one.document:
                found[one.document, one.claim] = last.voice
    return found


def _voices(told: Sequence[Telling]) -> Iterator[str]:
    """Whole names of the voices in the texts."""
    for name in {link.name for one in told for link in one.chain if link.kind == "person"}:
        if name and " " in name and name.istitle():
            yield name


def _tails(name: str) -> Iterator[str]:
    """A folded name without its first words, the whole of it first."""
    words = fold(name).split()
    for first in range(len(words)):
        yield " ".join(words[first:])


@lru_cache(maxsize=100_000)
def _plain(name: str) -> str:
    return fold(name).removeprefix("the ")
