"""Bad inputs: each a named issue, in bounded time and memory, and the rest goes on."""

import gzip
import io
import json
import tarfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_samples import DUMP, LINK_ITEM, MAIL, PAGE, WARC, WHOLE_ITEM, pdf_of, record, rss_of, tar_of, zip_of

from onrecord.config import Config
from onrecord.core.issues import Issue
from onrecord.documents.capture import Capture, documents_in
from onrecord.documents.capture.captures import Found

SMALL = Config(document_bytes=100_000, unpacked_bytes=5_000_000, members=200)


def told(raw: bytes | Path, name: str = "given", config: Config = SMALL) -> tuple[list[str], list[str]]:
    """Return the files of the documents found, and the codes of the errors."""
    found = list(documents_in(raw, name=name, config=config))
    for issue in found:
        if isinstance(issue, Issue):
            assert issue.file and issue.file.startswith(name) and issue.message
            assert issue.mend or issue.severity == "note"
    errors = [one.code for one in found if isinstance(one, Issue) and one.severity == "error"]
    return [one.file for one in found if isinstance(one, Capture)], errors


def test_absent_and_strange_paths(tmp_path: Path) -> None:
    assert told(tmp_path / "none", str(tmp_path)) == ([], ["capture.absent"])
    assert told(tmp_path, str(tmp_path)) == ([], ["capture.kind"])
    assert told(Path("a\0b"), "a") == ([], ["capture.path"])


def test_a_document_beyond_the_limit_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.truncate(2_000_000_000)
    tracemalloc.start()
    began = time.monotonic()
    assert told(file, file.as_posix(), Config())[1] == ["capture.size"]
    assert time.monotonic() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_a_bomb_in_a_zip_costs_its_own_member_only() -> None:
    bomb = b"0" * 20_000_000
    packed = zip_of({"a.txt": DUMP.encode(), "bomb.txt": bomb, "bomb.gz": gzip.compress(bomb), "z.txt": DUMP.encode()})
    assert told(packed, "p.zip") == (["p.zip!/a.txt", "p.zip!/z.txt"], ["capture.size", "capture.size"])


def test_an_archive_full_of_bombs_is_left_after_some() -> None:
    packed = zip_of({f"{n}.txt": b"0" * 20_000_000 for n in range(4)})
    for _ in range(2):
        packed = zip_of({f"{n}.zip": packed for n in range(4)})
    documents, errors = told(packed, "p.zip", Config())
    assert documents == []
    assert errors == ["capture.bomb"] * 20 + ["capture.bombs"]


def test_a_bomb_of_many_documents_is_cut_off_by_its_growth() -> None:
    lines = gzip.compress((json.dumps({"text": "x" * 900}).encode() + b"\n") * 20_000)
    config = Config(document_bytes=100_000)
    documents, errors = told(lines, "t.jsonl.gz", config)
    assert errors == ["capture.bomb"] and 1_000 < len(documents) < 20_000


def test_the_budget_of_an_input_ends_it() -> None:
    member = bytes(range(32, 127)) * 900
    packed = zip_of({f"{n}.txt": member for n in range(100)})
    documents, errors = told(packed, "p.zip")
    assert errors == ["capture.unpacked"] and 40 < len(documents) < 70
    packed = zip_of({f"{n}.txt": b"x" for n in range(300)})
    documents, errors = told(packed, "p.zip")
    assert errors == ["capture.members"] and len(documents) == 200


def test_archives_within_archives_end_somewhere() -> None:
    packed = zip_of({"a.txt": DUMP.encode()})
    for n in range(8):
        packed = zip_of({f"{n}.zip": packed, "beside.txt": b"x"})
    documents, errors = told(packed, "p.zip")
    assert errors == ["capture.depth"] and len(documents) == 4


def test_members_of_a_zip_that_overlap_are_refused() -> None:
    # Every entry of the directory points at the same packed bytes.
    packed = zip_of({f"{n:03}.txt": bytes(range(256)) * 300 for n in range(50)})
    first = packed.index(b"PK\x01\x02")
    entries = [b"PK\x01\x02" + entry for entry in packed[first : packed.index(b"PK\x05\x06")].split(b"PK\x01\x02")[1:]]
    pointed = b"".join(entry[:42] + b"\0\0\0\0" + entry[46:] for entry in entries)
    kernel = packed[: first // 50]
    end = packed[packed.index(b"PK\x05\x06") :]
    end = end[:12] + len(pointed).to_bytes(4, "little") + len(kernel).to_bytes(4, "little") + end[20:]
    assert told(kernel + pointed + end, "p.zip") == ([], ["capture.overlap"])


def test_a_table_of_endless_columns_is_refused() -> None:
    table = "text" + ",c" * 20_000 + "\n" + "x\n" * 1_000
    assert told(table.encode(), "t.csv") == ([], ["capture.columns"])


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_what_came_before_the_cut_is_kept(cut: float) -> None:
    tarred = tar_of({f"{n}.txt": bytes([65 + n]) * 3_000 for n in range(10)})
    whole = gzip.compress(tarred, compresslevel=0)
    documents, errors = told(whole[: int(len(whole) * cut)], "t.tar.gz")
    # The member that was cut, and the archive.
    assert errors in (["capture.truncated"], ["capture.truncated"] * 2)
    assert len(documents) >= int(10 * cut) - 3
    crawl = b"".join(gzip.compress(record(PAGE.encode(), url=f"https://a.example/{n}")) for n in range(10))
    documents, errors = told(crawl[: int(len(crawl) * cut) - 9], "n.warc.gz")
    assert errors and len(documents) >= int(10 * cut) - 2


@pytest.mark.parametrize("kept", [30, 200, 600])
def test_a_cut_in_a_plain_crawl_is_noticed(kept: int) -> None:
    whole = record(PAGE.encode())
    documents, errors = told(whole + whole[:kept], "n.warc")
    assert documents == ["n.warc#1"] and "capture.truncated" in errors


def test_a_cut_compressed_text_is_no_document() -> None:
    assert told(gzip.compress(DUMP.encode() * 50)[:-12], "a.txt.gz") == ([], ["capture.truncated"])
    assert told(gzip.compress(DUMP.encode())[:-4] + b"\0\0\0\0", "a.txt.gz")[1] == ["capture.damaged"]


def test_a_tar_header_that_announces_gigabytes_is_refused() -> None:
    info = tarfile.TarInfo("x")
    info.type = tarfile.XHDTYPE
    info.size = 8_000_000_000
    assert told(info.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 10_000, "t.tar")[1] == ["capture.tar"]


def test_links_and_devices_in_a_tar_are_passed_over() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("a", tarfile.SYMTYPE), ("b", tarfile.LNKTYPE), ("c", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)
        good = tarfile.TarInfo("../../good.txt")
        good.size = 1
        archive.addfile(good, io.BytesIO(b"x"))
    found = list(documents_in(out.getvalue(), name="t.tar"))
    assert [one.file for one in found] == ["t.tar!/../../good.txt", "t.tar"]


def test_encrypted_and_office_files_say_what_to_do() -> None:
    packed = bytearray(zip_of({"a.txt": DUMP.encode()}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert told(bytes(packed), "p.zip")[1] == ["capture.encrypted"]
    assert told(zip_of({"[Content_Types].xml": b"x", "word/document.xml": b"x"}), "a.docx")[1] == ["capture.office"]


def test_a_billion_laughs_are_not_told() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss version="2.0"><channel>'
    feed += "<item><title>&l11;</title></item></channel></rss>"
    began = time.monotonic()
    told(feed.encode(), "f.xml")
    assert time.monotonic() - began < 3


def test_deeply_nested_feeds_json_and_mails_end() -> None:
    began = time.monotonic()
    deep = b"<rss version='2.0'><channel>" + b"<item><x>" * 5_000
    told(deep, "f.xml")
    assert told(b'{"text":' + b"[" * 90_000, "t.jsonl")[1] == ["capture.damaged"]
    mail = b"MIME-Version: 1.0\r\nMessage-ID: <1@a>\r\n"
    mail += b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(1_500))
    told(mail, "m.eml")
    assert time.monotonic() - began < 10


def test_rows_that_cannot_be_read_leave_the_others() -> None:
    good = json.dumps({"text": DUMP}).encode()
    rows = b"\n".join([good, b"{broken", b"7", b'{"text": ""}', b'{"other": 1}', b"\xff\xfe{}", good])
    documents, errors = told(rows, "t.jsonl")
    assert documents == ["t.jsonl#1", "t.jsonl#7"]
    assert errors == [
        "capture.damaged", "capture.json_row", "capture.row", "capture.column", "capture.damaged",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("f.xml", b"<rss version='2.0'><channel>" + b"<a>" * 300_000),
        ("f.xml", b"<rss version='2.0'><channel><item><description>" + b"<" * 1_000_000),
        ("m.eml", b"MIME-Version: 1.0\r\nSubject: " + b"=?utf-8?q?a?= " * 70_000 + b"\r\n\r\nx"),
        ("m.eml", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 100_000),
        ("t.csv", b'"' * 1_000_000),
    ],
)
def test_what_takes_others_minutes_takes_moments(name: str, raw: bytes) -> None:
    began = time.process_time()
    assert list(documents_in(raw, name=name))
    assert time.process_time() - began < 3


def test_many_faults_are_told_once() -> None:
    rows = b'{"text": "x"}\n' + b"{broken\n" * 180
    _, errors = told(rows, "t.jsonl")
    assert len(errors) == 101 and errors[-1] == "capture.further"


def test_an_open_quotation_mark_does_not_eat_memory() -> None:
    table = 'text,url\n"one,2\n' + "x" * 50 + "\n" + "y\n" * 200_000
    assert told(table.encode(), "t.csv")[1] in (["capture.csv"], ["capture.row_size"])


def test_a_list_of_feeds_is_sent_to_watch() -> None:
    assert told(b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "f.opml")[1] == ["capture.opml"]


SAMPLES = [
    WARC, gzip.decompress(WARC[:200] + WARC[200:]), zip_of({"a.txt": b"x" * 99, "b.html": PAGE.encode()}), MAIL,
    tar_of({"a.txt": b"x" * 99}), rss_of(WHOLE_ITEM, LINK_ITEM), json.dumps({"text": DUMP}).encode(),
    b"From a@b.c Tue Mar  5 08:00:00 2024\r\n" + MAIL, b"text,url\nx,y\n", gzip.compress(tar_of({"a.eml": MAIL})),
    pdf_of(["x"]),
]  # fmt: skip
NAMES = ["a", "a.eml", "a.csv", "a.jsonl", "a.json", "a.mbox", "a.zip", "a.warc.gz"]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a sample with some bytes changed, taken out or doubled."""
    raw = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(raw) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                raw[place] = draw(st.integers(0, 255))
            case 1:
                del raw[place : place + draw(st.integers(1, 40))]
            case 2:
                raw[place:place] = raw[place : place + draw(st.integers(1, 40))]
            case _:
                raw[place : place + 8] = draw(st.binary(min_size=8, max_size=8))
        if not raw:
            break
    return bytes(raw)


@settings(max_examples=150, deadline=None)
@given(raw=damaged(), name=st.sampled_from(NAMES))
def test_no_damage_crashes(raw: bytes, name: str) -> None:
    for found in documents_in(raw, name=name, config=SMALL):
        assert found.file.startswith(name) if found.file else False


def generated(count: int) -> Iterator[bytes]:
    """Yield the records of a crawl."""
    for n in range(count):
        yield gzip.compress(record(PAGE.encode() + bytes(str(n), "ascii") * 2_000, url=f"https://a.example/{n}"))


def test_a_crawl_is_streamed(tmp_path: Path) -> None:
    file = tmp_path / "n.warc.gz"
    with file.open("wb") as out:
        out.writelines(generated(3_000))
    tracemalloc.start()
    count = sum(isinstance(found, Capture) for found in _each(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3_000 and peak < 5_000_000


def _each(file: Path) -> Iterator[Found]:
    yield from documents_in(file)
