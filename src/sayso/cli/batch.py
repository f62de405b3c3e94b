"""The sources of one run: documents as they are asked for, and what was rejected on the way.

Comes in: the sources as typed. Goes out: documents, one at a time, and at the end the list of the
rejected ones with their reasons, on stderr.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.cli.exits import say

if TYPE_CHECKING:
    from sayso.intake.sources import Rejected
    from sayso.records import Document


@dataclass
class Batch:
    """The sources of one run, and those of them that were rejected so far."""

    sources: Sequence[str]
    max_characters: int
    columns: Mapping[str, str] = field(default_factory=dict)
    follow: bool = False
    rejected: list[Rejected] = field(default_factory=list)
    accepted: int = 0
    _items: Iterator[Document] | None = None

    def documents(self) -> Iterator[Document]:
        """The documents, in order; asking again goes on where the last one stopped."""
        if self._items is None:
            self._items = self._accepted()
        return self._items

    def _accepted(self) -> Iterator[Document]:
        from sayso.intake.sources import Rejected, read_sources

        items = read_sources(
            self.sources,
            max_characters=self.max_characters,
            columns=self.columns,
            follow=self.follow,
        )
        for item in items:
            if isinstance(item, Rejected):
                self.rejected.append(item)
            else:
                self.accepted += 1
                yield item

    def report(self, *, alone: bool) -> None:
        """List what was rejected, with reasons and a count."""
        if not self.rejected:
            return
        if alone and len(self.rejected) == 1:
            say(f"{self.rejected[0].source}: {self.rejected[0].reason}")
            return
        lines = [f"{len(self.rejected)} of {self.accepted + len(self.rejected)} were rejected:"]
        lines += [f"  {item.source}: {item.reason}" for item in self.rejected]
        say("\n".join(lines))
