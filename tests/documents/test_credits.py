"""Outlets and origins: who published a report and where its matter comes from."""

import pytest

from onrecord.documents import read_report
from onrecord.documents.blocks import Page
from onrecord.documents.credits import find_origins
from onrecord.documents.credits.registry import is_agency, outlet_named, outlets

BODY = "The two ministers signed the fishing accord in Lisbon and left without taking questions from anyone there."


def test_the_registry_covers_the_world_and_is_clean() -> None:
    known = outlets()
    assert len(known) >= 300
    assert len({outlet.country for outlet in known}) > 120
    assert all(outlet.name and "." in outlet.domain and len(outlet.country) in {0, 3} for outlet in known)
    assert len({outlet.domain for outlet in known}) == len(known)


def test_names_are_known_by_alias_and_agencies_as_such() -> None:
    named = outlet_named("AFP")
    assert named is not None and named.name == "Agence France-Presse"
    assert is_agency("Reuters") and not is_agency("Le Monde")
    assert outlet_named("no such paper") is None


@pytest.mark.parametrize(
    ("document", "outlet"),
    [
        (f"Tide Gazette\n\nAccord signed\n\n{BODY}", "Tide Gazette"),
        (f"Accord signed - Tide Gazette\n\nAccord signed\n\n{BODY}", "Tide Gazette"),
        (f"Accord signed\n\n{BODY}\n\n© 2024 The Tidewater. All rights reserved.", "The Tidewater"),
        (f"date 2024-01-02 https://www.rfi.fr/en/accord\n\nAccord signed\n\n{BODY}", "Radio France Internationale"),
        (f"Accord signed\n\n{BODY}\n\nTidewire desk@tidewire.example", "Tidewire"),
        (f"Accord signed\n\nLISBON (Tide News / Wavepress - 3rd May, 2023) {BODY}", "Tide News"),
        (f"Accord signed\n\n{BODY}", None),
    ],
)
def test_outlets_of_dumps(document: str, outlet: str | None) -> None:
    assert read_report(document).outlet == outlet


@pytest.mark.parametrize(
    ("document", "origin"),
    [
        (f"LISBON (Reuters) - {BODY}", ("agency", "Reuters")),
        (f"LISBON, May 3 (Wavepress) - {BODY}", ("agency", "Wavepress")),
        (f"LISBON (Tide News / Wavepress - 3rd May, 2023) {BODY}", ("agency", "Wavepress")),
        (f"(AFP) - {BODY}", ("agency", "AFP")),
        (f"Accord signed\n\n{BODY}\n\n(with Reuters)", ("agency", "Reuters")),
        (f'{BODY} "It was time," he told the Wave news agency.', ("agency", "Wave")),
        (f'{BODY} "It was time," he told Le Monde.', ("interview", "Le Monde")),
        (f"{BODY} Citing TASS, the paper said more would follow.", ("agency", "TASS")),
        (f"{BODY} Minister Ana Lopes told reporters that it was time.", ("press-conference", "Ana Lopes")),
        (f"{BODY} L'accord, a déclaré à l'AFP un diplomate, tiendra longtemps.", ("agency", "AFP")),
    ],
)
def test_origins(document: str, origin: tuple[str, str]) -> None:
    report = read_report(document)
    assert origin in [(found.type, found.name) for found in report.origins]
    for found in report.origins:
        assert found.span is None or found.span.of(report.text) == found.name or found.name == report.outlet


def test_people_and_capitals_that_are_told_are_no_media() -> None:
    report = read_report(
        f"{BODY} The envoy told President Ana Lopes so, and told Parliament the same. He told Moscow too."
    )
    assert report.origins == ()


@pytest.mark.parametrize("name", ["Wavepress", "Kivu Dispatch Agency", "Reuters"])
@pytest.mark.parametrize(
    ("before", "lead", "after"),
    [
        ("", "LISBON (%s) -- ", ""),
        ("", "LISBON/%s - ", ""),
        ("", "%s - ", ""),
        ("", "Lisbon, May 3, %s: ", ""),
        ("", "[%s] ", ""),
        ("", "%s | Lisbon | ", ""),
        ("", "", "Source: %s"),
        ("", "", "With inputs from %s"),
        ("", "", "Avec %s"),
        ("", "", "This story was provided by %s."),
        ("", "", "Translated from a report by %s"),
        ("By %s", "", ""),
    ],
)
def test_agencies_are_found_where_credits_name_them(name: str, before: str, lead: str, after: str) -> None:
    lines = ["Accord signed", before.replace("%s", name), lead.replace("%s", name) + BODY, BODY.upper()]
    report = read_report("\n\n".join([*lines, after.replace("%s", name)]))
    assert ("agency", name) in [(found.type, found.name) for found in report.origins]


def test_a_signature_stays_in_the_last_paragraph_and_is_an_origin() -> None:
    report = read_report(
        f"Accord signed\n\n{BODY}\n\nThe text of the accord was to be published within the week. (Wavepress)"
    )
    assert report.text.endswith("(Wavepress)")
    assert [(found.type, found.name) for found in report.origins] == [("agency", "Wavepress")]


@pytest.mark.parametrize(
    ("sentence", "origin"),
    [
        ("State television reported that boats had already sailed.", ("broadcast", "State television")),
        ("The Portuguese fisheries ministry confirmed it.", ("statement", "Portuguese fisheries ministry")),
        ("The Foreign Ministry of Portugal confirmed the date.", ("statement", "Foreign Ministry of Portugal")),
        ("Selon le ministère portugais de la Mer, la date tient.", ("statement", "ministère portugais de la Mer")),
        ("He told the Clarion that it was time.", ("interview", "Clarion")),
        ("He told the Americans that it was time, and told the Senate so.", None),
    ],
)
def test_institutions_stations_and_papers(sentence: str, origin: tuple[str, str] | None) -> None:
    found = [(found.type, found.name) for found in read_report(f"{BODY} {sentence}").origins]
    assert found == ([origin] if origin else [])


def test_what_a_page_is_based_on_is_an_origin() -> None:
    linked = '{"@type":"NewsArticle","isBasedOn":"https://www.reuters.com/world/accord-signed"}'
    page = f"<html><head><script type='application/ld+json'>{linked}</script></head><body><p>{BODY}</p></body></html>"
    assert [(found.type, found.name) for found in read_report(page).origins] == [("agency", "Reuters")]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Under the terms of notes signed in Accra, Ghana will lend two boats.", "notes signed"),
        ("The leaked letter says that no boat was ordered.", "leaked letter"),
        ("A draft resolution seen by the Tema Herald calls for a vote.", "draft resolution"),
        ("According to customs records, 300 tonnes left in May.", "customs records"),
        ("Le Togo prêtera deux bacs, aux termes de notes signées à Lomé.", "notes signées"),
        ("Selon un document confidentiel, aucun bac n'a été commandé.", "document confidentiel"),
        ("Le contrat, consulté par Le Fanal, prévoit deux bacs.", "contrat"),
        ("Le communiqué final appelle à un vote.", "communiqué final"),
    ],
)
def test_a_paper_that_a_report_speaks_from_is_an_origin(sentence: str, name: str) -> None:
    found = [o for o in find_origins(sentence, Page([]), None) if o.type == "document"]
    assert [o.name for o in found] == [name]
    assert all(o.span is not None and o.span.of(sentence) == o.name for o in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister signed the contract on Monday.",
        "She wrote a letter to her sister.",
        "Le ministre a signé le contrat lundi.",
        "The two sides reached an agreement.",
    ],
)
def test_a_paper_that_is_only_dealt_with_is_no_origin(sentence: str) -> None:
    assert not [o for o in find_origins(sentence, Page([]), None) if o.type == "document"]


def test_a_report_that_is_a_paper_itself() -> None:
    found = find_origins("The presidents met on Monday.", Page([]), None, "Readout: state visit and border treaty")
    assert [(o.type, o.name, o.words) for o in found] == [
        ("document", "Readout", "Readout: state visit and border treaty")
    ]
    assert not find_origins("The presidents met on Monday.", Page([]), None, "Border treaty: the text in full")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Norway's defence ministry confirmed the delivery on Friday.", "defence ministry"),
        ("The deal was signed, said the Omani foreign ministry.", "Omani foreign ministry"),
        ("In a statement, Ghana's central bank denied the claim.", "central bank"),
        ("The World Food Programme said 300 tonnes had arrived.", "World Food Programme"),
        ("Dans un communiqué publié lundi, l'ambassade de Chine a salué l'accord.", "ambassade de Chine"),
        ("L'accord est signé, a fait savoir la présidence togolaise.", "présidence togolaise"),
        ("La Banque centrale des États de l'Afrique de l'Ouest a démenti.", "Banque centrale des États de l'Afrique"),
    ],
)
def test_institutions_that_speak_as_such(sentence: str, name: str) -> None:
    found = [o.name for o in find_origins(sentence, Page([]), None) if o.type == "statement"]
    assert any(said.startswith(name) for said in found)


def test_the_paper_itself_was_told_and_not_somebody_in_a_quotation() -> None:
    told = "“They have left,” a trader told me by the quay."
    assert ("interview", "Tema Herald") in {(o.type, o.name) for o in find_origins(told, Page([]), "Tema Herald")}
    quoted = "“The minister told me nothing,” a trader said."
    assert not find_origins(quoted, Page([]), "Tema Herald")


@pytest.mark.parametrize(
    ("sentence", "kind", "name"),
    [
        ("The port reopened on Monday, the Volta Gazette reported.", "outlet", "Volta Gazette"),
        ("Le port a rouvert, croit savoir l'Agence Lagune.", "agency", "Agence Lagune"),
        ("« Nous partirons », a-t-il dit à la télévision nigérienne.", "broadcast", "télévision nigérienne"),
    ],
)
def test_media_that_a_report_takes_over(sentence: str, kind: str, name: str) -> None:
    assert (kind, name) in {(o.type, o.name) for o in find_origins(sentence, Page([]), "Tema Herald")}
