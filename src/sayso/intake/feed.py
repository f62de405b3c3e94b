"""RSS and Atom -> Documents: one document an item.

Comes in: the bytes of a feed. Goes out: for each item a :class:`Document` or an
:class:`IntakeError`, named ``feed.xml:3``. The idea in between: feedparser knows the many dialects;
an item's text is the longest that the feed itself has of it, mostly a teaser. With a fetcher, the
article that the item links to is read instead, and the feed says only what the page leaves out.
"""

from __future__ import annotations

import html as entities
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from sayso.errors import IntakeError
from sayso.intake import dates, text
from sayso.intake.missing import needed
from sayso.records import Document

#: More items than this is no feed; the rest is refused as one.
MAX_ITEMS = 10_000

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure|hr)\b[^<>]*>", re.I
)
_TAG = re.compile(r"<[^<>]*>")
_SILENT = re.compile(r"<(script|style|figcaption)\b.*?</\1\s*>", re.I | re.S)

Follow = Callable[[str, str], Iterator[Document | IntakeError]]
"""Reads the article at an address; the second value is what to call it in an error."""


def is_feed(opening: bytes) -> bool:
    """Whether a file that opens with these bytes is an RSS or Atom feed.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<html>")
    (True, False)
    """
    return _OPENING.match(opening) is not None


def documents(
    data: bytes,
    source: str,
    *,
    max_characters: int = text.MAX_CHARACTERS,
    follow: Follow | None = None,
) -> Iterator[Document | IntakeError]:
    """Read the items of a feed.

    Args:
        data: the feed, whole, in any encoding that it declares.
        source: its file or address; item numbers are appended to it.
        max_characters: the longest text to accept.
        follow: given, each item's article is read with it.

    Yields:
        One item for each of the feed's; one error for a feed that has none or can't be read.
    """
    try:
        feed = _parsed(data, source)
    except IntakeError as error:
        yield error
        return
    publisher = _string(feed.feed, "title")
    for number, entry in enumerate(feed.entries, start=1):
        name = f"{source}:{number}"
        if number > MAX_ITEMS:
            yield IntakeError(name, f"the feed has over {MAX_ITEMS:,} items; the rest is not read")
            return
        known = {
            "title": _plain(_string(entry, "title")),
            "publisher": _plain(publisher),
            "author": _string(entry, "author"),
            "published": _day(entry),
            "url": _string(entry, "link"),
        }
        if follow is None:
            yield _item(entry, name, known, max_characters)
        else:
            yield from _followed(follow, name, known)


def _parsed(data: bytes, source: str) -> Any:
    feedparser = needed("feedparser", "RSS and Atom feeds", source)
    try:
        feed = feedparser.parse(io.BytesIO(data))  # a stream: a string may be taken for an address
    except Exception as error:  # on markup made to break it, feedparser raises of every kind
        reason = f"this feed cannot be taken apart ({type(error).__name__})"
        raise IntakeError(source, reason) from error
    if not feed.entries:
        broken = " that can be read; its XML is broken" if feed.get("bozo") else ""
        raise IntakeError(source, f"this feed has no items{broken}")
    return feed


def _item(
    entry: Any, source: str, known: dict[str, str | None], max_characters: int
) -> Document | IntakeError:
    contents = [_string(content, "value") for content in entry.get("content") or ()]
    contents.append(_string(entry, "summary"))
    longest = max((_plain(content) or "" for content in contents), key=len)
    try:
        if not longest:
            raise IntakeError(
                source, "this item has no text, only a link; its article has to be read"
            )
        return text.document(
            longest,
            source,
            title=known["title"],
            publisher=known["publisher"],
            author=known["author"],
            published=known["published"],
            url=known["url"],
            max_characters=max_characters,
        )
    except IntakeError as error:
        return error


def _followed(
    follow: Follow, source: str, known: dict[str, str | None]
) -> Iterator[Document | IntakeError]:
    address = known["url"]
    if address is None:
        yield IntakeError(source, "this item has no link to an article")
        return
    for item in follow(address, f"{source} ({address})"):
        if isinstance(item, Document):
            left_out = {key: value for key, value in known.items() if not getattr(item, key)}
            yield item.model_copy(update=left_out)
        else:
            yield item


def _day(entry: Any) -> str | None:
    """The day of an item: as its own words have it, else as feedparser understands them."""
    found = dates.day(_string(entry, "published")) or dates.day(_string(entry, "updated"))
    if found is not None:
        return found
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if parsed is None:
        return None
    return text.iso_date("{:04d}-{:02d}-{:02d}".format(*parsed[:3]))


def _string(record: Any, key: str) -> str | None:
    value = dict.get(record, key)  # feedparser's own get() answers for one key with another's value
    return value if isinstance(value, str) and value.strip() else None


def _plain(markup: str | None) -> str | None:
    """The text in a piece of HTML, one paragraph a line."""
    if markup is None:
        return None
    broken = _BLOCK.sub("\n", _SILENT.sub("", markup)) if _TAG.search(markup) else markup
    lines = entities.unescape(_TAG.sub("", broken)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines))) or None
