"""Whom a speaker calls does nothing, and whose fellows they are tells where the speaker is."""

from __future__ import annotations

import pytest
from tests.claims import claim_at

from sayso import Reader


@pytest.mark.parametrize(
    ("text", "word", "voices"),
    [
        ("Mr Speaker, the member for Arua has demanded that we shut the port.", "shut", ["member"]),
        (
            "Madam President, dear colleagues, the envoy said talks failed.",
            "failed",
            ["envoy"],
        ),
        (
            "Mr Chairman, the delegate of Peru said talks failed.",
            "failed",
            ["delegate of Peru"],
        ),
        ("“The talks failed,” Mr King, 82, told me.", "failed", ["King"]),
        ("Mr Lund, the member for Arua, has demanded that we shut the port.", "shut", ["Lund"]),
    ],
)
def test_who_is_called_by_office_says_nothing(
    reader: Reader, text: str, word: str, voices: list[str]
) -> None:
    claim = claim_at(reader, text, word)
    assert [voice.name for voice in claim.sayso[1:]] == voices


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("My fellow Zambians, the mayor of Harare lied. The cabinet recalled our envoy.", "ZMB"),
        ("Friends, fellow Zambians, the mayor of Harare lied. The cabinet met an envoy.", "ZMB"),
        ("Zimbabwe freed two fellow Zambians. The cabinet recalled the envoy.", "ZWE"),
    ],
)
def test_the_cabinet_is_that_of_the_speakers_fellows(
    reader: Reader, text: str, country: str
) -> None:
    events = [claim.event for claim in reader.read(text).claims if claim.event is not None]
    cabinets = [who for event in events for who in event.actors if who.text == "cabinet"]
    assert [who.country for who in cabinets] == [country]


def test_a_president_who_is_called_up_is_no_fellow(reader: Reader) -> None:
    text = "Fellow Zambians, I met President Moyo of Zimbabwe. President Moyo accused me of lying."
    actors = [claim.event.actors for claim in reader.read(text).claims if claim.event]
    assert {who.country for who in actors[-1]} == {"ZWE"}
