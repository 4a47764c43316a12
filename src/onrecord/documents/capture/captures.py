"""Captures: what documents are when they come in, before anything is read from them, and what one input may cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.core.issues import Issue, Severity

STAGE: Final = "intake@1"
_MOST_BOMBS: Final = 20
MOST_NAME: Final = 300
"""The longest stretch of a member's name that is kept."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One document as it came: its bytes and what is known of them from outside.

    ``file`` is the input's path as given, with the member where the input holds several (``pack.zip!/a.html``,
    ``news.warc.gz#3``, counted from 1). ``url`` is where it was found, ``captured`` (EDTF) when, ``content_type`` and
    ``encoding`` what the server, mail or archive says of it. ``stated`` are title, date and outlet that the source
    tells beside the document, under the names of a page's meta elements.
    """

    raw: bytes
    file: str
    url: str | None = None
    captured: str | None = None
    content_type: str | None = None
    encoding: str | None = None
    stated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A document that an input names without holding it: an item of a feed that is only a heading and an address."""

    url: str
    file: str
    title: str = ""


type Found = Capture | Link | Issue


class ExhaustedError(CaptureError):
    """One input holds more than the settings allow; nothing more of it is read."""


@dataclass(slots=True)
class Budget:
    """What one input has used up so far of what the settings allow."""

    config: Config
    unpacked: int = 0
    members: int = 0
    bombs: int = 0

    def spend(self, size: int) -> None:
        """Count ``size`` unpacked bytes. Raises ExhaustedError where they are too many."""
        self.unpacked += size
        if self.unpacked > self.config.unpacked_bytes:
            raise ExhaustedError(
                "capture.unpacked",
                f"It unpacks to more than {self.config.unpacked_bytes:,} bytes; what came before was read.",
                "Split it, or raise the setting `unpacked_bytes`.",
            )

    def count(self) -> None:
        """Count one more member. Raises ExhaustedError where they are too many."""
        self.members += 1
        if self.members > self.config.members:
            raise ExhaustedError(
                "capture.members",
                f"It holds more than {self.config.members:,} documents; those before were read.",
                "Split it, or raise the setting `members`.",
            )

    def bomb(self) -> None:
        """Count one more member that grows too much. Raises CaptureError, and ExhaustedError where they are many: an
        archive of archives holds any number of them, and each costs time."""
        self.bombs += 1
        ratio = self.config.unpacked_ratio
        if self.bombs > _MOST_BOMBS:
            raise ExhaustedError(
                "capture.bombs",
                f"More than {_MOST_BOMBS} of its members grow to more than {ratio} times their packed size; the rest "
                "was not read.",
                "Check where it comes from; if it is sound, raise the setting `unpacked_ratio`.",
            )
        raise CaptureError(
            "capture.bomb",
            f"It grows to more than {ratio} times its packed size.",
            "Check where it comes from; if it is sound, raise the setting `unpacked_ratio`.",
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A stream to be taken apart: its name, its beginning (peeked at, not taken), and what is known from outside.

    ``seekable`` says that the stream is a file or memory, in which one may go back at no cost. ``depth`` counts the
    archives around it.
    """

    name: str
    stream: BinaryIO
    head: bytes
    budget: Budget
    seekable: bool = False
    depth: int = 0
    url: str | None = None
    captured: str | None = None
    content_type: str | None = None
    encoding: str | None = None

    @property
    def config(self) -> Config:
        """The settings."""
        return self.budget.config

    def capture(self, raw: bytes) -> Capture:
        """Return ``raw`` as the document that the source is."""
        return Capture(raw, self.name, self.url, self.captured, self.content_type, self.encoding)

    def whole(self) -> bytes:
        """Return all its bytes. Raises CaptureError where they are more than a document may have."""
        return read_whole(self.stream, self.config.document_bytes)


type Unpack = Callable[[Source], Iterator[Found]]
"""The function that takes any source apart, handed to those that open archives so that they can go deeper."""


@dataclass(slots=True)
class Faults:
    """Issues of one kind in one input, told one by one at first and then only counted, so that they stay readable."""

    name: str
    most: int = 100
    met: int = 0
    last: CaptureError | None = field(default=None)

    def issue(self, error: CaptureError, member: str) -> Iterator[Issue]:
        """Yield the issue for one member, unless many were told already. Raises an ExhaustedError as it is."""
        if isinstance(error, ExhaustedError):
            raise error
        self.met += 1
        self.last = error
        if self.met <= self.most:
            yield issue_of(error, member)

    def rest(self) -> Iterator[Issue]:
        """Yield one issue for all that were not told."""
        if self.met > self.most and self.last is not None:
            message = f"{self.met - self.most:,} further members could not be read; the last: {self.last.message}"
            yield Issue(STAGE, "capture.further", message, self.last.mend, "error", file=f"{self.name}#further")


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        ...


def read_whole(stream: Readable, most: int) -> bytes:
    """Return all bytes of ``stream``. Raises CaptureError where they are more than ``most``."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(min(most + 1 - size, 1 << 20)):
        parts.append(part)
        size += len(part)
        if size > most:
            raise CaptureError(
                "capture.size",
                f"The document has more than {most:,} bytes.",
                "Split it into single reports.",
            )
    return b"".join(parts)


def member_name(name: str) -> str:
    """Return the name of a member, with what no line of text holds made visible."""
    name = name[:MOST_NAME].replace("\\", "/").lstrip("/")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)


def issue_of(error: CaptureError, file: str, severity: Severity = "error") -> Issue:
    """Return ``error`` as an issue about ``file``."""
    return Issue(STAGE, error.code, error.message, error.mend, severity, file=file)


def note(code: str, message: str, mend: str, file: str) -> Issue:
    """Return a note about ``file``."""
    return Issue(STAGE, code, message, mend, "note", file=file)
