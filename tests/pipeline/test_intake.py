"""From files and addresses into the ledger: each document once, what is new only, what fails named."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger_fakes import PIPELINE, REPORTS
from onrecord.config import Config
from onrecord.pipeline.ingest import Step
from onrecord.pipeline.ledger import Ledger, open_ledger
from web_server import Page, Site, serving

WEB = Config(fetch_private=1, fetch_pause=0, fetch_seconds=3)
LONG = "Arland gives Borduria 20 t of rice on 2024-05-03. " + "The ministers met in the town by the lake. " * 12


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on this machine."""
    with serving() as site:
        yield site


def feed(site: Site, *items: str) -> Page:
    """Return a feed of these items, with a mark that changes with them."""
    body = f"<rss version='2.0'><channel><title>Courier</title>{''.join(items)}</channel></rss>".encode()
    return Page(body, headers={"ETag": f'"{hash(body)}"', "Content-Type": "application/rss+xml"})


def link(site: Site, name: str) -> str:
    """Return an item that only links to its article."""
    return f"<item><title>{name}</title><link>{site.address}/{name}</link></item>"


def opened(path: Path, config: Config = WEB) -> Ledger:
    return open_ledger(path, pipeline=PIPELINE, config=config)


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_every_document_of_an_archive_is_a_report(tmp_path: Path) -> None:
    members = {name: text.encode() for name, text in REPORTS.items()}
    tmp_path.joinpath("p.zip").write_bytes(zip_of(members | {"bad.gz": gzip.compress(b"words" * 99)[:-9]}))
    steps: list[Step] = []
    with opened(tmp_path / "a.ledger") as ledger:
        summary = ledger.ingest([tmp_path / "p.zip"], progress=steps.append)
        assert (summary.read, summary.failed, summary.done) == (len(REPORTS), 1, len(REPORTS) + 1)
        names = {Path(report.file or "").name for report in ledger.reports()}
        assert names == set(REPORTS) and all("p.zip!/" in (r.file or "") for r in ledger.reports())
        assert all(step.done <= step.total for step in steps)
        again = ledger.ingest([tmp_path / "p.zip"])
        assert (again.read, again.unchanged, again.failed) == (0, len(REPORTS), 1)


def test_a_cut_archive_gives_what_came_before(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, text in REPORTS.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    tmp_path.joinpath("p.tar").write_bytes(out.getvalue()[: 2 * 1024 + 100])
    with opened(tmp_path / "a.ledger") as ledger:
        summary = ledger.ingest([tmp_path / "p.tar"])
        assert summary.read == 2 and summary.failed >= 1


def test_an_address_is_read_and_asked_for_news_only(site: Site, tmp_path: Path) -> None:
    site.pages["/one"] = Page(REPORTS["one.txt"].encode(), headers={"ETag": '"1"'})
    url = f"{site.address}/one"
    with opened(tmp_path / "a.ledger") as ledger:
        assert ledger.ingest([url]).read == 1
        [report] = ledger.reports()
        assert report.file == url
        again = ledger.ingest([url])
        assert (again.read, again.unchanged, again.failed) == (0, 1, 0)
        assert site.asked[-1][1]["If-None-Match"] == '"1"'
        site.pages["/one"] = Page(REPORTS["two.txt"].encode(), headers={"ETag": '"2"'})
        assert ledger.ingest([url]).read == 1
    # Other stages read anew what the server has not changed.
    with opened(tmp_path / "a.ledger", Config(longest=5_000, fetch_private=1, fetch_pause=0)) as ledger:
        assert ledger.ingest([url]).read == 1


def test_what_failed_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    site.pages["/bad"] = Page(b"Bad\nArland gives BOOM.", headers={"ETag": '"1"'})
    with opened(tmp_path / "a.ledger") as ledger:
        assert ledger.ingest([f"{site.address}/bad", f"{site.address}/none"]).failed == 2
        assert {issue.code for issue in ledger.issues() if issue.severity == "error"} == {"tell.failed", "fetch.status"}
        ledger.ingest([f"{site.address}/bad"])
        assert "If-None-Match" not in site.asked[-1][1]


def test_links_of_a_feed_are_noted_or_fetched_once(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = feed(site, link(site, "a"), link(site, "b"))
    for name in "abc":
        site.pages[f"/{name}"] = Page(f"Title {name}\nArland gives Borduria rice.\n@2024-05-0{ord(name) - 96}".encode())
    url = f"{site.address}/feed"
    with opened(tmp_path / "a.ledger") as ledger:
        summary = ledger.ingest([url])
        assert (summary.read, summary.failed, summary.issues) == (0, 0, 1)
        assert [issue.code for issue in ledger.issues()] == ["capture.links_only"]
    watching = Config(fetch_private=1, fetch_pause=0, fetch_links=1)
    with opened(tmp_path / "b.ledger", watching) as ledger:
        assert ledger.ingest([url]).read == 2
        site.pages["/feed"] = feed(site, link(site, "c"), link(site, "a"), link(site, "b"))
        site.asked.clear()
        assert ledger.ingest([url]).read == 1
        assert site.paths() == ["/feed", "/c"]
        site.asked.clear()
        assert ledger.ingest([url]).unchanged == 1
        assert site.paths() == ["/feed"]


def test_a_link_that_fails_for_a_time_is_tried_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = feed(site, link(site, "a"), link(site, "b"))
    site.pages["/a"] = Page(b"", 503)
    with opened(tmp_path / "a.ledger", Config(fetch_private=1, fetch_pause=0, fetch_links=1)) as ledger:
        summary = ledger.ingest([f"{site.address}/feed"])
        assert {issue.code for issue in summary.failures} == {"fetch.busy", "fetch.status"}
        site.pages["/a"] = Page(REPORTS["one.txt"].encode())
        assert ledger.ingest([f"{site.address}/feed"]).read == 1
        # What is not there (404) is no reason to ask for the feed's whole again.
        assert ledger.ingest([f"{site.address}/feed"]).unchanged == 1


def test_the_own_network_is_refused_by_default(site: Site, tmp_path: Path) -> None:
    site.pages["/one"] = Page(b"secret")
    with opened(tmp_path / "a.ledger", Config()) as ledger:
        assert ledger.ingest([f"{site.address}/one"]).failed == 1
        assert [issue.code for issue in ledger.issues()] == ["fetch.private"]
    assert site.asked == []
