"""Verbs right behind an utterance whose subject follows, however the parser takes them."""

import pytest

from onrecord.meaning.statements import find_statements


@pytest.mark.parametrize(
    ("text", "language", "speaker", "cue"),
    [
        (
            "Le pays attend. « Aucun enfant ne sera renvoyé », a témoigné Marc Villard, directeur de l'hôpital.",
            "fr",
            "Marc Villard, directeur de l'hôpital",
            "a témoigné",
        ),
        (
            "« La situation est sous contrôle dans tout le pays », a imploré Marc Villard, directeur de l'hôpital.",
            "fr",
            "Marc Villard, directeur de l'hôpital",
            "a imploré",
        ),
        (
            "« La situation est sous contrôle dans tout le pays », a-t-elle prévenu à la presse.",
            "fr",
            "elle",
            "prévenu",
        ),
        ("« Aucun enfant ne sera renvoyé », a-t-elle martelé à la presse.", "fr", "elle", "martelé"),
        (
            "« Nous avons des réserves », a assuré, au micro de Radio Lune, la ministre de la Santé, Litia Koroi.",
            "fr",
            "la ministre de la Santé, Litia Koroi",
            "a assuré",
        ),
        (
            "“There is no shortage,” alleged Mark Villard, director of the hospital.",
            "en",
            "Mark Villard, director of the hospital",
            "alleged",
        ),
        ("“I have not slept in three days,” confided the captain.", "en", "the captain", "confided"),
    ],
)
def test_a_verb_behind_an_utterance_takes_the_subject_that_follows(
    text: str, language: str, speaker: str, cue: str
) -> None:
    """A past participle or a noun to the parser is still the cue of the words quoted before it."""
    found = find_statements(text, language=language)
    assert [(s.speaker_text, s.cue.of(text) if s.cue else None) for s in found if s.form == "direct"] == [
        (speaker, cue)
    ]


def test_a_participle_on_quoted_words_in_a_sentence_is_no_cue() -> None:
    """What is called something and by whom it was announced stays a description."""
    found = find_statements("The “peace plan” announced by Mark Villard failed.", language="en")
    assert not any(s.form == "direct" for s in found)
