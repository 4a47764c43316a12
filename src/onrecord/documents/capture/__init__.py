"""Capture: from files and bytes to characters."""

from onrecord.documents.capture.decoding import Decoded, decode
from onrecord.documents.capture.discovery import discover
from onrecord.documents.capture.kinds import Kind, kind_of

__all__ = ["Decoded", "Kind", "decode", "discover", "kind_of"]
