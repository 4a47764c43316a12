"""Counting: which words of a language are plural, what their singular English word is, what may follow a number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial

from babel import Locale

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import cells, settings, table
from onrecord.language.quantities.lexing import phrase_key

_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Counting:
    """How a language counts nouns. ``head_last`` where the head ends a run of nouns, else it opens it; ``one_up_to``
    the greatest number whose noun is singular."""

    head_last: bool
    one_up_to: float
    whole_links: frozenset[str]
    determiners: frozenset[str]
    skipped: frozenset[str]
    stops: frozenset[str]
    not_plural: frozenset[str]
    not_plural_endings: tuple[str, ...]
    heads_if_last: frozenset[str]
    plurals: frozenset[str]
    one_form: frozenset[str]
    late_stops: frozenset[str]
    not_heads: frozenset[str]
    not_complements: frozenset[str]
    hyphen_nouns: frozenset[str]
    labels: frozenset[str]
    anaphors: frozenset[str]
    adjective_endings: tuple[str, ...]
    adjectives: frozenset[str]
    participle_endings: tuple[str, ...]
    complements: frozenset[str]
    singulars: Mapping[str, str]
    plural_rules: tuple[tuple[str, str], ...]
    units: Mapping[str, str]
    named: Mapping[str, str]
    """Units of nouns that the table of counted nouns lacks."""
    phrases: Mapping[str, str]
    """Units of nouns of several words, by their words in the singular, that the table of counted nouns lacks."""
    states: frozenset[str]
    """The names of states and territories that are one word."""
    seconds: frozenset[str]
    """The second words of counted nouns of several words, and of those that events know."""
    openings: Mapping[str, int]
    kept: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The singulars of the words met so far."""
    formed: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    """Whether the words met so far are plural."""
    called: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The units of the nouns met so far."""

    def is_plural(self, word: str) -> bool:
        """Say whether ``word`` (lower case) has a plural form."""
        found = self.formed.get(word)
        if found is None:
            if len(self.formed) >= _MOST_KEPT:
                self.formed.clear()
            found = self.formed[word] = self._is_plural(word)
        return found

    def _is_plural(self, word: str) -> bool:
        if word in self.plurals or word in self.one_form or word in self.singulars:
            return True
        if len(word) < 3 or "'" in word or word in self.not_plural or word.endswith(self.not_plural_endings):
            return False
        return any(word.endswith(ending) for ending, _ in self.plural_rules)

    def singular(self, word: str) -> str:
        """Return the singular of ``word`` (lower case), which is returned as it is where no rule fits."""
        found = self.kept.get(word)
        if found is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            found = self.kept[word] = self._singular(word)
        return found

    def _singular(self, word: str) -> str:
        if word in self.singulars:
            return self.singulars[word]
        if word in self.not_plural or word in self.one_form:
            return word
        for ending, singular in self.plural_rules:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word[: len(word) - len(ending)] + singular
        return word

    def unit(self, phrase: str) -> str:
        """Return the counted unit for the noun ``phrase`` (lower case, parted by blanks): a singular English word
        where the language's table has it, else the singular of the noun itself."""
        found = self.called.get(phrase)
        if found is None:
            if len(self.called) >= _MOST_KEPT:
                self.called.clear()
            found = self.called[phrase] = self._unit(phrase)
        return found

    def _unit(self, phrase: str) -> str:
        pieces = [self.singular(piece) for piece in phrase.split(" ")]
        for key in (phrase, " ".join(pieces)):
            if key in self.units:
                return self.units[key]
        last = pieces[-1] if self.head_last else pieces[0]
        return self.units.get(last) or self.named.get(last, last)


@cache
def counting(language: str) -> Counting:
    """Return how ``language`` counts nouns.

    Raises LanguageError for an unknown language, LexiconError where a table is missing or malformed.
    """
    raw = settings(language, "counting.toml")

    strings, mapping = partial(_strings, raw, language), partial(_mapping, raw, language)
    units = _units(language, elision=raw["head"] != "last")
    rules = sorted(mapping("plural_rules").items(), key=lambda rule: -len(rule[0]))
    found = Counting(
        head_last=raw["head"] == "last",
        one_up_to=float(str(raw.get("one_up_to", 1))),
        whole_links=frozenset(strings("whole_links")),
        determiners=frozenset(strings("determiners")),
        skipped=frozenset(strings("skipped")),
        stops=frozenset(strings("stops")),
        not_plural=frozenset(strings("not_plural")),
        not_plural_endings=tuple(strings("not_plural_endings")),
        heads_if_last=frozenset(strings("heads_if_last")),
        plurals=frozenset(strings("plurals")),
        late_stops=frozenset(strings("late_stops")),
        one_form=frozenset(strings("one_form")),
        not_heads=frozenset(strings("not_heads")),
        not_complements=frozenset(strings("not_complements")),
        hyphen_nouns=frozenset(strings("hyphen_nouns")),
        labels=frozenset(strings("labels")),
        anaphors=frozenset(strings("anaphors")),
        adjective_endings=tuple(strings("adjective_endings")),
        adjectives=frozenset(strings("adjectives")),
        participle_endings=tuple(strings("participle_endings")),
        complements=frozenset(strings("complements")),
        singulars=mapping("singulars"),
        plural_rules=tuple(rules),
        units=units,
        named=_named(language, mass=frozenset(strings("mass"))) if raw.get("units_from_nouns") else {},
        phrases={},
        states=_states(language),
        seconds=frozenset(),
        openings={},
    )
    return _with_phrases(found)


def _states(language: str) -> frozenset[str]:
    """Return the names of states and territories that are one word, in lower case, as CLDR has them."""
    territories = Locale(language.partition("-")[0]).territories
    names = (name for code, name in territories.items() if code.isalpha())
    return frozenset(name.lower() for name in names if name.isalpha())


def _strings(raw: Mapping[str, object], language: str, name: str) -> list[str]:
    found = raw.get(name)
    if not isinstance(found, list):
        raise LexiconError("lexicon.setting", f"{language}/counting.toml has no list {name}.", "Add it.")
    return [str(item) for item in found]


def _mapping(raw: Mapping[str, object], language: str, name: str) -> dict[str, str]:
    found = raw.get(name)
    if not isinstance(found, dict):
        raise LexiconError("lexicon.setting", f"{language}/counting.toml has no table {name}.", "Add it.")
    return {str(k): str(v) for k, v in found.items()}


def _with_phrases(counts: Counting) -> Counting:
    """Return ``counts`` with the nouns of several words and what opens them."""
    several = {key: unit for key, unit in counts.named.items() if " " in key}
    phrases = {" ".join(map(counts.singular, key.split(" "))): unit for key, unit in several.items()}
    keys = phrases.keys() | counts.units.keys()
    seconds = frozenset(key.split(" ")[1] for key in keys if " " in key)
    return replace(counts, phrases=phrases, seconds=seconds, openings=_openings(keys))


def _units(language: str, *, elision: bool) -> dict[str, str]:
    """Return the units of counted nouns by the noun."""
    units: dict[str, str] = {}
    for row in table(language, "nouns_counted.tsv"):
        for noun in cells(row["noun"]):
            units[phrase_key(noun.lower(), elision=elision)] = row["unit"]
    return units


def _named(language: str, *, mass: frozenset[str]) -> dict[str, str]:
    """Return the units of a language's nouns by the English nouns that its events call them, but for those of several
    words that English calls by a ``mass`` noun, whose own head is counted ("trois équipements de vision nocturne")."""
    found: dict[str, str] = {}
    for row in table(language, "nouns.tsv"):
        unit = row["what"].split(" ")[-1]
        if unit and "'" not in row["lemma"].partition(" ")[0] and (" " not in row["lemma"] or unit not in mass):
            found[phrase_key(row["lemma"].lower(), elision=True)] = unit
    return found


def _openings(units: Iterable[str]) -> Mapping[str, int]:
    """Return for each word that opens a counted noun the most words that such a noun has."""
    found: dict[str, int] = {}
    for key in units:
        words = key.split(" ")
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found
