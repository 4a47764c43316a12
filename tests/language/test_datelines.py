"""Datelines are told from the sentence behind them, and parsed apart from it."""

import pytest

from onrecord.language.datelines import dateline_end
from onrecord.language.parsing import parse_text


@pytest.mark.parametrize(
    "dateline",
    [
        "NAIROBI, May 3 (Agency) - ",
        "LIMA, Oct 2 (Andes Report) -- ",
        "SANTIAGO \u2014 ",
        "Cotonou, 12 mars 2026 (APS) - ",
        "(Agency) - ",
        "BERN/BASEL, Jan 19 (Alpine News) - ",
        "Bern, 3 mai - ",
    ],
)
def test_a_dateline_ends_where_the_sentence_begins(dateline: str) -> None:
    assert dateline_end(f"{dateline}The talks ended.", 0) == len(dateline)


@pytest.mark.parametrize(
    "text", ["UN officials said on Monday - The end", "Macron \u2013 Who is he?", "Le ministre a dit - Non", "", "- A"]
)
def test_a_sentence_with_a_dash_has_none(text: str) -> None:
    assert dateline_end(text, 0) == 0


def test_the_sentence_is_parsed_without_it() -> None:
    text = "SANTIAGO \u2014 Le maire a accepté samedi l'aide offerte par la ville, a annoncé le port."
    parse = parse_text(text, "fr")
    assert [text[parse.tokens[s.start].start :][:8] for s in parse.sentences] == ["SANTIAGO", "Le maire"]
