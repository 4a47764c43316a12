"""Fetching: polite, bounded, and never inside the reader's own network."""

import gzip
import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.documents.capture import connecting
from onrecord.documents.capture.connecting import addresses_of, is_public
from onrecord.documents.capture.fetching import Fetcher
from web_server import Page, Site, serving

OPEN = Config(fetch_private=1, fetch_pause=0, fetch_seconds=3, fetch_bytes=100_000)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on this machine."""
    with serving() as site:
        yield site


def fault(url: str, config: Config = OPEN) -> str:
    """Return the code of the error that fetching ``url`` raises."""
    with pytest.raises(CaptureError) as caught:
        Fetcher(config).fetch(url)
    assert caught.value.message and caught.value.mend
    return caught.value.code


def test_a_page_with_its_type_charset_and_marks(site: Site) -> None:
    headers = {
        "Content-Type": "text/html; charset=ISO-8859-2",
        "ETag": '"1"',
        "Last-Modified": "Tue, 05 Mar 2024 08:00:00 GMT",
    }
    site.pages["/a"] = Page("Žilina".encode("iso-8859-2"), headers=headers)
    found = Fetcher(OPEN).fetch(f"{site.address}/a#part")
    assert found.raw == "Žilina".encode("iso-8859-2")
    assert (found.content_type, found.encoding, found.etag) == ("text/html", "iso-8859-2", '"1"')
    assert found.captured.endswith("Z") and found.url == f"{site.address}/a"
    assert site.asked[-1][1]["User-Agent"].startswith("onrecord/")


def test_what_is_unchanged_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = Page(b"text", headers={"ETag": '"1"'})
    fetcher = Fetcher(OPEN)
    assert fetcher.fetch(f"{site.address}/a", etag='"1"', modified="Tue, 05 Mar 2024 08:00:00 GMT").raw is None
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 05 Mar 2024 08:00:00 GMT"
    assert fetcher.fetch(f"{site.address}/a", etag='"0"').raw == b"text"


def test_packed_answers_are_unpacked_and_bombs_are_not(site: Site) -> None:
    site.pages["/a"] = Page(gzip.compress(b"text"), headers={"Content-Encoding": "gzip"})
    site.pages["/b"] = Page(gzip.compress(b"0" * 50_000_000), headers={"Content-Encoding": "gzip"})
    site.pages["/c"] = Page(b"?", headers={"Content-Encoding": "br"})
    site.pages["/d"] = Page(gzip.compress(b"text" * 99)[:-9], headers={"Content-Encoding": "gzip"})
    assert Fetcher(OPEN).fetch(f"{site.address}/a").raw == b"text"
    assert fault(f"{site.address}/b") == "fetch.size"
    assert fault(f"{site.address}/c") == "fetch.encoding"
    assert fault(f"{site.address}/d") == "fetch.failed"


def test_huge_cut_and_slow_answers_end(site: Site) -> None:
    site.pages["/huge"] = Page(b"0" * 60_000, pieces=100_000)
    site.pages["/cut"] = Page(b"0" * 100, headers={"Content-Length": "1000"})
    site.pages["/slow"] = Page(b"0", pieces=10_000, slow=0.05)
    assert fault(f"{site.address}/huge") == "fetch.size"
    assert fault(f"{site.address}/cut") == "fetch.failed"
    began = time.monotonic()
    assert fault(f"{site.address}/slow", replace(OPEN, fetch_seconds=1)) == "fetch.slow"
    assert time.monotonic() - began < 3


def test_a_server_that_says_nothing_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        config = replace(OPEN, fetch_seconds=1)
        assert fault(f"http://127.0.0.1:{silent.getsockname()[1]}/a", config) in {"fetch.slow", "fetch.robots"}
        assert time.monotonic() - began < 4


def test_headers_that_never_end_are_left() -> None:
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            for _ in range(2):
                try:
                    connection, _ = server.accept()
                    with connection:
                        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                        for _ in range(100):
                            connection.sendall(b"x")
                            time.sleep(0.05)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        fault(f"http://127.0.0.1:{server.getsockname()[1]}/a", replace(OPEN, fetch_seconds=1))
        assert time.monotonic() - began < 4


def test_statuses_and_redirects(site: Site) -> None:
    site.pages["/there"] = Page(b"text")
    site.pages["/here"] = Page(status=301, headers={"Location": "/there"})
    site.pages["/round"] = Page(status=302, headers={"Location": "/round"})
    site.pages["/nowhere"] = Page(status=302)
    site.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    found = Fetcher(OPEN).fetch(f"{site.address}/here")
    assert (found.raw, found.url) == (b"text", f"{site.address}/there")
    assert fault(f"{site.address}/round") == "fetch.redirects"
    assert fault(f"{site.address}/file") == "fetch.address"
    assert fault(f"{site.address}/none") == "fetch.status"
    assert fault(f"{site.address}/nowhere") == "fetch.redirects"


def test_robots_are_obeyed_and_asked_once(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: onrecord\nDisallow: /private/*.html\n\nUser-agent: *\nDisallow: /\n")
    site.pages["/a"] = site.pages["/private/a.html"] = Page(b"text")
    fetcher = Fetcher(OPEN)
    assert fetcher.fetch(f"{site.address}/a").raw == b"text"
    with pytest.raises(CaptureError) as caught:
        fetcher.fetch(f"{site.address}/private/a.html")
    assert caught.value.code == "fetch.robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_host_whose_robots_cannot_be_read_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"", 503)
    site.pages["/a"] = Page(b"text")
    assert fault(f"{site.address}/a") == "fetch.robots"


def test_requests_to_one_host_are_spaced(site: Site) -> None:
    site.pages["/a"] = Page(b"text")
    fetcher = Fetcher(replace(OPEN, fetch_pause=1))
    began = time.monotonic()
    fetcher.fetch(f"{site.address}/a")
    assert time.monotonic() - began >= 0.95


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "192.168.1.1", "2130706433", "127.1",
     "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fd00::1]", "100.64.0.1"],
)  # fmt: skip
def test_the_reader_s_own_network_is_refused(host: str) -> None:
    assert fault(f"http://{host}:9/", Config()) in {"fetch.private", "fetch.host"}


def test_a_redirect_into_the_own_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # A host that counts as public sends the reader to one that does not.
    site.pages["/a"] = Page(status=302, headers={"Location": "http://10.0.0.1/secret"})
    public = ipaddress.ip_address("127.0.0.1")
    monkeypatch.setattr(connecting, "is_public", lambda address: address == public)
    assert fault(f"{site.address}/a", replace(OPEN, fetch_private=0)) == "fetch.private"


def test_a_name_that_changes_its_address_changes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.address.rpartition(":")[2])
    site.pages["/a"] = Page(b"text")
    looked_up: list[object] = []

    def rebinding(host: str, *_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        # The first answer is the good one; any further one leads elsewhere.
        looked_up.append(host)
        if host == "127.0.0.1":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        address = "127.0.0.1" if looked_up.count(host) <= 2 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    assert Fetcher(OPEN).fetch(f"http://news.example:{port}/a").raw == b"text"
    # Once for robots.txt, once for the page: never again for the connection.
    assert looked_up.count("news.example") == 2


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(CaptureError, match=r"10\.0\.0\.1"):
        addresses_of("news.example", 80)
    assert addresses_of("news.example", 80, private=True) == ["8.8.8.8", "10.0.0.1"]


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2606:4700::1", True), ("2002:7f00:1::", False), ("224.0.0.1", False), ("::", False),
     ("ff02::1", False), ("::ffff:8.8.8.8", True), ("198.18.0.1", False)],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize("url", ["", "ftp://a.example/", "http://", "https://a.example:99999/", "http://a b/", "x\0y"])
def test_what_is_no_address_is_named(url: str) -> None:
    assert fault(url) == "fetch.address"


def test_addresses_in_other_letters(site: Site) -> None:
    site.pages["/%C3%A9t%C3%A9?q=%C3%BC"] = Page(b"text")
    assert Fetcher(OPEN).fetch(f"{site.address}/été?q=ü").raw == b"text"
