"""Text -> the country names in it, and none where a name is a state's or a person's."""

from __future__ import annotations

import pytest

from sayso.reading.names import find_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names, with dots, apostrophes, hyphens and in several words.
        ("The U.S. left.", ["U.S. USA"]),
        ("They left the U.S.", ["U.S. USA"]),
        ("US officials told us.", ["US USA"]),
        ("It told us to leave.", []),
        ("The UK's envoy", ["UK GBR"]),
        ("the U.K.’s envoy", ["U.K. GBR"]),
        ("South Korea and North Korea", ["South Korea KOR", "North Korea PRK"]),
        ("South\nKorea", []),
        ("Guinea-Bissau, Guinea and Equatorial Guinea",
         ["Guinea-Bissau GNB", "Guinea GIN", "Equatorial Guinea GNQ"]),
        ("Papua New Guinea", ["Papua New Guinea PNG"]),
        ("Côte d'Ivoire and Côte d’Ivoire", ["Côte d'Ivoire CIV", "Côte d’Ivoire CIV"]),
        ("the Democratic Republic of the Congo", ["Democratic Republic of the Congo COD"]),
        ("Niger and Nigeria", ["Niger NER", "Nigeria NGA"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina BIH"]),
        ("Port-au-Prince", ["Port-au-Prince HTI"]),
        # Adjectives, peoples, capitals, metonyms.
        ("Turkish-backed rebels", ["Turkish TUR"]),
        ("the Iran-backed group", ["Iran IRN"]),
        ("pro-Russian and anti-Russian rallies", ["Russian RUS", "Russian RUS"]),
        ("Poles, Turks and a Swede", ["Poles POL", "Turks TUR", "Swede SWE"]),
        ("Kyiv, Kiev and Ulaanbaatar", ["Kyiv UKR", "Kiev UKR", "Ulaanbaatar MNG"]),
        ("the Kremlin", ["Kremlin RUS"]),
        ("The Russo-Ukrainian war", ["Ukrainian UKR"]),
        # Longer names that name no country.
        ("New Mexico and Mexico", ["Mexico MEX"]),
        ("Northern Ireland", []),
        ("the South China Sea", []),
        ("the Persian Gulf", []),
        ("An American Indian from New England", []),
        # Georgia: the country, the state, the person.
        ("Georgia sued Russia. Tbilisi wants talks.", ["Georgia GEO", "Russia RUS", "Tbilisi GEO"]),
        ("Georgia accused Russia of shelling a village.", ["Georgia GEO", "Russia RUS"]),
        ("Gov. Brian Kemp said Georgia would sue. The state senate met in Atlanta.", []),
        ("Georgia Meloni spoke.", []),
        # Jordan and Chad, who are also people.
        ("Jordan expelled Syria's envoy.", ["Jordan JOR", "Syria SYR"]),
        ("Michael Jordan scored.", []),
        ("The coach praised Michael Jordan.", []),
        ("Michael Jordan scored. Jordan then left.", []),
        ("They met Chad Smith. Smith laughed.", []),
        # News calls people by their surnames: a bare first name is the country again.
        ("Israel Katz spoke. Later Israel bombed Lebanon.", ["Israel ISR", "Lebanon LBN"]),
        ("On Monday Chad attacked Mali.", ["Chad TCD", "Mali MLI"]),
        ("Israel Defense Minister Dan Cole", ["Israel ISR"]),
        ("Chad accused Sudan.", ["Chad TCD", "Sudan SDN"]),
        ("Chad's army", ["Chad TCD"]),
        ("King Abdullah of Jordan", ["Jordan JOR"]),
        ("President Jordan Bardella", []),
        # Not the bird, not the crockery.
        ("They ate turkey off the best china.", []),
        # Headlines.
        ("GEORGIA ACCUSES RUSSIA", ["GEORGIA GEO", "RUSSIA RUS"]),
        ("SOUTH KOREA VOWS TO ACT", ["SOUTH KOREA KOR"]),
        ("RUSSIAN TROOPS LEAVE KYIV", ["RUSSIAN RUS", "KYIV UKR"]),
        ("TURKS PROTEST IN ANKARA", ["TURKS TUR", "ANKARA TUR"]),
        # Ends of sentences.
        ("It left Syria. Iran stayed.", ["Syria SYR", "Iran IRN"]),
        ("Syria, Iran; Iraq: Yemen!", ["Syria SYR", "Iran IRN", "Iraq IRQ", "Yemen YEM"]),
        ("“Syria”", ["Syria SYR"]),
        ("", []),
    ],
)  # fmt: skip
def test_find_names(text: str, expected: list[str]) -> None:
    found = find_names(text)
    words = [f"{text[name.start : name.end]} {name.entry.country.alpha3}" for name in found]
    assert words == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Polish Poles and a Pole in Poland", ["adjective", "people", "people", "name"]),
        ("The Japanese fear war.", ["people"]),
        ("Japanese troops fear war.", ["adjective"]),
        ("Three Vietnamese were arrested.", ["people"]),
        ("the Kremlin in Moscow", ["metonym", "capital"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [name.entry.kind for name in find_names(text)] == kinds
