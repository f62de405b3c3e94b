"""Who a word stands for: pronouns, definite descriptions, full noun phrases, offices carried on.

Each text marks one word in square brackets; they are taken out before it is read. What a careful
reader could not be sure of has to stay unresolved.
"""

from __future__ import annotations

import pytest

from sayso import Reader
from sayso.reading.assemble import _Assembly
from sayso.records import Document, Party

# text, the name that the marked word stands for (None: only the code counts), its code
RESOLVED: list[tuple[str, str | None, str | None]] = [
    # he and she
    (
        "Kenyan Foreign Minister Omar Otieno received a Ugandan delegation on Monday. [He] called "
        "the talks useful.",
        "Omar Otieno",
        "KEN GOV",
    ),
    (
        "Mr Ruiz, the Peruvian finance minister, and Ms Vega, the Chilean ambassador, signed the "
        "accord. Later [she] praised the result.",
        "Vega",
        "CHL GOV",
    ),
    (
        "Prime Minister Lars Holm called on the Danish queen on Tuesday. [She] asked him to form "
        "a government.",
        None,
        "DNK GOV",
    ),
    (
        "General Tomas Adeyemi declined to comment. A spokeswoman for the Nigerian defence "
        "ministry denied the report. [She] said that no soldier had left the barracks.",
        None,
        "NGA GOV",
    ),
    (
        "Norwegian Prime Minister Kim Lund said she would resign. Finance Minister Robin Voss "
        "backed her. On Friday [he] told reporters that the budget was safe.",
        "Robin Voss",
        "NOR GOV",
    ),
    (
        "Bolivian President Ana Rojas accused Defence Minister Luis Paz of plotting a coup. Paz "
        "said that [he] had done nothing wrong.",
        "Luis Paz",
        "BOL GOV",
    ),
    (
        "“We will fight on,” Sudanese Colonel Idriss Saleh said. “Nobody will stop us,” [he] "
        "added.",
        "Idriss Saleh",
        "SDN MIL",
    ),
    (
        "In [his] speech on Friday, Uzbek President Timur Rashidov threatened to close the border.",
        "Timur Rashidov",
        "UZB GOV",
    ),
    (
        "Asked whether [she] would run again, Malawian President Grace Banda accused the press of "
        "spreading rumours.",
        "Grace Banda",
        "MWI GOV",
    ),
    (
        "Colombian President Diego Salas said that Ecuador's envoy, Marco Leon, had insulted "
        "[him].",
        "Diego Salas",
        "COL GOV",
    ),
    (
        "After the defeat Zambian President Paul Mwale blamed [himself] and nobody else.",
        "Paul Mwale",
        "ZMB GOV",
    ),
    (
        "Serbian President Goran Ilic promised on Monday that [his] government would pay the "
        "miners.",
        "Goran Ilic",
        "SRB GOV",
    ),
    (
        "The lawyer Petr Kral, who defends former minister Jan Novak, denied the charge. [He] said "
        "that Novak would appeal.",
        "Petr Kral",
        None,
    ),
    (
        "Fijian Prime Minister Seru Vakatawa visited Tonga last week. In Nuku'alofa [he] praised "
        "the islanders and promised them two patrol boats.",
        "Seru Vakatawa",
        "FJI GOV",
    ),
    (
        "The Mexican president, Carla Montes, has named her finance minister, Hugo Prado, as "
        "ambassador to Spain. Montes said that [she] trusted him.",
        "Carla Montes",
        "MEX GOV",
    ),
    # they
    (
        "Hundreds of Peruvian miners marched to the ministry on Monday. [They] demanded higher "
        "wages.",
        None,
        "PER LAB",
    ),
    (
        "The rebels said that [they] had taken the Malian town of Ansongo.",
        "rebels",
        None,
    ),
    (
        "Cambodian officers met the press at the border. Thai soldiers, meanwhile, said that "
        "[they] had found forty mines.",
        None,
        "THA MIL",
    ),
    (
        "Ethiopian farmers blocked the road to Djibouti with [their] tractors.",
        None,
        "ETH AGR",
    ),
    (
        "Three Bangladeshi students were arrested in Dhaka after [they] had marched against the "
        "government.",
        None,
        "BGD EDU",
    ),
    # it
    (
        "Ghana recalled its ambassador from Togo on Friday. [It] accused Lomé of harbouring coup "
        "plotters.",
        "Ghana",
        "GHA",
    ),
    ("The Bulgarian government said that [it] would expel two diplomats.", None, "BGR GOV"),
    ("On Tuesday Moldova withdrew [its] troops from the bridge.", "Moldova", "MDA"),
    (
        "NATO denied on Thursday that [it] had sent instructors to the front.",
        "NATO",
        "IGO NAT",
    ),
    (
        "In [its] annual report, Amnesty International accused Eritrea of torturing prisoners.",
        "Amnesty International",
        "NGO AMN",
    ),
    (
        "Mali expelled the French ambassador on Sunday. [It] said that the envoy had insulted "
        "the army.",
        "Mali",
        "MLI",
    ),
    (
        "Eritrea denied the charge. [Its] troops, the information minister said, had left Tigray "
        "long ago.",
        "Eritrea",
        "ERI",
    ),
    (
        "The Kremlin called the sanctions illegal. [It] promised to answer in kind.",
        "Kremlin",
        "RUS GOV",
    ),
    (
        "The treaty was signed by Kenya in May. [It] takes effect next year.",
        "treaty",
        None,
    ),
    (
        "The report says that Rwanda armed the rebels. [It] adds that three generals were paid.",
        "report",
        None,
    ),
    (
        "Kenya's talks with Uganda collapsed in May. [They] had lasted for two years.",
        "Kenya's talks",
        None,
    ),
    # who, which, that, whom
    ("Angolan soldiers, [who] had not been paid since May, seized the radio.", None, "AGO MIL"),
    (
        "The Burmese army, [which] took power in 2021, bombed a school on Monday.",
        None,
        "MMR MIL",
    ),
    (
        "Hundreds of Bolivian farmers, some of [whom] threw stones, blocked the highway.",
        None,
        "BOL AGR",
    ),
    (
        "Three Ugandan soldiers were arrested near Goma. [One] of them told reporters that he "
        "was lost.",
        None,
        "UGA MIL",
    ),
    # in quotation marks
    (
        "“[We] will not bow to threats,” the Cuban foreign minister said.",
        None,
        "CUB GOV",
    ),
    (
        "“[You] must leave within a week,” the Iraqi prime minister told the Turkish ambassador.",
        None,
        "TUR GOV",
    ),
    (
        "Azerbaijan accused Armenia of shelling a village. “[They] fired first,” an Armenian "
        "general said.",
        "Azerbaijan",
        "AZE",
    ),
    (
        "Opposition leader Ivo Lasko criticised Slovak President Emil Farkas on Sunday. “[He] has "
        "betrayed the voters,” Lasko said.",
        "Emil Farkas",
        "SVK GOV",
    ),
    # offices
    (
        "Kenyan President Omar Otieno arrived in Kigali on Sunday. The [president] praised his "
        "hosts.",
        "Omar Otieno",
        "KEN GOV",
    ),
    (
        "French President Claire Roux received Spanish Prime Minister Jorge Vidal. The French "
        "[leader] offered help.",
        "Claire Roux",
        "FRA GOV",
    ),
    (
        "Ghanaian Interior Minister Kofi Addo visited the camp. The [minister] told refugees that "
        "the border would stay open.",
        "Kofi Addo",
        "GHA GOV",
    ),
    (
        "Police arrested former Bolivian president Hugo Mamani on Tuesday. The ex-[president] "
        "denied the charges.",
        "Hugo Mamani",
        "BOL ELI",
    ),
    (
        "Gambian opposition leader Musa Jallow left prison on Friday. The 54-year-[old] had spent "
        "two years in a cell.",
        "Musa Jallow",
        "GMB OPP",
    ),
    (
        "Chadian President Adam Haroun met Sudanese President Ali Bakri in Abéché. The Sudanese "
        "[president] blamed the militia.",
        "Ali Bakri",
        "SDN GOV",
    ),
    (
        "Armenian Foreign Minister Ani Sarkisyan phoned her Georgian [counterpart] on Monday.",
        None,
        "GEO GOV",
    ),
    (
        "Ukrainian Defence Minister Oleh Koval met his Polish counterpart, Jan Nowak, in Lviv. "
        "[Nowak] promised shells.",
        "Jan Nowak",
        "POL GOV",
    ),
    (
        "A spokesman for the Greek coast guard said that nine people had drowned. The [spokesman] "
        "blamed the smugglers.",
        None,
        "GRC MIL",
    ),
    ("The French President's [envoy] urged the generals to free the hostages.", None, "FRA GOV"),
    (
        "President Omar Berg of Namibia and the Botswanan president, Neo Kgosi, met in Windhoek. "
        "Kgosi said that [Berg] had apologised.",
        "Omar Berg",
        "NAM GOV",
    ),
    # bodies, countries, capitals
    (
        "The Tunisian interior ministry said that six men had been held. The [ministry] gave no "
        "names.",
        None,
        "TUN GOV",
    ),
    (
        "Amnesty International accused Eritrea of torture. The [group] called for sanctions.",
        "Amnesty International",
        "NGO AMN",
    ),
    (
        "Sweden thanked NATO for its support. The [alliance] will send four frigates.",
        "NATO",
        "IGO NAT",
    ),
    (
        "ASEAN suspended Myanmar in May. The [bloc] has urged the generals to free all prisoners.",
        "ASEAN",
        "IGO ASN",
    ),
    (
        "Sri Lanka ran out of dollars in April. The [country] asked the fund for a loan.",
        "Sri Lanka",
        "LKA",
    ),
    (
        "Azerbaijan rejected the plan on Monday. The [capital] accused the mediators of bias.",
        None,
        "AZE",
    ),
    (
        "Azerbaijan closed the road on Monday. [Baku] said that the bridge was unsafe.",
        "Baku",
        "AZE",
    ),
    (
        "The talks brought Ethiopia and Eritrea together. The [former] withdrew two brigades.",
        "Ethiopia",
        "ETH",
    ),
    (
        "The talks brought Ethiopia and Eritrea together. The former withdrew two brigades, the "
        "[latter] freed forty prisoners.",
        "Eritrea",
        "ERI",
    ),
    (
        "The Honduran army said that two of its officers had died. The [army] blamed a gang.",
        None,
        "HND MIL",
    ),
]

# text, the codes of the parties that the marked word is one by one
SPLIT: list[tuple[str, list[str]]] = [
    ("Kenya and Uganda signed a water treaty. [They] agreed to share data.", ["KEN", "UGA"]),
    (
        "Peru and Chile fought over these waters for a century. The two [neighbours] signed a "
        "truce on Friday.",
        ["PER", "CHL"],
    ),
    (
        "Indonesia accused Malaysia of smuggling. Both [governments] agreed to talk in May.",
        ["IDN", "MYS"],
    ),
    (
        "Qatar brokered a deal under which Chad and Libya swapped prisoners. The two [countries] "
        "reopened the border.",
        ["TCD", "LBY"],
    ),
    (
        "Laotian and Vietnamese ministers met in Hue on Friday. The two [sides] signed an accord.",
        ["LAO", "VNM"],
    ),
]

# texts in which nobody can be sure whom the marked word stands for, or in which it is nobody
UNRESOLVED: list[str] = [
    # two people, and nothing that tells them apart; a given name tells no gender
    "Omar Otieno met Ali Hassan in Doha. Later [he] flew home.",
    "Maria Lopez met John Smith on the bridge. Later [she] left for Lima.",
    "President Jan Novak told Defence Minister Petr Kral that [he] would be blamed.",
    "Mr Haddad phoned Mr Saleh after the attack. An hour later [he] resigned.",
    "Turkish President Kemal Aydin fired General Orhan Demir. [He] had opposed the war.",
    # gender that the text tells rules out
    "Mrs Vega resigned on Monday. Then [he] left the palace.",
    "King Harald Lie opened parliament. Outside, protesters said that [she] had lied.",
    "The chairman of the Kenyan commission, Sam Kipkemboi, read the results. [She] wept.",
    # two countries, two bodies
    "Kenya attacked Uganda in May. [It] later withdrew.",
    "Kenya accused Uganda of arming rebels on [its] soil.",
    "Iran shelled Iraq on Monday. The [country] has since closed its ports.",
    "Police arrested twelve students on Friday. [They] left the square an hour later.",
    "Mali bombed a camp in Niger. Burkina Faso sent envoys. The two [neighbours] are at odds.",
    "Sweden sent an envoy. Both [governments] kept silent about his mission.",
    "Hamas fired on Hezbollah in May. The [group] lost two men.",
    "Chad, Niger and Mali held talks. The [former] withdrew its guards.",
    "The army of Chad and the army of Niger clashed. The [army] lost six men.",
    # two holders of one office
    "Chadian President Adam Haroun met Sudanese President Ali Bakri in Abéché. The [president] "
    "blamed the militia.",
    "Peruvian Interior Minister Ana Diaz and Chilean Interior Minister Eva Soto met. The "
    "[minister] left early.",
    "A spokesman for Chad denied the raid. A spokesman for Niger confirmed it. The [spokesman] "
    "gave no figures.",
    "The Kenyan defence ministry and the Ugandan interior ministry disagreed. The [ministry] "
    "issued a statement.",
    "Kenyan Foreign Minister Omar Otieno met his [counterpart] on Monday.",
    # nobody
    "[It] is clear that Iran armed the militia.",
    "[It] was Chad that attacked Niger, not the other way round.",
    "After the coup in Gabon [it] took the junta three days to free him.",
    "Togo is unhappy. [It] is believed that the envoy fled.",
    "Kenya sent troops in May. [It] rained for a week.",
    "Laos made [it] clear that the dam would be built.",
    "Kenya denies this. [There] were no soldiers in the village.",
    # no antecedent
    "“[You] must stop this war,” the Ghanaian bishop said.",
    "“[They] will pay for this,” said the Libyan general.",
    "The [minister] resigned on Monday.",
    "Kenya and Uganda sent envoys. One of [them] left early.",
    # a clause is nobody
    "Chad expelled the envoy, [which] angered the neighbours.",
]

# text with the head of a full noun phrase marked, its country, its sector
PHRASES: list[tuple[str, str | None, str | None]] = [
    ("Drones struck Azerbaijani [positions] near Jermuk.", "AZE", "MIL"),
    ("Two Turkish-backed [groups] shelled the town.", None, None),
    ("Pro-Russian [separatists] shelled the town.", None, "REB"),
    ("Anti-Kenyan [protesters] burned two shops.", None, "OPP"),
    ("Ethnic [Armenians] in Javakheti blocked the road.", None, None),
    ("Kosovo [Serbs] blocked the road on Friday.", None, None),
    ("A British-Iranian [national] was arrested in Shiraz.", None, "CVL"),
    ("A US-based rights [group] accused Togo of torture.", None, "SOC"),
    ("A Kenyan [court] jailed two editors.", "KEN", "JUD"),
    ("Ukraine's 93rd [brigade] shelled the depot.", "UKR", "MIL"),
    ("The 14-member [council] rejected the plan.", None, "LEG"),
    ("Moscow-installed [officials] fled the city.", None, "GOV"),
    ("A Saudi-led [coalition] bombed the port.", None, None),
    ("Iran's Revolutionary [Guards] seized a tanker.", "IRN", "MIL"),
    ("Kenya's [rivals] signed a pact.", None, None),
    ("Chile arrested two of its [enemies].", None, None),
    ("The French [ambassador] to Kenya was expelled.", "FRA", "GOV"),
    ("A Kenyan-born [economist] was arrested in Lima.", None, "BUS"),
    ("Iran-aligned [militias] attacked a convoy.", None, "PRM"),
    ("The Pakistani coast [guard] seized two boats.", "PAK", "MIL"),
    ("Israeli [settlers] burned an olive grove.", "ISR", "CVL"),
    ("Colombian border [guards] shot a smuggler.", "COL", "MIL"),
    ("The Chilean teachers' [union] called a strike.", "CHL", "LAB"),
    ("Nigeria's central [bank] froze the accounts.", "NGA", "GOV"),
    ("Russian-speaking [Latvians] protested in Riga.", "LVA", None),
    ("Former Kenyan defence minister Omar [Otieno] was arrested.", "KEN", "ELI"),
]

# text, the title that the text gives the person whose surname is marked
TITLES: list[tuple[str, str | None]] = [
    (
        "Lina Haddad was appointed foreign minister on Monday. [Haddad] vowed reform.",
        "foreign minister",
    ),
    (
        "Anna Berg, Estonia's foreign minister since 2019, left. [Berg] accused Russia.",
        "foreign minister",
    ),
    (
        "Moldova's defence minister since March, Ion Rusu, met NATO envoys. [Rusu] asked for aid.",
        "defence minister",
    ),
    ("Former Peruvian president Luis Gamboa was arrested. [Gamboa] denied it.", "former president"),
    (
        "Acting President Musa Keita dissolved parliament. [Keita] blamed the party.",
        "acting president",
    ),
    ("In 2014 then-president Hugo Prado fled. [Prado] lives in Spain.", "former president"),
    (
        "Ivo Lasko became prime minister of Slovakia in May. [Lasko] criticised the court.",
        "prime minister",
    ),
    (
        "Paul Mwale resigned as interior minister on Sunday. [Mwale] blamed the press.",
        "former interior minister",
    ),
    (
        "The Thai army chief, General Somchai Prem, met the press. [Prem] denied a coup.",
        "army chief",
    ),
    ("Vera Holub, a Czech senator, called for talks. [Holub] criticised the cabinet.", "senator"),
    ("Nadia Rahimi spoke in Geneva. [Rahimi] called for talks.", None),
]


def parties_of_marked(reader: Reader, marked: str) -> list[Party]:
    """The parties of the word in square brackets, as an event of its sentence would have them."""
    start = marked.index("[")
    word = marked[start + 1 : marked.index("]")]
    text = marked.replace("[", "").replace("]", "")
    parse = reader._parser.parse(Document(id="d", text=text))
    assembly = _Assembly(parse, reader._heads.read(parse) if reader._heads else None)
    token = parse.doc[parse.tokens(start, start + len(word))[-1]]
    assert parse.word(token) == word
    return [
        assembly.parties.party(t, assembly.chains.speaker(t))
        for t in assembly.parties.members(token)
    ]


@pytest.mark.parametrize(("text", "name", "code"), RESOLVED)
def test_resolved(reader: Reader, text: str, name: str | None, code: str | None) -> None:
    [party] = parties_of_marked(reader, text)
    assert party.code == code
    assert name is None or party.name == name


@pytest.mark.parametrize(("text", "codes"), SPLIT)
def test_one_by_one(reader: Reader, text: str, codes: list[str]) -> None:
    assert [party.country for party in parties_of_marked(reader, text)] == codes


@pytest.mark.parametrize("text", UNRESOLVED)
def test_unresolved_stays_null(reader: Reader, text: str) -> None:
    [party] = parties_of_marked(reader, text)
    assert (party.country, party.code) == (None, None)
    assert party.name.lower() in party.text.lower()


@pytest.mark.parametrize(("text", "country", "sector"), PHRASES)
def test_full_noun_phrases(
    reader: Reader, text: str, country: str | None, sector: str | None
) -> None:
    [party] = parties_of_marked(reader, text)
    assert (party.country, party.sector) == (country, sector)


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles_are_carried_through_the_text(reader: Reader, text: str, title: str | None) -> None:
    [party] = parties_of_marked(reader, text)
    assert party.title == title
