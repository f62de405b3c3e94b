"""What the cells of an export may hold, column by column; and readings full of awkward strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from hypothesis import strategies as st

from sayso import Reader
from sayso.intake.sources import read_sources
from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.knowledge.plover import contexts, plover_types
from sayso.records import (
    Auxiliary,
    Certainty,
    Claim,
    Document,
    Event,
    Evidence,
    Genre,
    Party,
    Place,
    Quote,
    ReaderInfo,
    Reading,
    Span,
    Stance,
    Status,
    Time,
    Voice,
    VoiceKind,
)


def one_of(values: Iterable[str]) -> str:
    return "|".join(map(re.escape, values))


def entries(pattern: str) -> str:
    """Several, each of them perhaps unknown; the cell is empty where all are."""
    return f"(?:{pattern})?(?:; (?:{pattern})?)*"


def maybe(pattern: str) -> str:
    return f"(?:{pattern})?"


ANY = r"[\s\S]*"
SOME = r"[\s\S]+"
INTEGER = r"\d+"
NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
DAY = r"\d{4}-\d\d-\d\d"
COUNTRY = "[A-Z]{3}"
CODE = "[A-Z]{3}(?: [A-Z]{3}){0,2}"
SECTOR = one_of(sorted(PRIMARY_SECTORS | NON_STATE))
VALUE = r"(?:\d{2,4}|P|\.\.)\S*"
MODE = one_of(mode for kind in plover_types().values() for mode in kind.modes)


@cache
def example(reader: Reader, name: str) -> Reading:
    """One of the example texts, as if published on a day in 2024, read."""
    (document,) = read_sources([Path(__file__).parent.parent / "examples" / name])
    assert isinstance(document, Document)
    return reader.read(document.model_copy(update={"published": "2024-05-14"}))


def misfits(schema: Mapping[str, str], row: Mapping[str, str]) -> list[str]:
    """The cells of a row that the schema does not allow."""
    return [
        f"{name}: {row[name]!r}"
        for name, pattern in schema.items()
        if re.fullmatch(pattern, row[name]) is None
    ]


def readable(row: Mapping[str, str]) -> dict[str, str]:
    """The row as a file gives it back: without NUL, at which some readers end a cell."""
    return {name: cell.replace("\0", "\ufffd") for name, cell in row.items()}


def count(cell: str) -> int:
    """How many entries a cell holds."""
    return len(cell.split("; ")) if cell else 0


STRINGS = st.text(max_size=12) | st.sampled_from(
    [
        *("\t", "a\tb", '"', '""', '"a"', "'", "a'b", "\n", "\r", "\r\n", "a\nb", "a\rb", " ", ""),
        *("=1+1", '=HYPERLINK("x")', "+1", "-1", "@a", "|a", "1e5", "01", "#", "\\", "\\n"),
        *(",", "a, b", ";", "a; b", "NA", "None", "null", "nan", "é", "汉字", "🚀", "\u202eabc"),
        *("\ufeff", "\u2028", "\x85", "\x00", "\x1a"),
    ]
)
NAMES = STRINGS.filter(bool)


@st.composite
def awkward(draw: st.DrawFn) -> Reading:
    """A reading whose every string is whatever a text or a table may hold."""
    text = draw(STRINGS) + draw(NAMES)

    def span() -> dict[str, object]:
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        return {"start": start, "end": end, "text": text[start:end]}

    def party() -> Party:
        return Party(
            **span(),
            name=draw(STRINGS),
            code=draw(st.sampled_from([None, "RUS", "COD REB", "IGO UNO", "USA MIL SPY"])),
            country=draw(st.sampled_from([None, "RUS", "COD", "USA"])),
            sector=draw(st.sampled_from([None, "REB", "IGO", "MIL"])),
            title=draw(st.none() | STRINGS),
        )

    def parties() -> tuple[Party, ...]:
        return tuple(party() for _ in range(draw(st.integers(0, 3))))

    def event() -> Event:
        kind = draw(st.sampled_from(sorted(plover_types())))
        return Event(
            event_id=draw(st.none() | NAMES),
            type=kind,
            mode=draw(st.sampled_from([None, *plover_types()[kind].modes])),
            contexts=tuple(draw(st.lists(st.sampled_from(sorted(contexts())), max_size=3))),
            trigger=Span(**span()),
            actors=parties(),
            recipients=parties(),
            when=draw(st.none() | st.just(Time(**span(), value="2024-05-06", precision="day"))),
            where=draw(
                st.none()
                | st.builds(
                    Place,
                    **{name: st.just(value) for name, value in span().items()},
                    name=STRINGS,
                    country=st.sampled_from([None, "UKR"]),
                    latitude=st.none() | st.floats(-90, 90),
                    longitude=st.none() | st.floats(-180, 180),
                    geonames=st.none() | st.integers(1, 10**8),
                )
            ),
            auxiliary=tuple(draw(st.lists(st.sampled_from(get_args(Auxiliary)), unique=True))),
            quad=plover_types()[kind].quad,
            score=plover_types()[kind].score,
        )

    def claim(number: int) -> Claim:
        last = Voice(
            kind=draw(st.sampled_from(get_args(VoiceKind))),
            name=draw(st.none() | STRINGS),
            code=draw(st.none() | st.just("RUS GOV")),
            stance=draw(st.none() | st.sampled_from(get_args(Stance))),
            quote=draw(st.none() | st.sampled_from(get_args(Quote))),
        )
        return Claim(
            **span(),
            id=f"c{number}",
            sayso=draw(st.sampled_from([(last,), (Voice(kind="author"), last)])),
            status=draw(st.sampled_from(get_args(Status))),
            certainty=draw(st.sampled_from(get_args(Certainty))),
            likelihood=draw(st.sampled_from([None, (0.55, 0.8)])),
            event=event() if draw(st.booleans()) else None,
            evidence=(Evidence(**span(), kind="document"),) * draw(st.integers(0, 2)),
            loaded=(Span(**span()),) * draw(st.integers(0, 2)),
            confidence=draw(st.floats(0, 1)),
        )

    return Reading(
        reader=ReaderInfo(version=draw(NAMES), models={}),
        document=Document(
            id=draw(NAMES),
            text=text,
            title=draw(st.none() | STRINGS),
            publisher=draw(st.none() | STRINGS),
            published=draw(st.none() | st.just("2024-05-14")),
            url=draw(st.none() | STRINGS),
            genre=draw(st.sampled_from(get_args(Genre))),
        ),
        claims=tuple(claim(number) for number in range(1, 1 + draw(st.integers(0, 3)))),
    )
