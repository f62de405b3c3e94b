"""A parsed text -> the same, put right where the small model is known to go wrong.

Comes in: a spaCy ``Doc``, before parsing (sentence starts) or after (lemmas, trees). It is changed
in place: each function mends one kind of error that can be told from the text alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.knowledge.cues import intentions, noun_cues, verb_cues
from sayso.knowledge.lemmas import verb_lemmas

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TURN = re.compile(
    r"^[ \t]*[A-Z][\w.'’-]*(?:[ \t]+[\w.'’-]+){0,4}[ \t]*:[ \t]+(?=\S)", re.MULTILINE
)
# A place in capitals, or a stand-in for one; more of it; an agency; a dash: "GOMA, May 3 (AP) —".
DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z .'’-]{2,30}"
    r"|(?:[A-Z]{2,12} )?(?:Berlin|Germany)(?:/(?:[A-Z]{3,}|Berlin))?)"
    r"(?:,[^\n.—–]{0,40}?\.?[^\n.—–]{0,12}?)?"
    r"(?:[ \t]*\([^)\n]{2,30}\))?[ \t]*(?:—|–|--|-)[ \t]+(?=\S)",
    re.MULTILINE,
)
_DECIDING = frozenset({"agree", "decline", "refuse", "decide"})
_SHORT = 3  # words; a shorter piece behind a semicolon belongs to a list
_FINITE = ("VBD", "VBZ", "VBP")
_NEAR = 8  # tokens behind a noun in which a finite verb of its own would stand


def mark_lines(doc: Doc) -> None:
    """Say where sentences begin that the parser must not read into each other.

    A line break ends a sentence; so do the label of a speaker and a dateline at the start of a
    line; and a semicolon, unless it parts the members of a list.
    """
    labels = {m.end() for pattern in (_TURN, DATELINE) for m in pattern.finditer(doc.text)}
    for token in doc[1:]:
        before = token.nbor(-1)
        breaks = "\n" in before.text_with_ws and not token.is_space
        if breaks or token.idx in labels or (before.text == ";" and _is_long(token)):
            token.is_sent_start = True


def _is_long(token: Token) -> bool:
    """Whether what follows a semicolon is a clause: more than a few words before the next stop."""
    doc = token.doc
    words = 0
    for following in doc[token.i : token.i + 3 * _SHORT]:
        if following.text in (";", ".", "\n"):
            break
        words += following.is_alpha
    return words > _SHORT and token.lower_ not in ("and", "or")


def mend_lemmas(doc: Doc) -> None:
    """Put right the verbs that the model's lemmatizer is known to get wrong ("waged": "wag")."""
    table = verb_lemmas()
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in table:
            token.lemma_ = table[token.lower_]


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
            continue
        for child in list(noun.children):
            if child.i > verb.i:
                child.head = verb
        verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
        noun.head, noun.dep_ = verb, "nsubj"


def mend_reduced_relatives(doc: Doc) -> None:
    """Make a participle of a first verb that nothing joins to the real one.

    "Twelve sailors captured two years ago were released": the sailors were captured, and what the
    sentence says is that they were released.
    """
    for verb in doc:
        first = verb.head
        if verb.dep_ != "conj" or first.tag_ != "VBD" or verb.i < first.i:
            continue
        if not any(c.dep_ in ("aux", "auxpass") for c in verb.children):
            continue
        joined = any(c.dep_ == "cc" or c.text in (",", ";") for c in first.children)
        subjects = [c for c in first.children if c.dep_ == "nsubj" and c.i < first.i]
        objects = any(c.dep_ == "dobj" for c in first.children)
        if joined or objects or len(subjects) != 1 or _has_subject(verb):
            continue
        noun = subjects[0]
        verb.dep_, verb.head = first.dep_, (verb if first.head.i == first.i else first.head)
        noun.head, noun.dep_ = verb, "nsubjpass" if _is_passive(verb) else "nsubj"
        first.head, first.dep_, first.tag_ = noun, "acl", "VBN"
        for child in [c for c in first.children if c.i > verb.i]:
            child.head = verb


def mend_infinitives(doc: Doc) -> None:
    """Make a complement of an infinitive that only words of time part from its verb.

    In "threatened on Thursday to go on strike" the strike is what is threatened, not what the
    threat is for.
    """
    for verb in doc:
        above = verb.head
        if verb.dep_ != "advcl" or verb.tag_ != "VB" or verb.i < above.i:
            continue
        if not any(c.tag_ == "TO" for c in verb.children) or not _takes_infinitive(above):
            continue
        between = doc[above.i + 1 : verb.left_edge.i]
        if any(t.is_punct for t in between) or any(
            c.dep_ in ("dobj", "xcomp", "ccomp", "dative") for c in above.children
        ):
            continue
        verb.dep_ = "xcomp"


def mend_coordination(doc: Doc) -> None:
    """Hang a coordinated verb on the cue rather than on what is said, where the forms say so.

    "Israel says Hezbollah is rearming and accuses the army": *accuses* goes with *says*, not with
    *is rearming*. It does so if its form is the cue's and not that of the verb it was hung on, or
    if it is a cue itself.
    """
    for verb in doc:
        said = verb.head
        cue = said.head
        if verb.dep_ == "conj" and _is_bare(verb) and said.tag_ == "VBZ":
            infinitive = next(
                (c for c in said.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None
            )
            if infinitive is not None and infinitive.i < verb.i:
                verb.head, verb.tag_ = infinitive, "VB"  # "he wants to deport them, [pay] them"
                continue
        if verb.dep_ == "conj" and (told := _told_before_tag(verb, said)) is not None:
            verb.head = told
            continue  # "P, she said, and [is expected to pass]": it is P that goes on
        if verb.dep_ == "conj" and (host := _finite_host(verb)) is not None:
            verb.head = host  # "urged them to open the dam and [thanked] the crew"
            continue
        if verb.dep_ == "conj" and _leaves_reported_speech(verb):
            verb.head = cue  # "denied that it had left, and a minister [accused] ..."
            continue
        if verb.dep_ == "conj" and said.dep_ == "acl" and said.tag_ in ("VBN", "VBG"):
            above = said.head.head  # "blocked two sites run from abroad and [froze] accounts"
            if verb.tag_ in _FINITE and above.tag_ == verb.tag_ and not _has_subject(verb):
                verb.head = above
            continue
        if verb.dep_ != "conj" or said.dep_ != "ccomp" or cue.i == said.i or verb.i < said.i:
            continue
        if verb.tag_ not in _FINITE or cue.tag_ not in _FINITE or cue.i > said.i:
            continue
        if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children):
            continue
        if verb.tag_ == cue.tag_ and (verb.tag_ != said.tag_ or _speaks(verb)):
            verb.head = cue


def mend_orders(doc: Doc) -> None:
    """Make a clause of an order behind a colon or a mark: "I say to you: [finish] the work"."""
    for verb in doc:
        if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.i > verb.head.i:
            bare = not any(c.tag_ == "TO" for c in verb.children)
            before = verb.left_edge.nbor(-1) if verb.left_edge.i else verb
            if bare and (before.text == ":" or before.is_quote):
                verb.dep_ = "ccomp"


def mend_that_clauses(doc: Doc) -> None:
    """Make a conjunction of a "that" read as an object where the verb has its object already.

    In "allegations by two observers that soldiers had turned away voters" the clause is what is
    alleged: it hangs on the allegations, whoever stands between.
    """
    for that in doc:
        verb = that.head
        if that.lower_ != "that" or that.dep_ != "dobj" or verb.dep_ not in ("relcl", "acl"):
            continue
        behind = any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
        if not (behind and any(c.dep_ == "nsubj" for c in verb.children)):
            continue
        noun = verb.head
        if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
            above = noun.head.head
            noun = above if above.lemma_.lower() in noun_cues() else noun
        if noun.lemma_.lower() in noun_cues():
            that.dep_, that.tag_, that.pos_ = "mark", "IN", "SCONJ"
            verb.head, verb.dep_ = noun, "acl"


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


def _takes_infinitive(verb: Token) -> bool:
    """Whether an infinitive can be what a verb is about: a cue's content, or an aim."""
    lemma = verb.lemma_.lower()
    framed = any("infinitive" in cue.frames for cue in verb_cues().get(lemma, ()))
    return framed or lemma in _DECIDING or ("verb", lemma) in intentions()


def _is_bare(verb: Token) -> bool:
    """Whether a verb has the form of an infinitive and no subject or auxiliary of its own."""
    return verb.tag_ in ("VB", "VBP") and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children
    )


def _speaks(verb: Token) -> bool:
    return any(cue.frames for cue in verb_cues().get(verb.lemma_.lower(), ()))


def _participle(noun: Token) -> Token | None:
    """The participle on a noun without a finite verb that can itself be the verb of a sentence."""
    if any(
        child.i < noun.i + _NEAR and (child.pos_ == "AUX" or child.tag_ in ("VBZ", "VBP"))
        for child in noun.children
    ):
        return None
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD") and child.i > noun.i:
            labels = {below.dep_ for below in child.children}
            takes_complement = not labels.isdisjoint(("xcomp", "ccomp", "dobj", "prep"))
            return child if takes_complement and "agent" not in labels else None
    return None
