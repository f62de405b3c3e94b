"""What somebody claims and another denies is told twice, each time under its own voice."""

from __future__ import annotations

import pytest
from tests.claims import claim_at

from sayso import Reader

ANSWERED = [
    (
        "Peru insists that the ship was carrying grain, a claim the embassy dismisses.",
        "the ship was carrying grain",
        [(["Peru"], "happened"), (["embassy"], "denied")],
    ),
    (
        "The senator said that the mayor took bribes, which the mayor denies.",
        "the mayor took bribes",
        [(["senator"], "happened"), (["mayor"], "denied")],
    ),
    (
        "Kenya says Chad is arming militias, an accusation that Chad has repeatedly denied.",
        "Chad is arming militias",
        [(["Kenya"], "ongoing"), (["Chad"], "denied")],
    ),
    (
        "The ministry's claim that the rebels burned the village is false.",
        "the rebels burned the village",
        [(["ministry"], "happened"), ([], "denied")],
    ),
    (
        "The senator falsely claimed that the bridge had collapsed.",
        "the bridge had collapsed",
        [(["senator"], "happened"), ([], "denied")],
    ),
    (
        "Lawyers said their clients were beaten in custody. The ministry denied that.",
        "their clients were beaten in custody",
        [(["Lawyers"], "happened"), (["ministry"], "denied")],
    ),
    (
        "Lawyers said their clients were beaten in custody. The ministry will probably deny that.",
        "their clients were beaten in custody",
        [(["Lawyers"], "happened")],
    ),
    (
        "Peru accused Chile of burning a mill, two envoys said. Chile denied it.",
        "burning a mill",
        [(["two envoys", "Peru"], "happened"), (["Chile"], "denied")],
    ),
    (
        "Peru said it had found a plot, an allegation the opposition described as absurd.",
        "it had found a plot",
        [(["Peru"], "happened"), (["opposition"], "denied")],
    ),
    (
        "Peru said it had found a plot, an allegation I call absurd.",
        "it had found a plot",
        [(["Peru"], "happened"), ([], "denied")],
    ),
    # a thing that is rejected is no claim
    ("The report is a fraud. We reject it.", "The report is a fraud", [([], "ongoing")]),
    # what was not shown to be false is not called false
    (
        "The union's claim that the firm paid the police has not been proven false.",
        "the firm paid the police",
        [(["union"], "happened")],
    ),
]


@pytest.mark.parametrize(("text", "content", "expected"), ANSWERED)
def test_an_answer_is_a_claim_of_who_answers(
    reader: Reader, text: str, content: str, expected: list[tuple[list[str], str]]
) -> None:
    told = [claim for claim in reader.read(text).claims if claim.text == content]
    found = [([voice.name for voice in claim.sayso[1:]], claim.status) for claim in told]
    assert found == expected


def test_the_answer_itself_is_not_what_the_first_voice_says(reader: Reader) -> None:
    reading = reader.read("Peru insists that the ship carried grain, a claim the embassy denies.")
    answer = next(claim for claim in reading.claims if claim.text == "the embassy denies")
    assert [voice.kind for voice in answer.sayso] == ["author"]


def test_a_claim_of_a_thing_let_be_done_has_its_verb(reader: Reader) -> None:
    texts = [claim.text for claim in reader.read("Let the people decide.").claims]
    assert texts == ["Let the people decide"]


@pytest.mark.parametrize(
    ("text", "word", "voices", "status"),
    [
        (
            "Oman says that Yemen sank a tug, a charge that nobody could prove.",
            "prove",
            [],
            "denied",
        ),
        (
            "Oman says that Yemen sank a tug, a charge that two courts were unable to confirm.",
            "confirm",
            [],
            "denied",
        ),
        (
            "The captain faces a charge that he bribed the pilot.",
            "bribed",
            ["unspecified"],
            "happened",
        ),
    ],
)
def test_what_becomes_of_a_claim_is_not_what_it_says(
    reader: Reader, text: str, word: str, voices: list[str], status: str
) -> None:
    claim = claim_at(reader, text, word)
    assert [voice.name or voice.kind for voice in claim.sayso[1:]] == voices
    assert claim.status == status


def test_what_a_speaker_does_next_is_no_word_of_theirs(reader: Reader) -> None:
    text = "The airline faulted a young pilot and compensated the widows."
    for verb in ("faulted", "blamed"):
        claim = claim_at(reader, text.replace("faulted", verb), "compensated")
        assert [voice.kind for voice in claim.sayso] == ["author"]
