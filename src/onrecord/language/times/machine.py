"""The machine: the templates of a language read over token codes, its states made as texts ask for them.

Thompson's construction with lazily made subsets (Thompson 1968, "Regular Expression Search Algorithm"; Aho, Sethi and
Ullman 1986, 3.7): all templates run at once over a text's codes, one look-up per code, and nothing is compiled ahead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_MOST_STATES = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One part of a template: a token of one of ``codes``, or one of ``options``; ``label`` names what stands there.

    ``rule`` marks options that are the templates of a rule, whose own labels say nothing here.
    """

    codes: frozenset[str] = frozenset()
    options: tuple["Row", ...] = ()
    label: str = ""
    rule: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Items that stand one after another."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Reach:
    """What may come at a place: codes, each with the place after it, and the templates that may end there."""

    steps: tuple[tuple[frozenset[str], int], ...]
    ended: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _State:
    """Places that a text may stand at; ``after`` the state that a code leads to, None where it leads nowhere."""

    steps: tuple[tuple[frozenset[str], int], ...]
    ended: tuple[int, ...]
    after: dict[str, "_State | None"] = field(default_factory=dict)


class Machine:
    """Runs templates, told by their numbers, over the codes of a text."""

    def __init__(self, templates: Mapping[int, tuple[Row, ...]]) -> None:
        self._places: list[tuple[Row, int, int]] = []
        self._numbers: dict[tuple[Row, int, int], int] = {}
        self._reached: dict[int, _Reach] = {}
        self._states: dict[frozenset[int], _State] = {}
        roots = [self._place(row, 0, ~number) for number, rows in templates.items() for row in rows]
        self._start = self._state(frozenset(roots))
        first: dict[str, list[int]] = {}
        for codes, place in self._start.steps:
            for code in codes:
                first.setdefault(code, []).append(place)
        self.first: Mapping[str, Sequence[int]] = first
        """The codes that a template may begin with, and the places that each leads to, which are very many."""

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
        if state is self._start:
            places = frozenset(self.first.get(code, ()))
        else:
            places = frozenset([place for codes, place in state.steps if code in codes])
        found = state.after[code] = self._state(places) if places else None
        return found

    def _state(self, places: frozenset[int]) -> _State:
        found = self._states.get(places)
        if found is None:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
                self._start.after.clear()
            steps: dict[tuple[frozenset[str], int], None] = {}
            ended: set[int] = set()
            for place in places:
                reach = self._reached.get(place) or self._reach(place)
                steps.update(dict.fromkeys(reach.steps))
                ended.update(reach.ended)
            found = self._states[places] = _State(tuple(steps), tuple(sorted(ended)))
        return found

    def _place(self, row: Row, index: int, outer: int) -> int:
        """Return the number of the place before item ``index`` of ``row``, after which place ``outer`` comes (below
        nought: the end of a template)."""
        key = row, index, outer
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._places)
            self._places.append(key)
        return number

    def _reach(self, place: int) -> _Reach:
        found = self._reached.get(place)
        if found is None:
            found = self._reached[place] = self._reach_anew(*self._places[place])
        return found

    def _reach_anew(self, row: Row, index: int, outer: int) -> _Reach:
        if index == len(row.items):
            return _Reach((), (~outer,)) if outer < 0 else self._reach(outer)
        item = row.items[index]
        after = self._place(row, index + 1, outer)
        if item.codes and not item.optional:
            return _Reach(((item.codes, after),), ())
        steps: dict[tuple[frozenset[str], int], None] = {(item.codes, after): None} if item.codes else {}
        ended: tuple[int, ...] = ()
        following = [self._place(option, 0, after) for option in item.options]
        for place_after in (*following, after) if item.optional else following:
            reach = self._reach(place_after)
            steps.update(dict.fromkeys(reach.steps))
            ended += reach.ended
        return _Reach(tuple(steps), ended)


Filled = Mapping[str, tuple[int, int]]
"""The labels of a template and, of the codes read, the first and the one after the last that each stands for."""


def fill(rows: Sequence[Row], codes: str) -> Filled | None:
    """Return what the labels of a template stand for in ``codes``, all of which it must fit, or None.

    Of more readings the first in the order of the template: options as written, what is optional before its absence.
    """
    for row in rows:
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
    for option in item.options:
        for end, inner in _readings(option, 0, codes, at):
            if not item.rule:
                yield end, inner
            elif end not in met:
                met.add(end)
                yield end, ()
