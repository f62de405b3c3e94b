"""Parse -> people: who is named in the text, and the office that the text itself gives them.

"Armenian Prime Minister Nikol Pashinyan", "Ilham Aliyev, the President of Azerbaijan" and "the
minister, Anna Berg" each teach a name its office; a list of today's leaders is never asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.knowledge.actors import SectorNoun, code, sectors
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir dame lord lady prof prof. professor gen gen. col col. lt lt. capt capt. "
    "maj maj. sen sen. rep rep. gov gov. rev rev. sheikh imam ayatollah comrade captain colonel".split()
)
_FITTING = {
    "to": frozenset({"ambassador", "envoy", "emissary"}),
    "in": frozenset(
        {
            "government",
            "junta",
            "authorities",
            "regime",
            "leadership",
            "rulers",
            "generals",
            "leaders",
            "court",
            "parliament",
        }
    ),
}  # nouns that "to Kenya" and "in Caracas" place
_LONGEST_ROLE = 4  # words, "deputy prime minister", "chief of general staff"


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


@dataclass(frozen=True)
class Role:
    """A role noun in the text: its entry, the phrase, and the country that the phrase names."""

    entry: SectorNoun
    first: int
    country: str | None


def role_at(parse: Parse, head: Token) -> Role | None:
    """The role, office or collective that a noun names ("Azerbaijani foreign minister")."""
    table = sectors()
    doc = parse.doc
    for size in range(_LONGEST_ROLE, 0, -1):
        first = head.i - size + 1
        if first < head.sent.start:
            continue
        words = [doc[i] for i in range(first, head.i + 1)]
        if any(w.is_space for w in words):
            continue
        key = " ".join([w.lower_ for w in words[:-1]] + [_singular(head)])
        entry = table.get(key) or table.get(" ".join(w.lower_ for w in words))
        if entry is not None:
            return Role(entry, first, country_of(parse, head, first))
    return None


def _singular(noun: Token) -> str:
    lemma = noun.lemma_.lower()
    if (
        noun.tag_ in ("NNS", "NNPS")
        and lemma == noun.lower_
        and lemma.endswith("s")
        and not lemma.endswith("ss")
    ):
        return lemma[:-1]
    return lemma


def country_of(parse: Parse, head: Token, first: int | None = None) -> str | None:
    """The country in a noun phrase: demonym, possessor, "of Azerbaijan", or a name before it."""
    for child in head.children:
        if (
            child.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod")
            and child.i in parse.names
        ):
            return parse.names[child.i].entry.country.alpha3
        if child.dep_ in ("amod", "compound", "nmod") and child.i < head.i:
            inner = country_of(parse, child) if child.pos_ in ("NOUN", "PROPN") else None
            if inner:
                return inner
    start = first if first is not None else head.i
    for i in (start - 1, start - 2):
        if i >= head.sent.start and i in parse.names:
            between = parse.doc[start - 1]
            kind = parse.names[i].entry.kind
            if i == start - 1 and kind in ("adjective", "name", "capital", "metonym", "people"):
                return parse.names[i].entry.country.alpha3
            if i == start - 2 and (between.tag_ in ("POS", "JJ") or between.lower_ in ("'s", "’s")):
                return parse.names[i].entry.country.alpha3
    for preposition in ("of", "for", "to", "in"):
        for noun in grammar.prepositional(head, preposition):
            fits = preposition in ("of", "for") or head.lower_ in _FITTING[preposition]
            if noun.i in parse.names and fits:
                return parse.names[noun.i].entry.country.alpha3
    return None


def name_tokens(parse: Parse, head: Token) -> list[Token]:
    """The tokens of a personal name that ends at ``head``, titles and offices left off."""
    if head.pos_ != "PROPN" or head.i in parse.names:
        return []
    tokens = [head]
    i = head.i - 1
    while i >= head.sent.start:
        token = parse.doc[i]
        joined = token.lower_ in (
            "-",
            "–",
            "al",
            "bin",
            "ibn",
            "van",
            "von",
            "de",
            "da",
            "di",
            "el",
            "der",
            "la",
            "abu",
        )
        if (
            i in parse.names
            or token.is_space
            or not (
                token.pos_ == "PROPN"
                or joined
                or (token.text[:1].isupper() and token.dep_ == "compound")
            )
        ):
            break
        if token.is_punct and not joined:
            break
        tokens.insert(0, token)
        i -= 1
    while tokens and tokens[0].lower_ in ("-", "–", "de", "da", "la", "of"):
        tokens.pop(0)
    return _without_title(tokens)


def _without_title(tokens: list[Token]) -> list[Token]:
    table = sectors()
    while len(tokens) > 1:
        for size in range(min(_LONGEST_ROLE, len(tokens) - 1), 0, -1):
            if " ".join(t.lower_ for t in tokens[:size]) in table:
                tokens = tokens[size:]
                break
        else:
            if tokens[0].lower_ in _TITLES or tokens[0].lower_ in (
                "deputy",
                "former",
                "acting",
                "foreign",
                "prime",
                "vice",
                "chief",
                "senior",
                "defence",
                "defense",
                "interior",
            ):
                tokens = tokens[1:]
                continue
            break
    return tokens


class People:
    """The people of one document, by token of mention and by surname."""

    def __init__(self, parse: Parse, organizations: set[int]) -> None:
        self._parse = parse
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
        for token in parse.doc:  # known surnames that the tagger took for something else
            if token.i not in self.at and token.pos_ != "PROPN" and token.text[:1].isupper():
                if (
                    token.i not in parse.names
                    and token.lower_ in self._by_surname
                    and not token.is_sent_start
                ):
                    self._recall(token, [token])
                elif (
                    token.i not in parse.names
                    and token.lower_ in self._by_surname
                    and token.dep_ in ("nsubj", "nsubjpass", "ROOT", "poss")
                ):
                    self._recall(token, [token])
        for person in self.everyone:
            person.at.sort()

    def _ends_a_name(self, head: Token) -> bool:
        following = head.nbor(1) if head.i + 1 < len(head.doc) else None
        return not (
            following is not None
            and following.pos_ == "PROPN"
            and following.i not in self._parse.names
            and head.dep_ == "compound"
            and following.text[:1].isupper()
        )

    def _is_person(self, head: Token, name: list[Token]) -> bool:
        if any(t.ent_type_ == "PERSON" for t in name):
            return True
        if self._office(head, name) is not None:
            return True
        return (
            head.dep_ in ("nsubj", "nsubjpass")
            and head.ent_type_ in ("", "ORG", "GPE")
            and len(name) in (2, 3)
            and all(t.is_alpha for t in name)
            and head.head.lemma_
            in (
                "say",
                "tell",
                "claim",
                "argue",
                "insist",
                "deny",
                "warn",
                "believe",
                "write",
                "add",
            )
        )

    def _learn(self, head: Token, name: list[Token]) -> None:
        text = self._parse.document.text[
            self._parse.starts[name[0].i] : self._parse.ends[name[-1].i]
        ]
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
            person.sector = person.sector or office.entry.sector
            person.country = person.country or office.country
            person.role = person.role or office.entry.noun
        elif person.country is None:
            person.country = country_of(self._parse, head, name[0].i)

    def _recall(self, head: Token, name: list[Token]) -> None:
        """A bare surname, or a single name that an office or the tagger shows to be a person's."""
        text = self._parse.document.text[
            self._parse.starts[name[0].i] : self._parse.ends[name[-1].i]
        ]
        known = self._by_surname.get(text.split()[-1].lower(), [])
        if known:
            if len(text.split()) == 1 or any(
                _same(p.name, " ".join(t.text for t in name)) for p in known
            ):
                before = [p for p in known if any(i < head.i for i in p.at)]
                chosen = (
                    max(before, key=lambda p: max(i for i in p.at if i < head.i))
                    if before
                    else known[0]
                )
                self._note(chosen, head, name)
        elif self._is_person(head, name) and name[-1].is_alpha:
            self._learn(head, name)

    def _office(self, head: Token, name: list[Token]) -> Role | None:
        """The office that stands before, beside or in apposition to a name."""
        parse = self._parse
        first = name[0].i
        if first > head.sent.start:
            before = parse.doc[first - 1]
            if before.pos_ in ("PROPN", "NOUN", "ADJ"):
                role = role_at(parse, before)
                if (
                    role is not None
                    and role.entry.person
                    and (
                        before.dep_
                        in ("compound", "nmod", "amod", "appos", "nsubj", "pobj", "poss")
                        or before.head.i == head.i
                    )
                ):
                    if role.country is None:
                        return Role(role.entry, role.first, country_of(parse, head, role.first))
                    return role
            if before.lower_ in (",",) and head.dep_ == "appos":
                role = role_at(parse, head.head)
                if role is not None and role.entry.person:
                    return role
        if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
            role = role_at(parse, head.head)
            if role is not None and role.entry.person:
                return role
        for child in head.children:
            if child.dep_ in ("appos", "relcl", "acl"):
                noun = child
                role = role_at(parse, noun) if noun.pos_ in ("NOUN", "PROPN") else None
                if role is not None and role.entry.person:
                    return role
        if head.dep_ == "nsubj" and head.head.lemma_ in ("be", "become", "remain"):
            for attribute in grammar.children(head.head, "attr"):
                role = role_at(parse, attribute)
                if role is not None and role.entry.office:
                    return role
        return None


def _same(known: str, name: str) -> bool:
    """Whether a shorter name can be the longer one's: same last word, first words not at odds."""
    a, b = known.lower().split(), name.lower().split()
    if a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    return (
        a[0].strip(".")[0] == b[0].strip(".")[0]
        if len(a[0].strip(".")) == 1 or len(b[0].strip(".")) == 1
        else a[0] == b[0]
    )
