"""Governor and governed verb -> what the governor makes of the act: planned, denied, as real as it.

"Aims to seize", "failed to seize", "is likely to seize", "was forced to leave": the act that is
told stands in the infinitive or gerund, the governor says whether it came about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sayso.knowledge.cues import IntentionPos, intentions, verb_cues
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import estimative
from sayso.reading import grammar
from sayso.reading.findings import EXPECTING
from sayso.reading.mood import has_to, is_perfect
from sayso.records import Certainty, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

Effect = Status | Literal["inherit"]

COPULAS = frozenset({"be", "stand", "remain"})
"""Verbs that leave it to an adjective what becomes of an infinitive: "stands ready to strike"."""

HEARSAY = frozenset({"seem", "appear"})
_PERMITTING = frozenset({"allow", "permit", "authorise", "authorize", "entitle", "empower"})
_TRANSPARENT = words("transparent verb")


def effect(governor: Token, inner: Token) -> tuple[Effect, Certainty | None]:
    """What a governor does to its infinitive or gerund.

    Returns:
        the status it gives, or ``inherit`` where its own holds for both; and the certainty that it
        gives, or ``None`` where it gives none.
    """
    lemma = governor.lemma_.lower()
    if lemma in COPULAS:
        return _of_adjective_or_noun(governor, inner)
    if lemma in HEARSAY:
        return ("happened" if has_to(inner) and is_perfect(inner) else "inherit"), "probable"
    return _of_verb(governor, lemma, inner), None


def _of_verb(governor: Token, lemma: str, inner: Token) -> Effect:
    passive = grammar.is_passive(governor)
    infinitive = has_to(inner)
    if lemma in EXPECTING and (lemma != "set" or passive):
        return "predicted"
    if passive and any("passive_infinitive" in c.frames for c in verb_cues().get(lemma, ())):
        done = is_perfect(inner) or (inner.tag_ == "VBN" and not infinitive)  # "reported killed"
        return "happened" if done else "ongoing"  # "is said to (have) hit"
    if lemma in _PERMITTING and (_is_standing(governor) if passive else _is_by_law(governor)):
        return "hypothetical"  # "are allowed to shoot": nobody says that they do
    if lemma == "have" and infinitive and any(c.lower_ == "yet" for c in governor.children):
        return "denied"  # "has yet to"
    if lemma in ("have", "need", "ought") and infinitive:
        return "demanded"
    if lemma == "go" and governor.tag_ == "VBG" and infinitive:
        return "predicted"
    if lemma in words("verb of weighing") and inner.tag_ == "VBG":
        return "planned"  # "debated deporting them"
    if lemma == "use" and (governor.tag_ == "VBD" or is_perfect(governor)):
        return "inherit"
    particle = grammar.particle(governor)
    entry = intentions().get(("verb", f"{lemma} {particle}")) if particle else None
    entry = entry or intentions().get(("verb", lemma))
    if entry is not None:
        return entry.status or "inherit"
    if lemma in _TRANSPARENT or inner.tag_ in ("VBG", "VBN"):
        return "inherit"
    if not infinitive and (inner.tag_ == "VB" or inner.dep_ == "xcomp"):
        return "inherit"  # "let them go"; "to all of you I say thank you"
    return "planned"


def _is_standing(passive: Token) -> bool:
    """Whether a passive says what holds, and not what was done once: "are allowed"."""
    auxiliaries = grammar.auxiliaries(passive)
    present = any(a.lemma_ == "be" and a.tag_ in ("VBZ", "VBP") for a in auxiliaries)
    return present and not any(a.lower_ == "being" for a in auxiliaries)


def _is_by_law(permitting: Token) -> bool:
    """Whether it is a law that permits something: "the decree allows them to shoot"."""
    laws = words("noun of a text of law") | words("noun of a draft")
    return any(s.lemma_.lower() in laws for s in grammar.children(permitting, "nsubj"))


def _of_adjective_or_noun(copula: Token, inner: Token) -> tuple[Effect, Certainty | None]:
    """The effect of "is ready to", "is likely to", "its aim is to", "is to"."""
    for clause in grammar.children(copula, "csubj", "nsubj"):
        done = [clause, *grammar.children(clause, "relcl")]
        if any(c.lemma_ == "do" and c.pos_ in grammar.VERBS for c in done):
            return "inherit", None  # "what they did was to burn it", "all they did was burn it"
        if clause.dep_ == "csubj" and has_to(clause):
            return "hypothetical", None  # "to ask is to help"
    for child in grammar.children(copula, "acomp", "attr"):
        if inner.head.i not in (child.i, copula.i):
            continue
        if child.pos_ == "ADJ" or child.tag_ in ("VBN", "JJ"):
            estimate = estimative().get((child.lower_,))
            if estimate is not None:
                return "predicted", estimate.certainty
            return intended("adjective", child.lower_) or "inherit", None
        entry = intentions().get(("noun", child.lemma_.lower()))
        return (entry.status or "inherit") if entry is not None else "planned", None
    return "planned", None


def is_too_much(adjective: Token) -> bool:
    """Whether something keeps an act from being done: "too weak to resist"."""
    return any(c.lower_ == "too" for c in grammar.children(adjective, "advmod"))


def intended(pos: IntentionPos, word: str) -> Status | None:
    """The status that a word of aim, attempt or prospect gives to the act under it, if any."""
    entry = intentions().get((pos, word))
    return entry.status if entry is not None else None
