"""The number grammar of a language, read from its tables ``numbers.toml`` and ``counting.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from onrecord.core.errors import LexiconError
from onrecord.core.vocabulary import Approx
from onrecord.language.lexicons import settings
from onrecord.language.quantities.lexing import phrase_key


@dataclass(frozen=True, slots=True)
class ShortScale:
    """A scale written after digits: ``factor``; ``weak`` where it is also a sign of a unit; ``spaced`` where a blank
    may stand before it."""

    factor: int
    weak: bool
    spaced: bool
    paid: bool
    """Whether it is a scale with money alone."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases and what they mean; ``edges`` gives for each word that may end (or open) one the most words that such a
    phrase has."""

    meanings: Mapping[str, Approx]
    edges: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lists:
    """Words and phrases of one use each, named as in ``numbers.toml``."""

    fraction_articles: frozenset[str]
    half_of: frozenset[str]
    no_half_after: frozenset[str]
    articles: frozenset[str]
    one: frozenset[str]
    bare: frozenset[str]
    partitive: frozenset[str]
    minus: frozenset[str]
    point: frozenset[str]
    and_in_number: frozenset[str]
    list_joins: frozenset[str]
    several: frozenset[str]
    needs_partitive: frozenset[str]
    half_before: frozenset[str]
    half_after: frozenset[str]
    rounding: frozenset[str]
    exactly: frozenset[str]
    prepositional: frozenset[str]
    per: frozenset[str]
    money_cues: frozenset[str]
    age_words: frozenset[str]
    age_phrases: frozenset[str]
    age_adverbs: frozenset[str]
    life_words: frozenset[str]
    life_links: frozenset[str]
    clock_words: frozenset[str]
    ratios: frozenset[str]
    ratios_of_one: frozenset[str]
    ratio_words: frozenset[str]
    contracted: frozenset[str]
    per_money: frozenset[str]
    definite: frozenset[str]
    money_before: frozenset[str]
    money_after: frozenset[str]
    joins: frozenset[str]
    loose_joins: frozenset[str]
    changes: frozenset[str]
    negated_joins: frozenset[str]
    negators: frozenset[str]
    contrasts: frozenset[str]
    anaphoric: frozenset[str]
    of_series: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language writes numbers, bounds and ranges. Phrases are keys of ``phrase_key``."""

    decimal: str
    elision: bool
    small: Mapping[str, int]
    takes: Mapping[int, int]
    hundreds: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, ShortScale]
    collectives: Mapping[str, int]
    indefinites: Mapping[str, tuple[int, int]]
    fractions: Mapping[str, int]
    fractions_many: Mapping[str, int]
    lists: Lists
    before: Phrases
    after: Phrases
    hundred_limit: int
    openers: Mapping[str, tuple[tuple[str, str], ...]]
    starters: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    half_openers: frozenset[str]
    continued: frozenset[str]
    """Words that may go on with a number, or join it to another."""
    plain: frozenset[str]
    """Words that are a small number and open nothing else, so that they are all of it where no such word follows."""
    half_openers_after: frozenset[str]
    """The first words of a half told after its whole ("and a half")."""
    linking: frozenset[str]
    """The first words of what joins a measure to what it measures ("of", "worth of")."""
    several_lasts: frozenset[str]
    """The last words of "several" and its like."""


@cache
def numbers(language: str) -> Numbers:
    """Return the number grammar of ``language``.

    Raises LanguageError for an unknown language, LexiconError where a table is missing or malformed.
    """
    raw = settings(language, "numbers.toml")
    elision = bool(raw.get("elision"))
    read = _Reader(raw, elision)
    small, scales = read.integers("small"), read.integers("scales")
    collectives, fractions = read.integers("collectives"), read.integers("fractions")
    hundreds, indefinites = read.integers("hundreds"), read.bounds("indefinites")
    half_before = read.phrases("halves", "before")
    starters = {key.split(" ")[0] for key in [*small, *scales, *hundreds, *collectives, *indefinites, *fractions]}
    starters |= {key.split(" ")[0] for key in half_before} - read.phrases("articles") - read.phrases("one")
    lists, openers = _lists(read), read.openers()
    joining = (lists.half_after, lists.joins, lists.loose_joins, lists.ratios, lists.ratios_of_one, lists.partitive)
    many = read.integers("fractions_many")
    going_on = (lists.and_in_number, lists.per, lists.per_money, lists.point, half_before, many, *joining)
    opened = {join for pairs in openers.values() for _, join in pairs}
    continued = {key.split(" ")[0] for keys in (*going_on, read.short_scales(), opened) for key in keys}
    return Numbers(
        decimal=str(raw["decimal"]),
        elision=elision,
        small=small,
        takes={int(k): v for k, v in read.integers("takes").items()},
        hundreds=hundreds,
        scales=scales,
        short_scales=read.short_scales(),
        collectives=collectives,
        indefinites=indefinites,
        fractions=fractions,
        fractions_many=many,
        lists=lists,
        before=read.approx("before"),
        after=read.approx("after"),
        hundred_limit=int(str(raw["hundred_limit"])),
        openers=openers,
        starters=frozenset(starters | read.phrases("one")),
        months=_names(language, "months") | read.phrases("months_also"),
        weekdays=_names(language, "days"),
        half_openers=frozenset(key.split(" ")[0] for key in half_before),
        continued=frozenset(key.lower() for key in continued) | starters,
        plain=frozenset(small) - {key.split(" ")[0] for key in (*half_before, *hundreds, *scales)},
        half_openers_after=_firsts(lists.half_after),
        linking=_firsts(lists.partitive | lists.money_after),
        several_lasts=frozenset(key.rpartition(" ")[2] for key in lists.several),
    )


def _firsts(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrase in phrases)


def _lists(read: "_Reader") -> Lists:
    return Lists(
        fraction_articles=read.phrases("fraction_articles"),
        half_of=read.phrases("half_of"),
        no_half_after=read.phrases("no_half_after"),
        articles=read.phrases("articles"),
        one=read.phrases("one"),
        bare=read.phrases("bare"),
        partitive=read.phrases("partitive"),
        minus=read.phrases("minus"),
        point=read.phrases("point"),
        and_in_number=read.phrases("and_in_number"),
        list_joins=read.phrases("list_joins"),
        several=read.phrases("indefinite_rules", "several"),
        needs_partitive=read.phrases("indefinite_rules", "needs_partitive"),
        half_before=read.phrases("halves", "before"),
        half_after=read.phrases("halves", "after"),
        rounding=read.phrases("rounding"),
        exactly=read.phrases("exactly"),
        prepositional=read.phrases("prepositional"),
        per=read.phrases("per"),
        money_cues=read.phrases("money_cues"),
        age_words=read.phrases("age_words"),
        age_phrases=read.phrases("age_phrases"),
        age_adverbs=read.phrases("age_adverbs"),
        life_words=read.phrases("life_words"),
        life_links=read.phrases("life_links"),
        clock_words=read.phrases("clock_words"),
        ratios=read.phrases("ratios"),
        ratios_of_one=read.phrases("ratios_of_one"),
        ratio_words=frozenset(
            key for name in ("ratios", "ratios_of_one") for key in read.phrases(name) if " " not in key
        ),
        contracted=read.phrases("contracted"),
        per_money=read.phrases("per_money"),
        definite=read.phrases("definite"),
        money_before=read.phrases("money_before"),
        money_after=read.phrases("money_after"),
        joins=read.phrases("ranges", "joins") | {"-"},
        loose_joins=read.phrases("ranges", "loose_joins"),
        changes=read.phrases("ranges", "changes"),
        negated_joins=read.phrases("negated_joins"),
        negators=read.phrases("negators"),
        contrasts=read.phrases("contrasts"),
        anaphoric=read.phrases("anaphoric"),
        of_series=read.phrases("of_series"),
    )


def _names(language: str, of: str) -> frozenset[str]:
    """Return the names and abbreviations of ``months`` or ``days`` in Unicode CLDR, none for a language it lacks."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names: set[str] = set()
    for width in ("wide", "abbreviated"):
        forms = (locale.months if of == "months" else locale.days)["format"][width]
        names.update(name.lower().rstrip(".") for name in forms.values())
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Typed access to the settings; whatever has the wrong shape raises LexiconError."""

    raw: Mapping[str, object]
    elision: bool

    def section(self, *path: str) -> object:
        found: object = self.raw
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if found is None:
            name = ".".join(path)
            raise LexiconError("lexicon.setting", f"numbers.toml has no {name}.", "Add it, if need be empty.")
        return found

    def mapping(self, *path: str) -> dict[str, object]:
        found = self.section(*path)
        if not isinstance(found, dict):
            raise LexiconError("lexicon.setting", f"{'.'.join(path)} is no table.", "Write it as a TOML table.")
        return found

    def integers(self, *path: str) -> dict[str, int]:
        return {self.key(k): v for k, v in self.mapping(*path).items() if isinstance(v, int)}

    def bounds(self, *path: str) -> dict[str, tuple[int, int]]:
        return {self.key(k): (v[0], v[1]) for k, v in self.mapping(*path).items() if isinstance(v, list)}

    def strings(self, *path: str) -> list[str]:
        found = self.section(*path)
        return [str(item) for item in found] if isinstance(found, list) else []

    def phrases(self, *path: str) -> frozenset[str]:
        return frozenset(self.key(item) for item in self.strings(*path))

    def key(self, phrase: str) -> str:
        return phrase_key(phrase, elision=self.elision)

    def openers(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return what opens a range and the word that joins it, by the last word of the opening, the longest first."""
        pairs = self.section("ranges", "openers")
        found = [(self.key(str(p[0])), self.key(str(p[1]))) for p in pairs] if isinstance(pairs, list) else []
        found.sort(key=lambda pair: -len(pair[0]))
        lasts = {opening.rpartition(" ")[2] for opening, _ in found}
        return {last: tuple(pair for pair in found if pair[0].rpartition(" ")[2] == last) for last in lasts}

    def short_scales(self) -> dict[str, ShortScale]:
        weak = set(self.strings("short_scale_rules", "weak"))
        spaced = set(self.strings("short_scale_rules", "spaced"))
        paid = set(self.strings("short_scale_rules", "paid"))
        values = self.mapping("short_scales")
        return {k: ShortScale(v, k in weak, k in spaced, k in paid) for k, v in values.items() if isinstance(v, int)}

    def approx(self, name: str) -> Phrases:
        kinds: tuple[Approx, ...] = ("exact", "about", "at-least", "at-most")
        listed = self.mapping(name)
        meanings: dict[str, Approx] = {}
        for kind in kinds:
            if kind in listed:
                meanings.update(dict.fromkeys(self.phrases(name, kind), kind))
        edge = -1 if name == "before" else 0
        edges: dict[str, int] = {}
        for words in (key.split(" ") for key in meanings):
            edges[words[edge]] = max(edges.get(words[edge], 0), len(words))
        return Phrases(meanings, edges)
