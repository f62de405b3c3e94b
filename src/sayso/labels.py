"""Names and numbers in words: how a voice and its chain are written, how names are compared.

Comes in: voices, or a name as somebody typed it. Goes out: a short label, the same on every screen
and in every table: ``author``, ``Ilham Aliyev``, ``author > Kyiv``; or the name folded: without
case and accents; or a number of things, ``2 claims``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.records import Voice

#: Stands between two voices, the outer one first.
LINK = " > "


def label(voice: Voice) -> str:
    """What to call a voice: its name; for one without a name, its kind (``author``)."""
    if voice.kind == "author":
        return "author"
    return voice.name or (voice.mention.text if voice.mention is not None else voice.kind)


def chain(voices: Sequence[Voice]) -> str:
    """The chain, outermost voice first: ``author > two officials > Kyiv``."""
    return LINK.join(map(label, voices))


def counted(number: int, name: str, names: str | None = None) -> str:
    """A number of things, in words that agree with it.

    Args:
        number: how many.
        name: what one is called.
        names: what several are called; None: the same with an s.

    >>> counted(1, "text"), counted(2000, "text"), counted(0, "story", "stories")
    ('1 text', '2,000 texts', '0 stories')
    """
    return f"{number:,} {name if number == 1 else names or f'{name}s'}"


def fold(text: str) -> str:
    """Lower case without accents, for comparing: ``Erdoğan`` and ``ERDOGAN`` fold alike."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())
