"""A reading written by hand, for the tests of the views."""

from __future__ import annotations

from typing import Any, TypeVar

from sayso.records import (
    Claim,
    Document,
    Event,
    Evidence,
    Party,
    Place,
    ReaderInfo,
    Reading,
    Span,
    Time,
    Voice,
)

AnySpan = TypeVar("AnySpan", bound=Span)

TEXT = (
    "Kyiv accused Moscow of bombing a hospital in Kharkiv last week, two officials said. Satellite "
    "images showed the\n  hollow ruins. Moscow would probably deny it, citing \x1b[31mthe brazen "
    "lies of Recep Tayyip Erdoğan."
)


def at(words: str, kind: type[AnySpan], /, **fields: Any) -> AnySpan:
    """The span of these words in the text, as a record of this kind."""
    start = TEXT.index(words)
    return kind(start=start, end=start + len(words), text=words, **fields)


def reading() -> Reading:
    """Five claims: a speech act, an accusation, what is said, an image, a prediction."""
    author = Voice(kind="author")
    officials = Voice(
        kind="unnamed",
        name="two officials",
        mention=at("two officials", Span),
        cue=at("said", Span),
        stance="reports",
        quote="indirect",
    )
    kyiv = Voice(kind="country", name="Kyiv", code="UKR", stance="accuses", quote="indirect")
    russia = at("Moscow", Party, name="Russia", code="RUS", country="RUS")
    ukraine = at("Kyiv", Party, name="Ukraine", code="UKR", country="UKR")
    sure: dict[str, Any] = {"status": "happened", "certainty": "certain", "confidence": 0.9}
    accused = Event(
        type="ACCUSE",
        trigger=at("accused", Span),
        actors=(ukraine,),
        recipients=(russia,),
        quad="verbal conflict",
        score=-3,
    )
    bombed = Event(
        event_id="e1",
        type="ASSAULT",
        mode="aerial",
        contexts=("military", "health"),
        trigger=at("bombing", Span),
        actors=(russia,),
        recipients=(at("a hospital", Party, name="hospital", sector="CVL"), ukraine),
        when=at("last week", Time, value="2024-05-06", precision="week"),
        where=at(
            "Kharkiv",
            Place,
            name="Kharkiv",
            country="UKR",
            latitude=49.98081,
            longitude=36.25272,
            geonames=706483,
        ),
        auxiliary=("historical",),
        quad="material conflict",
        score=-9,
    )
    whole = TEXT[: TEXT.index(" Satellite")]
    reported = whole[: whole.index(", two")]
    shown = TEXT[TEXT.index("Satellite") : TEXT.index(" Moscow would")]
    return Reading(
        reader=ReaderInfo(version="0", models={}),
        document=Document(
            id="doc-1",
            text=TEXT,
            title="An invented story",
            publisher="Invented Post",
            author="Jane Roe",
            published="2024-05-14",
            url="https://news.example.com/1",
            genre="news",
            genre_confidence=0.83,
        ),
        claims=(
            at(whole, Claim, id="c1", sayso=(author,), **sure),
            at(reported, Claim, id="c2", sayso=(author, officials), event=accused, **sure),
            at(
                "bombing a hospital in Kharkiv last week",
                Claim,
                id="c3",
                sayso=(author, officials, kyiv),
                event=bombed,
                **sure,
            ),
            at(
                shown,
                Claim,
                id="c4",
                sayso=(author,),
                loaded=(at("hollow", Span),),
                evidence=(at("Satellite images", Evidence, kind="image"),),
                **sure,
            ),
            at(
                TEXT[TEXT.index("Moscow would") :],
                Claim,
                id="c10",
                sayso=(author,),
                status="predicted",
                certainty="probable",
                likelihood=(0.55, 0.8),
                loaded=(at("brazen lies", Span),),
                confidence=0.5,
            ),
        ),
    )
