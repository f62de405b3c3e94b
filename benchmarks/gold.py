"""Read the hand-written gold texts, and print how much of them is read right.

    python benchmarks/gold.py [FILE.jsonl ...] [--json] [--errors] [--check]

Prints one figure a line. A *claim* is right when a claim of the reading holds its anchor (the
smallest one that does), with the same chain of voices, the same status and the same event (type,
actors, recipients). A *text* is right when all its claims are and it has no event beyond those
listed. ``--errors`` lists what is wrong; ``--check`` fails if a figure is below ``floors.json``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso import Document, Reader
from sayso.records import Claim, Party, Reading, Voice

HERE = Path(__file__).parent
GOLD = HERE.parent / "tests" / "gold"
FLOORS = HERE / "floors.json"
_ARTICLES = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass
class Verdict:
    """What was right and wrong in one text.

    ``confidences`` pairs the confidence of each claim that was found with whether it is right.
    """

    id: str
    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    confidences: list[tuple[float, bool]] = field(default_factory=list)


def gold_texts(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The gold texts of some files, in order."""
    for path in paths:
        for line in path.read_text("utf8").splitlines():
            if line.strip():
                yield json.loads(line)


def document(gold: Mapping[str, Any]) -> Document:
    """The document that a gold text is read as."""
    return Document(id=gold["id"], text=gold["text"], published=gold.get("published"))


def anchor_offset(text: str, anchor: str, occurrence: int = 1) -> int:
    """Where the n-th occurrence of an anchor, as a whole word, starts."""
    matches = list(re.finditer(rf"(?<!\w){re.escape(anchor)}(?!\w)", text))
    return matches[occurrence - 1].start()


def _plain(name: str | None) -> str:
    return _ARTICLES.sub("", name or "").strip().lower()


def same_voice(voice: Voice, gold: dict[str, Any]) -> bool:
    """Kind and name agree; a name may also be given by the words of the mention."""
    if voice.kind != gold["kind"]:
        return False
    if "name" not in gold:
        return True
    wanted = _plain(gold["name"])
    return wanted in {_plain(voice.name), _plain(voice.mention.text if voice.mention else None)}


def same_party(party: Party, gold: str) -> bool:
    """A country code, or the head noun (any word) of the mention."""
    if re.fullmatch(r"[A-Z]{3}", gold):
        return party.country == gold
    words = {
        *re.findall(r"[\w'’-]+", party.text.lower()),
        *re.findall(r"[\w'’-]+", party.name.lower()),
    }
    return gold.lower() in words or gold.lower() in (party.text.lower(), party.name.lower())


def same_parties(parties: Iterable[Party], gold: list[str]) -> bool:
    """One to one, in any order."""
    left = list(parties)
    if len({p.country or p.text for p in left}) != len(left):
        unique: dict[str, Party] = {}
        for p in left:
            unique.setdefault(p.country or p.text, p)
        left = list(unique.values())
    for wanted in gold:
        hit = next((p for p in left if same_party(p, wanted)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def claim_at(reading: Reading, start: int, end: int) -> Claim | None:
    """The claim that an anchor heads: the event triggered there, else the smallest around it."""
    holding = [c for c in reading.claims if c.start <= start and end <= c.end]
    for claim in holding:
        if claim.event is not None and claim.event.trigger.end == end:
            return claim
    return min(holding, key=lambda c: c.end - c.start, default=None)


def judge(gold: Mapping[str, Any], reading: Reading) -> Verdict:
    """Compare a reading with its gold text."""
    verdict = Verdict(gold["id"])
    counts = verdict.counts
    used: set[str] = set()
    for wanted in gold["claims"]:
        start = anchor_offset(gold["text"], wanted["anchor"], wanted.get("occurrence", 1))
        claim = claim_at(reading, start, start + len(wanted["anchor"]))
        where = f"{gold['id']} {wanted['anchor']!r}"
        counts["claims"] += 1
        counts["events_gold"] += wanted.get("event") is not None
        if claim is None:
            verdict.wrong.append(f"{where}: no claim")
            continue
        counts["claims_found"] += 1
        before = len(verdict.wrong)
        _judge_voices(verdict, claim, wanted, where)
        _judge_status(verdict, claim, wanted, where)
        _judge_event(verdict, claim, wanted, where, known=claim.id in used)
        if claim.event is not None:
            used.add(claim.id)
        right = len(verdict.wrong) == before
        counts["claims_right"] += right
        verdict.confidences.append((claim.confidence, right))
    for claim in reading.claims:
        counts["events_said"] += claim.event is not None
        if gold.get("exhaustive", True) and claim.event is not None and claim.id not in used:
            verdict.wrong.append(
                f"{gold['id']}: extra {claim.event.type} {claim.status} at {claim.text!r}"
            )
    counts["texts"] += 1
    counts["texts_right"] += not verdict.wrong
    return verdict


def _judge_voices(verdict: Verdict, claim: Claim, wanted: dict[str, Any], where: str) -> None:
    """The whole chain, its stances, and its last voice alone."""
    counts, chain, gold = verdict.counts, claim.sayso[1:], wanted["voices"]
    if len(chain) == len(gold) and all(map(same_voice, chain, gold)):
        counts["voices_right"] += 1
        counts["stances_right"] += all(
            voice.stance == one.get("stance", voice.stance)
            for voice, one in zip(chain, gold, strict=True)
        )
    else:
        found = [(voice.kind, voice.name) for voice in chain]
        expected = [(one["kind"], one.get("name")) for one in gold]
        verdict.wrong.append(f"{where}: voices {found}, not {expected}")
    if chain and gold:
        counts["last_voice_right"] += same_voice(chain[-1], gold[-1])
    else:
        counts["last_voice_right"] += not chain and not gold


def _judge_status(verdict: Verdict, claim: Claim, wanted: dict[str, Any], where: str) -> None:
    """The status, what is said to have happened, and the hedges."""
    counts, allowed = verdict.counts, wanted["status"].split("|")
    counts["status_right"] += claim.status in allowed
    if claim.status not in allowed:
        verdict.wrong.append(f"{where}: status {claim.status}, not {wanted['status']}")
    if claim.status == "happened":
        counts["happened_said"] += 1
        counts["happened_true"] += "happened" in allowed
    if "certainty" in wanted or claim.certainty != "certain":
        counts["hedges"] += 1
        counts["hedges_right"] += claim.certainty == wanted.get("certainty", "certain")


def _judge_event(
    verdict: Verdict, claim: Claim, wanted: dict[str, Any], where: str, *, known: bool
) -> None:
    """Type, actors and recipients; ``known``: the claim's event was another anchor's already."""
    counts, event, gold = verdict.counts, claim.event, wanted.get("event")
    if gold is None:
        if event is not None and not known:
            verdict.wrong.append(f"{where}: event {event.type}, not none")
        return
    if event is None or event.type != gold["type"]:
        said = event.type if event is not None else None
        verdict.wrong.append(f"{where}: event {said}, not {gold['type']}")
        return
    actors = same_parties(event.actors, gold["actors"])
    recipients = same_parties(event.recipients, gold["recipients"])
    counts["types_right"] += 1
    counts["actors_right"] += actors
    counts["recipients_right"] += recipients
    counts["events_right"] += actors and recipients
    if not (actors and recipients):
        found = tuple([p.country or p.text for p in ps] for ps in (event.actors, event.recipients))
        expected = (gold["actors"], gold["recipients"])
        verdict.wrong.append(f"{where}: {gold['type']} {found}, not {expected}")


def figures(counts: Counter[str]) -> dict[str, float]:
    """The shares that are printed, 0..1, and the counts behind them."""

    def share(part: str, whole: str) -> float:
        return round(counts[part] / counts[whole], 4) if counts[whole] else 0.0

    precision, recall = share("types_right", "events_said"), share("types_right", "events_gold")
    return {
        "texts": counts["texts"],
        "claims": counts["claims"],
        "texts_right": share("texts_right", "texts"),
        "claims_right": share("claims_right", "claims"),
        "claims_found": share("claims_found", "claims"),
        "voice_chain_accuracy": share("voices_right", "claims"),
        "last_voice_accuracy": share("last_voice_right", "claims"),
        "stance_accuracy": share("stances_right", "voices_right"),
        "status_accuracy": share("status_right", "claims"),
        "happened_precision": share("happened_true", "happened_said"),
        "certainty_accuracy_where_hedged": share("hedges_right", "hedges"),
        "event_type_precision": precision,
        "event_type_recall": recall,
        "event_type_f1": round(2 * precision * recall / (precision + recall), 4)
        if precision + recall
        else 0.0,
        "event_actor_accuracy": share("actors_right", "types_right"),
        "event_recipient_accuracy": share("recipients_right", "types_right"),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files", nargs="*", type=Path, help="gold files; all of tests/gold without any"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument(
        "--check", action="store_true", help="exit 1 if a figure is below its floor"
    )
    options = parser.parse_args(arguments)
    reader = Reader()
    total: Counter[str] = Counter()
    for gold in gold_texts(options.files or sorted(GOLD.glob("*.jsonl"))):
        verdict = judge(gold, reader.read(document(gold)))
        total += verdict.counts
        if options.errors:
            print(*verdict.wrong, sep="\n", end="\n" if verdict.wrong else "")
    shown = figures(total)
    print(
        json.dumps(shown)
        if options.json
        else "\n".join(f"{name} {value}" for name, value in shown.items())
    )
    if options.check:
        floors = json.loads(FLOORS.read_text("utf8"))["gold"]
        low = {name: floor for name, floor in floors.items() if shown[name] < floor}
        for name, floor in low.items():
            print(f"{name} {shown[name]} is below its floor {floor}", file=sys.stderr)
        return 1 if low else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
