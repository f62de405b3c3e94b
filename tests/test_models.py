"""A model that is not the one that was tested is refused, with the file and what to do."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from sayso import Reader
from sayso.errors import ModelError, SaysoError, UsageError
from sayso.knowledge.models import model_files
from sayso.reading.heads.weights import FOLDER, verified
from sayso.reading.parse import DEFAULT_MODEL

KNOWN = model_files()[DEFAULT_MODEL]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the model's package that is imported instead of the installed one."""
    original = Path(str(files(DEFAULT_MODEL)))
    copy = tmp_path / DEFAULT_MODEL
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, DEFAULT_MODEL, raising=False)
    return copy


def test_the_copy_is_as_good_as_the_original(package: Path) -> None:
    reader = Reader()
    module = sys.modules[DEFAULT_MODEL]
    assert Path(str(module.__file__)).parent == package
    assert reader.read("Kyiv denied it.").claims


def test_every_file_of_the_model_is_known(package: Path) -> None:
    folder = package / KNOWN.folder
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    } - {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}
    assert there == KNOWN.sha256.keys()


@pytest.mark.parametrize("name", ["tokenizer", "parser/model", "config.cfg"])
def test_an_altered_file(package: Path, name: str) -> None:
    path = package / KNOWN.folder / name
    path.write_bytes(path.read_bytes() + b" ")
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ModelError) as caught:
        Reader()
    message = str(caught.value)
    assert str(path) in message
    assert KNOWN.sha256[name] in message
    assert actual in message
    assert "reinstall" in message


@pytest.mark.parametrize("name", ["meta.json", "ner/model"])
def test_a_missing_file(package: Path, name: str) -> None:
    path = package / KNOWN.folder / name
    path.unlink()
    with pytest.raises(ModelError) as caught:
        Reader()
    message = str(caught.value)
    assert str(path) in message
    assert KNOWN.sha256[name] in message


def test_a_missing_folder(package: Path) -> None:
    shutil.rmtree(package / KNOWN.folder)
    with pytest.raises(ModelError, match="missing"):
        Reader()


def test_the_command_line_says_so_in_one_line(package: Path, tmp_path: Path) -> None:
    path = package / KNOWN.folder / "vocab" / "strings.json"
    path.write_text("[]", encoding="utf8")
    text = tmp_path / "a.txt"
    text.write_text("The minister denied that the army had attacked the port.", encoding="utf8")
    run = subprocess.run(
        [sys.executable, "-c", "from sayso.cli import main; main()", "read", str(text)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf8",
    )
    assert run.returncode not in (0, 2)
    assert run.stdout == ""
    assert str(path) in run.stderr.replace("\n", "")
    assert "Traceback" not in run.stderr


def test_a_model_that_is_not_installed() -> None:
    with pytest.raises(ModelError) as caught:
        Reader(model="en_core_web_none")
    message = str(caught.value)
    assert "en_core_web_none" in message
    assert "install it with pip" in message
    assert DEFAULT_MODEL in message


def test_a_pipeline_that_cannot_parse(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="lacks lemmatizer, ner, parser"):
        Reader(model=str(tmp_path / "blank"))


def test_unknown_heads() -> None:
    with pytest.raises(UsageError, match=r"heads=.x..*rules"):
        Reader(heads="x")  # type: ignore[arg-type]


def test_the_errors_are_one_tree() -> None:
    assert issubclass(ModelError, SaysoError)
    assert issubclass(UsageError, SaysoError)


def test_a_reading_says_which_model_made_it(reader: Reader) -> None:
    models = reader.read("Kyiv denied it.").reader.models
    assert models["heads"] == verified(FOLDER)
    assert len(models[DEFAULT_MODEL]) == len(models["heads"]) == 64
    by_rules = Reader(heads="rules").read("Kyiv denied it.").reader.models
    assert by_rules == {**models, "heads": "rules"}
