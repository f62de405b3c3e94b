"""Dyads and alerts: what a series counts, when an alert is raised and when it must not be."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from typer.testing import CliRunner, Result

from sayso import Reader
from sayso.cli import app
from sayso.errors import IntakeError, MissingExtraError, UsageError
from sayso.knowledge.cameo import cameo_names, to_plover
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.views import chart
from sayso.weighing import acts, dyads, events_table
from sayso.weighing.acts import ACTS
from sayso.weighing.alerts import Alerts, Dyad, alerts
from sayso.weighing.bursts import BY_DAY, bursts
from sayso.weighing.shifts import shifts

START = date(2024, 1, 1)  # a Monday
QUADS = {"ASSAULT": "material conflict", "ACCUSE": "verbal conflict", "AGREE": "verbal cooperation"}


def act(claim: str, actor: str | None, recipient: str | None, **fields: Any) -> dict[str, Any]:
    kind = fields.pop("type", "ASSAULT")
    return {
        "claim": claim,
        "event": claim,
        "actor": actor,
        "actor_side": actor and actor[:3],
        "recipient": recipient,
        "recipient_side": recipient and recipient[:3],
        "mutual": False,
        "type": kind,
        "quad": QUADS[kind],
        "score": -9.0,
        "status": "happened",
        "voice": "report",
        "first": None,
        "last": None,
        "published": START,
        **fields,
    }


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), ACTS)


def cells(found: dyads.Series, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns) for row in found.cells.to_pylist()]


# Series

BETWEEN = table(
    act("d:1", "AZE GOV", "ARM"),
    act("d:2", "ARM", "AZE MIL", type="ACCUSE", status="denied", voice="other"),
    act("d:3", "AZE", "ARM", type="AGREE", mutual=True, published=START + timedelta(days=8)),
    act("d:3", "ARM", "AZE", type="AGREE", mutual=True, published=START + timedelta(days=8)),
    act("d:4", "AZE", "TUR"),
    act("d:5", "AZE", None),
    act("d:6", "AZE", "AZE OPP"),
    act("d:7", "AZE", "ARM", event="d:1"),
)


@pytest.mark.parametrize(
    ("dyad", "given", "expected"),
    [
        (("AZE", "ARM"), {}, [(START, 2, 3), (START + timedelta(days=7), 1, 1)]),
        (("ARM", "AZE"), {}, [(START, 2, 3), (START + timedelta(days=7), 1, 1)]),
        (("AZE", "ARM"), {"by": "month"}, [(START, 3, 4)]),
        (("AZE GOV", "ARM"), {}, [(START, 1, 1)]),
        (("AZE", "ARM"), {"direction": "from"}, [(START, 1, 1), (START + timedelta(days=7), 1, 1)]),
        (("AZE", "ARM"), {"direction": "to", "by": "month"}, [(START, 2, 3)]),
        (("AZE", "ARM"), {"status": ["denied"]}, [(START, 1, 1)]),
        (("AZE", "ARM"), {"voice": ["other", "own"]}, [(START, 1, 1)]),
        (("AZE", None), {"by": "month"}, [(START, 5, 6)]),
        (("AZ", "ARM"), {}, []),
        (("AZE", "ARM"), {"since": START + timedelta(days=7)}, [(START + timedelta(days=7), 1, 1)]),
    ],
)
def test_what_a_series_counts(
    dyad: tuple[str, str | None], given: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    found = dyads.series(BETWEEN, Dyad(*dyad), **given, split=())
    assert cells(found, "period", "events", "claims") == expected


def test_every_cell_names_its_claims_and_cells_hold_all_of_them() -> None:
    found = dyads.series(BETWEEN, Dyad("AZE", "ARM"))
    named = [claim for row in found.cells.to_pylist() for claim in row["claim_ids"]]
    assert sorted(named) == ["d:1", "d:2", "d:3", "d:7"]
    assert {row["direction"] for row in found.cells.to_pylist()} == {
        "AZE > ARM", "ARM > AZE", "AZE = ARM",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "published", "by", "expected"),
    [
        ((2024, 1, 3), (2024, 1, 3), (2024, 1, 9), "day", ("2024-01-03", "event")),
        ((2024, 1, 3), (2024, 1, 3), (2024, 1, 9), "week", ("2024-01-01", "event")),
        ((2024, 1, 1), (2024, 1, 7), (2024, 1, 9), "week", ("2024-01-01", "event")),
        ((2024, 1, 1), (2024, 1, 31), (2024, 1, 9), "week", ("2024-01-08", "published")),
        ((2024, 1, 1), (2024, 1, 31), (2024, 2, 9), "week", None),
        ((2024, 1, 1), (2024, 1, 31), (2024, 2, 9), "month", ("2024-01-01", "event")),
        ((2024, 1, 1), None, (2024, 2, 9), "week", ("2024-02-05", "published")),
        (None, None, (2024, 2, 9), "month", ("2024-02-01", "published")),
        (None, None, None, "month", None),
    ],
)
def test_which_day_counts(first: Any, last: Any, published: Any, by: Any, expected: Any) -> None:
    days = [day and date(*day) for day in (first, last, published)]
    told = table(act("d:1", "AZE", "ARM", first=days[0], last=days[1], published=days[2]))
    found = dyads.series(
        told, Dyad("AZE", "ARM"), by, since=START, until=date(2024, 12, 31), split=["dated_by"]
    )
    assert cells(found, "period", "dated_by") == (
        [(date.fromisoformat(expected[0]), expected[1])] if expected else []
    )
    assert found.undated == (expected is None)


def test_what_lies_outside_is_counted() -> None:
    told = table(
        act("d:1", "AZE", "ARM"),
        act("d:2", "AZE", "ARM", first=date(1994, 5, 1), last=date(1994, 5, 1)),
    )
    found = dyads.series(told, Dyad("AZE", "ARM"))
    assert (found.outside, found.since, found.periods()) == (1, START, [START])


@pytest.mark.parametrize(
    "given",
    [{"status": ["so"]}, {"voice": ["x"]}, {"split": ["x"]}, {"by": "year"}, {"direction": "x"},
     {"since": START, "until": START - timedelta(days=1)}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        dyads.series(BETWEEN, Dyad("AZE", "ARM"), **given)


def test_parties_by_name_or_code() -> None:
    assert [dyads.code_of(name) for name in ("Armenia", "arm", "aze mil")] == [
        "ARM",
        "ARM",
        "AZE MIL",
    ]
    with pytest.raises(UsageError, match="start of a code"):
        dyads.code_of("Atlantis")


# Alerts


PAIR = (Dyad("AZE", "ARM"),)


def told(counts: list[int], actor: str = "AZE", recipient: str = "ARM") -> list[dict[str, Any]]:
    """So many events on each day."""
    return [
        act(f"{actor}{day}:{n}", actor, recipient, published=START + timedelta(days=day))
        for day, number in enumerate(counts)
        for n in range(number)
    ]


def quiet(days: int = 180, seed: int = 0) -> list[int]:
    return np.random.default_rng(seed).poisson(0.3, days).tolist()


def burst_at(day: int, length: int = 7, number: int = 4) -> list[int]:
    counts = quiet()
    counts[day : day + length] = [number] * length
    return counts


def found(*rows: dict[str, Any], pairs: Any = PAIR, **given: Any) -> Alerts:
    return alerts(
        table(*rows), pairs, since=START, until=START + timedelta(days=179), shuffles=999, **given
    )


def test_a_burst_is_found_where_it_is_and_names_its_claims() -> None:
    raised = [one for one in found(*told(burst_at(100))).alerts if one.kind == "burst"]
    assert len(raised) == 1
    assert abs((raised[0].first - START).days - 100) <= 1
    assert raised[0].events >= 28 > raised[0].expected
    assert len(raised[0].claim_ids) == raised[0].events
    assert {f"AZE{day}:0" for day in range(100, 107)} <= set(raised[0].claim_ids)
    assert raised[0].p <= 0.01


def test_a_shift_is_found_in_the_right_week_both_ways() -> None:
    low = quiet(90)
    high = np.random.default_rng(1).poisson(2, 90).tolist()
    for counts, rising in ((low + high, True), (high + low, False)):
        raised = [one for one in found(*told(counts)).alerts if one.kind == "shift"]
        assert [one.rising for one in raised] == [rising]
        assert abs((raised[0].first - START).days - 90) <= 7


def test_nothing_is_found_in_a_quiet_series() -> None:
    silent = found(*told(quiet()))
    assert (silent.alerts, silent.tested, silent.thin) == ((), 1, ())


def test_few_events_are_called_few() -> None:
    few = found(*told([1] * 11))
    assert few.alerts == ()
    assert few.tested == 0
    assert [(one.events, one.why) for one in few.thin] == [(11, "11 events, and 12 are needed")]
    short = alerts(table(*told([3] * 20)), [Dyad("AZE", "ARM")])
    assert [one.why for one in short.thin] == ["2 weeks, and 8 are needed"]


def test_false_alarms_are_rare_in_shuffled_series() -> None:
    chance = np.random.default_rng(5)
    counts = np.array(burst_at(100))
    pairs = [f"X{one}{two}" for one in "ABCDEF" for two in "ABCDEFGHIJ"]  # sixty, each on its own
    alarms = sum(
        bool(found(*told(chance.permutation(counts).tolist(), code), pairs=[Dyad(code)]).alerts)
        for code in pairs
    )
    assert alarms <= 3  # 5 % of sixty


def test_many_pairs_raise_the_bar_and_all_pairs_are_found() -> None:
    rows = told(burst_at(100))
    for number in range(18):
        rows += told(quiet(seed=number + 1), f"XA{chr(65 + number)}", "ARM")
    every = found(*rows, pairs=None)
    assert every.tested == 19
    assert {str(one.dyad) for one in every.alerts} == {"ARM - AZE"}
    assert every.alerts[0].q == pytest.approx(19 * every.alerts[0].p)
    alone = found(*told(burst_at(100)))
    assert every.alerts[0].first == alone.alerts[0].first
    assert every.alerts[0].p < alone.alerts[0].p  # it had to beat more shuffles


def test_the_same_again_and_the_same_for_whoever_it_is() -> None:
    one = found(*told(burst_at(100)))
    assert one == found(*reversed(told(burst_at(100))))
    other = found(*told(burst_at(100), "ARM", "AZE"))
    assert [vars(x) | {"claim_ids": 0} for x in one.alerts] == [
        vars(x) | {"claim_ids": 0} for x in other.alerts
    ]


def test_what_is_denied_or_friendly_is_no_conflict() -> None:
    counts = burst_at(100)
    for fields in ({"status": "denied"}, {"type": "AGREE"}):
        rows = [
            act(one["claim"], "AZE", "ARM", published=one["published"], **fields)
            for one in told(counts)
        ]
        assert found(*rows).alerts == ()
    assert found(*rows, measure="cooperation").alerts != ()


@pytest.mark.parametrize("given", [{"level": 0.5}, {"measure": "x"}, {"voice": ["x"]}])
def test_alerts_refuse_what_makes_no_sense(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        found(*told(quiet()), **given)


def test_the_statistics_of_bursts_and_shifts() -> None:
    counts = np.zeros(120, dtype=np.int64)
    counts[[10, 20, 30, 40, 50]] = 1
    counts[60:67] = 3
    first = bursts(counts, BY_DAY, 99)[0]
    # 21 events in 7 days after 5 in 56: x log x of each, with the days as weights
    assert (first.start, first.end, first.events, first.expected) == (60, 67, 21, 0.62)
    expected = 21 * np.log(21 / 7) + 5 * np.log(5 / 56) - 26 * np.log(26 / 63)
    assert first.statistic == pytest.approx(expected, abs=0.001)
    weeks = np.array([1] * 10 + [9] * 10)
    (cut,) = [one for one in shifts(weeks, 0.05, 999) if one.p <= 0.05]
    assert (cut.start, cut.before, cut.after) == (10, 1.0, 9.0)
    assert shifts(np.ones(30, dtype=np.int64), 0.05, 99) == []


# A table of events


def test_a_table_of_events(tmp_path: Path) -> None:
    path = tmp_path / "events.tsv"
    path.write_text(
        "Date\tsource\trelation\ttarget\n"
        "2014-03-01\tPolice (Kenya)\tuse conventional military force\tSudan\n"
        "2014-03-02\tKEN GOV\tMake statement\tSomebody\n"
        "2014-03-02\tSomebody\tMake statement\tSomebody\n"
        "no day\tKenya\tMake statement\tSudan\n"
        "2014-03-02\tKenya\tWonder\tSudan\n",
        encoding="utf8",
    )
    read = events_table.read(path)
    assert read.rows == 5
    assert sum(read.left_out.values()) == 3
    rows = [
        tuple(row[name] for name in ("claim", "actor", "recipient", "type", "quad"))
        for row in read.acts.to_pylist()
    ]
    assert rows == [
        ("events.tsv:2", "KEN", "SDN", "ASSAULT", "material conflict"),
        ("events.tsv:3", "KEN GOV", None, None, "verbal cooperation"),
    ]
    path.write_text("date,source\n", encoding="utf8")
    with pytest.raises(IntakeError, match="target"):
        events_table.read(path)
    with pytest.raises(IntakeError, match="cannot be read"):
        events_table.read(tmp_path / "nowhere.tsv")


def test_every_cameo_name_is_a_plover_event_or_talk() -> None:
    assert len(cameo_names()) > 250
    for name, code in cameo_names().items():
        assert code[:2] in ("01", "02") or to_plover(code) is not None, name


# End to end

STORY = [
    "Armenia shelled Azerbaijan on {day}. Baku accused Yerevan of shelling Azerbaijan. "
    "Armenia denied that it had shelled Azerbaijan.",
    "Armenian and Azerbaijani ministers met on {day}.",
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Path:
    folder = tmp_path_factory.mktemp("dyads") / "ledger"
    documents = [
        Document(
            id=f"d{week}", text=STORY[week % 2].format(day="Monday"), published=day.isoformat()
        )
        for week in range(10)
        for day in [START + timedelta(days=7 * week + 2)]
    ]
    Ledger(folder).ingest(documents, grammarian)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "100", "NO_COLOR": "1"})


def test_acts_of_a_ledger(ledger: Path) -> None:
    rows = acts.of_ledger(Ledger(ledger).snapshot()).to_pylist()
    first = [row for row in rows if row["claim"].startswith("d0:")]
    shelled = [row for row in first if row["type"] == "ASSAULT" and row["recipient"] == "AZE"]
    assert {(row["status"], row["voice"]) for row in shelled} == {
        ("happened", "report"), ("happened", "other"), ("denied", "own"),
    }  # fmt: skip
    met = [row for row in rows if row["claim"].startswith("d1:") and row["type"] == "CONSULT"]
    assert {(row["actor_side"], row["recipient_side"], row["mutual"]) for row in met} == {
        ("ARM", "AZE", True), ("AZE", "ARM", True),
    }  # fmt: skip
    assert {row["first"] for row in met} == {START + timedelta(days=7)}


def test_sayso_dyad(ledger: Path, tmp_path: Path) -> None:
    shown = run("dyad", "Armenia", "AZE", "--ledger", str(ledger), "--status", "happened")
    assert shown.exit_code == 0, shown.output
    assert "2024-01-01" in shown.stdout
    assert "#" in shown.stdout
    told = json.loads(run("dyad", "ARM", "AZE", "--ledger", str(ledger), "--format", "json").stdout)
    claims = set(Ledger(ledger).claims().column("claim").to_pylist())
    assert told
    assert all(set(row["claim_ids"]) <= claims for row in told)
    assert {row["voice"] for row in told} == {"own", "other", "report"}
    assert run("dyad", "ARM", "--ledger", str(ledger), "--voice", "x").exit_code == 2
    for name, begins in (("a.png", b"\x89PNG"), ("a.svg", b"<svg"), ("a.html", b"<!DOCTYPE")):
        drawn = run("dyad", "ARM", "AZE", "--ledger", str(ledger), "--plot", str(tmp_path / name))
        assert drawn.exit_code == 0, drawn.output
        assert (tmp_path / name).read_bytes().startswith(begins)
    page = (tmp_path / "a.html").read_text("utf8")
    assert not re.search(r"<(?:script|link)[^>]+(?:src|href)=", page)
    assert "material conflict" in page
    assert run("dyad", "ARM", "--ledger", str(ledger), "--plot", "a.gif").exit_code == 2


def test_sayso_alerts(ledger: Path) -> None:
    shown = run("alerts", "--ledger", str(ledger), "--dyad", "ARM", "AZE")
    assert shown.exit_code == 0, shown.output
    assert "0 alerts; 1 pair was tested, 2024-01-03 to 2024-03-06." in shown.stdout
    thin = run("alerts", "--ledger", str(ledger), "--party", "TUR")
    assert "Too little is told to test 1: TUR - all (0 events, and 12 are needed)" in thin.stdout
    assert json.loads(run("alerts", "--ledger", str(ledger), "--format", "json").stdout) == []


@pytest.mark.parametrize(
    ("package", "command"),
    [("ruptures", ["alerts"]), ("altair", ["dyad", "ARM", "--plot", "a.png"])],
)
def test_without_the_extra_the_pip_line_is_said(
    package: str, command: list[str], ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    said = run(*command, "--ledger", str(ledger))
    assert said.exit_code == 2
    assert "pip install 'sayso[weighing]'" in said.stderr


def test_a_chart_asks_for_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    with pytest.raises(MissingExtraError, match="a chart"):
        chart.draw(dyads.series(BETWEEN, Dyad("AZE", "ARM")), "svg")
