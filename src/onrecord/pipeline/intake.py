"""Intake: from paths to folios, each file's bytes read once and hashed."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.core.errors import CaptureError
from onrecord.core.ids import content_hash
from onrecord.core.issues import Issue
from onrecord.pipeline.folios import Folio

LARGEST = 64 * 1024 * 1024
"""The largest document that is read, in bytes: far above any article, far below what would fill a machine's memory."""

_STAGE = "intake@1"


def take_in(files: Iterable[Path]) -> Iterator[Folio | Issue]:
    """Yield for each file a folio with its bytes, or the issue that says why it cannot be read."""
    for file in files:
        # A name that is no Unicode is kept readable, since the ledger stores Unicode only.
        name = file.as_posix().encode("utf-8", "backslashreplace").decode()
        try:
            raw = read_bytes(file)
        except CaptureError as error:
            yield Issue(_STAGE, error.code, error.message, error.mend, severity="error", file=name)
        else:
            yield Folio(name, content_hash(raw), raw)


def read_bytes(file: Path) -> bytes:
    """Return the bytes of ``file``.

    Raises CaptureError where it is absent, no plain file, too large or not to be read.
    """
    try:
        state = file.stat()
        if not stat.S_ISREG(state.st_mode):
            raise CaptureError("capture.kind", f"{file} is no file.", "Name files and folders of reports.")
        if state.st_size > LARGEST:
            raise CaptureError("capture.large", f"{file} is larger than 64 MiB.", "Split it into single reports.")
        return file.read_bytes()
    except FileNotFoundError as error:
        raise CaptureError("capture.absent", f"There is no file {file}.", "Check the path.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise CaptureError("capture.refused", f"{file} cannot be read: {reason}.", "Check its permissions.") from error
    except ValueError as error:
        raise CaptureError("capture.path", f"{str(file)!r} is no path.", "Check the path.") from error
