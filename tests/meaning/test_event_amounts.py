"""Amounts of items: several consignments with an amount each, bounds that a parser takes for prepositions, where the
words of an item end."""

from onrecord.core.records import Item
from onrecord.meaning.events import find_events


def items(text: str, language: str) -> list[Item]:
    return [item for event in find_events(text, language=language, published="2024-06-12") for item in event.items]


def test_consignments_with_an_amount_each_are_an_item_each() -> None:
    english = "Canada delivered two consignments of 36,000 and 40,000 tonnes of wheat to Ethiopia on Monday."
    french = "Le Canada a livré lundi à l'Éthiopie deux cargaisons de 36 000 et 40 000 tonnes de blé."
    for text, language in ((english, "en"), (french, "fr")):
        found = [(item.low, item.unit, item.what) for item in items(text, language)]
        assert found == [(36_000, "t", "wheat"), (40_000, "t", "wheat")]


def test_what_is_given_up_to_a_bound_is_an_item() -> None:
    (item,) = items("Le Japon fournira au Kenya jusqu'à 7,5 millions de doses du vaccin.", "fr")
    assert (item.low, item.high, item.unit, item.category) == (None, 7_500_000, "dose", "medical")


def test_an_item_ends_before_a_deadline_and_before_who_gets_it() -> None:
    (dated,) = items("La Norvège a promis au Malawi 15 tonnes de médicaments d'ici au 31 mars.", "fr")
    assert dated.text == "15 tonnes de médicaments"
    (given,) = items("L'Espagne est convenue de prêter 150 millions d'euros à la Tunisie sur cinq ans.", "fr")
    assert given.text == "150 millions d'euros"


def test_a_number_of_people_trained_is_told_once() -> None:
    found = items("Britain will train 10,000 Ukrainian soldiers.", "en")
    assert [(item.low, item.unit) for item in found] == [(10_000, "soldier")]


def test_what_left_or_came_laden_brought_its_load() -> None:
    french = "Un cargo turc est arrivé jeudi à Mogadiscio, chargé de 30 tonnes de riz turc."
    english = "A Turkish freighter reached Somalia on Tuesday laden with 30 tonnes of rice."
    for text, language in ((french, "fr"), (english, "en")):
        assert {(item.what, item.low, item.unit) for item in items(text, language)} == {("rice", 30, "t")}


def test_what_carries_the_goods_is_no_item_but_what_it_carries_is() -> None:
    english = "Chile has sent two transport planes with tents and blankets to Haiti."
    french = "Le Chili a envoyé à Haïti deux avions de transport chargés de tentes et de couvertures."
    for text, language in ((english, "en"), (french, "fr")):
        assert [item.category for item in items(text, language)] == ["shelter", "shelter"]


def test_a_group_is_counted_by_its_members() -> None:
    for text, language in (
        ("Japan sent a team of 18 doctors to Vanuatu.", "en"),
        ("Le Japon a dépêché au Vanuatu une équipe de 18 médecins.", "fr"),
    ):
        (item,) = items(text, language)
        assert (item.category, item.what, item.low, item.unit) == ("personnel", "doctor", 18, "doctor")


def test_the_whole_that_a_part_is_taken_from_did_not_come() -> None:
    found = items("Of the ten observers promised by Ghana, six have arrived in Togo.", "en")
    assert [item.low for item in found if item.low != 10] == [6]
    assert {item.category for item in found} == {"personnel"}


def test_a_list_goes_on_though_the_parser_hangs_its_second_thing_on_the_first() -> None:
    found = items("La Turquie a remis à la Somalie deux vedettes, huit véhicules blindés et des tentes.", "fr")
    assert [(item.category, item.low) for item in found] == [("ships", 2), ("vehicles", 8), ("shelter", None)]


def test_who_is_freed_and_who_is_expelled_are_items_and_what_one_is_thanked_for_is_none() -> None:
    (freed,) = items("Chad released two prisoners from Libya on Monday.", "en")
    assert (freed.category, freed.low) == ("personnel", 2)
    assert not items("Togo thanked Ghana for the assistance.", "en")


def test_francs_are_those_of_the_country_that_gives_them() -> None:
    (english,) = items("Switzerland has given Albania 2.5 million francs.", "en")
    (french,) = items("Le Rwanda versera 10 millions de francs à l'Ouganda.", "fr")
    assert (english.unit, french.unit) == ("CHF", "RWF")
    (dollars,) = items("Canada has given Albania 3 million dollars.", "en")
    assert dollars.unit == "USD"


def test_a_first_batch_has_the_number_of_what_it_holds_unless_it_is_taken_from_a_whole() -> None:
    for text, language in (
        ("China delivered a first batch of 20 trucks to Senegal.", "en"),
        ("La Chine a livré un premier lot de 20 camions au Sénégal.", "fr"),
    ):
        assert [(item.low, item.high, item.unit) for item in items(text, language)] == [(20, 20, "truck")]
    (taken,) = items("China delivered the first batch of the 20 trucks to Senegal.", "en")
    assert (taken.low, taken.unit, taken.category) == (None, None, "vehicles")
    (first,) = items("China has delivered the first of four radars to Senegal.", "en")
    assert (first.low, first.high) == (1, 1)


def test_broad_words_count_what_was_told_before() -> None:
    english = "Japan sold Manila four surveillance radars. Two units were handed over in March."
    french = "L'Allemagne a promis dix systèmes de défense aérienne à Kiev. Elle a livré trois exemplaires mercredi."
    assert [(i.low, i.unit) for i in items(english, "en")] == [(4, "radar"), (2, "radar")]
    assert [(i.low, i.unit) for i in items(french, "fr")] == [(10, "system"), (3, "system")]


def test_a_great_bare_number_is_in_the_measure_last_told() -> None:
    text = (
        "Le Kirghizstan a livré 42 millions de kilowattheures au Tadjikistan. "
        "Les 18 millions restants seront fournis avant la fin août."
    )
    assert [(i.low, i.unit) for i in items(text, "fr")] == [(42e6, "kW.h"), (18e6, "kW.h")]


def test_a_number_beside_its_noun_is_one_item() -> None:
    text = "La Chine a livré 50 camions au Mali. Trente véhicules supplémentaires seront remis en juin."
    assert [i.low for i in items(text, "fr")] == [50, 30]


def figures(text: str, language: str) -> list[tuple[float | None, str | None]]:
    return [(item.low, item.unit) for item in items(text, language) if item.low is not None]


def test_whoever_and_whatever_is_hit_held_or_permitted_is_an_item_where_it_is_counted() -> None:
    for text, language in (
        ("Norway imposed sanctions on nine companies and two ships from Belarus.", "en"),
        ("La Norvège a sanctionné neuf sociétés et deux navires biélorusses.", "fr"),
    ):
        assert figures(text, language) == [(9, "company"), (2, "ship")]
    assert figures("Samoa has issued 54 licences to foreign boats from Peru.", "en") == [(54, "licence")]
    # Whose licences they are is not suspended
    assert not figures("Samoa has suspended the licences of twelve ships from Peru.", "en")


def test_a_seized_ship_comes_with_its_crew() -> None:
    assert figures("Iran seized a Greek tanker with a crew of 17 on board.", "en") == [(17, "sailor")]
    assert figures("L'Iran a saisi un pétrolier grec avec ses 17 marins.", "fr") == [(17, "sailor")]


def test_forces_that_one_orders_home_and_the_posts_that_they_leave_are_items() -> None:
    assert figures("Morocco ordered its 350 peacekeepers out of Congo.", "en") == [(350, "peacekeeper")]
    assert figures("Chad will withdraw its guards from four posts in Sudan.", "en") == [(4, "post")]


def test_a_second_subject_whose_verb_is_left_out_gives_what_the_first_does_not() -> None:
    french = "L'Inde a envoyé deux navires chargés de 50 tonnes de matériel, et la Thaïlande 55 soldats."
    assert (55, "soldier") not in figures(french, "fr")


def test_the_subject_of_the_next_clause_is_not_the_last_of_a_list() -> None:
    english = "Greece sent 40 rescuers and 55 Kosovar soldiers came by road on Saturday."
    french = "La Grèce a envoyé 40 secouristes et 55 soldats kosovars sont venus par la route samedi."
    for text, language in ((english, "en"), (french, "fr")):
        (first, *_) = find_events(text, language=language, published="2024-06-12")
        assert [(item.low, item.unit) for item in first.items] == [(40, "rescuer")]


def test_a_part_has_not_the_sum_of_the_whole() -> None:
    text = "The IMF released the third instalment, $180 million, of the $900 million loan to Zambia."
    assert figures(text, "en") == [(180_000_000, "USD")]


def test_broad_words_are_counted_by_what_they_mean() -> None:
    text = "La Mauritanie a arraisonné deux chalutiers espagnols. Les deux bâtiments ont été saisis lundi."
    assert figures(text, "fr") == [(2, "trawler"), (2, "trawler")]


def test_a_bare_number_sums_up_the_things_before_it() -> None:
    english = "The helicopters, three in all, were delivered to Serbia by Russia on Friday."
    french = "Les hélicoptères, trois en tout, ont été livrés vendredi à la Serbie par la Russie."
    assert figures(english, "en") == figures(french, "fr") == [(3, "helicopter")]


def test_forces_and_money_asked_for_are_help() -> None:
    (forces,) = find_events(
        "The government of Congo asked the United Nations to dispatch two more battalions.", language="en"
    )
    assert (forces.type, forces.mode, [(i.low, i.unit) for i in forces.items]) == (
        "REQUEST",
        "assist",
        [(2, "battalion")],
    )


def test_a_measure_in_apposition_is_that_of_the_consignment() -> None:
    told = {
        "Peru will give Haiti 20,000 tonnes of maize. The second batch (6,000 tonnes) arrived in Port-au-Prince.": "en",
        "Le Pérou donnera à Haïti 20 000 tonnes de maïs. Le premier lot, soit 6 000 tonnes, a quitté Callao.": "fr",
    }
    for text, language in told.items():
        found = [(item.what, item.low, item.unit) for item in items(text, language)]
        assert found == [("maize", 20_000, "t"), ("maize", 6_000, "t")]
    (alone,) = items("The first shipment, 7,000 tonnes, left Callao in Peru for Haiti on Monday.", "en")
    assert (alone.low, alone.unit) == (7_000, "t")
    (named,) = items("Le premier envoi, environ 300 tonnes de riz, est arrivé lundi du Vietnam à Cuba.", "fr")
    assert (named.what, named.low, named.unit) == ("rice", 300, "t")
    more = items("Peru gave Haiti maize. The shipment, 300 tonnes more than promised, arrived on Monday.", "en")
    assert [item.low for item in more] == [None, None]


def test_a_number_that_is_ruled_out_is_no_item_and_denies_no_act() -> None:
    for text, language in (
        ("Slovenia sent 48 firefighters to Cyprus, not 60.", "en"),
        ("La Slovénie a envoyé 48 pompiers à Chypre, et non pas 60.", "fr"),
    ):
        (event,) = find_events(text, language=language, published="2024-06-12")
        assert event.polarity == "affirmed"
        assert [item.low for item in event.items] == [48]
    for text, language in (
        ("Chile has not delivered 40 trucks to Bolivia.", "en"),
        ("La Slovénie n'a pas envoyé 60 pompiers à Chypre.", "fr"),
    ):
        (event,) = find_events(text, language=language, published="2024-06-12")
        assert event.polarity == "denied"


def _figures(text: str, language: str) -> list[tuple[float | None, str | None]]:
    return [(item.low, item.unit) for item in items(text, language)]


def test_a_sum_told_again_in_another_currency_is_one_sum() -> None:
    assert _figures("Norway gave 75 million kroner ($7 million) to Moldova.", "en") == [(75_000_000, "NOK")]
    assert _figures("Kuwait lent Togo 15 million dollars, or about 9 billion CFA francs.", "en") == [
        (15_000_000, "USD")
    ]
    french = "Le Qatar a accordé au Tchad 15 millions de dollars, soit environ 9 milliards de francs CFA."
    assert _figures(french, "fr") == [(15_000_000, "USD")]
    both = "Japan gave Peru 2 million dollars and 300,000 euros."
    assert _figures(both, "en") == [(2_000_000, "USD"), (300_000, "EUR")]


def test_the_price_of_each_piece_is_no_item_and_the_price_of_all_is() -> None:
    assert _figures("Australia gave Fiji five boats at 2 million dollars apiece on Monday.", "en") == [(5, "boat")]
    assert _figures("Le Mali a vendu au Niger 40 radars à 2 millions d'euros pièce.", "fr") == [(40, "radar")]
    assert _figures("Poland sold Kenya 30 radars for 40 million dollars.", "en") == [
        (30, "radar"),
        (40_000_000, "USD"),
    ]


def test_people_who_are_given_to_are_no_item_and_people_let_in_are() -> None:
    assert _figures("Iran gave 40 tonnes of food to 3,000 Afghan refugees in Pakistan.", "en") == [(40, "t")]
    assert _figures("L'Iran a donné 40 tonnes de vivres aux 3 000 réfugiés d'Arménie.", "fr") == [(40, "t")]
    bound = items("Le Japon fournira au Kenya jusqu'à 200 médecins.", "fr")
    assert [(item.high, item.unit) for item in bound] == [(200, "doctor")]
    assert _figures("Ireland will take in 80 Afghan families.", "en") == [(80, "family")]


def test_a_further_number_of_the_same_is_a_figure_of_its_own() -> None:
    text = "South Africa deported 1,200 Basotho miners in April and another 300 in May."
    assert _figures(text, "en") == [(1_200, "miner"), (300, "miner")]


def test_loads_of_one_amount_each_hold_as_many_times_as_much() -> None:
    assert _figures("Pakistan handed Guinea-Bissau three batches of 500 tonnes of rice each.", "en") == [(1_500, "t")]
    french = "Trois lots de 500 tonnes de riz chacun ont été remis à la Guinée-Bissau par le Pakistan."
    assert _figures(french, "fr") == [(1_500, "t")]


def test_a_contract_has_what_it_is_for() -> None:
    assert _figures("Oman and Iran signed a contract for 28 trucks.", "en") == [(28, "truck")]


def test_a_part_of_a_counted_whole_is_the_part() -> None:
    assert _figures("La Pologne a remis à l'Ukraine neuf des quatorze chars.", "fr") == [(9, "tank")]
    assert _figures("Le Qatar a libéré six des marins indiens.", "fr") == [(6, "sailor")]
    assert _figures("Poland has handed over nine of the 14 tanks to Ukraine.", "en") == [(9, "tank")]


def test_a_restriction_tells_the_object() -> None:
    text = "Le Koweït, qui avait promis 5 000 tonnes de carburant au Liban, n'en a livré que 1 500."
    assert _figures(text, "fr") == [(5_000, "t"), (1_500, "t")]


def test_what_a_relative_clause_says_of_a_sum_has_the_sum() -> None:
    text = "The 350 million euro loan which the European Union granted Moldova last month has angered Moscow."
    assert _figures(text, "en") == [(350_000_000, "EUR")]


def test_loads_of_convoys_are_what_comes() -> None:
    english = "A convoy carrying 4,800 tonnes of wheat from Russia arrived in Mali on Monday."
    assert _figures(english, "en") == [(4_800, "t")]
    french = "Le Maroc a dépêché vers le Mali quarante camions chargés chacun de 20 tonnes de vivres."
    assert _figures(french, "fr") == [(800, "t")]
    assert _figures("Le Maroc a dépêché vers le Mali deux camions chargés de 20 tonnes de vivres.", "fr") == [(20, "t")]


def test_what_each_year_has_of_a_total_is_no_sum_of_its_own() -> None:
    for text in (
        "Norway will give Malawi 50 million dollars a year, or 250 million over five years.",
        "Norway will give Malawi 250 million dollars over five years, 50 million a year.",
    ):
        assert _figures(text, "en") == [(250_000_000, "USD")]
    french = "La Norvège donnera au Malawi 250 millions de dollars sur cinq ans, soit 50 millions par an."
    assert _figures(french, "fr") == [(250_000_000, "USD")]
    assert _figures("La Norvège donne au Malawi 30 millions de dollars par an.", "fr") == [(30_000_000, "USD")]
    two = "Norway will give Malawi 30 million dollars a year and Uganda 90 million dollars."
    assert (90_000_000, "USD") in _figures(two, "en")


def test_a_sum_that_another_is_cut_to_is_the_one_told() -> None:
    found = _figures("Britain cut its aid to Yemen from £93 to £50 million.", "en")
    assert [figure for figure in found if figure[0] is not None] == [(50_000_000, "GBP")]


def test_a_crew_is_as_many_as_its_apposition_says() -> None:
    assert _figures("Kenya released the crew, 21 Iranian sailors.", "en") == [(21, "sailor")]
