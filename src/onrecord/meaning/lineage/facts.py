"""Facts: the figures, dates and names of a report in a form that is the same in every language.

A figure is its number and unit, a date its day, a name its consonants (so that "Putin" and "Poutine", "Eritrea" and
"Érythrée" agree), a country its code.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.core.edtf import bounds
from onrecord.core.quantities import Quantity
from onrecord.core.records import Entity, Event, Party, Report
from onrecord.core.times import TimeExpression
from onrecord.language.lexicons import languages
from onrecord.meaning.lineage.profiles import folded

_MOST: Final = 400
_READ: Final = 20_000
"""How many characters of a report are read for facts."""
_CAPITAL = re.compile(r"(?<![.!?…:«“\"]\s)(?<![\n«“\"(])(?<!^)\b[A-ZÀ-ÖØ-Þ][\w’'-]{2,}")
_DIGRAPHS = (
    ("tch", "c"), ("sch", "c"), ("ch", "c"), ("sh", "c"), ("kh", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"),
    ("qu", "k"), ("x", "ks"),
)  # fmt: skip
_VOWELS = str.maketrans("", "", "aeiouyhw'’-")
_SAME = str.maketrans({"q": "k", "z": "s", "v": "f", "j": "y"})
_LEAST_NUMBER: Final = 5
_YEARS: Final = (1900, 2100)


def skeleton(name: str) -> str:
    """Return the consonants of a name, spellings of one sound made one; empty where too few are left to tell."""
    plain = folded(name)
    for found, put in _DIGRAPHS:
        plain = plain.replace(found, put)
    plain = plain.translate(_SAME).translate(_VOWELS)
    plain = re.sub(r"(.)\1+", r"\1", plain)
    return plain if len(plain) >= 3 else ""


def facts_of(
    report: Report,
    quantities: Iterable[Quantity],
    times: Iterable[TimeExpression],
    entities: Iterable[Entity],
    events: Iterable[Event] = (),
) -> tuple[str, ...]:
    """Return the facts of ``report`` as ``kind:value@start``, every place of each, in order of the text, at most 400.

    Kinds: ``n`` a figure with its unit, ``d`` a day or month, ``p`` a name, ``c`` a country (ISO 3166-1 alpha-3), ``e``
    an act by type, actors' and recipients' countries.
    """
    known = (_figures(quantities), _days(times), _names(report.text), _countries(entities), _acts(events))
    found = {(start, value) for values in known for value, start in values}
    return tuple(f"{value}@{start}" for start, value in sorted(found)[:_MOST] if start < _READ)


def read_facts(report: Report, entities: Iterable[Entity], events: Iterable[Event] = ()) -> tuple[str, ...]:
    """Return the facts of ``report``, its figures and times read anew where its language is known."""
    from onrecord.language.quantities import find_quantities
    from onrecord.language.times import find_times

    text = report.text[:_READ]
    language = (report.language or "").partition("-")[0].lower()
    if language not in languages():
        return facts_of(report, (), (), entities, events)
    quantities = find_quantities(text, language=language)
    times = find_times(text, language=language, anchor=report.published)
    return facts_of(report, quantities, times, entities, events)


def _figures(quantities: Iterable[Quantity]) -> Iterator[tuple[str, int]]:
    for quantity in quantities:
        for bound in {quantity.low, quantity.high} - {None}:
            assert bound is not None
            if abs(bound) >= _LEAST_NUMBER and not quantity.by_convention:
                yield f"n:{bound:g}", quantity.span.start


def _days(times: Iterable[TimeExpression]) -> Iterator[tuple[str, int]]:
    for time in times:
        if time.type in {"DATE", "TIME"} and time.value and bounds(time.value):
            value = time.value[:10]
            if len(value) > 4 and value[:4].isdigit():
                yield f"d:{value}", time.span.start


def _names(text: str) -> Iterator[tuple[str, int]]:
    for match in _CAPITAL.finditer(text[:_READ]):
        bones = skeleton(match[0])
        if bones:
            yield f"p:{bones}", match.start()


def _countries(entities: Iterable[Entity]) -> Iterator[tuple[str, int]]:
    for entity in entities:
        for code in (entity.country or "").split("+") if entity.country else ():
            for span in entity.spans:
                yield f"c:{code}", span.start


def _acts(events: Iterable[Event]) -> Iterator[tuple[str, int]]:
    for event in events:
        if not event.background:
            yield f"e:{event.type} {_codes(event.actors)} {_codes(event.recipients)}", event.evidence.start


def _codes(parties: Iterable[Party]) -> str:
    return "+".join(sorted({party.country for party in parties if party.country}))
