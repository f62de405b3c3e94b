"""What takes long to weigh: its page says so and comes by itself, and no other page waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.desks import client, kept, served
from tests.test_html_view import sample

from sayso.web import desk
from sayso.weighing import stories


@pytest.fixture
def going_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Stories take until this is set."""
    go_on, weigh = threading.Event(), stories.stories

    def slow(*given: object, **named: object) -> list[stories.Story]:
        go_on.wait(60)
        return weigh(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(stories, "stories", slow)
    monkeypatch.setattr(desk, "_PATIENCE", 0.05)
    monkeypatch.setattr(desk, "_QUICK", 0)
    yield go_on
    go_on.set()


def test_a_page_says_that_it_is_being_weighed(tmp_path: Path, going_on: threading.Event) -> None:
    with client(kept(tmp_path / "ledger", sample())) as asked:
        for _ in range(2):
            answer = asked.get("/stories")
            assert (answer.status_code, answer.headers["refresh"]) == (202, "2")
            assert "Being weighed" in answer.text
        assert asked.get("/claims").status_code == 200
        going_on.set()
        assert asked.get("/stories.json").status_code == 200  # it waits
        assert asked.get("/stories").status_code == 200


def test_what_goes_wrong_aside_is_said_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.errors import UsageError

    def wrong(*_: object, **__: object) -> list[stories.Story]:
        raise UsageError("it cannot be weighed")

    with client(kept(tmp_path / "ledger", sample())) as asked:
        with monkeypatch.context() as patched:
            patched.setattr(stories, "stories", wrong)
            patched.setattr(desk, "_QUICK", 0)
            patched.setattr(desk, "_PATIENCE", 60.0)
            answer = asked.get("/stories")
            assert (answer.status_code, "it cannot be weighed" in answer.text) == (400, True)
        assert asked.get("/stories.json").status_code == 200


@pytest.mark.browser
def test_the_page_comes_by_itself(
    browser: Browser, tmp_path: Path, going_on: threading.Event
) -> None:
    with served(kept(tmp_path / "ledger", sample())) as address:
        page = browser.new_page()
        page.goto(f"{address}/stories")
        expect(page.locator("h1")).to_have_text("Being weighed")
        going_on.set()
        expect(page.locator("h1")).to_have_text("Stories", timeout=30_000)
        page.close()
