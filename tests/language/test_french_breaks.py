"""French breaks that are none: words and sentences that the parser parts."""

import pytest

from onrecord.language.parsing import parse_text


@pytest.mark.parametrize(
    ("sentence", "word", "relation", "head"),
    [
        ("Le Kirghizistan a fermé ses postes-frontières avec le Tadjikistan.", "Tadjikistan", "obl:mod", "fermé"),
        ("Le Rwanda prête main-forte au Mozambique contre les insurgés.", "main", "obj", "prête"),
        ("L'Azerbaïdjan masse des chars à la frontière arménienne.", "chars", "obj", "masse"),
        ("La Guinée équatoriale a mis la main sur un yacht sud-africain.", "sud-africain", "amod", "yacht"),
        ("Le Rwanda a mis sous les verrous un opposant belge.", "opposant", "obj", "mis"),
        ("La Pologne a fait parvenir à la Moldavie trois camions.", "camions", "obj", "parvenir"),
        ("Les contingents kényans de la force est-africaine ont levé le camp.", "contingents", "nsubj", "levé"),
    ],
)
def test_pieces_hang_where_the_word_would(sentence: str, word: str, relation: str, head: str) -> None:
    parse = parse_text(sentence, "fr")
    found = next(t for t in parse.tokens if t.text == word)
    assert (found.rel, parse.tokens[found.head].text) == (relation, head)
    assert {t.sent for t in parse.tokens} == {0}
