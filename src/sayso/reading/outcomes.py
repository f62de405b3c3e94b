"""A parsed text -> the same, with the outcome of an act hung on the act.

In "accused Chad of shelling the port, killing two" it is the shelling that kills; the small model
hangs the outcome on whoever accuses, who would then be said to have killed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def mend_outcomes(doc: Doc) -> None:
    """Hang what an alleged act has done to people and things on that act, not on the allegation."""
    for verb in doc:
        harms = verb.dep_ == "advcl" and verb.tag_ == "VBG"
        if not harms or verb.lemma_.lower() not in words("verb of harm"):
            continue
        act = _alleged(verb.head, verb)
        if act is not None:
            verb.head = act


def _alleged(accusing: Token, outcome: Token) -> Token | None:
    """The gerund between an accusation and an outcome: "accused Chad of *shelling* the port".

    Where nobody is said to accuse ("was blamed for ..."), the outcome is the writer's to tell.
    """
    if grammar.is_passive(accusing):
        return None
    cues = verb_cues().get(accusing.lemma_.lower(), ())
    if not any(cue.stance == "accuses" for cue in cues):
        return None
    acts = [
        act
        for preposition in accusing.subtree
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "for")
        for act in preposition.children
        if act.dep_ == "pcomp" and accusing.i < act.i < outcome.i
    ]
    return acts[-1] if acts else None
