"""A program of its own: a PDF on standard input, its text on standard output, pages parted by form feeds.

It runs apart from onrecord, since reading a broken PDF may take any time and memory: it limits both for itself before
it reads, and who started it ends it when the time is over. Statuses: 0 well, 3 encrypted, 4 unreadable.
"""

import contextlib
import sys
from io import BytesIO

_MEMORY = 1_500_000_000
_CHARACTERS = 10_000_000


def _limit(seconds: int) -> None:
    """Limit the time and memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> int:
    """Read the PDF and write its text."""
    _limit(int(sys.argv[1]))
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    out = sys.stdout.buffer
    try:
        reader = PdfReader(BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return 3
        left = _CHARACTERS
        for page in reader.pages:
            text = page.extract_text()[:left]
            left -= len(text)
            out.write(text.encode("utf-8", "replace") + b"\f")
            if left <= 0:
                break
    except Exception as error:  # noqa: BLE001  # this process exists to contain any fault of a broken file
        sys.stderr.write(f"{type(error).__name__}: {error}"[:200])
        return 3 if "crypt" in f"{type(error).__name__} {error}".lower() else 4
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
