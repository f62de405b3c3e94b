"""PLOVER's auxiliary modes: how far an event is real. Comes in: a claim's status, and its history.

Goes out: any of historical, future, hypothetical and negation.

PLOVER names the four (:func:`sayso.knowledge.plover.auxiliaries`) and notes that no coder has fully
implemented them. Here they follow from the status, which says how the last voice puts the event:
a denial negates it, a plan, prediction, threat or demand puts it into the future, a supposition or
a question makes it hypothetical. What happened or is ongoing needs no auxiliary mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from sayso.records import Auxiliary, Status

_BY_STATUS: Mapping[Status, Auxiliary] = MappingProxyType(
    {
        "planned": "future",
        "threatened": "future",
        "demanded": "future",
        "predicted": "future",
        "hypothetical": "hypothetical",
        "asked": "hypothetical",
        "denied": "negation",
    }
)


def auxiliary_modes(status: Status, historical: bool) -> tuple[Auxiliary, ...]:
    """The auxiliary modes of an event, in the manual's order; none where it is news and done.

    Args:
        status: how the last voice puts the event.
        historical: whether the event is told as history: by its date, or as an anniversary.
            History can be denied or supposed, too; then there are two modes.

    >>> auxiliary_modes("denied", historical=False)
    ('negation',)
    >>> auxiliary_modes("denied", historical=True)
    ('historical', 'negation')
    >>> auxiliary_modes("happened", historical=False)
    ()
    """
    found = {_BY_STATUS.get(status), "historical" if historical else None}
    return tuple(mode for mode in get_args(Auxiliary) if mode in found)
