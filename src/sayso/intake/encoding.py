"""Bytes -> text: which encoding they are in, or why they are no text at all.

Comes in: the bytes of one source. Goes out: a string, or an :class:`IntakeError` that says what
the bytes are and what to do with them. The idea in between: look for what rules text out first (a
file signature, NUL bytes), then try what is certain (a byte order mark, valid UTF-8, what the page
itself declares), and guess only for what is left over.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from sayso.errors import IntakeError

#: Signatures of files that people hand over as if they were text, with the way out.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "this is a PDF, not text; save its text as a .txt file (for example with pdftotext)"),
    (
        b"PK\x03\x04",
        "this is a ZIP container (DOCX, ODT, EPUB ...); save the document as plain text",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "this is an old Office file; save the document as plain text",
    ),
    (b"{\\rtf", "this is RTF, not plain text; save the document as plain text"),
    (b"\x89PNG\r\n", "this is an image; sayso reads text only"),
    (b"\xff\xd8\xff", "this is an image; sayso reads text only"),
    (b"GIF87a", "this is an image; sayso reads text only"),
    (b"GIF89a", "this is an image; sayso reads text only"),
    (b"II*\x00", "this is an image; sayso reads text only"),
    (b"MM\x00*", "this is an image; sayso reads text only"),
    (b"\x1f\x8b", "this is gzip-compressed; decompress it first (gunzip)"),
    (b"BZh91AY&SY", "this is bzip2-compressed; decompress it first (bunzip2)"),
    (b"\xfd7zXZ\x00", "this is xz-compressed; decompress it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "this is zstd-compressed; decompress it first (unzstd)"),
    (b"\x7fELF", "this is a program, not text"),
    (b"SQLite format 3\x00", "this is a database, not text"),
    (b"PAR1", "this is a Parquet table, not text; export the documents as .jsonl"),
)

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Above this share of control characters a decoded string is not somebody's writing.
MAX_CONTROL_SHARE = 0.01

#: English prose in a one-byte encoding is nearly all ASCII; the rest is quotes, dashes and accents.
_ENGLISH_HIGH_SHARE = 0.05

#: How many bytes of a long text the guess looks at.
_GUESS_BYTES = 200_000

_BINARY = "this is binary data, not text; give sayso a text, HTML or .jsonl file"
_UNDECODABLE = "its characters cannot be decoded; save it as UTF-8"

# An accented capital, or a symbol, wedged into a lower-case word: the encoding is not this one.
_WEDGED = re.compile(r"[a-z][À-ÖØ-Þ¡-©«-´¶-¹»-¿][a-z]")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """The encoding that the byte order mark at the start names, and the mark's length; or None."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    return None


def decode(data: bytes, source: str, *, declared: str | None = None) -> str:
    """Turn the bytes of one source into text.

    Tried in this order: byte order mark, UTF-16 without a mark, UTF-8, the encoding that an HTML
    page declares, Windows-1252 where the bytes look like English in it, and charset-normalizer's
    guess.

    Args:
        data: the bytes, whole.
        source: what to call them in an error.
        declared: the encoding that came with them (in a ``Content-Type``), where one did; it counts
            where they are neither marked nor UTF-8.

    Raises:
        IntakeError: for binary data and for bytes that no encoding explains.
    """
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise IntakeError(source, reason)
    text = _decoded(data, source, declared)
    if control_share(text) > MAX_CONTROL_SHARE:
        raise IntakeError(source, _BINARY)
    return text


def encoding_of(data: bytes) -> str | None:
    """The name of the encoding that :func:`decode` would read bytes without a mark in, or None."""
    found = _plainly(data)
    return None if found is None else found[1]


def control_share(text: str) -> float:
    """Share of characters that are controls or unassigned, line breaks and tabs aside (0 to 1)."""
    if not text:
        return 0.0
    if text.isascii() and text.isprintable():
        return 0.0
    odd = sum(
        1
        for char in text
        if not char.isprintable()
        and char not in "\t\n\r\f\v\x85"
        and unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs")
    )
    return odd / len(text)


def _decoded(data: bytes, source: str, declared: str | None) -> str:
    mark = byte_order_mark(data)
    if mark is not None:
        name, length = mark
        text = _try(data[length:], name)
        if text is None:
            raise IntakeError(source, f"it starts as {name.upper()} but is damaged; {_UNDECODABLE}")
        return text
    if b"\x00" in data:
        text = _utf16_without_mark(data)
        if text is None:
            raise IntakeError(source, _BINARY)
        return text
    found = _plainly(data, declared)
    if found is None:
        raise IntakeError(source, _UNDECODABLE)
    return found[0]


def _plainly(data: bytes, declared: str | None = None) -> tuple[str, str] | None:
    """Text and encoding of bytes with neither mark nor NUL."""
    for named in (lambda _: "utf-8", lambda _: _usable(declared), _declared, _windows_1252, _guess):
        name = named(data)
        text = None if name is None else _try(data, name)
        if name is not None and text is not None:
            return text, name
    return None


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL at every second byte, on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = max(1, len(data) // 2)
    if odd / half > 0.7 and even / half < 0.05:
        return _try(data, "utf-16-le")
    if even / half > 0.7 and odd / half < 0.05:
        return _try(data, "utf-16-be")
    return None


def _declared(data: bytes) -> str | None:
    """What the page's ``<meta charset>`` or XML declaration says, where it has one."""
    head = data[:4096]
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    if found is None:
        return None
    return _usable(found.group(1).decode("ascii", "replace"))


def _usable(name: str | None) -> str | None:
    """An encoding that somebody named, as Python calls it; None for UTF-8 and for what is none."""
    if name is None:
        return None
    name = name.lower()
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name == "utf-8":
        return None
    if info.name in ("iso8859-1", "ascii"):
        return "cp1252"  # what every browser makes of these two names
    return name


def _windows_1252(data: bytes) -> str | None:
    high = sum(1 for byte in data if byte >= 0x80)
    if high > _ENGLISH_HIGH_SHARE * len(data):
        return None
    text = _try(data, "cp1252")
    return None if text is None or _WEDGED.search(text) else "cp1252"


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    return None if best is None else best.encoding
