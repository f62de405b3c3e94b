"""What a ledger needs besides the core: deltalake, duckdb and pyarrow, the extra ``ledger``.

Comes in: nothing. Goes out: nothing, or an error with the line to run. Modules of this room import
those packages at their top, so this is asked before any of them is imported.
"""

from __future__ import annotations

from importlib.util import find_spec

from sayso.errors import MissingExtraError

PACKAGES = ("deltalake", "duckdb", "pyarrow")


def require() -> None:
    """Check that the packages of the extra are there.

    Raises:
        MissingExtraError: one is missing; the message holds the pip line that installs it.
    """
    for package in PACKAGES:
        try:
            found = find_spec(package)
        except ValueError:  # a module that was taken out of sys.modules on purpose
            found = None
        if found is None:
            raise MissingExtraError("a ledger", "ledger")
