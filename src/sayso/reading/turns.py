"""Parse -> the turns of an interview: lines that open with a speaker's name and a colon.

A newspaper may print each of them as a quotation: ``"COLLINS: Will you resign?``

A bare "Q:" is the author asking. Everybody else who is named before a colon speaks until the next
turn begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sayso.reading.findings import Finding

if TYPE_CHECKING:
    from sayso.reading.parse import Parse

_TURN = re.compile(
    r"^[ \t]*[\"“]?(?P<name>[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|of|de|al|bin|van|von)){0,4})"
    r"[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
_ASKS = frozenset({"q", "question", "interviewer", "reporter", "host", "moderator", "journalist"})
_LEAST = 2  # turns that make an interview; a single one is a heading or a list


def interview_turns(parse: Parse) -> list[Finding]:
    """One attribution a turn, the speaker as source, no cue."""
    text = parse.doc.text  # with stand-ins: the name of a country is one word, whichever it is
    if text.count(":") < _LEAST:
        return []
    turns = list(_TURN.finditer(text))
    names = {turn["name"].lower() for turn in turns}
    if len(turns) < _LEAST or not (
        len(names) < len(turns) or names & _ASKS or text.count("?") >= 1
    ):
        return []
    found = []
    doc = parse.doc
    starts = [t.idx for t in doc]
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        if turn["name"].lower() in _ASKS:
            continue
        end = following.start() if following is not None else len(text)
        said = range(bisect_left(starts, turn.end()), bisect_left(starts, end))
        content = {i for i in said if not doc[i].is_space}
        name = bisect_left(starts, turn.start("name")), bisect_left(starts, turn.end("name"))
        if content and name[0] < name[1]:
            found.append(
                Finding(
                    (),
                    content,
                    "reports",
                    doc[name[1] - 1],
                    frame="quote",
                    quoted=True,
                    speech=True,
                )
            )
    return found
