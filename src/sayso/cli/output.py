"""Where output goes: standard output, or files that appear whole or not at all.

Comes in: the path a person gave, or None. Goes out: a text stream, or a path to write at. The idea
in between: a file is written beside its place and moved there when all of it is written, so that an
interrupted run or a full disk leaves the old file as it was. A name that ends in ``.gz`` or
``.zst`` is packed.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from sayso.errors import SaysoError, UsageError
from sayso.intake.compression import packed

_SLUG_LENGTH = 60


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A stream to write UTF-8 text to.

    Args:
        path: the file to replace, packed if its name ends in ``.gz`` or ``.zst``; None or ``-`` for
            standard output. A device or pipe is written to directly.

    Raises:
        SaysoError: the file cannot be written.
    """
    if path is None or str(path) == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        return
    if _is_special(path):
        with _told(path), open(path, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    with (
        replaced(path) as partial,
        open(partial, "xb") as file,
        TextIOWrapper(packed(file, path.name), encoding="utf-8", newline="\n") as text,
    ):
        yield text


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Where to write a file that takes this path's place when all of it is written.

    Raises:
        SaysoError: it cannot be written.
    """
    with _told(path), _beside(path.resolve()) as partial:
        yield partial
        os.replace(partial, path.resolve())


@contextmanager
def replaced_folder(path: Path, names: Collection[str]) -> Iterator[Path]:
    """A folder to write these files in, which take their places when all of them are written.

    Raises:
        UsageError: the folder is there and holds other things.
        SaysoError: it cannot be written.
    """
    path = path.resolve()
    with _told(path):
        if path.exists():
            strangers = sorted({one.name for one in path.iterdir()} - set(names))
            if strangers:
                raise UsageError(
                    f"{path}: this folder holds other things ({strangers[0]}); name a new or "
                    "empty one"
                )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path) as partial:
            partial.mkdir()
            yield partial
            if path.exists():
                for name in names:
                    os.replace(partial / name, path / name)
            else:
                os.replace(partial, path)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A hidden name next to a path; whatever is left there is removed."""
    partial = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        yield partial
    finally:
        with suppress(OSError):
            if partial.is_dir():
                shutil.rmtree(partial)
            else:
                partial.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says into an error in words."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SaysoError(
            f"{path}: it cannot be written ({(error.strerror or str(error)).lower()})"
        ) from error


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def folder(path: Path) -> Path:
    """The folder at this path, made if need be.

    Raises:
        SaysoError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaysoError(
            f"{path}: the folder cannot be made ({(error.strerror or str(error)).lower()})"
        ) from error
    return path


def slug(name: str) -> str:
    """A file name out of a title: ``Baku warns Yerevan`` -> ``baku-warns-yerevan``.

    Without a letter or digit of the Latin alphabet in it: an empty string.
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name.lower()))[:_SLUG_LENGTH].strip("-")
