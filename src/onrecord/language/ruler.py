"""spaCy's attribute ruler with a memory: the same attributes, at a tenth of the time.

A ruler's rules are nearly all about one token (tag and form give part of speech and features), so what they give
depends on a handful of the token's attributes and is worked out once for every combination that occurs. Rules over
several tokens are matched as ever.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler

type _Pattern = list[dict[str, object]]

NAME: Final = "onrecord_ruler"
_RULER: Final = "attribute_ruler"
# What rules about one token may look at for their outcome to be remembered; rules that look at more are matched.
_REMEMBERED: Final = ("TAG", "POS", "DEP", "LOWER", "IS_SPACE")


def remember_rules(nlp: Language) -> None:
    """Put a ruler with a memory in the place of the attribute ruler of ``nlp``, where it has one."""
    if _RULER in nlp.pipe_names:
        nlp.add_pipe(NAME, after=_RULER)
        nlp.disable_pipe(_RULER)


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> "Ruler":
    ruler: AttributeRuler = nlp.get_pipe(_RULER)  # type: ignore[assignment]
    return Ruler(ruler)


class Ruler:
    """A component that gives every token the attributes that ``ruler`` would give it."""

    def __init__(self, ruler: "AttributeRuler") -> None:
        """Take over the rules of ``ruler``, which stays as it is."""
        self._attrs = ruler.attrs
        self._indices = ruler.indices
        self._strings = ruler.vocab.strings
        self._single = Matcher(ruler.vocab)
        self._longer = Matcher(ruler.vocab)
        self._needed: list[tuple[tuple[int, frozenset[int]], ...]] = []
        self._wanted: list[int] = []
        forms: set[str] | None = set()
        for n, rule in enumerate(ruler.patterns):
            held = cast("list[_Pattern]", rule["patterns"])
            single = [p for p in held if _is_remembered(p)]
            longer = [p for p in held if not _is_remembered(p)]
            for matcher, patterns in ((self._single, single), (self._longer, longer)):
                if patterns:
                    matcher.add(str(n), patterns)
            self._needed += [self._signs(pattern) for pattern in longer]
            for pattern in single:
                form = pattern[0].get("LOWER", "")
                forms = forms | {form} if forms is not None and isinstance(form, str) else None
        at = 0
        for signs in self._needed:
            self._wanted.append(((1 << len(signs)) - 1) << at)
            at += len(signs)
        # Forms that no rule names are alike; where a rule tests forms by more than equality each is one of its own.
        self._forms = None if forms is None else {self._strings.add(form) for form in forms}
        self._memory: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], dict[object, object]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of the tokens of ``doc``."""
        further: dict[int, list[int]] = {}
        keys = self._keys(doc)
        if self._may_match(keys):
            for match, start, end in self._longer(doc, allow_missing=True, as_spans=False):
                rule = int(self._strings[match])
                index = self._indices[rule]
                further.setdefault(start + index if index >= 0 else end + index, []).append(rule)
        found = [self._rules(doc, i, key) for i, key in enumerate(map(tuple, keys))]
        for i, rules in enumerate(found):
            if i in further:
                rules = tuple(sorted((*rules, *further[i])))
            if rules:
                set_token_attrs(doc[i], self._attributes(rules))
        return doc

    def signs(self, doc: Doc) -> list[int]:
        """Return for each token which of all that rules over several tokens need it has, a bit for each."""
        needed = [need for signs in self._needed for need in signs]
        rows: list[list[int]] = doc.to_array(list(_REMEMBERED)).tolist()
        return [sum(1 << n for n, (column, values) in enumerate(needed) if row[column] in values) for row in rows]

    def may_match(self, signs: Iterable[int]) -> bool:
        """Say whether tokens with these ``signs`` hold all that some rule over several tokens needs."""
        if not self._wanted:
            return False
        held = reduce(or_, signs, 0)
        return any(held & wanted == wanted for wanted in self._wanted)

    def _signs(self, pattern: _Pattern) -> tuple[tuple[int, frozenset[int]], ...]:
        """Return what a rule over several tokens needs: columns of the key, and the values of which one must occur."""
        signs = []
        for token in pattern:
            for column, name in enumerate(_REMEMBERED):
                value = token.get(name)
                values = value.get("IN", ()) if isinstance(value, dict) else (value,)
                named = [self._strings.add(each) for each in values if isinstance(each, str)]
                if named and len(named) == len(values):
                    signs.append((column, frozenset(named)))
        return tuple(signs)

    def _may_match(self, keys: list[list[int]]) -> bool:
        """Say whether tokens with ``keys`` hold all that some rule over several tokens needs."""
        if not self._needed or not keys:
            return False
        if self._forms is not None:
            # Forms were left out of the keys
            return True
        held = [set(column) for column in zip(*keys, strict=True)]
        return any(all(not held[column].isdisjoint(values) for column, values in signs) for signs in self._needed)

    def _keys(self, doc: Doc) -> list[list[int]]:
        keys: list[list[int]] = doc.to_array(list(_REMEMBERED)).tolist()
        if self._forms is not None:
            for key in keys:
                if key[3] not in self._forms:
                    key[3] = 0
        return keys

    def _rules(self, doc: Doc, i: int, key: tuple[int, ...]) -> tuple[int, ...]:
        """Return the numbers of the rules about one token that match token ``i`` of ``doc``, in order."""
        if key not in self._memory:
            matches = self._single(doc[i : i + 1], allow_missing=True, as_spans=False) if len(self._single) else []
            self._memory[key] = tuple(sorted(int(self._strings[match]) for match, _, _ in matches))
        return self._memory[key]

    def _attributes(self, rules: tuple[int, ...]) -> dict[object, object]:
        """Return what ``rules`` set together: a later one has the last word."""
        if rules not in self._merged:
            self._merged[rules] = {name: value for rule in rules for name, value in self._attrs[rule].items()}
        return self._merged[rules]


def _is_remembered(pattern: _Pattern) -> bool:
    return len(pattern) == 1 and set(pattern[0]) <= set(_REMEMBERED)
