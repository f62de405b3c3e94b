"""Sentences -> claims: who says it and how it is put, where a careless reader goes wrong."""

from __future__ import annotations

import pytest

from sayso import Claim, Reader

INTERVIEW = """A partial transcript follows.

"COLLINS: Will you withdraw the troops? The opposition says you promised it.

"HARGREAVE: Sorland attacked our convoys last week, and we will stay.

"COLLINS: Did you order the strike on the depot?

"HARGREAVE: No. I ordered nothing of the kind."
"""

# text, a word of the claim, its voices after the author, its status
READINGS = [
    # a quotation in a quotation goes on with the verb in front of it
    (
        "A clerk told the radio: \"The mayor looked up and said, 'Burn the files, I won't wait,' "
        'and then she went."',
        "Burn",
        ["clerk", "mayor"],
        "demanded",
    ),
    (
        "A nurse told us: “The guard pointed at the ward and shouted, ‘Take them away.’”",
        "Take",
        ["nurse", "guard"],
        "demanded",
    ),
    # what leads up to a promise, a vow or a word is no part of it
    ("When the marshal took over in 2014, he promised talks.", "took", [], "happened"),
    ("After the king had fled, Otieno vowed reform.", "fled", [], "happened"),
    ("When the troops left, people wept, he said.", "wept", [None], "happened"),
    # a semicolon ends what a voice says
    (
        "Officers had beaten two men, Perez alleged; a spokesman declined to comment.",
        "declined",
        [],
        "happened",
    ),
    (
        "Officers had beaten two men, Perez alleged; a spokesman declined to comment.",
        "beaten",
        ["Perez"],
        "happened",
    ),
    # another speaker behind "and"
    (
        "Mali lost four, the army said, and Chad's health ministry reported that two women died.",
        "died",
        ["Chad's health ministry"],
        "happened",
    ),
    (
        "Sudan says the rebels are rearming and accuses Chad of helping them.",
        "accuses",
        [],
        "happened",
    ),
    (
        "Sudan says the rebels are rearming and accuses Chad of helping them.",
        "rearming",
        ["Sudan"],
        "ongoing",
    ),
    # the turns of an interview, each printed as a quotation
    (INTERVIEW, "withdraw", ["COLLINS"], "asked"),
    (INTERVIEW, "attacked", ["HARGREAVE"], "happened"),
    (INTERVIEW, "strike", ["COLLINS", "you"], "asked"),
    # who is asked whether he did it has not done it yet
    ("Did Moscow order the strike on the depot?", "strike", ["Moscow"], "asked"),
    ("Why did Moscow order the strike on the depot?", "strike", ["Moscow"], "demanded"),
    # one voice over several clauses
    (
        "Analysts believe that raids are probable, but that neither side wants a war.",
        "wants",
        ["Analysts"],
        "denied",
    ),
    ("The president seeks nothing but justice on the border.", "seeks", [], "ongoing"),
    (
        "“My aunt phoned me and said, ‘Sell it today or lose your farm,’” the farmer recalled.",
        "lose",
        ["farmer", "My aunt"],
        "demanded",
    ),
    (
        "The law will be introduced next month, Anna Rowland said, and is expected to pass.",
        "pass",
        ["Anna Rowland"],
        "predicted",
    ),
    (
        "Ethiopia accused Eritrea of massing troops and of financing rebels.",
        "financing",
        ["Ethiopia"],
        "happened",
    ),
    # a tag behind a speaker's relative clause, in mid-sentence, turned round
    (
        "Mali has vetoed the statement, a diplomat who was in the room told reporters.",
        "vetoed",
        ["diplomat"],
        "happened",
    ),
    (
        "A curfew was imposed, the governor, Ann Otieno, said, after rebels had shelled the town.",
        "shelled",
        ["Ann Otieno"],
        "happened",
    ),
    (
        "Villages were looted and burnt by men in uniform, say refugees, who blame the army.",
        "burnt",
        ["refugees"],
        "happened",
    ),
    # what is promised, asked for or called has not happened
    ("Kenya pledged $2 million in emergency relief.", "relief", [], "planned"),
    ("The rebels will ask Washington for talks.", "talks", [], "demanded"),
    ("The union called a general strike for Monday.", "strike", [], "planned"),
    ("Tomorrow we march on parliament.", "march", [], "threatened"),
    # closing tags
    (
        "Peru will expel the envoy, Prime Minister Ana Diaz announced, after spies were found.",
        "expel",
        ["Ana Diaz"],
        "threatened",  # she speaks for the one who will
    ),
    (
        "Niger wants war, its neighbour fears, a diplomat told the Daily.",
        "wants",
        ["diplomat"],
        "ongoing",
    ),
    # what is not said to be so
    (
        "Diaz did not jail the mayor because the mayor stole; Diaz jailed him because he won.",
        "stole",
        [],
        "hypothetical",
    ),
    ("The problem is not that she lies.", "lies", [], "denied"),
    (
        "The panel had seen no evidence that the halt was deliberate.",
        "deliberate",
        [None],
        "hypothetical",
    ),
    (
        "The minister denied reports that he had ordered a retreat.",
        "ordered",
        ["minister"],
        "denied",
    ),
    ("An attack on Taiwan could follow.", "attack", [], "hypothetical"),
    ("Had Kenya sent troops, the junta would have fallen.", "sent", [], "hypothetical"),
    ("Observers have yet to be accredited.", "accredited", [], "denied"),
    ("Someone ought to govern.", "govern", [], "demanded"),
    ("Not a drop will be lost.", "lost", [], "denied"),
    ("Instead of bombing the town, Chad withdrew.", "bombing", [], "denied"),
    ("It is not a party but a racket.", "racket", [], "ongoing"),
    # the writer's own judgement stays the writer's
    ("His remarks confirm that he is preparing a war.", "preparing", [], "ongoing"),
    ("This means that Mali refuses dialogue.", "refuses", [], "happened"),
    ("He ordered plans for seizing the region, which belongs to Guyana.", "belongs", [], "ongoing"),
    # a speaker before a quotation and behind it is one voice; who quotes himself is two
    (
        "Omar Diallo was blunt: “The rebels admitted, ‘we burned the mill,’” he told us.",
        "burned",
        ["Omar Diallo", "rebels"],
        "happened",
    ),
    # whom a spokesman speaks for
    (
        "The junta’s spokesman warned that it would bomb Chad.",
        "bomb",
        ["junta’s spokesman"],
        "threatened",
    ),
    (
        "The ministry’s spokesman warned that it would be cold.",
        "cold",
        ["ministry’s spokesman"],
        "predicted",
    ),
    # what is dismissed as something is denied, wherever the tree hangs it
    (
        "A spokesman dismissed as “fantasy” a report that Chad had paid the gunmen.",
        "paid",
        ["spokesman"],
        "denied",
    ),
    # a closing tag whose verb may be a noun, or whose subject an adjective
    (
        "Trade will collapse before winter, the chamber of commerce fears.",
        "collapse",
        ["chamber of commerce"],
        "predicted",
    ),
    ("The war will end by June, the general hopes.", "end", ["general"], "predicted"),
    # all of an enumeration is wanted
    (
        "She wants to deport the refugees, pay the rebels, and leave the pact.",
        "leave",
        [],
        "planned",
    ),
    # a document that closes the sentence says it
    (
        "Peru offered to lift its veto for jets, a leaked cable shows.",
        "offered",
        ["leaked cable"],
        "happened",
    ),
    # both things of which somebody is accused
    (
        "State media accused the writer of insulting the army and of taking money from abroad.",
        "taking",
        ["State media"],
        "happened",
    ),
    # people who are only counted
    ("Four in five said that Chad had given too much.", "given", ["Four in five"], "happened"),
    (
        '"If they shoot, we will return," one of them says.',
        "shoot",
        ["one of them"],
        "hypothetical",
    ),
    # whoever wants others to believe a thing claims it
    (
        "The minister would have us believe that the fence stopped the smugglers.",
        "stopped",
        ["minister"],
        "happened",
    ),
    ("Crossings fell, as any sailor could have told him.", "fell", [], "happened"),
    # a source inside the last of several verbs
    (
        "She was dismissed in May and, according to her daughter, threatened with death.",
        "dismissed",
        [],
        "happened",
    ),
    # what the first of a kind does is done
    (
        "Ana Paz was the first woman to command a battalion.",
        "command",
        [],
        "happened",
    ),
    ("A second says that the minister lied.", "lied", ["second"], "happened"),
    ("They should know that Chad has never begged.", "begged", [], "denied"),
    ("Chad would have lost, some argue.", "lost", ["some"], "hypothetical"),
    (
        "The Commission is worried. It fears that the body will be burned.",
        "burned",
        ["Commission"],
        "predicted",
    ),
    (
        "Stop lecturing us\n\nTogo wants us to think that it won.",
        "won",
        ["Togo"],
        "happened",
    ),
    # an abbreviation ends no sentence
    (
        "Mr Holt: The hon. Lady knows that the report is secret.\n\nMs Paz: I do not.",
        "secret",
        ["Mr Holt"],
        "ongoing",
    ),
    # Q and A
    (
        "Interview: Minister Katri Lehtonen\n\nQ: Did you know?\n\nA: The ship left at noon.",
        "left",
        ["Katri Lehtonen"],
        "happened",
    ),
    # a quotation may go on below without a new mark
    (
        'The spokesman stated the following (translation):\n\n"We hold the hill.\n\n'
        'We captured ten men on the road to the mill."',
        "captured",
        ["spokesman"],
        "happened",
    ),
    # a noun is enough to make a claim
    ("The papers repeated a claim that guards had fled.", "fled", ["papers"], "happened"),
    ("Leaked minutes show that the board paid two clerks.", "paid", ["Leaked minutes"], "happened"),
    # what is said of a list of scenarios is a plain report
    (
        "Three scenarios follow.\n\nThird: Kenya sends two battalions.",
        "sends",
        [],
        "hypothetical",
    ),
    (
        "Three scenarios follow.\n\nThird: the army splits. Critics say the list is naive.",
        "naive",
        ["Critics"],
        "ongoing",
    ),
    # what is called a charge is nobody's fact
    ("Uganda armed the rebels, a charge Kampala denies.", "armed", [None], "happened"),
    ("Troops burned two villages, an allegation Lima rejects.", "burned", [None], "happened"),
    # the outcome of an alleged act is alleged, too
    (
        "Chad accused Libya of firing rockets at a boat on Sunday, injuring two sailors.",
        "injuring",
        ["Chad"],
        "happened",
    ),
    # what is thought through has not happened
    ("In this scenario, Mali withdraws its troops.", "withdraws", [], "hypothetical"),
    ("A third possibility is that both sides agree to a truce.", "agree", [], "hypothetical"),
    # headlines that name their source by a colon
    ("Health ministry: Chad shelled border post\n", "shelled", ["Health ministry"], "happened"),
    ("Kigali: Uganda armed the rebels\n", "armed", ["Kigali"], "happened"),
    ("Sudan: floods destroyed nine bridges\n", "destroyed", [], "happened"),
    # what a court is told is not what the writer knows
    ("The trial heard that Duarte shot the journalist.", "shot", [None], "happened"),
    # a colon before the verb: nobody is quoted
    ("What happened is simple: officers charged a peaceful march.", "simple", [], "ongoing"),
]


def claim_with(reader: Reader, text: str, word: str) -> Claim:
    """The smallest claim that holds a word."""
    start = text.index(word)
    holding = [c for c in reader.read(text).claims if c.start <= start < c.end]
    return min(holding, key=lambda c: c.end - c.start)


@pytest.mark.parametrize(("text", "word", "voices", "status"), READINGS)
def test_voice_and_status(
    reader: Reader, text: str, word: str, voices: list[str | None], status: str
) -> None:
    claim = claim_with(reader, text, word)
    assert [voice.name for voice in claim.sayso[1:]] == voices
    assert claim.status == status


@pytest.mark.parametrize(
    ("text", "word", "likelihood"),
    [
        ("Kenya will probably attack.", "attack", (0.55, 0.8)),
        ("There is a roughly even chance that Chad will attack Niger.", "attack", (0.45, 0.55)),
        ("It is unlikely that Chad will attack Niger.", "attack", (0.2, 0.45)),
        ("Chad will almost certainly attack Niger.", "attack", (0.95, 0.99)),
        ("Chad will attack Niger.", "attack", None),
    ],
)
def test_words_of_probability(
    reader: Reader, text: str, word: str, likelihood: tuple[float, float] | None
) -> None:
    assert claim_with(reader, text, word).likelihood == likelihood


@pytest.mark.parametrize(
    ("text", "word", "kind", "actors", "recipients"),
    [
        ("On Monday Chad attacked Mali.", "attacked", "ASSAULT", ["TCD"], ["MLI"]),
        ("Iran vowed to retaliate against Israel.", "vowed", "THREATEN", ["IRN"], ["ISR"]),
        (
            "Kenyan Foreign Minister Paul Otieno denied that he met Chad's envoy Ali Musa in May.",
            "met",
            "CONSULT",
            ["KEN", "TCD"],
            [],
        ),
        ("Fiji and Tonga signed an accord.", "signed", "AGREE", ["FJI", "TON"], []),
        ("Thai and Cambodian soldiers clashed.", "clashed", "ASSAULT", ["THA", "KHM"], []),
        ("Peru called for talks with Chile.", "called", "REQUEST", ["PER"], ["CHL"]),
        ("Chad promised to give Niger two patrol boats.", "give", "AID", ["TCD"], ["NER"]),
        (
            "Two Peruvian diplomats were expelled by Chile.",
            "expelled",
            "SANCTION",
            ["CHL"],
            ["PER"],
        ),
        ("The miners' strike entered its third week in Peru.", "strike", "PROTEST", ["miners"], []),
        (
            "Appeals from Kenya and Uganda to free the envoy failed.",
            "Appeals",
            "REQUEST",
            ["KEN", "UGA"],
            [],
        ),
    ],
)
def test_who_did_what_to_whom(
    reader: Reader, text: str, word: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    event = claim_with(reader, text, word).event
    assert event is not None
    assert event.type == kind
    assert [party.country or party.text.split()[-1].rstrip("'") for party in event.actors] == actors
    assert [party.country for party in event.recipients] == recipients


@pytest.mark.parametrize(
    "text",
    [
        "A Chinese official declined to comment.",
        "Brazil attacked down the left wing and won 3-1.",
        "The general attacked the problem with energy.",
        "In the film, marines invade Cuba.",
        "Police arrested a man for stabbing his neighbour.",
        "Jordan Bell joined the orchestra.",
        "Few believe that Kenya attacked Somalia.",
        "Nothing suggests that Ghana bombed Togo.",
        "Is it true that Chile bombed Argentina?",
        "It is unclear who bombed Qatar.",
        "Kenya warned that Uganda might attack Rwanda.",
    ],
)
def test_nothing_political_happened(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert [c.event for c in reading.claims if c.event is not None and c.status == "happened"] == []
