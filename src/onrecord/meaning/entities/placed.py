"""Placed: the towns and provinces of a text that something speaks for, those that it says lie in another state, and the
capital that it was filed from."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.words import Words
from onrecord.meaning.entities.world import Known

_FEW = 3
_DATELINE_START = 2
_DATELINE_REACH = 48
_DATELINE_MARKS = (" - ", " \u2013 ", " \u2014 ", "(", " -- ")
_OWNING = ("'s", "\u2019s", "")
_CLOSING = (",", ".", ")", ";", ":", "")


def spoken_for(text: str, names: Sequence[Name], words: Words) -> tuple[Name, ...]:
    """Return ``names`` without the minor towns and provinces that nothing speaks for: neither a preposition of place
    before them nor another name of their state in the report."""
    told = {n.country for n in names if n.country and not n.first.minor and not n.is_role}

    def stands(name: Name) -> bool:
        if not name.first.minor or any(k.country in told for k in name.readings):
            return True
        before = text[max(name.span.start - 24, 0) : name.span.start].lower().replace("\u2019", "'")
        last = before.replace("'", "' ").split()[-2:]
        if len(last) > 1 and words.has("articles", last[-1]):
            last.pop()
        return bool(last) and words.has("place_before", last[-1])

    return tuple(n for n in names if stands(n))


def located(text: str, names: Sequence[Name], words: Words) -> tuple[Name, ...]:
    """Return ``names`` with each town that a part of another state right behind it places there ("Paris, Texas"), and
    each province called like a state whose office is told beside it ("the Georgia governor"); what is called so
    elsewhere in the report may be that one or the other."""
    moved: dict[str, Known] = {}
    placed: dict[int, Known] = {}
    for name, behind in pairwise(names):
        for one, office in ((name, behind), (behind, name)):
            if one.kind != "state" or not office.is_role or not any(k.part for k in one.readings):
                continue
            if _is_beside(text, one, office, words, "state_offices"):
                state = next((k for k in one.readings if k.kind == "state" and not k.second), None)
                if state is not None:
                    placed[one.span.start] = state
            part = _governed(text, one, office, words)
            if part is not None:
                placed[one.span.start] = part
        if name.kind not in ("city", "state") or not name.country or not text.startswith(", ", name.span.end):
            continue
        if not _is_placing(text[name.span.end : behind.span.start], words):
            continue
        part = next((k for k in behind.readings if k.part), None)
        following = text[behind.span.end :][:12].split()
        if name.kind == "state" and text[behind.span.end : behind.span.end + 1] not in _CLOSING:
            # "Lebanon, Ohio, police": towns are called like states too, but lists begin so as well
            continue
        if part is None or name.country in {k.country for k in behind.readings} or name.first.part:
            continue
        if following and words.has("and", following[0].lower()):
            # "Mexico City, Texas and Ontario" is a list
            continue
        there = replace(name.first, kind="city", country=part.country, capital=False)
        # The same name elsewhere in the report may be the other's
        moved[name.text], placed[name.span.start] = replace(there, second=True), there
    if not placed:
        return tuple(names)
    return tuple(
        Name(n.span, n.text, (placed[n.span.start],))
        if n.span.start in placed
        else Name(n.span, n.text, (*n.readings, moved[n.text]))
        if n.text in moved
        else n
        for n in names
    )


def greatest(name: Name, told: list[Known]) -> list[Known]:
    """Return of the readings ``told`` of a town's ``name`` the great city called so, else all of them."""
    return [k for k in told if not k.minor] or told if name.kind == "city" else told


def _governed(text: str, name: Name, office: Name, words: Words) -> Known | None:
    """Return the province that the name of a state stands for where an ``office`` that only provinces have is right
    beside it ("the Georgia governor", "the governor of Georgia"), or None."""
    beside = name.kind == "state" and _is_beside(text, name, office, words, "part_offices")
    return next((k for k in name.readings if k.part), None) if beside else None


def _is_beside(text: str, name: Name, office: Name, words: Words, group: str) -> bool:
    """Say whether an ``office`` of those in ``group`` stands right before or behind the state or province whose it
    is."""
    if not office.is_role or not words.has(group, office.text.lower()):
        return False
    if name.span.end <= office.span.start:
        return text[name.span.end : office.span.start].rstrip() in _OWNING
    between = text[office.span.end : name.span.start].lower().replace("\u2019", "'").split()
    return (
        len(between) in (1, 2)
        and words.has("genitive", between[0])
        and all(words.has("articles", w) for w in between[1:])
    )


def _is_placing(between: str, words: Words) -> bool:
    """Say whether what stands ``between`` two names says that the first lies in the second (", ", « , dans l' »)."""
    if not between.startswith(", "):
        return False
    said = between[2:].lower().replace("\u2019", "'").replace("'", "' ").split()
    return not said or (
        words.has("place_before", said[0]) and all(words.has("articles", w) for w in said[1:]) and len(said) < _FEW
    )


def filed_from(text: str, names: Sequence[Name]) -> str | None:
    """Return the country of the capital that opens the report as its dateline, or None."""
    first = next(iter(names), None)
    if first is None or first.kind != "city" or first.span.start > _DATELINE_START:
        return None
    following = text[first.span.end : first.span.end + _DATELINE_REACH]
    is_marked = first.text.isupper() or any(c.isdigit() for c in following.partition("-")[0])
    return first.country if is_marked and any(mark in following for mark in _DATELINE_MARKS) else None
