"""Sentences -> how they are put: what did not come about is never told as happened."""

from __future__ import annotations

import pytest
from tests.claims import claim_at

from sayso import Reader


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        # not one, hardly any, not once, at no point
        ("Not one cable was cut by the Kenyan ship.", "cut", "denied"),
        ("Hardly any shots were fired by the army.", "fired", "denied"),
        ("Not once did Peru attack the convoy.", "attack", "denied"),
        ("Not only did Peru attack the convoy, it burned the lorries.", "attack", "happened"),
        ("At no point did Ghana shell the town.", "shell", "denied"),
        ("Under no circumstances will Ghana shell the town.", "shell", "denied"),
        ("At no small cost Ghana shelled the town.", "shelled", "happened"),
        ("The army retook the town from the rebels.", "retook", "happened"),
        ("Neither Fiji nor Tonga has attacked the convoy.", "attacked", "denied"),
        ("Both Fiji and Tonga have attacked the convoy.", "attacked", "happened"),
        # it came close
        ("Norway nearly shot down a Danish drone.", "shot", "denied"),
        ("Fiji almost attacked Tonga last year.", "attacked", "denied"),
        # what would have come of what was not, and what lasts until it comes
        ("Had the guard woken, he could have seen the boat.", "seen", "hypothetical"),
        ("If the guard had woken, he might have fired.", "fired", "hypothetical"),
        ("If the guard woke at all, he may have fired.", "fired", "happened"),
        ("The port stays closed until the hostages are freed.", "freed", "hypothetical"),
        ("The port stayed closed until the hostages were freed.", "freed", "happened"),
        # what it would have been for
        ("Laos did not send jets to bomb the camp.", "bomb", "hypothetical"),
        ("Laos will never send jets to bomb the camp.", "bomb", "hypothetical"),
        ("Laos refused to send jets to bomb the camp.", "bomb", "hypothetical"),
        ("Laos sent jets to bomb the camp.", "bomb", "planned"),
        ("Laos does not plan to bomb the camp.", "bomb", "denied"),
        # it is over, it is due, it is wished for, thought of
        ("Chad is no longer bombing the rebels.", "bombing", "denied"),
        ("Chad no longer bombs the rebels.", "bombs", "denied"),
        ("It is high time that Kenya expelled the envoy.", "expelled", "demanded"),
        ("The union wishes that Kenya had expelled the envoy.", "expelled", "hypothetical"),
        ("Kenya toyed with expelling the envoy.", "expelling", "planned"),
        ("Kenya forgot to expel the envoy.", "expel", "denied"),
        ("Kenya is free to expel the envoy.", "expel", "hypothetical"),
        # something else was done
        ("Rather than bomb the town, the army besieged it.", "bomb", "denied"),
        ("Rather than bomb the town, the army besieged it.", "besieged", "happened"),
        ("Zambia ruled out attacking the rebels.", "attacking", "denied"),
        # ready, and still to be decided
        ("The army stands ready to attack the town.", "attack", "planned"),
        ("Parliament is to vote on sanctions against Niger.", "against", "hypothetical"),
        ("We shall free every village.", "free", "planned"),
        ("The tenant shall leave the house.", "leave", "demanded"),
        ("A clerk, who asked not to be named, wept.", "named", "demanded"),
        # what there is no aim, wish or reason to do
        ("The junta has no intention of freeing the two judges.", "freeing", "denied"),
        ("Oman does not have any plans to recall its consul.", "recall", "denied"),
        ("The governor saw no reason to arrest the monks.", "arrest", "hypothetical"),
        ("Oman made plans to recall its consul.", "recall", "planned"),
        # what seems to have been done, what will go on
        ("The militia appears to have burned two granaries.", "burned", "happened"),
        ("The navy seems to be shelling the island.", "shelling", "ongoing"),
        ("Qatar will go on feeding the refugees.", "feeding", "predicted"),
        ("Qatar will keep feeding the refugees.", "feeding", "predicted"),
        ("Qatar goes on feeding the refugees.", "feeding", "ongoing"),
        # infinitives as subjects; what somebody did was to ...
        ("To jail the poet would be a mistake.", "jail", "hypothetical"),
        ("To criticise a judge is to invite a lawsuit.", "invite", "hypothetical"),
        ("What the mayor did was to hide the ballots.", "hide", "happened"),
        # a second question; a penalty that may yet come
        ("Who shot the deputy, and will the army free the suspect?", "free", "asked"),
        ("If found guilty, the general faces ten years in prison.", "faces", "hypothetical"),
        ("The general faced protests in two towns.", "faced", "happened"),
        ("The deputies will block any law that pardons the colonels.", "pardons", "hypothetical"),
        ("The deputies will block the law that pardons the colonels.", "pardons", "happened"),
        ("Rumours that Oman had freed the nuns turned out to be false.", "freed", "denied"),
        ("Reports that Oman had freed the nuns proved unfounded.", "freed", "denied"),
        ("Reports that Oman had freed the nuns angered Qatar.", "freed", "happened"),
        ("A clerk asked not to be quoted because the hearing was secret.", "secret", "happened"),
        ("Imagine that they knew, and imagine that they lied.", "lied", "hypothetical"),
        # laws, habits and drafts speak of any case
        ("A minister who jails a judge must resign.", "jails", "hypothetical"),
        ("A minister who jailed a judge has resigned.", "jailed", "happened"),
        ("Ships that block the strait may be seized.", "block", "hypothetical"),
        ("The two ships that block the strait will be seized.", "block", "ongoing"),
        ("Whoever burns a mosque burns a school.", "burns", "hypothetical"),
        ("Where rebels hold a town, the prefect shall remain.", "hold", "hypothetical"),
        ("Every winter Chile expels migrants from the camp.", "expels", "ongoing"),
        ("Whenever monks protest, soldiers arrest two.", "arrest", "ongoing"),
        ("The amendment bans the union.", "bans", "hypothetical"),
        ("The draft treaty condemns Gabon.", "condemns", "hypothetical"),
        ("The treaty condemns Gabon.", "condemns", "happened"),
        ("Under the pact, Gabon withdraws its troops in May.", "withdraws", "planned"),
        ("Under heavy fire, Gabon withdraws its troops.", "withdraws", "happened"),
        ("Gabon expels two envoys next week.", "expels", "predicted"),
        # in case, until, in another world
        ("In case rebels bomb the bridge, two ferries stand by.", "bomb", "hypothetical"),
        ("In the event that rebels bomb the bridge, ferries will sail.", "bomb", "hypothetical"),
        ("In that case rebels bombed the bridge.", "bombed", "happened"),
        ("Until Laos frees the crew, no barge will leave.", "frees", "hypothetical"),
        ("Should Peru invade, the port is mined.", "invade", "hypothetical"),
        ("In an alternative history, Peru invades Chile.", "invades", "hypothetical"),
        ("Let us say Peru invades Chile.", "invades", "hypothetical"),
        ("Who thinks that Peru invaded Chile?", "invaded", "asked"),
        # what a noun makes of its clause
        ("The danger that Laos shells the town is small.", "shells", "hypothetical"),
        ("The likelihood that Laos shelled the town is small.", "shelled", "hypothetical"),
        ("The fact that Laos shelled the town is known.", "shelled", "happened"),
        ("The town that Laos shelled is small.", "shelled", "happened"),
        ("It is a myth that Laos shelled the town.", "shelled", "denied"),
        ("It is not a myth that Laos shelled the town.", "shelled", "happened"),
        ("No proof has emerged that Laos shelled the town.", "shelled", "hypothetical"),
        # thought of, let, left undone
        ("The ministers debated deporting the nuns.", "deporting", "planned"),
        ("The nuns dreaded being arrested.", "arrested", "hypothetical"),
        ("The nuns evaded being arrested.", "arrested", "denied"),
        ("The judge lacked the authority to free the nuns.", "free", "hypothetical"),
        ("The judge has the power to free the nuns.", "free", "hypothetical"),
        ("The judge abused his power to jail the nuns.", "jail", "happened"),
        ("The judge will invoke his authority to jail the nuns.", "jail", "predicted"),
        ("The junta has used the decree to jail two nuns.", "jail", "happened"),
        ("The statute permits soldiers to shoot smugglers.", "shoot", "hypothetical"),
        ("The judge was too timid to free the nuns.", "free", "denied"),
        ("The firm is too large to fail.", "large", "ongoing"),
        ("The judges said the rules were too vague to apply.", "vague", "happened"),
        ("Big ports - which include Lima and Oslo - will close.", "include", "ongoing"),
        ("Gabon is forecasting a deficit next year.", "forecasting", "ongoing"),
        ("The judge was scolded; rather than free them, he jailed the nuns.", "free", "denied"),
        ("The judge was talked out of freeing the nuns.", "freeing", "denied"),
        ("The army came within a day of shelling the town.", "shelling", "hypothetical"),
        ("The judge might as well have jailed the nuns.", "jailed", "hypothetical"),
    ],
)
def test_status(reader: Reader, text: str, word: str, status: str) -> None:
    assert claim_at(reader, text, word.rstrip(".,")).status == status


@pytest.mark.parametrize(
    ("text", "word", "voices", "status"),
    [
        (
            "Reports of a Chilean raid on a Peruvian village could not be verified.",
            "raid",
            ["unspecified"],
            "happened",
        ),
        ("Kenya's alleged attack on Somalia angered Cairo.", "attack", ["unspecified"], "happened"),
        ("Hezbollah denied having broken the truce.", "broken", ["organization"], "denied"),
        (
            "Kenyan police are understood to have held two editors.",
            "held",
            ["unspecified"],
            "happened",
        ),
        (
            "Manila said Lao ships had rammed a boat and doused another.",
            "doused",
            ["country"],
            "happened",
        ),
        (
            "The minister said Chad had shelled a town and thanked Mali.",
            "thanked",
            [],
            "happened",
        ),
        (
            "Guards beat inmates and withheld food from them, a report by the mission found.",
            "withheld",
            ["document"],
            "happened",
        ),
        ("Word came from Lomé that the rebels had left.", "left", ["unspecified"], "happened"),
        ("Rumour has it that Qatar armed the rebels.", "armed", ["unspecified"], "happened"),
        (
            "Two Malian soldiers were reported killed on Sunday.",
            "killed",
            ["unspecified"],
            "happened",
        ),
        ("The judge cleared the officer of beating two monks.", "beating", ["person"], "denied"),
        (
            "The ministry would neither confirm nor deny that it had seized the ship.",
            "seized",
            ["organization"],
            "hypothetical",
        ),
        (
            "That was untrue, the minister said: Togo had not armed the rebels.",
            "armed",
            ["person"],
            "denied",
        ),
    ],
)
def test_who_vouches_for_it(
    reader: Reader, text: str, word: str, voices: list[str], status: str
) -> None:
    claim = claim_at(reader, text, word)
    assert [voice.kind for voice in claim.sayso[1:]] == voices
    assert claim.status == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Norway called for an end to Russian strikes on Odesa.", "strikes", "happened"),
        ("Germany called off aid talks with Kigali.", "talks", "denied"),
        ("Moscow has always denied mistreating captives.", "mistreating", "denied"),
        ("Washington asked them to stop the bombing.", "stop", "demanded"),
    ],
)
def test_what_is_to_end_or_called_off(reader: Reader, text: str, word: str, status: str) -> None:
    assert claim_at(reader, text, word).status == status


def test_an_order_is_not_its_execution(reader: Reader) -> None:
    claims = reader.read("The president ordered an attack on Kenyan troops.").claims
    told = {(c.event.type, c.status) for c in claims if c.event is not None}
    assert told == {("REQUEST", "happened"), ("ASSAULT", "demanded")}


def test_a_likelihood_belongs_to_what_is_likely(reader: Reader) -> None:
    text = "Observers believe it is likely that Chad will attack the town."
    assert claim_at(reader, text, "attack").likelihood == (0.55, 0.8)


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The rebels await the release of their chief.", "release", "predicted"),
        ("Peru postponed the release of two captains.", "release", "planned"),
        ("Peru ruled out sanctions against Chile.", "sanctions", "denied"),
        ("Peru vetoed sanctions against Chile.", "sanctions", "denied"),
        ("Talks between Peru and Chile were cancelled.", "Talks", "denied"),
        ("Peru favours sanctions against Chile.", "sanctions", "demanded"),
        ("The cabinet backed an attack on Chile.", "attack", "hypothetical"),
        ("The cabinet approved sanctions against Chile.", "sanctions", "happened"),
        ("The king cleared the way for a raid on Chile.", "raid", "hypothetical"),
        ("The vote paves the way for a raid on Chile.", "raid", "hypothetical"),
        ("Peru discussed an invasion of Chile.", "invasion", "planned"),
        ("Peru discussed the invasion of Chile.", "invasion", "happened"),
        ("The borders were debated at the start of the siege of Lima.", "siege", "happened"),
        ("Peru trained for an invasion of Chile.", "invasion", "planned"),
        ("Peru hinted at sanctions against Chile.", "sanctions", "hypothetical"),
        ("The mayor escaped an attack by rebels.", "attack", "happened"),
        ("An invasion of Chile by Peru is imminent.", "invasion", "predicted"),
        ("An invasion of Chile by Peru was expected.", "invasion", "predicted"),
        ("An invasion of Chile by Peru failed to materialise.", "invasion", "denied"),
        ("An invasion of Chile by Peru is out of the question.", "invasion", "hypothetical"),
        ("An invasion of Chile by Peru was brutal.", "invasion", "happened"),
        ("Peruvian raids on Chile are possible.", "raids", "hypothetical"),
        ("The Peruvian raid on Chile is unlikely.", "raid", "predicted"),
        ("The Peruvian raid on Chile is unlikely to please Oslo.", "raid", "happened"),
        ("The Peruvian raid on Chile was impossible to hide.", "raid", "happened"),
        ("Peruvian raids on Chile are due to start in May.", "raids", "predicted"),
        ("The Peruvian raid on Chile was due to a misreading.", "raid", "happened"),
        ("Marines staged a mock attack on a village.", "attack", "hypothetical"),
        ("Marines staged an attack on a village.", "attack", "happened"),
    ],
)
def test_status_of_acts_told_by_nouns(reader: Reader, text: str, word: str, status: str) -> None:
    claims = [
        claim
        for claim in reader.read(text).claims
        if claim.event is not None and word in claim.event.trigger.text
    ]
    assert [claim.status for claim in claims] == [status]
