"""``sayso stories`` and ``sayso story CLAIM``: one claim, as documents tell it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import answers
from sayso.cli.exits import exits, say
from sayso.cli.forecasts import Outlets, OwnActors
from sayso.cli.ingest import day
from sayso.cli.options import Answer, At, Location, Output, ReaderChoice, Reviewed, ledger
from sayso.cli.origins import Alliances
from sayso.cli.output import opened
from sayso.cli.read import type_names
from sayso.cli.request import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.intake.alliances import Alliance
    from sayso.weighing.stories import Retelling, Story

HELP = (
    "List the stories of a ledger: claims that several documents tell, with how many independent "
    "origins tell them as true and deny them (for:against). Ten papers with an agency's text are "
    "one origin, and so are a government and its outlets; unknown origins aren't counted. CSV and "
    "JSON also say whether anybody but its victim tells of an act (told_by).\n\n"
    "Two claims are one story where their words, days, doers and kind of act are alike enough. A "
    "story is no fact: sayso story shows every telling, sayso origins the way back to its origin. "
    "Stories that fewer than two documents tell are left out (--least 1 lists them, too)."
)

EPILOG = """[bold]Examples[/bold]

sayso stories --ledger corpus --actors actors.csv

sayso stories --ledger corpus --about bridge --since 2025-05-01 --least 3

sayso stories --ledger corpus --type ASSAULT --format json
"""

HELP_STORY = (
    "Show one story: every telling with its day, publisher, voice and words, and what the tellings "
    "say of who, when, where and how many.\n\n"
    "CLAIM is any claim of the story, as sayso claims and sayso stories name it (DOCUMENT:cN)."
)

EPILOG_STORY = """[bold]Examples[/bold]

sayso story mp-0512:c2 --ledger corpus --actors actors.csv

sayso story mp-0512:c2 --ledger corpus --format csv
"""


def stories(
    location: Location,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="WORD",
            help="Only stories with a telling that holds this word, by its start.",
            show_default=False,
        ),
    ] = None,
    event_type: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Only stories of this PLOVER type (sayso plover lists them).",
            show_default=False,
            autocompletion=type_names,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Only stories of this day or later.", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="DATE",
            help="Only stories of this day or earlier.",
            show_default=False,
        ),
    ] = None,
    least: Annotated[
        int,
        typer.Option("--least", metavar="N", min=1, help="Leave out stories with fewer documents."),
    ] = 2,
    actors: OwnActors = None,
    outlets: Outlets = None,
    alliances: Alliances = None,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """List stories; the entry of ``sayso stories``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.intake.actors import load_actors
        from sayso.intake.alliances import load_alliances
        from sayso.intake.outlets import load_outlets
        from sayso.knowledge.plover import plover_types
        from sayso.weighing import stories as weighed

        kind = event_type and event_type.upper()
        if kind:
            one_of("--type", kind, tuple(plover_types()))
        allied = load_alliances(alliances or ())
        made = weighed.stories(
            kept.snapshot(),
            actors=load_actors(actors or ()),
            outlets=load_outlets(outlets or ()),
            alliances=allied,
            reviewed=reviewed,
        )
        found = weighed.chosen(
            made,
            about=about,
            type=kind,
            since=day("--since", since),
            until=day("--until", until),
            least=least,
        )
        if not found:
            say("no story passes the filters" if made else "nothing is told")
        rows = [_row(one, answer_format, allied) for one in found]
        with opened(output) as stream:
            columns = _SHOWN if answer_format == "table" else _STORY
            answers.write(answers.table(rows, columns), stream, answer_format, {"words": 1})


def story(
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", help="Any claim of the story.", show_default=False)
    ],
    location: Location,
    actors: OwnActors = None,
    outlets: Outlets = None,
    alliances: Alliances = None,
    answer_format: Answer = "table",
    output: Output = None,
    reviewed: Reviewed = False,
    at: At = None,
    reader: ReaderChoice = "current",
) -> None:
    """Show a story; the entry of ``sayso story``."""
    with exits():
        kept = ledger(location, at, reader)
        from sayso.intake.actors import load_actors
        from sayso.intake.alliances import load_alliances
        from sayso.intake.outlets import load_outlets
        from sayso.weighing import stories as weighed

        allied = load_alliances(alliances or ())
        made = weighed.stories(
            kept.snapshot(),
            actors=load_actors(actors or ()),
            outlets=load_outlets(outlets or ()),
            alliances=allied,
            reviewed=reviewed,
        )
        one = weighed.story_of(made, claim)
        told = [_telling(retelling) for retelling in one.retellings]
        with opened(output) as stream:
            if answer_format == "csv":
                answers.write(answers.table(told, _TELLING), stream, "csv")
            elif answer_format == "json":
                object_ = {
                    **_row(one, "json", allied),
                    "versions": [
                        {"asked": it.asked, "value": it.value, "claims": list(it.claims)}
                        for it in one.versions
                    ],
                    "tellings": told,
                }
                stream.write(json.dumps(object_, ensure_ascii=False, indent=2, default=str) + "\n")
            else:
                from sayso.views import story as view

                view.show(one, allied, answers.console(stream))


#: Columns of a list of stories: on a screen, and in CSV and JSON.
_SHOWN = ("claim", "first", "documents", "origins", "words")
_STORY = (
    *("claim", "words", "type", "actors", "recipients", "first", "last"),
    *("documents", "for", "against", "open", "origins_for", "origins_against"),
    *("accuser", "told_by", "voices_for", "voices_against", "claims"),
)
_TELLING = (
    *("published", "document", "publisher", "claim", "stance", "voice", "status", "certainty"),
    *("origin", "origin_kind", "origin_group", "origin_grade", "words", "told_in"),
)


def _row(one: Story, answer_format: str, alliances: Sequence[Alliance]) -> dict[str, Any]:
    counted = [telling.stance for telling in one.retellings]
    return {
        "claim": one.id,
        "words": one.words,
        "type": one.type,
        "actors": list(one.actors),
        "recipients": list(one.recipients),
        "first": one.first,
        "last": one.last,
        "documents": len(one.documents) if answer_format == "table" else list(one.documents),
        "for": counted.count("for"),
        "against": counted.count("against"),
        "open": counted.count("open"),
        "origins_for": one.origins("for"),
        "origins_against": one.origins("against"),
        "origins": f"{one.origins('for')}:{one.origins('against')}",
        "accuser": one.accuser,
        "told_by": one.told_by(alliances),
        "voices_for": list(one.voices("for")),
        "voices_against": list(one.voices("against")),
        "claims": list(one.claims),
    }


def _telling(one: Retelling) -> dict[str, Any]:
    telling = one.telling
    return {
        "published": telling.published,
        "document": telling.document,
        "publisher": telling.publisher,
        "claim": telling.claim,
        "stance": one.stance,
        "voice": one.speaker.name,
        "status": telling.status,
        "certainty": telling.certainty,
        "origin": one.origin.name,
        "origin_kind": one.origin.kind,
        "origin_group": one.origin.group,
        "origin_grade": one.origin.grade,
        "words": telling.text,
        "told_in": list(one.told_in),
    }
