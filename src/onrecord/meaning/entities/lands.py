"""Lands: what may be said of a state instead of its name ("the kingdom", "le pays enclavé"), and of which it holds."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.core.parse import Token
from onrecord.language.lexicons import cells, parse_table
from onrecord.meaning.entities.figures import Figure, Mention
from onrecord.meaning.entities.gazetteer import fold
from onrecord.meaning.entities.phrases import is_definite, is_indefinite
from onrecord.meaning.entities.scene import Scene
from onrecord.meaning.entities.words import language_base

_NEAR, _FAR = 6, 40
_CLEAR, _ALONE = 1.5, 4.0
_LATEST = 12


class LandReader:
    """Reads the words that stand for a state without naming it, for one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._parse = scene.parse

    def read(self, token: Token, countries: tuple[str, ...], owner: Figure | None, *, clear: bool) -> Figure | None:
        """Return the state that "the country", "his country" or "the X capital" stands for; ``clear`` says that it is
        clear who the owner is."""
        firm = True
        lone = self._scene.words.has("lone_lands", token.lemma.lower())
        told = bool(countries) or owner is not None or token.feats.get("Number") == "Plur"
        if lone and (told or self._parse.child(token.i, "nmod", "appos", "flat", "amod")):
            # An island of a state, or one of its own name, need not be all of the state
            return None
        if not countries and owner is not None:
            countries, firm = owner.countries, owner.sure and clear
        phrase = self._scene.description(self._scene.phrase(token.i))
        if not countries and (is_definite(self._parse, token) or self._parse.child(token.i, "det") is not None):
            if is_indefinite(self._parse, token):
                return None
            countries, firm = self._before(token, f"lone {phrase}" if lone else phrase)
        if not countries:
            return None
        return Figure("state", phrase, countries, "GOV", number="sg", sure=firm)

    def _before(self, token: Token, phrase: str) -> tuple[tuple[str, ...], bool]:
        """Return the country of the state told of before that ``phrase`` fits ("the kingdom"), and whether no other
        does as well."""
        so_called = states_so_called(phrase, language_base(self._parse.language))
        verb = self._scene.governor(token.i)
        host = self._visitor(token, verb)

        def fits(figure: Figure) -> bool:
            fitting = figure.kind in ("state", "body") and len(figure.countries) == 1
            return fitting and figure.country != host and (so_called is None or figure.countries[0] in so_called)

        def gain(m: Mention) -> float:
            # "China buys half of the country's beef": not its own
            same = m.subject and m.sent == token.sent and self._scene.governor(m.token) == verb
            return 1.0 * (m.figure.kind == "state") - 2.0 * m.subject - 8.0 * same

        chosen = self._scene.salience.choice(
            self._scene,
            token.i,
            token.sent,
            fits,
            gain=gain,
            reach=_NEAR if so_called is None else _FAR,
        )
        if so_called is not None and len(so_called) == 1:
            return tuple(so_called), True
        if chosen is None:
            return (), False
        clear = chosen[1] >= (_CLEAR if so_called is None else _ALONE)
        return chosen[0].countries, clear and not (so_called is None and self._is_open(token, chosen[0]))

    def _visitor(self, token: Token, verb: int) -> str | None:
        """Return the country of the subject of a verb of meeting that ``token`` is the object of, or None: one does
        not visit the country that one is of."""
        if not token.rel.startswith("obj") or not self._scene.words.has("meets", self._parse.tokens[verb].lemma):
            return None
        subject = self._parse.child(verb, "nsubj")
        figure = self._scene.figure_known(subject.i) if subject is not None else None
        return figure.country if figure is not None else None

    def _is_open(self, token: Token, state: Figure) -> bool:
        """Say whether it is not clear that ``state`` is meant: the word before that meant it was not clear itself, or
        the subject before ``token`` in its sentence is of another state, of which he may speak ("the minister said the
        country was ready")."""
        last = next((m for m in reversed(self._scene.salience.mentions) if m.figure is state), None)
        if last is not None and last.token in self._scene.weak:
            return True
        return any(
            m.figure.human and m.subject and m.figure.countries and m.figure.countries != state.countries
            for m in reversed(self._scene.salience.mentions[-_LATEST:])
            if m.sent == token.sent and m.token < token.i
        )


def is_allowed(country: str | None, bounds: Sequence[tuple[frozenset[str], bool]]) -> bool:
    """Say whether the state ``country`` may have an office or body with these ``bounds``: those of its words ("the
    king", "the federal ministry") by ``bounds_of``."""
    return not bounds or not any((country in codes) == barred for codes, barred in bounds)


def states_so_called(phrase: str, base: str) -> frozenset[str] | None:
    """Return the codes of the states of which all that ``phrase`` says holds, or None where it says nothing that tells
    one state from another. ``base`` is the primary subtag of the language."""
    found: frozenset[str] | None = None
    folded = fold(phrase)
    for words, codes in _said(base):
        if words.search(folded):
            found = codes if found is None else found & codes
    return found


@lru_cache(maxsize=4_000)
def bounds_of(office: str, base: str) -> tuple[tuple[frozenset[str], bool], ...]:
    """Return the states that alone have what ``office`` tells, or (True) have it not, for each word that says so."""
    folded = fold(office)
    return tuple((codes, barred) for words, codes, barred in _held(base) if words.search(folded))


@cache
def _held(base: str) -> tuple[tuple[re.Pattern[str], frozenset[str], bool], ...]:
    name = "offices_held.tsv"
    rows = parse_table(files("onrecord.meaning.entities").joinpath("data", name).read_text("utf-8"), name)
    told = ((cells(row.get(base, "")), row["codes"], row["have"] == "no") for row in rows)
    return tuple((_pattern(words), frozenset(codes.split()), barred) for words, codes, barred in told if words)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")


@cache
def _said(base: str) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    name = "lands.tsv"
    rows = parse_table(files("onrecord.meaning.entities").joinpath("data", name).read_text("utf-8"), name)
    told = ((cells(row.get(base, "")), row["codes"]) for row in rows)
    return tuple((_pattern(words), frozenset(codes.split())) for words, codes in told if words)
