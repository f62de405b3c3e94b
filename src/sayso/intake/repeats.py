"""Ids that come twice within one file: an id names one text.

Comes in: the documents of one file whose ids were given, one after another. Goes out: nothing, or
an :class:`IntakeError` for the one that comes too late. The idea in between: another text under a
known id would make every later table ambiguous, and the same text from the same place adds nothing;
the same text from another place (url, publisher or day) is news about where it appeared, and stays.
"""

from __future__ import annotations

import hashlib
from array import array

from sayso.errors import IntakeError
from sayso.records import Document

_DIGEST_BYTES = 16


class Repeats:
    """The ids of one file so far; some 200 bytes of memory each, whatever the texts' length."""

    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}  # id -> its place in the three below
        self._numbers = array("Q")
        self._texts, self._places = bytearray(), bytearray()  # a digest for each id
        self._more_places: set[bytes] = set()

    def check(self, document: Document, number: int, source: str) -> None:
        """Let a document pass whose id is new, or whose text is known from another place.

        Args:
            document: with an id that the file gave it.
            number: of its line or record, from 1.
            source: what to call it in the error.

        Raises:
            IntakeError: says which line or record had the id before.
        """
        name, text = _digest(document.id), _digest(document.text)
        place = _digest(
            "\0".join((document.id, document.url or "", document.publisher or "",
                       document.published or ""))
        )  # fmt: skip
        at = self._first.setdefault(name, len(self._numbers))
        if at == len(self._numbers):
            self._numbers.append(number)
            self._texts += text
            self._places += place
            return
        known = slice(at * _DIGEST_BYTES, (at + 1) * _DIGEST_BYTES)
        first = self._numbers[at]
        if self._texts[known] != text:
            raise IntakeError(
                source,
                f"its id {document.id[:60]!r} is that of another text, number {first} in this "
                "file; give every text an id of its own",
            )
        if self._places[known] == place or place in self._more_places:
            raise IntakeError(
                source, f"it is number {first} of this file again: the same id, text and place"
            )
        self._more_places.add(place)


def _digest(value: str) -> bytes:
    return hashlib.blake2b(value.encode("utf-8"), digest_size=_DIGEST_BYTES).digest()
