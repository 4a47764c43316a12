"""The outlet of a dump that names it once, in whatever frame; and nothing that is no outlet's name."""

import pytest

from onrecord.documents import read_report

ENGLISH = """NAIROBI — Kenya signed a contract on Monday for two rescue boats built in Denmark, the coast guard said.

The boats will be stationed at Kisumu on Lake Victoria, where storms have capsized several canoes this year.

"We could not reach them in time," said a fisherman who lost his brother in April."""
FRENCH = """Le Bénin a signé lundi la commande de deux bacs construits en Turquie, a annoncé le ministère.

Les bateaux relieront les deux rives de l'Ouémé, où plusieurs pirogues ont chaviré cette année.

« Nous attendions cela depuis dix ans », a confié un commerçant de Porto-Novo, qui traverse chaque matin."""

ABOVE_ENGLISH = (
    "%s | World",
    "World | %s",
    "%s > World > Africa",
    "%s - World - Africa",
    "Home / World / Africa\n\n%s, March 4, 2024",
    "Welcome to %s\n\nHome News Sport Business",
    "By Jane Orwa for %s",
    "By %s Staff",
    "%s with agencies",
    "(%s/Reuters) - March 4, 2024",
    "Posted by %s on March 4, 2024",
)
BELOW_ENGLISH = (
    "Follow %s on Telegram",
    "Sign up for the %s newsletter",
    "Download the %s app",
    "More from %s\nMombasa port reopens\nTea prices fall again",
    "All rights reserved. %s",
    "%s 2024",
)
ABOVE_FRENCH = (
    "%s - Accueil - Économie",
    "%s > Société",
    "%s avec AFP - lundi 4 mars 2024",
    "Par %s (avec AFP)",
    "La rédaction de %s",
    "Par Aline Hounsou, pour %s",
    "Publié par %s le 4 mars 2024 à 10h12",
    "Bienvenue sur %s",
)
BELOW_FRENCH = (
    "Suivez %s sur WhatsApp",
    "Abonnez-vous à la lettre de %s",
    "Tous droits réservés - %s",
    "Soutenez %s : faites un don",
    "À lire aussi sur %s\nLe port rouvre\nLe coton recule",
)


@pytest.mark.parametrize("name", ["Kestrel Point", "Ostrava Line", "Hilltop Sentinel"])
@pytest.mark.parametrize("frame", [*ABOVE_ENGLISH, *BELOW_ENGLISH])
def test_an_english_outlet_named_once(frame: str, name: str) -> None:
    line = frame.replace("%s", name)
    title = "Kenya signs for two rescue boats"
    above = frame in ABOVE_ENGLISH
    parts = [line, title, ENGLISH] if above and "By" not in frame else [title, line, ENGLISH]
    assert read_report("\n\n".join(parts if above else [title, "March 4, 2024", ENGLISH, line])).outlet == name


@pytest.mark.parametrize("name", ["Le Fanal du Littoral", "Nord Matin Express", "L'Estafette de Garoua"])
@pytest.mark.parametrize("frame", [*ABOVE_FRENCH, *BELOW_FRENCH])
def test_a_french_outlet_named_once(frame: str, name: str) -> None:
    line = frame.replace("%s", name)
    title = "Le Bénin commande deux bacs pour l'Ouémé"
    above = frame in ABOVE_FRENCH
    parts = [line, title, FRENCH] if above and "ar " not in frame else [title, line, FRENCH]
    assert read_report("\n\n".join(parts if above else [title, "4 mars 2024", FRENCH, line])).outlet == name


@pytest.mark.parametrize(
    "below",
    [
        "Follow Jane Orwa on Twitter",
        "The Gambia\nLe Havre\nThe Hague",
        "All rights reserved",
        "More from Africa",
        "Home News Sport Business",
        "— Jane Orwa",
    ],
)
def test_persons_places_and_sections_are_no_outlet(below: str) -> None:
    report = read_report(f"Kenya signs for two rescue boats\n\nBy Jane Orwa\nMarch 4, 2024\n\n{ENGLISH}\n\n{below}")
    assert report.outlet is None


@pytest.mark.parametrize("menu", ["HOME | NEWS | WORLD | SPORT | E-PAPER", "Kenya > Coast"])
@pytest.mark.parametrize("lead", ["By Jane Orwa in Kisumu", "NAIROBI, March 4 (Wavepress)"])
@pytest.mark.parametrize("tail", ["kenya\ndenmark\nlake victoria", "Tea prices fall again\nOld Town Market burns"])
def test_the_name_beside_the_date_goes_before_menus_datelines_and_tags(menu: str, lead: str, tail: str) -> None:
    title = "Kenya signs for two rescue boats"
    parts = [menu, title, "Meridian Africa - March 4, 2024", lead, ENGLISH, tail]
    assert read_report("\n\n".join(parts)).outlet == "Meridian Africa"
