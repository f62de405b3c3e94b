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
        # whose request, and whether it is met
        ("The council granted a request by the Kenyan miners.", "granted", "AGREE", None),
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
        # a crowd, and what it does
        ("Belgian farmers parked their tractors across the road.", "parked", "PROTEST", "obstruct"),
        ("Protesters surrounded the court in Dhaka.", "surrounded", "PROTEST", "obstruct"),
        ("Demonstrators stormed the parliament in Baghdad.", "stormed", "PROTEST", "riot"),
        ("Garment workers walked out in Cambodia on Monday.", "walked", "PROTEST", "strike"),
        ("Zambian miners struck over unpaid bonuses.", "struck", "PROTEST", "strike"),
        ("Students in Serbia returned to the streets.", "returned", "PROTEST", "demo"),
        ("Opposition parties in Togo sat out the election.", "sat", "PROTEST", "boycott"),
        ("Activists splashed paint on the ministry in Rome.", "splashed", "PROTEST", "vandalize"),
        ("Kenyan nurses prolonged their strike.", "strike", "PROTEST", "strike"),
        # forces that move or are shown
        ("Lebanese soldiers moved into the town.", "moved", "MOBILIZE", "troops"),
        ("Paris flew a thousand gendarmes to New Caledonia.", "flew", "MOBILIZE", None),
        ("A Canadian warship transited the strait.", "transited", "MOBILIZE", "weapons"),
        ("Riot police took up positions in Tbilisi.", "took", "MOBILIZE", "police"),
        ("Beijing launched live-fire exercises in the strait.", "launched", "MOBILIZE", "troops"),
        ("North Korea fired a missile into the sea.", "fired", "MOBILIZE", "weapons"),
        ("The Sudanese army armed civilians in Gedaref.", "armed", "MOBILIZE", "militia"),
        # compulsion
        ("Police blocked the road to the rally in Tanzania.", "blocked", "COERCE", "restrict"),
        ("Nicaragua put seventeen priests on a plane to Rome.", "put", "COERCE", "deport"),
        ("Twelve of the Pakistani party workers were detained.", "detained", "COERCE", "arrest"),
        ("Two Malian reporters were taken into custody.", "taken", "COERCE", "arrest"),
        ("Iran throttled mobile internet during the vote.", "throttled", "COERCE", "censor"),
        ("Kuwait stripped 900 people of their citizenship.", "stripped", "COERCE", "restrict"),
        ("Hackers broke into three German power plants.", "broke", "COERCE", "cyber"),
        # force
        ("Chadian rebels took the airport.", "took", "ASSAULT", None),
        ("Rwandan rebels entered Bukavu on Friday.", "entered", "ASSAULT", None),
        ("Gunmen burst into a television studio in Ecuador.", "burst", "ASSAULT", None),
        ("Congolese prisoners were given electric shocks.", "given", "ASSAULT", "torture"),
        ("Police scattered the crowd in Togo.", "scattered", "ASSAULT", "crowd-control"),
        ("A blast ripped through a mosque in Pakistan.", "ripped", "ASSAULT", "explosives"),
        ("Houthi forces sank a Greek-owned ship.", "sank", "ASSAULT", None),
        ("Police tear-gassed students in Kenya.", "gassed", "ASSAULT", "crowd-control"),
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
        # what ends
        ("Guns fell silent in Tigray on Thursday.", "fell", "RETREAT", "ceasefire"),
        ("A truce between Mali and Niger took effect at dawn.", "took", "RETREAT", "ceasefire"),
        ("Togo and Benin agreed to stop shelling villages.", "stop", "RETREAT", "ceasefire"),
        ("Norway has stopped funding a Malian school.", "stopped", "SANCTION", "discontinue"),
        ("Talks between Chad and Sudan broke down.", "broke", "SANCTION", "discontinue"),
        ("Bolivia put its talks with Chile on hold.", "put", "SANCTION", "discontinue"),
        # who is let go, let in, let through; what is laid down
        ("Libya handed over three hostages to the Red Cross.", "handed", "RETREAT", "release"),
        ("Two editors were released on bail in Minsk.", "released", "RETREAT", "release"),
        ("Sudan let 40 aid lorries cross from Chad.", "let", "RETREAT", "access"),
        ("Colombian rebels turned in their rifles.", "turned", "RETREAT", "disarm"),
        ("Peru's chief justice quit on Saturday under pressure.", "quit", "RETREAT", "resign"),
        ("The Malian army fled the town of Kidal.", "fled", "RETREAT", "withdraw"),
        # what is asked for
        ("Sweden applied for membership of NATO.", "applied", "REQUEST", "assist"),
        ("Argentina turned to the IMF for a loan.", "turned", "REQUEST", "assist"),
        ("Peru reminded Chile to keep its ships away.", "reminded", "REQUEST", None),
        ("Oslo warned Mali against harbouring the rebels.", "warned", "REQUEST", "change"),
        # who is called what, blamed, tried
        ("Iran's minister called the Saudi raid illegal.", "called", "ACCUSE", "disapprove"),
        ("Chad described the Sudanese move as provocative.", "described", "ACCUSE", "disapprove"),
        ("Ukraine pinned the blame on Russia.", "pinned", "ACCUSE", "allege"),
        ("Kenya's law drew sharp criticism from Belgium.", "criticism", "ACCUSE", "disapprove"),
        # what is turned down, broken, called off
        ("Kyiv batted away the Chinese proposal.", "batted", "REJECT", None),
        ("Ghana's rebels broke the truce with the army.", "broke", "REJECT", "yield"),
        ("Poland vowed not to give in to Hungary.", "vowed", "REJECT", "yield"),
        ("Armenia shelved its meeting with Azerbaijan.", "shelved", "REJECT", "meet"),
        # harm that is announced
        ("Turkey gave Syria four days to free the crew.", "gave", "THREATEN", None),
        ("Khartoum vowed to crush the Chadian rebels.", "vowed", "THREATEN", "violence"),
        ("The EU warned Georgia of sanctions.", "warned", "THREATEN", "restrict"),
        ("Algeria reserved the right to hit back at France.", "reserved", "THREATEN", "violence"),
        # who is put out, who goes, who is found guilty
        ("London added a Russian bank to its blacklist.", "added", "SANCTION", "discontinue"),
        ("Delhi ordered two Canadian diplomats to leave.", "ordered", "SANCTION", "expel"),
        ("Mali, Niger and Burkina Faso quit ECOWAS.", "quit", "SANCTION", "withdraw"),
        ("A court in Kigali found the bishop guilty of treason.", "found", "SANCTION", "convict"),
        ("Students went on hunger strike in Tunis.", "strike", "PROTEST", "hunger"),
        ("Gabon declared a state of emergency.", "state", "COERCE", "martial-law"),
        ("Ghana impounded a Togolese barge.", "impounded", "COERCE", "seize"),
        # talks and visits
        ("Kosovo and Serbia were locked in talks in Brussels.", "talks", "CONSULT", None),
        ("The Greek premier spoke with his Turkish counterpart.", "spoke", "CONSULT", None),
        ("Rwandan officials are in Luanda for talks with Congo.", "talks", "CONSULT", None),
        ("Canada's premier touched down in Delhi on Sunday.", "touched", "CONSULT", "visit"),
        ("The UN Security Council met on Monday.", "met", "CONSULT", "multilateral"),
        (
            "Brazil brought together envoys from Peru and Chile.",
            "brought",
            "CONSULT",
            "third-party",
        ),
        # what one says one will do with another, or for it
        ("Bulgaria is ready to open talks with Romania.", "ready", "AGREE", None),
        (
            "Pakistan signalled its readiness to resume trade with India.",
            "readiness",
            "AGREE",
            None,
        ),
        ("Egypt assured Sudan that it would keep the road open.", "assured", "AGREE", None),
        ("Egypt assured Sudan that it would not close the road.", "assured", "AGREE", None),
        ("Panama and Peru worked out a compromise on fishing.", "compromise", "AGREE", None),
        # backing
        ("Bolivia spoke in favour of Palestinian membership.", "favour", "SUPPORT", None),
        ("The Iraqi plan has won the blessing of Iran.", "blessing", "SUPPORT", None),
        ("Palau acceded to the treaty on nuclear weapons.", "acceded", "SUPPORT", None),
        ("Colombia and Venezuela exchanged ambassadors.", "ambassadors", "SUPPORT", None),
        # giving way
        ("Ghana dropped a tax on mobile payments.", "tax", "CONCEDE", None),
        ("The Peruvian government met the miners' demands.", "met", "CONCEDE", None),
        ("Chad removed Mali from its blacklist.", "removed", "CONCEDE", None),
        ("Ethiopia restored the internet in Tigray.", "internet", "CONCEDE", None),
        ("A Kenyan judge overturned the conviction of a rebel.", "conviction", "CONCEDE", None),
        # what two do together
        ("South Korea and Japan started their drills.", "drills", "COOPERATE", None),
        ("South Korea started its drills.", "drills", "MOBILIZE", "troops"),
        ("Iran and Pakistan resumed trade at Taftan.", "trade", "COOPERATE", None),
        ("Uganda worked closely with Congo to find them.", "worked", "COOPERATE", None),
        ("Mexico handed over three cartel leaders to Spain.", "handed", "COOPERATE", None),
        # what one gives another
        ("Spain flew rescue teams to Turkey.", "flew", "AID", None),
        ("The exiled minister was given asylum in Poland.", "asylum", "AID", None),
        ("Chad has taken in 600,000 Sudanese.", "taken", "AID", None),
        ("Qatar injected two billion dollars into Egypt's economy.", "injected", "AID", None),
        # at whom, if at anybody
        (
            "North Korea fired two missiles into the sea off its coast.",
            "fired",
            "MOBILIZE",
            "weapons",
        ),
        ("Rebels fired two rockets at Goma.", "fired", "ASSAULT", "heavy-weapons"),
        ("Kenya and Uganda agreed to station troops in Goma.", "agreed", "AGREE", None),
        ("Afghan guards fired across the border on Monday.", "fired", "ASSAULT", "firearms"),
        ("Mexico's navy intercepted a speedboat.", "intercepted", "COERCE", "restrict"),
        ("Fishermen from Togo blocked the harbour.", "blocked", "PROTEST", "obstruct"),
        ("Belarus moved rocket launchers to the border.", "moved", "MOBILIZE", "weapons"),
        ("Kenya described Uganda as a threat to peace.", "described", "ACCUSE", "disapprove"),
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
        # who gives it, who gets it
        ("Lebanon received fuel from Iraq.", "received", ["IRQ"], ["LBN"]),
        ("Japan gave the Philippines five patrol boats.", "gave", ["JPN"], ["PHL"]),
        ("Cuba helped Angola repel the invasion.", "helped", ["CUB"], ["AGO"]),
        ("The Iraqi plan has won the blessing of Iran.", "blessing", ["IRN"], ["IRQ"]),
        ("Belarus held manoeuvres with Russia.", "manoeuvres", ["BLR", "RUS"], []),
        ("King Omar of Morocco received the Spanish premier.", "received", ["MAR", "ESP"], []),
        # who is told what to do
        (
            "Kuwait and Qatar were asked to take in Sudanese students.",
            "take",
            ["KWT", "QAT"],
            ["SDN"],
        ),
        # whose it is undergoes it, unless the noun says who
        ("The Chilean envoy's murder shocked Lima.", "murder", [], ["CHL"]),
        (
            "The Chilean envoy's arrest by Peruvian police was no surprise.",
            "arrest",
            ["PER"],
            ["CHL"],
        ),
        (
            "The Peruvian army's killing of two Chilean monks shocked Lima.",
            "killing",
            ["PER"],
            ["CHL"],
        ),
        ("The expulsion of two Chilean envoys by Peru followed.", "expulsion", ["PER"], ["CHL"]),
        ("Peru's assassinations have angered Chile.", "assassinations", ["PER"], []),
        # what comes to somebody
        ("A relief convoy from Kenya reached Somalia on Monday.", "reached", ["KEN"], ["SOM"]),
        ("Shells from Syria fell on the Lebanese town of Arsal.", "fell", ["SYR"], ["LBN"]),
        ("A Turkish drone was fired on over Syria.", "fired", [], ["TUR"]),
        ("Iran launched forty ballistic missiles at Iraq.", "launched", ["IRN"], ["IRQ"]),
        ("Mali and Niger are quitting ECOWAS.", "quitting", ["MLI", "NER"], [None]),
        ("Swiss banks froze the accounts of a Mexican general.", "froze", ["CHE"], ["MEX"]),
        # what the parser has wrong
        (
            "Addressing the assembly, Sudan's army chief urged Chad to help.",
            "urged",
            ["SDN"],
            ["TCD"],
        ),
        (
            "Armed Chadians on motorcycles carried off sixty Sudanese pupils.",
            "carried",
            ["TCD"],
            ["SDN"],
        ),
        (
            "He mourned the Malian monks whom Libyan soldiers slaughtered.",
            "slaughtered",
            ["LBY"],
            ["MLI"],
        ),
        ("Chad's envoy is in Tunis to press Libya to free two monks.", "free", ["LBY"], [None]),
        ("The rebels gave Chad two days to free two Libyan monks.", "free", ["TCD"], ["LBY"]),
        # where talks are is no side of them
        (
            "The talks in Muscat failed, and he blamed Tehran. The envoys pressed both sides.",
            "pressed",
            [None],
            [None],
        ),
        (
            "Mali and Chad quarrelled. The envoys pressed both sides.",
            "pressed",
            [None],
            ["MLI", "TCD"],
        ),
        # whose a thing is, and who is behind a noun
        (
            "The shelling of the village of Dourou by the Malian army went on.",
            "shelling",
            ["MLI"],
            [None],
        ),
        ("Kenya threatened to close its border with Uganda.", "threatened", ["KEN"], ["UGA"]),
        ("Kenya denounced what Chad called a coup.", "denounced", ["KEN"], []),
        ("Kenya's threat to bomb Uganda alarmed the region.", "threat", ["KEN"], ["UGA"]),
        ("Japan provided the Philippines with radar.", "provided", ["JPN"], ["PHL"]),
        (
            "Two Dutch reporters were held in Chad. Norway demanded their release.",
            "demanded",
            ["NOR"],
            [],
        ),
        # verbs that share their object
        ("Guards beat and robbed two Chadian nuns.", "beat", [None], ["TCD"]),
        (
            "Kenyan troops surrounded, stormed and burned a Somali base.",
            "stormed",
            ["KEN"],
            ["SOM"],
        ),
        ("Kenyan troops attacked and the Somali guards fled.", "attacked", ["KEN"], []),
        ("Malian rebels and the army traded fire.", "traded", ["MLI", "MLI"], []),
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
        # talk, drills and ends
        ("There is talk of a Libyan attack on Chad.", "attack", "hypothetical"),
        ("Rumours of a Chilean raid on Tacna spread in Lima.", "raid", "hypothetical"),
        ("Chad's army rehearsed attacking Libyan troops.", "attacking", "hypothetical"),
        ("Kenya called for an end to the shelling of Goma.", "shelling", "happened"),
        ("Peru accused Chile of a raid on Tacna, a charge Chile denies.", "accused", "happened"),
        # what did not come about, or has not yet
        ("Kenya stopped short of accusing Uganda of the raid.", "accusing", "denied"),
        ("Uganda came close to expelling the Kenyan ambassador.", "expelling", "hypothetical"),
        ("Kenya was on the verge of attacking Uganda.", "attacking", "hypothetical"),
        ("Kenyan police are allowed to shoot protesters.", "shoot", "hypothetical"),
        ("Kenyan police were allowed to shoot protesters.", "shoot", "happened"),
        ("If Uganda attacks, Kenya will retaliate.", "attacks", "hypothetical"),
        ("The attack on Kampala did not take place.", "attack", "denied"),
        ("Imagine that Uganda invaded Kenya.", "invaded", "hypothetical"),
        ("A vote on sanctions against Uganda is due on Monday.", "sanctions", "hypothetical"),
        ("Sanctions against Uganda are on the table.", "Sanctions", "hypothetical"),
        ("Kenya's withdrawal from Uganda is a condition.", "withdrawal", "hypothetical"),
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
        # ended, given, called and left in another sense
        "A new law took effect in Chile on Monday.",
        "Kenya's runner quit smoking last year.",
        "The director of a French bank left his job for a rival.",
        "Families fled the town of Goma when the volcano erupted.",
        "The tourist from Chile let go of the rope.",
        "The surgeon gave the Kenyan two weeks to recover.",
        "The Peruvian swore that he had seen the comet.",
        "The Chilean president called the earthquake a tragedy.",
        "Peru's president called the new bridge historic.",
        "The German minister attributed his success to hard work.",
        "The Chilean diver defied gravity.",
        "The Greek farmer turned his back to the wind.",
        "The Italian driver broke the rules of the race.",
        "The Spanish law applies to all foreigners.",
        "The Polish minister looked for his glasses.",
        "The Danish train broke down.",
        "The Chilean student left the party at midnight.",
        "A Dutch woman got a year of free bread.",
        # figures of speech
        "The finance minister's budget in Chad came under heavy fire in the tabloids.",
        "The health minister of Portugal declared war on waiting lists.",
        "The prime minister of Denmark went on a charm offensive in Brussels.",
        "British supermarkets are waging a price war.",
        "The Canadian senator killed the bill.",
        "The Greek opposition bombarded the minister with questions.",
        "The Indian minister fired a broadside at the critics.",
        "The Turkish president seized the opportunity.",
        "Panic seized the Greek markets.",
        "The French actress went off script.",
        "The Dutch prime minister hit the road with his band.",
        # nature and accidents
        "A canopy that collapsed in Serbia killed 14 people.",
        "A mud slide killed eleven miners in Congo.",
        "Six tourists were killed when a bus overturned in Peru.",
        "Snow closed roads across Scotland.",
        "Swarms of locusts invaded Kenya.",
        # fiction
        "In the new series, Ghanaian commandos storm a ferry and a general bombs Accra.",
        # those who are no crowd, and crowds that do not protest
        "The minister parked his car outside the parliament in Norway.",
        "Tourists flocked to the squares of Prague.",
        "Thousands filled the streets of Seville for the Easter procession.",
        "Muslims across Indonesia fasted until dusk.",
        # those who bear no arms
        "A nurse held the Dutch child in her arms.",
        "The pope entered Mexico's cathedral.",
        "The Italian premier put her children on a plane to Sardinia.",
        # nobody who acts in public life
        "The French tourists arrived in Rome on Friday.",
        "A Turkish cargo plane landed in Lagos with a burst tyre.",
        "The Italian firm agreed to buy its Swiss rival for two billion euros.",
        "The Brazilian player reached an agreement with Porto.",
        "The actor apologised to fans in Madrid for cancelling the show.",
        "The exhibition was financed by a Swiss bank.",
        "The mother fed her baby in Accra.",
        # the same words in another sense
        "Researchers from Chile and Norway met the criteria for the grant.",
        "Ghana shares a border with Togo.",
        "The bridge in Bolivia is ready to open.",
        "The museum in Vienna is open to the public.",
        "The roof of the Polish arena caved in.",
        "The Swedish shop lowered its prices.",
        "Police in Oslo pulled a car from the ice.",
        "A storm came to Jamaica on Friday.",
        "The crowd in Lima dispersed.",
        "Doctors took bullets out of eleven people.",
        "Protesters were met by Kenyan riot police.",
        "Peru's navy launched a search for survivors.",
        "An interim council was sworn in in Haiti on Friday.",
        "Farmers in Kenya attacked the new levy.",
        "The chancellor attacked the tax reform as a gift to banks.",
        "The envoy called the accusation laughable.",
        "Judges will decide, and we shall respect their verdict.",
        "In the final season of the drama, rebels seize Paris and shoot two ministers.",
        "His lawyers said they would appeal.",
        "Nobody has asked the fishermen yet.",
        "The chancellor blamed the flood for the losses.",
        "The premier spoke with pride about the army.",
        "The envoy met with silence in Kenya.",
    ],
)
def test_other_senses(reader: Reader, text: str) -> None:
    assert [c.event for c in reader.read(text).claims if c.event is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru discussed the invasion of Chile.",
        "Peruvian lawmakers debated the killing of two nuns.",
        "Peruvian ministers pondered the arrest of the editors.",
        "Peruvian bishops discussed killings of nuns.",
    ],
)
def test_who_talks_of_an_act_has_not_done_it(reader: Reader, text: str) -> None:
    events = [claim.event for claim in reader.read(text).claims if claim.event is not None]
    assert [event.actors for event in events] == [()]


def test_i_in_reported_speech_is_the_author_who_says_i(reader: Reader) -> None:
    text = "I have kept my word. They say I negotiated with the rebels in May."
    _, event = told(reader, text, "negotiated")
    assert [party.name for party in event.actors] == ["author", "rebels"]


def test_a_ban_of_fiction_is_an_act(reader: Reader) -> None:
    text = "In the new series, commandos storm a ferry. Minsk has banned cinemas from screening it."
    events = [claim.event for claim in reader.read(text).claims if claim.event is not None]
    assert [(event.type, event.actors[0].country) for event in events] == [("COERCE", "BLR")]


def test_an_act_is_taken_up_by_a_definite_noun(reader: Reader) -> None:
    text = "A bomb killed six people in Haifa. Qatar condemned the bombing."
    _, event = told(reader, text, "bombing")
    assert event.type == "ASSAULT"
    assert [party.text for party in event.recipients] == ["six people"]


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


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "actors", "recipients"),
    [
        # an acronym that opens the sentence
        ("UNICEF suspended deliveries to Chad.", "suspended", "SANCTION", ["IGO KID"], ["TCD"]),
        ("ECOWAS imposed sanctions on Guinea.", "imposed", "SANCTION", ["IGO WAS"], ["GIN"]),
        # time that is given to act
        ("Kenya gave Somalia until Friday to act.", "gave", "THREATEN", ["KEN"], ["SOM"]),
        ("Kenya has given the rebels 48 hours to leave.", "hours", "THREATEN", ["KEN"], [None]),
        # who answers with what
        (
            "Canberra answered with a pledge to train the police of Tonga.",
            "pledge",
            "AGREE",
            ["AUS"],
            [],
        ),
        # who "who" is behind the name of a place
        (
            "Kenya arrested the mayor of Goma, who had praised the rebels.",
            "praised",
            "SUPPORT",
            ["COD GOV"],
            [None],
        ),
        # an act behind "of", and whom an inquiry is into
        (
            "Amnesty accused Eritrean troops of massacring nuns in Axum.",
            "massacring",
            "ASSAULT",
            ["ERI MIL"],
            [None],
        ),
        (
            "Swiss prosecutors opened an inquiry into a Kazakh minister.",
            "opened",
            "ACCUSE",
            ["CHE JUD"],
            ["KAZ GOV"],
        ),
        # whom a verdict is about
        (
            "A court found two Chilean officers guilty of torturing monks.",
            "torturing",
            "ASSAULT",
            ["CHL MIL"],
            [None],
        ),
        # what is asked, threatened or promised, whoever is to do it
        ("Washington asked them to stop the bombing.", "stop", "RETREAT", [None], []),
        ("The union demanded that the minister resign.", "resign", "RETREAT", [None], []),
        ("The judge told the mayor to apologise.", "apologise", "CONCEDE", [None], []),
        # what is called off
        ("Germany called off aid talks with Kigali.", "talks", "CONSULT", ["DEU", "RWA"], []),
        ("Envoys handed Beirut an ultimatum.", "ultimatum", "THREATEN", [None], ["LBN"]),
        ("Egypt warned that an attack would be met with force.", "warned", "THREATEN", ["EGY"], []),
        # who meets, and acts
        (
            "ASEAN leaders meeting in Vientiane on Wednesday again urged Kenya to act.",
            "urged",
            "REQUEST",
            ["IGO ASN"],
            ["KEN"],
        ),
        (
            "Togo accused Pakistani artillery of killing three schoolchildren.",
            "killing",
            "ASSAULT",
            ["PAK MIL"],
            [None],
        ),
        # who strikes kills, too, by the verb that carries the strikes
        (
            "Togo launched air strikes that killed two nurses.",
            "killed",
            "ASSAULT",
            ["TGO"],
            [None],
        ),
        (
            "Chad responded with a raid on the camp that wounded two nurses.",
            "wounded",
            "ASSAULT",
            ["TCD"],
            [None],
        ),
        ("Togo denounced air strikes that killed a nurse.", "killed", "ASSAULT", [], [None]),
        # who is to be freed is not who is asked
        ("Chad demanded the nun's release.", "demanded", "REQUEST", ["TCD"], []),
        ("Chad demanded that the nun be freed.", "demanded", "REQUEST", ["TCD"], []),
        ("Peruvian intelligence arrested a nun.", "arrested", "COERCE", ["PER SPY"], [None]),
        # moved, and what for
        ("Omani troops were rushed to the border.", "rushed", "MOBILIZE", ["OMN MIL"], []),
        ("Brazil praised Chile as a neighbour.", "praised", "SUPPORT", ["BRA"], ["CHL"]),
    ],
)
def test_acts_and_who_did_them(
    reader: Reader,
    text: str,
    trigger: str,
    kind: str,
    actors: list[str],
    recipients: list[str],
) -> None:
    _, event = told(reader, text, trigger)
    assert event.type == kind
    assert [party.code for party in event.actors] == actors
    assert [party.code for party in event.recipients] == recipients


def test_what_somebody_is_given_time_for_is_demanded(reader: Reader) -> None:
    claim, event = told(reader, "Kenya gave Somalia until Friday to free the sailors.", "free")
    assert (event.type, claim.status) == ("RETREAT", "demanded")


def test_what_follows_neither_nor_is_not_denied(reader: Reader) -> None:
    text = "Bern would neither confirm nor deny it, and Kenya has sued the office."
    claim, event = told(reader, text, "sued")
    assert (event.type, claim.status) == ("ACCUSE", "happened")
