"""Who is let in: passwords, sessions, and what happens after too many wrong tries."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from tests.desks import SAME_ORIGIN, client, served, two

from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.web import make_app
from sayso.web.entry import LASTING, LOOPBACK, WITHIN, WRONG, WRONG_OF_ALL, Access, Entry

PASSWORD = "correct horse battery"  # noqa: S105
TOKEN = "a token that nobody guesses"  # noqa: S105


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return two(tmp_path_factory.mktemp("desk") / "ledger")


def enter(desk: TestClient, shown: str, **headers: str) -> tuple[int, str]:
    given = {**SAME_ORIGIN, **headers}
    answer = desk.post("/enter", headers=given, data={"shown": shown}, follow_redirects=False)
    return answer.status_code, answer.headers.get("set-cookie", "")


def test_a_password_lets_people_in_until_they_leave(ledger: Ledger) -> None:
    with client(ledger, Access(hosts=None, password=PASSWORD)) as desk:
        assert desk.get("/claims", follow_redirects=False).headers["location"] == "/enter"
        assert desk.get("/claims.json").status_code == 401
        assert enter(desk, PASSWORD[:-1])[0] == 403
        assert desk.get("/claims.json").status_code == 401
        status, cookie = enter(desk, PASSWORD)
        assert status == 303
        assert {"HttpOnly", "SameSite=strict"} <= set(re.split(r"; ", cookie))
        assert "Secure" not in cookie
        assert PASSWORD not in cookie
        assert desk.get("/claims.json").status_code == 200
        session = desk.cookies["sayso"]
        assert desk.post("/leave", headers=SAME_ORIGIN).status_code == 200
        assert desk.get("/claims.json").status_code == 401
        again = desk.get("/claims.json", headers={"cookie": f"sayso={session}"})
        assert again.status_code == 401  # the session is over, not only forgotten by the browser


def test_by_https_the_cookie_goes_no_other_way(ledger: Ledger) -> None:
    with client(ledger, Access(hosts=None, password=PASSWORD)) as desk:
        status, cookie = enter(desk, PASSWORD, origin="https://localhost")
        assert (status, "Secure" in cookie) == (303, True)


def test_no_other_page_may_enter_or_leave(ledger: Ledger) -> None:
    with client(ledger, Access(hosts=None, password=PASSWORD)) as desk:
        evil = {"origin": "http://evil.example.com"}
        assert desk.post("/enter", headers=evil, data={"shown": PASSWORD}).status_code == 403
        assert enter(desk, PASSWORD)[0] == 303
        assert desk.post("/leave", headers=evil).status_code == 403
        assert desk.get("/claims.json").status_code == 200


def test_a_password_is_no_token_of_a_script(ledger: Ledger) -> None:
    with client(ledger, Access(hosts=None, token=TOKEN, password=PASSWORD)) as desk:
        for shown, status in ((TOKEN, 200), (PASSWORD, 401), ("", 401)):
            given = {"authorization": f"Bearer {shown}"}
            assert desk.get("/claims.json", headers=given).status_code == status
        assert desk.get("/claims.json", params={"token": PASSWORD}).status_code == 401
        assert "token or password" in desk.get("/enter").text
        assert enter(desk, TOKEN)[0] == 303


def test_who_is_wrong_too_often_is_not_listened_to(ledger: Ledger) -> None:
    with client(ledger, Access(hosts=None, token=TOKEN, password=PASSWORD)) as desk:
        assert [enter(desk, f"wrong {n}")[0] for n in range(WRONG)] == [403] * WRONG
        answer = desk.post("/enter", headers=SAME_ORIGIN, data={"shown": PASSWORD})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, str(int(WITHIN)))
        assert "too many wrong tries" in answer.text
        script = {"authorization": f"Bearer {TOKEN}"}
        assert desk.get("/claims.json", headers=script).status_code == 429
        assert desk.get("/claims", params={"token": TOKEN}).status_code == 429


def test_wrong_tokens_of_scripts_are_counted(ledger: Ledger) -> None:
    with client(ledger, Access(LOOPBACK, TOKEN)) as desk:
        wrong = {"authorization": "Bearer wrong"}
        seen = [desk.get("/claims.json", headers=wrong).status_code for _ in range(WRONG + 1)]
        assert seen == [401] * WRONG + [429]


def test_a_door_opens_again_and_sessions_end() -> None:
    now = [0.0]
    entry = Entry(Access(None, password=PASSWORD), clock=lambda: now[0])
    assert [entry.shown("a", lambda: False) for _ in range(WRONG)] == ["wrong"] * WRONG
    assert entry.shown("a", lambda: True) == "too often"
    assert entry.shown("b", lambda: True) == "right"  # another address
    now[0] = WITHIN
    assert entry.shown("a", lambda: True) == "right"
    for n in range(WRONG_OF_ALL):
        assert entry.shown(f"address {n}", lambda: False) == "wrong"
    assert entry.shown("c", lambda: True) == "too often"  # of all together
    session = entry.opened()
    assert entry.holds(session)
    assert not entry.holds("")
    now[0] += LASTING
    assert not entry.holds(session)


def test_a_short_password_is_refused_and_none_is_shown(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="at least 10"):
        make_app(ledger, Access(hosts=None, password="short"))  # noqa: S106
    assert PASSWORD not in repr(Access(None, TOKEN, PASSWORD))
    assert TOKEN not in repr(Access(None, TOKEN, PASSWORD))


def test_the_command_takes_a_password_from_a_file(tmp_path: Path, ledger: Ledger) -> None:
    (tmp_path / "password.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", ledger.store.location]
    missing = [*command, "--password-file", str(tmp_path / "none.txt")]
    said = subprocess.run(missing, capture_output=True, text=True, check=False)
    assert (said.returncode, "the password cannot be read" in said.stderr) == (2, True)
    given = [*command, "--port", "0", "--password-file", str(tmp_path / "password.txt")]
    with subprocess.Popen(given, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            assert "token" not in line
            assert PASSWORD not in line
        finally:
            process.terminate()


def test_behind_a_proxy_tries_are_counted_by_reader(tmp_path: Path, ledger: Ledger) -> None:
    code = "from sayso.cli import main; main()"
    file = tmp_path / "password"
    file.write_text(PASSWORD, "utf8")
    command = [sys.executable, "-c", code, "serve", "--ledger", ledger.store.location]
    given = [*command, "--port", "0", "--password-file", str(file), "--proxy", "127.0.0.1"]
    with subprocess.Popen(given, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            (address,) = re.findall(r"http://[\d.:]+/", process.stderr.readline())

            def answered(shown: str, reader: str) -> int:
                host = {"host": "desk.example", "origin": "http://desk.example"}
                said = {**host, "sec-fetch-site": "same-origin", "x-forwarded-for": reader}
                return httpx.post(
                    f"{address}enter", headers=said, data={"shown": shown}, trust_env=False
                ).status_code

            tries = [answered("wrong wrong wrong", "192.0.2.7") for _ in range(WRONG + 1)]
            assert tries == [403] * WRONG + [429]
            assert answered(PASSWORD, "192.0.2.7, 127.0.0.1") == 429
            assert answered(PASSWORD, "192.0.2.8") == 303
            forged = "192.0.2.8, 192.0.2.7"  # the proxy's own word stands last
            assert answered(PASSWORD, forged) == 429
        finally:
            process.terminate()


@pytest.mark.parametrize("given", ["*", "0.0.0.0/0", "::/0", "somewhere"])
def test_nobody_in_general_is_a_proxy(given: str, ledger: Ledger) -> None:
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", ledger.store.location]
    told = subprocess.run([*command, "--proxy", given], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "--proxy" in told.stderr


@pytest.mark.browser
def test_people_enter_and_leave_in_a_browser(browser: Browser, ledger: Ledger) -> None:
    with served(ledger, Access(LOOPBACK, password=PASSWORD)) as address:
        page = browser.new_page()
        page.goto(f"{address}/claims")
        page.wait_for_url("**/enter")
        page.get_by_label("Password").fill("something else")
        page.get_by_role("button", name="Enter").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the password.")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Enter").click()
        page.wait_for_url(f"{address}/")
        page.get_by_role("button", name="Leave").click()
        page.wait_for_url("**/enter")
        page.close()
