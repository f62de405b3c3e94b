"""Coded events against gold ones: who did what to whom, how it is put, and on whose word.

Comes in: the gold events of a text and the reading of it. Goes out: a count for everything that a
figure is made of. A predicted and a gold event are paired, each used once, first by their trigger,
then by sentence and type, so that "launched" for "launched an *attack*" is no miss.

Countries and sectors are counted over all events, paired or not: an event that is missed misses
its parties, too, and an event too many has parties too many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.scoring.tally import Tally

from sayso.records import Claim, Event, Party, Reading, Voice

GoldEvent = Mapping[str, Any]
Pairing = list[tuple[GoldEvent | None, Claim | None]]

_ARTICLES = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WORDS = re.compile(r"[\w'’-]+")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n+")
_REAL = frozenset({"happened", "ongoing"})


def paired(text: str, gold: Sequence[GoldEvent], reading: Reading) -> Pairing:
    """Each gold event with the claim that tells it; ``None`` stands where a side has none."""
    claims = [claim for claim in reading.claims if claim.event is not None]
    found: dict[int, Claim] = {}
    for number, wanted in enumerate(gold):
        start, end = gold_span(text, wanted)
        for claim in claims:
            trigger = _event(claim).trigger
            if trigger.start < end and start < trigger.end:
                found[number] = claim
                claims.remove(claim)
                break
    for number, wanted in enumerate(gold):
        if number in found:
            continue
        sentence = _sentence(text, gold_span(text, wanted)[0])
        for claim in claims:
            event = _event(claim)
            same_type = event.type in wanted["type"].split("|")
            if same_type and _sentence(text, event.trigger.start) == sentence:
                found[number] = claim
                claims.remove(claim)
                break
    pairs: Pairing = [(wanted, found.get(number)) for number, wanted in enumerate(gold)]
    return [*pairs, *((None, claim) for claim in claims)]


def gold_span(text: str, wanted: GoldEvent) -> tuple[int, int]:
    """Where the trigger of a gold event stands: its n-th occurrence as a whole word.

    Raises:
        ValueError: it does not stand there so often.
    """
    trigger, occurrence = wanted["trigger"], wanted.get("occurrence", 1)
    for number, match in enumerate(
        re.finditer(rf"(?<!\w){re.escape(trigger)}(?!\w)", text), start=1
    ):
        if number == occurrence:
            return match.span()
    raise ValueError(f"{trigger!r} does not stand {occurrence} times in {text!r}")


def counted(pairs: Pairing) -> Counter[str]:
    """What a text adds to the figures."""
    counts: Counter[str] = Counter()
    for wanted, claim in pairs:
        counts["wanted"] += wanted is not None
        counts["said"] += claim is not None
        own = claim is not None and len(claim.sayso) == 1 and claim.status in _REAL
        counts["happened_said"] += own
        if wanted is not None and claim is not None:
            counts["happened_true"] += own and _really_happened(wanted)
            counts += _compared(wanted, claim)
        counts += _parties(wanted, claim)
    return counts


def figures(counts: Counter[str]) -> dict[str, float]:
    """The shares that are printed, 0..1, and how many events stand behind them."""

    def tally(right: str, said: str = "said", wanted: str = "wanted") -> Tally:
        return Tally(counts[right], counts[said], counts[wanted])

    def of(part: str, whole: str = "paired") -> float:
        return counts[part] / counts[whole] if counts[whole] else 0.0

    parties = {
        f"{role}_{code}_f1": tally(*(f"{role}_{code}_{side}" for side in ("right", *_SIDES))).f1
        for role in _ROLES
        for code in ("country", "sector")
    }
    both = {
        f"{code}_f1": sum(
            (tally(*(f"{role}_{code}_{side}" for side in ("right", *_SIDES))) for role in _ROLES),
            Tally(),
        ).f1
        for code in ("country", "sector")
    }
    shares = {
        "type_precision": tally("type").precision,
        "type_recall": tally("type").recall,
        "type_f1": tally("type").f1,
        "mode_f1": tally("mode", "mode_said", "mode_wanted").f1,
        **parties,
        **both,
        "whole_event_f1": tally("whole").f1,
        "happened_precision": of("happened_true", "happened_said"),
        "last_voice_accuracy": of("last_voice"),
        "status_accuracy": of("status"),
        "actors_accuracy_where_found": of("actors", "type"),
        "recipients_accuracy_where_found": of("recipients", "type"),
        "when_accuracy": of("when", "when_wanted"),
        "where_accuracy": of("where", "where_wanted"),
        "auxiliary_accuracy": of("auxiliary", "auxiliary_wanted"),
    }
    return {
        "events": counts["wanted"],
        "events_said": counts["said"],
        **{name: round(value, 4) for name, value in shares.items()},
    }


def wrong(pairs: Pairing) -> Iterator[str]:
    """What is wrong, a line each."""
    for wanted, claim in pairs:
        if wanted is None and claim is not None:
            event = _event(claim)
            yield f"extra {event.type} {claim.status} at {event.trigger.text!r} in {claim.text!r}"
        elif wanted is not None and claim is None:
            yield f"missed {wanted['type']} {wanted['status']} at {wanted['trigger']!r}"
        elif wanted is not None and claim is not None:
            counts = _compared(wanted, claim)
            checks = ("type", "actors", "recipients", "status", "last_voice")
            checks += tuple(name for name in ("mode", "when", "where") if _asked(wanted, name))
            bad = [name for name in checks if not counts[name]]
            if bad:
                yield f"{wanted['trigger']!r}: " + "; ".join(
                    f"{name} {_shown(claim, name)}, not {wanted.get(_FIELDS.get(name, name))}"
                    for name in bad
                )


_ROLES = ("actor", "recipient")
_SIDES = ("said", "wanted")
_FIELDS = {"last_voice": "voices"}


def _asked(wanted: GoldEvent, name: str) -> bool:
    return wanted.get(name) is not None


def _shown(claim: Claim, name: str) -> object:
    event = _event(claim)
    match name:
        case "actors" | "recipients":
            return [(p.text, p.country, p.sector) for p in getattr(event, name)]
        case "status":
            return claim.status
        case "last_voice":
            return [(v.kind, v.name) for v in claim.sayso[1:]]
        case "when":
            return (event.when.text, event.when.value) if event.when else None
        case "where":
            return (event.where.name, event.where.country) if event.where else None
    return getattr(event, name)


def _compared(wanted: GoldEvent, claim: Claim) -> Counter[str]:
    """A pair: what is right of it."""
    event = _event(claim)
    actors = same_parties(event.actors, wanted["actors"])
    recipients = same_parties(event.recipients, wanted["recipients"])
    kind = event.type in wanted["type"].split("|")
    status = claim.status in wanted["status"].split("|")
    counts = Counter(
        paired=1,
        type=kind,
        actors=kind and actors,
        recipients=kind and recipients,
        status=status,
        whole=kind and actors and recipients and status,
        last_voice=_same_voice(claim.sayso[1:], wanted["voices"]),
        mode_said=event.mode is not None,
    )
    if wanted.get("mode") is not None:
        counts.update(mode_wanted=1, mode=kind and event.mode in wanted["mode"].split("|"))
    if wanted.get("when") is not None:
        when = event.when
        counts.update(
            when_wanted=1, when=when is not None and when.value == wanted["when"]["value"]
        )
    if wanted.get("where") is not None:
        counts.update(where_wanted=1, where=_same_place(event, wanted["where"]))
    if "auxiliary" in wanted:
        counts.update(
            auxiliary_wanted=1, auxiliary=set(event.auxiliary) == set(wanted["auxiliary"])
        )
    return +counts


def _parties(wanted: GoldEvent | None, claim: Claim | None) -> Counter[str]:
    """Countries and sectors of either role, as sets: right, said, wanted."""
    counts: Counter[str] = Counter()
    for role in _ROLES:
        gold = wanted[f"{role}s"] if wanted is not None else ()
        said = getattr(_event(claim), f"{role}s") if claim is not None else ()
        for code in ("country", "sector"):
            want = [set(str(p[code]).split("|")) for p in gold if p.get(code)]
            have = {getattr(p, code) for p in said} - {None}
            right = sum(any(one in options for one in have) for options in _distinct(want))
            counts[f"{role}_{code}_right"] += right
            counts[f"{role}_{code}_said"] += len(have)
            counts[f"{role}_{code}_wanted"] += len(_distinct(want))
    return counts


def _distinct(options: Iterable[set[str]]) -> list[set[str]]:
    return [set(one) for one in {frozenset(one) for one in options}]


def same_parties(said: Iterable[Party], gold: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the parties are the gold ones, one to one, in any order.

    Two of one country and one sector count once. A party with a country in the gold needs that
    country, any other a word of the gold's words.
    """
    left = list({(p.country, p.sector) if p.country else p.text: p for p in said}.values())
    wanted = {(p["country"], p.get("sector")) if p.get("country") else p["text"]: p for p in gold}
    for party in wanted.values():
        hit = next((p for p in left if _same_party(p, party)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _same_party(party: Party, gold: Mapping[str, Any]) -> bool:
    if gold.get("country"):
        return party.country in gold["country"].split("|")
    mine = set(_WORDS.findall(f"{party.text} {party.name}".lower()))
    return party.country is None and bool(mine & set(_WORDS.findall(_plain(gold["text"]))))


def _same_voice(chain: Sequence[Voice], gold: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the last voices are the same: one kind, and one name or a part of the other.

    "Officials" and "officials in Tokyo" are one voice; "officials" and "officers" are two.
    """
    if not chain or not gold:
        return not chain and not gold
    voice, wanted = chain[-1], gold[-1]
    if voice.kind not in wanted["kind"].split("|"):
        return False
    if not wanted.get("name"):
        return True
    name = set(_WORDS.findall(_plain(wanted["name"])))
    said = [voice.name, voice.mention.text if voice.mention else None]
    words = [found for one in said if (found := set(_WORDS.findall(_plain(one))))]
    return any(one <= name or name <= one for one in words)


def _same_place(event: Event, gold: Mapping[str, Any]) -> bool:
    if event.where is None or event.where.country != gold.get("country"):
        return False
    mine = set(_WORDS.findall(event.where.text.lower()))
    return bool(mine & set(_WORDS.findall(gold["text"].lower())))


def _really_happened(wanted: GoldEvent) -> bool:
    return not wanted["voices"] and bool(_REAL & set(wanted["status"].split("|")))


def _event(claim: Claim) -> Event:
    if claim.event is None:
        raise ValueError(f"claim {claim.id} has no event")
    return claim.event


def _sentence(text: str, offset: int) -> int:
    """The number of the sentence that an offset stands in."""
    return sum(match.end() <= offset for match in _SENTENCE_END.finditer(text))


def _plain(name: str | None) -> str:
    return _ARTICLES.sub("", name or "").strip().lower()
