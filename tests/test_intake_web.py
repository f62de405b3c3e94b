"""Fetching: politely, within limits, and never from an address that isn't public.

All requests go to servers that the tests start on the loopback interface.
"""

from __future__ import annotations

import email.utils
import gzip
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import websites
from papers import pdf
from sayso.errors import IntakeError
from sayso.intake import addresses, freshness, web
from sayso.intake.sources import Rejected, read_sources
from sayso.intake.web import Fetcher, Limits
from sayso.records import Document
from websites import HTML, LOCAL, PAGE, TEXT, Answer, Handler, Route, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with websites.running() as server:
        yield server


def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(IntakeError) as caught:
        fetcher.fetch(url)
    assert caught.value.source == url
    return caught.value.reason


# What is read


def test_a_page_becomes_a_document_with_its_address(site: Site) -> None:
    [made] = read_sources([site.url("/a#part")], fetcher=site.fetcher())
    assert isinstance(made, Document)
    assert (made.text, made.title, made.url) == (TEXT, "Border", site.url("/a"))
    _, headers, _ = site.asked[-1]
    assert headers["User-Agent"].startswith("sayso (")
    assert headers["Host"] == f"{LOCAL}:{site.server_port}"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", TEXT.encode()),
        ("text/plain; charset=windows-1252", f"“é” {TEXT}".encode("cp1252")),
        ("application/pdf", pdf([[TEXT]])),
        ("application/xhtml+xml", PAGE),
        ("", PAGE),
    ],
)
def test_other_types_are_read_as_what_they_are(site: Site, kind: str, body: bytes) -> None:
    site.routes["/a"] = (200, {"Content-Type": kind} if kind else {}, body)
    [made] = read_sources([site.url("/a")], fetcher=site.fetcher())
    assert isinstance(made, Document)
    assert made.text.endswith(TEXT)
    assert made.url == site.url("/a")


def test_a_feed_and_the_articles_it_links_to(site: Site) -> None:
    items = "".join(
        f"<item><title>T{path}</title><link>{link}</link>"
        f"<pubDate>Mon, 16 Sep 2024 08:00:00 GMT</pubDate>"
        f"<description>{escape(TEXT)} Teaser.</description></item>"
        for path, link in [
            ("a", site.url("/a")),
            ("gone", site.url("/gone")),
            ("inside", "http://169.254.169.254/latest/meta-data/"),
            ("loop", site.url("/feed")),
        ]
    )
    feed = f"<rss><channel><title>Invented Post</title>{items}</channel></rss>"
    site.routes["/feed"] = (200, {"Content-Type": "text/xml"}, feed.encode())
    teasers = list(read_sources([site.url("/feed")], fetcher=site.fetcher()))
    assert [item.text.endswith("Teaser.") for item in teasers if isinstance(item, Document)] == [
        True
    ] * 4
    assert site.paths() == ["/feed"]
    found = list(read_sources([site.url("/feed")], fetcher=site.fetcher(), follow=True))
    first, gone, inside, *loop = found
    assert isinstance(first, Document)
    assert (first.text, first.title, first.published) == (TEXT, "Border", "2024-09-16")
    assert isinstance(gone, Rejected)
    assert gone.source == f"{site.url('/feed')}:2 ({site.url('/gone')})"
    assert "status 404" in gone.reason
    assert isinstance(inside, Rejected)
    assert "not a public address" in inside.reason
    assert len(loop) == 4  # the feed itself, and not the articles that it links to


# Where it may be had


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://127.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a00:1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
        "//10.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://017700000001/",
        "http://user:password@news.example.com/",
        "http://news.example.com:22/",
        "http://news.example.com:6379/",
        Path(__file__).as_uri(),
        "ftp://news.example.com/",
        "gopher://news.example.com/",
        "http://[::1%25lo]/",
        "http://\\@10.0.0.1/",
        "http://news.example.com:99999/",
        "http://[/",
    ],
)
def test_a_redirect_to_where_no_article_is(site: Site, to: str) -> None:
    site.routes["/to"] = (302, {"Location": to}, b"")

    def resolve(host: str, port: int) -> list[str]:
        assert host != "news.example.com"
        return web.resolved(host, port)

    with pytest.raises(IntakeError) as caught:
        site.fetcher(resolve=resolve).fetch(site.url("/to"))
    assert caught.value.source == site.url("/to")
    assert site.paths() == ["/to"]


def test_the_address_that_is_checked_is_the_one_connected_to(site: Site) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    fetcher = Fetcher(delay=0, resolve=lambda *_: next(answers), ports={site.server_port})
    reason = refused(fetcher, site.url("/a", "rebinding.example"))
    assert "127.0.0.1, which is not a public address" in reason
    assert site.asked == []


def test_one_private_address_among_public_ones_is_enough() -> None:
    fetcher = Fetcher(delay=0, resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])
    assert "10.0.0.1" in refused(fetcher, "http://news.example.com/")


def test_a_host_is_asked_for_by_its_name_at_the_address_found(site: Site) -> None:
    fetcher = site.fetcher(resolve=lambda *_: [LOCAL])
    assert fetcher.fetch(site.url("/a", "news.example.com")) is not None
    assert site.asked[-1][1]["Host"] == f"news.example.com:{site.server_port}"


def test_by_default_nothing_private_is_fetched(site: Site) -> None:
    [item] = read_sources([site.url("/a")])
    assert isinstance(item, Rejected)
    assert "is not fetched from" in item.reason
    ports = {site.server_port}
    assert "not a public address" in refused(Fetcher(ports=ports), site.url("/a"))
    assert "not a public address" in refused(Fetcher(ports=ports), site.url("/a", "localhost"))
    assert site.asked == []


@settings(max_examples=200, deadline=None)
@given(st.ip_addresses())
def test_public_means_public(address: Any) -> None:
    if addresses.is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast


@settings(max_examples=200, deadline=None)
@given(st.ip_addresses(v=4))
def test_an_address_in_another_form_is_judged_as_itself(address: Any) -> None:
    public = addresses.is_public(str(address))
    value = int(address)
    assert addresses.is_public(f"::ffff:{address}") == public
    assert addresses.is_public(f"64:ff9b::{address}") == public
    assert addresses.is_public(f"2002:{value >> 16:x}:{value & 0xFFFF:x}::1") == public


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text(st.sampled_from("htp:/@[]%.\\#?0x1a "), max_size=30))
def test_any_text_is_an_address_or_an_error(url: str) -> None:
    for name in (url, f"http://{url}", f"https://a.example{url}"):
        try:
            found = addresses.target(name)
        except IntakeError:
            continue
        assert found.port in addresses.PORTS
        assert found.url.isascii()
        assert "@" not in found.origin
        assert addresses.target(found.url) == found


# Politeness


def test_robots_txt_is_obeyed(site: Site) -> None:
    rules = b"User-agent: other\nDisallow: /\n\nUser-agent: sayso\nDisallow: /closed/\n"
    site.routes["/robots.txt"] = (200, {}, rules)
    site.routes["/to"] = (301, {"Location": "/closed/a"}, b"")
    fetcher = site.fetcher()
    assert fetcher.fetch(site.url("/a")) is not None
    for path in ("/closed/a", "/to"):
        assert "robots.txt does not allow it" in refused(fetcher, site.url(path))
    assert site.paths() == ["/a", "/to"]
    assert [path for path, _, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)]
)
def test_robots_txt_that_cannot_be_had(site: Site, status: int, allowed: bool) -> None:
    site.routes["/robots.txt"] = (status, {}, b"")
    if allowed:
        assert site.fetcher().fetch(site.url("/a")) is not None
    else:
        assert "robots.txt cannot be had" in refused(site.fetcher(), site.url("/a"))
        assert site.paths() == []


def test_requests_are_spaced_out(site: Site) -> None:
    fetcher = site.fetcher(delay=0.15)
    for _ in range(3):
        fetcher.fetch(site.url("/a"))
    times = [when for _, _, when in site.asked]
    assert all(later - earlier > 0.14 for earlier, later in pairwise(times))
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.3\n")
    fetcher, site.asked[:] = site.fetcher(), []
    for _ in range(2):
        fetcher.fetch(site.url("/a"))
    assert site.asked[2][2] - site.asked[1][2] > 0.29


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(site: Site, status: int) -> None:
    def busy(_: Handler) -> Answer:
        first = site.paths() == ["/busy"]
        return (status, {"Retry-After": "1"}, b"") if first else (200, {"Content-Type": HTML}, PAGE)

    site.routes["/busy"] = busy
    assert site.fetcher().fetch(site.url("/busy")) is not None
    first, second = (when for path, _, when in site.asked if path == "/busy")
    assert second - first > 0.99


@pytest.mark.parametrize("dated", [False, True])
def test_a_server_that_asks_for_too_much_patience(site: Site, dated: bool) -> None:
    hence = email.utils.formatdate(time.time() + 3600, usegmt=True)
    later = hence if dated else "3600"
    site.routes["/busy"] = (429, {"Retry-After": later}, b"")
    assert "asks to wait 3," in refused(site.fetcher(), site.url("/busy"))
    assert site.paths() == ["/busy"]


def test_a_server_that_stays_busy(site: Site) -> None:
    site.routes["/busy"] = (503, {"Retry-After": "0"}, b"")
    assert "busy (status 503)" in refused(site.fetcher(), site.url("/busy"))
    assert len(site.paths()) == 3


@pytest.mark.parametrize(
    ("mark", "ask"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
)
def test_what_has_not_changed_is_not_sent_again(
    site: Site, tmp_path: Path, mark: str, ask: str
) -> None:
    def page(handler: Handler) -> Answer:
        if handler.headers[ask] == '"one"':
            return 304, {}, b""
        return 200, {"Content-Type": HTML, mark: '"one"'}, PAGE

    site.routes["/a"] = page
    cache = tmp_path / "pages"
    killed = site.fetcher(cache=cache)
    assert killed.fetch(site.url("/a")) is not None
    first = site.fetcher(cache=cache)  # the one before it was never settled
    assert first.fetch(site.url("/a")) is not None
    first.settle()
    again = site.fetcher(cache=cache)
    assert list(read_sources([site.url("/a")], fetcher=again)) == []
    assert again.unchanged == 1
    assert site.fetcher().fetch(site.url("/a")) is not None


def test_a_server_that_says_not_changed_without_being_asked(site: Site) -> None:
    site.routes["/a"] = (304, {}, b"")
    assert "status 304" in refused(site.fetcher(), site.url("/a"))


def test_a_broken_cache_says_so(site: Site, tmp_path: Path) -> None:
    cache = tmp_path / "pages"
    cache.write_bytes(b"not a database" * 100)
    [item] = read_sources([site.url("/a")], fetcher=site.fetcher(cache=cache))
    assert isinstance(item, Rejected)
    assert "remove it" in item.reason


def test_marks_that_could_smuggle_a_header_are_dropped(tmp_path: Path) -> None:
    known = freshness.Freshness(tmp_path / "pages")
    known.note("u", "a\r\nX: y", "é")
    known.settle()
    assert known.marks("u") == (None, None)


# Limits


def drip(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(600):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(600):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(_: Handler) -> None:
    time.sleep(1.5)


@pytest.mark.parametrize("route", [drip, drip_headers])
def test_a_slow_server_is_left(site: Site, route: Route) -> None:
    site.routes["/slow"] = route
    started = time.monotonic()
    reason = refused(site.fetcher(limits=Limits(seconds=0.5)), site.url("/slow"))
    assert "took over 0.5 seconds" in reason
    assert time.monotonic() - started < 15  # what it drips lasts 30


def test_a_silent_server_is_left(site: Site) -> None:
    site.routes["/slow"] = silent
    reason = refused(site.fetcher(limits=Limits(silence=0.3)), site.url("/slow"))
    assert "timed out" in reason


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"x" * 100_001),
        ({"Content-Length": "100001"}, b""),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)),
        ({"Content-Length": ""}, b"x" * 100_001),
    ],
)
def test_a_page_over_the_size_is_refused(site: Site, headers: dict[str, str], body: bytes) -> None:
    site.routes["/big"] = (200, {"Content-Type": HTML, **headers}, body)
    reason = refused(site.fetcher(limits=Limits(bytes=100_000)), site.url("/big"))
    assert "over 100,000 bytes" in reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, {"Content-Type": "image/png"}, PAGE), "type is 'image/png'"),
        ((200, {"Content-Type": "application/octet-stream"}, PAGE), "octet-stream"),
        ((500, {"Content-Type": HTML}, PAGE), "status 500"),
        ((302, {}, b""), "without saying where"),
        ((302, {"Location": "/loop"}, b""), "more than 5 times"),
        ((200, {"Content-Type": HTML, "Content-Length": "5000"}, PAGE), "connection broke"),
        ((200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, PAGE), "cannot be fetched"),
        ((999, {"Content-Type": HTML}, PAGE), "status 999"),
    ],
)
def test_what_is_not_had_says_why(site: Site, answer: Answer, reason: str) -> None:
    site.routes["/loop"] = answer
    assert reason in refused(site.fetcher(), site.url("/loop"))


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=120), st.booleans())
def test_any_answer_is_a_page_or_an_error(data: bytes, headed: bool) -> None:
    site = Site()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

    def noise(handler: Handler) -> None:
        handler.wfile.write(head + data if headed else data)

    site.routes["/noise"] = noise
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        [item] = read_sources([site.url("/noise")], fetcher=site.fetcher(limits=Limits(silence=1)))
    finally:
        site.shutdown()
        site.server_close()
        thread.join()
    assert isinstance(item, Document) or item.reason


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_has_to_be_for_the_host(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example.com"
    names = "subjectAltName=DNS:news.example.com"
    files = ["-keyout", key, "-out", certificate]
    subprocess.run(
        ["openssl", *request.split(), "-addext", names, *files],
        check=True,
        capture_output=True,
    )
    site = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    here = {"resolve": lambda *_: [LOCAL]}
    try:
        good = f"https://news.example.com:{site.server_port}/a"
        page = site.fetcher(tls=trusting, **here).fetch(good)
        assert page is not None
        assert page.data == PAGE
        other = f"https://other.example.com:{site.server_port}/a"
        assert "match" in refused(site.fetcher(tls=trusting, **here), other)
        assert "certificate" in refused(site.fetcher(**here), good)
    finally:
        site.shutdown()
        site.server_close()
        thread.join()
