"""Where output goes: standard output, or a file that appears whole or not at all.

Comes in: the path a person gave, or None. Goes out: a text stream. The idea in between: a file is
written beside its place and moved there when all of it is written, so that an interrupted run or a
full disk leaves the old file as it was.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from sayso.errors import SaysoError

_SLUG_LENGTH = 60


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A stream to write UTF-8 text to.

    Args:
        path: the file to replace; None or ``-`` for standard output. A device or pipe is written to
            directly.

    Raises:
        SaysoError: the file cannot be written.
    """
    if path is None or str(path) == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        return
    try:
        if _is_special(path):
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                yield stream
        else:
            with _replacing(path.resolve()) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SaysoError(
            f"{path}: it cannot be written ({(error.strerror or str(error)).lower()})"
        ) from error


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    partial = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with open(partial, "x", encoding="utf-8", newline="\n") as stream:
            yield stream
        os.replace(partial, path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


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
