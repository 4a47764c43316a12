"""Bounds: the words before and after a number that make it a minimum, a maximum, an estimate or a range."""

from onrecord.core.vocabulary import Approx
from onrecord.language.quantities.grammar import Numbers
from onrecord.language.quantities.lexing import Words


class BoundFinder:
    """Finds the words that set the bounds of one text's numbers."""

    def __init__(self, grammar: Numbers, words: Words) -> None:
        self.grammar = grammar
        self.words = words

    def before(self, first: int, *, small_count: bool) -> tuple[Approx, int]:
        """Return how the words before word ``first`` set its bounds, and the first of them.

        ``small_count`` says that a small spelled number of things follows, before which words that are also
        prepositions of place or topic ("over two islands") set no bound.
        """
        if self.words.low[first - 1] not in self.grammar.before.edges:
            return "exact", first
        approx: Approx = "exact"
        start = first
        for _ in range(3):
            found = self._phrase_before(start, small_count)
            if found is None:
                break
            kind, begin = found
            if kind != "exact" and approx in {"exact", "about"}:
                approx = kind
            start = begin
            if kind != "exact":
                first = begin
        return approx, first

    def _phrase_before(self, first: int, small_count: bool) -> tuple[Approx, int] | None:
        words, phrases = self.words, self.grammar.before
        longest = phrases.edges.get(words.low[first - 1])
        if first == 0 or longest is None:
            return None
        # Hyphens, which a key leaves out, may lengthen a phrase
        reach = longest + 2 if "-" in words.low[max(0, first - longest - 2) : first] else longest
        for length in range(min(reach, first), 0, -1):
            key = words.joined(first - length, first)
            kind = phrases.meanings.get(key)
            if kind is None or words.low[first - length] == "-":
                continue
            if small_count and key in self.grammar.lists.prepositional:
                return None
            return kind, first - length
        return None

    def after(self, j: int) -> tuple[Approx, int] | None:
        """Return how the words from word ``j`` on set the bounds of what stands before, and the word after them."""
        words, phrases = self.words, self.grammar.after
        if words.low[j] == "-" and words.glued(j):
            j += 1
        longest = phrases.edges.get(words.low[j])
        if longest is None or not words.same_line(j):
            return None
        for length in range(longest, 0, -1):
            key = words.joined(j, j + length)
            kind = phrases.meanings.get(key)
            if kind is None:
                continue
            following = words.low[j + length]
            last = words.low[j + length - 1]
            bounding = f"{last} {following}" in self.grammar.before.meanings
            ahead = (j + length + 1, j + length + 2)
            if bounding and any(words.is_number(k) or words.low[k] in self.grammar.starters for k in ahead):
                return None
            if following and (following[0].isdecimal() or following in self.grammar.starters or following in "$€£"):
                return None
            return kind, j + length
        return None

    def openers(self, first: int) -> list[tuple[int, str]]:
        """Return every opener that ends right before word ``first``, the longest first."""
        found = []
        for opening, join in self.grammar.openers.get(self.words.low[first - 1], ()):
            length = opening.count(" ") + 1
            if first >= length and self.words.joined(first - length, first) == opening:
                found.append((first - length, join))
        return found

    def join(self, j: int) -> list[tuple[str, int]]:
        """Return the words at ``j`` that may join two numbers to a range, each with the word after it."""
        words = self.words
        if words.low[j] in {"-", "–", "—"}:
            dangling = words.glued(j) and not words.glued(j + 1)
            return self.join(j + 1) if dangling and words.is_word(j + 1) else [("-", j + 1)]
        if words.low[j] not in self.grammar.continued:
            return []
        return [(key, j + n) for n in (2, 1) if (key := words.joined(j, j + n)) and "-" not in words.low[j : j + n]]

    def is_change(self, first: int) -> bool:
        """Say whether a verb of change stands shortly before word ``first``, so that "from A to B" is no range."""
        return any(self.words.low[k] in self.grammar.lists.changes for k in range(max(0, first - 6), first))
