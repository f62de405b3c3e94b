"""Event noun -> how it is put: "the attack" happened unless something around it says otherwise.

What may say so, from the inside out: its determiner and adjectives ("no attack", "upcoming talks"),
the noun or adjective that it depends on ("fears of an attack"), and the verb of its clause ("plans
an attack", "prevented the attack").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import estimative
from sayso.reading import grammar
from sayso.reading.clauses import REAL, Put, clause_status, lacks, turned
from sayso.reading.findings import EXPECTING
from sayso.reading.governors import intended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from sayso.records import Stance, Status

_LIMIT = 6  # steps up to the verb of the clause
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_CASES = frozenset({"event", "case"})  # "in the event of an attack"
_AIMED = ("at", "toward", "towards")
_MOVED_ON = frozenset({"on", "about", "over"})
_HAPPENING = frozenset({"happen", "occur", "materialise", "materialize"})
_AWAITING = frozenset({"table", "agenda", "card"})
_SEEMING = frozenset({"be", "seem", "look", "appear", "remain", "become"})
_STARTING = frozenset({"start", "begin", "resume", "open", "follow", "take", "happen", "occur"})
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
_POSSIBLE = words("adjective of possibility")
_COMING = words("adjective of prospect")
_STOPPED = words("adjective of a stop")
_FAILED = words("adjective of failure")
_STOPPING = words("stopping verb")
_PUTTING_OFF = frozenset({"delay", "defer", "postpone", "shelve"})
_CREATING = words("creating verb")
_ESCAPING = frozenset({"escape", "evade", "dodge"})
_OFFERED = frozenset({"offer", "proposal", "invitation"})
_OBJECTS = ("dobj", "nsubjpass")
_PUT_BY: Mapping[Stance, Status] = {
    "promises": "planned",
    "wants": "demanded",
    "threatens": "threatened",
}


def nominal_status(noun: Token, event_type: str | None) -> Put:
    """The status of a named event.

    Args:
        noun: the event noun.
        event_type: the PLOVER type of its event, or ``None``.
    """
    own = by_own_words(noun, event_type)
    if own is not None:
        return own
    token = noun
    for _ in range(_LIMIT):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in ("NOUN", "ADJ") and token.dep_ in ("pobj", "prep", "compound", "pcomp"):
            status = intended("noun" if head.pos_ == "NOUN" else "adjective", head.lemma_.lower())
            if status is not None:
                none = status == "planned" and lacks(head)  # "has no plans for a strike"
                return Put("denied" if none else status)
            leave = token.lower_ in ("for", "to") and head.lemma_.lower() in words("noun of leave")
            if leave and head.dep_ in _OBJECTS and not _is_definite(noun):
                return Put("hypothetical")  # "paves the way for a raid"
            if head.lower_ in _CASES:
                return Put("hypothetical")
            if head.lemma_.lower() in words("noun of an end"):
                return Put("happened")  # "called for an end to the raids"
            moved = token.lower_ in _MOVED_ON and head.lemma_.lower() in words("noun of a motion")
            if moved and not _is_definite(noun):
                return Put("hypothetical")  # "a vote on sanctions"
        if head.dep_ in ("prep", "conj") and head.lower_ == "without":
            either = any(c.lower_ == "or" for c in (*head.children, *head.head.children))
            return Put("hypothetical") if either else Put("denied")  # "with or without consent"
        if head.lower_ == "with" and any(c.lower_ == "without" for c in head.children):
            return Put("hypothetical")
        if head.pos_ in grammar.VERBS:
            weighed = head.lemma_.lower() in words("verb of weighing") and not _is_definite(noun)
            if weighed and token.lower_ in _MOVED_ON:
                return Put("hypothetical")  # "voted on sanctions"
            return _under_verb(token, head, event_type, definite=_is_definite(noun))
        token = head
    return Put("happened")


def by_own_words(noun: Token, event_type: str | None) -> Put | None:
    """What the noun's determiner and adjectives make of it; the first that says anything counts."""
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither"):
            return Put("denied")
        if child.dep_ in ("amod", "compound"):
            if child.lower_ in _POSSIBLE:
                return Put("hypothetical", "possible")
            if child.lower_ in _COMING:
                return Put("planned")
            if child.lower_ in _STOPPED and event_type != "AGREE":
                return Put("denied")  # a scrapped deal had been made
            if child.lower_ in _FAILED and noun.lemma_.lower() in words("noun of a seizure"):
                return Put("denied")
    return None


def _said_of_subject(verb: Token) -> Put | None:
    """What is said of an act by its noun as the subject: that it is off, due, likely, expected."""
    lemma = verb.lemma_.lower()
    if grammar.is_negated(verb) and _is_happening(verb):
        return Put("denied")  # "the attack did not take place"
    failing = intended("verb", lemma) == "denied" and not grammar.is_passive(verb)
    if failing and any(_is_happening(c) for c in grammar.children(verb, "xcomp")):
        return Put("denied")  # "the attack failed to materialise"
    if lemma == "be" and _is_prospect(verb):
        return Put("hypothetical")  # "a strike is an option"
    said = grammar.children(verb, "acomp", "oprd") if lemma in _SEEMING else []
    told = [c for above in (verb, *said) for c in grammar.children(above, "xcomp", "attr")]
    if told and not any(c.lemma_.lower() in _STARTING for c in told):
        return None  # "the attack is likely to anger them", "is likely the work of a spy"
    if lemma in EXPECTING and grammar.is_passive(verb):
        return Put("predicted")
    for adjective in said:
        likely = estimative().get((adjective.lower_,))
        if adjective.lower_ in _POSSIBLE:
            return Put("hypothetical", "possible")
        if likely is not None:
            return Put("predicted", likely.certainty)
        if adjective.lower_ in _COMING and (told or not grammar.children(adjective, "prep")):
            return Put("predicted")  # not "due to neglect"
    return None


def _is_given_leave(token: Token, verb: Token) -> bool:
    """Whether an act is let come: "cleared the way for a raid", "gave the green light to it"."""
    if token.dep_ not in ("prep", "dative") or token.lower_ not in ("for", "to"):
        return False
    given = grammar.children(verb, "dobj")
    return any(n.lemma_.lower() in words("noun of leave") for n in given)


def _is_approved(token: Token, verb: Token, event_type: str | None) -> bool:
    """Whether a deed is one that somebody is for: "backed strikes on Chad"."""
    if event_type not in _DEEDS or token.dep_ not in _OBJECTS:
        return False
    lemma = verb.lemma_.lower()
    passed = lemma == "approve" and event_type == "SANCTION"  # who approves them imposes them
    return lemma in words("verb of approval") and not passed and not grammar.particle(verb)


def _is_definite(noun: Token) -> bool:
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _DEFINITE) for c in noun.children
    )


def _is_happening(verb: Token) -> bool:
    """Whether a verb says no more than that its subject comes about."""
    lemma = verb.lemma_.lower()
    placed = lemma == "take" and any(c.lower_ == "place" for c in grammar.children(verb, "dobj"))
    return placed or lemma in _HAPPENING


def _is_prospect(copula: Token) -> bool:
    """Whether something is said to be an option, a condition, or on the table."""
    out = [p for p in grammar.children(copula, "prep") if p.lower_ == "out"]
    if any(n.lemma_ == "question" for p in out for n in grammar.prepositional(p, "of")):
        return True  # "is out of the question"
    if copula.tag_ not in ("VBZ", "VBP"):
        return False
    on = [n for n in grammar.prepositional(copula, "on") if n.lemma_ in _AWAITING]
    said = grammar.children(copula, "attr")
    return bool(on) or any(c.lemma_.lower() in words("noun of a prospect") for c in said)


def _spoken_for(token: Token, verb: Token) -> Put | None:
    """What becomes of an act that somebody promises, asks for or threatens by its noun."""
    if token.dep_ not in _OBJECTS and not (
        token.dep_ == "prep" and token.lower_ in ("for", "with")
    ):
        return None
    lemma = verb.lemma_.lower()
    if lemma == "call" and token.dep_ in _OBJECTS and not grammar.particle(verb):
        return Put("planned")  # "called a strike for Monday"
    frame = "object" if token.dep_ in _OBJECTS else token.lower_
    for cue in verb_cues().get(lemma, ()):
        if cue.particle in ("", None, frame) and frame in cue.frames:
            return Put(_PUT_BY[cue.stance]) if cue.stance in _PUT_BY else None
    return None


def _aimed(token: Token, verb: Token, event_type: str | None, *, definite: bool) -> Put | None:
    """What a verb of aim, attempt or prospect makes of an act that is its object."""
    lemma, is_object = verb.lemma_.lower(), token.dep_ in _OBJECTS
    particle = grammar.particle(verb) or (token.lower_ if token.dep_ == "prep" else "")
    phrase = f"{lemma} {particle}"  # "called off the strike", "trained for a strike"
    phrased = intended("verb", phrase)
    if phrased is not None and token.dep_ == "prep" and not definite:
        return Put(turned(phrased) if grammar.is_negated(verb) else phrased)
    status = phrased or intended("verb", lemma)
    if lemma in words("verb of weighing"):  # "mulled an attack", not "mulled the attack"
        status = "planned" if is_object and not definite else None
    if status == "denied" and event_type == "ASSAULT" and lemma in _ESCAPING:
        return Put("happened")  # "escaped an attack"
    # "wanted for the kidnapping": it is done, and he is sought
    behind = ("for", "on", "from") if not grammar.is_passive(verb) else ()
    if status == "denied" and token.lemma_.lower() in _OFFERED:
        return Put("happened")  # "declined her offer": talks that are declined are none
    if status == "planned" and token.lower_ in _AIMED:
        return Put(status)  # "talks aimed at the release of the crew"
    if status is not None and (is_object or (token.dep_ == "prep" and token.lower_ in behind)):
        return Put(turned(status) if grammar.is_negated(verb) else status)
    return None


def _under_verb(token: Token, verb: Token, event_type: str | None, *, definite: bool) -> Put:
    """What the verb makes of an event noun.

    Args:
        token: the child of the verb in whose phrase the noun stands.
        verb: the verb of the clause.
        event_type: the PLOVER type of the noun's event, or ``None``.
        definite: whether the noun speaks of a known event, which is not what the clause is unsure
            about ("may discuss the attack").
    """
    lemma = verb.lemma_.lower()
    is_object = token.dep_ in _OBJECTS
    if token.dep_ in ("nsubj", "nsubjpass"):
        said = _said_of_subject(verb)
        if said is not None:
            return said
    if lemma in _STOPPING and is_object:
        return Put("denied")
    if lemma in _PUTTING_OFF and is_object and not grammar.is_negated(verb):
        return Put("planned")
    if not definite and (_is_given_leave(token, verb) or _is_approved(token, verb, event_type)):
        return Put("hypothetical")
    aimed = _aimed(token, verb, event_type, definite=definite)
    if aimed is not None:
        return aimed
    spoken = _spoken_for(token, verb)
    if spoken is not None and not definite:
        return spoken
    clause = clause_status(verb, event_type)
    approving = lemma == "welcome" or lemma in words("verb of approval")
    if clause.status == "hypothetical" and is_object and approving:
        return clause  # "would welcome the arrest"
    if clause.status in REAL or definite:
        return Put("happened")
    if clause.status == "denied" and not (lemma in _CREATING and is_object):
        return Put("happened")
    if token.dep_ == "nsubj" and clause.status in ("hypothetical", "predicted"):
        return Put(clause.status, clause.certainty)  # "an attack could follow"
    created = lemma in _CREATING and token.dep_ in ("pobj", "prep", "nsubj")
    if created or token.dep_ in (*_OBJECTS, "attr"):
        return Put(clause.status, clause.certainty)
    return Put("happened")
