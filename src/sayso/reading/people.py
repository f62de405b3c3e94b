"""Parse -> people: who is named in the text, and the office that the text itself gives them.

A name is learnt where it stands in full and recalled by its surname; all mentions of a person share
the offices and the gender that any of them tells.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.intake.text import iso_date
from sayso.knowledge.actors import Organization, code, sectors
from sayso.knowledge.learned_offices import HeldOffice, shortens
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.belonging import HOME_SECTORS, LONGEST_ROLE, country_of, joined
from sayso.reading.offices import Gender, offices, title_gender, told_gender
from sayso.reading.organizations import find_persons
from sayso.reading.roles import PORTFOLIOS, Role, role_at
from sayso.reading.setting import home_country

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_HYPHENS = ("-", "–")
_COUNTERPARTS = frozenset({"counterpart"})
_OF_STATES = HOME_SECTORS | {"MIL", "OPP", "ELI"}
_BOTH = {"man", "woman"}  # Mr Vega is not Ms Vega
_WHEN = frozenset({"last", "next", "this", "on", "by", "since", "until", "late", "early"})
_NEVER_FIRST = frozenset({*_HYPHENS, "de", "da", "la", "of"})


@dataclass
class Person:
    """A person of the document, with what the text tells of them.

    Attributes:
        name: the fullest form of the name.
        country: the country that an office or a name's neighbours give.
        sector: the sector of the office, or of the body that it belongs to.
        gender: what a title, a role or a pronoun that can mean nobody else tells.
        offices: what the text calls them, in its order: "foreign minister", "general".
        at: the tokens that head a mention.
        user: what the user's table says of them, which the text cannot change.
        held: the office that other texts gave them, where it adds to what this one says.
    """

    name: str
    country: str | None = None
    sector: str | None = None
    gender: Gender | None = None
    offices: list[Role] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    user: Organization | None = None
    held: HeldOffice | None = None

    @property
    def office(self) -> Role | None:
        """The office that they go by: one held rather than left, a post rather than a rank."""
        return min(
            self.offices,
            key=lambda role: (
                role.former,
                not role.entry.office,
                role.entry.kind == "group",
                role.sector is None,
            ),
            default=None,
        )

    @property
    def title(self) -> str | None:
        """The title of that office in lower case, if it is one: "foreign minister"."""
        office = self.office
        if office is not None and office.entry.kind != "group":
            return office.title
        return self.held.title if self.held is not None else None

    @property
    def code(self) -> str | None:
        """Country and sector in one, as far as the text gives them."""
        return self.user.code if self.user is not None else code(self.country, self.sector)

    def last_before(self, i: int) -> int:
        """The last token before ``i`` that heads a mention of this person, or -1."""
        return max((at for at in self.at if at < i), default=-1)


def name_tokens(parse: Parse, head: Token) -> list[Token]:
    """The tokens of a personal name that ends at ``head``, titles and offices left off."""
    if head.pos_ != "PROPN" or head.i in parse.names or head.i in parse.places:
        return []
    first = head.i
    while first and _joins(parse, parse.doc[first - 1]) and first > head.sent.start:
        first -= 1
    while first <= head.i and parse.doc[first].lower_ in _NEVER_FIRST:
        first += 1
    return _without_title(list(parse.doc[first : head.i + 1]))


def _joins(parse: Parse, token: Token) -> bool:
    """Whether a token can be part of a name that goes on behind it."""
    if token.i in parse.names or token.i in parse.places or token.is_space:
        return False
    if token.lower_ in _HYPHENS or token.lower_ in words("particle of a name"):
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        return False  # "Secretary of *State* John Kerry"
    if token.lower_ in words("day or month") and token.i and token.nbor(-1).lower_ in _WHEN:
        return False  # "Last *Tuesday* Ruth Akello said", but not "Tuesday Weld said"
    capital = token.text[:1].isupper() and token.dep_ == "compound"
    return (token.pos_ == "PROPN" or capital) and not token.is_punct


def _without_title(tokens: list[Token]) -> list[Token]:
    while len(tokens) > 1 and (size := _title(tokens)):
        tokens = tokens[size:]
    return tokens


def _title(tokens: list[Token]) -> int:
    """How many tokens in front of a name are an office or a title."""
    for size in range(min(LONGEST_ROLE, len(tokens) - 1), 0, -1):
        title = joined(tokens[:size]).strip()
        entry = sectors().get(title) or sectors().get(title.removesuffix("s"))  # "Senators Lee and"
        if entry is not None and entry.kind in ("office", "role"):
            return size
    if tokens[0].lower_ in words("title of a person"):
        return 1
    for i, token in enumerate(tokens[1:-1], 1):  # "Water Minister Omar Otieno"
        if token.lower_ in PORTFOLIOS:
            return i + 1
    return 0


class People:
    """The people of one document.

    Attributes:
        at: the person by the token that heads the mention.
        everyone: each person once, in the order in which they were learnt.
    """

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._organizations = organizations = parse.organizations
        self._users = find_persons(parse)
        self._by_surname: dict[str, list[Person]] = {}
        self.at: dict[int, Person] = {}
        self.everyone: list[Person] = []
        mentions = [
            (head, name)
            for head in parse.doc
            if head.pos_ == "PROPN"
            and (not head.text.islower() or self._is_hyphenated(head))
            and head.i not in parse.names
            and head.i not in organizations
            and self._ends_a_name(head)
            and (name := name_tokens(parse, head))
            and name[0].text[:1].isupper()
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
        for i, named in self._users.items():
            if i == named.end - 1 and i not in self.at and self._ends_a_name(parse.doc[i]):
                self._learn(parse.doc[i], list(parse.doc[named.first : named.end]))
        for person in self.everyone:
            person.at.sort()
            self._share(person)
            office = person.office
            if person.country is None and office is not None and self._is_of_state(office):
                person.country = home_country(parse, person.at[0], person.sector, office=True)
            if person.user is not None:
                person.country, person.sector = person.user.country, person.user.sector
        for person in self.everyone:
            self._remember(person)

    def _is_of_state(self, office: Role) -> bool:
        """Whether an office is one of the state that the text is about: "the army's spokesman".

        "Its mayor" is of the town that "its" means, wherever that lies.
        """
        first = self._parse.doc[office.first]
        if any(t.tag_ == "PRP$" for t in first.lefts) or (
            first.i and first.nbor(-1).tag_ == "PRP$"
        ):
            return False
        served = [*grammar.children(first, "poss"), *grammar.prepositional(first, "for")]
        speaks = office.called.split()[-1] in words("voice of a state") and any(
            role.sector in _OF_STATES and not role.entry.person
            for noun in served
            if noun.pos_ == "NOUN" and (role := role_at(self._parse, noun)) is not None
        )
        return office.entry.sector in _OF_STATES or speaks

    def _remember(self, person: Person) -> None:
        """Add what other texts say of a person, unless this one says anything else."""
        held = self._held(person.name) if person.user is None else None
        if held is None or (person.title is not None and not _agrees(person.title, held.title)):
            return
        for said, other in ((person.country, held.country), (person.sector, held.sector)):
            if said is not None and said != other:
                return
        own = (person.country, person.sector)
        if own != (held.country, held.sector) or (person.title is None and held.title is not None):
            person.country, person.sector, person.held = held.country, held.sector, held

    def _held(self, name: str) -> HeldOffice | None:
        """The office that other texts agree on for a name, on the day of this document."""
        known = self._parse.offices
        if known is None:
            return None
        return known.find(name, _day(self._parse.document.published))

    def peer(self, head: Token) -> Person | None:
        """The person whose counterpart a noun names: "met his Polish counterpart"."""
        if head.lemma_.lower() not in _COUNTERPARTS:
            return None
        for owner in grammar.children(head, "poss"):
            if owner.pos_ != "PRON":
                return self.at.get(owner.i)
        if head.dep_ == "conj":  # "the minister, Ana Berg, and her Polish counterpart"
            return self.at.get(head.head.i)
        verb = grammar.clause_verb(head)
        subjects = grammar.subject(verb) if verb is not None else []
        return self.at.get(subjects[0].i) if len(subjects) == 1 else None

    def _share(self, person: Person) -> None:
        """Give a counterpart the office of the person whose counterpart they are."""
        if person.sector is not None:
            return
        for at in person.at:
            head = self._parse.doc[at]
            for noun in (head.head if head.dep_ == "appos" else head, head.doc[max(at - 2, 0)]):
                peer = self.peer(noun)
                if peer is not None and peer is not person:
                    person.sector = peer.sector
                    if peer.office is not None:
                        person.offices.append(replace(peer.office, country=person.country))
                    return

    def _ends_a_name(self, head: Token) -> bool:
        if head.dep_ != "compound" or head.i + 1 == len(head.doc):
            return True
        following = head.nbor(1)
        return not (
            following.pos_ == "PROPN"
            and following.i not in self._parse.names
            and following.text[:1].isupper()
        )

    def _is_hyphenated(self, head: Token) -> bool:
        """Whether a name goes on behind a hyphen: "Lin Hui-*chun*"."""
        return head.i > 0 and head.nbor(-1).text in _HYPHENS

    def _is_mistagged_surname(self, token: Token) -> bool:
        """Whether a known surname was taken for something else than a name."""
        return (
            token.lower_ in self._by_surname
            and token.pos_ != "PROPN"
            and token.text[:1].isupper()
            and token.i not in self._parse.names
            and token.i not in self._parse.places
            and (not token.is_sent_start or token.dep_ in ("nsubj", "nsubjpass", "ROOT", "poss"))
        )

    def _is_person(self, head: Token, name: list[Token]) -> bool:
        if any(t.ent_type_ == "PERSON" for t in name) or self._has_office(head, name):
            return True
        if any(t.i in self._users for t in name) or self._held(self._text(name)) is not None:
            return True
        return (
            head.dep_ in ("nsubj", "nsubjpass")
            and head.ent_type_ in ("", "ORG", "GPE")
            and len(name) in (2, 3)
            and all(t.is_alpha for t in name)
            and head.head.lemma_ in words("verb of speaking")
        )

    def _text(self, name: list[Token]) -> str:
        return self._parse.text(name[0].i, name[-1].i + 1)

    def _learn(self, head: Token, name: list[Token]) -> None:
        text = self._text(name)
        surname = text.split()[-1].lower()
        gender = title_gender(self._parse, name)
        namesakes = self._by_surname.setdefault(surname, [])
        known = next(
            (p for p in namesakes if _same(p.name, text) and {gender, p.gender} != _BOTH),
            None,
        )
        if known is None:
            known = Person(f"{name[0].nbor(-1).text} {text}" if gender and namesakes else text)
            self.everyone.append(known)
            namesakes.append(known)
        elif len(text) > len(known.name):
            known.name = text
        self._note(known, head, name)

    def _note(self, person: Person, head: Token, name: list[Token]) -> None:
        person.at.append(head.i)
        self.at[head.i] = person
        person.gender = person.gender or title_gender(self._parse, name)
        found = list(offices(self._parse, head, name))
        for office in found:
            self._invest(person, office)
        if not found and person.country is None:
            person.country = country_of(self._parse, head, name[0].i)
        if person.country is None and head.dep_ == "appos" and head.head.pos_ == "NOUN":
            person.country = country_of(self._parse, head.head)  # "his Kenyan host, Ann Otieno"
        person.user = next(
            (self._users[t.i].entry for t in name if t.i in self._users), person.user
        )

    def _invest(self, person: Person, office: Role) -> None:
        """Give a person an office of theirs, with its country and the sector it leads to."""
        near = (office.first, office.first - 1)  # "State Department spokesman"
        body = next((self._organizations[i] for i in near if i in self._organizations), None)
        person.offices.append(office)
        best = person.office
        led = body.entry.sector if body is not None else self._led(office)
        leads = office.called in words("role in any body")  # "the farmers' leader"
        sector = (led or office.sector) if leads else (office.sector or led)
        if sector is None and body is None and office.country is not None:
            speaks = office.called.split()[-1] in words("voice of a state")
            sector = "GOV" if speaks else None  # "Nepal's adviser, Ann Rai"
        if person.sector is None or (best is office and sector is not None):
            person.sector = sector
        country = body.entry.country if body is not None else None
        person.country = person.country or office.country or country
        person.gender = person.gender or told_gender(office.called.split())

    def _led(self, office: Role) -> str | None:
        """The sector of the people whose leader somebody is: "the farmers' leader, Luc Moreau"."""
        doc = self._parse.doc
        if office.first < 2 or doc[office.first - 1].tag_ != "POS":
            return None
        owner = role_at(self._parse, doc[office.first - 2])
        return owner.sector if owner is not None else None

    def _recall(self, head: Token, name: list[Token]) -> None:
        """A bare surname, or a single name that an office or the tagger shows to be a person's."""
        text = self._text(name)
        namesakes = self._by_surname.get(text.split()[-1].lower(), [])
        if not namesakes:
            first = self._by_family_name(head, name)
            if first is not None:
                self._note(first, head, name)
            elif self._is_person(head, name) and name[-1].is_alpha:
                self._learn(head, name)
            return
        meant = [p for p in namesakes if _same(p.name, text)]
        gender = title_gender(self._parse, name)
        if gender is not None:
            meant = [p for p in meant if {gender, p.gender} != _BOTH]
            if not meant:
                self._learn(head, name)
                return
        if len(meant) > 1:  # two Bergs: the office in front tells which, or nothing does
            held = {o.called for o in offices(self._parse, head, name)}
            meant = [p for p in meant if held & {o.called for o in p.offices}]
        if len(meant) == 1:
            self._note(meant[0], head, name)
        elif len(namesakes) > 1:
            self.at[head.i] = Person(text)

    def _by_family_name(self, head: Token, name: list[Token]) -> Person | None:
        """Who is meant by "Mr Zhao" or "President Zhao" where the family name comes first."""
        if len(name) > 1:
            return None
        held = {office.called for office in offices(self._parse, head, name)}
        addressed = title_gender(self._parse, name) is not None
        meant = [
            person
            for person in self.everyone
            if person.name.split()[0] == name[0].text
            and (addressed or held & {office.called for office in person.offices})
        ]
        return meant[0] if len(meant) == 1 else None

    def _has_office(self, head: Token, name: list[Token]) -> bool:
        return next(offices(self._parse, head, name), None) is not None


def _agrees(said: str, held: str | None) -> bool:
    """Whether a title in the text is the one that others give, or a shorter form of it."""
    return held is not None and (held == said or shortens(said, held))


def _day(published: str | None) -> date | None:
    found = iso_date(published or "")
    return date.fromisoformat(found) if found else None


def _same(known: str, name: str) -> bool:
    """Whether a shorter name can be the longer one's: same last word, first words not at odds."""
    a, b = known.lower().split(), name.lower().split()
    if a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1 or a[0] == b[0]:
        return True
    first, other = a[0].strip("."), b[0].strip(".")
    return min(len(first), len(other)) == 1 and first[0] == other[0]
