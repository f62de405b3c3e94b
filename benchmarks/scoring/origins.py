"""Origins, scored: whether the earliest voice behind a mention is found, and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring.corpus import Corpus, Quoted, Read, aligned, rows
from benchmarks.weighing_dyads import Swap

from sayso.labels import fold
from sayso.weighing.origins import Origin, independent, origins_of

Figures = dict[str, float]
Row = Mapping[str, str]

# What stands before a name and is no part of it.
_ARTICLE = re.compile(r"^(?:the|its|an?) ")


@dataclass(frozen=True)
class Scored:
    """A mention of the truth, and our origin of the claim that is aligned with it, if any."""

    true: Row
    found: Origin | None
    names: frozenset[str]

    @property
    def named(self) -> bool:
        """Whether the name is the true one or one of its aliases."""
        return self.found is not None and _plain(self.found.name or "unknown") in self.names

    @property
    def kind(self) -> bool:
        """Whether the kind is one of those that count as right."""
        return self.found is not None and self.found.kind in self.true["kind"].split("|")


def of_corpus(folder: Path, heads: str, *, show: bool = False) -> Figures:
    """The figures of the invented corpus; with ``show`` prints each mention that is wrong."""
    corpus = Corpus(folder, heads)
    read = corpus.read
    found = _origins(read)
    bare = origins_of(read.told, read.written, read.copied, read.credited, actors=read.actors)
    aligned = [one for one in _scored(corpus, found) if one.found is not None]
    without = [one for one in _scored(corpus, bare) if one.found is not None]
    if show:
        for one in aligned:
            if not (one.named and one.kind):
                print(_told(one))
    return {
        "mentions": len(rows(corpus.truth / "mentions.csv")),
        "aligned": len(aligned),
        "origin_accuracy": _share(one.named and one.kind for one in aligned),
        "origin_accuracy_bare": _share(one.named and one.kind for one in without),
        "name_accuracy": _share(one.named for one in aligned),
        "kind_accuracy": _share(one.kind for one in aligned),
        "stories_counted_right": _counted(corpus.truth, aligned),
        "swap_invariance": _alike(corpus.swap, found, _origins(corpus.swapped)),
    }


def _origins(read: Read) -> list[Origin]:
    """The origins of all claims."""
    return origins_of(
        read.told,
        read.written,
        read.copied,
        read.credited,
        actors=read.actors,
        outlets=read.outlets,
        alliances=read.alliances,
    )


def _scored(corpus: Corpus, found: Sequence[Origin]) -> list[Scored]:
    """Each mention with our origin of the claim that is aligned with it."""
    mentions = rows(corpus.truth / "mentions.csv")
    aliases = {
        row["origin"]: row["aliases"].split("|") for row in rows(corpus.truth / "origins.csv")
    }
    quoted = [Quoted(row["document"], row["words"]) for row in mentions]
    claims = aligned(quoted, corpus.read.told, corpus.read.written)
    by_claim = {one.telling.claim: one for one in found}
    return [
        Scored(
            row,
            by_claim[claims[quote].claim] if quote in claims else None,
            frozenset(_names(row["origin"], aliases)),
        )
        for row, quote in zip(mentions, quoted, strict=True)
    ]


def _names(origin: str, aliases: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The names that count as right."""
    for name in origin.split("|"):
        for alias in (name, *aliases.get(name, ())):
            if alias:
                yield _plain(alias)


def _plain(name: str) -> str:
    return _ARTICLE.sub("", fold(name.replace("’", "'")))


def _counted(truth: Path, aligned: Sequence[Scored]) -> float:
    """Of the stories whose mentions are all aligned, the share with the true number of origins."""
    there: dict[str, list[Scored]] = {}
    for one in aligned:
        there.setdefault(one.true["story"], []).append(one)
    right = 0
    whole = [
        row
        for row in rows(truth / "stories.csv")
        if len(there.get(row["story"], ())) == int(row["mentions"])
    ]
    for row in whole:
        ours = [
            independent(
                one.found
                for one in there[row["story"]]
                if one.found is not None and one.true["stance"] == stance
            )
            for stance in ("for", "against")
        ]
        right += ours == [int(row["origins_for"]), int(row["origins_against"])]
    return round(right / len(whole), 3)


def _alike(swap: Swap, found: Sequence[Origin], others: Sequence[Origin]) -> float:
    """The share of origins that are alike where the two countries have changed places."""
    ones = {_core(one, one.name) for one in found}
    swapped = {_core(one, swap.text(one.name) if one.name else None) for one in others}
    return round(len(ones & swapped) / len(ones | swapped), 3)


def _core(one: Origin, name: str | None) -> tuple[Any, ...]:
    """What a swap of names may not change."""
    steps = tuple((step.how, step.document, step.claim) for step in one.via)
    return one.telling.claim, name, one.kind, one.document, steps, one.group is None


def _share(right: Iterable[bool]) -> float:
    answers = list(right)
    return round(sum(answers) / len(answers), 3)


def _told(one: Scored) -> str:
    true, found = one.true, one.found
    ours = f"{found.name} ({found.kind}), {found.telling.claim}" if found else "not aligned"
    return f"{true['mention']} is {true['origin']} ({true['kind']}): {true['words']}\n    {ours}"
