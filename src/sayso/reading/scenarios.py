"""Clauses told in the present that play something through, and tell of nothing that is.

"In the second scenario, the navy closes the port. No shot is fired." What frames it is a phrase,
or the label of an item in a list of scenarios ("Third: ..."); what is told in the present from
there to the end of the paragraph is no more than thought. What people say of a scenario that is
laid out so is a plain report: "critics say the plan is naive".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mood import is_perfect
from sayso.reading.tree import asked_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

_EXTREMES = frozenset({"worst", "best"})  # "in the worst case"
_OTHER = frozenset({"alternate", "alternative", "parallel", "imagined", "imaginary", "fictional"})
_WORLDS = frozenset({"history", "world", "universe", "reality", "timeline"})
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "last", "another", "other", "one"}
)
_BULLETS = frozenset({"-", "–", "—", "*", "•", "·", "("})
_LABEL = 6  # tokens that the label of an item may have, and what closes it
_CLOSES = frozenset({":", ".", ")", "–", "—"})
_PRESENT = ("VBZ", "VBP")
_KEY = "sayso.scenarios"


@asked_once
def is_scenario(verb: Token) -> bool:
    """Whether a clause in the present stands in a paragraph behind the frame of a scenario."""
    tensed = [verb, *grammar.children(verb, "aux", "auxpass")]
    if not any(t.tag_ in _PRESENT for t in tensed):
        return False
    framed: list[tuple[int, int]] | None = verb.doc.user_data.get(_KEY)
    if framed is None:
        framed = verb.doc.user_data[_KEY] = list(_framed(verb.doc))
    inside = any(first <= verb.i < end for first, end in framed)
    return inside and not any(_is_report(t) for t in grammar.up(verb) if t.pos_ in grammar.VERBS)


def _is_report(verb: Token) -> bool:
    """Whether it is told what people say of a scenario: of a plan, or of what is past."""
    cues = verb_cues().get(verb.lemma_.lower(), ())
    subjects = grammar.subject(verb)
    judging = any(s.lemma_.lower() in words("judge of a scenario") for s in subjects)
    if (cues and judging) or (cues and any(t.is_quote for t in verb.children)):
        return True  # "most analysts regard this as likely", "“It will not last,” says an envoy"
    if not any("clause" in cue.frames and cue.quotes == "yes" for cue in cues):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in grammar.VERBS and _is_report(verb.head):
        return True
    said = grammar.children(verb, "ccomp")
    return bool(said) and (judging or any(is_perfect(c) or c.tag_ == "VBD" for c in said))


def _framed(doc: Doc) -> Iterator[tuple[int, int]]:
    """From each frame to the end of its paragraph, in tokens."""
    named = listed = False
    for token in doc:
        opens = token.i == 0 or "\n" in token.nbor(-1).text_with_ws
        if opens or token.is_sent_start:
            label = doc[token.i : min(_line_end(token, _LABEL), token.i + _LABEL)]
            if _is_labelled(label) and (_names_scenario(label) or (listed and opens)):
                listed = True
                yield token.i, _line_end(token)
        if token.lemma_.lower() in words("noun of a supposition"):
            named = True
            listed = listed or token.tag_ == "NNS"
        if token.dep_ == "pobj" and token.head.lower_ in ("in", "under") and _frames(token, named):
            listed = True
            yield token.sent.start, _line_end(token)


def _line_end(token: Token, most: int | None = None) -> int:
    """Where the line of a token ends, sought among the next words only if so many are given."""
    doc = token.doc
    reach = len(doc) if most is None else token.i + most
    return next((t.i for t in doc[token.i : reach] if "\n" in t.text), len(doc))


def _is_labelled(opening: Span) -> bool:
    """Whether a line opens like an item of a list: "Third: ...", "- Scenario 2. ...", "3) ..."."""
    words_in = [t for t in opening if t.text not in _BULLETS]
    for at, token in enumerate(words_in):
        if at and token.text in _CLOSES:
            return True
        label = token.lower_ in _ORDINALS or token.like_num or token.is_digit
        label = label or (at > 0 and len(token.text) == 1 and token.is_upper)  # "Scenario B"
        if not (label or token.lemma_.lower() in words("noun of a supposition")):
            return False
    return False


def _names_scenario(label: Span) -> bool:
    """Whether a label calls what follows a scenario, in its words before the colon."""
    close = next((t.i for t in label if t.text in _CLOSES), label.end)
    return any(t.lemma_.lower() in words("noun of a supposition") for t in label if t.i < close)


def _frames(noun: Token, named: bool) -> bool:
    """Whether "in" this noun is in a scenario; ``named``: scenarios were spoken of before."""
    before = {c.lower_ for c in noun.lefts}
    lemma = noun.lemma_.lower()
    imagined = (lemma == "case" and before & _EXTREMES) or (lemma in _WORLDS and before & _OTHER)
    if lemma in words("noun of a supposition") or imagined:
        return noun.head.i == noun.sent.start or noun.head.head.tag_ in _PRESENT
    return named and lemma in _ORDINALS and noun.head.i == noun.sent.start
