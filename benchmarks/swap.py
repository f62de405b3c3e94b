"""Swap two countries in a text: the reading may change in nothing else.

    python benchmarks/swap.py [--gold NAME] [--pairs N] [--texts N] [--errors] [--json]

Every gold text is rewritten with the countries of each pair in ``tests/pairs.csv``, once as A and
B and once as B and A (names, adjectives, peoples, capitals, "a" and "an" adjusted), and both are
read. A reading is compared in the coordinates of the text with holes for the countries, so that
every span, word, code, status and confidence must agree. ``--gold voices`` takes the texts of
``tests/gold``, ``events`` those of ``benchmarks/gold``, ``all`` both. Prints, one figure a line:

    swap_readings          pairs of readings that were compared
    swap_invariance        the share of them that agree
    swap_claims            claims in those readings, a pair counted once
    swap_claim_invariance  the share of them that stand in both readings and agree
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from sayso import Document, Reader
from sayso.knowledge.actors import organizations
from sayso.knowledge.countries import Country, countries
from sayso.knowledge.geonames import meanings, plain
from sayso.knowledge.places import places
from sayso.reading.names import find_names
from sayso.records import Reading

TESTS = Path(__file__).parent.parent / "tests"
EVENTS = Path(__file__).parent / "gold"
Form = Literal["name", "adjective", "person", "people", "capital"]
Gold = Mapping[str, Any]
Source = Literal["voices", "events", "all"]
Pair = tuple[Country, Country]

_ARTICLE = re.compile(r"\b(an?) $", re.IGNORECASE)
_DEFINITE = re.compile(r"\bthe $", re.IGNORECASE)
_CONSONANT = re.compile(r"U[gkrn]")  # a Ugandan, a Ukrainian, a Uruguayan, a United ...
_VOWELS = tuple("AEIOUÉ")


@dataclass(frozen=True, slots=True)
class Slot:
    """A hole for a country (0 or 1) in a text."""

    country: int
    form: Form
    capitals: bool = False

    def fill(self, country: Country) -> str:
        """The words that stand here for a country."""
        word = form_of(country, self.form)
        return word.upper() if self.capitals else word

    def __str__(self) -> str:
        return f"⟨{'AB'[self.country]} {self.form}⟩"


@dataclass(frozen=True, slots=True)
class Article:
    """The "a" or "an" before a hole."""

    words: str
    slot: Slot

    @property
    def country(self) -> int:
        """The country that decides which it is."""
        return self.slot.country

    def fill(self, country: Country) -> str:
        """The article that goes with a country's word."""
        word = self.slot.fill(country)
        return self.words[0] + "n" * (word.startswith(_VOWELS) and not _CONSONANT.match(word))

    def __str__(self) -> str:
        return self.words[0]


Piece = str | Slot | Article


@dataclass(frozen=True, slots=True)
class Template:
    """A text with holes for two countries; ``hidden`` ones are kept for scoring only."""

    id: str
    published: str | None
    pieces: tuple[Piece, ...]
    hidden: bool = False

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    def countries(self) -> set[int]:
        """Which of the two countries stand in the text."""
        return {piece.country for piece in self.pieces if isinstance(piece, Slot)}

    def names(self, country: Country) -> bool:
        """Whether the text speaks of a country outside the holes, by whatever name."""
        words = " ".join(piece for piece in self.pieces if isinstance(piece, str))
        if country.alpha3 in _grounds(words):
            return True
        return any(re.search(rf"(?<!\w){re.escape(f)}(?!\w)", words) for f in _tied(country))

    def fill(self, pair: Pair) -> list[tuple[str, str]]:
        """The pieces in order: as they stand here, and with two countries filled in."""
        return [
            (str(piece), piece if isinstance(piece, str) else piece.fill(pair[piece.country]))
            for piece in self.pieces
        ]


def form_of(country: Country, form: Form) -> str:
    """A country's first name, adjective, person, people or capital."""
    if form in ("person", "people"):
        return country.people[0][form == "people"]
    return {
        "name": country.name, "adjective": country.adjectives[0], "capital": country.capitals[0],
    }[form]  # fmt: skip


@cache
def _tied(country: Country) -> frozenset[str]:
    """Every word that leads to a country: its forms, its bodies, its cities."""
    bodies = [body for body in organizations().values() if body.country == country.alpha3]
    return frozenset(
        {
            *(form for form, _ in _forms(country)),
            *(form for form, _ in country.metonyms),
            *(name for body in bodies for name in body.names),
            *(place.name for place in places().values() if place.country == country.alpha3),
        }
    )


@lru_cache(maxsize=1000)
def _grounds(words: str) -> frozenset[str]:
    """The countries of all that some names of a text can mean as places."""
    found: set[str] = set()
    capitalised = [re.sub(r"['’]s?$", "", word) for word in re.findall(r"\w[\w'’-]*", words)]
    for i, word in enumerate(capitalised):
        for size in range(1, 5) if word[0].isupper() else ():
            known = meanings(plain(" ".join(capitalised[i : i + size])))
            if known is not None and not known.ordinary:
                found.update(ground.country for ground in known.grounds if ground.country)
    return frozenset(found)


def _forms(country: Country) -> Iterator[tuple[str, Form]]:
    """A country's forms; of one word for two things the first stands."""
    seen: set[str] = set()
    kinds: list[tuple[Form, tuple[str, ...]]] = [
        ("name", country.names),
        ("adjective", country.adjectives),
        ("people", tuple(plural for _, plural in country.people)),
        ("person", tuple(singular for singular, _ in country.people)),
        ("capital", country.capitals),
    ]
    for kind, words in kinds:
        for word in words:
            if word not in seen:
                seen.add(word)
                yield word, kind


def template(gold: Gold) -> Template:
    """A gold text with holes for the two countries that it names first."""
    text = gold["text"]
    found = [name.entry.country for name in find_names(text)]
    first_two = list(dict.fromkeys(country.alpha3 for country in found))[:2]
    holes: dict[str, Slot] = {}
    for number, alpha3 in enumerate(first_two):
        for form, kind in _forms(countries()[alpha3]):
            holes[form] = Slot(number, kind)
            if len(form) > 3:
                holes.setdefault(form.upper(), Slot(number, kind, capitals=True))
    longest = sorted(map(re.escape, holes), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)") if holes else re.compile(r"(?!)")
    pieces: list[Piece] = []
    position = 0
    for match in pattern.finditer(text):
        slot = holes[match.group()]
        before = text[position : match.start()]
        if slot.form == "name":
            before = _DEFINITE.sub("", before)  # the names of the pairs take no article
        article = _ARTICLE.search(before)
        if article is not None:
            pieces += [before[: article.start()], Article(article.group(1), slot), " ", slot]
        else:
            pieces += [before, slot]
        position = match.end()
    pieces.append(text[position:])
    hidden = gold.get("half") == "test"
    return Template(gold["id"], gold.get("published"), tuple(p for p in pieces if p), hidden)


def template_from_braces(text: str) -> Template:
    """A template from words such as ``{a} accused {a.adjective} rebels, {b.capital} said``."""
    pieces: list[Piece] = []
    for i, piece in enumerate(re.split(r"\{([^}]*)\}", text)):
        if i % 2 == 0:
            pieces.append(piece)
            continue
        letter, _, form = piece.partition(".")
        slot = Slot("ab".index(letter.lower()), cast(Form, form or "name"), letter.isupper())
        article = _ARTICLE.search(str(pieces[-1]))
        if article is not None:
            pieces[-1:] = [str(pieces[-1])[: article.start()], Article(article.group(1), slot), " "]
        pieces.append(slot)
    return Template(text, None, tuple(piece for piece in pieces if piece))


def gold_templates(source: Source = "voices") -> list[Template]:
    """All gold texts that name a country, in order."""
    folders = {"voices": [TESTS / "gold"], "events": [EVENTS], "all": [TESTS / "gold", EVENTS]}
    lines = [
        line for folder in folders[source] for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf8").splitlines() if line.strip()
    ]  # fmt: skip
    return [t for t in (template(json.loads(line)) for line in lines) if t.countries()]


def pairs() -> list[Pair]:
    """The pairs of ``tests/pairs.csv``."""
    with (TESTS / "pairs.csv").open(encoding="utf8", newline="") as file:
        return [(countries()[row["a"]], countries()[row["b"]]) for row in csv.DictReader(file)]


def choose(number: int, of: list[Template], pair: Pair, size: int) -> list[Template]:
    """The templates for a pair: every one's turn comes, and none names the pair's countries."""
    order = [of[(number * size + i) % len(of)] for i in range(len(of))]
    return [t for t in order if not (t.names(pair[0]) or t.names(pair[1]))][:size]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings of one text: what differs, how many claims they have, and how many agree."""

    differences: list[str]
    claims: int
    alike: int


def compare(reader: Reader, of: Template, pair: Pair) -> Comparison:
    """Read a text both ways round; differences are a line each."""
    sides = []
    for way in (pair, pair[::-1]):
        pieces = of.fill(way)
        text = "".join(words for _, words in pieces)
        reading = reader.read(Document(id=of.id, text=text, published=of.published))
        sides.append(_Neutral(pieces, way).reading(reading))
    here = f"{of.id} {pair[0].alpha3}/{pair[1].alpha3}"
    differences = [f"{here} {difference}" for difference in _differences("", *sides)]
    one, other = ([_unnumbered(claim) for claim in side["claims"]] for side in sides)
    alike = sum(claim in other for claim in one)
    return Comparison(differences, max(len(one), len(other)), alike)


def _unnumbered(claim: Mapping[str, Any]) -> Mapping[str, Any]:
    """A claim without the numbers that other claims and attributions of its text give it."""
    event = claim["event"] and {**claim["event"], "event_id": None}
    sayso = [{**voice, "attribution": None} for voice in claim["sayso"]]
    return {**claim, "id": None, "event": event, "sayso": sayso}


class _Neutral:
    """Puts a reading into the coordinates of its template, the countries called A and B."""

    def __init__(self, pieces: list[tuple[str, str]], pair: Pair) -> None:
        self.blank = "".join(hole for hole, _ in pieces)
        self.starts, self.ends = {0: 0}, {0: 0}  # offsets in the text -> in the template
        at = hole_at = 0
        for hole, words in pieces:
            same = range(len(words) + 1) if hole == words else (0, len(words))
            for i in same:
                onward = i if hole == words or i == 0 else len(hole)
                if i < len(words):
                    self.starts[at + i] = hole_at + onward
                if i > 0:
                    self.ends[at + i] = hole_at + onward
            at, hole_at = at + len(words), hole_at + len(hole)
        self.letters = dict(zip((country.alpha3 for country in pair), "AB", strict=True))
        self.words = {
            word: f"⟨{letter}⟩"
            for country, letter in zip(pair, "AB", strict=True)
            for form, _ in _forms(country)
            for word in (form, form.upper())
        }
        longest = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        self.pattern = re.compile(rf"(?<!\w)(?:{longest})(?!\w)")

    def reading(self, reading: Reading) -> Any:
        """All of a reading but the document's text and the reader."""
        data = reading.model_dump(mode="json", by_alias=True)
        document = {key: data["document"][key] for key in ("genre", "genre_confidence")}
        return self._walk({**data, "document": document, "reader": None})

    def _walk(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        out = {key: self._walk(item) for key, item in value.items()}
        if "start" in value:
            start, end = self.starts.get(value["start"]), self.ends.get(value["end"])
            if start is None or end is None:  # it cuts through a country's name
                out["start"] = out["end"] = "inside a name"
            else:
                out.update(start=start, end=end, text=self.blank[start:end])
        for key in ("code", "country"):
            if value.get(key):
                out[key] = " ".join(self.letters.get(word, word) for word in value[key].split())
        if value.get("name"):
            name = self.pattern.sub(lambda match: self.words[match.group()], value["name"])
            out["name"] = re.sub(r"\b([Aa])n (?=⟨)", r"\1 ", name)
            if "geonames" in out and "⟨" in name:  # a capital's coordinates are its own
                out.update(latitude=None, longitude=None, geonames=None)
        return out


def _differences(path: str, one: Any, other: Any) -> Iterator[str]:
    """Where two trees differ, the deepest places only."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from _differences(f"{path}.{key}", one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for i, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from _differences(f"{path}[{i}]", a, b)
    elif isinstance(one, list) and isinstance(other, list):
        yield f"{path.lstrip('.')}: {_brief(one)} and {_brief(other)}"
    elif one != other:
        yield f"{path.lstrip('.')}: {one!r} and {other!r}"


def _brief(items: list[Any]) -> list[Any]:
    return [item.get("text", item) if isinstance(item, dict) else item for item in items]


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", choices=get_args(Source), default="voices", help="which texts")
    parser.add_argument("--pairs", type=int, default=40, help="how many of the pairs (all 40)")
    parser.add_argument("--texts", type=int, help="texts for each pair; every gold text without")
    parser.add_argument(
        "--errors",
        action="store_true",
        help="list every difference, but for texts kept for scoring",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    reader, templates = Reader(), gold_templates(options.gold)
    compared = same = claims = alike = 0
    for number, pair in enumerate(pairs()[: options.pairs]):
        for chosen in choose(number, templates, pair, options.texts or len(templates)):
            found = compare(reader, chosen, pair)
            compared += 1
            same += not found.differences
            claims += found.claims
            alike += found.alike
            if options.errors and not chosen.hidden:
                print(*found.differences, sep="\n", end="\n" if found.differences else "")
    figures = {
        "swap_readings": compared,
        "swap_invariance": _share(same, compared),
        "swap_claims": claims,
        "swap_claim_invariance": _share(alike, claims),
    }
    lines = [f"{name} {value}" for name, value in figures.items()]
    print(json.dumps(figures) if options.json else "\n".join(lines))
    return 0


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


if __name__ == "__main__":
    sys.exit(main())
