"""What a verb above an act makes of it: what is negotiated, wound up, cut short or done at somebody's wish."""

import pytest

from onrecord.core.records import Event
from onrecord.language.parsing import parse_text
from onrecord.meaning.events import extract_events
from onrecord.meaning.events.find import told_in


def events(text: str, language: str) -> list[Event]:
    parse = parse_text(text, language)
    return list(extract_events(parse, told_in(parse, "2025-09-19"))[0])


def codes(event: Event) -> tuple[set[str], set[str]]:
    actors, recipients = ({p.country or "" for p in side} for side in (event.actors, event.recipients))
    return actors, recipients


@pytest.mark.parametrize(
    ("language", "text", "type_", "stage"),
    [
        ("en", "Latvia and Morocco are negotiating the sale of 14 helicopters.", "COOPERATE", "considered"),
        ("fr", "La Lettonie et le Maroc négocient la vente de 14 hélicoptères.", "COOPERATE", "considered"),
        ("en", "Latvia and Morocco negotiated on Monday in Riga.", "CONSULT", "done"),
        ("fr", "La Lettonie et le Maroc négocient depuis lundi à Riga.", "CONSULT", "underway"),
        ("fr", "Le ministre uruguayen a écourté sa visite au Panama après la mort du roi.", "CONSULT", "done"),
    ],
)
def test_what_is_negotiated_or_cut_short(language: str, text: str, type_: str, stage: str) -> None:
    (event,) = events(text, language)
    assert (event.type, event.stage) == (type_, stage)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The Philippine navy and its Australian counterpart wrapped up a week of joint drills on Sunday.",
        ),
        (
            "fr",
            "La marine philippine et son homologue australienne ont achevé dimanche une semaine de manœuvres communes.",
        ),
    ],
)
def test_a_week_of_drills_that_is_wound_up_is_done_on_the_day(language: str, text: str) -> None:
    (event,) = events(text, language)
    assert (event.type, event.stage, event.when) == ("COOPERATE", "done", "2025-09-14")


def test_what_is_done_at_somebodys_request_is_not_stopped_by_it() -> None:
    found = {e.type: e for e in events("La police fidjienne a arrêté deux Chinois à la demande de Pékin.", "fr")}
    assert codes(found["COERCE"]) == ({"FJI"}, {"CHN"})
    assert codes(found["REQUEST"]) == ({"CHN"}, {"FJI"})


def test_nothing_goes_to_a_request() -> None:
    (aid, *_) = events("L'armée ghanéenne a fourni deux avions au Bénin à la demande de la France.", "fr")
    assert codes(aid) == ({"GHA"}, {"BEN"})


@pytest.mark.parametrize(
    ("language", "text", "type_", "polarity"),
    [
        ("en", "Niger will not deliver the trucks to Benin.", "REJECT", "affirmed"),
        ("fr", "Le Niger ne livrera point de camions au Bénin.", "REJECT", "affirmed"),
        ("en", "Niger did not sanction Benin.", "SANCTION", "denied"),
        ("fr", "Le Niger n'a pas livré les camions au Bénin.", "AID", "denied"),
    ],
)
def test_a_refusal_is_not_denied_by_the_word_that_makes_it_one(
    language: str, text: str, type_: str, polarity: str
) -> None:
    (event,) = events(text, language)
    assert (event.type, event.polarity) == (type_, polarity)
