"""Origins in running text: who told whom, by which words, in both languages."""

import pytest

from onrecord.documents import read_report

BODY = (
    "The two governments said that they would meet again before the rains, in a town that both can reach by road. " * 2
)


def origins(sentence: str) -> set[tuple[str, str]]:
    report = read_report(f"Harbour talks\n\n{BODY}\n\n{sentence}")
    for origin in report.origins:
        assert origin.span is None or origin.span.of(report.text) == origin.name
    return {(origin.type, origin.name) for origin in report.origins}


@pytest.mark.parametrize(
    ("sentence", "kind", "name"),
    [
        ("The road was open again on Sunday, police said.", "statement", "police"),
        ("Police said the road was open again.", "statement", "Police"),
        ("The foreign ministry in Lima said Monday that the ship had sailed.", "statement", "foreign ministry"),
        ("The state utility Kelvor said the plant would reopen.", "statement", "Kelvor"),
        ("Le port rouvrira jeudi, a indiqué mardi la préfecture.", "statement", "préfecture"),
        ("L'hôpital a fermé, selon Médecins sans frontières.", "statement", "Médecins sans frontières"),
        ("« C'est un cadeau », a expliqué la ministre à l'agence EFE.", "agency", "EFE"),
        ("The ferry sank at dusk, Xinhua news agency reported.", "agency", "Xinhua"),
        ("Le navire a coulé, rappelle l'Agence gabonaise de presse.", "agency", "Agence gabonaise de presse"),
        (
            "Une première tranche viendra, a précisé devant la presse le ministre Issa Doubra.",
            "press-conference",
            "Issa Doubra",
        ),
        ("A spokesman for the port confirmed the deal to Reuters.", "interview", "Reuters"),
        ("The dogs flew on Sunday, the broadcaster NRK reported.", "broadcast", "NRK"),
    ],
)
def test_who_told_it(sentence: str, kind: str, name: str) -> None:
    assert (kind, name) in origins(sentence)


def test_a_pronoun_before_the_press_is_the_one_named_before() -> None:
    found = origins(
        '"We are not able to do this alone," said Chimo Bandera. He told a news conference that 40 had come.'
    )
    assert ("press-conference", "Chimo Bandera") in found


@pytest.mark.parametrize(
    "sentence",
    [
        "A member of the delegation of Peru said that they would stay.",
        "Un porte-parole de la Maison-Blanche a indiqué que rien ne pressait.",
        "The text was signed on Tuesday in Lomé.",
        "Peru asked the Security Council on Thursday to meet.",
    ],
)
def test_who_belongs_to_a_body_or_is_asked_by_others_is_no_statement_of_it(sentence: str) -> None:
    assert not {kind for kind, _ in origins(sentence)} & {"statement", "document"}


@pytest.mark.parametrize(
    ("head", "foot", "name"),
    [
        ("By a staff reporter and Lakeland Wire", "", "Lakeland Wire"),
        ("Post staff, Lakeland Wire", "", "Lakeland Wire"),
        ("", "Lakeland Wire contributed to this report.", "Lakeland Wire"),
        ("", "Copyright 2031 Lakeland Wire. All rights reserved.", "Lakeland Wire"),
        ("", "Source: Lakeland Wire", "Lakeland Wire"),
        ("La rédaction, avec l'Agence Lacustre", "", "Agence Lacustre"),
        ("", "La Rédaction (avec Agence Lacustre)", "Agence Lacustre"),
        ("", "D'après une dépêche de l'Agence Lacustre", "Agence Lacustre"),
        ("D'après Lakeland News Service", "", "Lakeland News Service"),
        ("", "Traduit de l'anglais (Lakeland Wire)", "Lakeland Wire"),
        ("", "Avec l'agence LNS", "LNS"),
    ],
)
def test_the_agency_of_a_credit_line(head: str, foot: str, name: str) -> None:
    report = read_report(f"The Dunmore Post\nHarbour talks\nMarch 4, 2031\n{head}\n\n{BODY}\n\n{BODY}\n\n{foot}\n")
    assert [origin.name for origin in report.origins if origin.type == "agency"] == [name]


def test_persons_and_newsrooms_in_credit_lines_are_no_agencies() -> None:
    for foot in (
        "Mara Voss contributed to this report.",
        "By staff writers and Mara Voss",
        "La rédaction, avec Jo Pell",
    ):
        report = read_report(f"The Dunmore Post\nHarbour talks\nMarch 4, 2031\n\n{BODY}\n\n{BODY}\n\n{foot}\n")
        assert not [origin for origin in report.origins if origin.type == "agency"]


def test_an_agency_with_its_initials_reported_it() -> None:
    assert ("agency", "Agence Rives Presse") in origins(
        "The ferry sank, Agence Rives Presse (ARP) reported from Basso."
    )
