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


ENGLISH_WIRE = """NAIROBI, March 4 (Wavepress) - Kenya signed for two rescue boats, the coast guard told Wavepress.

The boats will be stationed at Kisumu on Lake Victoria, where storms have capsized several canoes this year.

"We could not reach them in time," said a fisherman who lost his brother in April, the Nordic Review reported."""
FRENCH_WIRE = """COTONOU, 4 mars (Ondepresse) — Le Bénin a commandé deux bacs, a dit le ministère à Ondepresse.

Les bateaux relieront les deux rives de l'Ouémé, où plusieurs pirogues ont chaviré cette année, selon La Nation.

« Nous attendions cela depuis dix ans », a confié un commerçant de Porto-Novo, qui traverse chaque matin."""
# {T} is the title, {B} the body, {O} the outlet, which stands once; \n parts lines.
ENGLISH_DUMPS = r"""{T} - {O}\n\n{B}
{T} | {O}\n\nMarch 4, 2024\n\n{B}\n\nkenya\ndenmark
{T} :: {O}\n\nMarch 4, 2024\n\n{B}
{T} ({O})\n\nMarch 4, 2024\n\n{B}
 date 2024-03-04 {T} - {O}\n\n{T}\n\n{B}
 date 2024-03-04 {T}\n\n{T}\n\n{B}\n\nHeadlines | Weather | Lottery\n\n{O} 2024
{T}\n\nBy Jane Orwa, {O}\n\nMarch 4, 2024\n\n{B}
{T}\n\nJane Orwa | {O}\n\nMarch 4, 2024\n\n{B}
{T}\n\nMarch 4, 2024 | {O}\n\n{B}
{T}\n\n4 March 2024 - 10:12 - {O}\n\n{B}
{T}\n\n{B}\n\nAbout us\n{O} is an independent website covering the lakes.
{T}\n\nMarch 4, 2024\n\n{B}\n\n{O} reporters Jane Orwa and Paul Were contributed to this report.
{T}\n\nMarch 4, 2024\n\n{B}\n\nThe post {T} appeared first on {O}.
{T}\n\nMarch 4, 2024\n\n{B}\n\nCopyright © 2019-2024 {O} Media Group Ltd. All rights reserved.
{T}\n\nMarch 4, 2024\n\n{B}\n\n2024 {O}. Reproduction without permission is forbidden.
{T}\n\nMarch 4, 2024\n\n{B}\n\nJoin the {O} WhatsApp channel
{T}\n\nMarch 4, 2024\n\n{B}\n\n{O} on Facebook
{T}\n\nMarch 4, 2024\n\n{B}\n\n{O}, P.O. Box 14, Kisumu, Kenya. Phone +254 20 555 0101
{T}\n\nMarch 4, 2024\n\n{B}\n\n{O} - the voice of the lake region
{O} Home News Sport Opinion\n\n{T}\n\nMarch 4, 2024\n\n{B}
Skip to content\n{O}\nMonday, March 4, 2024\n\n{T}\n\n{B}
Print | Close\n{O}\n\n{T}\n\nMarch 4, 2024\n\n{B}
You are here: {O} > News > Africa\n\n{T}\n\nMarch 4, 2024\n\n{B}
{O} Nr. 14 / March 4, 2024\n\n{T}\n\n{B}
{T}\n\nMarch 4, 2024\n\n{B}\n\nYou received this email because you subscribed to {O}. Unsubscribe
{O} newsletter\n\n{T}\n\nMarch 4, 2024\n\n{B}
{T}\n\n[{O}] 4 March 2024\n\n{B}
{T}\n\n{O}/Wavepress\n\nMarch 4, 2024\n\n{B}
{T}\n\nMarch 4, 2024\n\n{B}\n\nComments are moderated by {O}.
Publication: {O}\nDate: 4 March 2024\n\n{T}\n\n{B}
*** {O} ***\n\n{T}\n\nMarch 4, 2024\n\n{B}
{T}\n\n({O}, March 4, 2024)\n\n{B}
{O}\nMarch 4, 2024 Monday\n\nBYLINE: Jane Orwa\nSECTION: World; Pg. 4\nLENGTH: 214 words\n\n{T}\n\n{B}"""
FRENCH_DUMPS = r"""{T} - {O}\n\n{B}
{T}\n\nPublié le lundi 4 mars 2024 - {O}\n\n{B}
{T}\n\nPar Aline Hounsou, {O}\n\n4 mars 2024\n\n{B}
{T}\n\n4 mars 2024\n\n{B}\n\nAline Hounsou\n{O}
{T}\n\n4 mars 2024\n\n{B}\n\nAline Hounsou ({O})
{T}\n\n4 mars 2024\n\n{B}\n\nQui sommes-nous ? {O} est un journal en ligne.
{T}\n\n4 mars 2024\n\n{B}\n\nÀ propos de {O}
{T}\n\n4 mars 2024\n\n{B}\n\nSuivez-nous : {O} sur Facebook
{T}\n\n4 mars 2024\n\n{B}\n\nRejoignez la chaîne WhatsApp de {O}
{T}\n\n4 mars 2024\n\n{B}\n\nL'article {T} est apparu en premier sur {O}.
{T}\n\n4 mars 2024\n\n{B}\n\n{O} - BP 214 Cotonou - Tél. 21 30 00 00
{T}\n\n4 mars 2024\n\n{B}\n\n{O}, toute l'actualité du fleuve
{T}\n\n4 mars 2024\n\n{B}\n\n{O}, lu par les pêcheurs depuis 1974
{O} n° 214 du 4 mars 2024\n\n{T}\n\n{B}
{O} du 4 mars 2024, page 3\n\n{T}\n\n{B}
Édition du lundi 4 mars 2024 — {O}\n\n{T}\n\n{B}
Vous êtes ici : {O} > Société\n\n{T}\n\n4 mars 2024\n\n{B}
{T}\n\n{O} / Ondepresse\n\n4 mars 2024\n\n{B}
{T}\n\n4 mars 2024\n\n{B}\n\nLes propos tenus n'engagent que leurs auteurs et non {O}.
De notre correspondant pour {O}\n\n{T}\n\n4 mars 2024\n\n{B}
Journal : {O}\nDate : 4 mars 2024\n\n{T}\n\n{B}
{T}\n\n{B}\n\n({O}, lundi 4 mars 2024)
{T}\n\n4 mars 2024\n\n{B}\n\nTous les articles de {O}"""


def filled(layout: str, title: str, body: str, outlet: str) -> str:
    """The dump of that layout."""
    return layout.replace(r"\n", "\n").replace("{T}", title).replace("{B}", body).replace("{O}", outlet)


@pytest.mark.parametrize("body", [ENGLISH, ENGLISH_WIRE], ids=["own", "wire"])
@pytest.mark.parametrize("name", ["Hilltop Sentinel", "Tanga Review"])
@pytest.mark.parametrize("layout", ENGLISH_DUMPS.split("\n"))
def test_an_english_dump_that_cites_others_gives_its_own_outlet(layout: str, name: str, body: str) -> None:
    report = read_report(filled(layout, "Kenya signs for two rescue boats", body, name))
    assert report.outlet == name
    assert name not in report.text
    assert report.text.endswith(body[-20:])


@pytest.mark.parametrize("body", [FRENCH, FRENCH_WIRE], ids=["own", "wire"])
@pytest.mark.parametrize("name", ["Le Fanal du Littoral", "Sahel Hebdo"])
@pytest.mark.parametrize("layout", FRENCH_DUMPS.split("\n"))
def test_a_french_dump_that_cites_others_gives_its_own_outlet(layout: str, name: str, body: str) -> None:
    report = read_report(filled(layout, "Le Bénin commande deux bacs pour l'Ouémé", body, name))
    assert report.outlet == name
    assert name not in report.text
    assert report.text.endswith(body[-20:])


@pytest.mark.parametrize("name", ["Kestrel Point", "Rivages", "Shoreline24"])
@pytest.mark.parametrize(
    "layout",
    [
        r"{T} - {O}\n\nMarch 4, 2024\n\n{B}",
        r"{T} | {O}\n\nMarch 4, 2024\n\n{B}",
        r"{O}\n\n{T}\n\nMarch 4, 2024\n\n{B}",
        r"{O} | Home | News | Sport\n\n{T}\n\nMarch 4, 2024\n\n{B}",
        r"{T}\n\nMarch 4, 2024\n\n{B}\n\n© {O}",
        r"{T}\n\nMarch 4, 2024\n\n{B}\n\nJoin the {O} WhatsApp channel",
        r"Outlet: {O}\n\n{T}\n\nMarch 4, 2024\n\n{B}",
    ],
)
def test_a_name_like_no_paper_s_is_taken_where_only_an_outlet_stands(layout: str, name: str) -> None:
    assert read_report(filled(layout, "Kenya signs for two rescue boats", ENGLISH_WIRE, name)).outlet == name


@pytest.mark.parametrize(
    "layout",
    [
        r"{T} - minister\n\nMarch 4, 2024\n\n{B}",
        r"{T} - Coast Guard\n\nMarch 4, 2024\n\n{B}",
        r"{T} | Kenya\n\nMarch 4, 2024\n\n{B}",
        r"{T}\n\nBy Jane Orwa, Kisumu\n\nMarch 4, 2024\n\n{B}",
        r"{T}\n\nMarch 4, 2024 | Kisumu\n\n{B}",
        r"{T}\n\nMarch 4, 2024\n\n{B}\n\nRelated\nTanzania invites bids for new port\nSupport Ukraine today",
        r"{T}\n\nMarch 4, 2024\n\n{B}\n\nAbout Jane Orwa",
        r"{T}\n\nBy Jane Orwa on March 4, 2024\n\n{B}",
        r"{T}\n\nMarch 4, 2024\n\n{B}\n\nJane Orwa covers shipping for several papers.",
    ],
)
def test_speakers_places_and_headlines_of_others_are_no_outlet(layout: str) -> None:
    assert read_report(filled(layout, "Kenya signs for two rescue boats", ENGLISH, "")).outlet is None


def test_the_address_goes_before_an_agency_of_the_text() -> None:
    text = f"https://www.kestrelpoint.example/world/boats\n\nKenya signs for two rescue boats\n\n{ENGLISH_WIRE}"
    assert read_report(text).outlet == "kestrelpoint.example"
    mailed = f"Kenya signs for two rescue boats\n\n{ENGLISH_WIRE}\n\nWrite to news@kestrelpoint.example or kp@gmail.com"
    assert read_report(mailed).outlet == "kestrelpoint.example"


def test_the_writer_of_whom_the_report_says_nothing_is_no_body() -> None:
    note = "Jane Orwa is a reporter at the Hilltop Sentinel."
    report = read_report(f"Kenya signs for two rescue boats\n\nMarch 4, 2024\n\n{ENGLISH}\n\n{note}")
    assert note not in report.text
    assert ("byline", note) in {(block.reason, block.text) for block in report.dropped}
    told = ENGLISH.replace("the coast guard said", "Jane Orwa told the coast guard before her arrest")
    assert note in read_report(f"Kenya signs for two rescue boats\n\nMarch 4, 2024\n\n{told}\n\n{note}").text


@pytest.mark.parametrize(
    "head",
    [
        "Strike at the copper terminal enters a second week\n\nBy Rosa Villegas\nANTOFAGASTA, Chile, March 4, 2026",
        "Kenya, Ethiopia trade blame over fishermen",
        "Le pont rouvrira en mai\n\nMarie-Ève Tremblay, Baie-Comeau",
    ],
)
def test_places_lists_and_writers_above_the_text_are_no_outlet(head: str) -> None:
    text = f"{head}\n\n{_LONG}\n"
    assert read_report(text.encode()).outlet is None


def test_who_reported_is_no_outlet_and_a_long_name_is_one() -> None:
    signed = f"Air bridge brings tents\n\n{_LONG}\n\n(Reporting by D. Leka)\n"
    assert read_report(signed.encode()).outlet is None
    named = f"Le Courrier de la Côte-Nord\nvendredi 9 juin 2023\n\nCent pompiers en renfort\n\n{_LONGUE}\n"
    assert read_report(named.encode()).outlet == "Le Courrier de la Côte-Nord"


_LONG = (
    "Dock workers voted on Tuesday to stay off the job for a second week, and no ship was loaded at the terminal.\n\n"
    "The company said it had kept to every clause of the agreement. It would not say how many vessels were waiting "
    "outside the bay, nor when the first of them had arrived."
)
_LONGUE = (
    "Cent pompiers ont atterri jeudi pour prêter main-forte aux équipes qui combattent les feux de forêt.\n\n"
    "Ils resteront trois semaines, ont indiqué les autorités. Le vent est tombé dans la nuit, mais la pluie ne viendra "
    "pas avant lundi, et deux villages restent évacués."
)


@pytest.mark.parametrize("label", ["PRESS RELEASE", "Communiqué de presse", "FOR IMMEDIATE RELEASE"])
def test_what_kind_of_text_it_is_is_no_outlet(label: str) -> None:
    assert read_report(f"{label}\nBern, 14 August 2026\n\nHarbour dispute goes on\n\n{_LONG}\n".encode()).outlet is None
