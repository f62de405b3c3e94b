"""The example texts, read as a person reads them; and what the library shows of itself."""

from __future__ import annotations

import doctest
import importlib
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import sayso
from sayso import Document, Reader
from sayso.cli.schema import reading_schema
from sayso.intake.sources import read_sources
from sayso.records import Claim, Reading

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NAMES = ("oped.txt", "wire.txt", "speech.txt")


@cache
def reader() -> Reader:
    return Reader()


@cache
def readings() -> dict[str, Reading]:
    found = {}
    for name in (*NAMES, "notes.jsonl"):
        for document in read_sources([EXAMPLES / name]):
            assert isinstance(document, Document)
            key = name if name in NAMES else document.id
            found[key] = reader().read(document)
    return found


def claim_with(reading: Reading, words: str) -> Claim:
    """The smallest claim that holds these words."""
    start = reading.document.text.index(words)
    holding = [c for c in reading.claims if c.start <= start and start + len(words) <= c.end]
    assert holding, f"no claim holds {words!r}"
    return min(holding, key=lambda claim: claim.end - claim.start)


def chain(claim: Claim) -> list[str]:
    return [voice.name or voice.kind for voice in claim.sayso[1:]]


@pytest.mark.parametrize("name", NAMES)
def test_length(name: str) -> None:
    assert 350 <= len((EXAMPLES / name).read_text("utf8").split()) <= 600


def test_the_batch_keeps_ids_in_order() -> None:
    assert list(readings()) == [*NAMES, "seoul-01", "warsaw-02", "bogota-03"]


def test_every_reading_follows_the_schema() -> None:
    schema = reading_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for reading in readings().values():
        jsonschema.validate(reading.model_dump(mode="json"), schema)


@pytest.mark.parametrize(
    ("name", "genre"), [("oped.txt", "opinion"), ("wire.txt", "news"), ("speech.txt", "speech")]
)
def test_genre(name: str, genre: str) -> None:
    assert readings()[name].document.genre == genre


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_claim_in_every_sentence_or_two(name: str) -> None:
    assert len(readings()[name].claims) >= 45


@pytest.mark.parametrize(
    ("name", "words", "voices", "status"),
    [
        ("oped.txt", "moved three battalions", [], "happened"),
        ("oped.txt", "Guyana is provoking him", ["Rodrigo Altamira"], "ongoing"),
        ("oped.txt", "has never attacked anyone", [], "denied"),
        ("oped.txt", "Moscow is helping him", [], "ongoing"),
        ("oped.txt", "would invade Ukraine", ["Kremlin"], "denied"),
        ("oped.txt", "Altamira is bluffing", ["Some diplomats"], "ongoing"),
        ("oped.txt", "Brazil must close its northern roads", [], "demanded"),
        ("wire.txt", "it was market day", ["Jean-Bosco Ilunga"], "happened"),
        ("wire.txt", "did not fire on Kibirizi", ["Claudine Uwera"], "denied"),
        ("wire.txt", "had probably come from", ["Two United Nations officials"], "happened"),
        ("wire.txt", "it had shelled the town", ["M23"], "denied"),
        ("wire.txt", "had treated 43 wounded", ["Doctors"], "happened"),
        ("wire.txt", "Police fired tear gas", ["witness"], "happened"),
        ("speech.txt", "Ethiopia broke it", [], "happened"),
        ("speech.txt", "Ethiopia must open the gates", [], "demanded"),
        ("speech.txt", "We do not want another one", [], "denied"),
        ("speech.txt", "We will dig six hundred wells", [], "planned"),
        ("speech.txt", "not a drop will be lost", ["Dawit Bekele"], "denied"),
    ],
)
def test_who_says_it_and_how(name: str, words: str, voices: list[str], status: str) -> None:
    claim = claim_with(readings()[name], words)
    assert (chain(claim), claim.status) == (voices, status)


@pytest.mark.parametrize(
    ("name", "person", "code"),
    [
        ("oped.txt", "Rodrigo Altamira", "VEN GOV"),
        ("oped.txt", "Leila Ramsaroop", "GUY GOV"),
        ("wire.txt", "Jean-Bosco Ilunga", "COD MIL"),
        ("wire.txt", "Téodulo Katchiungo", "AGO GOV"),
        ("wire.txt", "Peter Hallworth", "USA GOV"),
    ],
)
def test_offices_come_from_the_text(name: str, person: str, code: str) -> None:
    voices = [voice for claim in readings()[name].claims for voice in claim.sayso]
    assert {voice.code for voice in voices if voice.name == person} == {code}


def test_the_examples_of_the_library_run() -> None:
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    for name in sayso.__all__:
        shown = getattr(sayso, name)
        module = importlib.import_module(getattr(shown, "__module__", "sayso"))
        for test in finder.find(shown, name, module=module):
            runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
