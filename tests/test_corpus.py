"""The invented crisis of examples/corpus: its articles, and the truth about them, hold together."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from sayso.intake.actors import load_actors
from sayso.intake.sources import read_sources
from sayso.knowledge.countries import countries
from sayso.knowledge.plover import plover_types
from sayso.knowledge.sector_codes import sector_codes
from sayso.records import Document

CORPUS = Path(__file__).resolve().parent.parent / "examples" / "corpus"
TRUTH = CORPUS / "truth"

PARTIES = ("Torvania", "Kelmaria")
KINDS = {"party", "ally", "third party", "observer", "unknown"}
OUTCOMES = {"fulfilled", "unfulfilled", "open", "undecidable"}
GOVERNMENTS = {"TVN": "Torvanian state", "KMR": "Kelmarian state"}
HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"}
FORTNIGHT = timedelta(days=14)

Row = dict[str, str]


def jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def articles() -> dict[str, dict[str, Any]]:
    return {line["id"]: line for line in jsonl(CORPUS / "articles.jsonl")}


@cache
def truth(name: str) -> list[Any]:
    path = TRUTH / name
    return table(path) if path.suffix == ".csv" else jsonl(path)


def day(document: str) -> date:
    return date.fromisoformat(articles()[document]["published"][:10])


def quotations() -> Iterator[tuple[str, str, str]]:
    """Where it is from, the document, and the words."""
    for name in ("mentions.csv", "credits.csv"):
        for row in truth(name):
            yield name, row["document"], row["words"]
    for row in truth("contradictions.jsonl"):
        for one in itertools.chain.from_iterable(row["sides"]):
            yield row["id"], one["document"], one["words"]
    for row in truth("forecasts.jsonl"):
        for one in (*row["mentions"], *row["resolved_by"]):
            yield row["forecast"], one["document"], one["words"]
    for row in truth("passages.jsonl"):
        for which in ("first", "second"):
            yield "passages", row[which], row[f"words_{which}"]
    for row in truth("boilerplate.jsonl"):
        for document in row["documents"]:
            yield row["name"], document, row["words"]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shingles(text: str, size: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + size]) for start in range(len(found) - size + 1)}


# The articles


def test_there_are_enough_of_them_from_twelve_outlets() -> None:
    assert len(articles()) >= 120
    outlets = {row["publisher"] for row in table(CORPUS / "outlets.csv")}
    assert len(outlets) == 12
    published = Counter(article["publisher"] for article in articles().values())
    assert set(published) == outlets
    assert min(published.values()) >= 4


def test_sayso_takes_every_one_as_it_is() -> None:
    documents = list(read_sources([CORPUS / "articles.jsonl"]))
    assert all(isinstance(document, Document) for document in documents)
    read = {item.id: item.text for item in documents if isinstance(item, Document)}
    assert read == {name: article["text"] for name, article in articles().items()}


def test_they_are_short_and_in_order_over_five_months() -> None:
    lengths = [len(article["text"].split()) for article in articles().values()]
    assert min(lengths) >= 50
    assert max(lengths) <= 400
    assert sum(60 <= length <= 220 for length in lengths) / len(lengths) >= 0.95
    times = [article["published"] for article in articles().values()]
    assert times == sorted(times)
    for time in times:
        assert datetime.fromisoformat(time).year == 2025
    assert 140 <= (day(list(articles())[-1]) - day(next(iter(articles())))).days <= 160


def test_addresses_are_reserved_and_of_the_outlet() -> None:
    hosts = {row["publisher"]: row["host"] for row in table(CORPUS / "outlets.csv")}
    addresses = [article["url"] for article in articles().values()]
    assert len(set(addresses)) == len(addresses)
    for article in articles().values():
        host = urlsplit(article["url"]).hostname
        assert host == hosts[article["publisher"]]
        assert host.endswith(".example.org")


def test_no_real_country_is_named() -> None:
    names = {
        name
        for country in countries().values()
        for name in (*country.names, *country.adjectives, *country.capitals)
    }
    one = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
    assert one.search("Peru accused Chile.")
    for article in articles().values():
        assert not one.search(f"{article['title']}\n{article['text']}"), article["id"]


def test_the_parties_are_no_real_country_and_everybody_has_a_code() -> None:
    loaded = load_actors(CORPUS / "actors.csv")
    assert loaded is not None
    assert set(loaded.countries) == {"TVN", "KMR", "RTN", "DST", "LDV", "PLN"}
    assert not set(loaded.countries) & (set(countries()) | set(sector_codes()))
    codes = {code for row in truth("stories.csv") for key in ("actors", "recipients")
             for code in row[key].split("|") if code}  # fmt: skip
    assert codes <= {*loaded.countries, "IGO"}


def test_the_two_names_can_be_swapped() -> None:
    text = "\n".join(f"{one['title']}\n{one['text']}" for one in articles().values())
    assert not re.search(r"\bthe (?:Torvania|Kelmaria)\b", text, re.IGNORECASE)
    assert not re.search(r"\ban (?:Torvania|Kelmaria)", text)
    counts = [len(re.findall(name, text)) for name in PARTIES]
    assert max(counts) / min(counts) <= 1.25
    acts = Counter(
        (row["actors"], row["recipients"]) for row in truth("stories.csv") if row["type"] in HOSTILE
    )
    accused = Counter(row["accuser"] for row in truth("stories.csv"))
    for one, other in (
        (acts["TVN", "KMR"], acts["KMR", "TVN"]),
        (accused["TVN"], accused["KMR"]),
    ):
        assert min(one, other) >= 6
        assert max(one, other) / min(one, other) <= 1.3


# The truth


def test_every_quotation_stands_once_in_its_document() -> None:
    wrong = [
        (where, document, quoted)
        for where, document, quoted in quotations()
        if document not in articles() or articles()[document]["text"].count(quoted) != 1
    ]
    assert not wrong


def test_there_is_enough_of_everything() -> None:
    stories = Counter(row["story"] for row in truth("mentions.csv"))
    assert len(truth("mentions.csv")) >= 250
    assert sum(count > 1 for count in stories.values()) >= 40
    assert sum(count == 1 for count in stories.values()) >= 12
    assert len(truth("copies.csv")) >= 40
    assert len(truth("not_copies.csv")) >= 20
    contradictions = Counter(row["contradiction"] for row in truth("contradictions.jsonl"))
    assert contradictions[True] >= 30
    assert contradictions[False] >= 10
    assert len(truth("forecasts.jsonl")) >= 30
    voices = Counter(row["voice"] for row in truth("forecasts.jsonl"))
    assert sum(count >= 4 for count in voices.values()) >= 4
    outcomes = Counter(row["outcome"] for row in truth("forecasts.jsonl"))
    assert all(outcomes[outcome] >= 2 for outcome in OUTCOMES)
    assert sum(row["likelihood"] is not None for row in truth("forecasts.jsonl")) >= 6


# Copies


def test_every_passage_overlaps() -> None:
    for row in truth("passages.jsonl"):
        one, other = words(row["words_first"]), words(row["words_second"])
        assert min(len(one), len(other)) >= 6, row
        shared = shingles(row["words_first"], 3) & shingles(row["words_second"], 3)
        smaller = min(len(one), len(other)) - 2
        assert len(shared) / smaller >= 0.45, (row, len(shared) / smaller)


def test_every_copy_has_a_passage_and_nothing_else_does() -> None:
    pairs = [(row["first"], row["second"]) for row in truth("copies.csv")]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    assert set(pairs) == {(row["first"], row["second"]) for row in truth("passages.jsonl")}
    assert not {frozenset(pair) for pair in pairs} & {
        frozenset((row["first"], row["second"])) for row in truth("not_copies.csv")
    }
    size: Counter[tuple[str, str]] = Counter()
    for row in truth("passages.jsonl"):
        size[row["first"], row["second"]] += len(words(row["words_first"]))
    assert min(size.values()) >= 12


def test_who_copied_whom_is_as_days_and_words_say() -> None:
    for row in truth("copies.csv"):
        first, second = (articles()[row[key]] for key in ("first", "second"))
        assert row["via"] in {*articles(), ""}
        if row["known_by"] == "day":
            assert day(first["id"]) < day(second["id"])
        elif row["known_by"] == "time":
            assert first["published"] < second["published"]
            assert {len(first["published"]), len(second["published"])} == {17}
        elif row["known_by"] == "credit":
            assert row["credit"] in second["text"] or row["credit"] in first["text"]
        if row["direction"] == "unknown":
            assert day(first["id"]) == day(second["id"])
            assert not row["known_by"]
        assert (row["relation"] == "siblings") == (row["direction"] == "none")


def test_no_copy_goes_unlisted() -> None:
    """Eight words in a row that two texts share are a copy, a standing text, or a quotation."""
    standing = [row["words"] for row in truth("boilerplate.jsonl")]
    copies = {frozenset((row["first"], row["second"])) for row in truth("copies.csv")}
    listed = {frozenset((row["first"], row["second"])) for row in truth("not_copies.csv")}
    bearers: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, article in articles().items():
        text = article["text"]
        for known in standing:
            text = text.replace(known, "\n")
        for paragraph in text.split("\n"):
            for shingle in shingles(paragraph, 10):
                bearers[shingle].add(name)
    found = {
        frozenset(pair)
        for names in bearers.values()
        for pair in itertools.combinations(sorted(names), 2)
    }
    assert found - copies - listed == set()


# Stories and origins


def test_mentions_stand_within_their_story() -> None:
    stories = {row["story"]: row for row in truth("stories.csv")}
    kept = Counter(row["story"] for row in truth("mentions.csv"))
    assert kept == {name: int(row["mentions"]) for name, row in stories.items()}
    assert len({row["mention"] for row in truth("mentions.csv")}) == len(truth("mentions.csv"))
    for row in truth("mentions.csv"):
        assert row["stance"] in {"for", "against", "open"}
        assert day(row["document"]) >= date.fromisoformat(stories[row["story"]]["first"])
    for row in stories.values():
        assert date.fromisoformat(row["first"]) <= date.fromisoformat(row["last"])
        assert row["type"] in {*plover_types(), ""}
        assert set(filter(None, row["near_misses"].split("|"))) <= set(stories)


def test_no_words_are_in_two_stories() -> None:
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in truth("mentions.csv"):
        start = articles()[row["document"]]["text"].index(row["words"])
        places[row["document"]].append((start, start + len(row["words"])))
    for spans in places.values():
        for (_, end), (start, _) in itertools.pairwise(sorted(spans)):
            assert end <= start


def test_a_story_and_its_denial_are_told_on_both_sides() -> None:
    stances: defaultdict[str, set[str]] = defaultdict(set)
    for row in truth("mentions.csv"):
        stances[row["story"]].add(row["stance"])
    disputed = {story for story, found in stances.items() if {"for", "against"} <= found}
    rows = {row["story"] for row in truth("contradictions.jsonl") if row["kind"] == "status"}
    assert len(disputed) >= 12
    assert disputed <= rows


def test_origins_are_known_and_counted() -> None:
    origins = {row["origin"]: row for row in truth("origins.csv")}
    told: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in truth("mentions.csv"):
        names = row["origin"].split("|")
        assert set(row["kind"].split("|")) <= KINDS
        assert names == ["unknown"] or set(names) <= set(origins)
        if names != ["unknown"]:
            assert set(row["kind"].split("|")) & set(origins[names[0]]["kind"].split("|"))
            told[row["story"], row["stance"]].add(origins[names[0]]["group"])
    for row in truth("stories.csv"):
        assert int(row["origins_for"]) == len(told[row["story"], "for"])
        assert int(row["origins_against"]) == len(told[row["story"], "against"])
        if row["told_by"] == "accuser only":
            assert told[row["story"], "for"] <= {GOVERNMENTS[row["accuser"]]}
    assert {row["told_by"] for row in truth("stories.csv")} == {
        "", "accuser only", "accuser and allies", "also others",
    }  # fmt: skip


def test_a_copied_mention_keeps_its_origin() -> None:
    by_words = defaultdict(set)
    for row in truth("mentions.csv"):
        by_words[row["words"]].add((row["story"], row["stance"], row["origin"], row["kind"]))
    assert all(len(found) == 1 for found in by_words.values())


# Contradictions, forecasts, the escalation


def test_contradictions_have_two_sides_that_differ() -> None:
    for row in truth("contradictions.jsonl"):
        assert row["kind"] in {"status", "number", "own earlier", "deeds"}
        assert len(row["sides"]) >= 2
        assert all(row["sides"])
        sides = [{(one["document"], one["words"]) for one in side} for side in row["sides"]]
        for one, other in itertools.combinations(sides, 2):
            assert not one & other
        if row["kind"] == "deeds":
            said, done = (min(day(one["document"]) for one in side) for side in row["sides"])
            assert abs(done - said) <= FORTNIGHT


def test_what_is_no_contradiction_is_in_no_row_that_is_one() -> None:
    true: set[frozenset[tuple[str, str]]] = set()
    false: set[frozenset[tuple[str, str]]] = set()
    for row in truth("contradictions.jsonl"):
        sides = [[(one["document"], one["words"]) for one in side] for side in row["sides"]]
        pairs = (
            frozenset(pair)
            for one, other in itertools.combinations(sides, 2)
            for pair in itertools.product(one, other)
        )
        (true if row["contradiction"] else false).update(pairs)
    assert not true & false


def test_forecasts_are_settled_later_and_by_others() -> None:
    last = max(map(day, articles()))
    origins = {row["origin"]: row["group"] for row in truth("origins.csv")}
    speaks = {(row["document"], row["words"]): row["origin"] for row in truth("mentions.csv")}
    for row in truth("forecasts.jsonl"):
        made = date.fromisoformat(row["made"])
        assert made == min(day(one["document"]) for one in row["mentions"])
        assert set(row["outcome"].split("|")) <= OUTCOMES
        if row["horizon"] is not None:
            horizon = date.fromisoformat(row["horizon"])
            assert made <= horizon
            assert horizon > last or row["outcome"] != "open"
            assert horizon <= last or "unfulfilled" not in row["outcome"]
            assert row["horizon_words"]
        settled = row["outcome"].split("|")[0] in {"fulfilled", "unfulfilled"}
        assert settled == bool(row["resolved_by"]), row["forecast"]
        for one in row["resolved_by"]:
            assert day(one["document"]) > made or row["forecast"] == "f22"
            origin = speaks.get((one["document"], one["words"]), "").split("|")[0]
            assert origin != row["voice"]
            if row["voice"] in origins:
                assert origins.get(origin) != origins[row["voice"]], row["forecast"]
        if row["likelihood"] is not None:
            low, high = row["likelihood"]
            assert 0 < low < high < 1


@pytest.mark.parametrize("name", ["articles", "acts"])
def test_one_week_stands_out(name: str) -> None:
    (week,) = truth("escalation.csv")
    first, last = (date.fromisoformat(week[key]) for key in ("first", "last"))
    days = (
        [day(document) for document in articles()]
        if name == "articles"
        else [
            date.fromisoformat(row["first"])
            for row in truth("stories.csv")
            if row["type"] in HOSTILE
        ]
    )
    weeks = Counter((found - first).days // 7 for found in days)
    assert (last - first).days == 6
    assert all(weeks[0] >= 1.9 * count for number, count in weeks.items() if number)
    assert date.fromisoformat(week["baseline_last"]) < date.fromisoformat(week["alert_from"])
