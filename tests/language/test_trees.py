"""Trees: no parse holds a circle of heads, which whoever climbs it would never leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.parsing import parse_text
from onrecord.language.trees import untangle
from onrecord.language.universal import Word


def words(heads: list[int], pos: str = "NOUN") -> list[Word]:
    return [Word(str(i), 2 * i, 2 * i + 1, str(i), pos, "", {}, h, "nmod", i == 0) for i, h in enumerate(heads)]


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.integers(0, n - 1), min_size=n, max_size=n)))
def test_every_word_reaches_a_root(heads: list[int]) -> None:
    found = words(heads)
    untangle(found)
    for i in range(len(found)):
        steps = 0
        while found[i].head != i:
            i, steps = found[i].head, steps + 1
            assert steps <= len(found)
    assert untangle(found) == 0


def test_a_tree_is_left_as_it_is() -> None:
    found = words([1, 1, 1, 2])
    assert untangle(found) == 0
    assert [w.head for w in found] == [1, 1, 1, 2]


def test_a_circle_is_cut_at_its_verb_which_hangs_on_the_root() -> None:
    found = words([0, 3, 1, 2])
    found[2].pos = "VERB"
    assert untangle(found) == 1
    assert [w.head for w in found] == [0, 3, 0, 2]
    assert found[2].rel == "dep"


@pytest.mark.parametrize(
    "text",
    [
        "Depuis lundi, le gazoduc Iasi-Ungheni-Chisinau fonctionne à plein, 5,5 millions de mètres cubes par jour.",
        "L'orateur doit prononcer l'oraison, et les taxis-brousse circuleront sans frais.",
        "Le gérant en voulait quarante, l'acheteur ne lui en proposait que vingt, en 2023.",
    ],
)
def test_names_and_nouns_of_several_hyphens_make_no_circle(text: str) -> None:
    parse = parse_text(text, "fr")
    for token in parse.tokens:
        above = token.i
        for _ in parse.tokens:
            above = parse.tokens[above].head
        assert parse.tokens[above].head == above, token.text
