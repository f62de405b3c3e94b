"""What is told between two parties, period by period, and on whose word.

Comes in: acts (see :mod:`sayso.weighing.acts`) and two parties, or one and everybody. Goes out: a
:class:`Series` whose cells count acts by quad class, status, voice and direction, add up their
scores, and name their claims. The idea in between: a cell counts *events*, so that what one
document tells twice counts once; what many documents tell counts as often, for a series cannot know
whether they tell the same.

An act belongs to the period that holds its whole event date. Where the text gives none, or one too
coarse for the period ("this month", by week) that the day of publication fits into, that day
decides. An act without either is not in the series, and counted as ``undated``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args

import duckdb
import pyarrow as pa

from sayso.errors import UsageError
from sayso.knowledge.countries import gazetteer, split_name
from sayso.records import Quad, Status
from sayso.weighing.acts import Voice

Step = Literal["day", "week", "month"]
"""How long a period is; weeks begin on Monday."""

Direction = Literal["both", "to", "from"]
"""Acts of either party upon the other, of the first upon the second, or the other way round."""

#: The statuses of what is told as done; all others tell what is planned, wanted, denied ...
DONE: tuple[Status, ...] = ("happened", "ongoing")

#: What cells may be split by, in the order of their columns.
SPLITS = ("direction", "quad", "status", "voice", "dated_by")

_CODE = re.compile(r"[A-Z]{3}(?: [A-Z]{3})*")

# When each act was, for periods of one length.
_DATED = """
    CREATE VIEW dated AS SELECT *,
        CASE WHEN exact THEN 'event' WHEN fits THEN 'published' END AS dated_by,
        CASE WHEN exact THEN date_trunc('{by}', first) WHEN fits
            THEN date_trunc('{by}', published) END::DATE AS period
    FROM (SELECT *,
        coalesce(date_trunc('{by}', first) = date_trunc('{by}', last), false) AS exact,
        published IS NOT NULL AND coalesce(published >= first, true)
            AND coalesce(published <= last, true) AS fits
        FROM acts)
"""

# Acts one way, whoever the two are.
_CHOSEN = """
    SELECT *, CASE WHEN mutual THEN $mutual ELSE ${name}_told END AS direction
    FROM dated WHERE {matches}
        AND (len($status) = 0 OR list_contains($status, status))
        AND (len($voice) = 0 OR list_contains($voice, voice))
"""

_CELLS = """
    WITH kept AS (FROM chosen WHERE period BETWEEN $since AND $until),
    events AS (
        SELECT period, {splits} event, avg(score) AS score, list(DISTINCT claim) AS claims
        FROM (SELECT DISTINCT period, {splits} event, claim, score FROM kept) GROUP BY ALL
    )
    SELECT period, {splits} count(*) AS events, sum(len(claims))::BIGINT AS claims,
        round(sum(score), 4) AS score, round(avg(score), 4) AS mean_score,
        list_sort(flatten(list(claims))) AS claim_ids
    FROM events GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True)
class Dyad:
    """Two parties, or one and everybody.

    Args:
        first: a country (``AZE``) or the beginning of a code (``AZE GOV``).
        second: the same; None: everybody else, also those of whom no code is known.
    """

    first: str
    second: str | None = None

    def __str__(self) -> str:
        return f"{self.first} - {self.second or 'all'}"


@dataclass(frozen=True)
class Series:
    """What is told between two parties.

    Args:
        dyad: the parties.
        by: the length of a period.
        since: the first day of the first period.
        until: the last day.
        cells: a row for each period and combination that has an act: ``period`` (its first day),
            the columns it was split by, ``events``, ``claims``, ``score`` (the sum over events),
            ``mean_score`` and ``claim_ids``. ``dated_by`` says whether the ``event``'s own date or
            the day it was ``published`` put it there.
        undated: how many acts have no day that would do.
        outside: how many lie before ``since`` or after ``until``.
    """

    dyad: Dyad
    by: Step
    since: date
    until: date
    cells: pa.Table
    undated: int
    outside: int

    def periods(self) -> list[date]:
        """The first day of every period, also of those without an act."""
        return periods(self.since, self.until, self.by)


def series(
    acts: pa.Table,
    dyad: Dyad,
    by: Step = "week",
    *,
    direction: Direction = "both",
    status: Collection[str] = (),
    voice: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    split: Sequence[str] = SPLITS,
) -> Series:
    """Count what is told between two parties.

    Args:
        acts: of the schema :data:`sayso.weighing.acts.ACTS`.
        dyad: whose. Acts of a party upon itself are not in it.
        by: the length of a period.
        direction: whose acts upon whom; mutual ones are in each.
        status: only what is put like this.
        voice: only what is said by these, see :data:`sayso.weighing.acts.Voice`.
        since: from the period of this day; by default of the first day of publication.
        until: to this day; by default the last day of publication.
        split: what to tell apart, of :data:`SPLITS`. An event told in two ways is in two cells, and
            once in the cell that doesn't tell them apart.

    Raises:
        UsageError: an argument is none of those allowed, or ``since`` lies after ``until``.
    """
    for name, given, allowed in (
        ("status", status, get_args(Status)), ("voice", voice, get_args(Voice)),
        ("split", split, SPLITS), ("by", [by], get_args(Step)),
        ("direction", [direction], get_args(Direction)),
    ):  # fmt: skip
        for value in given:
            if value not in allowed:
                raise UsageError(f"{name} {value!r}: use one of {', '.join(allowed)}")
    with dated(acts, by) as connection:
        _choose(connection, dyad, direction, status, voice)
        first, last = window(connection, since, until)
        begin = start_of(first, by)
        ((undated, outside),) = connection.sql(
            "SELECT count(DISTINCT claim) FILTER (period IS NULL), count(DISTINCT claim) "
            "FILTER (period NOT BETWEEN $begin AND $last) FROM chosen",
            params={"begin": begin, "last": last},
        ).fetchall()
        wanted = "".join(f"{name}, " for name in SPLITS if name in split)
        cells = connection.sql(
            _CELLS.format(splits=wanted), params={"since": begin, "until": last}
        ).to_arrow_table()
    return Series(dyad, by, begin, last, cells, undated, outside)


def dated(acts: pa.Table, by: Step) -> duckdb.DuckDBPyConnection:
    """A connection with the view ``dated``: acts, each with its ``period`` and ``dated_by``."""
    connection = duckdb.connect(":memory:")
    connection.register("acts", acts)
    connection.execute(_DATED.format(by=by))
    return connection


def window(
    connection: duckdb.DuckDBPyConnection, since: date | None, until: date | None
) -> tuple[date, date]:
    """From when to when: what is given, else the days of publication, else those of the acts.

    Raises:
        UsageError: it would end before it begins.
    """
    (found,) = connection.sql(
        "SELECT coalesce(min(published), min(period), DATE '1970-01-01'), "
        "coalesce(max(published), max(period), DATE '1970-01-01') FROM dated"
    ).fetchall()
    if since is None:
        since = found[0] if until is None else min(found[0], until)
    if until is None:
        until = max(found[1], since)
    if since > until:
        raise UsageError(f"since {since} lies after until {until}")
    return since, until


def _choose(
    connection: duckdb.DuckDBPyConnection,
    dyad: Dyad,
    direction: Direction,
    status: Collection[str],
    voice: Collection[str],
) -> None:
    """Make the table ``chosen``: the acts between the two, with their direction."""
    ways = {
        "to": (dyad.first, dyad.second),
        "from": (dyad.second, dyad.first),
    }
    parts = []
    given: dict[str, Any] = {"status": list(status), "voice": list(voice)}
    for name, (actor, recipient) in ways.items():
        if direction not in ("both", name):
            continue
        told = f"{actor or 'all'} > {recipient or 'all'}"
        given |= {f"{name}_actor": actor, f"{name}_recipient": recipient, f"{name}_told": told}
        matches = []
        for role, code in (("actor", actor), ("recipient", recipient)):
            key = f"${name}_{role}::VARCHAR"
            fits = f"(({role} || ' ') LIKE ({key} || ' %'))"
            other = f"${name}_{'recipient' if role == 'actor' else 'actor'}::VARCHAR"
            matches.append(
                fits if code else f"coalesce(NOT (({role} || ' ') LIKE ({other} || ' %')), true)"
            )
            if code is None:
                given.pop(f"{name}_{role}")
        parts.append(_CHOSEN.format(name=name, matches=" AND ".join(matches)))
    given["mutual"] = f"{dyad.first} = {dyad.second or 'all'}"
    connection.execute(f"CREATE TABLE chosen AS {' UNION ALL '.join(parts)}", given)


def start_of(day: date, by: Step) -> date:
    """The first day of the period that holds a day.

    >>> start_of(date(2024, 5, 15), "week")
    datetime.date(2024, 5, 13)
    """
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def periods(since: date, until: date, by: Step) -> list[date]:
    """The first day of each period from one day to another.

    >>> periods(date(2024, 11, 20), date(2025, 1, 1), "month")
    [datetime.date(2024, 11, 1), datetime.date(2024, 12, 1), datetime.date(2025, 1, 1)]
    """
    found = [start_of(since, by)]
    while True:
        days = {"day": 1, "week": 7, "month": 31}[by]
        following = start_of(found[-1] + timedelta(days=days), by)
        if following > until:
            return found
        found.append(following)


def code_of(party: str) -> str:
    """The code that a party is looked for by: a code as it is, a country's name as its code.

    Raises:
        UsageError: it is neither.

    >>> code_of("aze gov"), code_of("Armenia")
    ('AZE GOV', 'ARM')
    """
    entries = gazetteer().get(split_name(party), ())
    for entry in entries:
        if entry.kind == "name":
            return entry.country.alpha3
    if _CODE.fullmatch(party.upper()):
        return party.upper()
    raise UsageError(f"{party!r}: name a country (Armenia, ARM) or the start of a code ('ARM GOV')")


def quads() -> Iterable[str]:
    """The quad classes, from the most friendly to the most hostile."""
    return get_args(Quad)
