"""How a command ends: one place where errors become a line on stderr and an exit code.

| code | meaning |
|---|---|
| 0 | done (also when the reader of a pipe had enough and closed it) |
| 1 | nothing could be read (``--strict``: something could not), or something not be written |
| 2 | the command was not used as it should be |
| 3 | a model or table is missing or is not the one that was tested |
| 130 | stopped with Ctrl-C |
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from sayso.errors import ModelError, SaysoError, UsageError

FAILED = 1
MISUSED = 2
NO_MODEL = 3
INTERRUPTED = 130


@contextmanager
def exits() -> Iterator[None]:
    """Run a command's body; turn what it raises on purpose into a message and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except UsageError as error:
        say(str(error))
        say("see 'sayso --help' and 'sayso COMMAND --help'")
        raise typer.Exit(MISUSED) from error
    except ModelError as error:
        say(str(error))
        raise typer.Exit(NO_MODEL) from error
    except SaysoError as error:
        say(str(error))
        raise typer.Exit(FAILED) from error
    except BrokenPipeError as error:
        _forget_stdout()
        raise typer.Exit(0) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(INTERRUPTED) from error


def say(message: str) -> None:
    """One message for the person at the terminal, on stderr, without colour or control codes."""
    shown = "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in message)
    typer.echo(f"sayso: {shown}", err=True)


def _forget_stdout() -> None:
    """Let Python's last flush at exit go nowhere instead of failing once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the exit
    finally:
        os.close(nowhere)
