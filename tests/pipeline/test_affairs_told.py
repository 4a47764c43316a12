"""Affairs of our own, told by several outlets: copies, altered and disputed figures, second shipments, other days.

Outlets and happenings are made up; each affair asserts what a careful reader would say of its entries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.core.records import Entry, Event
from onrecord.meaning.merging.values import Verdict
from onrecord.pipeline.ledger import Ledger, open_ledger

AFFAIRS = {
    "maize": {
        "wire.txt": """Andean Wire
Peru to ship maize to Haiti

LIMA, May 6, 2031 (Andean Wire) - Peru will give Haiti 18,000 tonnes of maize, Foreign Minister Rosa Quispe \
said on Tuesday.

The first shipment is due to leave Callao before the end of June, she told Andean Wire.

Haiti asked for food aid in April after floods destroyed its harvest.""",
        "copy.txt": """The Caribbean Lantern
7 May 2031

Peru to ship maize to Haiti

LIMA (Andean Wire) - Peru will give Haiti 13,000 tonnes of maize, Foreign Minister Rosa Quispe said on \
Tuesday.

The first shipment is due to leave Callao before the end of June, she told Andean Wire.

Haiti asked for food aid in April after floods destroyed its harvest.""",
        "own.txt": """Le Courrier de Jacmel
8 mai 2031

Du maïs péruvien pour Haïti

Par Mireille Antoine

Le Pérou a promis à Haïti 22 000 tonnes de maïs, a déclaré mercredi au Courrier le ministre haïtien de \
l'Agriculture, Jonas Pierre.

« C'est plus que ce que nous avions demandé », a-t-il dit.

À Jacmel, 400 familles attendent depuis mars que les entrepôts rouvrent.""",
        "later.txt": """The Port Herald
2 July 2031

Peruvian maize reaches Port-au-Prince

By Edwin Marsh

A Peruvian freighter unloaded 6,000 tonnes of maize in Port-au-Prince on Monday.

A second shipment of 5,000 tonnes is expected in August, the port authority said.""",
    },
    "ships": {
        "a.txt": """Gulf News Service
Gabon seizes three trawlers

LIBREVILLE, Feb 3, 2031 (Gulf News Service) - Gabon's navy has seized three Chinese trawlers and detained 42 \
sailors, the navy said on Monday.

The boats were stopped on Saturday off Port-Gentil.

China demanded the release of the sailors.""",
        "b.txt": """L'Écho de l'Estuaire
4 février 2031

Trois chalutiers chinois saisis

LIBREVILLE (Gulf News Service) - La marine du Gabon a saisi trois chalutiers chinois et arrêté 42 marins, a \
annoncé lundi la marine.

Les bateaux ont été arraisonnés samedi au large de Port-Gentil.

La Chine a réclamé la libération des marins.""",
        "c.txt": """Atlantic Fisheries Weekly
7 February 2031

Crew held in Libreville

By Ama Boateng

Gabon is holding 38 sailors of the Chinese trawlers that its navy seized last Saturday, not 42, their lawyer \
Paul Ndong told this paper.

Two of the boats have no licence, he said. The third had paid 90,000 dollars in fees since 2029.""",
    },
    "loan": {
        "a.txt": """Baltic Press Agency
Estonia lends Moldova 30 million euros

CHISINAU, March 11, 2031 (Baltic Press Agency) - Estonia signed an agreement on Tuesday to lend Moldova 30 \
million euros for gas purchases.

The first tranche of 10 million euros will be paid in April, Estonian Finance Minister Liis Tamm said.""",
        "b.txt": """Gazette du Prut
12 mars 2031

L'Estonie prête 30 millions d'euros à la Moldavie

CHISINAU (Baltic Press Agency) - L'Estonie a signé mardi un accord pour prêter 30 millions d'euros à la \
Moldavie afin d'acheter du gaz.

La première tranche de 10 millions d'euros sera versée en avril, a indiqué la ministre estonienne des \
Finances, Liis Tamm.""",
        "c.txt": """The Tiraspol Observer
30 April 2031

Estonian money arrives

By Ion Rusu

Estonia has paid Moldova the first tranche of 10 million euros, the Moldovan treasury said on Wednesday.

A treasury official denied that Estonia had lent Moldova anything for arms.""",
    },
    "troops": {
        "a.txt": """Sahel Dépêches
BANGUI, 14 janvier 2031 (Sahel Dépêches) - Les derniers soldats burundais ont quitté la Centrafrique lundi \
13 janvier, a annoncé l'armée burundaise.

Ils étaient 320, selon la même source.""",
        "b.txt": """The Oubangui Times
15 January 2031

Burundian soldiers go home

By Clara Ngo

The last Burundian soldiers left the Central African Republic on January 14, the airport director said on \
Wednesday.

He counted 290 of them on three flights.""",
    },
    "talks": {
        "a.txt": """Pacific Cable
Tonga and Chile meet in Apia

APIA, Aug 19, 2031 (Pacific Cable) - The foreign ministers of Tonga and Chile met in Apia on Tuesday and \
discussed fishing rights.

Chile asked Tonga to open its ports to Chilean research vessels.""",
        "b.txt": """Apia Morning
20 August 2031

Tonga and Chile meet in Apia

APIA (Pacific Cable) - The foreign ministers of Tonga and Chile met in Apia on Tuesday and discussed fishing \
rights.

Chile asked Tonga to open its ports to Chilean research vessels.""",
        "c.txt": """La Tribune de Valparaíso
21 août 2031

Entretien à Apia

Par Inès Rojas

Les chefs de la diplomatie du Chili et des Tonga se sont entretenus mardi à Apia, a confirmé à La Tribune le \
ministère chilien des Affaires étrangères.

Ils se reverront en novembre à Valparaíso.""",
    },
    "rescue": {
        "a.txt": """Adria Agency
Slovenia sends rescuers to Cyprus

NICOSIA, Oct 2, 2031 (Adria Agency) - Slovenia has sent 60 firefighters to Cyprus, where a quake destroyed \
two villages, its ambassador said on Thursday.

Croatia promised two water-purification units.""",
        "b.txt": """Le Quotidien de Larnaca
4 octobre 2031

Dans les ruines de Kouris

Par Hélène Stavrou

La Slovénie a envoyé 48 pompiers à Chypre, et non 60, assure leur chef, Janez Kovac.

La Croatie n'a encore rien livré.""",
        "c.txt": """The Limassol Mail
9 October 2031

More help on the way

By Peter Nicol

Slovenia sent another 25 firefighters to Cyprus on Wednesday, the civil defence said.

Two Croatian water-purification units arrived the same day.""",
    },
    "pumps": {
        "a.txt": """Nordic Press Bureau
Iceland gives Bolivia water pumps

LA PAZ, June 3, 2031 (Nordic Press Bureau) - Iceland has delivered 45 water pumps to Bolivia, the Bolivian water \
ministry said on Tuesday.

Twelve of them are for the hospitals of Oruro, where the mains failed three times last winter.""",
        "b.txt": """La Gazette de Sucre
4 juin 2031

Des pompes islandaises

Par Luz Mamani

L'Islande a livré mardi à la Bolivie 60 pompes à eau, a annoncé l'ambassadrice d'Islande, Katrin Olafsdottir.""",
        "c.txt": """The Altiplano Sun
5 June 2031

Pumps from Reykjavik

Iceland has delivered 54 water pumps to Bolivia, the Bolivian water ministry said on Tuesday, according to the \
Nordic Press Bureau.

Twelve of them are for the hospitals of Oruro, where the mains failed three times last winter.""",
        "d.txt": """Le Matin de Potosi
6 juin 2031

Pompes : le compte n'y est pas

Par Simon Vargas

L'Islande a bien livré des pompes à eau à la Bolivie, mais elles sont 45, et non 60, affirme le maire de Potosi.""",
    },
    "mortars": {
        "a.txt": """Karoo Star
9 March 2031

Cuba arms Lesotho

By Thabo Mokoena

Cuba delivered 30 mortars to Lesotho on Saturday, two officers in Maseru said.""",
        "b.txt": """Journal de Santiago
10 mars 2031

La Havane dément

Par Ana Ruiz

Cuba n'a livré ni mortiers ni munitions au Lesotho, a assuré lundi le porte-parole de la diplomatie cubaine.""",
    },
}


@dataclass(frozen=True)
class Told:
    """A ledger of all these affairs."""

    ledger: Ledger
    mentions: tuple[tuple[Entry, str, Event, str], ...]

    def entry(self, file: str, words: str) -> Entry:
        """The entry of the mention in ``file`` whose evidence holds ``words``."""
        return next(entry for entry, name, _, said in self.mentions if name == file and words in said)

    def files(self, entry: Entry) -> set[str]:
        """The reports that tell an entry."""
        return {name for each, name, _, _ in self.mentions if each.id == entry.id}

    def verdicts(self, entry: Entry, field: str) -> dict[str, Verdict]:
        """The values of a field with what the entry makes of each."""
        return {value.value: value.verdict for value in self.ledger.casework.values(entry) if value.field == field}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """All affairs read into one ledger."""
    folder = tmp_path_factory.mktemp("reports")
    for affair, reports in AFFAIRS.items():
        for file, text in reports.items():
            folder.joinpath(f"{affair}-{file}").write_text(f"{text}\n", "utf-8")
    with open_ledger(tmp_path_factory.mktemp("ledger") / "a.ledger") as ledger:
        assert ledger.ingest([folder], jobs=1).failed == 0
        mentions = tuple(
            (account.entry, Path(report.file or "").name, event, event.evidence.of(report.text))
            for account in ledger.accounts(ledger.entries())
            for event in account.events
            for report in (account.reports[event.report],)
        )
        yield Told(ledger, mentions)


def test_a_figure_altered_in_copying_is_no_value_and_that_of_another_report_a_conflict(told: Told) -> None:
    promise = told.entry("maize-wire.txt", "18,000")
    assert told.files(promise) == {"maize-wire.txt", "maize-copy.txt", "maize-own.txt"}
    assert promise.origins == 2
    assert [(c.field, set(c.values)) for c in promise.conflicts] == [("items", {"18000 t", "22000 t"})]
    assert told.verdicts(promise, "items")["13000 t"] == "copying"


def test_a_first_and_a_second_shipment_are_not_the_promise_nor_each_other(told: Told) -> None:
    entries = {
        told.entry("maize-wire.txt", "18,000").id,
        told.entry("maize-later.txt", "6,000").id,
        told.entry("maize-later.txt", "second shipment").id,
    }
    assert len(entries) == 3


def test_a_translation_adds_no_origin_and_a_lawyer_who_counts_others_denies_no_seizure(told: Told) -> None:
    seizure = told.entry("ships-a.txt", "three Chinese trawlers")
    assert {"ships-a.txt", "ships-b.txt"} <= told.files(seizure)
    assert seizure.origins == 1
    arrest = told.entry("ships-a.txt", "detained 42 sailors")
    assert "polarity" not in {conflict.field for conflict in arrest.conflicts}


def test_a_tranche_promised_and_paid_is_one_act_and_money_for_arms_another(told: Told) -> None:
    loan, tranche = told.entry("loan-a.txt", "lend"), told.entry("loan-a.txt", "first tranche")
    assert (loan.origins, loan.conflicts, told.files(loan)) == (1, (), {"loan-a.txt", "loan-b.txt"})
    assert (tranche.origins, tranche.conflicts, tranche.stage) == (2, (), "done")
    assert told.files(told.entry("loan-c.txt", "arms")) == {"loan-c.txt"}


def test_two_origins_may_give_one_departure_two_days(told: Told) -> None:
    departure = told.entry("troops-b.txt", "last Burundian soldiers")
    assert departure.origins == 2
    assert [(c.field, set(c.values)) for c in departure.conflicts] == [("when", {"2031-01-13", "2031-01-14"})]


def test_a_meeting_confirmed_to_another_outlet_has_two_origins_and_the_next_one_is_apart(told: Told) -> None:
    meeting = told.entry("talks-a.txt", "met in Apia")
    assert (meeting.origins, meeting.conflicts) == (2, ())
    assert told.files(meeting) == {"talks-a.txt", "talks-b.txt", "talks-c.txt"}
    assert told.entry("talks-c.txt", "novembre").id != meeting.id


def test_a_figure_that_a_chief_rules_out_is_a_conflict_and_another_team_apart(told: Told) -> None:
    sent = told.entry("rescue-a.txt", "60 firefighters")
    assert told.files(sent) == {"rescue-a.txt", "rescue-b.txt"}
    assert [(c.field, set(c.values)) for c in sent.conflicts] == [("items", {"48 firefighter", "60 firefighter"})]
    assert told.files(told.entry("rescue-c.txt", "another 25")) == {"rescue-c.txt"}
    units = told.entry("rescue-a.txt", "water-purification")
    assert (units.stage, units.origins) == ("done", 2)


def test_a_mayor_sets_a_figure_right_and_a_copy_alters_it(told: Told) -> None:
    pumps = told.entry("pumps-a.txt", "45 water pumps")
    assert told.files(pumps) == {"pumps-a.txt", "pumps-b.txt", "pumps-c.txt", "pumps-d.txt"}
    assert pumps.origins == 3
    assert [(c.field, c.values) for c in pumps.conflicts] == [("items", ("45 pump", "60 pump"))]
    assert told.verdicts(pumps, "items")["54 pump"] == "copying"


def test_what_one_outlet_tells_and_a_spokesman_denies_is_a_conflict(told: Told) -> None:
    mortars = told.entry("mortars-a.txt", "30 mortars")
    assert told.files(mortars) == {"mortars-a.txt", "mortars-b.txt"}
    assert [(c.field, c.values) for c in mortars.conflicts] == [("polarity", ("affirmed", "denied"))]


def test_the_affairs_are_kept_apart(told: Told) -> None:
    for entry, _, _, _ in told.mentions:
        assert len({name.partition("-")[0] for name in told.files(entry)}) == 1
