"""Draft -> whether it counts as a political event.

A predicate counts when as many political parties take part as its row asks for; figures of speech
("attacked the problem"), the defence of what is one's own and ordinary crime are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import noun_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import (
    FRIENDLY,
    SUBJECTED,
    from_verb,
    is_abstract,
    nouns_of,
)
from sayso.reading.fillers import is_role
from sayso.reading.force import can_be_hit, has_sense_of_force, is_lifeless, is_mishap, stands
from sayso.reading.goodwill import is_meant_well
from sayso.reading.hands import (
    ARMED,
    WAR_WEAPONS,
    are_forces_of,
    by_the_right_hands,
    is_crowd,
    is_protester,
    is_somebody,
)
from sayso.reading.mentions import is_human
from sayso.reading.modes import weapon
from sayso.reading.mood import is_finite
from sayso.reading.recipients import HOSTILE, is_manner, is_own_thing, names, of_the_act
from sayso.reading.roles import speaks_for

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.recipients import Resolve

_TALKED_ABOUT = frozenset({"GOV", "LEG", "PTY", "OPP", "JUD", "BUS", "MNC", "JRN", "ELI", "IGO"})
_IN_POWER = frozenset({None, "GOV", "MIL"})
_TOLD = frozenset({"REQUEST", "THREATEN"})
_IN_OFFICE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP"})
_DELIBERATE = frozenset({"arrest", "deport", "firearms", "targeted", "abduct", "beat", "torture"})
_ARRESTING = words("arresting verb")
_BY_A_MOB = frozenset({"primitive", "destroy"})
_IN_TRADE = frozenset({"BUS", "MNC"})
_PRIVATE = frozenset({"CVL", "SOC", "JRN", "MED", "EDU", "ELI", "BUS", "MNC"})
_UNNOTICED = frozenset({"CVL", "MED", "EDU"})
_STATING = frozenset({"claims", "accuses", "reports"})  # what is so is said, not asked for
_MEETING = frozenset({"meet", "answer", "treat", "punish", "repel", "consider", "regard"})
_ULTIMATA = frozenset({"ultimatum", "deadline"})
_NAMING = frozenset({"name", "identify", "quote", "cite"})
_NO_ONE = frozenset({"nobody", "none"})
_PAIR = 2


def counts(draft: Draft, resolve: Resolve, *, asked: bool = False) -> bool:
    """Whether the parties are political enough for this predicate, and the act is an act.

    ``asked``: somebody asks for it, threatens or promises it in an act that counts itself, so that
    it does whoever is to do it.
    """
    row = draft.predicate
    subjected = row.type in ("ASSAULT", "COERCE") and draft.trigger[0].lemma_ in SUBJECTED
    subjected = subjected and (row.type == "ASSAULT" or draft.trigger[-1].lemma_ == "siege")
    if subjected and (
        _is_criticised(draft, resolve) or not any(can_be_hit(t, resolve) for t in draft.recipients)
    ):
        return False  # "the minister came under fire", "his budget came under fire"
    if row.type in ("ASSAULT", "COERCE") and is_mishap(draft, resolve):
        return False  # a storm, a falling roof
    if row.mode == "strike" and grammar.is_passive(draft.trigger[0]):
        return False  # "was struck down"
    if row.type == "REJECT" and _is_said(draft):
        return False  # "rejected the claim": a denial, and no refusal
    if row.type == "ACCUSE" and _judges_a_claim(draft):
        return False  # "called the charge absurd"
    if row.type in FRIENDLY and _is_private_matter(draft, resolve):
        return False
    if row.parties == 0:
        hit = draft.recipients
        figure = (
            bool(hit) and not any(names(t, resolve) for t in hit) and all(map(is_abstract, hit))
        )
        return row.type != "ASSAULT" or (not figure and has_sense_of_force(draft, resolve))
    armed = row.type == "ASSAULT" and any(weapon(t) in WAR_WEAPONS for t in draft.actors)
    if row.lemma in words("verb of a weapon"):
        return armed  # "the car bomb went off", not "the alarm went off"
    if not (
        by_the_right_hands(draft, resolve)
        and has_sense_of_force(draft, resolve)
        and _has_this_sense(draft, resolve)
    ):
        return False
    if _is_figurative(draft, resolve) or (
        row.lemma in _ARRESTING and _is_ordinary_crime(draft, resolve)
    ):
        return False
    return armed or asked or _has_enough_parties(draft, resolve)


def _has_enough_parties(draft: Draft, resolve: Resolve) -> bool:
    """Whether an act has as many political parties as its row asks for."""
    row = draft.predicate
    actors = sum(how_many(t, resolve) for t in draft.actors)
    recipients = sum(names(t, resolve) for t in draft.recipients)
    if not recipients and (row.mode in _DELIBERATE or row.lemma in words("verb of shooting")):
        recipients = sum(is_somebody(t, resolve) for t in draft.recipients)
    if row.type == "PROTEST":
        actors += sum(map(is_crowd, draft.actors))
    elif row.type == "ASSAULT" and row.mode in _BY_A_MOB:
        actors += sum(map(is_protester, draft.actors))
    if row.type in ("ASSAULT", "COERCE"):
        recipients += sum(map(_is_number, draft.recipients))
    if row.mode == "arrest":
        recipients += sum(t.lower_ in _NO_ONE for t in draft.recipients)
    if row.type == "ASSAULT" and row.pos == "noun":
        recipients += sum(map(stands, draft.recipients))  # "the shelling of a market"
    if not recipients and row.type in _TOLD and not (actors and row.type == "THREATEN"):
        recipients = len(of_the_act(draft, resolve))  # "recommended that Egypt close it"
        actors = actors or recipients
    if any(map(grammar.is_each_other, draft.recipients)):
        return actors > 0 or _accuse_each_other(draft)
    if row.lemma in words("verb of consent") and _is_consent(draft.trigger[0]):
        return actors > 0  # "only Oman has accepted"
    if row.reciprocal:
        alone = len(draft.trigger) == 1 and any(is_manner(t, resolve) for t in draft.actors)
        return actors >= (_PAIR if alone else row.parties)  # "spoke with pride" to nobody
    if row.type == "COOPERATE" and row.parties == 1:  # nobody cooperates alone
        return actors + bool(recipients) >= _PAIR
    return bool(actors) + bool(recipients) >= row.parties


def _accuse_each_other(draft: Draft) -> bool:
    """Whether two sides say of each other what one says: "each accuses the other"."""
    return draft.predicate.type == "ACCUSE" and any(t.lower_ == "each" for t in draft.actors)


def _is_consent(verb: Token) -> bool:
    """Whether a verb says no more than that somebody has said yes."""
    return not grammar.undergoers(verb) and not grammar.children(verb, "ccomp", "xcomp")


def _has_this_sense(draft: Draft, resolve: Resolve) -> bool:
    """Whether the words around a verb leave it the sense of its row."""
    verb = draft.trigger[0]
    if "subject" in draft.predicate.recipients and draft.predicate.type == "ACCUSE":
        return any(
            is_human(t) or is_role(t) or t.pos_ in ("PROPN", "PRON") for t in draft.recipients
        )
    match draft.predicate.lemma:
        case "decline" | "refuse":  # "declined to comment" is no refusal of anybody
            acts = grammar.children(verb, "xcomp")
            return not any(act.lemma_ in words("verb of speaking") or _names(act) for act in acts)
        case "ask" | "appeal":
            return _is_request(verb)
        case "tell" | "challenge" | "remind" | "bid" | "dare" | "advise" | "nudge":
            return _is_told_to(verb)  # "told them to leave", not "told them that"
        case "blame" | "verdict":  # "both sides are to blame"; "will respect their verdict"
            mishaps = words("mishap")  # "blamed the drought"
            return any(t.lemma_.lower() not in mishaps for t in draft.recipients)
        case "warn" | "caution" if len(draft.trigger) > 1:  # "of the consequences of smoking"
            return not grammar.prepositional(draft.trigger[-1], "of")
        case "warn" | "caution":
            return _warns_of_own(draft, resolve)
        case "swear" if len(draft.trigger) == 1 and draft.predicate.type == "THREATEN":
            return any(is_harm(act, resolve) for act in grammar.children(verb, "xcomp"))
        case "give" | "hand" | "get" if _is_of_time(draft):
            if draft.predicate.mode == "convict":
                return _is_in_prison(draft, resolve)
            return _is_ultimatum(draft, resolve)
        case "find" if draft.predicate.mode == "convict":  # "found not guilty"
            verdicts = grammar.children(verb, "acomp", "oprd", "ccomp", "xcomp")
            return not any(c.lower_ == "not" for v in verdicts for c in v.children)
    if draft.predicate.lemma in words("verb of departure"):
        return _departs(draft, resolve)
    return draft.predicate.type not in FRIENDLY or is_meant_well(draft, resolve)


def _departs(draft: Draft, resolve: Resolve) -> bool:
    """Whether somebody leaves an office or a country, or is kept from going on."""
    verb = draft.trigger[0]
    match draft.predicate.lemma:
        case "quit" if draft.predicate.mode == "resign" and len(draft.trigger) == 1:
            return _leaves_office(draft, resolve)
        case "leave" if draft.predicate.mode == "resign":
            return _holds_office(draft, resolve)
        case "stop" if draft.predicate.particles == ("at",):
            return bool(draft.recipients)
        case "stop" | "prevent" if _foils(verb):
            return False  # "stopped the rebels from shelling": help, if anything
    return True


def _foils(verb: Token) -> bool:
    """Whether somebody is kept from harm that he would do: "stopped them from boarding it"."""
    acts = [a for c in grammar.children(verb, "prep") for a in grammar.children(c, "pcomp")]
    inner = (next(from_verb(act), None) for act in acts)
    return any(d is not None and d.predicate.type in ("ASSAULT", "COERCE") for d in inner)


def _is_request(verb: Token) -> bool:
    """Whether it is asked for something: not "asked whether", nor "will appeal" to a court."""
    if verb.pos_ not in grammar.VERBS:
        return True
    if verb.lemma_ == "appeal":
        led = any(grammar.has_preposition(verb, p) for p in ("to", "for"))
        return led or bool(grammar.children(verb, "xcomp", "ccomp"))
    if grammar.children(verb, "ccomp", "xcomp", "advcl", "prep", "prt", "dative", "agent"):
        told = (c for c in grammar.children(verb, "ccomp") if c.i > verb.i)
        return not any(map(is_finite, told))  # not "asked whether"; but "we are poor, we ask"
    asked = grammar.undergoers(verb)  # "nobody has asked them": a question, no request
    return not (asked and all(t.pos_ == "PRON" or is_human(t) for t in asked))


def _names(act: Token) -> bool:
    """Whether an infinitive is that of a source who stays unknown: "declined to be named"."""
    return act.lemma_ in _NAMING and grammar.is_passive(act)


def _is_said(draft: Draft) -> bool:
    """Whether what is rejected is a claim, which is true or false, and nothing that is offered."""
    objects = grammar.undergoers(draft.trigger[0])
    lemmas = {o.lemma_.lower() for o in objects} & words("noun of a claim")
    return any(cue.stance in _STATING for lemma in lemmas for cue in noun_cues().get(lemma, ()))


def _judges_a_claim(draft: Draft) -> bool:
    """Whether it is a claim that is called something, or the claim itself that is so called."""
    word = draft.trigger[0]
    if word.pos_ == "NOUN":
        called = word.head.lemma_.lower() in words("verb of calling") and word.dep_ == "dobj"
        return called and bool(grammar.children(word.head, "oprd", "acomp"))
    if word.lemma_.lower() not in words("verb of calling"):
        return False
    return any(o.lemma_.lower() in words("noun of a claim") for o in grammar.undergoers(word))


def _leaves_office(draft: Draft, resolve: Resolve) -> bool:
    """Whether somebody who holds an office quits it, not a habit, a place or a race."""
    verb = draft.trigger[0]
    if grammar.undergoers(verb) or grammar.children(verb, "xcomp") or grammar.is_passive(verb):
        return False
    return _holds_office(draft, resolve)


def _holds_office(draft: Draft, resolve: Resolve) -> bool:
    """Whether it is somebody in a public office who acts."""
    held = [m for a in draft.actors if (m := resolve(a)) is not None]
    return any(m.sector in _IN_OFFICE and m.kind != "country" for m in held)


def _is_of_time(draft: Draft) -> bool:
    """Whether time is what somebody is given: in prison, or to do what is asked."""
    timed = draft.predicate.type == "THREATEN" and grammar.gives_time(draft.trigger[0])
    return timed or draft.trigger[-1].lemma_ in words("stretch of time")


def _is_in_prison(draft: Draft, resolve: Resolve) -> bool:
    """Whether a time is given to be spent in prison, or by a court."""
    kept = {n.lemma_.lower() for t in draft.trigger for n in grammar.prepositional(t, "in")}
    judged = any(m.sector == "JUD" for t in draft.actors if (m := resolve(t)) is not None)
    return judged or bool(kept & {"prison", "jail", "custody"})


def _is_ultimatum(draft: Draft, resolve: Resolve) -> bool:
    """Whether somebody is given time to act by a party: "gave Israel four days to ..."."""
    verb = draft.trigger[0]
    to_act = any(
        c.tag_ == "TO" for t in (verb, *draft.trigger) for act in t.children for c in act.lefts
    )
    to_act = to_act or draft.trigger[-1].lemma_ in _ULTIMATA or grammar.gives_time(verb)
    by_party = grammar.is_passive(verb) or any(names(t, resolve) for t in draft.actors)
    return to_act and by_party and any(names(t, resolve) for t in draft.recipients)


def is_harm(act: Token, resolve: Resolve) -> bool:
    """Whether an act is harm to somebody: "avenge", or "crush" with a party as its object."""
    inner = next(from_verb(act), None)
    if inner is not None and inner.predicate.type in HOSTILE:
        return True
    lemma = act.lemma_.lower()
    return lemma in words("verb of requital") or (
        lemma in words("verb of vowed harm")
        and any(names(t, resolve) for t in grammar.undergoers(act))
    )


def how_many(token: Token, resolve: Resolve) -> int:
    """How many parties a word names: none, one, or two ("the Bolivian and Chilean presidents")."""
    if not names(token, resolve):
        return 0
    mention = resolve(token)
    if mention is not None and mention.parts:
        return len(mention.parts)
    around = grammar.children(token, "amod", "nmod", "poss", "compound")
    around += [n for p in ("of", "from") for n in grammar.prepositional(token, p)[:1]]
    paired = (c for c in around if any(names(o, resolve) for o in grammar.coordinated(c)[1:]))
    plural = token.tag_ in ("NNS", "NNPS")
    return _PAIR if plural and any(names(c, resolve) for c in paired) else 1


def _is_private_matter(draft: Draft, resolve: Resolve) -> bool:
    """Whether those who act act for themselves.

    Athletes and artists; firms among each other; a lawyer and his client; whoever speaks to
    the press.
    """
    if any((m := resolve(t)) is not None and m.parts for t in draft.actors):
        return False  # "the two neighbours": two countries
    if any(_is_private_person(t) for t in draft.actors):
        return True
    acting = [m for t in draft.actors if (m := resolve(t)) is not None and m.known]
    others = [m for t in draft.recipients if (m := resolve(t)) is not None]
    known = [m for m in (*acting, *others) if m.known]
    yielding = draft.predicate.type in ("CONCEDE", "RETREAT")
    if known and not yielding and all(m.country is None and m.sector in _UNNOTICED for m in known):
        return True  # "the mother fed her baby", "two researchers agreed"
    if draft.predicate.type == "CONSULT":
        spoken = draft.predicate.lemma in words("verb of speaking")
        told = spoken and any(m.sector == "JRN" for m in acting)
        return told or (bool(acting) and all(m.sector in _PRIVATE for m in acting))
    firms = bool(acting) and all(m.sector in _IN_TRADE for m in acting)
    marching = draft.predicate.mode == "withdraw"  # a company of soldiers
    if not firms or marching or any(is_role(t) for t in draft.actors):  # "employers", "traders"
        return False
    return not any(m.kind == "country" or m.sector not in (None, *_IN_TRADE) for m in others)


def _is_private_person(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in words("private person")


def _is_number(token: Token) -> bool:
    """Whether a number stands for people: "more than 200 were arrested", "most of them"."""
    alone = token.pos_ == "NUM" and token.ent_type_ != "MONEY" and token.lower_ != "one"
    ordinal = token.ent_type_ == "ORDINAL" and any(c.lower_ == "a" for c in token.lefts)
    return (
        alone or ordinal or token.lower_ in ("most", "many", "some", "several", "those", "others")
    )


def _is_told_to(verb: Token) -> bool:
    """Whether a verb has an infinitive with "to" as its complement."""
    return any(
        c.tag_ == "VB" and any(g.tag_ == "TO" for g in c.children)
        for c in grammar.children(verb, "xcomp", "ccomp")
    )


def _is_figurative(draft: Draft, resolve: Resolve) -> bool:
    """Whether something other than a party takes the act: "threatens stability"."""
    recipients = draft.recipients
    match draft.predicate.type:
        case "THREATEN":
            return bool(recipients) and not any(
                names(t, resolve) or is_human(t) or nouns_of(t) for t in recipients
            )
        case "ACCUSE" if draft.predicate.mode == "disapprove":  # "rockets slammed into a house"
            return any(weapon(t) for t in draft.actors)
        case "SUPPORT":  # "defends its interests"
            return any(_is_own(t, draft, resolve) for t in recipients)
        case "COERCE":  # "closed its offices", not "closed its airspace"
            if draft.predicate.lemma in words("act of a state") and any(
                c.lower_ in ("his", "her", "my") for t in recipients for c in t.lefts
            ):
                return True  # "put her children on a plane"
            if any(
                t.lemma_.lower() in words("abstract noun") and not names(t, resolve)
                for t in (*recipients, *draft.actors)
            ):
                return True  # "seized the opportunity"
            shut = [t for t in recipients if t.lemma_.lower() not in words("way into a country")]
            return any(is_own_thing(t, draft.actors, resolve) for t in shut)
        case "ASSAULT" if draft.predicate.lemma in words("verb of killing") and recipients:
            if all(map(is_lifeless, recipients)):
                return not any(names(t, resolve) or is_crowd(t) for t in recipients)
            return _is_private(draft, resolve)  # "killed the bill"
        case "ASSAULT" if recipients and _is_private(draft, resolve):
            return True  # one neighbour against another, a man who stabbed his brother
        case "ASSAULT":  # "attacked the problem"
            return any(map(is_abstract, recipients)) and not any(
                names(t, resolve) for t in recipients
            )
    return False


def _is_ordinary_crime(draft: Draft, resolve: Resolve) -> bool:
    """Whether police or a court act against one nameless person, or a thing."""
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    if any(m.sector not in ("COP", "JUD") and (m.sector or m.country) for m in actors):
        return False
    for token in draft.recipients:
        mention = resolve(token)
        if token.tag_ == "NNS" or _is_number(token) or token.lower_ in _NO_ONE:
            return False
        if mention is not None and (
            mention.country or mention.sector not in (None, "CVL") or mention.kind == "person"
        ):
            return False
    return bool(draft.recipients)


def _is_private(draft: Draft, resolve: Resolve) -> bool:
    """Whether nobody on either side is more than a civilian of no named country.

    Only one person alone is private where nobody, or many, are said to have done it.
    """
    if _is_at_home(draft, resolve):
        return True
    mentions = [resolve(t) for t in (*draft.actors, *draft.recipients)]
    many = all(t.tag_ not in ("NN", "NNP", "PRP") for t in draft.actors)
    if many and any(t.tag_ not in ("NN", "NNP") for t in draft.recipients):
        return False
    return all(m is not None and m.country is None and m.sector == "CVL" for m in mentions)


def _is_at_home(draft: Draft, resolve: Resolve) -> bool:
    """Whether somebody who bears no arms and holds no office attacks his or her relatives."""
    for token in draft.actors:
        mention = resolve(token)
        named = is_human(token) or is_role(token) or token.pos_ != "NOUN"
        person = named and token.tag_ in ("NN", "NNP", "PRP")
        if not person or mention is None or mention.sector in ARMED | {"GOV"}:
            return False
        if mention.kind == "country" or token.lower_ in ("it", "they"):
            return False
    kin = bool(draft.recipients) and all(map(_is_kin, draft.recipients))
    return kin and bool(draft.actors)


def _is_kin(token: Token) -> bool:
    """Whether somebody is told as somebody's relative: "his brother", "her father-in-law"."""
    phrase = token.doc[token.left_edge.i : token.i + 1]
    owned = any(t.tag_ == "PRP$" and t.lower_ in ("his", "her") for t in phrase)
    return owned and any(part in words("kin") for t in phrase for part in t.lower_.split("-"))


def _is_criticised(draft: Draft, resolve: Resolve) -> bool:
    """Whether those under fire hold office or do business, and nobody armed fires at them."""
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    if any(m.sector in ARMED for m in actors):
        return False
    targets = [m for r in draft.recipients if (m := resolve(r)) is not None]
    return bool(targets) and all(m.sector in _TALKED_ABOUT for m in targets)


def _is_own(token: Token, draft: Draft, resolve: Resolve) -> bool:
    """Whether a recipient is the actor's own: its possession, or its country."""
    other = resolve(token)
    possessed = any(c.pos_ == "PRON" for c in grammar.children(token, "poss"))
    if possessed and (other is None or other.sector is None):
        return True
    if other is None or other.code != other.country:
        return False
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    return any(
        m.country and m.country == other.country and m.sector in _IN_POWER for m in actors
    )  # an opposition that endorses the president's plan does not endorse its own


def _warns_of_own(draft: Draft, resolve: Resolve) -> bool:
    """A warning is a threat when the warner is the one who would act, or names nobody's act."""
    verb = draft.trigger[0]
    clause = next(iter(grammar.children(verb, "ccomp")), None)
    if clause is None and verb.dep_ in ("parataxis", "dep") and verb.head.pos_ in grammar.VERBS:
        clause = verb.head  # "we will answer, the minister warned"
    if clause is None:
        return bool(grammar.children(verb, "xcomp")) or grammar.has_preposition(verb, "against")
    if grammar.is_passive(clause) and clause.lemma_ in _MEETING and not grammar.agent(clause):
        return True  # "any attack would be met with force"
    warner = next((m for a in draft.actors if (m := resolve(a)) is not None), None)
    for actor in grammar.doers(clause):
        mention = resolve(actor)
        theirs = any(speaks_for(a, actor) for a in draft.actors)  # "its spokesman warned it would"
        theirs |= warner is not None and are_forces_of(actor, warner, resolve)
        if actor.lower_ in ("i", "we") or (theirs and is_harm(clause, resolve)):
            return True
        if mention is not None and warner is not None:
            own = warner.country is not None and mention.country == warner.country
            in_power = {mention.sector, warner.sector} <= _IN_POWER
            if mention.name == warner.name or (own and in_power):
                return True
    return False
