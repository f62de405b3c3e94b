"""A definite noun phrase -> what it takes up again: "the president", "the bloc", "both sides".

Comes in: a noun, what its phrase says by itself, and the mentions before it. Goes out: the mention
that it shares its actor with, or the heads of the two that a pair is made of. Where two actors fit
about as well, it takes up neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import WordClass, words
from sayso.reading import grammar
from sayso.reading.belonging import HOME_SECTORS, country_of, is_bound
from sayso.reading.roles import PORTFOLIOS, Role, is_definite, role_at
from sayso.reading.salience import FADE, clear_winner, is_placing, prominence
from sayso.reading.setting import home_country

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.knowledge.actors import OrganizationKind
    from sayso.reading.codings import Codings
    from sayso.reading.mentions import Mention
    from sayso.reading.parse import Parse
    from sayso.reading.people import Person

_BACK = 3  # sentences that a phrase for anybody ("the country", "the two") looks back
_FAR = 8  # sentences after which one is as far as another: an office is kept in mind
_LESS = 0.5  # a noun tells less than a pronoun does of how present its actor is
_OFTEN = 0.3  # what each earlier mention of an actor adds, up to four
_SALIENT = 4
_THE = frozenset({"the", "this", "that", "these", "those"})
_ORDINALS = {"former": 0, "latter": 1}
_PAIR = frozenset({"two", "both", "pair", "duo"})
_BARE = frozenset({"police", "parliament", "congress", "coastguard"})  # take no article
_ELSEWHERE = frozenset(
    {"colonial", "foreign", "neighbouring", "neighboring", "other", "rival", "exiled"}
)
_PLURAL_BODIES = frozenset({"COP", "JUD", "LEG"})  # "prosecutors" are a body as well
_NOBODYS = frozenset({"any", "no", "every", "each"})
_COMMANDED = frozenset({"MIL", "COP"})  # "the Kremlin has ordered the navy to leave"
_ONE_OF = frozenset({"GOV", "LEG", "OPP"})
_OF_STATES = frozenset({"leader", "minister", "president"})  # each country has one
_AGES = frozenset({"old"})  # "the 54-year-old"
_TAKEN_UP_BY: dict[OrganizationKind, WordClass] = {
    "igo": "noun for an igo",
    "ngo": "noun for an ngo",
    "bloc": "noun for a bloc",
    "party": "noun for a party",
    "armed group": "noun for an armed group",
    "agency": "noun for an agency",
    "legislature": "noun for a legislature",
    "court": "noun for a court",
    "media": "noun for a media",
    "company": "noun for a company",
}


class Descriptions:
    """Takes phrases up again, in the order of the text.

    Args:
        parse: the parse.
        codings: what its nouns name by themselves.
        sentences: the number of each token's sentence.
    """

    def __init__(self, parse: Parse, codings: Codings, sentences: Sequence[int]) -> None:
        self._parse = parse
        self._codings = codings
        self._sentences = sentences

    def antecedent(self, token: Token, earlier: Sequence[Mention]) -> Mention | None:
        """The mention that a noun takes up again, if it can be only one."""
        if token.i in self._codings.people.at or token.i in self._parse.names:
            return None
        if token.i in self._codings.organizations or not self._is_definite(token):
            return None
        if token.lower_ in _ORDINALS:
            pair = self._pair(token, earlier)
            return pair[_ORDINALS[token.lower_]] if pair else None
        if token.lower_ in _AGES:
            near = self._near(token, earlier)
            return self._chosen(token, [m for m in near if m.kind == "person" and m.title])
        if token.lemma_.lower() in words("noun for a country") and self._is_plain(token):
            several = token.tag_ in ("NNS", "NNPS")
            return None if several else self._country(token, earlier)
        if token.lower_ == "capital" and token.dep_ in ("nsubj", "nsubjpass"):
            return self._country(token, earlier)
        role = role_at(self._parse, token)
        if role is None or (role.country is None and grammar.children(token, "poss")):
            return self._body(token, None, earlier)
        if role.entry.person and token.tag_ not in ("NNS", "NNPS"):
            return self._holder(token, role, earlier)
        return self._body(token, role, earlier) if role.country is None else None

    def pair(self, token: Token, earlier: Sequence[Mention]) -> tuple[int, ...]:
        """The heads of the two that "the two neighbours", "both ministers" are; else nothing."""
        lemma = token.lemma_.lower()
        before = {child.lower_ for child in token.lefts}
        counted = "both" in before or ("two" in before and self._is_definite(token))
        if lemma in _PAIR and not _is_before_noun(token):
            wanted = lemma in ("two", "both") or is_definite(self._parse, token)
            of = grammar.prepositional(token, "of")
            found = self._pair(token, earlier) if wanted and not of else []
            return tuple(m.head for m in found)
        if not counted or token.tag_ not in ("NNS", "NNPS"):
            return ()
        pairs = words("noun of a pair") | words("noun of a pair of people")
        if lemma not in pairs or country_of(self._parse, token) is not None:
            return ()
        if lemma in words("noun of a pair of people"):
            people = self._two(token, [m for m in earlier if m.kind == "person"])
            if people or lemma not in _OF_STATES:
                return tuple(m.head for m in people)
        return tuple(self._countries(token))

    def _is_definite(self, token: Token) -> bool:
        """Whether a phrase is about somebody in particular who may have been named."""
        if token.lower_ in _BARE or any(c.lower_ in _THE for c in grammar.children(token, "det")):
            return True
        first, _ = grammar.noun_chunk(token)
        if self._parse.doc[first].lower_ in _THE or first in self._parse.names:
            return True
        return any(child.i in self._parse.names for child in token.children)

    def _is_plain(self, token: Token) -> bool:
        """Whether a phrase names nothing itself: no country, no name."""
        return token.i not in self._parse.names and country_of(self._parse, token) is None

    def _distance(self, token: Token, mention: Mention) -> int:
        return self._sentences[token.i] - mention.sentence

    def _near(self, token: Token, earlier: Sequence[Mention], back: int = _BACK) -> list[Mention]:
        return [m for m in earlier if self._distance(token, m) <= back and not m.parts]

    def _chosen(self, token: Token, fitting: Sequence[Mention]) -> Mention | None:
        """The mention in the lead, by how long ago, in what place and how often it stood there."""
        often = Counter(m.entity for m in fitting)

        def score(mention: Mention) -> float:
            present = prominence(self._parse.doc[mention.head])
            present += _OFTEN * min(often[mention.entity], _SALIENT)
            return _LESS * (present + FADE * (_FAR - min(self._distance(token, mention), _FAR)))

        return clear_winner((score(m), m) for m in fitting)

    # offices

    def _holder(self, token: Token, role: Role, earlier: Sequence[Mention]) -> Mention | None:
        """Who holds an office or has a role: "the president", "the Sudanese leader"."""
        fitting = [
            m
            for m in earlier
            if m.shape == "person"
            and (role.country is None or m.country in (None, role.country))
            and self._answers(m, role)
        ]
        return self._chosen(token, fitting)

    def to_come(self, token: Token) -> Person | None:
        """Who holds an office that is named before its holder: "the Sudanese president"."""
        role = role_at(self._parse, token)
        if role is None or role.country is None or not self._is_definite(token):
            return None
        if not role.entry.person or token.tag_ in ("NNS", "NNPS"):
            return None
        people = [
            person
            for person in self._codings.people.everyone
            if person.country in (None, role.country)
            and any(_fits(office, role) for office in person.offices)
        ]
        return people[0] if len(people) == 1 and people[0].last_before(token.i) < 0 else None

    def _answers(self, mention: Mention, role: Role) -> bool:
        """Whether an actor has been called by a role, or by one that it is a kind of."""
        person = self._codings.people.at.get(mention.head)
        if person is None:
            person = next(
                (p for p in self._codings.people.everyone if p.name == mention.name), None
            )
        if person is not None:
            return any(_fits(office, role) for office in person.offices)
        known = role_at(self._parse, self._parse.doc[mention.head])
        return known is not None and _fits(known, role)

    def home(self, token: Token) -> str | None:
        """The country of "the army", "prosecutors", "the president" where none is told."""
        role = role_at(self._parse, token)
        if role is None or token.i in self._codings.organizations:
            return None
        lemma = token.lemma_.lower()
        which = [c for c in grammar.children(token, "relcl") if not _is_added(c)]
        if grammar.children(token, "poss") or which:
            return None
        if lemma in words("noun of a state abroad"):
            return self._sending(token) if lemma in words("noun of an embassy") else None
        office = role.entry.person
        told = self._is_definite(token) or _is_bare(token)
        if not office:
            ruling = role.entry.noun in words("party in power")
            meant = role.entry.sector in (*HOME_SECTORS, "MIL", "OPP") or ruling
        elif token.tag_ == "NN":
            leading = role.entry.office or lemma in PORTFOLIOS or lemma in words("local office")
            state = role.entry.sector in ("GOV", "COP") and leading
            meant = state or role.entry.sector in ("OPP", "LEG")
            told = told or role.entry.sector in _ONE_OF  # "a deputy minister", "a lawmaker"
        else:
            counted = role.entry.sector == "LEG" and _is_counted(token)
            meant = counted or (role.entry.sector in _PLURAL_BODIES and _is_bare(token))
            office, told = False, told or counted
        if not meant or not told or any(c.lower_ in _NOBODYS for c in token.lefts):
            return None
        behind = [n for p in ("of", "for", "from", "in") for n in grammar.prepositional(token, p)]
        named = (self._parse.names, self._parse.places, self._codings.organizations)
        if any(n.i in known for n in behind for known in named):
            return None
        told_before = any(i < token.i for known in named for i in known)
        if any(n.pos_ == "PROPN" for n in behind) and not told_before:
            return None  # "the mayor of Rioja": only a text that has begun elsewhere tells where
        verb = grammar.clause_verb(token)
        before = [child for child in token.lefts if child.i < role.first]  # no "foreign minister"
        if verb is None or any(child.lower_ in _ELSEWHERE for child in before):
            return None
        does = {s.i for s in grammar.subject(verb)} if token.dep_ in ("dobj", "pobj") else set()
        states = does & set(self._parse.names)
        if states and verb.lemma_ in words("commanding verb") and role.entry.sector in _COMMANDED:
            return self._alpha3(states.pop()) if len(states) == 1 else None
        part = any(c.lower_ in words("adjective of a part") for c in token.lefts)
        if (states and not part) or (office and self._held_by_several(role)):
            return None
        return home_country(self._parse, token.i, role.sector, office=office)

    def _sending(self, token: Token) -> str | None:
        """The country of "the ambassador" in a text that has told of one country's embassy."""
        if token.tag_ != "NN" or not is_definite(self._parse, token):
            return None
        if any(grammar.prepositional(token, p) for p in ("of", "from", "for", "to", "in")):
            return None
        before = (
            t for t in self._parse.doc[: token.i] if t.lemma_.lower() in words("noun of an embassy")
        )
        sent = {r.country for t in before if (r := role_at(self._parse, t)) is not None}
        return sent.pop() if len(sent) == 1 else None

    def _held_by_several(self, role: Role) -> bool:
        """Whether the text names two who can be called by a role: two presidents."""
        everyone = self._codings.people.everyone
        return sum(any(_fits(office, role) for office in p.offices) for p in everyone) > 1

    # bodies and crowds

    def _body(self, token: Token, role: Role | None, earlier: Sequence[Mention]) -> Mention | None:
        """The body or crowd that a noun without a country takes up: "the bloc", "the rebels"."""
        if grammar.children(token, "relcl", "poss") or grammar.prepositional(token, "of"):
            return None
        lemma = token.lemma_.lower()
        plural = token.tag_ in ("NNS", "NNPS")
        verb = grammar.clause_verb(token) if token.dep_ in ("dobj", "pobj") else None
        does = {s.i for s in grammar.subject(verb)} if verb is not None else set()
        doers = {m.entity for m in earlier if m.head in does}
        fitting = [
            m
            for m in self._near(token, earlier)
            if m.entity not in doers
            and m.shape != "person"
            and not m.parts
            and self._is_called(m, lemma, plural=plural)
        ]
        if role is None and not fitting:
            return None
        chosen = self._chosen(token, fitting)
        if chosen is None or not chosen.known:
            return None
        of_state = role is not None and not role.entry.person
        return None if of_state and self._is_elsewhere(token, chosen) else chosen

    def _is_elsewhere(self, token: Token, chosen: Mention) -> bool:
        """Whether the text has gone on to another country since: "In Kinshasa, ..."."""
        since = (
            i
            for i in self._parse.names
            if chosen.sentence < self._sentences[i] and chosen.head < i < token.i
        )
        return chosen.country is not None and any(
            self._alpha3(i) != chosen.country and is_placing(self._parse.doc[i]) for i in since
        )

    def _is_called(self, mention: Mention, lemma: str, *, plural: bool) -> bool:
        """Whether a noun is the mention's own, or one for its kind of organisation."""
        head = self._parse.doc[mention.head]
        if any(c.lower_ in ("no", "any", "every") for c in head.lefts):
            return False
        if head.lower_ == "police" and lemma in words("noun for police"):
            return True
        named = self._codings.organizations.get(mention.head)
        if named is not None:
            kind = _TAKEN_UP_BY.get(named.entry.kind)
            own = lemma in {name.lower().split()[-1] for name in named.entry.names}
            return own or (kind is not None and lemma in words(kind))
        if head.i in self._parse.names:
            return False
        return head.lemma_.lower() == lemma and (head.tag_ in ("NNS", "NNPS")) == plural

    # countries

    def _country(self, token: Token, earlier: Sequence[Mention]) -> Mention | None:
        """The country that "the country" is: not the one that does something to it."""
        verb = grammar.clause_verb(token)
        acted_on = token.dep_ in ("dobj", "pobj") and not (
            token.dep_ == "pobj" and token.head.lower_ in ("in", "across", "throughout", "inside")
        )
        subjects = {s.i for s in grammar.subject(verb)} if verb is not None and acted_on else set()
        own = {m.country for m in earlier if m.head in subjects}
        fitting = [
            m
            for m in self._near(token, earlier)
            if m.kind == "country" and m.country is not None and m.country not in own
        ]
        return self._chosen(token, fitting)

    def _pair(self, token: Token, earlier: Sequence[Mention]) -> list[Mention]:
        """The two that stand together last, whoever they are: "the former", "the two"."""
        at = {m.head: m for m in earlier}
        countries = [at[i] for i in self._countries(token) if i in at]
        people = self._two(token, [m for m in earlier if m.kind == "person"])
        if bool(countries) == bool(people):
            return []
        found = countries or people
        return found if len(found) == 2 else []

    def _two(self, token: Token, fitting: Sequence[Mention]) -> list[Mention]:
        """The only two actors of a kind in the last sentences, in the order of the text."""
        near = self._near(token, fitting, back=1)
        first = {m.entity: m for m in reversed(near)}
        found = sorted(first.values(), key=lambda m: m.head)
        return found if len(found) == 2 else []

    def _countries(self, token: Token) -> list[int]:
        """The two countries that stand together last, or the only two of the last sentences."""
        names = [
            i
            for i in sorted(self._parse.names)
            if i < token.i
            and self._sentences[token.i] - self._sentences[i] <= _BACK
            and not is_bound(self._parse, i)
        ]
        for i in reversed(names):  # "Chad and Libya", "Thai and Lao soldiers"
            together = _coordinated(self._parse, i)
            if together:
                return together if len(together) == 2 else []
        for back in range(_BACK + 1):
            near = [i for i in names if self._sentences[token.i] - self._sentences[i] <= back]
            acting = [i for i in near if not _is_place(self._parse.doc[i])]
            one_sentence = len({self._sentences[i] for i in acting}) == 1
            sides = {self._alpha3(i) for i in acting}
            for choice in (near, acting) if one_sentence else (near,):
                found = {self._alpha3(i): i for i in reversed(choice)}
                if len(found) == 2 and sides.issuperset(found):  # where talks are is no side
                    return sorted(found.values())
            if len({self._alpha3(i) for i in near}) > 2:
                return []
        return []

    def _alpha3(self, i: int) -> str:
        return self._parse.names[i].entry.country.alpha3


def _is_bare(token: Token) -> bool:
    """Whether a plural has neither article nor number: "prosecutors said"."""
    return token.tag_ == "NNS" and not grammar.children(token, "det", "nummod", "poss")


def _is_counted(token: Token) -> bool:
    """Whether a plural has a number: "three deputies"."""
    return token.tag_ == "NNS" and bool(grammar.children(token, "nummod"))


def _fits(known: Role, role: Role) -> bool:
    """Whether somebody of one role can be called by another: a foreign minister "the minister"."""
    if role.former != known.former:
        return False
    if role.called == "leader" and known.entry.noun in words("leading office"):
        return True
    if known.called.endswith(f" {role.called}") or role.called == known.entry.noun:
        return True
    return known.called == role.called or known.called.startswith(f"{role.called} of ")


def _is_added(clause: Token) -> bool:
    """Whether a relative clause adds something, behind a comma, and does not say which one."""
    return clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text == ","


def _is_before_noun(token: Token) -> bool:
    return token.dep_ in (
        "nummod",
        "det",
        "predet",
        "amod",
        "compound",
        "preconj",
        "cc",
        "quantmod",
    )


def _is_place(token: Token) -> bool:
    """Whether a country is where something is, not who does it."""
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near", "from")


def _coordinated(parse: Parse, i: int) -> list[int]:
    """The countries coordinated with a name, if there are any."""
    token = parse.doc[i]
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    members = grammar.coordinated(token)
    if len(members) < 2 or not all(m.i in parse.names for m in members):
        return []
    return [m.i for m in members]
