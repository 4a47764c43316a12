"""Capture: from files, bytes and addresses to documents, and from their bytes to characters."""

from onrecord.documents.capture.captures import Capture, Found, Link
from onrecord.documents.capture.decoding import Decoded, decode
from onrecord.documents.capture.discovery import discover
from onrecord.documents.capture.kinds import Kind, kind_of
from onrecord.documents.capture.opening import documents_in
from onrecord.documents.capture.subscriptions import feeds_in, is_url

__all__ = [
    "Capture", "Decoded", "Found", "Kind", "Link",
    "decode", "discover", "documents_in", "feeds_in", "is_url", "kind_of",
]  # fmt: skip
