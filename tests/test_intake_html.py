"""Web pages: the article, what the page says about itself, and pages that hold none."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import IntakeError, SaysoError
from sayso.intake import html
from sayso.intake.sources import read_sources
from sayso.records import Document

PARAGRAPHS = (
    "The president said on Monday that the corridor would open. He added that no force would"
    " stop it.",
    "Two officials in the capital said that the claim was false &amp; dangerous, and that they"
    " would answer it.",
)


def page(head: str = "", body: str = "", url: str = "https://news.example.com/a/b") -> str:
    return (
        f'<!doctype html><html><head><title>Baku warns | Post</title><link rel="canonical"'
        f' href="{url}">{head}</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>'
        f"<article><h1>Baku warns</h1>{''.join(f'<p>{part}</p>' for part in PARAGRAPHS)}{body}"
        "</article><footer>Subscribe to our newsletter</footer></body></html>"
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_article_and_metadata() -> None:
    head = (
        '<meta property="og:title" content="Baku warns Yerevan">'
        '<meta property="og:site_name" content="Invented Post">'
        '<meta property="article:published_time" content="2024-09-16T08:00:00Z">'
        '<meta name="author" content="Jane Roe">'
    )
    made = html.document(page(head), "a.html")
    assert made.title == "Baku warns Yerevan"
    assert made.publisher == "Invented Post"
    assert made.author == "Jane Roe"
    assert made.published == "2024-09-16"
    assert made.url == "https://news.example.com/a/b"
    lines = made.text.split("\n")
    assert [part.replace("&amp;", "&") for part in PARAGRAPHS] == lines[-2:]
    assert "newsletter" not in made.text


def test_a_date_in_the_prose_is_not_the_page_s_date() -> None:
    made = html.document(page(body="<p>On 3 March 2019 the two sides met in the capital.</p>"), "x")
    assert made.published is None
    assert made.publisher is not None  # the host, where the page gives no name


@pytest.mark.parametrize(
    ("head", "url", "genre"),
    [
        (linked({"@type": "OpinionNewsArticle"}), "", "opinion"),
        (linked({"@type": ["NewsArticle", "OpinionNewsArticle"]}), "", "opinion"),
        (linked({"@type": "https://schema.org/ReportageNewsArticle"}), "", "news"),
        (linked({"@type": "AnalysisNewsArticle"}), "", "news"),
        (linked({"@type": "NewsArticle"}), "", "news"),
        (linked({"@graph": [{"@type": "WebSite"}, {"@type": "Interview"}]}), "", "interview"),
        (linked({"@type": "NewsArticle", "articleSection": "Opinion"}), "", "opinion"),
        ('<meta property="article:section" content="Op-Ed">', "", "opinion"),
        ('<meta property="article:section" content="Speeches">', "", "speech"),
        ('<meta property="article:section" content="World">', "", "news"),
        ("", "https://news.example.com/opinion/2024/baku", "opinion"),
        ("", "https://gov.example.org/en/speeches/baku", "speech"),
        ("", "https://news.example.com/2024/interview", "unknown"),
        ('<meta property="article:section" content="Gardening">', "", "unknown"),
        (linked({"isPartOf": {"@type": "OpinionNewsArticle"}}), "", "unknown"),
        (
            '<script type="application/ld+json">{"@type": "Interview", oops</script>',
            "",
            "interview",
        ),
        ('<script type="application/ld+json">[[[[[[[[</script>', "", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_genre_that_the_page_states(head: str, url: str, genre: str) -> None:
    made = html.document(page(head, url=url or "https://news.example.com/a/b"), "x")
    assert made.genre == genre
    assert (made.genre_confidence > 0) == (genre != "unknown")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\ufeff \n<!-- saved --><html lang=en>", True),
        ('<?xml version="1.0"?><!DOCTYPE html><html>', True),
        ("<p>The border</p>", True),
        ("<rss><channel>", False),
        ("<3 from Kyiv", False),
        ("The <html> tag", False),
        ("", False),
    ],
)
def test_is_html(content: str, expected: bool) -> None:
    assert html.is_html(content) is expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("<html></html>", "no article"),
        ("<html><body><script>let a = 1</script></body></html>", "no article"),
    ],
)
def test_pages_without_an_article(content: str, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        html.document(content, "x")


def test_xhtml_with_a_declaration(tmp_path: Path) -> None:
    path = tmp_path / "a.xhtml"
    path.write_bytes(b'<?xml version="1.0" encoding="utf-8"?>\n' + page().encode())
    [made] = read_sources([path])
    assert isinstance(made, Document)


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "blockquote"])
def test_nesting_without_end(tag: str) -> None:
    deep = f"<{tag}>" * 100_000 + "The minister said that it was over." + f"</{tag}>" * 100_000
    with suppress(IntakeError):
        html.document(f"<html><body><p>Before.</p>{deep}</body></html>", "x")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div", ">", "<table>", "<!--", "<![CDATA[", "said that ", "é"]
        )
        | st.text(max_size=8)
    )
)
def test_no_markup_breaks_it(parts: list[str]) -> None:
    with suppress(SaysoError):
        html.document("<html>" + "".join(parts), "x")
