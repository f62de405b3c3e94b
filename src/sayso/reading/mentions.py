"""Parse -> mentions: the noun phrases that name actors, each with its head, its words, its coding.

They are found once, in text order, so that a phrase that takes up another ("the president") shares
its actor; whoever asks who "they" are looks back over them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.actors import code
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.belonging import HOME_SECTORS, HYPHENS, is_bound, is_ethnic
from sayso.reading.codings import Coding, Codings, Shape, of_person
from sayso.reading.descriptions import Descriptions
from sayso.reading.offices import Gender
from sayso.reading.people import name_tokens
from sayso.reading.roles import role_at
from sayso.reading.salience import quantified
from sayso.records import Resolution, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_LEADING = frozenset({"the", "a", "an", "both", "all", "this", "that", "these", "those"})
_FOCUSING = frozenset({"even", "only", "just", "perhaps", "mostly", "mainly", "merely", "also"})
_HUMAN_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "ist", "ian")
_NOUNS = ("NOUN", "PROPN", "NUM")
_ALONE = frozenset({"former", "latter", "old", "two", "both"})  # can head a phrase as they are
_NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "dative", "conj")


@dataclass(frozen=True)
class Mention:
    """A noun phrase that names an actor: its head, what it is, and the actor's coding.

    ``political``: a word like "government", which names an actor even where nothing says whose.
    ``gender`` and ``title`` are what the text tells of a person. ``parts``: the heads of the actors
    that the phrase is made of ("Kenya and Uganda"), if they are several.
    """

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
    political: bool
    gender: Gender | None = None
    title: str | None = None
    parts: tuple[int, ...] = ()

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

    @property
    def entity(self) -> str:
        """What two mentions of one actor share.

        A person's name, a country's or a body's code; anybody else's name and code.
        """
        if self.kind == "person" or self.parts:
            return self.name.lower()
        if self.code is not None and (self.kind == "country" or self.resolved == "organization"):
            return self.code
        return f"{self.name.lower()} {self.code}"

    def may_be(self, other: Mention) -> bool:
        """Whether two mentions can be of one party: they have one code, or one is the country."""
        if self.entity == other.entity:
            return True
        if self.kind == "person" or other.kind == "person" or self.country != other.country:
            return False
        return self.country is not None and (
            self.sector == other.sector or None in (self.sector, other.sector)
        )


class Mentions:
    """The mentions of one document, by the token that heads them."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._codings = Codings(parse)
        self._sentence = [
            number for number, sentence in enumerate(parse.doc.sents) for _ in sentence
        ]
        self._at: dict[int, Mention] = {}
        self._order: list[int] = []
        descriptions = Descriptions(parse, self._codings, self._sentence)
        earlier: list[Mention] = []
        for token in parse.doc:
            if not self._may_name(token):
                continue
            if self.is_demonym(token):
                self._at[token.i] = self._demonym(token)
                continue
            found = self._found(token, descriptions, earlier)
            if found is not None:
                self._at[token.i] = found
                self._order.append(token.i)
                earlier.append(found)
        self._heads: dict[str, list[int]] = {}
        for mention in earlier:
            self._heads.setdefault(mention.entity, []).append(mention.head)
        self._groups = [
            group for i in self._order if (group := self._group(parse.doc[i])) is not None
        ]

    def _may_name(self, token: Token) -> bool:
        """Whether a token can head the name of an actor: no time, no qualifying country."""
        if token.i in self._parse.names:
            return not is_bound(self._parse, token.i)
        if token.i in self._codings.people.at or self._is_acronym(token):
            return True
        if token.lower_ in _ALONE and token.dep_ in _NOMINAL:
            return True
        if token.pos_ not in _NOUNS or grammar.is_temporal(token):
            return False  # "Thursday" is nobody
        return quantified(token) is None  # "hundreds of miners": the miners are

    def _found(
        self, token: Token, descriptions: Descriptions, earlier: list[Mention]
    ) -> Mention | None:
        """The mention that a token heads, with the actor that its phrase takes up again."""
        coding = None if token.lower_ in _ALONE else self._codings.of(token)
        first, end = self.phrase(token)
        own = None
        if coding is not None:
            own = self._mention(token, self._parse.text(first, end), coding)
            parts = descriptions.pair(token, earlier) or self._sharing(token)
            if len(parts) > 1:
                return self._several(own, parts)
        elif token.lower_ in _ALONE:
            parts = descriptions.pair(token, earlier)
            if parts:
                coding = Coding("unnamed", "plural")
                own = self._mention(token, self._parse.text(first, end), coding)
                return self._several(own, parts)
        named = coding is not None and coding.kind == "person" and coding.name is not None
        taken_up = None if named else descriptions.antecedent(token, earlier)
        if taken_up is not None and taken_up.kind != "person" and taken_up.code is None:
            taken_up = None if own is not None and own.known else taken_up
        if taken_up is None and own is not None:
            to_come = descriptions.to_come(token)
            if to_come is not None:
                return self._mention(token, "", of_person(to_come))
            home = descriptions.home(token) if own.country is None else None
            return own if home is None else _of_country(own, home)
        if taken_up is None:
            return None
        return replace(
            taken_up,
            head=token.i,
            sentence=self._sentence[token.i],
            subject=_is_subject(token),
            resolved=taken_up.resolved if taken_up.kind == "person" else "coreference",
        )

    def _several(self, own: Mention, parts: tuple[int, ...]) -> Mention:
        """A mention that is made of several actors: of none of their countries."""
        return replace(own, shape="plural", country=None, code=None, parts=parts)

    def _group(self, first: Token) -> Mention | None:
        """The actors that a coordination puts together, as one."""
        if first.dep_ == "conj" or not grammar.children(first, "conj"):
            return None
        members = [m for t in grammar.coordinated(first) if (m := self.get(t)) is not None]
        if len(members) < 2 or any(m.parts for m in members):
            return None
        start, end = self.phrase(first)[0], self.phrase(self._parse.doc[members[-1].head])[1]
        kinds = {m.kind for m in members}
        return replace(
            members[0],
            shape="plural",
            kind=kinds.pop() if len(kinds) == 1 else "unnamed",
            name=self._parse.text(start, end),
            country=None,
            sector=None,
            code=None,
            resolved=None,
            political=all(m.known for m in members),
            gender=None,
            title=None,
            parts=tuple(m.head for m in members),
        )

    def get(self, head: Token) -> Mention | None:
        """The mention that a token heads; a demonym heads one of its country."""
        return self._at.get(head.i)

    def since(self, sentence: int, token: Token) -> Iterator[Mention]:
        """The mentions before a token from a sentence on; coordinations come as one as well."""
        end = bisect_left(self._order, token.i)
        for i in reversed(self._order[:end]):
            if self._at[i].sentence < sentence:
                break
            yield self._at[i]
        for group in self._groups:
            if group.sentence >= sentence and max(group.parts) < token.i:
                yield group

    def times(self, entity: str, token: Token) -> int:
        """How often an actor is mentioned before a token."""
        heads = self._heads.get(entity, [])
        return bisect_left(heads, token.i)

    def sentence(self, token: Token) -> int:
        """The number of the sentence that a token stands in."""
        return self._sentence[token.i]

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the words that name the actor, articles left off."""
        if head.i in self._codings.people.at:
            tokens = name_tokens(self._parse, head)
            return (tokens[0].i if tokens else head.i), head.i + 1
        first, end = grammar.noun_chunk(head)
        while first < head.i and _is_left_off(self._parse.doc[first]):
            first += 1
        organization = self._codings.organizations.get(head.i)
        if organization is not None:
            return min(first, organization.first), max(end, organization.end)
        place = self._parse.places.get(head.i)
        if place is not None:
            return min(first, place.first), max(end, place.end)
        named = self._takes_of(head) or quantified(head) is not None
        if named or head.lower_ in words("noun of ground"):
            for child in grammar.children(head, "prep"):
                if child.lower_ == "of" and child.i == head.i + 1 and self._belongs(child):
                    end = max([end, *(noun.i + 1 for noun in grammar.children(child, "pobj"))])
        return first, end

    def _is_acronym(self, token: Token) -> bool:
        """Whether a word alone names an organisation: IGAD is no verb, whatever the tagger says."""
        named = self._codings.organizations.get(token.i)
        return named is not None and named.end - named.first == 1

    def is_demonym(self, token: Token) -> bool:
        """Whether a country's adjective stands before its noun ("Eritrean attack")."""
        name = self._parse.names.get(token.i)
        if name is None or name.entry.kind not in ("adjective", "people"):
            return False
        noun = modified(token)
        return (
            token.dep_ in ("amod", "compound", "nmod", "conj")
            and not is_ethnic(self._parse, token.i)
            and noun.pos_ in ("NOUN", "PROPN")
            and token.i < noun.i
        )

    def _demonym(self, token: Token) -> Mention:
        """The country that an adjective names, as the actor of the noun it stands before."""
        entry = self._parse.names[token.i].entry
        country = entry.country.alpha3
        resolved: Resolution = "user" if entry.user else "gazetteer"
        coding = Coding("country", "thing", country, None, country, resolved)
        return self._mention(token, self._parse.word(token), coding)

    def _mention(self, head: Token, text: str, coding: Coding) -> Mention:
        return Mention(
            head=head.i,
            sentence=self._sentence[head.i],
            shape=coding.shape,
            subject=_is_subject(head),
            kind=coding.kind,
            name=text if coding.name is None else coding.name,
            country=coding.country,
            sector=coding.sector,
            code=coding.code,
            resolved=coding.resolved,
            gender=coding.gender,
            title=coding.title,
            political=coding.name is None and head.lemma_.lower() in words("political noun"),
        )

    def _sharing(self, head: Token) -> tuple[int, ...]:
        """The countries that share a noun: "Thai and Lao soldiers", "leaders of Chad and Mali"."""
        found = [
            child
            for child in head.lefts
            if child.dep_ in ("amod", "compound", "nmod")
            and child.i in self._parse.names
            and child.pos_ in ("ADJ", "PROPN", "NOUN")
            and not is_bound(self._parse, child.i)
        ]
        if len(found) == 1:
            found += [c for c in grammar.children(found[0], "conj") if c.i in self._parse.names]
        if len(found) > 1:
            return () if _is_tied(found) else tuple(t.i for t in found)
        role = role_at(self._parse, head)
        if role is None:
            return ()
        serving = role.sector in HOME_SECTORS  # "envoys from Chad and Niger", but not migrants
        for preposition in ("of", "from") if serving else ("of",):
            nouns = grammar.prepositional(head, preposition)
            if len(nouns) > 1 and all(n.i in self._parse.names for n in nouns):
                return tuple(n.i for n in nouns)
        return ()

    def _takes_of(self, head: Token) -> bool:
        """Whether an of-phrase can belong to the name: "President of Azerbaijan"."""
        return head.pos_ == "PROPN" or role_at(self._parse, head) is not None

    def _belongs(self, of: Token) -> bool:
        """Whether an of-phrase does: not in "accused the president of treason"."""
        accused = of.head.dep_ == "dobj" and grammar.blames(of.head.head)
        return not accused or any(
            noun.i in self._parse.names or noun.pos_ == "PROPN" or role_at(self._parse, noun)
            for noun in grammar.children(of, "pobj")
        )


def _is_left_off(token: Token) -> bool:
    """Whether a word before a name is no part of it: an article, "even", a live blog's hour."""
    focusing = token.lower_ in _FOCUSING and token.ent_type_ != "ORG"
    return token.lower_ in _LEADING or focusing or (":" in token.text and token.text[0].isdigit())


def _is_tied(names: list[Token]) -> bool:
    """Whether names before a noun are one word: a "British-Iranian national" is one person."""
    return any(b.i - a.i == 2 and a.nbor(1).text in HYPHENS for a, b in pairwise(names))


def modified(token: Token) -> Token:
    """The noun that an adjective stands before, also behind another ("Thai and Lao soldiers")."""
    return token.head if token.dep_ != "conj" else token.head.head


def is_human(noun: Token) -> bool:
    """Whether a common noun looks like people, by its ending: authors, teachers, economists."""
    return (
        noun.pos_ == "NOUN"
        and noun.lower_.endswith(_HUMAN_ENDINGS)
        and noun.lower_ not in words("thing like a person")
    )


def _of_country(mention: Mention, country: str) -> Mention:
    """A mention that the text around it gives a country."""
    return replace(
        mention,
        country=country,
        code=code(country, mention.sector),
        resolved="coreference",
    )


def _is_subject(token: Token) -> bool:
    label = token.head.dep_ if token.dep_ == "conj" else token.dep_
    return label in ("nsubj", "nsubjpass")
