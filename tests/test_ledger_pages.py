"""Ingest takes in whatever can be read; a page is sent again until its documents are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

import websites
from sayso import Reader
from sayso.cli import app
from sayso.cli.ingest import _remember
from sayso.intake.sources import read_sources
from sayso.ledger import Ledger, keys, pages
from sayso.ledger.ingest import Counts, Plan
from websites import HTML, Answer, Handler, Site

TEXTS = [f"Chile thanked Peru for {number} ships of grain." for number in range(5)]


@pytest.fixture
def site() -> Iterator[Site]:
    """Pages /0 to /4 and a feed of them, which are sent once to whoever remembers them."""
    with websites.running() as server:
        for number, text in enumerate(TEXTS):
            body = f"<html><body><article><p>{text}</p></article></body></html>"
            server.routes[f"/{number}"] = versioned(body, HTML)
        items = "".join(
            f"<item><title>N{number}</title><link>{server.url(f'/{number}')}</link>"
            f"<description>{text}</description></item>"
            for number, text in enumerate(TEXTS)
        )
        feed = f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"
        server.routes["/feed"] = versioned(feed, "application/rss+xml")
        yield server


def versioned(body: str, kind: str) -> websites.Route:
    def route(handler: Handler) -> Answer:
        if handler.headers["If-None-Match"] == '"one"':
            return 304, {}, b""
        return 200, {"Content-Type": kind, "ETag": '"one"'}, body.encode()

    return route


class Corpus:
    """A ledger that takes in a site's pages."""

    def __init__(self, folder: Path, reader: Reader, site: Site) -> None:
        self.ledger, self.reader, self.site = Ledger(folder), reader, site

    def ingest(
        self, *paths: str, plan: Plan | None = None, follow: bool = False, stop_at: int = 99
    ) -> tuple[Counts, int]:
        """The counts, and how many pages were not sent again."""
        record = pages.record(self.ledger.store, keys.fingerprint(self.reader.info))
        fetcher = self.site.fetcher(cache=record)
        urls = map(self.site.url, paths)
        asked = iter(range(stop_at))
        counts = self.ledger.ingest(
            read_sources(urls, fetcher=fetcher, follow=follow),
            self.reader,
            plan,
            stop=lambda: next(asked, None) is None,
            written=partial(_remember, fetcher),
        )
        return counts, fetcher.unchanged


@pytest.fixture
def corpus(tmp_path: Path, grammarian: Reader, site: Site) -> Corpus:
    return Corpus(tmp_path / "ledger", grammarian, site)


def test_pages_that_are_kept_are_not_sent_again(corpus: Corpus) -> None:
    assert corpus.ingest("/0", "/1") == (Counts(seen=2, added=2), 0)
    assert corpus.ingest("/0", "/1", "/2") == (Counts(seen=1, added=1), 2)
    assert corpus.ledger.verify().problems == []
    other = Reader(heads="rules", actors={"name": "Veldoria", "code": "VLD"})
    assert Corpus(Path(corpus.ledger.store.location), other, corpus.site).ingest("/0") == (
        Counts(seen=1, added=1),
        0,
    )


@pytest.mark.parametrize("follow", [False, True])
def test_a_feed_is_not_remembered_before_its_last_item_is_kept(
    corpus: Corpus, follow: bool
) -> None:
    plan = Plan(batch_size=2, limit=3)
    counts, _ = corpus.ingest("/feed", plan=plan, follow=follow)
    assert counts.added == 3
    counts, unchanged = corpus.ingest("/feed", follow=follow)
    assert counts.added == 2
    assert unchanged == (2 if follow else 0)
    assert corpus.ledger.info().documents == 5
    assert corpus.ingest("/feed", follow=follow) == (Counts(), 1)


def test_what_was_left_out_is_sent_again(corpus: Corpus) -> None:
    counts, _ = corpus.ingest("/0", plan=Plan(since=date(2024, 1, 1)))
    assert counts.skipped == 1
    counts, _ = corpus.ingest("/0", "/missing", "/1", stop_at=5)
    assert counts == Counts(seen=2, added=1, rejected=1)
    counts, _ = corpus.ingest("/0", "/missing", "/1")
    assert (counts.added, counts.rejected) == (1, 1)
    assert corpus.ingest("/0", "/1") == (Counts(), 2)
    corpus.ledger.restore(0)
    counts, unchanged = corpus.ingest("/0", "/1")
    assert (counts.added, unchanged) == (2, 0)


def test_a_record_that_cannot_be_written_costs_nothing(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    record = pages.record(corpus.ledger.store, keys.fingerprint(corpus.reader.info))
    assert record is not None
    fetcher = corpus.site.fetcher(cache=record)
    documents = read_sources([corpus.site.url("/0")], fetcher=fetcher)

    def written(all_in: bool) -> None:
        record.write_bytes(b"not a database" * 100)
        _remember(fetcher, all_in)

    assert corpus.ledger.ingest(documents, corpus.reader, written=written).added == 1
    assert "cannot be used" in capsys.readouterr().err
    record.unlink()
    assert corpus.ingest("/0") == (Counts(seen=1, known=1), 0)


def test_ingest_takes_what_read_takes(tmp_path: Path) -> None:
    parquet.write_table(
        pa.table({"lead": [TEXTS[0]], "day": ["2024-05-17"]}), tmp_path / "a.parquet"
    )
    (tmp_path / "actors.csv").write_text("name,code\nVeldoria,VLD\n", "utf8")
    (tmp_path / "b.csv").write_text("lead,day\nVeldoria shelled Chile.,2024-05-18\n", "utf8")
    folder = str(tmp_path / "ledger")
    sources = [str(tmp_path / "a.parquet"), str(tmp_path / "b.csv"), "http://127.0.0.1/feed"]
    options = ["--ledger", folder, "--heads", "rules", "--follow"]
    options += ["--columns", "text=lead,published=day", "--actors", str(tmp_path / "actors.csv")]
    result = CliRunner().invoke(app, ["ingest", *sources, *options])
    assert "not a public address" in result.stderr
    assert "2 read and kept, 1 rejected" in result.stdout
    ledger = Ledger(folder)
    assert ledger.sql("SELECT published FROM documents ORDER BY 1").to_pylist() == [
        {"published": date(2024, 5, 17)},
        {"published": date(2024, 5, 18)},
    ]
    codes = ledger.sql("SELECT DISTINCT code, resolved FROM parties WHERE resolved = 'user'")
    assert codes.to_pylist() == [{"code": "VLD", "resolved": "user"}]
    [kept] = ledger.table("runs").column("options").to_pylist()
    assert json.loads(kept)["columns"] == {"text": "lead", "published": "day"}
    wrong = CliRunner().invoke(app, ["ingest", *sources, "--ledger", folder, "--columns", "x=y"])
    assert (wrong.exit_code, "'x'" in wrong.stderr) == (2, True)
