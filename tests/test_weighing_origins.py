"""Origins: the earliest voice behind a claim, the way back to it, its camp; the command."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from benchmarks.floors import FLOORS
from benchmarks.scoring import origins as scoring
from typer.testing import CliRunner, Result

from sayso import Reader
from sayso.cli import app
from sayso.errors import IntakeError, UsageError
from sayso.intake.actors import load_actors
from sayso.intake.alliances import Alliance, load_alliances, parties
from sayso.intake.outlets import Outlet, load_outlets
from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing.origins import Origin, independent, origins

CORPUS = Path(__file__).parent.parent / "examples" / "corpus"

Paper = tuple[str | None, str, str]

LONG = (
    "Russian soldiers shelled the Ukrainian town of Kharkiv on Monday night, damaging a school and "
    "two shops. Nobody was hurt, because the school was empty and the shops were closed. "
)
SAID = "The Ukrainian Defence Ministry said that Russia had shelled Kharkiv twice that evening."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(heads="rules")


def kept(reader: Reader, tmp: Path, *papers: Paper, author: str | None = None) -> Ledger:
    """A ledger of texts: publisher, day, words."""
    ledger = Ledger(tmp / f"ledger{len(list(tmp.iterdir()))}")
    read = [
        Document(id=f"d{number}", publisher=publisher, published=day, text=words, author=author)
        for number, (publisher, day, words) in enumerate(papers)
    ]
    ledger.ingest(read, reader)
    return ledger


def made(reader: Reader, tmp: Path, *papers: Paper, **given: object) -> list[Origin]:
    """The origins of all claims of texts."""
    return origins(kept(reader, tmp, *papers).snapshot(), **given)  # type: ignore[arg-type]


def of(found: Iterable[Origin], document: str, words: str) -> Origin:
    """The origin of the first claim of a document that begins with these words."""
    return next(
        one
        for one in found
        if one.telling.document == document and one.telling.text.startswith(words)
    )


def ways(one: Origin) -> list[tuple[str, str]]:
    return [(step.how, step.document) for step in one.via]


# The way back


def test_a_copy_counts_as_its_source(reader: Reader, tmp_path: Path) -> None:
    more = "Reporters of this paper counted eleven craters."
    found = made(
        reader,
        tmp_path,
        ("Wire", "2025-05-01", LONG + SAID),
        ("Post", "2025-05-02", f"{LONG}{SAID}\n\n{more}"),
    )
    own = of(found, "d1", "Russian soldiers shelled")
    assert (own.name, own.document, ways(own)) == ("Wire", "d0", [("copied", "d0")])
    assert own.via[0].basis == "day"
    voice = of(found, "d1", "Russia had shelled")
    assert (voice.name, voice.kind) == ("Ukrainian Defence Ministry", "party")
    assert ways(voice) == [("copied", "d0")]
    assert of(found, "d1", "Reporters of").name == "Post"
    # The ministry and the wire: a copy adds nobody, the paper's own sentence its paper.
    assert independent(found) == 3


def test_nobody_knows_who_copied(reader: Reader, tmp_path: Path) -> None:
    found = made(
        reader, tmp_path, ("Wire", "2025-05-01", LONG), ("Post", "2025-05-01", LONG + "x.")
    )
    ones = [of(found, document, "Russian soldiers") for document in ("d0", "d1")]
    assert [one.name for one in ones] == ["Wire", "Post"]
    assert independent(ones) == 1


def test_a_credit_without_the_copy(reader: Reader, tmp_path: Path) -> None:
    text = f"KYIV, May 2 (Reuters) - {LONG}{SAID}"
    found = made(reader, tmp_path, ("Post", "2025-05-02", text))
    own = of(found, "d0", "Nobody was hurt")
    assert (own.name, own.kind, ways(own)) == ("Reuters", "observer", [("credited", "d0")])
    assert own.via[0].basis == "KYIV, May 2 (Reuters)"
    assert of(found, "d0", "Russia had shelled").name == "Ukrainian Defence Ministry"
    helped = made(reader, tmp_path, ("Post", "2025-05-02", f"{LONG}\n\nReuters contributed."))
    assert of(helped, "d0", "Nobody was hurt").name == "Post"


def test_a_sentence_that_tells_what_a_voice_says(reader: Reader, tmp_path: Path) -> None:
    text = '"Russia shelled Kharkiv," said Olga Petrova, the foreign minister of Ukraine.'
    whole = of(made(reader, tmp_path, ("Post", "2025-05-02", text)), "d0", "Russia shelled Kharkiv")
    assert (whole.name, whole.kind, whole.group) == ("Olga Petrova", "party", "state UKR")


def test_x_citing_y(reader: Reader, tmp_path: Path) -> None:
    found = made(
        reader,
        tmp_path,
        ("Post", "2025-05-02", "Russia shelled Kharkiv on Monday, the Wire reported."),
        ("Wire", "2025-05-01", "Russia shelled Kharkiv on Monday, Ukraine said."),
        ("Star", "2025-05-02", "Local media, citing the Ukrainian army, said Russia shelled Lviv."),
    )
    cited = of(found, "d0", "Russia shelled")
    assert (cited.name, cited.kind, cited.document) == ("Ukraine", "party", "d1")
    assert ("cited", "d1") in ways(cited)
    assert independent([cited, of(found, "d1", "Russia shelled")]) == 1


def test_an_outlet_whose_text_is_not_there(reader: Reader, tmp_path: Path) -> None:
    text = "Russia shelled Kharkiv on Monday, Reuters reported."
    found = of(made(reader, tmp_path, ("Post", "2025-05-02", text)), "d0", "Russia")
    assert (found.name, found.kind) == ("Reuters", "observer")


def test_a_source_that_the_sentence_names(reader: Reader, tmp_path: Path) -> None:
    found = made(
        reader,
        tmp_path,
        (
            "Evening Post",
            "2025-05-02",
            "On Friday, as The Daily Wire was first to report, soldiers stormed the bridge.",
        ),
        ("The Daily Wire", "2025-04-01", "Snow fell."),
    )
    assert of(found, "d0", "On Friday").name == "The Daily Wire"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers stormed the bridge before the eyes of a Reuters reporter.", "Reuters"),
        ("Two Reuters reporters were arrested in Minsk.", "Post"),
    ],
)
def test_reporters_are_their_outlet(reader: Reader, tmp_path: Path, text: str, name: str) -> None:
    papers: list[Paper] = [("Post", "2025-05-02", text), ("Reuters", "2025-01-02", "Snow fell.")]
    assert made(reader, tmp_path, *papers)[0].name == name


def test_who_writes_is_the_outlet_or_a_guest(reader: Reader, tmp_path: Path) -> None:
    actors = load_actors({"name": "Olga Petrova", "code": "UKR GOV", "grade": "b2"})
    text = "Russia shelled Kharkiv."
    for author, name in (("Mary Roe", "Post"), ("Olga Petrova", "Olga Petrova")):
        ledger = kept(reader, tmp_path, ("Post", "2025-05-02", text), author=author)
        (found,) = origins(ledger.snapshot(), actors=actors)
        assert found.name == name
    assert (found.kind, found.grade) == ("party", "B2")
    speech = (
        "From the speech of Foreign Minister Olga Petrova, Thursday.\n\nRussia shelled Kharkiv."
    )
    spoken = made(reader, tmp_path, ("Post", "2025-05-02", speech), actors=actors)
    assert of(spoken, "d0", "Russia shelled").name == "Olga Petrova"


# Names


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Ukraine's Defence Ministry said Russia shelled Kharkiv.",
            "Russia",
            "Ukrainian Defence Ministry",
        ),
        (
            "The Defence Ministry in Kyiv said Russia shelled Lviv.",
            "Russia",
            "Defence Ministry in Kyiv",
        ),
        ("Officials said that Russia shelled Kharkiv.", "Russia", None),
        ("Russia is said to have shelled Lviv.", "Russia", None),
    ],
)
def test_names(reader: Reader, tmp_path: Path, text: str, words: str, name: str | None) -> None:
    found = of(made(reader, tmp_path, ("Post", "2025-05-02", text)), "d0", words)
    assert found.name == name


def test_a_withheld_voice_may_have_a_kind(reader: Reader, tmp_path: Path) -> None:
    text = "Doctors said that Russia shelled Odesa. Officials said that Russia shelled Lviv."
    found = made(reader, tmp_path, ("Post", "2025-05-02", text))
    doctors, officials = of(found, "d0", "Russia shelled O"), of(found, "d0", "Russia shelled L")
    assert (doctors.name, doctors.kind, doctors.group) == (None, "observer", None)
    assert (officials.name, officials.kind, officials.group) == (None, "unknown", None)
    assert independent([doctors, officials]) == 0


def test_nobody_published_it(reader: Reader, tmp_path: Path) -> None:
    (found,) = made(reader, tmp_path, (None, "2025-05-02", "Russia shelled Kharkiv."))
    assert (found.name, found.kind, found.group) == (None, "unknown", None)


# Camps


def test_camps(reader: Reader, tmp_path: Path) -> None:
    voices = {
        "Belarus": "ally",
        "Poland": "ally",
        "Chile": "third party",
        "Ukraine": "party",
        "Russia": "party",
        "The United Nations": "observer",
    }
    text = " ".join(f"{voice} said that Russia had attacked Ukraine." for voice in voices)
    alliances = [Alliance("RUS", "Belarus", "BLR"), Alliance("UKR", "Poland", "POL")]
    paper = ("Post", "2025-05-02", text)
    found = made(reader, tmp_path, paper, alliances=alliances)
    kinds = {one.telling.voice.name: one.kind for one in found if len(one.telling.chain) > 1}
    assert kinds == {name.removeprefix("The "): kind for name, kind in voices.items()}
    bare = made(reader, tmp_path, paper)
    assert of(bare, "d0", "Poland said").kind == "third party"
    assert of(bare, "d0", "Ukraine said").kind == "party"
    given = made(reader, tmp_path, paper, parties=frozenset({"CHL"}))
    assert of(given, "d0", "Chile said").kind == "party"
    assert of(given, "d0", "Ukraine said").kind == "third party"


def test_a_bloc_is_known_by_its_name(reader: Reader, tmp_path: Path) -> None:
    actors = load_actors({"name": "Northern Pact", "code": "IGO", "kind": "organization"})
    text = "The Northern Pact said that Ukraine had attacked Russia."
    paper = ("Post", "2025-05-02", text)
    allied = [Alliance("RUS", "Northern Pact", "IGO")]
    (one,) = made(reader, tmp_path, paper, actors=actors, alliances=allied)[1:]
    assert (one.name, one.kind) == ("Northern Pact", "ally")
    (one,) = made(reader, tmp_path, paper, actors=actors)[1:]
    assert one.kind == "observer"


def test_a_state_outlet_is_its_state(reader: Reader, tmp_path: Path) -> None:
    outlets = [Outlet("Vesti", "RUS", "government", "D3"), Outlet("Kolo", "UKR", "independent")]
    found = made(
        reader,
        tmp_path,
        ("Vesti", "2025-05-02", "Ukraine shelled Kursk."),
        ("Kolo", "2025-05-02", "Russia shelled Kharkiv."),
        ("Nobody", "2025-05-02", "Russia shelled Lviv, the Russian army said."),
        outlets=outlets,
    )
    state, free = found[0], of(found, "d1", "Russia")
    assert (state.name, state.kind, state.group, state.grade) == (
        "Vesti",
        "party",
        "state RUS",
        "D3",
    )
    assert (free.name, free.kind, free.grade) == ("Kolo", "observer", None)
    army = of(found, "d2", "Russia shelled Lviv")
    assert independent([state, army]) == 1
    assert independent(found) == 2


def test_countries_may_change_places(reader: Reader, tmp_path: Path) -> None:
    text = (
        "Chile said that Peru had attacked a port. Peru's Defence Ministry denied that. "
        '"Peru shelled the port," said Maria Soto, the foreign minister of Chile.'
    )
    places = {"Peru": "Chile", "Chile": "Peru"}
    swapped = " ".join(
        next((word.replace(a, b) for a, b in places.items() if a in word), word)
        for word in text.split(" ")
    )
    ones, others = (made(reader, tmp_path, ("Post", "2025-05-02", it)) for it in (text, swapped))
    assert [(one.telling.claim, one.kind, ways(one)) for one in ones] == [
        (one.telling.claim, one.kind, ways(one)) for one in others
    ]
    codes = {"state PER": "state CHL", "state CHL": "state PER"}
    assert [codes.get(one.group or "", one.group) for one in ones] == [one.group for one in others]


def test_a_claim_that_is_not_there(reader: Reader, tmp_path: Path) -> None:
    ledger = kept(reader, tmp_path, ("Post", "2025-05-02", "Russia shelled Kharkiv."))
    (found,) = origins(ledger.snapshot(), "d0:c1")
    assert found.telling.claim == "d0:c1"
    with pytest.raises(UsageError, match="no claim 'd0:c9'"):
        origins(ledger.snapshot(), "d0:c9")


# Tables


def test_a_table_of_alliances() -> None:
    found = load_alliances([CORPUS / "alliances.csv"])
    assert parties(found) == {"TVN", "KMR"}
    assert [one.country for one in found] == ["RTN", None, "DST", None]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("party,ally\nRUS,Belarus\n", "no column code"),
        ("party,ally,code\nRussia,Belarus,BLR\n", "party 'Russia' is no code"),
        ("party,ally,code\nRUS,,BLR\n", "ally is empty"),
        ("party,ally,code\nRUS,Belarus,Belarus\n", "code 'Belarus' is no code"),
    ],
)
def test_a_table_of_alliances_that_is_wrong(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "alliances.csv"
    path.write_text(table, "utf8")
    with pytest.raises(IntakeError, match=said):
        load_alliances([path])
    with pytest.raises(IntakeError, match="no such file"):
        load_alliances([tmp_path / "none.csv"])


def test_grades_are_the_users(tmp_path: Path) -> None:
    path = tmp_path / "outlets.csv"
    path.write_text("publisher,country,control,grade\nWire,,,b2\nPost,,,\n", "utf8")
    assert [one.grade for one in load_outlets([path])] == ["B2", None]
    path.write_text("publisher,country,control,grade\nWire,,,9\n", "utf8")
    with pytest.raises(IntakeError, match="no Admiralty grade"):
        load_outlets([path])
    with pytest.raises(IntakeError, match="no Admiralty grade"):
        load_actors({"name": "Olga Petrova", "code": "UKR GOV", "grade": "G1"})


# The command


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "120"})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    folder = tmp_path_factory.mktemp("origins")
    papers = (("Wire", "2025-05-01", LONG), ("Post", "2025-05-02", LONG + "More tomorrow."))
    return Path(str(kept(reader, folder, *papers).store.location))


def test_the_command_origins(place: Path, tmp_path: Path) -> None:
    shown = run("origins", "d1:c1", "--ledger", place)
    assert shown.exit_code == 0, shown.stderr
    for words in ("d1:c1", "author", "Russian soldiers", "copied", "d0:c1", "Wire", "observer"):
        assert words in shown.stdout
    (row,) = json.loads(run("origins", "d1:c1", "--ledger", place, "--format", "json").stdout)
    assert (row["origin"], row["kind"], row["group"], row["document"]) == (
        *("Wire", "observer", "wire", "d0"),
    )
    assert row["via"] == [
        {"how": "copied", "document": "d0", "voice": "Wire", "basis": "day", "claim": "d0:c1"}
    ]
    both = run("origins", "d0:c1", "d1:c1", "--ledger", place, "--format", "csv")
    assert both.stdout.startswith("claim,words,chain,publisher,published,origin,code,kind,group")
    assert "2 claims, 1 independent origin\n" in both.stderr
    outlets = tmp_path / "outlets.csv"
    outlets.write_text("publisher,country,control,grade\nWire,RUS,government,C3\n", "utf8")
    graded = run("origins", "d1:c1", "--ledger", place, "--outlets", outlets)
    assert "party, state RUS, grade C3" in graded.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("d9:c1",), 2, "no claim 'd9:c1'"),
        (("d0:c1", "--alliances", "none.csv"), 1, "no such file"),
    ],
)
def test_the_command_says_what_is_wrong(
    place: Path, arguments: Iterable[str], code: int, said: str
) -> None:
    shown = run("origins", *arguments, "--ledger", place)
    assert shown.exit_code == code
    assert said in shown.stderr


# The corpus


def test_the_corpus_by_grammar_alone() -> None:
    """Whether the floors hold is for the benchmark, which reads as users do; this is quicker."""
    figures = scoring.of_corpus(CORPUS, "rules")
    floors = json.loads(FLOORS.read_text("utf8"))["origins"]
    assert figures["mentions"] == floors["mentions"]
    assert figures["origin_accuracy"] >= 0.85
    assert figures["swap_invariance"] == 1.0
