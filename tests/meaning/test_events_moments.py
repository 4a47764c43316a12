"""When an act was that shares its time with another (joined, meanwhile, so long after), and whom an act faces that is
done to many everywhere."""

import pytest

from onrecord.core.records import Event
from onrecord.language.parsing import parse_text
from onrecord.meaning.events import extract_events
from onrecord.meaning.events.find import told_in


def last(text: str, language: str) -> Event:
    parse = parse_text(text, language)
    return extract_events(parse, told_in(parse, "2025-09-19"))[0][-1]


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Chile on Sunday accused Peru of firing at its boats and summoned Lima's ambassador.", "2025-09-14"),
        ("en", "On Wednesday Kenya's head of state phoned India's and promised him tea.", "2025-09-17"),
        ("fr", "Mercredi, le président kényan a appelé son homologue indien et lui a promis du thé.", "2025-09-17"),
        ("en", "In Lima 200 fishermen marched on China's embassy on Wednesday to demand a ban.", "2025-09-17"),
        ("en", "The gun reached Ukraine on Monday, hours after Russia fired 80 missiles at Odesa.", "2025-09-15"),
        ("en", "Ghana expelled the envoy on Tuesday, three days after Togo recalled its own ambassador.", "2025-09-13"),
        ("fr", "Le Ghana a chassé l'émissaire mardi, trois jours après que le Togo eut rappelé le sien.", "2025-09-13"),
        ("en", "Kenya received the buses on 12 May 2025, a month after India had shipped them.", "2025-04"),
        ("en", "Togo closed the border on Monday, two days before Benin sent its envoy home.", "2025-09-17"),
        ("en", "Egypt expelled Qatar's envoy in 2017, three days before closing its airspace to its planes.", "2017"),
        ("fr", "L'Égypte a chassé le Qatari le 2 juin, trois jours avant de fermer le ciel au Qatar.", "2025-06-05"),
        ("fr", "Les Pays-Bas livreront six dragues au Sri Lanka dans la première quinzaine d'octobre.",
         "2025-10-01/2025-10-15"),
    ],
)  # fmt: skip
def test_an_act_shares_the_time_of_another(language: str, text: str, when: str) -> None:
    assert last(text, language).when == when


def test_a_clause_with_as_is_of_the_same_day() -> None:
    text = "Teams from Italy were searching the ruins of Tirana on Monday as an air bridge brought tents into Albania."
    assert last(text, "en").when == "2025-09-15"


def test_so_long_after_what_has_no_day_is_no_date() -> None:
    assert last("The embargo came ten days after Togo recalled its ambassador from Ghana.", "en").when is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chad thanked France on Monday. The United Nations appealed to donors for 50 million dollars for Chad."),
        ("en", "Canada phoned the United States on Friday. Ottawa asked its allies for help on Monday."),
        ("fr", "Le Tchad a remercié la France. Les Nations unies ont appelé les donateurs à la générosité."),
    ],
)
def test_allies_and_donors_are_no_state_that_is_understood(language: str, text: str) -> None:
    event = last(text, language)
    assert event.type == "REQUEST"
    assert not any(p.country for p in event.recipients)


def test_drones_that_are_sent_to_a_state_are_no_attack() -> None:
    event = last("Le ministre turc a annoncé lundi qu'Ankara enverrait des drones à la Somalie.", "fr")
    assert (event.type, [i.what for i in event.items]) == ("AID", ["drone"])


def test_a_parliament_urges_the_government_of_its_own_state() -> None:
    event = last("MANILA - Philippine legislators urged the government on Monday to suspend talks with China.", "en")
    assert [p.country for p in (*event.actors, *event.recipients)] == ["PHL", "PHL"]


def test_what_is_told_of_the_subject_beside_is_neither_side_nor_day() -> None:
    event = last("La Transnistrie, privée de gaz russe depuis janvier, a refusé une aide européenne.", "fr")
    assert ([p.country for p in event.recipients], event.when) == (["EUR"], None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("L'Inde a donné 20 camions au Bénin. Les camions, débarqués à Cotonou, seront remis à l'armée.", "truck"),
        ("La Roumanie a de son côté mis à disposition de la Moldavie deux hélicoptères.", "helicopter"),
    ],
)
def test_a_verb_that_is_parted_from_its_subject_or_auxiliary(text: str, what: str) -> None:
    event = last(text, "fr")
    assert (event.type, [i.what for i in event.items]) == ("AID", [what])


def test_a_refused_offer_is_one_refusal() -> None:
    parse = parse_text("Zambia has turned down a Chinese offer to finish the bridge.", "en")
    (event,) = extract_events(parse, told_in(parse, "2025-09-19"))[0]
    assert (event.type, event.mode, [i.what for i in event.items]) == ("REJECT", "assist", ["bridge"])


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "Kenya told Somalia in July that it would close the crossing.", ("KEN", "SOM")),
        ("en", "Serbia has notified Bosnia that it will withdraw its customs officers.", ("SRB", "BIH")),
        ("fr", "La Norvège a assuré vendredi au Malawi qu'elle paierait la route.", ("NOR", "MWI")),
    ],
)
def test_what_somebody_says_that_he_will_do_is_done_to_whom_he_tells_it(
    language: str, text: str, sides: tuple[str, str]
) -> None:
    event = last(text, language)
    assert ([p.country for p in event.actors], [p.country for p in event.recipients]) == ([sides[0]], [sides[1]])


def test_what_another_will_do_is_not_done_to_whom_it_is_told() -> None:
    parse = parse_text("Kenya told Somalia that Ethiopia would close the crossing.", "en")
    events, _ = extract_events(parse, told_in(parse, "2025-09-19"))
    assert not any(p.country == "SOM" for e in events for p in e.recipients)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Le Niger a expulsé 30 personnes vers le Bénin.", "affirmed"),
        ("Le Niger a libéré une personne de nationalité béninoise.", "affirmed"),
        ("Le Kenya a dit à la Somalie qu'il fermerait le point de passage.", "affirmed"),
        ("Le Niger n'a livré aucun camion au Bénin.", "denied"),
        ("Le Niger n'a rien livré au Bénin.", "denied"),
    ],
)
def test_nouns_written_like_negations_deny_nothing(text: str, polarity: str) -> None:
    assert last(text, "fr").polarity == polarity


def test_who_is_somewhere_until_a_day_is_there() -> None:
    event = last("La ministre vietnamienne du Commerce séjourne à Vientiane jusqu'à jeudi.", "fr")
    assert (event.type, event.stage) == ("CONSULT", "underway")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Greece handed Cyprus 22 used pumps, some dating from 1974."),
        ("fr", "La Grèce a remis à Chypre 22 pompes d'occasion, certaines datant de 1974."),
    ],
)
def test_when_a_thing_was_made_is_not_when_it_was_given(language: str, text: str) -> None:
    event = last(text, language)
    assert (event.when, [(i.what, i.low) for i in event.items]) == (None, [("pump", 22)])


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Le Danemark a donné à la Lettonie onze remorqueurs, deux grues flottantes et une cale sèche.",
         [("tugboat", 11), ("crane", 2), ("dry dock", None)]),
        ("L'Égypte a livré au Soudan 2 millions de doses de vaccin.", [("vaccine dose", 2_000_000)]),
    ],
)  # fmt: skip
def test_what_stands_behind_who_gets_it(text: str, items: list[tuple[str, int | None]]) -> None:
    assert [(i.what, i.low) for i in last(text, "fr").items] == items


def test_forty_is_no_quarantine() -> None:
    text = "Le Canada a envoyé au Chili une douzaine de bulldozers et une quarantaine de kilomètres de tuyaux."
    event = last(text, "fr")
    assert (event.type, event.trigger.of(text)) == ("AID", "a envoyé")
