"""Is this English? The reader's grammar is English grammar, so other languages are refused.

Comes in: a normalised text. Goes out: the share of it that is English (0 to 1), or an
:class:`IntakeError` naming the language that it seems to be in. The idea in between: a page full of
*the*, *and* and *that* is English and needs no model; anything else goes to py3langid in pieces,
without its capitalised words, because names belong to no language and must not decide (a text about
Recep Tayyip Erdoğan is not Turkish). Text in two languages passes when enough of it is English.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from sayso.errors import IntakeError, ModelError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Less than this share of English and the text is refused.
MIN_ENGLISH_SHARE = 0.4

#: With fewer letters to go by than this, Latin script passes unless the model is nearly certain.
FEW_LETTERS = 60

#: "Nearly certain", for those short texts.
_NEARLY_CERTAIN = 0.95

#: Words that are frequent in English and rare or absent in its neighbours (not *is*, *was*, *for*).
_ENGLISH_WORDS = frozenset(
    re.findall(r"\w+", "the and that with from which their were would has have been this they said")
)
#: In edited English about one word in seven is among them; in other languages hardly any.
_PLAINLY_ENGLISH = 0.1

# The languages of the world's larger presses that the model knows, and English. Its rarer ones
# (Central Bikol, Nigerian Pidgin, Walloon ...) compete with English on short texts full of names.
_LANGUAGES = tuple(
    re.findall(
        r"\w+",
        """af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy
        id is it ja ka kk km kn ko ku ky la lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru
        si sk sl so sq sr sv sw ta te tg th tk tl tr uk ur uz vi yo zh zu""",
    )
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PIECE_WORDS = 80
_MAX_PIECES = 40


def require_english(text: str, source: str) -> None:
    """Let English pass.

    Args:
        text: the document's text, not empty.
        source: what to call it in the error.

    Raises:
        IntakeError: when less than :data:`MIN_ENGLISH_SHARE` of the text is English.
    """
    share, other = english_share(text)
    if share >= MIN_ENGLISH_SHARE:
        return
    found = f"it seems to be {_name(other)}" if other else "no English words were found in it"
    raise IntakeError(source, f"this is not English text ({found}); sayso reads English only")


def english_share(text: str) -> tuple[float, str | None]:
    """How much of a text is English.

    Returns:
        The share from 0 to 1 (1.0 where there is too little to go by and nothing speaks against
        it), and the ISO 639 code of the most frequent other language, or None.
    """
    words = _sample(_WORD.findall(text))
    if not words:
        return 0.0, None
    frequent = sum(1 for word in words if word.lower() in _ENGLISH_WORDS)
    if frequent >= _PLAINLY_ENGLISH * len(words):
        return 1.0, None
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if _is_latin(word))
    if latin < letters / 2:
        other = _most_likely(" ".join(words[:_PIECE_WORDS]))[0][0]
        return min(latin / letters, MIN_ENGLISH_SHARE / 2), other if other != "en" else None
    if sum(1 for word in words if word.isupper()) > len(words) / 2:
        plain = [word.lower() for word in words]
    else:
        plain = [word for word in words if not word[0].isupper()]
    if letters < FEW_LETTERS or sum(map(len, plain)) < FEW_LETTERS / 2:
        return _short(plain)
    return _long(plain)


def _short(words: list[str]) -> tuple[float, str | None]:
    if not words:
        return 1.0, None
    language, probability = _most_likely(" ".join(words))[0]
    if language != "en" and probability > _NEARLY_CERTAIN:
        return 0.0, language
    return 1.0, None


def _long(words: list[str]) -> tuple[float, str | None]:
    """The probability of English, averaged over pieces by their length."""
    english, total = 0.0, 0
    others: dict[str, int] = {}
    for start in range(0, len(words), _PIECE_WORDS):
        piece = " ".join(words[start : start + _PIECE_WORDS])
        ranked = _most_likely(piece)
        english += dict(ranked).get("en", 0.0) * len(piece)
        total += len(piece)
        if ranked[0][0] != "en":
            others[ranked[0][0]] = others.get(ranked[0][0], 0) + len(piece)
    other = max(others, key=lambda language: others[language]) if others else None
    return english / total, other


def _sample(words: list[str]) -> list[str]:
    """All the words of a text of ordinary length, evenly spread pieces of a very long one."""
    limit = _PIECE_WORDS * _MAX_PIECES
    if len(words) <= limit:
        return words
    step = len(words) / _MAX_PIECES
    starts = (int(index * step) for index in range(_MAX_PIECES))
    return [word for start in starts for word in words[start : start + _PIECE_WORDS]]


def _is_latin(word: str) -> bool:
    return word.isascii() or unicodedata.name(word[0], "").startswith("LATIN")


def _name(code: str) -> str:
    """``el`` -> ``Modern Greek``."""
    import pycountry

    language = pycountry.languages.get(alpha_2=code)
    return f"in language {code!r}" if language is None else str(language.name).partition(" (")[0]


def _most_likely(text: str) -> list[tuple[str, float]]:
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    return ranked


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:  # it unpacks its model into the temporary folder
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ModelError(
            f"py3langid's model cannot be unpacked ({reason}); is the temporary folder full?"
        ) from error
    identifier.set_languages(_LANGUAGES)
    return identifier
