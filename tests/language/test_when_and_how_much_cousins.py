"""Cousins of the phrases that the issue on times and quantities names, each alone in its sentence."""

import pytest

from onrecord.language.quantities import find_quantities
from onrecord.language.times import find_times

WEDNESDAY = "2024-05-15"

TIMES_EN = """
The accord was signed on 7 February 2023. = 2023-02-07
It was signed on February 7th, 2023. = 2023-02-07
Talks held on Feb. 7 failed. = 2024-02-07
Signed Tue., Feb 6. = 2024-02-06
It opened on the 3rd of March 2021. = 2021-03-03
The deal of 12 Sept 2022 lapsed. = 2022-09-12
Troops left on Monday. = 2024-05-13
Troops will leave on Monday. = 2024-05-20
Troops left last Friday. = 2024-05-10
The fleet sails next Tuesday. = 2024-05-21
It arrived early on Sunday. = 2024-05-12
It lands this coming Saturday. = 2024-05-18
Exports fell last month. = 2024-04
Exports fell in the previous month. = 2024-04
Aid resumes next month. = 2024-06
The tax was cut at the end of March. = 2024-03-21/2024-03-31
It ended in late April. = 2024-04-21/2024-04-30
It starts in mid-June. = 2024-06-11/2024-06-20
In January alone, 300 people died. = 2024-01
In the month of March alone, 300 died. = 2024-03
The plant will open by the end of the year. = 2024-12-31
It must report by year-end. = 2024-12-31
It must leave by the end of June. = 2024-06-30
He must answer by Friday. = 2024-05-17
All will be delivered by 2026. = 2026
It has operated there since 2012. = 2012/2024
It has been closed since March. = 2024-03/2024-05
Since last Friday, no one has left. = 2024-05-10/2024-05-15
They met from July 27-28. = 2023-07-27/2023-07-28
They will meet from July 27 to 28. = 2024-07-27/2024-07-28
The summit runs 3-5 June. = 2024-06-03/2024-06-05
It lasted from 2014 to 2019. = 2014/2019
The visit, between 12 and 14 March, was short. = 2024-03-12/2024-03-14
The truce held from Monday to Wednesday. = 2024-05-13/2024-05-15
GDP fell in the first quarter. = 2024-01/2024-03
GDP fell in the third quarter of 2023. = 2023-07/2023-09
Sales rose in Q2 2022. = 2022-04/2022-06
Exports rose in the first half of 2023. = 2023-01/2023-06
It was shut last summer. = 2023-22
It will reopen this autumn. = 2024-23
It began in the spring of 2021. = 2021-21
In the 1990s it was poor. = 199X
Earlier this week he flew home. = 2024-05-13/2024-05-19
Later this month he will fly home. = 2024-05
Earlier this year it fell. = 2024
He left two days ago. = 2024-05-13
He will leave in ten days. = 2024-05-25
He died the day before yesterday. = 2024-05-13
It will start the day after tomorrow. = 2024-05-17
In the winter of 2022-23 it froze. = 2022-24
In winter 2022-2023 it froze. = 2022-24
Over the past three years, trade doubled. = 2021/2024
The talks cover the next six months. = 2024-05/2024-11
He arrived late last week. = 2024-05-10/2024-05-12
It began in early 2023. = 2023-01/2023-03
It was built in the sixties. = 196X
In fiscal year 2023 it lost money. = 2023
"""
TIMES_FR = """
L'accord a été signé le 7 février 2023. = 2023-02-07
Il a été signé mardi 7 mai. = 2024-05-07
Le 7 février dernier, il est parti. = 2024-02-07
Il est parti mardi dernier. = 2024-05-14
Il partira mardi prochain. = 2024-05-21
Il est arrivé lundi. = 2024-05-13
Il arrivera lundi. = 2024-05-20
Ce mercredi, il a parlé. = 2024-05-15
Le convoi est parti fin mars. = 2024-03-21/2024-03-31
Mi-juin, elle rouvrira. = 2024-06-11/2024-06-20
Courant avril, elle a rouvert. = 2024-04
Au début du mois de mai, il a plu. = 2024-05-01/2024-05-10
Le mois dernier, il a plu. = 2024-04
Le mois prochain, il viendra. = 2024-06
Pour le seul mois de janvier, 300 personnes sont mortes. = 2024-01
Rien qu'en janvier, 300 personnes sont mortes. = 2024-01
L'usine ouvrira d'ici la fin de l'année. = 2024-12-31
L'usine ouvrira d'ici à fin juin. = 2024-06-30
Il doit répondre d'ici vendredi. = 2024-05-17
Tout sera livré d'ici 2026. = 2026
Au plus tard le 30 juin, il partira. = 2024-06-30
Depuis 2012, la base est fermée. = 2012/2024
Depuis mars, la base est fermée. = 2024-03/2024-05
Depuis lundi, elle est fermée. = 2024-05-13/2024-05-15
Ils se réuniront les 27 et 28 juillet. = 2024-07-27/2024-07-28
Il a duré de 2014 à 2019. = 2014/2019
Entre le 12 et le 14 mars, il a plu. = 2024-03-12/2024-03-14
Du 30 avril au 2 mai, il a plu. = 2024-04-30/2024-05-02
De mars à mai, il a plu. = 2024-03/2024-05
Le PIB a reculé au premier trimestre. = 2024-01/2024-03
Le PIB a reculé au troisième trimestre 2023. = 2023-07/2023-09
Au T2 2022, il a reculé. = 2022-04/2022-06
Au premier semestre 2023, il a reculé. = 2023-01/2023-06
L'été dernier, elle a fermé. = 2023-22
Cet automne, elle rouvrira. = 2024-23
Au printemps 2021, elle a ouvert. = 2021-21
Dans les années 1990, il était pauvre. = 199X
Dans les années quatre-vingt, il était riche. = 198X
Plus tôt cette semaine, il est rentré. = 2024-05-13/2024-05-19
Plus tard ce mois-ci, il rentrera. = 2024-05
La semaine dernière, il est rentré. = 2024-05-06/2024-05-12
Il y a deux jours, il est parti. = 2024-05-13
Dans dix jours, il partira. = 2024-05-25
Avant-hier, il est parti. = 2024-05-13
Après-demain, il partira. = 2024-05-17
Pendant l'hiver 2022-2023, il a gelé. = 2022-24
L'exercice 2022-2023 a été déficitaire. = 2022/2023
L'année scolaire 2022-2023 est finie. = 2022/2023
L'exercice 2023 est clos. = 2023
Au cours des trois dernières années, le commerce a doublé. = 2021/2024
Au cours des six prochains mois, il viendra. = 2024-05/2024-11
En fin de semaine dernière, il est rentré. = 2024-05-10/2024-05-12
Début 2023, la base a fermé. = 2023-01/2023-03
"""
QUANTITIES_EN = """
It sent 25,000 tonnes of wheat. = 25000..25000 t
It sent 25 000 tonnes of wheat. = 25000..25000 t
It sent 1.5bn euros. = 1500000000..1500000000 EUR
It cost €1.5 billion. = 1500000000..1500000000 EUR
two hundred soldiers = 200..200 soldier
three thousand five hundred tents = 3500..3500 tent
between 20 and 30 trucks = 20..30 truck
20 to 30 trucks = 20..30 truck
half of the fleet = 0.5..0.5 1
two-thirds of the crop = 0.666666666667..0.666666666667 1
about 40 doctors = 40..40 doctor
some 40 doctors = 40..40 doctor
some 40-odd doctors = 40..40 doctor
more than 300 tents = 300..None tent
at least 12 helicopters = 12..None helicopter
no more than 60 men = None..60 man
dozens of vehicles = 24..99 vehicle
hundreds of families = 200..999 family
12 litres of fuel = 12..12 L
400 sq km = 400..400 km2
a 300-megawatt plant = 300..300 MW
90 million kWh = 90000000..90000000 kW.h
six helicopters = 6..6 helicopter
100 instructors = 100..100 instructor
12.5 percent = 12.5..12.5 %
$300 a tonne = 300..300 USD/t
US$40m = 40000000..40000000 USD
A$5 million = 5000000..5000000 AUD
40,000 barrels per day = 40000..40000 [bbl_us]/d
nearly 2,000 km of road = 2000..2000 km
a dozen trucks = 12..12 truck
Call +33 1 45 67 89 10. =
They won 3-1. =
Under Article 5 it must help. =
Resolution 2231 was adopted. =
In 2023 it fell. =
five more ships = 5..5 ship
"""
QUANTITIES_FR = """
25 000 tonnes de blé = 25000..25000 t
25.000 tonnes de blé = 25000..25000 t
1,5 milliard d'euros = 1500000000..1500000000 EUR
une centaine de soldats = 100..100 soldier
deux mille cinq cents tentes = 2500..2500 tent
entre 20 et 30 camions = 20..30 truck
de 20 à 30 camions = 20..30 truck
la moitié de la flotte = 0.5..0.5 1
environ 40 médecins = 40..40 doctor
quelque 40 médecins = 40..40 doctor
une quarantaine de médecins = 40..40 doctor
plus de 300 tentes = 300..None tent
au moins 12 hélicoptères = 12..None helicopter
des dizaines de véhicules = 20..99 vehicle
12 litres de carburant = 12..12 L
400 km² = 400..400 km2
une centrale de 300 mégawatts = 300..300 MW
12,5 % = 12.5..12.5 %
300 dollars la tonne = 300..300 USD/t
40 millions de francs CFA = 40000000..40000000 XOF
40 M€ = 40000000..40000000 EUR
£40m = 40000000..40000000 GBP
40 000 barils par jour = 40000..40000 [bbl_us]/d
près de 2 000 km de routes = 2000..2000 km
une douzaine de camions = 12..12 truck
Appelez le 01 45 67 89 10. =
Ils ont gagné 3-1. =
L'article 5 l'oblige. =
La résolution 2231 a été adoptée. =
En 2023, il a baissé. =
une course de 40 m = 40..40 m
cinq navires supplémentaires = 5..5 ship
200 t de riz et 40 t d'huile = 200..200 t; 40..40 t
un tiers des réserves = 0.333333333333..0.333333333333 1
"""
AGES_EN = """
The envoy, 45, arrived in Nairobi.
Maria Lopez, 62, who chairs the board, resigned.
The former president turned 80 in March.
She is 45 and lives in Accra.
A 34-year-old woman was released.
Jones, aged 51, was appointed.
The general, now 67, retired.
He died at 91.
At the age of 73 he stepped down.
Peter Kamau (58) signed for Kenya.
John Smith, 45, and Mary Jones, 38, were freed.
The minister, who is 54, retired at 60.
"""
AGES_FR = """
L'émissaire, 45 ans, est arrivé.
Agé de 62 ans, il a démissionné.
Le président, âgé de 80 ans, a signé.
Elle a fêté ses 80 ans en mars.
Une femme de 34 ans a été libérée.
Maria Lopez, 62, préside le conseil.
Il est mort à 91 ans.
A l'âge de 73 ans, il s'est retiré.
Peter Kamau (58 ans) a signé.
Les enfants de moins de 5 ans ont été vaccinés.
Le solde sera livré en mai.
Le reste suivra.
"""


def _rows(language: str, *tables: str) -> list[tuple[str, str, str]]:
    lines = [line for table in tables for line in table.strip().splitlines()]
    return [(language, text, value) for text, _, value in (line.rpartition(" = ") for line in lines)]


@pytest.mark.parametrize(("language", "text", "value"), [*_rows("en", TIMES_EN), *_rows("fr", TIMES_FR)])
def test_times_alone(language: str, text: str, value: str) -> None:
    assert [time.value for time in find_times(text, language=language, anchor=WEDNESDAY)] == [value]


@pytest.mark.parametrize(("language", "text", "value"), [*_rows("en", QUANTITIES_EN), *_rows("fr", QUANTITIES_FR)])
def test_quantities_alone(language: str, text: str, value: str) -> None:
    text = text or value.removesuffix(" =")
    found = [f"{q.low}..{q.high} {q.unit}" for q in find_quantities(text, language=language)]
    assert "; ".join(found) == ("" if value.endswith(" =") else value)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", text) for text in AGES_EN.strip().splitlines()] + [("fr", text) for text in AGES_FR.strip().splitlines()],
)
def test_ages_and_the_rest_are_no_quantities(language: str, text: str) -> None:
    times = find_times(text, language=language, anchor=WEDNESDAY)
    assert find_quantities(text, language=language, times=times) == ()
