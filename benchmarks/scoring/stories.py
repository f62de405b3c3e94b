"""Stories and contradictions, scored: which claims are put together, and held against another."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.scoring import jsonl
from benchmarks.scoring.corpus import Corpus, Quoted, Read, aligned, rows

from sayso.knowledge.user_actors import UserActors
from sayso.weighing import contradictions
from sayso.weighing.contradictions import Contradiction
from sayso.weighing.foretold import Text
from sayso.weighing.gathered import Gathered, Place
from sayso.weighing.stories import Story, among
from sayso.weighing.tellings import Telling

Figures = dict[str, float]

# A copy of the corpus for the cost of stories is so many days later than the one before.
_LATER = 3
# So many claims are added.
_ADDED = 1000


def of_corpus(folder: Path, heads: str) -> Figures:
    """The figures of the stories of the invented corpus."""
    corpus = Corpus(folder, heads)
    read = corpus.read
    mentions = rows(corpus.truth / "mentions.csv")
    quoted = [Quoted(row["document"], row["words"]) for row in mentions]
    claims = aligned(quoted, read.told, read.written)
    found = _stories(read)
    told_by = {claim: one for one in found for claim in one.claims}
    scored = [
        (row["story"], told_by[claims[quote].claim].id)
        for row, quote in zip(mentions, quoted, strict=True)
        if quote in claims and claims[quote].claim in told_by
    ]
    precision, recall = b_cubed(scored)
    stances = {
        claim: told.stance for one in found for told in one.retellings for claim in told.claims
    }
    right = [
        stances.get(claims[quote].claim) == row["stance"]
        for row, quote in zip(mentions, quoted, strict=True)
        if quote in claims
    ]
    return {
        "mentions": len(mentions),
        "aligned": len(claims),
        "in_stories": len(scored),
        "stories": len({row["story"] for row in mentions}),
        "b_cubed_precision": precision,
        "b_cubed_recall": recall,
        "b_cubed_f1": _f1(precision, recall),
        "stance_accuracy": round(sum(right) / len(right), 3),
        "swap_invariance": _same(map(_core, found), map(_core, _stories(corpus.swapped))),
    }


def of_contradictions(folder: Path, heads: str, *, show: bool = False) -> Figures:
    """The figures of contradictions; with ``show`` prints the rows missed and the wrong pairs."""
    corpus = Corpus(folder, heads)
    read = corpus.read
    kinds = {"id": str, "kind": str, "sides": list}
    truth = [row for _, row in jsonl.read(corpus.truth / "contradictions.jsonl", kinds)]
    sides = {
        (row["id"], number): {Quoted(one["document"], one["words"]) for one in side}
        for row in truth
        for number, side in enumerate(row["sides"])
    }
    quoted = sorted(set().union(*sides.values()), key=lambda one: (one.document, one.words))
    claims = aligned(quoted, read.told, read.written)
    found = _contradictions(read)
    quotes = _quotes(claims, read)
    true = {row["id"] for row in truth if row["contradiction"]}
    story_of = _story_of(corpus, quoted)
    hit: set[str] = set()
    judged: dict[frozenset[Quoted], bool] = {}
    for one in found:
        for pair in one.pairs:
            ends = quotes.get(pair.one.claim), quotes.get(pair.other.claim)
            if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
                continue
            rows_hit, known = _judged((ends[0], ends[1]), sides, true)
            hit |= rows_hit
            same = bool(story_of[ends[0]] & story_of[ends[1]])
            if rows_hit or known or same:
                judged[frozenset((ends[0], ends[1]))] = bool(rows_hit)
    if show:
        for row in truth:
            if row["contradiction"] and row["id"] not in hit:
                print(f"missed {row['id']} ({row['kind']}): {row['about']}")
        for pair_judged, is_right in judged.items():
            if not is_right:
                print("wrong:", " | ".join(sorted(one.words for one in pair_judged)))
    precision = round(sum(judged.values()) / len(judged), 3) if judged else 0.0
    recall = round(len(hit) / len(true), 3)
    return {
        "rows": len(true),
        "rows_found": len(hit),
        "pairs_judged": len(judged),
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
        "listed": len(found),
        "swap_invariance": _same(
            map(_opposed, found), map(_opposed, _contradictions(corpus.swapped))
        ),
    }


def costs(folder: Path, sizes: Sequence[int]) -> Figures:
    """Seconds for the stories of so many claims: the corpus again and again, half of it reworded.

    Each copy is a few days later than the one before; the claims are taken as read.
    """
    corpus = Corpus(folder, "rules")
    actors = corpus.read.actors
    figures: Figures = {}
    for size in sizes:
        told: list[Telling] = []
        written: dict[str, Text] = {}
        number = 0
        while len(told) < size:
            told += _later(corpus.read, number, written)
            number += 1
        figures[f"claims_{size}"] = len(told)
        for name, more in (("newest", _newest(told)), ("anywhere", _anywhere(told))):
            with tempfile.TemporaryDirectory() as kept:
                place = Place(Path(kept) / "gathered.npz", name)
                before = [one for one in told if one.document not in more]
                seconds, _ = _timed(before, written, actors, place)
                figures.setdefault(f"anew_{size}", seconds)
                seconds, found = _timed(told, written, actors, place)
                figures[f"added_{name}_{size}"] = seconds
                seconds, _ = _timed(told, written, actors, place)
                figures.setdefault(f"again_{size}", seconds)
        figures[f"stories_{size}"] = found
    return figures


def _timed(
    told: Sequence[Telling], written: Mapping[str, Text], actors: UserActors, place: Place
) -> tuple[float, int]:
    """Seconds of processor time for the stories of claims, and how many they are."""
    started = time.process_time()
    found = among(told, written, actors=actors, place=place)
    return round(time.process_time() - started, 1), len(found)


def _newest(told: Sequence[Telling]) -> set[str]:
    """The documents published last that hold some :data:`_ADDED` claims."""
    sizes = Counter(one.document for one in told)
    days = {one.document: str(one.published) for one in told}
    found: set[str] = set()
    for document in sorted(sizes, key=lambda name: (days[name], name), reverse=True):
        if sum(sizes[name] for name in found) >= _ADDED:
            break
        found.add(document)
    return found


def _anywhere(told: Sequence[Telling]) -> set[str]:
    """Documents of all days that hold some :data:`_ADDED` claims."""
    days = {one.document: str(one.published) for one in told}
    ordered = sorted(days, key=lambda name: (days[name], name))
    return set(ordered[:: max(1, len(told) // _ADDED)])


def b_cubed(scored: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of groups, each mention counted once.

    Args:
        scored: for each mention its true group and ours.
    """
    true: dict[str, set[int]] = {}
    ours: dict[str, set[int]] = {}
    for number, (story, group) in enumerate(scored):
        true.setdefault(story, set()).add(number)
        ours.setdefault(group, set()).add(number)
    precision = recall = 0.0
    for story, group in scored:
        shared = len(true[story] & ours[group])
        precision += shared / len(ours[group])
        recall += shared / len(true[story])
    return round(precision / len(scored), 3), round(recall / len(scored), 3)


def _stories(read: Read) -> list[Story]:
    return among(
        read.told,
        read.written,
        read.copied,
        read.credited,
        actors=read.actors,
        outlets=read.outlets,
        alliances=read.alliances,
    )


def _contradictions(read: Read) -> list[Contradiction]:
    return contradictions.among(
        read.told, read.written, actors=read.actors, controlled=read.controlled
    )


def _quotes(claims: Mapping[Quoted, Telling], read: Read) -> dict[str, Quoted]:
    """Claim -> the quotation that it is aligned with, or that a claim around it is."""
    found = {one.claim: quote for quote, one in claims.items()}
    for mention in Gathered(read.told, read.written, read.actors, read.controlled).mentions:
        for claim in mention.claims:
            if claim in found:
                found.setdefault(mention.telling.claim, found[claim])
    return found


def _judged(
    ends: tuple[Quoted, Quoted],
    sides: Mapping[tuple[str, int], set[Quoted]],
    true: set[str],
) -> tuple[set[str], bool]:
    """The true rows that have a pair on two sides, and whether any row holds both of its ends."""
    one, other = ({key for key, side in sides.items() if end in side} for end in ends)
    hit = {row for row, side in one for row2, side2 in other if row == row2 and side != side2}
    return hit & true, bool({row for row, _ in one} & {row for row, _ in other})


def _story_of(corpus: Corpus, quoted: Iterable[Quoted]) -> dict[Quoted, set[str]]:
    """The stories of which a quotation is a mention, or holds or is held by one."""
    mentions = rows(corpus.truth / "mentions.csv")
    return {
        quote: {
            row["story"]
            for row in mentions
            if row["document"] == quote.document
            and (row["words"] in quote.words or quote.words in row["words"])
        }
        for quote in quoted
    }


def _core(one: Story) -> tuple[Any, ...]:
    """What a swap of names may not change in a story."""
    told = tuple((telling.claim, telling.stance) for telling in one.retellings)
    return one.id, one.type, len(one.actors), len(one.recipients), one.first, one.last, told


def _opposed(one: Contradiction) -> tuple[Any, ...]:
    return one.kind, frozenset(one.one), frozenset(one.other)


def _same(ones: Iterable[tuple[Any, ...]], others: Iterable[tuple[Any, ...]]) -> float:
    first, second = set(ones), set(others)
    return round(len(first & second) / len(first | second), 3)


def _f1(precision: float, recall: float) -> float:
    total = precision + recall
    return round(2 * precision * recall / total, 3) if total else 0.0


def _later(read: Read, number: int, written: dict[str, Text]) -> Iterable[Telling]:
    """A copy of all claims some days later, with half of the words changed."""
    days = timedelta(days=_LATER * number)
    for key, text in read.written.items():
        title = None if text.title is None else _reworded(text.title, number)
        written[f"{key}-{number}"] = Text(_reworded(text.text, number), title, text.author)
    for one in read.told:
        document = f"{one.document}-{number}"
        yield replace(
            one,
            claim=f"{document}:{one.claim.rpartition(':')[2]}",
            document=document,
            published=one.published and one.published + days,
            first=one.first and one.first + days,
            last=one.last and one.last + days,
            text=written[document].text[one.start : one.end],
        )


def _reworded(text: str, number: int) -> str:
    """The text with another letter in every other of its longer words in lower case."""
    if number == 0:
        return text
    letter = chr(ord("a") + number % 26)
    words = text.split(" ")
    for place in range(number % 2, len(words), 2):
        word = words[place]
        if len(word) > 4 and word.isalpha() and word.islower():
            words[place] = word[:-2] + letter + word[-1]
    return " ".join(words)
