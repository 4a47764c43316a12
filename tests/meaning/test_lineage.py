"""Lineage: copies found and told apart, strangers left alone, whatever the order in which reports come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core.lineage import Link, Placement, Relation, Ruling
from onrecord.core.records import Entity, Event, Origin, Report, Statement
from onrecord.core.spans import Span
from onrecord.meaning.lineage import features, first_hand_speakers, origin_groups, origins_of, parents
from onrecord.meaning.lineage.changes import changes
from onrecord.meaning.lineage.facts import skeleton
from onrecord.meaning.lineage.passages import shared_passages
from onrecord.meaning.lineage.placing import place
from onrecord.meaning.lineage.profiles import same_medium
from onrecord.meaning.lineage.related import relatives, weighed_origins


class Shelf:
    """Placed reports in memory: what lineage asks of a ledger."""

    def __init__(self, reports: Iterable[Report], rulings: Sequence[Ruling] = ()) -> None:
        self._reports = {report.id: report for report in reports}
        self._placed: dict[str, Placement] = {}
        self._keys: dict[int, list[str]] = {}
        self._rulings = rulings

    def add(self, ids: Sequence[str]) -> None:
        """Place these reports, as one ingest does."""
        for placement in list(place(self, ids)):
            self._placed[placement.report] = placement
            for key in placement.keys:
                self._keys.setdefault(key, []).append(placement.report)

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        yield from (self._reports[id] for id in sorted(set(ids)) if id in self._reports)

    def entities_of(self, reports: Iterable[str]) -> Iterator[Entity]:
        yield from ()

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        yield from ()

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        yield from ()

    def holders(self, keys: Iterable[int], most: int) -> Iterator[tuple[int, str]]:
        yield from ((key, id) for key in keys for id in sorted(self._keys.get(key, ()))[:most])

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield from ((id, self._placed[id].facts) for id in reports if id in self._placed)

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        wanted = set(reports)
        for placement in self._placed.values():
            yield from (link for link in placement.links if {link.report, link.parent} & wanted)

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        wanted = set(reports)
        yield from (ruling for ruling in self._rulings if ruling.report in wanted)


WIRE = Report(
    id="rep-wire",
    outlet="Fjordwire",
    language="en",
    published="2023-03-02",
    origins=(Origin("agency", "Fjordwire"), Origin("interview", "Fjordwire")),
    text="""REYKJAVIK, March 2 (Fjordwire) - Iceland will lend Cape Verde two patrol aircraft and 14 million euros for \
a radar station on Sal, Foreign Minister Sunna Hallsdottir said on Thursday.

The aircraft are due in Praia by the end of June and will be flown by crews of the Icelandic coast guard for the first \
eighteen months, the ministry added in a note to lawmakers.

"We know what it means to watch over a sea that is far larger than the land," an Icelandic coast guard commander told \
Fjordwire in the harbour of Keflavik.

Cape Verde has asked for help against illegal trawlers since 2019. Its own fleet counts three boats, of which one is \
in dry dock in Mindelo after a fire in December.

The opposition in Reykjavik called the loan generous but late. A vote is expected on April 18.""",
)
COPY = replace(
    WIRE,
    id="rep-copy",
    outlet="The Skerry Star",
    published="2023-03-03",
    origins=(Origin("agency", "Fjordwire", None, "By Fjordwire"),),
    text="\n\n".join(WIRE.text.split("\n\n")[i] for i in (0, 1, 2)).replace("14 million", "40 million"),
)
REWRITE = Report(
    id="rep-rewrite",
    outlet="Harbour Gazette",
    language="en",
    published="2023-03-03",
    origins=(Origin("interview", "Fjordwire"), Origin("agency", "Fjordwire")),
    text="""Two Icelandic patrol planes are going to Cape Verde, together with 14 million euros to build a radar \
station on the island of Sal.

Sunna Hallsdottir, who heads Iceland's diplomacy, announced the loan on Thursday. The planes should reach Praia before \
June is over, with crews from the coast guard of Iceland at the controls for eighteen months.

"We know what it means to watch over a sea that is far larger than the land," a commander of the coast guard told \
Fjordwire.

Since 2019 the islands have been looking for a way to stop illegal trawlers with only three boats, one of them under \
repair in Mindelo. Lawmakers in Reykjavik are to vote on April 18.""",
)
TRANSLATION = Report(
    id="rep-translation",
    outlet="Le Phare de l'Ouest",
    language="fr",
    published="2023-03-03",
    origins=(Origin("agency", "Fjordwire", None, "Traduit de l'anglais (Fjordwire)"),),
    text="""REYKJAVIK, 2 mars - L'Islande va prêter au Cap-Vert deux avions de patrouille et 14 millions d'euros pour \
une station radar à Sal, a déclaré jeudi la ministre des Affaires étrangères Sunna Hallsdottir.

Les avions sont attendus à Praia d'ici fin juin et seront pilotés par des équipages des garde-côtes islandais pendant \
les dix-huit premiers mois, a ajouté le ministère dans une note aux parlementaires.

« Nous savons ce que signifie surveiller une mer bien plus vaste que la terre », a confié à Fjordwire un commandant \
des garde-côtes islandais dans le port de Keflavik.

Le Cap-Vert demande de l'aide contre les chalutiers illégaux depuis 2019. Sa flotte compte trois bateaux, dont un en \
cale sèche à Mindelo après un incendie en décembre.""",
)
STRANGER = Report(
    id="rep-stranger",
    outlet="Diario de Sotavento",
    language="en",
    published="2023-03-04",
    origins=(Origin("interview", "Diario de Sotavento"),),
    text="""Fishermen in Mindelo greeted the Icelandic loan with doubt. "Planes see the trawlers, but who will stop \
them?" asked Nilton Évora, who has fished off São Vicente since 1988.

The harbour master told this newspaper that 37 foreign vessels were reported last year and none was brought in. He \
wants fast boats and fuel, and says the ministry in Praia has promised both for years.

Iceland announced on Thursday that it would lend two patrol aircraft. The minister, Sunna Hallsdottir, said "we know \
what it means to watch over a sea that is far larger than the land" at a briefing in Reykjavik.""",
)
ALL = (WIRE, COPY, REWRITE, TRANSLATION, STRANGER)


def shelf(reports: Sequence[Report], batches: Sequence[Sequence[str]], rulings: Sequence[Ruling] = ()) -> Shelf:
    """Place ``reports`` in these batches."""
    made = Shelf(reports, rulings)
    for batch in batches:
        made.add(batch)
    return made


@pytest.fixture(scope="module")
def one_go() -> Shelf:
    """All reports placed at once."""
    return shelf(ALL, [[report.id for report in ALL]])


@pytest.mark.parametrize(
    ("report", "relation"), [("rep-copy", "reprint"), ("rep-rewrite", "rewrite"), ("rep-translation", "translation")]
)
def test_each_kind_of_descendant(one_go: Shelf, report: str, relation: Relation) -> None:
    [link] = parents(one_go, [report])[report]
    assert (link.parent, link.relation) == ("rep-wire", relation)
    assert link.score >= 1 and link.shown


def test_a_report_of_ones_own_is_independent_though_a_quotation_is_shared(one_go: Shelf) -> None:
    assert parents(one_go, ["rep-stranger", "rep-wire"]) == {"rep-stranger": (), "rep-wire": ()}
    assert origins_of(one_go, [report.id for report in ALL]) == 2


def test_spans_of_the_evidence_slice_back(one_go: Shelf) -> None:
    [link] = parents(one_go, ["rep-copy"])["rep-copy"]
    passages = [shown for shown in link.shown if shown.feature == "passages"]
    for shown in passages:
        assert shown.ours and shown.theirs
        ours, theirs = shown.ours.of(COPY.text).split(), shown.theirs.of(WIRE.text).split()
        assert [word.strip(',."') for word in ours] == [word.strip(',."') for word in theirs]


def test_a_figure_altered_in_copying_is_shown(one_go: Shelf) -> None:
    [link] = parents(one_go, ["rep-copy"])["rep-copy"]
    found = changes(COPY, WIRE, link)
    assert [change.words for change in found if change.kind == "figure"] == ["14 → 40"]
    assert any(
        "opposition" in change.theirs.of(WIRE.text) for change in found if change.kind == "cut" and change.theirs
    )


def test_the_same_text_is_the_same() -> None:
    twin = replace(WIRE, id="rep-twin", outlet="Another Post", origins=(), published="2023-03-02")
    found = shelf([WIRE, twin], [[WIRE.id], [twin.id]])
    assert [link.relation for links in parents(found, [WIRE.id, twin.id]).values() for link in links] == ["same"]


def test_copies_of_an_agency_that_is_not_here_name_it_and_are_one_origin() -> None:
    other = replace(COPY, id="rep-other", outlet="Moss Courier", text=COPY.text.replace("40 million", "14 million"))
    found = shelf([COPY, other], [[COPY.id, other.id]])
    links = parents(found, [COPY.id, other.id])
    assert {(link.parent, link.named, link.relation) for held in links.values() for link in held} == {
        ("Fjordwire", True, "reprint")
    }
    [group] = origin_groups(found, [COPY.id, other.id])
    assert group.named == "Fjordwire"


def test_one_agency_and_two_affairs_are_two_origins() -> None:
    later = replace(
        REWRITE, id="rep-later", published="2023-09-20", text="Nine cows won prizes in Bergen, told Fjordwire."
    )
    found = shelf([COPY, later], [[COPY.id, later.id]])
    assert origins_of(found, [COPY.id, later.id]) == 2


def test_a_person_overrules() -> None:
    rulings = [Ruling("rep-rewrite", "rep-wire", "independent"), Ruling("rep-stranger", "rep-wire", "cites", "told me")]
    found = shelf(ALL, [[report.id for report in ALL]], rulings)
    links = parents(found, ["rep-rewrite", "rep-stranger"])
    assert "rep-wire" not in {link.parent for link in links["rep-rewrite"]}
    assert [(link.parent, link.relation, link.produced_by) for link in links["rep-stranger"]] == [
        ("rep-wire", "cites", "person")
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations([report.id for report in ALL]), cuts=st.sets(st.integers(1, len(ALL) - 1)))
def test_the_order_of_ingestion_changes_nothing(one_go: Shelf, order: list[str], cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), len(order)]
    batches = [order[a:b] for a, b in pairwise(edges)]
    ids = [report.id for report in ALL]
    found = shelf(ALL, batches)
    assert parents(found, ids) == parents(one_go, ids)
    assert origin_groups(found, ids) == origin_groups(one_go, ids)


WORDS = st.lists(st.sampled_from(["the", "grain", "ship", "left", "port", "on", "Friday", "with", "tons"]), max_size=60)


@given(ours=WORDS, theirs=WORDS)
def test_passages_are_the_same_words_and_do_not_overlap(ours: list[str], theirs: list[str]) -> None:
    found = shared_passages(ours, theirs)
    mine = [n for p in found for n in range(p.ours, p.ours + p.length)]
    yours = [n for p in found for n in range(p.theirs, p.theirs + p.length)]
    assert len(set(mine)) == len(mine) and len(set(yours)) == len(yours)
    assert [ours[n] for n in mine] == [theirs[n] for n in yours]


@given(text=st.text(max_size=300))
def test_any_text_can_be_placed(text: str) -> None:
    odd = replace(WIRE, id="rep-odd", text=text, title=None)
    found = shelf([WIRE, odd], [["rep-wire"], ["rep-odd"]])
    assert origins_of(found, ["rep-wire", "rep-odd"]) in {1, 2}


@pytest.mark.parametrize(
    ("one", "other"), [("Putin", "Poutine"), ("Eritrea", "Érythrée"), ("Somalia", "Somalie"), ("Zelensky", "Zelenski")]
)
def test_names_meet_across_languages(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sputnik", "Sputnik International", True),
        ("AFP", "Agence France-Presse", True),
        ("the Fjordwire agency", "Fjordwire", True),
        ("Le Phare", "Le Monde", False),
        ("", "Fjordwire", False),
        ("Harbour Press (HP)", "HP", True),
        ("Harbour Press (HP)", "Harbour Press", True),
        ("Harbour Press (HP)", "Hill Times (HT)", False),
    ],
)
def test_names_of_media(one: str, other: str, same: bool) -> None:
    assert same_medium(one, other) is same is same_medium(other, one)


def test_every_feature_explains_itself() -> None:
    assert all(len(feature.says) > 30 and feature.weight for feature in features().values())


def test_outlets_of_one_owner_are_shown_and_weighed() -> None:
    one, two = replace(WIRE, outlet="France 24"), replace(COPY, outlet="RFI")
    assert [len(kin.reports) for kin in relatives([one, two, REWRITE])] == [2]
    assert weighed_origins([one, two, REWRITE], 0.5) == 2.5
    assert weighed_origins([one, two, REWRITE], 1.0) == 3


def test_no_speakers_where_nobody_speaks(one_go: Shelf) -> None:
    assert first_hand_speakers(one_go, ["rep-wire"]) == ()


@pytest.mark.parametrize("own", ["notre correspondant à Goma", "our correspondent"])
def test_a_mediums_own_correspondent_is_no_speaker_beside_it(own: str) -> None:
    class Spoken(Shelf):
        def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
            for name in (own, "Ada Lind"):
                yield Statement(Span(0, 1), "indirect", speaker=name)

    assert first_hand_speakers(Spoken([WIRE]), [WIRE.id]) == ("Ada Lind",)


RETOLD = replace(
    TRANSLATION,
    id="rep-retold",
    origins=(Origin("agency", "Fjordwire"),),
    text="""REYKJAVIK, 2 mars - Deux avions de patrouille et 14 millions d'euros pour une station radar à Sal, a dit \
jeudi Sunna Hallsdottir.

Les avions seront à Praia fin juin avec des équipages islandais, pour dix-huit mois.

« Nous savons ce que signifie surveiller une mer », a confié à Fjordwire un commandant à Keflavik.

Le Cap-Vert a trois bateaux, dont un en cale sèche à Mindelo depuis décembre, et de l'aide demandée depuis 2019.""",
)


@pytest.mark.parametrize(
    ("report", "relation"),
    [(replace(TRANSLATION, origins=(Origin("agency", "Fjordwire"),)), "translation"), (RETOLD, "rewrite")],
)
def test_a_translation_that_does_not_say_so_is_as_long_as_one(report: Report, relation: Relation) -> None:
    placed = shelf((WIRE, report), [[WIRE.id, report.id]])
    [link] = parents(placed, [report.id])[report.id]
    assert (link.parent, link.relation) == (WIRE.id, relation)


CITING = Report(
    id="rep-citing",
    outlet="Le Phare de Mindelo",
    language="en",
    published="2023-03-03",
    origins=(Origin("agency", "Fjordwire"),),
    text="""Mindelo has other worries than aircraft. On the quay 37 families wait for the 12 boats that the storm of 9 \
February tore loose.

Iceland will lend Cape Verde two patrol aircraft and 14 million euros for a radar station on Sal, Foreign Minister \
Sunna Hallsdottir said on Thursday, Fjordwire reports. The aircraft are due in Praia by the end of June.

Mayor Ildo Tavares wants 6 million escudos for nets and engines before 20 March, and a mole by 2025.

The cannery at Lazareto has sent 210 women home. Its owner, Nuno Brito, blames the price of tin, up by 18 percent.

Last year 4,300 tonnes of tuna were landed here, against 7,900 in 2019.""",
)


def test_a_report_whose_names_and_figures_are_mostly_its_own_only_cites_the_other() -> None:
    shelf = Shelf([WIRE, CITING])
    shelf.add(["rep-wire", "rep-citing"])
    (link,) = parents(shelf, ["rep-citing"])["rep-citing"]
    assert (link.parent, link.relation) == ("rep-wire", "cites")
