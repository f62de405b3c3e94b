"""Questions to the tree: who is the subject, what is the object, is it passive, is it negated.

Comes in: a spaCy token. Goes out: tokens. Missing arguments are shared over coordination, control,
relative and participle clauses, so "urged Russia to leave" has Russia leave, and "units that
shelled the town" has the units shell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.cues import intentions
from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import evidence_nouns
from sayso.reading.tree import asked_once, below

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPPING = words("stopping verb")
_STRETCHES = words("stretch of time")
VERBS = ("VERB", "AUX")  # parts of speech that head clauses
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj"})
_NOT_ANY = ("det", "neg", "preconj")  # "neither Peru nor Chile has signed"
NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "neither", "nor", "no", "hardly", "scarcely", "nowhere"}
)
RELATIVES = frozenset({"WDT", "WP", "WP$"})
_PREMODIFIERS = frozenset(
    {"det", "predet", "poss", "quantmod", "nummod", "advmod", "amod", "nmod", "compound"}
)
# Governors whose infinitive is the subject's own act although an object stands between.
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "use", "need", "take"})
# "accuse X of doing", "prevent X from doing", "thank X for doing": the gerund is the object's act.
_OBJECT_GERUND = frozenset({"of", "from", "for", "as", "into", "against"})
_CLEARED = frozenset({"clear", "acquit", "absolve", "exonerate"})  # "cleared him of plotting"
_PRESSING = frozenset({"call", "appeal", "lean", "prevail", "count", "rely"})  # ... on somebody
_ASKING_ON = _PRESSING - {"count", "rely"} | {"give"}
_ALMOST_NO = NEGATIONS | {"barely"}
_NEGATABLE = ("nsubj", "nsubjpass", "dobj", "attr")  # places of a noun that can negate its verb
_OF_LANDS = frozenset({"of", "for", "in", "from"})
_NEGATING = frozenset(
    {"neg", "advmod", "npadvmod", "prep", "aux", "preconj", "cc", *_NEGATABLE}
)  # places of what can say that an act is not so
_BESIDE = ("prt", "prep", "advmod", "dative", "agent", "mark", "acomp", "oprd")
_LIMIT = 12  # steps up the tree; deeper control chains do not occur in prose


def children(token: Token, *labels: str) -> list[Token]:
    """The children of a token with one of these dependency labels, in text order."""
    doc = token.doc
    return [doc[i] for label, i in below(token) if label in labels]


def has_child(token: Token, *labels: str) -> bool:
    """Whether a token has a child with one of these dependency labels."""
    return any(label in labels for label, _ in below(token))


@asked_once
def is_passive(verb: Token) -> bool:
    """Whether a verb is passive, with or without its auxiliary."""
    if has_child(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag_ != "VBN" or has_child(verb, "aux"):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        return not has_child(verb, "nsubj", *OBJECTS) and is_passive(verb.head)
    if verb.dep_ == "relcl" and has_child(verb, "nsubj"):
        return False  # "whom soldiers slaughtered"
    return verb.dep_ in ("acl", "advcl", "amod", "relcl") or _is_caused(verb)


def _is_caused(verb: Token) -> bool:
    """Whether a participle is what somebody has done to something: "had the envoy arrested"."""
    return verb.dep_ == "ccomp" and verb.head.lemma_ == "have" and bool(children(verb, "nsubj"))


def agent(verb: Token) -> list[Token]:
    """Who does it in a passive: the noun behind "by"."""
    return [
        noun
        for child in children(verb, "agent", "prep")
        if child.dep_ == "agent" or (child.lower_ == "by" and is_passive(verb))
        for head in children(child, "pobj")
        for noun in coordinated(head)
    ]


def coordinated(noun: Token) -> list[Token]:
    """A noun and the nouns coordinated with it ("Kenya, Uganda and Rwanda")."""
    found = [noun]
    names = [c for c in children(noun, "appos") if c.i > noun.i and c.left_edge.nbor(-1) == noun]
    for child in [c for n in (noun, *names) for c in children(n, "conj")]:  # "envoy Ann Otieno and"
        if child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            found += coordinated(child)
    return found


def _surface_subject(verb: Token) -> list[Token]:
    """The subject that stands with the verb, a relative pronoun resolved to its antecedent."""
    ahead = [s for aux in children(verb, "aux") for s in children(aux, "nsubj")]
    for child in children(verb, "nsubj", "nsubjpass") or ahead:  # "*Chad* did, however, protest"
        if child.tag_ in RELATIVES and verb.dep_ == "relcl":
            return _antecedents(verb) if child.lower_ != "who" else [_human_antecedent(verb.head)]
        if child.tag_ in RELATIVES:
            clause = next((a for a in verb.ancestors if a.dep_ == "relcl"), None)
            return [clause.head] if clause is not None else []
        return coordinated(child)
    return []


def _antecedents(verb: Token) -> list[Token]:
    """What a relative clause is about: all of a list before it, "Chad and Mali, which have"."""
    listed = coordinated(verb.head)
    singular = any(t.tag_ == "VBZ" for t in (verb, *children(verb, "aux", "auxpass")))
    if any(t.i > verb.i for t in listed):
        return [verb.head]
    return listed[-1:] if singular else listed


def _human_antecedent(noun: Token) -> Token:
    """Who "who" is behind the name of a place: the governor in "the governor of Kano, who"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or noun.pos_ != "PROPN" or preposition.lower_ not in _OF_LANDS:
        return noun
    lemma = preposition.head.lemma_.lower()
    role = sectors().get(lemma)
    office = role is not None and (role.office or lemma in words("local office"))
    return preposition.head if office else noun


def subject(verb: Token, limit: int = _LIMIT) -> list[Token]:
    """The surface subject of a verb, inherited through control and coordination if it has none."""
    own = _surface_subject(verb)
    if own or limit == 0:
        return own
    head = verb.head
    match verb.dep_:
        case "xcomp" | "ccomp" if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and verb.tag_ in (
            "VB",
            "VBG",
            "VBN",
        ):
            return _controller(head, limit)
        case "acl":
            if verb.tag_ in ("VBG", "VBN"):
                return [head]
            return _planner(head, limit)
        case "relcl" if any(c.tag_ == "TO" for c in children(verb, "aux")):
            return _planner(head, limit)  # "for a second day to protest against it"
        case "advcl" if head.lemma_ in _ASKING_ON and verb.tag_ == "VB":
            return _controller(head, limit)
        case "advcl" if (plot := _stopped_plan(verb)) is not None:
            return _planner(plot, limit)
        case "conj" | "advcl" | "parataxis" | "dep" if head.pos_ in VERBS:
            return subject(head, limit - 1)
        case "advcl" | "ccomp" | "xcomp" if head.pos_ in ("ADJ", "NOUN"):
            return _governor_subject(head, limit)
        case "pcomp":
            return _gerund_subject(verb, limit)
    return []


def _controller(head: Token, limit: int) -> list[Token]:
    """Who carries out the infinitive or gerund under ``head``."""
    if head.pos_ in ("ADJ", "NOUN"):
        return _governor_subject(head, limit)
    objects = [noun for child in children(head, "dobj", "dative") for noun in coordinated(child)]
    if head.lemma_ == "give" and children(head, "dative"):  # "gave Kenya a week to free them"
        objects = [noun for child in children(head, "dative") for noun in coordinated(child)]
    if head.lemma_ in _PRESSING:
        objects = objects or prepositional(head, "on") or prepositional(head, "to")
    if objects and head.lemma_ not in _SUBJECT_CONTROL and not is_passive(head):
        return objects
    return subject(head, limit - 1)


def _planner(noun: Token, limit: int) -> list[Token]:
    """Whose plot, plan or threat an infinitive under a noun is.

    Its possessor, or the noun behind "by"; else the subject of the clause, unless that one stops
    it: police who foil a plot to bomb an embassy plan no bombing.
    """
    named = _possessor(noun) or prepositional(noun, "by")
    if named or noun.head.i == noun.i:
        return named
    stopped = noun.dep_ in (*OBJECTS, "nsubjpass") and noun.head.lemma_.lower() in _STOPPING
    return [] if stopped else _governor_subject(noun, limit)


def _stopped_plan(verb: Token) -> Token | None:
    """The plan that an infinitive belongs to where somebody stops it: "foiled a plot to bomb"."""
    if verb.tag_ != "VB" or verb.head.lemma_.lower() not in _STOPPING:
        return None
    plans = children(verb.head, *OBJECTS, "nsubjpass")
    return next((n for n in plans if ("noun", n.lemma_.lower()) in intentions()), None)


def _possessor(noun: Token) -> list[Token]:
    """Whose plan, threat or refusal it is: the possessor of an event noun."""
    return [n for child in children(noun, "poss") for n in coordinated(child)]


def _governor_subject(token: Token, limit: int) -> list[Token]:
    """The subject of the verb that governs a noun or adjective."""
    if token.pos_ == "ADJ" and children(token, "nsubj"):
        return _surface_subject(token)  # "found *two officers* guilty of"
    if token.pos_ == "ADJ" and token.dep_ == "oprd" and token.head.pos_ in VERBS:
        return undergoers(token.head)
    for ancestor in token.ancestors:
        if ancestor.pos_ in VERBS:
            return subject(ancestor, limit - 1)
    return _surface_subject(token)


def _gerund_subject(verb: Token, limit: int) -> list[Token]:
    """Who does what a gerund behind a preposition says."""
    preposition = verb.head
    while preposition.dep_ == "conj" and preposition.head.pos_ == "ADP":
        preposition = preposition.head
    head = preposition.head
    if head.pos_ in VERBS:
        if preposition.lower_ in _OBJECT_GERUND:
            if is_passive(head):
                return subject(head, limit - 1)
            objects = [n for child in children(head, "dobj") for n in coordinated(child)]
            hit = [n for o in objects for n in prepositional(o, "on")]
            if hit and preposition.lower_ == "for":
                return hit  # "imposed sanctions on two banks for supplying it"
            if objects:
                return objects
        return subject(head, limit - 1)
    if head.pos_ in ("NOUN", "PROPN", "PRON"):
        if head.dep_ in OBJECTS and preposition.lower_ in _OBJECT_GERUND and head.ent_type_:
            return [head]
        judged = words("verb of account") | _CLEARED
        if head.dep_ in (*OBJECTS, "nsubjpass") and head.head.lemma_ in judged:
            return [head]
        against = [
            n
            for c in children(head, "prep")
            if c.lower_ in ("against", "by")
            for noun in children(c, "pobj")
            for n in coordinated(noun)
        ]
        if against:
            return against
        return _possessor(head) or _governor_subject(head, limit)
    if head.pos_ == "ADJ" and head.dep_ == "amod" and head.i > head.head.i:
        return coordinated(head.head)  # "found a *colonel* guilty of ordering it"
    return _governor_subject(head, limit)


def doers(verb: Token) -> list[Token]:
    """Who acts: the subject, or in a passive the noun behind "by"."""
    if is_passive(verb):
        return agent(verb) or (subject(verb.head) if _is_caused(verb) else [])
    return subject(verb)


def undergoers(verb: Token) -> list[Token]:
    """Who or what it is done to: the object, or in a passive the subject."""
    if is_passive(verb):
        return subject(verb)
    found = [noun for child in children(verb, "dobj", "obj") for noun in coordinated(child)]
    if (
        not found
        and verb.dep_ == "relcl"
        and not _is_subject_relative(verb)
        and verb.head.pos_ in ("NOUN", "PROPN")
    ):
        return [verb.head]
    found = found or _shared_object(verb)
    antecedent = verb.head.head if verb.dep_ == "conj" else verb.head
    return [antecedent if noun.tag_ in RELATIVES else noun for noun in found]


def _shared_object(verb: Token) -> list[Token]:
    """The object of the next verb, where both have it: "police *beat* and detained two monks"."""
    if verb.i + 1 >= len(verb.doc) or verb.lemma_.lower() not in words("verb that shares objects"):
        return []
    behind = verb.nbor(1)
    if behind.dep_ != "cc" and behind.text != ",":
        return []
    following = next((c for c in children(verb, "conj") if c.tag_ == verb.tag_), None)
    if following is None or has_child(following, "auxpass", *SUBJECTS):
        return []
    own = [n for child in children(following, "dobj", "obj") for n in coordinated(child)]
    return own or _shared_object(following)


def _is_subject_relative(verb: Token) -> bool:
    return any(c.tag_ in RELATIVES for c in children(verb, "nsubj", "nsubjpass"))


def is_led_by_preposition(verb: Token) -> bool:
    """Whether the antecedent is behind a preposition: "the river *over which* they fought"."""
    return any(c.tag_ in RELATIVES for p in children(verb, "prep") for c in children(p, "pobj"))


def gives_time(verb: Token) -> bool:
    """Whether somebody is given time to act: "gave Kenya a week to free them", "until Friday"."""
    if verb.lemma_ != "give" or not children(verb, "dative", *OBJECTS, "nsubjpass"):
        return False
    acts = [c for c in verb.rights if any(t.tag_ == "TO" for t in c.lefts)]
    until = [c for t in (verb, *acts) for c in t.children if c.lower_ in ("until", "till")]
    acts += [t for c in until for t in c.subtree if t.dep_ == "acl" and has_child(t, "aux")]
    times = [c for c in children(verb, "npadvmod", "dobj") if c.lemma_.lower() in _STRETCHES]
    acts += [c for t in times for c in children(t, "relcl", "acl")]
    return bool(acts) and bool(until or times)


def is_each_other(noun: Token) -> bool:
    """Whether a word is the second of "each other", "one another", "each ... the other"."""
    if noun.lower_ not in ("other", "another") or noun.i == 0:
        return False
    apart = any(c.lower_ == "each" for c in children(noun.head, "nsubj"))
    return noun.nbor(-1).lower_ in ("each", "one") or (noun.dep_ == "dobj" and apart)


def is_temporal(noun: Token) -> bool:
    """Whether a noun tells a time: "on Monday"; the minutes of a meeting that show it don't."""
    if noun.ent_type_ not in ("DATE", "TIME"):
        return False
    if noun.pos_ == "PROPN" and noun.dep_ == "nsubj" and noun.lower_ not in words("day or month"):
        before = [c for c in noun.head.lefts if c.dep_ == "npadvmod" and c.i < noun.i]
        if any(c.i + 1 == noun.left_edge.i for c in before):
            return False  # "Last Monday *Ines Alves* said": all of it is read as one date
    counted = any(c.dep_ == "nummod" for c in noun.lefts)
    return counted or noun.dep_ not in SUBJECTS or noun.lower_ not in evidence_nouns()


def prepositional(token: Token, preposition: str) -> list[Token]:
    """The nouns behind a preposition of a verb or noun, expressions of time left out."""
    found: list[Token] = []
    for child in children(token, "prep", "dative", "agent"):
        if child.lower_ == preposition:
            for noun in children(child, "pobj"):
                if not is_temporal(noun):
                    found += coordinated(noun)
            for deeper in children(child, "prep"):  # "against in" never, "out of" does
                for noun in children(deeper, "pobj"):
                    found += coordinated(noun)
    return found


def has_preposition(verb: Token, preposition: str) -> bool:
    """Whether a preposition (not one of time) or a particle stands with the verb."""
    for child in verb.children:
        if (
            child.lower_ == preposition
            and (
                child.dep_ in _BESIDE
                or child.dep_ == "ccomp"  # "found him guilty", "let them go"
                or (child.dep_ == "dobj" and not any(child.children))  # "took effect"
            )
            and not any(map(is_temporal, children(child, "pobj")))
        ):
            return True
    return False


def _is_corrected(verb: Token) -> bool:
    """Whether what is negated gives way to what is asserted: "not a government but a racket"."""
    for child in children(verb, "attr", "acomp", "dobj", "prep"):
        inside = [child, *children(child, "pobj")]
        but = any(c.lower_ == "but" for g in inside for c in children(g, "cc"))
        if but and any(children(g, "conj") for g in inside):
            return True
    return False


@asked_once
def is_negated(verb: Token) -> bool:
    """Whether the verb itself, its auxiliary, or a "no" subject or object turns it around."""
    return _has_negation(verb) and not _is_corrected(verb)


def _has_negation(verb: Token) -> bool:
    doc = verb.doc
    for label, i in below(verb):
        if label not in _NEGATING:
            continue
        child = doc[i]
        if label == "neg" or (label in ("advmod", "preconj", "cc") and child.lower_ in NEGATIONS):
            if follows(child, ","):
                continue  # "their refusal, not our spite, ...": the contrast is denied, not the act
            return all(t.lower_ != "only" for t in child.doc[child.i : child.i + 2])  # "not only"
        if _turns_around(child, verb):
            return True
    before = [c for c in children(verb.head, "cc") if c.i < verb.i] if verb.dep_ == "conj" else []
    return bool(before) and before[-1].lower_ == "nor"  # "would neither confirm nor *deny*"


def _is_fronted_not(adjunct: Token, verb: Token) -> bool:
    """Whether "not" opens the clause and turns it around: "not once did they attack"."""
    first = adjunct.left_edge
    if first.lower_ != "not" or first.i > verb.i or adjunct.lower_ == "only":
        return False
    subjects = children(verb, *SUBJECTS)
    helping = [a for a in children(verb, "aux", "auxpass") if a.i > adjunct.i]
    return bool(subjects and helping) and helping[0].i < subjects[0].i


def _is_never(noun: Token) -> bool:
    """Whether a noun behind a preposition says that something is never so: "at no time"."""
    none = any(c.lower_ == "no" for c in children(noun, "det"))
    return none and noun.lemma_.lower() in words("noun of a time or way")


def _turns_around(child: Token, verb: Token) -> bool:
    """Whether a noun or an adjunct of a verb says that what it tells is not so."""
    label = child.dep_
    if label in _NEGATABLE:
        return _is_nobody(child, label)
    if label == "advmod" and child.lower_ in ("longer", "more"):
        return any(c.lower_ == "no" for c in child.lefts)  # "is no longer bombing"
    said = [child, *child.children] if label == "aux" else [child]
    if any(_is_never(noun) for p in said if p.dep_ == "prep" for noun in children(p, "pobj")):
        return True  # "at no point did they attack"
    return label in ("advmod", "npadvmod", "prep") and _is_fronted_not(child, verb)


def _is_nobody(noun: Token, label: str) -> bool:
    """Whether a subject, object or attribute is nobody or nothing, and so turns its verb around."""
    if any(g.dep_ in _NOT_ANY and g.lower_ in ("no", "neither") for g in noun.children):
        return True
    if noun.lower_ == "neither" and not children(noun, "cc"):
        return True  # "neither has signed", "neither of them"
    if label == "attr":
        return False
    if label != "dobj" and any(
        g.lower_ == "not" and g.nbor(1).lower_ in ("a", "an", "one") for g in noun.lefts
    ):
        return True  # "not a drop will be lost"
    if any(
        g.lower_ in ("one", "any") and any(n.lower_ in _ALMOST_NO for n in g.lefts)
        for g in noun.lefts
    ):
        return True  # "not one cable was cut", "hardly any shots were fired"
    word = noun.lower_
    if word == "nothing":  # "nothing but justice": all that it is, and it is
        return bool(noun.doc[noun.i : noun.i + 2].text.lower() != "nothing but")
    return word in ("nobody", "none") or (
        word == "one" and any(g.lower_ == "no" for g in noun.children)
    )


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb; a coordinated bare verb shares those of the first conjunct."""
    own = children(verb, "aux", "auxpass")
    if not own and verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        same_form = verb.tag_ in ("VB", "VBN", "VBG") and verb.tag_ == verb.head.tag_
        if same_form and not has_child(verb, *SUBJECTS):
            return auxiliaries(verb.head)
    return own


def blames(verb: Token) -> bool:
    """Whether a verb holds its object to account for what stands behind "of" or "for"."""
    return verb.lemma_ in words("verb of account")


def particle(verb: Token) -> str:
    """The verb's particle, or an empty string."""
    return next((child.lower_ for child in children(verb, "prt")), "")


def noun_chunk(head: Token) -> tuple[int, int]:
    """First token and end of a noun phrase up to its head, determiners included."""
    first = head.i
    for child in head.lefts:
        if child.dep_ in _PREMODIFIERS or (child.dep_ == "punct" and child.lower_ in ("-", "–")):
            first = min(first, child.left_edge.i)
    return first, head.i + 1


def clause_verb(token: Token) -> Token | None:
    """The verb (or copula) of the clause that a token stands in."""
    if token.pos_ in VERBS:
        return token
    for ancestor in token.ancestors:
        if ancestor.pos_ in VERBS:
            return ancestor
    return None


def follows(token: Token, word: str) -> bool:
    """Whether a token stands right behind a lower-case word."""
    return token.i > 0 and bool(token.nbor(-1).lower_ == word)


def up(token: Token) -> Iterator[Token]:
    """A token and its ancestors."""
    yield token
    yield from token.ancestors
