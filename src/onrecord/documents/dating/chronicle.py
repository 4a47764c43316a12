"""Chronicle: the year of a report that counts a dated happening of the world from its own year ("late last year")."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.core.tables import packaged_table
from onrecord.documents.calendar import months, number_of

_PACKAGE = "onrecord.documents.dating"
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d{2}(?![\d/]|[.,-]\d|\s?%)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Þ«“\"'])|\n+")
_QUOTED = re.compile(r"“[^”\n]*(?:”|(?=\n)|$)|«[^»\n]*(?:»|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)|‘[^’\n]*’(?!\w)")
_CLAUSE = re.compile(r"[;:—–]|\s-\s|[()]")
_WORD = re.compile(r"[^\W_]+")
_ALL_MONTHS = frozenset(range(1, 13))
_BEHIND = 24
_LEAST_PARTIES = 3
_OWNED = 2
_SHORTEST = 2


class _Row(NamedTuple):
    """One happening: the months (year, month) that it took, what it is, and how reports name its place and parties."""

    months: frozenset[tuple[int, int]]
    kind: str
    places: tuple[str, ...]
    parties: tuple[str, ...]
    told: str


class _Year(NamedTuple):
    """Words for a year counted from the report's: where they stand, the shift, and the months that are named of it."""

    start: int
    end: int
    shift: int
    months: frozenset[int]


class _Fit(NamedTuple):
    """A row that a clause may tell of: which of its signs stand there, the years that it gives, and the words."""

    row: _Row
    signs: frozenset[int]
    years: frozenset[int]
    start: int
    end: int


class Chronicled(NamedTuple):
    """The year (EDTF) in which a report was written, the words that tie it, and the happening that they tell of."""

    value: str
    words: str
    happening: str


@cache
def _words(role: str, value: str | None = None) -> frozenset[str]:
    rows = packaged_table(_PACKAGE, "chronicle_words.tsv")
    chosen = (row for row in rows if row["role"] == role and value in {None, row["value"]})
    return frozenset(word for row in chosen for word in row["words"].split("|"))


@cache
def _any_of(words: frozenset[str], flags: int = re.I) -> re.Pattern[str]:
    """Return the pattern of whole words; ``*`` stands for any ending, an apostrophe for both its forms."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    escaped = (re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]").replace(r"\ ", r"\s") for word in ordered)
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)", flags)


@cache
def _pattern(role: str, value: str | None = None) -> re.Pattern[str]:
    return _any_of(_words(role, value))


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            _months_between(row["from"], row["to"]),
            row["kind"],
            tuple(row["places"].split("|")),
            tuple(group for group in row["parties"].split("|") if group),
            f"{row['happening']} ({row['from'] if row['from'] == row['to'] else row['from'] + '/' + row['to']})",
        )
        for row in packaged_table(_PACKAGE, "chronicle.tsv")
    )


@cache
def _party(group: str) -> re.Pattern[str]:
    """Return the pattern of one party's spellings, each with the short endings of adjectives and plurals."""
    spelled = (re.escape(name).replace(r"\ ", r"\s") for name in group.split("/"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})\w{{0,3}}(?!\w)")


def _months_between(first: str, last: str) -> frozenset[tuple[int, int]]:
    low, high = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (first, last))
    return frozenset(divmod(month, 12) for month in range(low, high + 1))


def infer_year(text: str) -> Chronicled | None:
    """Return the year in which the report with this body was written, None where no happening of the world gives it.

    A sentence of the outlet's own must tell, beside words such as "late last year", of a happening of the chronicle:
    its place, and what happened with one who took part, or three of these. Where several happenings fit that are of
    different years, where two sentences give different years, or where the text names a later year that has passed,
    nothing is said.
    """
    own = _QUOTED.sub(lambda quoted: " " * len(quoted.group(0)), text)
    found = [
        Chronicled(value, text[start:end], happening)
        for low, high in _sentences(own)
        for value, start, end, happening in _told(own, low, high)
    ]
    values = {each.value for each in found}
    if len(values) != 1 or _has_later_year(text, int(found[0].value)):
        return None
    return found[0]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the characters of each sentence."""
    start = 0
    for mark in _SENTENCE.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _has_later_year(text: str, year: int) -> bool:
    """Say whether ``text`` names a year after ``year`` other than as a term ("by 2030")."""
    for found in _YEAR.finditer(text):
        before = list(_pattern("ahead").finditer(text, max(0, found.start() - _BEHIND), found.start()))
        if int(found.group(0)) > year and not (before and not text[before[-1].end() : found.start()].strip(" ’'àen")):
            return True
    return False


def _told(text: str, low: int, high: int) -> Iterator[tuple[str, int, int, str]]:
    """Yield the year that a sentence gives, the characters that say so, and the happening.

    It must count from one year only, name none in figures, and hold no word of another time.
    """
    own = text[low:high]
    years = list(_years(own, text[:low]))
    if len(years) != 1 or _YEAR.search(own) or _pattern("veto").search(own):
        return
    fits = _best(list(_fits(own, *_clause(own, years[0]), years[0])))
    values = {year for fit in fits for year in fit.years}
    if len(values) == 1:
        start, end = min(fits[0].start, years[0].start), max(fits[0].end, years[0].end)
        yield f"{values.pop() + years[0].shift:04d}", low + start, low + end, fits[0].row.told


def _years(own: str, before: str) -> Iterator[_Year]:
    """Yield the words for a year counted from the report's, with the months that stand beside them."""
    for role in ("year", "told-year"):
        if role == "told-year" and _YEAR.search(before):
            continue
        rows = [row for row in packaged_table(_PACKAGE, "chronicle_words.tsv") if row["role"] == role]
        for row in rows:
            for found in _any_of(frozenset(row["words"].split("|"))).finditer(own):
                last = _WORD.findall(own[: found.start()])[-1:]
                if not last or last[0].lower() not in _words("article-before"):
                    yield _widened(own, found.start(), found.end(), int(row["value"]))


def _widened(own: str, start: int, end: int, shift: int) -> _Year:
    """Return the year with its parts ("towards the end of") and months drawn in, as far as links reach."""
    named = set(_ALL_MONTHS)
    while (step := _step_before(own, start)) is not None:
        start = step[0]
        named &= step[1]
    while (step := _step_after(own, end)) is not None:
        end = step[0]
        named &= step[1]
    return _Year(start, end, shift, frozenset(named))


@cache
def _parts() -> tuple[tuple[re.Pattern[str], re.Pattern[str], frozenset[int]], ...]:
    """Return the parts of a year, each as it stands before the year and after it, with its months."""
    found = []
    for row in packaged_table(_PACKAGE, "chronicle_words.tsv"):
        if row["role"] == "part":
            low, high = map(int, row["value"].split("-"))
            words = _any_of(frozenset(row["words"].split("|"))).pattern
            ending = re.compile(rf"{words}(?:\s(?:the|l['’]))?[\s’'-]*$", re.I)
            found.append((ending, re.compile(rf"\s{words}", re.I), frozenset(range(low, high + 1))))
    return tuple(found)


def _step_before(own: str, start: int) -> tuple[int, frozenset[int]] | None:
    """Return where the part, month or link before ``start`` begins, and its months; None for none."""
    left = own[max(0, start - 2 * _BEHIND) : start]
    for ending, _, value in _parts():
        if found := ending.search(left):
            return start - (len(left) - found.start()), value
    last = re.search(r"([^\W_]+)[\s’'-]*$", left)
    named = _named(last[1]) if last else None
    return (start - (len(left) - last.start()), named) if last and named else None


def _step_after(own: str, end: int) -> tuple[int, frozenset[int]] | None:
    following = re.match(r"[’'\s-]*([^\W_]+)", own[end:])
    named = _named(following[1]) if following else None
    return (end + following.end(), named) if following and named else None


def _named(word: str) -> frozenset[int] | None:
    """Return the months that a word beside a year names: one, any (a link, the number of a day), None for no such."""
    if word.lower() in _words("link") or (word.isdigit() and len(word) <= 2):
        return _ALL_MONTHS
    month = number_of(word, months(), None) if len(word) > _SHORTEST else None
    return None if month is None else frozenset({month})


def _clause(own: str, year: _Year) -> tuple[int, int]:
    """Return the clause around the year: up to a mark, a conjunction of time or a relative pronoun."""
    marks = [*_CLAUSE.finditer(own), *_pattern("cut").finditer(own), *_pattern("relative").finditer(own)]
    start = max((mark.end() for mark in marks if mark.end() <= year.start), default=0)
    end = min((mark.start() for mark in marks if mark.start() >= year.end), default=len(own))
    opened = any(mark.end() == start for mark in _pattern("relative").finditer(own))
    comma = own.rfind(",", start, year.start) if opened else -1
    return (comma + 1 if comma >= 0 else start), end


def _fits(own: str, start: int, end: int, year: _Year) -> Iterator[_Fit]:
    """Yield the rows of which the clause may tell, with the years in which their months are those named."""
    clause = own[start:end]
    for row in _rows():
        if not any(name in clause for name in row.places):
            continue
        place = _any_of(frozenset(row.places), 0).search(clause)
        if place is None:
            continue
        kind = _pattern("kind", row.kind).search(clause)
        parties = [found for party in row.parties if (found := _party(party).search(clause))]
        alone = row.kind in _kinds("alone") or (not row.parties and year.months != _ALL_MONTHS)
        enough = (kind is not None and (bool(parties) or alone)) or len(parties) >= _LEAST_PARTIES
        spans = [(m.start() + start, m.end() + start) for m in (place, kind, *parties) if m is not None]
        years = frozenset(at for at, month in row.months if month + 1 in year.months)
        if row.kind in _kinds("open") and not _is_marked(row, clause):
            continue
        if enough and years and _is_dated(own, spans, spans[: 2 if kind else 1], year):
            signs = frozenset([*(party.start() for party in parties), *([-1] if kind else [])])
            yield _Fit(row, signs, years, min(spans)[0], max(stop for _, stop in spans))


@cache
def _kinds(role: str) -> frozenset[str]:
    rows = packaged_table(_PACKAGE, "chronicle_words.tsv")
    return frozenset(row["value"] for row in rows if row["role"] == role)


def _is_marked(row: _Row, clause: str) -> bool:
    """Say whether the clause names a party to ``row`` that marks no other happening of another year at its place."""
    others = [other for other in _rows() if set(other.places) & set(row.places) and not other.months & row.months]
    taken = {found.start() for other in others for party in other.parties for found in _party(party).finditer(clause)}
    marks = (found for party in row.parties for found in _party(party).finditer(clause))
    return any(found.start() not in taken for found in marks)


def _is_dated(own: str, told: list[tuple[int, int]], dated: list[tuple[int, int]], year: _Year) -> bool:
    """Say whether the year stands right beside one of the spans ``dated``, with at most links and those told between;
    after a comma only at the end of its clause."""
    bare = "".join(" " if any(low <= at < high for low, high in told) else char for at, char in enumerate(own))
    for span in dated:
        low, high = (span[1], year.start) if span[0] < year.start else (year.end, span[0])
        between = _WORD.findall(bare[low:high])
        owner = high == span[0] and len(between) <= _OWNED and own[: year.end].endswith(("’s", "'s"))
        last = low == span[1] and not _WORD.match(own[year.end :].lstrip())
        linked = owner or all(word.lower() in _words("link") for word in between)
        if linked and (last or "," not in own[low:high]):
            return True
    return False


def _best(fits: list[_Fit]) -> list[_Fit]:
    """Return the fits that no other one fits better, with the same signs and more."""
    return [one for one in fits if not any(one.signs < other.signs and one.row.kind for other in fits)]
