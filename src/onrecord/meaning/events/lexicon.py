"""The event lexicon: a language's words for acts, operators, nouns and prepositions, and what the core acts mean.

The words stand in the language's folder (``acts.tsv``, ``operators.tsv``, ``nouns.tsv``, ``prepositions.toml``), the
meaning of the core acts beside this module (``data/acts.tsv``, ``typing.tsv``, ``stages.tsv``).
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

from onrecord.core.vocabulary import Category, EventType, Stage
from onrecord.language.codebooks import edited_table
from onrecord.language.lexicons import Row, cells, parse_table, settings, table

MATERIAL = frozenset({"goods", "money", "people", "training", "help"})
"""The noun classes that an item of an event may have."""

JUDGEMENTS = frozenset({"blame", "esteem"})
"""Classes of predicates (``judgements.tsv``): what is said of something to judge it."""


@dataclass(frozen=True, slots=True)
class ActSense:
    """One sense of a word: the core act it names, once one of ``objects`` (if any) fills its object and one of
    ``subjects`` (if any) its subject.

    ``parts`` are further words that must stand beside it ("out", "fin").
    """

    act: str
    mode: str | None
    objects: frozenset[str]
    parts: tuple[str, ...]
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OperatorSense:
    """One sense of a word that wraps an act."""

    operator: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NounSense:
    """What a noun means to an act: its classes, the codebook's category and the normalised English noun."""

    classes: frozenset[str]
    category: Category | None
    what: str


@dataclass(frozen=True, slots=True)
class CoreAct:
    """A core act in the codebook's terms, and the slots where its roles stand, tried in order."""

    act: str
    type: EventType
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    item: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typing:
    """What the class of its object makes of an act; ``type`` is None where there is no event."""

    type: EventType | None
    mode: str | None
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What an operator makes of the stage and polarity of the act it wraps; ``stage`` is None where it leaves it."""

    stage: Stage | None
    denies: bool


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """The words of one language, keyed by their first lemma and, for nouns, by all lemmas; ``openings`` are the first
    lemmas of nouns and the most lemmas that a noun so begun has. ``judgements`` are the words that blame or esteem what
    they are said of, ``wrapping`` the first lemmas of operators."""

    acts: dict[tuple[str, str], tuple[ActSense, ...]]
    operators: dict[tuple[str, str], tuple[OperatorSense, ...]]
    nouns: dict[tuple[str, ...], NounSense]
    openings: dict[str, int]
    prepositions: dict[str, frozenset[str]]
    judgements: dict[str, str]
    wrapping: frozenset[str]


@cache
def event_lexicon(language: str, codebook: str = "") -> EventLexicon:
    """Return the event lexicon of ``language``, with the user's own words from the folder ``codebook`` (if any).

    Raises LanguageError for an unknown language, LexiconError for a missing or malformed table.
    """
    acts: dict[tuple[str, str], list[ActSense]] = {}
    for row in edited_table(language, "acts.tsv", codebook):
        for first, parts in _headed(row["lemma"], row["pos"]):
            objects, subjects = (frozenset(cells(row.get(name, ""))) for name in ("object", "subject"))
            sense = ActSense(row["act"], row.get("mode") or None, objects, parts, subjects)
            acts.setdefault((first, row["pos"]), []).append(sense)
    operators: dict[tuple[str, str], list[OperatorSense]] = {}
    for row in edited_table(language, "operators.tsv", codebook):
        first, parts = _words(row["lemma"])
        operators.setdefault((first, row["pos"]), []).append(OperatorSense(row["operator"], parts))
    nouns = {folded(row["lemma"]): _noun(row) for row in edited_table(language, "nouns.tsv", codebook)}
    return EventLexicon(
        acts={key: tuple(sorted(senses, key=_specific)) for key, senses in acts.items()},
        operators={
            key: tuple(sorted(senses, key=lambda s: (-len(s.parts), "se" not in s.parts)))
            for key, senses in operators.items()
        },
        nouns=nouns,
        openings={key[0]: len(key) for key in sorted(nouns, key=len) if key},
        prepositions=_prepositions(language),
        judgements={row["lemma"]: row["class"] for row in table(language, "judgements.tsv")},
        wrapping=frozenset(lemma for lemma, _ in operators),
    )


@cache
def core_acts() -> dict[str, CoreAct]:
    """Return the core acts by their id."""
    return {
        row["act"]: CoreAct(
            act=row["act"],
            type=cast("EventType", row["type"]),
            mode=row["mode"] or None,
            actor=_slots(row["actor"]),
            recipient=_slots(row["recipient"]),
            item=_slots(row["item"]),
        )
        for row in _neutral("acts.tsv")
    }


@cache
def typings() -> dict[tuple[str, str], Typing]:
    """Return what the class of an object makes of an act, by act and class, in the order of the table."""
    return {
        (row["act"], row["object"]): Typing(
            type=None if row["type"] == "-" else cast("EventType", row["type"]),
            mode=row["mode"] or None,
            stage=cast("Stage", row["stage"]) if row["stage"] else None,
        )
        for row in _neutral("typing.tsv")
    }


@cache
def effects() -> dict[str, Effect]:
    """Return what each operator makes of stage and polarity."""
    return {
        row["operator"]: Effect(
            stage=None if row["stage"] == "=" else cast("Stage", row["stage"]), denies=row["polarity"] == "denied"
        )
        for row in _neutral("stages.tsv")
    }


@cache
def counted_slots() -> dict[str, tuple[str, ...]]:
    """Return the slots whose counted noun is an item of an act, by the type of the act."""
    return {row["type"]: cells(row["slots"]) for row in _neutral("counted.tsv")}


@cache
def uncounted() -> frozenset[str]:
    """Return the classes of nouns that are no item even where they are counted."""
    return frozenset(row["class"] for row in _neutral("uncounted.tsv"))


@lru_cache(maxsize=1 << 16)
def folded(words: str) -> tuple[str, ...]:
    """Return the single words of ``words`` as lexicon keys have them."""
    return tuple(fold(words).split())


def fold(words: str) -> str:
    """Return ``words`` in lower case with hyphens as spaces and plain apostrophes, as lexicon keys have them."""
    return words.lower().replace("-", " ").replace("\u2019", "'").replace("'", "' ").strip()


def _words(lemma: str) -> tuple[str, tuple[str, ...]]:
    """Return the head word of an entry and its further parts ("se retirer" is headed by its verb)."""
    lemma = lemma.lower().replace("\u2019", "'")
    words = ("se " + lemma[2:] if lemma.startswith("s'") else lemma).split()
    if len(words) > 1 and words[0] == "se":
        return words[1], ("se", *words[2:])
    return words[0], tuple(words[1:])


def _headed(lemma: str, pos: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ways to head an entry: a verb heads its own, a noun of several words may stand first or last."""
    first, parts = _words(lemma)
    if pos != "NOUN" or not parts:
        return [(first, parts)]
    return [(first, parts), (parts[-1], (first, *parts[:-1]))]


def _specific(sense: ActSense) -> tuple[int, bool, bool, bool]:
    """Order senses: most fixed parts first, then those that ask for a subject, a judgement or an object."""
    return -len(sense.parts), not sense.subjects, not sense.objects & JUDGEMENTS, not sense.objects


def _noun(row: Row) -> NounSense:
    category = row.get("category") or None
    return NounSense(frozenset(cells(row["class"])), cast("Category | None", category), row.get("what", ""))


def _slots(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else cells(cell)


def _neutral(name: str) -> tuple[Row, ...]:
    return parse_table(
        files("onrecord.meaning.events").joinpath("data", name).read_text("utf-8"), f"events/data/{name}"
    )


@cache
def _prepositions(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in settings(language, "prepositions.toml").items():
        if isinstance(words, list):
            for word in words:
                found.setdefault(str(word).lower(), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
