"""A reading for a person at a terminal: a header, then every claim with the voices behind it.

Comes in: a reading and a Rich console. Goes out: styled lines on that console; nothing is decided
here. The idea in between: the chain of voices stands above the words it vouches for and the event
below them, aligned in one column, calm enough to read a hundred of them. Nothing is said by colour
alone: a status has its word and a sign, and where there is no colour loaded wording is written
``~so~`` and cited evidence ``[so]``. Control characters of the text never reach the terminal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal, get_args

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.records import Claim, Event, Party, Reading, Span, Status, Voice
from sayso.views.chain import LINK, label, mere_speech

Order = Literal["order", "voice", "status"]

#: The sign of each status: in Unicode, in ASCII (for consoles that have no more), and its style.
SIGNS: dict[Status, tuple[str, str, str]] = {
    "happened": ("●", "*", "green"),
    "ongoing": ("◐", "o", "green"),
    "planned": ("◇", "+", "yellow"),
    "threatened": ("▲", "^", "red"),
    "demanded": ("◆", "#", "magenta"),
    "predicted": ("○", ">", "blue"),
    "hypothetical": ("△", "~", "cyan"),
    "denied": ("✗", "x", "red"),
    "asked": ("?", "?", "cyan"),
}

_LOADED = ("italic red", "~", "~")
_EVIDENCE = ("underline cyan", "[", "]")
_TOP_VOICES = 6
_STATUS_WIDTH = max(map(len, SIGNS)) + 4
_NARROW = 70
_FACT_WIDTH = len("published")

# Written in place of characters that would steer the terminal: controls, and marks of direction.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def render(
    reading: Reading,
    console: Console,
    by: Order = "order",
    claims: Sequence[Claim] | None = None,
) -> None:
    """Print a reading.

    Args:
        reading: what to show.
        console: where to; its width, colours and encoding are respected.
        by: ``order`` of the text, or in groups by ``voice`` (who says it) or ``status`` (how).
        claims: the claims to list, where some were selected; the header counts these.
    """
    shown = reading.claims if claims is None else tuple(claims)
    page = _Page(console, reading)
    console.print(page.header(shown))
    for heading, group in _groups(shown, by):
        if heading is not None:
            console.print()
            console.print(Rule(page.heading(heading, len(group)), align="left", style="dim"))
        page.show(group)
    page.close(shown)


def render_claims(reading: Reading, console: Console) -> None:
    """Print the claims of a reading as :func:`render` does, without a header."""
    page = _Page(console, reading)
    page.show(reading.claims)
    page.close(reading.claims)


def _groups(claims: Sequence[Claim], by: Order) -> Iterator[tuple[Voice | str | None, list[Claim]]]:
    """The claims in groups with what heads each: a voice, a status, or nothing."""
    if by == "voice":
        voices: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            voices.setdefault((claim.voice.kind, label(claim.voice)), []).append(claim)
        for _, group in sorted(voices.items(), key=lambda item: item[0][0] != "author"):
            yield group[0].voice, group
    elif by == "status":
        for status in get_args(Status):
            if group := [claim for claim in claims if claim.status == status]:
                yield status, group
    else:
        yield None, list(claims)


class _Page:
    """How one reading is laid out on one console."""

    def __init__(self, console: Console, reading: Reading) -> None:
        self.reading = reading
        self.mere_speech = mere_speech(reading.claims)
        self.unicode = console.encoding.lower().startswith("utf")
        self.colour = console.color_system is not None and not console.no_color
        self.console = console
        margin = max((len(claim.id) for claim in reading.claims), default=0)
        self.margin = min(margin + (2 if console.width < _NARROW else 3), console.width // 2)

    def header(self, shown: Sequence[Claim]) -> Panel:
        document = self.reading.document
        facts = Table.grid(padding=(0, 2))
        facts.add_column(style="dim", no_wrap=True, width=_FACT_WIDTH)
        facts.add_column(overflow="fold")
        about = [document.publisher, document.author and f"by {document.author}"]
        for name, value in (
            ("published", document.published),
            ("by", ", ".join(clean(part.removeprefix("by ")) for part in reversed(about) if part)),
            ("at", document.url),
            ("genre", self._genre()),
            ("length", f"{len(document.text.split()):,} words"),
            ("claims", self._count(len(shown))),
        ):
            if value:
                facts.add_row(name, clean(value))
        if shown:
            facts.add_row("voices", self._voices(shown))
            facts.add_row("status", self._statuses(shown))
        title = Text(clean(document.title or document.id), style="bold")
        return Panel(
            Group(title, Text(), facts),
            box=box.ROUNDED if self.unicode else box.ASCII,
            border_style="dim",
            padding=(0, 1),
        )

    def heading(self, heading: Voice | str, count: int) -> Text:
        if isinstance(heading, str):
            text = self._status(heading)
        else:
            text = Text().append(clean(label(heading)), style="bold")
            for part in (heading.kind, heading.code):
                if part and part != "author":
                    text.append(f"  {clean(part)}", style="dim")
        return text.append(f"  {count}", style="dim")

    def show(self, claims: Iterable[Claim]) -> None:
        """Print claims, an empty line before each."""
        for claim in claims:
            self.console.print()
            for line in self.claim(claim):
                self.console.print(line)

    def claim(self, claim: Claim) -> Iterator[Text]:
        """One claim, line by line: its id, how it is put and who says it, what, and the event."""
        width = max(self.console.width - self.margin, 10)
        style = "dim" if claim.id in self.mere_speech else ""
        margin = f"{clean(claim.id):>{self.margin - 2}}  "
        for paragraph in self._paragraphs(claim, width):
            paragraph.stylize_before(style)
            for line in paragraph.wrap(self.console, width):
                line.rstrip()
                yield Text.assemble((margin, "dim"), line, end="")
                margin = " " * self.margin

    def _paragraphs(self, claim: Claim, width: int) -> Iterator[Text]:
        chain, doubt = self._chain(claim), self._doubt(claim)
        status = self._status(claim.status)
        together = Text("  ").join([status.copy(), chain, *doubt])
        if _STATUS_WIDTH - status.cell_len + together.cell_len <= width:
            padded = status.copy()
            padded.pad_right(_STATUS_WIDTH - status.cell_len - 2)
            yield Text("  ").join([padded, chain, *doubt])
        else:
            yield Text("  ").join([status, *doubt])
            yield chain
        yield self._words(claim)
        if claim.event is not None:
            yield from self._event(claim.event)
        for evidence in claim.evidence:
            yield Text(clean(f"evidence ({evidence.kind}): {evidence.text}"), style="dim")

    def close(self, shown: Sequence[Claim]) -> None:
        """End the page: an empty line, and what the marks mean."""
        self.console.print()
        legend = self.legend(shown)
        if legend is not None:
            self.console.print(legend)

    def legend(self, shown: Sequence[Claim]) -> Text | None:
        """What the marks mean, where there are any."""
        marks = []
        if any(claim.loaded for claim in shown):
            marks.append(self._marked("loaded wording", _LOADED))
        if any(self._inside(claim, claim.evidence) for claim in shown):
            marks.append(self._marked("evidence cited", _EVIDENCE))
        return Text("  ").join(marks) if marks else None

    def _genre(self) -> str:
        document = self.reading.document
        if document.genre == "unknown":
            return ""
        return f"{document.genre} ({document.genre_confidence:.0%})"

    def _count(self, shown: int) -> str:
        total = len(self.reading.claims)
        return str(total) if shown == total else f"{shown} of {total} selected"

    def _voices(self, claims: Iterable[Claim]) -> Text:
        counts = Counter(label(claim.voice) for claim in claims)
        parts = [f"{clean(name)} {count}" for name, count in counts.most_common(_TOP_VOICES)]
        if len(counts) > _TOP_VOICES:
            parts.append(f"{len(counts) - _TOP_VOICES} more")
        return self._listed(map(Text, parts))

    def _statuses(self, claims: Iterable[Claim]) -> Text:
        counts = Counter(claim.status for claim in claims)
        return self._listed(
            self._status(status).append(f" {count}") for status, count in counts.most_common()
        )

    def _listed(self, parts: Iterable[Text]) -> Text:
        """The parts with commas, broken between two parts only where they fit on a line."""
        width = self.console.width - _FACT_WIDTH - 6  # the panel's frame, and between the columns
        text, room = Text(), width
        for part in parts:
            if text and part.cell_len + 3 > room:
                text.append(",\n")
                room = width
            elif text:
                text.append(", ")
                room -= 2
            text.append_text(part)
            room -= part.cell_len
        return text

    def _status(self, status: str) -> Text:
        for known, (sign, ascii_sign, style) in SIGNS.items():
            if known == status:
                return Text(f"{sign if self.unicode else ascii_sign} {status}", style=style)
        return Text(status)

    def _doubt(self, claim: Claim) -> list[Text]:
        """The certainty where there is doubt, and the likelihood where the text gives one."""
        if claim.certainty == "certain" and claim.likelihood is None:
            return []
        text = Text(claim.certainty)
        if claim.likelihood is not None:
            low, high = (round(100 * bound) for bound in claim.likelihood)
            text.append(f" {low}-{high} %", style="dim")
        return [text]

    def _chain(self, claim: Claim) -> Text:
        """``author > Ilham Aliyev (claims)``: the stance is how the voice before presents it."""
        text = Text()
        for depth, voice in enumerate(claim.sayso):
            if depth:
                text.append(LINK, style="dim")
            last = depth == len(claim.sayso) - 1
            text.append(clean(label(voice)), style="bold" if last else "")
            if voice.stance is not None:
                text.append(f" ({voice.stance})", style="dim")
        return text

    def _words(self, claim: Claim) -> Text:
        """The claim's words on as few lines as they need, loaded and evidence marked."""
        marks = [(*_LOADED, span) for span in self._inside(claim, claim.loaded)]
        marks += [(*_EVIDENCE, span) for span in self._inside(claim, claim.evidence)]
        opens: dict[int, str] = {}
        closes: dict[int, str] = {}
        if not self.colour:
            for _, opening, closing, span in marks:
                opens[span.start] = opens.get(span.start, "") + opening
                closes[span.end] = closing + closes.get(span.end, "")
        pieces: list[tuple[str, str]] = []
        space = True  # white space at the start and in a row is one space or none
        for at, char in enumerate(f"{claim.text} ", start=claim.start):
            pieces.append((closes.get(at, ""), ""))
            if not char.isspace():
                pieces.append((opens.get(at, ""), ""))
            style = " ".join(mark[0] for mark in marks if mark[3].start <= at < mark[3].end)
            pieces.append((("" if space else " ") if char.isspace() else clean(char), style))
            space = char.isspace()
        text = Text()
        for style, run in groupby((piece for piece in pieces if piece[0]), key=itemgetter(1)):
            text.append("".join(words for words, _ in run), style=style or None)
        text.rstrip()
        return text

    def _inside(self, claim: Claim, spans: Sequence[Span]) -> list[Span]:
        return [span for span in spans if claim.start <= span.start and span.end <= claim.end]

    def _event(self, event: Event) -> Iterator[Text]:
        """``ACCUSE  Azerbaijan (AZE) -> Armenia (ARM)``, and below it when and where."""
        text = Text().append(event.type, style="bold")
        if event.mode:
            text.append(f" {event.mode}", style="dim")
        text.append("  ").append_text(self._parties(event.actors))
        if event.recipients:
            text.append(" -> ", style="dim").append_text(self._parties(event.recipients))
        yield text
        details = [", ".join(event.contexts)] if event.contexts else []
        if event.when is not None:
            value = f" ({event.when.value})" if event.when.value else ""
            details.append(f"when: {event.when.text}{value}")
        if event.where is not None:
            details.append(f"where: {event.where.name}")
        if details:
            yield Text(clean("; ".join(details)), style="dim")

    def _parties(self, parties: Sequence[Party]) -> Text:
        listed = []
        for party in parties:
            text = Text(clean(party.name))
            if party.code:
                text.append(f" ({clean(party.code)})", style="dim")
            listed.append(text)
        return Text(", ").join(listed) if listed else Text("?", style="dim")

    def _marked(self, words: str, mark: tuple[str, str, str]) -> Text:
        style, opening, closing = mark
        if self.colour:
            return Text(words, style=style)
        return Text(f"{opening}word{closing} {words}")


def clean(text: str) -> str:
    """The text on one line, with characters that would steer a terminal written as U+FFFD."""
    return _STEERING.sub("\ufffd", " ".join(text.split()) if "\n" in text or "\t" in text else text)
