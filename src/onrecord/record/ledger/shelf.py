"""The shelf: bitmaps that were read once, kept in memory for the next search while the pieces they lie in stay as they
are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

from sqlalchemy import Connection, select

from onrecord.record.database.search_schema import entry_bits, entry_piece
from onrecord.record.ledger.among import among
from onrecord.record.ledger.bits import Bits, union_of, unpacked, unpacked_union

_MOST_PIECES: Final = 60_000
"""How many pieces are kept, of one kilobyte each at most."""
_MOST_ANSWERS: Final = 64
_MANY_TERMS: Final = 12


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one term: the bits of its pieces as they were at ``change``."""

    change: int
    bits: Bits


class Shelf:
    """The bitmaps of one open ledger that searches have read. Any number of threads may use it."""

    def __init__(self) -> None:
        """Make it empty."""
        self._lock = Lock()
        self._terms: dict[int, _Kept] = {}
        self._pieces = 0
        self._answers: dict[tuple[str, object], _Kept] = {}

    def take(self, terms: Iterable[int], change: int) -> dict[int, _Kept]:
        """Return those of ``terms`` that are here, none of them from after ``change``."""
        with self._lock:
            found = {term: kept for term in terms if (kept := self._terms.pop(term, None)) is not None}
            self._terms |= found  # what was used last stands last, and goes last
        return {term: kept for term, kept in found.items() if kept.change <= change}

    def put(self, found: Mapping[int, Bits], change: int) -> None:
        """Keep the bitmaps of these terms as they were at ``change``; those not used for longest go."""
        with self._lock:
            for term, bits in found.items():
                if (known := self._terms.pop(term, None)) is not None:
                    self._pieces -= len(known.bits.pieces) + 1
                newest = known if known is not None and known.change > change else _Kept(change, bits)
                self._terms[term] = newest
                self._pieces += len(newest.bits.pieces) + 1
            while self._pieces > _MOST_PIECES and len(self._terms) > 1:
                oldest = self._terms.pop(next(iter(self._terms)))
                self._pieces -= len(oldest.bits.pieces) + 1

    def answer(self, asked: tuple[str, object], change: int) -> Bits | None:
        """Return the lines that met the condition ``asked`` at ``change``, None where that is not known."""
        with self._lock:
            kept = self._answers.pop(asked, None)
            if kept is None:
                return None
            self._answers[asked] = kept
        return kept.bits if kept.change == change else None

    def remember(self, asked: tuple[str, object], bits: Bits, change: int) -> None:
        """Keep the lines that met the condition ``asked`` at ``change``."""
        with self._lock:
            self._answers.pop(asked, None)
            self._answers[asked] = _Kept(change, bits)
            if len(self._answers) > _MOST_ANSWERS:
                del self._answers[next(iter(self._answers))]


class Reader:
    """The bitmaps as one transaction sees them: from the shelf, and from the ledger what the shelf does not have."""

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        """Read through ``connection``, which sees one state of the ledger throughout."""
        self._connection = connection
        self._shelf = shelf
        self._changed = {row.piece: row.change for row in connection.execute(select(entry_piece))}
        self._now = max(self._changed.values(), default=0)

    def bits(self, terms: Iterable[int]) -> dict[int, Bits]:
        """Return the lines that carry each of ``terms``, by term."""
        wanted = list(dict.fromkeys(terms))
        kept = self._shelf.take(wanted, self._now)
        behind = {term: known for term, known in kept.items() if known.change < self._now}
        found = {term: known.bits for term, known in kept.items()}
        fresh = self._loaded([term for term in wanted if term not in kept])
        if behind:
            since = min(known.change for known in behind.values())
            pieces = [piece for piece, change in self._changed.items() if change > since]
            anew = self._loaded(list(behind), pieces)
            for term, known in behind.items():
                left = {n: bits for n, bits in known.bits.pieces.items() if n not in set(pieces)}
                fresh[term] = Bits(left | anew[term].pieces)
        self._shelf.put(fresh, self._now)
        found |= fresh
        return {term: found[term] for term in wanted}

    def any_of(self, terms: Iterable[int]) -> Bits:
        """Return the lines that carry one of ``terms``. Of very many, none of which is on the shelf, each piece is put
        together as it is read, and the terms by themselves are not kept."""
        wanted = list(dict.fromkeys(terms))
        if len(wanted) <= _MANY_TERMS or self._shelf.take(wanted, self._now):
            return union_of(self.bits(wanted).values())
        stored: defaultdict[int, list[bytes]] = defaultdict(list)
        query = select(entry_bits.c.piece, entry_bits.c.bits).where(among(entry_bits.c.term, wanted))
        for piece, bits in self._connection.execute(query).all():
            stored[piece].append(bits)
        return Bits({piece: unpacked_union(each) for piece, each in stored.items()})

    def answer(self, name: str, value: object) -> Bits | None:
        """Return the lines that meet a condition, where it was asked for before and nothing has changed since."""
        return self._shelf.answer((name, value), self._now)

    def remember(self, name: str, value: object, bits: Bits) -> None:
        """Keep the lines that meet a condition."""
        self._shelf.remember((name, value), bits, self._now)

    def _loaded(self, terms: Sequence[int], pieces: Sequence[int] | None = None) -> dict[int, Bits]:
        """Read the bitmaps of ``terms``, in ``pieces`` alone where they are given."""
        if not terms:
            return {}
        query = select(entry_bits.c.term, entry_bits.c.piece, entry_bits.c.bits).where(among(entry_bits.c.term, terms))
        if pieces is not None:
            query = query.where(among(entry_bits.c.piece, pieces))
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for term, piece, bits in self._connection.execute(query).all():
            found[term][piece] = unpacked(bits)
        return {term: Bits(found[term]) for term in terms}
