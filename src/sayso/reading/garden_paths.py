"""A parsed text -> the same, with the verb of each sentence where the model took another for it.

A participle is read as the verb ("sailors captured in May were released"), or the verb as a
participle ("a federation threatened to"), an adjective ("the army armed civilians") or nothing at
all ("armed men carried off sixty pupils"). The ``Doc`` is changed in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mending import verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = ("VBD", "VBZ", "VBP")
_AUXILIARIES = ("aux", "auxpass")
_BESIDE = frozenset({"neighboring", "neighbouring"})
_NEAR = 8  # tokens behind a noun in which a finite verb of its own would stand


def mend_garden_paths(doc: Doc) -> None:
    """Make a sentence of "A federation threatened on Monday to ...", read as a noun phrase.

    Where a whole sentence hangs as a participle on a bare noun, the participle is its verb.
    """
    for noun in doc:  # "..., and a minister [accused] Spain": a noun does not go on from a verb
        if noun.dep_ == "conj" and noun.pos_ == "NOUN" and noun.head.pos_ == "VERB":
            verb = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBD"), None)
            if verb is not None and any(c.dep_ in ("dobj", "ccomp", "prep") for c in verb.children):
                verb.head, verb.dep_ = noun.head, "conj"
                noun.head, noun.dep_ = verb, "nsubj"
    for sentence in doc.sents:
        noun = sentence.root
        if noun.pos_ not in ("NOUN", "PROPN") or sentence[-1].text not in (".", "!", "”", '"'):
            continue
        verb = _participle(noun)
        if verb is None:
            _mend_adjective(noun)
            continue
        for child in list(noun.children):
            if child.i > verb.i:
                child.head = verb
        verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
        noun.head, noun.dep_ = verb, "nsubj"


def _mend_adjective(noun: Token) -> None:
    """Make a verb of "The army *armed* civilians", read as a noun with a participle before it.

    Where a sentence has no verb and a form in -ed parts two nouns, the form is its verb.
    """
    told = [t for t in noun.sent if t.tag_ in _FINITE or t.pos_ == "AUX"]
    if any(t.dep_ != "amod" or t.head.i != noun.i for t in told):
        return
    for verb in noun.lefts:
        if verb.dep_ != "amod" or not verb.lower_.endswith("ed") or verb.i == noun.sent.start:
            continue
        own = [c for c in verb.lefts if c.dep_ in ("nsubj", "npadvmod") and c.i == verb.i - 1]
        before = noun.doc[max((verb.i if own else verb.left_edge.i) - 1, noun.sent.start)]
        lemma = verb_lemma(verb.lower_)
        mates = before.head.i in (noun.i, verb.i) and before.i < verb.i
        if not (mates and lemma and before.pos_ in ("NOUN", "PROPN")):
            continue
        for child in list(noun.lefts):
            if child.i < before.i:
                child.head = before
        for child in [c for c in noun.rights if c.dep_ in ("prep", "punct", "npadvmod")]:
            child.head = verb
        before.head, before.dep_, noun.head, noun.dep_ = verb, "nsubj", verb, "dobj"
        verb.head, verb.dep_, verb.lemma_ = verb, "ROOT", lemma
        verb.pos_, verb.tag_ = "VERB", "VBD"
        return


def mend_reduced_relatives(doc: Doc) -> None:
    """Make a participle of a first verb that nothing joins to the real one.

    "Twelve sailors captured two years ago were released": the sailors were captured, and what the
    sentence says is that they were released.
    """
    for verb in doc:
        first = verb.head
        if verb.dep_ != "conj" or first.tag_ not in ("VBD", "VBN") or verb.i < first.i:
            continue
        if not _has_auxiliary(verb) or _has_auxiliary(first):
            continue
        joined = any(c.dep_ == "cc" or c.text in (",", ";") for c in first.children)
        subjects = [c for c in first.children if c.dep_ == "nsubj" and c.i < first.i]
        objects = any(c.dep_ == "dobj" for c in first.children)
        if joined or objects or len(subjects) != 1 or grammar.has_child(verb, "nsubj", "nsubjpass"):
            continue
        noun = subjects[0]
        verb.dep_, verb.head = first.dep_, (verb if first.head.i == first.i else first.head)
        noun.head, noun.dep_ = verb, "nsubjpass" if grammar.has_child(verb, "auxpass") else "nsubj"
        first.head, first.dep_, first.tag_ = noun, "acl", "VBN"
        for child in [c for c in first.children if c.i > verb.i]:
            child.head = verb


def mend_openings(doc: Doc) -> None:
    """Give a sentence that opens with a participle its subject back.

    "Addressing the assembly, the army chief demanded ...": not the addressing demands, and the
    chief is nobody's apposition.
    """
    for opening in doc:
        verb = opening.head
        if opening.dep_ != "csubj" or opening.tag_ != "VBG" or verb.tag_ not in _FINITE:
            continue
        if any(c.tag_ == "TO" or c.dep_ in ("aux", "mark") for c in opening.lefts):
            continue
        for noun in doc[opening.i + 1 : verb.i]:
            apposed = noun.dep_ == "appos" and noun.head.i < noun.left_edge.i
            if apposed and noun.left_edge.nbor(-1).text == "," and noun.right_edge.i == verb.i - 1:
                noun.head, noun.dep_ = verb, "nsubj"
                opening.dep_ = "advcl"
                break


def mend_verbless(doc: Doc) -> None:
    """Make a participle with an object the verb of a sentence that has no other.

    "Armed men on motorcycles carried off sixty pupils": what people or things are told to do in a
    sentence of its own they did; a headline without a full stop stays as it is.
    """
    for root in doc:
        if root.dep_ != "ROOT" or root.pos_ not in ("NOUN", "PROPN") or root.sent[-1].text != ".":
            continue
        verbs = [t for t in root.sent if t.tag_ in (*_FINITE, "MD", "VBN", "VBG", "VB")]
        if not verbs or verbs[0].tag_ != "VBN" or verbs[0].dep_ != "acl":
            continue
        verb = verbs[0]
        finite = any(t.tag_ in (*_FINITE, "MD") and t.dep_ != "relcl" for t in verbs[1:])
        has_object = any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
        if finite or not has_object or any(t.text == "," for t in doc[root.i : verb.i]):
            continue
        behind = [c for c in root.rights if c.i > verb.i]
        verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
        root.head, root.dep_ = verb, "nsubj"
        for child in behind:
            child.head = verb


def mend_reduced_clauses(doc: Doc) -> None:
    """Make a participle of a form behind a comma: "The village, *shelled* for days, was left"."""
    for verb in doc:
        if verb.dep_ == "acl" and verb.tag_ == "VBD":
            noun = verb.head
            bare = not grammar.has_child(verb, "nsubj", "nsubjpass", "mark", "dobj", "aux")
            if bare and noun.dep_ in grammar.SUBJECTS and noun.head.i > verb.i > noun.i:
                verb.tag_ = "VBN"


def mend_claims_judged(doc: Doc) -> None:
    """Make the verb of "Reports that Peru had left *proved* false", read as what Peru had left.

    The tree gives the clause's verb two subjects, and hangs the verb of the sentence on its object.
    """
    for noun in doc[:-1]:
        inner = noun.head
        that = noun.nbor(1)
        if noun.dep_ != "nsubj" or that.lower_ != "that" or that.head.i != inner.i:
            continue
        if inner.dep_ != "ROOT" or noun.lemma_.lower() not in words("noun of a claim"):
            continue
        if not any(c.dep_ in grammar.SUBJECTS and c.i > that.i for c in inner.lefts):
            continue
        behind = (t for c in inner.rights for t in (c, *c.rights))
        verb = next((t for t in behind if t.dep_ == "acl" and t.tag_ in ("VBN", "VBD")), None)
        if verb is None or grammar.has_child(verb, "agent", *grammar.SUBJECTS):
            continue
        for child in [c for c in inner.rights if c.i > verb.i]:
            child.head = verb
        verb.head, verb.dep_, verb.tag_, verb.pos_ = verb, "ROOT", "VBD", "VERB"
        inner.head, inner.dep_ = noun, "acl"
        noun.head = verb


def mend_claims_answered(doc: Doc) -> None:
    """Make the object of "a charge *that* nobody could confirm", read as what the charge says."""
    for that in doc[1:-1]:
        clause, noun = that.head, that.nbor(-1)
        if that.lower_ != "that" or that.dep_ != "mark" or clause.head.i != noun.i:
            continue
        if clause.dep_ != "acl" or noun.lemma_.lower() not in words("noun of a claim"):
            continue
        verb = clause
        while inner := [x for c in (verb, *grammar.children(verb, "acomp")) for x in _to_do(c)]:
            verb = inner[0]
        held = grammar.has_child(verb, "dobj", "ccomp", "xcomp", "nsubjpass", "prep")
        if held or verb.lemma_.lower() not in words("verb of an answer"):
            continue
        clause.dep_ = "relcl"
        that.head, that.dep_, that.tag_, that.pos_ = verb, "dobj", "WDT", "PRON"


def _to_do(word: Token) -> list[Token]:
    """The infinitives that hang on a verb or adjective: "was able *to confirm*"."""
    return [verb for verb in grammar.children(word, "xcomp") if verb.tag_ == "VB"]


def mend_progressives(doc: Doc) -> None:
    """Make the verb of "insists that it *was smuggling* fuel", read as fuel that smuggles."""
    for act in doc[1:]:
        be, noun = act.nbor(-1), act.head
        if act.tag_ != "VBG" or act.dep_ not in ("compound", "amod") or noun.i < act.i:
            continue
        if be.lemma_ != "be" or be.head.i != act.i or be.dep_ not in _AUXILIARIES:
            continue
        for child in [c for c in noun.lefts if c.i < be.i and c.dep_ in ("mark", "nsubj", "cc")]:
            child.head = act
        above, label = noun.head, noun.dep_
        act.head = act if noun.dep_ == "ROOT" else above
        act.dep_ = "ccomp" if label in ("dobj", "attr") else label
        act.pos_, be.dep_ = "VERB", "aux"
        noun.head, noun.dep_ = act, "dobj"


def mend_neighbours(doc: Doc) -> None:
    """Make an adjective of "accused *neighbouring* Peru of it", read as what Peru is accused of."""
    for word in doc[:-1]:
        place = word.nbor(1)
        if word.lower_ not in _BESIDE or word.dep_ == "amod" or place.head.i != word.i:
            continue
        if place.pos_ not in ("PROPN", "NOUN"):
            continue
        label = "dobj" if word.dep_ in ("xcomp", "ccomp", "advcl") else word.dep_
        place.head, place.dep_ = word.head if word.dep_ != "ROOT" else place, label
        for child in [c for c in word.children if c.i != place.i]:
            child.head = place
        word.head, word.dep_, word.pos_ = place, "amod", "ADJ"


def mend_gapped_passives(doc: Doc) -> None:
    """Make a passive of "two were killed and *dozens wounded*", whose auxiliary is not said twice.

    So it is where those who would do harm do it to nobody.
    """
    for verb in doc:
        above = verb.head
        if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBN") or above.i > verb.i:
            continue
        if not grammar.has_child(above, "auxpass") or _has_auxiliary(verb):
            continue
        if verb.lemma_.lower() not in words("verb of harm done to people"):
            continue
        labels = {c.dep_ for c in verb.rights}
        if labels.isdisjoint(("dobj", "agent", "ccomp", "xcomp", "prt")):
            verb.tag_ = "VBN"
            for subject in [c for c in verb.lefts if c.dep_ == "nsubj"]:
                subject.dep_ = "nsubjpass"


def _participle(noun: Token) -> Token | None:
    """The participle on a noun without a finite verb that can itself be the verb of a sentence."""
    if any(
        child.i < noun.i + _NEAR
        and (child.pos_ == "AUX" or child.tag_ in ("VBZ", "VBP"))
        and not _is_aside(child)
        for child in noun.children
    ):
        return None
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD") and child.i > noun.i:
            labels = {below.dep_ for below in child.children}
            takes_complement = not labels.isdisjoint(("xcomp", "ccomp", "dobj", "prep"))
            return child if takes_complement and "agent" not in labels else None
    return None


def _is_aside(clause: Token) -> bool:
    """Whether a relative clause stands between commas: "Oman, *which chairs it*, offered to"."""
    first, last = clause.left_edge, clause.right_edge
    enclosed = last.i + 1 < len(clause.doc) and last.nbor(1).text == ","
    return clause.dep_ == "relcl" and first.i > 0 and first.nbor(-1).text == "," and enclosed


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ in _AUXILIARIES for c in verb.children)
