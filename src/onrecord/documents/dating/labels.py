"""Labels: what a date line says that its date is of."""

import re
from functools import cache
from typing import Literal

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import key
from onrecord.documents.calendar import months, plain, weekdays
from onrecord.documents.dating.readings import DateReading

Role = Literal["published", "other"]

_WORD = re.compile(r"\w+")
_TIME_WORDS = frozenset(
    {
        "a", "am", "pm", "a.m", "p.m", "at", "on", "le", "la", "el", "en", "em", "um", "à", "h", "hrs",
        "uhr", "gmt", "utc", "cet", "est", "edt", "ist", "eat", "wat", "cat", "bst", "et", "ora", "ore", "alle",
        "ч", "г", "de", "del", "of", "the", "and", "und", "y", "min", "t", "z", "st", "nd", "rd", "th",
        "er", "time", "local", "mins",
    }
)  # fmt: skip


@cache
def _labels() -> tuple[tuple[str, Role], ...]:
    found: list[tuple[str, Role]] = []
    for row in packaged_table("onrecord.documents.dating", "labels.tsv"):
        role: Role = "published" if row["role"] == "published" else "other"
        found.extend((key(word), role) for word in row["words"].split("|"))
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def role_before(text: str, at: int) -> Role | None:
    """Return what the nearest label before character ``at`` of a date line says that the date is of, None for none."""
    words = f" {key(text[max(0, at - 80) : at])} "
    best: tuple[int, Role] | None = None
    for label, role in _labels():
        place = words.rfind(f" {label} ")
        if place >= 0 and (best is None or place + len(label) > best[0]):
            best = (place + len(label), role)
    return best[1] if best is not None else None


def is_only_date(text: str, readings: list[DateReading]) -> bool:
    """Say whether ``text`` is a date line: besides its dates it has few words, or only labels, times and names."""
    if not readings:
        return False
    rest = text
    for reading in reversed(readings):
        rest = rest[: reading.start] + " " + rest[reading.end :]
    words = [plain(word) for word in _WORD.findall(rest)]
    labels = {part for label, _ in _labels() for part in label.split()}
    other = [
        word
        for word in words
        if word
        and not any(c.isdigit() for c in word)
        and word not in _TIME_WORDS
        and word not in labels
        and word not in weekdays()
        and word not in months()
    ]
    return len(other) <= 6
