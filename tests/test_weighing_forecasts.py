"""Forecasts: what is one, by when, and what became of it; track records; the commands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from benchmarks.floors import FLOORS
from benchmarks.scoring import forecasts as scoring
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from sayso import Reader
from sayso.cli import app
from sayso.errors import IntakeError, UsageError
from sayso.intake.outlets import Outlet, load_outlets, owners
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing import track
from sayso.weighing.forecasts import Forecast, chosen, forecasts
from sayso.weighing.horizons import Horizon, horizon, sentence
from sayso.weighing.speakers import Speaker
from sayso.weighing.terms import acts, sense, term, terms
from sayso.weighing.voices import voice

CORPUS = Path(__file__).parent.parent / "examples" / "corpus"
SAID = date(2025, 4, 28)  # a Monday


# Horizons


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("by 5 June", "2025-06-05"),
        ("by the seventh of June", "2025-06-07"),
        ("by the twenty-first of June", "2025-06-21"),
        ("by the last day of May", "2025-05-31"),
        ("no later than May 16", "2025-05-16"),
        ("by Thursday evening", "2025-05-01"),
        ("by tomorrow night", "2025-04-29"),
        ("by the end of the year", "2025-12-31"),
        ("by year's end", "2025-12-31"),
        ("by December 2026", "2026-12-31"),
        ("before May is out", "2025-05-31"),
        ("before the month is out", "2025-04-30"),
        ("before this month is over", "2025-04-30"),
        ("before the end of May", "2025-05-31"),
        ("before June", "2025-05-31"),
        ("before winter", "2025-11-30"),
        ("before 2030", "2029-12-31"),
        ("within 48 hours", "2025-04-30"),
        ("within two weeks", "2025-05-12"),
        ("within a month", "2025-05-28"),
        ("within days", "2025-05-05"),
        ("within the week", "2025-05-05"),
        ("in the next two weeks", "2025-05-12"),
        ("in the coming weeks", "2025-05-28"),
        ("in two weeks' time", "2025-05-12"),
        ("next month", "2025-05-31"),
        ("in September", "2025-09-30"),
        ("in the first half of May", "2025-05-15"),
        ("this year", "2025-12-31"),
        ("from 1 June", "2025-06-01"),
    ],
)
def test_the_day_by_which(words: str, last: str) -> None:
    text = f"They said a treaty would be signed {words}, and went home."
    found = horizon(text, 0, text.index(", and"), SAID)
    assert found is not None
    assert (found.last.isoformat(), found.stated, found.lasting) == (last, True, False)
    assert text[found.start : found.end] == found.words


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("until the end of June", "2025-06-30"),
        ("through June", "2025-06-30"),
        ("all summer", "2025-08-31"),
        ("for another three years", "2028-04-28"),
    ],
)
def test_what_is_to_last(words: str, last: str) -> None:
    text = f"The truce will hold {words}."
    found = horizon(text, 0, len(text), SAID)
    assert found is not None
    assert (found.last.isoformat(), found.lasting) == (last, True)


@pytest.mark.parametrize(
    "words",
    ["every Monday", "twice a day", "last week", "after 3 June", "since May", "soon", "for years"],
)
def test_what_sets_no_day(words: str) -> None:
    text = f"They will send figures {words}."
    assert horizon(text, 0, len(text), SAID) is None


def test_a_day_outside_the_claim_counts_only_as_a_deadline() -> None:
    text = "The road will be clear, the minister said on Friday."
    assert horizon(text, 0, 22, SAID) is None
    text = "The exercise will end and the brigade return to barracks by 16 May."
    found = horizon(text, 0, 21, SAID)
    assert found is not None
    assert found.last == date(2025, 5, 16)
    text = "The road will be clear. Talks end by 16 May."
    assert horizon(text, 0, 22, SAID) is None


def test_a_price_that_would_fall_sets_no_day() -> None:
    text = "The price would fall by no more than 15 percent."
    assert horizon(text, 0, len(text), SAID) is None


@given(st.text(alphabet="a. ?!'\"A1\n", max_size=40), st.data())
def test_a_sentence_holds_what_it_is_asked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert last >= end or end == start


# Terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("withdrew", "withdrawal"),
        ("signed", "signature"),
        ("soldiers", "soldier"),
        ("shots", "shooting"),
        ("fell", "fallen"),
        ("gas", "gas"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    assert term(one) == term(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leave", "withdrew"),
        ("truce", "ceasefire"),
        ("howitzers", "artillery"),
        ("back", "returned"),
    ],
)
def test_near_words_have_one_sense(one: str, other: str) -> None:
    assert sense(term(one)) == sense(term(other))
    assert term(one) != term(other)


def test_terms_are_no_words_of_grammar_time_or_saying() -> None:
    assert terms("On Monday they will probably say that the gates are to close") == {
        "gate",
        "close",
    }


def test_words_can_name_kinds_of_acts() -> None:
    assert "SANCTION" in acts("The League will impose sanctions")
    assert not acts("The road will be clear")


# What is foretold


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(heads="rules")


def made(
    reader: Reader, tmp: Path, *texts: tuple[str, str, str], **given: object
) -> list[Forecast]:
    """The forecasts of texts: publisher, day, words."""
    ledger = kept(reader, tmp, *texts)
    return forecasts(ledger.snapshot(), **given)  # type: ignore[arg-type]


def kept(reader: Reader, tmp: Path, *texts: tuple[str, str, str]) -> Ledger:
    ledger = Ledger(tmp / f"ledger{len(list(tmp.iterdir()))}")
    ledger.ingest(
        [
            Document(id=f"d{number}", publisher=publisher, published=day, text=words)
            for number, (publisher, day, words) in enumerate(texts)
        ],
        reader,
    )
    return ledger


END = ("Nordic Wire", "2025-12-01", "Snow fell on the capital.")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ('"We will open the border by June 5," the minister said.', "plan"),
        ("Moscow threatened to close the border within two weeks.", "threat"),
        ("The bridge will open by June 5.", "prediction"),
        ("The minister promised that gas would flow by June 5.", "promise"),
        ('"We will not close the border this year," the minister said.', "plan"),
        ("A truce this month is unlikely, the analyst said.", "prediction"),
    ],
)
def test_what_is_a_forecast(reader: Reader, tmp_path: Path, words: str, kind: str) -> None:
    found = made(reader, tmp_path, ("Wire", "2025-05-01", words), END)
    assert [one.kind for one in found] == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "The minister went to Oslo to see the bridge.",
        "The minister opened the bridge on 5 May.",
        "If it rains, the harvest is late.",
        "It would have been closed by June 5.",
        "Readers will have noticed.",
        "He asked how the money would be spent.",
    ],
)
def test_what_is_none(reader: Reader, tmp_path: Path, words: str) -> None:
    assert made(reader, tmp_path, ("Wire", "2025-05-01", words), END) == []


def test_a_likelihood_in_the_clause_before(reader: Reader, tmp_path: Path) -> None:
    words = "It is very likely that Poland will expel diplomats before June."
    (found,) = made(reader, tmp_path, ("Wire", "2025-05-01", words), END)
    assert found.likelihood == (0.8, 0.95)
    assert found.horizon.last == date(2025, 5, 31)


BRIDGE = (
    "Wire",
    "2025-05-01",
    '"The bridge will be cleared of mines by June 25," said Ivan Petrov.',
)


@pytest.mark.parametrize(
    ("later", "outcome", "basis"),
    [
        (("Post", "2025-06-24", "The bridge has been cleared of mines."), "fulfilled", "told"),
        (("Post", "2025-06-26", "The bridge has been cleared of mines."), "fulfilled", "told"),
        (
            ("Post", "2025-07-20", "The bridge was cleared of mines on 20 June."),
            "fulfilled",
            "told",
        ),
        (
            ("Post", "2025-07-20", "The bridge was cleared of mines on 3 July."),
            "unfulfilled",
            "silence",
        ),
        (("Post", "2025-07-20", "The bridge was cleared of mines."), "unfulfilled", "silence"),
        (
            ("Post", "2025-07-01", "The bridge has not been cleared of mines."),
            "unfulfilled",
            "ruled out",
        ),
        (
            ("Post", "2025-06-28", "The bridge was 60 percent cleared of mines."),
            "unfulfilled",
            "ruled out",
        ),
        (("Post", "2025-06-24", "The road was closed to trucks."), "unfulfilled", "silence"),
        (("Post", "2025-04-20", "The bridge was cleared of mines."), "unfulfilled", "silence"),
    ],
)
def test_what_became_of_it(
    reader: Reader, tmp_path: Path, later: tuple[str, str, str], outcome: str, basis: str
) -> None:
    (found,) = made(reader, tmp_path, BRIDGE, later, END)
    assert (found.outcome, found.basis) == (outcome, basis)


def test_as_of_a_day_nothing_later_is_known(reader: Reader, tmp_path: Path) -> None:
    told = ("Post", "2025-06-24", "The bridge has been cleared of mines.")
    (found,) = made(reader, tmp_path, BRIDGE, told, END, as_of=date(2025, 6, 1))
    assert (found.outcome, found.basis, found.settled) == ("open", "ahead", None)
    (found,) = made(reader, tmp_path, BRIDGE, told, END, as_of=date(2025, 6, 24))
    assert (found.outcome, found.settled) == ("fulfilled", date(2025, 6, 24))
    assert made(reader, tmp_path, BRIDGE, told, END, as_of=date(2025, 4, 1)) == []


def test_the_own_side_settles_nothing(reader: Reader, tmp_path: Path) -> None:
    vow = (
        "Wire",
        "2025-05-01",
        '"We will release the prisoners by June 5," the Polish government said.',
    )
    own = ("Wire", "2025-06-04", "Poland has released the prisoners, its government said.")
    (found,) = made(reader, tmp_path, vow, own, END)
    assert (found.outcome, found.basis) == ("undecidable", "own side")
    other = ("Post", "2025-06-05", "Poland released the prisoners.")
    (found,) = made(reader, tmp_path, vow, own, other, END)
    assert (found.outcome, found.basis) == ("fulfilled", "told")
    (found,) = made(reader, tmp_path, vow, own, other, END, controlled={"Post": "POL"})
    assert (found.outcome, found.basis) == ("undecidable", "own side")


def test_what_only_sides_tell_against_each_other(reader: Reader, tmp_path: Path) -> None:
    (found,) = made(
        reader,
        tmp_path,
        ("Wire", "2025-05-01", "Armenia will break the truce within a week."),
        ("Wire", "2025-05-04", "Azerbaijan said that Armenian soldiers had fired on its posts."),
        ("Post", "2025-05-04", "No Armenian soldier fired, Armenia said."),
        END,
    )
    assert (found.outcome, found.basis) == ("undecidable", "contested")


def test_whoever_did_it_is_asked(reader: Reader, tmp_path: Path) -> None:
    vow = ("Wire", "2025-05-01", "Poland will expel Russian diplomats by 5 June.")
    other = ("Post", "2025-05-20", "Latvia expelled two Russian diplomats.")
    (found,) = made(reader, tmp_path, vow, other, END)
    assert (found.outcome, found.basis) == ("unfulfilled", "silence")
    own = ("Post", "2025-05-21", "Poland expelled two Russian diplomats.")
    (found,) = made(reader, tmp_path, vow, other, own, END)
    assert [told.claim.split(":")[0] for told in found.resolved_by] == ["d2"]
    assert found.outcome == "fulfilled"


def test_what_won_t_come_about_is_never_credited_by_silence(reader: Reader, tmp_path: Path) -> None:
    vow = ("Wire", "2025-05-01", '"We will not close the border this month," the minister said.')
    (found,) = made(reader, tmp_path, vow, END)
    assert found.negated
    assert (found.outcome, found.basis) == ("undecidable", "silence")
    broken = ("Post", "2025-05-20", "The border was closed on 19 May.")
    (found,) = made(reader, tmp_path, vow, broken, END)
    assert (found.outcome, found.basis) == ("unfulfilled", "ruled out")


def test_what_was_to_last(reader: Reader, tmp_path: Path) -> None:
    vow = ("Wire", "2025-05-01", "The gas supply will continue until the end of June.")
    (found,) = made(reader, tmp_path, vow, END)
    assert found.lasting
    assert (found.outcome, found.basis) == ("undecidable", "silence")
    cut = ("Post", "2025-05-20", "The gas supply was cut on 19 May.")
    (found,) = made(reader, tmp_path, vow, cut, END)
    assert (found.outcome, found.basis) == ("unfulfilled", "ruled out")


def test_without_a_horizon_silence_tells_nothing(reader: Reader, tmp_path: Path) -> None:
    (found,) = made(reader, tmp_path, ("Wire", "2025-05-01", "The bridge will be cleared."), END)
    assert not found.horizon.stated
    assert found.horizon.last == date(2025, 7, 30)
    assert (found.outcome, found.basis) == ("undecidable", "silence")


def test_a_condition_that_nobody_tells_of_stays_open(reader: Reader, tmp_path: Path) -> None:
    words = 'If the attacks go on, "we will close the border by June 5," the minister said.'
    (found,) = made(reader, tmp_path, ("Wire", "2025-05-01", words), END)
    assert found.condition == "If the attacks go on"
    assert (found.outcome, found.basis) == ("open", "condition")


def test_copies_are_one_forecast(reader: Reader, tmp_path: Path) -> None:
    copy = ("Post", "2025-05-02", BRIDGE[2])
    other = (
        "Post",
        "2025-05-02",
        '"The harbour will be cleared of mines by June 25," said Ivan Petrov.',
    )
    (found,) = made(reader, tmp_path, BRIDGE, copy, END)
    assert found.documents == ("d0", "d1")
    assert found.said == date(2025, 5, 1)
    assert len(made(reader, tmp_path, BRIDGE, other, END)) == 2


def test_the_order_of_documents_changes_nothing(reader: Reader, tmp_path: Path) -> None:
    told = ("Post", "2025-06-24", "The bridge has been cleared of mines.")
    documents = [
        Document(id=f"d{number}", publisher=publisher, published=day, text=words)
        for number, (publisher, day, words) in enumerate([BRIDGE, told, END])
    ]
    answers = []
    for name, order in (("one", documents), ("other", documents[::-1])):
        ledger = Ledger(tmp_path / name)
        ledger.ingest(order, reader)
        answers.append(forecasts(ledger.snapshot()))
    assert answers[0] == answers[1] != []


def test_a_ledger_without_days_has_no_forecasts(reader: Reader, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.ingest([Document(id="d", text="The bridge will open by June 5.")], reader)
    assert forecasts(ledger.snapshot()) == []


# Track records


def forecast(
    outcome: str, likelihood: tuple[float, float] | None = None, basis: str = "told"
) -> Forecast:
    return Forecast(
        id="d:c1",
        voice=Speaker("Ada Brill", "person", group="ada brill"),
        kind="prediction",
        words="It will rain",
        said=SAID,
        horizon=Horizon(SAID),
        likelihood=likelihood,
        negated=False,
        lasting=False,
        condition=None,
        claims=("d:c1",),
        documents=("d",),
        outcome=outcome,  # type: ignore[arg-type]
        basis=basis,  # type: ignore[arg-type]
        settled=None,
        resolved_by=(),
    )


def test_a_record_counts_what_is_decided() -> None:
    (found,) = track.records(
        [
            forecast("fulfilled"),
            forecast("unfulfilled", basis="silence"),
            forecast("open"),
            forecast("undecidable"),
        ]
    )
    assert dict(found.outcomes) == {"open": 1, "fulfilled": 1, "unfulfilled": 1, "undecidable": 1}
    assert (found.decided, found.hits, found.by_silence, found.hit_rate) == (2, 1, 1, 0.5)
    assert found.brier is None
    assert found.small


def test_what_was_called_unlikely_and_came_about_is_a_miss() -> None:
    assert track.is_hit(forecast("fulfilled", (0.05, 0.2))) is False
    assert track.is_hit(forecast("unfulfilled", (0.05, 0.2))) is True
    assert track.is_hit(forecast("fulfilled", (0.8, 0.95))) is True
    assert track.is_hit(forecast("fulfilled", (0.45, 0.55))) is None
    assert track.is_hit(forecast("open", (0.8, 0.95))) is None


def test_the_brier_score() -> None:
    found = track.record([forecast("fulfilled", (0.6, 1.0)), forecast("unfulfilled", (0.4, 0.6))])
    assert found.scored == 2
    assert found.brier == pytest.approx((0.2**2 + 0.5**2) / 2)
    assert (found.decided, found.hits) == (1, 1)


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share(hits: int, misses: int) -> None:
    low, high = track.wilson(hits, hits + misses)
    if hits + misses == 0:
        assert low is high is None
        return
    assert low is not None
    assert high is not None
    assert 0 <= low <= hits / (hits + misses) <= high <= 1
    more = track.wilson(10 * hits, 10 * (hits + misses))
    assert more[1] is not None
    assert more[0] is not None
    assert more[1] - more[0] < high - low


def test_no_forecasts_no_record() -> None:
    assert track.records([]) == []
    with pytest.raises(ValueError, match="no forecasts"):
        track.record([])


# Filters, voices, outlets


def test_the_filters(reader: Reader, tmp_path: Path) -> None:
    late = ("Post", "2025-08-01", '"The harbour will open by December 20," said Olga Ivanova.')
    found = made(reader, tmp_path, BRIDGE, late, END)
    assert len(found) == 2
    for given_, count in (
        ({"voice": "petrov"}, 1),
        ({"voice": "trov"}, 0),
        ({"outcome": ["open"]}, 1),
        ({"outcome": ["open", "unfulfilled"]}, 2),
        ({"about": "harb"}, 1),
        ({"since": date(2025, 6, 1)}, 1),
        ({"until": date(2025, 6, 1)}, 1),
        ({"stated": True}, 2),
        ({"stated": True, "voice": "petrov", "about": "harbour"}, 0),
    ):
        assert len(chosen(found, **given_)) == count, given_  # type: ignore[arg-type]


def test_a_voice(reader: Reader, tmp_path: Path) -> None:
    said = ("Wire", "2025-05-03", '"Russia shelled Kharkiv," said Ivan Petrov.')
    ledger = kept(reader, tmp_path, BRIDGE, said, END)
    found = voice(ledger.snapshot(), "petrov")
    assert found.voice.name == "Ivan Petrov"
    assert found.documents == 2
    assert sum(found.statuses.values()) == len(found.claims)
    assert [one.outcome for one in found.forecasts] == ["unfulfilled"]
    assert [(one.party, one.type) for one in found.accused] == [("RUS", "ASSAULT")]
    assert voice(ledger.snapshot(), "Wire").record is None


@pytest.mark.parametrize(
    ("name", "said"), [("Nobody", "no voice"), ("iva", "Ivan Petrov"), ("", "no")]
)
def test_a_voice_that_is_not_clear(reader: Reader, tmp_path: Path, name: str, said: str) -> None:
    other = ("Wire", "2025-05-03", '"The road was closed," said Ivana Horvat.')
    ledger = kept(reader, tmp_path, BRIDGE, other, END)
    with pytest.raises(UsageError, match=said):
        voice(ledger.snapshot(), name)


def test_a_table_of_outlets() -> None:
    found = load_outlets([CORPUS / "outlets.csv"])
    assert len(found) == 12
    assert owners(found)["The Banner"] == "KMR"
    assert "Meridian Press" not in owners(found)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("publisher,country\nWire,POL\n", "no column control"),
        ("publisher,country,control\n,POL,government\n", "publisher is empty"),
        ("publisher,country,control\nWire,Poland,government\n", "no code"),
        ("publisher,country,control\nWire,POL,mine\n", "use government"),
        ("publisher,country,control\nWire,POL,\nwire,RUS,\n", "another row"),
    ],
)
def test_a_table_of_outlets_that_is_wrong(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "outlets.csv"
    path.write_text(table, "utf8")
    with pytest.raises(IntakeError, match=said):
        load_outlets([path])


def test_a_table_of_outlets_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="no such file"):
        load_outlets([tmp_path / "none.csv"])
    path = tmp_path / "outlets.csv"
    path.write_text("publisher,country,control,sort\nWire,,,agency\n", "utf8")
    assert load_outlets([path]) == [Outlet("Wire", None, "unknown")]


# Commands


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "120"})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    folder = tmp_path_factory.mktemp("forecasts")
    told = ("Post", "2025-06-24", "The bridge has been cleared of mines.")
    ledger = kept(reader, folder, BRIDGE, told, END)
    return Path(str(ledger.store.location))


def test_the_command_forecasts(place: Path) -> None:
    shown = run("forecasts", "--ledger", place)
    assert shown.exit_code == 0
    for words in ("Ivan Petrov", "2025-06-25", "fulfilled", "d1:c1", "cleared of"):
        assert words in shown.stdout
    (row,) = json.loads(run("forecasts", "--ledger", place, "--format", "json").stdout)
    assert (row["voice"], row["horizon"], row["horizon_stated"]) == (
        "Ivan Petrov",
        "2025-06-25",
        True,
    )
    assert row["resolved_by"][0]["words"] == "The bridge has been cleared of mines"
    lines = run("forecasts", "--ledger", place, "--format", "csv").stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("claim,said,voice,voice_code,kind,words")
    none = run("forecasts", "--ledger", place, "--outcome", "open")
    assert none.exit_code == 0
    assert "no forecast passes the filters" in none.stderr
    ahead = run("forecasts", "--ledger", place, "--as-of", "2025-06-01", "--outcome", "open")
    assert "ahead" in ahead.stdout


def test_the_command_shows_records(place: Path) -> None:
    shown = run("forecasts", "--ledger", place, "--records")
    assert "Ivan Petrov" in shown.stdout
    assert "small" in shown.stdout
    (row,) = json.loads(run("forecasts", "--ledger", place, "--records", "-f", "json").stdout)
    assert (row["decided"], row["hits"], row["hit_rate"], row["small"]) == (1, 1, 1.0, True)


def test_the_command_voice(place: Path) -> None:
    shown = run("voice", "petrov", "--ledger", place)
    assert shown.exit_code == 0
    for words in ("Ivan Petrov", "1 claim in 1 document", "forecasts: 1 (fulfilled 1)", "small"):
        assert words in shown.stdout
    found = json.loads(run("voice", "petrov", "--ledger", place, "--format", "json").stdout)
    assert found["record"]["hits"] == 1
    assert found["forecasts"][0]["claim"].startswith("d0:")
    assert len(run("voice", "petrov", "--ledger", place, "-f", "csv").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("forecasts", "--outcome", "maybe"), 2, "--outcome 'maybe'"),
        (("forecasts", "--as-of", "June"), 2, "--as-of 'June'"),
        (("forecasts", "--outlets", "none.csv"), 1, "no such file"),
        (("voice", "nobody"), 2, "no voice of the ledger"),
    ],
)
def test_the_commands_say_what_is_wrong(
    place: Path, arguments: Iterable[str], code: int, said: str
) -> None:
    shown = run(*arguments, "--ledger", place)
    assert shown.exit_code == code
    assert said in shown.stderr


# The corpus


def test_the_corpus_by_grammar_alone() -> None:
    """Whether the floors hold is for the benchmark, which reads as users do; this is quicker."""
    figures = scoring.of_corpus(CORPUS, "rules")
    floors = json.loads(FLOORS.read_text("utf8"))["forecasts"]
    assert figures["forecasts"] == floors["forecasts"]
    assert figures["outcomes_right"] >= 0.85
    assert figures["swap_invariance"] == 1.0
