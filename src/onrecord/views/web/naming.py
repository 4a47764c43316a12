"""Naming: an act in a few words, in the reader's language."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.core.quantities import Number
from onrecord.core.records import Amount, Item
from onrecord.views import wording
from onrecord.views.summary import Part, Summary
from onrecord.views.web.interface import Interface

_FIGURES: Final = re.compile(r"(?P<low>\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?(?: (?P<unit>\S.*))?")


def act_words(says: Summary, t: Interface) -> str:
    """Return who does what to whom, with the stage: ``France → Kenya: aid, 500 t of wheat (promised)``."""
    goods = "; ".join(part.words for part in says.items)
    act = ", ".join(word for word in (t.code_name("type", says.type), goods) if word)
    stage = t.code_name("polarity", "denied") if says.polarity == "denied" else t.code_name("stage", says.stage)
    return f"{sides(says)}: {act} ({stage})"


def short_act(says: Summary, t: Interface) -> str:
    """Return the act as a label: codes where there are any, and what is given, else the kind of act."""
    goods = wording.short(says.items[0].words, 24) if says.items else t.code_name("type", says.type)
    return f"{sides(says, short=True)}: {goods}"


def sides(says: Summary, *, short: bool = False) -> str:
    """Return actors and, after an arrow, recipients; ``short`` by their codes where they have any."""
    name = _code if short else _words
    return " → ".join(name(side) for side in (says.actors, says.recipients) if side) or "?"


def figure_of(amount: Item | Amount, t: Interface) -> str:
    """Return a quantity in figures with its unit, as the reader's language writes numbers; empty where there is none.
    A range stays a range, a share of a whole is a percentage."""
    share = amount.unit == wording.SHARE
    low, high = (None if bound is None else _number(bound, t, share=share) for bound in (amount.low, amount.high))
    if low is None and high is None:
        return ""
    figure = low if low == high else f"≥ {low}" if high is None else f"≤ {high}" if low is None else f"{low}–{high}"
    return f"{figure} {'%' if share else amount.unit or ''}".rstrip()


def value_of(field: str, value: str, t: Interface) -> str:
    """Return a value of an entry's field in words: stages and dates named, figures (``25000-30000 t``) as the reader's
    language writes them."""
    if field == "stage":
        return t.code_name("stage", value)
    if field == "when":
        return t.date(value)
    found = _FIGURES.fullmatch(value) if field == "items" else None
    if found is None:
        return value
    share = found["unit"] == wording.SHARE
    figures = "–".join(_number(float(part), t, share=share) for part in (found["low"], found["high"]) if part)
    return f"{figures} {'%' if share else found['unit'] or ''}".rstrip()


def _number(value: Number, t: Interface, *, share: bool) -> str:
    return t.number(round(float(value) * 100, 1)) if share else t.number(value)


def _words(parts: Sequence[Part]) -> str:
    return ", ".join(part.words for part in parts)


def _code(parts: Sequence[Part]) -> str:
    return "+".join(dict.fromkeys(part.code or wording.short(part.words, 18) for part in parts))
