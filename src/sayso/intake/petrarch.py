"""PETRARCH's dictionaries of actors -> rows of a table of actors.

Comes in: the text of a dictionary. Goes out: rows, and an error for each line that cannot become
one. The format, as PETRARCH's documentation describes it: an entry is a phrase, then synonyms that
begin with ``+``, then codes in brackets, each with the time for which it holds; the first that
holds counts, and one without a time where none does::

    VELDORIA_ [VLD]
    +VELDORIAN_
    ANNA_BERG_  # a comment
    +MINISTER_ANNA_BERG_
        [VLDGOV 20190401-20230331]
        [VLDELI >20230401]

Phrases have no small letters there, so that capitals are put where English has them; codes are
CAMEO's, cut into blocks and turned into PLOVER's sectors. Dates of six digits have years from 1931
to 2030, as in PETRARCH.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from sayso.errors import IntakeError
from sayso.knowledge.actors import organizations
from sayso.knowledge.countries import countries, gazetteer, split_name
from sayso.knowledge.sector_codes import sector_codes
from sayso.knowledge.user_actors import ActorKind, ActorRow, clash
from sayso.knowledge.word_classes import words

_NOTHING = "---"  # the code of who is not to be coded
_LAST_CENTURY = 30  # two-digit years after it are of the twentieth century
# Regions that CAMEO codes like countries; the actor belongs to none.
_REGIONS = frozenset(
    (
        *("AFR", "ASA", "BLK", "CAS", "CAU", "CEU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR"),
        *("LAM", "MDT", "MEA", "NAF", "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF"),
        *("WEU", "WST", "INT", "UIS"),
    )
)
_ENTRY = re.compile(r"^\s*\+?[^\[\],]*\[(?:---|[A-Z]{3,})(?:\s*[<>]?\s*[\d-]+)?\s*\]", re.MULTILINE)
_BRACKET = re.compile(r"\[([^\]]*)\]")
_XML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENT = re.compile(r"[#;].*")
_RESTRICTED = re.compile(
    r"(?P<code>\S+)\s+(?P<sign>[<>]?)\s*(?P<first>\d+)(?:\s*-\s*(?P<last>\d+))?"
)
_ACRONYM = re.compile(r"^(?P<long>.+?)\s*\((?P<short>[A-Z0-9-]{2,8})\)$")
_VOWEL = re.compile(r"[AEIOUYaeiouy]")
_SHORT = 3  # letters of an acronym that may look like a word
_MOST = 5  # blocks of a code
_SMALL = words("particle of a name") | {"of", "the", "and", "for", "in", "on"}
_ADJECTIVE = re.compile(r"(?:ian|ean|ese|ish)$")
_PEOPLE = re.compile(r"(?:ians|eans)$")
_ROOT = 4  # letters that a country's name and its adjective share


class _Code(NamedTuple):
    """A CAMEO code as it stands, and when it holds."""

    code: str
    since: date | None
    until: date | None
    line: int


@dataclass
class _Entry:
    """Phrases with their lines, and their codes."""

    phrases: list[tuple[str, int]] = field(default_factory=list)
    codes: list[_Code] = field(default_factory=list)
    codes_wrong: bool = False


def is_dictionary(text: str) -> bool:
    """Whether a text looks like a dictionary: codes in brackets behind phrases.

    >>> is_dictionary("VELDORIA_ [VLD]"), is_dictionary("Veldoria,VLD")
    (True, False)
    """
    return _ENTRY.search(_XML_COMMENT.sub("", text)) is not None


def read_dictionary(text: str, source: str) -> Iterator[ActorRow | IntakeError]:
    """The rows of a dictionary, and an error for each line or code that cannot become one.

    A row that was there already is left out, and so, with an error, is one that gives a name a
    second code for the same time: the first counts.

    Args:
        text: the dictionary.
        source: its name, for messages.
    """
    given: dict[str, list[ActorRow]] = {}
    for item in _entries(text, source):
        if isinstance(item, IntakeError):
            yield item
            continue
        same = given.setdefault(item.name, [])
        if any(replace(item, where=row.where) == row for row in same):
            continue
        error = clash(item, same)
        if error is None:
            same.append(item)
        yield item if error is None else error


def _entries(text: str, source: str) -> Iterator[ActorRow | IntakeError]:
    entry = _Entry()
    for number, line in enumerate(_without_comments(text).split("\n"), start=1):
        phrase, *_ = line.split("[", 1)
        codes, wrong = _codes(line, number, source)
        phrase = phrase.strip()
        if phrase and not phrase.startswith("+"):
            yield from _rows(entry, source)
            entry = _Entry()
        if phrase:
            entry.phrases.append((phrase.removeprefix("+"), number))
        entry.codes += codes
        entry.codes_wrong = entry.codes_wrong or bool(wrong)
        yield from wrong
    yield from _rows(entry, source)


def _without_comments(text: str) -> str:
    """The text with its comments left out and its lines where they were."""
    text = _XML_COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    return _COMMENT.sub("", text)


def _codes(line: str, number: int, source: str) -> tuple[list[_Code], list[IntakeError]]:
    found: list[_Code] = []
    wrong: list[IntakeError] = []
    for match in _BRACKET.finditer(line):
        content = match.group(1).strip()
        try:
            found.append(_restricted(content, number))
        except ValueError as error:
            wrong.append(IntakeError(f"{source}:{number}", f"[{content}]: {error}"))
    return found, wrong


def _restricted(content: str, line: int) -> _Code:
    """What stands in a pair of brackets: a code, perhaps with the time for which it holds."""
    code, _, rest = content.partition(" ")
    if code != _NOTHING and (len(code) % 3 or not re.fullmatch(r"[A-Z]{3,15}", code)):
        raise ValueError("the code is not made of blocks of three capitals")
    if not rest.strip():
        return _Code(code, None, None, line)
    match = _RESTRICTED.fullmatch(content)
    if match is None or bool(match["sign"]) == bool(match["last"]):
        raise ValueError("the time is not like <19990101, >19990101 or 19990101-20010101")
    first = _date(match["first"])
    if match["sign"] == "<":
        return _Code(code, None, first, line)
    if match["sign"] == ">":
        return _Code(code, first, None, line)
    last = _date(match["last"])
    if first > last:
        raise ValueError("it ends before it begins")
    return _Code(code, first, last, line)


def _date(digits: str) -> date:
    if len(digits) == len("YYMMDD"):
        century = 2000 if int(digits[:2]) <= _LAST_CENTURY else 1900
        digits = str(century + int(digits[:2])) + digits[2:]
    if len(digits) != len("YYYYMMDD"):
        raise ValueError(f"{digits} has not the form YYYYMMDD or YYMMDD")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError(f"{digits} is no day of the calendar") from None


def _rows(entry: _Entry, source: str) -> Iterator[ActorRow | IntakeError]:
    """The rows of an entry: each of its names with each of its codes."""
    periods = list(_periods(entry.codes))
    coded = [(code, period) for period in periods if (code := _plover(period.code)) is not None]
    if entry.phrases and not coded and not entry.codes_wrong:
        phrase, line = entry.phrases[0]
        why = "a region or nobody" if entry.codes else "no code"
        yield IntakeError(f"{source}:{line}", f"{phrase} has {why}; left out")
    main = _names(entry.phrases[0][0])[0] if entry.phrases else ""
    for phrase, line in entry.phrases if coded else ():
        for name in _names(phrase):
            if not any(map(str.isalpha, name)):
                yield IntakeError(f"{source}:{line}", f"{phrase} has no letter; left out")
                continue
            for code, period in coded:
                kind = _kind(name, code, main) if code == period.code else None
                if code == period.code[:3] and code != period.code and code not in sector_codes():
                    kind = "organization"  # a country's, of no sector that PLOVER knows
                where = f"{source}:{line}"
                yield ActorRow(name, code, period.since, period.until, kind, where)


def _periods(codes: Sequence[_Code]) -> Iterator[_Code]:
    """The codes with times that do not overlap: the first that holds counts."""
    default = next((c for c in codes if c.since is None and c.until is None), None)
    dated = [c for c in codes if c is not default and (c.since, c.until) != (None, None)]
    day = timedelta(days=1)
    starts = {c.since or date.min for c in dated}
    starts |= {c.until + day for c in dated if c.until is not None}
    joined: list[_Code] = []
    ordered = sorted(starts)
    for start, following in zip(ordered, (*ordered[1:], None), strict=False):
        holding = next(
            (c for c in dated if (c.since or date.min) <= start <= (c.until or date.max)), None
        )
        if holding is None:
            continue
        until = following - day if following is not None else None
        since = None if start == date.min else start
        last = joined[-1] if joined else None
        if last is not None and last.code == holding.code and last.until == start - day:
            joined[-1] = last._replace(until=until)
        else:
            joined.append(_Code(holding.code, since, until, holding.line))
    yield from joined
    if default is not None:
        yield default


def _plover(cameo: str) -> str | None:
    """A CAMEO code in blocks, its sectors PLOVER's; null for a region alone and for nobody."""
    if cameo == _NOTHING:
        return None
    blocks = [cameo[i : i + 3] for i in range(0, len(cameo), 3)]
    country = blocks[0] if blocks[0] not in (*sector_codes("CAMEO"), *_REGIONS) else None
    if country is not None or blocks[0] in _REGIONS:
        blocks = blocks[1:]
    found = [
        known.parent if (known := sector_codes("CAMEO").get(block)) is not None else block
        for block in blocks
    ]
    kept = list(dict.fromkeys(block for block in found if block is not None))
    sector = next((block for block in kept if block in sector_codes()), None)
    if sector is None:
        return country
    kept.remove(sector)  # behind a country comes a sector, whatever else there is
    return " ".join([*([country] if country else []), sector, *kept][:_MOST])


def _kind(name: str, code: str, main: str) -> ActorKind | None:
    """What a name of a country is, as far as its form tells; null for all that is in our table."""
    if " " in code or code in sector_codes() or split_name(name) in gazetteer():
        return None
    if code in countries() or name == main or name[:_ROOT] != main[:_ROOT]:
        return None
    if _PEOPLE.search(name):
        return "people"
    return "adjective" if _ADJECTIVE.search(name) else None


def _names(phrase: str) -> list[str]:
    """The names that a phrase writes: without underscores, articles, shouting; an acronym apart."""
    plain = " ".join(phrase.replace("_", " ").split())
    plain = re.sub(r"^(?:THE|The|the) (?=\S)", "", plain)
    acronym = _ACRONYM.match(plain)
    if acronym is None:
        return [_cased(plain)]
    return [_cased(acronym["long"]), acronym["short"]]


def _cased(name: str) -> str:
    written = name.split()
    return " ".join(
        _cased_word(word, alone=len(written) == 1, first=number == 0)
        for number, word in enumerate(written)
    )


def _cased_word(word: str, *, alone: bool, first: bool) -> str:
    """A word with the capitals that English would give it, unless it has small letters already."""
    if not word.isupper() or _is_acronym(word, alone=alone):
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    parts = re.split(r"([-'’/(])", word.lower())
    cased = "".join(
        part if parts[number - 1 : number] in (["'"], ["’"]) and len(part) == 1 else _capital(part)
        for number, part in enumerate(parts)
    )
    return re.sub(r"\bMc([a-z])", lambda match: f"Mc{match[1].upper()}", cased)


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]


def _is_acronym(word: str, *, alone: bool) -> bool:
    """Whether a word in capitals is written so: U.N., KGB, G7, NATO."""
    bare = word.strip(".,()")
    if "." in bare or not _VOWEL.search(word) or any(map(str.isdigit, word)):
        return True
    if (word,) in organizations():
        return True
    return len(word) <= _SHORT and (alone or (word,) in gazetteer())
