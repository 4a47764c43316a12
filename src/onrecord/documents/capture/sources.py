"""Sources: streams made ready to be looked at and taken apart."""

import io
from dataclasses import replace
from typing import BinaryIO, cast

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Source
from onrecord.documents.capture.formats import HEAD
from onrecord.documents.capture.streams import named_faults, some_of


class _Rejoined(io.RawIOBase):
    """A stream with what was read of it put back in front, and the fault that was met then behind that."""

    def __init__(self, head: bytes, rest: BinaryIO, fault: CaptureError | None) -> None:
        super().__init__()
        self._head = head
        self._rest = rest
        self._fault = fault

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer``, first with the head. Raises CaptureError where the stream is damaged."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        elif self._fault is not None:
            raise self._fault
        else:
            with named_faults():
                data = some_of(self._rest, len(view))
        view[: len(data)] = data
        return len(data)


def source_of(source: Source) -> Source:
    """Return ``source`` with its head looked at. Raises CaptureError where not even that can be read."""
    head = b""
    fault: CaptureError | None = None
    try:
        with named_faults():
            while len(head) < HEAD and (part := some_of(source.stream, HEAD - len(head))):
                head += part
    except CaptureError as error:
        # What was read before the fault is worth keeping: an archive's first members may stand in it.
        if not head:
            raise
        fault = error
    if source.seekable:
        source.stream.seek(0)
        return replace(source, head=head)
    rejoined = io.BufferedReader(_Rejoined(head, source.stream, fault), 65_536)
    return replace(source, head=head, stream=cast("BinaryIO", rejoined))
