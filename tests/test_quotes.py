"""Text -> quotations: what stands inside quote marks, and what only looks so."""

from __future__ import annotations

import pytest

from sayso.reading.quotes import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Every kind of mark.
        ("“We came in peace,” he said.", [["We came in peace,"]]),
        ('"We came in peace," he said.', [["We came in peace,"]]),
        ("«We came in peace», he said.", [["We came in peace"]]),
        ("„We came in peace“, he said.", [["We came in peace"]]),
        ("``We came in peace,'' he said.", [["We came in peace,"]]),
        ("‘We came in peace,’ he said.", [["We came in peace,"]]),
        ("'We came in peace,' he said.", [["We came in peace,"]]),
        # Several, and in pieces.
        ("“We came,” he said, “and we saw.”", [["We came,"], ["and we saw."]]),
        ('He called it "a farce" and "a shame".', [["a farce"], ["a shame"]]),
        ("The “peacekeepers” left.", [["peacekeepers"]]),
        ("“One.”\n\n“Two.”", [["One."], ["Two."]]),
        # A quotation within a quotation belongs to the outer one.
        ("“He said ‘no way at all’ to us.”", [["He said ‘no way at all’ to us."]]),
        (
            "‘They shouted “leave our land now” at us.’",
            [["They shouted “leave our land now” at us."]],
        ),
        ("\"He said 'no way at all' to us.\"", [["He said 'no way at all' to us."]]),
        # Several paragraphs: each opens with a mark, the last alone closes.
        ("“One.\n\n“Two.” He left.", [["One.", "Two."]]),
        ("He said: “One.\n\n“Two.\n\n“Three.”", [["One.", "Two.", "Three."]]),
        ('"One.\n\n"Two." He left.', [["One.", "Two."]]),
        ("“One.\n\n“Two.” She said: “Three.”", [["One.", "Two."], ["Three."]]),
        ("''One.\n\n''Two.'' He left.", [["One.", "Two."]]),
        # With another mark begins another quotation.
        ('"One.\n\n“Two,” he said.', [["One."], ["Two,"]]),
        ('"One.\n\n“Two.”\n\n"Three."', [["One."], ["Two."], ["Three."]]),
        # A mark that is never closed ends with its paragraph.
        ("“One and on.\n\nTwo.", [["One and on."]]),
        ("“One and on.\n\nHe left. “Two.”", [["One and on."], ["Two."]]),
        ("“One.\n\n“Two.", [["One.", "Two."]]),
        # Apostrophes are no quote marks.
        ("It's the UK's call, not the ministers' or the soldiers'.", []),
        ("The ministers' offices in town and the soldiers' boots.", []),
        ("It’s the UK’s call, not the ministers’ or the soldiers’.", []),
        ("In the ’90s and the '80s they didn't meet.", []),
        ("“The soldiers' boots weren’t dry,” he said.", [["The soldiers' boots weren’t dry,"]]),
        ("‘We don’t want war here,’ she said.", [["We don’t want war here,"]]),
        ("'We don't want war here,' she said.", [["We don't want war here,"]]),
        # Single marks around a word or two are names and glosses.
        ("The ‘peacekeepers’ left.", []),
        # Feet and inches.
        ("He is 5' 10\" tall.", []),
        ('A 12" pipe and a 6" valve burst, the ministry said.', []),
        ('"It was 12," he said. A 6" valve burst.', [["It was 12,"]]),
        # Nothing inside.
        ("", []),
        ("“”", []),
        ("No marks here.", []),
    ],
)
def test_quotations(text: str, expected: list[list[str]]) -> None:
    found = quotations(text)
    assert [[text[start:end] for start, end in one.pieces] for one in found] == expected


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("“One.”", [True]),
        ("“One.\n\nTwo.", [False]),
        ("“One.\n\n“Two.”", [True]),
        ("“One.\n\n“Two.", [False]),
        ("“One.”\n\n“Two.\n\nThree.", [True, False]),
    ],
)
def test_closed(text: str, closed: list[bool]) -> None:
    assert [one.closed for one in quotations(text)] == closed
