"""Cities and regions of the world. Comes in: ``geonames.zip``. Goes out: what a name can mean.

The file holds two tables, made by ``training/make_places.py`` from GeoNames
(https://www.geonames.org, CC BY 4.0): some 37,000 cities and regions, and their names in plain
form (see `plain`), sorted, each with the places that it can mean. Nothing is loaded until a name
is asked for; then a name is found by bisection, so that no index has to be built.

A place has the country that ISO 3166 files it under, or none on contested ground (Crimea, Kashmir,
Western Sahara ...): no event is booked to a party for having happened there.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sayso.errors import ModelError

ORDINARY, COMMON = "?", "~"
"""Marks behind a name in the table: see :class:`Meanings`."""

_FILE = "geonames.zip"
_MARKS = re.compile("[’‘'`´ʻʼʿʾ]")
_GAPS = re.compile(r"[\s‐‑–—-]+")
_BARRED = str.maketrans(
    {
        **dict(zip("ıłŁøØđĐðəǝƏħ", "ilLoOdDdaaAh", strict=True)),
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
    }
)  # letters that Unicode does not decompose


@dataclass(frozen=True, slots=True)
class Ground:
    """A city, or a region (``geonames`` and the coordinates are null).

    ``country`` is alpha-3, null on contested ground; ``region`` is GeoNames' code of the first
    order region that it lies in or is ("UA.07", country in alpha-2). ``population`` is that of the
    city, or of the cities of the region.
    """

    country: str | None
    region: str
    population: int
    geonames: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a name can mean as a place, and whether it is likely to be something else.

    ``ordinary``: it is a word of English, a surname or a first name, too. ``common``: it is a word
    that English texts use often, so that more than the place may go by it.
    """

    grounds: tuple[Ground, ...]
    ordinary: bool
    common: bool


def plain(name: str) -> str:
    """A name as the table has it: lower case, no accents, no apostrophes, blanks for hyphens."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name.translate(_BARRED))
        name = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _GAPS.sub(" ", _MARKS.sub("", name)).strip().casefold()


@lru_cache(maxsize=50_000)
def meanings(name: str) -> Meanings | None:
    """What a plain name can mean, or nothing if no place goes by it.

    Raises:
        ModelError: the file is missing or damaged.
    """
    names, _ = _tables()
    i = bisect_left(names, name + "\t")
    if i == len(names) or not names[i].startswith(name + "\t"):
        return None
    _, mark, numbers = names[i].split("\t")
    grounds = tuple(_ground(int(number)) for number in numbers.split())
    return Meanings(grounds, ordinary=mark == ORDINARY, common=mark == COMMON)


@lru_cache(maxsize=50_000)
def begins(name: str) -> bool:
    """Whether any name begins with these words; the quick way past most words of a text."""
    names, _ = _tables()
    i = bisect_left(names, name)
    return i < len(names) and names[i].startswith(name) and names[i][len(name)] in " \t"


def _ground(number: int) -> Ground:
    _, places = _tables()
    country, region, population, geonames, latitude, longitude = places[number].split("\t")
    return Ground(
        country=country or None,
        region=region,
        population=int(population),
        geonames=int(geonames) if geonames else None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
    )


@cache
def _tables() -> tuple[list[str], list[str]]:
    """The lines of the names and those of the places."""
    file = files("sayso.knowledge").joinpath("data", _FILE)
    try:
        with file.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            names, places = (
                archive.read(member).decode("utf8").splitlines()
                for member in ("names.tsv", "places.tsv")
            )
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise ModelError(f"{_FILE}: missing or damaged ({error}); reinstall sayso") from error
    return names, places
