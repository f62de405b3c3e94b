"""Readings as notes in the margin: W3C Web Annotations, one a claim.

Comes in: readings. Goes out: an ``AnnotationCollection`` whose one page holds an annotation for
each claim. Its body is the claim: in words, as tags, and whole, as the JSON of the contract. Its
target is the words of the text, named twice: by what they are and what stands around them
(``TextQuoteSelector``), and by where they stand (``TextPositionSelector``). The idea in between: a
quote finds the words on a page that has more on it than the text, a position finds them in the text
as it was read, and either can check the other.

The model is https://www.w3.org/TR/annotation-model/; ``docs/export.md`` shows one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from sayso.labels import chain
from sayso.records import Claim, Reading
from sayso.views import iris, objects

Annotation = dict[str, Any]

#: The context of the model, by its name alone: every program that reads annotations knows it.
CONTEXT = "http://www.w3.org/ns/anno.jsonld"

# Characters before and after the words; more where these don't tell two places apart.
_AROUND = 32


def notes(reading: Reading, claims: Sequence[Claim] | None = None) -> Iterator[Annotation]:
    """One annotation a claim, in text order.

    Args:
        reading: the reading.
        claims: the claims of it to write; all where None.
    """
    document = reading.document
    generator = {"type": "Software", "name": f"sayso {reading.reader.version}"}
    for claim in reading.claims if claims is None else claims:
        yield {
            "id": iris.claim(document.id, claim.id),
            "type": "Annotation",
            "motivation": "describing",
            "generator": generator,
            "body": _bodies(claim),
            "target": {
                "source": {
                    "id": iris.address(document) or iris.document(document.id),
                    "type": "Text",
                    "language": document.language,
                },
                "selector": [
                    {"type": "TextQuoteSelector", **_quote(document.text, claim.start, claim.end)},
                    {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
                ],
            },
        }


def write(readings: Iterable[tuple[Reading, Sequence[Claim] | None]], stream: TextIO) -> None:
    """Write readings, each with the claims to keep (None: all), as one collection.

    Its id is a hash of what is in it.

    Args:
        readings: taken one at a time, written at once.
        stream: open for text.
    """
    counted = _Counted()
    stream.write(
        f'{{"@context":"{CONTEXT}",\n"type":"AnnotationCollection","label":"Claims",\n'
        '"first":{"type":"AnnotationPage","startIndex":0,"items":[\n'
    )
    objects.write_members((counted(notes(*one)) for one in readings), stream)
    name = f"{iris.PREFIX}annotations:{counted.hash.hexdigest()[:16]}"
    stream.write(f'\n],"id":"{name}:page"}},\n"total":{counted.total},"id":"{name}"}}\n')


class _Counted:
    """What passed: how many, and a hash of it."""

    def __init__(self) -> None:
        self.total, self.hash = 0, hashlib.sha256()

    def __call__(self, found: Iterable[Annotation]) -> Iterator[Annotation]:
        for one in found:
            self.total += 1
            self.hash.update(objects.line(one).encode())
            yield one


def _bodies(claim: Claim) -> list[Annotation]:
    event = claim.event
    told = f"{chain(claim.sayso)}: {claim.status}, {claim.certainty}"
    tags: list[str] = [claim.status]
    if event is not None:
        kind = " ".join(filter(None, (event.type, event.mode)))
        told += f", {kind}"
        tags.append(event.type)
    return [
        _body("describing", told, "text/plain"),
        *(_body("tagging", tag) for tag in tags),
        _body("describing", claim.model_dump_json(), "application/json"),
    ]


def _body(purpose: str, value: str, form: str | None = None) -> Annotation:
    body: Annotation = {"type": "TextualBody", "purpose": purpose, "value": value}
    return body if form is None else body | {"format": form}


def _quote(text: str, start: int, end: int) -> Mapping[str, str]:
    """The words and what stands around them, until no other place of the text fits."""
    width = _AROUND
    while True:
        before, after = text[max(0, start - width) : start], text[end : end + width]
        whole = before + text[start:end] + after
        if width >= len(text) or text.find(whole, text.find(whole) + 1) < 0:
            return {"exact": text[start:end], "prefix": before, "suffix": after}
        width *= 2
