"""Proposition + parties -> the PLOVER event in it, or none.

A verb (with its particle, object or light noun) or an event noun is looked up in the predicate
table, which says where the recipient stands and whether the parties must be political for it to
count. Sentences about sport, film, markets and weather hold no political event.
"""

from __future__ import annotations

import re
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
from sayso.reading.parties import is_human, quantified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Token

    from sayso.reading.parties import Mention, Parties
    from sayso.reading.propositions import Proposition

    Resolve = Callable[[Token], Mention | None]

_SCORE = re.compile(
    r"\b(?:won|win|beat|lost|drew|draw|crush\w*|defeat\w*|victory|loss)\b[^.]{0,30}\b\d{1,3}[-–]\d{1,3}\b"
)
_VOTING = re.compile(
    r"\b(?:vote|votes|ballot|seats|parliament|council|senate|assembly)\b", re.IGNORECASE
)
_ALONE = 2  # weight at which a sentence is off topic
_PER_100_WORDS = 5.0  # weight at which a whole text is
_NOBODY = frozenset(
    {
        "one",
        "nobody",
        "none",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "nothing",
        "anything",
        "something",
        "what",
        "who",
        "which",
        "that",
        "this",
    }
)
_ARRESTING = frozenset(
    {"arrest", "detain", "jail", "imprison", "sentence", "seize", "charge", "convict", "fine"}
)
_TOWARD_PREPOSITIONS = ("to", "on", "with", "against", "from")
_WARS = frozenset({"war", "conflict", "crisis"})
_IDEAS = frozenset(
    {
        "problem",
        "idea",
        "plan",
        "poverty",
        "notion",
        "theory",
        "record",
        "credibility",
        "logic",
        "argument",
        "deficit",
        "disease",
        "hunger",
        "question",
        "issue",
        "interest",
        "peace",
        "hope",
    }
)
_MEASURES = frozenset(
    {
        "tonne",
        "ton",
        "barrel",
        "box",
        "shipment",
        "load",
        "bag",
        "litre",
        "liter",
        "gallon",
        "cargo",
        "truckload",
        "package",
        "worth",
        "million",
        "billion",
    }
)
_PLACES_ONLY = frozenset({"MOBILIZE", "RETREAT"})
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
        if _SCORE.search(sentence.text) and not _VOTING.search(sentence.text):
            fields["sport"] = fields.get("sport", 0) + _ALONE
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
        if (
            rows
            and next(_from_noun(token, rows, resolve, token.sent.start in off), None) is not None
        ):
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
                if draft.predicate.type not in _TOWARDS:  # "withdrew its patrols" is one act
                    carried |= {t.i for t in grammar.undergoers(proposition.head)}
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
    objects = grammar.undergoers(verb)
    plain: list[Draft] = []
    for row in verbs().get(lemma, ()):
        if row.particles and not any(grammar.has_preposition(verb, p) for p in row.particles):
            continue
        if row.objects:
            held = [o for o in objects if _heads(o) & row.objects]
            if not held:
                held = [
                    n
                    for p in row.particles
                    for n in grammar.prepositional(verb, p)
                    if _heads(n) & row.objects
                ]
            if held:
                yield _draft(
                    verb, row, (verb, held[0]), [o for o in objects if o not in held], held[0]
                )
            continue
        if row.particles:
            yield _draft(verb, row, (verb,), objects, None)
        else:
            plain.append(_draft(verb, row, (verb,), objects, None))
    yield from _from_light_verb(verb, lemma, objects)
    yield from plain


def _heads(noun: Token) -> set[str]:
    """The lemmas that can stand for a noun: its own, and what a quantity counts."""
    inner = quantified(noun)
    if inner is None and noun.lemma_.lower() in _MEASURES:
        inner = next(iter(grammar.prepositional(noun, "of")), None)
    return {noun.lemma_.lower()} | ({inner.lemma_.lower()} if inner is not None else set())


def _from_light_verb(verb: Token, lemma: str, objects: list[Token]) -> Iterable[Draft]:
    passive = grammar.is_passive(verb)
    particles = {
        c.lower_ for c in verb.children if c.dep_ in ("prt", "prep", "advmod", "agent", "dative")
    }
    prt = grammar.particle(verb)
    if (
        (lemma, prt) in light_verbs()
        or (lemma, "") in light_verbs()
        or (lemma, prt) in aspect_verbs()
    ):
        for noun in objects or [
            n
            for p in particles
            for n in grammar.prepositional(verb, p)
            if p in ("in", "into", "to")
        ]:
            for row in nouns_of(noun)[:1]:
                recipients = _behind(noun, row.recipients) or _behind(verb, row.recipients)
                actors = grammar.doers(verb) or ([] if not passive else noun_actors(noun, row))
                if row.reciprocal:
                    actors = [
                        *actors,
                        *_partners(noun),
                        *[p for p in _partners(verb) if p not in _partners(noun)],
                    ]
                    recipients = []
                if lemma in (
                    "face",
                    "suffer",
                    "undergo",
                    "see",
                    "witness",
                    "receive",
                    "experience",
                ):
                    actors, recipients = noun_actors(noun, row), recipients or grammar.doers(verb)
                yield Draft(row, (verb, noun), tuple(actors), tuple(recipients))


def _draft(
    verb: Token,
    row: Predicate,
    trigger: tuple[Token, ...],
    objects: list[Token],
    idiom: Token | None,
) -> Draft:
    actors = list(grammar.doers(verb))
    recipients: list[Token] = []
    for place in row.recipients:
        if place == "object" and idiom is not None and not objects and not row.reciprocal:
            recipients = [
                n for p in _TOWARD_PREPOSITIONS for n in grammar.prepositional(idiom, p)
            ] or [idiom]
        elif place == "object":
            recipients = [
                o
                for o in objects
                if o.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or o.tag_ in ("PRP", "NNP")
            ]
            if not recipients:
                recipients = _small_clause_subject(verb)
        elif place == "dative":
            recipients = [
                n
                for c in grammar.children(verb, "dative")
                for n in grammar.coordinated(c)
                if c.pos_ != "ADP"
            ]
        elif place != "none":
            recipients = grammar.prepositional(verb, place) or (
                grammar.prepositional(idiom, place) if idiom is not None else []
            )
            if not recipients:
                recipients = [n for o in objects for n in grammar.prepositional(o, place)]
        if recipients:
            break
    if idiom is not None and not recipients and not row.reciprocal:
        recipients = [c for c in idiom.children if c.dep_ == "poss" and c.pos_ != "PRON"]
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
        found = (
            grammar.prepositional(token, place) if place not in ("object", "none", "dative") else []
        )
        if found:
            return found
    return []


# --- nouns ------------------------------------------------------------------------------------


def noun_actors(noun: Token, row: Predicate) -> list[Token]:
    """Who acts in an event noun: possessor, "by X", demonym, "of X", "from X"."""
    found = [n for c in noun.children if c.dep_ == "poss" for n in grammar.coordinated(c)]
    found += grammar.prepositional(noun, "by")
    if not any(n.pos_ in ("PROPN", "PRON") or n.ent_type_ for n in found):
        found += [
            c
            for c in noun.lefts
            if c.dep_ in ("amod", "compound", "nmod")
            and not (
                noun.lemma_.lower() in _WARS and c.tag_ in ("NN", "NNP", "NNPS")
            )  # "the Ukraine war"
        ]
    if not found and "of" not in row.recipients:
        found = grammar.prepositional(noun, "of")
    if not found and "from" not in row.recipients:
        found = grammar.prepositional(noun, "from")
    return found


def _from_noun(
    noun: Token, rows: Iterable[Predicate], resolve: Resolve, off: bool
) -> Iterable[Draft]:
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
    if draft.predicate.type == "COOPERATE" and not draft.predicate.reciprocal:
        need = 2  # nobody cooperates alone
    if (
        draft.predicate.type == "THREATEN"
        and draft.recipients
        and not recipients
        and not any(map(is_human, draft.recipients))
    ):
        return False  # "threatens stability" is no speech act
    if draft.predicate.type == "SUPPORT" and any(_own(t, draft, resolve) for t in draft.recipients):
        return False  # "defends its interests"
    if (
        draft.predicate.type == "ASSAULT"
        and not recipients
        and any(map(is_abstract, draft.recipients))
    ):
        return False  # "attacked the problem"
    if draft.predicate.lemma in _ARRESTING and _is_ordinary(draft, resolve):
        return False
    if draft.predicate.lemma == "warn" and not _warns_of_own(draft, resolve):
        return False
    if not actors and not recipients and draft.predicate.type in ("THREATEN", "REQUEST"):
        return bool(_from_the_act(draft, draft.predicate.type, resolve))
    if draft.predicate.reciprocal:
        return sum(1 for t in draft.actors if _names(t, resolve)) >= need
    return actors + recipients >= need if need == 2 else actors or recipients


def _is_ordinary(draft: Draft, resolve: Resolve) -> bool:
    """Police or a court against one nameless person, or a thing: crime, not politics."""
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    if any(m.sector not in ("COP", "JUD", None) for m in actors):
        return False
    for token in draft.recipients:
        mention = resolve(token)
        if token.tag_ == "NNS":
            return False
        if mention is not None and (
            mention.country or mention.sector not in (None, "CVL") or mention.kind == "person"
        ):
            return False
    return bool(draft.recipients)


def is_act(noun: Token) -> bool:
    """Whether a noun names something done: an event noun, or one made of a verb."""
    return bool(nouns_of(noun)) or noun.lower_.endswith(
        (
            "tion",
            "sion",
            "ment",
            "ence",
            "ance",
            "ism",
            "ing",
            "ure",
            "al",
            "tions",
            "sions",
            "ments",
            "als",
        )
    )


def is_abstract(noun: Token) -> bool:
    """Whether a common noun names a thing that cannot be hit: -tion, -ness, -ism and their kin."""
    return noun.pos_ == "NOUN" and (
        noun.lower_.endswith(("ness", "ism", "ity", "tion", "ence", "ance", "ship", "dom"))
        or noun.lemma_.lower() in _IDEAS
    )


def _own(token: Token, draft: Draft, resolve: Resolve) -> bool:
    """Whether a recipient is the actor's own: its possessor, or the actor itself."""
    mine = [resolve(a) for a in draft.actors]
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children) and not _placed(
        token, resolve
    ):
        return True
    other = resolve(token)
    return other is not None and any(
        m is not None and m.country and m.country == other.country and other.code == other.country
        for m in mine
    )


def _placed(token: Token, resolve: Resolve) -> bool:
    mention = resolve(token)
    return mention is not None and mention.sector is not None


def _warns_of_own(draft: Draft, resolve: Resolve) -> bool:
    """A warning is a threat when the warner is the one who would act, or names nobody's act."""
    verb = draft.trigger[0]
    clause = next((c for c in grammar.children(verb, "ccomp")), None)
    if clause is None:
        return bool(grammar.children(verb, "xcomp")) or grammar.has_preposition(verb, "against")
    warner = next((m for a in draft.actors if (m := resolve(a)) is not None), None)
    for actor in grammar.doers(clause):
        mention = resolve(actor)
        if actor.lower_ in ("i", "we") or (
            mention is not None and warner is not None and mention.name == warner.name
        ):
            return True
    return False


def parties_of(draft: Draft, parties: Parties, resolve: Resolve) -> tuple[list[Token], list[Token]]:
    """The tokens to make actors and recipients of.

    Two demonyms before one noun are two parties; a recipient that is no party (a place, a thing
    asked for) is left out; an act that is demanded, threatened or promised lends its own parties.
    """
    actors = [m for t in draft.actors for m in parties.members(t) if t.lower_ not in _NOBODY]
    recipients = [
        m for t in towards(draft, resolve) for m in parties.members(t) if t.lower_ not in _NOBODY
    ]
    kind = draft.predicate.type
    if kind in _PLACES_ONLY:
        recipients = [
            t
            for t in recipients
            if _names(t, resolve)
            or (draft.predicate.mode == "release" and _addressable(t, resolve))
        ]
        if kind == "MOBILIZE":
            recipients = [t for t in recipients if t.dep_ != "pobj" or t.head.lower_ == "against"]
    elif kind not in ("ASSAULT", "COERCE"):
        recipients = [t for t in recipients if _addressable(t, resolve)]
    if (
        not recipients
        and kind in ("REQUEST", "THREATEN", "AGREE")
        and not draft.predicate.reciprocal
    ):
        recipients = _from_the_act(draft, kind, resolve)
    named = {(m.name, m.country) for t in actors if (m := resolve(t)) is not None}
    return actors, [
        t
        for t in recipients
        if (m := resolve(t)) is None
        or (m.name, m.country) not in named
        or t.i not in {a.i for a in actors}
        and m.country is None
    ]


def _addressable(token: Token, resolve: Resolve) -> bool:
    mention = resolve(token)
    if mention is None:
        return token.pos_ == "PRON"
    return (
        mention.known or mention.kind == "person" or mention.resolved == "role" or is_human(token)
    )


def _from_the_act(draft: Draft, kind: str, resolve: Resolve) -> list[Token]:
    """Whom a demand is put to, or whom the act threatened or promised would touch."""
    verb = draft.trigger[0]
    found: list[Token] = []
    if kind == "REQUEST":
        found = [o for o in grammar.children(verb, "dobj", "dative") if _names(o, resolve)]
    for act in grammar.children(verb, "ccomp", "xcomp"):
        if kind == "REQUEST":
            found = found or [s for s in grammar.subject(act) if _names(s, resolve)]
        else:
            inner = next((d for d in _from_verb(act) if d.predicate.type in plover_types()), None)
            found = found or [
                t
                for t in (inner.recipients if inner is not None else ())
                if _addressable(t, resolve)
            ]
    own = {m.name for a in draft.actors if (m := resolve(a)) is not None}
    return [t for t in found if (m := resolve(t)) is None or m.name not in own]


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
