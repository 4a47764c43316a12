"""Naming: an act in a few words, in the reader's language."""

from collections.abc import Sequence

from onrecord.views import wording
from onrecord.views.summary import Part, Summary
from onrecord.views.web.interface import Interface


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


def _words(parts: Sequence[Part]) -> str:
    return ", ".join(part.words for part in parts)


def _code(parts: Sequence[Part]) -> str:
    return "+".join(dict.fromkeys(part.code or wording.short(part.words, 18) for part in parts))
