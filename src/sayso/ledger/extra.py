"""What a ledger needs besides the core: deltalake, duckdb and pyarrow, the extra ``ledger``.

Comes in: names of packages. Goes out: nothing, or an error with the line to run. Modules of a room
import its packages at their top, so this is asked before any of them is imported. The extra also
brings networkx, which :mod:`sayso.views.network` alone needs and asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from sayso.errors import MissingExtraError

PACKAGES = ("deltalake", "duckdb", "pyarrow")


def require(
    packages: Sequence[str] = PACKAGES, what: str = "a ledger", extra: str = "ledger"
) -> None:
    """Check that the packages of an extra are there.

    Args:
        packages: the modules that would be imported.
        what: what can't be done without them.
        extra: the extra that brings them.

    Raises:
        MissingExtraError: one is missing; the message holds the pip line that installs it.
    """
    for package in packages:
        try:
            found = find_spec(package)
        except ValueError:  # a module that was taken out of sys.modules on purpose
            found = None
        if found is None:
            raise MissingExtraError(what, extra)
