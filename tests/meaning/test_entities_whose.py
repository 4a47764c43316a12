"""Whose a ship, a body or an act is: flags, lists, relatives, capitals of organisations, sides, homes, money."""

import pytest

from onrecord.core.records import Event
from onrecord.core.spans import Span
from onrecord.language.parsing import parse_text
from onrecord.meaning.entities.cast import Cast, build_cast
from onrecord.meaning.events import find_events


def cast_of(text: str, language: str, title: str | None = None) -> Cast:
    return build_cast(parse_text(text, language), title=title)


def codes(text: str, language: str, words: str, title: str | None = None) -> list[str | None]:
    """Return the codes of the parties that ``words`` name in ``text``."""
    parse = parse_text(text, language)
    at = text.index(words)
    head = parse.head_of(Span(at, at + len(words)))
    assert head is not None
    return [p.country for p in cast_of(text, language, title).parties(head.i)]


def act(text: str, language: str, type_: str) -> Event:
    return next(e for e in find_events(text, language=language, domestic=True) if e.type == type_)


def sides(event: Event) -> tuple[set[str | None], set[str | None]]:
    return {p.country for p in event.actors}, {p.country for p in event.recipients}


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "Ghana has seized two Chinese-flagged trawlers.", "trawlers", "CHN"),
        ("en", "Ghana has boarded a tanker flying the Spanish flag.", "tanker", "ESP"),
        ("en", "Ghana has boarded a Greek-owned tanker.", "tanker", "GRC"),
        ("fr", "Le Ghana a arraisonné un cargo battant pavillon panaméen.", "cargo", "PAN"),
        ("fr", "Le Ghana a arraisonné un cargo sous pavillon libérien.", "cargo", "LBR"),
    ],
)
def test_a_ship_is_of_the_state_whose_flag_it_flies(language: str, text: str, words: str, code: str) -> None:
    assert codes(text, language, words) == [code]


def test_a_group_led_by_a_state_is_not_of_it() -> None:
    assert codes("Ghana has joined a Kenyan-led mission.", "en", "mission") != ["KEN"]


@pytest.mark.parametrize(
    ("language", "text", "words", "found"),
    [
        (
            "fr",
            "Le Premier ministre a remercié Lima, Quito et Bogota dans une allocution.",
            "Lima",
            ["PER", "ECU", "COL"],
        ),
        ("fr", "L'Arabie saoudite et l'Iran sont convenus de rouvrir leurs ambassades.", "Arabie", ["SAU", "IRN"]),
        ("en", "Peru, Chile and Ecuador voiced support for Quito.", "Peru", ["PER", "CHL", "ECU"]),
        ("fr", "Le Maroc a promis des bourses au Tchad, au Niger et à la Gambie.", "Tchad", ["TCD", "NER", "GMB"]),
    ],
)
def test_a_list_of_states_is_whole(language: str, text: str, words: str, found: list[str]) -> None:
    assert codes(text, language, words) == found


def test_a_place_is_no_list_with_who_acts_there() -> None:
    assert codes("In Lima on Monday, Chile and Ecuador signed an accord.", "en", "Lima") == ["PER"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Kenya sent help to Peru. Chile, whose embassy was damaged, said it was sending tents.", "embassy"),
        ("en", "Kenya sent help to Peru. Chile, whose embassy was damaged, said it was sending tents.", "it was"),
        ("fr", "Le Kenya aide le Pérou. Le Chili, dont l'ambassade a été touchée, enverra des tentes.", "ambassade"),
        (
            "en",
            "Kenya spoke. Peru is in talks. Chile, the country's main lender, is not: its bank signed alone.",
            "lender",
        ),
    ],
)
def test_what_is_said_of_a_state_beside_its_name_is_its_own(language: str, text: str, words: str) -> None:
    assert codes(text, language, words.split()[0]) == ["CHL"]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "The EU met Mauritania. Spain asked the Commission to wait.", "Commission", "EUR"),
        ("en", "The EU met Mauritania. A Commission official said so.", "official", "EUR"),
        ("fr", "Le Fonds monétaire international a prêté à la Zambie. Le Fonds a versé 30 millions.", "Fonds", "IMF"),
    ],
)
def test_one_capitalised_word_of_its_name_is_the_organisation(language: str, text: str, words: str, code: str) -> None:
    at = text.rindex(words)
    token = next(t for t in parse_text(text, language).tokens if t.start == at)
    assert [p.country for p in cast_of(text, language).parties(token.i)] == [code]


def test_both_organisations_are_no_states() -> None:
    text = (
        "Peru and Chile signed a treaty. The United Nations and the European Union sent observers. "
        "Both organisations stand ready to help."
    )
    assert codes(text, "en", "organisations") == ["UNO+EUR"]


def test_the_two_sides_are_those_who_fight_and_not_who_mediates() -> None:
    text = (
        "Sudan's government and the Rapid Support Forces have agreed to a truce, Kenya's foreign minister said. "
        "The two sides will free 120 prisoners."
    )
    found = codes(text, "en", "sides")
    assert "KEN" not in (found[0] or "")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Le Pérou a reçu une aide. Une bonne partie est arrivée.", "partie"),
        ("en", "Peru will pay 40 million Canadian dollars to Chile.", "dollars"),
        ("fr", "Le Pérou versera 40 millions de dollars américains au Chili.", "dollars"),
    ],
)
def test_a_part_and_a_currency_are_nobody(language: str, text: str, words: str) -> None:
    assert codes(text, language, words) in ([], [None])


def test_an_office_before_a_name_is_not_of_the_town_before_it() -> None:
    text = (
        "Peru and the rebels agreed to a truce, Chile's foreign minister said. "
        "They will open the road to Ayacucho, Foreign Minister Juan Rojas told reporters."
    )
    assert codes(text, "en", "Rojas") == ["CHL"]


def test_a_bare_office_is_of_the_state_that_the_headline_is_about() -> None:
    text = (
        "Rescuers from Chile, Brazil and Bolivia searched the ruins of Arequipa, in Peru. Bolivia sent 40 soldiers.\n\n"
        "Interior Minister Ana Quispe said the aid had come quickly."
    )
    assert codes(text, "en", "Quispe", "Neighbours rush to help Peru") == ["PER"]


@pytest.mark.parametrize(
    ("language", "text", "type_", "actors", "recipients"),
    [
        ("en", "Sudan accused Chad of arming the rebels.", "AID", {"TCD"}, None),
        ("fr", "Le Soudan a accusé le Tchad d'armer les paramilitaires.", "AID", {"TCD"}, None),
        ("en", "Ghana thanked Norway for sending 40 tents.", "AID", {"NOR"}, {"GHA"}),
        ("en", "Peru was hit on Monday. Serbia's offer of a field hospital was declined.", "REJECT", None, {"SRB"}),
        ("fr", "L'hôpital offert par la Serbie a été refusé par le Pérou.", "REJECT", {"PER"}, {"SRB"}),
        ("en", "Japan and Germany voiced support for Manila.", "SUPPORT", {"JPN", "DEU"}, {"PHL"}),
    ],
)
def test_who_does_what_a_complement_says(
    language: str, text: str, type_: str, actors: set[str] | None, recipients: set[str] | None
) -> None:
    done, taken = sides(act(text, language, type_))
    assert actors is None or done == actors
    assert recipients is None or taken == recipients


@pytest.mark.parametrize(
    ("language", "text", "words", "code", "basis"),
    [
        (
            "en",
            "Georgia will recount its ballots. Clerks from Alabama and Florida came to Atlanta.",
            "Georgia",
            "USA",
            "understood",
        ),
        (
            "en",
            "Georgia and Armenia opened a rail link in Tbilisi. The United States paid.",
            "Georgia",
            "GEO",
            "explicit",
        ),
        (
            "fr",
            "Le diplomate chinois Li Wen est venu. Son homologue indien, Raj Patel, aussi. Le diplomate a souri.",
            "Le diplomate a",
            "IND",
            "understood",
        ),
    ],
)
def test_who_may_be_another_is_marked(language: str, text: str, words: str, code: str, basis: str) -> None:
    at = text.rindex(words) if words != "Georgia" else 0
    first = next(t for t in parse_text(text, language).tokens if t.start >= at and t.pos in ("PROPN", "NOUN"))
    party = cast_of(text, language).parties(first.i)[0]
    assert (party.country, party.basis) == (code, basis)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Jordan Miller, a nurse from Leeds, joined the Jordanian team.", "Jordan"),
        ("fr", "Le maire a parlé. Dominique, commerçante à Lyon, attendait ce jour.", "Dominique"),
    ],
)
def test_a_given_name_is_no_state(language: str, text: str, words: str) -> None:
    token = next(t for t in parse_text(text, language).tokens if t.text == words)
    assert all(p.country not in ("JOR", "DMA") for p in cast_of(text, language).parties(token.i))


def test_a_state_that_people_are_called_after_is_one_at_the_start_of_a_sentence() -> None:
    assert codes("The team left Amman. Jordan has sent 40 doctors to Kenya.", "en", "Jordan") == ["JOR"]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        (
            "en",
            "Nepal's parliament passed the bill. India had voiced concern about the text. The government says the law "
            "will be in force by June.",
            "The government",
            "NPL",
        ),
        (
            "en",
            "Bolivia's largest union called a strike. Truckers queue at the Chilean and Peruvian borders. The labour "
            "ministry called it illegal.",
            "The labour ministry",
            "BOL",
        ),
        (
            "fr",
            "Le Parlement arménien a voté la loi. La Russie réclame des explications. Le gouvernement maintient tout.",
            "Le gouvernement",
            "ARM",
        ),
        (
            "fr",
            "À Tunis, les avocats ont défilé. L'Algérie et la Libye suivent de près. L'armée reste dans ses casernes.",
            "L'armée",
            "TUN",
        ),
    ],
)
def test_an_office_is_of_the_state_that_the_report_begins_with(language: str, text: str, words: str, code: str) -> None:
    assert codes(text, language, words) == [code]


def test_whose_an_office_is_stays_open_where_two_states_are_as_likely() -> None:
    text = "Britain and Mauritius agreed on the islands. The prime minister called it a historic day."
    assert codes(text, "en", "The prime minister") == [None]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "Students at the American University of Beirut went on strike.", "University", "LBN"),
        ("en", "The French Hospital in Baghdad closed its doors.", "Hospital", "IRQ"),
        ("fr", "L'Université américaine du Caire a suspendu ses séances.", "Université", "EGY"),
        ("fr", "L'École belge de Kinshasa a fermé.", "École", "COD"),
    ],
)
def test_a_house_is_of_the_state_of_its_town_rather_than_of_that_in_its_name(
    language: str, text: str, words: str, code: str
) -> None:
    assert codes(text, language, words) == [code]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("fr", "Le gouverneur de Géorgie a signé la loi.", "Le gouverneur", "USA"),
        ("fr", "Le gouverneur de la Géorgie a signé la loi.", "Le gouverneur", "USA"),
        ("fr", "Le président de la Géorgie est venu d'Atlanta.", "Le président", "GEO"),
        (
            "en",
            "The governor of Georgia signed it in Atlanta, while the president of Georgia spoke.",
            "the president",
            "GEO",
        ),
    ],
)
def test_the_office_beside_tells_a_state_from_the_province_called_like_it(
    language: str, text: str, words: str, code: str
) -> None:
    assert codes(text, language, words) == [code]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "The trawler Polish Rose sank off Shetland.", "Polish"),
        ("en", "A drone struck the tanker British Fidelity on Friday.", "British"),
        ("fr", "Le cargo Maltese Star a pris feu au large.", "Maltese"),
    ],
)
def test_the_name_of_a_ship_tells_no_state(language: str, text: str, word: str) -> None:
    at = text.index(word)
    cast = cast_of(text, language)
    inside = [t.i for t in parse_text(text, language).tokens_in(Span(at, at + len(word)))]
    assert not any(i in cast.codes() for i in inside)


def test_a_word_for_two_states_means_the_one_that_it_means_of_itself() -> None:
    text = (
        "La Guinée a fermé sa frontière. La Guinée-Bissau, elle, l'a rouverte. Le gouvernement guinéen s'explique peu."
    )
    assert codes(text, "fr", "Le gouvernement") == ["GIN"]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "The Guinean junta invited the president of Guinea-Bissau.", "The Guinean junta", "GIN"),
        ("fr", "La junte guinéenne a invité le président de Guinée-Bissau.", "La junte guinéenne", "GIN"),
        ("en", "Guinea-Bissau held a vote. The Guinean junta was silent.", "The Guinean junta", "GNB"),
        ("en", "In Brussels, the Commission has blamed Tajikistan.", "the Commission", "EUR"),
        ("fr", "À Bruxelles, la Commission a blâmé le Tadjikistan.", "la Commission", "EUR"),
        ("fr", "Le ministre péruvien a vu la délégation kazakhe à Genève. Son chef a souri.", "Son chef", "KAZ"),
        ("en", "Peru's minister met the Kazakh delegation in Geneva. Its leader smiled.", "Its leader", "KAZ"),
    ],
)
def test_who_stands_beside_tells_whom_words_mean(language: str, text: str, words: str, code: str) -> None:
    """A state told of beside somebody is not his, the seat of an organisation tells its parts, and leaders are of
    bodies."""
    assert codes(text, language, words) == [code]


@pytest.mark.parametrize(
    ("language", "text", "does", "takes"),
    [
        ("en", "Two Togolese pilots were freed in Accra.", {"GHA"}, {"TGO"}),
        ("en", "Two Togolese pilots were freed by Ghana.", {"GHA"}, {"TGO"}),
        ("fr", "Deux pilotes togolais ont été libérés par le Ghana.", {"GHA"}, {"TGO"}),
    ],
)
def test_who_is_let_go_does_not_let_go(language: str, text: str, does: set[str], takes: set[str]) -> None:
    event = act(text, language, "RETREAT")
    assert sides(event) == (does, takes)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "L'équipe d'Irlande du Nord a refusé de jouer contre l'Iran à Doha.", "GBR"),
        ("en", "The West African Economic and Monetary Union suspended Gabon's neighbour on Friday.", "GAB"),
    ],
)
def test_whose_somebody_is_takes_no_part_for_sure(language: str, text: str, code: str) -> None:
    """Neither the owner of the doer nor that of an unknown is told to be faced."""
    events = find_events(text, language=language)
    assert not [p for e in events for p in e.recipients if p.country == code and p.basis == "explicit"]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("fr", "Le dirigeant serbe de Bosnie a ri.", "Le dirigeant serbe de Bosnie", "BIH"),
        ("en", "Norway will lend Malawi money, the finance minister said in Lilongwe.", "the finance minister", "MWI"),
        ("fr", "La Norvège prêtera au Malawi, a dit à Lilongwe le ministre.", "le ministre", "MWI"),
        ("en", "Egypt spoke. The captain, an Indian, had been at fault.", "The captain", "IND"),
        ("fr", "Le Malawi paiera. Son collègue norvégien, Jens Stoltenberg, l'a dit.", "Jens Stoltenberg", "NOR"),
        ("en", "Strasbourg voted; the MEPs want more.", "the MEPs", "EUR"),
        ("en", "Two states asked the IMF. The Fund's mission chief, Alvaro Piris, came.", "mission chief", "IMF"),
        ("fr", "Le FMI a approuvé un prêt au Mali. Le chef de mission du Fonds a souri.", "Le chef de mission", "IMF"),
        ("en", "Ethiopia's central bank signed in Abu Dhabi. The governor smiled in Dubai.", "The governor", "ETH"),
        ("en", "The US envoy was in London. Prime Minister Keir Starmer told MPs to wait.", "MPs", "GBR"),
        ("fr", "Washington a rappelé Londres. Le Premier ministre Keir Starmer l'a dit aux députés.", "députés", "GBR"),
        ("en", "The Kenyan president promised President Miguel Diaz-Canel the truth.", "President Miguel", "CUB"),
        ("fr", "Paris a peur. La France a demandé à Bruxelles des garanties.", "Bruxelles", "EUR"),
        ("fr", "Les houthis ont libéré 11 employés de l'ONU ; l'organisation a souri.", "l'organisation", "UNO"),
    ],
)
def test_whose_somebody_is_in_another_state(language: str, text: str, words: str, code: str) -> None:
    assert codes(text, language, words) == [code]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les ministres ghanéen et togolais se sont rencontrés à Rome."),
        ("fr", "Le ministre ghanéen s'est entretenu lundi à Rome avec son homologue togolais."),
        ("fr", "Le ministre ghanéen s'est entretenu à Rome avec son homologue togolais."),
    ],
)
def test_the_place_of_a_meeting_takes_no_part_in_it(language: str, text: str) -> None:
    does, takes = sides(act(text, language, "CONSULT"))
    assert does | takes == {"GHA", "TGO"}


def test_two_villages_are_no_two_states() -> None:
    text = "Lebanon freed a Palestinian. The Israelis bombed two villages."
    assert codes(text, "en", "two villages") == ["LBN"]
