"""RSS and Atom: an item is a document; its text is what the feed itself has."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import IntakeError
from sayso.intake import feed
from sayso.intake.sources import Rejected, read_bytes
from sayso.records import Document

TEXT = "The minister said that the border would stay open."

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- invented -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Invented Post</title>
<item><title>Border &amp;amp; sea</title><link>https://news.example.com/1</link>
  <dc:creator>Jane Roe</dc:creator><pubDate>Mon, 16 Sep 2024 23:30:00 -0500</pubDate>
  <description>{escape(f"<p>{TEXT}</p>")}</description>
  <content:encoded><![CDATA[<h2>So</h2><p>{TEXT}<br>He said <b>that</b> twice.</p>
  <script>no</script>]]></content:encoded></item>
<item><title>Only a link</title><link>https://news.example.com/2</link></item>
<item><title>Plain</title><description>{TEXT} 3 &lt; 4, they said.</description></item>
<item><description>Это не английский текст</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Invented Wire</title>
<entry><title>Border</title><link href="https://wire.example.com/1"/>
<author><name>Jo Doe</name></author><updated>2024-09-16T08:00:00Z</updated>
<content type="html">{escape(f"<p>{TEXT}</p>")}</content></entry></feed>"""


def read(data: str, name: str = "feed.xml") -> list[Document | Rejected]:
    return list(read_bytes(data.encode(), name))


def test_items_of_rss() -> None:
    first, link, plain, russian = read(RSS)
    assert isinstance(first, Document)
    assert first.model_dump(exclude_defaults=True, exclude={"id"}) == {
        "text": f"So\n{TEXT}\nHe said that twice.",
        "title": "Border & sea",
        "publisher": "Invented Post",
        "author": "Jane Roe",
        "published": "2024-09-16",
        "url": "https://news.example.com/1",
    }
    assert isinstance(link, Rejected)
    assert (link.source, "no text" in link.reason) == ("feed.xml:2", True)
    assert isinstance(plain, Document)
    assert plain.text == f"{TEXT} 3 < 4, they said."
    assert isinstance(russian, Rejected)
    assert "English" in russian.reason


@pytest.mark.parametrize("name", ["feed.atom", "standard input", "x.xml", "x.txt"])
def test_items_of_atom_by_content(name: str) -> None:
    [made] = read(ATOM, name)
    assert isinstance(made, Document)
    assert (made.text, made.publisher, made.author) == (TEXT, "Invented Wire", "Jo Doe")
    assert (made.published, made.url) == ("2024-09-16", "https://wire.example.com/1")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<rss></rss>", "no items"),
        ("<rss", "no items that can be read"),
        ("", "no items"),
    ],
)
def test_what_is_no_feed_says_why(data: str, reason: str) -> None:
    found = read(data, "x.rss")
    assert isinstance(found[0], Rejected)
    assert reason in found[0].reason


@pytest.mark.parametrize(
    "entity", ['"' + "boom " * 99 + '"', f'SYSTEM "{Path(__file__).as_uri()}"']
)
def test_entities_are_not_expanded(entity: str) -> None:
    data = (
        f"<!DOCTYPE rss [<!ENTITY a {entity}><!ENTITY b '&a;&a;&a;'>]>"
        f"<rss><channel><item><description>{TEXT} &b;</description></item></channel></rss>"
    )
    [item] = read(data, "x.rss")
    assert isinstance(item, Document)
    assert len(item.text) < len(TEXT) + 9


def test_a_feed_may_be_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MAX_ITEMS", 1)
    first, rest = read(RSS)
    assert isinstance(first, Document)
    assert isinstance(rest, Rejected)
    assert "the rest is not read" in rest.reason


def test_the_article_is_read_where_that_is_asked_for() -> None:
    asked = []

    def follow(url: str, source: str):
        asked.append((url, source))
        if url.endswith("/2"):
            yield IntakeError(source, "gone")
        else:
            yield Document(id="7", text="The article said it all.", title="Its own title")

    first, link, *rest = feed.documents(RSS.encode(), "f", follow=follow)
    assert isinstance(first, Document)
    assert (first.text, first.title) == ("The article said it all.", "Its own title")
    assert (first.publisher, first.published) == ("Invented Post", "2024-09-16")
    assert str(link) == "f:2 (https://news.example.com/2): gone"
    assert [str(item) for item in rest] == [
        f"f:{number}: this item has no link to an article" for number in (3, 4)
    ]
    assert len(asked) == 2


def test_bytes_are_never_followed() -> None:
    assert len(read(RSS)) == 4


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([RSS, ATOM]))
def test_damage_never_raises(data: st.DataObject, whole: str) -> None:
    file = bytearray(whole.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    found = list(read_bytes(bytes(file), "x.rss"))
    assert found
    for item in found:
        assert isinstance(item, Document) or item.reason


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_error_or_a_document(data: bytes) -> None:
    assert list(feed.documents(b"<rss><channel><item><description>" + data, "x"))
