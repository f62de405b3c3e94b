"""Classes of words. Comes in: ``word_classes.csv``; goes out: the lemmas of a class, as a set.

These are facts about English that no single rule owns: which verbs describe states, which verbs
bring an act about, which nouns count or weigh what stands behind them. A word may be in several
classes. What a class does to a reading is for the stage that asks for it; here it only has a name:

======================== ===========================================================================
transparent verb         its infinitive is as real as the verb itself ("was forced to leave")
stative verb             in the present it describes a state, not one act
adverb of habit          it makes a habit of an act in the present
adjective of many countries those whom it tells of are of no country that they are in ("African")
adjective of possibility a noun with it may never come true ("a possible attack")
adjective of a stop      a noun with it did not come about ("the foiled attack")
adjective of failure     a seizure with it did not come about ("a failed coup")
adjective of prospect    a noun with it is still to come ("upcoming talks")
stopping verb            what is done to its object is that it does not happen
creating verb            its object comes about by it ("launched", "signed", "risks")
undergoing verb          its subject has the act of its object done to it ("faced protests")
ending verb              the act of its gerund is over ("stopped shelling")
verb of departure        somebody leaves, or is kept from going on ("quit", "stopped at the border")
verb of consent          alone it takes up an offer that was told ("only Oman has accepted")
noun of an outing        one goes on it, and does no more ("went on a hunting trip")
verb of requital         an act that is harm to somebody, even if nobody is named ("retaliate")
verb of vowed harm       harm that is vowed, where a party is its object ("crush the rebels")
commanding verb          to tell diplomats by it to leave is to expel them ("ordered", "gave")
stretch of time          to give somebody that long to act is an ultimatum ("four days")
penalty                  what is done to somebody for what they have done ("jail him for")
arresting verb           the act of police and courts, against whomever
verb of custody          an arrest where police, troops or a state do it, else something else
verb of leaving          a retreat from a place if armed forces do it, else a journey
verb of shooting         whoever is shot has been shot on purpose, named or not
verb of movement         an attack or a show of force if forces do it, else a journey
act of a state           compulsion if a state or those in power do it, else anything
verb of a protest        a protest whoever does it, police and soldiers included
verb of a revolt         a revolt, by soldiers too
act of a crowd           a protest if a crowd does it, else anything ("parked their tractors")
act of a riot            a riot if protesters do it, else an attack or a seizure
mishap                   what does harm without anybody's will: a storm, a crash
noun of computing        who breaks into it is a hacker
word of a figure         an attack or a war that it stands before is none ("charm offensive")
verb beside a protest    as a participle it goes with a protest, and is none ("waving flags")
walkout                  workers who do it are on strike, delegates leave the talks
verb of conquest         what takes ground if forces or a state do it
verb of harm             what it does can be done by nobody: a storm kills
guard                    whoever guards, for a state or a prison
noun of open space       to fire into it hits nobody: the sea, the air
leisurely crowd          people who are out for fun, for work or for God
festive occasion         a crowd in its sentence celebrates
verb of holding          a kidnapping if the armed do it ("held the child")
thing that is issued     nobody; whoever issues it does what it does ("a letter accusing Chad")
verb of issuing          it puts about what says something in print ("signed a letter")
verb of account          whom it holds to account did it: "fined two banks for supplying it"
verb of killing          it takes a living being: to kill a bill is no killing
verb of a ban            what a state does to books and films, too
show                     forces that come for it are no threat: a parade, a mass
cause                    to fight it or for it is no fight: an election, a disease
swarm                    what invades without arms: locusts, tourists
verb of a weapon         an attack if a weapon does it ("the bomb went off")
noun of an offer         to reject it is an act, and says of nothing that it is not so
way into a country       what a state closes to others: a border, its airspace
crowd                    a number of people of no other kind ("thousands", "a mob")
private person           whoever acts for himself, not for a party in public life: athletes, artists
adjective of willingness "is ready to" is an offer
thing in common          to share it is a state ("shares a border"), no act
civil use                a plane or ship with it is no part of a force ("cargo")
winning verb             its subject is whom the backing, aid or blame of its object goes to
verb of assembling       a meeting if those who hold office do it, else a crowd
verb of travel           a visit if those who hold office do it, else a journey
noun of an exercise      what two armies do together is cooperation, what one does a show of force
abstract noun            a thing of the mind or of society: it is attacked in words only
noun of measure          it counts or weighs the noun behind its "of"
citing verb              its subject or object may be evidence ("leaked files show")
citing form              a participle or preposition that introduces evidence ("according to")
quantity                 what stands behind its "of" is the actor ("thousands of teachers")
faceless role            whoever has it is not named by it, even with an article ("the official")
body                     an organisation, whoever runs it ("the committee")
thing like a person      a form that ends like one for people and means things ("rivers")
thing that acts          whoever sends it acts by it ("drones")
thing that is told       who offers it says something: a proof, an excuse, a comment
post of a force          it is of the sector of those who hold it ("rebel positions")
political noun           a state or its power: an actor even where nothing says whose
noun of a pair           "the two ..." are the last two countries named
noun of a pair of people "the two ..." are the last two people named
title of a person        a form of address or rank in front of a name, no part of it
form of address          a title that makes a name of what stands behind it ("Mr. Jordan")
particle of a name       a small word inside a personal name
kin                      a relative: whose name stands beside it is a person
attribute of a country   it stands before a country's name, and is no first name ("Northern Kenya")
noun placed by in        "in Chad" behind it says whose it is
noun of ground           a kind or part of ground: what "of" puts behind it is its name or whole
noun of a region         "the ... region": ground wider than the town that it is named for
noun of a border         it lies in no single country
noun of a feature        a river, a valley, a strait: it need not end at a border
word of direction        which part of a place is meant ("northern Iraq", "north of Goma")
noun of an occasion      where people speak: "at the summit" tells where they spoke
preposition of place     what stands behind it says where, and is nobody ("near Goma")
arriving verb            where its subject comes to is whom it comes to ("arrived in Goma")
state of the US in short "Pa." behind a town and a comma
verb of speaking         its subject is human, whatever the tagger says
verb of making a claim   its subject makes the claim that is its object ("voiced fears")
noun of a motion         what it is about is still to be decided ("a vote on sanctions")
verb of insisting        a bare verb in its clause is what ought to be ("insisted that it leave")
verb of weighing         what it is about is still to be decided ("to vote on sanctions")
noun of a time or way    "at no ..." denies the clause ("at no point did they attack")
noun of a supposition    what is told in it in the present is supposed ("in this scenario")
judge of a scenario      who says something of it speaks outside it ("critics say")
noun of a prospect       what is one has not happened ("a strike is an option")
weapon of a state        with a country's name right before it, that country's army ("Syrian tanks")
noun of a draft          what it lays down in the present is not in force ("the bill bans strikes")
noun of a text of law    the same, where it is called a draft ("the draft treaty ends the ban")
noun of a settlement     what is told "under" it in the present is still to be done
noun of leave            who gives it to an act lets it come ("cleared the way for a raid")
verb of approval         what is approved without "the" is thought of ("backed strikes on Chad")
noun of a seizure        taking power by force: a coup
noun of an end           who asks for it says that what it ends goes on ("an end to the raids")
noun of a claim          what is said, taken up behind a comma ("a charge they deny")
verb of an answer        what it lacks an object for is the claim ("a charge nobody could prove")
verb about a claim       "the claim that he denied": no content, it tells of the claim
verb of a fact           its object "it" is what has been said, not somebody
word for the untrue      who calls a claim so denies it ("called the report a lie")
verb of knowing          whoever tells that somebody knows a thing says it, too
adverb of untruth        what is said in this way is not so ("falsely claimed")
verb of turning out      what follows judges its subject ("the claim proved false")
verb of calling          it says what its object is ("called the report a lie")
answering verb           its subject does what stands behind "with" ("answered with a pledge")
verb of begging          who does it is to get what is asked for ("asked Kenya to send doctors")
verb of going round      its subject is a claim, told in the clause behind it ("word came that")
factive verb             its clause is true for the author, too ("realised that they had left")
adverb of near miss      the act came close and was not done ("nearly broke the record")
word of the future       a time that is still to come ("tomorrow")
delaying verb            what is done to its object is that it does not happen yet, or not at all
word for a man           who is called so is "he"
word for a woman         who is called so is "she"
word for a former office before or in an office: no longer held
undergone noun           it is done to whom it belongs ("their arrest"), unless it says to whom else
noun of a state beside   of a state it means another state, not a person ("its neighbour")
noun of an embassy       who is called so again is of the embassy's country ("the ambassador")
party in power           there is one a country: "the ruling party"
adjective of a part      what governs it is a part of the state that acts on it ("regional")
voice of a state         who speaks or works for a state is of its government, if for no other body
noun of another          who is named by it is not its possessor: an enemy, a neighbour, a partner
noun of one's own        private ties: they tell nothing of a country ("her husband", "his lawyer")
role in any body         it has the sector of the body it belongs to ("the union's leader")
leading office           who holds it can be called "the leader" of a country
verb of appointing       makes its object what stands behind it ("elected her president")
verb of taking office    its subject is from then on what stands behind it ("became president")
verb of leaving office   its subject is no longer what stands behind it ("resigned as minister")
noun for a country       "the country": one that has been named
noun for a body ...      "the bloc": a body of that kind that has been named
noun of a state abroad   a state's body or official that is found in other countries
noun for police          "the officers": the police that have been named
seat of world bodies     a court or an official there may be nobody's own
noun of a state          what only a state or a people has: a border, a soil, a capital
adjective of judgement   "it is ... that", "it is ... to": nobody is meant by "it"
verb of finding          "made it clear that": nobody is meant by "it"
weather verb             nobody is meant by its "it"
lasting verb             what it says went on for a time, or up to one ("lasted until Friday")
verb of happening        its subject takes place, or what it does is what its subject is ("killed")
verb of arranging        its object takes place at the time of the verb ("arranged the release")
verb of memory           a date of long ago under it is its object's ("remember the raid of 1983")
commemorating noun       what stands behind its "of" is history ("the anniversary of the coup")
commemorating verb       its object is history ("commemorated the massacre")
thing like an act        a noun with an ending of acts that has no time of its own ("nation")
participle only          a form that no verb has in the past: only a participle can be it
verb of harm done to people  without an object it is done to its subject ("dozens wounded")
verb of inventing        what it is said of is untrue ("the story was invented", "was debunked")
noun that sums up        behind a comma it takes up what was said before ("..., a demand that")
noun of a penalty        who faces it may yet have it done to them
label of a section       before a colon it heads a part of a text, and nobody speaks ("Verdict:")
verb that shares objects it has the object of the verb it is joined to ("beat and jailed two monks")
======================== ===========================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from sayso.knowledge.rows import read_rows

WordClass = Literal[
    "verb that shares objects",
    "label of a section",
    "noun that sums up",
    "noun of a penalty",
    "participle only",
    "verb of harm done to people",
    "verb of inventing",
    "transparent verb",
    "stative verb",
    "adverb of habit",
    "adjective of many countries",
    "adjective of possibility",
    "adjective of a stop",
    "adjective of failure",
    "adjective of prospect",
    "stopping verb",
    "creating verb",
    "undergoing verb",
    "ending verb",
    "verb of departure",
    "verb of consent",
    "noun of an outing",
    "verb of requital",
    "verb of vowed harm",
    "commanding verb",
    "stretch of time",
    "penalty",
    "arresting verb",
    "verb of custody",
    "crowd",
    "way into a country",
    "verb of a weapon",
    "show",
    "cause",
    "swarm",
    "leisurely crowd",
    "festive occasion",
    "verb of holding",
    "thing that is issued",
    "verb of issuing",
    "verb of account",
    "verb of killing",
    "verb of a ban",
    "verb beside a protest",
    "walkout",
    "verb of conquest",
    "verb of harm",
    "guard",
    "noun of open space",
    "verb of shooting",
    "verb of movement",
    "act of a state",
    "verb of a protest",
    "verb of a revolt",
    "act of a crowd",
    "act of a riot",
    "mishap",
    "noun of computing",
    "word of a figure",
    "noun of an offer",
    "verb of joining an act",
    "verb of leaving",
    "private person",
    "adjective of willingness",
    "winning verb",
    "civil use",
    "thing in common",
    "verb of assembling",
    "verb of travel",
    "noun of an exercise",
    "abstract noun",
    "noun of extent",
    "noun of measure",
    "citing verb",
    "citing form",
    "quantity",
    "faceless role",
    "body",
    "thing like a person",
    "thing that acts",
    "thing that is told",
    "post of a force",
    "noun of an embassy",
    "party in power",
    "adjective of a part",
    "voice of a state",
    "noun of a state beside",
    "political noun",
    "noun of a pair",
    "noun of a pair of people",
    "title of a person",
    "form of address",
    "particle of a name",
    "kin",
    "attribute of a country",
    "noun placed by in",
    "noun of ground",
    "noun of a region",
    "noun of a border",
    "noun of a feature",
    "weapon of a state",
    "word of direction",
    "noun of an occasion",
    "preposition of place",
    "arriving verb",
    "state of the US in short",
    "verb of speaking",
    "verb of making a claim",
    "verb of one's own act",
    "noun of a motion",
    "verb of insisting",
    "verb of weighing",
    "noun of a time or way",
    "noun of a supposition",
    "judge of a scenario",
    "noun of a prospect",
    "noun of a seizure",
    "noun of an end",
    "noun of a claim",
    "verb of an answer",
    "verb about a claim",
    "word after a name",
    "day or month",
    "opener of a sentence",
    "verb of a fact",
    "word for the untrue",
    "verb of knowing",
    "adverb of untruth",
    "verb of turning out",
    "verb of calling",
    "answering verb",
    "verb of begging",
    "verb of going round",
    "factive verb",
    "adverb of near miss",
    "word of the future",
    "delaying verb",
    "word for a man",
    "word for a woman",
    "word for a former office",
    "undergone noun",
    "noun of another",
    "noun of one's own",
    "role in any body",
    "leading office",
    "verb of appointing",
    "verb of taking office",
    "verb of leaving office",
    "noun for a country",
    "noun for an igo",
    "noun for an ngo",
    "local office",
    "noun for a bloc",
    "noun for a party",
    "noun for an armed group",
    "noun for an agency",
    "noun for a legislature",
    "noun for a court",
    "noun for a media",
    "noun for a company",
    "noun for police",
    "seat of world bodies",
    "noun of a state",
    "noun of a state abroad",
    "adjective of judgement",
    "verb of finding",
    "weather verb",
    "lasting verb",
    "verb of happening",
    "verb of arranging",
    "verb of memory",
    "commemorating noun",
    "commemorating verb",
    "thing like an act",
    "noun of a draft",
    "noun of a text of law",
    "noun of a settlement",
    "noun of leave",
    "verb of approval",
]
_FILE = "word_classes.csv"
_COLUMNS = ("word", "class", "note", "source")


def words(word_class: WordClass) -> frozenset[str]:
    """The words of a class: lower-case lemmas, or lower-case forms where the class is one of forms.

    Raises:
        ModelError: if the shipped table is missing or a line of it cannot be used.
    """
    return _classes()[word_class]


@cache
def _classes() -> Mapping[WordClass, frozenset[str]]:
    table: dict[WordClass, set[str]] = {name: set() for name in get_args(WordClass)}
    for row in read_rows(_FILE, _COLUMNS):
        members = table[cast(WordClass, row.one_of("class", get_args(WordClass)))]
        word = row["word"]
        if not word or word != word.strip().lower():
            row.wrong(f"word {word!r} is empty, padded or not in lower case")
        if word in members:
            row.wrong(f"{word!r} is twice in the class {row['class']!r}")
        members.add(word)
    return MappingProxyType({name: frozenset(members) for name, members in table.items()})
