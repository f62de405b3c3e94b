"""Sentences -> whose word a clause is, and how it is put, where the tree hangs it on another."""

from __future__ import annotations

import pytest
from tests.claims import claim_at

from sayso import Reader


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Imagine for a moment that the union had burned the mill.", "burned", "hypothetical"),
        ("Let us suppose that the army had fired first.", "fired", "hypothetical"),
        (
            "But should a third convoy be stopped at the border, all bets are off.",
            "stopped",
            "hypothetical",
        ),
        ("Should the second scenario unfold, Chad would have to choose.", "unfold", "hypothetical"),
        (
            "There are two scenarios. In the second, missiles strike the grid. Troops land.",
            "strike",
            "hypothetical",
        ),
        (
            "There are two scenarios. In the second, missiles strike the grid. Troops land.",
            "land",
            "hypothetical",
        ),
        ("In the worst case, the navy closes two ports.", "closes", "hypothetical"),
        ("Neither has published a contract.", "published", "denied"),
        ("Neither of them signed the treaty.", "signed", "denied"),
        ("One of them signed the treaty.", "signed", "happened"),
        ("Were a judge to see both, we might learn more.", "see", "hypothetical"),
        ("Were Peru to attack, Chile would answer.", "attack", "hypothetical"),
        ("Should Peru attack, Chile would answer.", "attack", "hypothetical"),
        ("Chile would have answered, had Peru attacked the ports.", "attacked", "hypothetical"),
        ("The mayor may leave, should a court fine her.", "fine", "hypothetical"),
        ("The mayor might lose the vote and refuse to leave.", "refuse", "hypothetical"),
        ("The guards will close the gate and deny entry to reporters.", "deny", "predicted"),
        ("Peru insisted that Chile withdraw its ships.", "withdraw", "demanded"),
        ("Peru insisted that Chile withdrew its ships.", "withdrew", "happened"),
        ("Peru insists that rebels withdraw each night.", "withdraw", "ongoing"),
        ("A judge ruled that the editor be freed.", "freed", "demanded"),
        ("The union asked that the clerks be paid.", "paid", "demanded"),
        ("The union asked whether the clerks were paid.", "paid", "asked"),
        ("The envoy suggested that Peru shell the port.", "shell", "demanded"),
        ("Peru began a campaign aimed at the expulsion of Chadian refugees.", "of", "planned"),
        ("Ruiz dismissed the mayor as being out of his mind.", "being", "happened"),
        ("Nor should the army shoot at crowds.", "shoot", "demanded"),
        ("Chad's consul offered to take in the sick. Her offer was declined.", "offer", "happened"),
        ("In the port, missiles strike the grid.", "strike", "happened"),
        ("The aborted coup in Chad cost two lives.", "coup", "denied"),
        ("The failed coup in Gabon shook investors.", "coup", "denied"),
        ("The cancelled visit of Kenya's president to Chad angered Mali.", "visit", "denied"),
        ("The bloody coup in Gabon shook investors.", "coup", "happened"),
        ("The claim that soldiers burned the clinic is false.", "burned", "denied"),
        ("The claim that soldiers burned the clinic is not false.", "burned", "happened"),
        ("Prosecutors asked judges to jail him for ordering a massacre.", "ordering", "happened"),
        ("Kenya has offered to move a missile battery to Chad.", "move", "planned"),
        ("Kenya will send more soldiers to Chad, its defence minister said.", "send", "planned"),
        ("The general warned that his army would seize the dam.", "seize", "threatened"),
        ("The general warned that the army of Chad would seize it.", "seize", "predicted"),
        ("Kenya has vowed to bomb the camps in Chad.", "bomb", "threatened"),
        ("Scenario one: a slow war. Peru closes the strait.", "closes", "hypothetical"),
        (
            "Talks drag on.\n\nScenario B: a blockade. Two frigates seize a tanker.",
            "seize",
            "hypothetical",
        ),
        ("Scenario one: a slow war. “Peru will close it,” says a diplomat.", "says", "ongoing"),
        ("Had Lima paid in May, as it promised, no ship could have left.", "paid", "hypothetical"),
        ("A story that nuns had hidden the guns was fabricated by a blogger.", "hidden", "denied"),
        ("Rumours that nuns had hidden the guns were debunked in June.", "hidden", "denied"),
        ("The ministry dismissed as false a claim that nuns had hidden arms.", "hidden", "denied"),
    ],
)
def test_status(reader: Reader, text: str, word: str, status: str) -> None:
    claim = claim_at(reader, text, word)
    assert claim.status == status


@pytest.mark.parametrize(
    ("text", "word", "voices"),
    [
        (
            "Gray was silent when told to pay a builder who said he was robbed after he had built "
            "one of Gray’s clubs, saying, “He never finished the job, and I wasn’t happy with it.”",
            "finished",
            ["Gray"],
        ),
        (
            "The film ends with footage of the general telling the crowd, “You burned the mill,” "
            "before he boarded the plane.",
            "burned",
            ["general"],
        ),
        (
            "The spot closes with a clip of Gray saying in March, “We burned the mill.”",
            "burned",
            ["Gray"],
        ),
        (
            "The crowd grew so loud that the minister gave his reply: “You burned the mill.”",
            "burned",
            ["minister"],
        ),
        (
            "The governor denounced what he called a “coup,” a vote of the council that had "
            "stripped him of his office.",
            "stripped",
            [],
        ),
        ("Had Peru attacked, Chile would have answered.", "attacked", []),
        ("The mine spills ninety tons per day into the lake.", "spills", []),
        ("The mine spills two tons per 100 litres of acid.", "spills", []),
        ("The mine closed on Friday, per police.", "closed", ["police"]),
        ("Per the mayor's office, the mine closed.", "closed", ["mayor's office"]),
        ("“You burned the mill, Anna,” Lund said on Friday.", "burned", ["Lund"]),
        (
            '“We burned the mill,” Lund said.\n\n"They shelled the town.\n\n“We left,” Lund said.',
            "shelled",
            [None],
        ),
        (
            "Ministers will meet on Thursday, two diplomats said, after Lima said debris from a "
            "Chilean drone had landed on a farm.",
            "landed",
            ["Lima"],
        ),
        (
            "Last month it denied having rammed anybody and said that Chilean boats had fled.",
            "fled",
            [None],
        ),
        (
            "The coast guard showed a film that it said showed a boat sinking.",
            "sinking",
            [None, "film"],
        ),
        # a form that can only be a participle goes on with what is said
        (
            "A farmer said that bandits had burned two barns and stolen forty goats.",
            "stolen",
            ["farmer"],
        ),
        ("A farmer said that bandits had burned two barns and fled the valley.", "said", []),
        # what others say behind a tag is theirs
        (
            "The dam is safe, engineers said, while villagers accused the army of mining it.",
            "accused",
            [],
        ),
        (
            "The dam is safe, engineers said, while villagers accused the army of mining it.",
            "mining",
            ["villagers"],
        ),
        (
            "Ministers fled, residents said, after the rebels had taken the port.",
            "taken",
            ["residents"],
        ),
        # what is added about those who are talked of
        (
            "The banker is believed to have escaped to Panama, which has refused to hand him over.",
            "refused",
            [],
        ),
        (
            "Lima denied spying on the bishop, who had criticised the new dam in March.",
            "criticised",
            [],
        ),
        (
            "Oman urged them to return to the talks, which collapsed when a general walked out.",
            "walked",
            [],
        ),
        (
            "The union said that it wanted a pay rise, a step the ministry has ruled out.",
            "ruled",
            [],
        ),
        # what accords with a promise is nobody's word
        ("The governor resigned on Friday, as he had promised.", "resigned", []),
        ("The crowd threw stones, the police responded with batons and gas.", "threw", []),
        ("Oslo maintains that it was shipping grain.", "shipping", ["Oslo"]),
        # a tag between a clause and the one it goes with
        (
            "If Chad had wanted it, a scholar argued, it would have burned Kano.",
            "burned",
            ["scholar"],
        ),
        ("When the bandits came, a midwife recalled, they shot the mayor.", "shot", ["midwife"]),
        (
            "Had the guards resisted, the inquiry found, nobody would have died.",
            "died",
            ["inquiry"],
        ),
        # who blames is not who was thrown
        (
            "Nuns said that no stone had been thrown and blamed the guards for shooting at pupils.",
            "shooting",
            ["Nuns"],
        ),
        # who speaks behind a quotation is no object
        (
            "“If they fire, we shall answer,” snapped the Kenyan admiral.",
            "answer",
            ["Kenyan admiral"],
        ),
        ("“They fired on us,” retorted the ferryman.", "fired", ["ferryman"]),
        # a quotation is the object of the verb before it, not of the next
        (
            "The envoy praised “the courage of the ferry crews” and promised them a pension.",
            "courage",
            [],
        ),
        # nobody condemned it, but it is there
        ("The envoy did not condemn the shelling of the port.", "shelling", []),
        ("Rather than condemn the shelling of the port, he left.", "shelling", []),
        ("The envoy condemned the shelling of the port.", "shelling", ["envoy"]),
        # a ruling is called something; it says nothing
        ("A judge freed the editor, a ruling that his rivals called a farce.", "called", []),
        ("The envoy was accused of steering letters to a court.", "steering", [None]),
        # what had been done goes on, whatever the verb is
        (
            "Lima claimed that gunboats had crossed the line and fired on a trawler.",
            "trawler",
            ["Lima"],
        ),
        (
            "A clerk said that the boys had been drugged and ordered to rob a bank.",
            "ordered",
            ["clerk"],
        ),
        ("Both sides must return to the talks that the army broke off in May.", "broke", []),
    ],
)
def test_voices(reader: Reader, text: str, word: str, voices: list[str | None]) -> None:
    claim = claim_at(reader, text, word)
    assert [voice.name for voice in claim.sayso[1:]] == voices


def test_what_sums_a_claim_up_is_no_part_of_it(reader: Reader) -> None:
    text = (
        "It denied having rammed anybody and said that Chilean boats had fled, a claim that Lima "
        "rejected."
    )
    assert claim_at(reader, text, "fled").text == "Chilean boats had fled"
