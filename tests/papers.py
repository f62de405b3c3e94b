"""Files that tests read, written from their parts: a PDF, and records of a web archive."""

from __future__ import annotations

from collections.abc import Sequence

_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    b"/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(pages: Sequence[Sequence[str] | None], properties: str = "") -> bytes:
    """A PDF with these lines on its pages; a page that is None shows a picture and no text.

    ``properties`` are written as PDF has them: ``/Title (Border open)``.
    """
    first = 5  # after catalogue, pages, font and picture
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
        _PICTURE,
    ]
    for number, lines in enumerate(pages):
        content = first + 2 * number + 1
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R "
            b">> /XObject << /I 4 0 R >> >> /Contents %d 0 R >>" % content
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % _stream(lines))
    objects.append(f"<< {properties} >>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), len(out))
    )


def _stream(lines: Sequence[str] | None) -> tuple[int, bytes]:
    if lines is None:
        content = b"q 500 0 0 700 50 50 cm /I Do Q"
    else:
        shown = b" ".join(
            b"(%s) Tj T*" % line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
            for line in lines
        )
        content = b"BT /F 10 Tf 72 720 Td 14 TL %s ET" % shown
    return len(content), content


def warc_record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    content_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
) -> bytes:
    """One record of a web archive, with its closing blank lines, not compressed."""
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0-0>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-09-17T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
