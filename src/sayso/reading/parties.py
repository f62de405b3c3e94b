"""Parse -> parties: which actor a noun phrase names, and who "he", "Baku" or "the president" is.

A country comes from the gazetteer, a sector from the role noun, an office from what the text says
of a person. What none of them settles keeps its words as name and null as code: never a guess.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.actors import code
from sayso.reading import grammar
from sayso.reading.mentions import Mention, Mentions, modified, quantified
from sayso.reading.reference import References, is_pronoun, is_speaker, possessive
from sayso.records import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse


class Parties:
    """The actors of one document, found once, asked for by token."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._mentions = Mentions(parse)
        self._references = References(parse, self._mentions)

    def mention(self, head: Token, speaker: Mention | None = None) -> Mention | None:
        """The actor that a token's phrase names; a pronoun's is its antecedent's.

        ``speaker`` is whose words these are: "we" in a quotation is its speaker.
        """
        if is_speaker(head):
            return speaker
        if is_pronoun(head):
            return self._references.antecedent(head, speaker)
        if self._references.is_the_country(head):
            return self._references.the_country(head)
        inner = quantified(head)
        if inner is not None:
            return self.mention(inner, speaker)
        mention = self._mentions.get(head)
        if mention is None or mention.country is not None:
            return mention
        if mention.kind in ("person", "document"):
            return mention
        return self._owned(head, mention, speaker)

    def members(self, head: Token) -> list[Token]:
        """The heads to name one by one: "Thai and Cambodian soldiers" are two parties' soldiers."""
        pair = self._references.the_two(head)
        if pair:
            return pair
        named = self._demonyms(head) or self._of_countries(head)
        return named if len(named) > 1 else [head]

    def party(self, head: Token, speaker: Mention | None = None) -> Party:
        """The record of an actor: its own words as span, the actor's name and codes."""
        if self._mentions.is_demonym(head):
            return self._demonym(head)
        span = self._parse.span(*self.phrase(head))
        mention = self.mention(head, speaker)
        if mention is None:
            return Party(start=span.start, end=span.end, text=span.text, name=span.text)
        inherited = mention.head != head.i and mention.code
        return Party(
            start=span.start,
            end=span.end,
            text=span.text,
            name=mention.name,
            code=mention.code,
            country=mention.country,
            sector=mention.sector,
            resolved="coreference" if inherited else mention.resolved,
        )

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the words that name the actor, articles left off."""
        return self._mentions.phrase(head)

    def _owned(self, head: Token, mention: Mention, speaker: Mention | None) -> Mention:
        """The same mention with its owner's country: "its ministers", "our soldiers"."""
        pronoun = possessive(head)
        owner = self.mention(pronoun, speaker) if pronoun is not None else None
        if owner is None or owner.country is None:
            return mention
        return replace(
            mention,
            country=owner.country,
            code=code(owner.country, mention.sector),
            resolved="coreference",
        )

    def _demonym(self, adjective: Token) -> Party:
        """The party of an adjective: its country, in the sector of the noun behind it."""
        span = self._parse.span(adjective.i, adjective.i + 1)
        country = self._parse.names[adjective.i].entry.country.alpha3
        noun = modified(adjective)
        whole = self._mentions.get(noun)
        sector = whole.sector if whole is not None else None
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

    def _demonyms(self, head: Token) -> list[Token]:
        """The adjectives of countries before a noun: "Thai and Cambodian soldiers"."""
        found = [
            child
            for child in head.lefts
            if child.dep_ in ("amod", "compound", "nmod")
            and child.i in self._parse.names
            and child.pos_ in ("ADJ", "PROPN", "NOUN")
        ]
        if len(found) == 1:
            found += [c for c in grammar.children(found[0], "conj") if c.i in self._parse.names]
        return found

    def _of_countries(self, head: Token) -> list[Token]:
        """The countries that share a role: "the leaders of Kenya and Uganda"."""
        mention = self._mentions.get(head)
        if mention is None or mention.resolved != "role":
            return []
        for preposition in grammar.children(head, "prep"):
            if preposition.lower_ == "of":
                nouns = [
                    noun
                    for first in grammar.children(preposition, "pobj")
                    for noun in grammar.coordinated(first)
                    if noun.i in self._parse.names
                ]
                if len(nouns) > 1:
                    return nouns
        return []
