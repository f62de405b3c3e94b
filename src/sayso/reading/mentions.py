"""Parse -> mentions: the noun phrases that name actors, each with its head, its words, its coding.

They are found once, in text order; whoever asks who "they" are looks back over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.codings import Coding, Codings, Shape
from sayso.reading.people import name_tokens
from sayso.reading.roles import role_at
from sayso.records import Resolution, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_LEADING = frozenset({"the", "a", "an", "both", "all", "this", "that", "these", "those"})
_HUMAN_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "ist", "ian")


@dataclass(frozen=True)
class Mention:
    """A noun phrase that names an actor: its head, what it is, and the actor's coding.

    ``political``: a word like "government", which names an actor even where nothing says whose.
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
        for token in parse.doc:
            if token.pos_ not in ("NOUN", "PROPN", "NUM") and token.i not in parse.names:
                continue
            if grammar.is_temporal(token) and token.i not in parse.names:
                continue  # "Thursday" is nobody
            if self.is_demonym(token):
                self._at[token.i] = self._demonym(token)
                continue
            coding = self._codings.of(token)
            if coding is not None:
                first, end = self.phrase(token)
                self._at[token.i] = self._mention(token, parse.span(first, end).text, coding)
                self._order.append(token.i)

    def get(self, head: Token) -> Mention | None:
        """The mention that a token heads; a demonym heads one of its country."""
        return self._at.get(head.i)

    def before(self, token: Token) -> Iterator[Mention]:
        """The mentions before a token, nearest first; demonyms do not count."""
        for i in reversed(self._order):
            if i < token.i:
                yield self._at[i]

    def sentence(self, token: Token) -> int:
        """The number of the sentence that a token stands in."""
        return self._sentence[token.i]

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the words that name the actor, articles left off."""
        if head.i in self._codings.people.at:
            tokens = name_tokens(self._parse, head)
            return (tokens[0].i if tokens else head.i), head.i + 1
        first, end = grammar.noun_chunk(head)
        while first < head.i and self._parse.doc[first].lower_ in _LEADING:
            first += 1
        organization = self._codings.organizations.get(head.i)
        if organization is not None:
            return min(first, organization.first), max(end, organization.end)
        if self._takes_of(head) or quantified(head) is not None:
            for child in grammar.children(head, "prep"):
                if child.lower_ == "of" and child.i == head.i + 1:
                    end = max([end, *(noun.i + 1 for noun in grammar.children(child, "pobj"))])
        return first, end

    def is_demonym(self, token: Token) -> bool:
        """Whether a country's adjective stands before its noun ("Eritrean attack")."""
        name = self._parse.names.get(token.i)
        if name is None or name.entry.kind not in ("adjective", "people"):
            return False
        noun = modified(token)
        return (
            token.dep_ in ("amod", "compound", "nmod", "conj")
            and noun.pos_ in ("NOUN", "PROPN")
            and token.i < noun.i
        )

    def _demonym(self, token: Token) -> Mention:
        """The country that an adjective names, as the actor of the noun it stands before."""
        country = self._parse.names[token.i].entry.country.alpha3
        coding = Coding("country", "thing", country, None, country, "gazetteer")
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
            political=coding.name is None and head.lemma_.lower() in words("political noun"),
        )

    def _takes_of(self, head: Token) -> bool:
        """Whether an of-phrase belongs to the name: "President of Azerbaijan"."""
        return head.pos_ == "PROPN" or role_at(self._parse, head) is not None


def modified(token: Token) -> Token:
    """The noun that an adjective stands before, also behind another ("Thai and Lao soldiers")."""
    return token.head if token.dep_ != "conj" else token.head.head


def quantified(head: Token) -> Token | None:
    """The noun that a quantity counts: "thousands of teachers", "one of them"."""
    if head.lemma_.lower() not in words("quantity"):
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
        and noun.lower_ not in words("thing like a person")
    )


def _is_subject(token: Token) -> bool:
    label = token.head.dep_ if token.dep_ == "conj" else token.dep_
    return label in ("nsubj", "nsubjpass")
