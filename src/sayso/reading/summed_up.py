"""A noun that sums up what was told -> whose act it is: "welcomed *the move*", "the offer".

Words about a thing are words about whoever's thing it is, and a move, a plan or a verdict is of
whoever made it: the one party that acts in the main clauses just before. Where several do, it is
nobody's that one could name. An offer or a demand is of whoever offered or demanded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading import grammar
from sayso.reading.recipients import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Span, Token

    from sayso.reading.drafts import Draft
    from sayso.reading.recipients import Resolve

_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_ASKED = frozenset({"AGREE", "REQUEST", "THREATEN"})  # by whom an offer or a demand is made
_STEPS = frozenset({"move", "step", "decision", "measure", "plan"})
_RULINGS = frozenset({"verdict", "ruling", "judgment", "judgement"})
_OFFERS = frozenset({"offer", "invitation", "proposal", "demand", "request", "appeal"})
_OFFERS |= {"ultimatum", "overture"}
_KNOWN = frozenset({"the", "this", "that"})
_BACK = 3  # sentences
_FAR = 10  # ... to the court whose ruling it is


def doers_summed_up(draft: Draft, told: Mapping[int, Draft], resolve: Resolve) -> list[Token]:
    """Who did what an event judges by such a noun.

    Args:
        draft: the event whose verb judges: "welcomed", "rejected".
        told: the events of the text's verbs, by the verb's index.
        resolve: gives the actor behind a token, or ``None``.
    """
    if draft.predicate.type not in _JUDGING or draft.trigger[0].pos_ not in grammar.VERBS:
        return []
    nouns = grammar.undergoers(draft.trigger[0])
    if len(nouns) != 1 or not _is_bare(nouns[0], draft.trigger[0]):
        return []
    lemma = nouns[0].lemma_.lower()
    ruling, offer = lemma in _RULINGS, lemma in _OFFERS
    if not (ruling or offer or lemma in _STEPS):
        return []
    own = {(m.name, m.country) for t in draft.actors if (m := resolve(t)) is not None}
    told_by: dict[tuple[str, str | None, str | None], Token] = {}
    for sentence in _sentences_back(nouns[0], _FAR if ruling else _BACK):
        for i in range(sentence.start, min(sentence.end, nouns[0].i)):
            act = told.get(i)
            if act is None or i == draft.trigger[0].i or not _is_main(act.trigger[0]):
                continue
            if offer and act.predicate.type not in _ASKED:
                continue
            for actor in act.actors:
                m = resolve(actor)
                if m is None or not names(actor, resolve) or (m.name, m.country) in own:
                    continue
                if not ruling or m.sector == "JUD":
                    told_by.setdefault((m.name, m.country, m.sector), actor)
        if told_by and sentence == nouns[0].sent:
            break
    countries = {(country, None if country else name) for name, country, _ in told_by}
    return list(told_by.values())[:1] if len(countries) == 1 else []


def _sentences_back(noun: Token, back: int) -> Iterator[Span]:
    """The sentence of a noun, and those before it, the nearest first."""
    sentence = noun.sent
    for _ in range(back + 1):
        yield sentence
        if sentence.start == 0:
            return
        sentence = noun.doc[sentence.start - 1].sent


def _is_bare(noun: Token, verb: Token) -> bool:
    """Whether a noun names nobody itself: "the move", or "a step" that the verb goes on from."""
    inner = {c.dep_ for c in noun.children} & {"poss", "relcl", "amod", "compound", "nmod"}
    inner |= {c.lower_ for c in grammar.children(noun, "prep")} & {"of", "by", "from", "for", "to"}
    of_it = [c.lower_ for c in grammar.children(noun, "det")]
    beside = verb.dep_ == "acl" and noun.dep_ in ("appos", "npadvmod")
    return not inner and (beside or bool(_KNOWN.intersection(of_it)))


def _is_main(verb: Token) -> bool:
    """Whether a verb is of a main clause, or of one that "the minister said" comes behind."""
    while verb.dep_ == "conj" and verb.head.pos_ in grammar.VERBS:
        verb = verb.head
    told = verb.dep_ == "ccomp" and verb.i < verb.head.i and verb.head.dep_ == "ROOT"
    return verb.dep_ == "ROOT" or told
