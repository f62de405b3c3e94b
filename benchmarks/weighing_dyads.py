"""Dyads and alerts: the known break, the planted one, and how often shuffled series raise one.

    python benchmarks/weighing_dyads.py table EVENTS.tsv [--json]
    python benchmarks/weighing_dyads.py corpus [--json]

``table`` reads a table of events (see ``sayso.weighing.events_table``) of the year 2014, whose
known answer is the break between Russia and Ukraine at the end of February, and prints one figure a
line:

    rows, acts            rows of the table, and those that could be used
    dyads, dyads_tested   pairs of countries, and those with enough events to test
    dyads_alerted         pairs with an alert, all pairs tested together
    break_found           1 if an alert of Russia and Ukraine, rising, begins within two weeks of
                          1 March 2014, the pair tested alone
    break_found_among_all the same, all pairs tested together
    break_days_off        days between 1 March and the first day of the alert
    false_alarm_rate      share of 200 series with an alert: the series of the pairs with most
                          events, their days in random order, each tested alone
    false_alarm_rate_pair the same of 200 orders of Russia and Ukraine's own days
    series_s              time to read the table and to build the series of all pairs
    alerts_s              time to test all pairs
    all_dyads_s           both
    all_dyads_processor_s processor time of both, for machines that do other things beside

``corpus`` reads the invented crisis of ``examples/corpus`` into a ledger, with its actors, and
holds the alerts against ``truth/escalation.csv``:

    acts                  acts that the ledger tells
    party_alerts_right    of the two parties, those whose first alert, of conflict with anybody,
                          begins where it should and which have no false one
    dyad_alert_right      1 if that is so of the two with each other
    false_alerts          alerts of rising conflict that begin in the baseline
    swap_invariance       share of series and alerts that are the same with both countries' names
                          swapped in every text, and their people and bodies serving the other
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring.figures import printed

from sayso import Reader
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing import acts, dyads, events_table
from sayso.weighing.alerts import LEVEL, Alert, Told, alerts, gathered, judged
from sayso.weighing.dyads import Dyad
from sayso.weighing.shuffles import SHUFFLES

CORPUS = Path(__file__).resolve().parent.parent / "examples" / "corpus"
PAIR = Dyad("RUS", "UKR")
BREAK = date(2014, 3, 1)
WITHIN = 14
SHUFFLED = 200


def of_table(path: Path) -> dict[str, float]:
    """The figures of a table of events."""
    started, processor = time.perf_counter(), time.process_time()
    table = events_table.read(path)
    told, frame = gathered(table.acts, measure="all")
    built = time.perf_counter()
    found = judged(told, frame, LEVEL, SHUFFLES)
    ended, processor = time.perf_counter(), time.process_time() - processor
    alone = alerts(table.acts, [PAIR], measure="all")
    (own,) = gathered(table.acts, [PAIR], measure="all")[0]
    days = sorted(_off(alert) for alert in alone.alerts if alert.rising)
    most = sorted(told, key=lambda one: (-int(one.counts.sum()), str(one.dyad)))[:SHUFFLED]
    chance = np.random.default_rng(0)

    def alarms(series: Iterable[Told]) -> float:
        raised = [
            bool(judged([_shuffled(one, chance)], frame, LEVEL, SHUFFLES).alerts) for one in series
        ]
        return round(sum(raised) / len(raised), 4)

    return {
        "rows": table.rows,
        "acts": table.acts.num_rows,
        "dyads": len(told),
        "dyads_tested": found.tested,
        "dyads_alerted": len({alert.dyad for alert in found.alerts}),
        "break_found": int(bool(days) and days[0] <= WITHIN),
        "break_found_among_all": int(
            any(
                alert.dyad == PAIR and alert.rising and _off(alert) <= WITHIN
                for alert in found.alerts
            )
        ),
        "break_days_off": days[0] if days else -1,
        "false_alarm_rate": alarms(most),
        "false_alarm_rate_pair": alarms([own] * SHUFFLED),
        "series_s": round(built - started, 2),
        "alerts_s": round(ended - built, 2),
        "all_dyads_s": round(ended - started, 2),
        "all_dyads_processor_s": round(processor, 2),
    }


def _off(alert: Alert) -> int:
    return abs((alert.first - BREAK).days)


def _shuffled(told: Told, chance: np.random.Generator) -> Told:
    return Told(told.dyad, chance.permutation(told.counts), {})


def of_corpus() -> dict[str, float]:
    """The figures of the invented crisis."""
    with (CORPUS / "truth" / "escalation.csv").open(encoding="utf8") as stream:
        (truth,) = csv.DictReader(stream)
    with (CORPUS / "articles.jsonl").open(encoding="utf8") as stream:
        articles = [json.loads(line) for line in stream]
    with (CORPUS / "actors.csv").open(encoding="utf8") as stream:
        actors: list[dict[str, str | None]] = [dict(row) for row in csv.DictReader(stream)]
    span = (_days(articles)[0], _days(articles)[-1])
    told = acts_of(articles, actors)
    swap = Swap(actors)
    other = swap.acts(acts_of([swap.article(one) for one in articles], swap.actors(actors)))
    pairs = [Dyad(truth["actor"]), Dyad(truth["other"]), Dyad(truth["actor"], truth["other"])]
    raised = [_alerts(told, [pair], span) for pair in pairs]
    return {
        "acts": told.num_rows,
        "party_alerts_right": sum(_right(some, truth) for some in raised[:2]),
        "dyad_alert_right": int(_right(raised[2], truth)),
        "false_alerts": sum(_false(alert, truth) for some in raised for alert in some),
        "swap_invariance": _same(told, other, pairs, span),
    }


def acts_of(articles: list[dict[str, Any]], actors: list[dict[str, str | None]]) -> pa.Table:
    """The acts that a ledger of these articles tells."""
    reader = Reader(actors=actors)
    documents = [
        Document(
            id=one["id"],
            text=one["text"],
            title=one["title"],
            publisher=one["publisher"],
            published=one["published"][:10],
            url=one["url"],
        )
        for one in articles
    ]
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger")
        ledger.ingest(documents, reader)
        return acts.of_ledger(ledger.snapshot())


def _days(articles: list[dict[str, Any]]) -> list[date]:
    return sorted(date.fromisoformat(one["published"][:10]) for one in articles)


def _alerts(told: pa.Table, pairs: list[Dyad], span: tuple[date, date]) -> list[Alert]:
    return list(alerts(told, pairs, since=span[0], until=span[1]).alerts)


def _right(raised: list[Alert], truth: Mapping[str, str]) -> bool:
    """Whether the first alert is the planted one, and none is false."""
    if not raised or any(_false(alert, truth) for alert in raised):
        return False
    return truth["alert_from"] <= raised[0].first.isoformat() <= truth["alert_to"]


def _false(alert: Alert, truth: Mapping[str, str]) -> bool:
    first = alert.first.isoformat()
    return alert.rising and truth["baseline_first"] <= first <= truth["baseline_last"]


class Swap:
    """The two countries change places, and all their people, bodies and towns with them.

    Args:
        actors: the table of actors; of each country, the names of one kind stand in the same order.
    """

    def __init__(self, actors: list[dict[str, str | None]]) -> None:
        names: dict[str, dict[str, list[str]]] = {"TVN": {}, "KMR": {}}
        for row in actors:
            country, _, rest = str(row["code"]).partition(" ")
            if country in names and row["kind"] in ("country", "adjective", "capital"):
                names[country].setdefault(f"{row['kind']} {rest}", []).append(str(row["name"]))
        self.pairs: dict[str, str] = {}
        for kind, ones in names["TVN"].items():
            for one, other in zip(ones, names["KMR"].get(kind, ()), strict=False):
                self.pairs |= {one: other, other: one}
        self._names = re.compile("|".join(sorted(map(re.escape, self.pairs), key=len)[::-1]))

    def article(self, article: dict[str, Any]) -> dict[str, Any]:
        """An article with the names swapped."""
        return {**article, "title": self.text(article["title"]), "text": self.text(article["text"])}

    def text(self, text: str) -> str:
        """A text with the names swapped."""
        return self._names.sub(lambda found: self.pairs[found[0]], text)

    def actors(self, actors: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
        """The table of actors for the swapped texts: people and bodies serve the other country."""
        return [
            row
            if row["name"] in self.pairs
            else {**row, "name": self.text(str(row["name"])), "code": self.code(str(row["code"]))}
            for row in actors
        ]

    def code(self, code: str | None) -> str | None:
        """A code of the other country."""
        places = {"TVN": "KMR", "KMR": "TVN"}
        return code and " ".join(places.get(block, block) for block in code.split())

    def acts(self, told: pa.Table) -> pa.Table:
        """Acts with their codes swapped back."""
        rows = told.to_pylist()
        for row in rows:
            for name in ("actor", "actor_side", "recipient", "recipient_side"):
                row[name] = self.code(row[name])
        return pa.Table.from_pylist(rows, told.schema)


def _same(one: pa.Table, other: pa.Table, pairs: list[Dyad], span: tuple[date, date]) -> float:
    """The share of series and alerts that are alike."""
    alike = []
    for pair in pairs:
        cells = [
            dyads.series(told, pair, since=span[0], until=span[1]).cells for told in (one, other)
        ]
        alike += [cells[0].equals(cells[1])]
        alike += [_alerts(one, [pair], span) == _alerts(other, [pair], span)]
    return sum(alike) / len(alike)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("table", "corpus"))
    parser.add_argument("file", nargs="?", type=Path, help="a table of events")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.what == "table" and options.file is None:
        parser.error("name a table of events")
    figures = of_corpus() if options.what == "corpus" else of_table(options.file)
    print(printed(figures, as_json=options.json))
    return 0


if __name__ == "__main__":
    sys.exit(main())
