"""When acts were or will be: times that several acts share, and times that are another's."""

import pytest

from onrecord.meaning.events import find_events

PUBLISHED = "2025-03-14"
"""A Friday."""


def when(text: str, language: str, trigger: str) -> str | None:
    events = find_events(text, language=language, published=PUBLISHED, domestic=True)
    found = [e for e in events if trigger in e.trigger.of(text)]
    assert found, [e.trigger.of(text) for e in events]
    return found[0].when


@pytest.mark.parametrize(
    ("language", "text", "trigger", "value"),
    [
        ("en", "Oslo on Sunday expelled two Libyan diplomats and recalled its ambassador.", "recalled", "2025-03-09"),
        (
            "fr",
            "Mardi, le Pérou a expulsé deux diplomates boliviens et rappelé son ambassadeur.",
            "rappelé",
            "2025-03-11",
        ),
        (
            "en",
            "On Tuesday Chad appealed for help as Egyptian planes dropped food over flooded villages.",
            "dropped",
            "2025-03-11",
        ),
        ("en", "Kenya followed suit on Monday, expelling the ambassador of Somalia.", "expelling", "2025-03-10"),
        # What was done before a thing was said was not done on the day of saying
        ("en", "Jordan has sent 40 doctors to Lebanon, its minister said on Monday.", "sent", None),
        # What is asked for by a day was asked for before
        ("en", "Ghana asked Togo to send 20 buses by next Friday.", "asked", None),
        ("en", "Chile has invited the president of Peru to Santiago for next week.", "invited", None),
        ("fr", "Le Tchad a demandé au Soudan de dénoncer l'accord de 1994.", "demandé", None),
    ],
)
def test_times_are_those_of_the_act(language: str, text: str, trigger: str, value: str | None) -> None:
    assert when(text, language, trigger) == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Italy has sent 30 doctors to Libya since Monday.", "2025-03-10/.."),
        ("fr", "L'Italie envoie des médecins en Libye depuis lundi.", "2025-03-10/.."),
    ],
)
def test_what_goes_on_since_a_day_has_no_end(language: str, text: str, value: str) -> None:
    events = find_events(text, language=language, published=PUBLISHED)
    assert [e.when for e in events] == [value]


def test_the_hour_of_an_act_is_left_out() -> None:
    events = find_events("Chad and Niger will sign a treaty on Tuesday at 7am.", language="en", published=PUBLISHED)
    assert [e.when for e in events] == ["2025-03-18"]
