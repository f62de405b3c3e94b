"""Parse -> the turns of an interview: lines that open with a speaker's name and a colon.

A bare "Q:" is the author asking. Everybody else who is named before a colon speaks until the next
turn begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.reading.findings import Finding

if TYPE_CHECKING:
    from sayso.reading.parse import Parse

_TURN = re.compile(
    r"^[ \t]*(?P<name>[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|of|de|al|bin|van|von)){0,4})"
    r"[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
_ASKS = frozenset({"q", "question", "interviewer", "reporter", "host", "moderator", "journalist"})
_LEAST = 2  # turns that make an interview; a single one is a heading or a list


def interview_turns(parse: Parse) -> list[Finding]:
    """One attribution a turn, the speaker as source, no cue."""
    text = parse.document.text
    turns = list(_TURN.finditer(text))
    names = {turn["name"].lower() for turn in turns}
    if len(turns) < _LEAST or not (
        len(names) < len(turns) or names & _ASKS or text.count("?") >= 1
    ):
        return []
    found = []
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        if turn["name"].lower() in _ASKS:
            continue
        end = following.start() if following is not None else len(text)
        content = {i for i in parse.tokens(turn.end(), end) if not parse.doc[i].is_space}
        speaker = parse.tokens(turn.start("name"), turn.end("name"))
        if content and len(speaker):
            found.append(
                Finding(
                    (),
                    content,
                    "reports",
                    parse.doc[speaker[-1]],
                    frame="quote",
                    quoted=True,
                    speech=True,
                )
            )
    return found
