"""Parse -> the organisations of the gazetteer that the text names, longest name first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.actors import Organization, organizations
from sayso.knowledge.countries import split_name

if TYPE_CHECKING:
    from sayso.reading.parse import Parse

_LONGEST = 7  # tokens in the longest name looked for


@dataclass(frozen=True, slots=True)
class NamedOrganization:
    """An organisation's name in the text: its entry, its tokens ``first..end``."""

    entry: Organization
    first: int
    end: int


def find_organizations(parse: Parse) -> dict[int, NamedOrganization]:
    """The organisations in a text, by each of the tokens of their names."""
    table = organizations()
    words = [parse.word(token) for token in parse.doc]
    found: dict[int, NamedOrganization] = {}
    i = 0
    while i < len(words):
        named = None
        if words[i][:1].isupper() or words[i][:1].isdigit():
            for size in range(min(_LONGEST, len(words) - i), 0, -1):
                key = tuple(part for word in words[i : i + size] for part in split_name(word))
                entry = table.get(key)
                if entry is not None and not any(t.is_space for t in parse.doc[i : i + size]):
                    named = NamedOrganization(entry, i, i + size)
                    break
        if named is None:
            i += 1
            continue
        found.update(dict.fromkeys(range(named.first, named.end), named))
        i = named.end
    return found
