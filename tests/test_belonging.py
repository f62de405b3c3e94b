"""Sentences -> whose the parties are, where a neighbouring word or an earlier sentence tells."""

from __future__ import annotations

import pytest

from sayso import Event, Party, Reader


def event_at(reader: Reader, text: str, trigger: str) -> Event:
    """The event whose trigger holds a word."""
    for claim in reader.read(text).claims:
        if claim.event is not None and trigger in claim.event.trigger.text.split():
            return claim.event
    raise AssertionError(f"no event at {trigger!r} in {text!r}")


def codes(parties: tuple[Party, ...]) -> list[str | None]:
    return [party.code for party in parties]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # a word for armed men takes up the group that was named
        (
            "Colombia broke off talks with the ELN after the guerrillas murdered two mayors.",
            "murdered",
            ["COL REB"],
            [None],
        ),
        ("Gunmen from the Viv Ansanm coalition shelled a port.", "shelled", ["HTI CRM"], [None]),
        # one envoy from each
        ("Envoys from Chad and Niger signed a pact.", "signed", ["TCD GOV", "NER GOV"], []),
        ("Envoys from Chad signed a pact with Niger.", "signed", ["TCD GOV", "NER"], []),
        # at home where they work, and where the state has put them
        ("Dockers at a Chilean port walked off the job.", "walked", ["CHL LAB"], []),
        ("Rebels shelled a base in Kampala.", "shelled", [None], ["UGA"]),
        # one of those of whom a state has many; nobody, where it is any
        (
            "Kenya's parliament met. A deputy minister praised the strikers.",
            "praised",
            ["KEN GOV"],
            [None],
        ),
        (
            "Honduran President Luz Mejía ordered the police to detain three deputies.",
            "detain",
            ["HND COP"],
            ["HND LEG"],
        ),
        # whom a state orders about
        ("The Kremlin has ordered the navy to fire.", "ordered", ["RUS GOV"], ["RUS MIL"]),
        # the act that a noun takes up: the one of its word, not the last one of its kind
        (
            "Chad's army bombed a village. Rebels attacked Malian soldiers. Lomé condemned the"
            " bombing.",
            "bombing",
            ["TCD MIL"],
            [None],
        ),
        # ... whose doer is blamed
        (
            "Thai jets bombed two Cambodian bases. Lomé denounced the bombing.",
            "denounced",
            ["TGO"],
            ["THA MIL"],
        ),
        (
            "Chad welcomed the accord that Kenya and Uganda reached in Goma.",
            "welcomed",
            ["TCD"],
            ["KEN", "UGA"],
        ),
        # who gets the help that is asked for
        ("Haiti asked Kenya to send doctors.", "send", ["KEN"], ["HTI"]),
        ("Haiti asked Kenya to send doctors to Peru.", "send", ["KEN"], ["PER"]),
        # whose minister it is
        (
            "Kenya expelled two envoys, and the foreign minister accused Somalia of lying.",
            "accused",
            ["KEN GOV"],
            ["SOM"],
        ),
        (
            "Mr Zhao and his Brazilian host, President Luis Meira, met. Mr Meira thanked Kenya.",
            "thanked",
            ["BRA GOV"],
            ["KEN"],
        ),
        (
            "A judge in Lima sentenced former president Luis Meira to twenty years.",
            "sentenced",
            ["PER JUD"],
            ["PER ELI"],
        ),
        # what is thrown is not whom it is thrown at
        ("Libyan rebels hurled bricks at a Kenyan patrol.", "hurled", ["LBY REB"], ["KEN"]),
        # whose accord it is, and who has only approved of it
        (
            "Brazil urged France to ratify the accord, which Peru has approved.",
            "ratify",
            ["FRA"],
            [],
        ),
        # the purpose of what lasts
        (
            "French farmers blocked a port for a second day to protest against the deal.",
            "protest",
            ["FRA AGR"],
            [],
        ),
        # who is blamed for an act, and who is told of it; never its victims
        (
            "Vietnam complained to China about the sinking of a fishing boat.",
            "complained",
            ["VNM"],
            ["CHN"],
        ),
        ("Canada condemned the arrest of two bishops.", "condemned", ["CAN"], []),
        ("Canada condemned Peru's arrest of two bishops.", "condemned", ["CAN"], ["PER"]),
        # who is put out of where
        (
            "The Somali envoy's expulsion from Kenya angered Ankara.",
            "expulsion",
            ["KEN"],
            ["SOM GOV"],
        ),
        # whom a sanction is for, and what for
        (
            "London imposed sanctions on two Iranian banks for supplying drones to Mali.",
            "supplying",
            ["IRN BUS"],
            ["MLI"],
        ),
        # what both do to each other
        ("Thai and Lao ships rammed each other.", "rammed", ["THA", "LAO"], []),
        # arms that somebody is given, and arms that are moved
        ("France sent ten tanks to Kenya.", "sent", ["FRA"], ["KEN"]),
        ("Oman lowered its ties with Qatar.", "lowered", ["OMN"], ["QAT"]),
        # a people that only qualifies: what they do tells the sector
        ("Tuareg militants stormed a base.", "stormed", [None], [None]),
        ("The Houthi delegation met Oman's envoy.", "met", ["YEM REB", "OMN GOV"], []),
        ("The Taliban government expelled two reporters.", "expelled", ["AFG GOV"], [None]),
        # a plural shares the country of the one before it, unless it is of another side
        (
            "Togo freed ten Ghanaian fishermen and traders.",
            "freed",
            ["TGO"],
            ["GHA AGR", "GHA BUS"],
        ),
        ("Nepalese police and rebels clashed.", "clashed", ["NPL COP", None], []),
        # from a part of a country, and from a country where the tree hangs it elsewhere
        ("Farmers from Bolivia's Chapare sued the firm.", "sued", ["BOL AGR"], [None]),
        ("Fishermen from the Kenyan coast sued the firm.", "sued", ["KEN AGR"], [None]),
        ("Gunmen murdered three priests from Ghana.", "murdered", [None], ["GHA REL"]),
        # whoever is freed or sent out of a country need not be of it
        ("Peru freed two priests from Chile.", "freed", ["PER"], [None]),
        # whose the weapons and the posts are
        ("In Mali, rebel drones hit a depot.", "hit", [None], [None]),
        ("Togo's air force bombed rebel positions.", "bombed", ["TGO MIL"], [None]),
        # a state beside another is a state, and the other one if the text has two
        (
            "Chad closed its embassy in Niamey and accused its neighbour of lying.",
            "accused",
            ["TCD"],
            ["NER"],
        ),
        ("Peru accused its northern neighbours of lying.", "accused", ["PER"], [None]),
        (
            "Peru turned back Haitian migrants. Quito accused its neighbour of cruelty.",
            "accused",
            ["ECU"],
            ["PER"],
        ),
        ("Opposition senators in Lima condemned Cuba.", "condemned", ["PER OPP"], ["CUB"]),
        # whom they lead, speak for or make up
        ("The rebels' envoy threatened Gabon.", "threatened", [None], ["GAB"]),
        ("The guild threatened Gabon. The union's boss praised Benin.", "praised", [None], ["BEN"]),
        ("Laos's adviser, Kham Sisouk, praised Cuba.", "praised", ["LAO GOV"], ["CUB"]),
        ("The 15-member bloc condemned Guinea.", "condemned", ["IGO"], ["GIN"]),
        # the party that governs, and a part of the state that another part acts on
        (
            "Senegalese unions went on strike. The ruling party condemned them.",
            "condemned",
            ["SEN PTY"],
            ["SEN LAB"],
        ),
        ("Madrid praised the regional government.", "praised", ["ESP"], ["ESP GOV"]),
        # the one of two who acts towards the other
        (
            "Fiji quarrelled with Tonga over a reef. President Amos Rabuka flew to Nukualofa.",
            "flew",
            ["FJI GOV"],
            ["TON"],
        ),
        # who is sentenced or let go is who was held
        (
            "Soldiers seized four Zambian miners, and a Kenyan judge freed them.",
            "freed",
            ["KEN JUD"],
            ["ZMB LAB"],
        ),
        # an embassy's country is its ambassador's; who is promised something need not be "to" it
        (
            "Fiji's embassy condemned the raid. Palau told the ambassador to stop meddling.",
            "told",
            ["PLW"],
            ["FJI GOV"],
        ),
        ("Chad promised Gabon not to close the port.", "promised", ["TCD"], ["GAB"]),
        # aircraft, those whose service is over, and members of a house
        ("Two Finnish bombers entered Estonian airspace.", "entered", ["FIN MIL"], []),
        ("Chad arrested a retired Gabonese admiral.", "arrested", ["TCD"], ["GAB ELI"]),
        ("Lawmakers in the Sejm condemned Cuba.", "condemned", ["POL LEG"], ["CUB"]),
        # a state has a police, a firm has none
        (
            "Montenegro tore up a contract under which a Serbian firm was training its police.",
            "training",
            ["SRB BUS"],
            ["MNE COP"],
        ),
    ],
)
def test_whose_they_are(
    reader: Reader,
    text: str,
    trigger: str,
    actors: list[str | None],
    recipients: list[str | None],
) -> None:
    event = event_at(reader, text, trigger)
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


def test_a_speech_to_its_people_is_of_their_country(reader: Reader) -> None:
    text = "My fellow Ghanaians, the port is ours. We call on Togo to return it."
    assert codes(event_at(reader, text, "call").actors) == ["GHA"]


def test_nobody_is_of_a_country_that_the_text_comes_to_later(reader: Reader) -> None:
    text = "Gunmen murdered the mayor of Rivatorta on Friday. Cuba denounced it."
    assert codes(event_at(reader, text, "murdered").recipients) == [None]


def test_the_government_of_a_speech_is_not_the_country_it_speaks_of(reader: Reader) -> None:
    event = event_at(reader, "Will the government recall our envoy from Chad?", "recall")
    assert [party.country for party in event.actors] == [None]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Farmers' leader Luc Moreau thanked Kenya.", "AGR"),
        ("The students' leader, Luc Moreau, thanked Kenya.", "EDU"),
        ("The union's leader, Luc Moreau, thanked Kenya.", "LAB"),
        ("The Kenyan leader, Luc Moreau, thanked Chad.", "GOV"),
    ],
)
def test_a_leader_is_of_whom_he_leads(reader: Reader, text: str, sector: str) -> None:
    assert [party.sector for party in event_at(reader, text, "thanked").actors] == [sector]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # a state's weapons are its army's, where its name stands right before them
        ("Sudanese tanks shelled a market.", "shelled", ["SDN MIL"], [None]),
        ("Peru's gunboats rammed a ferry.", "rammed", ["PER MIL"], [None]),
        ("Laotian rockets hit a Thai air base.", "hit", ["LAO MIL"], ["THA MIL"]),
        ("Chad bombed Libyan water tanks.", "bombed", ["TCD"], ["LBY"]),
        ("Houthi missiles hit a ferry.", "hit", ["YEM REB"], [None]),
        # plurals
        ("Kenya bombed three Eritrean naval bases.", "bombed", ["KEN"], ["ERI MIL"]),
        ("Kenya freed 14 Somali servicemen on Friday.", "freed", ["KEN"], ["SOM MIL"]),
        ("Guards beat Iraqi prisoners of war.", "beat", [None], ["IRQ MIL"]),
        ("Rebels torched Chad's armoured cars.", "torched", [None], ["TCD MIL"]),
    ],
)
def test_whose_arms_and_posts_they_are(
    reader: Reader, text: str, trigger: str, actors: list[str | None], recipients: list[str | None]
) -> None:
    event = event_at(reader, text, trigger)
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


def test_any_minister_is_of_no_country(reader: Reader) -> None:
    text = "Kenya's parliament passed a law to jail any minister who takes bribes."
    event = event_at(reader, text, "jail")
    assert [party.country for party in event.recipients] == [None]


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("France sent ten tanks to Kenya.", "sent", "AID"),
        ("Turkey sent drones to the border.", "sent", "MOBILIZE"),
        ("Japan sent two destroyers to the Red Sea.", "sent", "MOBILIZE"),
        ("The Kremlin has ordered the navy to leave Tartus.", "leave", "RETREAT"),
    ],
)
def test_given_or_moved(reader: Reader, text: str, trigger: str, kind: str) -> None:
    assert event_at(reader, text, trigger).type == kind


def test_what_somebody_is_called_on_to_do(reader: Reader) -> None:
    claims = reader.read("Brazil called for Peru to pay compensation.").claims
    assert [(c.sayso[-1].name, c.status) for c in claims[1:]] == [("Brazil", "demanded")]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # the country that a text starts from is whose the police are further on
        (
            "Peruvian teachers met Chile's envoy on Monday. Police detained four of them.",
            "detained",
            ["PER COP"],
            ["PER EDU"],
        ),
        (
            "Kenya shelved a treaty with Oman. An opposition lawmaker praised the move. "
            "The opposition leader, Ann Otieno, urged the government to publish it.",
            "urged",
            ["KEN OPP"],
            ["KEN GOV"],
        ),
        # ... but not once another has acted
        (
            "Kenya shelved a treaty with Oman. Oman's envoy said the police had detained him.",
            "detained",
            [None],
            ["OMN GOV"],
        ),
        # ... nor where the text starts from two
        (
            "The talks between Kenya and Oman went on. The police detained a monk.",
            "detained",
            [None],
            [None],
        ),
        # ... nor for what is said to be elsewhere
        (
            "Kenya shelved a treaty with Oman. A foreign government detained a monk.",
            "detained",
            [None],
            [None],
        ),
        # a parliament needs no article
        (
            "Gabonese unions met Togo's envoy. Dockers marched on parliament.",
            "marched",
            [None],
            ["GAB LEG"],
        ),
    ],
)
def test_the_country_that_a_text_starts_from(
    reader: Reader, text: str, trigger: str, actors: list[str | None], recipients: list[str | None]
) -> None:
    event = event_at(reader, text, trigger)
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "actors", "recipients"),
    [
        # what somebody takes part in who does something else
        (
            "In talks with Kenya's envoy, the Omani minister promised grain.",
            "talks",
            "CONSULT",
            ["OMN GOV", "KEN GOV"],
            [],
        ),
        # two that share a noun meet each other
        (
            "A meeting between the Chadian and Malian leaders ended on Friday.",
            "meeting",
            "CONSULT",
            ["TCD GOV", "MLI GOV"],
            [],
        ),
        # troops leave ground, a state leaves a body
        (
            "The withdrawal of Ugandan troops from Somalia began.",
            "withdrawal",
            "RETREAT",
            ["UGA MIL"],
            ["SOM"],
        ),
        ("Niger's withdrawal from ECOWAS took effect.", "withdrawal", "SANCTION", ["NER"], None),
        # an act on people of whom nothing is known
        ("A drone strike on a market angered Peru.", "strike", "ASSAULT", [], [None]),
        # who asks for help gets it; whose help is asked for is asked
        ("Peruvian growers appealed to Lima for help.", "help", "AID", ["PER"], ["PER AGR"]),
        ("Fiji called for Australian help.", "called", "REQUEST", ["FJI"], ["AUS"]),
        # who is refused something, or whose thing
        ("Kuwait refused to let the Omani team in.", "refused", "REJECT", ["KWT"], ["OMN"]),
        ("Peru declined to join the Chilean scheme.", "declined", "REJECT", ["PER"], ["CHL"]),
        # two whose names stand behind their offices
        (
            "US envoy Ann Berg and Oman's minister, Ali Hassan, held a round of talks in Muscat.",
            "held",
            "CONSULT",
            ["USA GOV", "OMN GOV"],
            [],
        ),
        # who gives the room is no party to the talks
        ("Oman hosted talks between Chad and Niger.", "talks", "CONSULT", ["TCD", "NER"], []),
        ("Oman hosted talks with Niger.", "talks", "CONSULT", ["OMN", "NER"], []),
        # a visit that is told beside what the visitor did
        (
            "On a visit to Astana the Maltese president apologised to Peru.",
            "visit",
            "CONSULT",
            ["MLT GOV"],
            ["KAZ"],
        ),
        # where somebody was shot, and where an envoy is recalled from, are no parties
        ("Guards shot three monks at the Lao border.", "shot", "ASSAULT", [None], [None]),
        ("Chad recalled its consul from Laredo.", "recalled", "SANCTION", ["TCD"], []),
        ("A bomber blew himself up among the mourners.", "blew", "ASSAULT", [None], [None]),
        # envoys are expelled, whatever the verb; police who take people in hold them
        ("Ottawa threw out two consular officers.", "threw", "SANCTION", ["CAN"], None),
        ("Police in Lima took eight monks in.", "took", "COERCE", ["PER COP"], None),
        ("Uganda took in two monks.", "took", "AID", ["UGA"], None),
        # a mob riots, whoever suffers it
        ("A mob torched a dozen shops.", "torched", "PROTEST", [None], [None]),
        # what is asked for counts whoever is to do it
        ("Chad called for an investigation into the shooting.", "investigation", "ACCUSE", [], []),
        (
            "The Kenyan premier called the Peruvian plan a mistake.",
            "called",
            "ACCUSE",
            None,
            ["PER"],
        ),
        # any two are not the two that were named
        (
            "A Czech report said that hackers for Russia attacked two parties.",
            "attacked",
            "ASSAULT",
            ["RUS CRM"],
            [None],
        ),
        # power is nobody
        ("Soldiers seized power in Gabon.", "seized", "COERCE", None, []),
        ("Rebels shelled a police van in Quito.", "shelled", "ASSAULT", None, ["ECU COP"]),
        # of two countries none
        (
            "Tunisia deported 30 migrants from Sudan and Mali.",
            "deported",
            "COERCE",
            ["TUN"],
            [None],
        ),
        # who is to yield to a threat
        (
            "Chad threatened to jail two monks unless Niger paid.",
            "threatened",
            "THREATEN",
            ["TCD"],
            ["NER"],
        ),
        # ways are closed to nobody; what is let in is let in
        ("Peruvian miners blocked the highway.", "blocked", "PROTEST", ["PER LAB"], []),
        ("Sudan let aid lorries into Darfur.", "let", "RETREAT", ["SDN"], [None]),
        # a second verb makes a participle of the first
        (
            "A Malian editor acquitted in May by a court in Gao was jailed again on Monday.",
            "acquitted",
            "CONCEDE",
            ["MLI JUD"],
            ["MLI JRN"],
        ),
        # a party's lawyer is of its country, a woman's husband is not of hers
        (
            "Peru's opposition condemned the murder of its lawyer.",
            "murder",
            "ASSAULT",
            [],
            ["PER SOC"],
        ),
        # a verb that the parser takes for an adjective
        ("Uganda sheltered South Sudanese refugees.", "sheltered", "AID", ["UGA"], ["SSD REF"]),
        ("Doctors demonstrated in Seoul.", "demonstrated", "PROTEST", [None], []),
    ],
)
def test_what_is_done_by_whom(
    reader: Reader,
    text: str,
    trigger: str,
    kind: str,
    actors: list[str | None] | None,
    recipients: list[str | None] | None,
) -> None:
    event = event_at(reader, text, trigger)
    assert event.type == kind
    assert actors is None or codes(event.actors) == actors
    assert recipients is None or codes(event.recipients) == recipients


def test_those_of_a_part_of_the_world_are_of_no_country(reader: Reader) -> None:
    event = event_at(reader, "African leaders in Nairobi criticised Peru.", "criticised")
    assert codes(event.actors) == [None]
