"""A name in the text -> the offices that the text gives it, and the gender that it tells.

"Armenian Prime Minister Nikol Pashinyan", "Ilham Aliyev, the President of Azerbaijan", "the
minister, Anna Berg", "Anna Berg was elected president" and "resigned as minister" each teach a name
its office; a list of today's leaders is never asked. A gender is told by a title or a word like
"spokeswoman" alone: a given name tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.belonging import country_of
from sayso.reading.roles import Role, person_role_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

Gender = Literal["man", "woman"]
"""What the text tells of a person: whether "he" or "she" can stand for them."""

_NAMED_AS = ("oprd", "attr", "dobj", "appos", "xcomp", "ccomp")
_FORMS = 2  # words of address looked at in front of a name: "Mrs President Vega"
_COPULAS = frozenset({"be", "become", "remain"})


def offices(parse: Parse, head: Token, name: list[Token]) -> Iterator[Role]:
    """The offices that stand before, beside, in apposition to or in the predicate of a name.

    Args:
        parse: the parse.
        head: the last token of the name.
        name: the tokens of the name, titles left off.
    """
    before = _before(parse, head, name[0].i)
    if before is not None:
        yield before
    if head.dep_ == "appos":
        after_comma = name[0].i > head.sent.start and name[0].nbor(-1).lower_ == ","
        if after_comma or head.head.pos_ in ("NOUN", "PROPN"):
            yield from _roles(parse, [head.head])
        of = head.head.head  # "the mayor of Goma, Ali Hassan"
        if after_comma and head.head.dep_ == "pobj" and of.lower_ == "of":
            yield from _roles(parse, [of.head])
    beside = grammar.children(head, "appos", "relcl", "acl")
    yield from _roles(parse, (noun for noun in beside if noun.pos_ in ("NOUN", "PROPN")))
    for clause in grammar.children(head, "relcl"):
        if any(c.tag_ in grammar.RELATIVES for c in grammar.children(clause, "nsubj", "nsubjpass")):
            yield from _predicated(parse, clause)
    if head.dep_ in ("nsubj", "nsubjpass"):
        yield from _predicated(parse, head.head)
    if head.dep_ == "dobj" and head.head.lemma_ in words("verb of appointing"):
        yield from _roles(parse, _as(head.head))


def _roles(parse: Parse, nouns: Iterable[Token]) -> Iterator[Role]:
    for noun in nouns:
        role = person_role_at(parse, noun)
        if role is not None:
            yield role


def _before(parse: Parse, head: Token, first: int) -> Role | None:
    """The office in front of a name: "Prime Minister Anna Berg"."""
    if first <= head.sent.start:
        return None
    before = parse.doc[first - 1]
    if before.dep_ == "pobj" and before.head.lower_ == "of":
        before = before.head.head  # "*Secretary* of State John Kerry"
    if before.pos_ not in ("PROPN", "NOUN", "ADJ"):
        return None
    role = person_role_at(parse, before)
    if role is None or not (
        before.head.i == head.i
        or before.dep_ in ("compound", "nmod", "amod", "appos", "nsubj", "pobj", "poss")
    ):
        return None
    if role.country is None:
        return replace(role, country=country_of(parse, head, role.first))
    return role


def _predicated(parse: Parse, verb: Token) -> Iterator[Role]:
    """The offices that a verb gives its subject or takes from it: "was named foreign minister"."""
    lemma = verb.lemma_
    if lemma in _COPULAS:
        over = verb.tag_ == "VBD" and lemma == "be" and _has_ended(verb)
        for role in _roles(parse, grammar.children(verb, "attr")):
            if role.entry.kind in ("office", "role"):
                yield replace(role, former=role.former or over)
    elif lemma in words("verb of leaving office"):
        yield from (replace(role, former=True) for role in _roles(parse, _as(verb)))
    elif lemma in words("verb of taking office"):
        over = verb.tag_ == "VBD" and lemma in ("serve", "act", "work")
        for role in _roles(parse, _as(verb)):
            yield replace(role, former=role.former or over)
    elif lemma in words("verb of appointing") and grammar.is_passive(verb):
        yield from _roles(parse, [*grammar.children(verb, *_NAMED_AS), *_as(verb)])


def _as(verb: Token) -> list[Token]:
    """The nouns behind "as", also behind a particle: "stepped down as premier"."""
    found = grammar.prepositional(verb, "as")
    for particle in grammar.children(verb, "prt", "prep", "advmod"):
        found += grammar.prepositional(particle, "as")
    return found


def _has_ended(verb: Token) -> bool:
    """Whether a past state is said to be over: "was president until 2019", "in 2008"."""
    return any(
        child.lower_ in ("until", "till", "from", "between", "in", "during")
        and any(map(grammar.is_temporal, grammar.children(child, "pobj")))
        for child in grammar.children(verb, "prep")
    )


def told_gender(nouns: Iterable[str]) -> Gender | None:
    """The gender that words tell, lower-case lemmas or forms; nothing if none or both do."""
    told = set(nouns)
    man = not told.isdisjoint(words("word for a man"))
    woman = not told.isdisjoint(words("word for a woman"))
    if man == woman:
        return None
    return "man" if man else "woman"


def title_gender(parse: Parse, name: list[Token]) -> Gender | None:
    """The gender that a form of address in front of a name tells: "Ms Vega", "King Harald"."""
    before = []
    for token in reversed(parse.doc[max(name[0].i - _FORMS, name[0].sent.start) : name[0].i]):
        if not token.text[:1].isupper():
            break
        before.append(token.lower_)
    return told_gender(before)
