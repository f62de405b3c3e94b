"""Sentences -> who does it to whom, where the words stand apart from the verb."""

from __future__ import annotations

import pytest

from sayso import Reader
from sayso.records import Event

Codes = list[str | None]


def told(reader: Reader, text: str, trigger: str) -> Event:
    """The event whose trigger holds a word."""
    for claim in reader.read(text).claims:
        if claim.event is not None and trigger in claim.event.trigger.text.split():
            return claim.event
    raise AssertionError(f"no event at {trigger!r} in {text!r}")


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        # one doer for two participles; not where the second act is of another kind
        ("Four pilgrims were kicked or shot by Malian soldiers.", "kicked", ["MLI"]),
        ("Four pilgrims were abducted and freed by Malian soldiers.", "abducted", []),
        ("Four pilgrims were abducted on Monday and shot by Malian soldiers.", "abducted", []),
        # whoever attacks them kills them; not an army whose own men may have died
        ("Peruvian marines shelled six divers, and two of them were killed.", "killed", []),
        (
            "Six divers were shelled near Callao by Peruvian marines, and two of them were killed.",
            "killed",
            ["PER"],
        ),
        ("Six Chadian officers were killed when raiders stormed the mine.", "killed", [None]),
        ("Six nurses were killed when Chadian troops fired on them.", "killed", ["TCD"]),
        ("Six nurses were killed when Chadian troops fired on a clinic.", "killed", []),
        ("Six fighters were killed when rebels stormed the mine.", "killed", []),
        # another who does the same
        ("Lima has recalled its envoy from Havana, as has Quito.", "recalled", ["PER", "ECU"]),
        ("Lima recalled its envoy from Havana, as Quito had hoped.", "recalled", ["PER"]),
        # all of a list that a relative clause is about
        ("Togo asked Peru and Chile, which sealed the border, to talk.", "sealed", ["PER", "CHL"]),
        ("Togo asked Peru and Chile, which has sealed the border, to talk.", "sealed", ["CHL"]),
        # behind an auxiliary, an adjective, an active verb
        ("Togo did, after a week, condemn the Beninese raid.", "condemn", ["TGO"]),
        ("Judges found the colonel guilty of shelling a Kenyan clinic.", "shelling", [None]),
        ("Togolese recalled the shelling of their capital by Danish troops.", "shelling", ["DNK"]),
        # who is leaned on
        ("Oslo leaned on Accra for a month to withdraw its troops.", "withdraw", ["GHA"]),
        # what is fought over fights nobody
        ("Togo and Benin buried a feud over which their troops fought.", "fought", [None]),
        # a service that does two things
        ("Chilean intelligence uncovered a plot and jailed two men.", "jailed", ["CHL"]),
        # who talks of what is asked for: both, unless a third is to talk
        ("Danish nurses asked the Peruvian mayor for a meeting.", "meeting", ["DNK", "PER"]),
        ("Togo asked Peru for a loan.", "loan", ["PER"]),
        # what says it in print is nobody
        ("Danish nurses signed a petition accusing Togo of theft.", "accusing", ["DNK"]),
        ("Danish nurses would not sign a petition accusing Togo of theft.", "accusing", [None]),
        ("Danish nurses read a petition accusing Togo of theft.", "accusing", [None]),
        ("The Danish senate passed a bill that bans Togolese ships.", "bans", ["DNK"]),
        ("The Danish senate issued a note praising Togo.", "praising", ["DNK"]),
        ("A leaflet by Danish nurses accused Togo of theft.", "accused", ["DNK"]),
        ("A column in a Danish magazine accused Togo of theft.", "accused", ["DNK"]),
        ("A leaflet in a Danish library accused Togo of theft.", "accused", [None]),
        # whose minister it is that summons, whose leaders sit in a place
        ("The minister summoned the Peruvian envoy.", "summoned", [None]),
        ("The Ghanaian envoy met business leaders in Lima.", "met", ["GHA", None]),
        ("The Ghanaian envoy met the leaders in Lima.", "met", ["GHA", "PER"]),
    ],
)
def test_who_does_it(reader: Reader, text: str, trigger: str, actors: Codes) -> None:
    assert [party.country for party in told(reader, text, trigger).actors] == actors


def test_the_colonel_is_guilty_and_not_the_court(reader: Reader) -> None:
    event = told(reader, "Judges found the colonel guilty of shelling a Kenyan clinic.", "shelling")
    assert [party.sector for party in event.actors] == ["MIL"]


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        # who made the move, the offer, the ruling
        ("Togo expelled an envoy on Friday. Oslo welcomed the move.", "welcomed", ["TGO"]),
        (
            "Togo will expel ten men, a paper said. Oslo condemned the plan.",
            "condemned",
            ["TGO"],
        ),
        ("Togo expelled ten envoys. Benin arrested a spy. Oslo praised the move.", "praised", []),
        ("Oslo welcomed the move.", "welcomed", []),
        ("Togo expelled an envoy. Oslo welcomed the move by Benin.", "welcomed", ["BEN"]),
        ("Togo proposed talks on Monday. Benin rejected the proposal.", "rejected", ["TGO"]),
        ("Togo expelled ten envoys on Monday. Benin rejected the proposal.", "rejected", []),
        (
            "A court in Lima acquitted the bishop. Hundreds wept. Oslo praised the verdict.",
            "praised",
            ["PER"],
        ),
        ("Peru acquitted the bishop. Oslo praised the verdict.", "praised", []),
        # who is summoned hears it
        ("Togo summoned the Danish envoy on Friday to complain about a boat.", "complain", ["DNK"]),
        ("Togo summoned the Danish envoy and demanded an apology.", "demanded", ["DNK"]),
        ("Togo recalled its Danish envoy and demanded an apology.", "demanded", []),
        # behind the second of two means, behind what is taken
        ("Police used truncheons and tear gas against Kenyan nurses.", "used", ["KEN"]),
        ("Benin seized cattle from Togolese herders.", "seized", ["TGO"]),
        # one of several
        ("A mob torched the Peruvian consulate and looted the Danish one.", "looted", ["DNK"]),
        # disputed ground gets help, too
        ("A Danish charity delivered blankets to Gaza.", "delivered", [None]),
        # a thing is promised or complained about, and is nobody
        ("Denmark offered six helicopters.", "offered", []),
        # asked for advice, or in talks
        ("The Danish minister consulted Togo.", "consulted", ["TGO"]),
        ("The Danish minister consulted with Togo.", "consulted", []),
        # whose act would bring the harm about
        ("Should Benin close the port, we will strike back, Togo warned.", "warned", ["BEN"]),
        # those to be freed need not yield
        ("Togo threatened war unless the nurses were freed.", "threatened", []),
        ("Togo threatened war unless Benin freed the nurses.", "threatened", ["BEN"]),
    ],
)
def test_to_whom(reader: Reader, text: str, trigger: str, recipients: Codes) -> None:
    assert [party.country for party in told(reader, text, trigger).recipients] == recipients


def test_a_commander_of_a_groups_battalion_is_the_groups(reader: Reader) -> None:
    event = told(reader, "Marines killed a commander of Hezbollah's Tyre battalion.", "killed")
    assert [(p.country, p.sector) for p in event.recipients] == [("LBN", "REB")]
    event = told(reader, "Marines killed a commander of the Tyre battalion.", "killed")
    assert [p.sector for p in event.recipients] == ["MIL"]


@pytest.mark.parametrize(
    ("text", "marked", "name", "country"),
    [
        # an office that was spoken of before is its holder's where the name stands beside it
        (
            "Chad's water minister left. The minister, Adama Sow, said that she had urged talks.",
            "urged",
            "Adama Sow",
            "TCD",
        ),
        # whoever is thanked did what it is for
        (
            "The Togolese president thanked Oslo for the wheat it shipped to Kara.",
            "shipped",
            "Oslo",
            "NOR",
        ),
        # who speaks for the government is of the country that it is
        (
            "Togolese police held six men. Ali Bako, the government's spokesman, denounced Benin.",
            "denounced",
            "Ali Bako",
            "TGO",
        ),
        # a town's mayor is of the country that the town is in, which nobody tells
        (
            "Chadian herders burned huts near Ubari, its mayor, Sami Idris, said; he blamed Benin.",
            "blamed",
            "Sami Idris",
            None,
        ),
    ],
)
def test_who_somebody_is(
    reader: Reader, text: str, marked: str, name: str, country: str | None
) -> None:
    [actor] = told(reader, text, marked).actors
    assert (actor.name, actor.country) == (name, country)
