"""Sentences -> events: type, mode, parties and polarity, by the rules of docs/coding.md."""

from __future__ import annotations

import pytest

from sayso import Claim, Reader
from sayso.knowledge.context_words import context_words
from sayso.knowledge.means import means
from sayso.knowledge.modes_of_speech import mode_of_speech
from sayso.knowledge.noun_classes import noun_classes
from sayso.records import Event


def told(reader: Reader, text: str, trigger: str) -> tuple[Claim, Event]:
    """The claim whose event's trigger holds a word."""
    for claim in reader.read(text).claims:
        if claim.event is not None and trigger in claim.event.trigger.text.split():
            return claim, claim.event
    raise AssertionError(f"no event at {trigger!r} in {text!r}")


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "mode"),
    [
        # what it is made with
        ("Rebels killed two Malian soldiers with machetes.", "killed", "ASSAULT", "primitive"),
        ("A roadside bomb killed two Malian soldiers.", "killed", "ASSAULT", "explosives"),
        ("Two Malian soldiers were killed in a drone strike.", "killed", "ASSAULT", "drone"),
        ("Syrian air defences shot down a Turkish drone.", "shot", "ASSAULT", None),
        ("A car bomb exploded in Damascus.", "exploded", "ASSAULT", "explosives"),
        ("Syria used nerve gas against the rebels.", "used", "ASSAULT", "unconventional"),
        ("Chadian positions came under fire from Libyan forces.", "came", "ASSAULT", None),
        # what is asked, refused or threatened
        ("Norway urged Chad to withdraw its troops.", "urged", "REQUEST", "yield"),
        ("Norway asked Chad to send food aid to Mali.", "asked", "REQUEST", "assist"),
        ("Peru refused to allow the inspectors into the plant.", "refused", "REJECT", "yield"),
        ("Norway threatened Sweden with war.", "threatened", "THREATEN", "violence"),
        ("Chile threatened to annex the islands.", "threatened", "THREATEN", "territory"),
        (
            "Norway threatened the expulsion of French diplomats.",
            "threatened",
            "THREATEN",
            "expel",
        ),
        (
            "The union threatened on Friday to go on strike in Peru.",
            "threatened",
            "THREATEN",
            "restrict",
        ),
        # who moves, how many meet
        ("Libyan militias deployed near Sirte.", "deployed", "MOBILIZE", "militia"),
        ("Kenya, Uganda and Rwanda met in Arusha.", "met", "CONSULT", "multilateral"),
        # who does it makes the act
        ("Police took away two activists in Minsk.", "took", "COERCE", "arrest"),
        ("Rebels carried off twenty women in Mali.", "carried", "ASSAULT", "abduct"),
        ("The last Kenyan soldiers left Somalia.", "left", "RETREAT", "withdraw"),
        # the object makes the act
        (
            "North Korea test-fired two ballistic missiles into the sea on Thursday.",
            "fired",
            "MOBILIZE",
            "weapons",
        ),
        ("Students went on hunger strike in Tunis.", "strike", "PROTEST", "hunger"),
        ("Gabon declared a state of emergency.", "state", "COERCE", "martial-law"),
        ("Ghana impounded a Togolese barge.", "impounded", "COERCE", "seize"),
    ],
)
def test_types_and_modes(
    reader: Reader, text: str, trigger: str, kind: str, mode: str | None
) -> None:
    _, event = told(reader, text, trigger)
    assert (event.type, event.mode) == (kind, mode)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # a weapon or an attack stands for whoever is behind it
        ("An Israeli drone strike killed a commander.", "killed", ["ISR"], [None]),
        ("A landmine killed two Cambodian farmers.", "killed", [], ["KHM"]),
        # whose plot it is
        ("Police foiled a plot to bomb the Greek embassy.", "bomb", [], ["GRC"]),
        ("Police foiled a plot by Libya to bomb the Greek embassy.", "bomb", ["LBY"], ["GRC"]),
        # whose thing is rejected
        ("Latvia rejected a proposal by Estonia.", "rejected", ["LVA"], ["EST"]),
        ("Chile opened its border.", "opened", ["CHL"], []),
        # done to the subject
        ("Two Peruvian monks are in custody.", "custody", [], ["PER"]),
        ("A former Peruvian minister is under arrest.", "arrest", [], ["PER"]),
        # who is told what to do
        (
            "Kuwait and Qatar were asked to take in Sudanese students.",
            "take",
            ["KWT", "QAT"],
            ["SDN"],
        ),
    ],
)
def test_who_and_whom(
    reader: Reader,
    text: str,
    trigger: str,
    actors: list[str | None],
    recipients: list[str | None],
) -> None:
    _, event = told(reader, text, trigger)
    assert [party.country for party in event.actors] == actors
    assert [party.country for party in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Chilean sailors captured last year were released by Peru.", "captured", "happened"),
        ("Chilean sailors captured last year were released by Peru.", "released", "happened"),
        ("Kenya agreed on Monday to withdraw its troops.", "withdraw", "planned"),
        ("The Malian opposition plans a march on Friday.", "march", "planned"),
        ("Ghana is wanted for the 1998 kidnapping of a Togolese bishop.", "kidnapping", "happened"),
        (
            "Algeria says Moroccan drones killed two men. Rabat denies the killing.",
            "killing",
            "denied",
        ),
    ],
)
def test_status_of_events(reader: Reader, text: str, trigger: str, status: str) -> None:
    claim, _ = told(reader, text, trigger)
    assert claim.status == status


@pytest.mark.parametrize(
    "text",
    [
        "The minister came under fire from the opposition over the budget in Chad.",
        "A minister in Chad left Mali on Monday.",
        "Both sides, Kenya and Somalia, are to blame.",
        "Uruguay dismantled Chile 4-1, attacking down both flanks before half-time.",
        "The driver picked up two Peruvian tourists.",
    ],
)
def test_other_senses(reader: Reader, text: str) -> None:
    assert [c.event for c in reader.read(text).claims if c.event is not None] == []


@pytest.mark.parametrize(
    ("text", "trigger", "voice"),
    [
        # the simple past behind reported speech is the writer's again
        (
            "Cuba denied that it had extradited two men, and a minister accused Spain of theft.",
            "accused",
            None,
        ),
        # what is said goes on behind the tag
        (
            "The Chinese coast guard stopped a Philippine boat, Manila said, and rammed a second.",
            "rammed",
            "Manila",
        ),
        # "according to" at the end closes all that is coordinated
        (
            "Gunmen ambushed Malian soldiers, and two of them were shot, according to a diplomat.",
            "ambushed",
            "diplomat",
        ),
        # a refused offer is nobody's statement
        ("Mali rejected an offer by Niger.", "rejected", None),
    ],
)
def test_whose_word_it_is(reader: Reader, text: str, trigger: str, voice: str | None) -> None:
    claim, _ = told(reader, text, trigger)
    assert claim.voice.name == voice


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Kenya shelled Moyale, killing three Ethiopians.", True),
        ("A Kenyan drone strike killed an Ethiopian general.", True),
        ("Kenya attacked Ethiopia on Monday. Ethiopia said Kenya attacked Ethiopia.", True),
        ("Kenya attacked Ethiopia. Ethiopia attacked Kenya.", False),
        ("Kenya attacked Ethiopia. Kenya will attack Ethiopia.", False),
        ("Kenya attacked Ethiopia in 2019. Kenya attacked Ethiopia in 2021.", False),
    ],
)
def test_one_event_or_two(reader: Reader, text: str, same: bool) -> None:
    ids = [c.event.event_id for c in reader.read(text).claims if c.event is not None]
    assert len(ids) >= 2
    assert (len(set(ids)) == 1) is same


def test_contexts_are_those_of_the_clause(reader: Reader) -> None:
    _, event = told(reader, "Chile and Peru signed a gas treaty.", "treaty")
    assert "natural_resource" in event.contexts
    _, event = told(reader, "Police fired tear gas at students in Chile.", "tear")
    assert "natural_resource" not in event.contexts


def test_tables() -> None:
    assert means()["car bomb"] == "explosives"
    assert context_words()["embassy"] == ("diplomatic",)
    assert "*vessel*" in noun_classes()["barge"]
    assert mode_of_speech("THREATEN", "SANCTION", "discontinue", ("economic",)) == "restrict"
    assert mode_of_speech("THREATEN", "SANCTION", "discontinue", ()) == "relations"
    assert mode_of_speech("ACCUSE", "ASSAULT", None, ()) is None
