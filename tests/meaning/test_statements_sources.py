"""Statements: sources that are hard to tell, hearsay, labels, dialogue, time and chain of what was said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.records import Statement
from onrecord.language.parsing import parse_text
from onrecord.language.quotes import find_quotes
from onrecord.language.times import find_times
from onrecord.meaning.entities import build_cast
from onrecord.meaning.statements import extract_statements, find_statements


def said(text: str, language: str = "en") -> list[tuple[str | None, str]]:
    return [(s.speaker, s.content.of(text)) for s in find_statements(text, language=language)]


def dated(text: str, language: str, published: str) -> list[Statement]:
    parse = parse_text(text, language)
    times = find_times(text, language=language, anchor=published)
    return list(extract_statements(parse, build_cast(parse), find_quotes(text, language=language), times=times))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It was reported on Monday that the convoy had left Odesa.", "the convoy had left Odesa"),
        (
            "The freighter reportedly carried 3,000 tons of maize.",
            "The freighter reportedly carried 3,000 tons of maize",
        ),
        ("Reportedly, the minister left early.", "the minister left early"),
    ],
)
def test_what_is_told_on_nobodys_word_has_no_speaker(text: str, content: str) -> None:
    assert said(text) == [(None, content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Il a été annoncé lundi que le convoi avait quitté le port.", "le convoi avait quitté le port"),
        (
            "Le pays aurait livré trois hélicoptères à son voisin.",
            "Le pays aurait livré trois hélicoptères à son voisin",
        ),
    ],
)
def test_french_hearsay(text: str, content: str) -> None:
    assert said(text, "fr") == [(None, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Sans ce prêt, la banque aurait fermé.",
        "S'il avait su, il serait parti.",
        "Il aurait dû venir plus tôt.",
        "Le ministre dirait la vérité.",
    ],
)
def test_suppositions_are_no_hearsay(text: str) -> None:
    assert said(text, "fr") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Les troupes partiront vendredi, précise-t-on à Oslo.", "Oslo"),
        ("De source diplomatique, on indique que les pourparlers reprendront.", "source diplomatique"),
        ("Une garde, selon laquelle le pont était sûr, est partie.", "garde"),
    ],
)
def test_sources_without_a_name(text: str, speaker: str) -> None:
    assert said(text, "fr")[0][0] == speaker


def test_a_source_is_kept_as_described() -> None:
    text = "According to two officials briefed on the talks, who asked not to be named, the deal is dead."
    assert said(text) == [("two officials briefed on the talks", "the deal is dead")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "If they came, an old pilot told me, the island would close.",
            "If they came, an old pilot told me, the island would close",
        ),
        (
            "It was, the mayor told his staff, an answer to a threat.",
            "It was, the mayor told his staff, an answer to a threat",
        ),
        ("The ministry denies having sold the boats.", "having sold the boats"),
    ],
)
def test_contents_are_whole_clauses(text: str, expected: str) -> None:
    assert [content for _, content in said(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Shares fell 2 per cent in London.",
        "The ferry sailed according to plan.",
        "Nobody believed that they would stay.",
        "The so-called “peace bridge” was opened in 2019.",
        "The film “Long Road Home” won a prize.",
        "Mali: the war enters its third year",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert said(text) == []


def test_labels_of_headlines_and_tickers() -> None:
    text = "Minister: ‘We will not sign the accord’\n\nArmy spokesman: shells hit the harbour at dawn"
    assert [content for _, content in said(text)] == ["We will not sign the accord", "shells hit the harbour at dawn"]


def test_turns_of_a_dialogue_are_direct_speech() -> None:
    text = "– Nous ne partirons pas, a dit le maire."
    [found] = find_statements(text, language="fr")
    assert (found.form, found.content.of(text)) == ("direct", "Nous ne partirons pas")


def test_both_levels_of_nested_quotations() -> None:
    text = "The minister told reporters: “He told me, ‘Leave now,’ and I left.”"
    assert [content for _, content in said(text)] == ["He told me, ‘Leave now,’ and I left.", "Leave now,"]


def test_a_quotation_over_several_paragraphs_belongs_to_the_one_named_at_its_end() -> None:
    text = "« Les navires partent.\n\n« Ils portent du blé.\n\n« Ils portent du pétrole », a poursuivi la ministre."
    assert {speaker for speaker, _ in said(text, "fr")} == {"ministre"}


def test_an_outlet_spoken_to_is_the_addressee() -> None:
    [found, *_] = find_statements("“We are ready,” Lena Brandt told Harbour Radio on Tuesday.", language="en")
    assert found.addressee == "Harbour Radio"


def test_coordinated_verbs_keep_the_speaker() -> None:
    text = "Norway's ministry argued in a note that asylum was closed, and denied that any guard had been hurt."
    assert {speaker for speaker, _ in said(text)} == {"Norway's ministry"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The mayor said on Tuesday that the ferry would sail in May.", "en", "2024-06-11"),
        ("Lundi, le maire a prévenu que le port fermerait en août.", "fr", "2024-06-10"),
        ("The mayor said the ferry had left on Monday.", "en", None),
    ],
)
def test_the_time_of_saying_is_not_that_of_what_is_said(text: str, language: str, expected: str | None) -> None:
    [found] = dated(text, language, "2024-06-12")
    assert found.said == expected
    assert (found.said_span is None) == (expected is None)


def test_whoever_is_quoted_by_a_speaker_has_him_in_the_chain() -> None:
    text = "Brandt said Varga had promised that “every ton” would be delivered."
    assert [s.chain for s in find_statements(text, language="en")] == [(), ("Brandt",)]


@pytest.mark.parametrize("broken", ["“Ships leave at dawn, she said.", "« Le port ouvre », “a dit”» le maire.", "'''"])
def test_broken_typography_never_loses_the_rest(broken: str) -> None:
    whole = "The port opens on Monday, the harbour master said."
    assert "The port opens on Monday" in [content for _, content in said(f"{broken}\n\n{whole}")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["“", "”", "«", "»", "‘", "’", "–", ":", ",", "she said", "Lund", "“No,”", "\n\n"]), max_size=14
    )
)
def test_any_jumble_gives_spans_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for found in find_statements(text, language="en"):
        for span in (found.content, found.cue, found.speaker_span, found.addressee_span, found.venue_span):
            assert span is None or 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "language", "speaker", "content"),
    [
        ("Norway repeated its call for talks to resume.", "en", "Norway", "talks to resume"),
        ("L'annonce par Oslo de la reprise des livraisons a surpris.", "fr", "Oslo", "la reprise des livraisons"),
        ("Le maire a accueilli l'assurance de Varga que le blé arriverait.", "fr", "Varga", "le blé arriverait"),
    ],
)
def test_nouns_of_saying(text: str, language: str, speaker: str, content: str) -> None:
    assert said(text, language) == [(speaker, content)]


@pytest.mark.parametrize("text", ["The president's promise to send doctors was welcomed.", "Lund's call was ignored."])
def test_nouns_that_only_name_an_act(text: str) -> None:
    assert said(text) == []


def test_a_dash_with_nothing_behind_it_is_no_turn() -> None:
    assert find_statements("–\n\n— \n\n– “No,” she said.", language="en") is not None
