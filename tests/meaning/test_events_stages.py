"""Stages that hang on the time of an act, on a paper told beside it, or on what was agreed just before."""

import pytest

from onrecord.meaning.events import find_events

PUBLISHED = "2025-03-14"
"""A Friday."""


def stage(text: str, language: str, trigger: str) -> str | None:
    events = find_events(text, language=language, published=PUBLISHED, domestic=True)
    found = [e for e in events if trigger in e.trigger.of(text)]
    assert found, [e.trigger.of(text) for e in events]
    return found[0].stage


@pytest.mark.parametrize(
    ("language", "text", "trigger", "expected"),
    [
        ("en", "The minister, who travels to Lisbon on Thursday, thanked Portugal.", "travels", "pledged"),
        ("fr", "Le ministre tunisien, qui se rend dimanche au Caire, a remercié l'Égypte.", "se rend", "pledged"),
        ("en", "The minister travelled to Lisbon on Thursday.", "travelled", "done"),
        ("en", "Kenya has called a summit with Uganda for Tuesday.", "summit", "pledged"),
        ("en", "Under the treaty, Chad and Libya will free 40 prisoners.", "free", "agreed"),
        ("en", "Under the draft treaty, Chad and Libya will free 40 prisoners.", "free", "pledged"),
        ("fr", "Le protocole prévoit que la Chine livrera 40 bus au Togo.", "livrera", "agreed"),
        (
            "en",
            "Ghana and Togo signed an accord on Monday. Ghana will train 40 Togolese doctors in Accra.",
            "train",
            "agreed",
        ),
        ("en", "Ghana will train 40 Togolese doctors in Accra.", "train", "pledged"),
        ("en", "Ghana has not stopped sending grain to Togo.", "sending", "underway"),
        ("en", "Mauritania holds 40 Spanish sailors.", "holds", "underway"),
        ("en", "A court in Iran ordered the seizure of a Greek ship.", "seizure", "agreed"),
        ("fr", "La Banque mondiale a accordé au Togo un prêt de 40 millions de dollars.", "accordé", "agreed"),
        ("en", "We are going to send 40 buses to Togo.", "send", "pledged"),
    ],
)
def test_stages_by_what_is_told_around(language: str, text: str, trigger: str, expected: str) -> None:
    assert stage(text, language, trigger) == expected


@pytest.mark.parametrize(
    ("language", "text", "type_", "stage"),
    [
        ("fr", "Paris n'exclut pas d'envoyer des médecins en Moldavie.", "AID", "considered"),
        ("fr", "Le FMI n'exclut pas un prêt à la Bolivie.", "AID", "considered"),
        ("fr", "Paris a exclu d'envoyer des médecins en Moldavie.", "REJECT", "done"),
        ("en", "France does not rule out sending doctors to Moldova.", "AID", "considered"),
        ("en", "France ruled out sending doctors to Moldova.", "REJECT", "done"),
    ],
)
def test_what_is_not_ruled_out_is_considered(language: str, text: str, type_: str, stage: str) -> None:
    (event,) = find_events(text, language=language, published=PUBLISHED)
    assert (event.type, event.stage, event.polarity) == (type_, stage, "affirmed")
