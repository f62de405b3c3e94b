"""A library that a plain installation leaves out: how its absence is told.

Comes in: the name of a package, and what it is for. Goes out: the package, imported; or an
:class:`IntakeError` with the line that installs it. The idea in between: the core reads text, HTML,
JSON Lines and CSV; what needs more is in the extra ``intake``, and a file of that kind in a folder
of others is one rejected file, not the end of the run.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from sayso.errors import IntakeError

EXTRA = "intake"


def needed(package: str, what: str, source: str) -> ModuleType:
    """Import a package of the extra.

    Args:
        package: the module to import.
        what: what it reads, in the plural: ``PDF files``.
        source: the file that needs it; the error names it.

    Raises:
        IntakeError: the package isn't installed; the reason holds the pip line.
    """
    try:
        return import_module(package)
    except ImportError as error:
        reason = f"{what} need a package that is not installed ({package.partition('.')[0]})"
        raise IntakeError(source, f"{reason}; run: pip install 'sayso[{EXTRA}]'") from error
