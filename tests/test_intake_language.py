"""Is it English? Tables of text and answer; names must not decide."""

from __future__ import annotations

import pytest

from sayso.errors import IntakeError
from sayso.intake.language import MIN_ENGLISH_SHARE, english_share, require_english

RUSSIAN = "Киев обвинил Москву в бомбардировке больницы, сообщили в среду два чиновника. "
ENGLISH = "The ministry said that the offer from the capital would not be accepted by its allies. "

ENGLISH_TEXTS = [
    "Kyiv accused Moscow of bombing a hospital, two officials said.",
    "KYIV ACCUSED MOSCOW OF BOMBING A HOSPITAL, TWO OFFICIALS SAID.",
    "Moscow denied it had shelled Kharkiv.",
    "President Ilham Aliyev met Prime Minister Nikol Pashinyan in Yerevan.",
    "Erdoğan phoned Zelenskyy; Recep Tayyip Erdoğan praised Volodymyr Zelenskyy.",
    "Xi Jinping met Narendra Modi in Samarkand.",
    "Tokyo protested. Seoul shrugged. Beijing laughed.",
    "Hezbollah fired rockets at Kiryat Shmona.",
    "Peace now!",
    "No.",
    ENGLISH * 3 + RUSSIAN,
    "She called it “une catastrophe sans précédent” and left the talks without another word.",
]

OTHER_TEXTS = [
    ("Kiew warf Moskau vor, ein Krankenhaus bombardiert zu haben, sagten zwei Beamte.", "German"),
    ("Kiev a accusé Moscou d'avoir bombardé un hôpital, ont déclaré deux responsables.", "French"),
    (
        "El gobierno dijo el jueves que no aceptará la oferta que hizo la capital vecina, y pidió"
        " a sus aliados que no la aceptaran tampoco.",
        "Spanish",
    ),
    ("Regeringen sagde torsdag, at den ikke vil acceptere tilbuddet fra hovedstaden.", "Danish"),
    ("Pemerintah mengatakan pada hari Kamis bahwa mereka tidak akan menerima.", "Indonesian"),
    ("Hükümet perşembe günü yaptığı açıklamada teklifi kabul etmeyeceğini söyledi.", "Turkish"),
    (RUSSIAN, "Russian"),
    ("基辅指责莫斯科轰炸医院，两名官员说。", "Chinese"),
    ("قال مسؤولان إن الحكومة لن تقبل العرض المقدم من العاصمة.", "Arabic"),
    ("კიევმა მოსკოვი საავადმყოფოს დაბომბვაში დაადანაშაულა.", "Georgian"),
    ("Կիևը Մոսկվային մեղադրել է հիվանդանոցը ռմբակոծելու մեջ։", "Armenian"),
]


@pytest.mark.parametrize("text", ENGLISH_TEXTS)
def test_english_passes(text: str) -> None:
    require_english(text, "x")


@pytest.mark.parametrize(("text", "language"), OTHER_TEXTS)
def test_another_language_is_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(IntakeError, match=language) as caught:
        require_english(text, "lettre.txt")
    assert caught.value.source == "lettre.txt"
    assert "English only" in caught.value.reason


@pytest.mark.parametrize("text", ["1 2 3 4 5", "— … !", "2024-09-16"])
def test_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(IntakeError, match="no English words"):
        require_english(text, "x")


def test_mostly_another_language_is_refused() -> None:
    assert english_share(RUSSIAN * 9 + ENGLISH)[0] < MIN_ENGLISH_SHARE


@pytest.mark.parametrize(
    ("one", "other"), [("Turkey", "Greece"), ("Erdoğan", "Mitsotakis"), ("Wang Yi", "Jaishankar")]
)
def test_names_do_not_decide(one: str, other: str) -> None:
    for name in (one, other):
        require_english(f"{name} praised {name}. {name} visited {name} and {name}.", "x")


def test_a_long_text_is_sampled_not_read_whole() -> None:
    assert english_share(ENGLISH * 20_000)[0] > 0.9
