"""Mentions to entities over many reports: joined on evidence, kept apart without, decided again by a person."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.core.entities import Office, Profile, Resolved
from onrecord.core.errors import LedgerError
from onrecord.core.records import Entity
from onrecord.meaning.entities.across.ftm import profile_of, read_lines
from onrecord.meaning.entities.across.keys import keys_of, sought_by
from onrecord.meaning.entities.across.matching import FEATURES, POSITIVE, compare, meaning_of
from onrecord.meaning.entities.across.offices import office_of
from onrecord.meaning.entities.across.resolving import mentions_of, node_id, resolve
from onrecord.meaning.entities.world import state_codes
from onrecord.pipeline.entities import Entities
from onrecord.record.database.engine import Database
from onrecord.record.ledger.book import EntityBook

BY = "a person"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[EntityBook]:
    """An empty book of entities."""
    with Database(tmp_path / "a.ledger") as database:
        yield EntityBook(database)


def person(name: str, country: str | None = None, role: str | None = None, *, schema: str = "Person") -> Entity:
    return Entity(f"entity-{name}", name, schema, country, role=role)


def profile(id: str, name: str, country: str | None, *roles: str) -> Profile:
    offices = tuple(Office(role, country) for role in roles)
    return Profile(id, "Person", name, (name,), (country,) if country else (), offices, source="a.json")


def tell(book: EntityBook, report: str, *entities: Entity, day: str | None = "2024-05-03") -> list[Resolved]:
    """Resolve the entities of one report and keep them, as the stage does."""
    told = list(mentions_of(report, day, entities))
    found = list(resolve([("", entity, said) for entity, said in told], book))
    book.keep(found, "test@1")
    return found


def ids(found: list[Resolved]) -> list[str]:
    return [one.profile.id for one in found]


def test_spellings_in_three_scripts_are_one_person_where_the_country_agrees(book: EntityBook) -> None:
    seen = [
        ids(tell(book, f"rep-{n}", person(name, "RUS")))[0]
        for n, name in enumerate(("Sergei Lavrov", "Sergueï Lavrov", "Сергей Лавров", "سيرغي لافروف", "LAVROV Sergey"))
    ]
    assert len(set(seen)) == 1
    (found,) = Entities(book).find("lavrov")
    assert "Сергей Лавров" in found[0].names


def test_words_find_a_name_in_any_script_whole_words_only(book: EntityBook) -> None:
    tell(book, "rep-1", person("Сергей Лавров", "RUS"), person("Ama Boateng", "GHA"))
    tell(book, "rep-2", person("Kwesi Boateng", "GHA", "mayor"), person("Ama Boateng", "GHA"))
    listed = Entities(book)
    assert [profile.name for profile, _ in listed.find("лавров")] == ["Сергей Лавров"]
    assert [profile.name for profile, _ in listed.find("BOATENG")] == ["Ama Boateng", "Kwesi Boateng"]
    assert [profile.name for profile, _ in listed.find("boateng", schema="Person", most=1)] == ["Ama Boateng"]
    assert listed.find("boat") == listed.find("boateng ama") == listed.find("…") == []


def test_what_persons_change_is_found_by_its_new_names_only(book: EntityBook) -> None:
    (one,) = tell(book, "rep-1", person("Nino Beridze", "GEO"))
    (other,) = tell(book, "rep-2", person("N. Maisuradze", "GEO", "mayor"))
    listed = Entities(book)
    listed.merge(one.profile.id, other.profile.id, person=BY)
    assert [p.id for p, _ in listed.find("maisuradze")] == [p.id for p, _ in listed.find("beridze")]
    listed.split(one.profile.id, [other.node], person=BY)
    assert [p.name for p, _ in listed.find("beridze")] == ["Nino Beridze"]
    assert [p.name for p, _ in listed.find("maisuradze")] == ["N. Maisuradze"]


def test_a_name_that_very_many_bear_is_found_in_its_country(book: EntityBook) -> None:
    codes = [c for c in state_codes() if c != "EGY"]
    bearers = [Profile(f"who-{n:04}", "Person", "Mohammed Ali", ("Mohammed Ali",), (c,)) for n, c in enumerate(codes)]
    one = Profile("who-9999", "Person", "Muhammad Aly", ("Muhammad Aly",), ("EGY",))
    book.keep([Resolved(p.id, p, keys_of(p), said=p) for p in (*bearers, one)], "test@1")
    assert ids(tell(book, "rep-1", person("محمد علي", "EGY"))) == [one.id]


def test_one_name_in_two_countries_is_two_people(book: EntityBook) -> None:
    one = ids(tell(book, "rep-1", person("Moussa Traoré", "MLI", "colonel")))
    other = ids(tell(book, "rep-2", person("Moussa Traoré", "CIV", "mayor")))
    assert one != other


def test_a_name_alone_joins_nobody_but_asks(book: EntityBook) -> None:
    tell(book, "rep-1", person("John Smith"), day=None)
    (found,) = tell(book, "rep-2", person("John Smith"), day=None)
    assert found.profile.id == node_id("rep-2", "entity-John Smith")
    assert [d.judgement for d in found.decisions] == ["unsure"]


def test_a_surname_needs_country_and_office(book: EntityBook) -> None:
    tell(book, "rep-1", person("Yasar Güler", "TUR", "defence minister"))
    same, other = tell(book, "rep-2", person("Güler", "TUR", "ministre de la défense"), person("Guler", "DEU"))
    assert same.profile.name == "Yasar Güler"
    assert other.profile.name == "Guler"


def test_two_who_fit_equally_are_left_to_a_person(book: EntityBook) -> None:
    tell(book, "rep-1", person("Adama Diallo", "SEN"), person("Adama Diallo", "SEN", "mayor"), day=None)
    listed = Entities(book)
    assert len(listed.find("diallo")) <= 2


def test_states_and_offices_are_known_by_what_they_are(book: EntityBook) -> None:
    first = tell(
        book,
        "rep-1",
        person("Malian army", "MLI", "army", schema="PublicBody"),
        person("Bamako", "MLI", schema="Country"),
    )
    second = tell(
        book,
        "rep-2",
        person("Mali", "MLI", schema="Country"),
        person("l'armée malienne", "MLI", "army", schema="PublicBody"),
    )
    assert ids(first) == list(reversed(ids(second)))
    assert second[0].profile.name == "Mali"
    assert first[1].profile.names == second[0].profile.names


def test_an_organisation_is_one_in_both_languages(book: EntityBook) -> None:
    english = tell(book, "rep-1", person("Economic Community of West African States", "ECO", schema="Organization"))
    french = tell(book, "rep-2", person("CEDEAO", "ECO", schema="Organization"))
    assert ids(english) == ids(french)


def test_office_holders_are_tied_to_country_and_days(book: EntityBook) -> None:
    tell(book, "rep-1", person("Fumio Kishida", "JPN", "premier ministre"), day="2022-03-01")
    (found,) = tell(book, "rep-2", person("Fumio KISHIDA", "JPN", "prime minister"), day="2024-01")
    (office,) = found.profile.offices
    assert (office.role, office.country, office.since, office.until) == (
        "prime minister",
        "JPN",
        "2022-03-01",
        "2024-01-31",
    )


def test_reading_a_report_again_changes_nothing(book: EntityBook) -> None:
    first = tell(book, "rep-1", person("Sergei Lavrov", "RUS")) + tell(book, "rep-2", person("Sergey Lavrov", "RUS"))
    again = tell(book, "rep-2", person("Sergey Lavrov", "RUS"))
    assert ids(again) == [first[0].profile.id]
    assert again[0].decisions == ()
    assert len(book.decisions([again[0].node])) == 1


def test_a_persons_merge_and_split_are_kept_and_outlast_the_machine(book: EntityBook) -> None:
    listed = Entities(book)
    one = ids(tell(book, "rep-1", person("Wagner Dossou", "BEN")))[0]
    other = ids(tell(book, "rep-2", person("W. D. Kone", "TGO")))[0]
    merged = listed.merge(one, other, person=BY, why="a pen name")
    assert set(merged.names) == {"Wagner Dossou", "W. D. Kone"}
    assert listed.dossier(other).profile.id == merged.id
    kept, parted = listed.split(merged.id, [other], person=BY, why="no pen name")
    assert kept.names == ("Wagner Dossou",) and parted.names == ("W. D. Kone",)
    made = book.decisions([one, other])
    assert [d.judgement for d in made] == ["positive", "negative"]
    assert made[0].superseded is not None and made[0].why == "a pen name" and made[1].superseded is None
    assert listed.merge(one, other, person=BY).id in (one, other)
    assert [d.superseded is None for d in book.decisions([one, other])] == [False, False, True]


def test_what_a_person_parts_the_machine_does_not_join(book: EntityBook) -> None:
    first = tell(book, "rep-1", person("Ali Hassan", "TCD", "minister"))
    second = tell(book, "rep-2", person("Ali Hassan", "TCD", "minister"))
    assert ids(first) == ids(second)
    kept, parted = Entities(book).split(first[0].profile.id, [second[0].node], person=BY)
    assert ids(tell(book, "rep-2", person("Ali Hassan", "TCD", "minister"))) == [parted.id] != [kept.id]


def test_faults_of_a_person_are_named(book: EntityBook) -> None:
    listed = Entities(book)
    one = ids(tell(book, "rep-1", person("Sergei Lavrov", "RUS"), person("Mali", "MLI", schema="Country")))
    for call in (
        lambda: listed.merge(one[0], one[0], person=BY),
        lambda: listed.merge(one[0], one[1], person=BY),
        lambda: listed.merge(one[0], "who-no", person=BY),
        lambda: listed.split(one[0], [one[0]], person=BY),
        lambda: listed.dossier("who-"),
        lambda: listed.load(Path("/no/such/file")),
    ):
        with pytest.raises(LedgerError) as caught:
            call()
        assert caught.value.code.startswith("entities.") and caught.value.mend


FTM = [
    {"id": "Q7747", "schema": "Person", "caption": "Vladimir Putin",
     "properties": {"name": ["Vladimir Putin", "Владимир Путин"], "country": ["ru"], "birthDate": ["1952-10-07"]}},
    {"id": "pos-1", "schema": "Position", "properties": {"name": ["President of Russia"], "country": ["ru"]}},
    {"id": "occ-1", "schema": "Occupancy",
     "properties": {"holder": ["Q7747"], "post": [{"id": "pos-1"}], "startDate": ["2012-05-07"]}},
    {"id": "w-1", "schema": "Company", "properties": {"name": ["Northern Grain Lines"], "jurisdiction": ["pa"]}},
    {"id": "v-1", "schema": "Vessel", "properties": {"name": ["MV Example"]}},
    {"id": "n-1", "schema": "Person", "properties": {}},
]  # fmt: skip


def test_followthemoney_comes_in_as_further_knowledge(book: EntityBook, tmp_path: Path) -> None:
    told = tell(book, "rep-1", person("Vladimir Poutine", "RUS", "president"))
    file = tmp_path / "watch.json"
    lines = [*map(json.dumps, FTM), "", "{broken", "[1]", '{"id": 3}']
    file.write_text("\n".join(lines), "utf-8")
    summary = Entities(book).load(file)
    assert (summary.kept, summary.joined) == (2, 1)
    assert {reason: left.count for reason, left in summary.left_out.items()} == {
        "schema Vessel": 1,
        "no name": 1,
        "no JSON": 1,
        "no JSON object": 1,
        "no id, schema and properties": 1,
    }
    dossier = Entities(book).dossier("Q7747")
    assert dossier.profile.id == told[0].profile.id
    assert any(o.role == "president" and o.since == "2012-05-07" for o in dossier.profile.offices)
    assert ids(tell(book, "rep-2", person("فلاديمير بوتين", "RUS"))) == [dossier.profile.id]
    assert Entities(book).load(file).joined == 1
    assert [p.id for p, _ in Entities(book).find("northern grain")] == ["w-1"]


def test_an_import_comes_first_too(book: EntityBook, tmp_path: Path) -> None:
    file = tmp_path / "watch.json"
    file.write_text(json.dumps(FTM[0]), "utf-8")
    Entities(book).load(file)
    assert ids(tell(book, "rep-1", person("Wladimir Putin", "RUS"))) == ["Q7747"]


def test_lines_of_any_kind_never_break_the_reading() -> None:
    odd = [
        '{"id": "a", "schema": "Person", "properties": {"name": [null, 3, {"id": 4}, "X Y"]}}',
        "[" * 5000,
        "\ud800",
        "null",
    ]
    found = [profile_of(line, "f") for line in read_lines(odd)]
    assert [p.name for p in found if p] == ["X Y"]


def test_every_feature_says_what_it_means_and_a_name_alone_is_not_enough() -> None:
    for name, (measure, _) in FEATURES.items():
        assert meaning_of(name) == " ".join((measure.__doc__ or "").split()) != ""
    assert FEATURES["same_name"][1] < POSITIVE
    one, other = (Profile(i, "Person", "Ann Lee", ("Ann Lee",), ("USA",)) for i in "ab")
    score, features = compare(one, other)
    assert score >= POSITIVE and {f.name for f in features} == {"same_name", "same_country"}


@pytest.mark.parametrize(
    ("french", "english"), [("Ministre de la Défense", "defense minister"), ("premier ministre", "prime minister")]
)
def test_offices_are_one_in_both_languages(french: str, english: str) -> None:
    assert office_of(french) == office_of(english)
    assert office_of("homologue") is None


def test_a_country_that_is_but_likely_makes_no_office_or_body_of_it(book: EntityBook) -> None:
    kinds = {"Position": "foreign minister", "PublicBody": "army"}
    sure = [ids(tell(book, f"a-{k}", person(role, "MLI", role, schema=k)))[0] for k, role in kinds.items()]
    likely = [replace(person(role, "MLI", role, schema=k), basis="understood") for k, role in kinds.items()]
    assert not tell(book, "b", *likely)
    assert [ids(tell(book, f"c-{k}", person(role, "MLI", role, schema=k)))[0] for k, role in kinds.items()] == sure


def test_a_person_whose_country_is_but_likely_is_no_proof_against_another(book: EntityBook) -> None:
    (one,) = tell(book, "a", person("Ama Boateng", "GHA", "mayor"))
    (same,) = tell(book, "b", replace(person("Ama Boateng", "TGO", "mayor"), basis="understood"))
    assert same.profile.countries == ("GHA",)
    assert same.profile.id == one.profile.id


def test_a_record_that_stands_twice_in_a_file_is_one(book: EntityBook, tmp_path: Path) -> None:
    line = {"id": "Q1", "schema": "Person", "properties": {"name": ["Ama Boateng"], "country": ["gh"]}}
    file = tmp_path / "a.json"
    file.write_text("\n".join(json.dumps(line) for _ in range(2)), "utf-8")
    summary = Entities(book).load(file)
    assert summary.kept == 2
    assert [(p.id, p.source) for p, _ in Entities(book).find("boateng")] == [("Q1", "a.json")]


def listed(file: Path, *people: tuple[str, str, str]) -> Path:
    """Write a file of people: id, name and day of birth, all of Ghana."""
    rows = [
        {"id": id, "schema": "Person", "properties": {"name": [name], "country": ["gh"], "birthDate": [born]}}
        for id, name, born in people
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def test_records_of_one_file_are_different_people_and_only_one_joins_a_known_one(
    book: EntityBook, tmp_path: Path
) -> None:
    (told,) = tell(book, "rep-1", person("Ama Boateng", "GHA"))
    file = listed(tmp_path / "a.json", ("p1", "Ama Boateng", "1950"), ("p2", "Ama Boateng", "1950"))
    for _ in range(2):
        summary = Entities(book).load(file)
        assert (summary.kept, summary.joined) == (2, 1)
    found = Entities(book).find("boateng")
    assert {p.id for p, _ in found} == {told.profile.id, "p2"}
    (unsure,) = (d for d in Entities(book).dossier("p2").decisions if d.judgement == "unsure")
    assert unsure.why == "p1 of the same file was taken for it"


def test_records_of_two_files_are_one_unless_born_on_other_days(book: EntityBook, tmp_path: Path) -> None:
    first = listed(tmp_path / "a.json", ("p1", "Ama Boateng", "1950-03-01"), ("p2", "Kofi Mensah", "1960"))
    other = listed(tmp_path / "b.json", ("q1", "Ama Boateng", "1980"), ("q2", "Kofi Mensah", "1960-07-02"))
    assert Entities(book).load(first).joined == 0
    assert Entities(book).load(other).joined == 1
    assert [p.id for p, _ in Entities(book).find("mensah")] == ["p2"]
    assert {p.id for p, _ in Entities(book).find("boateng")} == {"p1", "q1"}


def test_a_record_that_very_many_share_keys_with_says_how_many_it_was_compared_with(
    book: EntityBook, tmp_path: Path
) -> None:
    first = listed(tmp_path / "a.json", *((f"p{n}", f"Kofi {chr(65 + n)}. Mensah", "1960") for n in range(26)))
    Entities(book).load(first)
    summary = Entities(book).load(listed(tmp_path / "b.json", ("q", "Kofi Mensah", "1980")))
    assert (summary.capped, summary.joined) == (1, 0)
    assert dict(Entities(book).dossier("q").profile.properties)["compared"][0].startswith("24 of 26 or more")


def test_offices_nested_in_a_person_are_read() -> None:
    post = {"schema": "Position", "properties": {"name": ["Minister of Finance"], "country": ["ge"]}}
    firm = {"schema": "Company", "caption": "Tiflis Rail", "properties": {"jurisdiction": ["ge"]}}
    held = {"post": [post, "pos-2"], "startDate": ["2019"], "endDate": ["2023-05"]}
    line = {
        "id": "p", "schema": "Person", "properties": {
            "name": ["Nino Beridze"],
            "positionOccupancies": [{"schema": "Occupancy", "properties": held}, "occ-2", 3],
            "directorshipDirector": [{"properties": {"role": ["chair"], "organization": [firm], "startDate": ["?"]}}],
            "membershipMember": [{"properties": {"organization": [firm]}}],
        },
    }  # fmt: skip
    (read,) = read_lines([json.dumps(line)])
    profile = profile_of(read, "f")
    assert profile is not None
    assert profile.offices == (
        Office("minister of finance", "GEO", "2019", "2023-05"),
        Office("chair, Tiflis Rail", "GEO"),
        Office("member, Tiflis Rail", "GEO"),
    )


def test_a_ledger_of_before_gets_the_keys_that_entities_are_sought_by(tmp_path: Path) -> None:
    path = tmp_path / "old.ledger"
    with Database(path) as database:
        kept = [
            Profile("who-1", "Person", "Nino Beridze", ("Nino Beridze",), source="a.json"),
            Profile("who-2", "Organization", "Aurora Fishing League", ("Aurora Fishing League",), ("GEO",)),
            Profile("who-3", "Person", "Maisuradze", ("Maisuradze",), ("GEO",)),
        ]
        EntityBook(database).keep([Resolved(p.id, p, keys_of(p), said=p) for p in kept], "test@1")
    with sqlite3.connect(path) as connection:
        before = set(connection.execute("SELECT key, profile FROM entity_key"))
        connection.execute("DELETE FROM entity_key WHERE key GLOB '[el]:*' OR key GLOB 'c:*' AND profile = 'who-2'")
        connection.execute("UPDATE entity_key SET key = 's:' || substr(key, 3) WHERE key GLOB 'l:*'")
        connection.executemany(
            "INSERT INTO entity_key VALUES (?, ?, 'test')", [(f"s:{k[2:]}", p) for k, p in before if k[0] == "l"]
        )
        connection.execute("DELETE FROM migration WHERE version > 20")
    connection.close()
    Database(path).close()
    with sqlite3.connect(path) as connection:
        assert before <= set(connection.execute("SELECT key, profile FROM entity_key"))
    connection.close()


def test_who_cannot_be_the_same_is_not_even_looked_at(book: EntityBook) -> None:
    known = {
        "abroad": profile("abroad", "Amadou Diallo", "FRA"),
        "at home": profile("at home", "Amadou Diallo", "GIN"),
        "of no known state": profile("of no known state", "Amadou Diallo", None),
        "cousin": profile("cousin", "Hawa Diallo", "GIN", "finance minister"),
        "by surname": profile("by surname", "Diallo", "GIN"),
    }
    book.keep([Resolved(p.id, p, keys_of(p), said=p) for p in known.values()], "test@1")

    def found(name: str, country: str | None, *roles: str) -> set[str]:
        return {
            id for some in book.under(sought_by(profile("asked", name, country, *roles)), 48).values() for id in some
        }

    assert found("Amadu Dialo", "GIN") == {"at home", "of no known state", "by surname"}
    assert found("Amadu Dialo", None) == {"abroad", "at home", "of no known state"}
    assert found("Diallo", "GIN") == {"at home", "cousin", "by surname"}
    shared = book.under(sought_by(profile("asked", "Diallo", "GIN", "finance minister")), 48)
    assert [ids for key, ids in shared.items() if key.startswith("t:")] == [["cousin"]]
