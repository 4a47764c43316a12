"""Relations: the preposition before an expression, and what it makes of the value (a deadline, a beginning)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import settings
from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import Ground
from onrecord.language.times.lexicon import SETTINGS
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Reading
from onrecord.language.times.resolve import read

_WINDOW = 40
_LONGEST_WORD = 24
_LAST = re.compile(r"([^\W\d_]+)(.?)")
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|\w)")
_MARKS = frozenset(".,;:!?()")
"""What no word of a relation ends with."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What must and must not stand around an expression for a template to hold."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_self: re.Pattern[str] | None = None

    def admits(self, text: str, start: int, end: int) -> bool:
        """Say whether the words around ``[start, end)`` let the expression stand."""
        left, right = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
        if (self.not_before and self.not_before.search(left)) or (self.not_after and self.not_after.match(right)):
            return False
        if self.not_self and self.not_self.fullmatch(text, start, end):
            return False
        if self.before is None and self.after is None:
            return True
        return bool((self.before and self.before.search(left)) or (self.after and self.after.match(right)))


def _compiled(form: object, *, left: bool) -> re.Pattern[str] | None:
    if not isinstance(form, str):
        return None
    return re.compile(rf"(?:{form})\s*$" if left else rf"\s*(?:{form})")


@cache
def guards(language: str) -> Mapping[str, Guard]:
    """Return the guards of a language by name.

    Raises LexiconError where one does not compile.
    """
    found = settings(language, SETTINGS).get("guards")
    try:
        return {
            str(name): Guard(
                _compiled(forms.get("before"), left=True),
                _compiled(forms.get("after"), left=False),
                _compiled(forms.get("not_before"), left=True),
                _compiled(forms.get("not_after"), left=False),
                re.compile(forms["not_self"]) if "not_self" in forms else None,
            )
            for name, forms in (found.items() if isinstance(found, dict) else ())
        }
    except re.error as error:
        raise LexiconError("times.guards", f"{language}/{SETTINGS}: {error}.", "Mend the guard.") from error


@cache
def _relations(language: str) -> re.Pattern[str]:
    found = settings(language, SETTINGS).get("relations")
    if not isinstance(found, dict):
        raise LexiconError("times.relations", f"{language}/{SETTINGS} has no [relations].", "Add the table.")
    groups = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in found.items())
    # Lower case, met by a text in lower case: far faster than to pass over case at every letter.
    return re.compile(rf"(?:^|(?<![\w'’]))(?:{groups})\s*$")


@cache
def _relating(language: str) -> frozenset[str]:
    """Return the words of relations that a relation may end with: those after which no further word must come."""
    return frozenset(word for word, _ in _endings(language))


def _endings(language: str) -> set[tuple[str, str]]:
    """Return the words that a relation may end with, each with the name of the relation."""
    found = settings(language, SETTINGS).get("relations")
    named = [(str(name), form) for name, forms in found.items() for form in forms] if isinstance(found, dict) else []
    each = ((name, last) for name, form in named for last in _LAST.findall(_ESCAPE.sub(" ", form)))
    return {(word.lower(), name) for name, (word, after) in each if after != " "}


@cache
def _lone(language: str) -> Mapping[str, str]:
    """Return for each word that is a relation by itself, and ends none of another name, that name."""
    found = settings(language, SETTINGS).get("relations")
    names: dict[str, set[str]] = {}
    for word, name in _endings(language):
        names.setdefault(word, set()).add(name)
    lone = ((form, str(name)) for name, forms in found.items() for form in forms) if isinstance(found, dict) else ()
    return {form: name for form, name in lone if form.isalpha() and names.get(form) == {name}}


def relation_before(text: str, start: int, language: str) -> str | None:
    """Return the relation that the words right before ``start`` name (``by``, ``since``, ``within`` ...), or None."""
    before = text[max(0, start - _LONGEST_WORD) : start].rsplit(None, 1)
    last = before[-1] if before else ""
    if last.isalpha():
        word = last.lower()
        if word not in _relating(language):
            return None
        if len(last) < _LONGEST_WORD and (name := _lone(language).get(word)) is not None:
            return name
    elif last[-1:] in _MARKS:
        return None
    # One letter more, to see whether a word begins with the window
    begin = max(0, start - _WINDOW - 1)
    match = _relations(language).search(text[begin:start].lower(), min(begin, 1))
    return match.lastgroup if match else None


def related(reading: Reading, frame: Frame, relation: str | None, ground: Ground) -> Reading:
    """Return the reading as the relation bends it.

    ``by``, ``until`` and ``before`` an end give a deadline's last day or month, ``since`` an interval up to the anchor
    (open without one), ``within`` and ``ahead`` before a duration its end, ``coming`` the same where the clause looks
    ahead.
    """
    match relation:
        case None:
            return reading
        case "by" if reading.type == "DURATION":
            return _ahead(reading, frame, "within", ground)
        case "before" if reading.whole is not None:
            return replace(_deadline(reading), relation="by")
        case "by" | "until":
            return replace(_deadline(reading), relation=relation)
        case "since":
            return _since(reading, frame, ground)
        case "within" | "ahead" | "coming":
            return _ahead(reading, frame, relation, ground)
    if reading.type == "DURATION" and reading.relation is None:
        return reading
    return replace(reading, relation=reading.relation or relation)


def _deadline(reading: Reading) -> Reading:
    stretch = reading.whole or reading.stretch
    if stretch is None or reading.type != "DATE":
        return reading
    if reading.whole is not None or stretch.grain in ("week", "weekend"):
        return replace(reading, value=stretch.end.isoformat())
    if stretch.grain in ("quarter", "half"):
        return replace(reading, value=cal.cut(stretch.end, "month"))
    return reading


def _since(reading: Reading, frame: Frame, ground: Ground) -> Reading:
    stretch = reading.stretch
    if reading.type == "DURATION" and frame.kind == "duration":
        back = read(Frame("ago", {**frame.values, "sign": "-1"}, {}), ground)
        stretch = back.stretch if back else None
        if stretch is None:
            return replace(reading, relation="since")
        reading = replace(reading, anchored=True)
    if stretch is None:
        value = f"{reading.value}/.." if reading.value and "/" not in reading.value else reading.value
        return replace(reading, value=value, relation="since")
    return replace(reading, value=_open(stretch, ground), relation="since", whole=None)


def _open(stretch: Stretch, ground: Ground) -> str:
    first = stretch.edtf().partition("/")[0]
    if ground.day is None or ground.day < stretch.start:
        return f"{first}/.."
    precision = stretch.precision()
    last = cal.cut(ground.day, precision)
    return f"{first}/{last}" if first != last else first


def _ahead(reading: Reading, frame: Frame, relation: str, ground: Ground) -> Reading:
    if reading.type != "DURATION" or frame.kind != "duration":
        return replace(reading, relation="within") if relation == "within" and reading.type != "DURATION" else reading
    if frame.values.get("n", "X") == "X" or (relation == "coming" and ground.direction != "future"):
        return reading
    values = {**frame.values, "sign": "1", "relation": "within"}
    count = frame.number("high") or frame.number("n")
    if relation == "within" and values.get("unit") == "week" and count is not None and "n2" not in values:
        # The last day, where weeks would give a whole week
        values |= {"unit": "day", "n": str(7 * count)}
        values.pop("high", None)
    end = read(Frame("ago", values, {}), ground)
    if end is None:
        return reading
    if relation == "within":
        return replace(end, type="DURATION", timex=reading.timex, relation="within")
    return replace(end, relation=None)
