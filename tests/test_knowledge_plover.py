"""PLOVER's types and the tables of event words: complete, consistent, and sound line by line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from sayso.errors import ModelError
from sayso.knowledge import plover, predicates
from sayso.knowledge.auxiliary import auxiliary_modes
from sayso.knowledge.plover import auxiliaries, contexts, edition, plover_types
from sayso.knowledge.predicates import (
    Predicate,
    aspect_verbs,
    light_verbs,
    nouns,
    off_topic,
    verbs,
)
from sayso.records import Auxiliary, Quad, Status

QUADS = {
    "verbal cooperation": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
    "material cooperation": ["COOPERATE", "AID", "RETREAT"],
    "verbal conflict": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
    "material conflict": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
}
CACHES = (plover_types, contexts, plover._table, verbs, nouns, light_verbs, aspect_verbs)
MORE_CACHES = (off_topic, predicates._predicates)
HEADER = "pos,lemma,particle,object,recipient,reciprocal,type,mode,context,parties,source\n"


def all_predicates() -> list[Predicate]:
    return [p for table in (verbs(), nouns()) for senses in table.values() for p in senses]


def test_there_are_sixteen_types_in_four_quads() -> None:
    found: dict[str, list[str]] = {quad: [] for quad in get_args(Quad)}
    for name, kind in plover_types().items():
        assert kind.name == name
        found[kind.quad].append(name)
    assert found == QUADS


def test_cooperation_scores_above_conflict_and_accusing_is_conflict() -> None:
    for kind in plover_types().values():
        scores = [kind.score, *(mode.score for mode in kind.modes.values())]
        assert all(-10 <= score <= 10 for score in scores)
        if kind.quad.endswith("cooperation"):
            assert min(scores) > 0
        elif kind.name != "REQUEST":
            assert max(scores) < 0
    assert plover_types()["ACCUSE"].score == -3
    assert plover_types()["REQUEST"].score == 0


@pytest.mark.parametrize(
    ("name", "mode", "score"),
    [
        ("AID", None, 10.0),
        ("ASSAULT", None, -9.0),
        ("ASSAULT", "unconventional", -10.0),
        ("RETREAT", "disarm", 10.0),
        ("COERCE", "martial-law", -7.5),
        ("CONSULT", "phone", 1.5),
        ("AGREE", "no such mode", 2.5),
    ],
)
def test_scores(name: str, mode: str | None, score: float) -> None:
    assert plover_types()[name].score_of(mode) == score


def test_recipients_are_required_where_plover_says_so() -> None:
    required = {name for name, kind in plover_types().items() if kind.recipient_required}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_definitions_are_single_lines_and_contexts_are_described() -> None:
    for kind in plover_types().values():
        assert kind.definition.endswith(".")
        assert "\n" not in kind.definition
        for name, mode in kind.modes.items():
            assert mode.name == name
            assert mode.meaning
            assert "\n" not in mode.meaning
    assert {"military", "cyber", "human_rights", "migration"} <= set(contexts())
    assert all(contexts().values())


def test_the_edition_and_the_auxiliary_modes_are_told() -> None:
    assert edition() == plover.Edition(source="PLOVER manual 2021", version="draft 2.0 (2021)")
    assert tuple(auxiliaries()) == get_args(Auxiliary)


@pytest.mark.parametrize(
    ("status", "historical", "expected"),
    [
        ("happened", False, ()),
        ("ongoing", False, ()),
        ("happened", True, ("historical",)),
        ("planned", False, ("future",)),
        ("predicted", False, ("future",)),
        ("threatened", False, ("future",)),
        ("demanded", False, ("future",)),
        ("demanded", True, ("historical", "future")),
        ("hypothetical", False, ("hypothetical",)),
        ("asked", False, ("hypothetical",)),
        ("denied", False, ("negation",)),
        ("denied", True, ("historical", "negation")),
    ],
)
def test_auxiliary_modes(status: Status, historical: bool, expected: tuple[Auxiliary, ...]) -> None:
    assert auxiliary_modes(status, historical) == expected


def test_every_status_has_its_auxiliary_modes() -> None:
    for status in get_args(Status):
        modes = auxiliary_modes(status, historical=True)
        assert modes[0] == "historical"
        assert set(modes) <= set(get_args(Auxiliary))


TYPE = """
[types.AID]
quad = "material cooperation"
score = 10.0
recipient_required = true
definition = "Gives."
example = "Peru sent aid."
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TYPE.replace("material cooperation", "harm"), "the unknown quad class 'harm'"),
        (TYPE.replace("true", '"yes"'), "true or false"),
        (TYPE.replace("10.0", "11"), "not between -10 and 10"),
        (TYPE.replace("score = 10.0", ""), "'score'"),
        (TYPE.replace('"Gives."', '" "'), "definition ' ' is not a line"),
        (TYPE + "[types.AID.modes]\nloan = { score = 1, meaning = 3 }", "meaning 3 is not a line"),
        ("[types", "plover.toml"),
    ],
)
def test_a_damaged_table_is_named(text: str, message: str, damaged: Callable[[str], None]) -> None:
    damaged(text)
    with pytest.raises(ModelError, match=r"plover\.toml: .*install sayso again") as raised:
        plover_types()
    assert message in str(raised.value)


@pytest.mark.parametrize("text", ["", "auxiliary = 1", '[auxiliary]\nfuture = "later"'])
def test_damaged_auxiliary_modes_are_named(text: str, damaged: Callable[[str], None]) -> None:
    damaged(text)
    with pytest.raises(ModelError, match=r"plover\.toml: "):
        auxiliaries()
    with pytest.raises(ModelError, match=r"plover\.toml: "):
        edition()


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Replaces plover.toml with the given text."""

    def replace(text: str) -> None:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "plover.toml").write_text(text, "utf8")
        monkeypatch.setattr(plover, "files", lambda _: tmp_path)
        forget()

    def forget() -> None:
        for cached in (plover_types, contexts, auxiliaries, edition, plover._table):
            cached.cache_clear()

    yield replace
    monkeypatch.undo()
    forget()


def test_every_type_has_verbs_and_nouns() -> None:
    for name in plover_types():
        assert sum(p.type == name for senses in verbs().values() for p in senses) >= 15, name
        assert sum(p.type == name for senses in nouns().values() for p in senses) >= 15, name


def test_every_mode_is_named_by_some_word() -> None:
    used = {(p.type, p.mode) for p in all_predicates()}
    for name, kind in plover_types().items():
        for mode in kind.modes:
            assert (name, mode) in used


def test_the_most_specific_sense_comes_first() -> None:
    for senses in verbs().values():
        found = [sense.specificity for sense in senses]
        assert found == sorted(found, reverse=True)


def verb(lemma: str, particle: str = "", thing: str = "") -> Predicate | None:
    for sense in verbs().get(lemma, ()):
        if (sense.particles and particle not in sense.particles) or (
            sense.objects and thing not in sense.objects
        ):
            continue
        return sense
    return None


@pytest.mark.parametrize(
    ("lemma", "particle", "thing", "coded"),
    [
        ("attack", "", "", "ASSAULT"),
        ("shell", "", "", "ASSAULT heavy-weapons"),
        ("open", "", "fire", "ASSAULT firearms"),
        ("assassinate", "", "", "ASSAULT targeted"),
        ("kidnap", "", "", "ASSAULT abduct"),
        ("exchange", "", "fire", "ASSAULT"),
        ("exchange", "", "prisoner", "RETREAT release"),
        ("exchange", "", "view", "CONSULT"),
        ("arrest", "", "", "COERCE arrest"),
        ("expel", "", "diplomat", "SANCTION expel"),
        ("expel", "", "", "COERCE deport"),
        ("crack", "down", "", "COERCE restrict"),
        ("cut", "off", "electricity", "COERCE withhold"),
        ("hack", "", "", "COERCE cyber"),
        ("sever", "", "tie", "SANCTION discontinue"),
        ("sever", "", "artery", None),
        ("recall", "", "ambassador", "SANCTION withdraw"),
        ("recall", "", "childhood", None),
        ("suspend", "", "aid", "SANCTION discontinue"),
        ("deploy", "", "troop", "MOBILIZE troops"),
        ("deploy", "", "missile", "MOBILIZE weapons"),
        ("deploy", "", "police", "MOBILIZE police"),
        ("riot", "", "", "PROTEST riot"),
        ("block", "", "road", "PROTEST obstruct"),
        ("threaten", "", "", "THREATEN"),
        ("warn", "", "", "THREATEN"),
        ("declare", "", "war", "THREATEN violence"),
        ("call", "on", "", "REQUEST"),
        ("call", "for", "ceasefire", "REQUEST yield"),
        ("call", "off", "summit", "REJECT meet"),
        ("call", "", "", None),
        ("urge", "", "", "REQUEST"),
        ("veto", "", "", "REJECT"),
        ("dismiss", "", "proposal", "REJECT"),
        ("dismiss", "", "minister", "SANCTION expel"),
        ("dismiss", "", "claim", None),
        ("lash", "out", "", "ACCUSE disapprove"),
        ("sue", "", "", "ACCUSE allege"),
        ("investigate", "", "", "ACCUSE investigate"),
        ("summon", "", "ambassador", "ACCUSE disapprove"),
        ("praise", "", "", "SUPPORT"),
        ("recognise", "", "", "SUPPORT"),
        ("establish", "", "relation", "SUPPORT"),
        ("apologise", "", "", "CONCEDE"),
        ("lift", "", "sanction", "CONCEDE"),
        ("lift", "", "spirit", None),
        ("give", "in", "", "CONCEDE"),
        ("extradite", "", "", "COOPERATE"),
        ("share", "", "intelligence", "COOPERATE"),
        ("send", "", "weapon", "AID"),
        ("send", "", "troop", "MOBILIZE troops"),
        ("send", "", "envoy", "CONSULT visit"),
        ("send", "", "letter", None),
        ("grant", "", "asylum", "AID"),
        ("pull", "out", "", "RETREAT withdraw"),
        ("withdraw", "", "ambassador", "SANCTION withdraw"),
        ("withdraw", "", "troop", "RETREAT withdraw"),
        ("step", "down", "", "RETREAT resign"),
        ("release", "", "hostage", "RETREAT release"),
        ("observe", "", "truce", "RETREAT ceasefire"),
        ("meet", "", "", "CONSULT"),
        ("visit", "", "", "CONSULT visit"),
        ("phone", "", "", "CONSULT phone"),
        ("sign", "", "treaty", "AGREE"),
        ("pledge", "", "", "AGREE"),
        ("say", "", "", None),
        ("tell", "", "", "REQUEST"),  # "told them to leave"; relevance.py sees to the rest
        ("claim", "", "", None),
        ("argue", "", "", None),
        ("believe", "", "", None),
        ("take", "", "", None),
        ("use", "", "", None),
    ],
)
def test_verbs_are_coded(lemma: str, particle: str, thing: str, coded: str | None) -> None:
    sense = verb(lemma, particle, thing)
    if coded is None:
        assert sense is None
    else:
        assert sense is not None
        assert " ".join(filter(None, (sense.type, sense.mode))) == coded


@pytest.mark.parametrize(
    ("noun", "coded"),
    [
        ("airstrike", ["ASSAULT aerial"]),
        ("car bombing", ["ASSAULT explosives"]),
        ("strike", ["ASSAULT", "PROTEST strike"]),
        ("hunger strike", ["PROTEST hunger"]),
        ("call", ["REQUEST", "CONSULT phone"]),
        ("phone call", ["CONSULT phone"]),
        ("talk", ["CONSULT"]),
        ("joint exercise", ["COOPERATE"]),
        ("military exercise", ["MOBILIZE troops"]),
        ("ceasefire", ["RETREAT ceasefire"]),
        ("cease - fire", ["RETREAT ceasefire"]),
        ("sanction", ["SANCTION discontinue"]),
        ("blockade", ["COERCE restrict"]),
        ("humanitarian aid", ["AID"]),
        ("coup", ["COERCE seize"]),
    ],
)
def test_nouns_are_coded(noun: str, coded: list[str]) -> None:
    assert [" ".join(filter(None, (p.type, p.mode))) for p in nouns()[noun]] == coded


def test_reciprocal_words_name_all_parties_as_actors() -> None:
    for lemma in ("meet", "negotiate", "clash"):
        assert verbs()[lemma][-1].reciprocal
    for noun in ("summit", "skirmish", "prisoner swap"):
        assert nouns()[noun][0].reciprocal
    assert not verbs()["attack"][0].reciprocal


def test_everyday_senses_ask_for_political_parties() -> None:
    assert verb("shell") is not None
    assert [p.parties for p in verbs()["shell"]] == [0]
    assert [p.parties for p in verbs()["criticise"]] == [1]
    assert [p.parties for p in verbs()["buy"] if not p.objects and not p.particles] == [2]
    assert [p.parties for p in verbs()["hit"] if not p.objects and not p.particles] == [2]


def test_borrowing_verbs_have_no_event_of_their_own() -> None:
    assert {("launch", ""), ("carry", "out"), ("impose", "")} <= light_verbs()
    assert {("begin", ""), ("resume", ""), ("keep", "on")} <= aspect_verbs()
    assert not any(p.type in {"LIGHT", "ASPECT"} for p in all_predicates())


def test_off_topic_words() -> None:
    words = off_topic()
    assert len(words) >= 250
    assert {field for field, _ in words.values()} == {
        "sport",
        "fiction",
        "markets",
        "weather",
        "crime",
    }
    assert words["wicket"] == ("sport", 2)
    assert words["goal"] == ("sport", 1)
    assert words["sequel"] == ("fiction", 2)
    assert words["nasdaq"] == ("markets", 2)
    # words at home in politics are never enough by themselves
    for word in ("strike", "race", "party", "league", "earthquake", "storm", "share", "crude"):
        assert words.get(word, ("", 1))[1] == 1


@pytest.fixture
def shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], None]]:
    """Replaces a shipped table with the given text."""

    def replace(name: str, text: str) -> None:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).write_text(text, "utf8")
        monkeypatch.setattr(predicates, "files", lambda _: tmp_path)
        forget()

    def forget() -> None:
        for cached in (*CACHES, *MORE_CACHES):
            cached.cache_clear()

    yield replace
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("verb,attack,,,object,no,ATTACK,,,1,sayso", "csv:2: unknown type 'ATTACK'"),
        ("verb,attack,,,object,no,ASSAULT,spear,,1,sayso", "csv:2: ASSAULT has no mode 'spear'"),
        ("verb,attack,,,object,no,ASSAULT,,sea,1,sayso", "csv:2: unknown context 'sea'"),
        ("verb,attack,,,object,no,ASSAULT,,,3,sayso", "csv:2: parties is not 0, 1 or 2"),
        ("verb,attack,,,object,no,ASSAULT,,,1,", "csv:2: unknown source ''"),
        ("verb,Attack,,,object,no,ASSAULT,,,1,sayso", "csv:2: bad lemma 'Attack'"),
        ("verb,attack,,,,no,ASSAULT,,,1,sayso", "csv:2: says nowhere to look"),
        ("verb,attack,,,object,maybe,ASSAULT,,,1,sayso", "csv:2: reciprocal is neither"),
        ("noun,attack,,city,on,no,ASSAULT,,,1,sayso", "csv:2: nouns stand alone"),
        ("noun,launch,,,none,no,LIGHT,,,0,sayso", "csv:2: LIGHT is for verbs"),
        ("adverb,attack,,,object,no,ASSAULT,,,1,sayso", "csv:2: pos 'adverb'"),
        ("verb,attack,,object,no,ASSAULT,,,1,sayso", "csv:2: a cell too many or too few"),
        (
            "verb,give,up|away,,object,no,CONCEDE,,,1,sayso\n"
            "verb,give,up,,none,no,CONCEDE,,,1,sayso",
            "csv:3: repeats predicates.csv:2",
        ),
    ],
)
def test_a_bad_row_is_named(row: str, message: str, shipped: Callable[[str, str], None]) -> None:
    shipped("predicates.csv", HEADER + row + "\n")
    with pytest.raises(ModelError, match=r"predicates\.csv:") as raised:
        verbs()
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,field\nwicket,sport\n", "the columns are not"),
        ("word,field,weight,source\nwicket,chess,2,sayso\n", "csv:2: unknown field 'chess'"),
        ("word,field,weight,source\nwicket,sport,9,sayso\n", "csv:2: weight '9'"),
        ("word,field,weight,source\nwicket,sport,2,\n", "csv:2: has no source"),
        ("word,field,weight,source\na,sport,2,x\na,sport,1,x\n", "csv:3: 'a' stands here"),
    ],
)
def test_a_bad_off_topic_word_is_named(
    text: str, message: str, shipped: Callable[[str, str], None]
) -> None:
    shipped("off_topic.csv", text)
    with pytest.raises(ModelError, match=r"off_topic\.csv") as raised:
        off_topic()
    assert message in str(raised.value)


def test_a_missing_table_is_named(shipped: Callable[[str, str], None]) -> None:
    shipped("off_topic.csv", "")
    with pytest.raises(ModelError, match=r"predicates\.csv: .*install sayso again"):
        nouns()
