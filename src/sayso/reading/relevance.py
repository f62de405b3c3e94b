"""Draft or sentence -> whether it counts as a political event.

Sentences about sport, film, markets and weather tell none. A predicate counts when as many
political parties take part as its row asks for; figures of speech ("attacked the problem"), the
defence of what is one's own and ordinary crime are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.knowledge.predicates import PLACE, off_topic
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import SUBJECTED, is_abstract, nouns_of
from sayso.reading.mentions import is_human
from sayso.reading.modes import weapon
from sayso.reading.recipients import is_own_thing, names, of_the_act

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sayso.reading.drafts import Draft
    from sayso.reading.recipients import Resolve

_SCORE = re.compile(
    r"\b(?:won|win|beat|lost|drew|draw|crush\w*|defeat\w*|victory|loss)\b"
    r"[^.]{0,30}\b\d{1,3}[-–]\d{1,3}\b"
)
_RESULT = re.compile(r"(?<![-–\d])\d{1,2}[-–]\d{1,2}(?![-–\d])(?!-)")
_VOTING = re.compile(
    r"\b(?:vote|votes|ballot|seats|parliament|council|senate|assembly)\b", re.IGNORECASE
)
_ALONE = 2  # weight at which a sentence is off topic
_PER_100_WORDS = 5.0  # weight at which a whole text is
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "IMG", "PRM", "CRM"})
_WAR_WEAPONS = frozenset(
    {"explosives", "drone", "heavy-weapons", "suicide-attack", "unconventional"}
)
_HOLDING = frozenset({"COP", "MIL", "GOV", "SPY", "JUD", "PRM"})
_TALKED_ABOUT = frozenset({"GOV", "LEG", "PTY", "OPP", "JUD", "BUS", "MNC", "JRN", "ELI", "IGO"})
_ARRESTING = words("arresting verb")


def off_topic_sentences(doc: Doc) -> set[int]:
    """Starts of the sentences that sport, film, markets or weather speak from."""
    weights = {sentence.start: _off_topic_weight(sentence) for sentence in doc.sents}
    whole = sum(weights.values())
    length = sum(token.is_alpha for token in doc)
    if whole >= _ALONE and whole * 100 / max(length, 1) >= _PER_100_WORDS:
        return set(weights)
    return {start for start, weight in weights.items() if weight >= _ALONE}


def _off_topic_weight(sentence: Span) -> float:
    """How strongly a sentence speaks from one other field: the weight of its strongest field."""
    table = off_topic()
    fields: dict[str, float] = {}
    for i, token in enumerate(sentence):
        pair = f"{token.lower_} {sentence[i + 1].lower_}" if i + 1 < len(sentence) else ""
        for key in (pair, token.lower_, token.lemma_.lower()):
            if key in table:
                field, weight = table[key]
                fields[field] = fields.get(field, 0) + weight
                break
    if not _VOTING.search(sentence.text):
        if _SCORE.search(sentence.text):
            fields["sport"] = fields.get("sport", 0) + _ALONE
        elif _RESULT.search(sentence.text):
            fields["sport"] = fields.get("sport", 0) + 1
    return max(fields.values(), default=0.0)


def counts(draft: Draft, resolve: Resolve) -> bool:
    """Whether the parties are political enough for this predicate, and the act is an act."""
    row = draft.predicate
    subjected = row.type == "ASSAULT" and draft.trigger[0].lemma_ in SUBJECTED
    if subjected and _is_criticised(draft, resolve):
        return False  # "the minister came under fire"
    if row.parties == 0:
        return True
    armed = row.type == "ASSAULT" and any(weapon(t) in _WAR_WEAPONS for t in draft.actors)
    if row.lemma in words("verb of a weapon"):
        return armed  # "the car bomb went off", not "the alarm went off"
    if not (_by_the_right_hands(draft, resolve) and _has_this_sense(draft, resolve)):
        return False
    if _is_figurative(draft, resolve) or (
        row.lemma in _ARRESTING and _is_ordinary_crime(draft, resolve)
    ):
        return False
    actors = sum(names(t, resolve) for t in draft.actors)
    recipients = sum(names(t, resolve) for t in draft.recipients)
    if row.type == "PROTEST":
        actors += sum(map(_is_crowd, draft.actors))
    if not actors and not recipients and row.type in ("THREATEN", "REQUEST"):
        return bool(of_the_act(draft, resolve))
    if row.reciprocal:
        return actors >= row.parties
    need = 2 if row.type == "COOPERATE" else row.parties  # nobody cooperates alone
    return armed or bool(actors) + bool(recipients) >= need


def _by_the_right_hands(draft: Draft, resolve: Resolve) -> bool:
    """Whether those act who make the act what it is.

    "Took away two men" is an arrest where a force of the state does it, and a kidnapping where
    anybody else does; soldiers who leave a town withdraw from it, a minister travels.
    """
    row = draft.predicate
    sectors = {m.sector for a in draft.actors if (m := resolve(a)) is not None}
    if row.lemma in words("verb of custody") and row.mode in ("arrest", "abduct"):
        held = not draft.actors and row.lemma == "hold"  # "held since March"
        return (held or bool(sectors & _HOLDING)) == (row.mode == "arrest")
    if row.lemma in words("verb of leaving") and PLACE in row.objects:
        return bool(sectors & _ARMED)
    return True


def _has_this_sense(draft: Draft, resolve: Resolve) -> bool:
    """Whether the words around a verb leave it the sense of its row."""
    verb = draft.trigger[0]
    match draft.predicate.lemma:
        case "decline" | "refuse":  # "declined to comment" is no refusal of anybody
            acts = grammar.children(verb, "xcomp")
            return not any(act.lemma_ in words("verb of speaking") for act in acts)
        case "ask":  # "asked whether": a question, no request
            return not grammar.children(verb, "ccomp")
        case "tell":  # "told them to leave", not "told them that"
            return _is_told_to(verb)
        case "blame":  # "both sides are to blame"
            return bool(draft.recipients)
        case "warn":
            return _warns_of_own(draft, resolve)
    return True


def _is_crowd(token: Token) -> bool:
    """Whether a noun is a number of people, whoever they are: whoever protests in public."""
    plural = token.tag_ in ("NNS", "NNPS")
    return (plural and is_human(token)) or token.lemma_.lower() in words("crowd")


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
        case "SUPPORT":  # "defends its interests"
            return any(_is_own(t, draft, resolve) for t in recipients)
        case "COERCE":  # "closed its offices", not "closed its airspace"
            shut = [t for t in recipients if t.lemma_.lower() not in words("way into a country")]
            return any(is_own_thing(t, draft.actors, resolve) for t in shut)
        case "ASSAULT" if recipients and _is_private(draft, resolve):
            return True  # one neighbour against another, a man who was stabbed
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
        if token.tag_ == "NNS":
            return False
        if mention is not None and (
            mention.country or mention.sector not in (None, "CVL") or mention.kind == "person"
        ):
            return False
    return bool(draft.recipients)


def _is_private(draft: Draft, resolve: Resolve) -> bool:
    """Whether nobody on either side is more than a civilian of no named country.

    Where nobody is said to have done it, only one person alone is private: many are not.
    """
    mentions = [resolve(t) for t in (*draft.actors, *draft.recipients)]
    if not draft.actors and any(t.tag_ not in ("NN", "NNP") for t in draft.recipients):
        return False
    return all(m is not None and m.country is None and m.sector == "CVL" for m in mentions)


def _is_criticised(draft: Draft, resolve: Resolve) -> bool:
    """Whether those under fire hold office or do business, and nobody armed fires at them."""
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    if any(m.sector in _ARMED for m in actors):
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
    return any(m.country and m.country == other.country for m in actors)


def _warns_of_own(draft: Draft, resolve: Resolve) -> bool:
    """A warning is a threat when the warner is the one who would act, or names nobody's act."""
    verb = draft.trigger[0]
    clause = next(iter(grammar.children(verb, "ccomp")), None)
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
