"""Parse -> the organisations and persons of the tables that the text names, longest name first.

Our own table holds organisations only; a user's may hold persons, too, and names of which the text
is to tell what they are: a person where the tagger sees one or a title stands before the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sayso.knowledge.actors import Organization
from sayso.knowledge.atlas import BUILT_IN, NamedActor
from sayso.knowledge.countries import split_name
from sayso.knowledge.word_classes import words as word_class
from sayso.reading.roles import person_role_at

if TYPE_CHECKING:
    from sayso.reading.parse import Parse


@dataclass(frozen=True, slots=True)
class NamedOrganization:
    """The name of an organisation, or of a user's person: its entry, its tokens ``first..end``."""

    entry: Organization
    first: int
    end: int


def find_organizations(parse: Parse) -> dict[int, NamedOrganization]:
    """The organisations in a text, by each of the tokens of their names."""
    return {
        i: NamedOrganization(actor.entry, first, end)
        for actor, first, end in _named(parse)
        if not _is_person(parse, actor, first, end)
        for i in range(first, end)
    }


def find_persons(parse: Parse) -> dict[int, NamedOrganization]:
    """The persons of the user's table in a text, by each of the tokens of their names."""
    if parse.atlas is BUILT_IN:
        return {}
    return {
        i: NamedOrganization(actor.entry, first, end)
        for actor, first, end in _named(parse)
        if _is_person(parse, actor, first, end)
        for i in range(first, end)
    }


def _named(parse: Parse) -> Iterator[tuple[NamedActor, int, int]]:
    """Every name of the tables with its first token and the end."""
    atlas = parse.atlas
    words = parse.words
    i = 0
    while i < len(words):
        step = 1
        if atlas.begins_actor(words[i]):
            parts = [split_name(word) for word in words[i : i + atlas.longest]]
            for size in range(len(parts), 0, -1):
                actor = atlas.named(tuple(chain.from_iterable(parts[:size])))
                if actor is not None and not any(t.is_space for t in parse.doc[i : i + size]):
                    yield actor, i, i + size
                    step = size
                    break
        i += step


def _is_person(parse: Parse, actor: NamedActor, first: int, end: int) -> bool:
    if actor.kind is not None:
        return actor.kind == "person"
    if any(token.ent_type_ == "PERSON" for token in parse.doc[first:end]):
        return True
    if first <= parse.doc[first].sent.start:
        return False
    before = parse.doc[first - 1]
    titled = before.lower_ in word_class("form of address")
    return titled or (before.text[:1].isupper() and person_role_at(parse, before) is not None)
