"""How a voice looks: the same voice has the same colour, rule and letter in every view.

Comes in: the index of a voice (0 is the first voice that is not the author's). Goes out: a swatch
with its colours for light and dark, a rule pattern, a letter; and the style sheet that holds them
all. The eight hues in ``data/palette.csv`` share one lightness and one chroma, so that no voice
looks louder than another; the patterns go round in threes, so that eight hues and three patterns
tell 24 voices apart, and the letter tells all of them apart where colour fails.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PATTERNS = ("dashed", "dotted", "double")
_GRADIENTS = {
    "dashed": "repeating-linear-gradient(90deg,{0} 0 7px,transparent 7px 10px)",
    "dotted": "repeating-linear-gradient(90deg,{0} 0 2px,transparent 2px 4px)",
    "double": "linear-gradient({0} 0 34%,transparent 34% 66%,{0} 66%)",
}
_LEVELS = 3  # rules under a line of text: the author's, the voice's, and the one inside it


@dataclass(frozen=True)
class Colour:
    """One colour of the palette as ``#rrggbb``, on a light and on a dark page."""

    light: str
    dark: str


@dataclass(frozen=True)
class Swatch:
    """The look of one voice: ground of its words, ground when active, rule and label, pattern."""

    hue: str
    tint: Colour
    strong: Colour
    line: Colour
    pattern: str


@cache
def colours() -> dict[str, Colour]:
    """Every colour by name, in the order of ``data/palette.csv``."""
    table = files("sayso.views").joinpath("data", "palette.csv").read_text(encoding="utf-8")
    return {
        row["name"]: Colour(row["light"], row["dark"]) for row in csv.DictReader(table.splitlines())
    }


@cache
def hues() -> tuple[str, ...]:
    """The names of the voices' hues: the most frequent voice of a text takes the first."""
    return tuple(name.removesuffix("-tint") for name in colours() if name.endswith("-tint"))


def looks() -> int:
    """How many voices look different before colour and pattern together come round again."""
    return len(hues()) * len(PATTERNS)


def swatch(index: int) -> Swatch:
    """The look of the voice with this index; indices past :func:`looks` start again."""
    hue = hues()[index % len(hues())]
    named = colours()
    return Swatch(
        hue,
        named[f"{hue}-tint"],
        named[f"{hue}-strong"],
        named[f"{hue}-line"],
        PATTERNS[index % len(PATTERNS)],
    )


def letter(index: int) -> str:
    """``a`` to ``z``, then ``aa``, ``ab`` and so on: never twice the same."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def css() -> str:
    """The palette as a style sheet.

    Custom properties for the light page, the same for the dark one (by preference of the system,
    or by ``data-theme`` on the root; never in print), and a class for each look: ``tK`` sets the
    ground, ``rL-K`` the rule at level L of voice K. ``t-a`` and ``r0-a`` are the author's.
    """
    light = _properties({name: colour.light for name, colour in colours().items()})
    dark = _properties({name: colour.dark for name, colour in colours().items()})
    rules = [
        f":root{{color-scheme:light;{light}}}",
        "@media screen and (prefers-color-scheme:dark){"
        f":root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}",
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}",
        ".t-a{--tint:transparent;--strong:var(--author-strong);--line:var(--author-line)}",
        ".r0-a{--r0:linear-gradient(var(--author-line) 0 34%,transparent 34%)}",
    ]
    for index in range(looks()):
        hue, pattern = swatch(index).hue, swatch(index).pattern
        gradient = _GRADIENTS[pattern].format(f"var(--{hue}-line)")
        rules.append(
            f".t{index}{{--tint:var(--{hue}-tint);--strong:var(--{hue}-strong);"
            f"--line:var(--{hue}-line);--rule:{gradient}}}"
        )
        rules += [f".r{level}-{index}{{--r{level}:{gradient}}}" for level in range(_LEVELS)]
    return "\n".join(rules) + "\n"


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
