"""The head of a noun phrase -> what the phrase names: a person, a country, a body, a crowd.

Comes in: a noun. Goes out: its :class:`Coding`, or nothing. The order of the questions is the idea:
names first (a person's, an organisation's, a country's), then roles, then documents, then whatever
a common noun lets on. What none of them settles stays uncoded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sayso.knowledge.actors import NON_STATE, Organization, code
from sayso.knowledge.countries import GazetteerEntry, countries
from sayso.knowledge.predicates import verbs as event_verbs
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import evidence_nouns
from sayso.reading import grammar
from sayso.reading.belonging import HYPHENS, country_of, is_ethnic
from sayso.reading.offices import Gender, told_gender
from sayso.reading.people import People, Person, name_tokens
from sayso.reading.roles import PORTFOLIOS, Role, is_definite, role_at
from sayso.reading.salience import is_goal, is_placing
from sayso.records import Resolution, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse
    from sayso.reading.place_names import NamedPlace

Shape = Literal["person", "thing", "plural"]
"""Which pronouns can stand for a noun phrase: "he", "it" or "they"."""

_SERVING = frozenset({"GOV", "MIL", "REB", "PRM", "PTY"})  # sectors of those who act for a body
_BEARING_ARMS = frozenset({"MIL", "REB", "PRM", "CRM", "IMG"})
_MEMBERS = frozenset({"nation", "member", "country", "state"})
_DONE_BY_PEOPLE = frozenset({"COERCE", "CONSULT", "AID", "RETREAT"})
_UNITS = frozenset({"brigade", "battalion", "regiment", "wing", "unit", "cell", "column"})
_LONGEST_NAME = 4  # tokens of a name looked for behind an office
_WHERE = words("preposition of place")
_NO_PERSONS = frozenset(
    {"ORG", "NORP", "FAC", "PRODUCT", "GPE", "LOC", "WORK_OF_ART", "EVENT"}
)  # what the tagger calls a proper noun that names no human being


@dataclass(frozen=True, slots=True)
class Coding:
    """What a noun phrase names, apart from where it stands.

    ``name`` is set for persons only: everything else goes by the words of its phrase.
    """

    kind: VoiceKind
    shape: Shape
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    resolved: Resolution | None = None
    name: str | None = None
    gender: Gender | None = None
    title: str | None = None


class Codings:
    """Codes the nouns of one document.

    Attributes:
        organizations: the organisations that the text names, by token.
        people: the people that the text names.
    """

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self.organizations = parse.organizations
        self.people = People(parse)

    def of(self, head: Token) -> Coding | None:
        """What a noun names; nothing for a word inside another's phrase or that names no one."""
        name = self._parse.names.get(head.i)
        person = self.people.at.get(head.i)
        organization = self.organizations.get(head.i)
        modifies = head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i
        if person is not None:
            return of_person(person)
        if organization is not None:
            return _organization(organization.entry, head)
        place = self._parse.places.get(head.i)
        if place is not None:
            return None if modifies or place.head != head.i else _ground(place, head)
        if name is None:
            return None if modifies else self._common(head)
        if name.entry.kind == "adjective" and head.dep_ in ("amod", "compound"):
            return self._common(head)
        if is_ethnic(self._parse, head.i):
            return _placed("unnamed", "plural" if name.entry.plural else "person", None)
        return _country(name.entry)

    def _common(self, head: Token) -> Coding | None:
        """A role, a document, a body, or any other noun, with the country that stands with it."""
        behind = [noun for noun in grammar.prepositional(head, "of") if not _is_plural(head)]
        for noun in (head, *behind):  # "the mayor of Goma, Ali Hassan"
            for child in grammar.children(noun, "appos"):
                person = self.people.at.get(child.i)
                if person is not None and (noun == head or _holds(self._parse, head, person)):
                    return of_person(person)
        named = self._named_behind(head)
        if named is not None:
            return of_person(named)
        role = role_at(self._parse, head)
        if role is not None and role.entry.person and self._is_beside_name(head):
            return of_person(self.people.at[head.head.i])
        shown = _is_evidence(head) and role is not None and role.entry.noun == head.lemma_.lower()
        if role is not None and (role.entry.person or not shown or _is_acting(head)):
            return self._role(head, role)
        arms = self._arms(head) if role is None else None
        if arms is not None:
            return arms
        country = country_of(self._parse, head)
        number: Shape = "plural" if _is_plural(head) else "thing"
        if _is_evidence(head):
            return Coding("document", number)
        if number == "thing" and head.lemma_.lower() in words("body"):
            return _placed("organization", "thing", country)
        if head.pos_ == "PROPN":
            no_person = head.ent_type_ in _NO_PERSONS or _has_article(head) or is_placing(head)
            if no_person or (is_goal(head) and head.ent_type_ != "PERSON"):
                return _placed("organization", "thing", country)
            return _placed("person", "person", country)
        if country is not None or head.pos_ == "NOUN":
            return _placed("unnamed", number, country)
        return None

    def _arms(self, head: Token) -> Coding | None:
        """Those whose a weapon is: "Houthi drones", or a state right before it, "Syrian tanks"."""
        lemma = head.lemma_.lower()
        number: Shape = "plural" if _is_plural(head) else "thing"
        body = self._body_of(head) if lemma in words("thing that acts") else None
        if body is not None:
            return replace(_organization(body, head), shape=number)
        if lemma not in words("weapon of a state") or head.i == head.sent.start:
            return None
        before = head.nbor(-1)
        if before.tag_ == "POS":
            before = before.nbor(-1)
        country = country_of(self._parse, head) if before.i in self._parse.names else None
        if country is None:
            return None
        return Coding("unnamed", number, country, "MIL", code(country, "MIL"), "role")

    def _is_beside_name(self, head: Token) -> bool:
        """Whether a noun in the singular stands in apposition to a person's name."""
        return head.dep_ == "appos" and head.head.i in self.people.at and not _is_plural(head)

    def _named_behind(self, head: Token) -> Person | None:
        """Whose name follows an office where the tree makes two subjects of them."""
        for token in head.doc[head.i + 1 : head.i + _LONGEST_NAME + 1]:
            person = self.people.at.get(token.i)
            if person is None:
                continue
            name = name_tokens(self._parse, token)
            beside = token.dep_ == head.dep_ and token.head == head.head
            return person if beside and name and name[0].i == head.i + 1 else None
        return None

    def _role(self, head: Token, role: Role) -> Coding:
        """An office, a role, a group or a collective."""
        entry, country, sector = role.entry, role.country, role.sector
        plural = _is_plural(head)
        title = role.title if entry.kind != "group" else None
        body = self._body_of(head)
        if body is not None and _serves(role, body):
            return self._member(head, role, body)
        lemma = head.lemma_.lower()
        if _is_of_states(head):
            country, sector = None, "IGO"
        elif lemma == "bomber" and any(c.i in self._parse.names for c in head.lefts):
            sector = "MIL"  # "six Russian bombers" are aircraft
        elif sector is None and lemma not in words("noun of one's own"):
            peer = self.people.peer(head)
            if peer is not None:
                sector, title = peer.sector, peer.title
            elif lemma not in words("noun of another"):
                sector = self._sector_served(head)
        elif lemma in words("role in any body"):
            sector = self._sector_served(head) or sector
        if sector is None and country is not None and lemma in words("voice of a state"):
            sector = "GOV"  # "Nepal's adviser": a state's, as no other body is named
        kind: VoiceKind
        shape: Shape
        if entry.person and not plural:
            definite = is_definite(self._parse, head)
            named = definite and head.lemma_.lower() not in words("faceless role")
            kind, shape = "person" if named else "unnamed", "person"
        else:
            body_itself = not plural or (entry.kind == "collective" and head.lower_ == "police")
            unnamed = entry.person or entry.kind == "group" or not body_itself
            kind = "unnamed" if unnamed else "organization"
            shape = "plural" if plural or entry.noun in ("police", "people") else "thing"
            title = None
        return Coding(
            kind,
            shape,
            country,
            sector,
            code(country, sector),
            "role",
            gender=told_gender((*role.called.split(), head.lemma_.lower())),
            title=title if kind == "person" else None,
        )

    def _sector_served(self, head: Token) -> str | None:
        """The sector of the office or body that a role serves: "a spokesman for the army"."""
        served = [
            *grammar.children(head, "poss"),
            *grammar.prepositional(head, "of"),
            *grammar.prepositional(head, "for"),
        ]
        roles = (role_at(self._parse, noun) for noun in served if noun.pos_ in ("NOUN", "PROPN"))
        return next((role.sector for role in roles if role is not None), None)

    def _member(self, head: Token, role: Role, body: Organization) -> Coding:
        """A role of an organisation has its sector and code: "the MI6 chief", "Hamas fighters"."""
        alone = body.country is None and body.sector in NON_STATE  # a Kenyan at the UN is the UN's
        country = None if alone else role.country or body.country
        sector = _sector_of_member(role, body)
        own = (body.country, body.sector) == (country, sector)
        plural = _is_plural(head)
        kind: VoiceKind = "person" if role.entry.person else "organization"
        if plural or not is_definite(self._parse, head):
            kind = "unnamed"
        one: Shape = "person" if role.entry.person else "thing"
        return Coding(
            kind,
            "plural" if plural else one,
            country,
            sector,
            body.code if own else code(country, sector),
            "role",
            gender=told_gender((*role.called.split(), head.lemma_.lower())),
            title=role.title if kind == "person" and role.entry.kind != "group" else None,
        )

    def _is_house(self, noun: Token) -> bool:
        """Whether a noun names a parliament: "lawmakers in the Diet"."""
        named = self.organizations.get(noun.i)
        return named is not None and named.entry.kind == "legislature"

    def _body_of(self, head: Token) -> Organization | None:
        """The organisation in "the MI6 chief", "a spokesman for the ministry of ..."."""
        nouns = [
            *grammar.children(head, "compound", "poss", "nmod", "amod"),
            *grammar.prepositional(head, "of"),
            *grammar.prepositional(head, "for"),
            *grammar.prepositional(head, "from"),
            *(n for n in grammar.prepositional(head, "in") if self._is_house(n)),
        ]
        for noun in nouns:  # "gunmen from the Viv Ansanm coalition"
            named = [noun]
            if noun.lemma_.lower() in words("noun for an armed group"):
                named += grammar.children(noun, "compound", "nmod", "amod")
            elif noun.lemma_.lower() in _UNITS and noun.dep_ == "pobj":  # "of Hamas's brigade"
                named += grammar.children(noun, "compound", "nmod", "poss")
            for word in named:
                entry = self.organizations[word.i].entry if word.i in self.organizations else None
                if entry is not None and (word == noun or entry.sector is not None):
                    return entry
        return None


def _is_of_states(head: Token) -> bool:
    """Whether a noun is a body that states make up: "the 27-nation union"."""
    lemma = head.lemma_.lower()
    if lemma not in words("noun for an igo") and lemma not in words("noun for a bloc"):
        return False
    before = head.doc[head.left_edge.i : head.i]
    return any(
        t.lower_ in _MEMBERS and t.i - 1 > head.left_edge.i and t.nbor(-1).text in HYPHENS
        for t in before
    )


def _holds(parse: Parse, head: Token, person: Person) -> bool:
    """Whether a noun is the office that a person has been given by it."""
    role = role_at(parse, head)
    return role is not None and role in person.offices


def _serves(role: Role, body: Organization) -> bool:
    """Whether whoever has a role acts for the organisation that the phrase names.

    "Hamas fighters" and "a UN envoy" do, "Hamas hostages" and "a NATO ally" do not.
    """
    lemma = role.called.split()[-1]
    if lemma in words("noun of another") or lemma in words("noun of one's own"):
        return False
    if role.entry.sector is None:
        return True
    if role.entry.office or lemma in PORTFOLIOS:
        return False  # a party's ministers are the state's
    unknown = role.entry.sector == "UAF" and body.sector in _BEARING_ARMS
    return unknown or role.entry.sector == body.sector or role.entry.sector in _SERVING


def _sector_of_member(role: Role, body: Organization) -> str | None:
    """The sector of a body's own, or of the role where the body is a people or rules as a state.

    "Hamas fighters" are Hamas's; "Kurdish fighters", "Shia clerics" and "the Taliban government"
    are what the noun says.
    """
    people = body.kind == "group" and body.country is None
    led = role.called.split()[-1] in words("role in any body")
    if body.sector is None or (people and not led):
        return role.sector or body.sector
    return body.sector


def of_person(person: Person) -> Coding:
    """What the text tells of a person, as the coding of any of their mentions."""
    resolved: Resolution | None = "office" if person.code else None
    if person.user is not None:
        resolved = "user"
    elif person.held is not None:
        resolved = "ledger"
    return Coding(
        "person",
        "person",
        person.country,
        person.sector,
        person.code,
        resolved,
        person.name,
        person.gender,
        person.title,
    )


def _organization(entry: Organization, head: Token) -> Coding:
    several = _is_plural(head) and entry.kind in ("bloc", "group", "armed group")  # "Gulf states"
    shape: Shape = "plural" if several else "thing"
    resolved: Resolution = "user" if entry.user else "organization"
    return Coding("organization", shape, entry.country, entry.sector, entry.code, resolved)


def _country(entry: GazetteerEntry) -> Coding:
    """A country, its people ("Kenyans") or what its name stands for ("the Kremlin")."""
    kind: VoiceKind = "country"
    if entry.kind in ("people", "adjective"):
        kind = "unnamed"
    elif entry.kind == "metonym":
        kind = "organization"
    alpha3 = entry.country.alpha3
    shape: Shape = "plural" if entry.kind == "people" and entry.plural else "thing"
    resolved: Resolution = "user" if entry.user else "gazetteer"
    return Coding(kind, shape, alpha3, entry.sector, code(alpha3, entry.sector), resolved)


def _ground(place: NamedPlace, head: Token) -> Coding:
    """A city or a region: its country as an actor, nobody where it only says where."""
    where = head.dep_ == "pobj" and head.head.lower_ in _WHERE
    if where and head.head.head.lemma_ not in words("arriving verb"):
        return Coding("organization", "thing")
    return _placed("organization", "thing", place.country)


def _placed(kind: VoiceKind, shape: Shape, country: str | None) -> Coding:
    """Something of which only the country is known, if that."""
    resolved: Resolution = "gazetteer" if country in countries() else "user"
    return Coding(kind, shape, country, None, country, resolved if country else None)


def _is_evidence(head: Token) -> bool:
    """Whether a noun is a document, an image, a finding: "intelligence", "a UN report"."""
    return not evidence_nouns().keys().isdisjoint((head.lemma_.lower(), head.lower_))


def _is_acting(noun: Token) -> bool:
    """Whether a noun does what only people do: "Afghan intelligence arrested him"."""
    place = noun.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun
    if place.dep_ not in ("nsubj", "agent") or (noun is place and grammar.is_passive(noun.head)):
        return False
    verbs = [place.head, *(grammar.children(place.head, "conj") if noun is place else ())]
    rows = (row for v in verbs for row in event_verbs().get(v.lemma_.lower(), ()))
    return any(row.type in _DONE_BY_PEOPLE for row in rows)


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")


def _has_article(noun: Token) -> bool:
    return any(child.lower_ == "the" for child in grammar.children(noun, "det"))
