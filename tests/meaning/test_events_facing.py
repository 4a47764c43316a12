"""Towards whom an act is done whose own clause names nobody, and at whose home it is done."""

from onrecord.core.records import Event, Party
from onrecord.language.parsing import parse_text
from onrecord.meaning.events import extract_events
from onrecord.meaning.events.find import told_in


def last(text: str, type_: str) -> Event:
    """Return the last event of ``type_`` in ``text``."""
    parse = parse_text(text, "en")
    events, _ = extract_events(parse, told_in(parse, "2024-06-12"))
    return [e for e in events if e.type == type_][-1]


def codes(parties: tuple[Party, ...]) -> set[str]:
    return {code for p in parties if p.country for code in p.country.split("+")}


def test_somebody_unknown_beside_the_act_leaves_it_open() -> None:
    text = "Norway has cut its exports to Israel. Israel deplored this. Norway called on allies to follow."
    assert codes(last(text, "REQUEST").recipients) == set()


def test_students_and_opposition_are_at_home_where_they_act() -> None:
    text = "India opened a dam without warning. Bangladesh protested to India. Students marched to the Indian embassy."
    protest = last(text, "PROTEST")
    assert codes(protest.actors) == {"BGD"}
    assert codes(protest.recipients) == {"IND"}


def test_both_sides_are_not_the_one_who_speaks_to_them() -> None:
    text = "Armenia shelled Azerbaijan on Monday. The European Union urged both sides to hold fire."
    assert codes(last(text, "REQUEST").recipients) == {"ARM", "AZE"}


def test_the_subject_of_a_second_clause_is_not_joined_to_the_day_before_it() -> None:
    text = "The European Union gave Albania 4 million euros on Sunday and Switzerland has offered 2 million francs."
    assert codes(last(text, "AID").actors) == {"CHE"}


def test_talks_of_one_side_are_with_whom_that_side_deals() -> None:
    text = "Chile accused Peru of spying. The Chilean minister held talks with the director of the port on Friday."
    talks = last(text, "CONSULT")
    assert codes((*talks.actors, *talks.recipients)) == {"CHL", "PER"}


def test_a_protest_that_names_nobody_goes_on_against_the_same() -> None:
    text = "India shelled Bangladesh. Students in Dhaka marched to the Indian embassy and burned a flag."
    assert codes(last(text, "PROTEST").recipients) == {"IND"}


def test_an_act_that_names_nobody_has_the_sides_of_the_one_before() -> None:
    text = "New Zealand promised Tonga two million dollars for scholarships. The money will be paid out next year."
    paid = last(text, "AID")
    assert (codes(paid.actors), codes(paid.recipients)) == ({"NZL"}, {"TON"})


def test_whose_crew_was_seized_is_not_the_one_who_seized_it() -> None:
    text = "Vanuatu seized two Chinese-flagged boats and detained their crew. The Chinese embassy deplored this."
    assert codes(last(text, "COERCE").recipients) == {"CHN"}
