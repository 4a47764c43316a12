"""PDF: the text layer, read in a process of its own that may take only so much time and memory."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.reflow import reflowed

SECONDS: Final = 60
"""How long one PDF may take."""

_READER: Final = Path(__file__).with_name("pdfreader.py")
_ENCRYPTED: Final = 3
_UNREADABLE: Final = 4


def is_pdf(raw: bytes) -> bool:
    """Say whether ``raw`` is a PDF; readers of PDF allow for some bytes before its mark."""
    return b"%PDF-" in raw[:1024]


def text_of_pdf(raw: bytes, *, seconds: int = SECONDS) -> str:
    """Return the text layer of a PDF, lines joined to paragraphs, paragraphs parted by an empty line.

    Raises CaptureError where there is none (a scan), or it is encrypted, damaged or too slow to read.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_READER), str(seconds)],
            input=raw,
            capture_output=True,
            timeout=seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CaptureError(
            "capture.pdf_slow",
            f"The PDF takes more than {seconds} seconds.",
            "Print it to a new PDF, or save its text.",
        ) from error
    except OSError as error:
        raise CaptureError(
            "capture.pdf_process", f"No process could be started to read the PDF: {error}.", "Free some memory."
        ) from error
    if done.returncode == _ENCRYPTED:
        raise CaptureError("capture.pdf_encrypted", "The PDF is encrypted.", "Save it without a password.")
    if done.returncode:
        reason = (
            done.stderr.decode("utf-8", "replace").strip()[-200:] if done.returncode == _UNREADABLE else "too large"
        )
        raise CaptureError("capture.pdf", f"The PDF cannot be read: {reason}.", "Print it to a new PDF.")
    text = reflowed(done.stdout.decode("utf-8", "replace"))
    if not any(char.isalpha() for char in text):
        raise CaptureError(
            "capture.pdf_scan", "The PDF has no text layer: it is a scan or a picture.", "Run it through OCR first."
        )
    return text
