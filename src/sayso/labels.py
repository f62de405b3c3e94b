"""Names in words: how a voice and its chain are written in one line, and how names are compared.

Comes in: voices, or a name as somebody typed it. Goes out: a short label, the same on every screen
and in every table: ``author``, ``Ilham Aliyev``, ``author > Kyiv``; or the name folded: without
case and accents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

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


def fold(text: str) -> str:
    """Lower case without accents, for comparing: ``Erdoğan`` and ``ERDOGAN`` fold alike."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())
