"""The ledger: readings of a corpus, kept in Delta Lake tables and asked for.

Needs the extra ``ledger`` (``pip install 'sayso[ledger]'``).
"""

from __future__ import annotations

from sayso.ledger.extra import require

require()

from sayso.ledger.ledger import Ledger  # noqa: E402 - after the check that it can be imported

__all__ = ["Ledger"]
