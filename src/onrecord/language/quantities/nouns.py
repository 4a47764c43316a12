"""Counted nouns: which words are plural, what their singular English word is, how far their noun phrase goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import cells, settings, table
from onrecord.language.quantities.lexing import Words, phrase_key

_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Counting:
    """How a language counts nouns. ``head_last`` where the head ends a run of nouns, else it opens it."""

    head_last: bool
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
        if word in self.not_plural or word in self.one_form or (word in self.plurals and not word.endswith("s")):
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
        return self.units.get(last, last)


@cache
def counting(language: str) -> Counting:
    """Return how ``language`` counts nouns.

    Raises LanguageError for an unknown language, LexiconError where a table is missing or malformed.
    """
    raw = settings(language, "counting.toml")

    def strings(name: str) -> list[str]:
        found = raw.get(name)
        if not isinstance(found, list):
            raise LexiconError("lexicon.setting", f"{language}/counting.toml has no list {name}.", "Add it.")
        return [str(item) for item in found]

    def mapping(name: str) -> dict[str, str]:
        found = raw.get(name)
        if not isinstance(found, dict):
            raise LexiconError("lexicon.setting", f"{language}/counting.toml has no table {name}.", "Add it.")
        return {str(k): str(v) for k, v in found.items()}

    units: dict[str, str] = {}
    for row in table(language, "nouns_counted.tsv"):
        for noun in cells(row["noun"]):
            units[phrase_key(noun.lower(), elision=raw["head"] != "last")] = row["unit"]
    rules = sorted(mapping("plural_rules").items(), key=lambda rule: -len(rule[0]))
    return Counting(
        head_last=raw["head"] == "last",
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
        openings=_openings(units),
    )


def _openings(units: Mapping[str, str]) -> Mapping[str, int]:
    """Return for each word that opens a counted noun the most words that such a noun has."""
    found: dict[str, int] = {}
    for key in units:
        words = key.split(" ")
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


@dataclass(slots=True)
class NounPhrase:
    """A noun phrase from word ``first`` to ``last`` (exclusive); its head from ``head`` to ``head_last``."""

    first: int
    last: int
    head: int
    head_last: int
    unit: str


_RUN = 8
_QUOTES = frozenset("\"“”„«»'‘’")


class NounFinder:
    """Finds what one text's numbers count, by word forms alone."""

    def __init__(self, counting: Counting, words: Words) -> None:
        self.counting = counting
        self.words = words

    def counted(self, j: int, *, many: bool) -> NounPhrase | None:
        """Return the noun phrase that a number before word ``j`` counts; ``many`` asks for a plural head."""
        j = self.skip(j)
        if self.counting.head_last:
            return self._stack(j, many=many)
        return self._chain(j, many=many)

    def measured(self, j: int) -> NounPhrase | None:
        """Return the noun phrase at word ``j``, which a unit before it measures ("tonnes of wheat")."""
        words, counting = self.words, self.counting
        while words.at(j) in counting.determiners:
            j += 1
        if not counting.head_last:
            return self._chain(j, many=False)
        run = self._run(j)
        cut = (k for k, (first, _) in enumerate(run) if k and self._ends(words.low[first]))
        run = run[: next(cut, len(run))]
        if not run:
            return None
        head, last = run[-1]
        return NounPhrase(run[0][0], last, head, last, counting.unit(words.joined(head, last)))

    def skip(self, j: int) -> int:
        """Return the first word from ``j`` on that may open a noun phrase ("more", "other" and marks are passed)."""
        words, skipped = self.words, self.counting.skipped
        while words.at(j) in skipped and words.same_line(j) and words.compound_end(j) == j + 1:
            j += 1
        while words.at(j) in _QUOTES and j < words.size:
            j += 1
        return j

    def _run(self, j: int) -> list[tuple[int, int]]:
        """Return the words from ``j`` on that may be one noun phrase, as pairs of first word and word after."""
        words, stops = self.words, self.counting.stops
        run: list[tuple[int, int]] = []
        while j < words.size and len(run) < _RUN and words.same_line(j):
            end = words.compound_end(j)
            if words.is_number(j) and not (end > j + 2 and words.is_word(end - 1)):
                break
            if not words.words[j][0].isalnum():
                if words.words[j] in _QUOTES and run and not words.glued(j):
                    j += 1
                    continue
                break
            if "'" in words.low[j] and not words.low[j].endswith("'s"):
                break
            if words.low[j] in stops and end == j + 1 and not (words.words[j].isupper() and len(words.words[j]) > 1):
                break
            run.append((j, end))
            j = end
        return run

    def _stack(self, j: int, *, many: bool) -> NounPhrase | None:
        """Find the head of a stack of nouns: the last of its first plurals, or for one thing the last word."""
        words = self.words
        run = self._run(j)
        joined = run[-1][1] if run else j
        if (
            many
            and run
            and len(run) < 4
            and words.at(joined) in {"and", "or"}
            and not any(self._plural(*w) for w in run)
        ):
            run += self._run(joined + 1)
        place = self._head_of(run) if many else len(self._single(run)) - 1
        if place < 0 or (not words.is_word(run[place][1] - 1) and not words.is_word(run[place][0])):
            return None
        first = self._after_measure(run[: place + 1])
        head, last = run[place]
        return NounPhrase(first, last, head, last, self._unit(head, last))

    def _head_of(self, run: list[tuple[int, int]]) -> int:
        """Return the place in ``run`` of the last of its first plain plurals, else of its last weak one, else -1.

        Weak are nouns with one form and names in capitals, which a plural noun may follow ("United States forces").
        """
        words, counting = self.words, self.counting
        place = weak = -1
        for k, (first, end) in enumerate(run):
            word = words.low[end - 1]
            name = words.words[first][0].isupper() and k + 1 < len(run)
            capitals = words.words[end - 1]
            if len(capitals) > 3 and capitals.isupper() and capitals.endswith("S") and place < 0:
                weak = k
            if not self._plural(first, end) or (place >= 0 and word in counting.one_form):
                if place >= 0:
                    break
                if word in counting.heads_if_last or word in counting.one_form:
                    weak = k
            elif word in counting.one_form or name:
                weak = k
            else:
                place = k
        return place if place >= 0 else weak

    def _single(self, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the part of ``run`` that may be one thing: up to its first plural, without participles at its end."""
        cut = (k for k, word in enumerate(run) if k and self._plural(*word))
        kept = run[: next(cut, len(run))]
        while len(kept) > 1 and self._ends(self.words.low[kept[-1][0]]):
            kept.pop()
        return kept

    def _ends(self, word: str) -> bool:
        """Say whether ``word`` after a noun belongs no more to its phrase: a participle, or an adjective of measure."""
        return word in self.counting.late_stops or word.endswith(self.counting.participle_endings)

    def _unit(self, head: int, last: int) -> str:
        """Return the unit of the head: of a hyphenated word the last part, of a mixed one ("F-16s") all of it."""
        words = self.words
        mixed = self._mixed(head, last) or self._acronym(last - 1)
        if mixed:
            return mixed
        two = self.counting.units.get(words.joined(head - 1, last)) if head else None
        return two or self.counting.unit(words.joined(head, last) if last == head + 1 else words.at(last - 1))

    def _acronym(self, j: int) -> str:
        """Return a word in capitals as its own singular ("MREs" gives "MRE"), else nothing."""
        word = self.words.words[j]
        stem = word[:-1] if word.endswith("s") else word
        return stem if len(stem) > 1 and stem.isupper() else ""

    def _mixed(self, head: int, last: int) -> str:
        """Return a word that mixes letters and digits as its own singular ("F-16s" gives "F-16"), else nothing."""
        words = self.words
        if not any(words.is_number(k) for k in range(head, last)):
            return ""
        name = "".join(words.words[head:last])
        return name[:-1] if name.endswith("s") else name

    def _plural(self, first: int, end: int) -> bool:
        words = self.words
        word = words.low[end - 1]
        if words.at(end) == "'" and words.glued(end):
            return False
        if word == "s" and end - first > 1:
            return True
        return self.counting.is_plural(word) and not (
            words.words[end - 1].isupper() and word not in self.counting.plurals
        )

    def _after_measure(self, run: list[tuple[int, int]]) -> int:
        """Return the first word of the phrase past a compound measure in it ("97-metre")."""
        first, end = run[0]
        return run[1][0] if len(run) > 1 and self.words.is_number(first) and end > first + 2 else first

    def _chain(self, j: int, *, many: bool) -> NounPhrase | None:
        """Find the head that opens a phrase, with the adjectives and bare complements after it."""
        words, counting = self.words, self.counting
        if not words.is_word(j) or not words.same_line(j):
            return None
        end = words.compound_end(j)
        word = words.low[j]
        if (word in counting.stops and end == j + 1) or word.endswith("'"):
            return None
        plural = any(counting.is_plural(words.low[k]) or words.words[k].isupper() for k in range(j, end))
        if many and not plural and word not in counting.units:
            return None
        last = self._tail(end)
        reach = counting.openings.get(counting.singular(word), 0)
        for stop in range(min(j + reach + 2, words.size), end, -1) if reach > 1 else ():
            unit = counting.units.get(self._key(j, stop))
            if unit is not None and words.words[stop - 1] != "-":
                return NounPhrase(j, max(last, stop), j, end, unit)
        return NounPhrase(j, last, j, end, self._mixed(j, end) or self._known(j, end))

    def _known(self, first: int, last: int) -> str:
        """Return the unit of a noun: as the table has it, else a name as written, else the singular."""
        listed = self.counting.units.get(self._key(first, last))
        if listed is not None:
            return listed
        word = self.words.words[first]
        name = word[0].isupper() and last == first + 1
        return word if name else self.counting.unit(self.words.joined(first, last))

    def _key(self, first: int, last: int) -> str:
        return " ".join(self.counting.singular(w) for w in self.words.joined(first, last).split(" "))

    def _tail(self, j: int) -> int:
        """Return the word after the adjectives and the bare complements that start at word ``j``."""
        words, counting = self.words, self.counting
        for _ in range(6):
            if not words.is_word(j) or not words.same_line(j):
                break
            end = words.compound_end(j)
            low = words.low[j]
            last = words.low[end - 1]
            if low in counting.complements and self._bare(j + 1):
                j = words.compound_end(j + 1)
            elif low in counting.stops:
                break
            elif {low, last} & counting.adjectives or last.endswith(counting.adjective_endings) or self._named(j, end):
                j = end
            else:
                break
        return j

    def _named(self, j: int, end: int) -> bool:
        """Say whether a name or model follows its noun ("systèmes Patriot", "avions Il-76")."""
        word = self.words.words[j]
        return word[0].isupper() and not self.words.glued(j) and (end > j + 1 or word.isupper() or len(word) > 2)

    def _bare(self, j: int) -> bool:
        words, counting = self.words, self.counting
        if not words.is_word(j) or not words.words[j].islower() or not words.same_line(j):
            return False
        low = words.low[j]
        return not (low in counting.stops or low in counting.determiners or low in counting.not_complements)
