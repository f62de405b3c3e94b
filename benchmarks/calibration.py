"""Read the gold texts, and print whether a claim's confidence can be taken at its word.

    python benchmarks/calibration.py [FILE.jsonl ...] [--json]

Each gold claim for which the reading has one is right or wrong as ``gold.py`` counts it, and was
read with some confidence. Prints the expected calibration error (``ece``: the mean gap between
confidence and share right over ten bins of equal width, weighted by what they hold), the number of
claims, their mean confidence and the share that is right, and then the bins themselves: from, to,
claims, mean confidence, share right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean

if not __package__:  # run as a script: the package lies in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gold import GOLD, document, judge
from benchmarks.scoring import jsonl
from benchmarks.scoring.figures import printed
from benchmarks.scoring.reliability import Bin, expected_calibration_error, reliability

from sayso import IntakeError, Reader, SaysoError


def confidences(paths: Iterable[Path], reader: Reader) -> list[tuple[float, bool]]:
    """The confidence of each gold claim that was found, and whether it was read right.

    Raises:
        IntakeError: a file cannot be read, or a line is no gold text.
    """
    pairs: list[tuple[float, bool]] = []
    for path in paths:
        for place, gold in jsonl.read(path, {"id": str, "text": str, "claims": list}):
            reading = reader.read(document(gold))
            try:
                pairs += judge(gold, reading).confidences
            except (IndexError, KeyError, TypeError) as error:
                reason = "its claims are not as tests/gold/GUIDE.md wants them"
                raise IntakeError(place, reason) from error
    return pairs


def figures(pairs: Sequence[tuple[float, bool]], table: Sequence[Bin]) -> dict[str, float]:
    """What is printed above the bins."""
    return {
        "ece": round(expected_calibration_error(table), 4),
        "claims": len(pairs),
        "mean_confidence": round(fmean(confidence for confidence, _ in pairs), 4) if pairs else 0.0,
        "share_right": round(fmean(right for _, right in pairs), 4) if pairs else 0.0,
    }


def rows(table: Iterable[Bin]) -> list[dict[str, float]]:
    """The bins as they are printed."""
    return [
        {
            "from": row.low,
            "to": row.high,
            "claims": row.held,
            "mean_confidence": round(row.mean_confidence, 4),
            "share_right": round(row.share_right, 4),
        }
        for row in table
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files", nargs="*", type=Path, help="gold files; all of tests/gold without any"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        pairs = confidences(options.files or sorted(GOLD.glob("*.jsonl")), Reader())
    except SaysoError as error:
        print(error, file=sys.stderr)
        return 2
    table = reliability(pairs)
    shown = figures(pairs, table)
    if options.json:
        print(json.dumps({**shown, "bins": rows(table)}))
        return 0
    print(printed(shown, as_json=False))
    print("\nfrom  to   claims  confidence  right")
    for row in table:
        ends, shares = f"{row.low:.1f}   {row.high:.1f}", (row.mean_confidence, row.share_right)
        print("{}  {:6}  {:10.4f}  {:.4f}".format(ends, row.held, *shares))
    return 0


if __name__ == "__main__":
    sys.exit(main())
