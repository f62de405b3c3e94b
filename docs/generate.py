"""The docs show only what a command printed: this runs the commands and writes down the output.

    python docs/generate.py [--check] [--measured] [FILE.md ...]

Comes in: Markdown files. Goes out: the same files, with what their fences hold printed anew. The
word after the three backticks says what a fence is:

- ``console``: a line that begins with ``$ `` is run by bash in the project's root, and what it
  prints (both streams) follows it; a command that fails stops the run;
- ``console measured``: the same, but only with ``--measured``: figures that differ from machine to
  machine;
- ``pycon``: a Python session; a page has one, shared by its fences;
- any other is left as it is.

``--check`` writes nothing and fails, with a diff, where a file does not show what is printed today.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import doctest
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
WIDTH = "88"

_FENCE = re.compile(
    r"^```(?P<kind>console measured|console|pycon)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
# What makes Rich and Typer believe in a terminal or in colour; no page may depend on it.
_STYLING = ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "CLICOLOR_FORCE", "LINES")


def _environment() -> dict[str, str]:
    """The environment of every fence: our own `sayso` first, no colours, one width."""
    kept = {name: value for name, value in os.environ.items() if name not in _STYLING}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }


def pages() -> list[Path]:
    """The Markdown files of the project that a person reads first."""
    return [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "examples").glob("*.md")),
        *sorted((ROOT / "docs").glob("*.md")),
    ]


def generated(page: str, *, measured: bool = False) -> str:
    """The text of a page with its fences printed anew.

    Args:
        page: Markdown.
        measured: also run the fences whose figures differ from machine to machine.

    Raises:
        RuntimeError: a command failed; the message holds what it printed.
    """
    session: dict[str, Any] = {"__name__": "__docs__"}
    environment = _environment()

    def anew(fence: re.Match[str]) -> str:
        kind, body = fence["kind"], fence["body"]
        if kind == "pycon":
            with mock.patch.dict(os.environ, environment, clear=True):
                body = _python(body, session)
        elif kind == "console" or measured:
            body = _console(body, environment)
        return f"```{kind}\n{body}```"

    return _FENCE.sub(anew, page)


def _console(body: str, environment: dict[str, str]) -> str:
    commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{_printed(command, environment)}" for command in commands)


def _printed(command: str, environment: dict[str, str]) -> str:
    run = subprocess.run(  # noqa: S603 - the commands stand in our own docs
        ["bash", "-c", command],  # noqa: S607
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    shown = run.stdout.decode("utf8")
    if run.returncode:
        raise RuntimeError(f"$ {command}\nexit code {run.returncode}\n{shown}")
    lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _python(body: str, session: dict[str, Any]) -> str:
    pieces = []
    for piece in doctest.DocTestParser().parse(body):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        lines = piece.source.splitlines()
        prompts = (">>>", *("..." for _ in lines[1:]))
        pieces += [f"{prompt} {line}\n" for prompt, line in zip(prompts, lines, strict=True)]
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            exec(compile(piece.source, "<docs>", "single"), session)  # noqa: S102 - our own docs
        pieces.append(re.sub(r"^$(?=\n)", "<BLANKLINE>", stream.getvalue(), flags=re.MULTILINE))
    return "".join(pieces)


def main(arguments: list[str] | None = None) -> int:
    """Print the pages anew, or check them; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="Markdown files; all without any")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("--measured", action="store_true", help="run `console measured` too")
    options = parser.parse_args(arguments)
    stale = 0
    for path in options.files or pages():
        held = path.read_text("utf8")
        today = generated(held, measured=options.measured)
        if today == held:
            continue
        stale += 1
        if options.check:
            lines = difflib.unified_diff(
                held.splitlines(), today.splitlines(), str(path), "printed today", lineterm=""
            )
            print(*lines, sep="\n")
        else:
            path.write_text(today, "utf8")
            print(f"{path}: printed anew")
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
