"""Lists too long for one page: which part of one a page shows, and where its neighbours are."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Annotated, Any, TypeVar

from fastapi import Query

from sayso.web.pages import address

#: Rows of a table on a page.
PER_PAGE = 100

#: The parameter of a page that shows a part of a list.
Number = Annotated[int, Query(ge=1, le=100_000, description=f"{PER_PAGE} on each page")]

_One = TypeVar("_One")


def part(listed: Sequence[_One], number: int) -> Sequence[_One]:
    """What of a list stands on a page; nothing behind its end.

    >>> len(part(range(250), 3))
    50
    """
    return listed[(number - 1) * PER_PAGE : number * PER_PAGE]


def pages(total: int, per_page: int | None = None) -> int:
    """How many pages a list fills.

    >>> pages(0), pages(100), pages(101)
    (0, 1, 2)
    """
    return ceil(total / (per_page or PER_PAGE))


def around(path: str, number: int, count: int, **given: Any) -> dict[str, str | None]:
    """The addresses of the pages before and after; None where there is none.

    Args:
        path: of the page.
        number: of the page that is shown, from 1.
        count: of all pages.
        given: the other parameters of its address.

    >>> around("/stories", 1, 2, about="mill")
    {'previous': None, 'next': '/stories?about=mill&page=2'}
    """
    return {
        name: address(path, **{**given, "page": to}) if 1 <= to <= count else None
        for name, to in (("previous", number - 1), ("next", number + 1))
    }
