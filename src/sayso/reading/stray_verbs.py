"""A parsed text -> the same, with verbs that the tree has hung where they do not belong.

A verb is read as the noun behind it ("special police *storm* the hall"), as what a month did ("held
since April *was convicted*"), as more of what somebody is blamed for ("accused them of a plot and
*ruled out* talks"), or what goes on as a noun ("went on *bombing* camps"). The ``Doc`` is changed
in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.predicates import nouns, verbs
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mending import gerund_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TIMES = frozenset({"since", "until", "before", "after"})
_VERDICTS = frozenset({"guilty", "liable", "culpable"})
_FINDING = frozenset({"find", "hold", "declare", "pronounce", "judge", "rule"})
_UNCHANGED = frozenset({"beat", "cut", "hit", "hurt", "shut", "set"})  # past as present
_CLAUSES = frozenset({"ROOT", "advcl", "ccomp", "conj", "relcl", "parataxis"})


def mend_dated_relatives(doc: Doc) -> None:
    """Make a participle of "A blogger *held* since April was convicted": no month is convicted."""
    for verb in doc:
        first = verb.head
        if verb.dep_ != "advcl" or first.tag_ not in ("VBD", "VBN") or verb.i < first.i:
            continue
        times = [c for c in verb.lefts if c.dep_ in grammar.SUBJECTS and c.ent_type_ == "DATE"]
        marks = [c for c in verb.lefts if c.dep_ == "mark" and c.lower_ in _TIMES]
        if not times or not marks or not grammar.has_child(verb, "aux", "auxpass"):
            continue
        noun = _subject_of(first)
        if noun is None or grammar.has_child(first, "dobj", "aux", "auxpass", "ccomp"):
            continue
        mark, time = marks[0], times[0]
        top = noun if first.dep_ == "acl" else first
        verb.dep_, verb.head = top.dep_, (verb if top.head.i == top.i else top.head)
        noun.dep_ = time.dep_
        noun.head, first.head = verb, noun
        mark.head, mark.dep_, time.head, time.dep_ = first, "prep", mark, "pobj"
        first.dep_, first.tag_ = "acl", "VBN"
        for child in [c for t in (noun, first) for c in t.children if c.i > verb.i]:
            child.head = verb


def _subject_of(participle: Token) -> Token | None:
    """Whom a participle tells something of that is read as the verb, or as all that is said."""
    noun = participle.head
    if participle.dep_ == "acl":
        return noun if noun.dep_ == "ROOT" else None
    subjects = [c for c in participle.lefts if c.dep_ == "nsubj"]
    return subjects[0] if len(subjects) == 1 else None


def mend_finite_conjuncts(doc: Doc) -> None:
    """Hang a finite verb on the finite verb before it: "accused them of plotting and *ruled* out".

    A gerund goes on with gerunds.
    """
    for verb in doc:
        gerund = verb.head
        if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ") or gerund.tag_ != "VBG":
            continue
        if gerund.i > verb.i or gerund.dep_ not in ("pcomp", "xcomp", "advcl"):
            continue
        if grammar.has_child(verb, *grammar.SUBJECTS, "aux", "auxpass", "mark"):
            continue
        if grammar.has_child(gerund, "aux", *grammar.SUBJECTS):
            continue
        above = next((a for a in gerund.ancestors if a.pos_ in grammar.VERBS), None)
        if above is None or above.tag_ != verb.tag_ or above.i > gerund.i:
            continue
        verb.head = above
        for word in [c for c in gerund.children if c.dep_ == "cc" and c.i < verb.i]:
            word.head = above


def mend_nouns_for_verbs(doc: Doc) -> None:
    """Make a verb of "the special police *storm* the hall", read as a storm of the police."""
    for verb in doc:
        if verb.tag_ != "NN" or verb.dep_ not in _CLAUSES or verb.lemma_.lower() not in verbs():
            continue
        objects = [c for c in verb.rights if c.dep_ == "dobj"]
        opened = [c for c in verb.lefts if c.dep_ in ("nsubj", "aux", "mark")]
        beside = [c for c in verb.lefts if c.dep_ == "compound" and c.i == verb.i - 1]
        if not objects or not opened or any(c.dep_ == "det" for c in verb.lefts):
            continue
        helped = any(c.tag_ in ("MD", "TO") for c in opened)
        subjects = [c for c in opened if c.dep_ == "nsubj"]
        if beside and not subjects:
            noun = beside[0]
            for child in [c for c in verb.lefts if c.i < noun.i and c.dep_ in ("poss", "amod")]:
                child.head = noun
            noun.head, noun.dep_ = verb, "nsubj"
        elif beside:
            bare = [t for t in doc[subjects[0].i : verb.i] if t.dep_ == "prep" and not t.n_rights]
            if not bare:
                continue
            beside[0].head, beside[0].dep_ = bare[-1], "pobj"
        elif not subjects:
            continue
        told = "VBD" if verb.lower_ in _UNCHANGED else "VBP"
        verb.pos_, verb.tag_ = "VERB", "VB" if helped else told


def mend_verdicts(doc: Doc) -> None:
    """Make a verdict of "found a colonel *guilty* of it", read as what kind of colonel he is."""
    for verdict in doc:
        noun = verdict.head
        if verdict.lower_ not in _VERDICTS or verdict.pos_ != "ADJ":
            continue
        if verdict.dep_ == "amod" and noun.i < verdict.i and noun.head.lemma_ in _FINDING:
            verdict.head, verdict.dep_ = noun.head, "oprd"
        elif verdict.dep_ == "dobj" and noun.lemma_ in _FINDING:
            before = list(verdict.lefts)
            if not before or before[-1].i != verdict.i - 1 or before[-1].dep_ == "det":
                continue
            found = before[-1]
            for child in before[:-1]:
                child.head = found
            found.head, found.dep_, found.pos_, found.tag_ = noun, "dobj", "NOUN", "NN"
            verdict.dep_ = "oprd"


def mend_continuations(doc: Doc) -> None:
    """Make a verb of "went on *bombing* camps", read as camps that one went on."""
    for on in doc[:-1]:
        go, act = on.head, on.nbor(1)
        if on.lower_ != "on" or go.lemma_ != "go":
            continue
        lemma = gerund_of(act.lower_)
        if on.dep_ not in ("prep", "prt", "advmod") or lemma is None:
            continue
        noun = act.head
        if act.dep_ in ("amod", "compound") and noun.dep_ == "pobj" and noun.head == on:
            if noun.lemma_.lower() in words("noun of an outing") or noun.lemma_.lower() in nouns():
                continue  # "went on bombing raids", "went on hunting trips"
            noun.head, noun.dep_ = act, "dobj"
        elif act.tag_ != "VBG" or act.head not in (on, go):
            continue
        act.head, act.dep_, act.pos_, act.tag_, act.lemma_ = go, "xcomp", "VERB", "VBG", lemma
        on.dep_ = "prt"
        for child in [c for c in on.children if c.i > act.i]:
            child.head = act
