"""Texts -> which time an event has, with its value: the one of its own clause or phrase."""

from __future__ import annotations

import pytest

from sayso import Document, Reader
from sayso.records import Event

WEDNESDAY = "2024-05-15"


def event(reader: Reader, text: str, trigger: str, published: str | None = WEDNESDAY) -> Event:
    """The event with this trigger."""
    reading = reader.read(Document(id="x", text=text, published=published))
    found = [
        claim.event
        for claim in reading.claims
        if claim.event is not None and trigger in claim.event.trigger.text
    ]
    assert found, [claim.event.trigger.text for claim in reading.claims if claim.event is not None]
    return found[0]


def told(
    reader: Reader, text: str, trigger: str, published: str | None = WEDNESDAY
) -> tuple[str, str | None] | None:
    when = event(reader, text, trigger, published).when
    return (when.text, when.value) if when is not None else None


CASES = [
    # The time in the event's own clause.
    ("Israel bombed Tehran on Monday.", "bombed", ("Monday", "2024-05-13")),
    ("On Monday Israel bombed Tehran.", "bombed", ("Monday", "2024-05-13")),
    ("The army on Monday bombed the port of Haifa.", "bombed", ("Monday", "2024-05-13")),
    ("Last week, Israel bombed a camp near Tehran.", "bombed", ("Last week", "2024-05-06")),
    ("Israel bombed Tehran.", "bombed", None),
    ("Troops shelled the town late on Sunday.", "shelled", ("late on Sunday", "2024-05-12")),
    ("In March 2014 Russia bombed the town.", "bombed", ("March 2014", "2014-03")),
    ("Kenya attacked the camp at 6 a.m. on Monday.", "attacked",
     ("6 a.m. on Monday", "2024-05-13T06:00")),
    ("Police arrested protesters overnight.", "arrested", ("overnight", "2024-05-15")),
    ("Ethiopia bombed the town in the early hours of Tuesday.", "bombed",
     ("the early hours of Tuesday", "2024-05-14")),
    # Verbs that tell on share it, unless they have their own or another subject.
    ("Police raided the paper on Monday and arrested two reporters.", "arrested",
     ("Monday", "2024-05-13")),
    ("Rebels burned the mill and killed two guards on Monday.", "burned",
     ("Monday", "2024-05-13")),
    ("Police raided the paper on Monday and arrested two reporters on Tuesday.", "arrested",
     ("Tuesday", "2024-05-14")),
    ("Rebels bombed the port on Monday and will attack the town.", "attack", None),
    ("Rebels bombed the port on Monday and troops attacked the camp.", "attacked", None),
    # The reporting clause has its own.
    ("Officials said on Monday that Israel had bombed Tehran.", "bombed", None),
    ("Israel bombed Tehran, officials said on Monday.", "bombed", None),
    ("Officials said that Israel had bombed Tehran on Sunday.", "bombed", ("Sunday", "2024-05-12")),
    ("Officials said on Monday that Israel had bombed Tehran on Sunday.", "bombed",
     ("Sunday", "2024-05-12")),
    ("On Monday, Kyiv accused Moscow of bombing a hospital.", "bombing", None),
    ("On Monday, Kyiv accused Moscow of bombing a hospital.", "accused", ("Monday", "2024-05-13")),
    ("Kyiv accused Moscow on Monday of bombing a hospital last week.", "bombing",
     ("last week", "2024-05-06")),
    ("Kyiv accused Moscow on Monday of bombing a hospital last week.", "accused",
     ("Monday", "2024-05-13")),
    ("“We bombed Tehran,” the Israeli army said on Monday.", "bombed", None),
    # The future looks ahead, the past back.
    ("Israel will bomb Tehran on Friday.", "bomb", ("Friday", "2024-05-17")),
    ("Israel bombed Tehran on Friday.", "bombed", ("Friday", "2024-05-10")),
    ("Kenya plans to withdraw its troops from Somalia in March.", "withdraw", ("March", "2025-03")),
    ("Kenya withdrew its troops from Somalia in August.", "withdrew", ("August", "2023-08")),
    ("Kenya will withdraw its troops from Somalia on 3 March.", "withdraw",
     ("3 March", "2025-03-03")),
    ("Kenya withdrew its troops from Somalia on 3 July.", "withdrew", ("3 July", "2023-07-03")),
    ("Kenya will withdraw its troops from Somalia in ten days.", "withdraw",
     ("in ten days", "2024-05-25")),
    ("Kenya will withdraw its troops from Somalia by 10 June.", "withdraw",
     ("by 10 June", "2024-06-10")),
    ("Egypt threatened to bomb the dam on Friday.", "bomb", ("Friday", "2024-05-17")),
    ("Egypt said it would bomb the dam on Friday.", "bomb", ("Friday", "2024-05-17")),
    ("The presidents of Chile and Peru are meeting on Friday.", "meeting",
     ("Friday", "2024-05-17")),
    # Verbs that share a time.
    ("On Monday Israel shelled the port and bombed the town.", "bombed", ("Monday", "2024-05-13")),
    ("On Monday Israel shelled the port and bombed the town.", "shelled", ("Monday", "2024-05-13")),
    ("Israel shelled the port on Monday and bombed the town on Tuesday.", "shelled",
     ("Monday", "2024-05-13")),
    ("Israel shelled the port on Monday and bombed the town on Tuesday.", "bombed",
     ("Tuesday", "2024-05-14")),
    ("Israel attacked and bombed the camp on Monday.", "attacked", ("Monday", "2024-05-13")),
    ("Israeli jets bombed the camp on Monday, killing three Iranians.", "killing",
     ("Monday", "2024-05-13")),
    ("On Monday Israel bombed the port, and Iran will retaliate against Israel.", "retaliate",
     None),
    ("Israel shelled the port on 3 May and, a week later, bombed the town.", "bombed",
     ("a week later", "2024-05-06")),
    ("When Iraqi forces invaded Kuwait in August 1990, Turkey imposed sanctions on Iraq.",
     "sanctions", ("August 1990", "1990-08")),
    ("In 1991, when Russia attacked Georgia, Chile condemned Peru.", "attacked", ("1991", "1991")),
    ("The 2003 war, during which rebels attacked Chad, is over.", "attacked", ("2003", "2003")),
    ("The attack of 11 March 2004 by Libya killed two Britons.", "killed",
     ("11 March 2004", "2004-03-11")),
    ("The army has denied beating Chilean farmers last month.", "beating",
     ("last month", "2024-04")),
    ("The president, in power since 1994, attacked Rwanda in 2019.", "attacked",
     ("2019", "2019")),
    # Subordinate clauses keep theirs.
    ("The port, which Israel bombed on Monday, is closed.", "bombed", ("Monday", "2024-05-13")),
    ("Israel, which was attacked on Sunday, bombed Tehran.", "attacked", ("Sunday", "2024-05-12")),
    ("Israel, which was attacked on Sunday, bombed Tehran.", "bombed", None),
    ("After Iran attacked Israel on Sunday, Israel bombed Tehran.", "bombed", None),
    ("After Iran attacked Israel on Sunday, Israel bombed Tehran.", "attacked",
     ("Sunday", "2024-05-12")),
    ("Police freed the envoy arrested on Sunday by Iran.", "arrested", ("Sunday", "2024-05-12")),
    # Nouns: their own phrase first.
    ("France condemned Monday's Israeli attack on Tehran.", "attack", ("Monday", "2024-05-13")),
    ("France condemned Monday's Israeli attack on Tehran.", "condemned", None),
    ("On Tuesday France condemned Monday's Israeli attack on Tehran.", "condemned",
     ("Tuesday", "2024-05-14")),
    ("On Tuesday France condemned Monday's Israeli attack on Tehran.", "attack",
     ("Monday", "2024-05-13")),
    ("France condemned last week's Israeli attack on Tehran.", "attack",
     ("last week", "2024-05-06")),
    ("France still condemns the 2014 Russian invasion of Ukraine.", "invasion", ("2014", "2014")),
    ("The Israeli attack on 3 March on a school drew protests.", "attack",
     ("3 March", "2024-03-03")),
    ("The Israeli attack on Tehran took place on Monday.", "attack", ("Monday", "2024-05-13")),
    ("The Israeli attack on Tehran on Monday killed three people.", "attack",
     ("Monday", "2024-05-13")),
    ("Israel launched an attack on Tehran on Monday.", "attack", ("Monday", "2024-05-13")),
    ("Israel carried out Monday's attack on Tehran.", "attack", ("Monday", "2024-05-13")),
    ("Three Iranians were killed in Monday's attack by Israel.", "killed",
     ("Monday", "2024-05-13")),
    ("On Monday three Iranians were killed in an attack by Israel.", "attack",
     ("Monday", "2024-05-13")),
    ("The government elected in 2019 has bombed Tehran.", "bombed", None),
    ("A law from 1991 lets Egypt arrest protesters.", "arrest", None),
    ("Kenya plans a march on Friday against Uganda.", "march", ("Friday", "2024-05-17")),
    ("On Sunday officers from Kenya shelled the port.", "shelled", ("Sunday", "2024-05-12")),
    ("Kenyan marines were barred by Uganda from entering the port on Monday.", "barred",
     ("Monday", "2024-05-13")),
    ("They gathered on Sunday to remember the Kenyan invasion of the island in 1983.",
     "invasion", ("1983", "1983")),
    ("In 2010 Kenyan commandos killed ten Ugandans.", "killed", ("2010", "2010")),
    # Ranges and durations.
    ("Israel bombed Tehran from 3 to 5 March.", "bombed",
     ("from 3 to 5 March", "2024-03-03/2024-03-05")),
    ("Between 2014 and 2016 Russia bombed Aleppo.", "bombed",
     ("Between 2014 and 2016", "2014/2016")),
    ("Russia has bombed Aleppo since 2015.", "bombed", ("since 2015", "2015/..")),
    ("Kenya will occupy the port until Friday.", "occupy", ("until Friday", "../2024-05-17")),
    ("Israel bombed Tehran for three days.", "bombed", ("three days", "P3D")),
    ("Israel occupied the port from dusk for thirty days after the vote.", "occupied",
     ("thirty days", "P30D")),
    ("Last week Israel bombed Tehran for three days.", "bombed", ("Last week", "2024-05-06")),
    ("Israel bombed Tehran for three days last week.", "bombed", ("last week", "2024-05-06")),
    # Ages, sentences, records and habits date nothing.
    ("Police arrested a 30-year-old Iranian.", "arrested", None),
    ("Iran jailed two Britons for 20 years.", "jailed", ("20 years", "P20Y")),
    ("It was the deadliest Israeli attack on Lebanon since 2006.", "attack", None),
    ("Israel bombed Tehran for the first time since 1991.", "bombed", None),
    ("Bloody Sunday protesters attacked the embassy of Iran.", "attacked", None),
    ("The Sunday Courier accused Iran of lying.", "accused", None),
    ("Theresa May accused Iran of lying.", "accused", None),
    ("Iran may attack Israel.", "attack", None),
    # A year that the sentence has set.
    ("In 2014, Russia bombed the town on 3 March.", "bombed", ("3 March", "2014-03-03")),
    ("Russia bombed the town on 3 March and 5 April 2022.", "bombed", ("3 March", "2022-03-03")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "expected"), CASES, ids=[c[0][:60] for c in CASES])
def test_when(
    reader: Reader, text: str, trigger: str, expected: tuple[str, str | None] | None
) -> None:
    assert told(reader, text, trigger) == expected


ANCHORED = [
    ("Israel bombed Tehran on 3 March 2024. The next day Iran shelled Haifa.", "shelled",
     ("The next day", "2024-03-04")),
    ("Israel bombed Tehran on 3 March 2024. Two days later Iran shelled Haifa.", "shelled",
     ("Two days later", "2024-03-05")),
    ("Israel bombed Tehran on 3 March 2024. Iran shelled Haifa a day earlier.", "shelled",
     ("a day earlier", "2024-03-02")),
    ("Israel bombed Tehran in March 2024. Iran shelled Haifa the following month.", "shelled",
     ("the following month", "2024-04")),
    ("Israel bombed Tehran in March 2024. Iran shelled Haifa the next day.", "shelled",
     ("the next day", None)),
    ("Israel bombed Tehran in 2014. Later that year Iran shelled Haifa.", "shelled",
     ("Later that year", "2014")),
    ("Israel bombed Tehran. The next day Iran shelled Haifa.", "shelled", ("The next day", None)),
    ("Israel bombed Tehran on Monday. The next day Iran shelled Haifa.", "shelled",
     ("The next day", None)),
    ("Israel bombed Tehran on 3 March 2024. On Monday Iran shelled Haifa. The next day Israel "
     "attacked Shiraz.", "attacked", ("The next day", None)),
    ("On 3 March 2024 Israel bombed Tehran. Two days after the vote Iran shelled Haifa.", "shelled",
     ("Two days after", None)),
    ("Two days after 3 March 2024 Iran shelled Haifa.", "shelled",
     ("Two days after 3 March 2024", "2024-03-05")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "trigger", "expected"), ANCHORED, ids=[c[0][:60] for c in ANCHORED]
)
def test_when_another_date_is_meant(
    reader: Reader, text: str, trigger: str, expected: tuple[str, str | None]
) -> None:
    """Without a date of publication; a date that cannot be resolved hides those before it."""
    assert told(reader, text, trigger, published=None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel bombed Tehran on Monday.", ("Monday", None)),
        ("Israel bombed Tehran last week.", ("last week", None)),
        ("Israel bombed Tehran on 3 March.", ("3 March", None)),
        ("Israel bombed Tehran on 3 March 2024.", ("3 March 2024", "2024-03-03")),
        ("Israel bombed Tehran since Monday.", ("since Monday", None)),
        ("Israel bombed Tehran for six weeks.", ("six weeks", "P6W")),
    ],
)
def test_without_a_date_of_publication(
    reader: Reader, text: str, expected: tuple[str, str | None]
) -> None:
    assert told(reader, text, "bombed", published=None) == expected


COMMEMORATED = [
    ("Kigali marked on Sunday the anniversary of the massacre of protesters by Kenya.", "massacre",
     None),
    ("Kigali marked the anniversary of the attack by Kenya on Sunday.", "attack", None),
    ("Kigali marked the anniversary of the 1994 attack by Kenya on Sunday.", "attack",
     ("1994", "1994")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "trigger", "expected"), COMMEMORATED, ids=[c[0][:60] for c in COMMEMORATED]
)
def test_the_date_of_an_anniversary_is_not_that_of_what_it_recalls(
    reader: Reader, text: str, trigger: str, expected: tuple[str, str | None] | None
) -> None:
    assert told(reader, text, trigger) == expected
