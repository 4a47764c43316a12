"""Events of whole passages: what is left out and why, what is understood, what the strict PLOVER code is."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core.records import Event, Party
from onrecord.language.parsing import parse_text
from onrecord.language.quantities import find_quantities
from onrecord.language.quotes import find_quotes
from onrecord.language.times import find_times
from onrecord.meaning.entities import build_cast
from onrecord.meaning.events import Told, extract_events, find_events
from onrecord.meaning.events.plover import plover_type
from onrecord.meaning.statements import extract_statements

DAY = "2024-06-12"


def read(text: str, language: str = "en") -> tuple[tuple[Event, ...], dict[str, str]]:
    """Return the events of ``text``, and the reason of each candidate ruled out by its words."""
    parse = parse_text(text, language)
    cast = build_cast(parse)
    told = Told(
        parties=cast,
        statements=extract_statements(parse, cast, find_quotes(text, language=language)),
        times=find_times(text, language=language, anchor=DAY),
        quantities=find_quantities(text, language=language),
        published=DAY,
    )
    events, dropped = extract_events(parse, told)
    return events, {d.span.of(text): d.reason for d in dropped}


def codes(parties: tuple[Party, ...]) -> set[str]:
    return {code for p in parties if p.country for code in p.country.split("+")}


def test_a_hypothetical_is_kept_as_a_drop_with_its_reason() -> None:
    events, dropped = read("If Peru approves the plan, Chile could send fire engines to Peru.")
    assert not events
    assert "hypothetical" in dropped.values()


def test_dealings_inside_one_state_are_kept_as_a_drop_with_their_reason() -> None:
    events, dropped = read("Kenya's army arrested three Kenyan officers on Monday.")
    assert not events
    assert "domestic" in dropped.values()


def test_who_gives_and_who_receives_is_understood_from_the_words_before() -> None:
    text = "Norway will give Moldova twelve ambulances. The ambulances will arrive in September."
    events, _ = read(text)
    assert [e.type for e in events] == ["AID", "AID"]
    assert codes(events[1].actors) == {"NOR"}
    assert codes(events[1].recipients) == {"MDA"}
    assert events[1].when == "2024-09"


def test_a_bare_measure_holds_what_was_measured_before() -> None:
    text = "Kazakhstan shipped 40,000 tonnes of wheat to Tajikistan in March. In May it delivered 15,000 tonnes."
    events, _ = read(text)
    assert [(i.category, i.low, i.unit) for e in events for i in e.items] == [
        ("food", 40000, "t"),
        ("food", 15000, "t"),
    ]


def test_the_first_of_several_is_under_way() -> None:
    events, _ = read("The first of six Spanish helicopters has arrived in Ecuador.")
    assert [(e.type, e.stage, e.items[0].low) for e in events] == [("AID", "underway", 1)]


def test_what_somebody_says_was_done_stands_on_his_word() -> None:
    events, _ = read("Italy has delivered forty ambulances to Tunisia, an Italian diplomat said.")
    assert [e.attribution for e in events] == ["Italian diplomat"]


def test_a_denial_takes_the_stage_of_what_is_denied() -> None:
    events, _ = read("Serbia denied that it had sold weapons to Sudan.")
    assert [(e.type, e.polarity) for e in events] == [("COOPERATE", "denied")]


def test_history_is_background() -> None:
    events, _ = read("In 2011 France gave Chad four helicopters. France will give Chad two more helicopters.")
    assert [e.background for e in events] == [True, False]


def test_plover_codes_promised_help_as_a_promise() -> None:
    given_now = find_events("Spain gave Ecuador six hospitals.", language="en")[0]
    promised = find_events("Spain will give Ecuador six hospitals.", language="en")[0]
    assert (given_now.type, plover_type(given_now)) == ("AID", "AID")
    assert (promised.type, plover_type(promised)) == ("AID", "AGREE")


def test_domestic_acts_are_found_when_asked_for() -> None:
    text = "Police arrested forty demonstrators in Lima."
    assert not find_events(text, language="en")
    assert [e.type for e in find_events(text, language="en", domestic=True)] == ["COERCE"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from(["en", "fr"]))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str, language: str) -> None:
    for event in find_events(text, language=language, published=DAY):
        for span in (event.trigger, event.evidence):
            assert 0 <= span.start < span.end <= len(text)


def items(text: str, language: str) -> list[str]:
    return [item.category for event in find_events(text, language=language) for item in event.items]


def test_help_without_receiver_goes_to_the_state_that_the_report_is_about() -> None:
    text = (
        "Nepal counted its dead after the flood. Eastern Nepal is under water, and Kathmandu has no power. "
        "Norway promised two million euros on Tuesday. Japan has sent forty tents."
    )
    given = [e for e in find_events(text, language="en", published=DAY) if e.type == "AID"]
    assert [codes(e.actors) for e in given] == [{"NOR"}, {"JPN"}]
    assert all(codes(e.recipients) == {"NPL"} for e in given)


def test_nobody_is_asked_where_several_help() -> None:
    text = (
        "Nepal appealed for foreign help on Monday. Norway gave Nepal two million euros. Japan gave Nepal forty tents."
    )
    asked = next(e for e in find_events(text, language="en", published=DAY) if e.type == "REQUEST")
    assert codes(asked.actors) == {"NPL"}
    assert asked.recipients == ()


def test_a_passive_without_agent_has_no_actor() -> None:
    assert find_events("Ten ambulances were delivered to Nepal.", language="en", domestic=True)[0].actors == ()


def test_what_general_words_take_in_stands_for_them() -> None:
    assert items("India sent aid including rice, tents and generators to Chad.", "en") == [
        "food", "shelter", "equipment",
    ]  # fmt: skip
    assert items("India sent a package consisting of rice and tents to Chad.", "en") == ["food", "shelter"]
    assert items("L'Inde a expédié du riz, des tentes et des médicaments à Madagascar.", "fr") == [
        "food", "shelter", "medical",
    ]  # fmt: skip
    assert items("Norway sent tents, sleeping bags and cooking oil to Chad.", "en") == ["shelter", "shelter", "food"]
