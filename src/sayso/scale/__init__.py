"""The same reading on many workers: of this machine, or of a cluster that Dask runs.

Needs the extra ``scale`` (``pip install 'sayso[ledger,scale]'``), on the workers, too.

Example:
    >>> from functools import partial
    >>> from sayso import Reader, scale
    >>> make_reader = partial(Reader, heads="rules")
    >>> def read(documents, ledger):
    ...     with scale.local(2, make_reader) as readers:
    ...         return ledger.ingest(documents, readers)
"""

from __future__ import annotations

from sayso.ledger.extra import require

require(("cryptography", "distributed"), "reading on several workers", "scale")

from sayso.scale.clusters import local, running  # noqa: E402 - after the check
from sayso.scale.workers import Workers  # noqa: E402

__all__ = ["Workers", "local", "running"]
