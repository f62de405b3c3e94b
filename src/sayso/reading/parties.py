"""Parse -> parties: which actor a noun phrase names, and who "he", "Baku" or "the president" is.

A country comes from the gazetteer, a sector from the role noun, an office from what the text says
of a person. What none of them settles keeps its words as name and null as code: never a guess.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.actors import code
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.belonging import is_bound
from sayso.reading.mentions import Mention, Mentions, modified
from sayso.reading.pronouns import is_addressee, is_pronoun, is_speaker, possessive, related
from sayso.reading.reference import Conversation, References
from sayso.reading.salience import quantified
from sayso.records import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_COMMANDING = frozenset({"MIL", "COP", "REB", "PRM", "IMG", "CRM"})
_OFFICIAL = frozenset({None, "GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


class Parties:
    """The actors of one document, found once, asked for by token."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._mentions = Mentions(parse)
        self._references = References(parse, self._mentions)

    def heed(self, conversation: Conversation) -> None:
        """Know from now on who says what to whom, which tells many a pronoun."""
        self._references.heed(conversation)

    def mention(self, head: Token, speaker: Mention | None = None) -> Mention | None:
        """The actor that a token's phrase names; a pronoun's is its antecedent's.

        ``speaker`` is whose words these are: "we" in a quotation is its speaker.
        """
        if is_speaker(head):
            return self._meant(speaker, head)
        if is_addressee(head):
            return self._references.addressee(head)
        noun = related(head)
        if noun is not None:
            return self._related(head, noun, speaker)
        both = self._mentions.get(head) if head.pos_ in ("PRON", "DET") else None
        if both is not None:
            return both
        if is_pronoun(head):
            return self._meant(self._references.antecedent(head), head)
        inner = quantified(head)
        if inner is not None:
            return self._counted(head, inner, speaker)
        mention = self._mentions.get(head)
        if mention is None or mention.parts:
            return mention
        if mention.country is not None and head.lemma_ != "counterpart":
            return mention
        named = mention.kind == "person" and mention.name != self._words(head)
        if (named and mention.sector is None) or mention.kind == "document":
            return mention
        return self._owned(head, mention, speaker)

    def members(self, head: Token) -> list[Token]:
        """The heads to name one by one: "Thai and Cambodian soldiers" are two parties' soldiers."""
        mention = self.mention(head)
        parts = mention.parts if mention is not None else ()
        return [self._parse.doc[i] for i in parts] or [head]

    def party(self, head: Token, speaker: Mention | None = None) -> Party:
        """The record of an actor: its own words as span, the actor's name and codes."""
        if self._mentions.is_demonym(head):
            return self._demonym(head)
        span = self._parse.span(*self.phrase(head))
        mention = self.mention(head, speaker)
        if mention is None:
            return Party(start=span.start, end=span.end, text=span.text, name=span.text)
        inherited = mention.head != head.i and mention.code
        shared = self._shared_sector(head) if mention.sector is None else None
        if shared is not None:  # "the leaders of Kenya and Uganda" are of their governments
            mention = replace(mention, sector=shared, code=code(mention.country, shared))
        return Party(
            start=span.start,
            end=span.end,
            text=span.text,
            name=mention.name,
            code=mention.code,
            country=mention.country,
            sector=mention.sector,
            title=mention.title,
            resolved="coreference" if inherited else mention.resolved,
        )

    def _shared_sector(self, name: Token) -> str | None:
        """The sector of the role that several countries share: "the leaders of X and Y"."""
        first = name
        while first.dep_ == "conj" and first.i != first.head.i:
            first = first.head
        if first.dep_ != "pobj" or first.head.lower_ not in ("of", "from"):
            return None
        whole = self._mentions.get(first.head.head)
        return whole.sector if whole is not None and name.i in whole.parts else None

    def is_ground(self, head: Token) -> bool:
        """Whether a token is a city, a region or a sea by name or by kind; never a country."""
        return (
            head.i in self._parse.places
            or head.lower_ in words("noun of ground")
            or head.lower_ in words("noun of a region")
        )

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the words that name the actor, articles left off."""
        return self._mentions.phrase(head)

    def _words(self, head: Token) -> str:
        return self._parse.text(*self.phrase(head))

    def _meant(self, found: Mention | None, pronoun: Token) -> Mention | None:
        """An antecedent with the country that its owner gives it: "its minister ... he"."""
        if found is None or found.country is not None or found.head in (pronoun.i, -1):
            return found
        noun = self._parse.doc[found.head]
        if possessive(noun) is None:
            return found
        whole = self.mention(noun)
        return found if whole is None else replace(whole, head=found.head)

    def _counted(self, head: Token, inner: Token, speaker: Mention | None) -> Mention | None:
        """Those that a quantity counts; the one that it picks out is of the same party."""
        whole = self.mention(inner, speaker)
        for noun in grammar.children(head, "appos"):  # "one of them, the Patriot Front"
            named = self.mention(noun, speaker)
            if named is None or named.known or whole is None or whole.parts:
                return named
            return replace(
                named,
                country=whole.country,
                sector=whole.sector,
                code=whole.code,
                resolved="coreference",
            )
        return None if whole is not None and whole.parts and _is_one(head) else whole

    def _related(self, relative: Token, noun: Token, speaker: Mention | None) -> Mention | None:
        """The antecedent of a relative pronoun, if it can be: "which" is no human being."""
        mention = self.mention(noun, speaker)
        if mention is not None and mention.shape == "person" and relative.lower_ == "which":
            return None
        return mention

    def _owned(self, head: Token, mention: Mention, speaker: Mention | None) -> Mention:
        """The same mention with its owner's country: "its ministers", "our soldiers".

        What is tied to somebody by nature or by trade has no country for that ("her husband",
        "its enemies"), and a person's country is that of those who serve it only.
        """
        lemma = head.lemma_.lower()
        if lemma == "counterpart":
            return self._peer(head, mention, speaker)
        pronoun = possessive(head)
        owner = None
        if pronoun is not None:
            owner = self.mention(pronoun, speaker)
        else:
            for noun in grammar.children(head, "poss"):
                owner = self._mentions.get(noun)
        if lemma in words("noun of another"):
            return self._beside(head, mention, owner)
        leads = lemma in words("role in any body")
        if owner is None:
            return mention
        if owner.country is None:
            if lemma == "man" and owner.sector in _COMMANDING:  # "the rebels' men"
                return replace(mention, sector=owner.sector, code=code(None, owner.sector))
            if leads and owner.sector and owner.kind != "person":  # "the union's chief"
                return replace(mention, sector=owner.sector, code=code(None, owner.sector))
            return mention
        if owner.kind == "person" and lemma in words("noun of one's own"):
            return mention  # "her husband"; but a party's lawyer is of its country
        if lemma == "man" and owner.sector in _COMMANDING:
            mention = replace(mention, sector=owner.sector)  # "his men had fired"
        spoken = pronoun is not None and pronoun.lower_ == "our"  # a nation's "our students"
        serving = mention.sector in _OFFICIAL or mention.sector == owner.sector
        if owner.kind == "person" and not spoken and not serving:
            return mention
        sector = mention.sector
        if leads and owner.kind != "person":
            sector = owner.sector or sector  # "its leader", of a union's
        return replace(
            mention,
            country=owner.country,
            sector=sector,
            code=code(owner.country, sector),
            resolved="coreference",
        )

    def _beside(self, head: Token, mention: Mention, owner: Mention | None) -> Mention:
        """A state's neighbour or rival: the only other state that the text names, if there is one.

        "Finland accused its neighbour" in a text on Finland and Russia means Russia; a state beside
        another is no civilian in any case.
        """
        if head.lemma_.lower() not in words("noun of a state beside"):
            return mention
        if owner is None or owner.country is None or owner.kind == "person":
            return mention
        if owner.sector is not None and owner.kind != "organization":
            return mention
        state = replace(mention, kind="country", shape="thing", sector=None, code=None)
        named = self._parse.names
        states = (i for i in named if not is_bound(self._parse, i) and self._is_a_states(i))
        others: set[str | None] = {named[i].entry.country.alpha3 for i in states}
        others.discard(owner.country)
        verb = grammar.clause_verb(head)
        acting = [s for s in (grammar.subject(verb) if verb is not None else ()) if s.i != head.i]
        others -= {m.country for s in acting if (m := self._mentions.get(s)) is not None}
        if head.tag_ != "NN" or len(others) != 1:
            return state
        country = others.pop()
        return replace(state, country=country, code=code(country, None), resolved="coreference")

    def _is_a_states(self, i: int) -> bool:
        """Whether a name is a state's or its organs', not a people's: "Syrian migrants"."""
        token = self._parse.doc[i]
        if not self._mentions.is_demonym(token):
            return True
        whole = self._mentions.get(modified(token))
        return whole is not None and whole.sector in _OFFICIAL

    def _peer(self, head: Token, mention: Mention, speaker: Mention | None) -> Mention:
        """A counterpart with the sector of the one whose counterpart it is."""
        pronoun = possessive(head)
        owner = self.mention(pronoun, speaker) if pronoun is not None else None
        if mention.sector is not None or owner is None or owner.kind != "person":
            return mention
        return replace(mention, sector=owner.sector, code=code(mention.country, owner.sector))

    def _demonym(self, adjective: Token) -> Party:
        """The party of an adjective: its country, in the sector of the noun behind it."""
        span = self._parse.span(adjective.i, adjective.i + 1)
        entry = self._parse.names[adjective.i].entry
        country = entry.country.alpha3
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
            resolved="user" if entry.user else "gazetteer",
        )


def _is_one(head: Token) -> bool:
    """Whether a quantity picks one out of several: "one of them"."""
    return head.lower_ in ("one", "member", "part", "each")
