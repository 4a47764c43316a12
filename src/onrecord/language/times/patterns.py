"""Patterns: the templates of a language compiled to regular expressions over token codes.

A template is words, ``{class}`` or ``{label:class}`` slots, ``( | )`` choices and ``?``. A slot names a token class of
the lexicon or, in capitals, another rule of the table, whose templates may stand there; rules do not call themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import cast

import regex  # type: ignore[import-untyped, unused-ignore]

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import Row, table
from onrecord.language.times.lexicon import OTHER, PATTERNS, Lexicon, Tokens, build, tokenizer

_ITEM = re.compile(r"\{[A-Za-z0-9_]+(?::[A-Za-z0-9_]+)?\}|[()|?]|[^\s()|?{}]+")
_MOST_KEPT = 50_000
_MOST_FILLED = 5_000


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
    """One template of a rule, its expression over codes and the labels of its slots."""

    rule: str
    kind: str
    features: Mapping[str, str]
    guard: str
    items: list[str]
    slots: dict[str, str] = field(default_factory=dict)
    source: str = ""
    compiled: re.Pattern[str] | None = None
    hidden: bool = False
    kept: dict[str, tuple[tuple[str, str, int, int], ...]] = field(default_factory=dict)
    """The slots filled in the runs of codes met so far."""

    @property
    def expression(self) -> re.Pattern[str]:
        """The expression over codes, compiled when first asked for: most texts need few."""
        if self.compiled is None:
            # POSIX: the longest match, whatever the order of the templates that a slot allows.
            self.compiled = cast("re.Pattern[str]", regex.compile(self.source, regex.POSIX))
        return self.compiled

    def filled(self, codes: str) -> tuple[tuple[str, str, int, int], ...]:
        """Return the slots that ``codes``, read by the template, fill: label, class or rule, first and last code.

        Kept, since a newspaper's runs are few.
        """
        if codes not in self.kept:
            if len(self.kept) >= _MOST_FILLED:
                self.kept.clear()
            match = self.expression.fullmatch(codes)
            spans = ((label, name, *match.span(label)) for label, name in self.slots.items()) if match else ()
            self.kept[codes] = tuple(slot for slot in spans if slot[2] >= 0)
        return self.kept[codes]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's lexicon and patterns; ``starts`` gives the patterns that may begin with a code."""

    lexicon: Lexicon
    rules: Mapping[str, tuple[Pattern, ...]]
    starts: Mapping[str, tuple[Pattern, ...]]
    runs: re.Pattern[str]
    """A run of codes that may hold an expression: between others, with at least one key."""
    fitting: dict[tuple[str, str], Pattern | None] = field(default_factory=dict, compare=False, repr=False)
    """Which template of a rule fits a run of codes, kept since a newspaper's runs are few."""
    framed: dict[tuple[int, str, tuple[str, ...]], Frame] = field(default_factory=dict, compare=False, repr=False)

    def parse(self, rule: str, codes: str, tokens: Tokens, start: int, end: int) -> Frame | None:
        """Return the frame of the tokens ``[start, end)`` read as ``rule``, or None where no template fits."""
        key = rule, codes[start:end]
        if key not in self.fitting:
            if len(self.fitting) >= _MOST_KEPT:
                self.fitting.clear()
            self.fitting[key] = next((p for p in self.rules[rule] if p.expression.fullmatch(key[1])), None)
        pattern = self.fitting[key]
        return self.frame(pattern, codes, tokens, start, end) if pattern is not None else None

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
            pattern.source = compiler.source(pattern)
    rules = {name: tuple(patterns) for name, patterns in grouped.items()}
    keys = re.escape("".join(sorted(_keys(lexicon))))
    runs = re.compile(f"[^{keys}{OTHER}]*+[{keys}][^{OTHER}]*+")
    return Grammar(lexicon, rules, compiler.starts(), runs)


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
    """Writes templates as regular expressions over the codes of one lexicon."""

    def __init__(self, lexicon: Lexicon, rules: Mapping[str, list[Pattern]]) -> None:
        self._lexicon = lexicon
        self._rules = rules
        self._bodies: dict[str, str] = {}
        self._open: list[str] = []

    def source(self, pattern: Pattern) -> str:
        """Return the expression of a template, with a named group per slot."""
        return self._sequence(pattern, named=True)

    def starts(self) -> Mapping[str, tuple[Pattern, ...]]:
        """Return for each code the patterns of the table that may begin with it."""
        found: dict[str, list[Pattern]] = {}
        characters = {character for members in self._lexicon.members.values() for character in members}
        for patterns in self._rules.values():
            for pattern in patterns:
                if pattern.hidden:
                    continue
                for character in characters & self._first(pattern.items):
                    found.setdefault(character, []).append(pattern)
        return {character: tuple(patterns) for character, patterns in found.items()}

    def _body(self, rule: str) -> str:
        if rule in self._open:
            raise LexiconError("times.cycle", f"The rule {rule!r} calls itself.", "Break the ring in the patterns.")
        if rule not in self._bodies:
            self._open.append(rule)
            bodies = [self._sequence(pattern, named=False) for pattern in self._rules[rule]]
            self._open.pop()
            self._bodies[rule] = "|".join(dict.fromkeys(bodies))
        return self._bodies[rule]

    def _sequence(self, pattern: Pattern, *, named: bool) -> str:
        written: list[str] = []
        for item in pattern.items:
            if item == "(":
                written.append("(?:")
            elif item in (")", "|", "?"):
                written.append(item)
            elif item[0] == "{":
                label, name = _slot(item)
                body = f"(?:{self._body(name)})" if name in self._rules else self._set(name, pattern)
                if named:
                    pattern.slots[label] = name
                    body = f"(?P<{label}>{body})"
                written.append(body)
            else:
                written.append(self._set(f"={item}", pattern))
        return "".join(written)

    def _set(self, name: str, pattern: Pattern) -> str:
        members = self._lexicon.members.get(name)
        if not members:
            raise LexiconError(
                "times.class",
                f"No word has the class {name!r} of a template of {pattern.rule!r}.",
                "Add it to the words.",
            )
        return f"[{members}]"

    def _first(self, items: list[str]) -> set[str]:
        """Return the codes that a template may begin with (too many rather than too few)."""
        found: set[str] = set()
        depth = 0
        waiting = False
        for position, item in enumerate(items):
            optional = position + 1 < len(items) and items[position + 1] == "?"
            if item == "(":
                depth += 1
            elif item == ")":
                depth -= 1
                if depth == 0 and waiting and not optional:
                    return found
            elif item in ("|", "?"):
                continue
            else:
                found |= self._members(item)
                waiting = True
                if depth == 0 and not optional:
                    return found
        return found

    def _members(self, item: str) -> set[str]:
        name = _slot(item)[1] if item[0] == "{" else f"={item}"
        if name in self._rules:
            return {c for pattern in self._rules[name] for c in self._first(pattern.items)}
        return set(self._lexicon.members.get(name, ""))
