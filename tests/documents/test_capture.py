"""Bytes to characters: encodings, faults, kinds, discovery."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.errors import CaptureError
from onrecord.documents.capture import decode, discover, kind_of
from onrecord.documents.capture.decoding import MAX_BYTES, declared_charset

FRENCH = "Le ministre a déclaré « prêt à agir » dès février, à Évreux.\n" * 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-15"]
)
def test_french_is_read_in_every_common_encoding(encoding: str) -> None:
    decoded = decode(FRENCH.encode(encoding))
    assert decoded.text == FRENCH
    assert not decoded.issues


def test_russian_in_its_windows_page_is_detected() -> None:
    text = "Министр сообщил, что зерно будет отправлено в марте. Первые суда выйдут из порта весной.\n" * 3
    assert decode(text.encode("cp1251")).text == text


def test_the_page_s_own_label_is_used_where_bytes_are_not_utf8() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Žilina a Košice</p></body></html>'
    assert "Žilina a Košice" in decode(page.encode("iso-8859-2")).text


def test_a_wrong_label_does_not_spoil_valid_utf8() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Žilina – Košice</p></body></html>'
    assert "Žilina – Košice" in decode(page.encode("utf-8")).text


def test_an_unknown_label_is_no_label() -> None:
    assert declared_charset(b'<meta charset="klingon">') is None
    assert declared_charset(b"<p>charset</p>") is None


def test_bytes_cut_inside_a_character_leave_an_issue() -> None:
    decoded = decode(("Évreux " * 20).encode()[:-1] + "é".encode()[:1])
    assert [issue.code for issue in decoded.issues] == ["capture.bytes"]
    assert decoded.text.startswith("Évreux Évreux")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "capture.empty"),
        (b" \n\t ", "capture.empty"),
        (b"\x00\x00\x00", "capture.binary"),
        (b"%PDF-1.7 stream", "capture.pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "capture.binary"),
        (bytes(range(256)) * 20, "capture.binary"),
        (b"a" * (MAX_BYTES + 1), "capture.size"),
    ],
)
def test_what_cannot_be_read_says_so(raw: bytes, code: str) -> None:
    with pytest.raises(CaptureError) as caught:
        decode(raw)
    assert caught.value.code == code
    assert caught.value.mend


def test_control_characters_and_line_ends_are_cleaned() -> None:
    assert decode(b"One\r\ntwo\x00three\rfour\x0b!" + b"." * 200).text.startswith("One\ntwothree\nfour!.")


@given(st.binary(max_size=400))
def test_any_bytes_give_clean_text_or_a_capture_error(raw: bytes) -> None:
    try:
        text = decode(raw).text
    except CaptureError:
        return
    assert text.strip()
    assert "\x00" not in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html><body>x</body></html>", "html"),
        ("  <?xml version='1.0'?>\n<!-- saved -->\n<HTML><body>x</body>", "html"),
        ("<p>a</p><p>b</p><p>c</p><p>d</p>", "html"),
        ("Prices rose by <5% in May, the office said.", "text"),
        ("date 2024-01-02 https://a.example/b\n\nWords.", "text"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.html", ".git/config"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    named = [path.relative_to(tmp_path).as_posix() for path in discover([tmp_path, tmp_path / "a.txt"])]
    assert named == ["a.txt", "b.txt", "sub/c.html"]


def test_a_ledger_in_the_folder_is_no_report_unless_it_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "onrecord.ledger", "onrecord.ledger-wal", "onrecord.ledger-shm"):
        tmp_path.joinpath(name).write_text("x")
    assert [path.name for path in discover([tmp_path])] == ["a.txt"]
    assert [path.name for path in discover([tmp_path / "onrecord.ledger"])] == ["onrecord.ledger"]


def test_a_missing_file_is_still_yielded(tmp_path: Path) -> None:
    assert list(discover([tmp_path / "none.txt"])) == [tmp_path / "none.txt"]
