"""sayso: who did what to whom, and on whose say-so.

>>> import sayso
>>> reading = sayso.read("Kyiv accused Moscow of bombing a hospital, two officials said.")
>>> for claim in reading.claims:
...     voices = " > ".join(voice.name or voice.kind for voice in claim.sayso)
...     print(f"{voices}: {claim.event.type if claim.event else 'no event'}, {claim.status}")
author: no event, happened
author > two officials: ACCUSE, happened
author > two officials > Kyiv: ASSAULT, happened

Names are imported when they are first asked for, so that ``import sayso`` takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.errors import IntakeError, LedgerError, ModelError, SaysoError, UsageError
    from sayso.reading.reader import Reader, read
    from sayso.records import (
        Attribution,
        Claim,
        Document,
        Event,
        Evidence,
        Party,
        Place,
        Reading,
        Span,
        Time,
        Voice,
    )

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Claim",
    "Document",
    "Event",
    "Evidence",
    "IntakeError",
    "LedgerError",
    "ModelError",
    "Party",
    "Place",
    "Reader",
    "Reading",
    "SaysoError",
    "Span",
    "Time",
    "UsageError",
    "Voice",
    "__version__",
    "read",
]

_HOMES = {
    **dict.fromkeys(
        ("IntakeError", "LedgerError", "ModelError", "SaysoError", "UsageError"), "sayso.errors"
    ),
    **dict.fromkeys(("Reader", "read"), "sayso.reading.reader"),
}


def __getattr__(name: str) -> object:
    """Import an exported name from the module that defines it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "sayso.records")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
