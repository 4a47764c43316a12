"""The demo's reports are read as a person reads them: outlet, date with its basis, language, body."""

from importlib.resources import files
from pathlib import Path

import pytest

from onrecord import Report, read_report

REPORTS = Path(str(files("onrecord.views").joinpath("demo", "reports")))

# file: outlet, language, date of publication, its basis.
EXPECTED = {
    "01-harbour-gazette.txt": ("The Harbour Gazette", "en", "2023-06-04", "visible"),
    "02-lakeside-mirror.txt": ("Lakeside Mirror", "en", "2023-06-05", "visible"),
    "03-quai-du-matin.html": ("Le Quai du matin", "fr", "2023-06-05", "metadata"),
    "04-veld-herald.html": ("The Veld Herald", "en", "2023-06-04", "metadata"),
    "05-radio-boreale.html": ("Radio Boréale", "fr", "2023-06-09", "metadata"),
    "06-prairie-dispatch.txt": ("Prairie Dispatch", "en", "2023-06-15", "visible"),
    "07-rift-valley-ledger.txt": ("The Rift Valley Ledger", "en", "2022-07-28", "visible"),
    "08-courrier-des-deux-rives.txt": ("Courrier des deux rives", "fr", "2022-07-28", "visible"),
    "09-nile-and-lakes-wire.html": ("Nile & Lakes Wire", "en", "2022-11-17", "metadata"),
    "10-corridor-business.txt": ("Corridor Business Daily", "en", "2022-11-18", "visible"),
    "11-bulletin-des-reseaux.html": ("Le Bulletin des réseaux", "fr", None, None),
    "12-la-tribune-du-fleuve.txt": ("La Tribune du fleuve", "fr", "2021-04-22", "visible"),
    "13-meridian-standard.txt": ("The Meridian Standard", "en", "2021-04-23", "visible"),
    "14-northern-compass.html": ("Northern Compass", "en", "2021-04-24", "visible"),
    "15-nouakchott-matin.html": ("Nouakchott Matin", "fr", "2021-04-26", "visible"),
    "16-atlantic-coast-review.txt": ("Atlantic Coast Review", "en", "2021-04-27", "visible"),
}
FURNITURE = (
    "214 partenaires", "We value your privacy", "Copyright", "Mentions légales", "Leave a comment", "À lire aussi",
    "Share", "newsletter", "Most viewed", "MOST READ", "Latest", "Réagir", "Abonn", "Horoscope", "Tides", "Poll:",
    "editing by", "You may also like", "Support Northern", "Mots-clés", "Sur le même sujet", "Related", "Next story",
)  # fmt: skip


def read(name: str) -> Report:
    """The report in the file ``name``."""
    return read_report((REPORTS / name).read_bytes())


def same_outlet(said: str | None, expected: str) -> bool:
    """Compare outlets without article and case."""
    return (said or "").lower().removeprefix("the ") == expected.lower().removeprefix("the ")


def test_the_table_names_every_report() -> None:
    assert {f.name for f in REPORTS.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_date_basis_and_language(name: str) -> None:
    report = read(name)
    _, language, published, basis = EXPECTED[name]
    assert ((report.language or "")[:2], report.published, report.published_basis) == (language, published, basis)


@pytest.mark.parametrize("name", EXPECTED)
def test_outlet(name: str) -> None:
    assert same_outlet(read(name).outlet, EXPECTED[name][0])


@pytest.mark.parametrize("name", EXPECTED)
def test_the_body_holds_the_article_and_no_furniture(name: str) -> None:
    report = read(name)
    assert len(report.text) > 600
    assert [word for word in FURNITURE if word in report.text] == []


def test_a_copy_has_the_text_of_its_original() -> None:
    assert read("01-harbour-gazette.txt").text == read("02-lakeside-mirror.txt").text
