"""Parse -> the turns of an interview: lines that open with a speaker's name and a colon.

A newspaper may print each of them as a quotation: ``"COLLINS: Will you resign?``

A bare "Q:" is the author asking. Everybody else who is named before a colon speaks until the next
turn begins. A single turn is one where its speaker has a title or an office ("Mr Ruiz: ...", as in
the record of a parliament or in a live blog), and it ends with its paragraph. A label that heads a
part of the text ("Verdict:", "Background:") is nobody's; what stands behind "Claim:" in a fact
check is what it checks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_TURN = re.compile(
    r"^[ \t]*(?:\d{1,2}[:.]\d{2}[ \t]+)?[\"“]?"
    r"(?P<name>[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|of|de|al|bin|van|von)){0,4})"
    r"[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
_ASKS = frozenset({"q", "question", "interviewer", "reporter", "host", "moderator", "journalist"})
_ANSWERS = frozenset({"a", "answer"})
_SOURCES = frozenset(
    {"officials", "sources", "witnesses", "report", "analysts", "experts", "aides"}
)
_CHECKED = frozenset({"claim", "claims", "rumour", "rumor", "myth"})
_LEAST = 2  # turns that make an interview; a single one is a heading or a list


def interview_turns(parse: Parse) -> list[Finding]:
    """One attribution a turn, the speaker as source, no cue."""
    text = parse.doc.text  # with stand-ins: the name of a country is one word, whichever it is
    if ":" not in text:
        return []
    labelled = list(_TURN.finditer(text))
    turns = [turn for turn in labelled if not is_heading(turn["name"])]
    names = {turn["name"].lower() for turn in turns}
    talk = len(turns) >= _LEAST and (
        len(names) < len(turns) or bool(names & _ASKS) or text.count("?") >= 1
    )
    if not talk:
        turns = [t for t in turns if _is_titled(t["name"]) or _is_body(parse, t)]
    doc = parse.doc
    starts = [t.idx for t in doc]
    found = list(_claims_checked(parse, labelled, starts))
    if not turns:
        return found
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        if turn["name"].lower() in _ASKS:
            continue
        end = following.start() if following is not None else len(text)
        if not talk:
            end = min(end, (text.find("\n", turn.end()) + 1) or end)
        said = range(bisect_left(starts, turn.end()), bisect_left(starts, end))
        content = {i for i in said if not doc[i].is_space}
        speaker = doc[
            bisect_left(starts, turn.start("name")) : bisect_left(starts, turn.end("name"))
        ]
        head = _head(list(speaker)) if speaker else None
        if turn["name"].lower() in _ANSWERS:
            asked = (t.start() for t in turns if t["name"].lower() in _ASKS | _ANSWERS)
            head = _interviewed(parse, next(asked))
        if content and speaker:
            found.append(
                Finding(
                    (),
                    content,
                    "reports",
                    head,
                    frame="quote",
                    quoted=True,
                    speech=True,
                )
            )
    return found


def is_heading(name: str) -> bool:
    """Whether a label heads a part of the text: "Verdict: ...", "Scenario one: ..."."""
    return any(
        word in words("label of a section") or word in words("noun of a supposition")
        for word in name.lower().split()
    )


def _claims_checked(
    parse: Parse, labelled: list[re.Match[str]], starts: list[int]
) -> Iterator[Finding]:
    """What a fact check is about: "Claim: ...", up to the end of the line, on nobody's word."""
    text = parse.doc.text
    for label in labelled:
        if not set(label["name"].lower().split()) & _CHECKED:
            continue
        end = (text.find("\n", label.end()) + 1) or len(text)
        said = range(bisect_left(starts, label.end()), bisect_left(starts, end))
        content = {i for i in said if not parse.doc[i].is_space}
        if content:
            yield Finding((), content, "claims", frame="adverb")


def _interviewed(parse: Parse, end: int) -> Token | None:
    """Who answers where turns are only marked Q and A: the one person named before the first.

    Whoever "he spoke to", or whom the interview is by, is the one who asks.
    """
    before = [
        e
        for e in parse.doc.ents
        if e.label_ == "PERSON" and e.end_char <= end and not _asks(e.root)
    ]
    if len({e.text.split()[-1] for e in before}) != 1:
        return None
    last = before[0].root
    while last.i + 1 < len(parse.doc) and last.nbor(1).pos_ == "PROPN":
        last = last.nbor(1)
    return last


def _asks(name: Token) -> bool:
    """Whether a person is named as the one who asks: "she talked to Ana Ruiz", "by Ana Ruiz"."""
    preposition = name.head
    if name.dep_ != "pobj" or preposition.lower_ not in ("to", "with", "by"):
        return False
    subjects = grammar.children(preposition.head, "nsubj")
    talks = preposition.head.lemma_ in words("verb of speaking") | {"sit", "talk"}
    return preposition.lower_ == "by" or (talks and any(s.pos_ == "PRON" for s in subjects))


def _is_body(parse: Parse, turn: re.Match[str]) -> bool:
    """Whether a label names a body that says things: "UN: ...", "Police: ...", "Officials: ..."."""
    start, end = turn.span("name")
    tokens = [t.i for t in parse.doc if start <= t.idx < end]
    if tokens and all(i in parse.organizations for i in tokens):
        return True
    name = turn["name"].lower().removeprefix("the ")
    known = sectors().get(name)
    return name in _SOURCES or (known is not None and known.kind == "collective")


def _head(speaker: list[Token]) -> Token:
    """The word that a label is about: the minister in "The Minister of Health"."""
    of = next((t.i for t in speaker if t.lower_ in ("of", "for")), None)
    named = [t for t in speaker if of is None or t.i < of]
    return (named or speaker)[-1]


def _is_titled(name: str) -> bool:
    """Whether a name before a colon is a person's by its title or office: "Senator Ruiz"."""
    parts = name.lower().removeprefix("the ").split()
    if len(parts) > 1 and parts[0] in words("form of address"):
        return True
    for size in range(1, len(parts) + 1):
        known = sectors().get(" ".join(parts[:size]))
        if known is not None and known.person and (known.office or size < len(parts)):
            return True
    return False
