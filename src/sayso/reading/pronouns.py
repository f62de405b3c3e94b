"""The words that stand for somebody else: which there are, what they can stand for, whose they are.

Comes in: a token. Goes out: what its form alone says. Whom it stands for is for `reference`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading import grammar
from sayso.reading.salience import quantified

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.codings import Shape
    from sayso.reading.offices import Gender

_MAN = frozenset({"he", "him", "his", "himself"})
_WOMAN = frozenset({"she", "her", "hers", "herself"})

PERSONAL = _MAN | _WOMAN
"""Pronouns of one human being, who has a gender."""

THING = frozenset({"it", "its", "itself"})
"""Pronouns of one thing, country or body."""

PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
"""Pronouns of several."""

THIRD_PERSON = PERSONAL | THING | PLURAL
"""Pronouns of those who neither speak nor are spoken to."""

_SPEAKER = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_ADDRESSEE = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_VAGUE = ("ADJ", "NUM", "DET", "PRON")
_NO_ACTORS = frozenset(
    {"there", "this", "that", "these", "what", "nothing", "nobody", "none", "same", "more", "much"}
)


def is_speaker(token: Token) -> bool:
    """Whether a word stands for whoever speaks: "we", "our"."""
    return token.lower_ in _SPEAKER


def is_of_speaker(token: Token) -> bool:
    """Whether a word stands for whoever speaks, or for what is theirs: "we", "our *soldiers*"."""
    owner = possessive(token)
    return is_speaker(token) or (owner is not None and is_speaker(owner))


def is_addressee(token: Token) -> bool:
    """Whether a word stands for whoever is spoken to: "you", "your"."""
    return token.lower_ in _ADDRESSEE


def is_pronoun(token: Token, *, personal: bool = False) -> bool:
    """Whether a word stands for something else in the text; ``personal``: he, she, it or they."""
    return token.lower_ in THIRD_PERSON or (not personal and token.pos_ == "PRON")


def possessive(noun: Token) -> Token | None:
    """The pronoun that says whose a noun is: "its ministers", "our soldiers"."""
    for child in grammar.children(noun, "poss"):
        if child.lower_ in THIRD_PERSON | _SPEAKER:
            return child
    return None


def related(relative: Token) -> Token | None:
    """The noun that "who", "which", "that" or "whom" stands for, if it is of a relative clause."""
    if relative.tag_ not in grammar.RELATIVES:
        return None
    for ancestor in relative.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head if ancestor.head.pos_ not in grammar.VERBS else None
        if ancestor.dep_ in ("ROOT", "advcl"):
            return None
    return None


def shapes(pronoun: Token) -> tuple[Shape, ...]:
    """What a pronoun can stand for; nothing for "who", "this" and the like."""
    if pronoun.lower_ in PERSONAL:
        return ("person",)
    if pronoun.lower_ in THING:
        return ("thing",)
    return ("plural", "thing") if pronoun.lower_ in PLURAL else ()


def gender(pronoun: Token) -> Gender:
    """The gender that "he" or "she" tells."""
    return "man" if pronoun.lower_ in _MAN else "woman"


def counts_of_body(token: Token) -> bool:
    """Whether a noun counts some who are of one body: "two members of the commission"."""
    body = quantified(token)
    counted = any(child.dep_ == "nummod" for child in token.lefts)
    return counted and token.tag_ == "NNS" and body is not None and body.tag_ in ("NN", "NNP")


def is_vague(token: Token) -> bool:
    """Whether an adjective, a number or an indefinite pronoun stands for somebody or something."""
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj") or token.pos_ not in _VAGUE:
        return False
    if token.tag_ in grammar.RELATIVES or token.lower_ in _NO_ACTORS or is_speaker(token):
        return False
    known = token.lower_ in THIRD_PERSON or is_addressee(token) or quantified(token) is not None
    return not known and not token.ent_type_
