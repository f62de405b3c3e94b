"""Lines that tell who made a text tell nothing of the world: no claim comes from them."""

from __future__ import annotations

import pytest

from sayso import Reader

STORY = "Kenya shelled a Somali port on Monday.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Lena Ruiz and Tom Adeyemi in Lima; Editing by Sam van Lund)",
        "The port burned. (Reporting by Lena Ruiz and Tom Adeyemi; editing by Sam Lund)",
        "Additional reporting by Lena Ruiz; writing by Tom O’Dea.",
        "The Courier's Lena Ruiz contributed reporting to this story.",
        "Press Union writer Lena Ruiz in Lima contributed to this report.",
        "© 2024 The Courier. All rights reserved.",
    ],
)
def test_a_sign_off_is_no_claim(reader: Reader, line: str) -> None:
    story, _, sign_off = (STORY + line).partition(" (")
    alone = [claim.text for claim in reader.read(story if sign_off else STORY).claims]
    assert [claim.text for claim in reader.read(STORY + line).claims] == alone


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the Courier shows that the port burned.",
        "The navy contributed two ships to this force, a report said.",
        "All rights were reserved for the crown.",
    ],
)
def test_a_sentence_like_one_is(reader: Reader, line: str) -> None:
    assert len(reader.read(STORY + line).claims) > len(reader.read(STORY).claims)
