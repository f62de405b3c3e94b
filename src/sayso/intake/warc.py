"""WARC -> Documents: the articles in a web archive, as Common Crawl's news crawl ships them.

Comes in: an open stream, plain or compressed record by record. Goes out: for each response, in
order, a :class:`Document` or an :class:`IntakeError`, named ``file.warc.gz:7`` (its number among
all records). The idea in between: only pages that a server gave as HTML with status 200 are looked
at; a broken record costs that record, and reading goes on at the next that can be found.
"""

from __future__ import annotations

import http.client
import io
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import IntakeError
from sayso.intake import html
from sayso.intake.encoding import decode
from sayso.intake.missing import needed
from sayso.intake.terms import Terms
from sayso.records import Document

#: The largest page that is looked at, unpacked, in bytes.
MAX_PAGE_BYTES = 10_000_000

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_STATUS = re.compile(rb"HTTP/\d\S* (\d{3})\b")
_CHUNK = 1 << 20

# So many places in a row that look like a record and are none: the rest is given up.
_MAX_ATTEMPTS = 1_000

# Where a record may begin, as the file holds it: plain, or packed as a gzip or Zstandard frame.
_GZIP_START, _ZSTD_START = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_PLAIN_START = b"\r\n\r\nWARC/1."


def is_warc(opening: bytes) -> bool:
    """Whether a file that opens with these bytes, unpacked, is a web archive."""
    return opening.startswith((b"WARC/1.", b"WARC/0."))


def documents(
    stream: io.BufferedReader, source: str, terms: Terms
) -> Iterator[Document | IntakeError]:
    """Read the pages of one archive.

    Args:
        stream: as the file is, not unpacked: fastwarc finds a record's end by its compression.
        source: the stream's name; record numbers are appended to it.
        terms: its ``max_characters`` is the longest article to accept.

    Yields:
        For each response a document, or the error (not raised) that says why not; for a stretch
        that can't be read, one error.
    """
    try:
        fastwarc = needed("fastwarc.warc", "WARC files", source)
    except IntakeError as error:
        yield error
        return
    pages = 0
    for number, record in enumerate(_records(fastwarc, stream), start=1):
        name = f"{source}:{number}"
        if isinstance(record, str):
            pages += 1
            yield IntakeError(name, record)
        elif record.record_type == fastwarc.response:
            pages += 1
            yield _page(record, name, terms)
    if not pages:
        yield IntakeError(source, "this archive holds no responses, so no pages")


def _records(fastwarc: Any, stream: io.BufferedReader) -> Iterator[Any]:
    """The records one after another; for a stretch that can't be read, what to say about it."""
    start, packed, trouble, attempts = 0, stream.peek(4)[:4], "", 0
    while attempts < _MAX_ATTEMPTS:
        last, attempts = None, attempts + 1
        try:
            for record in fastwarc.ArchiveIterator(_Forward(stream), parse_http=False):
                if trouble:
                    yield f"the archive is damaged here ({trouble}); it went on at byte {start:,}"
                    trouble = ""
                last, attempts = record.stream_pos, 0
                yield record
        except BaseException as error:
            # A panic of fastwarc's Rust is no Exception; it damages nothing but this one archive.
            panic = type(error).__module__ == "pyo3_runtime"
            if not panic and not isinstance(error, OSError | EOFError | ValueError):
                raise
            trouble = trouble or str(error).partition("\n")[0][:80]
        else:
            break
        if not stream.seekable():
            break
        # What was read last was whole; where nothing was, what begins here is the damaged one.
        found = _next_start(stream, start + (0 if last is None else last) + 1, packed)
        if found is None:
            break
        start = found
        stream.seek(start)
    if trouble:
        yield f"the archive is damaged or cut off here ({trouble}); nothing after it was read"


def _next_start(stream: io.BufferedReader, position: int, packed: bytes) -> int | None:
    """The first place from a position on at which a record may begin."""
    starts = {_GZIP_START[:2]: _GZIP_START, _ZSTD_START[:2]: _ZSTD_START}
    pattern = starts.get(packed[:2], _PLAIN_START)
    ahead = len(pattern) - 1
    offset = 4 if pattern == _PLAIN_START else 0  # the blank line ends the record before
    stream.seek(position)
    kept = b""
    while chunk := stream.read(_CHUNK):
        window = kept + chunk
        at = window.find(pattern)
        if at >= 0:
            return position - len(kept) + at + offset
        position += len(chunk)
        kept = window[-ahead:]
    return None


def _page(record: Any, source: str, terms: Terms) -> Document | IntakeError:
    address = record.headers.get("WARC-Target-URI")
    try:
        data, declared = _body(record, source)
        return html.document(
            decode(data, source, declared=declared),
            source,
            url=address,
            max_characters=terms.max_characters,
        )
    except IntakeError as error:
        where = f" ({address[:200]})" if address else ""
        return IntakeError(error.source, error.reason + where)


def _body(record: Any, source: str) -> tuple[bytes, str | None]:
    """The page's bytes, and the encoding that the server named.

    HTTP is taken apart here, since fastwarc 2.0 stops without a word after a record that it had to
    unpack from chunks.

    Raises:
        IntakeError: it isn't HTML that a server gave as asked for, too large, or broken.
    """
    try:
        raw: bytes = record.reader.read(MAX_PAGE_BYTES + 1)
        if len(raw) > MAX_PAGE_BYTES:
            raise IntakeError(source, f"this page is over {MAX_PAGE_BYTES:,} bytes")
        if len(raw) < record.content_length:
            raise IntakeError(source, "this record is cut off")
        stream = io.BytesIO(raw)
        status = _STATUS.match(stream.readline())
        if status is None:
            raise IntakeError(source, "this record is broken; it holds no answer of a server")
        headers = http.client.parse_headers(stream)
        if status[1] != b"200":
            number = status[1].decode()
            raise IntakeError(source, f"this is no page: the server answered with status {number}")
        kind = headers.get_content_type() if "Content-Type" in headers else "of no type"
        if kind not in _HTML_TYPES:
            raise IntakeError(source, f"this is no web page but {kind[:60]!r}")
        return _unpacked(stream.read(), headers, source), headers.get_content_charset()
    except (OSError, EOFError, ValueError, LookupError, http.client.HTTPException) as error:
        reason = f"this record is broken ({type(error).__name__})"
        raise IntakeError(source, reason) from error


def _unpacked(body: bytes, headers: http.client.HTTPMessage, source: str) -> bytes:
    """The body as the server meant it; Common Crawl has it so already."""
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        body = (
            needed("fastwarc.stream_io", "WARC files", source)
            .ChunkedReader(io.BytesIO(body))
            .read()
        )
    if "Content-Encoding" not in headers:
        return body
    urllib3 = needed("urllib3", "WARC files", source)
    response = urllib3.HTTPResponse(
        io.BytesIO(body), headers=dict(headers.items()), preload_content=False
    )
    try:
        data: bytes = response.read(MAX_PAGE_BYTES + 1, decode_content=True)
    except urllib3.exceptions.HTTPError as error:
        raise IntakeError(source, "this record is broken; it cannot be unpacked") from error
    if len(data) > MAX_PAGE_BYTES:
        raise IntakeError(source, f"this page is over {MAX_PAGE_BYTES:,} bytes")
    return data


class _Forward:
    """All that fastwarc needs of a stream; it gives up on one that only says that it can't seek."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._position = stream, 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position
