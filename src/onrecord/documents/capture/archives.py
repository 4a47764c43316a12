"""Archives: zip, tar and single compressed files, read as streams; nothing is ever unpacked to a disk.

Against bombs: the number of members, the bytes in all, each member's growth and the depth of archives within archives
are bounded, and the directory of a zip file is measured before it is read into memory.
"""

import struct
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final, Self, cast

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import (
    Faults,
    Found,
    Source,
    Unpack,
    member_name,
    note,
)
from onrecord.documents.capture.formats import compression_of
from onrecord.documents.capture.sources import source_of
from onrecord.documents.capture.streams import named_faults, spooled, unpacked, watched

_END_RECORD: Final = b"PK\x05\x06"
_END_RECORD_64: Final = b"PK\x06\x06"
_END_REACH: Final = 65_557 + 76
_MOST_DIRECTORY: Final = 256_000_000
_MOST_TAR_HEADER: Final = 1_000_000
_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype", "META-INF/container.xml"})
_TAR_EXTENSIONS: Final = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


def compressed(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield what a single compressed file holds. Raises CaptureError where it cannot be unpacked."""
    magic = compression_of(source.head) or b""
    stream = cast("BinaryIO", unpacked(source.stream, magic, source.budget))
    yield from unpack(source_of(replace(source, stream=stream, depth=source.depth + 1, seekable=False)))


def zipped(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield what the members of a zip file hold. Raises CaptureError where its directory cannot be read."""
    stream = source.stream if source.seekable else spooled(source.stream, source.budget)
    _check_directory(stream)
    with named_faults():
        archive = zipfile.ZipFile(stream)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    office = _OFFICE & {info.filename for info in infos}
    if office:
        raise CaptureError(
            "capture.office", "It is an office document or book, not an archive.", "Save it as PDF, HTML or text."
        )
    if sum(info.compress_size for info in infos) > stream.seek(0, 2):
        raise CaptureError(
            "capture.overlap", "Members of the archive overlap, as in a bomb.", "Check where the archive comes from."
        )
    faults = Faults(source.name)
    for info in infos:
        name = f"{source.name}!/{member_name(info.filename)}"
        try:
            yield from _zip_member(source, unpack, archive, info)
        except CaptureError as error:
            yield from faults.issue(error, name)
    yield from faults.rest()


def _zip_member(source: Source, unpack: Unpack, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Found]:
    if _is_clutter(info.filename):
        return
    source.budget.count()
    if info.flag_bits & 1:
        raise CaptureError("capture.encrypted", "It is encrypted.", "Decrypt it and ingest what comes out.")
    with named_faults():
        opened = archive.open(info)
    with opened:
        stream = watched(cast("BinaryIO", opened), info.compress_size, source.budget)
        yield from unpack(_member(source, member_name(info.filename), cast("BinaryIO", stream)))


def tarred(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield what the members of a tar file hold. Raises CaptureError where it is damaged, after what came before."""
    with named_faults():
        archive = tarfile.open(fileobj=source.stream, mode="r|", tarinfo=_BoundedInfo)  # noqa: SIM115  # a stream
    faults = Faults(source.name)
    passed = 0
    while True:
        with named_faults():
            info = archive.next()
        if info is None:
            break
        # The list of members seen, kept for going back, would grow with the archive; a stream never goes back.
        archive.members = []  # type: ignore[attr-defined]  # documented nowhere, present in every version
        if not info.isreg() or _is_clutter(info.name):
            passed += not info.isdir() and not info.isreg()
            continue
        source.budget.count()
        name = member_name(info.name)
        try:
            with named_faults():
                member = archive.extractfile(info)
            if member is not None:
                yield from unpack(_member(source, name, cast("BinaryIO", member)))
        except CaptureError as error:
            yield from faults.issue(error, f"{source.name}!/{name}")
    yield from faults.rest()
    if passed:
        said = f"{passed:,} members of the archive are links or devices and were passed over."
        yield note("capture.links", said, "Add the files that they point at.", source.name)


class _BoundedInfo(tarfile.TarInfo):
    """A member's header. One that announces a name or notes of megabytes is refused before it is read to memory, and
    where the archive breaks off that is a fault, which tarfile itself takes for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return the header that stands in ``buf``. Raises CaptureError where it is cut or announces too much."""
        if len(buf) != tarfile.BLOCKSIZE:
            raise EOFError("the archive ends before its end mark")
        info = super().frombuf(buf, encoding, errors)
        if info.type in _TAR_EXTENSIONS and info.size > _MOST_TAR_HEADER:
            raise CaptureError(
                "capture.tar", "A member's header announces megabytes of notes.", "Check where the archive comes from."
            )
        return info


def _member(source: Source, name: str, stream: BinaryIO) -> Source:
    """Return the source that a member is; what is known of the archive's own address does not hold for it."""
    name = f"{source.name}!/{name}"
    inner = replace(source, name=name, stream=stream, depth=source.depth + 1, seekable=False)
    return source_of(replace(inner, url=None, content_type=None, encoding=None))


def _is_clutter(name: str) -> bool:
    """Say whether a member is what a desktop adds by itself; hidden files are passed over in folders too."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _check_directory(stream: BinaryIO) -> None:
    """Check that the directory of a zip file fits into memory. Raises CaptureError where it does not."""
    with named_faults():
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END_REACH))
        tail = stream.read(_END_REACH)
        stream.seek(0)
    place = tail.rfind(_END_RECORD)
    if place < 0 or len(tail) < place + 16:
        raise CaptureError("capture.truncated", "The file ends in the middle.", "Fetch it again: it is not complete.")
    length = struct.unpack("<L", tail[place + 12 : place + 16])[0]
    wide = tail.rfind(_END_RECORD_64)
    if 0 <= wide <= len(tail) - 48 and length == 0xFFFF_FFFF:
        length = struct.unpack("<Q", tail[wide + 40 : wide + 48])[0]
    if length > min(_MOST_DIRECTORY, size):
        raise CaptureError("capture.directory", "The archive's list of members is too long.", "Split the archive.")
