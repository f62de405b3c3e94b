"""Parse -> people: who is named in the text, and the office that the text itself gives them.

"Armenian Prime Minister Nikol Pashinyan", "Ilham Aliyev, the President of Azerbaijan" and "the
minister, Anna Berg" each teach a name its office; a list of today's leaders is never asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.knowledge.actors import code, sectors
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.roles import LONGEST_ROLE, Role, country_of, person_role_at, role_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.organizations import NamedOrganization
    from sayso.reading.parse import Parse

_HYPHENS = ("-", "–")
_NEVER_FIRST = frozenset({*_HYPHENS, "de", "da", "la", "of"})


@dataclass
class Person:
    """A person of the document; ``at`` lists the tokens that head a mention."""

    name: str
    country: str | None = None
    sector: str | None = None
    role: str = ""
    at: list[int] = field(default_factory=list)

    @property
    def code(self) -> str | None:
        """Country and sector in one, as far as the text gives them."""
        return code(self.country, self.sector)

    def last_before(self, i: int) -> int:
        """The last token before ``i`` that heads a mention of this person, or -1."""
        return max((at for at in self.at if at < i), default=-1)


def name_tokens(parse: Parse, head: Token) -> list[Token]:
    """The tokens of a personal name that ends at ``head``, titles and offices left off."""
    if head.pos_ != "PROPN" or head.i in parse.names:
        return []
    first = head.i
    while first > head.sent.start and _joins(parse, parse.doc[first - 1]):
        first -= 1
    while first <= head.i and parse.doc[first].lower_ in _NEVER_FIRST:
        first += 1
    return _without_title(list(parse.doc[first : head.i + 1]))


def _joins(parse: Parse, token: Token) -> bool:
    """Whether a token can be part of a name that goes on behind it."""
    if token.i in parse.names or token.is_space:
        return False
    if token.lower_ in _HYPHENS or token.lower_ in words("particle of a name"):
        return True
    capital = token.text[:1].isupper() and token.dep_ == "compound"
    return (token.pos_ == "PROPN" or capital) and not token.is_punct


def _without_title(tokens: list[Token]) -> list[Token]:
    while len(tokens) > 1 and (size := _title(tokens)):
        tokens = tokens[size:]
    return tokens


def _title(tokens: list[Token]) -> int:
    """How many tokens in front of a name are an office or a title."""
    for size in range(min(LONGEST_ROLE, len(tokens) - 1), 0, -1):
        if " ".join(t.lower_ for t in tokens[:size]) in sectors():
            return size
    return 1 if tokens[0].lower_ in words("title of a person") else 0


class People:
    """The people of one document.

    Attributes:
        at: the person by the token that heads the mention.
        everyone: each person once, in the order in which they were learnt.
    """

    def __init__(self, parse: Parse, organizations: Mapping[int, NamedOrganization]) -> None:
        self._parse = parse
        self._organizations = organizations
        self._by_surname: dict[str, list[Person]] = {}
        self.at: dict[int, Person] = {}
        self.everyone: list[Person] = []
        mentions = [
            (head, name)
            for head in parse.doc
            if head.pos_ == "PROPN"
            and head.i not in parse.names
            and head.i not in organizations
            and self._ends_a_name(head)
            and (name := name_tokens(parse, head))
            and not any(t.i in organizations for t in name)
        ]
        for head, name in sorted(mentions, key=lambda m: -len(m[1])):
            if len(name) > 1 and self._is_person(head, name):
                self._learn(head, name)
        for head, name in mentions:
            if head.i not in self.at:
                self._recall(head, name)
        for token in parse.doc:
            if token.i not in self.at and self._is_mistagged_surname(token):
                self._recall(token, [token])
        for person in self.everyone:
            person.at.sort()

    def _ends_a_name(self, head: Token) -> bool:
        if head.dep_ != "compound" or head.i + 1 == len(head.doc):
            return True
        following = head.nbor(1)
        return not (
            following.pos_ == "PROPN"
            and following.i not in self._parse.names
            and following.text[:1].isupper()
        )

    def _is_mistagged_surname(self, token: Token) -> bool:
        """Whether a known surname was taken for something else than a name."""
        return (
            token.pos_ != "PROPN"
            and token.text[:1].isupper()
            and token.i not in self._parse.names
            and token.lower_ in self._by_surname
            and (not token.is_sent_start or token.dep_ in ("nsubj", "nsubjpass", "ROOT", "poss"))
        )

    def _is_person(self, head: Token, name: list[Token]) -> bool:
        if any(t.ent_type_ == "PERSON" for t in name) or self._office(head, name) is not None:
            return True
        return (
            head.dep_ in ("nsubj", "nsubjpass")
            and head.ent_type_ in ("", "ORG", "GPE")
            and len(name) in (2, 3)
            and all(t.is_alpha for t in name)
            and head.head.lemma_ in words("verb of speaking")
        )

    def _text(self, name: list[Token]) -> str:
        return self._parse.span(name[0].i, name[-1].i + 1).text

    def _learn(self, head: Token, name: list[Token]) -> None:
        text = self._text(name)
        surname = text.split()[-1].lower()
        known = next((p for p in self._by_surname.get(surname, ()) if _same(p.name, text)), None)
        if known is None:
            known = Person(text)
            self.everyone.append(known)
            self._by_surname.setdefault(surname, []).append(known)
        elif len(text) > len(known.name):
            known.name = text
        self._note(known, head, name)

    def _note(self, person: Person, head: Token, name: list[Token]) -> None:
        person.at.append(head.i)
        self.at[head.i] = person
        office = self._office(head, name)
        if office is not None:
            near = (office.first, office.first - 1)  # "State Department spokesman"
            body = next((self._organizations[i] for i in near if i in self._organizations), None)
            sector = office.entry.sector or (body.entry.sector if body is not None else None)
            country = body.entry.country if body is not None else None
            person.sector = person.sector or sector
            person.country = person.country or office.country or country
            person.role = person.role or office.entry.noun
        elif person.country is None:
            person.country = country_of(self._parse, head, name[0].i)

    def _recall(self, head: Token, name: list[Token]) -> None:
        """A bare surname, or a single name that an office or the tagger shows to be a person's."""
        parts = self._text(name).split()
        known = self._by_surname.get(parts[-1].lower(), [])
        if known:
            full = " ".join(t.text for t in name)
            if len(parts) == 1 or any(_same(p.name, full) for p in known):
                self._note(max(known, key=lambda p: p.last_before(head.i)), head, name)
        elif self._is_person(head, name) and name[-1].is_alpha:
            self._learn(head, name)

    def _office(self, head: Token, name: list[Token]) -> Role | None:
        """The office that stands before, beside or in apposition to a name."""
        parse = self._parse
        role = self._office_before(head, name[0].i)
        if role is not None:
            return role
        if head.dep_ == "appos":
            after_comma = name[0].i > head.sent.start and name[0].nbor(-1).lower_ == ","
            if after_comma or head.head.pos_ in ("NOUN", "PROPN"):
                role = person_role_at(parse, head.head)
                if role is not None:
                    return role
        for noun in grammar.children(head, "appos", "relcl", "acl"):
            role = person_role_at(parse, noun) if noun.pos_ in ("NOUN", "PROPN") else None
            if role is not None:
                return role
        if head.dep_ == "nsubj" and head.head.lemma_ in ("be", "become", "remain"):
            for attribute in grammar.children(head.head, "attr"):
                role = role_at(parse, attribute)
                if role is not None and role.entry.office:
                    return role
        return None

    def _office_before(self, head: Token, first: int) -> Role | None:
        """The office in front of a name: "Prime Minister Anna Berg"."""
        if first <= head.sent.start:
            return None
        before = self._parse.doc[first - 1]
        if before.pos_ not in ("PROPN", "NOUN", "ADJ"):
            return None
        role = person_role_at(self._parse, before)
        if role is None or not (
            before.head.i == head.i
            or before.dep_ in ("compound", "nmod", "amod", "appos", "nsubj", "pobj", "poss")
        ):
            return None
        if role.country is None:
            return Role(role.entry, role.first, country_of(self._parse, head, role.first))
        return role


def _same(known: str, name: str) -> bool:
    """Whether a shorter name can be the longer one's: same last word, first words not at odds."""
    a, b = known.lower().split(), name.lower().split()
    if a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1 or a[0] == b[0]:
        return True
    first, other = a[0].strip("."), b[0].strip(".")
    return min(len(first), len(other)) == 1 and first[0] == other[0]
