"""Verb or event noun -> drafts: what the predicate table makes of it, with its parties as tokens.

A verb is looked up with its particle and object ("put on alert"), a light verb by the event noun
that it carries ("launched an attack"), a noun with the words before it ("joint exercise"). The row
that is found says where its recipient stands. Whether a draft counts is decided later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.predicates import (
    BLAME,
    ITSELF,
    PEOPLE,
    PLACE,
    Predicate,
    aspect_verbs,
    light_verbs,
    nouns,
    verbs,
)
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.fillers import fillings, is_taken
from sayso.reading.makers import makers
from sayso.reading.mentions import is_human
from sayso.reading.names import STAND_INS
from sayso.reading.slots import (
    ASKED,
    behind,
    recipients_at,
    retained,
    senders,
    small_clause_subject,
    stranded,
    whose,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_LONGEST = 3  # words before a noun that a phrase of the table may take in
_PARTNERS = ("with", "between", "among")
_CARRYING = ("in", "into", "to")  # "went to war", "entered into talks"
SUBJECTED = frozenset({"be", "come", "fall", "remain"})
"""Verbs whose subject has the act behind "under" done to it: "came under fire"."""

FRIENDLY = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
"""Types of acts that a party may say it is willing to do."""

_WARS = frozenset({"war", "conflict", "crisis"})
_FOUGHT = frozenset({"ASSAULT", "MOBILIZE"})
_TAKING = frozenset({"SANCTION", "COERCE", "CONCEDE", "REJECT", "ACCUSE"})
_CLASSES = frozenset().union(*noun_classes().values())
_ANY = frozenset({PEOPLE, PLACE})
_AIMING = frozenset({"at", "on", "upon"})
_FREE = frozenset({"out", "through", "home", "back"})  # they go with the verb wherever they stand
_ENDED = {
    "ASSAULT": ("RETREAT", "ceasefire"),
    "AID": ("SANCTION", "discontinue"),
    "COOPERATE": ("SANCTION", "discontinue"),
}
_ENDING = words("ending verb")
_UNDERGOING = words("undergoing verb")
_WINNING = words("winning verb")
_WON = frozenset({"SUPPORT", "AID", "CONCEDE", "ACCUSE"})
_ABSTRACT = words("abstract noun")
_OF_ABSTRACTS = ("ness", "ism", "ity", "tion", "ence", "ance", "ship", "dom", "fury", "rage")
_OF_ACTS = (
    *("tion", "sion", "ment", "al", "tions", "sions", "ments", "als"),
    *("ence", "ance", "ism", "ing", "ure"),
)


@dataclass(frozen=True)
class Draft:
    """An event in tokens: heads of actors and recipients, trigger, and the table's row."""

    predicate: Predicate
    trigger: tuple[Token, ...]
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]


def from_verb(verb: Token) -> Iterator[Draft]:
    """The events that a verb may tell, the most specific sense first.

    An object of several words ("hunger strike") is a half more specific than one of one word, and
    so is one with a recipient ("fired rockets at them"), which comes first of two alike.
    """
    objects = _done_in_relative(verb) or grammar.undergoers(verb) or small_clause_subject(verb)
    if grammar.is_passive(verb):  # "were given electric shocks"
        objects += [o for o in grammar.children(verb, "dobj") if o not in objects]
    timed = grammar.gives_time(verb)
    if timed or grammar.children(verb, "dative"):  # "gave them a week": the week is what is given
        objects += grammar.children(verb, "npadvmod")
    given = [*objects, *retained(verb)]
    aimed_at = not _AIMING.isdisjoint(stranded(verb))
    exact: list[tuple[float, bool, bool, Draft]] = []
    alike: list[Draft] = []  # found by the class of the object only
    plain: list[Draft] = []
    for row in verbs().get(_lemma(verb), ()):
        led = not row.particles or any(_has_particle(verb, p, objects) for p in row.particles)
        if not led and not row.objects:
            continue
        if led and row.objects and not row.particles and aimed_at:
            continue  # "a drone was fired on": it was not fired
        if row.objects:
            held = _held(verb, row, given) if led else _held_behind(objects, row)
            if held and not (row.type in _FOUGHT and is_figure(held[0])):
                others = [o for o in objects if o not in held]
                draft = _of_verb(verb, row, others, held[0])
                shared = fillings(held[0]) & row.objects
                if shared <= _CLASSES:
                    alike.append(draft)
                else:  # "three hostages" before "three of them"
                    specificity = row.specificity + 0.5 * any(" " in thing for thing in shared)
                    specificity += 0.5 * bool(draft.recipients)
                    lacking = not draft.recipients and "none" not in row.recipients
                    exact.append((-specificity, shared <= _ANY, lacking, draft))
        elif row.particles:
            draft = _of_verb(verb, row, objects)
            led_to = not set(row.particles).isdisjoint(row.recipients)
            alone = row.type == "REJECT" and _is_bare(verb, row)  # "Norway voted against"
            if draft.recipients or not led_to or alone or (row.reciprocal and _is_met(verb, row)):
                exact.append((-row.specificity, False, False, draft))
        else:
            plain.append(_of_verb(verb, row, objects))
    if timed:
        yield from _ultimatum(verb, objects)
    yield from (draft for *_, draft in sorted(exact, key=lambda found: found[:3]))
    yield from alike
    yield from filter(None, map(ended, grammar.children(verb, "xcomp")))
    yield from _from_light_verb(verb, objects)
    yield from plain


def _done_in_relative(verb: Token) -> list[Token]:
    """The act that a relative clause says somebody did: "the *accord* that both reached".

    The tree may hang the clause on the noun before it: "*sanctions* on judges that Peru imposed".
    """
    noun = verb.head
    if verb.dep_ not in ("relcl", "acl") or (verb.lemma_.lower(), "") not in light_verbs():
        return []
    subjects = [c for c in grammar.children(verb, "nsubj") if c.tag_ not in grammar.RELATIVES]
    held = [c for c in grammar.children(verb, "dobj", "ccomp", "xcomp") if c.lower_ != "that"]
    if not subjects or held or grammar.is_passive(verb):
        return []
    if nouns_of(noun):
        return [noun] if verb.dep_ == "acl" else []
    above = noun.head.head
    behind_act = noun.dep_ == "pobj" and above.pos_ == "NOUN" and bool(nouns_of(above))
    return [above] if behind_act else []


def _ultimatum(verb: Token, objects: list[Token]) -> Iterator[Draft]:
    """The threat in time that is given until a day: "gave Kenya until Friday to free them"."""
    stretches = words("stretch of time")
    rows = (r for r in verbs().get("give", ()) if r.type == "THREATEN" and r.objects & stretches)
    given = [n for c in grammar.children(verb, "dative") for n in grammar.coordinated(c)]
    given = given or [o for o in objects if o.lemma_.lower() not in stretches]
    times = [o for o in objects if o.lemma_.lower() in stretches]
    for row in rows:
        yield Draft(row, (verb, *times[:1]), tuple(grammar.doers(verb)), tuple(given))


def ended(act: Token) -> Draft | None:
    """The event of ending an act that is told by its gerund: "stopped shelling", "supplying".

    What stops at an attack is a truce; what stops at aid or trade is a sanction.
    """
    verb = act.head
    if act.tag_ != "VBG" or act.dep_ != "xcomp" or verb.lemma_.lower() not in _ENDING:
        return None
    inner = next(from_verb(act), None)
    if inner is None or inner.predicate.type not in _ENDED:
        return None
    kind, mode = _ENDED[inner.predicate.type]
    parties = 1 if kind == "RETREAT" else 2  # nobody is sanctioned where nobody is named
    row = replace(inner.predicate, type=kind, mode=mode, reciprocal=False, parties=parties)
    return Draft(row, (verb,), tuple(grammar.doers(verb)), inner.recipients)


def from_noun(noun: Token, row: Predicate) -> Draft:
    """The event that a noun names by one of its senses."""
    actors, recipients = noun_actors(noun, row), behind(noun, row)
    if noun.lemma_.lower() in words("undergone noun") and not row.reciprocal:
        gone = [o for o in _owners(noun) if o.lower_ not in STAND_INS]
        out_of = grammar.prepositional(noun, "from")
        if gone and out_of and not grammar.prepositional(noun, "of"):
            return Draft(row, (noun,), tuple(out_of), tuple(gone))  # "his expulsion from Chad"
        recipients = recipients or grammar.prepositional(noun, "of")
        by, owners = _by(noun, recipients), _owners(noun)
        if recipients:  # "the army's killing of two men", "the killing of two men by the army"
            actors = by or owners or [a for a in actors if a not in recipients]
        elif owners and not any(o.lower_ in STAND_INS for o in owners):  # no state is murdered
            actors, recipients = by, owners  # "their arrest by the army"
    elif not actors and recipients and not row.reciprocal:
        actors = _by(noun, recipients)  # "the shelling of a village by the army"
    return Draft(row, (noun,), tuple(actors), tuple(recipients))


def _owners(noun: Token) -> list[Token]:
    """Whose a noun is: the possessors before it."""
    return [n for c in grammar.children(noun, "poss") for n in grammar.coordinated(c)]


def _by(noun: Token, recipients: list[Token]) -> list[Token]:
    """Who does what a noun names: behind "by", which may hang on the recipient or its name."""
    inner = [n for t in recipients for n in grammar.prepositional(t, "of")]
    found = (grammar.prepositional(t, "by") for t in (noun, *recipients, *inner))
    return next(filter(None, found), []) or _by_behind(noun)


def _by_behind(noun: Token) -> list[Token]:
    """The same where the tree hangs "by" on an active verb: "marked the sack of Y by X in 1900"."""
    end = noun.right_edge.i + 1
    by = noun.doc[end] if end < len(noun.doc) else noun
    active = by.head.pos_ in grammar.VERBS and not grammar.is_passive(by.head)
    if by.lower_ != "by" or not active or not by.head.is_ancestor(noun):
        return []
    return [n for child in grammar.children(by, "pobj") for n in grammar.coordinated(child)]


def _next_by(noun: Token) -> list[Token]:
    """Who stands behind "by" right after a noun, where the tree hangs it on an active verb.

    "He stepped down after a week of protests *by nurses*": nobody stepped down by nurses.
    """
    if noun.i + 1 >= len(noun.doc):
        return []
    by = noun.nbor(1)
    verb = by.head
    if by.lower_ != "by" or verb.pos_ not in grammar.VERBS or grammar.is_passive(verb):
        return []
    behind = [n for c in grammar.children(by, "pobj") for n in grammar.coordinated(c)]
    return [n for n in behind if not grammar.is_temporal(n)]


def nouns_of(noun: Token) -> tuple[Predicate, ...]:
    """The noun rows for a token, longest phrase first ("joint exercise" before "exercise").

    Of two senses the one whose preposition is there comes first ("a strike on", "a strike").
    """
    rows = _rows_of(noun)
    if len(rows) > 1:
        if any(is_human(c) for c in noun.lefts):
            rows = rows[::-1]  # "the miners' strike": what people do, not what missiles do
        beside = {c.lower_ for c in (*noun.children, *noun.head.children) if c.dep_ == "prep"}
        return tuple(sorted(rows, key=lambda row: not beside & set(row.recipients)))
    return rows


def noun_actors(noun: Token, row: Predicate) -> list[Token]:
    """Who acts in an event noun: possessor, "by X", demonym, "of X", "from X"."""
    found = _owners(noun) + (grammar.prepositional(noun, "by") or _next_by(noun))
    if not any(n.pos_ in ("PROPN", "PRON") or n.ent_type_ for n in found):
        fought_over = noun.lemma_.lower() in _WARS  # "the Ukraine war" is where, not who
        found += [
            c
            for c in noun.lefts
            if c.dep_ in ("amod", "compound", "nmod")
            and not (fought_over and c.tag_ in ("NN", "NNP", "NNPS"))
        ]
    for preposition in ("of", "from"):
        given = preposition in row.recipients and not (preposition == "from" and row.type in ASKED)
        given = given and not row.reciprocal  # "a summit of the league"
        if not found and not given:
            found = grammar.prepositional(noun, preposition)
    return found


def partners(token: Token) -> list[Token]:
    """The other parties of an act that all do alike: "with X", "between X and Y"."""
    return [n for p in _PARTNERS for n in grammar.prepositional(token, p)]


def is_act(noun: Token) -> bool:
    """Whether a noun names something done: an event noun, or one made of a verb."""
    return bool(nouns_of(noun)) or noun.lower_.endswith(_OF_ACTS)


def is_friendly(verb: Token) -> bool:
    """Whether the act of a verb, if it is one, gives way to somebody or helps."""
    first = next(from_verb(verb), None)
    if first is None and verb.lemma_.lower() in words("verb of weighing"):  # "consider a truce"
        return any(r.type in FRIENDLY for o in grammar.undergoers(verb) for r in nouns_of(o)[:1])
    return first is not None and first.predicate.type in FRIENDLY


def is_abstract(noun: Token) -> bool:
    """Whether a common noun names a thing that cannot be hit: -tion, -ness, -ism and their kin."""
    lemma = noun.lemma_.lower()
    if lemma in noun_classes() or lemma in words("thing like an act"):  # a "ship" is no friendship
        return lemma in _ABSTRACT
    return noun.pos_ == "NOUN" and (noun.lower_.endswith(_OF_ABSTRACTS) or lemma in _ABSTRACT)


def _is_bare(verb: Token, row: Predicate) -> bool:
    """Whether nothing stands behind a preposition that leads to somebody."""
    beside = grammar.children(verb, "prep", "prt", "advmod")
    return any(c.lower_ in row.particles and not c.n_rights for c in beside)


def _is_met(verb: Token, row: Predicate) -> bool:
    """Whether somebody stands behind the preposition that leads to the other party."""
    led = set(row.particles) & set(row.recipients)
    return any(grammar.prepositional(verb, preposition) for preposition in led)


def _rows_of(noun: Token) -> tuple[Predicate, ...]:
    table = nouns()
    lemma = noun.lemma_.lower()
    if lemma in _ends_of_phrases():
        before = [t.lower_ for t in noun.doc[noun.left_edge.i : noun.i]]
        for size in range(min(_LONGEST, len(before)), 0, -1):
            phrase = " ".join([*before[-size:], lemma])
            if phrase in table:
                return table[phrase]
    rows = table.get(lemma, ())
    if any(row.type in _FOUGHT for row in rows) and is_figure(noun):
        return ()
    return rows


@cache
def _ends_of_phrases() -> frozenset[str]:
    """The last words of the table's nouns of several words."""
    return frozenset(noun.rpartition(" ")[2] for noun in nouns() if " " in noun)


def is_figure(noun: Token) -> bool:
    """Whether a fight is one in words only: "charm offensive", "price war", "war of words"."""
    figures = words("word of a figure")
    if any(c.lower_ in figures for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")):
        return True
    of = [n for p in ("of", "on", "with") for n in grammar.prepositional(noun, p)]
    return any(n.lemma_.lower() in figures for n in of)


def _held(verb: Token, row: Predicate, objects: list[Token]) -> list[Token]:
    """The nouns that a row asks for, as objects or else behind one of its prepositions."""
    complements = grammar.children(verb, "oprd") if objects else []  # "labelled it an agent"
    if ITSELF in row.recipients:
        objects = [] if grammar.is_passive(verb) else grammar.subject(verb)
        complements = []
    elif BLAME in row.objects:
        complements = _said_of_object(verb)
    held = [
        o
        for o in (*objects, *complements)
        if fillings(o) & row.objects or (PLACE in row.objects and is_taken(verb, o))
    ]
    return held or _held_behind([verb, *objects], row)


def _has_particle(verb: Token, particle: str, objects: list[Token]) -> bool:
    """Whether a particle stands with a verb, or behind its object: "let the prisoners *out*"."""
    return grammar.has_preposition(verb, particle) or (
        particle in _FREE
        and any(
            c.lower_ == particle for o in objects for c in grammar.children(o, "prep", "advmod")
        )
    )


def _said_of_object(verb: Token) -> list[Token]:
    """What a verb says that its object is: "called them *liars*", "described it as *illegal*"."""
    found = grammar.children(verb, "oprd", "acomp")
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as":
            found += grammar.children(child, "pobj", "amod", "acomp", "pcomp")
    return [*found, *(c for noun in found for c in grammar.children(noun, "amod"))]


def _held_behind(tokens: list[Token], row: Predicate) -> list[Token]:
    """The nouns that a row asks for behind its prepositions: "stripped them *of citizenship*"."""
    return [
        n
        for token in tokens
        for p in row.particles
        for n in grammar.prepositional(token, p)
        if fillings(n) & row.objects
    ]


def _lemma(verb: Token) -> str:
    """A verb's lemma, with the word that is hyphenated to it: "test-fired"."""
    lemma = verb.lemma_.lower()
    if verb.i > 1 and verb.nbor(-1).text == "-" and verb.i > verb.sent.start + 1:
        return f"{verb.nbor(-2).lower_}-{lemma}"
    return lemma


def _of_verb(
    verb: Token, row: Predicate, objects: list[Token], idiom: Token | None = None
) -> Draft:
    """The draft of a verb's row; ``idiom`` is the noun that makes an idiom of it, if one does."""
    actors = makers(grammar.doers(verb), verb, row.type)
    recipients: list[Token] = []
    if ITSELF in row.recipients and idiom is not None:  # "the truce holds": whose it is
        places = [p for p in row.recipients if p not in (ITSELF, "from")]
        if not places:
            return Draft(row, (verb,), (*noun_actors(idiom, row), *partners(idiom)), ())
        met = (recipients_at(place, verb, row, objects, None) for place in places)
        recipients = next(filter(None, met), [])  # "an aid convoy from Kenya reached Gulu"
        return Draft(row, (verb,), tuple(senders(idiom)), tuple(recipients))
    if "subject" in row.recipients:
        taken = (verb,) if idiom is None else (verb, idiom)
        giver = next(filter(None, (grammar.prepositional(t, "from") for t in taken)), [])
        return Draft(row, taken, tuple(giver), tuple(actors))
    for place in row.recipients:
        recipients = recipients_at(place, verb, row, objects, idiom)
        if recipients:
            break
    if idiom is not None and not recipients and not row.reciprocal:
        undergone = row.type == "REQUEST" and idiom.lemma_.lower() in words("undergone noun")
        if not undergone:  # "demanded the editor's release": the editor is not asked
            recipients = [c for c in grammar.children(idiom, "poss") if c.pos_ != "PRON"]
        if not recipients and row.type in _TAKING:
            recipients = whose(idiom)
    if row.reciprocal:
        others = [*recipients, *partners(verb), *(partners(idiom) if idiom is not None else ())]
        if grammar.is_led_by_preposition(verb):
            others = [t for t in others if t != verb.head]
        actors = [*actors, *(p for p in others if p not in actors)]
        recipients = []
    if row.type == "MOBILIZE" and not actors:  # "troops were rushed to the border"
        actors = [*objects, *([idiom] if idiom is not None else [])]
    trigger: tuple[Token, ...] = (verb,) if idiom is None else (verb, idiom)
    if verb.lemma_ == "be" and idiom is None:  # "is *ready*"
        trigger = (*(c for c in verb.children if c.lower_ in row.particles), verb)
    return Draft(row, trigger, tuple(actors), tuple(recipients))


def _from_light_verb(verb: Token, objects: list[Token]) -> Iterator[Draft]:
    """The events that a verb takes from its object noun: "launched an attack on"."""
    lemma, particle = verb.lemma_.lower(), grammar.particle(verb)
    light = (lemma, particle) in light_verbs() or (lemma, "") in light_verbs()
    leading = [p for p in (*_CARRYING, "on") if (lemma, p) in light_verbs()]
    entered = [n for p in leading for n in grammar.prepositional(verb, p)]
    light = light or bool(entered)
    subjected = grammar.prepositional(verb, "under") if lemma in SUBJECTED else []
    winning = lemma in _WINNING
    undergoing = bool(subjected) or lemma in _UNDERGOING or winning
    if not light and not undergoing and (lemma, particle) not in aspect_verbs():
        return
    carried = [n for p in _CARRYING for n in grammar.prepositional(verb, p)]
    if lemma == "lead":
        carried = []  # what leads to protests does not protest
    for noun in subjected or entered or objects or carried:
        under = nouns().get(f"under {noun.lemma_.lower()}", ()) if subjected else ()
        for row in (under or nouns_of(noun))[:1]:
            if winning and not light and row.type not in _WON:
                continue
            recipients = behind(noun, row) or behind(verb, row)
            actors = grammar.doers(verb)
            if not actors and grammar.is_passive(verb):
                actors = noun_actors(noun, row)
            if row.reciprocal:
                beside = partners(noun)
                actors = [*actors, *beside, *(p for p in partners(verb) if p not in beside)]
                recipients = []
            if undergoing and not row.reciprocal:
                actors = noun_actors(noun, row) or grammar.prepositional(verb, "from")
                if winning and not actors:  # "won the blessing of Iran"
                    actors = grammar.prepositional(noun, "of") or grammar.prepositional(verb, "in")
                recipients = grammar.doers(verb)
            yield Draft(row, (verb, noun), tuple(actors), tuple(recipients))
