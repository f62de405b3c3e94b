"""Countries that share their names with persons or U.S. states: each of them, in both readings."""

from __future__ import annotations

import pytest

from sayso.knowledge.countries import gazetteer
from sayso.knowledge.us_states import us_states
from sayso.reading.names import find_names

ENTRIES = {
    " ".join(key): entry
    for key, entries in gazetteer().items()
    for entry in entries
    if entry.kind in ("name", "capital") and not " ".join(key).isupper()
}
FIRST_NAMES = sorted(name for name, entry in ENTRIES.items() if entry.given_name)
SURNAMES = sorted(name for name, entry in ENTRIES.items() if entry.surname)

A_FIRST_NAME = [
    "{n} Lindqvist said the vote was rigged.",
    "Reporters asked {n} Lindqvist about it.",
    "“No,” said {n} Lindqvist.",
    "Prime Minister {n} Lindqvist arrived.",
    "Fiji's foreign minister, {n} Lindqvist, arrived.",
    "The singer {n} Lindqvist cancelled.",
    "Omar Lindqvist met {n} Sollie.",
    "{n} Lindqvist’s lawyer objected.",
    "{n} J. Lindqvist resigned.",
    "{n} de la Cruz resigned.",
    "{n} van der Berg resigned.",
    "{n} O’Neil resigned.",
    "{n} al-Masri resigned.",
    "{n}-May Lindqvist resigned.",
    "Her son {n} was killed in the raid.",
    "Lindqvist's younger brother {n} was killed in the raid.",
    "A boy named {n} was killed.",
    "{n}, 34, was arrested.",
    "{n} (34) was arrested.",
    "{n}’s mother wept.",
    "{n} herself never voted.",
    "Her son {n} was hurt. {n} cried.",
    "{n} Lindqvist Visits Border Town",
    "President {n} Lindqvist Loses Vote",
    "Mr. {n} denied it.",
    "Dr {n} denied it.",
    "Senator {n} objected.",
]
A_SURNAME = [
    "Michael {n} said the vote was rigged.",
    "Reporters asked Omar {n} about it.",
    "President Omar {n} spoke. {n} then left.",
    "Omar {n} spoke. Later {n}’s aides left.",
]
A_COUNTRY = [
    "{n} said the vote was rigged.",
    "{n} accused Fiji of lying.",
    "Troops entered {n} on Monday.",
    "{n}’s army withdrew.",
    "{n} President Omar Lindqvist spoke.",
    "{n} Prime Minister Anna Berg spoke.",
    "{n} Foreign Minister Anna Berg spoke.",
    "{n} Police arrested him.",
    "{n} Armed Forces shelled the town.",
    "{n} Defence Forces shelled the town.",
    "{n} Electoral Commission officials resigned.",
    "{n} Wildlife Service rangers fired.",
    "{n} Red Cross workers were held.",
    "the {n} Peace Talks",
    "{n}-backed rebels",
    "{n}: Fiji attacked us",
    "Fiji, {n} and Laos signed.",
    "{n} and Fiji signed a truce.",
    "On Monday {n} attacked Fiji.",
    "In {n} Monday, police fired.",
    "Meanwhile {n} left.",
    "Northeastern {n} was flooded.",
    "Colonial {n} was poor.",
    "Striking {n} would be a mistake.",
    "Attacking {n} again, he called it weak.",
    "Should {n} attack, Fiji will respond.",
    "If {n} attacks, Fiji will retaliate.",
    "Unlike {n}, Fiji signed.",
    "Both {n} and Fiji signed.",
    "Ally {n} objected.",
    "NATO ally {n} objected.",
    "Why does {n} object?",
    "Its capital is {n}.",
    "{n} Accuses Fiji of Shelling Village",
    "{n} to Send Troops to Fiji",
    "{n} Warns Fiji Over Border",
    "{n} Rebels Attack Army Base",
    "{n} Peace Talks Collapse Again",
    "{n} Parliament Approves Budget",
    "War in {n} Enters Third Year",
    "Talks Between {n} and Fiji Collapse",
]
BACK_AGAIN = [
    # News calls people by their surnames: a bare first name is the country again.
    ("{n} Lindqvist spoke. On Tuesday {n} attacked Fiji.", FIRST_NAMES),
    ("Her son {n} was hurt. They had come from the south of Fiji to live in {n}.", FIRST_NAMES),
    # A surname says where.
    ("Omar {n} spoke. He was born in {n}.", SURNAMES),
    # A person in the text and the country's own people: the country.
    ("Israel Lindqvist, 34, spoke. Two Israelis listened as Israel shelled Fiji.", ["Israel"]),
    ("Her son Chad listened. Two Chadians died as Chad shelled Fiji.", ["Chad"]),
    ("Her son Kenya listened. Two Kenyans died as Kenya shelled Fiji.", ["Kenya"]),
]


def found(text: str, name: str) -> int:
    return sum(text[n.start : n.end] == name for n in find_names(text))


def test_there_are_many() -> None:
    assert len(FIRST_NAMES) > 35
    assert set(SURNAMES) < set(FIRST_NAMES)
    assert len({ENTRIES[name].country.alpha3 for name in FIRST_NAMES}) > 28


@pytest.mark.parametrize("text", A_FIRST_NAME)
def test_a_first_name_is_no_country(text: str) -> None:
    assert [name for name in FIRST_NAMES if found(text.format(n=name), name)] == []


@pytest.mark.parametrize("text", A_SURNAME)
def test_a_surname_is_no_country(text: str) -> None:
    assert [name for name in SURNAMES if found(text.format(n=name), name)] == []


@pytest.mark.parametrize("text", A_COUNTRY)
def test_a_country_is_no_person(text: str) -> None:
    assert [name for name in FIRST_NAMES if found(text.format(n=name), name) != 1] == []


@pytest.mark.parametrize(("text", "names"), BACK_AGAIN)
def test_who_is_meant_later(text: str, names: list[str]) -> None:
    assert [name for name in names if found(text.format(n=name), name) != 1] == []


def test_a_headline_knows_the_people_of_its_text() -> None:
    text = "Georgia Banks Visits Fiji\n\nThe senator Georgia Banks arrived in Suva on Monday."
    assert found(text, "Georgia") == 0
    assert found("Georgia Banks Close Early in Fiji\n\nThey open again on Monday.", "Georgia") == 1


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        # The state.
        ("Georgia’s governor signed the bill.", []),
        ("Georgia Gov. Dan Cole signed the bill.", []),
        ("The governor of Georgia signed the bill.", []),
        ("The Georgia legislature, in Atlanta, passed the bill.", []),
        ("Georgia’s secretary of state certified the result.", []),
        ("Georgia state lawmakers met.", []),
        ("A court in the U.S. state of Georgia ruled.", ["USA"]),
        ("ATLANTA (AP) — Georgia will execute a man on Friday.", []),
        ("Lawmakers in Florida, Georgia and Texas met.", []),
        ("Voters in Georgia and Arizona queued.", []),
        ("A man robbed a bank in Albany, Georgia, and fled to Alabama.", []),
        ("Police in Savannah said. Georgia has no such law.", []),
        ("Washington Gov. Dan Cole signed the bill.", []),
        ("Washington’s governor signed the bill.", []),
        # The country, and the capital.
        ("Georgia’s parliament passed the bill.", ["GEO"]),
        ("Georgia’s legislature passed the bill.", ["GEO"]),
        ("Georgia’s central bank governor resigned.", ["GEO"]),
        ("The head of state of Georgia spoke.", ["GEO"]),
        ("Georgia sued Russia. Senators from Texas and Ohio backed it.", ["GEO", "RUS"]),
        ("Voters in Georgia and Arizona? No: in Georgia, said Tbilisi.", ["GEO", "GEO", "GEO"]),
        ("Georgian police left. Georgia is calm, an Ohio senator said.", ["GEO", "GEO"]),
        ("Texas Gov. Dan Cole called Washington weak.", ["USA"]),
        ("Washington imposed tariffs. Plants in Seattle closed.", ["USA"]),
    ],
)  # fmt: skip
def test_states(text: str, countries: list[str]) -> None:
    assert [name.entry.country.alpha3 for name in find_names(text)] == countries


def test_all_fifty_states_are_there() -> None:
    assert len(us_states()) == 50
    marked = {name for name, entry in ENTRIES.items() if entry.us_state}
    assert marked == set(us_states()) & set(ENTRIES)
    assert all(us_states()[name] for name in marked)
