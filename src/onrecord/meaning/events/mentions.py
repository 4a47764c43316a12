"""Mentions: where one report names which state or organisation, as far as the choice of parties asks (``choosing``)."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.core.parse import Parse
from onrecord.core.spans import Span
from onrecord.meaning.events.parties import Parties

_REACH = 90
_LINK = 5
_MOST_LISTED = 8
_LINKS = frozenset(
    {"cc", "det", "case", "punct", "amod", "nmod", "nmod:poss", "flat", "flat:name", "compound", "advmod", "fixed"}
)
"""What may stand between two names of a list: "the Batken and Sughd regions", "à Khoudjand et à Batken"."""
_NONE: frozenset[str] = frozenset()


class MentionMap:
    """The codes that a report names, by token, sentence and paragraph; ``ranked`` has those named most first."""

    def __init__(self, parse: Parse, parties: Parties) -> None:
        self.parse = parse
        self.codes = dict(sorted(parties.codes().items()))
        self._places = list(self.codes)
        self.headline = tuple(parties.headline())
        self.dateline = parties.dateline
        counts: Counter[str] = Counter()
        self._tokens: dict[int, list[int]] = defaultdict(list)
        sentences: dict[int, set[str]] = defaultdict(set)
        subjects: dict[int, set[str]] = defaultdict(set)
        paragraphs: dict[int, set[str]] = defaultdict(set)
        self._starts = _paragraphs(parse.text)
        self._before: dict[int, list[str]] = {}
        for i, codes in self.codes.items():
            token = parse.tokens[i]
            self._tokens[token.sent].append(i)
            sentences[token.sent] |= codes
            paragraphs[self.paragraph(i)] |= codes
            if token.rel.startswith("nsubj"):
                subjects[token.sent] |= codes
            if self.codes.get(i - 1) != codes:
                for code in sorted(codes) if len(codes) > 1 else codes:
                    counts[code] += 1
        self._sentences, self._subjects, self._paragraphs = sentences, subjects, paragraphs
        self.ranked = [code for code, _ in counts.most_common()]
        most = max(counts.values(), default=1)
        self.shares = {code: count / most for code, count in counts.items()}
        self.lead_places = frozenset(
            code for i, codes in self.codes.items() if self.paragraph(i) < 2 and parties.is_place(i) for code in codes
        )
        self.lead = frozenset(paragraphs.get(0, set()) | paragraphs.get(1, set()))
        self.lists = self._read_lists()

    def _read_lists(self) -> dict[frozenset[str], list[int]]:
        """Return the codes that are named side by side, or by one word for several ("both countries"), with the numbers
        of the sentences where they are, in order."""
        found: dict[frozenset[str], list[int]] = {}
        for sent, places in self._tokens.items():
            held, last = _NONE, -1
            for i in places:
                if held and not self._are_listed(last, i):
                    _note_list(found, held, sent)
                    held = _NONE
                held, last = held | self.codes[i], i
            _note_list(found, held, sent)
        return found

    def _are_listed(self, one: int, other: int) -> bool:
        """Say whether two tokens that name somebody stand side by side in a list."""
        between = self.parse.tokens[one + 1 : other]
        return (
            other - one <= _LINK
            and all(t.rel in _LINKS for t in between)
            and (not between or any(t.rel == "cc" or t.text == "," for t in between))
        )

    def inside(self, sent: int, words: Span) -> list[int]:
        """Return the tokens of the sentence numbered ``sent`` that name anybody and lie within ``words``."""
        tokens = self.parse.tokens
        return [i for i in self.tokens(sent) if words.start <= tokens[i].start and tokens[i].end <= words.end]

    def paragraph(self, i: int) -> int:
        """Return the number of the paragraph in which token ``i`` stands, from 0."""
        return bisect_left(self._starts, self.parse.tokens[i].start + 1)

    def of(self, tokens: Iterable[int]) -> frozenset[str]:
        """Return the codes that ``tokens`` name."""
        return _NONE.union(*(self.codes[i] for i in tokens if i in self.codes))

    def tokens(self, sent: int) -> list[int]:
        """Return the tokens of the sentence numbered ``sent`` that name anybody."""
        return self._tokens.get(sent, [])

    def in_sentence(self, sent: int) -> set[str]:
        """Return the codes that the sentence numbered ``sent`` names."""
        return self._sentences.get(sent, set())

    def subjects(self, sent: int) -> set[str]:
        """Return the codes that stand as subjects in the sentence numbered ``sent``."""
        return self._subjects.get(sent, set())

    def in_paragraph(self, number: int) -> set[str]:
        """Return the codes that the paragraph ``number`` names."""
        return self._paragraphs.get(number, set())

    def before(self, i: int) -> list[str]:
        """Return the codes named before token ``i`` and not far from it, the last first."""
        if i not in self._before:
            self._before[i] = self._read_before(i)
        return self._before[i]

    def _read_before(self, i: int) -> list[str]:
        found: dict[str, None] = {}
        for n in range(bisect_left(self._places, i) - 1, -1, -1):
            place = self._places[n]
            if place < i - _REACH:
                break
            for code in sorted(self.codes[place]):
                found.setdefault(code)
        return list(found)

    def after(self, i: int) -> frozenset[str]:
        """Return the codes named next after token ``i`` in its sentence."""
        at = bisect_left(self._places, i + 1)
        if at < len(self._places) and self.parse.tokens[self._places[at]].sent == self.parse.tokens[i].sent:
            return self.codes[self._places[at]]
        return _NONE

    def nearest(self, code: str, i: int) -> list[int]:
        """Return the tokens that name ``code``, those before token ``i`` first, the nearest of them first."""
        places = [place for place in self._places if code in self.codes[place]]
        return sorted(places, key=lambda place: (place > i, abs(place - i)))


def _note_list(found: dict[frozenset[str], list[int]], codes: frozenset[str], sent: int) -> None:
    if 1 < len(codes) <= _MOST_LISTED:
        found.setdefault(codes, []).append(sent)


def _paragraphs(text: str) -> list[int]:
    """Return where each paragraph after the first starts, in code points."""
    starts, at = [], text.find("\n\n")
    while at >= 0:
        starts.append(at)
        at = text.find("\n\n", at + 2)
    return starts
