"""Proposition + parties -> the PLOVER event in it, or none.

A verb (with its particle, object or light noun) or an event noun is looked up in the predicate
table, which says where the recipient stands and whether the parties must be political for it to
count. Sentences about sport, film, markets and weather hold no political event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.plover import plover_types
from sayso.knowledge.predicates import (
    Predicate,
    aspect_verbs,
    light_verbs,
    nouns,
    off_topic,
    verbs,
)
from sayso.reading import grammar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Span as Sentence, Token

    from sayso.reading.parties import Mention
    from sayso.reading.propositions import Proposition

    Resolve = Callable[[Token], Mention | None]

_ALONE = 2  # weight at which a sentence is off topic
_PER_100_WORDS = 5.0  # weight at which a whole text is
_TOWARDS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN"})


@dataclass(frozen=True)
class Draft:
    """An event in tokens: heads of actors and recipients, trigger, and the table's row."""

    predicate: Predicate
    trigger: tuple[Token, ...]
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]


def off_topic_sentences(doc: Doc) -> set[int]:
    """Starts of the sentences that sport, film, markets or weather speak from."""
    table = off_topic()
    weights: dict[int, float] = {}
    words = 0
    for sentence in doc.sents:
        fields: dict[str, float] = {}
        for i, token in enumerate(sentence):
            words += token.is_alpha
            pair = f"{token.lower_} {sentence[i + 1].lower_}" if i + 1 < len(sentence) else ""
            for key in {token.lower_, token.lemma_.lower(), pair, pair.replace(" - ", "-")}:
                if key in table:
                    field, weight = table[key]
                    fields[field] = fields.get(field, 0) + weight
                    break
        weights[sentence.start] = max(fields.values(), default=0.0)
    whole = sum(weights.values()) * 100 / max(words, 1)
    if whole >= _PER_100_WORDS and sum(weights.values()) >= _ALONE:
        return set(weights)
    return {start for start, weight in weights.items() if weight >= _ALONE}


def find_event(proposition: Proposition, resolve: Resolve, *, off: bool) -> Draft | None:
    """The event that a proposition is about, or ``None``.

    Args:
        proposition: the clause or event noun.
        resolve: gives the actor behind a token, or ``None``.
        off: the sentence is about sport, film, markets or weather.
    """
    head = proposition.head
    if proposition.nominal:
        return next(_from_noun(head, nouns_of(head), resolve, off), None)
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if off:
        return None
    for draft in _from_verb(head):
        if _counts(draft, resolve):
            return draft
    return None


def event_nouns(doc: Doc, resolve: Resolve, off: set[int], carried: set[int]) -> list[Token]:
    """The event nouns that stand for themselves: they name a party, and no verb carries them."""
    found = []
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in carried or token.dep_ in ("compound",):
            continue
        rows = nouns_of(token)
        if rows and next(_from_noun(token, rows, resolve, token.sent.start in off), None) is not None:
            found.append(token)
    return found


def carried_nouns(propositions: Iterable[Proposition], resolve: Resolve) -> set[int]:
    """Event nouns that a verb of their clause carries already ("launched an attack")."""
    carried: set[int] = set()
    for proposition in propositions:
        if proposition.head.pos_ not in ("VERB", "AUX"):
            continue
        for draft in _from_verb(proposition.head):
            if _counts(draft, resolve):
                carried |= {t.i for t in draft.trigger}
                break
    return carried


def nouns_of(noun: Token) -> tuple[Predicate, ...]:
    """The noun rows for a token, longest phrase first ("joint exercise" before "exercise").

    Of two senses the one whose preposition is there comes first ("a strike on", "a strike").
    """
    rows = _rows_of(noun)
    if len(rows) > 1:
        beside = {c.lower_ for c in (*noun.children, *noun.head.children) if c.dep_ == "prep"}
        return tuple(sorted(rows, key=lambda row: not beside & set(row.recipients)))
    return rows


def _rows_of(noun: Token) -> tuple[Predicate, ...]:
    table = nouns()
    before = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod", "punct")]
    lemma = noun.lemma_.lower()
    for size in range(min(3, len(before)), 0, -1):
        phrase = " ".join([c.lower_ for c in before[-size:]] + [lemma])
        if phrase in table:
            return table[phrase]
    return table.get(lemma, ())


# --- verbs ------------------------------------------------------------------------------------


def _from_verb(verb: Token) -> Iterable[Draft]:
    lemma = verb.lemma_.lower()
    passive = grammar.is_passive(verb)
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "prep", "advmod", "agent", "dative")}
    objects = grammar.undergoers(verb)
    for row in verbs().get(lemma, ()):
        if row.particles and not particles & set(row.particles):
            continue
        if row.objects:
            held = [o for o in objects if o.lemma_.lower() in row.objects]
            if not held:
                continue
            yield _draft(verb, row, (verb, held[0]), [o for o in objects if o not in held], held[0])
            continue
        yield _draft(verb, row, (verb,), objects, None)
    prt = grammar.particle(verb)
    if (lemma, prt) in light_verbs() or (lemma, "") in light_verbs() or (lemma, prt) in aspect_verbs():
        for noun in objects or [n for p in particles for n in grammar.prepositional(verb, p) if p in ("in", "into", "to")]:
            for row in nouns_of(noun)[:1]:
                recipients = _behind(noun, row.recipients) or _behind(verb, row.recipients)
                actors = grammar.doers(verb) or ([] if not passive else noun_actors(noun, row))
                if row.reciprocal:
                    actors = [*actors, *_partners(noun), *[p for p in _partners(verb) if p not in _partners(noun)]]
                    recipients = []
                if lemma in ("face", "suffer", "undergo", "see", "witness", "receive", "experience"):
                    actors, recipients = noun_actors(noun, row), recipients or grammar.doers(verb)
                yield Draft(row, (verb, noun), tuple(actors), tuple(recipients))


def _draft(verb: Token, row: Predicate, trigger: tuple[Token, ...], objects: list[Token], idiom: Token | None) -> Draft:
    actors = list(grammar.doers(verb))
    recipients: list[Token] = []
    for place in row.recipients:
        if place == "object":
            recipients = [o for o in objects if o.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or o.tag_ in ("PRP", "NNP")]
            if not recipients:
                recipients = _small_clause_subject(verb)
        elif place == "dative":
            recipients = [n for c in grammar.children(verb, "dative") for n in grammar.coordinated(c) if c.pos_ != "ADP"]
        elif place != "none":
            recipients = grammar.prepositional(verb, place) or (grammar.prepositional(idiom, place) if idiom is not None else [])
            if not recipients:
                recipients = [n for o in objects for n in grammar.prepositional(o, place)]
        if recipients:
            break
    if idiom is not None and not recipients and not row.reciprocal:
        recipients = [c for c in idiom.children if c.dep_ == "poss"]
    if row.reciprocal:
        partners = [*recipients, *_partners(verb), *(_partners(idiom) if idiom is not None else [])]
        actors = [*actors, *[p for p in partners if p not in actors]]
        recipients = []
    return Draft(row, trigger, tuple(actors), tuple(recipients))


def _small_clause_subject(verb: Token) -> list[Token]:
    """ "Wants Iran to leave": the object stands as subject of the infinitive."""
    for child in grammar.children(verb, "ccomp", "xcomp"):
        if any(a.tag_ == "TO" for a in child.children):
            for noun in grammar.children(child, "nsubj"):
                return grammar.coordinated(noun)
    return []


def _partners(token: Token) -> list[Token]:
    return [n for p in ("with", "between", "among") for n in grammar.prepositional(token, p)]


def _behind(token: Token, places: Iterable[str]) -> list[Token]:
    for place in places:
        found = grammar.prepositional(token, place) if place not in ("object", "none", "dative") else []
        if found:
            return found
    return []


# --- nouns ------------------------------------------------------------------------------------


def noun_actors(noun: Token, row: Predicate) -> list[Token]:
    """Who acts in an event noun: possessor, "by X", demonym, "of X", "from X"."""
    found = [n for c in noun.children if c.dep_ == "poss" for n in grammar.coordinated(c)]
    found += grammar.prepositional(noun, "by")
    if not found:
        found = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i]
    if not found and "of" not in row.recipients:
        found = grammar.prepositional(noun, "of")
    if not found and "from" not in row.recipients:
        found = grammar.prepositional(noun, "from")
    return found


def _from_noun(noun: Token, rows: Iterable[Predicate], resolve: Resolve, off: bool) -> Iterable[Draft]:
    for row in rows:
        if off:
            continue
        actors = [t for t in noun_actors(noun, row) if _names(t, resolve)]
        recipients = [t for t in _behind(noun, row.recipients) if t not in actors]
        if row.reciprocal:
            actors = [*actors, *[p for p in _partners(noun) if p not in actors]]
            recipients = []
            if sum(1 for a in actors if _names(a, resolve)) < 2:
                continue
        draft = Draft(row, (noun,), tuple(actors), tuple(recipients))
        if any(_names(t, resolve) for t in (*actors, *recipients)) and _counts(draft, resolve):
            yield draft


def _names(token: Token, resolve: Resolve) -> bool:
    mention = resolve(token)
    return mention is not None and mention.known


def _counts(draft: Draft, resolve: Resolve) -> bool:
    """Whether the parties are political enough for this predicate."""
    need = draft.predicate.parties
    if draft.predicate.type not in plover_types():
        return False
    if need == 0:
        return True
    actors = any(_names(t, resolve) for t in draft.actors)
    recipients = any(_names(t, resolve) for t in draft.recipients)
    if draft.predicate.reciprocal:
        return sum(1 for t in draft.actors if _names(t, resolve)) >= need
    return actors + recipients >= need if need == 2 else actors or recipients


def towards(draft: Draft, resolve: Resolve) -> tuple[Token, ...]:
    """The recipients of an event; words about an act are words about who did it.

    "Condemned Russia's attack on Kharkiv" accuses Russia: an event noun in the place of the
    recipient gives way to its own actor where one is named.
    """
    if draft.predicate.type not in _TOWARDS:
        return draft.recipients
    found: list[Token] = []
    for token in draft.recipients:
        rows = nouns_of(token) if token.pos_ == "NOUN" else ()
        deeper = [t for row in rows[:1] for t in noun_actors(token, row) if _names(t, resolve)]
        found += deeper or [token]
    return tuple(found)


def sentence_is_off(sentence: Sentence, off: set[int]) -> bool:
    """Whether a sentence starts at one of the off-topic offsets."""
    return sentence.start in off
