"""Stories and contradictions: how one claim is told here and there, and what stands against what.

Comes in: what somebody asks for. Goes out: the same objects as ``sayso stories``, ``sayso story``
and ``sayso contradictions`` have. The idea in between: all of them are weighed once for each
version of the ledger, and what is asked for is chosen among them. Needs scipy
(``pip install 'sayso[weighing]'``); without it, the pages say so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from sayso.errors import MissingExtraError, UsageError
from sayso.knowledge.plover import plover_types
from sayso.ledger.keys import parsed_claim_key
from sayso.web.asked import chosen, day
from sayso.web.desk import Desk, Held
from sayso.web.pages import Shown, desk_of, page
from sayso.web.paging import Number, around, pages, part

if TYPE_CHECKING:
    from sayso.weighing.contradictions import Contradiction
    from sayso.weighing.stories import Retelling, Story

Weigh = Callable[[str, Callable[[Held], Any]], Any]

router = APIRouter(tags=["weighing"])

_Claim = Annotated[str, Query(description="any claim of the story, as DOCUMENT:CLAIM")]


class StoryOf(BaseModel):
    """One claim, as documents tell it; as ``sayso stories`` has it."""

    claim: str
    words: str
    type: str | None
    actors: list[str]
    recipients: list[str]
    first: date | None
    last: date | None
    documents: list[str]
    pro: int = Field(serialization_alias="for")
    against: int
    open: int
    origins_for: int
    origins_against: int
    accuser: str | None
    told_by: str | None
    voices_for: list[str]
    voices_against: list[str]
    claims: list[str]


class VersionOf(BaseModel):
    """What tellings of a story answer to who, when, where or how many."""

    asked: str
    value: str
    claims: list[str]


class RetellingOf(BaseModel):
    """A telling of a story, and the earliest voice behind it."""

    published: date | None
    document: str
    publisher: str | None
    claim: str
    stance: str
    voice: str | None
    status: str
    certainty: str
    origin: str | None
    origin_kind: str
    origin_group: str | None
    origin_grade: str | None
    words: str
    told_in: list[str]


class WholeStory(StoryOf):
    """A story with its tellings by day; as ``sayso story`` has it."""

    origins: str
    versions: list[VersionOf]
    tellings: list[RetellingOf]


class Stories(BaseModel):
    """A page of the stories that pass."""

    total: int
    page: int
    pages: int
    stories: list[StoryOf]


class ContradictionOf(BaseModel):
    """What is told on two sides, by the two claims that are most alike."""

    kind: str
    claim: str
    published: date | None
    publisher: str | None
    voice: str | None
    words: str
    against_claim: str
    against_published: date | None
    against_publisher: str | None
    against_voice: str | None
    against: str
    claims: list[str]
    against_claims: list[str]


class Contradictions(BaseModel):
    """A page of the contradictions that pass."""

    total: int
    page: int
    pages: int
    contradictions: list[ContradictionOf]


class StoriesIn(BaseModel):
    """The stories of a text's claims, by claim id; only those that another document tells, too."""

    stories: dict[str, StoryOf]


class StoryOfClaim(BaseModel):
    """The story of a claim; none where fewer than two documents tell it."""

    story: StoryOf | None


@page(router, "/stories", "stories.html", Stories)
def stories(
    request: Request,
    about: Annotated[str, Query(description="a word of a telling, by its start")] = "",
    type: Annotated[str, Query(description="their PLOVER type")] = "",  # noqa: A002
    since: Annotated[str, Query(description="of this day or later")] = "",
    until: Annotated[str, Query(description="of this day or earlier")] = "",
    least: Annotated[int, Query(ge=1, description="documents that tell it")] = 2,
    page: Number = 1,
) -> Shown:
    """Claims that several documents tell, with their independent origins."""
    desk = desk_of(request)
    kinds = tuple(plover_types())
    wanted = chosen("type", [type], kinds)
    begin, end = day("since", since), day("until", until)
    made = _stories(desk, _waiting(desk, request))
    from sayso.weighing import stories as weighing

    found = weighing.chosen(
        made,
        about=about.strip() or None,
        type=wanted[0] if wanted else None,
        since=begin,
        until=end,
        least=least,
    )
    count = pages(len(found))
    answer = Stories(
        total=len(found), page=page, pages=count,
        stories=[_story(desk, one) for one in part(found, page)],
    )  # fmt: skip
    given = {"about": about, "since": since, "until": until, "least": least}
    beside = around("/stories", page, count, **given, type=type)
    return Shown(answer, {"given": given, "kinds": kinds, "wanted": wanted, "around": beside})


@page(router, "/story", "story.html", WholeStory)
def story(request: Request, claim: _Claim) -> Shown:
    """One story: its tellings by day, where they come from, and where they differ."""
    desk = desk_of(request)
    one = _named(desk, claim, _waiting(desk, request))
    answer = WholeStory(
        **_row(desk, one),
        origins=f"{one.origins('for')}:{one.origins('against')}",
        versions=[
            VersionOf(asked=it.asked, value=it.value, claims=list(it.claims)) for it in one.versions
        ],
        tellings=[_telling(told) for told in one.retellings],
    )
    return Shown(answer)


@page(router, "/story/of", "story_of.html", StoryOfClaim)
def story_of_claim(request: Request, claim: _Claim) -> Shown:
    """The story of a claim in a line, for the claim's page, which doesn't wait for it."""
    desk = desk_of(request)
    one = _named(desk, claim)
    return Shown(StoryOfClaim(story=_story(desk, one) if len(one.documents) > 1 else None))


@page(router, "/stories/in", "stories_in.html", StoriesIn)
def stories_in_text(
    request: Request, document: Annotated[str, Query(description="the id of a document")]
) -> Shown:
    """The stories of a text's claims, for the page of the text, which doesn't wait for them."""
    desk = desk_of(request)
    try:
        made = _stories(desk)
    except MissingExtraError:  # the text can be read without them
        return Shown(StoriesIn(stories={}), {"document": document})
    told = desk.weighed("stories by document", lambda _: _by_document(made))
    found = {claim: _story(desk, one) for claim, one in told.get(document, {}).items()}
    return Shown(StoriesIn(stories=found), {"document": document})


@page(router, "/contradictions", "contradictions.html", Contradictions)
def contradictions(
    request: Request,
    kind: Annotated[list[str], Query(description="status, number, own earlier, deeds")] = [],  # noqa: B006
    about: Annotated[str, Query(description="a word of either side, by its start")] = "",
    page: Number = 1,
) -> Shown:
    """What is told against each other, side by side and with no verdict."""
    from sayso.weighing import contradictions as weighing

    desk = desk_of(request)
    kinds = chosen("kind", kind, weighing.KINDS)
    made = _waiting(desk, request)(
        "contradictions",
        lambda snapshot: weighing.contradictions(
            snapshot.alone(), actors=desk.sides.actors, controlled=desk.sides.controlled
        ),
    )
    found = weighing.chosen(made, kinds=kinds, about=about.strip() or None)
    count = pages(len(found))
    answer = Contradictions(
        total=len(found), page=page, pages=count,
        contradictions=[_against(one) for one in part(found, page)],
    )  # fmt: skip
    context = {
        "given": {"about": about},
        "kinds": weighing.KINDS,
        "wanted": kinds,
        "around": around("/contradictions", page, count, about=about, kind=kind),
    }
    return Shown(answer, context)


def _waiting(desk: Desk, request: Request) -> Weigh:
    """How what takes long is waited for: a page says that it is being weighed, its twin waits."""
    waits = request.url.path.endswith(".json") or desk.is_small()
    return desk.weighed if waits else desk.patiently


def _stories(desk: Desk, weighed: Weigh | None = None) -> list[Story]:
    from sayso.weighing import stories as weighing

    made: list[Story] = (weighed or desk.weighed)(
        "stories",
        lambda snapshot: weighing.stories(
            snapshot.alone(),
            actors=desk.sides.actors,
            outlets=desk.sides.outlets,
            alliances=desk.sides.alliances,
        ),
    )
    return made


def _by_document(made: Sequence[Story]) -> dict[str, dict[str, Story]]:
    """By document and claim id, the stories that several documents tell."""
    found: dict[str, dict[str, Story]] = {}
    for one in made:
        if len(one.documents) > 1:
            for key in one.claims:
                document, claim = parsed_claim_key(key)
                found.setdefault(document, {})[claim] = one
    return found


def _named(desk: Desk, claim: str, weighed: Weigh | None = None) -> Story:
    """The story that a claim tells; the answer is 404 where there is none."""
    made = _stories(desk, weighed)
    from sayso.weighing import stories as weighing

    try:
        return weighing.story_of(made, claim)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def _story(desk: Desk, one: Story) -> StoryOf:
    return StoryOf(**_row(desk, one))


def _row(desk: Desk, one: Story) -> dict[str, Any]:
    stances = [told.stance for told in one.retellings]
    return {
        "claim": one.id,
        "words": one.words,
        "type": one.type,
        "actors": list(one.actors),
        "recipients": list(one.recipients),
        "first": one.first,
        "last": one.last,
        "documents": list(one.documents),
        "pro": stances.count("for"),
        "against": stances.count("against"),
        "open": stances.count("open"),
        "origins_for": one.origins("for"),
        "origins_against": one.origins("against"),
        "accuser": one.accuser,
        "told_by": one.told_by(desk.sides.alliances),
        "voices_for": list(one.voices("for")),
        "voices_against": list(one.voices("against")),
        "claims": list(one.claims),
    }


def _telling(one: Retelling) -> RetellingOf:
    telling = one.telling
    return RetellingOf(
        published=telling.published,
        document=telling.document,
        publisher=telling.publisher,
        claim=telling.claim,
        stance=one.stance,
        voice=one.speaker.name,
        status=telling.status,
        certainty=telling.certainty,
        origin=one.origin.name,
        origin_kind=one.origin.kind,
        origin_group=one.origin.group,
        origin_grade=one.origin.grade,
        words=telling.text,
        told_in=list(one.told_in),
    )


def _against(one: Contradiction) -> ContradictionOf:
    pair = one.pairs[0]
    return ContradictionOf(
        kind=one.kind,
        claim=pair.one.claim,
        published=pair.one.published,
        publisher=pair.one.publisher,
        voice=pair.one_speaker.name,
        words=pair.one_words,
        against_claim=pair.other.claim,
        against_published=pair.other.published,
        against_publisher=pair.other.publisher,
        against_voice=pair.other_speaker.name,
        against=pair.other_words,
        claims=list(one.one),
        against_claims=list(one.other),
    )
