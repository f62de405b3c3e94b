"""Whom a speaker addresses by office, or as people of one country, in front of what is said.

"Mr Speaker, fellow Ghanaians, the member for Keta demands ...": the Speaker is called, and does
nothing; and who calls Ghanaians his fellows is at home in Ghana.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.reading.parse import Parse

_CALLS = frozenset({"mr", "mr.", "mister", "madam", "madame"})
_OURS = frozenset({"my", "dear"})
_ALSO_CALLED = _CALLS | {"honourable", "honorable", "friends", "gentlemen", "colleagues"}
# Offices that are called so; of others ("Mr King", "Mr Bishop") many people have the name.
_OFFICES = frozenset(
    (
        *("president", "speaker", "chair", "chairman", "chairwoman", "prime minister", "premier"),
        *("minister", "secretary", "secretary general", "ambassador", "senator", "governor"),
        *("chancellor", "commissioner"),
    )
)
_CLOSED = frozenset({",", ".", ":", ";", "!", "?", "”", '"'})


def mend_salutations(doc: Doc) -> None:
    """Make "Mr Speaker" no name, and no subject of what is said to him."""
    for token in doc[:-1]:
        if token.lower_ not in _CALLS:
            continue
        office = _office(token.nbor(1))
        if office is None:
            continue
        office.tag_, office.pos_ = "NN", "NOUN"
        verb = office.head
        called = [t for t in office.subtree if t.dep_ == "appos" and t.i > office.i]
        called += [t for t in verb.lefts if t.dep_ == "nsubj" and t.i > office.i]
        if called and called[-1].i < verb.i and office.dep_ in ("nsubj", "npadvmod", "intj"):
            for other in (office, *called[:-1]):
                other.dep_ = "intj"
            called[-1].head, called[-1].dep_ = verb, "nsubj"


def fellows(parse: Parse) -> str | None:
    """The country whose people the text calls its writer's or speaker's own: "fellow Ghanaians"."""
    behind = (i for i in parse.names if i and parse.doc[i - 1].lower_ == "fellow")
    called = (i for i in behind if _is_called(parse.doc[i - 1]))
    countries = {parse.names[i].entry.country.alpha3 for i in called}
    return countries.pop() if len(countries) == 1 else None


def _office(first: Token) -> Token | None:
    """The last word of an office that begins at a token and stands alone: "Prime Minister,"."""
    doc = first.doc
    for end in (first.i + 2, first.i + 1):
        closed = end >= len(doc) or doc[end].text in _CLOSED or doc[end].is_space
        if closed and doc[first.i : end].text.lower() in _OFFICES:
            return doc[end - 1]
    return None


def _is_called(fellow: Token) -> bool:
    """Whether "fellow" begins what somebody is called: not so in "two fellow Kenyans"."""
    if fellow.i == fellow.sent.start:
        return True
    before = fellow.nbor(-1)
    if before.is_space or before.lower_ in _OURS:
        return True
    return any(t.lower_ in _ALSO_CALLED for t in fellow.doc[fellow.sent.start : fellow.i])
