"""Verb -> how its clause puts what it tells, by the grammar of the clause.

Mood comes first (questions, conditions and commands tell of nothing that has happened), then the
modal, then tense; negation turns the result around. An infinitive, participle or gerund has no
tense: it takes its status from what it hangs on, up the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.cues import noun_cues, verb_cues
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import estimative
from sayso.reading import grammar
from sayso.reading.findings import FIRST_PERSON
from sayso.reading.generics import is_drafted, is_habit, is_of_any, is_settled
from sayso.reading.governors import HEARSAY, effect, intended, is_too_much
from sayso.reading.mood import (
    PRESENT,
    has_to,
    is_conditional,
    is_counterfactual,
    is_finite,
    is_imperative,
    is_perfect,
    is_purpose,
    is_question,
    is_reported,
    is_subjunctive,
)
from sayso.reading.scenarios import is_scenario

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.records import Certainty, Status

REAL = ("happened", "ongoing")
_LIMIT = 8  # clauses to climb; deeper nesting says nothing about the innermost act
_BARE = ("VB", "VBG", "VBN")
_MAY = frozenset({"may", "might", "could"})
_MUST = frozenset({"must", "should", "ought", "shall", "need"})
_WOULD = frozenset({"would", "'d", "’d"})
_CAN = frozenset({"can", "ca"})
_UNTRUE = frozenset({"unclear", "unknown", "uncertain", "doubtful", "unproven", "untrue", "false"})
_IMPLYING = frozenset({"mean", "imply", "prove", "guarantee", "follow", "signify"})
_FANCYING = frozenset({"imagine", "suppose", "assume", "picture"})
_EMERGING = frozenset({"exist", "emerge", "surface"})  # "no proof emerged that they left"
_OPEN = frozenset({"clear", "certain", "sure", "known", "obvious", "evident", "apparent"})
_WHENEVER = frozenset(
    {"when", "whenever", "where", "wherever", "once", "until", "till", "before", "after"}
)
_USING = frozenset({"use", "abuse", "exercise", "exploit", "invoke", "misuse", "wield"})
_MAKING_SURE = frozenset({"ensure", "guarantee", "secure", "make", "see", "mean"})
_STANDING = frozenset({"demanded", "hypothetical", "asked", "threatened"})
_STATES = words("stative verb")
_ACTORS = frozenset({"country", "nation", "state", "man", "woman", "person", "people", "team"})
_WITHOUT = frozenset({"without", "against", "from", "than"})
_NEARLY = frozenset({"almost", "nearly"})
_AFTER = frozenset({"after", "since", "upon", "for", "of", "about"})
_AIMED_BY_NOUN = frozenset({"of", "for", "on", "against"})  # "plans for leaving"
_AIMED_BY_VERB = frozenset({"for", "on", "at", "about", "to", "of"})  # "planned on leaving"


@dataclass(frozen=True, slots=True)
class Put:
    """How something is put: the status, how certain, and the ICD 203 range if a word gives one.

    ``negated``: what is demanded, asked, threatened or supposed is that it is *not* done.
    """

    status: Status
    certainty: Certainty = "certain"
    likelihood: tuple[float, float] | None = None
    negated: bool = False

    def turned(self) -> Put:
        """The opposite: a demand that something is not done is still a demand."""
        standing = self.status in _STANDING
        return replace(self, status=turned(self.status), negated=standing and not self.negated)


def turned(status: Status) -> Status:
    """Negation over a status: a demand or a condition stays one, a denial is read through."""
    if status in _STANDING:
        return status
    return "happened" if status == "denied" else "denied"


def clause_status(verb: Token, event_type: str | None = None, limit: int = _LIMIT) -> Put:
    """The status of a clause by its own grammar: mood first, then modal, tense and negation.

    Args:
        verb: the head of the clause.
        event_type: the PLOVER type of its event, or ``None``: in the present an event has happened
            (headlines), anything else goes on.
        limit: how many clauses up to look for what a clause without tense inherits.
    """
    if is_question(verb):
        return Put("asked")
    if is_conditional(verb) or is_scenario(verb):
        return Put("hypothetical")
    if _is_passed_over(verb):
        return Put("denied")
    negated = grammar.is_negated(verb)
    modal = next((a.lower_ for a in grammar.auxiliaries(verb) if a.tag_ == "MD"), "")
    if modal:
        found = _modal(verb, modal)
    elif is_imperative(verb) or is_subjunctive(verb):
        found = Put("demanded")
    elif limit and _shares_tense(verb):
        shared = clause_status(verb.head, event_type, limit - 1)
        return shared.turned() if negated else shared
    elif has_to(verb) or (verb.tag_ in _BARE and not is_finite(verb)):
        return _non_finite(verb, negated, limit)
    elif _is_overdue(verb):
        found = Put("demanded")
    elif limit and is_purpose(verb):
        return Put("planned")
    elif limit and (shaded := _shaded(verb, limit)) is not None:
        return shaded
    elif limit and _is_made_sure(verb):
        host = _with_governor(verb.head, limit)
        if host.status not in REAL:
            return host
        told = Put(_tense(verb, event_type))
        return told.turned() if negated else told
    else:
        found = _told(verb, event_type)
    if not negated:
        missed = event_type is not None and found.status == "happened" and _is_missed(verb)
        return Put("denied") if missed else found
    sure = found.status in (*REAL, "hypothetical")
    return replace(found.turned(), certainty="certain" if sure else found.certainty)


def _told(verb: Token, event_type: str | None) -> Put:
    """What a clause with a tense of its own tells, by that and by what it speaks of."""
    if _is_in_for(verb) or is_of_any(verb) or (event_type and is_drafted(verb)):
        return Put("hypothetical", "possible")
    if is_settled(verb):
        return Put("planned")
    ahead = _is_likely(verb) or _is_to_come(verb)
    status = "predicted" if ahead else _tense(verb, event_type)
    return Put(status, "probable" if _is_hearsay(verb) else "certain")


def _is_missed(verb: Token) -> bool:
    """Whether an act came close and was not done: "nearly shot down a drone"."""
    return any(c.lower_ in _NEARLY for c in grammar.children(verb, "advmod"))


def _is_passed_over(verb: Token) -> bool:
    """Whether something else was done: "rather than bomb the town"."""
    return any(c.lower_ == "than" and grammar.follows(c, "rather") for c in verb.lefts)


def _as_thought(verb: Token) -> Put | None:
    """What a noun makes of the clause that says what it is: "the danger that", "it is a lie that".

    Nouns that are somebody's word ("the claim that") are a voice, and no matter of status.
    """
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl", "ccomp") or not _is_that(verb):
        return None
    lemma = noun.lemma_.lower()
    said = noun.dep_ == "attr" and noun.head.lemma_ == "be"
    if lemma in words("word for the untrue") and (said or lemma not in words("noun of a claim")):
        negated = said and grammar.is_negated(noun.head)
        return Put("happened" if negated else "denied")
    if intended("noun", lemma) == "hypothetical" and lemma not in noun_cues():
        return Put("hypothetical", "possible")
    return None


def _is_that(verb: Token) -> bool:
    """Whether "that" opens a full clause, even where the tree takes it for one more object."""
    opener = verb.doc[verb.left_edge.i]
    if opener.lower_ != "that":
        return False
    objects = [c for c in grammar.children(verb, "dobj") if c.i != opener.i]
    return opener.dep_ == "mark" or (opener.dep_ == "dobj" and bool(objects))


def _is_in_for(verb: Token) -> bool:
    """Whether somebody may have a penalty done to them: "faces ten years in prison"."""
    if verb.lemma_ not in ("face", "risk"):
        return False
    what = grammar.children(verb, "dobj")
    what += [n for one in what for p in ("in", "of") for n in grammar.prepositional(one, p)]
    return any(noun.lemma_.lower() in words("noun of a penalty") for noun in what)


def _is_to_come(verb: Token) -> bool:
    """Whether a clause in the present tells what is to come: "tomorrow we march"."""
    if not any(t.tag_ in PRESENT for t in (verb, *grammar.auxiliaries(verb))) or is_perfect(verb):
        return False
    times = grammar.children(verb, "npadvmod", "advmod", "nsubj")
    if any(time.lower_ == "tomorrow" for time in times):
        return True
    if verb.tag_ == "VBG" and verb.lemma_ in verb_cues():
        return False  # "it is projecting profits next year"
    spans = [time for time in times if time.dep_ == "npadvmod"]
    return any(c.lower_ == "next" for span in spans for c in span.lefts)


def _shaded(verb: Token, limit: int) -> Put | None:
    """What a clause takes from a negated or merely possible clause above it, if anything.

    "The problem is not that he lies" denies; "it is not clear that", "did not leave because he was
    afraid" leave open; so does "when the strikes begin" under what will or would be.
    """
    head = verb.head
    if head.pos_ == "NOUN":
        return _as_thought(verb)
    if head.pos_ not in grammar.VERBS or verb.dep_ not in ("ccomp", "advcl"):
        return None
    marks = {c.lower_ for c in grammar.children(verb, "mark", "advmod")}
    judged = {c.lower_ for c in grammar.children(head, "acomp")} if head.lemma_ == "be" else set()
    if judged & _UNTRUE and verb.dep_ != "advcl":
        return Put("denied" if judged & {"false", "untrue"} else "hypothetical")
    let_us = head.dep_ == "ccomp" and head.head.lemma_ == "let"
    fancied = head.lemma_ in _FANCYING and (let_us or is_imperative(head))
    if verb.dep_ == "ccomp" and (fancied or (let_us and head.lemma_ == "say")):
        return Put("hypothetical")  # "imagine that it had attacked", "let us say they attack"
    if head.lemma_ == "be" and "that" in marks and _is_of_prospect(head):
        return Put("hypothetical", "possible")  # "a third possibility is that they agree"
    if grammar.is_negated(head):
        if head.lemma_ == "be" and "that" in marks and verb.i > head.i:
            open_ = any(c.lower_ in _OPEN for c in grammar.children(head, "acomp"))
            return Put("hypothetical" if open_ else "denied")
        if verb.dep_ == "ccomp" and head.lemma_ in _IMPLYING | _EMERGING:
            return Put("hypothetical")  # "that does not mean there was a drone"
        negated = not has_to(head)  # "asked not to be named because the talks were private"
        if (
            negated
            and "because" in marks
            and verb.i > head.i
            and not grammar.follows(verb.left_edge, ",")
        ):
            return Put("hypothetical")
    present = any(t.tag_ in PRESENT for t in (verb, *grammar.auxiliaries(verb)))
    if present and not marks.isdisjoint(("until", "till")):
        return Put("hypothetical")  # "stays shut until he is handed over"
    if verb.dep_ == "advcl" and marks & _WHENEVER:
        modals = [a.lower_ for a in grammar.auxiliaries(head) if a.tag_ == "MD"]
        if not _WOULD.isdisjoint(modals) or verb.tag_ in PRESENT:
            host = clause_status(head, limit=limit - 1)
            ahead = host.status == "denied" and bool(modals)  # "until he leaves, none will sail"
            if ahead or host.status not in (*REAL, "denied"):
                return Put("hypothetical")
    return None


def _is_of_prospect(copula: Token) -> bool:
    """Whether what is said to be something is a prospect: "the risk is that they attack"."""
    prospects = words("noun of a prospect")
    return any(s.lemma_.lower() in prospects for s in grammar.children(copula, "nsubj"))


def _is_overdue(verb: Token) -> bool:
    """Whether it is time for what a clause tells: "it is high time that they left"."""
    time = verb.head
    return verb.dep_ == "relcl" and time.lemma_ == "time" and time.dep_ == "attr"


def _shares_tense(verb: Token) -> bool:
    """Whether a bare verb is coordinated with another of its form ("is shelling and burning")."""
    return (
        verb.dep_ == "conj"
        and verb.tag_ == verb.head.tag_
        and verb.tag_ in _BARE
        and not is_finite(verb)
        and not has_to(verb)
    )


def _is_made_sure(verb: Token) -> bool:
    """Whether a clause is as real as the verb above it: "ensures that they leave"."""
    return (
        verb.dep_ == "ccomp" and verb.head.lemma_ in _MAKING_SURE and verb.tag_ in ("VB", *PRESENT)
    )


def _is_likely(verb: Token) -> bool:
    """Whether a clause is a prospect with a probability: "is likely"."""
    if verb.lemma_ != "be":
        return False
    estimates = (estimative().get((c.lower_,)) for c in grammar.children(verb, "acomp"))
    estimate = next((e for e in estimates if e is not None), None)
    return estimate is not None and estimate.likelihood is not None


def _is_hearsay(verb: Token) -> bool:
    return verb.lemma_ in HEARSAY or (verb.dep_ == "ccomp" and verb.head.lemma_ in HEARSAY)


def _with_governor(verb: Token, limit: int) -> Put:
    """The status of a verb together with the governors of its infinitive ("tries to ensure")."""
    if verb.dep_ == "xcomp" and verb.head.pos_ in grammar.VERBS:
        if has_to(verb):
            return _infinitive(verb, limit - 1)
        return clause_status(verb.head, limit=limit - 1)
    return clause_status(verb, limit=limit - 1)


def _modal(verb: Token, modal: str) -> Put:
    perfect = is_perfect(verb)
    if modal in _MAY:
        if perfect and modal != "could":
            unreal = any(grammar.follows(c, "as") for c in verb.lefts if c.lower_ == "well")
            unreal = unreal or is_counterfactual(verb)
            return Put("hypothetical") if unreal else Put("happened", "possible")
        if not perfect and modal == "could" and grammar.is_negated(verb):
            return Put("happened")  # turned around by the negation: "could not reach them"
        return Put("hypothetical", "possible")
    if modal == "shall" and any(s.lower_ in FIRST_PERSON for s in grammar.subject(verb)):
        return Put("predicted")  # "we shall liberate every village"
    if modal in _MUST:
        if not perfect:
            return Put("demanded")
        return Put("happened", "probable") if modal == "must" else Put("hypothetical")
    if modal in _WOULD:
        return Put("predicted" if is_reported(verb) and not perfect else "hypothetical")
    if modal in _CAN:
        return Put("ongoing") if grammar.is_negated(verb) else Put("hypothetical", "possible")
    return Put("predicted")


def _tense(verb: Token, event_type: str | None) -> Status:
    auxiliaries = grammar.auxiliaries(verb)
    told: Status = "happened" if event_type else "ongoing"
    past = any(a.tag_ == "VBD" and a.lemma_ in ("be", "have", "do") for a in auxiliaries)
    progressive = verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in auxiliaries)
    if progressive or any(a.lower_ == "being" for a in auxiliaries):
        return "happened" if past else "ongoing"
    if past or is_perfect(verb):
        return "happened"
    if is_habit(verb) and verb.tag_ == "VBD" and verb.lower_ == verb.lemma_:
        return "ongoing"  # "every year they beat them": the form may be either tense
    tag = verb.tag_
    if verb.pos_ not in grammar.VERBS:
        copula = next(iter(grammar.children(verb, "cop")), None)
        tag = copula.tag_ if copula is not None else "VBZ"
    if tag in ("VBD", "VBN"):
        present = any(a.tag_ in PRESENT and a.lemma_ == "be" for a in auxiliaries)
        return told if present else "happened"
    if is_habit(verb) or verb.lemma_ in _STATES:
        return "ongoing"
    if any(c.tag_ == "NNS" and not c.n_lefts for c in grammar.children(verb, "dobj")):
        return "ongoing"  # "it jails reporters": bare plurals make a habit
    return told


# Verbs without a tense


def _non_finite(verb: Token, negated: bool, limit: int) -> Put:
    """Infinitives are purposes, participles and gerunds take the status of what they hang on."""
    if verb.head.i == verb.i or limit == 0:
        alone: Status = "happened" if verb.tag_ == "VBN" else "ongoing"
        judged = any(c.lemma_ == "be" for c in grammar.children(verb, "advcl", "ccomp"))
        aimed: Status = "hypothetical" if judged else "planned"  # "to bomb it is madness"
        found = Put(aimed if has_to(verb) else alone)
    elif has_to(verb) and verb.dep_ in ("csubj", "csubjpass"):
        found = Put("hypothetical")  # "to bomb it would be madness"
    elif has_to(verb):
        found = _infinitive(verb, limit)
    elif verb.dep_ == "pcomp":
        found = _gerund(verb.head, limit)
    elif verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        found = Put("happened") if verb.tag_ == "VBN" else _host(verb.head, limit)
    elif verb.head.pos_ in grammar.VERBS:
        found = _complement_or_participle(verb, limit)
    else:
        found = _host(verb.head, limit)
    return found.turned() if negated else found


def _complement_or_participle(verb: Token, limit: int) -> Put:
    """A gerund or participle right under a verb: "keeps shelling", "fled, leaving all behind"."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":
        return Put("happened")
    particle = grammar.particle(verb.head)
    if verb.tag_ == "VBG" and particle and grammar.follows(verb, particle):
        phrase = f"{verb.head.lemma_.lower()} {particle}"
        if intended("verb", phrase) == "denied":
            return Put("denied")  # "ruled out attacking"
    host = clause_status(verb.head, limit=limit - 1)
    if verb.dep_ in ("xcomp", "ccomp"):
        given, sure = effect(verb.head, verb)
        return Put(host.status if given == "inherit" else given, sure or host.certainty)
    if host.status in ("denied", "asked"):
        return Put("happened")
    if host.status == "ongoing" and verb.dep_ == "advcl" and is_perfect(verb):
        return Put("happened")  # "having left, it prepares"
    return host


def _infinitive(verb: Token, limit: int) -> Put:
    head = verb.head
    if is_perfect(verb):
        return Put("happened")
    if verb.dep_ in ("acl", "relcl", "xcomp", "ccomp", "advcl") and head.pos_ in ("NOUN", "ADJ"):
        if head.lower_ == "order" and grammar.follows(head, "in"):
            return Put("planned")
        if is_too_much(head):
            return Put("denied")
        status = intended("noun" if head.pos_ == "NOUN" else "adjective", head.lemma_.lower())
        if status is None and grammar.gives_time(head.head):
            status = "demanded"  # "gave them a week to leave"
        if lacks(head):  # "had no plans to leave", "has no reason to leave"
            return Put("denied" if status == "planned" else "hypothetical")
        if status == "hypothetical" and head.dep_ == "dobj" and head.head.lemma_ in _USING:
            return _host(head, limit)  # "abused its power to jail them"
        if status is not None:
            return Put(status)
        ordered = any(c.lower_ in ("first", "last") for c in head.lefts) and _can_act(head)
        if ordered or head.lower_ in ("first", "last", "only"):
            return _host(head, limit)  # "the first to leave", "the first woman to lead it"
        return Put("planned")
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in grammar.VERBS:
        given, sure = effect(head, verb)
        if given != "inherit":
            return Put(given)
        host = clause_status(head, limit=limit - 1)
        return Put(host.status, sure or host.certainty)
    return _purpose(verb, limit)


def _purpose(verb: Token, limit: int) -> Put:
    """What something is done for, or comes to: "came to kill", "only to find"."""
    head = verb.head
    if verb.dep_ == "advcl" and grammar.gives_time(head):
        return Put("demanded")  # "gave Kenya a week to free them"
    if verb.dep_ == "advcl" and any(c.lower_ == "only" for c in verb.children):
        return Put("happened")  # "only to find"
    above = clause_status(head, limit=limit - 1).status if head.pos_ in grammar.VERBS else None
    if above in ("denied", "hypothetical"):
        return Put("hypothetical")  # "will not send troops to fight"
    return Put("planned")


def lacks(noun: Token) -> bool:
    """Whether an aim or a reason is said not to be there: "no plans to", "without a wish to"."""
    for one in (noun, noun.head) if noun.dep_ == "conj" else (noun,):
        if any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") for c in one.children):
            return True
        if one.dep_ == "pobj" and one.head.lower_ == "without":
            return True
        if one.dep_ == "dobj" and one.head.lemma_ == "lack":
            return True
        negated = one.dep_ in ("dobj", "attr") and one.head.pos_ in grammar.VERBS
        if negated and any(c.dep_ == "neg" for c in one.head.children):
            return True
    return False


def _can_act(noun: Token) -> bool:
    """Whether a noun is somebody: people, a body, a state."""
    lemma = noun.lemma_.lower()
    return lemma in sectors() or lemma in words("body") or lemma in _ACTORS


def _gerund(preposition: Token, limit: int) -> Put:
    """What the preposition before a gerund, and the word before that, make of it."""
    word = preposition.lower_
    head = preposition.head
    if word == "of" and head.dep_ == "pobj" and head.head.lower_ == "within":
        return Put("hypothetical")  # "came within an hour of shelling it"
    if word == "of" and _is_talked_out(head):
        return Put("denied")
    phrase = intended("verb", f"{head.lemma_.lower()} {word}")
    if head.pos_ in grammar.VERBS and phrase is not None:
        host = clause_status(head, limit=limit - 1) if phrase == "ongoing" else Put(phrase)
        real = host.status in REAL  # "will go on attacking" predicts
        return Put(phrase) if real else host  # "ruled out attacking", "thought of attacking"
    if word in _WITHOUT or (word == "of" and grammar.follows(preposition, "instead")):
        return Put("denied")
    if head.pos_ == "NOUN" and word in _AIMED_BY_NOUN:
        status = intended("noun", head.lemma_.lower())
    elif head.pos_ in ("ADJ", "ADV"):  # "stopped short of", "came close to"
        status = intended("adjective", head.lower_)
    elif head.pos_ in grammar.VERBS and word in _AIMED_BY_VERB:
        aimed = intended("verb", head.lemma_.lower()) == "planned"
        status = "planned" if aimed else None
    else:
        status = None
    if status is not None:
        return Put("denied" if status == "planned" and lacks(head) else status)
    if word == "about" and head.pos_ == "NOUN":
        return Put("hypothetical", "possible")
    return Put("happened") if word in _AFTER else _host(preposition, limit)


def _is_talked_out(out: Token) -> bool:
    """Whether it was left undone: "was talked *out* of" doing it."""
    verb = out.head
    verbal = out.lower_ == "out" and verb.pos_ in grammar.VERBS
    return verbal and intended("verb", f"{verb.lemma_.lower()} out") == "denied"


def _host(token: Token, limit: int) -> Put:
    """The status of the clause that a phrase stands in; the phrase is not what is denied there."""
    verb = grammar.clause_verb(token if token.pos_ not in grammar.VERBS else token.head)
    if verb is None:
        return Put("ongoing")
    found = clause_status(verb, limit=limit - 1)
    if found.status == "denied":
        return Put("ongoing" if verb.tag_ in PRESENT else "happened")
    return found
