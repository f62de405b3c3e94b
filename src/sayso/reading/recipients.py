"""Draft + parties -> whom it is done to, said to or asked of; and who does it.

The table says where a recipient stands; here it becomes somebody. Words about an act are words
about who did it, a demand is put to whoever is to act, and a place or a thing is nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import from_noun, from_verb, noun_actors, nouns_of, partners
from sayso.reading.fillers import is_people
from sayso.reading.mentions import is_human
from sayso.reading.modes import weapon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.mentions import Mention
    from sayso.reading.parties import Parties

    Resolve = Callable[[Token], Mention | None]

_INDEFINITE = (
    *("one", "nobody", "none", "anyone", "anybody", "someone", "somebody", "everyone", "everybody"),
    *("nothing", "anything", "something"),
)
_RELATIVE = ("what", "who", "which", "that", "this")
_NOBODY = frozenset((*_INDEFINITE, *_RELATIVE))
_PLACES_ONLY = frozenset({"MOBILIZE", "RETREAT"})  # their objects are troops and towns
_WIELDING = frozenset({"fire", "use", "launch", "shoot", "throw", "hurl", "lob", "drop"})
_HITTING = frozenset({"ASSAULT", "COERCE"})  # things can be hit
_DAMAGING = frozenset({"riot", "obstruct", "vandalize"})  # ... by a crowd, too
_INVERTED = frozenset({"should", "were", "had"})
_HOSTING = frozenset({"host", "convene"})
_LET_GO = frozenset({"*captive*", "*convoy*", "*relief*", "*vessel*", "*observer*", "*force*"})
_TAKEN_FROM = frozenset({"SANCTION", "COERCE", "CONCEDE"})  # visas, sentences: whose they are
_ABOUT_AN_ACT = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT"})
HOSTILE = frozenset({"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""Types of acts that are threats when their actor announces them."""

TOWARDS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN"})


def names(token: Token, resolve: Resolve) -> bool:
    """Whether a token names an actor that has a code, or several who share a noun."""
    mention = resolve(token)
    return mention is not None and (mention.known or bool(mention.parts))


def parties_of(draft: Draft, parties: Parties, resolve: Resolve) -> tuple[list[Token], list[Token]]:
    """The tokens to make actors and recipients of.

    Two demonyms before one noun are two parties; a recipient that is no party (a place, a thing
    asked for) is left out; an act that is demanded, threatened or promised lends its own parties.
    """
    kind = draft.predicate.type
    actors = [m for t in _acting(draft, resolve) for m in parties.members(t) if not _is_nobody(t)]
    recipients = [
        m for t in _towards(draft, resolve) for m in parties.members(t) if not _is_nobody(t)
    ]
    recipients = _shot(draft, resolve) or [t for t in recipients if not _is_where(t, kind, parties)]
    if kind in _PLACES_ONLY:
        freed = draft.predicate.mode in ("release", "access")
        recipients = [
            t
            for t in recipients
            if (names(t, resolve) and not _is_left(t))
            or (freed and (_addressable(t, resolve) or _is_let_go(t)))
        ]
        if freed and not recipients:
            recipients = [t for t in draft.trigger[1:] if _is_let_go(t)]
        if kind == "MOBILIZE":
            recipients = [t for t in recipients if t.dep_ != "pobj" or t.head.lower_ == "against"]
    elif (
        kind in _HITTING or draft.predicate.mode in _DAMAGING
    ):  # "fired tear gas": what it is done with is not whom it is done to
        means = {t.i for t in draft.trigger if draft.predicate.lemma in _WIELDING}
        if kind != "ASSAULT":  # a bridge is bombed; who closes it does nothing to it
            means |= {t.i for t in recipients if _is_way(t)}
        recipients = [t for t in recipients if t.i not in means or names(t, resolve)]
        recipients = [t for t in recipients if t.lemma_ != "power"]  # "seized power"
    else:
        recipients = [
            t
            for t in recipients
            if _addressable(t, resolve)
            or (kind == "AID" and t.pos_ == "PROPN" and parties.is_ground(t))  # disputed ground
        ]
    if kind in _TAKEN_FROM:
        recipients = [o for t in recipients for o in _touched(t, resolve)]
    recipients = [t for t in recipients if not is_own_thing(t, actors, resolve)]
    if not recipients and kind in _ABOUT_AN_ACT and not draft.predicate.reciprocal:
        recipients = of_the_act(draft, resolve)
    if not recipients and kind in ("ACCUSE", "REQUEST"):
        recipients = [t for t in _summoned(draft.trigger[0]) if _addressable(t, resolve)]
    if not recipients and kind == "ACCUSE":
        recipients = _who_did_it(draft, resolve) or _told(draft, resolve)
    return _once(actors), _once(_others(recipients, actors, resolve))


def _hosts(draft: Draft) -> set[int]:
    """Who gives others a place to talk: "offered to host talks", but not "hosted talks with"."""
    verb, act = draft.trigger[0], draft.trigger[-1]
    talks = draft.predicate.type == "CONSULT" and verb.i != act.i
    if not talks or verb.lemma_ not in _HOSTING or grammar.prepositional(act, "with"):
        return set()
    return {t.i for t in grammar.doers(verb)}


def _is_nobody(token: Token) -> bool:
    """Whether a word stands for nobody in particular: "anyone"; but "one of them" is somebody."""
    if grammar.is_each_other(token):  # they are among those who act
        return True
    counted = token.lower_ == "one" and (
        bool(grammar.prepositional(token, "of")) or grammar.has_child(token, "amod", "compound")
    )  # "one of them", "the Kenyan one"
    acronym = token.text.isupper() and token.i > 0 and token.nbor(-1).lower_ == "the"  # "the WHO"
    return token.lower_ in _NOBODY and not counted and not acronym


def _acting(draft: Draft, resolve: Resolve) -> list[Token]:
    """The actors, where an attack or a weapon stands for whoever is behind it; no mere host.

    "The Kenyan airstrike killed two" is Kenya's act; "a roadside bomb killed two" is nobody's that
    the text names.
    """
    if draft.predicate.type not in _HITTING:
        acting = [t for t in draft.actors if t.pos_ != "ADJ" or names(t, resolve)]
        apart = _hosts(draft)
        if draft.predicate.reciprocal:
            apart |= {t.i for t in acting if is_manner(t, resolve)}
        return [t for t in acting if t.i not in apart]
    found: list[Token] = []
    for named in draft.actors:
        token = _deadly_act(named, draft)
        mention = resolve(token)
        if token.pos_ == "ADJ" and mention is None:
            continue
        if mention is not None and (mention.resolved == "role" or mention.kind == "person"):
            found.append(token)
            continue
        rows = nouns_of(token) if token.pos_ == "NOUN" else ()
        behind = [
            t
            for row in rows[:1]
            for t in (*noun_actors(token, row), *(partners(token) if row.reciprocal else ()))
            if names(t, resolve)
        ]
        if rows and not behind:
            behind = [t for t in _doers_of(token) if names(t, resolve)]
        is_tool = bool(rows) or weapon(token) is not None
        if behind or not is_tool or (mention is not None and mention.known):
            found += behind or [token]
    return found


def _deadly_act(token: Token, draft: Draft) -> Token:
    """The act behind "that killed" where the tree hangs it on its place: "a raid on X that"."""
    verb = draft.trigger[0]
    preposition = token.head
    aimed = token.dep_ == "pobj" and preposition.lower_ in ("on", "at", "against", "in", "near")
    if verb.dep_ != "relcl" or verb.head != token or not aimed or is_human(token):
        return token
    that = any(c.lower_ in ("that", "which") for c in grammar.children(verb, "nsubj"))
    act = preposition.head
    deadly = act.pos_ == "NOUN" and any(row.type in _HITTING for row in nouns_of(act)[:1])
    return act if that and deadly and verb.lemma_ in words("verb of killing") else token


def _doers_of(act: Token) -> list[Token]:
    """Who does what an event noun names, by the verb that carries it: "launched raids that"."""
    verb = act.head if act.dep_ in ("dobj", "nsubjpass") else act.head.head
    if verb.pos_ not in grammar.VERBS:
        return []
    carried = (d for d in from_verb(verb) if any(t.i == act.i for t in d.trigger))
    draft = next(carried, None)
    if draft is not None:
        return list(draft.actors)
    answered = act.dep_ == "pobj" and act.head.lower_ == "with"
    return grammar.doers(verb) if answered and verb.lemma_ in words("answering verb") else []


def _is_where(token: Token, kind: str, parties: Parties) -> bool:
    """Whether a recipient is a place that only says where: "rallied in Goma"."""
    if kind == "PROTEST" and token.dep_ == "pobj" and token.head.lower_ == "in":
        return True
    if not parties.is_ground(token):
        return False
    if kind == "SANCTION" and token.dep_ == "pobj" and token.head.lower_ == "from":
        return True  # "recalled its consul from Laredo"
    if kind in _PLACES_ONLY:
        return True  # troops leave a town and move to it; they do nothing to it
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    behind = preposition in words("preposition of place") or (
        preposition == "at" and kind != "ASSAULT"
    )
    return behind and token.head.head.lemma_ not in words("arriving verb")


def _shot(draft: Draft, resolve: Resolve) -> list[Token]:
    """Who was shot, where "at" says no more than where: "shot six of them at the border"."""
    if draft.predicate.type != "ASSAULT" or "at" not in draft.predicate.particles:
        return []
    hit = grammar.undergoers(draft.trigger[0])
    return [t for t in hit if _addressable(t, resolve) or t.pos_ == "NUM"]


def _is_way(noun: Token) -> bool:
    """Whether a noun is a way or a border."""
    return "*route*" in noun_classes().get(noun.lemma_.lower(), ()) or (
        noun.lemma_.lower() in words("noun of a border")
    )


def _is_left(noun: Token) -> bool:
    """Whether a noun is a post that its own force leaves: "withdrew from two border posts"."""
    left = noun.dep_ == "pobj" and noun.head.lower_ == "from"
    return left and noun.lemma_.lower() in words("post of a force")


def _is_let_go(noun: Token) -> bool:
    """Whether a common noun is of those who are let go, or of what is let in: "aid lorries"."""
    kinds = noun_classes().get(noun.lemma_.lower(), frozenset())
    return noun.pos_ == "NOUN" and not kinds.isdisjoint(_LET_GO)


def _once(tokens: list[Token]) -> list[Token]:
    return list({token.i: token for token in tokens}.values())


def of_the_act(draft: Draft, resolve: Resolve) -> list[Token]:
    """Whom a demand is put to, or whom the act threatened or promised would touch."""
    verb = draft.trigger[0]
    demand = draft.predicate.type == "REQUEST"
    found: list[Token] = []
    if demand:
        asked = [*grammar.children(verb, "dobj", "dative"), *partners(draft.trigger[-1])]
        asked = [t for t in asked if not _is_act_of_another(t, resolve)]
        found = [token for token in asked if names(token, resolve)]  # "called for talks with X"
        found = found or [t for t in _helpers(verb) if names(t, resolve)]
    if draft.predicate.type == "AGREE":  # "promised Kenya to send grain", "offered her asylum"
        found = [t for t in grammar.children(verb, "dobj", "dative") if _is_party(t, resolve)]
    if draft.predicate.type == "THREATEN":
        found = [t for t in _who_is_to_yield(verb) if _addressable(t, resolve)]
    below = ["ccomp", "xcomp"]
    if verb.pos_ == "NOUN" and draft.predicate.type in ("THREATEN", "REJECT"):
        below.append("acl")  # "its threat to bomb Kenya"
    for act in grammar.children(verb, *below):
        if found:
            break
        if demand:
            found = [s for s in grammar.doers(act) if names(s, resolve)]  # "that he be freed"
        else:
            found = _touched_by(act, draft.predicate.type, resolve)
    found = [  # "threatened to close its border with Kenya"
        o for t in found for o in (_shared(t, draft, resolve) or (t,))
    ]
    own = {m.name for a in draft.actors if (m := resolve(a)) is not None}
    return [t for t in found if (m := resolve(t)) is None or m.name not in own]


def _is_party(token: Token, resolve: Resolve) -> bool:
    """Whether a token is a country, a body or a person by name, not a thing of theirs."""
    mention = resolve(token)
    if mention is None or not mention.known:
        return False
    return mention.kind in ("country", "person") or mention.resolved == "organization"


def _touched_by(act: Token, kind: str, resolve: Resolve) -> list[Token]:
    """Whom an act would touch that is threatened, promised or refused."""
    inner = next(from_verb(act), None)
    touched = inner.recipients if inner else ()
    found = [t for t in touched if _addressable(t, resolve) and not _is_left(t)]
    if not found and kind == "REJECT":  # "declined to join the Kenyan scheme"
        whose = [o for t in grammar.undergoers(act) for o in _owners(t, resolve)]
        found = [t for t in whose if names(t, resolve)]
    return found


def _is_act_of_another(noun: Token, resolve: Resolve) -> bool:
    """Whether a noun names an act and has its country from a pronoun alone: "their release"."""
    mention = resolve(noun)
    lent = mention is not None and mention.resolved == "coreference"
    return lent and noun.pos_ == "NOUN" and bool(nouns_of(noun))


def _shared(thing: Token, draft: Draft, resolve: Resolve) -> list[Token]:
    """With whom a thing of the actor is shared: "its border with Kenya", "its ties to Kenya"."""
    if not is_own_thing(thing, draft.actors, resolve):
        return []
    of_it = [n for p in ("with", "to") for n in grammar.prepositional(thing, p)]
    return of_it or grammar.prepositional(thing.head, "with")


def _helpers(verb: Token) -> list[Token]:
    """Whose help is asked for: "called for Australian help", "begged for help from Tonga"."""
    nouns = grammar.prepositional(verb, "for")
    return [t for n in nouns for r in nouns_of(n)[:1] if r.type == "AID" for t in noun_actors(n, r)]


def _who_did_it(draft: Draft, resolve: Resolve) -> list[Token]:
    """Who is accused in a clause: "complained that Oslo had closed the port".

    In "denounced what Oslo called a coup" nobody is.
    """
    word, calling = draft.trigger[-1], words("verb of calling")
    clauses = [c for c in grammar.children(word, "ccomp", "acl") if c.lemma_ not in calling]
    found = [t for act in clauses[:1] for t in grammar.doers(act)]
    return [t for t in found if _addressable(t, resolve)]


def _told(draft: Draft, resolve: Resolve) -> list[Token]:
    """To whom it is said, where nobody else is blamed: "complained to China about the arrest"."""
    if "to" not in draft.predicate.recipients:
        return []
    told = grammar.prepositional(draft.trigger[0], "to")
    return [t for t in told if _addressable(t, resolve)]


def _summoned(verb: Token) -> list[Token]:
    """Who is summoned to hear it: "summoned the envoy to complain", "summoned him and demanded"."""
    summons = verb.head
    beside = verb.dep_ in ("xcomp", "advcl", "conj") and summons.pos_ in grammar.VERBS
    if not beside or summons.lemma_.lower() != "summon" or grammar.is_passive(summons):
        return []
    return grammar.undergoers(summons)


def _who_is_to_yield(verb: Token) -> list[Token]:
    """Whose act would avert what is threatened: "unless the government frees them"."""
    for act in (verb, *grammar.children(verb, "xcomp", "ccomp")):
        for clause in grammar.children(act, "advcl"):
            led = any(c.lower_ in ("unless", "if") for c in grammar.children(clause, "mark"))
            if led or _is_inverted(clause):
                return grammar.doers(clause)
    return []


def _is_inverted(clause: Token) -> bool:
    """Whether a clause is a condition without an "if": "*should* Chad close the port"."""
    ahead = [c for c in grammar.children(clause, "aux") if c.lower_ in _INVERTED]
    return any(c.i < s.i for c in ahead for s in grammar.children(clause, "nsubj", "nsubjpass"))


def _towards(draft: Draft, resolve: Resolve) -> list[Token]:
    """The recipients of an event; words about an act are words about who did it.

    "Condemned Russia's attack on Kharkiv" accuses Russia: an event noun in the place of the
    recipient gives way to its own actor where one is named.
    """
    if draft.predicate.type not in TOWARDS:
        return list(draft.recipients)
    found: list[Token] = []
    for token in draft.recipients:
        rows = nouns_of(token) if token.pos_ == "NOUN" else ()
        announced = draft.predicate.type == "THREATEN"  # "the expulsion of diplomats"
        deeper = [
            t
            for act in (from_noun(token, row) for row in rows[:1])
            for t in (act.recipients if announced else act.actors)
            if names(t, resolve)
        ]
        done_to = {
            t.i for r in rows[:1] if not r.reciprocal for t in from_noun(token, r).recipients
        }
        owners = [t for t in _owners(token, resolve) if t.i not in done_to]  # not its victims
        borrowed = _is_act_of_another(token, resolve)
        if borrowed and not deeper:  # "demanded their release": it is of nobody's country
            owners = [t for t in owners if t.i != token.i]
        itself = _addressable(token, resolve) and not borrowed
        found += deeper or ([token] if itself else owners)
    return found


def _owners(thing: Token, resolve: Resolve) -> list[Token]:
    """Whose a thing is that is rejected, praised or condemned: "a statement by the union"."""
    owners = [n for child in grammar.children(thing, "poss") for n in grammar.coordinated(child)]
    owners += [
        n for name in ("by", "from", "of", "with") for n in grammar.prepositional(thing, name)
    ]
    owners += [
        t
        for c in grammar.children(thing, "relcl", "acl")
        if c.left_edge.i == 0 or c.left_edge.nbor(-1).text != ","
        for t in grammar.doers(c)
        if t.i != thing.i
    ]  # "the accord that Kenya and Uganda reached"
    named = [owner for owner in owners if names(owner, resolve)]
    if not named and not _addressable(thing, resolve):
        before = grammar.children(thing, "amod", "compound", "nmod")
        named = [word for word in before if names(word, resolve)]  # "an EU statement"
    return named or [thing]


def _touched(thing: Token, resolve: Resolve) -> list[Token]:
    """Whom it touches that a thing is taken away: "froze the accounts of a general"."""
    if _addressable(thing, resolve):
        return [thing]
    owners = [owner for owner in _owners(thing, resolve) if owner.i != thing.i]
    if not owners:  # "seized land from farmers"
        taken = (thing, thing.head) if thing.dep_ == "dobj" else (thing,)
        behind = [n for t in taken for n in grammar.prepositional(t, "from")]
        owners = [t for t in behind if _addressable(t, resolve) and is_people(t)]
    return owners or [thing]


def is_own_thing(token: Token, actors: Sequence[Token], resolve: Resolve) -> bool:
    """Whether a recipient is a thing of the actor's own: "opened its border"."""
    if is_human(token) or token.ent_type_ or token.lemma_.lower() in words("noun of another"):
        return False
    mention = resolve(token)
    if mention is not None and mention.resolved == "role":
        return False
    owners = [m for c in grammar.children(token, "poss") if (m := resolve(c)) is not None]
    doing = {(m.name, m.country) for a in actors if (m := resolve(a)) is not None}
    pronoun = any(c.pos_ == "PRON" for c in grammar.children(token, "poss"))
    return pronoun and any((owner.name, owner.country) in doing for owner in owners)


def _addressable(token: Token, resolve: Resolve) -> bool:
    """Whether a token is somebody that one can speak to or act towards."""
    mention = resolve(token)
    if mention is None:
        return token.pos_ == "PRON"
    if mention.country is None and token.lemma_.lower() in words("thing that acts"):
        return False  # "offered three patrol boats"
    return (
        mention.known or mention.kind == "person" or mention.resolved == "role" or is_human(token)
    )


def is_manner(token: Token, resolve: Resolve) -> bool:
    """Whether a phrase with "with" says how somebody does a thing: "spoke *with pride*"."""
    if token.dep_ != "pobj" or token.head.lower_ != "with" or token.pos_ != "NOUN":
        return False
    return not (_addressable(token, resolve) or names(token, resolve))


def _others(recipients: list[Token], actors: list[Token], resolve: Resolve) -> list[Token]:
    """The recipients that are not among the actors.

    The same name counts as the same party, unless it is a noun without a country that stands
    there twice: "protesters" may clash with "protesters".
    """
    mentions = [m for t in actors if (m := resolve(t)) is not None]
    named = {(m.name, m.country) for m in mentions}
    at = {t.i for t in actors}
    found = []
    for token in recipients:
        mention = resolve(token)
        if (
            mention is None
            or (mention.name, mention.country) not in named
            or (mention.country is None and token.i not in at and token.pos_ != "PRON")
        ):
            found.append(token)
    return found
