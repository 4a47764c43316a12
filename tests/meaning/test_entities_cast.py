"""Who is who inside one report: titles, surnames, roles, pronouns, pairs and what belongs to whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.spans import Span
from onrecord.language.parsing import parse_text
from onrecord.meaning.entities.cast import Cast, build_cast, build_casts

VISIT = (
    "Ghana's foreign minister, Ama Boateng, flew to Lomé on Tuesday. "
    "Boateng met her Togolese counterpart, Kofi Adjavon, and both ministers signed a fishing accord. "
    "She said the two countries would share a patrol boat. "
    "Togo thanked its neighbour. The Ghanaian diplomat promised further visits."
)
VISITE = (
    "Le ministre péruvien des Transports, Julio Quispe, a reçu mardi à Lima une délégation chilienne. "
    "M. Quispe a déclaré que les deux pays construiraient un pont. Son homologue chilien a salué ce projet. "
    "L'armée chilienne fournira des engins. Elle enverra aussi des ingénieurs. "
    "Selon un haut responsable du ministère chilien de la Défense, le Pérou paiera le ciment."
)
QUOTE = (
    "Kenya will lend Uganda two survey aircraft, a senior official of the Kenyan transport ministry said on Monday. "
    "\u201cWe will send our pilots as well,\u201d the official told reporters."
)


def cast_of(text: str, language: str) -> tuple[Cast, str]:
    return build_cast(parse_text(text, language)), text


def token_of(text: str, language: str, words: str, nth: int = 0) -> int:
    parse = parse_text(text, language)
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    head = parse.head_of(Span(at, at + len(words)))
    assert head is not None
    return head.i


def country(text: str, language: str, words: str, nth: int = 0) -> str | None:
    cast = build_cast(parse_text(text, language))
    parties = cast.parties(token_of(text, language, words, nth))
    return parties[0].country if parties else None


@pytest.mark.parametrize(
    ("words", "nth", "code", "name"),
    [
        ("Ama Boateng", 0, "GHA", "Ama Boateng"),
        ("Boateng met", 0, "GHA", "Ama Boateng"),
        ("her", 0, "GHA", "Ama Boateng"),
        ("Togolese counterpart", 0, "TGO", "Kofi Adjavon"),
        ("Kofi Adjavon", 0, "TGO", "Kofi Adjavon"),
        ("both ministers", 0, "GHA+TGO", "Ama Boateng and Kofi Adjavon"),
        ("She", 0, "GHA", "Ama Boateng"),
        ("The Ghanaian diplomat", 0, "GHA", "Ama Boateng"),
    ],
)
def test_an_english_visit(words: str, nth: int, code: str, name: str) -> None:
    cast, text = cast_of(VISIT, "en")
    words = words.removesuffix(" met")
    token = token_of(text, "en", words, nth)
    if words == "Boateng":
        token = token_of(text, "en", "Boateng", 1)
    assert {p.country for p in cast.parties(token)} == {code}
    assert cast.name(token) == name


def test_the_two_countries_are_those_of_the_ministers() -> None:
    assert set((country(VISIT, "en", "the two countries") or "").split("+")) == {"GHA", "TGO"}


@pytest.mark.parametrize(
    ("words", "code", "sector"),
    [
        ("Julio Quispe", "PER", "GOV"),
        ("M. Quispe", "PER", "GOV"),
        ("une délégation chilienne", "CHL", "GOV"),
        ("Son homologue chilien", "CHL", "GOV"),
        ("L'armée chilienne", "CHL", "MIL"),
        ("Elle", "CHL", "MIL"),
        ("un haut responsable du ministère chilien de la Défense", "CHL", "GOV"),
        ("le Pérou", "PER", "GOV"),
    ],
)
def test_a_french_visit(words: str, code: str, sector: str) -> None:
    cast, text = cast_of(VISITE, "fr")
    party = cast.parties(token_of(text, "fr", words))[0]
    assert (party.country, party.sector) == (code, sector)


def test_a_french_pair_of_countries() -> None:
    assert set((country(VISITE, "fr", "les deux pays") or "").split("+")) == {"PER", "CHL"}


def test_we_and_our_are_the_speakers() -> None:
    cast, text = cast_of(QUOTE, "en")
    start = text.index("We will")
    cast.hear(Span(start, text.index("as well") + 7), token_of(text, "en", "the official"))
    assert cast.parties(token_of(text, "en", "We"))[0].country == "KEN"
    pilots = cast.parties(token_of(text, "en", "our pilots"))[0]
    assert (pilots.country, pilots.sector) == ("KEN", "MIL")
    assert cast.name(token_of(text, "en", "the official")) == "senior official of the Kenyan transport ministry"


def test_we_is_guessed_from_the_verb_of_speech() -> None:
    assert country(QUOTE, "en", "We") == "KEN"


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "Chile and Peru signed a treaty.", "Chile", "CHL"),
        ("en", "Latvia sold boats to Malta. The country will pay in May.", "The country", "MLT"),
        ("en", "Uruguay's army and its navy took part.", "its navy", "URY"),
        ("en", "Diplomats of Oman and Qatar met. They agreed on a date.", "They", "OMN+QAT"),
        ("en", "The president of Botswana spoke. His spokesman denied it.", "His spokesman", "BWA"),
        ("en", "Canadian Prime Minister Zoe Lund arrived. Lund's adviser spoke.", "adviser", "CAN"),
        ("fr", "La Norvège et l'Islande ont signé. Elles se verront en mai.", "Elles", "NOR+ISL"),
        ("fr", "Le Vietnam a livré du riz au Laos. Il enverra un navire.", "Il", "VNM"),
        ("fr", "La présidente maltaise, Maria Borg, est arrivée. Elle a remercié Chypre.", "Elle", "MLT"),
        ("fr", "Les soldats fidjiens sont partis. Ils reviendront.", "Ils", "FJI"),
    ],
)
def test_words_that_refer_back(language: str, text: str, words: str, code: str) -> None:
    assert country(text, language, words) == code


def test_a_coordination_gives_one_party_each() -> None:
    text = "Chile and Peru signed a treaty."
    parties = build_cast(parse_text(text, "en")).parties(0)
    assert [(p.text, p.country) for p in parties] == [("Chile", "CHL"), ("Peru", "PER")]


def test_a_surname_in_capitals_is_the_same_person() -> None:
    text = "Le ministre gabonais Paul Ndong est arrivé. Le Ministre NDONG a parlé."
    cast = build_cast(parse_text(text, "fr"))
    assert cast.name(token_of(text, "fr", "NDONG")) == "Paul Ndong"


def test_people_who_share_a_surname_stay_apart() -> None:
    text = "Estonian minister Anna Tamm met Latvian minister Peter Tamm. Anna Tamm left early."
    cast = build_cast(parse_text(text, "en"))
    assert {e.name: e.country for e in cast.entities if e.schema == "Person"} == {
        "Anna Tamm": "EST",
        "Peter Tamm": "LVA",
    }


def test_the_same_words_follow_the_rest_of_the_report() -> None:
    assert country("Kinshasa protested. The Congolese army moved.", "en", "The Congolese army") == "COD"
    assert country("Brazzaville protested. The Congolese army moved.", "en", "The Congolese army") == "COG"


def test_a_city_where_something_happens_is_a_place() -> None:
    text = "Ministers met in Nairobi. Nairobi offered aid."
    cast = build_cast(parse_text(text, "en"))
    first, second = token_of(text, "en", "Nairobi"), token_of(text, "en", "Nairobi", 1)
    assert cast.is_place(first)
    assert not cast.is_place(second)
    place = cast.place(first)
    assert place is not None
    assert place.country == "KEN"
    assert cast.parties(second)[0].sector == "GOV"


def test_unknown_people_have_no_country() -> None:
    text = "Xavia Quorl spoke in the evening. She left."
    cast = build_cast(parse_text(text, "en"))
    assert [p.country for p in cast.parties(token_of(text, "en", "Quorl"))] in ([], [None])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Mali",
                "the",
                "army",
                "Lund",
                "he",
                "said",
                ",",
                "two",
                "countries",
                "its",
                "\u201c",
                "we",
                "\n\n",
                "Le",
                "-il",
                "\u00a0",
            ]
        ),
        max_size=25,
    ),
    st.sampled_from(["en", "fr"]),
)
def test_any_text_has_a_cast_whose_spans_slice_back(words: list[str], language: str) -> None:
    parse = parse_text(" ".join(words), language)
    cast = build_cast(parse, title="Lund visits")
    for token in parse.tokens:
        for party in cast.parties(token.i):
            assert party.text == party.span.of(parse.text)
        cast.name(token.i)
        cast.place(token.i)
    assert all(s.end <= len(parse.text) for e in cast.entities for s in e.spans)


FR_OFFICES = (
    ("ministre paraguayenne de l'Environnement", "PRY"),
    ("ministre bolivien des Mines", "BOL"),
    ("ministre kényan de l'Éducation", "KEN"),
    ("ministre norvégienne de la Pêche", "NOR"),
    ("vice-ministre philippin du Tourisme", "PHL"),
    ("ministre gabonais du Tourisme et de l'Hygiène", "GAB"),
    ("ministre malienne de la Réconciliation Nationale", "MLI"),
    ("ministère laotien de l'Irrigation", "LAO"),
    ("secrétaire d'État péruvienne à l'Agriculture", "PER"),
)
EN_OFFICES = (
    ("Paraguayan environment minister", "PRY"),
    ("Bolivian Minister of Mines", "BOL"),
    ("Kenyan Minister for Education", "KEN"),
    ("Fijian Minister of Fisheries", "FJI"),
    ("Irish Minister for the Arts", "IRL"),
    ("Paraguayan Ministry of the Environment", "PRY"),
    ("Peruvian deputy agriculture minister", "PER"),
    ("Omani Minister of Tourism", "OMN"),
)


@pytest.mark.parametrize(
    ("article", "verb", "language", "office", "code"),
    [
        *(("", " a annoncé un plan lundi.", "fr", *row) for row in FR_OFFICES),
        *(("The ", " announced a plan on Monday.", "en", *row) for row in EN_OFFICES),
    ],
)
def test_a_demonym_between_office_and_portfolio_tells_whose_office_it_is(
    article: str, verb: str, language: str, office: str, code: str
) -> None:
    """The office is told by its own words: a portfolio with a capital is nobody's name."""
    if language == "fr":
        article = "La " if "enne " in office else "Le "
    text = f"{article}{office}{verb}"
    cast = build_cast(parse_text(text, language))
    (party,) = cast.parties(token_of(text, language, f"{article}{office}"))
    assert (party.country, party.sector, party.name) == (code, "GOV", office)
    assert not [e.name for e in cast.entities if e.schema == "Person" and e.name != office]


@pytest.mark.parametrize(
    ("text", "language", "name", "code"),
    [
        ("Le ministre kényan de la Santé Peter Otieno a parlé. M. Otieno a ri.", "fr", "Peter Otieno", "KEN"),
        ("La ministre norvégienne de la Pêche, Anna Holt, a parlé.", "fr", "Anna Holt", "NOR"),
        ("Omani Minister of Tourism Salim Harthy spoke. Harthy left.", "en", "Salim Harthy", "OMN"),
        ("The Fijian Minister of Fisheries, Ratu Koro, spoke.", "en", "Ratu Koro", "FJI"),
    ],
)
def test_a_name_behind_the_portfolio_is_the_name(text: str, language: str, name: str, code: str) -> None:
    people = [(e.name, e.country) for e in build_cast(parse_text(text, language)).entities if e.schema == "Person"]
    assert people == [(name, code)]


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        ("en", "Foreign minister Cho Nam-il of South Korea came. Cho left.", "Cho left", "Cho Nam-il"),
        ("en", "President Tarek al-Masri of Libya spoke. Masri then left.", "Masri then", "Tarek al-Masri"),
        ("en", "The minister Anne-Marie Holt spoke. Holt left.", "Holt left", "Anne-Marie Holt"),
        ("fr", "Le ministre Tarek al-Masri a parlé. M. al-Masri est parti.", "al-Masri est", "Tarek al-Masri"),
        ("fr", "Le ministre Cho Nam-joo a parlé. M. Cho est parti.", "Cho est", "Cho Nam-joo"),
    ],
)
def test_a_name_with_a_hyphen_is_one_name(language: str, text: str, words: str, name: str) -> None:
    parse = parse_text(text, language)
    token = next(t for t in parse.tokens if t.start == text.index(words) + (3 if words.startswith("al-") else 0))
    assert build_cast(parse).name(token.i) == name


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        (
            "en",
            "Chile's health minister, Ana Soto, met Chile's finance minister, Luis Vera. The health minister spoke.",
            "The health minister",
            "Ana Soto",
        ),
        (
            "en",
            "Kenya's deputy trade minister, Ann Oloo, saw Kenya's trade minister, Joy Kip. The deputy minister left.",
            "The deputy minister",
            "Ann Oloo",
        ),
        (
            "en",
            "Peru's president named Rosa Diaz as energy minister. The new minister will visit Chile.",
            "The new minister",
            "Rosa Diaz",
        ),
        (
            "fr",
            "La ministre chilienne de la Santé, Ana Soto, a vu son homologue péruvien, Luis Vera. "
            "Le ministre péruvien a parlé.",
            "Le ministre péruvien",
            "Luis Vera",
        ),
        (
            "fr",
            "Le procureur général du Chili, Ana Soto, a classé l'affaire. Elle a reconnu une erreur.",
            "Elle",
            "Ana Soto",
        ),
        (
            "fr",
            "Le Chili a invité le Pérou. Celui-ci a décliné.",
            "Celui-ci",
            "Pérou",
        ),
    ],
)
def test_offices_are_told_apart_by_what_they_are_in_charge_of(language: str, text: str, words: str, name: str) -> None:
    parse = parse_text(text, language)
    start = text.rindex(words)
    head = parse.head_of(Span(start, start + len(words))) or parse.tokens_in(Span(start, start + 5))[0]
    assert build_cast(parse).name(head.i) == name


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "Chile praised Peru. In Bogota, the foreign ministry said nothing.", "the foreign ministry", "COL"),
        ("en", "Chile's envoy flew to Lima, where the president received him.", "the president", "PER"),
        ("fr", "La France attend. La justice cap-verdienne a ouvert une enquête.", "La justice cap-verdienne", "CPV"),
        ("fr", "Le Brésil hésite. À Lima, le ministère a démenti.", "le ministère", "PER"),
        ("en", "Georgia's minister opened his country's mission in Amman.", "his country's mission", "GEO"),
    ],
)
def test_an_office_without_a_country_is_of_the_place_told_beside_it(
    language: str, text: str, words: str, code: str
) -> None:
    parse = parse_text(text, language)
    start = text.index(words)
    head = parse.head_of(Span(start, start + len(words)))
    assert head is not None
    (party,) = build_cast(parse).parties(head.i)
    assert party.country == code


@pytest.mark.parametrize(
    ("language", "text", "words", "basis"),
    [
        ("en", "Peru's foreign minister, Ana Soto, left. Soto thanked Chile.", "Soto thanked", "explicit"),
        ("en", "Peru's foreign minister, Ana Soto, left. She thanked Chile.", "She", "referred"),
        ("en", "Peru protested. The minister left for Chile.", "The minister", "understood"),
        ("fr", "Le Pérou proteste. Le ministre est parti au Chili.", "Le ministre", "understood"),
        ("fr", "L'armée péruvienne a tiré. Elle a nié.", "Elle", "referred"),
    ],
)
def test_a_party_tells_what_it_rests_on(language: str, text: str, words: str, basis: str) -> None:
    parse = parse_text(text, language)
    start = text.index(words)
    (party,) = build_cast(parse).parties(
        parse.tokens_in(Span(start, start + len(words)))[0 if "Soto" in words else -1].i
    )
    assert (party.country, party.basis) == ("PER", basis)


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        (
            "en",
            "Rice will come in May, Malaysia's foreign minister said. Foreign Minister Ana Rashid told reporters more.",
            "minister said",
            "Ana Rashid",
        ),
        (
            "fr",
            "L'Inde donnera du riz, a dit son ambassadrice. Il viendra en mai, a précisé l'ambassadrice Rekha Roy.",
            "ambassadrice.",
            "Rekha Roy",
        ),
        (
            "en",
            "Malaysia's foreign minister left. Trade Minister Ana Rashid told reporters more.",
            "minister left",
            "Malaysia's foreign minister",
        ),
        (
            "en",
            "Malaysia's president left. President Ana Holt of Norway told reporters more.",
            "president left",
            "Malaysia's president",
        ),
    ],
)
def test_who_is_told_by_office_first_has_the_name_that_follows(language: str, text: str, words: str, name: str) -> None:
    parse = parse_text(text, language)
    token = next(t for t in parse.tokens if t.start == text.index(words))
    assert build_cast(parse).name(token.i) == name


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Edwin Poland, who runs the mill, said on Monday that it would close.", "Edwin Poland"),
        ("en", "Ruth German, a teacher, came to Kigali. German said she would stay.", "German said"),
        ("en", "Mr. Denmark told the court that he knew nothing.", "Mr. Denmark"),
        ("en", "Chad Israel, a banker, came to Lima on Monday.", "Chad Israel"),
        ("fr", "Mme Bolivie, députée depuis mai, a voté contre le texte.", "Mme Bolivie"),
        ("fr", "Lucie Hollande, éleveuse, vend son lait à la coopérative.", "Lucie Hollande"),
    ],
)
def test_names_of_states_and_peoples_may_be_surnames(language: str, text: str, words: str) -> None:
    cast, _ = cast_of(text, language)
    parties = cast.parties(token_of(text, language, words.split(" said")[0], text.count(words.split(" said")[0]) - 1))
    assert all(p.country is None or p.basis == "understood" for p in parties)


@pytest.mark.parametrize(
    ("language", "text", "words", "country", "basis"),
    [
        ("en", "Norway and Latvia signed the pact. The kingdom will pay for it.", "The kingdom", "NOR", "referred"),
        ("fr", "Le Tchad et le Gabon négocient. Le pays enclavé veut un port.", "Le pays enclavé", "TCD", "referred"),
        ("en", "Tonga and Fiji signed the pact. The landlocked nation was absent.", "nation", None, None),
        ("en", "Peru talked to Fiji. The French embassy in Lima hosted them. The ambassador said so.", "The ambassador",
         "FRA", "understood"),
        ("fr", "Le Pérou négocie. Anne Rey, chercheuse à Oslo, en doute.", "Anne Rey", None, None),
    ],
)  # fmt: skip
def test_weak_resolutions_are_open_or_marked(
    language: str, text: str, words: str, country: str | None, basis: str | None
) -> None:
    cast, _ = cast_of(text, language)
    party = next(iter(cast.parties(token_of(text, language, words))), None)
    assert (party.country if party else None) == country
    assert country is None or (party is not None and party.basis == basis)


@pytest.mark.parametrize(
    ("language", "text", "sure"),
    [
        ("fr", "Brazzaville et Kinshasa se parlent. Rien ne presse. Le Congo attend.", False),
        ("fr", "Brazzaville et Kinshasa se parlent. À Brazzaville, le Congo attend.", True),
        ("fr", "Brazzaville ne dit rien. Le Congo attend.", True),
    ],
)
def test_a_name_of_two_states_is_sure_only_where_the_report_settles_it(language: str, text: str, sure: bool) -> None:
    cast, _ = cast_of(text, language)
    (party,) = cast.parties(token_of(text, language, "Congo"))
    assert (party.basis != "understood") is sure


@pytest.mark.parametrize(
    ("language", "text", "words", "country"),
    [
        ("en", "Flooding cut the road in Homa Bay on Monday.", "Homa Bay", "KEN"),
        ("en", "Kenya sent tents. Homa Bay was cut off.", "Homa Bay", "KEN"),
        ("en", "The concert drew fans of Homa Bay to the theatre.", "Homa Bay", None),
        ("en", "A bus burned in Córdoba on Monday.", "Córdoba", None),
        ("en", "Argentina sent help. A bus burned in Córdoba on Monday.", "Córdoba", "ARG"),
        ("fr", "Un pont s'est effondré à Makati lundi.", "Makati", "PHL"),
        ("fr", "Les combats ont repris dans le Rakhine.", "Rakhine", "MMR"),
    ],
)
def test_towns_and_provinces_lie_in_a_state_where_the_words_or_the_report_say_so(
    language: str, text: str, words: str, country: str | None
) -> None:
    cast, _ = cast_of(text, language)
    place = cast.place(token_of(text, language, words))
    assert (place.country if place else None) == country


@pytest.mark.parametrize(
    ("language", "text", "words", "country"),
    [
        ("fr", "La France a salué l'accord. France Mba, juriste, en doute.", "France Mba", None),
        ("fr", "Le Pérou et l'Iran se parlent. Le royaume hachémite se tait.", "Le royaume", "JOR"),
        ("en", "Peru met Iran and Chad. Its two allies kept silent.", "allies", None),
        ("en", "Peru's envoy, Ana Rey, left. The Swiss embassy in Lima protested. The ambassador wept.",
         "The ambassador", "CHE"),
        ("en", "Fiji wrote a letter. The foreign ministry in Lima has not answered.", "foreign ministry", "PER"),
    ],
)  # fmt: skip
def test_what_stands_for_a_party_is_read_with_its_surroundings(
    language: str, text: str, words: str, country: str | None
) -> None:
    cast, _ = cast_of(text, language)
    party = next(iter(cast.parties(token_of(text, language, words))), None)
    assert (party.country if party else None) == country


def test_two_of_three_who_deal_with_each_other_are_but_the_likeliest() -> None:
    text = "Oman received Iran and Peru. Peru thanked Iran and Oman. The two countries will meet again."
    (party,) = build_cast(parse_text(text, "en")).parties(token_of(text, "en", "The two countries"))
    assert party.basis == "understood"


def test_reports_read_together_are_cast_as_each_alone() -> None:
    told = [
        ("Sweden's foreign minister Lena Holm arrived in Lima. She met the president.", "en", "Lena Holm in Peru"),
        ("", "en", None),
        ("Le ministre péruvien Luis Cano a reçu la Suède. Il a salué Stockholm.", "fr", None),
    ]
    reports = [(parse_text(text, language), title, ()) for text, language, title in told]
    together = build_casts(reports)
    alone = [build_cast(parse, title=title) for parse, title, _ in reports]
    assert [c.entities for c in together] == [c.entities for c in alone]
    assert [c.headline() for c in together] == [("PER",), (), ()]
    assert {e.name for e in together[0].entities} >= {"Lena Holm", "Sweden"}
    assert {e.name for e in together[2].entities} >= {"Luis Cano", "Suède"}


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "The two navies ended a week of drills on Sunday, Kenya and Pakistan said.", "navies"),
        ("en", "The two governments ended a week of talks on Sunday, Kenya and Pakistan said.", "governments"),
        (
            "fr",
            "Les deux gouvernements partageront leurs données, ont annoncé le Kenya et le Pakistan.",
            "gouvernements",
        ),
    ],
)
def test_two_who_are_named_behind_as_those_who_say_so(language: str, text: str, word: str) -> None:
    parse = parse_text(text, language)
    cast = build_cast(parse)
    at = next(t.i for t in parse.tokens if t.text == word)
    assert [(p.country, p.basis) for p in cast.parties(at)] == [("KEN+PAK", "referred")]
