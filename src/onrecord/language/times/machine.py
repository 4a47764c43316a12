"""The machine: the templates of a language read over token codes, its states made as texts ask for them.

Thompson's construction with lazily made subsets (Thompson 1968, "Regular Expression Search Algorithm"; Aho, Sethi and
Ullman 1986, 3.7): all templates run at once over a text's codes, one look-up per code, and nothing is compiled ahead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

_MOST_STATES = 20_000
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One part of a template: a token of one of ``codes``, or one of ``options``; ``label`` names what stands there.

    ``rule`` marks options that are the templates of a rule, whose own labels say nothing here. ``first`` are the codes
    that it may begin with, ``empty`` says whether it may stand for nothing, ``starting`` gives the options that a code
    begins, in their order, without those that it does not.
    """

    codes: frozenset[str] = frozenset()
    options: tuple["Row", ...] = ()
    label: str = ""
    rule: bool = False
    optional: bool = False
    first: frozenset[str] = field(init=False)
    empty: bool = field(init=False)
    starting: Mapping[str, tuple["Row", ...]] = field(init=False)

    def __post_init__(self) -> None:
        starting = _starting(self.options)
        object.__setattr__(self, "starting", starting)
        object.__setattr__(self, "first", self.codes.union(starting))
        object.__setattr__(self, "empty", self.optional or any(option.empty for option in self.options))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Items that stand one after another; ``first`` are the codes that they may begin with, ``empty`` says whether they
    may all stand for nothing."""

    items: tuple[Item, ...]
    first: frozenset[str] = field(init=False)
    empty: bool = field(init=False)

    def __post_init__(self) -> None:
        needed = next((n for n, item in enumerate(self.items) if not item.empty), len(self.items))
        object.__setattr__(self, "first", frozenset().union(*(item.first for item in self.items[: needed + 1])))
        object.__setattr__(self, "empty", needed == len(self.items))


@cache
def _starting(options: tuple[Row, ...]) -> Mapping[str, tuple[Row, ...]]:
    """Return for each code the ``options`` that it may begin, in their order."""
    found: dict[str, list[Row]] = {}
    for option in options:
        for code in option.first:
            found.setdefault(code, []).append(option)
    return MappingProxyType({code: tuple(rows) for code, rows in found.items()})


@dataclass(slots=True, eq=False)
class _State:
    """Places that a text may stand at, and the templates that may end there; ``after`` the state that a code leads to,
    None where it leads nowhere."""

    places: frozenset[int]
    ended: tuple[int, ...]
    after: dict[str, "_State | None"] = field(default_factory=dict)


class Machine:
    """Runs templates, told by their numbers, over the codes of a text."""

    def __init__(self, templates: Mapping[int, tuple[Row, ...]]) -> None:
        self._places: list[tuple[Row, int, int]] = []
        self._following: list[frozenset[str]] = []
        self._numbers: dict[tuple[Row, int, int], int] = {}
        self._states: dict[frozenset[int], _State] = {}
        self.first: Mapping[str, Sequence[tuple[Row, int]]] = _roots(templates)
        """The codes that a template may begin with, and the rows that each begins with their templates' numbers."""
        self._start = _State(frozenset(), ())

    def openings(self, codes: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the templates that ``codes`` from ``start`` on may begin with, each with its farthest end, which lies
        not after ``end``: the longest first, those of one length by their numbers."""
        state: _State | None = self._start
        found: list[tuple[int, tuple[int, ...]]] = []
        position = start
        while state is not None and position < end:
            code = codes[position]
            position += 1
            state = state.after[code] if code in state.after else self._step(state, code)
            if state is not None and state.ended:
                found.append((position, state.ended))
        if len(found) == 1:
            return [(number, found[0][0]) for number in found[0][1]]
        met: set[int] = set()
        ends: list[tuple[int, int]] = []
        for position, numbers in reversed(found):
            ends += [(number, position) for number in numbers if number not in met]
            met.update(numbers)
        return ends

    def whole(self, codes: str) -> int | None:
        """Return the first template that all of ``codes`` fits, or None."""
        state: _State | None = self._start
        for code in codes:
            if state is None:
                return None
            state = state.after[code] if code in state.after else self._step(state, code)
        return state.ended[0] if state is not None and state.ended else None

    def _step(self, state: _State, code: str) -> _State | None:
        places: set[int] = set()
        if state is self._start:
            for row, number in self.first.get(code, ()):
                self._advance(row, 0, ~number, code, places)
        following = self._following
        for place in state.places:
            if code in following[place]:
                self._advance(*self._places[place], code, places)
        found = state.after[code] = self._state(frozenset(places)) if places else None
        return found

    def _state(self, places: frozenset[int]) -> _State:
        found = self._states.get(places)
        if found is None:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
                self._start.after.clear()
            ended = {number for place in places if (number := self._ended(place)) is not None}
            found = self._states[places] = _State(places, tuple(sorted(ended)))
        return found

    def _place(self, row: Row, index: int, outer: int) -> int:
        """Return the number of the place before item ``index`` of ``row``, after which place ``outer`` comes (below
        nought: the end of a template)."""
        key = row, index, outer
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._places)
            self._places.append(key)
            self._following.append(self._next(row, index, outer))
        return number

    def _next(self, row: Row, index: int, outer: int) -> frozenset[str]:
        """Return the codes that may follow the place before item ``index`` of ``row``."""
        met: list[frozenset[str]] = []
        for item in row.items[index:]:
            met.append(item.first)
            if not item.empty:
                break
        else:
            if outer >= 0:
                met.append(self._following[outer])
        return met[0] if len(met) == 1 else _NOTHING.union(*met)

    def _ended(self, place: int) -> int | None:
        """Return the template that may end at ``place``, None where more must come."""
        while True:
            row, index, place = self._places[place]
            if not all(item.empty for item in row.items[index:]):
                return None
            if place < 0:
                return ~place

    def _advance(self, row: Row, index: int, outer: int, code: str, places: set[int]) -> None:
        """Add to ``places`` those that ``code`` leads to from the place before item ``index`` of ``row``."""
        while True:
            if index == len(row.items):
                if outer < 0:
                    return
                row, index, outer = self._places[outer]
                continue
            item = row.items[index]
            if code in item.first:
                after = self._place(row, index + 1, outer)
                if code in item.codes:
                    places.add(after)
                for option in item.starting.get(code, ()):
                    self._advance(option, 0, after, code, places)
            if not item.empty:
                return
            index += 1


def _roots(templates: Mapping[int, tuple[Row, ...]]) -> Mapping[str, Sequence[tuple[Row, int]]]:
    """Return for each code the rows that it may begin, with the numbers of their templates."""
    found: dict[str, list[tuple[Row, int]]] = {}
    for number, rows in templates.items():
        for row in rows:
            for code in row.first:
                found.setdefault(code, []).append((row, number))
    return found


Filled = Mapping[str, tuple[int, int]]
"""The labels of a template and, of the codes read, the first and the one after the last that each stands for."""


def fill(rows: Sequence[Row], codes: str) -> Filled | None:
    """Return what the labels of a template stand for in ``codes``, all of which it must fit, or None.

    Of more readings the first in the order of the template: options as written, what is optional before its absence.
    """
    for row in rows:
        if codes[:1] not in row.first and not row.empty:
            continue
        for end, filled in _readings(row, 0, codes, 0):
            if end == len(codes):
                return dict(filled)
    return None


def _readings(
    row: Row, index: int, codes: str, at: int
) -> Iterator[tuple[int, tuple[tuple[str, tuple[int, int]], ...]]]:
    """Yield the ends of the readings of ``row`` from its item ``index`` on at code ``at``, with the labels filled."""
    if index == len(row.items):
        yield at, ()
        return
    item = row.items[index]
    for end, inner in _item_readings(item, codes, at):
        own = ((item.label, (at, end)),) if item.label else ()
        for last, following in _readings(row, index + 1, codes, end):
            yield last, own + inner + following
    if item.optional:
        yield from _readings(row, index + 1, codes, at)


def _item_readings(item: Item, codes: str, at: int) -> Iterator[tuple[int, tuple[tuple[str, tuple[int, int]], ...]]]:
    if item.codes:
        if at < len(codes) and codes[at] in item.codes:
            yield at + 1, ()
        return
    met: set[int] = set()
    code = codes[at : at + 1]
    for option in item.options:
        if code not in option.first and not option.empty:
            continue
        for end, inner in _readings(option, 0, codes, at):
            if not item.rule:
                yield end, inner
            elif end not in met:
                met.add(end)
                yield end, ()
