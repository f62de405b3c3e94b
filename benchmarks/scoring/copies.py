"""Copies, directions, passages and credits, scored; and what finding them costs."""

from __future__ import annotations

import csv
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.scoring import jsonl

from sayso.intake.actors import load_actors
from sayso.intake.text import iso_date
from sayso.knowledge.user_actors import UserActors
from sayso.ledger import Ledger
from sayso.records import Document, ReaderInfo, Reading
from sayso.weighing.copies import Copy, copies, copies_among, credits_of
from sayso.weighing.texts import Documents

Figures = dict[str, float]
Key = frozenset[str]

_WORD = re.compile(r"[^\W\d_]+")

# What PolNeAR calls an agency, by the name that our table has for it.
_WIRES = {
    "ap": "Associated Press",
    "afp": "Agence France-Presse",
    "reuters": "Reuters",
    "upi": "United Press International",
}

# What the table of truth calls a relation.
_RELATIONS = {"copy": "copy", "indirect copy": "indirect", "siblings": "siblings"}


def documents(paths: Iterable[Path]) -> list[Document]:
    """The articles of files as documents."""
    found = []
    for path in paths:
        for _, record in jsonl.read(path, {"id": str, "text": str}):
            known = {
                name: record[name]
                for name in ("id", "text", "title", "publisher", "author")
                if isinstance(record.get(name), str)
            }
            day = iso_date(str(record.get("published") or record.get("date") or ""))
            found.append(Document(**known, published=day))
    return found


def of_corpus(corpus: Path) -> Figures:
    """The figures of the invented corpus."""
    texts = documents([corpus / "articles.jsonl"])
    actors = load_actors(corpus / "actors.csv")
    truth = {Key((row["first"], row["second"])): row for row in _rows(corpus, "copies")}
    found = {Key((one.first.id, one.second.id)): one for one in copies_among(texts, actors=actors)}
    hits = found.keys() & truth.keys()
    credited = {(row["document"], row["agency"]) for row in _rows(corpus, "credits")}
    told = _credits(texts, actors)
    never = {Key((row["first"], row["second"])) for row in _rows(corpus, "not_copies")}
    standing = [
        Key(row["documents"])
        for _, row in jsonl.read(corpus / "truth" / "boilerplate.jsonl", {"documents": list})
    ]
    wrong = found.keys() - truth.keys()
    return {
        "documents": len(texts),
        **_named("copies", len(hits), len(found), len(truth)),
        **_directions([(found[key], truth[key]) for key in hits]),
        "relation_accuracy": _share(
            sum(_related(found[key], truth[key]) for key in hits), len(hits)
        ),
        **_passages(corpus, {text.id: text.text for text in texts}, found),
        **_named("credits", len(told & credited), len(told), len(credited)),
        "standing_pairs": sum(any(key <= of for of in standing) for key in wrong),
        "not_copies": len(found.keys() & never),
    }


def of_articles(paths: Sequence[Path], show: int) -> Figures:
    """The figures of real articles, and a sample of the pairs printed to be judged by eye."""
    texts = documents(paths)
    wires = {
        record["id"]: _WIRES.get(str(record.get("wire", "")).lower())
        for path in paths
        for _, record in jsonl.read(path, {"id": str, "text": str})
    }
    started = time.perf_counter()
    found = copies_among(texts)
    seconds = time.perf_counter() - started
    by_id = {text.id: text.text for text in texts}
    for one in random.Random(0).sample(found, min(show, len(found))):  # noqa: S311 - no secret
        print(f"--- {one.first.id} | {one.second.id}: {one.relation}, {one.known_by or 'unknown'}")
        for passage in one.passages:
            shown = by_id[one.first.id][passage.first_start : passage.first_end]
            print(f"    {passage.words}: {shown!r}")
    told = _credits(texts, None)
    agencies = set(_WIRES.values())
    tagged = {(key, agency) for key, agency in wires.items() if agency}
    pairs = Counter(one.relation for one in found)
    return {
        "documents": len(texts),
        "copies": len(found),
        **{f"copies_{relation}": count for relation, count in sorted(pairs.items())},
        "seconds": round(seconds, 2),
        "wire": len(tagged),
        "wire_credited": len(tagged & told),
        "credited_untagged": len(
            {pair for pair in told if pair[1] in agencies and pair not in tagged}
        ),
    }


def costs(corpus: Path, sizes: Sequence[int]) -> Figures:
    """Seconds of processor time for ledgers of these sizes."""
    figures: Figures = {}
    texts = documents([corpus / "articles.jsonl"])
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ledger = Ledger(Path(folder) / "ledger")
            more = _replicas(texts, size + 100)
            ledger.ingest(more[:size], _Unread())
            for name in ("first_s", "again_s"):
                started = time.process_time()
                found = copies(ledger.snapshot())
                figures[f"{name}_{size}"] = round(time.process_time() - started, 2)
            ledger.ingest(more[size:], _Unread())
            started = time.process_time()
            copies(ledger.snapshot(), document=more[-1].id)
            figures[f"added_s_{size}"] = round(time.process_time() - started, 2)
            figures[f"copies_{size}"] = len(found)
    return figures


class _Unread:
    """A reader that reads nothing: copies need the texts alone."""

    info = ReaderInfo(version="0", models={})

    def read(self, document: Document) -> Reading:
        return Reading(reader=self.info, document=document)


def _replicas(texts: Sequence[Document], count: int) -> list[Document]:
    """So many texts: all again and again, every second word of the language another each time."""
    made: list[Document] = []
    replica = 0
    while len(made) < count:
        lots = random.Random(replica)  # noqa: S311 - no secret
        changed: dict[str, str] = {}
        for text in texts[: count - len(made)]:
            for word in _WORD.findall(text.text):
                changed.setdefault(word, word + _syllable(lots) if lots.random() < 0.5 else word)
            words = _WORD.sub(partial(_changed, changed), text.text)
            made.append(text.model_copy(update={"id": f"{replica}-{text.id}", "text": words}))
        replica += 1
    return made


def _changed(changed: Mapping[str, str], match: re.Match[str]) -> str:
    return changed[match.group()]


def _syllable(lots: random.Random) -> str:
    return "".join(lots.choice(letters) for letters in ("bdfgklmnprstvz", "aeiou", "lmnrst"))


def _named(name: str, hits: int, found: int, true: int) -> Figures:
    precision, recall = _share(hits, found), _share(hits, true)
    f1 = _share(2 * hits, found + true)
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}


def _directions(pairs: Sequence[tuple[Copy, Mapping[str, str]]]) -> Figures:
    """Over the pairs that are one text's copy of another."""
    outcomes: Counter[str] = Counter()
    knowable = right = 0
    for one, row in pairs:
        if row["relation"] != "copy":
            continue
        if one.known_by is None:
            outcome = "unknown"
        else:
            outcome = "right" if one.first.id == row["first"] else "wrong"
        outcomes[outcome] += 1
        if row["known_by"] in ("credit", "day"):
            knowable += 1
            right += outcome == "right"
    total = sum(outcomes.values())
    shares = {f"direction_{name}": _share(outcomes[name], total) for name in _OUTCOMES}
    return {**shares, "direction_right_of_knowable": _share(right, knowable)}


_OUTCOMES = ("right", "wrong", "unknown")


def _related(one: Copy, row: Mapping[str, str]) -> bool:
    return (one.relation, one.via or "") == (_RELATIONS[row["relation"]], row["via"])


def _passages(corpus: Path, texts: Mapping[str, str], found: Mapping[Key, Copy]) -> Figures:
    """How far the passages found cover the true ones, in characters of both texts."""
    wanted: dict[tuple[Key, str], set[int]] = {}
    kinds = {"words_first": str, "words_second": str}
    for _, row in jsonl.read(corpus / "truth" / "passages.jsonl", kinds):
        for side in ("first", "second"):
            start = texts[row[side]].index(row[f"words_{side}"])
            place = Key((row["first"], row["second"])), row[side]
            wanted.setdefault(place, set()).update(range(start, start + len(row[f"words_{side}"])))
    held: dict[tuple[Key, str], set[int]] = {}
    for key, one in found.items():
        for passage in one.passages:
            for about, start, end in (
                (one.first, passage.first_start, passage.first_end),
                (one.second, passage.second_start, passage.second_end),
            ):
                held.setdefault((key, about.id), set()).update(range(start, end))
    both = sum(len(of & held.get(place, set())) for place, of in wanted.items())
    return {
        "passages_covered": _share(both, sum(map(len, wanted.values()))),
        "passages_precision": _share(both, sum(map(len, held.values()))),
    }


def _credits(texts: Sequence[Document], actors: UserActors | None) -> set[tuple[str, str]]:
    return {(one.about.id, one.credit.agency) for one in credits_of(Documents(texts), actors)}


def _rows(corpus: Path, name: str) -> list[dict[str, str]]:
    with (corpus / "truth" / f"{name}.csv").open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
