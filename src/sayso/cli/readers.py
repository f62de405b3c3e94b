"""Options that say who reads: this process, several of this machine, or the workers of a cluster.

Comes in: the options as typed, and how to make a reader. Goes out: who reads, for as long as a
command runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.ledger.readers import Readers, Reads
    from sayso.scale.task import MakeReader

_PANEL = "Who reads"

Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Processes that read at the same time; as many as this machine has cores is best.",
        rich_help_panel=_PANEL,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Read on the workers of a Dask scheduler that is running, like tcp://10.0.0.5:8786.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]
SchedulerFile = Annotated[
    Path | None,
    typer.Option(
        "--scheduler-file",
        metavar="FILE",
        help="The same, by the file that 'dask scheduler --scheduler-file' wrote.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]


@dataclass(frozen=True)
class Crew:
    """Who is to read, as it was typed."""

    workers: int = 1
    scheduler: str | None = None
    scheduler_file: Path | None = None

    def check(self) -> None:
        """Refuse what contradicts itself.

        Raises:
            MissingExtraError: workers are wanted and the extra is not installed.
            UsageError: more than one of the options is given.
        """
        given = {
            "--workers": self.workers > 1,
            "--scheduler": self.scheduler is not None,
            "--scheduler-file": self.scheduler_file is not None,
        }
        wanted = [name for name, is_given in given.items() if is_given]
        if len(wanted) > 1:
            raise UsageError(f"{' and '.join(wanted)}: give one of them")
        if wanted:
            import sayso.scale  # noqa: F401 - what it lacks should be known before anything is made

    @contextmanager
    def readers(self, make_reader: MakeReader) -> Iterator[Reads | Readers]:
        """Those who read.

        Raises:
            ScaleError: there is no such cluster.
        """
        if self.scheduler is not None or self.scheduler_file is not None:
            from sayso import scale

            with scale.running(
                self.scheduler, self.scheduler_file, make_reader=make_reader
            ) as found:
                yield found
        elif self.workers > 1:
            from sayso import scale

            with scale.local(self.workers, make_reader) as found:
                yield found
        else:
            yield make_reader()
