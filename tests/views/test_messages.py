"""Messages in the other languages of the page: all that the code says has its words, with all names and figures."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.meaning.grounds.weighing import meanings
from onrecord.meaning.merging.features import features
from onrecord.views.web.interface import interfaces
from onrecord.views.web.interface.messages import sentences, told

SOURCE = Path(onrecord.__file__).parent
SAID_ON_THE_PAGE = (
    "documents",
    "pipeline/asking.py",
    "pipeline/casework.py",
    "pipeline/intake.py",
    "pipeline/ledger.py",
    "pipeline/reading.py",
    "record/database/engine.py",
    "record/ledger",
    "views/charts",
    "views/web/review.py",
)
SENTENCE = re.compile(r"[A-Z{][^\n]* [^\n]*\.")
PLACE = re.compile(r"\{\d*\}")
OTHERS = [each.code for each in interfaces().values() if each.code != "en"]


def said_in(file: Path) -> Iterator[str]:
    """Yield every sentence that stands in the code of ``file``, ``{}`` where something is filled in."""
    tree = ast.parse(file.read_text("utf-8"))
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    within |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within:
            said = node.value
        else:
            continue
        if SENTENCE.fullmatch(said):
            yield said


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_of_the_code_has_its_words(code: str) -> None:
    places = [SOURCE / place for place in SAID_ON_THE_PAGE]
    files = [file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])]
    known = {PLACE.sub("{}", said) for said in sentences(code)}
    known |= {"{}: no statements or events were read."}  # both of its beginnings are there
    missing = {said for file in files for said in said_in(file)} - known
    assert not missing, f"add them to interface/data/messages_{code}.tsv"


@pytest.mark.parametrize("code", OTHERS)
def test_words_keep_the_names_and_figures(code: str) -> None:
    for said, text in sentences(code).items():
        assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(text)), said
        assert said != text


@pytest.mark.parametrize("code", OTHERS)
def test_reasons_to_merge_have_their_words(code: str) -> None:
    for feature in features().values():
        assert told(code, feature.says) != feature.says, f"add it to interface/data/messages_{code}.tsv"


@pytest.mark.parametrize("code", OTHERS)
def test_what_weighs_for_parties_has_its_words(code: str) -> None:
    for says in meanings().values():
        assert told(code, says) != says, f"add it to interface/data/messages_{code}.tsv"


def test_a_message_is_told_with_its_names() -> None:
    french = interfaces()["fr"]
    said = "The date line 'mardi 4 mai 2024' names 'mardi', but 2024-05-04 is another weekday."
    assert french.message(said).startswith("La ligne de date 'mardi 4 mai 2024' indique 'mardi', mais le 2024-05-04")
    assert french.message("{0} cannot be read: gone.") == "{0} est illisible : gone."
    assert french.message("Nobody has said this before.") == "Nobody has said this before."
    assert interfaces()["en"].message(said) == said
    assert french.message("") == ""
