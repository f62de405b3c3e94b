"""Forecasts, scored: whether they are found, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.scoring import jsonl
from benchmarks.scoring.corpus import Corpus, Read

from sayso.weighing.forecasts import Forecast, among
from sayso.weighing.tellings import Telling

Figures = dict[str, float]


@dataclass(frozen=True)
class Scored:
    """A forecast of the truth, and the one of ours that is aligned with it, if any.

    ``closest``: no other claim overlaps its words more. ``evidenced``: one of the claims that ours
    rests on overlaps words that settle it in truth.
    """

    true: Mapping[str, Any]
    found: Forecast | None
    any_claim: bool
    closest: bool = False
    evidenced: bool = False

    @property
    def right(self) -> bool:
        """Whether the outcome is one of those that count as right."""
        return self.found is not None and self.found.outcome in self.true["outcome"].split("|")


def of_corpus(folder: Path, heads: str, *, show: bool = False) -> Figures:
    """The figures of the invented corpus; with ``show`` prints each row that is wrong."""
    corpus = Corpus(folder, heads)
    read = corpus.read
    found = _forecasts(read)
    kinds = {"forecast": str, "outcome": str, "mentions": list}
    truth = [row for _, row in jsonl.read(corpus.truth / "forecasts.jsonl", kinds)]
    whole = {key: text.text for key, text in read.written.items()}
    scored = [_scored(row, found, read.told, whole) for row in truth]
    settled = [one for one in scored if one.right and one.found and one.found.settled]
    if show:
        for one in scored:
            if not one.right:
                print(_told(one))
    return {
        "forecasts": len(truth),
        "forecasts_without_claim": sum(not one.any_claim for one in scored),
        "forecasts_found": sum(one.found is not None for one in scored),
        "outcomes_right": _share(scored),
        "outcomes_right_bare": _share(_bare(read, truth, whole)),
        "closest_claims": sum(one.closest for one in scored),
        "settled_by_claims": len(settled),
        "settled_by_the_same": sum(one.evidenced for one in settled),
        "horizons_right": _horizons(scored),
        "likelihoods_right": _likelihoods(scored),
        "swap_invariance": _alike(found, _forecasts(corpus.swapped)),
        "listed": len(found),
        "listed_with_horizon": sum(one.horizon.stated for one in found),
    }


def _forecasts(read: Read) -> list[Forecast]:
    return among(read.told, read.written, actors=read.actors, controlled=read.controlled)


def _alike(found: Sequence[Forecast], others: Sequence[Forecast]) -> float:
    """The share of forecasts that are alike where the two countries have changed places."""
    ones, swapped = {_core(one) for one in found}, {_core(one) for one in others}
    return round(len(ones & swapped) / len(ones | swapped), 3)


def _core(one: Forecast) -> tuple[Any, ...]:
    """What a swap of names may not change."""
    bearing = [(told.claim, told.independent, told.against) for told in one.resolved_by]
    told = (one.id, one.claims, one.kind, one.negated, one.horizon.last, one.outcome, one.basis)
    return (*told, tuple(sorted(bearing)))


def _bare(read: Read, truth: Iterable[Mapping[str, Any]], whole: Mapping[str, str]) -> list[Scored]:
    """The same where nobody says whose the outlets are."""
    found = among(read.told, read.written, actors=read.actors)
    return [_scored(row, found, read.told, whole) for row in truth]


def _scored(
    row: Mapping[str, Any],
    found: Sequence[Forecast],
    told: Sequence[Telling],
    whole: Mapping[str, str],
) -> Scored:
    """A row of the truth with our forecast that is aligned with the first mention that has one.

    Aligned is the claim of a forecast with the greatest overlap, shared characters over characters
    of either; of equals the one with the longest chain.
    """
    by_claim = {claim: one for one in found for claim in one.claims}
    any_claim = False
    for mention in row["mentions"]:
        start = whole[mention["document"]].index(mention["words"])
        end = start + len(mention["words"])
        near = [
            (shared / (max(end, one.end) - min(start, one.start)), len(one.chain), one.claim)
            for one in told
            if one.document == mention["document"]
            and (shared := min(end, one.end) - max(start, one.start)) > 0
        ]
        any_claim = any_claim or bool(near)
        ours = [rank for rank in near if rank[2] in by_claim]
        if ours:
            one = by_claim[max(ours)[2]]
            evidenced = _is_evidenced(one, row, told, whole)
            return Scored(row, one, True, max(ours) == max(near), evidenced)
    return Scored(row, None, any_claim)


def _is_evidenced(
    one: Forecast, row: Mapping[str, Any], told: Sequence[Telling], whole: Mapping[str, str]
) -> bool:
    bearing = {told.claim for told in one.resolved_by}
    places = [
        (quoted["document"], start, start + len(quoted["words"]))
        for quoted in row["resolved_by"]
        for start in (whole[quoted["document"]].index(quoted["words"]),)
    ]
    return any(
        document == it.document and min(end, it.end) > max(start, it.start)
        for it in told
        if it.claim in bearing
        for document, start, end in places
    )


def _share(scored: Sequence[Scored]) -> float:
    return round(sum(one.right for one in scored) / len(scored), 3)


def _horizons(scored: Sequence[Scored]) -> float:
    """Of the stated horizons the share that is the same day."""
    stated = [one for one in scored if one.true["horizon"]]
    right = sum(
        one.found is not None
        and one.found.horizon.stated
        and one.found.horizon.last == date.fromisoformat(one.true["horizon"])
        for one in stated
    )
    return round(right / len(stated), 3)


def _likelihoods(scored: Sequence[Scored]) -> float:
    stated = [one for one in scored if one.true["likelihood"]]
    right = sum(
        one.found is not None
        and one.found.likelihood is not None
        and list(one.found.likelihood) == one.true["likelihood"]
        for one in stated
    )
    return round(right / len(stated), 3)


def _told(one: Scored) -> str:
    true, found = one.true, one.found
    ours = f"{found.outcome} ({found.basis}), {found.id}: {found.words}" if found else "not found"
    return f"{true['forecast']} is {true['outcome']}: {true['event']}\n    {ours}"
