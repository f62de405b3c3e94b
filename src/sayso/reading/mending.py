"""A parsed text -> the same, put right where the small model is known to go wrong.

Comes in: a spaCy ``Doc``, before parsing (sentence starts) or after (lemmas, trees). It is changed
in place: each function mends one kind of error that can be told from the text alone.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.cues import intentions, noun_cues, verb_cues
from sayso.knowledge.lemmas import verb_lemmas
from sayso.knowledge.predicates import verbs
from sayso.knowledge.word_classes import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TURN = re.compile(
    r"^[ \t]*(?:\d{1,2}[:.]\d{2}[ \t]+)?[\"“]?"
    r"[A-Z][\w.'’-]*(?:[ \t]+[\w.'’-]+){0,4}[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
# A place in capitals, or a stand-in for one; more of it; an agency; a dash: "GOMA, May 3 (AP) —".
DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z .'’-]{2,30}"
    r"|(?:[A-Z]{2,12} )?(?:Berlin|Germany)(?:/(?:[A-Z]{3,}|Berlin))?)"
    r"(?:,[^\n.—–]{0,40}?\.?[^\n.—–]{0,12}?)?"
    r"(?:[ \t]*\([^)\n]{2,30}\))?[ \t]*(?:—|–|--|-)[ \t]+(?=\S)",
    re.MULTILINE,
)
_CONDITIONS = frozenset({"if", "unless", "when", "once", "until"})
_PRESSING = frozenset({"press", "push", "pressure", "lobby", "goad", "nudge"})
_DECIDING = frozenset({"agree", "decline", "refuse", "decide"})
_SHORT = 3  # words; a shorter piece behind a semicolon belongs to a list
_FINITE = ("VBD", "VBZ", "VBP")


def mark_lines(doc: Doc) -> None:
    """Say where sentences begin that the parser must not read into each other.

    A line break ends a sentence; so do the label of a speaker and a dateline at the start of a
    line; and a semicolon, unless it parts the members of a list.
    """
    for token in doc[2:]:
        if token.nbor(-1).text == "." and token.nbor(-2).lower_ == "hon":
            token.is_sent_start = False  # "the hon. Lady"
    text = doc.text
    labels = {m.end() for pattern in (_TURN, DATELINE) for m in pattern.finditer(text)}
    for before, token in pairwise(doc):
        breaks = "\n" in before.text and not token.is_space
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


# What the model makes of who has something, where it doesn't know the apostrophe.
_NO_OWNER = ("nmod", "compound", "nn", "amod")


def mend_lemmas(doc: Doc) -> None:
    """Put right the lemmas that the model is known to get wrong: "wag" of "waged".

    Of nouns they are "basis" of "bases", and plurals of men that it leaves as they are.
    """
    table = verb_lemmas()
    for token in doc:
        if token.lower_ == "bases" and token.tag_ == "NNS":
            token.lemma_ = "base"
        elif token.lower_.endswith("men") and f"{token.lower_[:-3]}man" in sectors():
            token.lemma_ = f"{token.lower_[:-3]}man"
        if token.lemma_.endswith("children"):  # "schoolchildren"
            token.lemma_ = token.lemma_.removesuffix("ren")
        if token.pos_ == "VERB" and token.lower_ in table:
            token.lemma_ = table[token.lower_]
            if token.tag_ in ("VB", "VBP") and _is_told(token):
                token.tag_ = "VBD"  # "the army *retook* the town"


def _is_told(verb: Token) -> bool:
    """Whether a form that is no bare verb stands where a verb with a tense does."""
    bare = verb.lower_ in (verb.lemma_, f"{verb.lemma_}s") or verb.lower_.endswith("ing")
    return not bare and not any(c.tag_ in ("TO", "MD") for c in verb.lefts)


def mend_apostrophes(doc: Doc) -> None:
    """Tag "’s" and "n’t" as "'s" and "n't", which are what the model knows."""
    for token in doc:
        if token.lower_ == "n’t":
            token.tag_, token.pos_ = "RB", "PART"
            token.dep_ = "neg"
        elif token.lower_ == "’s" and token.tag_ == "POS" and token.head.dep_ in _NO_OWNER:
            token.head.dep_ = "poss"


def mend_closing_tags(doc: Doc) -> None:
    """Make a verb of the noun, and a noun of the adjective, of "..., the general hopes".

    The tree has the whole sentence hang on them as on a verb of saying with its subject.
    """
    for token in doc:
        if token.tag_ not in ("NNS", "VBZ") or not any(c.dep_ == "ccomp" for c in token.lefts):
            continue
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        if subject is None:
            continue
        token.tag_, token.pos_ = "VBZ", "VERB"
        if subject.tag_ == "JJ" and any(c.dep_ == "det" for c in subject.lefts):
            subject.tag_, subject.pos_ = "NN", "NOUN"


def verb_lemma(form: str) -> str | None:
    """The verb that a form in -ed belongs to, if the table of predicates knows it."""
    known = verbs()
    stems = (form[:-1], form[:-2], form[:-3], f"{form[:-3]}y")
    return next((stem for stem in stems if stem in known), None)


def gerund_of(form: str) -> str | None:
    """The verb that a form in -ing belongs to, if the table of predicates knows it."""
    if not form.endswith("ing"):
        return None
    known = verbs()
    stems = (form[:-3], f"{form[:-3]}e", form[:-4])
    return next((stem for stem in stems if stem in known), None)


def mend_counted_people(doc: Doc) -> None:
    """Make an object of the people in "left ten Swiss dead", read as "ten dead of Switzerland".

    A people whose name has no plural form is told like any other: "left ten Germans dead".
    """
    for dead in doc:
        if dead.dep_ != "oprd" or dead.pos_ != "ADJ":
            continue
        verb = dead.head
        if any(c.dep_ == "dobj" for c in verb.children):
            continue
        people = dead.nbor(-1)
        number = next((c for c in dead.lefts if c.dep_ == "nummod"), None)
        if number is None or people.head.i != dead.i or people.ent_type_ != "NORP":
            continue
        people.head, people.dep_, people.pos_, people.tag_ = verb, "dobj", "PROPN", "NNPS"
        number.head = people


def mend_appended_claims(doc: Doc) -> None:
    """Hang on a sentence what is added to it behind a comma: "..., a charge its leaders dismiss".

    The leaders dismiss the charge; the sentence is not what they dismiss.
    """
    for noun in doc[2:]:
        if noun.tag_ != "NN" or noun.lemma_.lower() not in words("noun of a claim"):
            continue
        first = noun.i - 1 if noun.nbor(-1).pos_ == "DET" else noun.i - 2
        if first < 1 or doc[first].lower_ not in ("a", "an") or doc[first - 1].text != ",":
            continue
        for clause in [c for c in noun.rights if c.dep_ == "acl" and c.tag_ in _FINITE]:
            that = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
            has_object = any(c.dep_ == "dobj" for c in clause.rights)
            if that is not None and that.i == noun.i + 1 and not has_object:
                that.dep_, clause.dep_ = "dobj", "relcl"  # "a claim that Lima rejected"
        added = noun.head.head if noun.dep_ == "compound" else noun.head
        said = next((c for c in added.lefts if c.dep_ == "ccomp" and c.i < first), None)
        if said is None or added.i < noun.i or added.tag_ not in _FINITE:
            told = added.i < first and noun.dep_ == "dobj"
            if told and any(c.dep_ == "relcl" for c in noun.rights):
                noun.dep_ = "npadvmod"
            continue
        if noun.dep_ == "compound":  # "a charge Moscow denies"
            for token in doc[first : noun.i]:
                token.head = noun
        for child in [c for c in added.lefts if c.i < first and c.i != said.i]:
            child.head = said
        said.dep_, said.head = added.dep_, said if added.head.i == added.i else added.head
        noun.head, noun.dep_ = said, "npadvmod"
        added.head, added.dep_ = noun, "relcl"


def mend_conditions(doc: Doc) -> None:
    """Make a verb of the last word of "If Uganda attacks, ...", read as attacks of Uganda's.

    So it is with "Should Uganda *attack*, ..." and with "Should the plan *unfold*, ...", read as
    nouns.
    """
    for should in doc:
        if should.tag_ != "MD" or should.dep_ != "advcl":
            continue
        noun = next((c for c in should.rights if c.dep_ == "dep" and c.pos_ == "NOUN"), None)
        if noun is None:
            continue
        subject = noun.nbor(-1)
        if subject.dep_ != "compound" or subject.head != noun:
            continue
        for child in [c for c in noun.lefts if c != subject]:
            child.head = subject
        noun.head, noun.dep_, noun.tag_, noun.pos_ = should.head, "advcl", "VB", "VERB"
        should.head, should.dep_, subject.dep_ = noun, "aux", "nsubj"
    for mark in doc:
        noun = mark.head
        told = mark.dep_ == "mark" and mark.lower_ in _CONDITIONS and noun.tag_ == "NNS"
        bare = mark.dep_ == "aux" and mark.lower_ == "should" and noun.tag_ == "NN"
        if not (told or bare) or noun.i == 0:
            continue
        subject = noun.nbor(-1)
        named = subject.dep_ == "compound" and subject.tag_ == "NNP" and subject.head.i == noun.i
        if not named or noun.dep_ != "advcl" or noun.lemma_.lower() not in verbs():
            continue
        noun.tag_, noun.pos_, subject.dep_ = "VBZ" if told else "VB", "VERB", "nsubj"
        for child in [c for c in noun.lefts if c.dep_ in ("compound", "amod", "det")]:
            child.head = subject


def mend_infinitives(doc: Doc) -> None:
    """Make a complement of an infinitive that only words of time part from its verb.

    In "threatened on Thursday to go on strike" the strike is what is threatened, not what the
    threat is for.
    """
    for verb in doc:
        if verb.dep_ != "advcl" or verb.tag_ != "VB" or verb.i < verb.head.i:
            continue
        above = verb.head
        between = doc[above.i + 1 : verb.left_edge.i]
        if not any(c.tag_ == "TO" for c in verb.children) or any(t.is_punct for t in between):
            continue
        had = {c.dep_ for c in above.children}
        if above.lemma_ in _PRESSING and "dobj" in had:
            verb.dep_ = "xcomp"  # "pressed the junta to free them"
        elif _takes_infinitive(above) and had.isdisjoint(("dobj", "xcomp", "ccomp", "dative")):
            verb.dep_ = "xcomp"


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

    Nor is it one where words part it from a noun of saying: "a claim by the union that they fled".

    In "allegations by two observers that soldiers had turned away voters" the clause is what is
    alleged: it hangs on the allegations, whoever stands between.
    """
    for that in doc:
        verb = that.head.head if that.dep_ == "pobj" else that.head
        if that.lower_ != "that" or verb.dep_ not in ("relcl", "acl"):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass") and c != that]
        if that.dep_ == "pobj":  # "the story that they shot them for sport"
            behind = any(c.dep_ == "pobj" and c.i > that.head.i for c in that.head.children)
        elif that.dep_ in ("nsubj", "nsubjpass"):
            behind = that.dep_ == "nsubjpass"  # "that votes were burned" has two subjects
        else:
            behind = that.dep_ == "dobj"
            behind = behind and (
                any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
                or (that.i > verb.head.i + 1 and verb.head.lemma_.lower() in noun_cues())
            )
        if not (behind and subjects):
            continue
        noun = verb.head
        if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
            above = noun.head.head
            noun = above if above.lemma_.lower() in noun_cues() else noun
        if noun.lemma_.lower() in noun_cues():
            that.dep_, that.tag_, that.pos_ = "mark", "IN", "SCONJ"
            that.head = verb
            verb.head, verb.dep_ = noun, "acl"


def _takes_infinitive(verb: Token) -> bool:
    """Whether an infinitive can be what a verb is about: a cue's content, or an aim."""
    lemma = verb.lemma_.lower()
    framed = any("infinitive" in cue.frames for cue in verb_cues().get(lemma, ()))
    return framed or lemma in _DECIDING or ("verb", lemma) in intentions()
