"""The gold events (`benchmarks/gold/`): that each is well formed; the floors of the test half."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pycountry
import pytest
from benchmarks import events as benchmark
from benchmarks.floors import FLOORS

from sayso.knowledge.plover import plover_types
from sayso.records import Stance, Status, VoiceKind

GOLD = Path(__file__).parents[1] / "benchmarks" / "gold"
FILES = sorted(GOLD.glob("*.jsonl"))
LINES = [
    (f"{path.name}:{number}", line)
    for path in FILES
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
]
ITEM_FIELDS = {"id", "half", "kind", "region", "title", "published", "tags", "text", "events"}
EVENT_FIELDS = {
    "trigger",
    "occurrence",
    "type",
    "mode",
    "actors",
    "recipients",
    "status",
    "voices",
    "when",
    "where",
    "auxiliary",
    "event_id",
}
# The codes of PLOVER that a party can have besides its country (docs/coding.md).
SECTORS = {
    "GOV",
    "MIL",
    "COP",
    "JUD",
    "LEG",
    "SPY",
    "OPP",
    "PTY",
    "REB",
    "PRM",
    "UAF",
    "CVL",
    "BUS",
    "MNC",
    "LAB",
    "AGR",
    "EDU",
    "MED",
    "JRN",
    "REL",
    "REF",
    "SOC",
    "NGO",
    "IGO",
    "IMG",
    "ISM",
    "CRM",
    "ELI",
}
# What the status alone says of the auxiliary modes.
AUXILIARY = {
    "planned": {"future"},
    "predicted": {"future"},
    "threatened": {"future"},
    "demanded": {"future"},
    "hypothetical": {"hypothetical"},
    "denied": {"negation"},
}
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_VALUE = re.compile(rf"{_DATE}(?:/{_DATE})?|P\d+D")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def offset(text: str, word: str, occurrence: int) -> int:
    """Where the ``occurrence``-th whole word ``word`` begins in ``text``; -1 if there are fewer."""
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    return places[occurrence - 1] if 1 <= occurrence <= len(places) else -1


def is_country(code: str) -> bool:
    """Whether ``code`` is an ISO 3166 alpha-3 code, or Kosovo's, which ISO leaves to its users."""
    return code == "XKX" or pycountry.countries.get(alpha_3=code) is not None


def options(value: str | None) -> list[str]:
    """The equally right answers that a bar joins; none for a null."""
    return [] if value is None else value.split("|")


def events() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every event with the text it stands in."""
    for _, line in LINES:
        item = json.loads(line)
        for event in item["events"]:
            yield item["text"], event


@pytest.mark.parametrize("line", [line for _, line in LINES], ids=[name for name, _ in LINES])
def test_item(line: str) -> None:
    item = json.loads(line)
    text = item["text"]
    assert set(item) == ITEM_FIELDS
    assert item["half"] in {"dev", "test"}
    assert item["id"].startswith(f"{item['half']}-")
    assert item["kind"] in {"sentence", "article"}
    assert (item["title"] is not None) == (item["kind"] == "article")
    assert item["published"] is None or _DAY.fullmatch(item["published"])
    assert item["region"]
    assert len(item["tags"]) == len(set(item["tags"]))
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", tag) for tag in item["tags"])
    assert text == text.strip()
    starts = [offset(text, event["trigger"], event["occurrence"]) for event in item["events"]]
    assert -1 not in starts, [event["trigger"] for event in item["events"]]
    assert all(first < second for first, second in pairwise(starts)), "not in the order of the text"
    for event in item["events"]:
        check_event(text, event)
    types_of: dict[str, set[str]] = {}
    for event in item["events"]:
        types_of.setdefault(event["event_id"], set()).add(event["type"])
    assert all(len(types) == 1 for types in types_of.values()), "one event of two types"


def check_event(text: str, event: dict[str, Any]) -> None:
    """Hold one event against the ontology, the records and its text."""
    assert set(event) == EVENT_FIELDS
    types = options(event["type"])
    known = plover_types()
    assert types
    assert set(types) <= set(known)
    allowed = {mode for kind in types for mode in known[kind].modes}
    assert set(options(event["mode"])) <= allowed, event
    for party in (*event["actors"], *event["recipients"]):
        assert set(party) == {"text", "country", "sector"}
        assert party["text"], event
        assert party["text"] in text, party
        assert all(map(is_country, options(party["country"]))), party
        assert party["sector"] is None or party["sector"] in SECTORS, party
    statuses = options(event["status"])
    assert statuses
    assert set(statuses) <= set(get_args(Status))
    auxiliary = set(event["auxiliary"])
    assert len(auxiliary) == len(event["auxiliary"])
    assert auxiliary - {"historical"} == AUXILIARY.get(statuses[0], set()), event
    for voice in event["voices"]:
        assert voice["kind"] in get_args(VoiceKind), voice
        assert voice["stance"] in get_args(Stance), voice
        assert set(voice) == {"kind", "name", "stance"}
        assert (voice["name"] is None) == (voice["kind"] == "unspecified"), voice
        assert voice["name"] is None or voice["name"] in text, voice
    if (when := event["when"]) is not None:
        assert set(when) == {"text", "value"}
        assert when["text"] in text, when
        assert when["value"] is None or _VALUE.fullmatch(when["value"]), when
    if (where := event["where"]) is not None:
        assert set(where) == {"text", "country"}
        assert where["text"] in text, where
        assert all(map(is_country, options(where["country"]))), where
    assert event["event_id"]


def test_no_item_twice() -> None:
    items = [json.loads(line) for _, line in LINES]
    for field in ("id", "text"):
        counts = Counter(item[field] for item in items)
        assert [value for value, count in counts.items() if count > 1] == []


def test_the_checker_sees_whole_words_only() -> None:
    assert offset("a raider's raid, a raid", "raid", 2) == 19
    assert offset("a raider", "raid", 1) == -1
    assert is_country("XKX")
    assert not is_country("ZZZ")


def test_no_figure_of_the_test_half_is_below_its_floor() -> None:
    floors = json.loads(FLOORS.read_text("utf8"))["events"]
    shown = benchmark.code([benchmark.GOLD], "test", errors=False)
    low = {name: shown[name] for name, floor in floors.items() if shown[name] < floor}
    assert low == {}
