"""Predicate -> what grammar says about how far it happened, as numbers for a learned head.

Comes in: the verb, adjective or noun that tells an event. Goes out: a vector of fixed length, one
number for each of :data:`NAMES`, -1..1. Two kinds of numbers: what stands with the word itself
(tense, modal, negation, determiner), and what stands over it, met on the way up the tree (the verb,
noun or adjective that governs it, the modal and negation of that, the kind of clause). What is met
first counts 1, what is met further up counts half as much each clause. The reading that the rules
of :mod:`sayso.reading.clauses` and :mod:`sayso.reading.nominal` come to is among the numbers.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

from sayso.knowledge.cues import adjective_cues, adverb_cues, intentions, noun_cues, verb_cues
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import estimative
from sayso.reading import grammar
from sayso.reading.clauses import clause_status
from sayso.reading.findings import EXPECTING
from sayso.reading.governors import HEARSAY
from sayso.reading.mood import is_conditional, is_imperative
from sayso.reading.nominal import nominal_status
from sayso.records import Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

_MODALS = {
    "will": "will",
    "'ll": "will",
    "’ll": "will",
    "wo": "will",
    "would": "would",
    "'d": "would",
    "’d": "would",
    "can": "can",
    "ca": "can",
    "could": "could",
    "may": "may",
    "might": "may",
    "must": "must",
    "should": "should",
    "shall": "should",
    "ought": "should",
}
_MODAL_CLASSES = tuple(dict.fromkeys(_MODALS.values()))
_FORMS = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBG": "ing", "VBN": "participle"}
_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_PLACES = {
    "ROOT": "root",
    "ccomp": "clause",
    "csubj": "clause",
    "pcomp": "clause",
    "xcomp": "infinitive",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "relative",
    "parataxis": "aside",
    "conj": "coordinated",
    "dobj": "object",
    "nsubjpass": "object",
    "nsubj": "subject",
    "pobj": "prepositional",
    "compound": "premodifier",
    "amod": "premodifier",
    "attr": "predicate",
    "acomp": "predicate",
    "oprd": "predicate",
}
_DETERMINERS = {
    "the": "definite",
    "this": "definite",
    "that": "definite",
    "these": "definite",
    "those": "definite",
    "a": "indefinite",
    "an": "indefinite",
    "any": "any",
    "some": "any",
    "every": "any",
    "each": "any",
    "no": "no",
    "neither": "no",
}
_TIMES = {
    "when": "when",
    "whenever": "when",
    "while": "when",
    "as": "when",
    "once": "when",
    "until": "until",
    "till": "until",
    "before": "until",
    "after": "after",
    "since": "after",
    "because": "after",
    "although": "after",
    "though": "after",
    "despite": "after",
    "following": "after",
    "without": "without",
    "instead": "without",
    "than": "without",
    "for": "for",
    "against": "for",
    "to": "for",
}
_SPEAKERS = {"i": "first", "we": "first", "you": "second"}
_STATUSES: tuple[Status, ...] = get_args(Status)
_STANCES: tuple[Stance, ...] = get_args(Stance)
_CLASSES = {
    "transparent": words("transparent verb"),
    "factive": words("factive verb"),
    "stopping": words("stopping verb") | words("delaying verb"),
    "creating": words("creating verb"),
    "expecting": EXPECTING,
    "hearsay": HEARSAY,
}
_GOVERNED = frozenset(
    {"xcomp", "ccomp", "pcomp", "csubj", "dobj", "nsubjpass", "oprd", "acomp", "attr", "prep"}
    | {"pobj", "dative", "agent", "compound", "amod", "acl", "conj", "appos", "prt", "nmod", "poss"}
)
_STOPPED = frozenset({"dobj", "nsubjpass", "xcomp", "compound"})
_DOERS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_POSSIBLE = words("adjective of possibility")
_COMING = words("adjective of prospect")
_HABIT = words("adverb of habit")
_NEAR_MISS = words("adverb of near miss")
_FUTURE = words("word of the future")
_STATES = words("stative verb")
_NO = frozenset({"no", "neither", "not"})
_NOBODY = frozenset({"nobody", "none", "nothing", "one"})
_CONDITIONS = frozenset({"if", "unless"})
_OPENERS_OF_CONDITIONS = _CONDITIONS | {"whether"}
_STEPS = 8  # words to climb; deeper nesting says nothing about the innermost act
_FADING = 0.5  # what each further governor counts beside the one below it
_DEEP = 8.0  # the depth that counts as 1

NAMES: tuple[str, ...] = (
    *dict.fromkeys(_KINDS.values()),
    "copula",
    "stative",
    # the word's own form
    *dict.fromkeys(_FORMS.values()),
    "bare",
    "to",
    "perfect",
    "progressive",
    "passive",
    "auxiliary in the past",
    "auxiliary in the present",
    "do",
    *(f"modal {name}" for name in _MODAL_CLASSES),
    # what stands with it
    "negated",
    "negated by its subject",
    "negated by its object",
    "no longer",
    "likelihood",
    "hedged",
    "hearsay adverb",
    "near miss",
    "habit",
    "future",
    "only",
    "conditional",
    "has a condition",
    "imperative",
    "subject first",
    "subject second",
    "subject named",
    "subject generic",
    "object",
    "object generic",
    # what stands with a noun
    *(f"determiner {name}" for name in dict.fromkeys(_DETERMINERS.values())),
    "possessor",
    "no determiner",
    "plural",
    "adjective of possibility",
    "adjective of prospect",
    "adjective of hearsay",
    # where it stands
    *(f"place {name}" for name in dict.fromkeys(_PLACES.values())),
    *(f"clause {name}" for name in dict.fromkeys(_TIMES.values())),
    "purpose",
    "depth",
    # what stands over it
    *(f"over {name}" for name in _CLASSES),
    *(f"over {name}" for name in _STATUSES),
    *(f"over inherit {pos}" for pos in ("verb", "noun", "adjective")),
    *(f"over {name}" for name in _STANCES),
    *(f"over modal {name}" for name in _MODAL_CLASSES),
    "over negated",
    "over likelihood",
    "over hedged",
    "over hearsay adverb",
    "over near miss",
    "over future",
    "over conditional",
    "over past",
    "over present",
    "over to",
    "over passive",
    "over purpose",
    "over be to",
    "turned",
    # what the rules read
    *(f"read {name}" for name in _STATUSES),
    "read possible",
    "read probable",
)
"""What each number stands for. The weights of the head are trained on this order: never change it
without training them anew."""

_AT = {name: i for i, name in enumerate(NAMES)}
_LENGTH = len(NAMES)


def factors(token: Token) -> tuple[float, ...]:
    """What grammar says about one predicate.

    Args:
        token: the word that tells the event: the head of its phrase.

    Returns:
        one number for each of :data:`NAMES`, -1..1; 0 where the feature is not there.
    """
    found = [0.0] * _LENGTH
    kind = _KINDS.get(token.pos_)
    if kind is None and token.dep_ in ("prt", "advmod") and token.head.pos_ in grammar.VERBS:
        token, kind = token.head, "verb"  # "stepped down": the particle tells what its verb tells
    if kind is not None:
        found[_AT[kind]] = 1.0
    is_verb = kind == "verb"
    own = list(token.children)
    negations = 0
    copula = token.head if token.dep_ in ("attr", "acomp") else None
    clause = token if is_verb else copula
    if clause is not None and clause.pos_ in grammar.VERBS:
        negations += _with_verb(found, clause, own if is_verb else list(clause.children))
        found[_AT["copula"]] = float(clause.lemma_ == "be")
        found[_AT["stative"]] = float(clause.lemma_ in _STATES)
    if not is_verb:
        if token.dep_ in ("compound", "nmod"):
            own += token.head.lefts  # "no takeover bids"
        _with_noun(found, token, own)
        negations += int(found[_AT["determiner no"]])
    place = _PLACES.get(token.dep_)
    if place is not None:
        found[_AT[f"place {place}"]] = 1.0
    negations += _above(found, token, copula)
    found[_AT["turned"]] = float(negations % 2)
    put = (
        nominal_status(token, None)
        if not is_verb and copula is None
        else clause_status(clause or token)
    )
    found[_AT[f"read {put.status}"]] = 1.0
    if put.certainty in ("possible", "probable"):
        found[_AT[f"read {put.certainty}"]] = 1.0
    return tuple(found)


def _with_verb(found: list[float], verb: Token, own: Sequence[Token]) -> int:
    """What stands with a verb of its own; returns how often it is negated."""
    tag = verb.tag_
    form = _FORMS.get(tag)
    if form is not None:
        found[_AT[form]] = 1.0
    auxiliaries = grammar.auxiliaries(verb)
    to = _with_auxiliaries(found, auxiliaries, tag)
    if tag == "VB" and not auxiliaries:
        found[_AT["bare"]] = 1.0
        found[_AT["imperative"]] = float(is_imperative(verb))
    if grammar.is_passive(verb):
        found[_AT["passive"]] = 1.0
    negated = _negation(verb, own)
    if negated is not None:
        found[_AT[negated]] = 1.0
    found[_AT["conditional"]] = float(is_conditional(verb))
    found[_AT["purpose"]] = float(to and verb.dep_ == "advcl")
    _adverbs(found, own, "", 1.0)
    _arguments(found, own)
    ended = any(
        c.lower_ == "anymore" or (c.lower_ == "longer" and any(n.lower_ in _NO for n in c.lefts))
        for c in own
    )
    found[_AT["no longer"]] = float(ended)
    return int(ended or negated in ("negated", "negated by its subject"))


def _arguments(found: list[float], own: Iterable[Token]) -> None:
    """Who does it to what, so far as it tells acts from habits; which clauses stand with it."""
    for child in own:
        label = child.dep_
        if label in _DOERS:
            speaker = _SPEAKERS.get(child.lower_)
            if speaker is not None:
                found[_AT[f"subject {speaker}"]] = 1.0
            elif child.pos_ == "PROPN":
                found[_AT["subject named"]] = 1.0
            elif child.tag_ == "NNS" and not child.n_lefts:
                found[_AT["subject generic"]] = 1.0
        elif label in ("dobj", "obj"):
            found[_AT["object"]] = 1.0
            if child.tag_ == "NNS" and not child.n_lefts:
                found[_AT["object generic"]] = 1.0
        elif label in ("mark", "advmod"):
            _time(found, child)
        elif label == "advcl" and any(c.lower_ in _CONDITIONS for c in child.lefts):
            found[_AT["has a condition"]] = 1.0


def _negation(verb: Token, own: Iterable[Token]) -> str | None:
    """Which of a verb's children negates it: "did not", "nobody did", "made no comment"."""
    found = None
    for child in own:
        label = child.dep_
        if label == "neg" or (
            label in ("advmod", "preconj", "cc") and child.lower_ in grammar.NEGATIONS
        ):
            found = "negated"
            break
        if label in ("nsubj", "nsubjpass", "dobj", "attr") and (
            child.lower_ in _NOBODY or any(c.lower_ in _NO for c in child.lefts)
        ):
            found = "negated by its " + ("subject" if label.startswith("nsubj") else "object")
    return found if found is not None and grammar.is_negated(verb) else None


def _with_auxiliaries(found: list[float], auxiliaries: Sequence[Token], tag: str) -> bool:
    """What the auxiliaries of a verb say; returns whether it is an infinitive with "to"."""
    to = False
    for auxiliary in auxiliaries:
        modal = _MODALS.get(auxiliary.lower_) if auxiliary.tag_ == "MD" else None
        if modal is not None:
            found[_AT[f"modal {modal}"]] = 1.0
        elif auxiliary.tag_ == "TO":
            to = True
        elif auxiliary.tag_ == "VBD":
            found[_AT["auxiliary in the past"]] = 1.0
        elif auxiliary.tag_ in ("VBZ", "VBP"):
            found[_AT["auxiliary in the present"]] = 1.0
        lemma = auxiliary.lemma_
        if lemma == "have":
            found[_AT["perfect"]] = 1.0
        elif lemma == "do":
            found[_AT["do"]] = 1.0
        elif lemma == "be" and tag == "VBG":
            found[_AT["progressive"]] = 1.0
    found[_AT["to"]] = float(to)
    return to


def _with_noun(found: list[float], noun: Token, own: Sequence[Token]) -> None:
    """What stands with a noun or adjective of its own: determiner, possessor, adjectives."""
    bare = True
    for child in own:
        label = child.dep_
        if label in ("det", "neg", "predet"):
            bare = False
            name = _DETERMINERS.get(child.lower_)
            if name is not None:
                found[_AT[f"determiner {name}"]] = 1.0
            elif label == "neg":
                found[_AT["negated"]] = 1.0
        elif label == "poss":
            bare = False
            found[_AT["possessor"]] = 1.0
        elif label in ("amod", "compound", "advmod"):
            word = child.lower_
            if word in _POSSIBLE:
                found[_AT["adjective of possibility"]] = 1.0
            if word in _COMING:
                found[_AT["adjective of prospect"]] = 1.0
            if word in _hearsay_adjectives():
                found[_AT["adjective of hearsay"]] = 1.0
    found[_AT["no determiner"]] = float(bare)
    found[_AT["plural"]] = float(noun.tag_ in ("NNS", "NNPS"))
    _adverbs(found, own, "", 1.0)


def _adverbs(found: list[float], own: Iterable[Token], prefix: str, weight: float) -> None:
    """Words of probability, hearsay, near miss, habit and time among the children of a word."""
    for child in own:
        if child.dep_ not in ("advmod", "acomp", "amod", "npadvmod", "oprd"):
            continue
        word = child.lower_
        estimate = estimative().get((word,))
        if estimate is not None:
            _raise(found, f"{prefix}hedged", weight)
            if estimate.likelihood is not None:
                middle = sum(estimate.likelihood) - 1
                found[_AT[f"{prefix}likelihood"]] = middle * weight
        if word in adverb_cues():
            _raise(found, f"{prefix}hearsay adverb", weight)
        elif word in _NEAR_MISS:
            _raise(found, f"{prefix}near miss", weight)
        elif word in _FUTURE or any(c.lower_ in _FUTURE for c in child.lefts):
            _raise(found, f"{prefix}future", weight)
        elif not prefix and word in _HABIT:
            _raise(found, "habit", weight)
        elif not prefix and word == "only":
            _raise(found, "only", weight)


def _time(found: list[float], word: Token) -> None:
    """The word that opens the clause or phrase: "when", "before", "without"."""
    name = _TIMES.get(word.lower_)
    if name is not None:
        found[_AT[f"clause {name}"]] = 1.0


def _raise(found: list[float], name: str, value: float) -> None:
    at = _AT[name]
    if value > found[at]:
        found[at] = value


# What stands over it


def _above(found: list[float], token: Token, copula: Token | None) -> int:
    """What is met on the way up; returns how many words on it turn the act around."""
    turns = 0
    weight = 1.0
    governs = True  # no clause boundary passed at which a governor's hold ends
    below = token
    depth = 0
    while depth < _STEPS:
        head = below.head
        if head.i == below.i:
            break
        depth += 1
        label = below.dep_
        if label not in _GOVERNED and label != "nsubj":
            governs = False
        pos = head.pos_
        if pos == "ADP":
            if depth <= 2:
                _time(found, head)
                turns += head.lower_ == "without"
        elif pos in grammar.VERBS:
            if head is not copula and label != "conj":
                held = governs and label != "nsubj"
                turns += _over_verb(found, head, weight, below, held=held)
                weight *= _FADING
        elif governs and pos in ("NOUN", "ADJ") and label not in ("conj", "poss", "appos"):
            kind = "noun" if pos == "NOUN" else "adjective"
            turns += _over_word(found, head, kind, weight, below)
            weight *= _FADING
        below = head
    found[_AT["depth"]] = min(depth / _DEEP, 1.0)
    return turns


def _over_verb(found: list[float], verb: Token, weight: float, below: Token, *, held: bool) -> int:
    """What a verb above says: its modal, negation and tense, and itself where it governs."""
    turns = 0
    own = list(verb.children)
    tense = _auxiliaries_over(found, verb, own, weight)
    for child in own:
        if child.dep_ == "mark" and child.lower_ in _OPENERS_OF_CONDITIONS:
            _raise(found, "over conditional", weight)
        elif child.dep_ in ("acomp", "attr") and held and child.i != below.i:
            kind = "noun" if child.dep_ == "attr" else "adjective"
            turns += _over_word(found, child, kind, weight, below)  # "it is likely that"
    if below.dep_ == "xcomp" and verb.lemma_ == "be":
        _raise(found, "over be to", weight)  # "were to take delivery"
    if _negation(verb, own) is not None:
        _raise(found, "over negated", weight)
        turns += held
    if tense == "VBD":
        _raise(found, "over past", weight)
    elif tense in ("VBZ", "VBP"):
        _raise(found, "over present", weight)
    _adverbs(found, own, "over ", weight)
    return turns + (_over_word(found, verb, "verb", weight, below) if held else 0)


def _auxiliaries_over(found: list[float], verb: Token, own: Iterable[Token], weight: float) -> str:
    """What the auxiliaries of a verb above say; returns the tag of what has its tense, or ""."""
    tense = verb.tag_
    for child in own:
        if child.dep_ not in ("aux", "auxpass"):
            continue
        if child.dep_ == "auxpass":
            _raise(found, "over passive", weight)
        if child.tag_ == "MD":
            tense = ""
            modal = _MODALS.get(child.lower_)
            if modal is not None:
                _raise(found, f"over modal {modal}", weight)
        elif child.tag_ == "TO":
            tense = ""
            _raise(found, "over to", weight)
            if verb.dep_ == "advcl":
                _raise(found, "over purpose", weight)
        elif child.tag_ in ("VBD", "VBZ", "VBP"):
            tense = child.tag_
    return tense


def _over_word(found: list[float], word: Token, kind: str, weight: float, below: Token) -> int:
    """What a governing word itself says; returns 1 if it turns the act around."""
    lemma = word.lemma_.lower()
    particle = grammar.particle(word) if kind == "verb" else ""
    names = _says(kind, lemma, particle)
    if not names and kind == "adjective":
        names = _says(kind, word.lower_, "")
        estimate = estimative().get((word.lower_,))
        if estimate is not None:
            _raise(found, "over hedged", weight)
            if estimate.likelihood is not None:
                found[_AT["over likelihood"]] = (sum(estimate.likelihood) - 1) * weight
    for name in names:
        if name != "over stopping" or below.dep_ in _STOPPED:
            _raise(found, name, weight)
    return int("over denied" in names)


@cache
def _says(kind: str, lemma: str, particle: str) -> tuple[str, ...]:
    """The features of a governing word by the tables: its class, status and stances."""
    names: list[str] = []
    entry = intentions().get((kind, f"{lemma} {particle}")) or intentions().get((kind, lemma))
    if entry is not None:
        names.append(f"over {entry.status}" if entry.status else f"over inherit {kind}")
    tables = {"verb": verb_cues, "noun": noun_cues, "adjective": adjective_cues}
    for cue in tables[kind]().get(lemma, ()):
        if cue.frames and cue.particle in ("", particle):
            names.append(f"over {cue.stance}")
            if cue.status is not None:
                names.append(f"over {cue.status}")
    if kind == "verb":
        names += [f"over {name}" for name, members in _CLASSES.items() if lemma in members]
    return tuple(dict.fromkeys(names))


@cache
def _hearsay_adjectives() -> frozenset[str]:
    return frozenset(
        lemma
        for lemma, cues in adjective_cues().items()
        if any("attributive" in cue.frames for cue in cues)
    )
