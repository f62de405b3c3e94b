"""Proposition + the voices over it -> status, certainty and likelihood.

Three layers, outermost last: the grammar of the clause (tense, modal, negation, condition, question,
purpose), the intention verbs inside it ("aims to", "failed to"), and the cue that governs it
("threatened to", "denied that"). What is not plainly stated as done is never `happened`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.cues import intentions, verb_cues
from sayso.knowledge.wording import Estimate, estimative
from sayso.reading import grammar
from sayso.reading.voices import EXPECTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from sayso.reading.propositions import Proposition
    from sayso.reading.voices import Finding
    from sayso.records import Certainty, Status

_MAY = frozenset({"may", "might", "could"})
_MUST = frozenset({"must", "should", "ought", "shall", "need"})
_CONDITION = frozenset({"if", "unless", "whether", "lest", "provided", "supposing", "assuming"})
_INHERITING = frozenset(
    {
        "force",
        "compel",
        "cause",
        "help",
        "make",
        "let",
        "get",
        "allow",
        "enable",
        "lead",
        "permit",
        "go",
        "come",
        "find",
        "see",
        "watch",
        "keep",
        "leave",
        "have",
        "be",
        "get",
        "spend",
        "end",
        "prompt",
        "push",
        "oblige",
        "bring",
    }
)
_HEARSAY = frozenset({"seem", "appear"})
_STATES = frozenset(
    {
        "be",
        "have",
        "want",
        "need",
        "believe",
        "think",
        "know",
        "own",
        "belong",
        "contain",
        "mean",
        "remain",
        "seem",
        "exist",
        "lack",
        "hold",
        "depend",
        "represent",
        "deserve",
        "hope",
        "fear",
        "doubt",
        "like",
        "love",
        "hate",
    }
)
_HABIT = frozenset(
    {
        "always",
        "constantly",
        "often",
        "regularly",
        "repeatedly",
        "usually",
        "routinely",
        "every",
        "still",
        "continually",
        "increasingly",
    }
)
_WITHOUT = frozenset({"without", "against", "from", "than"})
_HYPOTHETICAL_ADJECTIVES = frozenset(
    {"possible", "potential", "hypothetical", "eventual", "conceivable", "threatened", "feared"}
)
_PLANNED_ADJECTIVES = frozenset(
    {
        "upcoming",
        "planned",
        "proposed",
        "future",
        "imminent",
        "forthcoming",
        "impending",
        "scheduled",
        "intended",
        "attempted",
        "expected",
        "looming",
    }
)
_HOSTILE = frozenset({"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_CASES = frozenset({"event", "case"})
_STOPPERS = frozenset(
    {
        "prevent",
        "avoid",
        "avert",
        "stop",
        "halt",
        "thwart",
        "foil",
        "block",
        "forestall",
        "stave",
        "bar",
        "ban",
        "oppose",
        "rule",
        "exclude",
    }
)
_CREATING = frozenset(
    {
        "launch",
        "stage",
        "carry",
        "mount",
        "conduct",
        "hold",
        "start",
        "begin",
        "trigger",
        "lead",
        "provoke",
        "cause",
        "risk",
        "spark",
        "mean",
        "face",
        "see",
        "order",
        "plan",
        "prepare",
        "impose",
        "make",
        "open",
        "wage",
        "sign",
        "reach",
        "announce",
        "declare",
        "threaten",
        "offer",
        "provide",
        "issue",
    }
)


@dataclass(frozen=True, slots=True)
class Put:
    """How something is put: the status, how certain, and the ICD 203 range if a word gives one."""

    status: Status
    certainty: Certainty = "certain"
    likelihood: tuple[float, float] | None = None


def put(
    proposition: Proposition, findings: Sequence[Finding], *, event_type: str | None, own_act: bool
) -> Put:
    """Say how the last voice puts a proposition.

    Args:
        proposition: the clause.
        findings: the attributions over it, outermost first.
        event_type: the PLOVER type of its event, or ``None``.
        own_act: whether the last voice is the one who acts ("we will", "Moscow said it would").
    """
    if proposition.nominal:
        base = _nominal(proposition.head, event_type)
    else:
        base = _governed(proposition, event_type)
    estimate = _estimate(proposition)
    if base.status == "predicted" and own_act and estimate is None:
        base = Put("threatened" if event_type in _HOSTILE else "planned", base.certainty)
    if findings:
        base = _under_cue(base, findings[-1], proposition)
    if estimate is not None and base.status not in ("asked",):
        return Put(base.status, estimate.certainty, estimate.likelihood)
    return base


# --- the clause -------------------------------------------------------------------------------


def _governed(proposition: Proposition, event_type: str | None) -> Put:
    """The clause's own status, passed through its governing verbs from the outside in."""
    top = proposition.top
    base = clause_status(
        top,
        event_type if not proposition.governors else None,
        finite_event=bool(proposition.governors),
    )
    negative = False
    status, certainty = base.status, base.certainty
    steps = (*proposition.governors, proposition.head)
    for governor, inner in pairwise(steps):
        effect, sure = _effect(governor, inner)
        if effect == "denied":
            negative = not negative
            if status in ("happened", "ongoing"):
                status = "happened"
        elif effect == "inherit":
            pass
        elif status in ("happened", "ongoing", "predicted") or effect == "hypothetical":
            status = effect if status != "hypothetical" else status
        elif status == "denied":
            pass
        if sure is not None:
            certainty = sure
        if inner is not proposition.top and grammar.is_negated(inner):
            negative = not negative
    if negative:
        status = _turned(status)
    return Put(status, certainty)


def _turned(status: Status) -> Status:
    """Negation over a status: a demand or a condition stays one, a denial is read through."""
    if status in ("demanded", "hypothetical", "asked", "threatened"):
        return status
    return "happened" if status == "denied" else "denied"


def _effect(governor: Token, inner: Token) -> tuple[Status | str, Certainty | None]:
    """What a governor does to its infinitive or gerund."""
    lemma = governor.lemma_.lower()
    if lemma == "be":
        return _adjectival(governor, inner)
    if lemma in _HEARSAY:
        return "inherit", "probable"
    if lemma in EXPECTING and lemma != "set" or lemma == "set" and grammar.is_passive(governor):
        return "predicted", None
    if grammar.is_passive(governor) and any(
        "passive_infinitive" in c.frames for c in verb_cues().get(lemma, ())
    ):
        return (
            "happened" if any(a.lemma_ == "have" for a in grammar.auxiliaries(inner)) else "ongoing"
        ), None
    if lemma in ("have", "need") and _has_to(inner):
        return "demanded", None
    if lemma == "go" and governor.tag_ == "VBG" and _has_to(inner):
        return "predicted", None
    if lemma == "use" and governor.tag_ == "VBD":
        return "inherit", None
    prt = grammar.particle(governor)
    entry = intentions().get(("verb", f"{lemma} {prt}")) if prt else None
    entry = entry or intentions().get(("verb", lemma))
    if entry is not None:
        return (entry.status or "inherit"), None
    if lemma in _INHERITING or inner.tag_ in ("VBG", "VBN"):
        return "inherit", None
    if inner.tag_ == "VB" and not _has_to(inner):
        return "inherit", None
    return "planned", None


def _adjectival(governor: Token, inner: Token) -> tuple[Status | str, Certainty | None]:
    """ "Is ready to", "is likely to", "its aim is to", "is to"."""
    for child in grammar.children(governor, "acomp", "attr"):
        if inner.head.i not in (child.i, governor.i):
            continue
        if child.pos_ == "ADJ" or child.tag_ in ("VBN", "JJ"):
            if (child.lower_,) in estimative():
                return "predicted", estimative()[(child.lower_,)].certainty
            entry = intentions().get(("adjective", child.lower_))
            return ((entry.status or "inherit") if entry is not None else "inherit"), None
        entry = intentions().get(("noun", child.lemma_.lower()))
        return ((entry.status or "inherit") if entry is not None else "planned"), None
    return "planned", None


def _has_to(verb: Token) -> bool:
    if any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children):
        return True
    if (
        verb.dep_ != "conj"
        or verb.tag_ != "VB"
        or verb.head.tag_ != "VB"
        or grammar.children(verb, "aux", "nsubj", "nsubjpass")
    ):
        return False
    return _has_to(verb.head)  # "to seize and hold"


def clause_status(
    verb: Token, event_type: str | None = None, *, finite_event: bool = False, limit: int = 8
) -> Put:
    """The status of a clause by its own grammar: mood first, then modal, tense and negation."""
    negated = grammar.is_negated(verb)
    if _is_question(verb):
        return Put("asked")
    if _is_conditional(verb):
        return Put("hypothetical")
    modal = next((a.lower_ for a in grammar.auxiliaries(verb) if a.tag_ == "MD"), "")
    perfect = any(a.lemma_ == "have" for a in grammar.auxiliaries(verb))
    if modal:
        found = _modal(verb, modal, perfect)
    elif _is_imperative(verb):
        found = Put("demanded")
    elif (
        verb.dep_ == "conj"
        and verb.tag_ == verb.head.tag_
        and verb.tag_ in ("VB", "VBG", "VBN")
        and not _is_finite(verb)
        and not _has_to(verb)
        and limit
    ):
        shared = clause_status(verb.head, event_type, finite_event=finite_event, limit=limit - 1)
        return Put(_turned(shared.status), shared.certainty) if negated else shared
    elif _has_to(verb) or (verb.tag_ in ("VBG", "VBN", "VB") and not _is_finite(verb)):
        return _non_finite(verb, negated, limit)
    elif limit and _is_purpose(verb):
        return Put("planned")
    elif (
        limit
        and verb.dep_ == "ccomp"
        and verb.head.lemma_ in _MAKING_SURE
        and verb.tag_ in ("VBZ", "VBP", "VB")
    ):
        host = _governing_status(verb.head, limit)
        return (
            host
            if host.status not in ("happened", "ongoing")
            else Put(
                _turned(_tense(verb, event_type, finite_event))
                if negated
                else _tense(verb, event_type, finite_event)
            )
        )
    else:
        seeming = verb.lemma_ in _HEARSAY or (verb.dep_ == "ccomp" and verb.head.lemma_ in _HEARSAY)
        likely = next(
            (
                c
                for c in grammar.children(verb, "acomp")
                if (c.lower_,) in estimative() and verb.lemma_ == "be"
            ),
            None,
        )
        status: Status = (
            "predicted"
            if likely is not None and estimative()[(likely.lower_,)].likelihood
            else _tense(verb, event_type, finite_event)
        )
        found = Put(status, "probable" if seeming else "certain")
    if negated:
        return Put(
            _turned(found.status),
            "certain"
            if found.status in ("happened", "ongoing", "hypothetical")
            else found.certainty,
        )
    return found


_MAKING_SURE = frozenset({"ensure", "guarantee", "secure", "make", "see", "mean"})


def _is_purpose(verb: Token) -> bool:
    """ "So that X is stopped"."""
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ == "that" and c.i and c.nbor(-1).lower_ == "so"
        for c in verb.children
    )


def _governing_status(verb: Token, limit: int) -> Put:
    """The status of a verb together with the governors of its infinitive ("tries to ensure")."""
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
        return (
            _infinitive(verb, verb.head, limit - 1)
            if _has_to(verb)
            else clause_status(verb.head, limit=limit - 1)
        )
    return clause_status(verb, None, finite_event=True, limit=limit - 1)


def _modal(verb: Token, modal: str, perfect: bool) -> Put:
    if modal in _MAY:
        if perfect and modal != "could":
            return Put("happened", "possible")
        if perfect:
            return Put("hypothetical", "possible")
        if grammar.is_negated(verb) and modal == "could":
            return Put("happened")
        return Put("hypothetical", "possible")
    if modal in _MUST:
        if perfect and modal == "must":
            return Put("happened", "probable")
        if perfect:
            return Put("hypothetical")
        return Put("demanded")
    if modal in ("would", "'d", "’d"):
        if perfect:
            return Put("hypothetical")
        return Put("predicted") if _is_reported(verb) else Put("hypothetical")
    if modal in ("can", "ca"):
        return Put("ongoing") if grammar.is_negated(verb) else Put("hypothetical", "possible")
    return Put("predicted")


def _is_reported(verb: Token) -> bool:
    """Inside a complement clause: "would" there is a "will" told later."""
    return any(
        t.dep_ in ("ccomp", "pcomp") or (t.dep_ == "acl" and t.pos_ == "VERB")
        for t in grammar.up(verb)
        if t.pos_ in ("VERB", "AUX")
    ) or any(c.dep_ in ("ccomp", "parataxis") and c.pos_ == "VERB" for c in verb.children)


def _tense(verb: Token, event_type: str | None, finite_event: bool) -> Status:
    auxiliaries = grammar.auxiliaries(verb)
    progressive = verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in auxiliaries)
    past = any(a.tag_ == "VBD" and a.lemma_ in ("be", "have", "do") for a in auxiliaries)
    if progressive:
        return "happened" if past else "ongoing"
    if any(a.lemma_ == "have" for a in auxiliaries) or past:
        return "happened"
    tag = verb.tag_
    if verb.pos_ not in ("VERB", "AUX"):
        copula = next((c for c in verb.children if c.dep_ == "cop"), None)
        tag = copula.tag_ if copula is not None else "VBZ"
    if tag in ("VBD", "VBN"):
        if any(a.tag_ in ("VBZ", "VBP") and a.lemma_ == "be" for a in auxiliaries):
            return "happened" if event_type else "ongoing"
        return "happened"
    if any(c.lower_ in _HABIT for c in verb.children) or verb.lemma_ in _STATES:
        return "ongoing"
    if any(
        c.tag_ == "NNS" and not any(True for _ in c.lefts) for c in grammar.children(verb, "dobj")
    ):
        return "ongoing"  # "it jails reporters": bare plurals make a habit
    return "happened" if event_type else "ongoing"


def _is_finite(verb: Token) -> bool:
    auxiliaries = grammar.auxiliaries(verb)
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        a.tag_ in ("VBD", "VBZ", "VBP", "MD") for a in auxiliaries
    )


def _non_finite(verb: Token, negated: bool, limit: int) -> Put:
    """Infinitives are purposes, participles and gerunds take the status of what they hang on."""
    head = verb.head
    found: Put
    if head.i == verb.i or limit == 0:
        found = (
            Put("planned")
            if _has_to(verb)
            else Put("happened" if verb.tag_ == "VBN" else "ongoing")
        )
    elif _has_to(verb):
        found = _infinitive(verb, head, limit)
    elif verb.dep_ == "pcomp":
        found = _gerund(head, limit)
    elif verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        found = Put("happened") if verb.tag_ == "VBN" else _host(head, limit)
    elif head.pos_ in ("VERB", "AUX"):
        if verb.dep_ in ("xcomp", "ccomp"):
            effect, sure = _effect(head, verb)
            host = clause_status(head, None, finite_event=True, limit=limit - 1)
            status = (
                host.status
                if effect == "inherit"
                else _turned("happened")
                if effect == "denied"
                else effect
            )
            found = Put(status, sure or host.certainty)  # type: ignore[arg-type]
        elif verb.dep_ == "advcl" and verb.tag_ == "VBN":
            found = Put("happened")
        else:
            found = clause_status(head, None, finite_event=True, limit=limit - 1)
            if (
                found.status == "ongoing"
                and verb.dep_ == "advcl"
                and any(a.lemma_ == "have" for a in grammar.auxiliaries(verb))
            ):
                found = Put("happened")
            if found.status in ("denied", "asked"):
                found = Put("happened")
    else:
        found = _host(head, limit)
    return Put(_turned(found.status), found.certainty) if negated else found


def _infinitive(verb: Token, head: Token, limit: int) -> Put:
    if any(a.lemma_ == "have" for a in grammar.auxiliaries(verb)):
        return Put("happened")
    if verb.dep_ in ("acl", "relcl", "xcomp", "ccomp", "advcl") and head.pos_ in ("NOUN", "ADJ"):
        pos = "noun" if head.pos_ == "NOUN" else "adjective"
        if head.lower_ == "order" and head.i and head.nbor(-1).lower_ == "in":
            return Put("planned")
        entry = intentions().get((pos, head.lemma_.lower()))
        if entry is not None and entry.status is not None:
            return Put(entry.status)
        if head.lower_ in ("first", "last", "only"):
            return _host(head, limit)
        return Put("planned")
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX"):
        effect, sure = _effect(head, verb)
        if effect == "inherit":
            host = clause_status(head, None, finite_event=True, limit=limit - 1)
            return Put(host.status, sure or host.certainty)
        return Put(effect)  # type: ignore[arg-type]
    if verb.dep_ == "advcl" and any(c.lower_ == "only" for c in verb.children):
        return Put("happened")  # "only to find"
    return Put("planned")


def _gerund(preposition: Token, limit: int) -> Put:
    instead = (
        preposition.lower_ == "of" and preposition.i and preposition.nbor(-1).lower_ == "instead"
    )
    if preposition.lower_ in _WITHOUT or instead:
        return Put("denied")
    head = preposition.head
    if head.pos_ == "NOUN":
        entry = intentions().get(("noun", head.lemma_.lower()))
        if (
            entry is not None
            and entry.status is not None
            and preposition.lower_ in ("of", "for", "on", "against")
        ):
            return Put(entry.status)
    if head.pos_ == "ADJ":
        entry = intentions().get(("adjective", head.lower_))
        if entry is not None and entry.status is not None:
            return Put(entry.status)
    if head.pos_ in ("VERB", "AUX"):
        lemma = head.lemma_.lower()
        entry = intentions().get(("verb", lemma))
        if (
            entry is not None
            and entry.status == "planned"
            and preposition.lower_ in ("for", "on", "at", "about", "to", "of")
        ):
            return Put("planned")
        if entry is not None and entry.status == "denied" and preposition.lower_ == "from":
            return Put("denied")
    if preposition.lower_ == "about" and head.pos_ == "NOUN":
        return Put("hypothetical", "possible")
    if preposition.lower_ in ("after", "since", "upon", "for", "of", "about"):
        return Put("happened")
    return _host(preposition, limit)


def _host(token: Token, limit: int) -> Put:
    """The status of the clause that a phrase stands in."""
    verb = grammar.clause_verb(token if token.pos_ not in ("VERB", "AUX") else token.head)
    if verb is None:
        return Put("ongoing")
    found = clause_status(verb, None, finite_event=True, limit=limit - 1)
    if found.status == "denied":
        return Put("ongoing" if verb.tag_ in ("VBZ", "VBP") else "happened")
    return found


# --- moods ------------------------------------------------------------------------------------


def _is_question(verb: Token) -> bool:
    sentence = verb.sent
    last = next(
        (t for t in reversed(list(sentence)) if not t.is_space and t.text not in "\"”’')"), None
    )
    if last is None or last.text != "?":
        return False
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    return clause.dep_ in ("ROOT", "ccomp", "parataxis") and not any(
        c.dep_ == "mark" for c in clause.children
    )


def _is_conditional(verb: Token) -> bool:
    clause = verb
    while (
        clause.dep_ in ("conj", "xcomp")
        and clause.head.pos_ in ("VERB", "AUX")
        and not any(
            c.dep_ in ("nsubj", "nsubjpass") and clause.dep_ == "conj" for c in clause.children
        )
    ):
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITION for c in clause.children):
            break
        clause = clause.head
    for child in clause.children:
        if child.dep_ in ("mark", "advmod", "prep") and child.lower_ in _CONDITION:
            if child.lower_ == "if" and child.i and child.nbor(-1).lower_ == "as":
                return False
            return not (
                child.lower_ == "if" and child.i and child.nbor(-1).lower_ == "even" and False
            )
        if (
            child.dep_ == "aux"
            and child.lower_ in ("should", "were", "had")
            and child.i == clause.left_edge.i
            and clause.dep_ == "advcl"
        ):
            return True
    return False


def _is_imperative(verb: Token) -> bool:
    if verb.tag_ != "VB" or _has_to(verb) or verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return False
    if verb.dep_ == "conj" and not (
        verb.head.pos_ in ("VERB", "AUX") and _is_imperative(verb.head)
    ):
        return False
    return not any(
        c.dep_ in ("nsubj", "nsubjpass") or (c.dep_ == "aux" and c.tag_ != "VB")
        for c in verb.children
    )


# --- event nouns ------------------------------------------------------------------------------


def _nominal(noun: Token, event_type: str | None) -> Put:
    """A named event is taken as having happened unless something around it says otherwise."""
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither"):
            return Put("denied")
        if child.dep_ in ("amod", "compound"):
            if child.lower_ in _HYPOTHETICAL_ADJECTIVES:
                return Put("hypothetical", "possible")
            if child.lower_ in _PLANNED_ADJECTIVES:
                return Put("planned")
    definite = any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        or c.dep_ == "poss"
        for c in noun.children
    )
    token = noun
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in ("NOUN", "ADJ") and token.dep_ in ("pobj", "prep", "compound", "pcomp"):
            pos = "noun" if head.pos_ == "NOUN" else "adjective"
            entry = intentions().get((pos, head.lemma_.lower()))
            if entry is not None and entry.status is not None:
                return Put(entry.status)
            if head.lower_ in _CASES:
                return Put("hypothetical")
        if head.dep_ == "prep" and head.lower_ == "without":
            return Put("denied")
        if head.pos_ in ("VERB", "AUX"):
            return _under_verb(noun, token, head, definite, event_type)
        token = head
    return Put("happened")


def _under_verb(
    noun: Token, token: Token, verb: Token, definite: bool, event_type: str | None
) -> Put:
    lemma = verb.lemma_.lower()
    as_argument = token.dep_ in ("dobj", "nsubjpass", "attr", "pobj", "prep", "nsubj")
    if lemma in _STOPPERS and token.dep_ in ("dobj", "nsubjpass"):
        return Put("denied")
    entry = intentions().get(("verb", lemma))
    if (
        entry is not None
        and entry.status is not None
        and (
            token.dep_ in ("dobj", "nsubjpass")
            or (token.dep_ == "prep" and token.lower_ in ("for", "on", "from"))
        )
    ):
        return Put(entry.status if entry.status != "ongoing" else "ongoing")
    found = clause_status(verb, event_type, finite_event=True)
    if found.status in ("happened", "ongoing") or definite or not as_argument:
        return Put("happened")
    if found.status == "denied" and not (
        lemma in _CREATING and token.dep_ in ("dobj", "nsubjpass")
    ):
        return Put("happened")
    if lemma in _CREATING or token.dep_ in ("dobj", "attr", "nsubjpass"):
        return Put(found.status, found.certainty)
    return Put("happened")


# --- the cue above ----------------------------------------------------------------------------


def _under_cue(base: Put, finding: Finding, proposition: Proposition) -> Put:
    """What the governing cue makes of its content's main clauses; asides keep their own status."""
    if not _is_main(proposition, finding):
        return base
    if (
        base.status == "hypothetical"
        and not proposition.nominal
        and _is_conditional(proposition.top)
    ):
        return Put("asked") if finding.status == "asked" else base
    if finding.negated:
        return _under_negated_cue(base, finding)
    if finding.stance == "doubts":
        return base  # the stance says it; the content is put as it stands
    if (
        finding.frame == "infinitive"
        and finding.status is None
        and base.status == "planned"
        and _has_to(proposition.top)
    ):
        return Put("ongoing")  # "claims to support": no purpose, but what is claimed
    status: Status | str = finding.status or ""
    if (
        finding.quoted
        and finding.frame in ("quote", "clause", "parataxis")
        and status not in ("denied",)
    ):
        return base
    if finding.quoted and status == "denied":
        return base
    match status:
        case "":
            return base
        case "denied":
            return Put(
                _turned(base.status)
                if base.status in ("happened", "ongoing", "denied", "planned", "predicted")
                else "denied",
                base.certainty,
            )
        case "demanded":
            return Put("demanded")
        case "asked":
            return Put("asked")
        case "threatened" | "planned":
            if base.status == "denied":
                return base
            return (
                Put(status) if base.status != "hypothetical" or finding.frame != "clause" else base
            )  # type: ignore[arg-type]
        case "predicted":
            if base.status in ("denied", "hypothetical") or (
                base.status == "happened" and finding.frame in ("clause", "parataxis")
            ):
                return base
            return Put("predicted", base.certainty)
        case "hypothetical" if finding.frame in ("clause", "adjective") and not proposition.nominal:
            return Put(base.status, "possible") if base.status in ("happened", "ongoing") else base
        case "hypothetical":
            return Put("hypothetical", "possible") if base.status != "denied" else base
    return base


def _under_negated_cue(base: Put, finding: Finding) -> Put:
    if finding.stance in ("threatens", "promises"):
        return Put("denied")
    if finding.stance == "wants":
        return Put("hypothetical") if finding.frame == "clause" else base
    if finding.stance == "believes" and finding.frame in ("clause", "adjective"):
        return Put(_turned(base.status), base.certainty)
    if finding.stance == "doubts":
        return base
    return Put("hypothetical", "possible")


def _is_main(proposition: Proposition, finding: Finding) -> bool:
    """Whether the proposition is what the cue governs, not an aside inside it."""
    token = proposition.top
    while token.head.i != token.i:
        if token.head.i not in finding.content:
            return True
        if token.dep_ in ("relcl",) or (token.dep_ == "acl" and token.tag_ in ("VBN", "VBG")):
            return False
        if token.dep_ == "advcl" and finding.frame != "object_infinitive":
            return False
        if (
            proposition.nominal
            and token.dep_ in ("prep", "pobj")
            and token.head.pos_ in ("VERB", "AUX")
        ):
            return False
        token = token.head
    return True


def _estimate(proposition: Proposition) -> Estimate | None:
    """A word of estimative probability on the clause: "likely", "almost certainly"."""
    table = estimative()
    heads = {proposition.head.i, proposition.top.i, *(g.i for g in proposition.governors)}
    tops = (
        {proposition.top.head.i}
        if proposition.top.dep_ in ("ccomp", "csubj", "advcl")
        and proposition.top.head.lemma_ in ("be", "seem", "look")
        else set()
    )
    for token in proposition.top.sent:
        if token.head.i not in heads | tops or token.pos_ not in ("ADV", "ADJ", "NOUN", "VERB"):
            continue
        if token.dep_ not in ("advmod", "acomp", "oprd", "attr", "npadvmod", "dep", "amod"):
            continue
        modifiers = [c.lower_ for c in token.lefts if c.dep_ in ("advmod", "neg", "det", "amod")]
        for size in range(len(modifiers), -1, -1):
            key = (*modifiers[len(modifiers) - size :], token.lower_)
            if key in table:
                return table[key]
    return None
