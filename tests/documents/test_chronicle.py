"""Chronicle: a year is inferred from a happening of the world only where nothing else can be meant."""

from datetime import date

import pytest

from onrecord.core.tables import packaged_table
from onrecord.documents import read_report
from onrecord.documents.dating.chronicle import infer_year

PACKAGE = "onrecord.documents.dating"


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Rebels of the M23, backed by Rwanda, seized Goma early this year.", "2025"),
        ("Turkish builders are on trial over the earthquake in Hatay early last year.", "2024"),
        ("Le M23 a pris Bukavu en février de cette année, avec l'appui de soldats rwandais.", "2025"),
        ("Le coup d'État de juillet de l'an dernier au Niger a fermé la frontière.", "2024"),
        ("The coup in Gabon in August last year ended fifty years of one family's rule.", "2024"),
        ("The BRICS summit in Kazan last year agreed on a list of partners.", "2025"),
        ("The delegates met at the climate conference in Dubai late last year.", "2024"),
        ("Last year's coup in Myanmar emptied the factories.", "2022"),
        ("Le sommet de la Francophonie tenu à Djerba à la fin de l'année dernière a traité du numérique.", "2023"),
        ("The Sudanese army retook Wad Madani from the RSF in January this year.", "2025"),
        ("Cyclone Freddy in Malawi last year washed away the bridge.", "2024"),
        ("The coup in Gabon last year ended it. The plan runs until 2040.", "2024"),
    ],
)
def test_a_known_happening_of_last_year_gives_the_year(sentence: str, year: str) -> None:
    found = infer_year(sentence)
    assert found is not None
    assert found.value == year
    assert found.words in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        # several such happenings at one place
        "The coup in Mali last year closed the border.",
        "Le coup d'État au Mali l'an dernier a fermé la frontière.",
        "Kabul fell to the Taliban last year.",
        "The accord of Minsk on Ukraine last year calmed the front.",
        "The earthquake in Haiti last year broke the water mains.",
        "The Malian army and Tuareg rebels fought in Kidal late last year.",
        # a place and parties, but no happening
        "Wagner fighters sold gold in Bamako last year.",
        "Traders in Kidal sold salt to the Malian army and to Tuareg families towards the end of the previous year.",
        "A summit in Kazan last year brought chess players together.",
        "The army took Kidal last year.",
        # the year is that of something else in the sentence
        "Since the coup in Gabon, exports fell by a tenth last year.",
        "After the M23 took Goma, prices doubled last year.",
        "Under the accord signed in Pretoria with Tigray forces, Ethiopia last year received seed.",
        "The accord signed in Pretoria on Tigray was praised last year.",
        "Russia, which annexed Crimea, last year sold wheat to Egypt.",
        "La ville n'a pas oublié le coup d'État au Gabon, et l'an dernier les urnes étaient vides.",
        "Unlike the coup in Gabon, last year's vote in Togo was calm.",
        "Over the last year the coup in Gabon has cost the country dear.",
        # somebody else's words, another time, books
        "“The coup in Gabon last year ended it all,” he said.",
        "“It is over. The coup in Gabon last year ended it all,” he said.",
        "« Le coup d'État au Gabon l'an dernier a tout changé », a-t-il dit.",
        "In 2015 he said that the coup in Gabon last year was a mistake.",
        "The town marked last year the anniversary of the coup in Gabon.",
        "The archive holds a letter on the coup in Gabon last year.",
        "Her novel tells of the coup in Gabon last year.",
        "The coup in Gabon last year was the subject of a play by students in Lagos.",
        "If the coup in Gabon last year succeeded, trade would stop.",
        "In 2011 the harbour was dredged. The coup in Gabon towards the end of the previous year had closed it.",
        # another sign speaks against it
        "The coup in Gabon last year ended it. Voters went to the polls in May 2026.",
        "The coup in Gabon last year ended it. M23 rebels of Rwanda seized Goma early this year.",
    ],
)
def test_what_may_mean_something_else_gives_nothing(sentence: str) -> None:
    assert infer_year(sentence) is None


def test_the_year_of_a_report_names_the_happening_that_it_rests_on() -> None:
    body = "The delegates of four parties met in Libreville and spoke of the timber trade for three hours. " * 3
    report = read_report(f"Timber talks\n\n{body}The coup in Gabon in August last year froze the contracts.")
    assert (report.published, report.published_basis) == ("2024", "inferred")
    assert report.published_words is not None
    assert report.published_words in report.text
    assert [(issue.code, issue.severity) for issue in report.issues] == [("dating.chronicle", "note")]
    assert "Coup against President Ali Bongo (2023-08-30)" in report.issues[0].message


def test_a_stated_date_goes_before_and_a_capture_before_that_year_says_no() -> None:
    body = "The coup in Gabon in August last year froze the contracts of the timber trade for three months. " * 3
    assert read_report(f"Timber talks\n\n12 May 2025\n\n{body}").published == "2025-05-12"
    assert read_report(f"Timber talks\n\n{body}", captured="2021-03-01").published is None


def test_every_row_has_a_known_kind_and_an_order_of_days() -> None:
    kinds = {row["value"] for row in packaged_table(PACKAGE, "chronicle_words.tsv") if row["role"] == "kind"}
    rows = packaged_table(PACKAGE, "chronicle.tsv")
    assert len(rows) > 800
    for row in rows:
        low, high = (date.fromisoformat(f"{day}-01" if len(day) == 7 else day) for day in (row["from"], row["to"]))
        assert low <= high, row
        assert row["kind"] in kinds, row
        assert row["places"] and row["happening"], row
