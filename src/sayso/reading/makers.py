"""What says something in print -> who says it by it: "signed a letter *accusing* Chad".

A statement, a leaflet or a law is nobody: what it condemns, demands or bans is condemned, demanded
or banned by whoever it is of ("a report by the senate"), or else by whoever issues it. Whoever only
backs, reads or refuses to sign it does nothing of the kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "CONCEDE", "SANCTION", "COERCE"})

_PRINTED_IN = frozenset({"editorial", "article", "column", "commentary"})


def makers(doers: list[Token], verb: Token, kind: str) -> list[Token]:
    """Who acts, where what stands there is only what they say it by.

    Args:
        doers: the nouns that stand where the actor does.
        verb: what they do.
        kind: the type of the act.
    """
    praising = kind == "SUPPORT" and verb.dep_ == "acl" and verb.tag_ == "VBG"
    if len(doers) != 1 or not (praising or kind in _WORDED):  # "his note normalizes hate"
        return doers
    text = doers[0]
    if text.pos_ != "NOUN" or text.lemma_.lower() not in words("thing that is issued"):
        return doers
    return _owners(text) or _issuers(text) or doers


def _owners(text: Token) -> list[Token]:
    """Whose a text is: "the senate's report", "a letter from ten miners", "an article in X"."""
    found = [n for c in grammar.children(text, "poss") for n in grammar.coordinated(c)]
    printed = ("in",) if text.lemma_.lower() in _PRINTED_IN else ()
    for preposition in ("by", "from", *printed):
        found = found or grammar.prepositional(text, preposition)
    return found


def _issuers(text: Token) -> list[Token]:
    """Who puts a text about, and has done so."""
    verb = text.head
    if text.dep_ == "pobj" and text.head.lower_ == "for" and text.head.head.lemma_ == "vote":
        verb = text.head.head  # "voted for a law that bans it"
    elif text.dep_ not in ("dobj", "nsubjpass"):
        return []
    issued = verb.lemma_.lower() in words("verb of issuing") or verb.lemma_ == "vote"
    if not issued or verb.tag_ == "VB" or grammar.is_negated(verb):
        return []
    return grammar.doers(verb)
