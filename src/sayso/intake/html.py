"""HTML -> Document: the article in a web page, without the page.

Comes in: the decoded source of a page. Goes out: a :class:`Document` with one paragraph a line and
what the page says about itself (title, author, publisher, date, address, genre), or an
:class:`IntakeError`. The idea in between: trafilatura finds the article and its metadata; dates are
taken from markup only, never guessed from the prose, because "last week" is counted from them.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

from sayso.errors import IntakeError
from sayso.intake import pagetype, text
from sayso.records import Document, Genre

_OPENING = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|header|div|h[1-6]|p|meta|title|script"
    r"|style|link|table)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SNIFFED = 4096

_NO_ARTICLE = "no article was found in this page; save the text that you want read as a .txt file"


def is_html(content: str) -> bool:
    """Whether the content starts as a web page does, after comments and an XML declaration.

    >>> is_html("<!DOCTYPE html><html>"), is_html("<3 from Kyiv")
    (True, False)
    """
    return _OPENING.match(content[:_SNIFFED].removeprefix("\ufeff")) is not None


def document(
    content: str,
    source: str,
    *,
    url: str | None = None,
    max_characters: int = text.MAX_CHARACTERS,
) -> Document:
    """Make the document of one web page.

    Args:
        content: the page's source, decoded.
        source: what to call it in an error.
        url: where the page was fetched, where known; what the page itself says comes first, and a
            day in the address counts as markup.
        max_characters: the longest article to accept; the markup around it doesn't count.

    Raises:
        IntakeError: where the page holds no article, or one that is not readable
            (see :func:`sayso.intake.text.document`).
    """
    if not content.strip():
        raise IntakeError(source, "it is empty; nothing to read")
    found, (genre, confidence) = _extract(_XML_DECLARATION.sub("", content), source, url)
    return text.document(
        found.text,
        source,
        title=found.title,
        publisher=found.sitename or found.hostname,
        author=found.author,
        published=text.iso_date(found.date or ""),
        url=found.url or url,
        genre=genre,
        genre_confidence=confidence,
        licence=found.license,
        max_characters=max_characters,
    )


def _extract(content: str, source: str, url: str | None) -> tuple[Any, tuple[Genre, float]]:
    """What trafilatura found, and the genre; its failures on broken markup become our one error."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):  # they report through the error below
        logging.getLogger(name).addHandler(logging.NullHandler())
    found: Any = None
    genre: tuple[Genre, float] = ("unknown", 0.0)
    try:
        tree = trafilatura.load_html(content)
        if tree is not None:
            found = trafilatura.bare_extraction(
                tree,
                url=url,
                include_comments=False,
                with_metadata=True,
                date_extraction_params={
                    "original_date": True,
                    "extensive_search": False,
                    "max_date": date.today().isoformat(),
                },
            )
            genre = pagetype.genre(tree, found.url if found is not None else None)
    except (
        Exception
    ) as error:  # lxml and trafilatura raise of every kind on markup made to break them
        reason = f"its HTML could not be taken apart ({type(error).__name__}); {_NO_ARTICLE}"
        raise IntakeError(source, reason) from error
    if found is None or not (found.text or "").strip():
        raise IntakeError(source, _NO_ARTICLE)
    return found, genre
