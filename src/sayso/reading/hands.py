"""Draft -> whether those act who make the act what it is.

Who acts makes the act: police who block a road restrict, miners who do so protest, snow does
nothing; troops who enter a town of another's attack, a team that enters it travels. Here stand the
questions to the doers; what is done, and with what, is asked elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors as sector_nouns
from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.predicates import PEOPLE, PLACE
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import nouns_of
from sayso.reading.mentions import is_human
from sayso.reading.modes import weapon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.mentions import Mention
    from sayso.reading.recipients import Resolve

ARMED = frozenset({"MIL", "REB", "UAF", "COP", "IMG", "PRM", "CRM"})
"""Sectors of those who bear arms."""

CIVIL = frozenset({"OPP", "EDU", "LAB", "AGR", "SOC"})
"""Sectors of those who protest in public."""

WAR_WEAPONS = frozenset(
    {"explosives", "drone", "heavy-weapons", "suicide-attack", "unconventional"}
)
"""Modes of attack by weapons that only armed forces or groups have."""

_TROOPS = frozenset({"MIL", "REB", "PRM"})  # gunmen and gangs flee from a crime
_CROSSING = _TROOPS | {"UAF", "IMG", None}
_HOLDING = frozenset({"COP", "MIL", "GOV", "SPY", "JUD", "PRM"})
_KEEPING = frozenset({"COP", "SPY", "JUD"})
_RULING = _HOLDING | {"LEG", "REB", "PTY"}
_MOVED = ("*force*", "*weapon*", "*vessel*")
_UNARMED = CIVIL | {"CVL", "JRN", "BUS", "MED", "REL", "PTY", "JUD", "REF", "MNC", "NGO", "LEG"}
_PROTESTING = CIVIL | {"CVL", "REF", "REL", "MED", "JRN", "PTY", "NGO", "ELI"}
_MEETING = frozenset({"GOV", "LEG", "IGO", "MIL", "SPY", "PTY"})
_TRAVELLERS = frozenset(
    {"REF", "AGR", "LAB", "CRM", "COP", "UAF", "CVL", "SOC", "JRN", "MED", "EDU"}
    | {"ELI", "BUS", "MNC"}
)
_WORKING = CIVIL | {"MED", "CVL"}
_DELEGATES = frozenset({"LEG", "PTY", "GOV"})
_WORK = frozenset({"strike", "hunger"})  # soldiers can do that, too
_REASONS = ("against", "over", "to", "in")  # "fasted over", "fasted to death", "in protest"


def by_the_right_hands(draft: Draft, resolve: Resolve) -> bool:
    """Whether those act who make the act what it is.

    "Took away two men" is an arrest where a force of the state does it, and a kidnapping where
    anybody else does; soldiers who leave a town withdraw from it, a minister travels.
    """
    return _is_done_to(draft, resolve) and _is_done_by(draft, resolve)


def _is_done_by(draft: Draft, resolve: Resolve) -> bool:
    """Whether the sectors of those who act are such as do it."""
    row = draft.predicate
    sectors = _sectors(draft, resolve)
    if row.type == "SANCTION" and row.lemma in words("walkout"):  # delegates do, workers strike
        return bool(row.objects) or not sectors & _WORKING or bool(sectors & _DELEGATES)
    if row.lemma in words("verb of custody") and row.mode in ("arrest", "abduct"):
        return _is_custody_of(draft, sectors)
    if row.type == "AID" and row.lemma == "take" and sectors and sectors <= _KEEPING:
        return False  # "police took in eight reporters"
    if row.type == "CONSULT" and row.lemma in words("verb of assembling") and row.reciprocal:
        return bool(sectors & _MEETING)
    if row.mode == "visit" and row.lemma in words("verb of travel"):
        return _is_visit_of(draft, sectors)
    if row.lemma in words("verb of leaving") and PLACE in row.objects:
        return bool(sectors & (_TROOPS if row.lemma == "flee" else ARMED))
    if row.pos == "noun":
        return row.type != "MOBILIZE" or row.mode == "militia" or not _are_unarmed(sectors)
    match row.type:
        case "PROTEST":
            return _is_protest_of(draft, resolve)
        case "MOBILIZE" | "ASSAULT" if _is_movement(draft):
            return _goes_by_itself(draft) and any(is_force(a, resolve) for a in draft.actors)
        case "ASSAULT" | "COERCE" if _is_conquest(draft):
            rules = row.type == "COERCE" and "GOV" in sectors
            return rules or not draft.actors or _takes(draft, resolve)
        case "ASSAULT" if row.lemma in ("hit", "strike") and row.objects and sectors:
            return not sectors <= _UNARMED | {"GOV"} or any(nouns_of(a) for a in draft.actors)
        case "MOBILIZE":
            return row.mode == "militia" or not draft.actors or not _are_unarmed(sectors)
        case "COERCE" if row.lemma in words("act of a state") and draft.actors:
            return bool(sectors & _RULING) or any(is_country(a, resolve) for a in draft.actors)
    return True


def _is_done_to(draft: Draft, resolve: Resolve) -> bool:
    """Whether what can befall its own doer, or be no act of the doer's, is done to somebody."""
    verb = draft.trigger[0]
    match draft.predicate.lemma:
        case "cross" if draft.predicate.type == "ASSAULT":  # troops attack, an agent travels
            return bool(_sectors(draft, resolve) & _CROSSING) or not draft.actors
        case "disperse" | "search":  # "the crowd dispersed", "a search for survivors"
            return bool(draft.recipients)
        case "take" if draft.predicate.mode == "targeted":  # "took bullets out of eleven people"
            out = [c for c in verb.subtree if c.lower_ == "out" and c.i + 1 < len(c.doc)]
            return all(c.nbor(1).lower_ != "of" for c in out)
        case "lock":  # "are locked in talks": nobody is put away
            return not any(map(nouns_of, grammar.prepositional(verb, "in")))
        case "meet" if grammar.is_passive(verb):  # "were met by riot police"
            return not any(is_force(t, resolve) for t in grammar.agent(verb))
    return True


def _is_visit_of(draft: Draft, sectors: set[str | None]) -> bool:
    """Whether those travel whose coming is a visit: no tourists, no troops, no cargo plane."""
    carried = any(a.lemma_.lower() in words("thing that acts") for a in draft.actors)
    soldiers = sectors == {"MIL"} and any(a.tag_ == "NNS" for a in draft.actors)
    plain = draft.predicate.lemma in ("come", "go") and not sectors & _MEETING
    return not (carried or soldiers or plain or sectors & _TRAVELLERS)


def is_protester(token: Token) -> bool:
    """Whether a noun says itself that people protest: "demonstrators", "a mob"."""
    return "*crowd*" in noun_classes().get(token.lemma_.lower(), ())


def are_forces_of(token: Token, somebody: Mention, resolve: Resolve) -> bool:
    """Whether a token stands for somebody's own forces: "the general said *his troops* would"."""
    owners = [m for o in grammar.children(token, "poss") if (m := resolve(o)) is not None]
    return any(m.name == somebody.name for m in owners) and is_force(token, resolve)


def is_force(token: Token, resolve: Resolve) -> bool:
    """Whether a token stands for armed forces: by its sector, or as a ship, a tank, a column."""
    mention = resolve(token)
    if mention is not None and mention.sector in ARMED:
        return True
    lemma = token.lemma_.lower()
    before = [c.lower_ for c in token.lefts if c.dep_ in ("compound", "amod")]
    if not words("civil use").isdisjoint(before):
        return False  # "a cargo plane"
    heads = [lemma, *(f"{word} {lemma}" for word in before)]
    return any("*force*" in noun_classes().get(head, ()) for head in heads) or (
        weapon(token) in WAR_WEAPONS | {"aerial"}
    )


def is_country(token: Token, resolve: Resolve) -> bool:
    """Whether a token stands for a state, by its name, its capital or its people."""
    mention = resolve(token)
    return mention is not None and mention.kind == "country"


def is_crowd(token: Token) -> bool:
    """Whether a noun is a number of people, whoever they are: whoever protests in public."""
    plural = token.tag_ in ("NNS", "NNPS")
    if plural and (entry := sector_nouns().get(token.lemma_.lower())) is not None and entry.person:
        return True
    return (
        plural and (is_human(token) or token.ent_type_ == "NORP")
    ) or token.lemma_.lower() in words("crowd")


def is_somebody(token: Token, resolve: Resolve) -> bool:
    """Whether a token names people, whoever they are: "Moyo", "the suspects"."""
    mention = resolve(token)
    person = mention is not None and mention.kind == "person"
    return person or (token.tag_ == "NNS" and is_crowd(token))


def _sectors(draft: Draft, resolve: Resolve) -> set[str | None]:
    """The sectors of those who act; whoever guards is of the state."""
    found = {m.sector for a in draft.actors if (m := resolve(a)) is not None}
    if any(a.lemma_.lower() in words("guard") for a in draft.actors):
        found.add("COP")
    return found


def _are_unarmed(sectors: set[str | None]) -> bool:
    return bool(sectors) and sectors <= _UNARMED


def _is_custody_of(draft: Draft, sectors: set[str | None]) -> bool:
    """Whether a hold on people is the arrest, or the kidnapping, that its row says."""
    row = draft.predicate
    if row.mode == "abduct" and row.lemma in words("verb of holding") and not sectors & ARMED:
        return False  # a nurse holds a child
    held = not draft.actors and (row.lemma == "hold" or PEOPLE not in row.objects)
    return (held or bool(sectors & _HOLDING)) == (row.mode == "arrest")  # "taken into custody"


def _is_movement(draft: Draft) -> bool:
    """Whether it is its doer that moves: "rolled into", not "moved troops"."""
    row = draft.predicate
    return row.lemma in words("verb of movement") and row.objects.isdisjoint(_MOVED)


def _goes_by_itself(draft: Draft) -> bool:
    """Whether the doer moves, and for no show: not "pushed them out", "arrived for the parade"."""
    verb, row = draft.trigger[0], draft.predicate
    moved = [o for o in grammar.undergoers(verb) if o not in (*draft.trigger, *draft.recipients)]
    if row.particles and moved and row.lemma in ("push", "move", "sweep", "march"):
        return False
    return not any(n.lemma_.lower() in words("show") for n in grammar.prepositional(verb, "for"))


def _is_conquest(draft: Draft) -> bool:
    row = draft.predicate
    ground = not row.objects.isdisjoint((PLACE, "*ground*"))
    return ground and row.lemma in words("verb of conquest")


def _takes(draft: Draft, resolve: Resolve) -> bool:
    """Whether forces or a state take ground, or somebody whom only a pronoun names."""
    return any(
        is_force(a, resolve) or is_country(a, resolve) or a.pos_ == "PRON" for a in draft.actors
    )


def _is_protest_of(draft: Draft, resolve: Resolve) -> bool:
    """Whether those protest who can: no troops who block a road, and for some acts only a crowd.

    "Farmers parked their tractors across the road" is a protest, "the minister parked his car" is
    not.
    """
    row = draft.predicate
    verb = draft.trigger[0]
    beside = row.lemma in words("verb beside a protest") and verb.tag_ == "VBG"
    if beside and verb.dep_ in ("acl", "advcl", "xcomp"):
        return False  # "marched, waving flags": one protest
    if row.lemma == "fast" and not grammar.children(verb, "advcl"):
        return any(grammar.has_preposition(verb, p) for p in _REASONS)  # not for Lent
    alone = bool(draft.actors) and all(map(_is_one, draft.actors))
    if row.lemma == "strike" and alone:
        return False  # a footballer
    if row.mode in _WORK or row.lemma in words("verb of a revolt"):
        return True
    sectors = {m.sector for a in draft.actors if (m := resolve(a)) is not None}
    if sectors & (ARMED | {"GOV"}) and not sectors & CIVIL:
        return row.lemma in words("verb of a protest")
    if row.lemma not in words("act of a crowd"):
        return True
    if alone or _is_festive(draft):
        return False
    return bool(sectors & _PROTESTING) or any(map(is_crowd, draft.actors))


def _is_festive(draft: Draft) -> bool:
    """Whether a crowd is out for fun, or for God: tourists, a procession, a title won."""
    return any(a.lemma_.lower() in words("leisurely crowd") for a in draft.actors) or any(
        t.lower_ in words("festive occasion") for t in draft.trigger[0].sent
    )


def _is_one(token: Token) -> bool:
    """Whether a common noun is one person."""
    entry = sector_nouns().get(token.lemma_.lower())
    return token.tag_ == "NN" and (is_human(token) or (entry is not None and entry.person))
