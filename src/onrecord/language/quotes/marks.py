"""Quotation marks of one paragraph: where they stand, which way they face, and which belong together."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from onrecord.language.lexicons import settings

Facing = Literal["open", "close", "either"]
Family = Literal["double", "guillemet", "single"]

_MARK = re.compile(
    "''|\u2019\u2019|``|\u2018\u2018|<<|>>|[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\"\uff02'\u2018\u2019\u201a\u2032\u2033\u300c\u300d]"
)
_OPENING = "([{\u2014\u2013-/\u00a1\u00bf"
_FACES: dict[str, tuple[Family, Facing]] = {
    "\u201c": ("double", "open"), "\u201f": ("double", "open"), "\u201e": ("double", "open"), "``": ("double", "open"),
    "\u2018\u2018": ("double", "open"), "\u201d": ("double", "close"), '"': ("double", "either"),
    "\uff02": ("double", "either"), "''": ("double", "either"), "\u2019\u2019": ("double", "either"),
    "\u2033": ("double", "close"), "\u00ab": ("guillemet", "open"), "\u00bb": ("guillemet", "close"),
    "<<": ("guillemet", "open"), ">>": ("guillemet", "close"), "\u2039": ("guillemet", "open"),
    "\u203a": ("guillemet", "close"), "\u300c": ("double", "open"), "\u300d": ("double", "close"),
    "'": ("single", "either"), "\u2018": ("single", "open"), "\u2019": ("single", "either"),
    "\u201a": ("single", "open"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: its characters ``[start, end)``, its family and the way it faces."""

    start: int
    end: int
    family: Family
    facing: Facing


@dataclass(frozen=True, slots=True)
class Habits:
    """What a language's typography adds: words with a leading apostrophe, endings of possessives."""

    elided: frozenset[str]
    possessive_endings: tuple[str, ...]


@cache
def habits(language: str) -> Habits:
    """Return the typographic habits of ``language``. Raises LanguageError and LexiconError as ``settings`` does."""
    table = settings(language, "quotes.toml")
    return Habits(
        frozenset(cast("list[str]", table.get("elided", []))),
        tuple(cast("list[str]", table.get("possessive_endings", []))),
    )


def find_marks(text: str, start: int, end: int, habits: Habits) -> list[Mark]:
    """Return the quotation marks of the paragraph ``[start, end)`` of ``text``, apostrophes left out."""
    found = []
    for match in _MARK.finditer(text, start, end):
        family, facing = _FACES.get(match[0], ("single", "either"))
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if facing == "either" or match[0] in "\u201c\u201d":
            facing = _facing(before, after, facing)
        if family == "single" and _is_apostrophe(text, match, before, after, facing, habits):
            continue
        if match[0] == "\u2033" and before.isdigit():
            continue
        found.append(Mark(match.start(), match.end(), family, facing))
    return found


def _facing(before: str, after: str, given: Facing) -> Facing:
    """Tell an opening from a closing mark by what stands beside it; both or neither side free leaves it open."""
    free_left = before.isspace() or before in _OPENING or before in "\u201c\u00ab\u2018\"'\u201d"
    free_right = after.isspace() or (not after.isalnum() and after not in "([$\u20ac\u00a3\u2026.")
    if given == "close":
        return "open" if free_left and not before.isspace() and after.isalnum() and before not in "\"'" else "close"
    if given == "open":
        return "close" if free_right and not free_left else "open"
    if free_left and not free_right:
        return "open"
    if free_right and not free_left:
        return "close"
    return "either"


def _is_apostrophe(text: str, match: "re.Match[str]", before: str, after: str, facing: Facing, habits: Habits) -> bool:
    if match[0] in "\u2032'\u2019" and before.isalnum() and after.isalnum():
        return True
    if match[0] == "\u2032":
        return True
    if facing == "either":
        return True
    if facing == "open" and match[0] in "'\u2019":
        word = re.compile(r"\w+").match(text, match.end())
        return word is None or word[0].lower() in habits.elided or word[0][0].isdigit()
    return False


def pair(marks: list[Mark], text: str, habits: Habits) -> tuple[list[tuple[Mark, Mark, int]], list[Mark], list[Mark]]:
    """Match the marks of a paragraph.

    Returns the pairs with their depth, the openers left without an end, and the closers left without a beginning.
    """
    stack: list[Mark] = []
    pairs: list[tuple[Mark, Mark, int]] = []
    strays: list[Mark] = []
    for n, mark in enumerate(marks):
        if _opens(mark, stack):
            stack.append(mark)
            continue
        at = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].family == mark.family), None)
        if at is None:
            strays.append(mark)
        elif mark.family == "single" and _is_possessive(mark, text, marks[n + 1 :], habits):
            continue
        else:
            pairs.append((stack[at], mark, at))
            strays = [s for s in strays if s.start < stack[at].start]
            del stack[at:]
    openers = [m for m in stack if m.family != "single"]
    strays = [m for m in strays if m.family != "single"]
    pairs.extend(_mend(openers, strays, pairs))
    return sorted(pairs, key=lambda p: (p[0].start, -p[1].end)), openers, strays


def _opens(mark: Mark, stack: list[Mark]) -> bool:
    if mark.facing == "either":
        return not any(m.family == mark.family for m in stack)
    return mark.facing == "open"


def _is_possessive(mark: Mark, text: str, later: Collection[Mark], habits: Habits) -> bool:
    """Say whether a closing single mark is rather the apostrophe of a plural, a better closing mark standing later."""
    if not text[: mark.start].endswith(habits.possessive_endings or ("\0",)):
        return False
    for other in later:
        if other.family == "single":
            return other.facing == "close"
    return False


def _mend(openers: list[Mark], strays: list[Mark], pairs: list[tuple[Mark, Mark, int]]) -> list[tuple[Mark, Mark, int]]:
    """Join openers with closers of another family, where no pair is crossed; what is joined leaves both lists."""
    mended = []
    for opener in list(openers):
        closer = next((s for s in strays if s.start > opener.end), None)
        if closer is None:
            continue
        if any((a.start < opener.start < b.start) != (a.start < closer.start < b.start) for a, b, _ in pairs):
            continue
        mended.append((opener, closer, 0))
        openers.remove(opener)
        strays.remove(closer)
    return mended
