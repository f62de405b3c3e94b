"""Texts -> voices of quotations behind a colon or before a signature, and of papers that show."""

from __future__ import annotations

import pytest
from tests.claims import claim_at

from sayso import Reader


@pytest.mark.parametrize(
    ("text", "word", "voices"),
    [
        # a paragraph that ends in a colon, and the words below it
        (
            "The minister was asked about it.\n\nShe said:\n\n“They burned the village of Kora.”",
            "burned",
            ["minister"],
        ),
        (
            "The Dalvik Courier reports:\n\n“Guards burned the archive before they left.”",
            "burned",
            ["Dalvik Courier"],
        ),
        # no verb of saying, or one whose words are not its own
        (
            'The rebels had this to say: "The army burned the bridge."',
            "burned",
            ["rebels"],
        ),
        (
            'Ambassador Lund put it this way: "They shelled the port for nine days."',
            "shelled",
            ["Lund"],
        ),
        (
            "Here is what the general told parliament:\n\n“We lost forty men at the ford.”",
            "lost",
            ["general"],
        ),
        ("From the court's ruling:\n\n“The state burned the files.”", "burned", ["court"]),
        (
            "The mood was summed up by the mayor: “They burned our harbour.”",
            "burned",
            ["mayor"],
        ),
        # nobody is named
        ("There was one sentence on the wall: “They burned our harbour.”", "burned", [None]),
        # a place or a time beside a name
        ('Tomas Lund in Kora: "They burned our harbour last night."', "burned", ["Tomas Lund"]),
        (
            "Foreign Minister Anna Holm in an interview with the Post: “They burned our harbour.”",
            "burned",
            ["Anna Holm"],
        ),
        # a signature
        (
            "“They burned our harbour and nobody came.” ― Pamela Okoro, 54, a teacher",
            "burned",
            ["Pamela Okoro"],
        ),
        (
            "“They burned our harbour and nobody came.”\n— Edwin de Vries",
            "burned",
            ["Edwin de Vries"],
        ),
        # a dash that goes on is no signature
        (
            "“They burned our harbour and nobody came” — Kora was burned, too.",
            "Kora",
            [],
        ),
        # a quotation in a quotation
        (
            "\"When a clerk whispered to me, 'they have burned two of ours,' I told him to wait,\" "
            "she said.",
            "burned",
            [None, "clerk"],
        ),
        (
            "“The colonel said, ‘we burned the mill,’ and left,” Jan Okoro told the court.",
            "burned",
            ["Jan Okoro", "colonel"],
        ),
        ("“They ‘burned’ the mill, if you believe it,” she said.", "mill", [None]),
        # what papers and data show
        ("The mine had closed, documents seen by the Post show.", "closed", ["documents"]),
        ("The mine closed again, figures from the water board show.", "closed", ["figures"]),
        ("Exports rose, data from the port showed on Monday.", "rose", ["data"]),
        ("The crew had left, records kept by the port show.", "left", ["records"]),
        ("The men went home, each with a fine of 200 crowns on his record.", "went", []),
    ],
)
def test_voices(reader: Reader, text: str, word: str, voices: list[str | None]) -> None:
    claim = claim_at(reader, text, word)
    assert [voice.name for voice in claim.sayso[1:]] == voices


def test_a_signature_is_no_claim(reader: Reader) -> None:
    text = "“They burned our harbour and nobody came.” ― Pamela Okoro"
    assert all("Okoro" not in claim.text for claim in reader.read(text).claims)


def test_a_quotation_goes_on_behind_a_long_tag(reader: Reader) -> None:
    text = (
        '"Summonses are not optional," committee chairman Jakob Lund said after the contractor '
        "failed to show up at the second hearing that he was called to in the past two weeks. "
        '"Mr Holm has burned the records of this house."'
    )
    claim = claim_at(reader, text, "burned")
    assert [voice.name for voice in claim.sayso[1:]] == ["Jakob Lund"]


@pytest.mark.parametrize("inner", ["' '", "'...'", "‘’", "''", "'\n'", "‘they left us,’"])
def test_marks_in_a_quotation_may_hold_nothing(reader: Reader, inner: str) -> None:
    text = f'"He told me, {inner} and {inner} burned the mill," she said.'
    assert reader.read(text).claims


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Last Monday Ines Alves told reporters that the port was shut.", "Ines Alves"),
        ("Late on Monday Ines Alves said that the port was shut.", "Ines Alves"),
        ("In a note on Monday Ines Alves said that the port was shut.", "Ines Alves"),
        ("June Alves told reporters that the port was shut.", "June Alves"),
    ],
)
def test_the_day_before_a_name_is_no_part_of_it(reader: Reader, text: str, name: str) -> None:
    told = [claim for claim in reader.read(text).claims if len(claim.sayso) > 1]
    assert [claim.sayso[-1].name for claim in told] == [name]
