"""Quoted stretches: the marks of English and French, told from apostrophes, nested, mixed and unbalanced."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.quotes import Quote, find_quotes


def inner(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(q.kind, q.inner.of(text)) for q in find_quotes(text, language=language)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("« ", " »"),
        ("‹", "›"),
        ("„", "“"),
        ("''", "''"),
        ("’’", "’’"),
        ("‘", "’"),
        ("'", "'"),
        ("``", "''"),
    ],
)
def test_every_kind_of_mark_is_read(opening: str, closing: str) -> None:
    text = f"{opening}The road is open,{closing} the clerk said."
    assert inner(text) == [("speech", "The road is open,")]


def test_mixed_marks_close_each_other() -> None:
    text = 'Avant. ’’ Le pont est ouvert à tous.", a dit le maire.'
    assert inner(text, "fr") == [("speech", "Le pont est ouvert à tous.")]


def test_apostrophes_open_nothing() -> None:
    assert inner("The ministers' plan isn't the '90s plan; 'tis the dogs' dinner.") == []
    assert inner("L’eau n’est pas d'ici, qu'on l'accepte ou qu’on s'en aille.", "fr") == []


def test_single_quotes_survive_contractions_and_possessives() -> None:
    text = "'We can't,' she said. 'The ministers' plan failed.'"
    assert inner(text) == [("speech", "We can't,"), ("speech", "The ministers' plan failed.")]


def test_nested_quotes_know_their_depth() -> None:
    found = find_quotes("“He told me ‘Go home,’ and I went,” she said.", language="en")
    assert [q.depth for q in found] == [0, 1]
    assert found[0].outer.covers(found[1].outer)


def test_scare_quotes_and_titles_are_fragments() -> None:
    assert [k for k, _ in inner("They called it a “model” farm. “Dawn Patrol” opened on Friday.")] == ["fragment"] * 2


def test_a_quotation_over_paragraphs_goes_on() -> None:
    text = "“The first part goes on.\n\n“The second goes on.\n\n“The third ends,” she said.\n\nNo quote."
    found = find_quotes(text, language="en")
    assert [q.inner.of(text) for q in found] == ["The first part goes on.", "The second goes on.", "The third ends,"]
    assert [q.continues for q in found] == [False, True, True]


def test_french_paragraphs_may_repeat_the_closing_mark() -> None:
    text = "« Le premier alinéa.\n\n» Le deuxième alinéa.\n\nLe troisième alinéa », a-t-il dit."
    assert [i for _, i in inner(text, "fr")] == ["Le premier alinéa.", "Le deuxième alinéa.", "Le troisième alinéa"]


def test_a_lost_mark_costs_only_its_own_quotation() -> None:
    text = '"This one never ends, he said. Next sentence.\n\n"This one does end," she said.'
    assert ("speech", "This one does end,") in inner(text)
    assert inner('The mark is lost," he said. "The next is not," she said.') == [
        ("speech", "The mark is lost,"),
        ("speech", "The next is not,"),
    ]


def test_nothing_in_nothing_out() -> None:
    assert find_quotes("", language="en") == ()
    assert find_quotes("“”", language="en") == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab S.,!?:\n\"'“”‘’«»‹›„`-—é", max_size=120), st.sampled_from(["en", "fr"]))
def test_any_soup_of_marks_gives_sound_spans(text: str, language: str) -> None:
    found: tuple[Quote, ...] = find_quotes(text, language=language)
    for quote in found:
        assert 0 <= quote.outer.start <= quote.inner.start < quote.inner.end <= quote.outer.end <= len(text)
        assert quote.inner.of(text) == quote.inner.of(text).strip()
        assert "\n" not in quote.outer.of(text)
    assert list(found) == sorted(found, key=lambda q: (q.outer.start, -q.outer.end))


def test_a_huge_run_of_marks_stays_bounded() -> None:
    find_quotes('"a ' * 20_000, language="en")
    find_quotes("“" * 5_000 + "”" * 5_000, language="fr")
