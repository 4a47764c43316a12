"""Naming: which noun of the lexicon a token heads, the longest name first."""

from onrecord.core.parse import Parse, Token
from onrecord.meaning.events.lexicon import EventLexicon, NounSense, folded

_LONGEST_NAME = 5
NO_SENSE = NounSense(frozenset(), None, "")
"""What a noun means that the lexicon does not hold."""


class NameReader:
    """Reads the names of things in one parse."""

    def __init__(self, parse: Parse, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._words = [folded(t.lemma) for t in parse.tokens]
        self._forms = [folded(_singular(t)) for t in parse.tokens]
        self._senses: dict[int, NounSense] = {}
        self._extents: dict[int, range] = {}
        self._begun: dict[int, dict[int, NounSense]] = {}

    def sense(self, i: int) -> NounSense:
        """Return what the lexicon holds of the noun at token ``i``, the longest name that it heads first."""
        if i not in self._senses:
            self._senses[i] = self._look_up(i)
        return self._senses[i]

    def extent(self, i: int) -> range:
        """Return the tokens of the name that token ``i`` heads, none where the lexicon has none."""
        self.sense(i)
        return self._extents.get(i, range(0))

    def _look_up(self, i: int) -> NounSense:
        if not any(map(self._names, range(max(0, i - _LONGEST_NAME + 1), i + 1))):
            return NO_SENSE
        for size in range(_LONGEST_NAME, 0, -1):
            for start in (i - size + 1, i) if size > 1 else (i,):
                found = self._names(start).get(size) if start >= 0 else None
                if found is not None:
                    self._extents[i] = range(start, start + size)
                    return found
        return NO_SENSE

    def _names(self, start: int) -> dict[int, NounSense]:
        """Return the nouns of the lexicon that begin at token ``start``, by the number of their tokens."""
        found = self._begun.get(start)
        if found is None:
            found = self._begun[start] = self._read_names(start)
        return found

    def _read_names(self, start: int) -> dict[int, NounSense]:
        """Read on from token ``start``, each token as its lemma or as it stands, as far as some noun so begun goes."""
        openings, nouns = self._lexicon.openings, self._lexicon.nouns
        words, forms = self._words[start], self._forms[start]
        if words and forms:
            longest = openings.get(words[0], 0)
            if words[0] != forms[0]:
                longest = max(longest, openings.get(forms[0], 0))
        elif words or forms:
            longest = openings.get((words or forms)[0], 0)
        else:
            longest = _LONGEST_NAME
        if not longest:
            return {}
        found: dict[int, NounSense] = {}
        ways: list[tuple[str, ...]] = [()]
        told = 0
        for size in range(1, min(_LONGEST_NAME, len(self._words) - start) + 1):
            words, forms = self._words[start + size - 1], self._forms[start + size - 1]
            # Tokens without a word (hyphens) take none of the noun's
            told += bool(words and forms)
            if told > longest:
                break
            options = (words,) if words == forms else (words, forms)
            ways = [(*way, *option) for way in ways for option in options]
            sense = next((nouns[way] for way in ways if way in nouns), None)
            if sense is not None:
                found[size] = sense
        return found


def _singular(token: Token) -> str:
    """Return the words of ``token`` without the plural that the lemma of a name or a model keeps ("two Canadairs",
    "forty T-72s")."""
    text = token.text
    named = token.pos == "PROPN" or text[-2:-1].isdigit()
    return text[:-1] if named and text.endswith("s") else text
