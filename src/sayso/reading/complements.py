"""A verb and its cue -> the complements that can be the content, frame by frame.

The frames are those of :mod:`sayso.knowledge.cues`; the first complement that turns out to be an
attribution counts. Where the parser is known to hang a complement elsewhere (a that-clause taken
for an adverbial clause, an of-phrase on the wrong noun), it is looked for there too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sayso.knowledge.cues import PREPOSITIONS, Cue, verb_cues
from sayso.reading import grammar
from sayso.reading.findings import subtree, subtrees

if TYPE_CHECKING:
    from spacy.tokens import Token

_INTERROGATIVES = frozenset({"WDT", "WP", "WRB"})
_ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "warn"})  # their object listens
_EMPTYING = frozenset({"clear"})  # "of mines", unless it is "of having done it"
_CLAUSAL = ("ccomp", "xcomp")
_WILLING = frozenset({"promises", "threatens", "wants"})
# "instead of", "because of": compound prepositions, whose "of" belongs to no verb
_COMPOUNDS = frozenset({"instead", "because", "out", "ahead", "regardless"})


class Complement(NamedTuple):
    """What a verb's cue can give to its source: the frame, the content, more words of the cue."""

    frame: str
    content: set[int]
    cue: tuple[Token, ...] = ()


def complements(verb: Token, cue: Cue) -> Iterator[Complement]:
    """Each frame of the cue that the verb fills here, in the order in which they are believed."""
    frames = cue.frames
    passive = grammar.is_passive(verb)
    if passive and not (
        frames.isdisjoint(("passive_infinitive", "clause")) or _is_addressing(cue.lemma)
    ):
        yield from _passive_infinitive(verb)
    if "clause" in frames:
        yield from _clauses(verb)
        yield from _parataxis(verb)
    if "complement" in frames:
        for child in grammar.children(verb, "ccomp", "oprd", "xcomp"):
            if child.pos_ in ("ADJ", "NOUN", "PROPN"):
                yield Complement("complement", subtrees([child, *grammar.children(verb, "dobj")]))
    yield from _verbal(verb, cue, passive)
    for preposition in sorted(frames & PREPOSITIONS):
        yield from _prepositional(verb, preposition)
    if "object" in frames:
        objects = grammar.children(verb, "dobj")
        if passive and not objects:
            objects = grammar.children(verb, "nsubjpass")
        for noun in objects:
            if noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ != "PERSON":
                yield Complement("object", phrase(noun))


def _is_addressing(lemma: str) -> bool:
    """Whether somebody is told to act: "they were asked to leave" says nothing *of* them."""
    return any("object_infinitive" in cue.frames for cue in verb_cues().get(lemma, ()))


def phrase(head: Token) -> set[int]:
    """What a phrase holds without the asides on it: "the charge, which first surfaced in May"."""
    asides = [
        clause
        for clause in grammar.children(head, "relcl")
        if clause.left_edge.i and clause.left_edge.nbor(-1).text == ","
    ]
    return subtree(head, asides)


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def has_that(verb: Token) -> bool:
    """Whether "that" opens the verb's clause."""
    return any(child.lower_ == "that" for child in grammar.children(verb, "mark"))


def _passive_infinitive(verb: Token) -> Iterator[Complement]:
    """In "he [is] said [to have fled]", all but the cue and its auxiliaries is the content."""
    for child in grammar.children(verb, "xcomp"):
        bare = child.tag_ == "VBN" and not grammar.auxiliaries(child)  # "were reported killed"
        if bare or (child.tag_ in ("VB", "VBN", "VBG") and is_infinitive(child)):
            apart = ("agent", "cc", "conj", "punct", "advcl", "parataxis")
            held = subtree(verb, grammar.children(verb, *apart)) - {verb.i}
            held -= {c.i for c in grammar.children(verb, "auxpass", "aux", "advmod", "mark")}
            yield Complement("passive_infinitive", held)


def _clauses(verb: Token) -> Iterator[Complement]:
    """That-, whether- and wh-clauses, and bare ones, also where the tree mislabels them."""
    for child in grammar.children(verb, "ccomp", "csubjpass"):
        asks = any(below.tag_ in _INTERROGATIVES for below in child.children)
        if asks or not is_infinitive(child):
            yield Complement("clause", subtree(child) | _further_clauses(verb, child))
    for child in grammar.children(verb, "advcl", "dep", "pcomp", "acl", "relcl"):
        if child.i > verb.i and has_that(child):
            yield Complement("clause", subtree(child))
    if not grammar.children(verb, "ccomp", "dobj"):
        for preposition in grammar.children(verb, "prep"):  # "denied in a message that ..."
            for noun in grammar.children(preposition, "pobj"):
                for child in grammar.children(noun, "acl", "relcl", "ccomp"):
                    if has_that(child):
                        yield Complement("clause", subtree(child))


def _further_clauses(verb: Token, clause: Token) -> set[int]:
    """In "believe that P, but that Q", Q is believed too, wherever the tree hangs it."""
    return subtrees(
        other
        for above in (verb, clause)
        for other in grammar.children(above, "conj", "ccomp", "advcl", "dep")
        if other.i > clause.i and (has_that(other) or _is_set_out(other, verb))
    )


def _is_set_out(clause: Token, verb: Token) -> bool:
    """Whether a clause stands behind a colon: "that was untrue, she said: no ship had left"."""
    first = clause.left_edge.i
    return verb.i < first and clause.doc[first - 1].text == ":" and clause.dep_ == "ccomp"


def _parataxis(verb: Token) -> Iterator[Complement]:
    """In "P, X said" and "P, as X said", the clause above is the content."""
    if verb.head.pos_ not in ("VERB", "AUX", "NOUN"):
        return
    if grammar.children(verb, "dobj") and verb.lemma_ not in _ADDRESSING:
        return  # "...; Kigali denies role": what is denied is the object
    marks = grammar.children(verb, "mark")
    before = verb.left_edge.nbor(-1).lower_ if verb.left_edge.i else ""
    as_said = verb.dep_ == "advcl" and bool(marks) and marks[0].lower_ == "as"
    if as_said and any(a.tag_ == "MD" for a in grammar.auxiliaries(verb)):
        return  # "as any fisherman could have told him"
    if as_said and any(c.stance in _WILLING for c in verb_cues().get(verb.lemma_.lower(), ())):
        return  # "they left, as they had promised": it is not their word that they left
    beside = before in (",", "—", "–", "-") or any(child.is_punct for child in verb.lefts)
    if verb.dep_ == "parataxis" or (as_said and beside):
        yield Complement("parataxis", subtree(verb.head, [verb]))


def _verbal(verb: Token, cue: Cue, passive: bool) -> Iterator[Complement]:
    """Infinitives of the source's own or of somebody else, and gerunds."""
    frames = cue.frames
    children = grammar.children(verb, *_CLAUSAL)
    if cue.particle:  # "called on them to leave"
        children += [c for c in grammar.children(verb, "advcl") if is_infinitive(c)]
    for child in children:
        if not is_infinitive(child):
            helping = [a.lower_ for a in grammar.auxiliaries(child)]  # "denied having done it"
            is_gerund = helping[:1] == ["having"] or (child.tag_ == "VBG" and not helping)
            if is_gerund and not frames.isdisjoint(("gerund", "infinitive")):
                yield Complement("gerund", subtree(child))
        elif "object_infinitive" in frames:
            objects = _addressees(verb, cue, passive)
            if grammar.children(child, "nsubj", "nsubjpass"):
                marks = grammar.children(child, "mark")  # "called *for* Peru to pay"
                opener = tuple(mark for mark in marks if mark.lower_ == cue.particle)
                yield Complement("object_infinitive", subtree(child), opener)
            elif objects:
                told = () if passive else objects  # "they were urged to leave": they stand outside
                yield Complement("object_infinitive", subtrees([child, *told]))
            elif "infinitive" in frames:
                yield Complement("infinitive", subtree(child))
        elif "infinitive" in frames:
            yield Complement("infinitive", subtree(child) | _conditions(verb, child))


def _addressees(verb: Token, cue: Cue, passive: bool) -> list[Token]:
    """Who is to do what the infinitive says: "urged them", "called on them", "they were urged"."""
    found = grammar.children(verb, "dobj", "dative")
    if not found and cue.particle:
        found = grammar.prepositional(verb, cue.particle)
    if not found and passive:
        found = grammar.children(verb, "nsubjpass")
    return found


def _conditions(verb: Token, act: Token) -> set[int]:
    """The condition of "threatened to leave if ..." is the threat's, wherever it hangs."""
    return subtrees(
        clause
        for clause in grammar.children(verb, "advcl")
        if clause.i > act.i and any(word.lower_ in ("if", "unless") for word in clause.children)
    )


def _prepositional(verb: Token, preposition: str) -> Iterator[Complement]:
    """What follows a preposition: "accused X [of bombing]", "warned [against a strike]"."""
    for opener in _openers(verb, preposition):
        held = grammar.children(opener, "pcomp", "pobj")
        if not held or (preposition == "to" and held[0].pos_ in ("PROPN", "PRON")):
            continue
        if verb.lemma_ in _EMPTYING and held[0].dep_ != "pcomp":
            continue
        for other in grammar.children(opener, "conj"):  # "of massing troops and *of arming them*"
            if other.lower_ == preposition:
                held = [*held, *grammar.children(other, "pcomp", "pobj")]
        tokens = {i for head in held for i in phrase(head)}
        tokens |= subtrees(grammar.children(opener, *_CLAUSAL, "advcl"))
        if verb.tag_ != "VBG":  # "accused X of revanchism or [attempting ...]"
            last = max(tokens)
            tokens |= subtrees(
                other
                for other in grammar.children(verb, "conj")
                if other.tag_ == "VBG"
                and opener.i < other.i <= last + 2
                and not grammar.auxiliaries(other)
            )
        yield Complement(preposition, tokens, (opener,))


def _openers(verb: Token, preposition: str) -> Iterator[Token]:
    """The preposition under the verb, or attached to its object: "accused Moscow [of bombing]"."""
    for child in grammar.children(verb, "prep", "agent", "dative", "advcl", "mark"):
        if child.lower_ != preposition or (child.i and child.nbor(-1).lower_ in _COMPOUNDS):
            continue
        if not any(map(grammar.is_temporal, grammar.children(child, "pobj"))):
            yield child
            for other in grammar.children(child, "conj"):  # "of massing troops and of ..."
                if other.lower_ == preposition:
                    yield other
    if preposition == "of" and not grammar.has_preposition(verb, "of"):
        for child in verb.subtree:  # "accused the West in his speech [of using ...]"
            if (
                child.i > verb.i
                and child.lower_ == "of"
                and grammar.children(child, "pcomp")
                and grammar.clause_verb(child.head) == verb
            ):
                yield child
    if preposition in ("of", "for", "as", "about", "over"):
        for noun in grammar.children(verb, "dobj", "nsubjpass"):
            for last in grammar.coordinated(noun):
                for child in grammar.children(last, "prep"):
                    if child.lower_ == preposition and _is_the_verbs(child, last):
                        yield child


def _is_the_verbs(preposition: Token, noun: Token) -> bool:
    """Whether a preposition on a noun belongs to the verb: the noun takes none, or a gerund is."""
    return (
        noun.pos_ == "PRON"
        or bool(grammar.children(preposition, "pcomp"))
        or bool(noun.ent_type_)
        or noun.lemma_ in ("government", "side")
    )
