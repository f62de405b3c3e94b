"""Figures as every benchmark prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping


def printed(figures: Mapping[str, float | str], *, as_json: bool) -> str:
    """One figure a line, ``name value``, or all of them as one JSON object."""
    if as_json:
        return json.dumps(figures)
    return "\n".join(f"{name} {value}" for name, value in figures.items())
