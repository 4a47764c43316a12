"""The event lexicons of each language keep to their format and cover the codebook."""

from collections import Counter
from typing import get_args

import pytest

from onrecord.core.vocabulary import MODES, Category, EventType
from onrecord.language.lexicons import Row, cells, languages, settings, table
from onrecord.meaning.events.lexicon import core_acts, typings

TYPES_OF_ACT: dict[str, set[EventType]] = {
    name: {act.type} | {t.type for (of, _), t in typings().items() if of == name and t.type is not None}
    for name, act in core_acts().items()
}
OPERATORS = {
    "promise", "plan", "offer", "agree", "decide", "wish", "await", "consider", "can", "must", "ask",
    "begin", "continue",
    "complete", "fulfil",
    "suspend", "cancel", "refuse", "exclude", "fail", "deny", "allow", "cause", "manage", "doubt", "report",
    "support_verb", "habit", "condition", "negation",
}  # fmt: skip
MATERIAL = {"goods", "money", "people", "training", "help"}
OTHERS = {
    "force", "pact", "contract", "project", "ties", "measure", "ceasefire", "prisoner", "territory",
    "abroad", "base", "meeting",
    "delegation", "words", "demand", "promise", "vote", "victim", "weaponry", "office", "rights", "abstract",
}  # fmt: skip
FORMS = {"party", "place", "none", "clause", "goal", "source", "inward", "blame", "esteem", "name"}
RELATIONS = {
    "to", "from", "with", "against", "of", "by", "for", "in", "at", "on", "about", "under", "into", "outof", "between",
    "among", "since", "until", "within",
}  # fmt: skip


def _duplicates(rows: tuple[Row, ...], *columns: str) -> list[tuple[str, ...]]:
    counted = Counter(tuple(row[c] for c in columns) for row in rows)
    return [key for key, n in counted.items() if n > 1]


@pytest.fixture(params=languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_acts_use_known_codes(language: str) -> None:
    for row in table(language, "acts.tsv"):
        assert row["lemma"] == " ".join(row["lemma"].split()) != "", row
        assert row["pos"] in {"VERB", "NOUN", "ADJ"}, row
        assert row["act"] in TYPES_OF_ACT, row
        modes = {mode for type_ in TYPES_OF_ACT[row["act"]] for mode in MODES[type_]}
        assert row["mode"] in ("", *modes) or row["act"] == "meet", row
        known = {c for noun in table(language, "nouns.tsv") for c in cells(noun["class"])} | FORMS
        assert {*cells(row["object"]), *cells(row["subject"])} <= known, row


def test_acts_cover_every_core_act(language: str) -> None:
    rows = table(language, "acts.tsv")
    assert not _duplicates(rows, "lemma", "pos", "act", "mode", "object", "subject")
    assert len({row["lemma"] for row in rows}) >= 600
    per_act = Counter(row["act"] for row in rows)
    # Some acts are told by a few words in any language; the others have many
    few = ("export", "import", "distribute", "lend", "equip", "accept", "retort", "borrow")
    least = dict.fromkeys(few, 5) | dict.fromkeys(("come", "expected", "move"), 2)
    assert {act: n for act in TYPES_OF_ACT if (n := per_act[act]) < least.get(act, 10)} == {}


def test_a_word_without_object_has_one_sense_or_one_act(language: str) -> None:
    bare: dict[tuple[str, str], set[str]] = {}
    for row in table(language, "acts.tsv"):
        if not row["object"] and not row["subject"]:
            bare.setdefault((row["lemma"], row["pos"]), set()).add(row["act"])
    assert {word: acts for word, acts in bare.items() if len(acts) > 1} == {}


@pytest.mark.parametrize("event_type", [t for t in MODES if MODES[t]])
def test_every_mode_has_a_word(language: str, event_type: EventType) -> None:
    reached = {row["mode"] for row in table(language, "acts.tsv") if event_type in TYPES_OF_ACT[row["act"]]}
    assert set(MODES[event_type]) <= reached


def test_operators_are_known_and_covered(language: str) -> None:
    rows = table(language, "operators.tsv")
    assert not _duplicates(rows, "lemma", "pos", "operator")
    assert {row["operator"] for row in rows} == OPERATORS
    assert {row["pos"] for row in rows} <= {"VERB", "NOUN", "ADJ", "ADV", "ADP", "DET", "SCONJ"}


def test_nouns_use_known_codes(language: str) -> None:
    rows = table(language, "nouns.tsv")
    assert not _duplicates(rows, "lemma")
    for row in rows:
        classes = set(cells(row["class"]))
        assert classes, row
        assert row["category"] in ("", *get_args(Category)), row
        if classes & MATERIAL and "part" not in classes:
            # A part is of the category of its whole
            assert row["category"], row


def test_nouns_cover_categories_and_classes(language: str) -> None:
    rows = table(language, "nouns.tsv")
    material = [row for row in rows if set(cells(row["class"])) & MATERIAL]
    assert len(material) >= 1500
    assert len(rows) - len(material) >= 400
    per_category = Counter(row["category"] for row in material)
    assert {c for c in get_args(Category) if per_category[c] < 20} == set()
    assert {c for row in rows for c in cells(row["class"])} >= MATERIAL | OTHERS


def test_prepositions_name_every_relation(language: str) -> None:
    found = settings(language, "prepositions.toml")
    assert found.keys() >= RELATIONS
    for relation, words in found.items():
        assert isinstance(words, list) and words, relation
        assert all(isinstance(word, str) and word == word.strip().lower() for word in words), relation
        assert len(set(words)) == len(words), relation
