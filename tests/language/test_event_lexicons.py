"""The event lexicons of each language keep to their format and cover the codebook."""

from collections import Counter
from typing import get_args

import pytest

from onrecord.core.vocabulary import MODES, Category, EventType
from onrecord.language.lexicons import Row, cells, languages, settings, table

TYPE_OF_ACT: dict[str, EventType] = {
    "transfer": "AID", "receive": "AID", "arrive": "AID", "train": "AID", "assist": "AID", "fund": "AID",
    "build": "COOPERATE", "sell": "COOPERATE", "buy": "COOPERATE",
    "export": "COOPERATE", "import": "COOPERATE", "distribute": "AID",
    "lend": "AID", "equip": "AID",
    "cooperate": "COOPERATE", "meet": "CONSULT",
    "visit": "CONSULT", "sign": "SUPPORT", "approve": "SUPPORT", "praise": "SUPPORT", "recognise": "SUPPORT",
    "agree": "AGREE", "concede": "CONCEDE", "retreat": "RETREAT", "ask": "REQUEST", "accuse": "ACCUSE",
    "reject": "REJECT", "threaten": "THREATEN", "protest": "PROTEST", "sanction": "SANCTION", "end": "SANCTION",
    "cut": "AID", "mobilise": "MOBILIZE", "coerce": "COERCE", "attack": "ASSAULT",
}  # fmt: skip
OPERATORS = {
    "promise", "plan", "offer", "agree", "decide", "wish", "await", "consider", "can", "must", "ask",
    "begin", "continue",
    "complete", "suspend", "cancel", "refuse", "fail", "deny", "allow", "cause", "manage", "doubt", "report",
    "support_verb", "habit", "condition", "negation",
}  # fmt: skip
MATERIAL = {"goods", "money", "people", "training", "help"}
OTHERS = {
    "force", "pact", "contract", "project", "ties", "measure", "ceasefire", "prisoner", "territory",
    "abroad", "base", "meeting",
    "delegation", "words", "demand", "promise", "vote", "victim", "weaponry", "office", "rights", "abstract",
}  # fmt: skip
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
        assert row["act"] in TYPE_OF_ACT, row
        assert row["mode"] in ("", *MODES[TYPE_OF_ACT[row["act"]]]) or row["act"] in ("meet", "cut"), row
        assert row["mode"] in ("", *(m for modes in MODES.values() for m in modes)), row
        assert set(cells(row["object"])) <= MATERIAL | OTHERS | {"party"}, row


def test_acts_cover_every_core_act(language: str) -> None:
    rows = table(language, "acts.tsv")
    assert not _duplicates(rows, "lemma", "pos", "act", "mode")
    assert len({row["lemma"] for row in rows}) >= 600
    per_act = Counter(row["act"] for row in rows)
    # What is exported, imported or distributed is told by a few words in any language; the other acts have many
    least = {"export": 5, "import": 5, "distribute": 5, "lend": 5, "equip": 5}
    assert {act: n for act in TYPE_OF_ACT if (n := per_act[act]) < least.get(act, 10)} == {}


def test_a_word_without_object_has_one_sense_or_one_act(language: str) -> None:
    bare: dict[tuple[str, str], set[str]] = {}
    for row in table(language, "acts.tsv"):
        if not row["object"]:
            bare.setdefault((row["lemma"], row["pos"]), set()).add(row["act"])
    assert {word: acts for word, acts in bare.items() if len(acts) > 1} == {}


@pytest.mark.parametrize("event_type", [t for t in MODES if MODES[t]])
def test_every_mode_has_a_word(language: str, event_type: EventType) -> None:
    reached = {row["mode"] for row in table(language, "acts.tsv") if TYPE_OF_ACT[row["act"]] == event_type}
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
        assert classes and classes <= MATERIAL | OTHERS, row
        assert row["category"] in ("", *get_args(Category)), row
        if classes & MATERIAL:
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
