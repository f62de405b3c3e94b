"""Readings as linked data: schema.org's `Claim`, as JSON-LD.

Comes in: readings, and what people have said of their claims. Goes out: one JSON-LD document: a
node for each text, for each claim in it, and for each review of one. The idea in between: what
schema.org has a word for is said in its words, and the whole claim stands beside it under
``record``, as the JSON of the contract. The context stands in the file and is of our own making, so
nothing is fetched to read it.

A ``ClaimReview`` is written only where a person has reviewed a claim. It has no rating: such a
review says whether the text was read right, and not whether what it says is true.
``docs/export.md`` explains every property.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from sayso.labels import chain, label
from sayso.records import Claim, Document, Party, Reading, Voice
from sayso.views import iris, objects

Node = dict[str, Any]

#: Reviews by claim id: ``verdict``, ``by``, ``why`` and ``reviewed_at`` of each.
Reviews = Mapping[str, Mapping[str, Any]]

#: schema.org's words, and two of ours: the whole record, and what a person said of it.
CONTEXT: Node = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "record": {"@id": f"{iris.PREFIX}record", "@type": "@json"},
    "verdict": {"@id": f"{iris.PREFIX}verdict"},
}

#: What is reviewed.
ASPECT = "whether the text was read right, not whether the claim is true"

# A country speaks through its government, and a place can be no author.
_AUTHORS = {"person": "Person", "organization": "Organization", "country": "Organization"}


def nodes(
    reading: Reading, claims: Sequence[Claim] | None = None, reviews: Reviews | None = None
) -> Iterator[Node]:
    """The text, then each claim in text order with its review, if it has one.

    Args:
        reading: the reading.
        claims: the claims of it to write; all where None.
        reviews: what people have said of them.
    """
    yield _text(reading.document)
    for claim in reading.claims if claims is None else claims:
        yield _claim(claim, reading.document)
        review = (reviews or {}).get(claim.id)
        if review is not None:
            yield _review(review, claim, reading.document)


def write(
    readings: Iterable[tuple[Reading, Sequence[Claim] | None, Reviews | None]], stream: TextIO
) -> None:
    """Write readings, each with the claims to keep (None: all) and reviews, as one document.

    Args:
        readings: taken one at a time, written at once.
        stream: open for text.
    """
    stream.write(f'{{"@context":{objects.line(CONTEXT)},\n"@graph":[\n')
    objects.write_members((nodes(*one) for one in readings), stream)
    stream.write("\n]}\n")


def _text(document: Document) -> Node:
    publisher = document.publisher
    return _known(
        {
            "@type": "CreativeWork",
            "@id": iris.document(document.id),
            "identifier": document.id,
            "name": document.title,
            "author": {"@type": "Person", "name": document.author} if document.author else None,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": document.published,
            "url": document.url,
            "genre": document.genre if document.genre != "unknown" else None,
            "inLanguage": document.language,
            "license": document.licence,
        }
    )


def _claim(claim: Claim, document: Document) -> Node:
    event = claim.event
    parties = (*event.actors, *event.recipients) if event is not None else ()
    voice = claim.voice
    return _known(
        {
            "@type": "Claim",
            "@id": iris.claim(document.id, claim.id),
            "identifier": f"{document.id}:{claim.id}",
            "text": claim.text,
            "author": _author(voice, document),
            "creditText": chain(claim.sayso),
            "appearance": {"@id": iris.document(document.id)},
            "isBasedOn": _named("CreativeWork", voice) if voice.kind == "document" else None,
            "about": [_party(party) for party in parties],
            "record": claim.model_dump(mode="json"),
        }
    )


def _author(voice: Voice, document: Document) -> Node | None:
    """Who says it. An unsigned text is its publisher's; whom nobody names is a Thing."""
    if voice.kind == "author":
        if document.author:
            return {"@type": "Person", "name": document.author}
        publisher = document.publisher
        return {"@type": "Organization", "name": publisher} if publisher else None
    if voice.kind in ("document", "unspecified"):
        return None
    return _named(_AUTHORS.get(voice.kind, "Thing"), voice)


def _named(kind: str, voice: Voice) -> Node:
    return _known({"@type": kind, "name": label(voice), "identifier": voice.code})


def _party(party: Party) -> Node:
    kind = "Thing"
    if party.title is not None or party.resolved == "office":
        kind = "Person"
    elif party.code is not None and party.code == party.country:
        kind = "Country"
    elif party.resolved == "organization":
        kind = "Organization"
    return _known(
        {"@type": kind, "name": party.name, "identifier": party.code, "jobTitle": party.title}
    )


def _review(review: Mapping[str, Any], claim: Claim, document: Document) -> Node:
    name = iris.claim(document.id, claim.id)
    return _known(
        {
            "@type": "ClaimReview",
            "@id": f"{name}:review",
            "itemReviewed": {"@id": name},
            "claimReviewed": claim.text,
            "reviewAspect": ASPECT,
            "verdict": review["verdict"],
            "author": {"@type": "Person", "name": review["by"]},
            "datePublished": review["reviewed_at"].isoformat(),
            "reviewBody": review["why"],
        }
    )


def _known(node: Node) -> Node:
    """The node without what is unknown."""
    return {name: value for name, value in node.items() if value is not None and value != []}
