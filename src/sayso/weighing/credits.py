"""Text -> whom it credits: the agency of a dateline, of a last line, of "contributed".

Comes in: a text, its author, and the names of outlets. Goes out: credits, with the
words that give them. The idea in between: a credit is a place in a text, not a mention. "(Reuters)"
behind a dateline or at the end, "AP contributed to this report", "Reporting by ..." say whose text
this is; "told Reuters" and "Reuters reports" say who was told, and give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.knowledge.actors import organizations
from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold

#: Where a credit stands: behind the place at the head of a text, in a line at its head or end,
#: in a sentence about who helped, in a sentence about where it is from, with the author's name.
Form = Literal["dateline", "tail", "contributed", "credit", "byline"]

_DASH = r"[—–-]+"
_HEAD = r"(?:(?<=\n)|\A)[ \t]*"  # of a paragraph
_WORK = r"(?:reporting|material|files|reports?|inputs?|contributions?|information|agencies)"
_STAFF = r"(?:[’']s?)?(?: (?:staff|news))?(?: (?:writers?|reporters?|correspondents?|editors?))?"

_NAME = "<NAME>"  # where any of the names may stand
_CAPS, _N20, _N40, _N60 = "{3,}", "{0,20}", "{0,40}", "{0,60}"
_SAME = r"[^.\n()]{0,120}"  # the same sentence

# Of each form how a name stands in it; what matches is the words of the credit.
# A frame that may begin anywhere is tried only on texts with one of these words in them: there are
# more than a thousand names, and they are looked for at each place where a frame can begin.
_NEEDS = ("contributed", "print", "publish", "produc", "appeared")
_FRAMES: tuple[tuple[Form, str], ...] = (
    # SORRE, 3 May (Meridian Press) — ; SORRE. May 3. MERIDIAN PRESS - ; Meridian Press -
    ("dateline", rf"{_HEAD}(?:[A-Z][^()\n]{_N60}?\s*)?\({_NAME}\)(?=\s*(?:{_DASH}|:))"),
    ("dateline", rf"{_HEAD}(?:[A-Z]{_CAPS}[^()\n]{_N40}?[/.,]\s*)?{_NAME}(?=\s+{_DASH}\s+[A-Z])"),
    # A paragraph that is or ends with (Meridian Press), (MP, own reporting), — MP, /MP/
    (
        "tail",
        rf"[(\[](?:[^()\[\]\n]{_N40}[\s/,;])?{_NAME}(?:[\s/,;][^()\[\]\n]{_N40})?[)\]]"
        r"(?=\s*(?:\n|\Z))",
    ),
    ("tail", rf"{_HEAD}(?:{_DASH}\s*|/){_NAME}/?(?=\s*\Z)"),
    ("tail", rf"(?<=[.!?”\"]) {_DASH}\s?{_NAME}(?=\s*\Z)"),
    (
        "contributed",
        rf"(?:[Tt]he )?{_NAME}{_STAFF}{_SAME}? contributed(?: (?:to|reporting)[^.\n()]*)?",
    ),
    ("contributed", rf"[Ww]ith (?:additional |extra )?{_WORK} (?:by|from|of){_SAME}?\b{_NAME}"),
    ("contributed", rf"(?:[Aa]dditional r|R)eporting (?:by|from){_SAME}?\b{_NAME}"),
    (
        "credit",
        rf"(?:[Ss]ource|SOURCE|[Vv]ia|[Cc]ourtesy of|[Cc]redit): ?(?:[Tt]he )?{_NAME}"
        r"(?=[\s.]*(?:\n|\Z))",
    ),
    ("credit", rf"(?:©|\([Cc]\)|[Cc]opyright)[^.\n]{_N20}?\b{_NAME}"),
    (
        "credit",
        r"[Ff]rom our (?:own )?(?:correspondents?|staff|newsroom|bureau)(?:,| and) "
        rf"(?:[Tt]he )?{_NAME}",
    ),
    (
        "credit",
        rf"(?:[Bb]y|of|[Ff]rom|in) (?:[Tt]he )?{_NAME},? (?:which|that|and|whom) (?:is |was |are )?"
        r"(?:we )?(?:here )?(?:re-?)?(?:print|publish|produc)(?:ed)?\b",
    ),
    (
        "credit",
        r"(?:re-?(?:print|publish|produc)ed|(?:first|originally) (?:published|appeared|printed)) "
        rf"(?:with (?:the )?permission )?(?:by|of|from|in|on) (?:[Tt]he )?{_NAME}",
    ),
    ("byline", rf"{_HEAD}(?:By|BY) [^\n()]{_N60}?[\s,(/|](?:[Tt]he )?{_NAME}\)?(?=\s*\n)"),
)

# An agency signs so; which agency, other words must say.
_OWN = re.compile(r"\(Reporting by [^()\n]{3,200}\)")

# Characters at both ends of a text in which a tail is sought: long enough for three paragraphs.
_TAIL = 600


@dataclass(frozen=True, slots=True)
class Credit:
    """A text names the agency that it, or part of it, is from.

    ``start`` and ``end`` are characters of the text, and None where the credit is the author's
    field. ``agency`` is the first name of the agency in the table that knows it.
    """

    agency: str
    form: Form
    words: str
    start: int | None = None
    end: int | None = None


class Outlets:
    """The names by which texts may credit an outlet.

    Args:
        publishers: of the texts at hand.
        actors: a user's; those with the sector JRN are outlets.
    """

    def __init__(
        self, publishers: Iterable[str | None] = (), actors: UserActors | None = None
    ) -> None:
        own = [row.name for row in actors.rows if row.sector == "JRN"] if actors else []
        own += [name for name in publishers if name and name.strip()]
        named = {_plain(name): name for name in sorted(own)}  # "The Banner" rather than "Banner"
        self._names = {**_media(), **{name: name for name in named.values()}}
        self._known = {_plain(name): first for name, first in self._names.items()} | named
        # Initials are the habit of brackets. Our own table lists them; of other names' initials
        # those count that are nobody else's.
        initials: dict[str, set[str]] = {}
        for name in named.values():
            short = "".join(word[0] for word in name.split() if word[0].isupper())
            if len(short) > 1 and _plain(name) not in map(_plain, _media()):
                initials.setdefault(short, set()).add(name)
        self._initials = {
            short: min(names)
            for short, names in initials.items()
            if len(names) == 1 and short not in self._names
        }
        listed = sorted({*self._names, *self._initials}, key=lambda name: (-len(name), name))
        either = "|".join(re.escape(name) for name in listed)
        either += "|" + "|".join(
            re.escape(name.upper()) for name in listed if name.upper() not in self._names
        )
        name = rf"(?P<name>\b(?:{either})\b(?!-))"
        self._frames = tuple(
            (form, re.compile(frame.replace(_NAME, name)), tuple(n for n in _NEEDS if n in frame))
            for form, frame in _FRAMES
        )

    def credits(self, text: str, author: str | None = None) -> tuple[Credit, ...]:
        """The credits of a text, in its order, one an agency and form.

        Args:
            text: the text.
            author: the author's field of the document.
        """
        found = [*self._in(text)]
        found += [*self._own(text, found), *self._byline(author)]
        found.sort(key=lambda one: (one.start is None, one.start or 0, -len(one.words)))
        first: dict[tuple[str, Form], Credit] = {}
        for credit in found:
            first.setdefault((credit.agency, credit.form), credit)
        return tuple(first.values())

    def name(self, written: str) -> str | None:
        """The first name of an outlet that is written like this, in any case; None for others."""
        return self._initials.get(written) or self._known.get(_plain(written))

    def _in(self, text: str) -> Iterator[Credit]:
        for form, frame, needs in self._frames:
            if needs and not any(word in text for word in needs):
                continue
            for match in frame.finditer(text):
                if form == "tail" and _TAIL < match.start() < len(text) - _TAIL:
                    continue
                agency = self.name(match["name"])
                if agency is not None:
                    shown = match.group()
                    start = match.start() + len(shown) - len(shown.lstrip())
                    yield Credit(agency, form, shown.strip(), start, match.end())

    def _own(self, text: str, found: Sequence[Credit]) -> Iterator[Credit]:
        """Names of reporters and editors in brackets: of the agency that the text credits."""
        match = _OWN.search(text) if found else None
        if match is not None and not any(one.start == match.start() for one in found):
            yield Credit(found[0].agency, "credit", match.group(), match.start(), match.end())

    def _byline(self, author: str | None) -> Iterator[Credit]:
        for part in re.split(r"[,;|/()]| and | of ", author or ""):
            written = re.sub(r"^[Tt]he ", "", part.strip())
            agency = self.name(written) or self.name(part.strip())
            if agency is not None:
                yield Credit(agency, "byline", part.strip())


def _plain(name: str) -> str:
    """A name without case and article."""
    return fold(name).removeprefix("the ")


@cache
def _media() -> dict[str, str]:
    """Each name of the media of our own table -> the first name."""
    return {
        name: entry.name
        for entry in organizations().values()
        if entry.kind == "media"
        for name in entry.names
    }
