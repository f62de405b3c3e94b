"""What a worker does: read a few documents with a reader that it makes once.

Comes in: how to make the reader, which one it must be, and documents. Goes out: the rows of each
reading, or why there is none. Only plain values go back and forth, so that an error arrives as the
words that it was raised with.
"""

from __future__ import annotations

import pickle
import socket
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from threading import Lock

from sayso.errors import SaysoError, ScaleError
from sayso.ledger import keys
from sayso.ledger.readers import Made, Reads, made
from sayso.records import Document

#: Makes a reader; a function that a worker can import, perhaps with arguments by ``partial``.
MakeReader = Callable[[], Reads]

# A reader reads one document at a time, however many threads a worker has.
_ONE_AT_A_TIME = Lock()

# Seconds that a new worker takes before it reads: Dask starts one again that is lost in the course
# of its work, but not one that is lost before Dask has noted that it has started.
_SETTLING = 0.5


def read(recipe: bytes, fingerprint: str, documents: Sequence[Document]) -> list[Made]:
    """Read documents; runs on a worker.

    Args:
        recipe: a pickled :data:`MakeReader`.
        fingerprint: of the reader that it must make.
        documents: what to read.

    Returns:
        What each was made into, in order.

    Raises:
        ScaleError: the reader cannot be made here, or is another one.
    """
    with _ONE_AT_A_TIME:
        try:
            reader = _reader(recipe)
            found = keys.fingerprint(reader.info)
            if found != fingerprint:
                raise ScaleError(
                    f"its sayso {reader.info.version} reads otherwise ({found}, we are "
                    f"{fingerprint}); install the same sayso everywhere"
                )
            return [made(reader, document) for document in documents]
        except SaysoError as error:
            raise ScaleError(f"a worker on {socket.gethostname()}: {error}") from error


@lru_cache(maxsize=1)
def _reader(recipe: bytes) -> Reads:
    time.sleep(_SETTLING)
    make: MakeReader = pickle.loads(recipe)  # noqa: S301 - from whoever may run code here anyway
    return make()
