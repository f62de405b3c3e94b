"""``sayso ingest``: sources in, a ledger of their readings out.

What is read is decided by the sources and the ledger; this module turns options into a plan, shows
how far things are, and says at the end what became of what.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.exits import FAILED, exits, say
from sayso.cli.options import (
    Actors,
    Columns,
    Follow,
    HeadsChoice,
    Location,
    MaxSize,
    OfficesAt,
    Quiet,
    Sources,
    Strict,
    columns,
    ledger,
    offices,
)
from sayso.cli.readers import Crew, Scheduler, SchedulerFile, Workers
from sayso.cli.stopping import Stop, stopping
from sayso.errors import IntakeError
from sayso.labels import counted

if TYPE_CHECKING:
    from datetime import date

    from sayso.intake.sources import Rejected
    from sayso.intake.web import Fetcher
    from sayso.knowledge.learned_offices import LearnedOffices
    from sayso.ledger import Ledger
    from sayso.ledger.ingest import Counts, Plan

HELP = (
    "Read texts and keep their readings in a ledger: a folder of tables that holds each document "
    "once.\n\n"
    "Running it again reads only what is new. A run that was stopped, or killed, goes on when the "
    "same command is run again."
)

EPILOG = """[bold]Examples[/bold]

sayso ingest corpus.jsonl --ledger corpus

sayso ingest news/ 'speeches/*.html' --ledger corpus --since 2024-01-01

sayso ingest archive.parquet crawl.warc.gz --ledger corpus --columns text=body,published=day

sayso ingest https://news.example.com/feed.xml --follow --ledger corpus

sayso ingest scenario/ --ledger corpus --actors my.csv

sayso ingest corpus.jsonl --ledger corpus --dry-run

sayso ingest corpus.jsonl --ledger corpus --workers 4
"""

_LISTED = 20


def ingest(
    sources: Sources,
    location: Location,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Only documents published on this day or later; those without a date are left "
            "out.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            metavar="N",
            help="Read at most so many documents; what the ledger has doesn't count.",
            show_default=False,
        ),
    ] = None,
    merge_copies: Annotated[
        bool,
        typer.Option(
            "--merge-copies",
            help="A text that the ledger has under another id is one more appearance of that "
            "document, not a document of its own.",
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would be read; read and write nothing."),
    ] = False,
    column_map: Columns = None,
    follow: Follow = False,
    heads: HeadsChoice = "learned",
    actors: Actors = None,
    use_offices: Annotated[
        bool,
        typer.Option(
            "--offices",
            help="People of whom a text doesn't say what they are have the office that this "
            "ledger's texts agree on for the day on which it was published.",
            rich_help_panel="How it runs",
        ),
    ] = False,
    offices_at: OfficesAt = None,
    batch_size: Annotated[
        int,
        typer.Option(
            "--batch-size",
            min=1,
            metavar="N",
            help="Documents that are written at once; a killed run loses at most so many.",
        ),
    ] = 200,
    strict: Strict = False,
    quiet: Quiet = False,
    max_size: MaxSize = 2_000_000,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    scheduler_file: SchedulerFile = None,
) -> None:
    """Read the sources into the ledger; the entry of ``sayso ingest``."""
    with exits():
        from sayso.ledger.ingest import Plan

        kept = ledger(location)
        plan = Plan(batch_size, day("--since", since), limit, merge_copies, dry_run)
        terms = {"max_characters": max_size, "columns": columns(column_map), "follow": follow}
        reads = {"heads": heads, "actors": [str(path) for path in actors or ()]}
        known = {"offices": use_offices or offices_at is not None, "offices_at": offices_at}
        crew = Crew() if dry_run else Crew(workers, scheduler, scheduler_file)
        crew.check()
        report = _Report()
        watched = sys.stderr.isatty() and not quiet
        with (
            stopping("stopping after what is being read; once more stops at once") as stop,
            _progress(sources, watched=watched) as watch,
        ):
            counts = _ingested(kept, sources, plan, terms, reads, known, crew, stop, watch, report)
        report.print(counts, dry_run=dry_run, quiet=quiet)
        if stop():
            say("stopped; what was read is kept. To go on, run the same command again")
            raise typer.Exit(stop.exit_code)
        if counts.rejected and (strict or counts.rejected == counts.seen):
            raise typer.Exit(FAILED)


def _ingested(
    kept: Ledger,
    sources: Sequence[str],
    plan: Plan,
    terms: Mapping[str, Any],
    reads: Mapping[str, Any],
    known: Mapping[str, Any],
    crew: Crew,
    stop: Stop,
    watch: Callable[[Counts], None],
    report: _Report,
) -> Counts:
    from sayso.intake.addresses import is_url
    from sayso.intake.sources import read_sources
    from sayso.ledger import keys, pages
    from sayso.reading.reader import Reader

    if not plan.dry_run:
        kept.ensure()  # what cannot be written should be known before a model is loaded
    learned = _offices(kept, known["offices_at"]) if known["offices"] else None
    fetcher = None
    with crew.readers(partial(Reader, **reads, offices=learned)) as readers:
        if terms["follow"] or any(map(is_url, sources)):
            from sayso.intake.web import Fetcher

            fetcher = Fetcher(cache=pages.record(kept.store, keys.fingerprint(readers.info)))
        counts = kept.ingest(
            read_sources(sources, fetcher=fetcher, **terms),
            readers,
            plan,
            command=shlex.join(["sayso", *sys.argv[1:]]),
            options={**asdict(plan), **asdict(crew), "sources": sources, **terms, **reads, **known},
            stop=stop,
            watch=watch,
            on_rejected=report.note,
            written=partial(_remember, fetcher),
        )
    report.unchanged = fetcher.unchanged if fetcher is not None else 0
    return counts


def _offices(kept: Ledger, at: str | None) -> LearnedOffices:
    """The offices that the ledger has learned so far; none where it is still to be made."""
    from sayso.knowledge.learned_offices import LearnedOffices

    if at is not None:
        return offices(kept.store.location, at)
    if not kept.store.exists():
        return LearnedOffices(())
    snapshot = kept.snapshot()
    say(
        f"offices are those of version {snapshot.version}; to go on with the same after a break, "
        f"add --offices-at {snapshot.version}"
    )
    from sayso.ledger.offices import learned

    return learned(snapshot)


def _remember(fetcher: Fetcher | None, all_in: bool) -> None:
    """Pages whose documents are in the ledger are fetched again only when they have changed."""
    if fetcher is None:
        return
    if not all_in:
        fetcher.forget()
        return
    try:
        fetcher.settle()
    except IntakeError as error:  # the documents are in; next time their pages are sent once more
        fetcher.forget()
        say(str(error))


class _Report:
    """What is said at the end: what was rejected first, then the counts."""

    def __init__(self) -> None:
        self._rejected: list[Rejected] = []
        self.unchanged = 0

    def note(self, item: Rejected) -> None:
        if len(self._rejected) < _LISTED:
            self._rejected.append(item)

    def print(self, counts: Counts, *, dry_run: bool, quiet: bool) -> None:
        if counts.rejected and not quiet:
            lines = [f"{counts.rejected:,} of {counts.seen:,} were rejected:"]
            lines += [f"  {item.source}: {item.reason}" for item in self._rejected]
            if counts.rejected > len(self._rejected):
                lines.append("  ... the table 'rejected' lists them all")
            say("\n".join(lines))
        parts = [
            f"{counts.added:,} would be read" if dry_run else f"{counts.added:,} read and kept"
        ]
        for name, words in (
            ("known", "there before"),
            ("copies", "copies of others"),
            ("skipped", "left out by --since"),
            ("rejected", "rejected"),
        ):
            count = getattr(counts, name)
            parts += [f"{count:,} {words}"] if count else []
        typer.echo(f"{counted(counts.seen, 'document')}: {', '.join(parts)}")
        if self.unchanged:
            typer.echo(f"{self.unchanged:,} web pages have not changed since they were read")


def day(option: str, given: str | None) -> date | None:
    """The day that an option names, or None where it wasn't given.

    Raises:
        UsageError: it is no day.
    """
    from sayso.errors import UsageError
    from sayso.ledger import rows

    found = rows.day(given)
    if given is not None and found is None:
        raise UsageError(f"{option} {given!r}: write the date like 2024-09-16")
    return found


@contextmanager
def _progress(sources: Sequence[str], *, watched: bool) -> Iterator[Callable[[Counts], None]]:
    """A bar on stderr with documents per second, rejected ones and the time left."""
    if not watched:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from sayso.intake.counting import count

    shown = (
        TextColumn("{task.completed:,.0f} of {task.fields[of]}"),
        BarColumn(),
        TextColumn("{task.fields[rate]}{task.fields[rejected]}"),
        TimeRemainingColumn(),
    )
    total = count(sources)
    of = "?" if total is None else f"{total:,}"
    with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate="", rejected="", of=of)

        def watch(counts: Counts) -> None:
            elapsed = progress.tasks[0].elapsed or 0
            read = counts.added / elapsed if elapsed else 0
            progress.update(
                task,
                completed=counts.seen,
                rate=f"{read:.1f} documents/s" if counts.added else "",
                rejected=f", {counts.rejected:,} rejected" if counts.rejected else "",
            )

        yield watch
