"""Bits: sets of line numbers as bitmaps, in pieces of 8,192 numbers, small enough that a change rewrites little."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

PIECE: Final = 8192
_BYTES: Final = PIECE // 8
_LAST: Final = PIECE - 1
_FEW: Final = 48
"""Up to how many places of a piece are stored as a list: a bitmap is larger, but many times faster to use."""
_LIST, _MAP = b"l", b"m"


class Bits:
    """A set of numbers from 0 on. Sets are never changed once made."""

    def __init__(self, pieces: Mapping[int, int] | None = None) -> None:
        """Make the set of ``pieces``: by piece the numbers in it, each as the bit of that place."""
        self.pieces = {number: bits for number, bits in (pieces or {}).items() if bits}

    def __and__(self, other: "Bits") -> "Bits":
        """Return the numbers in both."""
        return Bits({n: bits & other.pieces[n] for n, bits in self.pieces.items() if n in other.pieces})

    def __or__(self, other: "Bits") -> "Bits":
        """Return the numbers in either."""
        both = dict(self.pieces)
        for n, bits in other.pieces.items():
            both[n] = both.get(n, 0) | bits
        return Bits(both)

    def __sub__(self, other: "Bits") -> "Bits":
        """Return the numbers in this one only."""
        return Bits({n: bits & ~other.pieces.get(n, 0) for n, bits in self.pieces.items()})

    def common(self, other: "Bits") -> int:
        """Return how many numbers are in both."""
        less, more = sorted((self.pieces, other.pieces), key=len)
        return sum((bits & more[n]).bit_count() for n, bits in less.items() if n in more)

    def __len__(self) -> int:
        """Return how many numbers are in it."""
        return sum(bits.bit_count() for bits in self.pieces.values())

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers in rising order."""
        for number in sorted(self.pieces):
            base = number * PIECE
            text = f"{self.pieces[number]:b}"[::-1]
            at = text.find("1")
            while at >= 0:
                yield base + at
                at = text.find("1", at + 1)

    def __contains__(self, number: int) -> bool:
        """Say whether ``number`` is in it."""
        return bool(self.pieces.get(number // PIECE, 0) >> number % PIECE & 1)


def bits_of(numbers: Iterable[int]) -> Bits:
    """Return the set of ``numbers``."""
    pieces: dict[int, int] = {}
    ordered, at = sorted(numbers), 0
    while at < len(ordered):
        piece = ordered[at] // PIECE
        end = bisect_left(ordered, (piece + 1) * PIECE, at)
        digits = bytearray(b"0") * PIECE
        for number in ordered[at:end]:
            # "1": reading a piece as a binary number is far faster than setting bit after bit
            digits[~(number & _LAST)] = 49
        pieces[piece], at = int(digits, 2), end
    return Bits(pieces)


def packed(bits: int) -> bytes:
    """Return the bits of one piece as they are stored: a list of places where they are few, else the bitmap."""
    if bits.bit_count() > _FEW:
        return _MAP + bits.to_bytes(_BYTES, "little")
    return _LIST + array("H", Bits({0: bits})).tobytes()


def unpacked(stored: bytes) -> int:
    """Return the bits of one piece from what is stored."""
    if stored[:1] == _MAP:
        return int.from_bytes(stored[1:], "little")
    places = array("H", stored[1:])
    if len(places) == 1:
        return 1 << places[0]
    held = bytearray(_BYTES)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def unpacked_union(stored: Iterable[bytes]) -> int:
    """Return the bits of one piece that stand in any of what is stored."""
    found, places = 0, array("H")
    for each in stored:
        if each[:1] == _MAP:
            found |= int.from_bytes(each[1:], "little")
        else:
            places.frombytes(each[1:])
    digits = bytearray(b"0") * PIECE
    for place in places:
        digits[~place] = 49
    return found | int(digits, 2)


def union_of(parts: Iterable[Bits]) -> Bits:
    """Return the numbers in any of ``parts``."""
    found: dict[int, int] = {}
    for part in parts:
        for number, bits in part.pieces.items():
            found[number] = found.get(number, 0) | bits
    return Bits(found)
