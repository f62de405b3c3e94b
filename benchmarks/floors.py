"""Raise the floors that the gold benchmark may not fall below; never lower one.

    python benchmarks/floors.py [--update]

Prints each figure of ``gold.py`` with its floor in ``floors.json``. With ``--update`` the floors
are raised to today's figures, rounded down to three digits; if any figure is below its floor,
nothing is written and the exit code is 1. A figure without a floor gets one.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


def todays_figures() -> dict[str, float]:
    """What ``gold.py`` prints now."""
    run = subprocess.run(
        [sys.executable, str(HERE / "gold.py"), "--json"], check=True, stdout=subprocess.PIPE
    )
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def below(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """The figures that are lower than their floors, or missing."""
    return [name for name, floor in floors.items() if figures.get(name, -math.inf) < floor]


def raised(floors: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, float]:
    """Floors as high as the figures allow, in the order of the figures.

    Raises:
        ValueError: a figure is below its floor; the message names all such figures.
    """
    low = below(floors, figures)
    if low:
        raise ValueError(f"below the floor: {', '.join(low)}; a floor is never lowered")
    return {
        name: max(floors.get(name, -math.inf), _rounded_down(figure))
        for name, figure in figures.items()
    }


def _rounded_down(figure: float) -> float:
    return figure if isinstance(figure, int) else math.floor(round(figure * 1000, 6)) / 1000


def main(arguments: list[str] | None = None) -> int:
    """Show or raise the floors; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="raise the floors in floors.json")
    options = parser.parse_args(arguments)
    pinned = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else {}
    floors = pinned.get("gold", {})
    figures = todays_figures()
    for name, figure in figures.items():
        print(f"{name} {figure} (floor {floors.get(name, 'none')})")
    if not options.update:
        return 1 if below(floors, figures) else 0
    try:
        pinned["gold"] = raised(floors, figures)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
