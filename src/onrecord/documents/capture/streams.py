"""Streams: compressed bytes unpacked piece by piece, watched for bombs, every fault given one name."""

import bz2
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, Protocol, cast

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Budget

_PIECE: Final = 65_536
_GRACE: Final = 8_000_000
"""Up to how many unpacked bytes no ratio is asked: small files of few words compress beyond measure."""
_XZ_MEMORY: Final = 256 * 1024 * 1024
_SPOOL: Final = 16 * 1024 * 1024
_SPOOL_TIMES: Final = 50
"""How many times the largest document an archive inside an archive may have in bytes."""
_FAULTS: Final = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip


class Engine(Protocol):
    """What unpacks: a decompressor of zlib, bz2 or lzma."""

    @property
    def eof(self) -> bool:
        """Whether the compressed stream has ended."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What came after its end."""
        ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes:
        """Return what ``data`` unpacks to."""
        ...


class Watched(io.RawIOBase):
    """Unpacked bytes, counted against the budget of the input and against the size of what is packed."""

    def __init__(self, pull: Callable[[int], bytes], packed: Callable[[], int], budget: Budget) -> None:
        """Read by ``pull``; ``packed`` tells how many packed bytes that took so far."""
        super().__init__()
        self._pull = pull
        self._packed = packed
        self._budget = budget
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer``. Raises CaptureError where the bytes are damaged or grow beyond what is allowed."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        with named_faults():
            data = self._pull(len(view))
        view[: len(data)] = data
        self._given += len(data)
        self._budget.spend(len(data))
        ratio = self._budget.config.unpacked_ratio
        if self._given > _GRACE and self._given > ratio * max(self._packed(), 1):
            self._budget.bomb()
        return len(data)


class Unpacker:
    """The bytes of a compressed stream, however many compressed streams stand in it one after another."""

    def __init__(self, packed: BinaryIO, make: Callable[[], Engine], magic: bytes) -> None:
        """Unpack ``packed`` with the engines that ``make`` gives; a further stream begins with ``magic``."""
        self._source = packed
        self._make = make
        self._magic = magic
        self._engine = make()
        self._held = b""
        self.taken = 0

    def pull(self, size: int) -> bytes:
        """Return up to ``size`` unpacked bytes, none at the end. Raises EOFError where the stream was cut."""
        while True:
            if self._engine.eof and not self._begin_next():
                return b""
            ended = False
            if not self._held and getattr(self._engine, "needs_input", True):
                self._held = self._take()
                ended = not self._held
            data = self._engine.decompress(self._held, size)
            self._held = getattr(self._engine, "unconsumed_tail", b"")
            if data:
                return data
            if ended and not self._engine.eof:
                raise EOFError("the compressed stream ends before its end mark")

    def _begin_next(self) -> bool:
        rest = self._engine.unused_data or self._take()
        while rest and len(rest) < len(self._magic):
            more = self._take()
            if not more:
                return False
            rest += more
        # What follows and is no stream (padding of tapes, a signature) is passed over, as gzip itself does.
        if not rest.startswith(self._magic):
            return False
        self._engine, self._held = self._make(), rest
        return True

    def _take(self) -> bytes:
        data = self._source.read(_PIECE)
        self.taken += len(data)
        return data


def _gzip() -> Engine:
    return cast("Engine", zlib.decompressobj(wbits=31))


def _bzip2() -> Engine:
    return bz2.BZ2Decompressor()


def _xz() -> Engine:
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


COMPRESSIONS: Final[dict[bytes, Callable[[], Engine]]] = {b"\x1f\x8b": _gzip, b"BZh": _bzip2, b"\xfd7zXZ\x00": _xz}
"""How compressed files begin, and what unpacks them."""


def unpacked(packed: BinaryIO, magic: bytes, budget: Budget) -> io.BufferedReader:
    """Return the bytes that ``packed`` unpacks to; it begins with ``magic``, a key of COMPRESSIONS."""
    unpacker = Unpacker(packed, COMPRESSIONS[magic], magic)
    return io.BufferedReader(Watched(unpacker.pull, lambda: unpacker.taken, budget), _PIECE)


def watched(stream: BinaryIO, packed: int, budget: Budget) -> io.BufferedReader:
    """Return the bytes of ``stream``, which something else unpacks, watched; ``packed`` is the packed size."""
    return io.BufferedReader(Watched(stream.read, lambda: packed, budget), _PIECE)


def some_of(stream: BinaryIO, size: int) -> bytes:
    """Return up to ``size`` bytes of ``stream``, as they come: waiting for all would lose those before a fault."""
    if isinstance(stream, io.BufferedIOBase):
        return stream.read1(size)
    return stream.read(size)


def spooled(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """Return a seekable copy of ``stream``: in memory while small, then in a nameless file.

    Raises CaptureError where it is too large for an archive within an archive.
    """
    most = budget.config.document_bytes * _SPOOL_TIMES
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115  # its reader closes it by dropping it
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > most:
            copy.close()
            raise CaptureError(
                "capture.inner", f"An archive inside an archive has more than {most:,} bytes.", "Unpack it by hand."
            )
        copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)


@contextmanager
def named_faults() -> Iterator[None]:
    """Give every fault of reading packed bytes one name. Raises CaptureError for them."""
    try:
        yield
    except EOFError as error:
        raise CaptureError(
            "capture.truncated", "The file ends in the middle.", "Fetch it again: the download was not complete."
        ) from error
    except MemoryError as error:
        raise CaptureError("capture.memory", "It asks for too much memory.", "Check where it comes from.") from error
    except _FAULTS as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise CaptureError(
                "capture.encrypted", "It is encrypted.", "Decrypt it and ingest what comes out."
            ) from error
        deep = isinstance(error, RecursionError)
        reason = "it is nested too deeply" if deep else str(error)[:200] or type(error).__name__
        raise CaptureError(
            "capture.damaged", f"The file is damaged: {reason}.", "Fetch it again, or repair it."
        ) from error
