"""Counted nouns: how far the noun phrase goes that a number counts, and which word heads it."""

from dataclasses import dataclass

from onrecord.language.quantities.counting import Counting
from onrecord.language.quantities.lexing import Words


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
        while words.low[j] in counting.determiners:
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
        while words.low[j] in skipped and words.same_line(j) and words.compound_end(j) == j + 1:
            j += 1
        while words.low[j] in _QUOTES and j < words.size:
            j += 1
        return j

    def _run(self, j: int) -> list[tuple[int, int]]:
        """Return the words from ``j`` on that may be one noun phrase, as pairs of first word and word after."""
        words, stops = self.words, self.counting.stops
        run: list[tuple[int, int]] = []
        while j < words.size and len(run) < _RUN and words.same_line(j):
            end = words.compound_end(j)
            if words.is_number(j) and not (end > j + 2 and words.is_word(end - 1)):
                if not (run and self._is_mark(j)):
                    break
                j = end
                continue
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

    def _is_mark(self, j: int) -> bool:
        """Say whether the figure at word ``j`` is that of a model between its name and its noun ("Leopard 2 tanks");
        behind a state it counts ("handed Cyprus 22 pumps")."""
        words = self.words
        if words.low[j - 1] in self.counting.states:
            return False
        name, small = words.words[j - 1], words.low[j].isdigit() and len(words.low[j]) < 5
        follows = words.is_word(j + 1) and words.same_line(j + 1) and words.low[j + 1] not in self.counting.stops
        return small and name[0].isupper() and not words.glued(j) and follows and words.words[j + 1].islower()

    def _stack(self, j: int, *, many: bool) -> NounPhrase | None:
        """Find the head of a stack of nouns: the last of its first plurals, or for one thing the last word."""
        words = self.words
        run = self._run(j)
        joined = run[-1][1] if run else j
        if (
            many
            and run
            and len(run) < 4
            and words.low[joined] in {"and", "or"}
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
        pair = f"{words.low[head - 1]} {self.counting.singular(words.low[head])}"
        two = self.counting.units.get(pair)
        return two or self.counting.unit(words.joined(head, last) if last == head + 1 else words.low[last - 1])

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
        if words.low[end] == "'" and words.glued(end):
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
        if (word in counting.stops and end == j + 1) or word in counting.not_heads or word.endswith("'"):
            return None
        plural = any(counting.is_plural(words.low[k]) or words.words[k].isupper() for k in range(j, end))
        if many and not plural and word not in counting.units:
            return None
        last = self._tail(end)
        reach = counting.openings.get(counting.singular(word), 0)
        if reach > 1 and words.low[end] != "-" and not self._goes_on(j, end):
            reach = 1
        for stop in range(min(j + reach + 2, words.size), end, -1) if reach > 1 else ():
            key = self._key(j, stop)
            unit = counting.units.get(key) or counting.phrases.get(key)
            if unit is not None and words.words[stop - 1] != "-":
                return NounPhrase(j, max(last, stop), j, end, unit)
        return NounPhrase(j, last, j, end, self._mixed(j, end) or self._known(j, end))

    def _goes_on(self, j: int, end: int) -> bool:
        """Say whether the word at ``j``, which ends before ``end``, may open a noun of several words."""
        words = self.words
        following = words.low[end] if end == j + 1 else words.low[j + 1 + (words.low[j + 1] == "-")]
        return self.counting.singular(following) in self.counting.seconds

    def _known(self, first: int, last: int) -> str:
        """Return the unit of a noun: as the table has it, else a name as written, else the singular."""
        key = self._key(first, last)
        listed = self.counting.units.get(key) or self.counting.phrases.get(key)
        if listed is not None:
            return listed
        word = self.words.words[first]
        name = word[0].isupper() and last == first + 1
        return word if name else self.counting.unit(self.words.joined(first, last))

    def _key(self, first: int, last: int) -> str:
        if last == first + 1:
            return self.counting.singular(self.words.low[first])
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
