"""What each kind of file holds: documents, addresses, dates, encodings."""

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from intake_samples import (
    ARTICLE,
    DUMP,
    LINK_ITEM,
    MAIL,
    PAGE,
    WARC,
    WHOLE_ITEM,
    pdf_of,
    record,
    rss_of,
    tar_of,
    zip_of,
)  # fmt: skip

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.core.issues import Issue
from onrecord.documents import read_report
from onrecord.documents.capture import Capture, Link, decode, documents_in
from onrecord.documents.capture.formats import format_of, name_ending
from onrecord.documents.capture.reflow import reflowed


def captures(given: bytes | Path, name: str = "given", config: Config | None = None) -> list[Capture]:
    return [found for found in documents_in(given, name=name, config=config) if isinstance(found, Capture)]


def issues(given: bytes | Path, name: str = "given", config: Config | None = None) -> list[Issue]:
    return [found for found in documents_in(given, name=name, config=config) if isinstance(found, Issue)]


def test_a_page_and_a_dump_are_given_as_they_are(tmp_path: Path) -> None:
    for name, text in (("a.html", PAGE), ("b.txt", DUMP)):
        tmp_path.joinpath(name).write_text(text, "utf-8")
        [capture] = list(documents_in(tmp_path / name))
        assert capture == Capture(text.encode(), (tmp_path / name).as_posix())


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_one_compressed_file_is_one_document(pack: object) -> None:
    assert callable(pack)
    [capture] = captures(pack(DUMP.encode()), "b.txt.gz")
    assert (capture.raw, capture.file) == (DUMP.encode(), "b.txt.gz")


def test_members_of_archives_are_named() -> None:
    packed = zip_of({"a.html": PAGE.encode(), "in/b.txt": DUMP.encode(), "__MACOSX/._a": b"x", ".hidden": b"x"})
    assert [c.file for c in captures(packed, "p.zip")] == ["p.zip!/a.html", "p.zip!/in/b.txt"]
    tarred = gzip.compress(tar_of({"n.warc.gz": WARC, "p.zip": packed}))
    assert [c.file for c in captures(tarred, "t.tgz")] == [
        "t.tgz!/n.warc.gz#1",
        "t.tgz!/n.warc.gz#4",
        "t.tgz!/p.zip!/a.html",
        "t.tgz!/p.zip!/in/b.txt",
    ]


def test_a_crawl_gives_pages_with_address_date_and_charset() -> None:
    found = list(documents_in(WARC, name="n.warc.gz"))
    first, last = (one for one in found if isinstance(one, Capture))
    assert (first.file, first.url, first.captured) == ("n.warc.gz#1", "https://a.example/1", "2024-06-18T06:08:29Z")
    assert first.encoding == "iso-8859-2" and "Žitný" in decode(first.raw, first.encoding).text
    assert (last.file, last.raw) == ("n.warc.gz#4", PAGE.encode())
    [note] = [one for one in found if isinstance(one, Issue)]
    assert note.code == "capture.records" and note.severity == "note" and "2 of 4" in note.message


def test_a_crawl_is_read_unpacked_too_and_answers_are_unpacked() -> None:
    packed = gzip.compress(PAGE.encode())
    given = record(packed).replace(
        b"Content-Type: text/html\r\n", b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    )
    # The header grew, so the block did.
    length = len(given) - given.index(b"HTTP/1.1") - 4
    before = given[: given.index(b"Content-Type: application/http")]
    head = before + b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % length
    [capture] = captures(head + given[given.index(b"HTTP/1.1") :], "n.warc")
    assert capture.raw == PAGE.encode()


def test_items_that_hold_their_article_are_documents_and_others_links() -> None:
    found = list(documents_in(rss_of(WHOLE_ITEM, LINK_ITEM), name="f.xml"))
    capture, link = found
    assert isinstance(capture, Capture) and isinstance(link, Link)
    assert (capture.file, capture.url) == ("f.xml#1", "https://courier.example/news/1")
    assert (link.url, link.file) == ("https://courier.example/news/2", "f.xml#2")
    report = read_report(capture.raw, url=capture.url, encoding=capture.encoding, stated=capture.stated)
    assert report.title == "Grain leaves port" and report.outlet == "The Arland Courier"
    # Late in the evening in the publisher's own time: not the next day, which it was in UTC.
    assert (report.published, report.published_basis) == ("2024-03-05", "metadata")
    assert report.text.startswith("The ministry said")


def test_atom_and_json_feeds() -> None:
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Grain</title>'
        '<link href="https://courier.example/3"/><published>2024-03-05T08:00:00Z</published>'
        f'<content type="html"><![CDATA[{ARTICLE}]]></content></entry></feed>'
    )
    [capture] = captures(atom.encode())
    assert dict(capture.stated)["article:published_time"] == "2024-03-05T08:00:00Z"
    item = {"title": "Grain", "url": "/3", "content_html": ARTICLE, "date_published": "2024-03-05T08:00:00Z"}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "C",
        "home_page_url": "https://c.example",
        "items": [item],
    }
    [capture] = captures(json.dumps(feed).encode())
    assert capture.url == "https://c.example/3" and ARTICLE.encode() in capture.raw


def test_a_mail_gives_its_page_subject_sender_and_day() -> None:
    [capture] = captures(MAIL, "n.eml")
    text = decode(capture.raw, capture.encoding).text
    assert "Café and grain." in text and capture.encoding == "iso-8859-1"
    stated = dict(capture.stated)
    assert stated["og:title"] == "Getreide über See" and stated["author"] == "The Arland Courier"
    assert stated["article:published_time"].startswith("2024-03-05")


def test_a_mail_is_known_by_its_headers_and_a_box_holds_many() -> None:
    assert format_of(MAIL, "letter") == "mail"
    assert format_of(b"From: our correspondent\nSubject: grain\n\nWords.", "a.txt") == "document"
    box = b"".join(b"From a@b.example Tue Mar  5 08:00:00 2024\r\n" + MAIL + b"\r\n" for _ in range(3))
    assert [c.file for c in captures(box, "n.mbox")] == ["n.mbox#1", "n.mbox#2", "n.mbox#3"]


def test_attachments_of_mails_are_taken_apart() -> None:
    mail = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nMessage-ID: <1@b>\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b'Content-Disposition: attachment; filename="../grain.txt"\r\n\r\nThe ship left.\r\n'
        b"--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\n\r\n\r\n--x--\r\n"
    )
    found = list(documents_in(mail, name="m.eml"))
    assert [one.file for one in found] == ["m.eml", "m.eml", "m.eml!/grain.txt"]
    assert [one.code for one in found if isinstance(one, Issue)] == ["capture.attached"]


def test_a_saved_page_keeps_its_address() -> None:
    saved = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/x\r\nSubject: Grain\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/html\r\nContent-Location: https://a.example/x\r\n\r\n{PAGE}\r\n--x--\r\n"
    )
    [capture] = captures(saved.encode(), "a.mhtml")
    assert capture.url == "https://a.example/x" and b"20,000 tons" in capture.raw


def test_tables_of_documents() -> None:
    row = {"text": DUMP, "url": "https://a.example/9", "title": "Grain", "date": "2024-03-05"}
    expected = Capture(
        DUMP.encode(), "", "https://a.example/9", encoding="utf-8",
        stated=(("og:title", "Grain"), ("article:published_time", "2024-03-05")),
    )  # fmt: skip
    line = json.dumps(row).encode() + b"\n"
    table = f'date;title;url;text\n2024-03-05;Grain;https://a.example/9;"{DUMP}"\n'
    for raw, name in (
        (line * 2, "t.jsonl"),
        (b"[" + line + b"," + line + b"]", "t.json"),
        (gzip.compress(line), "t.ndjson.gz"),
        (json.dumps(row, indent=1).encode(), "t.json"),
        (table.encode(), "t.csv"),
        (table.encode("utf-16"), "t.csv"),
        (table.replace(";", "\t").encode(), "t.tsv"),
    ):
        found = captures(raw, name)
        assert found and found[0].file == f"{name}#1"
        assert (found[0].raw, found[0].url, found[0].stated) == (expected.raw, expected.url, expected.stated)


def test_the_column_of_texts_can_be_named() -> None:
    raw = json.dumps({"body": DUMP, "text": 7}).encode()
    [capture] = captures(raw, "t.jsonl", Config(text_column="body"))
    assert capture.raw == DUMP.encode()
    [issue] = issues(raw, "t.jsonl", Config(text_column="content"))
    assert issue.code == "capture.column" and "body, text" in issue.message and "--text-column" in issue.mend


def test_parquet_is_read_or_its_library_asked_for(tmp_path: Path) -> None:
    try:
        import pyarrow  # type: ignore[import-not-found, import-untyped, unused-ignore]
        import pyarrow.parquet  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        [issue] = issues(b"PAR1 and more", "t.parquet")
        assert issue.code == "capture.parquet" and "onrecord[parquet]" in issue.mend
        return
    file = tmp_path / "t.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"text": [DUMP], "url": ["https://a.example/9"], "n": [1]}), file)
    [capture] = captures(file)
    assert (capture.raw, capture.url) == (DUMP.encode(), "https://a.example/9")


def test_the_text_layer_of_a_pdf_is_read() -> None:
    lines = [
        "Grain leaves port",
        "The first ship with grain left the port of Arland on Tuesday, as offi-",
        "cials of the ministry said. It carries twenty thousand tons of wheat.",
        "Borduria has had two poor harvests.",
    ]
    report = read_report(pdf_of(lines))
    assert "as officials of the ministry said. It carries" in report.text


def test_a_scan_has_no_text_and_a_broken_pdf_is_no_crash() -> None:
    for raw, code in (
        (pdf_of([]), "capture.pdf_scan"),
        (pdf_of(["x"])[:200], "capture.pdf"),
        (b"%PDF-1.7", "capture.pdf"),
    ):
        with pytest.raises(CaptureError) as caught:
            decode(raw)
        assert caught.value.code == code and caught.value.mend


def test_lines_are_joined_to_paragraphs() -> None:
    page = "A heading\nThis line is quite as long as the page is wide, and it\n"
    page += "goes on in a second.\nThen a new one be-\ngins.\n\nEnd."
    assert reflowed(page).split("\n\n")[0] == "A heading"
    assert reflowed("") == ""


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.zip!/t.csv.gz#2", "csv"), ("t.csv", "csv"), ("a/b", ""), ("https://a.example/f.xml?x=1.csv", "xml"), ("", "")],
)
def test_endings(name: str, ending: str) -> None:
    assert name_ending(name) == ending


def test_what_the_server_says_of_the_encoding_goes_before_the_page() -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Žilina a Košice</p></body></html>".encode(
        "iso-8859-2"
    )
    assert "Žilina a Košice" in decode(page, "iso-8859-2").text
    assert decode(page, "no-such-thing").encoding == "cp1252"
