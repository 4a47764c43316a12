"""Patterns: the templates of a language as rows of token codes, which a machine runs over texts.

A template is words, ``{class}`` or ``{label:class}`` slots, ``( | )`` choices and ``?``. A slot names a token class of
the lexicon or, in capitals, another rule of the table, whose templates may stand there; rules do not call themselves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import Row, table
from onrecord.language.sieving import sieve
from onrecord.language.times.lexicon import OTHER, PATTERNS, Lexicon, Tokens, build, tokenizer
from onrecord.language.times.machine import Item, Machine, fill
from onrecord.language.times.machine import Row as Template
from onrecord.language.times.sieve import Sieve

_ITEM = re.compile(r"\{[A-Za-z0-9_]+(?::[A-Za-z0-9_]+)?\}|[()|?]|[^\s()|?{}]+")
_MOST_KEPT = 50_000
_MOST_FILLED = 5_000
_LONGEST_RUN = 24


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What the words of an expression say: a kind, values of its slots and the frames of its parts.

    Told apart by identity, so that what follows from one is reckoned once.
    """

    kind: str
    values: Mapping[str, str]
    parts: Mapping[str, "Frame"]

    def number(self, name: str) -> int | None:
        """Return a slot's whole number, or None."""
        value = self.values.get(name)
        return int(value) if value and value.lstrip("-").isdecimal() else None


@dataclass(slots=True)
class Pattern:
    """One template of a rule, its rows of items and the labels of its slots."""

    rule: str
    kind: str
    features: Mapping[str, str]
    guard: str
    items: list[str]
    slots: dict[str, str] = field(default_factory=dict)
    rows: tuple[Template, ...] = ()
    hidden: bool = False
    kept: dict[str, tuple[tuple[str, str, int, int], ...]] = field(default_factory=dict)
    """The slots filled in the runs of codes met so far."""

    def filled(self, codes: str) -> tuple[tuple[str, str, int, int], ...]:
        """Return the slots that ``codes``, read by the template, fill: label, class or rule, first and last code.

        Kept, since a newspaper's runs are few.
        """
        if codes not in self.kept:
            if len(self.kept) >= _MOST_FILLED:
                self.kept.clear()
            found = fill(self.rows, codes) or {}
            self.kept[codes] = tuple(
                (label, name, *found[label]) for label, name in self.slots.items() if label in found
            )
        return self.kept[codes]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's lexicon and patterns; ``machine`` runs those of the table, which ``patterns`` numbers."""

    lexicon: Lexicon
    rules: Mapping[str, tuple[Pattern, ...]]
    patterns: tuple[Pattern, ...]
    machine: Machine
    parts: Mapping[str, Machine]
    """The machine of each rule, whose templates have their place in the rule as numbers."""
    runs: re.Pattern[str]
    """A run of codes that may hold an expression: between others, with at least one key."""
    sieve: Sieve
    opened: dict[str, tuple[tuple[int, tuple[tuple[int, int], ...]], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What the runs of codes met so far hold: see :meth:`openings`."""
    framed: dict[tuple[int, str, tuple[str, ...]], Frame] = field(default_factory=dict, compare=False, repr=False)

    def openings(self, run: str) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
        """Return the places of a run of codes at which expressions may begin, each with the numbers of the patterns
        that fit there and where they end, the longest first.

        Kept, since a newspaper's runs are few.
        """
        found = self.opened.get(run)
        if found is None:
            if len(self.opened) >= _MOST_KEPT:
                self.opened.clear()
            machine, size = self.machine, len(run)
            places = [place for place in range(size) if run[place] in machine.first]
            each = ((place, tuple(machine.openings(run, place, min(size, place + _LONGEST_RUN)))) for place in places)
            found = self.opened[run] = tuple((place, fits) for place, fits in each if fits)
        return found

    def parse(self, rule: str, codes: str, tokens: Tokens, start: int, end: int) -> Frame | None:
        """Return the frame of the tokens ``[start, end)`` read as ``rule``, or None where no template fits."""
        number = self.parts[rule].whole(codes[start:end])
        return None if number is None else self.frame(self.rules[rule][number], codes, tokens, start, end)

    def frame(self, pattern: Pattern, codes: str, tokens: Tokens, start: int, end: int) -> Frame:
        """Return the frame that the tokens ``[start, end)`` say, read by a template that fits them.

        Kept, since a newspaper's dates are few.
        """
        key = id(pattern), codes[start:end], tuple(tokens.words[start:end])
        found = self.framed.get(key)
        if found is None:
            if len(self.framed) >= _MOST_KEPT:
                self.framed.clear()
            found = self.framed[key] = self._frame(pattern, codes, tokens, start, end)
        return found

    def _frame(self, pattern: Pattern, codes: str, tokens: Tokens, start: int, end: int) -> Frame:
        values = dict(pattern.features)
        parts: dict[str, Frame] = {}
        for label, name, first, last in pattern.filled(codes[start:end]):
            first, last = start + first, start + last
            if name in self.rules:
                part = self.parse(name, codes, tokens, first, last)
                if part is not None and (amount := _amount(part)) is not None:
                    values[label] = amount
                elif part is not None:
                    parts[label] = part
            else:
                classes = tokens.classes(first)
                values[label] = classes.get(name, "")
                if name in self.lexicon.shapes:
                    values.update({key: value for key, value in classes.items() if value and key not in values})
        if pattern.kind == "is" and len(parts) == 1:
            return next(iter(parts.values()))
        if pattern.kind == "durationhalf" and values.get("n", "X") != "X":
            return Frame("duration", {**values, "n": f"{float(values['n']) + 0.5:g}"}, parts)
        if (length := parts.pop("dur", None)) is not None:
            values = {**length.values, **values}
        return Frame(pattern.kind, values, parts)


def _amount(part: Frame) -> str | None:
    """Return the number that a part says, where it says no more than that (``X``: some)."""
    if part.kind != "number":
        return None
    addends = [part.values[name] for name in ("value", "more") if name in part.values]
    if "X" in addends or len(addends) == 1:
        return addends[0]
    return f"{sum(float(addend) for addend in addends):g}"


@cache
def grammar(language: str) -> Grammar:
    """Return the grammar of time expressions of ``language``.

    Raises LanguageError for an unknown language, LexiconError for missing or malformed tables.
    """
    cutter = tokenizer(language)
    rows = table(language, PATTERNS)
    grouped: dict[str, list[Pattern]] = {}
    for row in rows:
        grouped.setdefault(row["rule"].lstrip("_"), []).append(_pattern(row, cutter))
    literals = frozenset(
        item for patterns in grouped.values() for p in patterns for item in p.items if not _is_mark(item)
    )
    lexicon = build(language, literals)
    compiler = _Compiler(lexicon, grouped)
    for patterns in grouped.values():
        for pattern in patterns:
            pattern.rows = compiler.rows(pattern)
    rules = {name: tuple(patterns) for name, patterns in grouped.items()}
    shown = tuple(pattern for patterns in rules.values() for pattern in patterns if not pattern.hidden)
    machine = Machine({number: pattern.rows for number, pattern in enumerate(shown)})
    parts = {name: Machine({n: p.rows for n, p in enumerate(patterns)}) for name, patterns in rules.items()}
    keys = re.escape("".join(sorted(_keys(lexicon))))
    runs = re.compile(f"[^{keys}{OTHER}]*+[{keys}][^{OTHER}]*+")
    return Grammar(lexicon, rules, shown, machine, parts, runs, Sieve(lexicon, runs, sieve(language)))


def _slot(item: str) -> tuple[str, str]:
    """Return the label of a slot and the class or rule that it names."""
    label, _, name = item[1:-1].partition(":")
    return label, name or label


def _is_mark(item: str) -> bool:
    return item in ("(", ")", "|", "?") or item[0] == "{"


def _pattern(row: Row, cutter: re.Pattern[str]) -> Pattern:
    items: list[str] = []
    for match in _ITEM.finditer(row["form"]):
        item = match.group()
        if _is_mark(item):
            items.append(item)
        else:
            items.extend(token.group().lower() for token in cutter.finditer(item))
    features = dict(pair.split("=", 1) for pair in row["with"].split() if "=" in pair)
    return Pattern(
        row["rule"].lstrip("_"), row["kind"], features, row["guard"], items, hidden=row["rule"].startswith("_")
    )


def _keys(lexicon: Lexicon) -> frozenset[str]:
    """Return the codes of which an expression needs at least one: all but bare numbers, function words and counts."""
    weak = {
        "int",
        "dom",
        "hour",
        "hour12",
        "yy",
        "decimal",
        "big",
        "num",
        "ones",
        "tens",
        "fuzzy",
        "deixis",
        "ordinal",
        "lastord",
    }
    strong = {name for name in lexicon.members if name not in weak and not name.startswith("=")}
    return frozenset(character for name in strong for character in lexicon.members[name])


class _Compiler:
    """Writes templates as rows of the codes of one lexicon."""

    def __init__(self, lexicon: Lexicon, rules: Mapping[str, list[Pattern]]) -> None:
        self._lexicon = lexicon
        self._rules = rules
        self._bodies: dict[str, tuple[Template, ...]] = {}
        self._open: list[str] = []

    def rows(self, pattern: Pattern) -> tuple[Template, ...]:
        """Return the rows of a template, of which a text must fit one, and note its slots."""
        items = iter(pattern.items)
        return self._options(items, pattern)

    def _options(self, items: Iterator[str], pattern: Pattern) -> tuple[Template, ...]:
        """Return the rows up to the closing bracket or the end."""
        rows: list[list[Item]] = [[]]
        for item in items:
            if item == ")":
                break
            if item == "|":
                rows.append([])
            elif item == "?":
                rows[-1][-1] = replace(rows[-1][-1], optional=True)
            elif item == "(":
                rows[-1].append(Item(options=self._options(items, pattern)))
            else:
                rows[-1].append(self._item(item, pattern))
        return tuple(Template(tuple(row)) for row in rows)

    def _item(self, item: str, pattern: Pattern) -> Item:
        if item[0] != "{":
            return Item(codes=self._codes(f"={item}", pattern))
        label, name = _slot(item)
        pattern.slots[label] = name
        if name in self._rules:
            return Item(options=self._body(name), label=label, rule=True)
        return Item(codes=self._codes(name, pattern), label=label)

    def _body(self, rule: str) -> tuple[Template, ...]:
        if rule in self._open:
            raise LexiconError("times.cycle", f"The rule {rule!r} calls itself.", "Break the ring in the patterns.")
        if rule not in self._bodies:
            self._open.append(rule)
            self._bodies[rule] = tuple(row for pattern in self._rules[rule] for row in self.rows(pattern))
            self._open.pop()
        return self._bodies[rule]

    def _codes(self, name: str, pattern: Pattern) -> frozenset[str]:
        members = self._lexicon.members.get(name)
        if not members:
            raise LexiconError(
                "times.class",
                f"No word has the class {name!r} of a template of {pattern.rule!r}.",
                "Add it to the words.",
            )
        return frozenset(members)
