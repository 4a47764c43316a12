"""Items of acts: what is told of a load, a team, an offer, a number alone or a broad word."""

from typing import NamedTuple

import pytest

from onrecord.meaning.events import find_events


class Case(NamedTuple):
    """A report and the items that its last act has, as category, least number and unit."""

    language: str
    text: str
    items: tuple[tuple[str, float | None, str | None], ...]


CASES = (
    Case("en", "A Chilean plane landed in Haiti with rescuers, search dogs and tents on board.", (
        ("personnel", None, None), ("other", None, None), ("shelter", None, None))),
    Case("en", "Norway said it had declined an offer by Chile of two patrol boats.", (("ships", 2, "boat"),)),
    Case("en", "Norway sent a 40-member rescue team to Haiti.", (("personnel", 40, "rescuer"),)),
    Case("en", "A 70-strong engineering team from Norway arrived in Haiti.", (("personnel", 70, "person"),)),
    Case("en", "Norway has suspended fuel deliveries to Haiti.", (("fuel", None, None),)),
    Case("en", "Mexico gave Haiti a tanker of diesel.", (("fuel", None, None),)),
    Case("en", "Norway gave Chad a fleet of 30 trucks.", (("vehicles", 30, "truck"),)),
    Case("en", "Norway gave Haiti all of its 155 mm guns.", (("arms", None, None),)),
    Case("en", "Norway granted Haiti 20 million euros in loans.", (("credit", 20_000_000, "EUR"),)),
    Case("fr", "Le Chili livrera à Haïti trois radars Ground Master et cinquante blindés Bastion.", (
        ("equipment", 3, "radar"), ("vehicles", 50, "vehicle"))),
    Case("fr", "Le Chili a remis à Haïti un lot de gilets pare-balles et de jumelles.", (
        ("equipment", None, None), ("equipment", None, None))),
    Case("fr", "Haïti a emprunté 120 millions de dollars au Chili.", (("credit", 120_000_000, "USD"),)),
    Case("fr", "Le Chili a promis sept millions de dollars à Haïti ; il en a versé quatre.", (
        ("funds", 4_000_000, "USD"),)),
    Case("fr", "Le Chili a envoyé deux avions. Les appareils ont atterri mardi en Haïti avec 22 tonnes de tentes.", (
        ("shelter", 22, "t"),)),
    Case("en", "Pakistan's creditors rescheduled 1.4 billion dollars for Chad.", (("credit", 1_400_000_000, "USD"),)),
    Case("en", "The International Monetary Fund disbursed 310 million dollars to Ghana on Friday.", (
        ("credit", 310_000_000, "USD"),)),
    Case("en", "Germany will send 40 million euros' worth of assault rifles to Kenya.", (("arms", 40_000_000, "EUR"),)),
    Case("en", "Chilean rescuers are helping Ecuador.", (("personnel", None, None),)),
    Case("en", "Lebanon appealed to its neighbours for help after the blast.", ()),
    Case("en", "Brazil delivered four Super Tucanos to Paraguay on Monday.", (("aircraft", 4, "tucano"),)),
    Case("en", "Poland handed forty T-72s to Ukraine on Monday.", (("vehicles", 40, "T-72"),)),
    Case("fr", "Tokyo vend à Manille quatre radars de surveillance, dont le premier a été remis en mai.", (
        ("equipment", 1, "radar"),)),
    Case("en", "Denmark gave Chad forty bulldozers and two forklifts.", (
        ("vehicles", 40, "bulldozer"), ("vehicles", 2, "forklift"))),
    Case("fr", "Le FMI a versé mardi 82 millions de dollars à la Mauritanie.", (("credit", 82_000_000, "USD"),)),
    Case("fr", "Des instructeurs russes épaulent l'armée centrafricaine depuis 2018.", (("personnel", None, None),)),
    Case("fr", "La Turquie a remis au Togo quatorze engins de déminage.", (("vehicles", 14, "vehicle"),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_an_act_has_the_items_that_its_words_tell(case: Case) -> None:
    events = find_events(case.text, language=case.language, published="2025-03-14")
    assert events
    assert tuple((i.category, i.low, i.unit) for i in events[-1].items) == case.items
