"""A parsed text -> the same, with coordinated verbs on the verb that they go on with.

"The union said that guards had robbed a clerk and [blamed] the mayor", "and [beaten] another": the
tree hangs the second verb now on what is said, now on the verb of saying. Which it is the forms
tell. The ``Doc`` is changed in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.predicates import verbs
from sayso.knowledge.word_classes import words
from sayso.reading.quotes import quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = ("VBD", "VBZ", "VBP")
_ALIKE = frozenset({"beat", "cast", "cut", "hit", "hurt", "put", "set", "shut", "spread"})


def mend_bare_conjuncts(doc: Doc) -> None:
    """Make a bare verb of the second in "could resign and *refuse* to testify", read as a tense."""
    for verb in doc:
        first = verb.head
        if verb.dep_ != "conj" or verb.tag_ != "VBP" or first.tag_ != "VB" or _has_subject(verb):
            continue
        helped = any(c.dep_ == "aux" and c.tag_ in ("MD", "TO") for c in first.lefts)
        shared = first.dep_ == "conj" and first.head.tag_ == "VB"
        if (helped or shared) and not any(c.dep_ == "aux" for c in verb.lefts):
            verb.tag_ = "VB"


def mend_quoted_conjuncts(doc: Doc) -> None:
    """Join a verb to the one in its quotation: 'she told us: "He turned and *said* so."'.

    The tree may hang it on the verb in front of the marks.
    """
    for quotation in quotations(doc.text):
        for verb in doc.char_span(quotation.start, quotation.end, alignment_mode="contract") or ():
            told = verb.head
            if verb.dep_ != "conj" or told.idx >= quotation.start:
                continue
            inside = [c for c in told.rights if c.dep_ == "ccomp" and c.i < verb.i]
            if inside and inside[-1].idx >= quotation.start:
                verb.head = inside[-1]


def mend_coordination(doc: Doc) -> None:
    """Hang a coordinated verb on the cue rather than on what is said, where the forms say so.

    "Israel says Hezbollah is rearming and accuses the army": *accuses* goes with *says*, not with
    *is rearming*. It does so if its form is the cue's and not that of the verb it was hung on, or
    if it is a cue itself.
    """
    for verb in doc:
        if _is_conjunct(verb):
            host = _other_host(verb)
            if host is not None:
                verb.head = host
            else:
                _mend_reported(verb)


def _is_conjunct(verb: Token) -> bool:
    """Whether a verb goes on with another; one read as a complement behind "and" is made to."""
    if verb.dep_ == "xcomp" and verb.tag_ == "VBD" and not _has_subject(verb):
        joint = verb.nbor(-1)  # "praised a refusal to go *and promised* to send more"
        if joint.dep_ == "cc" and joint.head.i != verb.head.i:
            verb.dep_ = "conj"
    return bool(verb.dep_ == "conj")


def _other_host(verb: Token) -> Token | None:
    """The verb that a conjunct goes on with, if it is not the one that the tree has it on."""
    if (judge := _judging_host(verb)) is not None:
        verb.tag_ = "VBD"
        return judge
    if (order := _fancying_host(verb) or _infinitive_host(verb)) is not None:
        verb.tag_ = "VB"
        return order
    host = _told_before_tag(verb, verb.head) or _finite_host(verb) or _perfect_before(verb)
    if host is not None:
        return host
    if _leaves_reported_speech(verb):
        return verb.head.head  # "denied that it had left, and a minister [accused] ..."
    return _host_above(verb)


def _infinitive_host(verb: Token) -> Token | None:
    """The infinitive that a bare verb goes on with: "he wants to deport them, [pay] them"."""
    said = verb.head
    alike = said.tag_ == "VBN" and verb.tag_ == "VBD" and verb.lower_ in _ALIKE
    if not (alike and not _has_subject(verb)) and (not _is_bare(verb) or said.tag_ != "VBZ"):
        return None  # "had been told to break in, [set] fire to it"
    infinitives = (c for c in said.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    infinitive = next(infinitives, None)
    return infinitive if infinitive is not None and infinitive.i < verb.i else None


def _host_above(verb: Token) -> Token | None:
    """The verb above a participle: "blocked two sites run from abroad and [froze] accounts"."""
    said = verb.head
    if said.dep_ != "acl" or said.tag_ not in ("VBN", "VBG"):
        return None
    above = said.head.head
    fits = verb.tag_ in _FINITE and above.tag_ == verb.tag_ and not _has_subject(verb)
    return above if fits else None


def _mend_reported(verb: Token) -> None:
    """Hang a conjunct of what is said on the verb of saying, if it has that one's form."""
    said, cue = verb.head, verb.head.head
    if said.dep_ != "ccomp" or cue.i == said.i or verb.i < said.i:
        return
    if verb.tag_ not in _FINITE or cue.tag_ not in _FINITE or cue.i > said.i:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children):
        return
    if _goes_on(verb, said):
        verb.tag_ = "VBN"
    elif verb.tag_ == cue.tag_ and (verb.tag_ != said.tag_ or _speaks(verb)):
        verb.head = cue


def _perfect_before(verb: Token) -> Token | None:
    """The perfect that a form goes on with where the model has hung it on the verb of saying."""
    if not _speaks(verb.head) or _has_subject(verb):
        return None
    told = [c for c in verb.head.children if c.dep_ == "ccomp" and verb.head.i < c.i < verb.i]
    if not told or not _goes_on(verb, told[-1]):
        return None
    verb.tag_ = "VBN"
    return told[-1]


def _goes_on(verb: Token, said: Token) -> bool:
    """Whether a form goes on with a perfect: "said ships had rammed a boat and doused another"."""
    helps = ("had", "has", "have", "was", "were", "been")
    if verb.lower_ in words("participle only") and any(c.lower_ in helps for c in said.lefts):
        return True  # "had looted the clinic and *beaten* a nurse": no form of the past
    if _is_passive(said) and _is_told_to(verb):
        return True  # "had been paid and *ordered* to break in": nobody is ordered else
    perfect = said.tag_ == "VBN" and any(c.lower_ in ("had", "has", "have") for c in said.lefts)
    same = verb.tag_ == "VBD" and verb.lower_.endswith("ed")
    speech = any(not cue.particle for cue in verb_cues().get(verb.lemma_.lower(), ()))
    return perfect and same and not speech and verb.nbor(-1).lower_ in ("and", "or")


def _is_told_to(verb: Token) -> bool:
    """Whether a verb of ordering has what is to be done, and no object that is to do it."""
    labels = {c.dep_ for c in verb.rights}
    cues = verb_cues().get(verb.lemma_.lower(), ())
    needs = any("object_infinitive" in cue.frames and not cue.particle for cue in cues)
    alone = any("infinitive" in cue.frames for cue in cues)
    return "xcomp" in labels and "dobj" not in labels and needs and not alone


def _judging_host(verb: Token) -> Token | None:
    """The verb of saying that "said no bomb was thrown and *blamed* the police" goes on with.

    Whoever blames or praises somebody is no part of a passive that the form is hung on.
    """
    told = verb.head
    kinds = {row.type for row in verbs().get(verb.lemma_.lower(), ())}
    if not _is_passive(told) or _is_passive(verb) or kinds.isdisjoint(("ACCUSE", "SUPPORT")):
        return None
    if not any(c.dep_ == "dobj" for c in verb.rights) or told.dep_ != "ccomp":
        return None
    return told.head if told.head.tag_ == "VBD" and told.head.i < told.i else None


def _fancying_host(verb: Token) -> Token | None:
    """The order that a second goes on with: "imagine that they knew, and *imagine* that ..."."""
    told = verb.head
    if verb.tag_ not in ("VB", "VBP") or _has_subject(verb) or told.dep_ != "ccomp":
        return None
    first = told.head
    return first if first.lemma_ == verb.lemma_ and first.dep_ == "ROOT" else None


def _finite_host(verb: Token) -> Token | None:
    """The verb above an infinitive that a finite verb without a subject was coordinated with."""
    said = verb.head
    if verb.tag_ != "VBD" or said.tag_ != "VB" or _has_subject(verb):
        return None
    if not any(c.tag_ == "TO" for c in said.children):
        return None
    return next((a for a in said.ancestors if a.tag_ == "VBD" and a.i < said.i), None)


def _leaves_reported_speech(verb: Token) -> bool:
    """Whether a clause with a subject of its own steps out of what a verb of saying reports.

    What is reported in the past stands one tense back ("denied that it had left"); a simple past
    behind a comma and a conjunction is the reporter's again.
    """
    said, cue = verb.head, verb.head.head
    if said.dep_ != "ccomp" or cue.tag_ != "VBD" or verb.tag_ != "VBD" or not _speaks(cue):
        return False
    back = any(c.dep_ == "aux" and c.lower_ in ("had", "would") for c in said.children)
    own = any(c.dep_ == "nsubj" and c.pos_ != "PRON" for c in verb.children)
    start = verb.left_edge.i
    joined = any(c.dep_ == "cc" and c.i < start for c in said.children)
    comma = any(t.text == "," for t in verb.doc[max(said.i, start - 2) : start])
    return back and own and joined and comma


def _told_before_tag(verb: Token, tag: Token) -> Token | None:
    """What is said, where it precedes a verb of saying and a verb without a subject follows."""
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) or not _speaks(tag):
        return None
    said = [c for c in tag.children if c.dep_ == "ccomp"]
    if tag.dep_ == "parataxis":
        said.append(tag.head)
    return said[0] if said and said[0].i < tag.i < verb.i else None


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _is_bare(verb: Token) -> bool:
    """Whether a verb has the form of an infinitive and no subject or auxiliary of its own."""
    return verb.tag_ in ("VB", "VBP") and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children
    )


def _speaks(verb: Token) -> bool:
    return any(cue.frames for cue in verb_cues().get(verb.lemma_.lower(), ()))
