"""The desk: a local web app over a ledger, to read, weigh and correct.

Needs the extras ``web`` and ``ledger`` (``pip install 'sayso[ledger,web]'``).
"""

from __future__ import annotations

from sayso.ledger.extra import require

require()
require(("fastapi", "python_multipart", "uvicorn"), "the desk", "web")

from sayso.web.app import make_app  # noqa: E402 - after the check that it can be imported

__all__ = ["make_app"]
