"""Time expressions: what is found, and what each says about when."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.errors import LanguageError
from onrecord.core.times import TimeExpression
from onrecord.language.times import find_times

ANCHOR = "2024-02-07"
"""A Wednesday."""


def found(text: str, language: str = "en", anchor: str | None = ANCHOR) -> tuple[TimeExpression, ...]:
    """Return the expressions, each of which must slice back to its words."""
    times = find_times(text, language=language, anchor=anchor)
    assert all(time.span.of(text) == time.text for time in times)
    return times


def values(text: str, language: str = "en", anchor: str | None = ANCHOR) -> list[str | None]:
    """Return the EDTF values of the expressions of a text."""
    return [time.value for time in found(text, language, anchor)]


def timexes(text: str, language: str = "en") -> list[str | None]:
    """Return the TIMEX3 values of the expressions of a text."""
    return [time.timex3 for time in found(text, language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bridge reopened on 3 May 2021.", "2021-05-03"),
        ("The bridge reopened on May 3rd, 2021.", "2021-05-03"),
        ("The bridge reopened on 2021-05-03.", "2021-05-03"),
        ("The bridge reopened in May 2021.", "2021-05"),
        ("The bridge reopened in 2021.", "2021"),
        ("The bridge reopened in early May 2021.", "2021-05-01/2021-05-10"),
        ("The bridge reopened in mid-May 2021.", "2021-05-11/2021-05-20"),
        ("The bridge reopened at the end of May 2021.", "2021-05-21/2021-05-31"),
        ("The bridge reopened in the second quarter of 2021.", "2021-04/2021-06"),
        ("The bridge reopened in the summer of 2021.", "2021-22"),
        ("The bridge was built in the 1930s.", "193X"),
        ("The bridge was built in the 19th century.", "18XX"),
        ("Works lasted from May 3 to June 9, 2021.", "2021-05-03/2021-06-09"),
        ("Works lasted from 2019 to 2021.", "2019/2021"),
        ("Works took place on May 3-5, 2021.", "2021-05-03/2021-05-05"),
    ],
)
def test_english_dates_told_whole(text: str, value: str) -> None:
    (time,) = found(text, anchor=None)
    assert (time.value, time.basis, time.anchor) == (value, "explicit", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le pont a rouvert le 3 mai 2021.", "2021-05-03"),
        ("Le pont a rouvert le lundi 3 mai 2021.", "2021-05-03"),
        ("Le pont a rouvert le 1er mai 2021.", "2021-05-01"),
        ("Le pont a rouvert en mai 2021.", "2021-05"),
        ("Le pont a rouvert début mai 2021.", "2021-05-01/2021-05-10"),
        ("Le pont a rouvert mi-mai 2021.", "2021-05-11/2021-05-20"),
        ("Le pont a rouvert fin mai 2021.", "2021-05-21/2021-05-31"),
        ("Le pont a rouvert au deuxième trimestre 2021.", "2021-04/2021-06"),
        ("Le pont a rouvert à l’automne 2021.", "2021-23"),
        ("Le pont date des années 1930.", "193X"),
        ("Le pont date du XIXe siècle.", "18XX"),
        ("Les travaux ont duré du 3 mai au 9 juin 2021.", "2021-05-03/2021-06-09"),
        ("Les travaux ont eu lieu du 3 au 5 mai 2021.", "2021-05-03/2021-05-05"),
        ("Les travaux ont duré de 2019 à 2021.", "2019/2021"),
    ],
)
def test_french_dates_told_whole(text: str, value: str) -> None:
    (time,) = found(text, "fr", anchor=None)
    assert (time.value, time.basis, time.anchor) == (value, "explicit", None)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("The minister resigned on Monday.", "en", "2024-02-05"),
        ("The minister will resign on Monday.", "en", "2024-02-12"),
        ("The minister resigned last Wednesday.", "en", "2024-01-31"),
        ("The minister resigned in January.", "en", "2024-01"),
        ("The minister will leave in January.", "en", "2025-01"),
        ("The minister resigned last October.", "en", "2023-10"),
        ("The minister resigned last week.", "en", "2024-01-29/2024-02-04"),
        ("The minister resigned two years ago.", "en", "2022"),
        ("The minister resigned ten days ago.", "en", "2024-01-28"),
        ("The minister resigned late last year.", "en", "2023-10/2023-12"),
        ("Le ministre a démissionné lundi.", "fr", "2024-02-05"),
        ("Le ministre démissionnera lundi.", "fr", "2024-02-12"),
        ("Le ministre a démissionné mercredi dernier.", "fr", "2024-01-31"),
        ("Le ministre a démissionné le 7 février dernier.", "fr", "2023-02-07"),
        ("Le ministre a démissionné en janvier.", "fr", "2024-01"),
        ("Le ministre partira en janvier.", "fr", "2025-01"),
        ("Le ministre a démissionné la semaine dernière.", "fr", "2024-01-29/2024-02-04"),
        ("Le ministre a démissionné il y a deux ans.", "fr", "2022"),
        ("Le ministre partira l'an prochain.", "fr", "2025"),
        ("Le ministre a démissionné avant-hier.", "fr", "2024-02-05"),
    ],
)
def test_tense_and_anchor_decide(text: str, language: str, value: str) -> None:
    (time,) = found(text, language)
    assert (time.value, time.basis, time.anchor) == (value, "relative", ANCHOR)


@pytest.mark.parametrize(
    ("text", "language", "value", "relation"),
    [
        ("Work must be finished by the end of the year.", "en", "2024-12-31", "by"),
        ("Work must be finished no later than June 30.", "en", "2024-06-30", "by"),
        ("Work has gone on since November.", "en", "2023-11/2024-02", "since"),
        ("Work has gone on since 2012.", "en", "2012/2024", "since"),
        ("Work will be finished within three to four months.", "en", "2024-06", "within"),
        ("Work will go on until the end of March.", "en", "2024-03-31", "until"),
        ("Les travaux seront finis d'ici la fin de l'année.", "fr", "2024-12-31", "by"),
        ("Les travaux seront finis au plus tard le 30 juin.", "fr", "2024-06-30", "by"),
        ("Les travaux durent depuis novembre.", "fr", "2023-11/2024-02", "since"),
        ("Les travaux seront finis dans un délai de trois à quatre mois.", "fr", "2024-06", "within"),
        ("Les travaux se poursuivront jusqu'à la fin mars.", "fr", "2024-03-31", "until"),
    ],
)
def test_relations_bend_the_value(text: str, language: str, value: str, relation: str) -> None:
    (time,) = found(text, language)
    assert (time.value, time.relation) == (value, relation)


def test_since_stays_open_without_an_anchor() -> None:
    assert values("It has been shut since 2012.", anchor=None) == ["2012/.."]


@pytest.mark.parametrize(
    ("text", "language"),
    [("They met on Friday, and last month.", "en"), ("Ils se sont vus vendredi, et le mois dernier.", "fr")],
)
def test_no_anchor_no_value(text: str, language: str) -> None:
    times = found(text, language, anchor=None)
    assert [(time.value, time.basis) for time in times] == [(None, "none"), (None, "none")]


def test_a_year_that_is_not_told_stays_unknown() -> None:
    assert values("They met on December 11.", anchor=None) == ["XXXX-12-11"]


@pytest.mark.parametrize("words", ["in the coming days", "soon", "recently", "several weeks ago"])
def test_vague_words_are_kept_without_a_value(words: str) -> None:
    (time,) = found(f"The two sides may speak {words}.")
    assert time.value is None


def test_an_imprecise_anchor_gives_only_what_follows() -> None:
    text = "Exports fell in January alone, last year, and again on Wednesday."
    assert values(text, anchor="2024") == ["2024-01", "2023", None]
    assert values("Exports fell last month.", anchor="2024-02") == ["2024-01"]


def test_tenses_overrule_the_cues() -> None:
    text = "The delegation arrives on Friday."
    (ahead,) = find_times(text, language="en", anchor=ANCHOR, tenses=lambda span: "future")
    (back,) = find_times(text, language="en", anchor=ANCHOR, tenses=lambda span: "past")
    assert (ahead.value, back.value) == ("2024-02-09", "2024-02-02")


def test_a_date_just_told_is_the_anchor_of_what_counts_from_it() -> None:
    _, later = found("The dam broke on 3 May 2021. Two days later the town was empty.")
    assert (later.value, later.anchor) == ("2021-05-05", "2021-05-03")
    _, reverse = found("Talks opened on Monday, ten days after the ceasefire.")
    assert (reverse.value, reverse.relation) == ("2024-01-26", "after")


def test_a_weekday_chooses_the_year_and_a_wrong_one_does_not_move_the_date() -> None:
    assert values("Le sommet est prévu mardi 6 février.", "fr") == ["2024-02-06"]
    assert values("The summit was held on Monday, 3 March 2021.") == ["2021-03-03"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Prices rose last week.", "2024-W05"),
        ("Prices rose in the third quarter of 2023.", "2023-Q3"),
        ("Prices rose for three months.", "P3M"),
        ("Prices rose for weeks.", "PXW"),
        ("Prices rise every Friday.", "XXXX-WXX-5"),
        ("Prices rose in spring 2023.", "2023-SP"),
        ("Prices are rising now.", "PRESENT_REF"),
        ("Prices rose on Monday evening.", "2024-02-05TEV"),
        ("Prices rose at 10:10 AM on 7 February 2024.", "2024-02-07T10:10"),
        ("Prices rose at 6 p.m. on Monday.", "2024-02-05T18:00"),
        ("The 39-year-old pilot resigned.", "P39Y"),
        ("Net fell in the year-earlier period.", "2023"),
        ("The month-long siege ended.", "P1M"),
        ("Troops entered overnight.", "2024-02-07TNI"),
        ("He had been there for half an hour.", "PT30M"),
        ("The past decade was hard.", "P1DE"),
    ],
)
def test_english_timex(text: str, timex: str) -> None:
    assert timexes(text) == [timex]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Les prix ont monté la semaine dernière.", "2024-W05"),
        ("Les prix ont monté pendant trois mois.", "P3M"),
        ("Il est âgé de 24 ans et a été élu.", "P24Y"),
        ("Les ventes des neuf premiers mois ont baissé.", "P9M"),
        ("Le marché se tient le samedi.", "XXXX-WXX-6"),
        ("Il a passé huit jours à la mer.", "P8D"),
        ("Jusqu'à présent, les prix ont monté.", "PRESENT_REF"),
        ("Les prix montent chaque vendredi.", "XXXX-WXX-5"),
        ("Les prix ont monté lundi soir.", "2024-02-05TEV"),
        ("Les prix ont monté lundi à 06 h 30.", "2024-02-05T06:30"),
        ("Les prix ont monté pendant quatre-vingt-dix jours.", "P90D"),
        ("Les prix ont monté il y a quelques semaines.", "PAST_REF"),
    ],
)
def test_french_timex(text: str, timex: str) -> None:
    assert timexes(text, "fr") == [timex]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Theresa May may march on; March for Life marchers mar the day out.", "en"),
        ("The goalkeeper, 24, kept the score at 3-1.", "en"),
        ("Some 2019 jobs and 2,000 tonnes went; call 138-2010-2015.", "en"),
        ("Rates rose by a quarter point, the second time.", "en"),
        ("La planète Mars a été vue par 2024 personnes.", "fr"),
    ],
)
def test_what_is_no_time(text: str, language: str) -> None:
    assert found(text, language) == ()


def test_a_day_the_calendar_has_not_is_not_made_up() -> None:
    assert "2023-02-30" not in values("It fell on 30 February 2023.")


def test_the_span_leaves_out_the_preposition() -> None:
    (time,) = found("Au cours du seul mois de janvier, dix navires sont arrivés.", "fr")
    assert time.text == "mois de janvier"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError):
        find_times("in May", language="xx")


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\ud800", "١٢ مايو ٢٠٢١", "May " * 3000, "1/2/" * 3000, "the last of " * 3000]
)
def test_bad_input_is_borne(text: str) -> None:
    for language in ("en", "fr"):
        found(text, language)


_WORDS = """
in|by|the end of|May|3|2021|,|last|week|two|days|ago|from|to|Friday|-|fin|mars|le|7|d'ici|l'an|prochain|il y a|deux|ans
lundi|10h30|99999|.|half|Easter|every|and|later|century|1990s|demi|au|siècle
"""
_PIECES = st.sampled_from(_WORDS.replace("\n", "|").strip("|").split("|"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_PIECES, max_size=14), st.sampled_from(["en", "fr"]), st.sampled_from([None, "2024", "2024-02-29", "0001"])
)
def test_spans_slice_back_in_order_and_do_not_overlap(pieces: list[str], language: str, anchor: str | None) -> None:
    text = " ".join(pieces)
    times = found(text, language, anchor)
    assert all(one.span.end <= two.span.start for one, two in pairwise(times))
    assert all((time.value is None) == (time.basis == "none") for time in times)


@pytest.mark.parametrize(
    ("text", "language", "value", "anchor"),
    [
        ("The envoys met on 3 May 2021.\n\nThe next day they signed.", "en", "2021-05-04", "2021-05-03"),
        ("The envoys met on 3 May 2021. The same day they signed.", "en", "2021-05-03", "2021-05-03"),
        ("The envoys met on 3 May 2021. That evening they signed.", "en", "2021-05-03", "2021-05-03"),
        ("The envoys met on 3 May 2021. Hours earlier the port had closed.", "en", "2021-05-03~", "2021-05-03"),
        ("The ship sailed in May 2021. Nine months later it sank.", "en", "2022-02", "2021-05"),
        ("The ship sailed on 3 May 2021. The following week it sank.", "en", "2021-05-10/2021-05-16", "2021-05-03"),
        ("The next morning, as in 2018, they had signed on 3 May 2021 and left the next morning.", "en", "2021-05-04",
         "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021.\n\nLe lendemain, le port a fermé.", "fr", "2021-05-04", "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021. La veille, il avait été révisé.", "fr", "2021-05-02", "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021. Le même jour, le port a fermé.", "fr", "2021-05-03", "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021. Trois jours plus tard, le port a rouvert.", "fr", "2021-05-06", "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021. Ce soir-là, le port a fermé.", "fr", "2021-05-03", "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021. Le lendemain matin, le port a fermé.", "fr", "2021-05-04", "2021-05-03"),
        ("Le bac a coulé le 3 mai 2021. Quelques heures plus tôt, il pleuvait.", "fr", "2021-05-03~", "2021-05-03"),
    ],
)  # fmt: skip
def test_words_that_count_from_a_date_told_before(text: str, language: str, value: str, anchor: str) -> None:
    last = found(text, language)[-1]
    assert (last.value, last.anchor, last.basis) == (value, anchor, "relative")


def test_a_flashback_does_not_move_the_time_of_the_story() -> None:
    text = "The ship sailed on 3 May 2021. Two days earlier it had been loaded. The next day it sank."
    assert values(text) == ["2021-05-03", "2021-05-01", "2021-05-04"]


def test_no_day_is_counted_from_a_year_nor_from_nothing_told() -> None:
    assert values("The treaty was signed in 2018. The next day it rained.") == ["2018", None]
    assert values("The next day they signed the treaty.") == [None]
    assert values("Le lendemain, ils ont signé le traité.", "fr") == [None]


def test_next_week_of_a_plan_counts_from_the_report() -> None:
    assert values("They met on 3 May 2021. Envoys will leave in the next week.")[-1] == "2024-02-12/2024-02-18"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("LIMA, Feb 6 (Altair) - Peru will send two ships.", "en", "2024-02-06"),
        ("LIMA, Feb. 8 (Altair) -- Peru will send two ships.", "en", "2024-02-08"),
        ("LIMA (Altair), February 6, 2024 — Peru will send two ships.", "en", "2024-02-06"),
        ("Lima, 6 February - Peru will send two ships.", "en", "2024-02-06"),
        ("LIMA, 6 février (Altaïr) – Le Pérou enverra deux navires.", "fr", "2024-02-06"),
        ("Lima, le 6 février - Le Pérou enverra deux navires.", "fr", "2024-02-06"),
    ],
)
def test_the_day_of_a_dateline_is_near_the_publication_and_marked(text: str, language: str, value: str) -> None:
    (day,) = found(text, language)
    assert (day.value, day.relation) == (value, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "In Lima, on 6 February, the envoys - all of them - signed.",
        "The envoys met in Lima, February 6 - and left.",
        "Lima, 6 February 2019 - The treaty is signed.",
    ],
)
def test_a_date_of_the_story_is_no_dateline(text: str) -> None:
    assert all(time.relation != "dateline" for time in found(text))


def test_a_dateline_is_no_date_to_count_from() -> None:
    assert values("LIMA, Feb 6 (Altair) - The next day they signed.") == ["2024-02-06", None]


def test_two_figures_before_what_they_count_are_no_year() -> None:
    assert values("Le pays a livré en mai 40 camions.", "fr", "2024-06-10") == ["2024-05"]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "It called a march for Thursday.", "2025-03-20"),
        ("fr", "Elle a convoqué pour mercredi un sommet.", "2025-03-19"),
        ("en", "The first money is due within six weeks.", "2025-04-25"),
        ("fr", "Il a fermé dans la nuit de mercredi à jeudi le dernier poste.", "2025-03-12/2025-03-13"),
        ("fr", "Des drones ont frappé Kiev dans la nuit.", "2025-03-13/2025-03-14"),
        ("en", "Drones struck Kyiv overnight.", "2025-03-13/2025-03-14"),
    ],
)
def test_days_set_and_nights(language: str, text: str, value: str) -> None:
    assert values(text, language=language, anchor="2025-03-14") == [value]


def test_a_day_of_the_month_of_publication_has_its_year() -> None:
    assert values("He paid a visit on 12 and 13 March.", anchor="2025-03") == ["2025-03-12/2025-03-13"]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Il partira lundi en huit.", "fr", "2024-05-27"),
        ("Il partira mardi en quinze.", "fr", "2024-06-04"),
        ("Il partira d'aujourd'hui en huit.", "fr", "2024-05-21"),
        ("Il partira demain en quinze.", "fr", "2024-05-29"),
        ("He will leave on Monday week.", "en", "2024-05-27"),
        ("He will leave a week on Friday.", "en", "2024-05-24"),
        ("He will leave a fortnight from Sunday.", "en", "2024-06-02"),
    ],
)
def test_weeks_after_a_day_to_come(text: str, language: str, value: str) -> None:
    (found,) = find_times(text, language=language, anchor="2024-05-14")
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("On the 12th of this month two ships docked.", "en", ["2024-05-12"]),
        ("Le 12 de ce mois, deux cargos ont accosté.", "fr", ["2024-05-12"]),
        ("Le 5 du mois prochain, elle partira.", "fr", ["2024-06-05"]),
        ("Il a signé lundi en fin de journée.", "fr", ["2024-05-13"]),
        ("Il a signé il y a tout juste deux semaines.", "fr", ["2024-04-29/2024-05-05"]),
        ("Le sommet a été repoussé de juin à octobre.", "fr", ["2024-06", "2024-10"]),
        ("Les combats ont duré de janvier à mars.", "fr", ["2024-01/2024-03"]),
    ],
)
def test_days_of_a_month_named_by_the_report_and_days_moved(text: str, language: str, found: list[str]) -> None:
    assert [time.value for time in find_times(text, language=language, anchor="2024-05-14")] == found
