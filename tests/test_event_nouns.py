"""Event nouns -> who does what they name, by what governs them; and how it is put."""

from __future__ import annotations

import pytest

from sayso import Reader
from sayso.records import Claim, Event

Parties = tuple[str, ...]


def told(reader: Reader, text: str, trigger: str) -> tuple[Claim, Event] | None:
    """The claim whose event's trigger holds a word, if there is one."""
    for claim in reader.read(text).claims:
        if claim.event is not None and trigger in claim.event.trigger.text.split():
            return claim, claim.event
    return None


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "actors", "status"),
    [
        # what somebody is urged to end goes on, and is done by who is urged
        (
            "Bishops urged Peru's army to halt air strikes on hamlets in Loreto.",
            "strikes",
            "ASSAULT",
            ("Peru's army",),
            "ongoing",
        ),
        (
            "Kenya urged prisoners to end their hunger strike.",
            "strike",
            "PROTEST",
            ("their",),
            "ongoing",
        ),
        # what is called off does not take place
        (
            "The dockers' union called off a strike planned for Friday.",
            "strike",
            "PROTEST",
            ("dockers' union",),
            "denied",
        ),
        # who is blamed for it did it, in the mouth of who blames
        (
            "Two pilots were killed on Friday, and Lima blamed Bolivia for the killing.",
            "killing",
            "ASSAULT",
            ("Bolivia",),
            "happened",
        ),
        # who threatens with it would do it
        (
            "Kenya threatened Chad with further attacks.",
            "attacks",
            "ASSAULT",
            ("Kenya",),
            "threatened",
        ),
        # who is ready for it, who offers it
        (
            "Peru's minister said Lima was ready for talks on the dam.",
            "talks",
            "CONSULT",
            ("Lima",),
            "planned",
        ),
        (
            "Chile turned down Peru's offer of food aid.",
            "aid",
            "AID",
            ("Peru",),
            "planned",
        ),
    ],
)
def test_who_does_it(
    reader: Reader, text: str, trigger: str, kind: str, actors: Parties, status: str
) -> None:
    found = told(reader, text, trigger)
    assert found is not None
    claim, event = found
    assert (event.type, tuple(p.text for p in event.actors), claim.status) == (
        kind,
        actors,
        status,
    )


def test_who_is_blamed_is_so_in_the_mouth_of_who_blames(reader: Reader) -> None:
    found = told(reader, "Two pilots died, and Lima blamed Bolivia for the killing.", "killing")
    assert found is not None
    assert found[0].voice.name == "Lima"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        # nobody who is known blames: no one is made to do it in the author's voice
        ("Critics blamed the president for the killing.", "killing"),
        # it takes two
        ("Lima blamed Bolivia for the fighting.", "fighting"),
        # who ends what others do has not done it
        ("The court ordered the government to end the protest.", "protest"),
        # what has been ended is told by that
        ("Bolivia lifted its ban on Chilean copper.", "ban"),
        # who calls it something does not do it
        ("The unions called the march a show.", "march"),
        ("The minister called the tariffs a trap.", "tariffs"),
        # one threat in two words
        ("The health minister has declared war on waiting lists.", "war"),
        # a rule that is spoken of is not one in force
        ("The curfew angered shopkeepers.", "curfew"),
        # nothing that can be hit
        ("The attack on the budget failed.", "attack"),
    ],
)
def test_what_is_no_act_of_theirs(reader: Reader, text: str, trigger: str) -> None:
    claims = reader.read(text).claims
    events = [c.event for c in claims if c.event is not None and len(c.event.trigger.text) < 12]
    assert all(trigger != event.trigger.text for event in events)


def test_a_rule_in_force_and_a_market_that_is_hit(reader: Reader) -> None:
    curfew = told(reader, "A curfew was in force from dusk to dawn.", "curfew")
    assert curfew is not None
    assert curfew[1].type == "COERCE"
    hit = told(reader, "Chile protested over the ramming of a trawler.", "ramming")
    assert hit is not None
    assert [p.text for p in hit[1].recipients] == ["trawler"]


def test_an_act_that_a_relative_clause_tells(reader: Reader) -> None:
    text = "Paris praised the accord that Chad and Niger reached in Doha on Monday."
    found = told(reader, text, "reached") or told(reader, text, "accord")
    assert found is not None
    assert [p.country for p in found[1].actors] == ["TCD", "NER"]


def test_who_stands_behind_by_right_after_the_noun(reader: Reader) -> None:
    text = "Chile turned down an offer by Peru of food aid."
    found = told(reader, text, "offer")
    assert found is not None
    assert [p.country for p in found[1].actors] == ["PER"]


def test_who_is_threatened_with_it(reader: Reader) -> None:
    found = told(reader, "Kenya threatened Chad with further attacks.", "attacks")
    assert found is not None
    assert [p.country for p in found[1].recipients] == ["TCD"]
