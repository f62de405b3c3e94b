"""Text -> Document: what every other way in ends with.

Comes in: a decoded string and whatever is known about it. Goes out: a :class:`Document` whose text
is the string with its line breaks unified and nothing else touched, so that spans point where a
person sees the words; or an :class:`IntakeError`. The idea in between: refuse what cannot be read
(empty, too long, not English), hash what is left, and take a headline for a title.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from itertools import pairwise

from sayso.errors import IntakeError
from sayso.intake.encoding import MAX_CONTROL_SHARE, control_share
from sayso.intake.language import require_english
from sayso.records import Document, Genre

#: The longest text that becomes one document, in characters: some 330,000 words, a long book.
MAX_CHARACTERS = 2_000_000

#: A first line longer than this is a paragraph, not a headline.
MAX_TITLE = 120

_HARD_WRAP = 100
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BYLINE = re.compile(r"by\s", re.IGNORECASE)


def normalise(text: str) -> str:
    r"""One text, one line break.

    ``\r\n`` and ``\r`` become ``\n``; a byte order mark at the start and NUL characters go; lone
    surrogates, which no file can hold, become U+FFFD. Every other code point stays as it is.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", text.replace("\x00", ""))


def document_id(text: str) -> str:
    """First 16 hex digits of the SHA-256 of the text, in NFC with white space collapsed.

    Two copies of an article that differ in line breaks or in how accents are encoded get one id.
    """
    collapsed = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(collapsed.encode("utf-8")).hexdigest()[:16]


def document(
    text: str,
    source: str,
    *,
    id: str | None = None,  # noqa: A002 - the record's own field name
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    genre: Genre = "unknown",
    genre_confidence: float = 0.0,
    licence: str | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Document:
    """Make the document of one text.

    Args:
        text: the decoded text; line breaks of any kind.
        source: what to call it in an error: a path, ``file.jsonl:7``, ``standard input``.
        id: kept where given; else :func:`document_id`.
        title: kept where given; else the first line where it reads like a headline.
        publisher: who published it, where known.
        author: who wrote it, where known.
        published: an ISO 8601 date, already checked (see :func:`iso_date`).
        url: where it was published, where known.
        genre: where the source states it; the reader decides what is unknown.
        genre_confidence: how far that statement can be trusted, 0 to 1.
        licence: the text's licence, where known.
        max_characters: the longest text to accept.

    Raises:
        IntakeError: for an empty text, one that is too long, binary or not English.
    """
    text = normalise(text)
    if not text.strip():
        raise IntakeError(source, "it is empty; nothing to read")
    if len(text) > max_characters:
        raise IntakeError(
            source,
            f"{len(text):,} characters is over the limit of {max_characters:,}; "
            "split it, or raise the limit with --max-size",
        )
    if control_share(text) > MAX_CONTROL_SHARE:
        raise IntakeError(source, "this is binary data, not text; give sayso the text itself")
    require_english(text, source)
    return Document(
        id=normalise(id) if id else document_id(text),
        text=text,
        title=_line(title) or first_line_title(text),
        publisher=_line(publisher),
        author=_line(author),
        published=published or None,
        url=_line(url),
        genre=genre,
        genre_confidence=genre_confidence,
        licence=_line(licence),
    )


def first_line_title(text: str) -> str | None:
    """The first line, where it reads like a headline: short, no full stop, and more text after it.

    A first line that is only the start of a hard-wrapped paragraph, or a form of address ("Mr
    President,"), is no headline.
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not first or len(first) > MAX_TITLE or not rest.strip():
        return None
    if not any(map(str.isalpha, first)) or first.rstrip("\"”’')")[-1:] in ".,;:…":
        return None
    return None if _is_wrapped(first, rest) else first


def iso_date(value: str) -> str | None:
    """``2024-09-16`` out of an ISO 8601 date or date and time; None where it is neither.

    >>> iso_date("2024-09-16T08:30:00Z")
    '2024-09-16'
    >>> iso_date("16 September") is None
    True
    """
    value = value.strip()
    day, clock = value[:10], value[10:]
    if clock and not re.fullmatch(r"[T ]\d\d[\d:.,+\-Z ]*", clock):
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _is_wrapped(first: str, rest: str) -> bool:
    """Whether the first line runs on into the next one, as in a paragraph of hard-wrapped lines."""
    lines = [first]
    for line in rest.split("\n"):
        if not line.strip():
            break
        lines.append(line.strip())
    if len(lines) == 1 or _BYLINE.match(lines[1]):
        return False
    if lines[1][0].islower():
        return True
    width = max(map(len, lines))
    full = all(
        len(line) + 1 + len(following.split()[0]) > width for line, following in pairwise(lines)
    )
    return full and width <= _HARD_WRAP and lines[-1][-1] in '.!?"”’'


def _line(value: str | None) -> str | None:
    """Metadata on one line, or None where there is nothing in it."""
    return None if value is None else " ".join(normalise(value).split()) or None
