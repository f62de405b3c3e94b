"""Kinds of files: which one this is, and the module that reads it.

Comes in: an open stream and its name. Goes out: its documents, and errors for what is none. The
idea in between: a suffix says what its owner meant, and the first bytes say what it is; where the
two differ for a kind that has a signature, the bytes are right.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from sayso.errors import IntakeError
from sayso.intake import compression, docx, feed, html, jsonl, pdf, table, text, warc
from sayso.intake.encoding import decode
from sayso.records import Document

if TYPE_CHECKING:
    from sayso.intake.terms import Terms
    from sayso.intake.web import Page

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
FEED_SUFFIXES = frozenset({".rss", ".atom"})
CSV_SUFFIXES = {".csv": None, ".tsv": "\t", ".tab": "\t"}
PARQUET_SUFFIXES = frozenset({".parquet", ".pq"})
WARC_SUFFIX = ".warc"

#: The least that is read of one file before it is called too large. A web page is mostly markup.
MIN_READ_BYTES = 20_000_000

#: The same for files that hold pictures and fonts beside their text.
MIN_RICH_BYTES = 200_000_000

_HEAD_BYTES = 4096
_PARQUET = b"PAR1"
_PDF = b"%PDF-"
_PDF_AHEAD = 1024  # readers of PDF look for its mark so far in; mail programs put lines before it
_ZIP = b"PK\x03\x04"


def documents(
    stream: io.BufferedReader, source: str, terms: Terms, *, suffix: str | None = None
) -> Iterator[Document | IntakeError]:
    """Read what a stream holds, whatever it is.

    Args:
        stream: binary, standing at its start.
        source: what to call it; its suffix counts.
        terms: limits, columns and the fetcher for what a feed links to.
        suffix: counts instead, where the name doesn't tell (a web address).

    Yields:
        At least one item: documents, and the errors (not raised) for what isn't one.

    Raises:
        IntakeError: nothing more can be read.
        OSError: the disk or the connection fails.
    """
    name = source if suffix is None else f"x{suffix}"
    opening = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
    if compression.is_compressed(opening):
        name = compression.inner_name(name)
        if Path(name).suffix.lower() == WARC_SUFFIX:
            yield from warc.documents(stream, source, terms)
            return
        stream = compression.unpacked(stream, source)
        opening = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        if compression.is_compressed(opening):
            raise IntakeError(source, "it is compressed twice; decompress it once")
    found = _many(stream, source, terms, Path(name).suffix.lower(), opening)
    if found is None:
        yield _single(stream, source, terms, Path(name).suffix.lower(), opening)
        return
    none = True
    for item in found:
        none = False
        yield item
    if none:
        raise IntakeError(source, "it is empty; nothing to read")


def holds_many(name: str, opening: bytes) -> bool:
    """Whether a file holds any number of documents that only reading it tells; JSON Lines aside."""
    suffix = Path(name).suffix.lower()
    return (
        compression.is_compressed(opening)
        or opening.startswith(_PARQUET)
        or warc.is_warc(opening)
        or feed.is_feed(opening)
        or suffix in CSV_SUFFIXES
        or suffix in FEED_SUFFIXES
    )


def _many(
    stream: io.BufferedReader, source: str, terms: Terms, suffix: str, opening: bytes
) -> Iterator[Document | IntakeError] | None:
    """The items of a file that holds any number of documents; None for one that holds one."""
    limit, found = terms.max_characters, None
    if opening.startswith(_PARQUET):
        found = table.parquet_documents(stream, source, terms)
    elif warc.is_warc(opening):
        found = warc.documents(stream, source, terms)
    elif suffix in CSV_SUFFIXES:
        found = table.csv_documents(stream, source, terms, delimiter=CSV_SUFFIXES[suffix])
    elif suffix in JSONL_SUFFIXES or (suffix not in HTML_SUFFIXES and _is_jsonl(opening)):
        found = jsonl.documents(stream, source, max_characters=limit, columns=terms.columns)
    elif feed.is_feed(opening) or suffix in FEED_SUFFIXES:
        data = _whole(stream, source, max(MIN_READ_BYTES, 4 * limit))
        found = feed.documents(data, source, max_characters=limit, follow=_follow(terms))
    return found


def _single(
    stream: io.BufferedReader, source: str, terms: Terms, suffix: str, opening: bytes
) -> Document:
    """The document of a file that holds one."""
    limit = terms.max_characters
    if opening.startswith(_PDF) or (suffix == ".pdf" and _PDF in opening[:_PDF_AHEAD]):
        data = _whole(stream, source, max(MIN_RICH_BYTES, 4 * limit))
        return pdf.document(data, source, max_characters=limit)
    if opening.startswith(_ZIP):
        data = _whole(stream, source, max(MIN_RICH_BYTES, 4 * limit))
        if docx.is_docx(data) or suffix == ".docx":
            return docx.document(data, source, max_characters=limit)
        decode(opening, source)  # says what it is
    if suffix in PARQUET_SUFFIXES:
        raise IntakeError(source, "this is no Parquet table, whatever its name says")
    data = _whole(stream, source, max(MIN_READ_BYTES, 4 * limit))
    content = decode(data, source)
    if suffix in HTML_SUFFIXES or html.is_html(content):
        return html.document(content, source, max_characters=limit)
    if suffix == ".json":
        raise IntakeError(source, "sayso reads JSON one document a line: write it as .jsonl")
    if content.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise IntakeError(source, "this is XML, not XHTML; save the text itself as a .txt file")
    return text.document(content, source, max_characters=limit)


def buffered(stream: IO[bytes]) -> io.BufferedReader:
    """A stream that can be peeked at."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _is_jsonl(opening: bytes) -> bool:
    return jsonl.is_jsonl(opening.decode("utf-8", "replace"))


def _whole(stream: io.BufferedReader, source: str, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        reason = f"it is over {limit:,} bytes; split it, or raise the limit with --max-size"
        raise IntakeError(source, reason)
    return data


# What has an address


def fetched(url: str, source: str, terms: Terms) -> Iterator[Document | IntakeError]:
    """Read what is at an address; nothing, where it hasn't changed since it was read before.

    Args:
        url: of http or https.
        source: what to call it.
        terms: its fetcher is asked.

    Yields:
        As :func:`documents` does.

    Raises:
        IntakeError: it can't be had, or nothing more of it can be read.
    """
    fetcher = terms.fetcher
    if fetcher is None:
        raise IntakeError(source, "this is an address; nothing is fetched here")
    try:
        page = fetcher.fetch(url)
    except IntakeError as error:
        raise IntakeError(source, error.reason) from error
    if page is None:
        return
    with fetcher.reading(page):
        for item in _of_page(page, source, terms):
            if isinstance(item, IntakeError):
                fetcher.forget(page.url)
            yield item


def _of_page(page: Page, source: str, terms: Terms) -> Iterator[Document | IntakeError]:
    """The documents of a page that was fetched, with its address where they have none."""
    if page.suffix == ".html":
        limit = terms.max_characters
        content = decode(page.data, source, declared=page.charset)
        yield html.document(content, source, url=page.url, max_characters=limit)
        return
    stream = buffered(io.BytesIO(page.data))
    for item in documents(stream, source, terms, suffix=page.suffix):
        if isinstance(item, Document) and item.url is None:
            yield item.model_copy(update={"url": page.url})
        else:
            yield item


def _follow(terms: Terms) -> feed.Follow | None:
    """Reads the articles that a feed links to; a feed that is linked to is not followed further."""
    if not terms.follow or terms.fetcher is None:
        return None
    once = replace(terms, follow=False)

    def follow(url: str, source: str) -> Iterator[Document | IntakeError]:
        try:
            yield from fetched(url, source, once)
        except IntakeError as error:
            yield error

    return follow
