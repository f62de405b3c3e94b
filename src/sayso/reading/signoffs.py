"""Parse -> the lines that tell who made a text and whose it is, and nothing of the world.

"(Reporting by Ann Lee; editing by Sam Lund)", "Omar Otieno contributed to this report.", "© 2024
The Courier. All rights reserved." close most wire stories. Nothing in them is a claim.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.reading.parse import Parse

_WORK = "reporting|writing|editing|translation|research|photography|graphics|illustrations?"
_DONE = "reported|written|edited|compiled|translated|produced"
_SMALL = "and|by|in|for|at|from|with|of|the|de|van|von|bin|al|el|la"
_FRONT = r"(?:^[\s(\[*_—–-]*|(?<=[.!?”\"’] )[(\[])"  # a line, or a bracket behind a sentence
_LINE = re.compile(
    rf"{_FRONT}(?:additional |further |with |story )*(?i:{_WORK}|{_DONE}) by\s+"
    rf"(?:(?:[^\W\d_a-z][^\s;,]*|(?i:additional|further|{_WORK}|{_DONE}|{_SMALL}))[\s;,.)&]*)+$",
    re.MULTILINE,
)
_REMARK = re.compile(
    r"^[^\n]{0,200}?\bcontributed (?:reporting )?to this (?:report|story|article)\b[^\n]{0,60}$"
    r"|^[^\n]{0,120}\ball rights reserved\b[^\n]{0,120}$"
    r"|^[ \t]*(?:©|\(c\)|copyright\b)[^\n]{0,160}$",
    re.MULTILINE | re.IGNORECASE,
)


def sign_offs(parse: Parse) -> set[int]:
    """The tokens of such lines."""
    text = parse.document.text
    return {
        token
        for pattern in (_LINE, _REMARK)
        for line in pattern.finditer(text)
        for token in parse.tokens(*line.span())
    }
