"""What claims somebody asks for: the filters of ``sayso claims`` as they stand in an address.

Comes in: the parameters of a request. Goes out: :class:`sayso.ledger.claims.Filters`, or a
:class:`UsageError` that names the parameter. An empty one, as forms send it, is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, Field, ValidationError

from sayso.errors import UsageError
from sayso.intake.text import iso_date
from sayso.knowledge.plover import plover_types
from sayso.ledger.claims import Filters
from sayso.ledger.found import Order
from sayso.records import Certainty, Status, VoiceKind

#: Claims on a page.
PER_PAGE = 40

STATUSES: tuple[str, ...] = get_args(Status)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
VOICE_KINDS: tuple[str, ...] = get_args(VoiceKind)


class Asked(BaseModel):
    """The parameters of a search; every filter that is given must hold."""

    who: str = Field("", description="a voice of the chain: start of a name or code; author")
    about: str = Field("", description="a word of the claim, or a name or code of a party")
    actor: str = Field("", description="a name or code of an actor")
    recipient: str = Field("", description="a name or code of a recipient")
    type: list[str] = Field([], description="PLOVER types; none")
    status: list[str] = Field([], description="how it is put: happened, planned, denied ...")
    certainty: list[str] = Field([], description="certain, probable, possible, unlikely")
    voice: list[str] = Field([], description="kinds of the voice that says it")
    since: str = Field("", description="published on this day or later")
    until: str = Field("", description="published on this day or earlier")
    publisher: str = Field("", description="a word of the publisher's name")
    text: str = Field("", description="words that the claim holds")
    document: str = Field("", description="the id of a document")
    reviewed: bool = Field(False, description="apply people's reviews first")
    order: Order = "newest"
    page: int = Field(1, ge=1, le=100_000, description=f"{PER_PAGE} claims each")

    def filters(self) -> Filters:
        """What they say, checked.

        Raises:
            UsageError: one has a value that cannot be used.
        """
        return Filters(
            who=self.who.strip() or None,
            about=self.about.strip() or None,
            actor=self.actor.strip() or None,
            recipient=self.recipient.strip() or None,
            types=tuple(
                name.upper() for name in chosen("type", self.type, (*plover_types(), "none"))
            ),
            status=chosen("status", self.status, STATUSES),
            certainty=chosen("certainty", self.certainty, CERTAINTIES),
            voice_kinds=chosen("voice", self.voice, VOICE_KINDS),
            since=day("since", self.since),
            until=day("until", self.until),
            publisher=self.publisher.strip() or None,
            text=self.text.strip() or None,
            document_id=self.document or None,
        )

    def query(self) -> str:
        """What is asked for, as a search keeps it: without the page, in one way of writing it."""
        pairs = [
            (name, one)
            for name, value in self.parameters(page=None).items()
            for one in (value if isinstance(value, list) else [value])
            if one not in (None, "")
        ]
        return urlencode(pairs)

    def parameters(self, **changed: Any) -> dict[str, Any]:
        """What is asked for, as an address says it; with some of it changed."""
        given = self.model_dump(exclude_defaults=True) | changed
        return {name: "1" if value is True else value for name, value in given.items()}


def parsed(query: str) -> Asked:
    """A search as an address says it; what no search has is left out.

    Raises:
        UsageError: it asks for something that cannot be asked.

    >>> parsed("status=denied&status=asked&who=Kyiv&colour=red&page=3").query()
    'who=Kyiv&status=denied&status=asked'
    """
    given: dict[str, Any] = {}
    for name, value in parse_qsl(query):
        field = Asked.model_fields.get(name)
        if field is not None and field.annotation == list[str]:
            given.setdefault(name, []).append(value)
        elif field is not None:
            given[name] = value
    try:
        asked = Asked.model_validate(given)
    except ValidationError as error:
        (first, *_) = error.errors()
        raise UsageError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    asked.filters()
    return asked


def day(name: str, given: str) -> date | None:
    """A date as it was typed; none where nothing was.

    Raises:
        UsageError: it is none.
    """
    if not given.strip():
        return None
    found = iso_date(given.strip())
    if found is None:
        raise UsageError(f"{name}={given!r}: write the date like 2024-09-16")
    return date.fromisoformat(found)


def chosen(name: str, given: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Names of a list, as they are written there.

    Raises:
        UsageError: one isn't in it.
    """
    known = {one.lower(): one for one in allowed}
    wanted = [one.strip().lower() for one in given if one.strip()]
    for one in wanted:
        if one not in known:
            raise UsageError(f"{name}={one!r}: use one of {', '.join(allowed)}")
    return tuple(known[one] for one in wanted)
