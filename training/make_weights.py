"""Data sets -> the weights that sayso ships, with their card: every step, in order, in one command.

    python training/make_weights.py DATA OUT [--work FOLDER] [--figures FILE.json] [--dry-run]

``DATA`` holds the folders ``polnear``, ``factuality``, ``plover`` and ``wording`` in the forms that
benchmarks/README.md describes; ``OUT`` is ``src/sayso/reading/heads/data``. What is half done lies
in ``--work``: prepared examples, checkpoints, logs. A step whose result is there is skipped, and
training goes on from its last checkpoint, so a run that was stopped is started again with the same
command. The last steps, from the export on, are always taken anew.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

if not __package__:  # run as a script: the benchmarks lie in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gold import GOLD
from benchmarks.scoring.wording import FOLDS

from prepare import ROOT, SETS, TRAINING, check_sources, encoder_folder, prepare_all
from sayso.reading.heads.config import Config
from sayso.reading.heads.weights import FOLDER

FIGURES = "figures.json"
"""The file that keeps what the folds say."""

_MINUTE = 60.0


def script(name: str, *arguments: str | Path) -> list[str]:
    """One of the scripts beside this one, as a command."""
    return [sys.executable, str(TRAINING / f"{name}.py"), *map(str, arguments)]


def run(command: list[str], log: Path | None = None) -> None:
    """Run a command to its end; say now and then how far its log has come."""
    process = subprocess.Popen(command)
    try:
        while True:
            try:
                code = process.wait(5 * _MINUTE)
                break
            except subprocess.TimeoutExpired:
                if log is not None and log.exists():
                    say("  " + log.read_text(encoding="utf-8").rstrip().rpartition("\n")[2])
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if code:
        raise SystemExit(f"{Path(command[1]).name} ended with {code}; start again to go on")


def crossvalidate(prepared: Path, model: Path, made: Path) -> None:
    """Keep what the folds' weights say of examples that they never met, as figures of the card."""
    ended = subprocess.run(
        script("crossvalidate", prepared, model, made, "--json"),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode:
        raise SystemExit(f"crossvalidate.py ended with {ended.returncode}")
    command = "python training/crossvalidate.py PREPARED MODEL RUN --json"
    found = {n: {"value": v, "command": command} for n, v in json.loads(ended.stdout).items()}
    draft = (made / FIGURES).with_suffix(".part")
    draft.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    draft.rename(made / FIGURES)


def settle(prepared: Path, made: Path) -> None:
    """Put the threshold that the folds agreed on into the configuration."""
    found = json.loads((made / FIGURES).read_text(encoding="utf-8"))
    config = Config.load(prepared / "config.json")
    loaded = [round(found["loaded_threshold"]["value"], 2)]
    replace(config, settings={**config.settings, "loaded": loaded}).save(prepared / "config.json")


def calibrate(out: Path) -> None:
    """Fit the confidence of claims to our gold texts; only the shipped folder can be read with."""
    if out.resolve() != FOLDER.resolve():
        say(f"  {out} is not the folder that Reader() reads: confidence is left as it was")
        return
    run(script("calibrate", *sorted(GOLD.glob("*.jsonl"))))


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        name: what it is called.
        makes: what is there when it is done; nothing for a step that is never skipped.
        do: takes it.
        half: what is there while it is half done.
    """

    name: str
    makes: tuple[Path, ...]
    do: Callable[[], None]
    half: Path | None = None

    @property
    def is_done(self) -> bool:
        """Whether its result is there."""
        if self.half is not None and self.half.exists():
            return False
        return bool(self.makes) and all(path.exists() for path in self.makes)


def steps(options: argparse.Namespace, model: Path) -> list[Step]:
    """All steps from the data sets to the card."""
    prepared, made = options.work / "prepared", options.work / "run"

    def training(name: str, *arguments: str | Path) -> Step:
        command = script("train", prepared, model, made, *arguments)
        command += ["--workers", str(options.workers)]
        log, half = made / f"{name}.log.jsonl", made / f"{name}.checkpoint.pt"
        return Step(f"train {name}", (made / f"{name}.pt",), lambda: run(command, log), half)

    later = ("--plan", "last", "--start", made / "first.pt")
    given = [argument for path in options.figures for argument in ("--figures", path)]
    ready = (*(prepared / f"{name}.pkl" for name in SETS), prepared / "config.json")
    return [
        Step("prepare", ready, lambda: prepare_all(options.data, prepared, model)),
        training("first", "--plan", "first"),
        *(training(f"fold{k}", *later, "--without-fold", str(k)) for k in range(FOLDS)),
        training("last", *later),
        Step("crossvalidate", (made / FIGURES,), lambda: crossvalidate(prepared, model, made)),
        Step("settle", (), lambda: settle(prepared, made)),
        Step(
            "export",
            (),
            lambda: run(script("export", prepared, model, made / "last.pt", options.out)),
        ),
        Step("refit", (), lambda: run(script("refit", prepared, options.out))),
        Step("calibrate", (), lambda: calibrate(options.out)),
        Step(
            "card",
            (),
            lambda: run(
                script("card", prepared, made, options.out, "--model", model)
                + list(map(str, ["--figures", made / FIGURES, *given]))
            ),
        ),
    ]


def say(message: str) -> None:
    """One line for the log."""
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def main() -> None:
    """Parse the command line and take the steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("out", type=Path, help="folder of the weights")
    work = ROOT / "build" / "weights"
    parser.add_argument(
        "--work", type=Path, default=work, help="folder of what is half done: build/weights"
    )
    parser.add_argument(
        "--figures", type=Path, action="append", default=[], help="more figures for the card"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes that train together: 2")
    parser.add_argument("--model", type=Path, help="the encoder's folder, if not its package's")
    parser.add_argument("--dry-run", action="store_true", help="say what is done and what is not")
    options = parser.parse_args()
    model = options.model or encoder_folder()
    if not options.dry_run:
        check_sources(options.data, options.work / "prepared")
    todo = steps(options, model)
    for number, step in enumerate(todo, 1):
        about = f"{number}/{len(todo)} {step.name}"
        if step.is_done or options.dry_run:
            say(f"{about}: {'there' if step.is_done else 'to do'}")
            continue
        say(about)
        since = time.monotonic()
        step.do()
        say(f"{about}: {(time.monotonic() - since) / _MINUTE:.1f} minutes")


if __name__ == "__main__":
    main()
