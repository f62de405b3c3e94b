"""A parsed text -> the same, with verbs of saying put right: who speaks, and what they say.

"“That was wrong, Anna,” Lund said": the model reads *Anna* as who said it. "Peru says that A, a
claim Chile denies": it makes the reply a part of A. Each function changes the ``Doc`` in place.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import evidence_nouns
from sayso.reading import grammar
from sayso.reading.mending import verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PAST_OR_PRESENT = ("VBD", "VBZ", "VBP")
_ANSWERING = frozenset({"denies", "doubts", "confirms"})
_INVERTED = frozenset({"had", "were", "should"})
_NEXT = 2  # a comma, a quote mark
_LONGEST = 10  # tokens from a noun that takes up a claim to the verb of its reply


def mend_said_clauses(doc: Doc) -> None:
    """Give a clause back to the verb that it is a clause of, and its subject to it.

    In "imagine for a moment *that they had fled*" the clause hangs on the moment; in "..., after
    Kenya said *debris had fallen*" the debris is what was said, and the clause a second one.
    """
    for verb in doc:
        if verb.dep_ not in ("relcl", "advcl"):
            continue
        above = verb.head
        marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.lefts)
        if verb.dep_ == "relcl" and marked and above.dep_ == "pobj":
            cue = above.head.head
            if _takes_clause(cue) and not grammar.children(cue, "ccomp"):
                verb.head, verb.dep_ = cue, "ccomp"
        elif verb.dep_ == "advcl" and above.dep_ == "advcl" and above.i > verb.i:
            told = [c for c in verb.rights if c.dep_ == "dobj" and c.i < above.i]
            if not (told and _takes_clause(verb)) or grammar.children(above, *grammar.SUBJECTS):
                continue
            verb.head, verb.dep_ = above.head, "advcl"
            above.head, above.dep_ = verb, "ccomp"
            told[0].head, told[0].dep_ = above, "nsubj"
            for child in [c for c in verb.rights if told[0].i < c.i < above.i]:
                child.head = told[0]


def _takes_clause(verb: Token) -> bool:
    return any("clause" in cue.frames for cue in verb_cues().get(verb.lemma_.lower(), ()))


def mend_addressees(doc: Doc) -> None:
    """Leave a verb of saying the subject outside the marks: '"That was wrong, Anna," Lund said'."""
    for verb in doc:
        subjects = grammar.children(verb, "nsubj") if _takes_clause(verb) else []
        before = [one for one in subjects if one.i < verb.i]
        for one, following in pairwise(before):
            if any(t.is_quote for t in doc[one.i : following.i]):
                one.dep_ = "dep"


def mend_recorded_sayings(doc: Doc) -> None:
    """Let whom a recording is of speak in it: "footage of the general *telling* the crowd"."""
    for verb in doc:
        noun = verb.head
        if verb.tag_ == "VBG" and verb.dep_ == "acl" and noun.lemma_.lower() in evidence_nouns():
            of = [p for p in grammar.children(noun, "prep") if p.lower_ == "of"]
            whom = [w for p in of for w in grammar.children(p, "pobj") if w.i < verb.i]
            if whom and _takes_clause(verb):
                verb.head = whom[-1]


def mend_closing_sayings(doc: Doc) -> None:
    """Give ", *saying* that ..." at a sentence's end to its main clause, not to a relative one.

    "The court jailed a man who said he had fled after he was robbed, *saying* he had lied": the
    court says so.
    """
    for verb in doc:
        if verb.tag_ != "VBG" or verb.dep_ != "advcl" or not _takes_clause(verb):
            continue
        relative = next((a for a in (verb.head, *verb.head.ancestors) if a.dep_ == "relcl"), None)
        main = verb.sent.root
        if relative is None or main.pos_ not in grammar.VERBS or relative.head.i < main.i:
            continue
        restricts = relative.left_edge.nbor(-1).text != ","
        behind = doc[verb.right_edge.i + 1 : verb.sent.end]
        opens = any(t.is_quote for t in doc[verb.i + 1 : verb.i + 1 + _NEXT])
        closes = opens or not any(t.is_alpha for t in behind)
        if restricts and closes and verb.left_edge.nbor(-1).text == ",":
            verb.head = main


def mend_closing_verbs(doc: Doc) -> None:
    """Make a verb of "..., a leaked cable *shows*", read as a plural; so in "a charge Lima denies".

    What "a" stands before is no plural.
    """
    for verb in doc[3:-1]:
        if verb.tag_ != "NNS" or not verb.nbor(1).is_punct:
            continue
        first, speaker = verb.left_edge.i, verb.nbor(-1)
        if speaker.head.i != verb.i:
            continue
        if doc[first].lower_ not in ("a", "an") or doc[first - 1].text != ",":
            continue
        lemma = verb_lemma(verb.lower_)
        cues = verb_cues().get(lemma or "", ())
        main = verb.sent.root
        told = main.tag_ in _PAST_OR_PRESENT and main.i < first
        if lemma is None or not told or not any("clause" in cue.frames for cue in cues):
            continue
        claim = doc[first + 1]
        appended = claim.i < speaker.i and claim.lemma_.lower() in words("noun of a claim")
        for child in list(verb.lefts):
            if child.i not in (speaker.i, claim.i):
                child.head = claim if appended else speaker
        verb.tag_, verb.pos_, verb.lemma_ = "VBZ", "VERB", lemma
        if appended:
            claim.head, claim.dep_ = main, "npadvmod"
            verb.head, verb.dep_ = claim, "relcl"
        else:
            if claim.head.i == verb.i:
                claim.head = speaker
            verb.head, verb.dep_ = main, "parataxis"
        speaker.head, speaker.dep_ = verb, "nsubj"


def mend_replies(doc: Doc) -> None:
    """Hang a reply on the sentence it takes up: "X says that A, a claim Y denies", "..., which Y".

    Whatever is the last word of A, the reply is none of its relative clauses, and no part of what
    X says.
    """
    for noun in doc[2:-1]:
        verb = _reply(noun)
        if verb is None:
            continue
        which = noun.tag_ == "WDT"
        first = noun.i if which else noun.left_edge.i
        before = doc[first - 2]
        told = next(
            (
                t
                for t in (before, *before.ancestors)
                if t.pos_ in grammar.VERBS and t.dep_ in ("ROOT", "conj", "parataxis") and t != verb
            ),
            None,
        )
        if told is None or told.i > first or told.is_ancestor(verb) is False:
            continue
        if which:
            verb.head, verb.dep_ = told, "relcl"
            continue
        noun.head, noun.dep_ = told, "npadvmod"
        verb.head, verb.dep_ = noun, "relcl"


def _reply(noun: Token) -> Token | None:
    """The verb of a clause that takes up what stands before its comma by "a claim" or "which"."""
    doc = noun.doc
    if noun.tag_ == "WDT" and noun.lower_ == "which" and noun.dep_ == "dobj":
        verb = noun.head
        answers = _answers(verb) and verb.dep_ == "relcl" and doc[noun.i - 1].text == ","
        antecedent = verb.head.lemma_.lower() in words("noun of a claim")
        return verb if answers and not antecedent else None
    if noun.lemma_.lower() not in words("noun of a claim") or noun.tag_ != "NN":
        return None
    first = noun.i - 1 if doc[noun.i - 1].dep_ == "det" else noun.i - 2
    if doc[first].lower_ not in ("a", "an") or first < 2 or doc[first - 1].text != ",":
        return None
    for verb in doc[noun.i + 1 : noun.i + 1 + _LONGEST]:
        if verb.is_sent_start or verb.is_punct:
            return None
        if verb.tag_ == "NNS" and _is_answer(verb_lemma(verb.lower_)) and verb.nbor(1).is_punct:
            _make_verb(noun, verb)
        if verb.pos_ in grammar.VERBS and verb.tag_ in (*_PAST_OR_PRESENT, "VBN"):
            if verb.dep_ in ("aux", "auxpass"):
                continue
            return verb if _answers(verb) and noun in (verb.head, *verb.head.children) else None
    return None


def _answers(verb: Token) -> bool:
    """Whether a verb denies, doubts or confirms what its object says."""
    subject = any(c.dep_ == "nsubj" and c.tag_ not in grammar.RELATIVES for c in verb.lefts)
    called = verb.lemma_.lower() in words("verb of calling")
    return subject and (called or _is_answer(verb.lemma_.lower()))


def _is_answer(lemma: str | None) -> bool:
    cues = verb_cues().get(lemma or "", ())
    return any(c.stance in _ANSWERING and "object" in c.frames for c in cues)


def _make_verb(claim: Token, verb: Token) -> None:
    """Make a verb of "a claim the embassy *dismisses*", read as a plural."""
    speaker = verb.nbor(-1)
    for child in list(verb.lefts):
        if child.i not in (speaker.i, claim.i):
            child.head = speaker
    verb.tag_, verb.pos_, verb.lemma_ = "VBZ", "VERB", verb_lemma(verb.lower_) or verb.lemma_
    speaker.head, speaker.dep_ = verb, "nsubj"


def mend_closing_reports(doc: Doc) -> None:
    """Make a tag of "..., a report by the ombudsman *found*", read as a report that was found."""
    for verb in doc[:-1]:
        if verb.dep_ != "relcl" or verb.tag_ not in ("VBD", "VBZ") or not verb.nbor(1).is_punct:
            continue
        noun = verb.head
        main = noun.head
        if any(c.dep_ in grammar.SUBJECTS or c.tag_ in grammar.RELATIVES for c in verb.lefts):
            continue
        first = noun.left_edge.i
        cues = verb_cues().get(verb.lemma_.lower(), ())
        said = any("clause" in cue.frames for cue in cues) and main.pos_ in grammar.VERBS
        if said and first > 0 and doc[first - 1].text == "," and main.i < first:
            noun.head, noun.dep_ = verb, "nsubj"
            verb.head, verb.dep_ = main, "parataxis"


def mend_showing_tags(doc: Doc) -> None:
    """Make a tag of "..., figures from the water board *show*", read as a show of the board's.

    So it is where a noun that ends a sentence is a verb of showing, too, and papers or data stand
    in the plural behind the last comma of a finished clause.
    """
    for sentence in list(doc.sents):
        words_in = [t for t in sentence if not (t.is_punct or t.is_space)]
        main, last = sentence.root, words_in[-1] if words_in else sentence.root
        cues = verb_cues().get(last.lower_, ())
        if last.tag_ != "NN" or not any(c.stance == "shows" and "clause" in c.frames for c in cues):
            continue
        comma = max((t.i for t in sentence if t.text == "," and t.i < last.i), default=main.i)
        papers = next((t for t in doc[comma + 1 : last.i] if t.tag_ == "NNS"), None)
        before = last.nbor(-1)
        if papers is None or main.i >= comma or main.pos_ not in grammar.VERBS:
            continue
        if evidence_nouns().keys().isdisjoint((papers.lower_, papers.lemma_)):
            continue
        if before.head != last or before.dep_ != "compound" or last.head.i < papers.i:
            continue
        for child in list(last.lefts):
            if child != before:
                child.head = before
        before.head, before.dep_ = last.head, last.dep_
        last.head, last.dep_, last.tag_, last.pos_ = last, "ROOT", "VBP", "VERB"
        last.lemma_ = last.lower_
        papers.head, papers.dep_ = last, "nsubj"
        main.head, main.dep_ = last, "ccomp"


def mend_inverted_tags(doc: Doc) -> None:
    """Make a speaker of the object of "“We will go,” *snapped the minister*"."""
    for verb in doc[1:-1]:
        if not verb.nbor(-1).is_quote or verb.tag_ not in _PAST_OR_PRESENT:
            continue
        objects = grammar.children(verb, "dobj")
        alone = len(objects) == 1 and not grammar.children(verb, *grammar.SUBJECTS)
        said = any(c.dep_ in ("ccomp", "dep") and c.i < verb.i for c in verb.lefts)
        if alone and said and _takes_clause(verb) and objects[0].left_edge.i == verb.i + 1:
            objects[0].dep_ = "nsubj"


def mend_inserted_sayings(doc: Doc) -> None:
    """Part a tag from the clauses around it: "If they had left, *a clerk argued*, it would rain".

    The tree hangs the clause in front on the verb of saying, and that on the main clause.
    """
    for had in doc:
        inner = [c for c in had.rights if c.dep_ == "ccomp" and c.tag_ in ("VBN", "VBD")]
        if had.lower_ == "had" and had.i == had.sent.start and inner and had.dep_ != "aux":
            clause = inner[0]  # "*Had* the guards resisted, the report says, ..."
            clause.head, clause.dep_ = had.head if had.dep_ != "ROOT" else clause, had.dep_
            for child in [c for c in had.children if c != clause]:
                child.head = clause
            had.head, had.dep_, had.pos_ = clause, "aux", "AUX"
    for verb in doc[2:-1]:
        if verb.dep_ not in ("ccomp", "advcl", "dep", "prep") or not _takes_clause(verb):
            continue
        main = verb.head if verb.head.pos_ in grammar.VERBS else verb.sent.root
        if main.i < verb.i:
            continue
        subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
        if len(subjects) != 1 or subjects[0].i != verb.i - 1 or verb.nbor(1).text != ",":
            continue
        before = subjects[0].left_edge
        fronted = [c for v in (verb, main) for c in v.lefts if c.dep_ == "advcl" and c.i < before.i]
        if before.i == 0 or before.nbor(-1).text != "," or not fronted:
            continue
        if any(c.dep_ == "mark" for c in verb.lefts):
            continue
        verb.head, verb.dep_ = main, "parataxis"
        for clause in fronted:
            clause.head = main


def _mend_top_inversion(clause: Token) -> None:
    """Put a condition that heads its sentence under the answer that is joined to it by a comma."""
    if clause.dep_ != "ROOT":
        return
    first = clause.doc[clause.sent.start]
    if first.lower_ not in _INVERTED or first.head.i != clause.i:
        return
    behind = [c for c in clause.rights if c.dep_ in ("conj", "parataxis")]
    main = next((c for c in behind if any(a.tag_ == "MD" for a in c.lefts)), None)
    joined = any(c.dep_ == "cc" for c in clause.children)
    if main is None or joined or not any(c.dep_ == "nsubj" and c.i > first.i for c in clause.lefts):
        return
    main.head, main.dep_ = main, "ROOT"
    clause.head, clause.dep_ = main, "advcl"
    for aside in [c for c in main.lefts if c.dep_ == "advcl" and c.i > clause.i]:
        aside.head = clause  # "Had they paid, as they promised, ..."


def mend_inversions(doc: Doc) -> None:
    """Make a condition of "*Had Peru attacked*, Chile would have answered", read as its answer.

    So it is with "Chile would have answered, *had Peru attacked*", read as what says so.
    """
    for clause in doc:
        if clause.dep_ != "ROOT":
            continue
        said = grammar.children(clause, "ccomp")
        opener = next((c for c in grammar.children(clause, "aux") if c.lower_ in _INVERTED), None)
        if len(said) != 1 or opener is None or opener.i < said[0].i:
            continue
        doers = grammar.children(clause, "nsubj", "nsubjpass")
        asked = any(t.is_quote or t.text == "?" for t in clause.sent)
        if asked or not doers or doers[0].left_edge.i != opener.i + 1:
            continue
        if any(t.tag_ == "MD" for t in grammar.auxiliaries(said[0])):
            main = said[0]
            main.head, main.dep_ = main, "ROOT"
            clause.head, clause.dep_ = main, "advcl"
    for clause in doc:
        _mend_top_inversion(clause)
        if clause.dep_ != "ccomp":
            continue
        main, first = clause.head, clause.left_edge
        if first.lower_ not in _INVERTED or first.i > main.i:
            continue
        before = doc[first.i : main.i]
        helps = first.i == clause.i or first.head.i == clause.i
        if not helps or any(t.is_quote or t.text == "?" for t in before):
            continue
        if not any(t.tag_ == "MD" for t in grammar.auxiliaries(main)):
            continue
        clause.dep_ = "advcl"
        for subject in grammar.children(clause, "nsubj", "nsubjpass"):
            for act in grammar.children(subject, "relcl"):
                if any(c.tag_ == "TO" for c in act.lefts):  # "were Peru *to attack*"
                    act.head, act.dep_ = clause, "xcomp"
