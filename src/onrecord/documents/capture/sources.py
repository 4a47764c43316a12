"""Sources: streams made ready to be looked at and taken apart."""

import io
from dataclasses import replace
from typing import BinaryIO, cast

from onrecord.documents.capture.captures import Source
from onrecord.documents.capture.formats import HEAD
from onrecord.documents.capture.streams import named_faults, some_of


class _Rejoined(io.RawIOBase):
    """A stream with what was read of it put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer``, first with the head."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            with named_faults():
                data = some_of(self._rest, len(view))
        view[: len(data)] = data
        return len(data)


def source_of(source: Source) -> Source:
    """Return ``source`` with its head looked at. Raises CaptureError where it cannot be read."""
    parts: list[bytes] = []
    missing = HEAD
    with named_faults():
        while missing and (part := source.stream.read(missing)):
            parts.append(part)
            missing -= len(part)
        head = b"".join(parts)
        if source.seekable:
            source.stream.seek(0)
            return replace(source, head=head)
    return replace(
        source, head=head, stream=cast("BinaryIO", io.BufferedReader(_Rejoined(head, source.stream), 65_536))
    )
