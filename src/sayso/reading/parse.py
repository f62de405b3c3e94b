"""Document -> Parse: spaCy's tags and tree, blind to which country a sentence is about.

A statistical parser reads "Chad accused Fiji" less well than "Germany accused France", and a tool
that treats parties alike may not depend on that. So every name of a country in the gazetteer
(names, demonyms, capitals, metonyms) is replaced by one stand-in of its kind before spaCy sees the
text, and offsets are carried back. Swapping two countries then cannot change the parse.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.knowledge.atlas import BUILT_IN, Atlas
from sayso.reading.coordination import (
    mend_bare_conjuncts,
    mend_coordination,
    mend_quoted_conjuncts,
)
from sayso.reading.garden_paths import (
    mend_claims_answered,
    mend_claims_judged,
    mend_gapped_passives,
    mend_garden_paths,
    mend_neighbours,
    mend_openings,
    mend_progressives,
    mend_reduced_clauses,
    mend_reduced_relatives,
    mend_verbless,
)
from sayso.reading.joints import (
    mend_acronyms,
    mend_appositions,
    mend_asides,
    mend_asked_acts,
    mend_dates,
    mend_denied_acts,
    mend_gerunds,
    mend_judgements,
    mend_listed_verbs,
    mend_marks,
    mend_paired_subjects,
    mend_participles,
    mend_tenses,
    mend_titles,
    mend_torn_subjects,
)
from sayso.reading.mending import (
    mark_lines,
    mend_apostrophes,
    mend_appended_claims,
    mend_closing_tags,
    mend_conditions,
    mend_counted_people,
    mend_infinitives,
    mend_lemmas,
    mend_orders,
    mend_that_clauses,
)
from sayso.reading.names import Name, mask
from sayso.reading.organizations import NamedOrganization, find_organizations
from sayso.reading.outcomes import mend_outcomes
from sayso.reading.pipeline import DEFAULT_MODEL, fingerprint, load
from sayso.reading.place_names import NamedPlace, find_places
from sayso.reading.quotes import Quotation, quotations
from sayso.reading.salutations import mend_salutations
from sayso.reading.sayings import (
    mend_addressees,
    mend_closing_reports,
    mend_closing_sayings,
    mend_closing_verbs,
    mend_inserted_sayings,
    mend_inversions,
    mend_inverted_tags,
    mend_recorded_sayings,
    mend_replies,
    mend_said_clauses,
    mend_showing_tags,
)
from sayso.reading.signatures import mark_signatures, mend_signatures
from sayso.reading.stray_verbs import (
    mend_continuations,
    mend_dated_relatives,
    mend_finite_conjuncts,
    mend_nouns_for_verbs,
    mend_verdicts,
)
from sayso.reading.tree import keep_tree
from sayso.records import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.knowledge.learned_offices import LearnedOffices
    from sayso.knowledge.user_actors import UserActors
    from sayso.reading.roles import Role

__all__ = ["DEFAULT_MODEL", "Parse", "Parser"]


@dataclass(frozen=True)
class Parse:
    """spaCy's analysis of the masked text, with the way back to the document's own characters.

    ``starts[i]`` and ``ends[i]`` are the document offsets of token ``i``; ``names`` maps a token to
    the country name that it stands for; ``atlas`` looks up what other names mean. ``roles`` holds
    the roles that were asked for so far (see :func:`sayso.reading.roles.role_at`): every stage asks
    for the same ones again.
    """

    document: Document
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: dict[int, Name]
    atlas: Atlas = BUILT_IN
    roles: dict[int, Role | None] = field(default_factory=dict, compare=False, repr=False)
    offices: LearnedOffices | None = None

    @cached_property
    def organizations(self) -> dict[int, NamedOrganization]:
        """The organisations of the gazetteer that the text names, by token."""
        return find_organizations(self)

    @cached_property
    def places(self) -> dict[int, NamedPlace]:
        """The cities, regions and waters that the text names, by token."""
        return find_places(self)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What the text has in quote marks."""
        return tuple(quotations(self.document.text))

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens that stand in quote marks."""
        return frozenset(
            i
            for quotation in self.quotations
            for start, end in quotation.pieces
            for i in self.tokens(start, end)
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every token as the document has it."""
        text = self.document.text
        return tuple(text[a:b] for a, b in zip(self.starts, self.ends, strict=True))

    def word(self, token: Token) -> str:
        """The token as the document has it."""
        return self.words[token.i]

    def text(self, first: int, end: int) -> str:
        """The document's text from token ``first`` up to, not including, token ``end``."""
        return self.document.text[self.starts[first] : self.ends[end - 1]]

    def span(self, first: int, end: int) -> Span:
        """The document's span from token ``first`` up to, not including, token ``end``."""
        return Span(start=self.starts[first], end=self.ends[end - 1], text=self.text(first, end))

    def tokens(self, start: int, end: int) -> range:
        """The tokens that overlap the characters from ``start`` to ``end``."""
        first = bisect_right(self.ends, start)
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return range(first, last)


class Parser:
    """Loads a spaCy pipeline once and parses documents with it.

    Args:
        model: name of an installed English pipeline with tagger, parser, lemmatizer and NER.
        actors: a user's actors; their countries are replaced as ours are.
        offices: the offices that other texts gave people.

    Raises:
        ModelError: the pipeline is not installed, lacks a component, or its files are not the ones
            that were tested (checked for the default model only).
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        actors: UserActors | None = None,
        offices: LearnedOffices | None = None,
    ) -> None:
        self.model = model
        self.actors = actors
        self.offices = offices
        self.fingerprint = fingerprint(model)
        self._nlp = load(model)

    def parse(self, document: Document) -> Parse:
        """Parse one document."""
        atlas = BUILT_IN if self.actors is None else Atlas(self.actors, document.published)
        masked = mask(document.text, atlas)
        doc = self._nlp.make_doc(masked.text)
        mark_lines(doc)
        mark_signatures(doc)
        doc = self._nlp(doc)
        mend_signatures(doc)
        mend_marks(doc)
        mend_salutations(doc)
        mend_lemmas(doc)
        mend_apostrophes(doc)
        mend_closing_tags(doc)
        mend_acronyms(doc)
        mend_addressees(doc)
        mend_closing_sayings(doc)
        mend_recorded_sayings(doc)
        mend_asked_acts(doc)
        mend_judgements(doc)
        mend_paired_subjects(doc)
        mend_listed_verbs(doc)
        mend_torn_subjects(doc)
        mend_titles(doc)
        mend_asides(doc)
        mend_gerunds(doc)
        mend_denied_acts(doc)
        mend_participles(doc)
        mend_dates(doc)
        mend_dated_relatives(doc)
        mend_garden_paths(doc)
        mend_finite_conjuncts(doc)
        mend_nouns_for_verbs(doc)
        mend_verdicts(doc)
        mend_continuations(doc)
        mend_claims_judged(doc)
        mend_claims_answered(doc)
        mend_progressives(doc)
        mend_neighbours(doc)
        mend_gapped_passives(doc)
        mend_counted_people(doc)
        mend_reduced_relatives(doc)
        mend_bare_conjuncts(doc)
        mend_reduced_clauses(doc)
        mend_coordination(doc)
        mend_quoted_conjuncts(doc)
        mend_conditions(doc)
        mend_appended_claims(doc)
        mend_openings(doc)
        mend_verbless(doc)
        mend_inserted_sayings(doc)
        mend_inverted_tags(doc)
        mend_inversions(doc)
        mend_infinitives(doc)
        mend_orders(doc)
        mend_that_clauses(doc)
        mend_outcomes(doc)
        mend_closing_verbs(doc)
        mend_replies(doc)
        mend_closing_reports(doc)
        mend_showing_tags(doc)
        mend_said_clauses(doc)
        mend_appositions(doc)
        mend_tenses(doc)
        _keep_sentences(doc)
        keep_tree(doc)
        starts = tuple(masked.originals(t.idx for t in doc))
        ends = tuple(masked.originals(t.idx + len(t) for t in doc))
        by_start = {name.start: name for name in masked.names}
        names = {i: by_start[start] for i, start in enumerate(starts) if start in by_start}
        return Parse(document, doc, starts, ends, names, atlas, offices=self.offices)

    def parse_many(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Parse documents one after the other, in order."""
        return map(self.parse, documents)


def _keep_sentences(doc: Doc) -> None:
    """Let ``token.sent`` look up what spaCy would work out anew each time that it is asked for."""
    from spacy.tokens import Span as DocSpan

    bounds = [(s.start, s.end) for s in doc.sents for _ in range(s.start, s.end)]

    def sentence(token: Token) -> DocSpan:
        first, end = bounds[token.i]
        return DocSpan(token.doc, first, end)

    doc.user_token_hooks["sent"] = sentence
