"""Texts -> voices in forms that are easily overread: turns, asides, tags, claims called untrue."""

from __future__ import annotations

import pytest
from tests.claims import claim_at

from sayso import Document, Reader


@pytest.mark.parametrize(
    ("text", "word", "voices", "status"),
    [
        # one turn of a debate, or a line of a live blog
        ("Mr Brown: The government has bombed a hospital.", "bombed", ["Brown"], "happened"),
        ("Senator Ruiz: Chile attacked our ships.", "attacked", ["Ruiz"], "happened"),
        ("12:40 Minister Salas: We have closed the border.", "closed", ["Salas"], "happened"),
        ("Update: Kenya has closed the border.", "closed", [], "happened"),
        (
            "The Minister of Health: Chile attacked our ships.",
            "attacked",
            ["Minister of Health"],
            "happened",
        ),
        # the next paragraph is the author's again
        (
            "Mr Brown: The government has bombed a hospital.\n\nChad attacked a base.",
            "attacked",
            [],
            "happened",
        ),
        # asides
        (
            "The plan, a diplomat claims, is to seize the port.",
            "seize",
            ["diplomat"],
            "planned",
        ),
        ("The army, it is alleged, burned three villages.", "burned", [None], "happened"),
        ("Uganda, says Kigali, armed the rebels.", "armed", ["Kigali"], "happened"),
        ("The army, says the minister, has burned it.", "burned", ["minister"], "happened"),
        ("The rebels were armed by Kenya, or so the UN says.", "armed", ["UN"], "happened"),
        # who stands before a colon
        ("UN: Uganda armed the rebels", "armed", ["UN"], "happened"),
        ("Officials: Chad attacked a base", "attacked", ["Officials"], "happened"),
        # a claim that somebody calls untrue
        (
            "Ankara called the report that it had bombed a village a lie.",
            "bombed",
            ["Ankara"],
            "denied",
        ),
        (
            "Lima dismissed as a fabrication a report that it had bombed a village.",
            "bombed",
            ["Lima"],
            "denied",
        ),
        # labels that head a part of a text; what a fact check checks; who answers
        (
            "Claim: Kenya has bought two warships.\n\nVerdict: False. They were rented.",
            "bought",
            [None],
            "happened",
        ),
        (
            "Claim: Kenya has bought two warships.\n\nVerdict: False. They were rented.",
            "rented",
            [],
            "happened",
        ),
        (
            "Samuel Boro ran the inquiry. He talked to Peter Moll in Lima.\n\n"
            "Q: Who opened the gates?\n\nA: The guards opened them at dawn.",
            "dawn",
            ["Samuel Boro"],
            "happened",
        ),
    ],
)
def test_voices(
    reader: Reader, text: str, word: str, voices: list[str | None], status: str
) -> None:
    claim = claim_at(reader, text, word)
    assert [voice.name for voice in claim.sayso[1:]] == voices
    assert claim.status == status


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Yerevan rejected the claim that it had mined the road.", {"ASSAULT"}),
        ("Yerevan rejected the offer.", {"REJECT"}),
        ("An officer who declined to be named said soldiers had looted a town.", {"COERCE"}),
    ],
)
def test_a_denial_is_no_refusal(reader: Reader, text: str, kinds: set[str]) -> None:
    assert {c.event.type for c in reader.read(text).claims if c.event is not None} == kinds


@pytest.mark.parametrize(
    ("text", "actors", "when"),
    [
        ("On Monday Kenya expelled the consul of Ghana.", ["Kenya"], "2024-05-13"),
        ("In April Kenya expelled the consul of Ghana.", ["Kenya"], "2024-04"),
        ("In April Kenya and Uganda expelled the consul.", ["Kenya", "Uganda"], "2024-04"),
        ("On 3 May Kenya expelled the consul of Ghana.", ["Kenya"], "2024-05-03"),
        ("On the third of May Kenya expelled the consul.", ["Kenya"], "2024-05-03"),
        ("Last Monday Kenya expelled the consul of Ghana.", ["Kenya"], "2024-05-13"),
    ],
)
def test_a_date_before_a_name(reader: Reader, text: str, actors: list[str], when: str) -> None:
    reading = reader.read(Document(id="x", text=text, published="2024-05-14"))
    [event] = [claim.event for claim in reading.claims if claim.event is not None]
    assert [party.text for party in event.actors] == actors
    assert event.when is not None
    assert event.when.value == when
