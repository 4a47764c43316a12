"""Importing: the people and bodies of a file of FollowTheMoney's JSON lines, taken into a ledger as known entities.

The file is read in parts, each kept as a whole. Records of one file are not compared among themselves, so the keys that
they are found by wait aside and are written in order when all are in: what a record costs does not grow with the file.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import batched
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from onrecord.core.entities import Office, Profile
from onrecord.core.errors import LedgerError
from onrecord.meaning.entities.across import ftm
from onrecord.meaning.entities.across.resolving import COMPARED, resolve_records
from onrecord.record.ledger.book import EntityBook

_AT_ONCE: Final = 2000
_KEYS_AT_ONCE: Final = 4000
_NAMED_LINES: Final = 5
_GZIP: Final = b"\x1f\x8b"
_READ_ELSEWHERE: Final = frozenset({"Occupancy", "Position"})


@dataclass(slots=True)
class LeftOut:
    """Lines left out for one reason: how many, the numbers of the first, what can be done, and whether they are faulty
    (else only of a kind that is not kept)."""

    count: int = 0
    lines: list[int] = field(default_factory=list)
    mend: str = ""
    faulty: bool = False


@dataclass(slots=True)
class ImportSummary:
    """What an import did: records kept, those that joined entities known before, those that more share keys with than
    could be compared, and the lines left out by reason."""

    kept: int = 0
    joined: int = 0
    capped: int = 0
    left_out: dict[str, LeftOut] = field(default_factory=dict)

    @property
    def faulty(self) -> bool:
        """Whether a line could not be read."""
        return any(left.faulty for left in self.left_out.values())


def import_file(book: EntityBook, file: Path, progress: Callable[[ImportSummary], None] | None = None) -> ImportSummary:
    """Take in the people, organisations and bodies of ``file`` and return what was done.

    Raises LedgerError where the file cannot be read. What is in when it is stopped stays, and is found.
    """
    summary, taken, made = ImportSummary(), dict[str, str](), f"import {file.name}"
    offices = _offices(file)
    with ExitStack() as stack:
        aside = stack.enter_context(TemporaryFile("w+", encoding="utf-8"))
        stack.callback(_put_keys, book, aside, made)
        for lines in batched(ftm.read_lines(_lines(file)), _AT_ONCE):
            records = list(_records(lines, file.name, offices, summary))
            resolved = resolve_records(records, book, taken)
            book.keep(resolved, made, with_keys=False)
            aside.writelines(json.dumps([one.profile.id, one.keys]) + "\n" for one in resolved)
            summary.kept += len(resolved)
            summary.joined += sum(one.profile.id != one.node for one in resolved)
            summary.capped += sum(
                one.said is not None and any(k == COMPARED for k, _ in one.said.properties) for one in resolved
            )
            if progress is not None:
                progress(summary)
    return summary


def _records(
    lines: Iterable[ftm.FtmLine], source: str, offices: dict[str, list[Office]], summary: ImportSummary
) -> Iterator[Profile]:
    for line in lines:
        record = ftm.profile_of(line, source, offices.get(line.id, ()))
        if record is not None:
            yield record
        elif line.schema not in _READ_ELSEWHERE:
            reason, mend = line.fault, line.mend
            if reason is None and line.schema in ftm.SCHEMATA:
                reason, mend = "no name", "Give it a `name` or a `caption`."
            left = summary.left_out.setdefault(reason or f"schema {line.schema}", LeftOut(mend=mend))
            left.faulty = reason is not None
            left.count += 1
            if len(left.lines) < _NAMED_LINES:
                left.lines.append(line.number)


def _put_keys(book: EntityBook, aside: IO[str], made: str) -> None:
    aside.seek(0)
    for lines in batched(aside, _KEYS_AT_ONCE):
        told = map(json.loads, lines)
        book.put_keys([(key, profile) for profile, keys in told for key in keys], made)


def _lines(file: Path) -> Iterator[str]:
    """Yield the lines of ``file``, unpacked where its first bytes are those of gzip."""
    try:
        with ExitStack() as stack:
            raw = stack.enter_context(file.open("rb"))
            packed = raw.peek(len(_GZIP)).startswith(_GZIP)
            data = stack.enter_context(gzip.open(raw)) if packed else raw
            yield from TextIOWrapper(data, encoding="utf-8-sig", errors="surrogateescape")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise LedgerError(
            "entities.unreadable",
            f"{file} is no whole gzip file: {error}.",
            "Download it again, or unpack it yourself.",
        ) from error
    except OSError as error:
        raise LedgerError(
            "entities.unreadable", f"{file} cannot be read: {error.strerror}.", "Check its name and your right to it."
        ) from error


def _offices(file: Path) -> dict[str, list[Office]]:
    """Return by holder the offices that the occupancies of a file tell."""
    posts: dict[str, Office] = {}
    tenures: list[ftm.Tenure] = []
    for line in ftm.read_lines(line for line in _lines(file) if _may_tell_offices(line)):
        office, tenure = ftm.office_of(line), ftm.tenure_of(line)
        if office is not None:
            posts[line.id] = office
        elif tenure is not None:
            tenures.append(tenure)
    found: dict[str, list[Office]] = {}
    for tenure in tenures:
        held = posts.get(tenure.post)
        if held is not None:
            office = Office(held.role, held.country, tenure.since, tenure.until)
            found.setdefault(tenure.holder, []).append(office)
    return found


def _may_tell_offices(line: str) -> bool:
    """Say, without reading it as JSON, whether a line may be of an occupancy or a position."""
    return any(f'"{schema}"' in line for schema in _READ_ELSEWHERE)
