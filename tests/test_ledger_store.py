"""A ledger in an object store: a real server that speaks S3, and real writers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
from typer.testing import CliRunner

import corpus
from sayso import Document, Reader
from sayso.cli import app
from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.ledger.ingest import Counts, Plan

# moto wants an older python-dateutil than dateparser does: it runs in a venv of its own, which uv
# makes and keeps.
SERVER = ("-m", "uv", "tool", "run", "--from", "moto[server]>=5.1,<6", "moto_server")
PATIENCE = 180  # seconds, for the first time
BUCKET = "kept"
LOCAL = "127.0.0.1"


def documents(first: int, last: int) -> list[Document]:
    return [Document(**line) for line in corpus.lines(first, last)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of a server with an empty bucket; it takes any credentials."""
    port = free_port()
    command = [sys.executable, *SERVER, "-H", LOCAL, "-p", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    url = f"http://{LOCAL}:{port}"
    try:
        made, latest = 0, time.monotonic() + PATIENCE
        while not made and time.monotonic() < latest:
            try:
                made = urllib3.request("PUT", f"{url}/{BUCKET}", retries=False).status
            except urllib3.exceptions.HTTPError:
                if server.poll() is not None:
                    pytest.skip("moto, a server that speaks S3, is not to be had here")
                time.sleep(0.1)
        assert made == 200
        yield url
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # uv, and the server that it runs
        server.wait(30)


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place in the bucket, reached as the environment says."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    return f"s3://{BUCKET}/{time.monotonic_ns()}"


def test_it_keeps_what_a_folder_keeps(bucket: str, tmp_path: Path, grammarian: Reader) -> None:
    ledger, folder = Ledger(bucket), Ledger(tmp_path / "ledger")
    for kept in (ledger, folder):
        assert kept.ingest(documents(1, 6), grammarian, Plan(batch_size=4)).added == 6
        assert kept.ingest(documents(1, 6), grammarian) == Counts(seen=6, known=6)
    assert corpus.tables(ledger) == corpus.tables(folder)
    assert ledger.claims(status=["denied"]).equals(folder.claims(status=["denied"]))
    assert ledger.reading("d3") == folder.reading("d3")
    assert (ledger.info().documents, ledger.info().claims) == (6, folder.info().claims)
    assert ledger.offices().equals(folder.offices())
    assert ledger.verify().problems == []


def test_two_writers_at_once(bucket: str, tmp_path: Path, grammarian: Reader) -> None:
    Ledger(bucket).ensure()
    sources = [
        corpus.write(tmp_path / "a.jsonl", 1, 12),
        corpus.write(tmp_path / "b.jsonl", 7, 18),
    ]
    with corpus.driver() as driver:
        driver.start(*((bucket, 2, [source]) for source in sources))
        assert driver.wait() == [0, 0]
    ledger, alone = Ledger(bucket), Ledger(tmp_path / "alone")
    alone.ingest(documents(1, 18), grammarian)
    assert corpus.tables(ledger) == corpus.tables(alone)
    before = corpus.tables(ledger)
    ledger.compact()
    assert corpus.tables(ledger) == before
    assert ledger.verify().problems == []
    ledger.restore(1)
    assert 0 < ledger.info().documents < 18


def test_the_command_line_reaches_it(bucket: str, tmp_path: Path) -> None:
    source = corpus.write(tmp_path / "few.jsonl", 1, 3)
    run = CliRunner().invoke
    made = run(app, ["ingest", str(source), "--ledger", bucket, "--heads", "rules"])
    assert (made.exit_code, "3 read and kept" in made.stdout) == (0, True)
    told = run(app, ["ledger", "info", "--ledger", bucket])
    assert "documents    3" in told.stdout
    asked = run(
        app, ["sql", "--ledger", bucket, "--format", "csv", "SELECT count(*) FROM documents"]
    )
    assert asked.stdout.splitlines()[1] == "3"


def test_options_in_python(
    bucket: str, monkeypatch: pytest.MonkeyPatch, grammarian: Reader
) -> None:
    names = ("AWS_ENDPOINT_URL", "AWS_ALLOW_HTTP", "AWS_REGION", "AWS_ACCESS_KEY_ID")
    options = {name: os.environ[name] for name in (*names, "AWS_SECRET_ACCESS_KEY")}
    for name in options:
        monkeypatch.delenv(name)
    ledger = Ledger(bucket, storage_options=options)
    assert ledger.ingest(documents(1, 2), grammarian).added == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "there is no such bucket"),
        ({"AWS_ALLOW_HTTP": "false"}, "AWS_ALLOW_HTTP=true allows that"),
        ({"AWS_ENDPOINT_URL": f"http://{LOCAL}:1"}, "its store cannot be reached"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_what_is_wrong_is_told(
    changes: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(LedgerError, match=told):
        Ledger("s3://nowhere-at-all/corpus").ensure()
