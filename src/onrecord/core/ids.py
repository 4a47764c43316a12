"""Ids made from content: the same bytes and the same reading give the same id on every machine."""

import hashlib


def content_hash(raw: bytes) -> str:
    """Return the SHA-256 of ``raw`` as 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


def make_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-`` and 16 hex digits of BLAKE2b over ``parts``, which are joined so that no two lists collide."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
