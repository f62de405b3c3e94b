"""Compressed files: gzip and Zstandard, opened as what is inside, and written by their names.

Comes in: an open stream and its name (``news.jsonl.zst``). Goes out: a stream of what it holds and
the name of that (``news.jsonl``), or one to write that into. The idea in between: nothing is
unpacked to disk or held whole; a damaged or cut-off file is an :class:`IntakeError` when reading
comes to that place, and so is one that unpacks to far more than any writing would (a bomb).
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any, cast

from sayso.errors import IntakeError
from sayso.intake.missing import needed

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
SUFFIXES = {".gz": _GZIP, ".zst": _ZSTD}

#: Repetitive JSON Lines shrink to a thirtieth or so; a bomb of zeros to a thousandth and less.
MAX_RATIO = 200

#: The ratio is looked at only above so much.
FREE_BYTES = 50_000_000

#: Zstandard may ask for memory in which to look back; 2**27 bytes is what its own tool allows.
_ZSTD_WINDOW_LOG = 27

_BUFFER_BYTES = 1 << 16


def is_compressed(opening: bytes) -> bool:
    """Whether a file that opens with these bytes is of a kind that this module unpacks."""
    return opening.startswith((_GZIP, _ZSTD))


def inner_name(name: str) -> str:
    """``news.jsonl.zst`` -> ``news.jsonl``; any other name as it is."""
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def unpacked(stream: io.BufferedReader, source: str) -> io.BufferedReader:
    """What a compressed stream holds.

    Args:
        stream: standing at its start.
        source: what to call it in an error.

    Raises:
        IntakeError: Zstandard isn't installed. Reading from the result raises it as well, where the
            stream is damaged, cut off or a bomb.
    """
    counted = _Counted(stream)
    inner: Any
    damage: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
    if stream.peek(4)[:4] == _ZSTD:
        zstd = _zstd(source)
        options = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        inner = zstd.ZstdFile(counted, options=options)
        damage = (EOFError, zstd.ZstdError)
    else:
        inner = gzip.GzipFile(fileobj=cast("IO[bytes]", counted))
    raw = _Unpacked(inner.read1, lambda: counted.count, damage, source)
    return io.BufferedReader(raw, _BUFFER_BYTES)


def packed(stream: IO[bytes], name: str) -> IO[bytes]:
    """A stream that packs what is written into it, as the end of the name says, or ``stream``.

    Closing it writes the end of what is packed and leaves ``stream`` open. The same content is
    packed into the same bytes at any time.

    Raises:
        IntakeError: Zstandard isn't installed.
    """
    if inner_name(name) == name:
        return stream
    if name.lower().endswith(".zst"):
        return cast("IO[bytes]", _zstd(name).ZstdFile(stream, mode="wb"))
    return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0))


def _zstd(source: str) -> Any:
    if sys.version_info >= (3, 14):
        return import_module("compression.zstd")
    return needed("backports.zstd", "Zstandard files", source)


class _Counted:
    """Counts what is read from a stream."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """Passes on what comes out, and says what is wrong in our words."""

    def __init__(
        self,
        read: Callable[[int], bytes],
        consumed: Callable[[], int],
        damage: tuple[type[Exception], ...],
        source: str,
    ) -> None:
        self._read, self._consumed, self._damage = read, consumed, damage
        self._source, self._count = source, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            data = self._read(len(buffer))
        except self._damage as error:
            reason = "it is cut off" if isinstance(error, EOFError) else "it is damaged"
            raise IntakeError(
                self._source, f"{reason}: unpacking it failed after {self._count:,} bytes"
            ) from error
        self._count += len(data)
        if self._count > FREE_BYTES and self._count > MAX_RATIO * self._consumed():
            reason = f"it unpacks to more than {MAX_RATIO} times its size, as no writing does"
            raise IntakeError(self._source, reason)
        buffer[: len(data)] = data
        return len(data)
