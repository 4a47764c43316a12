"""What find_quantities reads: values, units, bounds and nouns, in English and French."""

import pytest

from onrecord.core.errors import LanguageError
from onrecord.core.quantities import Number, Quantity
from onrecord.core.spans import Span
from onrecord.language.quantities import find_quantities
from onrecord.language.times import find_times

Reading = tuple[Number | None, Number | None, str | None, str]


def read(text: str, language: str, home: str | None = None) -> list[Reading]:
    """Return low, high, unit and approx of every quantity."""
    return [(q.low, q.high, q.unit, q.approx) for q in find_quantities(text, language=language, home=home)]


def only(text: str, language: str) -> Quantity:
    """Return the one quantity of a text."""
    (found,) = find_quantities(text, language=language)
    return found


@pytest.mark.parametrize(
    ("language", "text", "low", "unit"),
    [
        ("en", "a cargo of 25,000 tons of wheat", 25000, "t"),
        ("en", "a cargo of 25.000 tonnes", 25000, "t"),
        ("en", "a cargo of 25 000 tonnes", 25000, "t"),
        ("en", "one hundred and five mines", 105, "mine"),
        ("en", "two thousand five hundred soldiers", 2500, "soldier"),
        ("en", "half a million refugees", 500000, "refugee"),
        ("en", "two and a half million people", 2500000, "person"),
        ("en", "a quarter of a million books", 250000, "book"),
        ("en", "1.5bn doses", 1500000000, "dose"),
        ("en", "1.2m women", 1200000, "woman"),
        ("en", "Rs 500 crore", 5000000000, "INR"),
        ("en", "3 dollars and 50 cents", 3.5, "USD"),
        ("en", "6 feet 6 inches", 6.5, "[ft_i]"),
        ("en", "two thirds of the budget", 0.666666666667, "1"),
        ("en", "one in five households", 0.2, "1"),
        ("en", "a 15-member council", 15, "member"),
        ("en", "40 hectares of forest", 40, "har"),
        ("fr", "un don de 25 000 tonnes de blé", 25000, "t"),
        ("fr", "40 ha de forêt", 40, "har"),
        ("fr", "un don de 25\u202f000 tonnes", 25000, "t"),
        ("fr", "1,5 milliard de mètres cubes", 1500000000, "m3"),
        ("fr", "deux mille cinq cents hommes", 2500, "man"),
        ("fr", "quatre-vingt-dix-sept chars", 97, "tank"),
        ("fr", "soixante et onze navires", 71, "ship"),
        ("fr", "deux millions et demi de dollars", 2500000, "USD"),
        ("fr", "un demi-million de personnes", 500000, "person"),
        ("fr", "un contrat de 2,5 M€", 2500000, "EUR"),
        ("fr", "3 Mds€", 3000000000, "EUR"),
        ("fr", "neuf navires", 9, "ship"),
        ("fr", "les deux tiers des députés", 0.666666666667, "1"),
        ("fr", "nonante véhicules", 90, "vehicle"),
    ],
)
def test_value_and_unit(language: str, text: str, low: Number, unit: str) -> None:
    assert read(text, language) == [(low, low, unit, "exact")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "almost 33 million tonnes", (33000000, 33000000, "t", "about")),
        ("en", "more than $100 million", (100000000, None, "USD", "at-least")),
        ("en", "up to 40 lorries", (None, 40, "lorry", "at-most")),
        ("en", "fewer than ten ships", (None, 10, "ship", "at-most")),
        ("en", "ten systems at least", (10, None, "system", "at-least")),
        ("en", "40 lorries or so", (40, 40, "lorry", "about")),
        ("en", "between 25,000 and 50,000 tonnes", (25000, 50000, "t", "range")),
        ("en", "25 to 50 million euros", (25000000, 50000000, "EUR", "range")),
        ("en", "$25-30 million", (25000000, 30000000, "USD", "range")),
        ("en", "two or three ships", (2, 3, "ship", "range")),
        ("en", "between one hundred and two hundred fighters", (100, 200, "fighter", "range")),
        ("en", "a dozen aircraft", (12, 12, "aircraft", "about")),
        ("fr", "près de 33 millions de tonnes", (33000000, 33000000, "t", "about")),
        ("fr", "une centaine de soldats", (100, 100, "soldier", "about")),
        ("fr", "plus d'un million de réfugiés", (1000000, None, "refugee", "at-least")),
        ("fr", "jusqu’à 500 instructeurs", (None, 500, "instructor", "at-most")),
        ("fr", "200 000 tonnes au plus", (None, 200000, "t", "at-most")),
        ("fr", "dix systèmes de défense aérienne au moins", (10, None, "system", "at-least")),
        ("fr", "de 25 000 à 50 000 tonnes", (25000, 50000, "t", "range")),
        ("fr", "entre 10 et 20 blindés", (10, 20, "vehicle", "range")),
    ],
)
def test_bounds(language: str, text: str, expected: Reading) -> None:
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "dozens of soldiers", 24, 99),
        ("en", "tens of thousands of people", 20000, 99999),
        ("en", "several hundred troops", 200, 999),
        ("fr", "des dizaines de familles", 20, 99),
        ("fr", "plusieurs centaines de milliers de personnes", 200000, 999999),
    ],
)
def test_indefinite_plurals_have_marked_bounds(language: str, text: str, low: Number, high: Number) -> None:
    found = only(text, language)
    assert (found.low, found.high, found.approx, found.by_convention) == (low, high, "range", True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 7 February 2023 and again on March 12, 2024 they met."),
        ("en", "It was founded in 1998; the 2022 elections followed."),
        ("en", "It opened at 10:30, or 10.30 a.m., and lasted three weeks."),
        ("en", "The 38-year-old engineer, aged 38, met Ms. Doe, 45, there."),
        ("en", "Call +33 1 42 68 53 00 or 020 7946 0958."),
        ("en", "They won 3-1 after losing 2-0."),
        ("en", "Article 5 and Resolution 2231 apply in Room 12 of Air Base 201."),
        ("en", "An IRIS-T, an Il-76, a T-72 and the G7 in COVID-19 times."),
        ("en", "a third system, the first unit, a helicopter, several ships"),
        ("en", "children under five"),
        ("en", "221 Baker Street"),
        ("fr", "Le 7 février 2023, puis en mars 2024 et en 1998."),
        ("fr", "La séance de 10h30, ou 8 h 42, a duré trois semaines."),
        ("fr", "Composez le 01 42 68 53 00."),
        ("fr", "L'article 5, la loi de 1905, la salle 12 et la base 201."),
        ("fr", "Ils ont gagné 3-1. Le vol 370 de 18 heures est parti."),
        ("fr", "un hélicoptère, le troisième système, plusieurs navires"),
        ("fr", "un enfant de neuf ans"),
    ],
)
def test_what_is_no_quantity(language: str, text: str) -> None:
    assert read(text, language) == []


def test_money_by_symbol_code_and_name() -> None:
    text = "€5m, US$6m, C$7m, USD 8 million, 9 million Australian dollars, 10 million yen, £11m, 12 million CFA francs"
    expected = ["EUR", "USD", "CAD", "USD", "AUD", "JPY", "GBP", "XOF"]
    assert [q.unit for q in find_quantities(text, language="en")] == expected


def test_ambiguous_money_follows_home_and_is_marked() -> None:
    (abroad,) = find_quantities("a fine of $500", language="en")
    (canada,) = find_quantities("a fine of $500", language="en", home="CAN")
    (named,) = find_quantities("a fine of 500 Australian dollars", language="en", home="CAN")
    (cameroon,) = find_quantities("un prêt de 5 milliards de francs CFA", language="fr", home="CMR")
    assert (abroad.unit, abroad.by_convention) == ("USD", True)
    assert (canada.unit, canada.by_convention) == ("CAD", True)
    assert (named.unit, named.by_convention) == ("AUD", False)
    assert cameroon.unit == "XAF"


def test_pounds_are_money_or_mass() -> None:
    assert read("5,000 pounds of explosives", "en") == [(5000, 5000, "[lb_av]", "exact")]
    assert read("fined 5,000 pounds", "en") == [(5000, 5000, "GBP", "exact")]


def test_rates() -> None:
    assert only("at $300 per tonne", "en").unit == "USD/t"
    assert only("$83.20 a barrel", "en").unit == "USD/[bbl_us]"
    assert only("42 euros le mégawattheure", "fr").unit == "EUR/(MW.h)"
    assert only("200,000 barrels per day", "en").unit == "[bbl_us]/d"
    assert only("90 kilomètres à l'heure", "fr").unit == "km/h"


def test_what_is_measured_or_counted() -> None:
    grain = only("between 25,000 and 50,000 tonnes of grain.", "en")
    assert (grain.what, grain.unit) == ("grain", "t")
    text = "It sent four more IRIS-T air-defence systems to the east."
    (systems,) = find_quantities(text, language="en")
    assert (systems.what, systems.unit) == ("IRIS-T air-defence systems", "system")
    assert systems.whole is not None and systems.whole.of(text) == "four more IRIS-T air-defence systems"
    assert only("quatre radars de surveillance aérienne", "fr").what == "radars de surveillance aérienne"
    assert only("800 tonnes d'huile de soja à destination de la Corne", "fr").what == "huile de soja"


def test_multiplied_units_give_both_amounts() -> None:
    expected = [(3, 3, "shipment", "exact"), (500, 500, "t", "exact")]
    assert read("three 500-tonne shipments", "en") == expected


def test_verbs_of_change_keep_two_values() -> None:
    expected = [(3, 3, "%", "exact"), (5, 5, "%", "exact")]
    assert read("Unemployment rose from 3% to 5%.", "en") == expected
    assert read("Le chômage est passé de 3 % à 5 %.", "fr") == expected


def test_unit_understood_from_the_sentence() -> None:
    text = "Of the 24 systems ordered, seven have been delivered. The other thirteen will follow."
    found = find_quantities(text, language="en")
    assert [(q.low, q.unit) for q in found] == [(24, "system"), (7, "system"), (13, "system")]
    assert [q.by_convention for q in found] == [False, True, True]


def test_prepositions_are_no_bounds_before_small_counts() -> None:
    assert read("a dispute over two islands", "en") == [(2, 2, "island", "exact")]
    assert read("over 200 islands", "en") == [(200, None, "island", "at-least")]


def test_heads_overrule_word_forms() -> None:
    text = "He has 40 works on paper drawings."

    def heads(number: Span) -> Span | None:
        assert number.of(text) == "40"
        return Span(text.index("drawings"), text.index("drawings") + 8)

    (found,) = find_quantities(text, language="en", heads=heads)
    assert found.unit == "drawing"


def test_unknown_language() -> None:
    with pytest.raises(LanguageError):
        find_quantities("5 km", language="xx")


def test_a_number_counts_the_noun_past_of_the() -> None:
    (found,) = find_quantities("Japan gave Kenya up to 7.5 million of the doses.", language="en")
    assert (found.low, found.high, found.unit, found.approx) == (None, 7_500_000, "dose", "at-most")


def test_a_sum_paid_has_the_money_last_told() -> None:
    text = "Canberra lent Suva 85 million Australian dollars. A first payment of 25 million was received."
    assert [(q.low, q.unit, q.by_convention) for q in find_quantities(text, language="en")] == [
        (85_000_000, "AUD", False),
        (25_000_000, "AUD", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army recovered N45bn.", [(45e9, "NGN")]),
        ("Eskom received R250m and a fine of R12,000.", [(250e6, "ZAR"), (12000, "ZAR")]),
        ("Nairobi pays KSh 2bn, Kampala Shs20bn.", [(2e9, "KES"), (20e9, "KES")]),
        ("Dhaka promised Tk 300 crore.", [(3e9, "BDT")]),
        ("Jordan gave JD 15m, Bahrain BD 5m and Iraq ID 40bn.", [(15e6, "JOD"), (5e6, "BHD"), (40e9, "IQD")]),
        ("Sweden gave SKr500m, Denmark DKr 300m.", [(500e6, "SEK"), (300e6, "DKK")]),
        ("Fiji gave F$4m, Barbados Bds$3m, Peru S/ 40 million.", [(4e6, "FJD"), (3e6, "BBD"), (40e6, "PEN")]),
        ("Zambia owes K12bn.", [(12e9, "ZMW")]),
        ("M23 took the N7 road; the A320 stood at Gate B12, K2 far behind.", []),
    ],
)
def test_local_signs_of_money(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.low, q.unit) for q in find_quantities(text, language="en")] == expected


def test_local_signs_of_money_after_the_number() -> None:
    text = "Alger a versé 30 Mds DA, Rabat 200 MDH, Tunis 40 millions de DT, Ankara 2 milliards TL."
    found = [(q.low, q.unit) for q in find_quantities(text, language="fr")]
    assert found == [(30e9, "DZD"), (200e6, "MAD"), (40e6, "TND"), (2e9, "TRY")]


def test_letters_that_several_moneys_share_leave_them_open() -> None:
    (found,) = find_quantities("The clinics will get K200m.", language="en")
    assert found.by_convention
    assert "PGK" in found.currencies


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("In the first six months of 2023 it sent 40 trucks.", "en", [40]),
        ("Au cours des six premiers mois, elle a livré 30 camions.", "fr", [30]),
        ("On 12 and 13 March they met 20 ministers.", "en", [20]),
        ("Le prix atteint 1000 euros.", "fr", [1000]),
    ],
)
def test_no_quantity_begins_within_a_time(text: str, language: str, expected: list[float]) -> None:
    times = find_times(text, language=language, anchor="2024-05-14")
    assert [q.low for q in find_quantities(text, language=language, times=times)] == expected


def test_words_far_from_any_number_change_nothing() -> None:
    text = "The envoy spoke at length. " * 30 + "He offered two boats. " + "Nobody replied to him. " * 30 + "Six came."
    assert [(q.low, q.unit) for q in find_quantities(text, language="en")] == [(2, "boat"), (6, None)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ten, not eleven, trucks crossed the border.", "en", [(10, "truck")]),
        ("The ministry said 40 soldiers, not 60, had left.", "en", [(40, "soldier")]),
        ("The grant is worth $5m, not $15m as first reported.", "en", [(5e6, "USD")]),
        ("It bought 20 rather than 30 buses.", "en", [(20, "bus")]),
        ("It sent not 60 but 40 soldiers.", "en", [(40, "soldier")]),
        ("It did not send 60 men; 40 boats came.", "en", [(60, "man"), (40, "boat")]),
        ("Dix, pas onze, camions ont franchi la frontière.", "fr", [(10, "truck")]),
        ("L'aide s'élève à 5 et non 15 millions d'euros.", "fr", [(5e6, "EUR")]),
        ("Il a envoyé non pas 60 mais 40 camions.", "fr", [(40, "truck")]),
        ("Le Japon a donné 20 bus au lieu de 30.", "fr", [(20, "bus")]),
    ],
)
def test_a_number_that_is_denied_for_another_is_no_value(
    text: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert [(q.low, q.unit) for q in find_quantities(text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Norway gave 300 tents, Sweden 200 and Finland 45.", "en", [(300, "tent"), (200, "tent"), (45, "tent")]),
        ("La France formera 300 soldats et la Belgique 120.", "fr", [(300, "soldier"), (120, "soldier")]),
        ("Sur 18 millions de kWh, 3 millions restants suivront.", "fr", [(18e6, "kW.h"), (3e6, "kW.h")]),
        ("The airline bought 20 jets, among them a Boeing 737, and left.", "en", [(20, "jet")]),
    ],
)
def test_numbers_whose_noun_is_told_before(text: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.low, q.unit) for q in find_quantities(text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Le Japon offre 200 places de formation.", "place"),
        ("Elle a construit cinq châteaux d'eau.", "tower"),
        ("Ils ont livré trois lance-roquettes multiples.", "launcher"),
        ("Elle a donné 40 équipements de vision nocturne.", "device"),
        ("Elle a envoyé cinq soldats du feu.", "firefighter"),
        ("Ils ont reçu 20 cours de langue.", "course"),
    ],
)
def test_french_nouns_of_several_words_name_their_own_unit(text: str, unit: str) -> None:
    (found,) = find_quantities(text, language="fr")
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ils ont gagné 3 à 1 et perdu 2 à 0.", "fr", []),
        ("They won 3 to 1.", "en", []),
        ("Le cours est passé de 12 à 9 points.", "fr", [12, 9]),
        ("It cut the staff from 40 to 30.", "en", [40, 30]),
    ],
)
def test_scores_are_no_quantities(text: str, language: str, expected: list[float]) -> None:
    assert [q.low for q in find_quantities(text, language=language)] == expected
