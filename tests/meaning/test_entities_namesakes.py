"""Namesakes: ships, streets, dishes, people and towns called like states, and what is not sure."""

import pytest

from onrecord.language.parsing import parse_texts
from onrecord.meaning.entities import build_cast


def told(text: str, language: str, words: str) -> list[tuple[str | None, str]]:
    """Return the country and basis of the parties whose words begin or end with ``words``."""
    (parse,) = parse_texts([text], language)
    cast = build_cast(parse)
    at = [t.i for t in parse.tokens if t.text in words.split()]
    found = {p.span: p for i in at for p in cast.parties(i)}
    return [(p.country, p.basis) for p in found.values() if words in p.text]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("HMS Jamaica left Portsmouth on Sunday.", "en", "Jamaica"),
        ("A lorry overturned on Morocco Road, police said.", "en", "Morocco"),
        ("Rue de Londres, une trentaine de manifestants ont crié.", "fr", "Londres"),
        ("« C'est un groupe formidable », a confié Florence Israël, la médecin.", "fr", "Israël"),
        ("Les joueurs ont mangé une salade russe à l'hôtel.", "fr", "salade russe"),
        ("Il a été élu à la tête de l'Union africaine de judo.", "fr", "Union africaine"),
        ("Le Québec a remercié mardi les 109 pompiers envoyés par la France.", "fr", "envoyés"),
        ("The Norway Princess, a cruise liner, ran aground off Tunisia.", "en", "Princess"),
        ("Des professeurs d'anglais ont écrit au ministère.", "fr", "anglais"),
        ("Villagers in Rwanda pay for English lessons.", "en", "lessons"),
        ("Judge India Okafor told the court that Benin had not answered.", "en", "Okafor"),
        ("Panama hats are made by hand.", "en", "Panama"),
    ],
)
def test_what_is_called_like_a_state_is_not_one(text: str, language: str, words: str) -> None:
    """Ships, streets, dishes, people and federations are of no state for being called like it."""
    assert not [country for country, _ in told(text, language, words) if country is not None]


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [
        ("L'accusé est né à Moscow, dans l'Idaho, selon le tribunal.", "fr", "Moscow", "USA"),
        ("The Lebanon, New Hampshire, police arrested a man.", "en", "Lebanon", "USA"),
        ("Les élus ont reçu des députés allemands et polonais.", "fr", "députés allemands", "DEU+POL"),
    ],
)
def test_towns_and_joined_nationalities_are_read_whole(text: str, language: str, words: str, country: str) -> None:
    """A part of a state behind a comma places a town there; "and" joins nationalities."""
    assert country in [found for found, _ in told(text, language, words)]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Jordan greeted nurses at the Italian Hospital in Amman.", "en", "Italian Hospital"),
        ("The navy escorted the ship Costa Jamaica into port.", "en", "Costa Jamaica"),
        ("A Swedish court jailed a Somali-born imam for two years.", "en", "imam"),
        ("Ethnic Russians asked Riga for schools.", "en", "Russians"),
        ("Kosovo Serbs blocked a road.", "en", "Serbs"),
        ("Les Serbes du Kosovo ont barré une route.", "fr", "Serbes"),
        ("La minorité hongroise de Roumanie a demandé des écoles.", "fr", "minorité"),
        ("Le sélectionneur français du Sénégal a souri.", "fr", "sélectionneur"),
    ],
)
def test_what_only_sounds_like_a_state_is_not_sure(text: str, language: str, words: str) -> None:
    """Houses called after a people, names with further words and places of birth leave it open."""
    assert all(country is None or basis == "understood" for country, basis in told(text, language, words))


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [
        ("Kinshasa retient douze Congolais de Brazzaville.", "fr", "Congolais", "COG"),
        ("Two Congolese from Brazzaville were held in Kinshasa.", "en", "Congolese", "COG"),
        ("Des soldats guinéens de Bissau sont rentrés, et la Guinée équatoriale a suivi.", "fr", "soldats", "GNB"),
        ("The Guinean envoy to Bissau left.", "en", "Guinean envoy", "GIN"),
        ("L'ambassadeur guinéen à Bissau a quitté son poste.", "fr", "ambassadeur guinéen", "GIN"),
        ("A Guinean minister met officers of Guinea-Bissau and of Equatorial Guinea.", "en", "Guinean minister", "GIN"),
        ("The Georgia governor signed the bill on Monday.", "en", "governor", "USA"),
        ("The governor of Georgia sent troopers.", "en", "governor", "USA"),
        ("Georgia's president flew to Brussels.", "en", "president", "GEO"),
        ("The New England senator thanked Kyiv.", "en", "senator", "USA"),
        ("The Turkish Cypriot leader met the envoy.", "en", "leader", "CYP"),
        ("Le sénateur de Nouvelle-Irlande a remercié Rome.", "fr", "sénateur", "PNG"),
        ("The Congolese president, Denis Sassou Nguesso, thanked France.", "en", "Congolese president", "COG"),
        ("The Congolese president, Joseph Kabila, thanked France.", "en", "Congolese president", "COD"),
        ("Le dirigeant coréen Kim Jong-un a salué Moscou.", "fr", "dirigeant coréen", "PRK"),
        ("The prosecutor at The Hague asked for warrants.", "en", "prosecutor", "IGO"),
        ("Les juges de Strasbourg ont condamné la Hongrie.", "fr", "juges", "IGO"),
        ("L'Ordre de Malte a livré des tentes au Liban.", "fr", "Ordre de Malte", None),
    ],
)
def test_words_that_several_states_share_are_read_by_the_town_beside(
    text: str, language: str, words: str, country: str | None
) -> None:
    """Whose a name is that several states share, or a seat, is told by the words that stand right beside it."""
    assert {found for found, _ in told(text, language, words)} == {country}


def test_a_great_city_goes_before_towns_called_like_it() -> None:
    text = "Un avion brésilien a déposé à Santa Cruz 400 000 doses promises par Brasilia à la Bolivie."
    assert {found for found, _ in told(text, "fr", "Santa Cruz")} == {"BOL"}
