"""Stretches of a text as data sets write them: ``[start, end]``, code points, end exclusive."""

from __future__ import annotations

from typing import Any

Span = tuple[int, int]


def span(value: Any, text: str) -> Span:
    """One stretch as it was read from JSON.

    Raises:
        ValueError: it is no pair of whole numbers, is empty, or does not lie in the text.
    """
    if not (
        isinstance(value, list | tuple) and len(value) == 2 and all(type(n) is int for n in value)
    ):
        raise ValueError(f"{str(value)[:40]} is no span; write [start, end]")
    start, end = value
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"the span [{start}, {end}] does not lie in a text of {len(text)} characters"
        )
    return start, end


def spans(value: Any, text: str) -> tuple[Span, ...]:
    """A list of stretches; ``None`` stands for an empty one.

    Raises:
        ValueError: it is no list, or one of its spans is wrong.
    """
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise ValueError(f"{str(value)[:40]} is no list of spans; write [[start, end], ...]")
    return tuple(span(one, text) for one in value)
