"""What a person asked ``sayso read`` for: the options, checked before anything is read.

Comes in: the options as typed. Goes out: a :class:`Request`, or a :class:`UsageError` that names
the option and what it takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from sayso.cli.formats import By, Format
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.records import Claim, Document, Reading

Heads = Literal["learned", "rules"]
"""What a reader reads with; the names are those of :class:`sayso.Reader`."""


@dataclass(frozen=True)
class Request:
    """What was asked for, checked before anything is read."""

    output_format: Format
    output: Path | None = None
    by: By | None = None
    width: int | None = None
    who: str | None = None
    about: str | None = None
    status: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    heads: Heads = "learned"
    actors: tuple[Path, ...] = ()
    offices: str | None = None
    offices_at: str | None = None
    quiet: bool = False

    def check(self) -> None:
        """Refuse values and combinations that make no sense.

        Raises:
            UsageError: names the option and what it takes.
        """
        from sayso.intake.text import iso_date
        from sayso.records import Status

        for name in self.status:
            one_of("--status", name, get_args(Status))
        if self.types:
            from sayso.knowledge.plover import plover_types

            for name in self.types:
                one_of("--type", name, (*plover_types(), "NONE"))
        if self.published is not None and iso_date(self.published) is None:
            raise UsageError(f"--published {self.published!r}: write the date like 2024-09-16")
        if self.offices_at is not None and self.offices is None:
            raise UsageError("--offices-at goes with --offices LEDGER")
        filters = {"--who": self.who, "--about": self.about, "--status": self.status}
        filters["--type"] = self.types
        self._only_for(("terminal", "csv", "polecat"), filters)
        self._only_for(("terminal",), {"--by": self.by, "--width": self.width})

    def check_number(self, *, several: bool) -> None:
        """Refuse what works for a single document only, or for several only.

        Raises:
            UsageError: says which format or output to use instead.
        """
        if not several:
            return
        given = {"--published": self.published, "--title": self.title}
        given["--publisher"] = self.publisher
        for option, value in given.items():
            if value is not None:
                raise UsageError(f"{option} is for a single text, and there are several")
        if self.output_format == "json":
            raise UsageError("--format json writes one reading; for several use --format jsonl")
        if self.output_format == "html" and not self.into_folder(several=True):
            raise UsageError(
                "--format html writes one page; for several name a folder with --output pages/"
            )

    def into_folder(self, *, several: bool) -> bool:
        """Whether ``--output`` names a folder: one that is there, or a new one for several."""
        if self.output is None or str(self.output) == "-":
            return False
        return self.output.is_dir() or (several and not self.output.suffix)

    def selected(self, reading: Reading) -> Sequence[Claim]:
        """The claims of a reading that pass the filters."""
        from sayso.views.select import select

        return select(reading.claims, self.who, self.about, self.status, self.types)

    def described(self, document: Document) -> Document:
        """The document with what the command line says about it."""
        from sayso.intake.text import iso_date

        known = {
            "published": iso_date(self.published or ""),
            "title": self.title,
            "publisher": self.publisher,
        }
        return document.model_copy(update={key: value for key, value in known.items() if value})

    def _only_for(self, names: Sequence[str], given: Mapping[str, object]) -> None:
        for option, value in given.items():
            if value and self.output_format not in names:
                allowed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
                raise UsageError(
                    f"{option} works with --format {allowed}, not with {self.output_format}"
                )


def one_of(option: str, name: str, allowed: Sequence[str]) -> None:
    """Refuse a value that is none of those allowed.

    Raises:
        UsageError: names the option and what it takes.
    """
    if name not in allowed:
        raise UsageError(f"{option} {name!r}: use one of {', '.join(allowed)}")
