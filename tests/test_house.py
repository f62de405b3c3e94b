"""The house itself: what is committed, what is locked, what is built, what the docs show."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import click
import pytest
import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import sayso
from sayso.cli import app
from sayso.cli.formats import Format
from sayso.views import polecat, table

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
LOCKS = ("runtime.txt", "weighing.txt", "dev.txt")
WEIGHTS = ROOT / "src" / "sayso" / "reading" / "heads" / "data"

# Built from pieces, so that this file doesn't hold what it looks for.
INDEX_HOSTS = re.compile(
    "|".join(["py" + r"pi\.(?:org|python)", "python" + "hosted", "dev" + r"pi\b", "/sim" + "ple/"])
    + r"|--(?:extra-)?index"
    + r"-url[ =]\S|--find"
    + r"-links[ =]\S|\bfile:"
    + r"//"
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/~-])(?:/(?:home|Users|root|work|opt|mnt|srv|private)/[\w.-]+|[A-Z]:\\\w+)"
)


@cache
def committed() -> tuple[Path, ...]:
    """The files that are in git or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = (ROOT / name for name in listed.stdout.decode("utf8").split("\0") if name)
    return tuple(path for path in found if path.is_file())


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = generator()


# What is committed


@pytest.mark.parametrize("pattern", [INDEX_HOSTS, MACHINE_PATHS], ids=["index", "machine"])
def test_no_index_host_and_no_path_of_a_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for path in committed():
        try:
            text = path.read_text("utf8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("--index-" + "url https://pkg.example/", True),
        ("https://files.python" + "hosted.org/x", True),
        ("uv pip compile --no-emit-index-" + "url --no-header", False),
        ("fields|files|simple", False),
    ],
)
def test_the_pattern_for_index_hosts(line: str, caught: bool) -> None:
    assert bool(INDEX_HOSTS.search(line)) is caught


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("see /ho" + "me/ann/notes.txt", True),
        ('"/wo' + 'rk/main"', True),
        ("#!/usr/bin/env bash", False),
        ("https://example.com/home/x", False),
        ("./work/x and ../opt/x", False),
    ],
)
def test_the_pattern_for_machine_paths(line: str, caught: bool) -> None:
    assert bool(MACHINE_PATHS.search(line)) is caught


def test_nothing_built_is_committed() -> None:
    built = {".pyc", ".whl", ".so", ".onnx", ".pt", ".safetensors"}
    found = [path for path in committed() if path.suffix in built]
    assert [path.name for path in found if not is_shipped_weight(path)] == []
    assert not (ROOT / "uv.lock").exists()


def is_shipped_weight(path: Path) -> bool:
    """Whether this is a graph in the folder of the weights, the very one that is listed there."""
    if path.parent != WEIGHTS or path.suffix != ".onnx":
        return False
    listed = json.loads((WEIGHTS / "weights.json").read_text("utf8"))
    return bool(listed.get(path.name) == hashlib.sha256(path.read_bytes()).hexdigest())


def test_only_the_weights_themselves_are_let_in(tmp_path: Path) -> None:
    graph = WEIGHTS / "linker.onnx"
    assert is_shipped_weight(graph)
    assert not is_shipped_weight(WEIGHTS / "config.json")
    assert not is_shipped_weight(Path(shutil.copy(graph, tmp_path)))


# Versions and citation


def test_one_version_everywhere() -> None:
    version = sayso.__version__
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf8")
    assert f"\n## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf8")
    assert importlib.metadata.version("sayso") == version


def test_the_citation_has_what_the_format_requires() -> None:
    lines = (ROOT / "CITATION.cff").read_text("utf8").splitlines()
    keys = {line.split(":")[0] for line in lines if re.match(r"[a-z-]+:", line)}
    assert keys >= {"cff-version", "message", "title", "authors", "version", "license"}
    assert f"license: {PROJECT['license']}" in lines


# Locks


def pins(lock: str) -> dict[str, str]:
    """Name -> version of each pin; a universal lock may pin a name once for each marker."""
    text = (ROOT / "requirements" / lock).read_text("utf8")
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


def required(lock: str) -> list[Requirement]:
    lines = [*PROJECT["dependencies"]]
    if lock == "dev.txt":
        lines += PROJECT["optional-dependencies"]["dev"]
    build = (ROOT / "requirements" / "build.in").read_text("utf8")
    lines += [line for line in build.splitlines() if line and not line.startswith("#")]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_what_the_project_asks_for(lock: str) -> None:
    pinned = pins(lock)
    wrong = [
        f"{wanted} is pinned to {pinned.get(canonicalize_name(wanted.name))}; run make lock"
        for wanted in required(lock)
        if not wanted.specifier.contains(pinned.get(canonicalize_name(wanted.name), "0.0.0.dev0"))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf8")
    blocks = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_agree() -> None:
    *some, dev = map(pins, LOCKS)
    for lock in some:
        assert {name: dev.get(name) for name in lock} == lock


# The wheel


def test_the_wheel_holds_every_data_file(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in committed()
        if path.is_relative_to(source / "sayso")
    }
    weights = "sayso/reading/heads/data/encoder.onnx"
    assert {"sayso/py.typed", "sayso/views/data/page.html", weights} <= wanted
    assert wanted - held == set()
    assert [name for name in held if not name.startswith(("sayso/", "sayso-"))] == []


# The docs


def commands(group: click.Group, path: str = "sayso") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if hasattr(command, "commands"):  # a group; Typer has its own class of these
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf8")
    group = typer.main.get_command(app)
    missing = []
    for path, command in commands(group):  # type: ignore[arg-type]  # Typer's own Group
        if f"$ {path} --help" not in page:
            missing.append(path)
        for parameter in command.params:
            missing += [f"{path} {flag}" for flag in parameter.opts if flag not in page.split()]
    missing = [name for name in missing if not name.split()[-1].isidentifier()]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("name", get_args(Format))
def test_every_format_is_documented(name: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf8")
    formats = page.split("### Formats\n")[1].split("```")[0]
    assert f"`{name}`" in formats
    read = typer.main.get_command(app).commands["read"]  # type: ignore[attr-defined]
    (option,) = [option for option in read.params if option.name == "output_format"]
    assert f"{name}:" in option.help
    readme = (ROOT / "README.md").read_text("utf8")
    assert name == "terminal" or f"`--format {name}`" in readme or f"`{name}`" in readme


@pytest.mark.parametrize(
    ("heading", "columns"),
    [("The columns of polecat", polecat.COLUMNS), ("The columns of csv", table.COLUMNS)],
)
def test_every_column_is_explained_in_order(heading: str, columns: tuple[str, ...]) -> None:
    page = (ROOT / "docs" / "export.md").read_text("utf8")
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", section, re.MULTILINE)
    assert tuple(name for name, _ in rows) == columns
    assert [name for name, says in rows if len(says) < 10] == []


@pytest.mark.parametrize(
    "page", GENERATE.pages(), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_page_shows_what_is_printed_today(page: Path) -> None:
    assert GENERATE.main(["--check", str(page)]) == 0, "run make docs; the difference is above"


@pytest.mark.parametrize(
    "page", GENERATE.pages(), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_commands_in_the_docs_have_a_fence_that_is_checked() -> None:
    for page in GENERATE.pages():
        fences = re.findall(r"^```(\w[\w ]*)$", page.read_text("utf8"), re.MULTILINE)
        assert set(fences) <= {"console", "console measured", "pycon", "sh", "text"}, page.name
