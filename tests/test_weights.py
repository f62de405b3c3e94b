"""Weights that are not the ones that were made are refused, with the file and what to do."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sayso
from sayso import Reader
from sayso.cli import app
from sayso.cli.exits import NO_MODEL
from sayso.errors import ModelError, UsageError
from sayso.reading import heads
from sayso.reading.heads import Heads
from sayso.reading.heads.weights import FOLDER, verified

LIST = "weights.json"
EXPECTED: dict[str, str] = json.loads((FOLDER / LIST).read_text("utf8"))
TEXT = "The minister denied that the army had shelled the port."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights."""
    return Path(shutil.copytree(FOLDER, tmp_path / "weights"))


@pytest.fixture
def unusable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's weights are a folder in which one file is cut short; that file."""
    path = folder / "linker.onnx"
    _cut(path)
    monkeypatch.setattr(heads, "Heads", partial(Heads, folder))
    return path


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def test_the_shipped_weights_are_the_ones_that_were_made(folder: Path) -> None:
    whole = verified(FOLDER)
    assert len(whole) == 64
    assert verified(folder) == whole
    assert Heads(folder).fingerprint == whole


def test_every_file_that_is_read_is_listed() -> None:
    graphs = {path.name for path in FOLDER.glob("*.onnx")}
    read = ("encoder", "events", "factuality", "linker", "probe")
    assert graphs == {f"{name}.onnx" for name in read}
    assert graphs | {"config.json", "tokenizer.json"} == set(EXPECTED)


def test_a_reading_says_which_weights_made_it() -> None:
    assert Reader().info.models["heads"] == verified(FOLDER)
    assert Reader(heads="rules").info.models["heads"] == "rules"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_missing_file(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink()
    with pytest.raises(ModelError) as caught:
        Heads(folder)
    message = str(caught.value)
    for said in (str(path), "missing", EXPECTED[name], "reinstall", "heads='rules'"):
        assert said in message


@pytest.mark.parametrize("harm", [_cut, _flip, _empty], ids=["cut", "flipped", "emptied"])
@pytest.mark.parametrize("name", EXPECTED)
def test_an_altered_file(folder: Path, name: str, harm: Callable[[Path], None]) -> None:
    path = folder / name
    harm(path)
    with pytest.raises(ModelError) as caught:
        Heads(folder)
    message = str(caught.value)
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    for said in (str(path), EXPECTED[name], actual, "reinstall", "heads='rules'"):
        assert said in message


def test_a_folder_in_place_of_a_file(folder: Path) -> None:
    (folder / "events.onnx").unlink()
    (folder / "events.onnx").mkdir()
    with pytest.raises(ModelError, match=EXPECTED["events.onnx"]):
        Heads(folder)


def test_no_weights_at_all(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        Heads(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere" / LIST) in str(caught.value)
    assert "heads='rules'" in str(caught.value)


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"encoder.onnx": "12', id="cut"),
        pytest.param(b"\xff\xfe{}", id="not utf-8"),
        pytest.param(b'{"encoder.onnx": 12}', id="no hash"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"{}", id="nothing listed"),
        pytest.param(b"null", id="null"),
    ],
)
def test_a_broken_list(folder: Path, held: bytes) -> None:
    (folder / LIST).write_bytes(held)
    with pytest.raises(ModelError) as caught:
        Heads(folder)
    assert str(folder) in str(caught.value)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_list_that_leaves_one_out(folder: Path, name: str) -> None:
    left = {file: sha256 for file, sha256 in EXPECTED.items() if file != name}
    (folder / LIST).write_text(json.dumps(left), "utf8")
    with pytest.raises(ModelError) as caught:
        Heads(folder)
    for said in (str(folder / LIST), name, "reinstall", "heads='rules'"):
        assert said in str(caught.value)


# The reader


def test_the_reader_refuses_them(unusable: Path) -> None:
    with pytest.raises(ModelError) as caught:
        Reader()
    assert str(unusable) in str(caught.value)


def test_rules_need_no_weights(unusable: Path) -> None:
    assert unusable.is_file()
    reading = Reader(heads="rules").read(TEXT)
    assert [claim.status for claim in reading.claims][-1:] == ["denied"]
    assert reading.reader.models["heads"] == "rules"


@pytest.mark.parametrize("name", ["", "rule", "Learned", "none", None, 1])
def test_unknown_heads(name: object) -> None:
    with pytest.raises(UsageError) as caught:
        Reader(heads=name)  # type: ignore[arg-type]
    assert f"heads={name!r}" in str(caught.value)
    assert "'learned' or 'rules'" in str(caught.value)


# The command line


def test_the_command_line_says_so_in_one_line(unusable: Path) -> None:
    result = CliRunner().invoke(app, ["read", "-"], input=TEXT)
    assert result.exit_code == NO_MODEL
    assert result.stdout == ""
    assert result.stderr.startswith(f"sayso: {unusable}: sha256 is ")
    assert EXPECTED[unusable.name] in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_the_command_line_reads_by_rules(unusable: Path) -> None:
    assert unusable.is_file()
    result = CliRunner().invoke(app, ["read", "-", "--heads", "rules"], input=TEXT)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "denied" in result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the whole package, whose encoder has lost its end; the folder to import it from."""
    place = tmp_path_factory.mktemp("site")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(str(sayso.__file__)).parent, place / "sayso", ignore=ignored)
    _cut(next(place.rglob("encoder.onnx")))
    return place


def _python(place: Path, code: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        env={**os.environ, "PYTHONPATH": str(place)},
        input=TEXT,
        capture_output=True,
        encoding="utf8",
    )


def test_an_installed_package_with_an_altered_file(installed: Path) -> None:
    run = _python(installed, "from sayso.cli import main; main()", "read", "-")
    assert run.returncode == NO_MODEL
    assert run.stdout == ""
    assert str(next(installed.rglob("encoder.onnx"))) in run.stderr
    assert EXPECTED["encoder.onnx"] in run.stderr
    assert "Traceback" not in run.stderr


def test_an_installed_package_reads_by_rules(installed: Path) -> None:
    code = (
        "import sys, sayso; reader = sayso.Reader(heads='rules');"
        "print(sayso.__file__, reader.read(sys.stdin.read()).claims[-1].status)"
    )
    run = _python(installed, code)
    assert run.stderr == ""
    where, status = run.stdout.split()
    assert Path(where).is_relative_to(installed)
    assert status == "denied"


# Making them


ROOT = Path(__file__).resolve().parent.parent
GRADED = ("UW", "UDS_IH2", "MEANTIME", "CB", "RP", "MV2")  # in the order of the weights
NEWS = "The mayor said that the bridge had closed."
MET = "Omar Lindqvist met Ingrid Sollie near the port."
RECORDS: dict[str, dict[str, object]] = {
    "polnear/train.jsonl": {
        "id": "a",
        "text": NEWS,
        "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 41]]}],
    },
    "factuality/UW.train.jsonl": {"text": MET, "char": [15, 18], "value": 3.0, "label": "CT+"},
    "plover/PLV_train.jsonl": {
        "text": "Norway praised Peru.",
        "marked_text": "<s>Norway</s> praised <t>Peru</t>.",
        "label_root": "SUPPORT",
        "sentence_id": 1,
    },
    "wording/babe.jsonl": {
        "text": "This disgraceful law failed.",
        "outlet": "Invented Post",
        "biased_words": ["disgraceful"],
        "label_opinion": "Entirely factual",
    },
}
PREPARE = """
import pickle, sys
from pathlib import Path
import prepare
data, out, model = map(Path, sys.argv[1:])
for name in [name for name in prepare.SETS if name.startswith("sentences-")]:
    del prepare.SETS[name]  # a thousand and more
prepare.check_sources(data, out)
prepare.prepare_all(data, out, model)
for name in prepare.SETS:
    for example in pickle.loads((out / f"{name}.pkl").read_bytes()):
        loaded = example.loaded.tolist() if example.loaded is not None else None
        roles = [(role.anchor, role.roles.tolist()) for role in example.roles or ()]
        facts = [(fact.word, fact.convention, fact.label) for fact in example.facts]
        pairs = [(pair.actor, pair.recipient) for pair in example.pairs]
        print(name, roles, facts, pairs, loaded)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one record of each data set."""
    for name, record in RECORDS.items():
        folder, file = name.split("/")
        (tmp_path / "data" / folder).mkdir(parents=True)
        for convention in GRADED if "UW" in file else ("UW",):
            for part in ("train", "dev"):
                one = file.replace("UW", convention).replace("train.jsonl", f"{part}.jsonl")
                (tmp_path / "data" / folder / one).write_text(json.dumps(record) + "\n", "utf8")
    return tmp_path / "data"


def test_sets_are_prepared_for_training(data: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PREPARE, str(data), str(tmp_path / "prepared"), str(FOLDER)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "training")},
        capture_output=True,
        encoding="utf8",
    )
    assert run.returncode == 0, run.stderr
    shown = run.stdout.splitlines()
    attributions = "[(2, [1, 1, 2, 3, 3, 3, 3, 3, 0])] [] [] None"
    graded = [
        f"{name}.{part} [] [(2, {number}, 4)] [] None"
        for number, name in enumerate(GRADED)
        for part in ("train", "dev")
    ]
    assert shown == [
        "plv [] [] [((0, 1), (2, 3))] None",
        "babe [] [] [] [0, 1, 0, 0, 0]",
        *graded,
        f"polnear.train {attributions}",
        f"polnear.dev {attributions}",
    ]
    made = json.loads((tmp_path / "prepared" / "config.json").read_text("utf8"))
    shipped = json.loads((FOLDER / "config.json").read_text("utf8"))
    assert {**made, "settings": None} == {**shipped, "settings": None}
    assert made["settings"]["links"] == shipped["settings"]["links"]
