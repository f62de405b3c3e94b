"""The nouns: what a reading is made of, and nothing else.

Comes in: values that the stages computed. Goes out: frozen, validated records whose JSON is the
contract ``sayso.reading/1``. Every offset is a Unicode code-point offset into ``document.text``,
end exclusive, and a :class:`Reading` refuses to exist if any span it holds differs from the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

Genre = Literal["news", "opinion", "speech", "interview", "unknown"]
VoiceKind = Literal[
    "author", "person", "organization", "country", "document", "unnamed", "unspecified"
]
Stance = Literal[
    "reports",
    "claims",
    "doubts",
    "confirms",
    "denies",
    "believes",
    "wants",
    "promises",
    "threatens",
    "accuses",
    "admits",
    "shows",
]
Quote = Literal["direct", "indirect", "mixed"]
Status = Literal[
    "happened",
    "ongoing",
    "planned",
    "threatened",
    "demanded",
    "predicted",
    "hypothetical",
    "denied",
    "asked",
]
Certainty = Literal["certain", "probable", "possible", "unlikely"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Precision = Literal[
    "time",
    "day",
    "week",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
    "range",
    "duration",
    "unknown",
]
EvidenceKind = Literal["document", "data", "image", "testimony", "intelligence"]
Resolution = Literal["gazetteer", "organization", "role", "office", "coreference", "user", "ledger"]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]


def _without_example(schema: dict[str, Any]) -> None:
    """Leave the doctests of a record out of the description in its JSON Schema."""
    if "description" in schema:
        schema["description"] = schema["description"].split("\n\n>>>")[0]


class Record(BaseModel):
    """Base of all records: immutable, strict about unknown fields, JSON keys as in the contract."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        json_schema_extra=_without_example,
    )


class Span(Record):
    """A stretch of the document: ``document.text[start:end] == text``.

    >>> Span(start=0, end=4, text="Kyiv").text
    'Kyiv'
    """

    start: int = Field(ge=0, description="code-point offset of the first character")
    end: int = Field(ge=0, description="code-point offset after the last character")
    text: str


class Party(Span):
    """One mention of an actor, with the code that the text (or the gazetteer) gives it.

    ``code`` is space-separated, country first: ``AZE GOV``. ``country`` is ISO 3166 alpha-3, never
    set for a bloc. ``resolved`` says how the code was found; null when the actor stays uncoded.

    >>> Party(start=0, end=4, text="Kyiv", name="Kyiv", code="UKR", country="UKR").country
    'UKR'
    """

    name: str = Field(description="canonical name within the document")
    code: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    sector: str | None = Field(default=None, description="PLOVER sector, e.g. GOV, MIL, REB")
    title: str | None = Field(
        default=None, description="the office that the text gives a person, e.g. prime minister"
    )
    resolved: Resolution | None = None


class Time(Span):
    """An expression of time; ``value`` is ISO 8601 (possibly shortened: ``1980-09``) or null.

    A *range* is an interval ``first/last``, both ends included and ``..`` for an open one; a
    *duration* (``P3D``) says how long, not when.

    >>> Time(start=0, end=4, text="2014", value="2014", precision="year").value
    '2014'
    """

    value: str | None = None
    precision: Precision = "unknown"


class Place(Span):
    """Where an event happened; ``country`` is ISO 3166 alpha-3 where known.

    Coordinates are degrees north and east; they and ``geonames`` are set where the gazetteer knows
    one place by that name in that country.

    >>> Place(start=0, end=4, text="Tyre", name="Tyre", country="LBN").name
    'Tyre'
    """

    name: str
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    geonames: int | None = Field(default=None, description="GeoNames id")


class Evidence(Span):
    """What is cited for a claim: a document, data, an image, a testimony, intelligence.

    >>> Evidence(start=0, end=11, text="a UN report", kind="document").kind
    'document'
    """

    kind: EvidenceKind


class Voice(Record):
    """One link of a say-so chain.

    ``stance`` is how the *outer* voice presents this one; ``cue`` the words that do so;
    ``attribution`` the id of the evidence in :attr:`Reading.attributions`.

    >>> Voice(kind="author").model_dump()
    {'kind': 'author'}
    """

    kind: VoiceKind
    name: str | None = None
    code: str | None = None
    mention: Span | None = None
    cue: Span | None = None
    stance: Stance | None = None
    quote: Quote | None = None
    attribution: str | None = None

    @model_serializer(mode="wrap")
    def _author_is_short(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        if self.kind == "author":
            return {key: value for key, value in data.items() if value is not None}
        return data


class Event(Record):
    """A PLOVER event: who did what to whom. Reciprocal events list every party under actors.

    ``event_id`` is shared by all claims of the document that tell this event. ``auxiliary`` holds
    PLOVER's auxiliary modes, as they follow from the claim's status and the event's date.

    >>> trigger = Span(start=0, end=6, text="talked")
    >>> Event(type="CONSULT", trigger=trigger, quad="verbal cooperation", score=3.0).actors
    ()
    """

    event_id: str | None = Field(
        default=None, description="the same for all claims of the document that tell this event"
    )
    type: str = Field(description="one of the 16 PLOVER types, e.g. ASSAULT")
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    trigger: Span
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: Time | None = None
    where: Place | None = None
    auxiliary: tuple[Auxiliary, ...] = ()
    quad: Quad
    score: float = Field(ge=-10, le=10, description="conflict-cooperation score of the type")


class Attribution(Record):
    """The evidence under a voice: source, cue and content; any of them may be in pieces.

    ``parent`` is the attribution whose content holds this one (a voice inside a voice), or null.

    >>> content = Span(start=11, end=15, text="they")
    >>> Attribution(id="a1", quote="indirect", content=(content,)).source
    ()
    """

    id: str
    parent: str | None = None
    quote: Quote
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]


class Claim(Span):
    """A clause-sized statement with the voices that vouch for it, outermost first.

    >>> author = Voice(kind="author")
    >>> claim = Claim(id="c1", start=0, end=9, text="They left", sayso=(author,), status="happened",
    ...               certainty="certain", confidence=0.9)
    >>> claim.voice.kind
    'author'
    """

    id: str
    sayso: tuple[Voice, ...] = Field(min_length=1)
    status: Status
    certainty: Certainty
    likelihood: tuple[float, float] | None = Field(
        default=None, description="ICD 203 range of a word of estimative probability, 0..1"
    )
    event: Event | None = None
    evidence: tuple[Evidence, ...] = ()
    loaded: tuple[Span, ...] = ()
    confidence: float = Field(ge=0, le=1)

    @property
    def voice(self) -> Voice:
        """The last voice of the chain: who says it."""
        return self.sayso[-1]


class Document(Record):
    """A text and what is known about it. ``id`` is a hash of the normalised text unless given.

    >>> Document(id="d1", text="They left.").genre
    'unknown'
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = Field(default=None, description="ISO 8601 date or null")
    url: str | None = None
    language: str = "en"
    genre: Genre = "unknown"
    genre_confidence: float = Field(default=0.0, ge=0, le=1)
    licence: str | None = None


class ReaderInfo(Record):
    """Which reader made a reading: the package version and the hash of each model it used."""

    version: str
    models: dict[str, str]


class Reading(Record):
    """A document, its attributions and its claims in text order.

    >>> info = ReaderInfo(version="0.1.0", models={})
    >>> Reading(reader=info, document=Document(id="d1", text="They left.")).claims
    ()
    """

    schema_: Literal["sayso.reading/1"] = Field(default="sayso.reading/1", alias="schema")
    reader: ReaderInfo
    document: Document
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Every span in the reading, in no particular order."""
        for attribution in self.attributions:
            yield from (*attribution.source, *attribution.cue, *attribution.content)
        for claim in self.claims:
            yield claim
            yield from (*claim.evidence, *claim.loaded)
            for voice in claim.sayso:
                yield from (span for span in (voice.mention, voice.cue) if span is not None)
            if claim.event is not None:
                event = claim.event
                yield from (event.trigger, *event.actors, *event.recipients)
                yield from (span for span in (event.when, event.where) if span is not None)

    @model_validator(mode="after")
    def _spans_match_the_text(self) -> Self:
        text = self.document.text
        for span in self.spans():
            if text[span.start : span.end] != span.text:
                raise ValueError(
                    f"span {span.start}..{span.end} of document {self.document.id} reads "
                    f"{text[span.start : span.end]!r}, the record says {span.text!r}"
                )
        return self
