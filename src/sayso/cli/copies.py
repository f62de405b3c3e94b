"""``sayso copies``: which texts of a ledger were copied from which, and whom they credit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.options import Answer, At, Location, Output, ledger
from sayso.cli.output import opened

if TYPE_CHECKING:
    from sayso.weighing.copies import Copy, Credited

HELP = (
    "Show which texts of a ledger share wording that one took from the other, or both from a "
    "third.\n\n"
    "A pair is shown if it shares passages with at least 20 words that are nobody's quotation and "
    "no standing text, such as a paper's foot. Who took from whom is known by a credit (Reuters), "
    "by the day, or by the name of the other's publisher in the text; else it stays open. "
    "relation says copy, indirect (by way of the text under via) or siblings (both from via). "
    "The shares say how much of each text stands in the passages; JSON and CSV list them by "
    "character.\n\n"
    "An index of the texts is kept in the folder .weighing of the ledger, so that only new "
    "texts are looked at from the start; the folder may be deleted."
)

EPILOG = """[bold]Examples[/bold]

sayso copies --ledger corpus

sayso copies --ledger corpus --document mp-0512 --format json

sayso copies --ledger corpus --credits --actors outlets.csv --format csv --output credits.csv
"""


def copies(
    location: Location,
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="ID",
            help="Only what concerns the document with this id.",
            show_default=False,
        ),
    ] = None,
    credited: Annotated[
        bool,
        typer.Option(
            "--credits", help="List whom each text credits, with the words, instead of copies."
        ),
    ] = False,
    actors: Annotated[
        list[Path] | None,
        typer.Option(
            "--actors",
            metavar="FILE",
            help="Actors of your own, as sayso read takes them: outlets among them (sector JRN) "
            "are known in credits. May be repeated.",
            show_default=False,
        ),
    ] = None,
    answer_format: Answer = "table",
    output: Output = None,
    at: At = None,
) -> None:
    """Find copies or credits; the entry of ``sayso copies``."""
    with exits():
        kept = ledger(location, at)
        from sayso.intake.actors import load_actors
        from sayso.weighing import copies as weighed

        own = load_actors(actors or ())
        rows: list[dict[str, Any]]
        if credited:
            found = weighed.credits(kept.snapshot(), document=document, actors=own)
            rows = [_credit(one) for one in found]
        else:
            pairs = weighed.copies(kept.snapshot(), document=document, actors=own)
            rows = [_copy(pair, answer_format) for pair in pairs]
        if not rows:
            say("no text credits anybody" if credited else "no text is another's copy")
        columns = _CREDITS if credited else _SHOWN if answer_format == "table" else _COPIES
        with opened(output) as stream:
            answers.write(answers.table(rows, columns), stream, answer_format)


_CREDITS = ("document", "publisher", "published", "agency", "form", "words", "start", "end")
_SHOWN = ("first", "second", "relation", "known_by", "via", "words", "share_first", "share_second")
_COPIES = (
    *("first", "first_publisher", "first_published"),
    *("second", "second_publisher", "second_published"),
    *("relation", "known_by", "credit", "via", "extent", "edited"),
    *("words", "share_first", "share_second", "passages"),
)


def _copy(pair: Copy, answer_format: str) -> dict[str, Any]:
    passages: list[Any] = [
        {
            "first_start": one.first_start,
            "first_end": one.first_end,
            "second_start": one.second_start,
            "second_end": one.second_end,
            "words": one.words,
            "edited": one.edited,
        }
        for one in pair.passages
    ]
    if answer_format == "csv":
        passages = [
            f"{one.first_start}-{one.first_end}={one.second_start}-{one.second_end}"
            for one in pair.passages
        ]
    return {
        "first": pair.first.id,
        "first_publisher": pair.first.publisher,
        "first_published": pair.first.published,
        "second": pair.second.id,
        "second_publisher": pair.second.publisher,
        "second_published": pair.second.published,
        "relation": pair.relation,
        "known_by": pair.known_by,
        "credit": pair.credit.words if pair.credit else None,
        "via": pair.via,
        "extent": pair.extent,
        "edited": pair.edited,
        "words": pair.words,
        "share_first": round(pair.share_first, 2),
        "share_second": round(pair.share_second, 2),
        "passages": passages,
    }


def _credit(one: Credited) -> dict[str, Any]:
    return {
        "document": one.about.id,
        "publisher": one.about.publisher,
        "published": one.about.published,
        "agency": one.credit.agency,
        "form": one.credit.form,
        "words": one.credit.words,
        "start": one.credit.start,
        "end": one.credit.end,
    }
