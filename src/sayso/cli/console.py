"""The console of the terminal format: Rich's, but a closed pipe is for the command to handle."""

from __future__ import annotations

from rich.console import Console


class PipedConsole(Console):
    """A console that raises when the reader of its pipe has gone; Rich's own would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Let :func:`sayso.cli.exits.exits` end the command quietly."""
        raise BrokenPipeError
