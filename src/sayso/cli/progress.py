"""How far a long command is: a bar on stderr, for a person who waits at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def watched(
    items: Iterable[_Item],
    what: str,
    total: int | None,
    *,
    size: Callable[[_Item], int] = lambda _: 1,
    shown: bool,
) -> Iterator[_Item]:
    """The items, with a bar that moves as each is taken.

    Args:
        items: taken one at a time.
        what: what is counted, in the plural.
        total: how many there are in all; None where that isn't known.
        size: how many an item stands for.
        shown: whether anybody watches; without, no bar.
    """
    if not shown:
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    of = "" if total is None else f" of {total:,}"
    columns = (
        TextColumn(f"{{task.completed:,.0f}}{of} {what}"),
        BarColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for item in items:
            yield item
            progress.advance(task, size(item))
