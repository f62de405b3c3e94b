"""Parse -> parties: which actor a noun phrase names, and who "he", "Baku" or "the president" is.

A country comes from the gazetteer, a sector from the role noun, an office from what the text says
of a person. What none of them settles keeps its words as name and null as code: never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sayso.knowledge.actors import Organization, code, organizations
from sayso.knowledge.countries import split_name
from sayso.knowledge.wording import evidence_nouns
from sayso.reading import grammar
from sayso.reading.people import People, Person, country_of, name_tokens, role_at
from sayso.records import Party, Resolution, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SPEAKER = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_DEMONSTRATIVE = frozenset({"the", "this", "that", "these", "those", "both"})
_POLITICAL_NOUNS = frozenset({"country", "nation", "state", "government", "power", "side"})
_PAIRS = _POLITICAL_NOUNS | {
    "leader",
    "neighbour",
    "neighbor",
    "capital",
    "minister",
    "president",
    "army",
    "force",
    "party",
}
_BODIES = frozenset(
    {
        "federation",
        "union",
        "company",
        "firm",
        "committee",
        "council",
        "agency",
        "association",
        "alliance",
        "movement",
        "front",
        "league",
        "commission",
        "institute",
        "newspaper",
        "station",
        "bank",
        "church",
        "foundation",
        "organisation",
        "organization",
        "coalition",
        "charity",
        "bloc",
        "embassy",
        "consulate",
        "broadcaster",
        "channel",
        "magazine",
        "daily",
        "website",
        "office",
        "department",
        "bureau",
    }
)
_QUANTITIES = frozenset(
    {
        "thousand",
        "hundred",
        "dozen",
        "score",
        "million",
        "number",
        "majority",
        "handful",
        "most",
        "many",
        "some",
        "several",
        "member",
        "part",
        "lot",
        "bulk",
        "rest",
        "one",
        "two",
        "three",
        "crowd",
        "all",
        "each",
        "both",
        "wave",
        "series",
        "pair",
        "couple",
        "kind",
    }
)
_FACELESS = frozenset(
    {
        "official",
        "diplomat",
        "source",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
        "witness",
        "analyst",
        "adviser",
        "advisor",
        "insider",
        "resident",
        "expert",
        "observer",
        "lawyer",
    }
)
_HUMAN_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "ist", "ian")
_THINGS_IN_ERS = frozenset(
    {
        "rivers",
        "waters",
        "papers",
        "letters",
        "orders",
        "borders",
        "numbers",
        "powers",
        "towers",
        "quarters",
        "headquarters",
        "computers",
        "matters",
        "centers",
        "winters",
        "summers",
        "offers",
        "answers",
        "members",
        "doors",
        "floors",
        "factors",
        "sectors",
        "corridors",
        "motors",
        "errors",
        "harbors",
        "plants",
        "grants",
        "fees",
        "committees",
        "guarantees",
        "trees",
        "degrees",
        "containers",
        "helicopters",
        "bombers",
        "carriers",
        "destroyers",
        "freighters",
        "trawlers",
        "tankers",
        "launchers",
        "shelters",
        "chapters",
        "barriers",
        "frontiers",
    }
)
_COUNTRY_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom", "homeland"})
_LEADING = frozenset({"the", "a", "an", "both", "all", "this", "that", "these", "those"})
_BACK = 3  # sentences that a pronoun may look back
_LONGEST_ORGANIZATION = 7

Shape = Literal["person", "thing", "plural"]


@dataclass(frozen=True)
class Mention:
    """A noun phrase that names an actor: its head, what it is, and the actor's coding."""

    head: int
    sentence: int
    shape: Shape
    subject: bool
    kind: VoiceKind
    name: str
    country: str | None
    sector: str | None
    code: str | None
    resolved: Resolution | None
    first: int
    end: int
    political: bool = False

    @property
    def known(self) -> bool:
        """Whether anything at all places this actor: a country, a sector, an organisation."""
        return (
            self.country is not None
            or self.sector is not None
            or self.code is not None
            or self.resolved == "organization"
            or self.political
        )


class Parties:
    """The actors of one document, found once, asked for by token."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._sentence = [0] * len(parse.doc)
        for number, sentence in enumerate(parse.doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number
        self._organizations = self._find_organizations()
        self.people = People(parse, set(self._organizations))
        self._mentions: dict[int, Mention] = {}
        self._order: list[int] = []
        for token in parse.doc:
            if token.pos_ in ("NOUN", "PROPN", "NUM") or token.i in parse.names:
                mention = self._demonym(token) if self._is_demonym(token) else self._nominal(token)
                if mention is not None:
                    self._mentions[token.i] = mention
                    if not self._is_demonym(token):
                        self._order.append(token.i)

    # --- asking -------------------------------------------------------------------------------

    def mention(self, head: Token, speaker: Mention | None = None) -> Mention | None:
        """The actor that a token's phrase names; a pronoun's is its antecedent's.

        ``speaker`` is whose words these are: "we" in a quotation is its speaker.
        """
        if head.lower_ in _SPEAKER:
            return speaker
        if head.pos_ == "PRON" or head.lower_ in _PERSONAL | _THING | _PLURAL:
            return self._antecedent(head, speaker)
        if (
            head.lemma_.lower() in _COUNTRY_NOUNS
            and self._is_definite(head)
            and head.i not in self._parse.names
        ):
            own = country_of(self._parse, head)
            if own is None:
                return self._the_country(head)
        inner = quantified(head)
        if inner is not None:
            return self.mention(inner, speaker)
        mention = self._mentions.get(head.i)
        if (
            mention is not None
            and mention.country is None
            and mention.kind not in ("person", "document")
        ):
            return self._owned(head, mention, speaker)
        return mention

    def members(self, head: Token) -> list[Token]:
        """The heads to name one by one: "Thai and Cambodian soldiers" are two parties' soldiers."""
        pair = self._pair(head)
        if len(pair) == 2:
            return pair
        demonyms = [
            c
            for c in head.lefts
            if c.dep_ in ("amod", "compound", "nmod")
            and c.i in self._parse.names
            and c.pos_ in ("ADJ", "PROPN", "NOUN")
        ]
        if not demonyms:
            for child in grammar.children(head, "prep"):
                if (
                    child.lower_ == "of"
                    and self._mentions.get(head.i) is not None
                    and self._mentions[head.i].resolved == "role"
                ):
                    named = [
                        n
                        for p in grammar.children(child, "pobj")
                        for n in grammar.coordinated(p)
                        if n.i in self._parse.names
                    ]
                    if len(named) > 1:
                        return named
        if len(demonyms) == 1:
            demonyms += [
                c for c in demonyms[0].children if c.dep_ == "conj" and c.i in self._parse.names
            ]
        return demonyms if len(demonyms) > 1 else [head]

    def _pair(self, head: Token) -> list[Token]:
        """ "The two sides", "both governments": the last two countries that were named."""
        if head.tag_ not in ("NNS", "NNPS") or head.lemma_.lower() not in _PAIRS:
            return []
        if (
            not any(c.lower_ in ("two", "both") for c in head.lefts)
            or country_of(self._parse, head) is not None
        ):
            return []
        found: dict[str, Token] = {}
        for i in sorted((i for i in self._parse.names if i < head.i), reverse=True):
            token = self._parse.doc[i]
            if token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near", "from"):
                continue  # where, not who
            found.setdefault(self._parse.names[i].entry.country.alpha3, self._parse.doc[i])
            if len(found) == 2:
                break
        return sorted(found.values(), key=lambda t: t.i)

    def _owned(self, head: Token, mention: Mention, speaker: Mention | None) -> Mention:
        """ "Its ministers", "our soldiers": the owner's country is theirs."""
        for child in head.children:
            if child.dep_ == "poss" and child.lower_ in _THING | _PLURAL | _PERSONAL | _SPEAKER:
                owner = self.mention(child, speaker)
                if owner is not None and owner.country is not None:
                    return replace(
                        mention,
                        country=owner.country,
                        code=code(owner.country, mention.sector),
                        resolved="coreference",
                    )
        return mention

    def party(self, head: Token, speaker: Mention | None = None) -> Party:
        """The record of an actor: its own words as span, the actor's name and codes."""
        mention = self.mention(head, speaker)
        first, end = self.phrase(head)
        name = self._parse.names.get(head.i)
        if name is not None and self._is_demonym(head):
            noun = head.head if head.dep_ != "conj" else head.head.head
            whole = self._mentions.get(noun.i)
            sector = whole.sector if whole is not None else None
            country = name.entry.country.alpha3
            span = self._parse.span(head.i, head.i + 1)
            return Party(
                start=span.start,
                end=span.end,
                text=span.text,
                name=f"{span.text} {self._parse.word(noun)}" if whole is not None else span.text,
                code=code(country, sector),
                country=country,
                sector=sector,
                resolved="gazetteer",
            )
        span = self._parse.span(first, end)
        if mention is None:
            return Party(start=span.start, end=span.end, text=span.text, name=span.text)
        inherited = mention.head != head.i
        return Party(
            start=span.start,
            end=span.end,
            text=span.text,
            name=mention.name,
            code=mention.code,
            country=mention.country,
            sector=mention.sector,
            resolved="coreference" if inherited and mention.code else mention.resolved,
        )

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the words that name the actor, articles left off."""
        person = self.people.at.get(head.i)
        if person is not None:
            tokens = name_tokens(self._parse, head)
            return (tokens[0].i, head.i + 1) if tokens else (head.i, head.i + 1)
        first, end = grammar.noun_chunk(head)
        while first < head.i and self._parse.doc[first].lower_ in _LEADING:
            first += 1
        organization = self._organizations.get(head.i)
        if organization is not None:
            first, end = min(first, organization[1]), max(end, organization[2])
        elif self._takes_of(head) or quantified(head) is not None:
            for child in grammar.children(head, "prep"):
                if child.lower_ == "of" and child.i == head.i + 1:
                    for noun in grammar.children(child, "pobj"):
                        end = max(end, noun.i + 1)
        return first, end

    def is_political(self, mention: Mention | None) -> bool:
        """Whether an actor is one that political events are about."""
        return mention is not None and mention.known

    # --- finding ------------------------------------------------------------------------------

    def _find_organizations(self) -> dict[int, tuple[Organization, int, int]]:
        """Organisations in the text, by each of their tokens: (organisation, first, end)."""
        table = organizations()
        doc = self._parse.doc
        words = [self._parse.word(t) for t in doc]
        found: dict[int, tuple[Organization, int, int]] = {}
        i = 0
        while i < len(doc):
            if not (words[i][:1].isupper() or words[i][:1].isdigit()):
                i += 1
                continue
            for size in range(min(_LONGEST_ORGANIZATION, len(doc) - i), 0, -1):
                key = tuple(part for word in words[i : i + size] for part in split_name(word))
                entry = table.get(key)
                if entry is not None and not any(doc[j].is_space for j in range(i, i + size)):
                    for j in range(i, i + size):
                        found[j] = (entry, i, i + size)
                    i += size - 1
                    break
            i += 1
        return found

    def _is_demonym(self, token: Token) -> bool:
        """Whether a country's adjective stands before its noun ("Eritrean attack")."""
        name = self._parse.names.get(token.i)
        if name is None or name.entry.kind not in ("adjective", "people"):
            return False
        noun = token.head if token.dep_ != "conj" else token.head.head
        return (
            token.dep_ in ("amod", "compound", "nmod", "conj")
            and noun.pos_ in ("NOUN", "PROPN")
            and token.i < noun.i
        )

    def _demonym(self, token: Token) -> Mention:
        """The country that an adjective names, as the actor of the noun it stands before."""
        country = self._parse.names[token.i].entry.country.alpha3
        word = self._parse.word(token)
        return self._make(
            token,
            token.i,
            token.i + 1,
            word,
            "country",
            "thing",
            country,
            None,
            country,
            "gazetteer",
        )

    def _nominal(self, head: Token) -> Mention | None:
        parse = self._parse
        if (
            head.dep_ in ("compound", "nmod", "amod")
            and head.i not in self._organizations
            and head.head.i > head.i
        ):
            if head.i not in parse.names and head.i not in self.people.at:
                return None
        first, end = self.phrase(head)
        text = parse.span(first, end).text
        person = self.people.at.get(head.i)
        if person is not None:
            return self._person(head, person, first, end)
        organization = self._organizations.get(head.i)
        if organization is not None:
            entry = organization[0]
            return self._make(
                head,
                first,
                end,
                text,
                "organization",
                "thing",
                entry.country,
                entry.sector,
                entry.code,
                "organization",
            )
        name = parse.names.get(head.i)
        if name is not None and not (
            name.entry.kind == "adjective" and head.dep_ in ("amod", "compound")
        ):
            entry = name.entry
            plural = entry.kind == "people" and entry.plural
            sector = entry.sector
            return self._make(
                head,
                first,
                end,
                text,
                "unnamed"
                if entry.kind in ("people", "adjective")
                else "organization"
                if entry.kind == "metonym"
                else "country",
                "plural" if plural else "thing",
                entry.country.alpha3,
                sector,
                code(entry.country.alpha3, sector),
                "gazetteer",
            )
        return self._common(head, first, end, text)

    def _person(self, head: Token, person: Person, first: int, end: int) -> Mention:
        resolved: Resolution | None = "office" if person.code else None
        return Mention(
            head.i,
            self._sentence[head.i],
            "person",
            _is_subject(head),
            "person",
            person.name,
            person.country,
            person.sector,
            person.code,
            resolved,
            first,
            end,
        )

    def _make(
        self,
        head: Token,
        first: int,
        end: int,
        name: str,
        kind: VoiceKind,
        shape: Shape,
        country: str | None,
        sector: str | None,
        full: str | None,
        resolved: Resolution | None,
    ) -> Mention:
        return Mention(
            head.i,
            self._sentence[head.i],
            shape,
            _is_subject(head),
            kind,
            name,
            country,
            sector,
            full,
            resolved,
            first,
            end,
            political=head.lemma_.lower() in _POLITICAL_NOUNS,
        )

    def _common(self, head: Token, first: int, end: int, text: str) -> Mention | None:
        """A role, a collective, a document, or any other noun with a country in it."""
        parse = self._parse
        beside = next(
            (
                self.people.at[c.i]
                for c in head.children
                if c.dep_ == "appos" and c.i in self.people.at
            ),
            None,
        )
        if beside is not None:
            return self._person(head, beside, first, end)
        role = role_at(parse, head)
        country = role.country if role is not None else country_of(parse, head)
        plural = head.tag_ in ("NNS", "NNPS")
        kind: VoiceKind
        if role is not None:
            entry = role.entry
            body = self._body_of(head) if entry.sector is None else None
            if body is not None:
                country, sector = country or body.country, body.sector
                kind = (
                    "unnamed"
                    if plural or not self._is_definite(head)
                    else "person"
                    if entry.person
                    else "organization"
                )
                full = body.code if body.country == country else code(country, sector)
                return self._make(
                    head,
                    first,
                    end,
                    text,
                    kind,
                    "plural" if plural else "person",
                    country,
                    sector,
                    full,
                    "role",
                )
            if entry.person and not plural:
                known = self._office_holder(head, entry.noun, country)
                if known is not None:
                    return self._person(head, known, first, end)
                faceless = head.lemma_.lower() in _FACELESS or not self._is_definite(head)
                kind = "unnamed" if faceless else "person"
                return self._make(
                    head,
                    first,
                    end,
                    text,
                    kind,
                    "person",
                    country,
                    entry.sector,
                    code(country, entry.sector),
                    "role",
                )
            collective = entry.kind == "collective" and head.lower_ == "police" or not plural
            kind = (
                "unnamed"
                if entry.person or entry.kind == "group" or not collective
                else "organization"
            )
            shape: Shape = "plural" if plural or entry.noun in ("police", "people") else "thing"
            return self._make(
                head,
                first,
                end,
                text,
                kind,
                shape,
                country,
                entry.sector,
                code(country, entry.sector),
                "role",
            )
        evidence = evidence_nouns().get(head.lemma_.lower())
        if evidence is not None:
            return self._make(
                head,
                first,
                end,
                text,
                "document",
                "plural" if plural else "thing",
                None,
                None,
                None,
                None,
            )
        if head.lemma_.lower() in _BODIES and not plural:
            return self._make(
                head,
                first,
                end,
                text,
                "organization",
                "thing",
                country,
                None,
                country,
                "gazetteer" if country else None,
            )
        if head.pos_ == "PROPN":
            titled = any(c.dep_ == "det" and c.lower_ == "the" for c in head.children)
            kind = (
                "organization"
                if titled
                or head.ent_type_
                in ("ORG", "NORP", "FAC", "PRODUCT", "GPE", "LOC", "WORK_OF_ART", "EVENT")
                else "person"
            )
            return self._make(
                head,
                first,
                end,
                text,
                kind,
                "thing" if kind == "organization" else "person",
                country,
                None,
                country,
                "gazetteer" if country else None,
            )
        if country is not None:
            return self._make(
                head,
                first,
                end,
                text,
                "unnamed",
                "plural" if plural else "thing",
                country,
                None,
                country,
                "gazetteer",
            )
        if head.pos_ == "NOUN":
            return self._make(
                head,
                first,
                end,
                text,
                "unnamed",
                "plural" if plural else "thing",
                None,
                None,
                None,
                None,
            )
        return None

    def _body_of(self, head: Token) -> Organization | None:
        """The organisation in "the MI6 chief", "a spokesman for the ministry of ..."."""
        for child in head.children:
            if child.dep_ in ("compound", "poss", "nmod") and child.i in self._organizations:
                return self._organizations[child.i][0]
        for preposition in ("of", "for"):
            for noun in grammar.prepositional(head, preposition):
                if noun.i in self._organizations:
                    return self._organizations[noun.i][0]
        return None

    def _office_holder(self, head: Token, role: str, country: str | None) -> Person | None:
        """The named person whose office "the president" refers back to."""
        if not self._is_definite(head) and country is None:
            return None
        holders = [
            p
            for p in self.people.everyone
            if p.role == role and (country is None or p.country in (None, country))
        ]
        if (
            country is not None
            and not self._is_definite(head)
            and not any(c.i in self._parse.names for c in head.children)
        ):
            return None
        before = [p for p in holders if any(i < head.i for i in p.at)]
        if before:
            return max(before, key=lambda p: max(i for i in p.at if i < head.i))
        return holders[0] if len(holders) == 1 and country is not None else None

    def _is_definite(self, head: Token) -> bool:
        first, _ = grammar.noun_chunk(head)
        opener = self._parse.doc[first]
        return (
            opener.lower_ in _DEMONSTRATIVE
            or opener.i in self._parse.names
            or any(c.dep_ == "poss" for c in head.children)
        )

    def _takes_of(self, head: Token) -> bool:
        """ "President of Azerbaijan", "Ministry of Defence": the of-phrase belongs to the name."""
        return head.pos_ == "PROPN" or role_at(self._parse, head) is not None

    # --- referring back -----------------------------------------------------------------------

    def _antecedent(self, pronoun: Token, speaker: Mention | None) -> Mention | None:
        word = pronoun.lower_
        shapes: tuple[Shape, ...]
        if word in _PERSONAL:
            shapes = ("person",)
        elif word in _THING:
            shapes = ("thing",)
        elif word in _PLURAL:
            shapes = ("plural", "thing")
        else:
            return None
        here = self._sentence[pronoun.i]
        siblings = self._co_arguments(pronoun)
        best: tuple[float, Mention] | None = None
        for i in self._order:
            if i >= pronoun.i:
                break
            mention = self._mentions[i]
            back = here - mention.sentence
            if back > _BACK or mention.shape not in shapes or mention.kind == "document":
                continue
            if speaker is not None and mention.name == speaker.name and mention.kind == "person":
                continue  # a speaker is "I" in their own words
            if i in siblings:
                continue  # "rejected it": an object is not its own subject
            if mention.shape == "thing" and not mention.known and mention.kind != "organization":
                continue
            if (
                word in _PLURAL
                and mention.shape == "thing"
                and mention.kind not in ("country", "organization")
            ):
                continue
            score = (
                -2.0 * back
                + (1.5 if mention.subject else 0.0)
                + (0.5 if mention.kind == "person" else 0.0)
            )
            if mention.shape == "plural" and word in _PLURAL:
                score += 1.0
            score += i / len(self._sentence) * 0.4
            if best is None or score >= best[0]:
                best = (score, mention)
        return best[1] if best is not None else None

    def _co_arguments(self, pronoun: Token) -> set[int]:
        """The subjects of the verb whose object a pronoun is."""
        if pronoun.dep_ not in ("dobj", "dative") and not (
            pronoun.dep_ == "pobj" and pronoun.head.head.pos_ == "VERB"
        ):
            return set()
        verb = grammar.clause_verb(pronoun)
        return {s.i for s in grammar.subject(verb)} if verb is not None else set()

    def _the_country(self, head: Token) -> Mention | None:
        """ "This country": the last country named that is not the subject of the same clause."""
        verb = grammar.clause_verb(head)
        own = {s.i for s in grammar.subject(verb)} if verb is not None else set()
        own_countries = {self._mentions[i].country for i in own if i in self._mentions}
        here = self._sentence[head.i]
        for i in reversed([i for i in self._order if i < head.i]):
            mention = self._mentions[i]
            if here - mention.sentence > _BACK:
                return None
            if mention.kind == "country" and mention.country not in own_countries:
                return mention
        return None


def quantified(head: Token) -> Token | None:
    """The noun that a quantity counts: "thousands of teachers", "one of them"."""
    if head.lemma_.lower() not in _QUANTITIES:
        return None
    for child in grammar.children(head, "prep"):
        if child.lower_ == "of":
            for noun in grammar.children(child, "pobj"):
                return noun
    return None


def is_human(noun: Token) -> bool:
    """Whether a common noun looks like people, by its ending: authors, teachers, economists."""
    return (
        noun.pos_ == "NOUN"
        and noun.lower_.endswith(_HUMAN_ENDINGS)
        and noun.lower_ not in _THINGS_IN_ERS
    )


def _is_subject(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass") or (
        token.dep_ == "conj" and token.head.dep_ in ("nsubj", "nsubjpass")
    )
