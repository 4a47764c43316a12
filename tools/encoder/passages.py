"""The passages that the encoder is tuned on: read and check them (``training/README.md`` has their form).

``python tools/encoder/passages.py FILE...`` says what is wrong and counts; exit status 1 where anything is.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.core.vocabulary import MODES
from onrecord.meaning.events.sensing import ROLES, STAGES, TYPES

Range = tuple[int, int]

_FIELDS = 7
_KEPT = 5
_HEAD = re.compile(r"= (en|fr) (\d{4}-\d\d-\d\d)")
_TRIGGER = re.compile(r"(.*?)(?:#(\d+))?")
_CODE = re.compile(r"\?|[A-Z]{3}(\+[A-Z]{3})*")
_CATEGORIES = frozenset(
    {
        "food", "fuel", "fertilizer", "arms", "vehicles", "aircraft", "ships", "ammunition", "equipment", "personnel",
        "training", "funds", "credit", "medical", "shelter", "infrastructure", "other",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """One coded act: where its trigger stands and, per role, the words that fill it, in code points of the passage, and
    what these were coded as: countries, categories."""

    type: str
    stage: str
    denied: bool
    background: bool
    trigger: Range
    roles: dict[str, tuple[Range, ...]]
    codes: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Passage:
    """One passage with its acts."""

    language: str
    published: str
    text: str = ""
    acts: list[Act] = field(default_factory=list)


class PassageError(ValueError):
    """A line of a file of passages that cannot be read; says file, line and what is wrong."""


def is_whole(file: Path) -> bool:
    """Say whether a file holds whole short reports, not single paragraphs: by its name."""
    return file.stem.startswith("v")


def is_kept(file: Path) -> bool:
    """Say whether a file is kept from the encoder: every fifth of whole reports, from which ``tools/learn_parties.py``
    learns how far to trust it."""
    return is_whole(file) and int(file.stem.rpartition("-")[2]) % _KEPT == 0


def read(files: Sequence[Path]) -> Iterator[Passage]:
    """Yield the passages of ``files``. Raises PassageError at the first line that is wrong."""
    for path in files:
        passage: Passage | None = None
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                begun = _line(line, passage)
            except PassageError as error:
                raise PassageError(f"{path}:{number}: {error}: {line[:100]}") from error
            if begun is not None:
                if passage is not None:
                    yield passage
                passage = begun
        if passage is not None:
            yield passage


def _line(line: str, passage: Passage | None) -> Passage | None:
    """Add one line to ``passage``, or return the passage that it begins."""
    if not line.strip() or line.startswith("#"):
        return None
    if line.startswith("= "):
        head = _HEAD.fullmatch(line.strip())
        if head is None:
            raise PassageError("a head is '= en|fr YYYY-MM-DD'")
        return Passage(head[1], head[2])
    if passage is None:
        raise PassageError("a passage begins with '= '")
    if line.startswith("P "):
        passage.text += ("\n\n" if passage.text else "") + line[2:]
    elif line.startswith("E "):
        passage.acts.append(_act(line[2:], passage.text))
    else:
        raise PassageError("a line begins with '= ', 'P ', 'E ' or '#'")
    return None


def _act(row: str, text: str) -> Act:
    cells = [cell.strip() for cell in row.split("|")]
    if len(cells) not in (_FIELDS, _FIELDS + 1):
        raise PassageError(f"{len(cells)} fields")
    trigger = _trigger(cells[0], text)
    type_, _, mode = cells[1].partition("/")
    if type_ not in TYPES or (mode and mode not in MODES[type_]):
        raise PassageError(f"no such type or mode: {cells[1]}")
    if cells[2] not in STAGES:
        raise PassageError(f"no such stage: {cells[2]}")
    flags = set(cells[_FIELDS].split()) if len(cells) > _FIELDS else set()
    if flags - {"neg", "bg"}:
        raise PassageError(f"no such flag: {flags}")
    filled = (
        *(_filled(cell, text, trigger, _CODE.fullmatch) for cell in cells[3:5]),
        _filled(cells[5], text, trigger, lambda code: code in _CATEGORIES),
        () if cells[6] in ("", "-") else (_nearest(cells[6], text, trigger),),
    )
    codes = (tuple(p.rpartition("=")[2].strip() for p in cell.split(";") if "=" in p) for cell in cells[3:6])
    roles = dict(zip(ROLES, filled, strict=True))
    return Act(type_, cells[2], "neg" in flags, "bg" in flags, trigger, roles, dict(zip(ROLES[:3], codes, strict=True)))


def _trigger(cell: str, text: str) -> Range:
    read_ = _TRIGGER.fullmatch(cell)
    assert read_ is not None
    hits = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(read_[1])}(?!\w)", text)]
    number = int(read_[2] or 1)
    if not read_[1] or len(hits) < number:
        raise PassageError(f"trigger {cell!r} is not in the text")
    if len(hits) > 1 and read_[2] is None:
        raise PassageError(f"trigger {cell!r} stands {len(hits)} times: say which with #")
    return hits[number - 1]


def _filled(cell: str, text: str, trigger: Range, is_code: object) -> tuple[Range, ...]:
    """Return where the words of a cell ``words=code; words=code`` stand."""
    found = []
    for part in (p.strip() for p in cell.split(";")):
        if part in ("", "-"):
            continue
        words, _, code = part.rpartition("=")
        if not words or not callable(is_code) or not is_code(code):
            raise PassageError(f"no words=code: {part!r}")
        found.append(_nearest(words, text, trigger))
    return tuple(found)


def _nearest(words: str, text: str, trigger: Range) -> Range:
    """Return where ``words`` stand nearest to the trigger, as words of their own where they do ("Niger", not the
    beginning of "Nigerian")."""
    wanted = re.escape(words)
    hits = [m.span() for m in re.finditer(rf"(?<!\w){wanted}(?!\w)", text)]
    hits = hits or [m.span() for m in re.finditer(wanted, text)]
    if not hits:
        raise PassageError(f"{words!r} is not in the text")
    return min(hits, key=lambda r: abs((r[0] + r[1]) / 2 - trigger[0]))


def main(arguments: Sequence[str]) -> int:
    """Check files and print counts."""
    counts: Counter[str] = Counter()
    try:
        for passage in read([Path(a) for a in arguments]):
            counts.update([f"passages {passage.language}", *(a.type for a in passage.acts)])
    except PassageError as error:
        print(error, file=sys.stderr)
        return 1
    for name, count in sorted(counts.items()):
        print(f"{name:14} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
