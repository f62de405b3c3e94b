"""The terms on which sources are taken in: limits, columns, and who may fetch.

Comes in: what the caller of :func:`sayso.intake.sources.read_sources` asked for. Goes out: one
record that every format's module can be handed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.intake.text import MAX_CHARACTERS

if TYPE_CHECKING:
    from sayso.intake.web import Fetcher


@dataclass(frozen=True, slots=True)
class Terms:
    """How sources are read.

    ``max_characters`` is the longest text that becomes one document; ``columns`` says which column
    of a table holds which field; ``follow`` asks for the articles that a feed links to instead of
    what the feed itself says of them; ``fetcher`` fetches addresses that a person named.
    """

    max_characters: int = MAX_CHARACTERS
    columns: Mapping[str, str] = field(default_factory=dict)
    follow: bool = False
    fetcher: Fetcher | None = None
