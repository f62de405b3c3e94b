"""``sayso serve``: the desk, a local web app over a ledger."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import FAILED, exits, say
from sayso.cli.forecasts import Outlets, OwnActors
from sayso.cli.origins import Alliances
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.web.entry import Access

HELP = (
    "Open the desk: a local web app to read, search, weigh and correct what a ledger holds.\n\n"
    "Without a ledger it opens the example corpus, which is read the first time (about half a "
    "minute) and kept in the user's cache folder.\n\n"
    "It answers this machine only. With another --host it answers others, too, and asks everybody "
    "for a token or a password; it speaks plain HTTP, so let it do so only behind a proxy that "
    "encrypts, or in a network that you trust."
)

EPILOG = """[bold]Examples[/bold]

sayso serve

sayso serve --ledger corpus --open

sayso serve --ledger corpus --host 0.0.0.0 --port 8000 --password-file password.txt
"""

# Seconds that a connection may wait for its next page: as long as somebody reads the last one.
_KEPT_OPEN = 75


def serve(
    location: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="DIR|URL",
            envvar="SAYSO_LEDGER",
            show_envvar=False,
            help="The ledger: a folder, or a place in an object store (s3://bucket/corpus). "
            "Without this, SAYSO_LEDGER is used; without that, the example corpus.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[
        str,
        typer.Option("--host", metavar="HOST", help="The address to listen at."),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0: any free one."),
    ] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TOKEN",
            envvar="SAYSO_TOKEN",
            show_envvar=False,
            help="What everybody has to show, at least 16 characters; without this, SAYSO_TOKEN is "
            "used. Default: none for this machine alone or beside a password, else one is made and "
            "printed.",
            show_default=False,
        ),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            metavar="FILE",
            help="Ask people for the password in the first line of this file, at least 10 "
            "characters; without this, for that in SAYSO_PASSWORD, if it is set. Scripts need a "
            "token.",
            show_default=False,
        ),
    ] = None,
    ask_password: Annotated[
        bool,
        typer.Option("--ask-password", help="Type the password when the desk starts."),
    ] = False,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="The desk is behind a proxy at this address or network (127.0.0.1: on this "
            "machine): who asks, and whether by HTTPS, is what it says in X-Forwarded-For and "
            "X-Forwarded-Proto. Then everybody is asked for a token or a password. May be "
            "repeated.",
            show_default=False,
        ),
    ] = None,
    actors: OwnActors = None,
    outlets: Outlets = None,
    alliances: Alliances = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
) -> None:
    """Serve the desk; the entry of ``sayso serve``."""
    with exits():
        from sayso.web import make_app
        from sayso.web.desk import sides_of
        from sayso.web.entry import LOOPBACK, Access

        proxies = _proxies(proxy or ())
        alone = host in LOOPBACK and not proxies
        password = _password(password_file, ask=ask_password)
        if token is None and password is None and not alone:
            token = secrets.token_urlsafe(24)
        access = Access(LOOPBACK if alone else None, token, password)
        if location is None:
            from sayso.web import example

            kept, reader, sides = example.opened(say)
            app = make_app(kept, access, sides=sides, make_reader=lambda: reader, example=True)
        else:
            from sayso import Reader

            app = make_app(
                _opened(location),
                access,
                sides=sides_of(actors or (), outlets or (), alliances or ()),
                make_reader=lambda: Reader(actors=actors or ()),
            )
        _run(app, host, port, access, show=show, proxies=proxies)


def _password(file: Path | None, *, ask: bool) -> str | None:
    """The password, from wherever nobody else on this machine can read it."""
    if ask:
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    if file is None:
        return os.environ.get("SAYSO_PASSWORD") or None
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the password cannot be read from it ({error})") from error


def _opened(location: str) -> Ledger:
    """The ledger, once it is known to be one."""
    from sayso.cli.options import ledger

    kept = ledger(location)
    kept.snapshot()
    return kept


def _proxies(given: Sequence[str]) -> list[str]:
    """Addresses whose word is taken for who asks; never everybody's."""
    from ipaddress import ip_network

    for one in given:
        try:
            network = ip_network(one, strict=False)
        except ValueError as error:
            raise UsageError(f"--proxy {one}: write an address like 127.0.0.1") from error
        if not network.prefixlen:
            raise UsageError(f"--proxy {one}: then anybody could say to be anybody")
    return list(given)


def _run(
    app: object, host: str, port: int, access: Access, *, show: bool, proxies: Sequence[str]
) -> None:
    import socket

    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        say(f"{host}:{port} cannot be listened at ({error.strerror}); choose another with --port")
        raise typer.Exit(FAILED) from error
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listener.getsockname()[1]}/"
    # The token goes to the terminal and into no file of a server's.
    say(f"the desk is at {address}" + (f"?token={access.token}" if access.token else ""))
    say("stop it with Ctrl-C")
    if show:
        import webbrowser

        webbrowser.open(address + (f"?token={access.token}" if access.token else ""))
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_keep_alive=_KEPT_OPEN,
    )
    uvicorn.Server(config).run([listener])
    sys.stdout.flush()
