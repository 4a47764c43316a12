"""Publication dates: read in many forms, weighed by basis, never invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.records import Report
from onrecord.documents import read_report
from onrecord.documents.dating.readings import find_dates

BODY = "The two ministers signed the fishing accord in Lisbon and left without taking questions from the press."
CORPS = "Les deux ministres ont signé l'accord de pêche à Lisbonne et sont repartis sans répondre aux questions."


@pytest.mark.parametrize(
    ("line", "language", "value"),
    [
        ("July 29, 2023 | 10:10 AM", "en", "2023-07-29"),
        ("29 July 2023", "en", "2023-07-29"),
        ("Sat., Sept. 3rd, 2022", "en", "2022-09-03"),
        ("Tue 17 Sep 2024 // 11:20", "en", "2024-09-17"),
        ("Publié le mardi 7 fevrier 2023", "fr", "2023-02-07"),
        ("1er août 2024 à 06 h 30", "fr", "2024-08-01"),
        ("12 марта 2024, 14:35", "ru", "2024-03-12"),
        ("7 de mayo de 2022", "es", "2022-05-07"),
        ("الثلاثاء ١٢ مارس ٢٠٢٤", "ar", "2024-03-12"),
        ("4. Oktober 2023", "de", "2023-10-04"),
        ("10 de março de 2021", "pt", "2021-03-10"),
        ("2024-06-18T06:08+0000", None, "2024-06-18"),
        ("20240618T0608", None, "2024-06-18"),
        ("2024年6月18日", "ja", "2024-06-18"),
        ("02.06.2022", None, "2022-06-02"),
        ("14/03/2024", "en", "2024-03-14"),
        ("03/04/2024", "fr", "2024-04-03"),
        ("03/04/2024", "en-US", "2024-03-04"),
        ("03/04/2024", "en-GB", "2024-04-03"),
        ("Wednesday 03/04/2024", "en", "2024-04-03"),
        ("May 2023", "en", "2023-05"),
    ],
)
def test_forms(line: str, language: str | None, value: str) -> None:
    assert [reading.value for reading in find_dates(line, language)] == [value]


@pytest.mark.parametrize("line", ["03/04/2024", "31 February 2024", "version 10.2.3", "1.2.34", "in 2024", "may 12345"])
def test_no_date_is_invented(line: str) -> None:
    assert find_dates(line, "en") == []


@given(st.text(max_size=120))
def test_readings_lie_in_the_text_and_in_order(text: str) -> None:
    end = 0
    for reading in find_dates(text, "fr"):
        assert end <= reading.start < reading.end <= len(text)
        end = reading.end


def dump(*lines: str) -> Report:
    return read_report("\n\n".join(lines))


def test_a_crawl_prefix_gives_way_to_anything_more_precise() -> None:
    assert dump("date 2023-02 Accord signé", "Publié le 7 février 2023", CORPS).published == "2023-02-07"
    report = dump("date 2024-06 https://tide.example/2024/06/18/accord-signed", "Accord signed", BODY)
    assert (report.published, report.published_basis) == ("2024-06-18", "url")
    assert dump("date 2024-06-18 Accord signed", BODY).published == "2024-06-18"
    assert dump("date 2024-06 Accord signed", BODY).published == "2024-06"


def test_a_dateline_takes_its_year_from_elsewhere() -> None:
    report = dump("date 2023-07 Accord signed", f"LISBON, July 27 - {BODY}")
    assert (report.published, report.published_basis) == ("2023-07-27", "dateline")
    assert dump("Accord signed", f"LISBON, July 27 - {BODY}").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Updated 3 May 2024",
        "Mis à jour le 3 mai 2024",
        "© 2019-2024 Tide",
        "Photo taken on 3 May 2024",
        "Today is Friday, 3 May 2024",
    ],
)
def test_other_dates_do_not_count(line: str) -> None:
    assert dump("Accord signed", line, BODY).published is None


def test_dates_of_other_stories_and_comments_do_not_count() -> None:
    assert (
        dump("Accord signed", BODY, BODY.upper(), "Recent Stories", "3 May 2024 - Whale seen", "4 May 2024").published
        is None
    )


def test_published_and_updated_on_one_line() -> None:
    report = dump("Accord signé", "Publié le 14/03/2024 à 18:42 - Mis à jour le 15/03/2024", CORPS)
    assert report.published == "2024-03-14"


def test_a_weekday_that_does_not_fit_is_an_issue_and_the_date_stands() -> None:
    report = dump("Accord signed", "Monday, 7 February 2023", BODY)
    assert report.published == "2023-02-07"
    assert [issue.code for issue in report.issues] == ["dating.weekday"]


def page(head: str, top: str = "", foot: str = "") -> Report:
    return read_report(
        f"<html lang='en'><head><title>Accord signed</title>{head}</head><body><article><h1>Accord signed</h1>{top}"
        f"<p>{BODY}</p><p>{BODY.replace('Lisbon', 'Porto')}</p></article>{foot}</body></html>"
    )


def test_metadata_wins_over_what_is_visible_and_modified_dates_do_not_count() -> None:
    dates = '"dateModified":"2024-03-09","datePublished":"2024-02-21T07:40:00+00:00"'
    linked = f'<script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle",{dates}}}]}}</script>'
    report = page(linked, "<div>Published 22 February 2024</div>")
    assert (report.published, report.published_basis) == ("2024-02-21", "metadata")
    assert page('<meta property="article:modified_time" content="2024-02-21">').published is None


def test_malformed_json_is_passed_over() -> None:
    report = page(
        '<script type="application/ld+json">{"datePublished": </script><meta name="date" content="2022-06-02">'
    )
    assert report.published == "2022-06-02"


def test_a_visible_line_of_a_page_counts_and_its_clock_and_sidebar_do_not() -> None:
    clock = "<header><span class='today'>Friday 8 March 2024</span></header>"
    side = "<aside><p>Whale seen (3 May 2024)</p></aside><footer>(c) 2024</footer>"
    assert page("", "<div class='meta'>21 February 2024 | 2 min read</div>", side).published == "2024-02-21"
    assert page("", "", clock + side).published is None


def test_a_date_after_capture_is_set_aside() -> None:
    report = read_report(f"Accord signed\n\n9 May 2024\n\n{BODY}", captured="2024-05-01")
    assert report.published is None
    assert [issue.code for issue in report.issues] == ["dating.future"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The accord was initialled yesterday, 12 March 2024, in Porto.", "2024-03-13"),
        ("Catches fell to 9,000 tonnes last year (2023).", "2024"),
        ("Les prises de l'an dernier, en 2023, ont baissé.", "2024"),
        ("Le texte sera publié ce mardi 12 mars 2024, a dit le ministre.", "2024-03-12"),
        ("Сегодня, 12 марта 2024 года, соглашение подписали.", "2024-03-12"),
        ("Ayer, 11 de marzo de 2024, se reunieron en Oporto.", "2024-03-12"),
        (
            "Catches have fallen since 2012, and in January alone by a tenth, as towards the end of the previous year.",
            None,
        ),
        ("Last year, 2023, and this year, 2026, were bad for catches.", None),
        ("The poster read “today, 4 July 1976” in faded letters.", None),
    ],
)
def test_a_date_is_inferred_only_where_the_text_ties_one_to_its_own_day(sentence: str, value: str | None) -> None:
    report = dump("Accord signed", f"{BODY} {sentence}")
    assert report.published == value
    assert report.published_basis == ("inferred" if value else None)
