"""Raise the floors that the benchmarks' figures may not fall below; never lower one.

    python benchmarks/floors.py [--data DATA] [--crossvalidation FILE] [--update]

Runs ``gold.py``, ``calibration.py``, ``weighing.py`` for what has a truth, the test half of
``events.py gold`` and ``weighing_dyads.py``, with ``--data`` also ``attribution.py`` and
``factuality.py`` on the data sets in that folder, and prints their figures, those that are pinned
with their floors in ``floors.json``. ``--crossvalidation`` adds the figures in a file, as
``training/crossvalidate.py --json`` prints them. The floors of ``ece`` and of false alarms are
ceilings: less is better.

With ``--update`` the floors of what was run are raised to today's figures, rounded down to three
digits (a ceiling is lowered, and rounded up). If any figure is below its floor, nothing is written
and the exit code is 1. A pinned figure without a floor gets one.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"

#: The figures that may only fall.
CEILINGS = {"ece", "false_alarm_rate", "false_alarm_rate_pair", "false_alerts"}
#: The sets of ``factuality.py`` whose figures are pinned.
FACTUALITY = ("UW", "UDS_IH2", "MEANTIME")
#: The figures that have a floor, by section of ``floors.json``; all of ``gold``'s do.
PINNED = {
    "calibration": ("ece",),
    "copies": (
        *("documents", "copies_precision", "copies_recall", "copies_f1"),
        *("direction_right", "direction_right_of_knowable", "relation_accuracy"),
        *("passages_covered", "passages_precision"),
        *("credits_precision", "credits_recall", "credits_f1"),
    ),
    "dyads": ("party_alerts_right", "dyad_alert_right", "false_alerts", "swap_invariance"),
    "forecasts": (
        *("forecasts", "forecasts_found", "outcomes_right", "outcomes_right_bare"),
        *("horizons_right", "likelihoods_right", "swap_invariance"),
    ),
    "stories": (
        *("mentions", "aligned", "b_cubed_f1", "b_cubed_precision", "b_cubed_recall"),
        *("stance_accuracy", "swap_invariance"),
    ),
    "contradictions": ("rows_found", "precision", "recall", "f1", "swap_invariance"),
    "origins": (
        *("mentions", "aligned", "origin_accuracy", "origin_accuracy_bare", "kind_accuracy"),
        *("stories_counted_right", "swap_invariance"),
    ),
    "alerts": (
        *("break_found", "break_found_among_all", "false_alarm_rate", "false_alarm_rate_pair"),
    ),
    "events": (
        *("texts", "events", "type_f1", "country_f1", "sector_f1", "whole_event_f1"),
        *("happened_precision", "last_voice_accuracy", "when_accuracy", "auxiliary_accuracy"),
    ),
    "attribution": (
        "overlap_f1",
        *(f"recall_{quote}" for quote in ("direct", "mixed", "indirect")),
        *(f"{role}_exact_f1" for role in ("source", "cue", "content")),
    ),
    "factuality": tuple(
        f"{name}_{key}" for name in FACTUALITY for key in ("pearson_r", "macro_f1")
    ),
    "crossvalidation": ("root_macro_f1", "penta_macro_f1", "loaded_word_f1"),
}

Figures = Mapping[str, float]


def todays_figures(benchmark: str, *arguments: Path | str) -> Figures:
    """What a benchmark prints now."""
    command = [sys.executable, str(HERE / f"{benchmark}.py"), *map(str, arguments), "--json"]
    return _numbers(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def sections(data: Path | None, crossvalidation: Path | None) -> Iterator[tuple[str, Figures]]:
    """The figures of each section that there is something to run for."""
    yield "gold", todays_figures("gold")
    yield "calibration", todays_figures("calibration")
    yield "copies", todays_figures("weighing", "copies")
    yield "events", todays_figures("events", "gold", "--half", "test")
    yield "dyads", todays_figures("weighing_dyads", "corpus")
    yield "forecasts", todays_figures("weighing", "forecasts")
    yield "stories", todays_figures("weighing", "stories")
    yield "contradictions", todays_figures("weighing", "contradictions")
    yield "origins", todays_figures("weighing", "origins")
    if data:
        yield "attribution", todays_figures("attribution", data / "polnear" / "dev.jsonl")
        sets = [data / "factuality" / f"{name}.dev.jsonl" for name in FACTUALITY]
        yield "factuality", todays_figures("factuality", *sets)
        yield "alerts", todays_figures("weighing_dyads", "table", data / "icews14" / "events.tsv")
    if crossvalidation:
        yield "crossvalidation", _numbers(crossvalidation.read_bytes())


def pinned(section: str, figures: Figures) -> Figures:
    """Those of a section's figures that have a floor.

    Raises:
        ValueError: one is missing.
    """
    names = PINNED.get(section, tuple(figures))
    missing = [name for name in names if name not in figures]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    return {name: figures[name] for name in names}


def below(floors: Figures, figures: Figures) -> list[str]:
    """The figures that are lower than their floors (higher than their ceilings), or missing."""
    return [
        name
        for name, floor in floors.items()
        if name not in figures or _better(name, floor, figures[name]) != figures[name]
    ]


def raised(floors: Figures, figures: Figures) -> dict[str, float]:
    """Floors as high as the figures allow, in the order of the figures.

    Raises:
        ValueError: a figure is below its floor; the message names all such figures.
    """
    low = below(floors, figures)
    if low:
        raise ValueError(f"below the floor: {', '.join(low)}; a floor is never lowered")
    allowed = {name: _rounded(name, figure) for name, figure in figures.items()}
    return {name: _better(name, floor, floors.get(name, floor)) for name, floor in allowed.items()}


def _better(name: str, one: float, other: float) -> float:
    return min(one, other) if name in CEILINGS else max(one, other)


def _rounded(name: str, figure: float) -> float:
    away = math.ceil if name in CEILINGS else math.floor
    return figure if isinstance(figure, int) else away(round(figure * 1000, 6)) / 1000


def _numbers(printed: bytes) -> Figures:
    figures = json.loads(printed)
    return {name: value for name, value in figures.items() if isinstance(value, int | float)}


def main(arguments: list[str] | None = None) -> int:
    """Show or raise the floors; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a folder of data sets: run those that need one")
    parser.add_argument(
        "--crossvalidation", type=Path, metavar="FILE", help="what crossvalidate.py --json printed"
    )
    parser.add_argument("--update", action="store_true", help="raise the floors in floors.json")
    options = parser.parse_args(arguments)
    kept = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else {}
    wrong = False
    try:
        for section, figures in sections(options.data, options.crossvalidation):
            floors = kept.get(section, {})
            names = PINNED.get(section, figures)
            for name, figure in figures.items():
                floor = f" (floor {floors.get(name, 'none')})" if name in names else ""
                print(f"{section} {name} {figure}{floor}", flush=True)
            try:
                kept[section] = raised(floors, pinned(section, figures))
            except ValueError as error:
                print(f"{section}: {error}", file=sys.stderr)
                wrong = True
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.update and not wrong:
        FLOORS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
