"""Wording: the fields of a record as short plain text for people, alike in every view."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from onrecord.core.quantities import Number
from onrecord.core.records import Amount, Event, Item, Party, Report, Statement
from onrecord.core.spans import Span

SHARE = "1"
"""The unit of a share of a whole (UCUM)."""
_HALF = 8
"""How many of the sixteen digits of a hash name what it is of."""
_KEPT = frozenset({"\n", "\t"})
# Cc: terminals obey them; Cf: they reorder or hide what follows (bidirectional overrides, zero width); Co, Cs: no text.
_UNSAFE = frozenset({"Cc", "Cf", "Co", "Cs"})


def safe(text: str) -> str:
    """Return ``text`` of the same length with every character that could steer a terminal or hide others replaced."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in _KEPT or unicodedata.category(c) not in _UNSAFE else "\ufffd" for c in text)


def short(text: str, length: int) -> str:
    """Return ``text`` on one line, cut to ``length`` characters with an ellipsis where it is longer."""
    line = " ".join(safe(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def short_id(key: str) -> str:
    """Return the beginning of an id that is enough to name it: half of its hash, and before it the day of a mention."""
    digits = key.rpartition("-")[2]
    return digits[: max(_HALF, len(digits) - _HALF)]


def who(parties: Iterable[Party]) -> str:
    """Return the parties by the fullest name that their report gives, with the codes that they resolve to."""
    return " & ".join(dict.fromkeys(_with_code(party.name or party.text, party.country) for party in parties))


def who_to_whom(event: Event) -> str:
    """Return actors and, after an arrow, recipients."""
    actors, recipients = who(event.actors) or "?", who(event.recipients)
    return f"{actors} → {recipients}" if recipients else actors


def what(event: Event) -> str:
    """Return the items in the report's words, empty where there are none."""
    return "; ".join(dict.fromkeys(short(item.text, 60) for item in event.items))


def stage(event: Event) -> str:
    """Return stage, polarity where denied, and whether it is background."""
    marks = [
        mark for mark, shown in (("denied", event.polarity == "denied"), ("background", event.background)) if shown
    ]
    return f"{event.stage} ({', '.join(marks)})" if marks else event.stage


def when(event: Event, report: Report | None) -> str:
    """Return the act's time, or in brackets the day on which it was reported."""
    if event.when:
        return event.when
    return f"(reported {report.published})" if report and report.published else "(undated)"


def source(report: Report) -> str:
    """Return what a report is called in a line: its outlet, else its file's name, else its id."""
    return short(report.outlet or (report.file or "").rpartition("/")[2] or report.id, 40)


def speaker(statement: Statement) -> str:
    """Return who speaks, with the country's code."""
    return _with_code(statement.speaker or statement.speaker_text or "?", statement.country)


def circumstances(statement: Statement, report: Report) -> str:
    """Return how, to whom, where and when something was said: ``told Radio One at a press conference (2024-05-02)``."""
    cue = statement.cue.of(report.text) if statement.cue else ""
    spans = [span for span in (statement.addressee_span, statement.venue_span) if span]
    beside = ", ".join(short(_with_preposition(report.text, span, statement.cue), 60) for span in spans)
    day = f"({statement.said})" if statement.said and statement.said != report.published else ""
    return " ".join(part for part in (cue, beside, day) if part).replace("\n", " ")


def _with_preposition(text: str, span: Span, cue: Span | None) -> str:
    """Return the words of ``span`` with the short word before them, where that is none of the cue's."""
    before = text[max(0, span.start - 12) : span.start].split()
    small = before[-1] if before else ""
    at = text.rfind(small, 0, span.start) if small else span.start
    inside = cue is not None and cue.end > at
    return span.of(text) if not small or inside or not small.isalpha() or not small.islower() else text[at : span.end]


def said_words(statement: Statement, report: Report) -> str:
    """Return what was said: in quotation marks where the report gives it as the speaker's own words."""
    words = short(statement.content.of(report.text), 240)
    return f"“{words}”" if statement.form == "direct" else words


def handed_on(statement: Statement, report: Report) -> str:
    """Return the report's source, and who else passed the words on: ``Harbour Post < Northwire``."""
    own = source(report)
    others = [name for name in statement.chain[:-1] if name not in (report.outlet, statement.speaker)]
    return " < ".join(short(name, 40) for name in (own, *others))


def amount(item: Item) -> str:
    """Return the quantity of an item in figures, empty where it has none: ``>= 25,000 t``."""
    return ("~ " if item.approx == "about" and item.low == item.high is not None else "") + bounds(item)


def bounds(item: Item | Amount) -> str:
    """Return the bounds of a quantity in figures with their unit, empty where it has none; a share as a percentage."""
    low, high = item.low, item.high
    if item.unit == SHARE:
        low, high = (None if bound is None else round(float(bound) * 100, 1) for bound in (low, high))
    if low is None and high is None:
        return ""
    if low == high:
        figure = _figure(low)
    elif high is None:
        figure = f"≥ {_figure(low)}"
    elif low is None:
        figure = f"≤ {_figure(high)}"
    else:
        figure = f"{_figure(low)}–{_figure(high)}"
    return f"{figure} {'%' if item.unit == SHARE else item.unit or ''}".rstrip()


def joined(words: Iterable[str]) -> str:
    """Return the words that are not empty, each once, neighbours and repeats left out."""
    return ", ".join(dict.fromkeys(word for word, _ in groupby(words) if word))


def _with_code(text: str, country: str | None) -> str:
    return f"{short(text, 48)} [{country}]" if country else short(text, 48)


def _figure(number: Number | None) -> str:
    return "" if number is None else f"{number:,}"
