"""French clauses: who does what where the model parts a noun from its verb."""

import pytest

from onrecord.core.parse import Parse, Token
from onrecord.language.parsing import parse_text
from onrecord.meaning.entities import build_cast


def word(parse: Parse, text: str) -> Token:
    """Return the first token that reads ``text``."""
    return next(t for t in parse.tokens if t.text == text)


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        ("Kigali, de son côté, s'est dit prêt à envoyer 2 000 soldats.", "dit", "Kigali"),
        ("L'entreprise, dont le contrat a été renouvelé en octobre, a refusé d'obtempérer.", "refusé", "entreprise"),
        ("Le Soudan du Sud, qui affirme ne pas les détenir, a accepté une enquête.", "accepté", "Soudan"),
        ("L'ONU, elle, s'inquiète du sort des déplacés.", "inquiète", "ONU"),
        ("Les Européens, a-t-il ajouté, ont promis 270 millions d'euros.", "promis", "Européens"),
        ("Il a ajouté qu'un second vol, avec vingt médecins, partirait lundi.", "partirait", "vol"),
        ("Des pourparlers entre Quito et Lima auront lieu le 26 mai.", "auront", "pourparlers"),
        ("Tokyo compte envoyer trois navires au Laos.", "compte", "Tokyo"),
        ("Interrogé par la chaîne publique, le député a jugé ce reproche grotesque.", "jugé", "député"),
    ],
)
def test_a_noun_gets_the_verb_that_follows_its_aside(sentence: str, verb: str, subject: str) -> None:
    parse = parse_text(sentence, "fr")
    found = parse.child(word(parse, verb).i, "nsubj")
    assert found is not None
    assert found.text == subject


def test_a_pronoun_before_the_verb_is_its_object_and_the_day_has_none() -> None:
    parse = parse_text("Moscou a rappelé vendredi son ambassadeur et lui a octroyé un crédit.", "fr")
    assert word(parse, "lui").rel == "iobj"
    assert parse.tokens[word(parse, "ambassadeur").head].text == "rappelé"


def test_sentences_of_two_paragraphs_stay_apart() -> None:
    parse = parse_text("Le Chili et le Pérou\nElles ont signé un accord.", "fr")
    assert word(parse, "Chili").sent != word(parse, "signé").sent


def test_an_object_pronoun_is_never_the_subject_of_its_clause() -> None:
    text = "Le Laos est endetté. Pékin lui avait accordé un prêt."
    parse = parse_text(text, "fr")
    parties = build_cast(parse).parties(word(parse, "lui").i)
    assert [p.country for p in parties] == ["LAO"]


@pytest.mark.parametrize(
    ("sentence", "verb", "thing"),
    [
        ("Ankara a promis à Haïti d'ici à juin deux hélicoptères.", "promis", "hélicoptères"),
        ("Le Japon a livré mercredi du blé au Népal.", "livré", "blé"),
        ("Le Japon avait promis la semaine dernière au Laos un prêt de 40 millions.", "promis", "prêt"),
        ("Rome a remis jeudi au ministère bissau-guinéen de la Santé 60 000 doses de vaccin.", "remis", "doses"),
        ("Le ministre a signé, à l'issue de la rencontre, un accord avec le Sénégal.", "signé", "accord"),
    ],
)
def test_an_object_behind_an_oblique_or_insertion_is_the_verbs(sentence: str, verb: str, thing: str) -> None:
    parse = parse_text(sentence, "fr")
    found = parse.child(word(parse, verb).i, "obj")
    assert found is not None
    assert found.text == thing


def test_a_list_and_an_aside_are_no_objects_of_the_verb_before() -> None:
    parse = parse_text("Quito a parlé. Avec le Chili, un voisin, il a négocié.", "fr")
    assert parse.child(word(parse, "parlé").i, "obj") is None


@pytest.mark.parametrize(
    "people", ["bissau-guinéen", "équato-guinéens", "sri-lankaise", "papouan-néo-guinéen", "ni-vanuatais"]
)
def test_the_name_of_a_people_with_a_hyphen_is_one_word(people: str) -> None:
    parse = parse_text(f"Le ministre {people} se rendra jeudi à Praia, disait-on.", "fr")
    assert word(parse, people).head == word(parse, "ministre").i
    assert parse.child(word(parse, "rendra").i, "nsubj") is not None
    assert "-on" in [t.text for t in parse.tokens]


def test_what_follows_a_thing_behind_an_office_belongs_to_the_thing() -> None:
    parse = parse_text("Lisbonne a remis au ministère de la Santé 60 000 doses de vaccin contre la rage.", "fr")
    assert parse.tokens[word(parse, "rage").head].text != "ministère"
