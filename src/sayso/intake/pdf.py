"""PDF -> Document: the text layer, with its lines made paragraphs again.

Comes in: the bytes of one file. Goes out: a :class:`Document` with one paragraph a line and what
the file says about itself (title, author, day it was made), or an :class:`IntakeError`. The idea in
between: PDFium gives the lines of each page in its reading order; what a page repeats from the
others (running heads, page numbers) goes, words cut at a line's end are joined, and a line runs on
into the next unless it stops well short of the page's width. Pictures of text are not read.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.errors import IntakeError
from sayso.intake import text
from sayso.intake.missing import needed
from sayso.records import Document

MAX_PAGES = 2_000

#: Looked at between pages: PDFium takes milliseconds for a page of print.
MAX_SECONDS = 60.0

#: A break is meant where the next word would have fitted into this share of the page's width.
_FULL_LINE = 0.85

# What PDFium writes for a hyphen that it takes for one at the end of a line.
_CUT = "\x02"
_CUT_WORD = re.compile(r"(\w+)(?:\x02|(?:-|\u2010|\u00ad)\s*\n)\s*(\w+)")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I
)

#: First parts that keep their hyphen: a word that is cut for the line is not cut after these.
_COMPOUND = frozenset({"well", "self", "half", "vice"})

#: A line that opens or closes so many pages, and half of all, belongs to none of them; on a page of
#: fewer lines it may be all that there is.
_RUNNING = 3

_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_PASSWORD = 4  # FPDF_ERR_PASSWORD

_lock = threading.Lock()  # PDFium must not be called from two threads at once


def document(data: bytes, source: str, *, max_characters: int = text.MAX_CHARACTERS) -> Document:
    """Make the document of one PDF.

    Args:
        data: the file, whole.
        source: what to call it in an error.
        max_characters: the longest text to accept.

    Raises:
        IntakeError: it is damaged, locked with a password, scanned, over :data:`MAX_PAGES` or
            :data:`MAX_SECONDS`, pypdfium2 isn't installed, or its text is not readable.
    """
    pdfium = needed("pypdfium2", "PDF files", source)
    with _lock:
        try:
            pages, known = _opened(pdfium, data, source, max_characters)
        except pdfium.PdfiumError as error:
            raise _refused(error, source) from error
    if not any(map(str.isalpha, "".join("".join(page) for page in pages))):
        raise IntakeError(source, "this PDF holds no text; where it shows any, run OCR on it first")
    return text.document(
        _joined(pages),
        source,
        title=known.get("Title"),
        author=known.get("Author"),
        published=_day(known.get("CreationDate", "")),
        max_characters=max_characters,
    )


def _refused(error: Exception, source: str) -> IntakeError:
    if getattr(error, "err_code", None) == _PASSWORD:
        return IntakeError(source, "this PDF is locked with a password; save it without one")
    return IntakeError(source, "this PDF is damaged and cannot be opened")


def _opened(
    pdfium: Any, data: bytes, source: str, max_characters: int
) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of each page, and the file's properties."""
    started = time.monotonic()
    with pdfium.PdfDocument(data) as file:
        if len(file) > MAX_PAGES:
            reason = f"{len(file):,} pages are over the limit of {MAX_PAGES:,}; split it"
            raise IntakeError(source, reason)
        pages: list[list[str]] = []
        scanned, characters = 0, 0
        for number in range(len(file)):
            if time.monotonic() - started > MAX_SECONDS:
                reason = f"it took over {MAX_SECONDS:.0f} seconds up to page {number}; split it"
                raise IntakeError(source, reason)
            content, is_picture = _page(pdfium, file, number)
            scanned += is_picture
            characters += len(content)
            if characters > 2 * max_characters:  # joining lines takes only a little away
                break
            lines = content.replace(_CUT, _CUT + "\n").splitlines()  # PDFium has joined cut ones
            pages.append([line.strip() for line in lines if line.strip()])
        if scanned > len(file) / 2:
            pages_are = f"{scanned} of its {len(file)} pages are" if len(file) > 1 else "it is"
            reason = f"{pages_are} scanned, a picture without text; run OCR on it first"
            raise IntakeError(source, reason)
        return pages, file.get_metadata_dict()


def _page(pdfium: Any, file: Any, number: int) -> tuple[str, bool]:
    """A page's text, and whether it is a picture without any; a broken page has neither."""
    try:
        page = file[number]
        content: str = page.get_textpage().get_text_bounded()
        if any(map(str.isalnum, content)):
            return content, False
        pictures = page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
        return "", any(True for _ in pictures)
    except pdfium.PdfiumError:
        return "", False


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """Paragraphs, one a line."""
    raw = "\n".join(_paragraphs([*_without_running(pages)]))
    known = Counter(re.findall(r"\w+(?:-\w+)+|\w+", raw.lower()))

    def whole(cut: re.Match[str]) -> str:
        first, rest = cut.groups()
        plain, hyphened = (first + rest).lower(), f"{first}-{rest}".lower()
        keeps = (
            not rest[0].islower()
            or first[-1].isdigit()
            or first.lower() in _COMPOUND
            or known[hyphened] > known[plain]
        )
        return f"{first}-{rest}" if keeps else first + rest

    return _CUT_WORD.sub(whole, raw).replace(_CUT, "-")


def _without_running(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Each page without its number and the lines that it shares with the others."""
    edges = Counter(_masked(line) for page in pages for line in {*page[:1], *page[-1:]})
    often = max(_RUNNING, len(pages) / 2)
    running = {line for line, count in edges.items() if count >= often}
    for page in pages:
        lines = list(page)
        for at in (0, -1):
            if len(lines) >= _RUNNING and _masked(lines[at]) in running:
                del lines[at]
            if lines and _PAGE_NUMBER.fullmatch(lines[at]):
                del lines[at]
        yield lines


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines joined where one runs on into the next, also over the end of a page."""
    paragraph = ""
    for page in pages:
        lengths = sorted(map(len, page))
        width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
        for number, line in enumerate(page):
            if not paragraph:
                paragraph = line
            elif number == 0:
                runs_on = paragraph[-1].isalnum() or paragraph[-1] in ",;-" + _CUT
                joins = runs_on and line[0].islower()
            else:
                before = page[number - 1]
                joins = len(before) + 1 + len(line.split()[0]) > _FULL_LINE * width
            if paragraph is line:
                continue
            if not joins:
                yield paragraph
                paragraph = line
            else:
                # A cut word is put together later, when all words of the text are known.
                gap = "\n" if paragraph.endswith(("-", "\u2010", "\u00ad")) else " "
                paragraph += line if paragraph.endswith(_CUT) else gap + line
    if paragraph:
        yield paragraph


def _day(value: str) -> str | None:
    found = _PDF_DATE.match(value)
    return None if found is None else text.iso_date("-".join(found.groups()))
